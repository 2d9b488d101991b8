"""A workbook and the model of its data file -> the tree of the file, each value with its cell, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from mzdocs.core.problems import Location, Problem, Sentence, Stopped
from mzdocs.core.text import squeezed
from mzdocs.load.workbook.book_cells import BookCell, BookSheet, ReadBook
from mzdocs.load.workbook.book_layout import NONE_OF_GROUP, NONE_OF_LIST, PartField, PartSheet, part_sheets
from mzdocs.load.workbook.book_problems import (
    NO_DATA_SHEETS,
    NO_HEADINGS,
    NO_PARENT,
    NO_PARENT_NAMED,
    NO_PARENT_TABLE,
    OTHER_SHEETS,
    SAME_SHEET,
    UNCLEAR_PARENT,
)
from mzdocs.load.workbook.book_tree import BookTree, CellPlace
from mzdocs.load.workbook.cell_faults import BookFaults, in_words
from mzdocs.load.workbook.cell_values import CellFault, fault_of, value_of
from mzdocs.load.workbook.own_tables import is_own_table, name_own_tables
from mzdocs.load.workbook.sheet_entries import TableEntry, entries, tell_hidden, tell_struck
from mzdocs.load.workbook.sheet_head import SheetHead, mark_of, meant_label
from mzdocs.load.workbook.sheet_pairs import pairs
from mzdocs.load.yaml_tree import KeyPath, spell

NUMBERED = "#"
"""Parts the name of an entry from which one of that name it is: `2026-07-07#2`."""


@dataclass(frozen=True)
class _Entry:
    """An entry of a list: where it stands in the tree, and the name by which the tables below it call it."""

    path: KeyPath
    name: str
    place: CellPlace
    above: KeyPath = ()
    node: dict[str, Any] = field(default_factory=dict)


def tree_of_book(book: ReadBook, model: type[BaseModel]) -> tuple[BookTree, list[Problem]]:
    """The tree of a workbook's data sheets; the list holds errors and notices that did not keep it from being read.

    Raises:
        Stopped: there are no data sheets in it.
    """
    reader = _BookReader(book, model)
    return reader.tree, reader.read()


def data_sheets(book: ReadBook, model: type[BaseModel]) -> dict[str, BookSheet]:
    """The sheets that are parts of the data, by the key of the part; of two of one part the first."""
    found: dict[str, BookSheet] = {}
    for sheet in book.sheets:
        part = _part_of(sheet, part_sheets(model))
        if part is not None:
            found.setdefault(part.key, sheet)
    return found


def _part_of(sheet: BookSheet, parts: tuple[PartSheet, ...]) -> PartSheet | None:
    mark = mark_of(sheet)
    if mark is not None:
        return next((part for part in parts if part.key == mark), None)
    return next((part for part in parts if squeezed(part.name) == squeezed(sheet.name)), None)


class _BookReader:
    """Reads the sheets in the order of the layout, a parent before its children."""

    def __init__(self, book: ReadBook, model: type[BaseModel]) -> None:
        self.book, self.model = book, model
        self.parts = part_sheets(model)
        self.tree = BookTree({})
        self.gathered = BookFaults(book.file, self.tree)
        self.entries: dict[str, list[_Entry]] = {}
        self.unread: set[str] = set()
        """The tables whose entries, or their names, could not be read: who names one is not to blame."""

    def read(self) -> list[Problem]:
        found = data_sheets(self.book, self.model)
        if not found:
            raise Stopped([NO_DATA_SHEETS.at(Location(self.book.file))])
        self._other_sheets(found)
        for part in self.parts:
            if part.key in found:
                self._table(found[part.key], part) if part.is_table else self._pairs(found[part.key], part)
        name_own_tables(self.book, self.parts, self.tree, self.gathered)
        return self.gathered.told()

    def _other_sheets(self, found: dict[str, BookSheet]) -> None:
        others = []
        for sheet in self.book.sheets:
            part = _part_of(sheet, self.parts)
            if part is not None and found[part.key] is not sheet:
                place = CellPlace(sheet.name, 1, 1)
                path = part.keys[0] if part.keys else ""
                self.gathered.tell(SAME_SHEET, place, path, name=found[part.key].name, other=sheet.name)
            elif part is None and sheet.rows and mark_of(sheet) is None and not is_own_table(sheet):
                others.append(sheet.name)
        if others:
            missing = [part.name for part in self.parts if part.key not in found]
            meant = [(name, meant_label(name, missing)) for name in others]
            hints = "；".join(f"“{name}”是不是“{near}”？" for name, near in meant if near)
            hint = Sentence(f"；{hints}" if hints else "", f"; {hints}" if hints else "")
            where = Location(self.book.file, sheet=others[0])
            self.gathered.problems.append(OTHER_SHEETS.at(where, names=in_words(others), hint=hint))

    def _pairs(self, sheet: BookSheet, part: PartSheet) -> None:
        found = pairs(sheet, part, self.gathered)
        if found is None:
            known = "、".join(each.label for each in part.fields)
            place = CellPlace(sheet.name, 1, 1)
            self.gathered.tell(NO_HEADINGS, place, ".".join(part.keys), known=known)
            return
        for wanted, (place, cell) in found.items():
            self._value(part.keys, wanted, place, cell)
        tell_hidden(sheet, {place.row for place, cell in found.values() if cell.text}, set(), self.gathered)
        tell_struck(sheet, {(place.row, place.column) for place, _ in found.values()}, self.gathered)

    def _table(self, sheet: BookSheet, part: PartSheet) -> None:
        found = entries(sheet, part, self.gathered)
        if found is None or part.entry_name not in found[0].fields.values():
            self.unread.add(part.key)
        if found is None:
            self._refuse_list((), part.steps, CellPlace(sheet.name, 1, 1))
            return
        head, rows = found
        self.tree.places.setdefault(part.keys, CellPlace(sheet.name, head.row, 1))
        for entry in rows:
            above = self._above(sheet, part, head, entry)
            if above is not None:
                self._entry(sheet, part, head, entry, above)
            else:
                self._looked_at(sheet, part, head, entry)

    def _looked_at(self, sheet: BookSheet, part: PartSheet, head: SheetHead, entry: TableEntry) -> None:
        """A row of which it is not known where it belongs: its cells are judged all the same."""
        for column, wanted in head.fields.items():
            place, cell = CellPlace(sheet.name, entry.row, column), entry.at(column)
            fault = fault_of(cell, wanted) if cell.text.strip() and place not in self.tree.refused else None
            if fault is not None:
                self.gathered.refuse(fault, place, part.keys[0])

    def _above(self, sheet: BookSheet, part: PartSheet, head: SheetHead, entry: TableEntry) -> _Entry | None:
        """The entry of the parent's table that a row stands in; at the top, that of the whole file."""
        found = _Entry((), "", CellPlace(sheet.name, entry.row, 1), node=self.tree.root)
        columns = {number: column for column, number in head.parents.items()}
        if len(columns) < len(part.parents):
            return None
        for number, parent in enumerate(part.parents):
            place = CellPlace(sheet.name, entry.row, columns[number])
            named = self._named(parent, entry.at(columns[number]), place, found, part)
            if named is None:
                return None
            found = named
        return found

    def _named(
        self, parent: PartSheet, cell: BookCell, place: CellPlace, above: _Entry, part: PartSheet
    ) -> _Entry | None:
        known = [each for each in self.entries.get(parent.key, []) if each.above == above.path]
        path, text = part.keys[0], cell.text.strip()
        fault = fault_of(cell, parent.entry_name) if text else CellFault(NO_PARENT_NAMED, (("table", parent.name),))
        if place in self.tree.refused or parent.key in self.unread:
            self.tree.refused.add(place)
        if place in self.tree.refused:
            return None
        if fault is None:
            name, _, number = text.rpartition(NUMBERED)
            same = [each for each in known if each.name == text]
            same = same or [each for each in known if each.name == name][_index(number)]
            if len(same) == 1:
                return same[0]
            fault = _unclear(text, same, parent) if same else _unknown(text, known, parent)
            if any(each.place in self.tree.refused for each in known):
                self.tree.refused.add(place)  # what it names may be one of those
                return None
        self.gathered.refuse(fault, place, path)
        for each in known if parent is part.parents[-1] else ():
            self._refuse_list(each.path, part.steps[len(parent.steps) :], place)
        return None

    def _refuse_list(self, above: KeyPath, steps: tuple[tuple[str, bool], ...], place: CellPlace) -> None:
        """That a list has entries which could not be read: it is not to be told that it is missing."""
        self.tree.refused.add(place)
        self.tree.places.setdefault((*above, *(key for key, _ in steps)), place)

    def _entry(self, sheet: BookSheet, part: PartSheet, head: SheetHead, entry: TableEntry, above: _Entry) -> None:
        node, path = above.node, above.path
        steps = part.steps[len(part.parents[-1].steps) if part.parents else 0 :]
        for key, _ in steps[:-1]:
            node, path = node.setdefault(key, {}), (*path, key)
        items = node.setdefault(steps[-1][0], [])
        path = (*path, steps[-1][0])
        own = sorted(head.fields)
        first = CellPlace(sheet.name, entry.row, own[0])
        self.tree.places.setdefault(path, first)
        if entry.at(own[0]).text.strip() == NONE_OF_LIST and not items:
            return
        path = (*path, len(items))
        items.append({})
        self.tree.places[path] = first
        name_column = next((column for column in own if head.fields[column] == part.entry_name), own[0])
        place = CellPlace(sheet.name, entry.row, name_column)
        made = _Entry(path, entry.at(name_column).text.strip(), place, above.path, items[-1])
        self.entries.setdefault(part.key, []).append(made)
        for column in own:
            at = CellPlace(sheet.name, entry.row, column)
            self._value(path, head.fields[column], at, entry.at(column), items[-1])
        for wanted in part.fields:
            lost = self.gathered.absent.get((part.key, wanted))
            if lost:
                self._place((*path, *wanted.keys), len(path), lost)

    def _value(
        self, above: KeyPath, wanted: PartField, place: CellPlace, cell: BookCell, node: dict[str, Any] | None = None
    ) -> None:
        """Put one value under its keys; a cell that is blank has a place all the same."""
        path = (*above, *wanted.keys)
        self._place(path, len(above), place)
        value = value_of(cell, wanted)
        if value is None:
            return
        fault = fault_of(cell, wanted)
        if fault is not None and place not in self.tree.refused:
            self.gathered.refuse(fault, place, spell(path))
        root = self._group(above) if node is None else node
        for key in wanted.keys[:-1]:
            root = root.setdefault(key, {})
        if value != NONE_OF_GROUP:
            root[wanted.keys[-1]] = value
        for number, _ in enumerate(value if isinstance(value, list) else ()):
            self.tree.places[(*path, number)] = place

    def _group(self, keys: KeyPath) -> dict[str, Any]:
        node: dict[str, Any] = self.tree.root
        for key in keys:
            node = node.setdefault(str(key), {})
        return node

    def _place(self, path: KeyPath, known: int, place: CellPlace) -> None:
        """The cell of a value, and of the groups it is in if they have none yet."""
        self.tree.places[path] = place
        for length in range(known, len(path)):
            self.tree.places.setdefault(path[:length], place)


