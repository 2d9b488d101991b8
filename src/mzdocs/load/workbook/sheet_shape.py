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
_LARGEST = 16_384


@dataclass(frozen=True)
class Merged:
    """Cells made one: the first and the last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetShape:
    """What of a sheet a clerk does not see, and what is one cell; rows and columns from 1."""

    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    struck: frozenset[tuple[int, int]] = frozenset()
    """The cells, by row and column, whose text is struck through."""


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
    rows, columns, merged, crossed = set[int](), set[int](), list[Merged](), set[tuple[int, int]]()
    before = 0
    with parts.open(name) as stream:
        for event, node in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start" and node.tag == f"{_MAIN}row":
                before = int(node.get("r", before + 1))
                rows |= {before} if _is_hidden(node) else set()
            elif event == "end" and node.tag == f"{_MAIN}col" and _is_hidden(node):
                columns |= set(range(int(node.get("min", 1)), min(int(node.get("max", 1)), _LARGEST) + 1))
            elif event == "end" and node.tag == f"{_MAIN}mergeCell":
                left, top, right, bottom = range_boundaries(node.get("ref", ""))
                merged.append(Merged(top, left, bottom, right))
            elif event == "end" and node.tag == f"{_MAIN}c" and node.get("s") in struck and len(node):
                crossed.add(coordinate_to_tuple(node.get("r", "A1")))
            elif event == "end" and node.tag == f"{_MAIN}row":
                node.clear()
    return SheetShape(hidden, frozenset(rows), frozenset(columns), tuple(merged), frozenset(crossed))


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


def _is_hidden(node: ElementTree.Element) -> bool:
    return node.get("hidden") in ("1", "true")
