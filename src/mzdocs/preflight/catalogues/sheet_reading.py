"""The sheets of an XLSX package -> heads and rows, by an event parser: a sheet has hundreds of thousands of cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree
from xml.parsers import expat

Cell = str | int | float | None
SheetTable = tuple[tuple[Cell, ...], list[list[Cell]]]
"""The first row, and the others, of as many cells each."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _CELL, _FORMULA = (f"{_MAIN} {name}" for name in ("row", "c", "f"))
_STRINGS = "xl/sharedStrings.xml"
"""A book that has all its texts in their cells has none."""
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPELT = re.compile("_x([0-9A-Fa-f]{4})_")


def sheet_tables(package: zipfile.ZipFile, names: Iterable[str]) -> Mapping[str, SheetTable]:
    """The sheets of these names.

    Raises:
        Exception: whatever a reader throws where one is not there, or the package is another.
    """
    links = {each.get("Id"): each.get("Target", "") for each in _parsed(package, "xl/_rels/workbook.xml.rels")}
    sheets = {
        sheet.get("name"): f"xl/{links[sheet.get(_LINK)].removeprefix('/xl/')}"
        for sheet in _parsed(package, "xl/workbook.xml").iter(f"{{{_MAIN}}}sheet")
    }
    strings = _parsed(package, _STRINGS) if _STRINGS in package.namelist() else ()
    shared = ["".join(each.itertext()) for each in strings]
    return {name: _table(package.read(sheets[name]), shared) for name in names}


def _parsed(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(package.read(part))


def _table(xml: bytes, shared: list[str]) -> SheetTable:
    reader = _SheetReader(shared)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.said.append
    parser.Parse(xml, True)
    head, *rows = reader.rows
    return tuple(head.values()), [[row.get(letters) for letters in head] for row in rows]


class _SheetReader:
    """Gathers the cells of a sheet, each row by the letters of its columns; an empty cell is none."""

    def __init__(self, shared: list[str]) -> None:
        self.shared = shared
        self.rows: list[dict[str, Cell]] = []
        self.said: list[str] = []
        self.at, self.kind = "", "n"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _CELL:
            self.at, self.kind = attributes["r"].rstrip("0123456789"), attributes.get("t", "n")
            self.said.clear()
        elif name == _ROW:
            self.rows.append({})
        elif name == _FORMULA:
            self.kind = _FORMULA

    def end(self, name: str) -> None:
        if name == _CELL and self.said:
            self.rows[-1][self.at] = self._value("".join(self.said))

    def _value(self, text: str) -> Cell:
        """A number, or text; of a formula what a clerk would type, so that it is seen for one."""
        if self.kind == "n":
            return int(text) if text.isdecimal() else float(text)
        if self.kind == _FORMULA:
            return f"={text}"
        text = self.shared[int(text)] if self.kind == "s" else text
        return _SPELT.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