def _index(number: str) -> slice:
    """Which of the entries of one name is meant."""
    return slice(int(number) - 1, int(number)) if number.isdecimal() and 0 < int(number) < 10_000 else slice(0, 0)


def _unclear(text: str, same: list[_Entry], parent: PartSheet) -> CellFault:
    named = "、".join(each.place.name for each in same)
    facts = {
        "value": text, "table": parent.name, "count": len(same), "cells_above": named, "label": parent.entry_name.label,
    }  # fmt: skip
    return CellFault(UNCLEAR_PARENT, tuple(facts.items()))


_MOST_KNOWN = 12


def _unknown(text: str, entries: list[_Entry], parent: PartSheet) -> CellFault:
    """No entry has the name; one of which it is another value is meant, such as the 001 of a community by its name."""
    if not entries:
        return CellFault(NO_PARENT_TABLE, (("table", parent.name),))
    known = [*dict.fromkeys(each.name for each in entries)]
    called = [each.name for each in entries if text in each.node.values() or text == each.name.lstrip("0")]
    near = called[0] if len(called) == 1 else meant_label(text, known)
    hint = Sentence(f"，是不是“{near}”？" if near else "", f"; is it {near}?" if near else "")
    shown = "、".join(known[:_MOST_KNOWN]) + (" 等" if len(known) > _MOST_KNOWN else "")
    facts = {"value": text, "table": parent.name, "hint": hint, "label": parent.entry_name.label, "known": shown}
    return CellFault(NO_PARENT, tuple(facts.items()))
