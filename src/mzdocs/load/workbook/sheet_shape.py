"""The parts of a workbook -> what of each sheet is hidden or merged, which openpyxl does not tell while it streams."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST = 120
"""Columns behind it hold nothing that is read."""
_CHUNK = 1 << 16
_ROW, _CELL, _COL, _MERGE = (f"{_MAIN}{tag}" for tag in ("row", "c", "col", "mergeCell"))
_OF_CELLS = frozenset(f"{_MAIN}{tag}" for tag in ("v", "f", "is", "t"))


@dataclass(frozen=True)
class Merged:
    """Cells made one: the first and the last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetSize:
    """How much of a sheet there is to read, whatever stands in it."""

    cells: int = 0
    """Those that are written, empty ones too."""
    padded: int = 0
    """The cells of its rows, each to its last written one: who reads rows makes as many."""
    last_row: int = 0
    others: int = 0
    """What is written beside cells and their values."""
    in_order: bool = True
    """Whether each row is below the one before it: others would not be read."""


@dataclass(frozen=True)
class SheetShape:
    """What of a sheet a clerk does not see, and what is one cell; rows and columns from 1."""

    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    struck: frozenset[tuple[int, int]] = frozenset()
    """The cells, by row and column, whose text is struck through."""
    size: SheetSize = SheetSize()


def shapes_of(parts: zipfile.ZipFile) -> dict[str, SheetShape]:
    """The shape of each sheet by its title.

    Raises:
        KeyError: a part that another names is not there.
        ParseError: a part is no XML.
    """
    targets = {}
    for relation in ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels")):
        target = relation.get("Target", "")
        targets[relation.get("Id")] = target.lstrip("/") if target[:1] == "/" else posixpath.normpath(f"xl/{target}")
    struck, found = _struck_styles(parts), {}
    for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        hidden = sheet.get("state", "visible") != "visible"
        found[sheet.get("name", "")] = _shape(parts, targets[sheet.get(_RELATION)], hidden, struck)
    return found


def _shape(parts: zipfile.ZipFile, name: str, hidden: bool, struck: frozenset[str]) -> SheetShape:
    seen = _ShapeSeen(hidden, struck)
    parser = ElementTree.XMLParser(target=seen)
    with parts.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
    parser.close()
    return seen.shape()


class _ShapeSeen:
    """What goes by while a sheet is parsed: no tree is built of it, however large it is."""

    def __init__(self, hidden: bool, struck: frozenset[str]) -> None:
        self._hidden, self._struck = hidden, struck
        self._rows, self._columns = set[int](), set[int]()
        self._merged, self._crossed = list[Merged](), set[tuple[int, int]]()
        self._row = self._column = self._cells = self._padded = self._others = 0
        self._cell = ""
        self._in_order = True

    def start(self, tag: str, facts: dict[str, str]) -> None:
        """An element begins."""
        if tag == _CELL:
            self._cells += 1
            self._column += 1
            self._cell = facts.get("r", "")
            if facts.get("s") in self._struck:
                self._crossed.add(coordinate_to_tuple(self._cell or "A1"))
        elif tag == _ROW:
            row = int(facts.get("r", self._row + 1))
            self._in_order = self._in_order and self._row < row
            self._row, self._column, self._cell = row, 0, ""
            if _is_hidden(facts):
                self._rows.add(row)
        elif tag not in _OF_CELLS:
            self._others += 1
            self._other(tag, facts)

    def _other(self, tag: str, facts: dict[str, str]) -> None:
        if tag == _COL and _is_hidden(facts):
            self._columns |= set(range(int(facts.get("min", 1)), min(int(facts.get("max", 1)), _LARGEST) + 1))
        elif tag == _MERGE:
            left, top, right, bottom = range_boundaries(facts.get("ref", ""))
            self._merged.append(Merged(top, left, bottom, right))

    def end(self, tag: str) -> None:
        """An element ends: a row is as wide as its last cell is far."""
        if tag == _ROW:
            self._padded += coordinate_to_tuple(self._cell)[1] if self._cell else self._column

    def shape(self) -> SheetShape:
        """All that went by."""
        size = SheetSize(self._cells, self._padded, self._row, self._others, self._in_order)
        shown = frozenset(self._rows), frozenset(self._columns), tuple(self._merged), frozenset(self._crossed)
        return SheetShape(self._hidden, *shown, size)


def _struck_styles(parts: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell styles whose font is struck through."""
    if "xl/styles.xml" not in parts.namelist():
        return frozenset()
    styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
    strikes = [font.find(f"{_MAIN}strike") for font in styles.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    fonts = {
        str(n) for n, each in enumerate(strikes) if each is not None and each.get("val", "1") not in ("0", "false")
    }
    kinds = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return frozenset(str(number) for number, kind in enumerate(kinds) if kind.get("fontId") in fonts)


def _is_hidden(facts: dict[str, str]) -> bool:
    return facts.get("hidden") in ("1", "true")
