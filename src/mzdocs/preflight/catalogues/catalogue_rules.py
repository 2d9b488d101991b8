"""What the tables of a catalogue say -> findings: forms, lists, hidden characters, formulas, numbers, sums.

A finding names a row and a column, never a value: values are about people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mzdocs.core.ids import identity_number_is_valid
from mzdocs.core.problems import ProblemType
from mzdocs.core.text import forbidden
from mzdocs.plan.catalogue_columns import CODE_LISTS, VOLUME_NUMBER
from mzdocs.plan.catalogue_values import Listing, Row, Value
from mzdocs.preflight.rule import preflight_problem

WRONG_FORM = preflight_problem(
    "MZ7302",
    "{table}第 {row} 行的“{column}”不是这一栏的写法（共 {count} 处）",
    "{table}, row {row}: {column} is not in the form of its column ({count} such)",
    "按 docs/catalogue.md 的写法改；自己生成的，重新生成。",
    "Write it as docs/catalogue.md says; build again what was built here.",
)
HIDDEN = preflight_problem(
    "MZ7303",
    "{table}第 {row} 行的“{column}”里有看不见的字符，或头尾有空格（共 {count} 处）",
    "{table}, row {row}: {column} has characters that are not seen, or blanks at an end ({count} such)",
    "在数据里删去这个字符；别处来的文件，请对方重新导出。",
    "Delete the character in the data; of a file from elsewhere, ask for a new export.",
)
WAKES = preflight_problem(
    "MZ7304",
    "{table}第 {row} 行的“{column}”会被表格软件当作公式（共 {count} 处）",
    "{table}, row {row}: {column} is a formula to a spreadsheet ({count} such)",
    "在数据里改掉开头的 =、+、-、@。",
    "Change the =, +, - or @ it begins with, in the data.",
)
TWICE = preflight_problem(
    "MZ7305",
    "{table}第 {row} 行的“{column}”与前面的一行相同（共 {count} 处）",
    "{table}, row {row}: {column} is that of a row before ({count} such)",
    "一件一个档号：改正重复的一行。",
    "Each item has a number of its own: correct the row that repeats one.",
)
OTHER_CODE = preflight_problem(
    "MZ7309",
    "{table}第 {row} 行的“{column}”与它的代码不是同一项（共 {count} 处）",
    "{table}, row {row}: {column} and its code are not of the same entry ({count} such)",
    "按 docs/catalogue.md 的代码表改正其中一个。",
    "Correct one of the two by the lists of codes in docs/catalogue.md.",
)
OUT_OF_ORDER = preflight_problem(
    "MZ7310",
    "{table}第 {row} 行的“{column}”与同一行的其他栏对不上（共 {count} 处）",
    "{table}, row {row}: {column} does not agree with the rest of its row ({count} such)",
    "首页、末页与页数要相合，起始日期不晚于终止日期，年度是日期的年份。",
    "First, last and number of pages agree, no span ends before it begins, the year is that of the day.",
)
NO_VOLUME = preflight_problem(
    "MZ7307",
    "档案目录第 {row} 行的案卷不在案卷目录里（共 {count} 处）",
    "Items, row {row}: its volume is not among the volumes ({count} such)",
    "补上案卷，或改正案卷档号。",
    "Add the volume, or correct its number.",
)
OTHER_SUM = preflight_problem(
    "MZ7308",
    "案卷目录第 {row} 行的“{column}”与卷内各件对不上（共 {count} 处）",
    "Volumes, row {row}: {column} is not what its items say ({count} such)",
    "按卷内各件改正案卷目录。",
    "Correct the list of volumes by the items.",
)


@dataclass(frozen=True)
class Finding:
    """A problem at the first row it was found in, and how often it was found."""

    problem_type: ProblemType
    table: str
    row: int
    column: str
    count: int


Cells = Iterator[tuple[int, str]]
"""Row, from 1, and column of what is wrong."""
_IDENTITY = "身份证号"
_WAKES = re.compile(r"\s*(?:[=@＝＠]|[+\-＋－]\s*\S)|[\t\r]")
_HIDDEN = re.compile(r"[\t\r\n\u200b\u2060]|\A\s|\s\Z")


def _sound_number(value: Value) -> bool:
    """Whether it is an identity number, or none: a spreadsheet makes noughts of the last three digits."""
    return value is None or (isinstance(value, str) and identity_number_is_valid(value))


def _misshapen(listing: Listing) -> Cells:
    for place, column in enumerate(listing.columns):
        allowed = lru_cache(maxsize=None, typed=True)(_sound_number if column.name == _IDENTITY else column.allows)
        yield from ((row, column.name) for row, values in enumerate(listing.rows, 1) if not allowed(values[place]))


def _texts(wrong: Callable[[str], object]) -> Callable[[Listing], Cells]:
    """The texts of which something is so."""

    def found(listing: Listing) -> Cells:
        for place, column in enumerate(listing.columns):
            values = [row[place] for row in listing.rows]
            faulty = {value for value in set(values) if isinstance(value, str) and wrong(value)}
            yield from ((row, column.name) for row, value in enumerate(values, 1) if faulty and value in faulty)

    return found


def _is_hidden(text: str) -> bool:
    return bool(_HIDDEN.search(text)) or forbidden(text) is not None


def _repeated(listing: Listing) -> Cells:
    for place, column in enumerate(listing.columns):
        if column.unique and len({row[place] for row in listing.rows}) < len(listing.rows):
            seen: set[Value] = set()
            for row, values in enumerate(listing.rows, 1):
                if values[place] in seen:
                    yield row, column.name
                seen.add(values[place])


def _miscoded(listing: Listing) -> Cells:
    place = _places(listing)
    for codes in CODE_LISTS:
        word, code = place[codes.name], place[f"{codes.name}代码"]
        for row, values in enumerate(listing.rows, 1):
            if codes.words.get(str(values[word])) != values[code]:
                yield row, codes.name


def _disordered(listing: Listing) -> Cells:
    place = _places(listing)
    begins, ends = place["起始日期"], place["终止日期"]
    paged = [place[name] for name in ("首页", "末页", "页数")] if "首页" in place else []
    for row, values in enumerate(listing.rows, 1):
        if _later(values[begins], values[ends]):
            yield row, "终止日期"
        if "序号" in place and type(values[place["序号"]]) is int and values[place["序号"]] != row:
            yield row, "序号"
        if paged and not _counted(*(values[each] for each in paged)):
            yield row, "页数"
        if "年度" in place and not _of_year(values[place["年度"]], values[place["日期"]]):
            yield row, "年度"


def _later(one: Value, other: Value) -> bool:
    return isinstance(one, date) and isinstance(other, date) and one > other


def _counted(first: Value, last: Value, pages: Value) -> bool:
    """Whether the pages are those from first to last; what is no number is another rule's."""
    if isinstance(first, int) and isinstance(last, int) and isinstance(pages, int):
        return last - first + 1 == pages
    return True


