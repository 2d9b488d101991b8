"""Files of a catalogue -> how every rule ended: against the schema, against themselves, against the plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from mzdocs.core.outcomes import NotRun, Outcome, collected
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.reader_words import why_unread
from mzdocs.plan.catalogue_values import Catalogue, Column, Listing, Row
from mzdocs.preflight.catalogues.catalogue_containers import not_plain
from mzdocs.preflight.catalogues.catalogue_descriptions import (
    package_faults,
    package_heads,
    schema_faults,
    schema_heads,
)
from mzdocs.preflight.catalogues.catalogue_reading import COLUMNS, ITEMS, VOLUMES, ReadTable, read_tables
from mzdocs.preflight.catalogues.catalogue_records import (
    differing_values,
    item_records,
    repeated_numbers,
    volume_records,
)
from mzdocs.preflight.catalogues.catalogue_rules import TWICE, VALUE_RULES, Finding, of_both, of_values
from mzdocs.preflight.rule import UNREADABLE_FILE, preflight_problem

WRONG_COUNT = preflight_problem(
    "MZP94",
    "目录数据应有 {expected} 条，文件里有 {found} 条",
    "The catalogue should have {expected} items, the file has {found}",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
)
OTHER_COLUMNS = preflight_problem(
    "MZ7301",
    "{table}的栏目与公布的不同：{names}",
    "{table} has other columns than are published: {names}",
    "栏目的名称和次序见 docs/catalogue.md；重新生成。",
    "Names and order of the columns stand in docs/catalogue.md; build again.",
)
OTHER_VALUE = preflight_problem(
    "MZ7306",
    "{table}第 {row} 行的“{column}”与数据不同",
    "{table}, row {row}: {column} is not what the data say",
    "重新生成；仍有则报告维护者。",
    "Build again; if it stays, report it.",
)
NOT_PLAIN = preflight_problem(
    "MZ7783",
    "目录数据里有表格以外的东西：{what}",
    "The catalogue holds more than its tables: {what}",
    "重新生成；别处来的文件，请对方重新导出，不要筛选、隐藏。",
    "Build it again; of a file from elsewhere ask for a new export, without filters and hidden parts.",
)
MISDESCRIBED = preflight_problem(
    "MZ7784",
    "栏目的说明与公布的不同：{names}",
    "What it says of the columns is not what is published: {names}",
    "栏目的类型、写法、代码见 docs/catalogue.md；重新生成。",
    "Types, forms and codes stand in docs/catalogue.md; build again.",
)
_OTHER_HEAD = Sentence("栏目不对，没有往下看", "with other columns nothing more can be said")
_NO_PLAN = ("没有可对照的数据", "there are no data to compare with")
_ONE_TABLE = ("案卷在另一个文件里", "the volumes are in another file")
Tables = Mapping[str, Listing]


def check_table(file: str, data: bytes, planned: Catalogue | None, location: Location) -> tuple[Outcome, ...]:
    """How every rule ended on one file of a catalogue, which is told by its name; without a plan some are not run."""
    tables = {each.name: each for each in (planned.items, planned.volumes)} if planned else None
    return check_beside(file, data, tables, location)


def tables_of(file: str, data: bytes) -> Tables | None:
    """Both tables of a file of a catalogue, to hold others to; None where they cannot be read from it."""
    try:
        read = read_tables(file.rpartition(".")[2], data)
        return {name: table.listing(name) for name, table in read.items()} if len(read) == len(COLUMNS) else None
    except Exception:  # noqa: BLE001 - whatever a reader throws means: there is nothing to compare with
        return None


def check_beside(file: str, data: bytes, planned: Tables | None, location: Location) -> tuple[Outcome, ...]:
    """The same against the tables that another file of the same catalogue holds."""
    try:
        if file in _DESCRIPTIONS:
            return _described(file, data, location)
        if file.endswith(".xml"):
            return Outcome("T-READ"), *_records(data, planned, location)
        read = read_tables(file.rpartition(".")[2], data)
        head = _head(((name, table.head) for name, table in read.items()), location)
        plain = _plain(file, data, location) if not head.problems else Outcome("T-PLAIN", not_run=_OTHER_HEAD)
        return (Outcome("T-READ"), head, plain, *_judged(read, planned, location, bool(head.problems)))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader throws means: not readable
        return (Outcome("T-READ", (UNREADABLE_FILE.at(location, reason=why_unread(error)),)),)


def _plain(file: str, data: bytes, location: Location) -> Outcome:
    found = not_plain(file.rpartition(".")[2], data)
    return Outcome("T-PLAIN", tuple(NOT_PLAIN.at(location, what=what) for what in found))


def _head(found: Iterable[tuple[str, Sequence[str]]], location: Location) -> Outcome:
    return Outcome("T-HEAD", tuple(_other_columns(found, location)))


def _other_columns(found: Iterable[tuple[str, Sequence[str]]], location: Location) -> Iterator[Problem]:
    """Columns are told by the names they should have: what stands in their place may be about people."""
    for table, head in found:
        names = [column.name for column in COLUMNS[table]]
        if list(head) != names:
            moved = [name for name, other in zip(names, head, strict=False) if name != other]
            odd = [name for name in names if name not in head] or moved or [f"+{len(head) - len(names)}"]
            yield OTHER_COLUMNS.at(location, table=table, names="、".join(odd[:5]))


def _judged(
    read: Mapping[str, ReadTable], planned: Tables | None, location: Location, other_head: bool
) -> Iterator[Outcome]:
    rules: Mapping[str, Callable[[Tables], Iterator[Problem]]] = {
        "T-COUNT": lambda tables: _count(tables, planned, location),
        **{rule: _values(rule, location) for rule in VALUE_RULES},
        **{rule: _crossed(rule, location) for rule in ("T-LINK", "T-SUM")},
        "T-SAME": lambda tables: _differing(tables, planned, location),
    }
    if other_head:
        yield from (Outcome(rule, not_run=_OTHER_HEAD) for rule in rules)
        return
    tables = {name: table.listing(name) for name, table in read.items()}
    for rule, check in rules.items():
        problems, not_run = collected(check, tables)
        yield Outcome(rule, tuple(problems), not_run)


def _values(rule: str, location: Location) -> Callable[[Tables], Iterator[Problem]]:
    return lambda tables: (_placed(each, location) for table in tables.values() for each in of_values(table)[rule])


def _crossed(rule: str, location: Location) -> Callable[[Tables], Iterator[Problem]]:
    def check(tables: Tables) -> Iterator[Problem]:
        if len(tables) < len(COLUMNS):
            raise NotRun(*_ONE_TABLE)
        yield from (_placed(each, location) for each in of_both(tables[ITEMS], tables[VOLUMES])[rule])

    return check


def _placed(found: Finding, location: Location) -> Problem:
    facts = {"table": found.table, "row": found.row, "column": found.column, "count": found.count}
    return found.problem_type.at(location, **facts)


def _count(tables: Tables, planned: Tables | None, location: Location) -> Iterator[Problem]:
    for table, plan in _beside(tables, planned):
        if len(table.rows) != len(plan.rows):
            yield WRONG_COUNT.at(location, expected=len(plan.rows), found=len(table.rows))


def _differing(tables: Tables, planned: Tables | None, location: Location) -> Iterator[Problem]:
    """The first value of each table that is not the plan's; a row too many or too few is another rule's."""
    for table, plan in _beside(tables, planned):
        if table.rows != plan.rows:
            pairs = enumerate(zip(table.rows, plan.rows, strict=False), 1)
            row, column = next(((row, _odd(plan.columns, *pair)) for row, pair in pairs if pair[0] != pair[1]), (0, ""))
            if row:
                yield OTHER_VALUE.at(location, table=table.name, row=row, column=column)


def _odd(columns: tuple[Column, ...], found: Row, planned: Row) -> str:
    return next(column.name for column, one, other in zip(columns, found, planned, strict=True) if one != other)


def _beside(tables: Tables, planned: Tables | None) -> Iterator[tuple[Listing, Listing]]:
    """Each table of the file with what was planned."""
    if planned is None:
        raise NotRun(*_NO_PLAN)
    return ((table, planned[name]) for name, table in tables.items())


def _records(data: bytes, planned: Tables | None, location: Location) -> Iterator[Outcome]:
    """A finding aid or metadata: no item twice, as many as were planned, and each as it was."""
    found = item_records(data)
    if twice := repeated_numbers(found):
        again = TWICE.at(location, table=ITEMS, row=twice[0], column="档号", count=len(twice))
        yield Outcome("T-UNIQUE", (again,))
    else:
        yield Outcome("T-UNIQUE")
    if planned is None:
        yield from (Outcome(rule, not_run=Sentence(*_NO_PLAN)) for rule in ("T-COUNT", "T-SAME"))
        return
    counts = ((len(planned[ITEMS].rows), len(found)), (len(planned[VOLUMES].rows), len(volume_records(data))))
    wrong = tuple(WRONG_COUNT.at(location, expected=asked, found=there) for asked, there in counts if asked != there)
    yield Outcome("T-COUNT", wrong[:1])
    others = islice(_other_records(data, planned), 0 if wrong else 1)
    problems = (OTHER_VALUE.at(location, table=table, row=row, column=column) for table, row, column in others)
    yield Outcome("T-SAME", tuple(problems))


def _other_records(data: bytes, planned: Tables) -> Iterator[tuple[str, int, str]]:
    for table, records in ((ITEMS, item_records(data)), (VOLUMES, volume_records(data))):
        yield from ((table, row, column) for row, column in differing_values(records, planned[table]))


_DESCRIPTIONS: Mapping[str, tuple[Callable[[Any], list[tuple[str, Sequence[str]]]], Callable[[Any], Iterator[str]]]] = {
    "catalogue.schema.json": (schema_heads, schema_faults),
    "datapackage.json": (package_heads, package_faults),
}
"""By the file's name, how its columns are read, and what of it is wrong."""


def _described(file: str, data: bytes, location: Location) -> tuple[Outcome, ...]:
    heads, faults = _DESCRIPTIONS[file]
    said = json.loads(data)
    head = _head(heads(said), location)
    if head.problems:
        return Outcome("T-READ"), head, Outcome("T-TOLD", not_run=_OTHER_HEAD)
    wrong = list(dict.fromkeys(faults(said)))
    told = (MISDESCRIBED.at(location, names="、".join(wrong[:5])),) if wrong else ()
    return Outcome("T-READ"), head, Outcome("T-TOLD", told)
