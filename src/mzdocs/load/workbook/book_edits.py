"""A data file's workbook, changed at places of its tree and nowhere else: own sheets, columns and looks stay."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.writer.excel import ExcelWriter
from pydantic import BaseModel

from mzdocs.core.problems import Location, Stopped, problem_type
from mzdocs.load.workbook.book_cells import CONTENT, BookSheet, open_book
from mzdocs.load.workbook.book_gate import DAMAGED_BOOK, UNREADABLE_BOOK
from mzdocs.load.workbook.book_layout import PartSheet, part_sheets
from mzdocs.load.workbook.book_reading import NUMBERED, data_sheets, tree_of_book
from mzdocs.load.workbook.book_tree import BookTree, CellPlace
from mzdocs.load.workbook.sheet_head import SheetHead, head_of
from mzdocs.load.yaml_tree import KeyPath, looked_up

NO_SUCH_SHEET = problem_type(
    "MZ7196",
    "工作簿里没有“{name}”表，程序写不进去",
    "The workbook has no sheet {name} to write into",
    "从 mzdocs template 做的模板里复制这张表过来，再运行一次。",
    "Copy the sheet from a template (mzdocs template) and run this again.",
)
_EARLY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class BookEdits:
    """What is changed: parts taken out, values put in the place of others, entries added to lists."""

    taken: Sequence[str] = ()
    values: Mapping[KeyPath, str] = field(default_factory=dict)
    added: Sequence[tuple[KeyPath, Mapping[str, str]]] = ()


def edited_book(raw: bytes, file: str, model: type[BaseModel], edits: BookEdits) -> bytes:
    """The workbook with its edits made; the same edits make the same bytes.

    Raises:
        Stopped: a list that is added to has no sheet, or the workbook cannot be read.
    """
    read = open_book(raw, file)
    tree, _ = tree_of_book(read, model)
    book = whole_book(raw, file)
    editor = _Editor(book, tree, data_sheets(read, model), part_sheets(model), file)
    for key in edits.taken:
        editor.take_out(key)
    for path, text in edits.values.items():
        editor.put(tree.places[path], text)
    for path, entry in edits.added:
        editor.add(path, entry)
    return saved(book)


def whole_book(raw: bytes, file: str) -> Any:
    """A workbook past its gate as openpyxl has it, with all it keeps.

    Raises:
        Stopped: it cannot be read so.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(raw), rich_text=True, keep_links=False)
    except UNREADABLE_BOOK:
        raise Stopped([DAMAGED_BOOK.at(Location(file), part=CONTENT)]) from None


def saved(book: Any) -> bytes:
    """A workbook's bytes without the time of day."""
    out, again = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(out, "w")).save()
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            fixed.writestr(zipfile.ZipInfo(name, _EARLY), made.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()


@dataclass(frozen=True)
class _Editor:
    """One workbook being changed."""

    book: Any
    tree: BookTree
    sheets: Mapping[str, BookSheet]
    parts: Sequence[PartSheet]
    file: str

    def take_out(self, key: str) -> None:
        """Blank every cell of a part of the file; headings and own columns stay."""
        for part in self.parts:
            sheet = self.sheets.get(part.key)
            head = head_of(sheet, part) if sheet and part.is_table and part.keys[0] == key else None
            for row in sheet.rows if sheet and head else ():
                for column in head.known if head and row.number > head.row else ():
                    self.put(CellPlace(sheet.name if sheet else "", row.number, column), None)
        for path, place in self.tree.places.items():
            if path[:1] == (key,) and isinstance(looked_up(self.tree.root, path), str):
                self.put(place, None)

    def put(self, place: CellPlace, text: str | None) -> None:
        """Text in the place of what stood there."""
        cell = self.book[place.sheet].cell(place.row, place.column)
        cell.value = text
        if text is not None:
            cell.data_type, cell.number_format = "s", "@"

    def add(self, path: KeyPath, entry: Mapping[str, str]) -> None:
        """One more entry of a list, below the last row of its sheet."""
        keys = tuple(step for step in path if isinstance(step, str))
        part = next(part for part in self.parts if part.keys == keys)
        sheet = self.sheets.get(part.key)
        head = head_of(sheet, part) if sheet else None
        if sheet is None or head is None:
            raise Stopped([NO_SUCH_SHEET.at(Location(self.file, path=keys[0]), name=part.name)])
        row = self._next_row(sheet, head)
        for column, number in head.parents.items():
            self.put(CellPlace(sheet.name, row, column), self._name(part.parents[number], path))
        for column, wanted in head.fields.items():
            if wanted.key in entry:
                self.put(CellPlace(sheet.name, row, column), entry[wanted.key])

    def _next_row(self, sheet: BookSheet, head: SheetHead) -> int:
        """The first row below all that are filled, those added before among them."""
        made = self.book[sheet.name]
        row = max(head.row, sheet.rows[-1].number) + 1
        while any(made.cell(row, column).value is not None for column in head.known):
            row += 1
        return row

    def _name(self, parent: PartSheet, path: KeyPath) -> str:
        """How the tables below it call an entry of a path: by its name, with a number where others bear it too."""
        own = path[: _steps_of(parent, path)]
        *above, number = own
        siblings = looked_up(self.tree.root, tuple(above))
        names = [str(looked_up(each, parent.entry_name.keys)) for each in siblings]
        name = names[int(number)]
        return name if names.count(name) == 1 else f"{name}{NUMBERED}{names[: int(number) + 1].count(name)}"


def _steps_of(parent: PartSheet, path: KeyPath) -> int:
    """How many steps of a path lead to the entry of this table."""
    keys = 0
    for length, step in enumerate(path, 1):
        keys += isinstance(step, str)
        if keys == len(parent.keys) and isinstance(step, int):
            return length
    return len(path)