def _of_year(year: Value, day: Value) -> bool:
    return year == day.year if isinstance(year, int) and isinstance(day, date) else True


def _places(listing: Listing) -> Mapping[str, int]:
    return {column.name: place for place, column in enumerate(listing.columns)}


VALUE_RULES: Mapping[str, tuple[ProblemType, Callable[[Listing], Cells]]] = {
    "T-FORM": (WRONG_FORM, _misshapen),
    "T-HIDDEN": (HIDDEN, _texts(_is_hidden)),
    "T-FORMULA": (WAKES, _texts(_WAKES.match)),
    "T-UNIQUE": (TWICE, _repeated),
    "T-CODE": (OTHER_CODE, _miscoded),
    "T-ORDER": (OUT_OF_ORDER, _disordered),
}
"""Rules on the values of one table."""


@lru_cache(maxsize=4)
def of_values(listing: Listing) -> Mapping[str, tuple[Finding, ...]]:
    """What each rule finds in a table. The same rows stand in four formats: they are judged once."""
    return {
        rule: tuple(_first_of_each(kind, listing.name, check(listing))) for rule, (kind, check) in VALUE_RULES.items()
    }


def _first_of_each(kind: ProblemType, table: str, cells: Cells) -> Iterator[Finding]:
    """One finding a column: twenty thousand rows of one fault are one thing to mend."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, column in cells:
        rows[column].append(row)
    for column, found in rows.items():
        yield Finding(kind, table, found[0], column, len(found))


@lru_cache(maxsize=2)
def of_both(items: Listing, volumes: Listing) -> Mapping[str, tuple[Finding, ...]]:
    """What the items say that the volumes do not, and the other way round."""
    known = {row[_places(volumes)["档号"]] for row in volumes.rows}
    at = _places(items)[VOLUME_NUMBER]
    lost = ((row, VOLUME_NUMBER) for row, values in enumerate(items.rows, 1) if values[at] not in known)
    return {
        "T-LINK": tuple(_first_of_each(NO_VOLUME, items.name, lost)),
        "T-SUM": tuple(_first_of_each(OTHER_SUM, volumes.name, _other_sums(items, volumes))),
    }


def _other_sums(items: Listing, volumes: Listing) -> Cells:
    of_item, of_volume = _places(items), _places(volumes)
    inside: dict[Value, list[Row]] = defaultdict(list)
    for values in items.rows:
        inside[values[of_item[VOLUME_NUMBER]]].append(values)
    for row, values in enumerate(volumes.rows, 1):
        held = inside[values[of_volume["档号"]]]
        for name, summed in _SUMS.items():
            if values[of_volume[name]] != summed([each[of_item.get(name, 0)] for each in held]):
                yield row, name


def _total(counts: list[Value]) -> int:
    return sum(count for count in counts if isinstance(count, int))


def _first(days: list[Value]) -> date | None:
    return min((day for day in days if isinstance(day, date)), default=None)


def _last(days: list[Value]) -> date | None:
    return max((day for day in days if isinstance(day, date)), default=None)


_SUMS: Mapping[str, Callable[[list[Value]], Value]] = {
    "件数": len, "页数": _total, "材料份数": _total, "起始日期": _first, "终止日期": _last,
}  # fmt: skip
"""What a volume says of its items, and how it follows from them."""
