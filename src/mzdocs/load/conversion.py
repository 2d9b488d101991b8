"""A data file as YAML -> the same as a workbook, and back: nothing is lost, or it is told, or nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, errors, problem_type
from mzdocs.load import data_file
from mzdocs.load.tables.table_files import own_table_files
from mzdocs.load.workspace import RESERVED, read_bytes
from mzdocs.load.yaml_text.yaml_comments import Note, comments
from mzdocs.load.yaml_text.yaml_writing import in_order, yaml_text
from mzdocs.load.yaml_tree import Tree
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.station import Station

NOT_CONVERTED = problem_type(
    "MZ7193",
    "换了格式读回来不一样（{path}），什么都没有写",
    "In the other format it would read differently ({path}); nothing was written",
    "这一项的写法另一种格式里放不下，改得普通些；仍然如此请报告维护者。",
    "Write it more plainly: the other format has no room for it. If it stays, report it.",
    Exit.OUTPUT,
)
NOTES_MOVED = problem_type(
    "MZ7194",
    "{count} 条注释{where}",
    "{count} comments {where_en}",
    "核对一遍，要紧的放回原处。",
    "Look them over and put back what matters.",
    severity=Severity.NOTICE,
)
NOT_A_DATA_FILE = problem_type(
    "MZ7195",
    "只能在 .yaml 和 .xlsx 之间转换",
    "Only .yaml and .xlsx are converted into each other",
    "例如 mzdocs convert a.yaml a.xlsx。",
    "For example mzdocs convert a.yaml a.xlsx.",
    Exit.USAGE,
)
SCHEMA_LINE = "yaml-language-server:"
"""How the comment begins by which an editor finds the schema: nothing for a clerk to read."""


@dataclass(frozen=True)
class Converted:
    """What is to be written: the data file, the tables beside it by their names, and what of it is to be told."""

    data: bytes
    tables: Mapping[str, bytes]
    told: tuple[Problem, ...]


def converted(source: Path, name: str, target: Path) -> Converted:
    """The other format of a data file, by the endings of both names; tables in a workbook become files beside YAML.

    Raises:
        Stopped: the file has errors, or what would be written would not read as the same facts.
    """
    if {source.suffix, target.suffix} != {".yaml", data_file.WORKBOOK}:
        raise Stopped([NOT_A_DATA_FILE.at(Location(name))])
    raw = read_bytes(source, name)
    model = model_of(target if target.stem == RESERVED else source)
    tree, told = data_file.read_tree(model, raw, name)
    facts, found = data_file.facts_of(model, tree, name)
    if facts is None or errors(told):
        raise Stopped([*errors(told), *found])
    notes, root = list(_notes(raw, tree, name)), in_order(model, tree.root)
    to_book = target.suffix == data_file.WORKBOOK
    tables = {} if to_book else dict(own_table_files(raw, name, root, target.stem))
    made = _book(model, root, notes) if to_book else _yaml(root, notes)
    _same(model, root, made, target.name)
    left = () if to_book else _left_behind(raw, name, target)
    return Converted(made, tables, (*told, *found, *_moved(notes, target), *left))


def model_of(path: Path) -> type[Facts]:
    """What a data file is of, by its name."""
    return District if path.stem == RESERVED else Station


def _notes(raw: bytes, tree: Tree, name: str) -> Iterator[Note]:
    if name.endswith(data_file.WORKBOOK):
        from mzdocs.load.workbook.book_notes import notes_of

        yield from notes_of(raw, name)
    else:
        yield from comments(raw.decode("utf-8-sig"), tree)


def _book(model: type[Facts], root: dict[str, Any], notes: Sequence[Note]) -> bytes:
    from mzdocs.load.workbook.book_writing import BookContent, book_bytes

    kept = [note for note in notes if not note[1].startswith(SCHEMA_LINE)]
    title = str(root.get("名称") or f"{root.get('市', '')}{root.get('区', '')}")
    return book_bytes(BookContent(model, root, notes=kept, title=title))


def _yaml(root: dict[str, Any], notes: Sequence[Note]) -> bytes:
    return yaml_text(root, notes).encode()


def _same(model: type[Facts], root: dict[str, Any], made: bytes, name: str) -> None:
    """That what was made reads as the same tree: what a cell cannot hold is seen here."""
    back, told = data_file.read_tree(model, made, name)
    wrong = errors(told)
    before, after = _without_nothing(root), _without_nothing(back.root)
    if wrong or before != after:
        keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        raise Stopped([NOT_CONVERTED.at(Location(name), path="、".join(keys) or str(wrong[0].location))])


def _without_nothing(node: Any) -> Any:
    """A tree without keys that have no value: YAML can write such a key, and it says nothing."""
    if isinstance(node, dict):
        return {key: _without_nothing(value) for key, value in node.items() if value is not None}
    return [_without_nothing(each) for each in node] if isinstance(node, list) else node


def _left_behind(raw: bytes, name: str, target: Path) -> Iterator[Problem]:
    """Comments on cells have no place in YAML."""
    from mzdocs.load.workbook.book_notes import own_comments

    count = own_comments(raw, name)
    if count:
        facts = {"where": "在单元格上，没有带过去", "where_en": "on cells were left behind"}
        yield NOTES_MOVED.at(Location(target.name), count=count, **facts)


def _moved(notes: Sequence[Note], target: Path) -> Iterator[Problem]:
    count = sum(not text.startswith(SCHEMA_LINE) for _, text in notes)
    if count and target.suffix == data_file.WORKBOOK:
        facts = {"where": "放进了“原注释”工作表", "where_en": "are in the sheet 原注释"}
        yield NOTES_MOVED.at(Location(target.name), count=count, **facts)
    deep = sum("." in key or "[" in key for key, _ in notes)
    if deep and target.suffix != data_file.WORKBOOK:
        facts = {"where": "移到了所在部分的前面", "where_en": "stand above the part they are in"}
        yield NOTES_MOVED.at(Location(target.name), count=deep, **facts)
