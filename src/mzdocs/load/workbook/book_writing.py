"""A tree -> a workbook that reads back as the same tree: a sheet a part, every value text in its cell.

XlsxWriter writes it; whatever it warns of stops us. Nothing of the day or the machine goes into the file.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from pydantic import BaseModel
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from mzdocs.load.workbook.book_guide import GUIDE, guide_lines, what_of
from mzdocs.load.workbook.book_layout import NONE_OF_GROUP, NONE_OF_LIST, PartField, PartSheet, part_sheets
from mzdocs.load.workbook.book_looks import TEXT, Looks, comment_on, height_of, needed_with, width_of
from mzdocs.load.workbook.cell_values import cell_of
from mzdocs.load.workbook.sheet_head import CONTENT, ITEM, MARK, MEANING, parent_key

OPTIONS = "选项"
"""The hidden sheet of the words drop-downs offer."""
NOTES = "原注释"
"""The sheet that keeps the comments of a YAML file: a key path, and what stood above it."""
_NUMBERED = "#"
_PAIRS = (28.0, 48.0, 76.0)
"""The widths of names, contents and meanings."""
_DRAWN_ROWS = 12
"""Rows below the last entry that are drawn as cells."""
_EMPTY_ROWS = 300
"""Rows below the last entry that have drop-downs."""
_FREE = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True,
    "insert_columns": True, "delete_columns": True, "sort": True, "autofilter": True, "objects": True,
}  # fmt: skip
_COLOURS = ("#1F4E79", "#2E75B6", "#548235", "#BF8F00", "#7F6000", "#833C0B")


@dataclass(frozen=True)
class BookContent:
    """What goes into a workbook: the tree of a data file, its tables and comments, and parts nobody is to change."""

    model: type[BaseModel]
    root: Mapping[str, Any] = field(default_factory=dict)
    tables: Sequence[tuple[PartSheet, Sequence[Mapping[str, str]]]] = ()
    notes: Sequence[tuple[str, str]] = ()
    locked: frozenset[str] = frozenset()
    """First keys of the sheet 设计 that the district decides."""
    title: str = ""


def book_bytes(content: BookContent) -> bytes:
    """The workbook as a file; the same content makes the same bytes.

    Raises:
        ValueError: a value fits into no cell.
    """
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            _Writer(content, out).write()
        except UserWarning as warned:
            raise ValueError(str(warned)) from None
    return out.getvalue()


class _Writer:
    """Writes one workbook, sheet by sheet."""

    def __init__(self, content: BookContent, out: io.BytesIO) -> None:
        self.content = content
        plain = {"font_name": "微软雅黑", "font_size": 10, "num_format": TEXT, "locked": False, "valign": "vcenter"}
        options = {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "default_format_properties": plain,
        }  # fmt: skip
        self.book = xlsxwriter.Workbook(out, options)
        self.book.set_properties(
            {"title": content.title, "created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)}
        )
        self.book.set_custom_property("mzdocs", content.model.__name__)
        self.looks = Looks(self.book)
        self.options: dict[tuple[str, ...], str] = {}
        self.names: dict[str, list[tuple[Any, str]]] = {}

    def write(self) -> None:
        parts = part_sheets(self.content.model)
        guide = self.book.add_worksheet(GUIDE)
        groups = {key: number for number, key in enumerate(dict.fromkeys(part.keys[:1] for part in parts))}
        for part in parts:
            sheet = self.book.add_worksheet(part.name)
            sheet.set_tab_color(_COLOURS[groups[part.keys[:1]] % len(_COLOURS)])
            if part.is_table:
                self._table(sheet, part, list(self._entries(part)))
            else:
                self._pairs(sheet, part)
        for part, rows in self.content.tables:
            sheet = self.book.add_worksheet(part.name)
            sheet.set_tab_color("#C00000")
            self._table(sheet, part, [((), row) for row in rows])
        self._guide(guide, parts)
        self._notes()
        self._options()
        guide.activate()
        self.book.close()

    def _put(self, sheet: Worksheet, row: int, column: int, text: str, look: Any) -> None:
        if not text:
            sheet.write_blank(row, column, None, look)
        elif sheet.write_string(row, column, text, look) != 0:
            raise ValueError(f"{sheet.get_name()}!{xl_col_to_name(column)}{row + 1}")

    def _pairs(self, sheet: Worksheet, part: PartSheet) -> None:
        self._begin(sheet, [(0, None, True), *((column, width, False) for column, width in enumerate(_PAIRS, 1))])
        self._put(sheet, 0, 0, MARK + part.key, self.looks.key)
        for column, text in ((1, ITEM), (2, CONTENT), (3, MEANING)):
            self._put(sheet, 0, column, text, self.looks.head)
        sheet.freeze_panes(1, 2)
        node = _at(self.content.root, part.keys)
        empty_group = node is not None and not node and bool(part.keys)
        before = ""
        for row, each in enumerate(part.fields, 1):
            locked = part.name == "设计" and each.keys[0] in self.content.locked
            item = self.looks.item(each.required, each.keys[0] != before and len(each.keys) > 1)
            before = each.keys[0] if len(each.keys) > 1 else ""
            self._put(sheet, row, 0, each.key, self.looks.key)
            self._put(sheet, row, 1, each.label + "*" * each.required, item)
            value = _at(node, each.keys)
            text = NONE_OF_GROUP if empty_group and row == 1 else _cell_text(value, each)
            look = self.looks.locked if locked else self.looks.content
            self._put(sheet, row, 2, text, look)
            meaning = "；".join(filter(None, ("区里统一，站里不改。" * locked + each.meaning, needed_with(each))))
            self._put(sheet, row, 3, meaning, self.looks.meaning)
            sheet.set_row(row, height_of((each.label, text, meaning), _PAIRS))
            sheet.write_comment(row, 1, *comment_on(each))
            self._offer(sheet, each, row, 2, row)

    def _table(self, sheet: Worksheet, part: PartSheet, rows: list[tuple[tuple[str, ...], Mapping[str, Any]]]) -> None:
        above = len(part.parents)
        heads = [*part.parent_labels, *(each.label for each in part.fields)]
        texts = [(*names, *_texts(part, node)) for names, node in rows]
        widths = _widths(part, heads, texts)
        self._begin(sheet, [(column, width, False) for column, width in enumerate(widths)])
        keys = [*map(parent_key, range(above)), *(each.key for each in part.fields)]
        for column, key in enumerate(keys):
            self._put(sheet, 0, column, f"{MARK}{part.key}|{key}" if column == 0 else key, self.looks.key)
        sheet.set_row(0, None, None, {"hidden": True})
        for column, label in enumerate(part.parent_labels):
            self._put(sheet, 1, column, label + "*", self.looks.head)
            sheet.write_comment(1, column, *comment_on(part.parents[column].entry_name, part.parents[column].name))
            self._offer_names(sheet, part.parents[column], column, len(rows))
        for column, each in enumerate(part.fields, above):
            self._put(
                sheet,
                1,
                column,
                each.label + "*" * each.required,
                self.looks.head if each.required else self.looks.soft_head,
            )
            sheet.write_comment(1, column, *comment_on(each))
            self._offer(sheet, each, 2, column, len(rows) + _EMPTY_ROWS)
        for row, line in enumerate([*texts, *[[""] * len(heads)] * _DRAWN_ROWS], 2):
            for column, text in enumerate(line):
                self._put(sheet, row, column, text, self.looks.content)
            sheet.set_row(row, height_of(line, widths))
        sheet.freeze_panes(2, min(above + 1, len(heads) - 1))
        sheet.autofilter(1, 0, max(2, len(rows) + 1), len(heads) - 1)
        sheet.repeat_rows(1)

    def _begin(self, sheet: Worksheet, widths: list[tuple[int, float | None, bool]]) -> None:
        for column, width, hidden in widths:
            sheet.set_column(column, column, width, None, {"hidden": True} if hidden else {})
        sheet.protect("", _FREE)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R第 &P 页　共 &N 页")
        sheet.hide_gridlines(1)

    def _entries(self, part: PartSheet) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
        """Every entry of a table with the names of those it stands in; an empty list as one empty entry."""
        entries = self._below(part.parents[-1]) if part.parents else [((), self.content.root)]
        start = len(part.parents[-1].steps) if part.parents else 0
        for names, node in entries:
            items = _at(node, tuple(key for key, _ in part.steps[start:]))
            for item in [{}] if items == [] else items or ():
                yield names, item

    def _below(self, parent: PartSheet) -> list[tuple[tuple[str, ...], Mapping[str, Any]]]:
        """The entries of a table, each with the names that lead to it, made unique by a number where they are not."""
        found: list[tuple[tuple[str, ...], Mapping[str, Any]]] = []
        counts: dict[tuple[str, ...], int] = {}
        entries = [
            (names, node, str(_at(node, parent.entry_name.keys) or "")) for names, node in self._entries(parent) if node
        ]
        every = [(*names, name) for names, _, name in entries]
        for (names, node, name), whole in zip(entries, every, strict=True):
            counts[whole] = counts.get(whole, 0) + 1
            found.append(((*names, name if every.count(whole) == 1 else f"{name}{_NUMBERED}{counts[whole]}"), node))
        return found

    def _offer(self, sheet: Worksheet, each: PartField, row: int, column: int, last: int) -> None:
        if each.choices and not each.many:
            name = self.options.setdefault(each.choices, f"选项{len(self.options) + 1}")
            says = {"error_title": "不在可选的值里", "error_message": "从下拉列表里选一个。"}
            sheet.data_validation(row, column, last, column, {"validate": "list", "source": f"={name}", **says})

    def _offer_names(self, sheet: Worksheet, parent: PartSheet, column: int, rows: int) -> None:
        at = len(parent.parents) + parent.fields.index(parent.entry_name)
        source = f"='{parent.name}'!{xl_range_abs(2, at, _EMPTY_ROWS + 200, at)}"
        says = {
            "error_type": "warning",
            "error_title": f"“{parent.name}”表里没有",
            "error_message": "先在那张表里写上。",
        }
        sheet.data_validation(2, column, rows + _EMPTY_ROWS, column, {"validate": "list", "source": source, **says})

    def _guide(self, sheet: Worksheet, parts: Sequence[PartSheet]) -> None:
        self._begin(sheet, [(0, 30, False), (1, 12, False), (2, 90, False)])
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        sheet.set_row(1, 34)
        self._put(sheet, 0, 0, MARK + GUIDE, self.looks.key)
        sheet.set_row(0, None, None, {"hidden": True})
        self._put(sheet, 1, 0, self.content.title, self.looks.title)
        row = 2
        for row, text in enumerate(guide_lines(), 2):
            self._put(sheet, row, 0, text, self.looks.plain)
        for column, text in enumerate(("工作表", "要不要填", "填什么")):
            self._put(sheet, row + 2, column, text, self.looks.head)
        listed = [*parts, *(part for part, _ in self.content.tables)]
        for number, part in enumerate(listed, row + 3):
            sheet.write_url(number, 0, f"internal:'{part.name}'!A1", self.looks.link, part.name)
            needed = part.required and len(part.keys) <= 1
            self._put(sheet, number, 1, "必填" if needed else "有就填", self.looks.content)
            self._put(sheet, number, 2, what_of(part, self.content.model), self.looks.content)

    def _notes(self) -> None:
        if self.content.notes:
            sheet = self.book.add_worksheet(NOTES)
            self._begin(sheet, [(0, 34, False), (1, 100, False)])
            self._put(sheet, 0, 0, MARK + NOTES, self.looks.key)
            sheet.set_row(0, None, None, {"hidden": True})
            for row, (key, text) in enumerate((("写在哪一项上面", "注释"), *self.content.notes), 1):
                self._put(sheet, row, 0, key, self.looks.head if row == 1 else self.looks.content)
                self._put(sheet, row, 1, text, self.looks.head if row == 1 else self.looks.content)

    def _options(self) -> None:
        sheet = self.book.add_worksheet(OPTIONS)
        self._put(sheet, 0, 0, MARK + OPTIONS, self.looks.key)
        for column, (words, name) in enumerate(self.options.items()):
            for row, word in enumerate(words, 1):
                self._put(sheet, row, column, word, self.looks.plain)
            self.book.define_name(name, f"={OPTIONS}!{xl_range_abs(1, column, len(words), column)}")
        sheet.protect("")
        sheet.hide()


def _at(node: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _cell_text(value: Any, wanted: PartField) -> str:
    if isinstance(value, list):
        return cell_of(value, wanted.in_lines)
    return "" if value is None else str(value)


def _texts(part: PartSheet, node: Mapping[str, Any]) -> list[str]:
    """The cells of one entry; of an empty list, its sign in the first."""
    if not node:
        return [NONE_OF_LIST, *[""] * (len(part.fields) - 1)]
    return [_cell_text(_at(node, each.keys), each) for each in part.fields]


def _widths(part: PartSheet, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    wanted = [*[None] * len(part.parents), *part.fields]
    columns = zip(*rows, strict=True) if rows else [()] * len(heads)
    return [width_of(head, each, texts) for head, each, texts in zip(heads, wanted, columns, strict=True)]
