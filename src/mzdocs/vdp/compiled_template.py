"""A compiled template: what stays the same on every page of a design, and the slots for what varies. Values only.

Lengths in a slot are those of the layout engine, 96 to the inch, downwards from the top; `transform` are the operators
that bring them to the page, one by one as the engine writes them, for a product would be rounded elsewhere; `state` are
those that set the colour. Nothing here holds a text of any record. What could not be merged, or refers to nothing,
is no compiled template: these classes refuse it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from mzdocs.design import fonts, own_fonts
from mzdocs.design.fonts import Face
from mzdocs.plan.document import Document

Ready = Callable[[bytes, Document], bytes]
"""What brings a laid-out file to its document's standard."""
Align = Literal["left", "center", "right"]
Occurrence = Literal["every", "first", "last"]
FORMAT = re.compile(r"([^{}\0-\x1f]|\{(pages?|(sum|brought|carried)\[\d{1,2}\])(:,|:0?\d)?\})*")
"""A text with what is known only when pages are made: their number, how many, totals of a column counted from 0."""
TOTALS = re.compile(r"\{(?:sum|brought|carried)\[(\d+)\]")
"""A total in such a text, and its column."""
_NUMERAL = re.compile(r"[-+.\dE]+", re.ASCII)
_MOST_MCIDS = 100_000
_LARGEST = 1e6
"""No length of a page is larger."""
FLOWING_SIDES = 3
"""Of a template with rows: the first page, and a left and a right one after it."""


def face_named(pdf_name: str) -> Face:
    """The pinned face of a name in a PDF.

    Raises:
        ValueError: there is none.
    """
    face = own_fonts.face_named(pdf_name)
    if face is None:
        raise ValueError("not of a compiled template")
    return face


def _check(true: bool) -> None:
    if not true:
        raise ValueError("not of a compiled template")


class _Measured:
    """A value whose own numbers are lengths and counts of a page."""

    def __post_init__(self) -> None:
        _check(all(abs(value) <= _LARGEST for value in vars(self).values() if isinstance(value, int | float)))


@dataclass(frozen=True)
class TextStyle(_Measured):
    """How a slot's text is set.

    `faces` are tried in turn, each for a whole text: its name in a PDF, and how far below the top of
    a line its base line is.
    """

    faces: tuple[tuple[str, float], ...]
    size: float
    line_height: float
    align: Align
    wraps: bool
    keeps_breaks: bool
    spacing: float = 0.0
    indent: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(bool(self.faces) and all(own_fonts.face_named(name) for name, _ in self.faces))
        _check(self.size >= 1 / 1024 and all(abs(base) <= _LARGEST for _, base in self.faces))


@dataclass(frozen=True)
class TextSlot(_Measured):
    """Where a text goes: the left and top of its first line, the width it has; `label` is its name for people.

    What its lines leave of `height` goes above them by the share `valign` (0 is at the top, 1 at the bottom).
    `format` makes its text of what is known only when pages are made; `mcid` numbers its marked content.
    """

    name: str
    label: str
    x: float
    top: float
    width: float
    height: float
    valign: float
    max_lines: int
    style: TextStyle
    transform: bytes = b""
    state: bytes = b""
    mcid: int | None = None
    format: str | None = None
    on: Occurrence = "every"

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(self.format is None or FORMAT.fullmatch(self.format) is not None)

    @property
    def totalled(self) -> frozenset[int]:
        """The columns its text has totals of."""
        return frozenset(map(int, TOTALS.findall(self.format or "")))


@dataclass(frozen=True)
class PictureSlot(_Measured):
    """Where a picture or a QR code goes, and how a picture of other proportions is fitted in."""

    name: str
    x: float
    top: float
    width: float
    height: float
    fit: Literal["fill", "cover", "contain"]
    transform: bytes = b""
    state: bytes = b""
    mcid: int | None = None


@dataclass(frozen=True)
class CellBorder(_Measured):
    """A border of a cell: its width and colour; none if 0."""

    width: float
    colour: bytes


@dataclass(frozen=True)
class ColumnSlot(_Measured):
    """One cell of every row, from the left edge of its border box.

    `inset_top` and `inset_bottom` are what it adds above and below its lines; `borders` go clockwise from the top.
    Where one that `repeats` is empty, a page begins with the last text before it: the head of a group that goes on.
    """

    x: float
    width: float
    content_x: float
    content_width: float
    inset_top: float
    inset_bottom: float
    min_height: float
    valign: float
    style: TextStyle
    state: bytes
    borders: tuple[CellBorder, CellBorder, CellBorder, CellBorder]
    repeats: bool = False


@dataclass(frozen=True)
class TableSlot(_Measured):
    """The rows of a page: where the first begins, and where the last must end; the last page has at least `last`."""

    columns: tuple[ColumnSlot, ...]
    top: float
    bottom: float
    min_row_height: float
    transform: bytes = b""
    last: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(bool(self.columns))

    def row_height(self, lines: Sequence[int]) -> float:
        """How tall a row is whose cells have so many lines each."""
        tallest = self.min_row_height
        for column, count in zip(self.columns, lines, strict=True):
            content = max(count * column.style.line_height, column.min_height)
            tallest = max(tallest, column.inset_top + content + column.inset_bottom)
        return tallest


@dataclass(frozen=True)
class StructureElement:
    """An element of the structure tree; a kid is an element or the number of marked content."""

    tag: str
    entries: bytes
    kids: tuple[StructureElement | int, ...]

    def __post_init__(self) -> None:
        _check(self.tag.isascii() and self.tag.isalnum())

    def mcids(self) -> Iterator[int]:
        """The marked content it and its kids hold, and `ROWS`."""
        for kid in self.kids:
            if isinstance(kid, StructureElement):
                yield from kid.mcids()
            else:
                yield kid


ROWS = -1
"""Stands among an element's kids where the rows of a table go."""


@dataclass(frozen=True)
class FontChoice:
    """A font chosen in the static layer."""

    face: str
    size: str

    def __post_init__(self) -> None:
        _check(own_fonts.face_named(self.face) is not None and _NUMERAL.fullmatch(self.size) is not None)


@dataclass(frozen=True)
class GlyphRun:
    """Text of the static layer: glyphs with the characters they stand for, and kerning between them."""

    items: tuple[tuple[int, str] | str, ...]

    def __post_init__(self) -> None:
        _check(all(_NUMERAL.fullmatch(item) for item in self.items if isinstance(item, str)))

    @property
    def glyphs(self) -> set[int]:
        """The numbers of its glyphs."""
        return {item[0] for item in self.items if not isinstance(item, str)}


ContentPiece = bytes | FontChoice | GlyphRun
_REFERENCE = re.compile(rb"\0(\d+)\0")


@dataclass(frozen=True)
class CopiedObject:
    """An object of the laid-out file the static layer needs; `\\0n\\0` in it refers to the n-th copied one."""

    body: bytes
    stream: bytes | None


@dataclass(frozen=True)
class Side:
    """One page of a compiled template."""

    boxes: bytes
    static: tuple[ContentPiece, ...]
    texts: tuple[TextSlot, ...]
    pictures: tuple[PictureSlot, ...]
    table: TableSlot | None
    structure: tuple[StructureElement, ...]
    mcid_count: int
    resources: tuple[tuple[bytes, bytes], ...]

    def __post_init__(self) -> None:
        _check(0 <= self.mcid_count <= _MOST_MCIDS)
        most = self.mcid_count or _MOST_MCIDS
        _check(all(ROWS <= mcid < most for element in self.structure for mcid in element.mcids()))
        columns = len(self.table.columns) if self.table else 0
        _check(all(column < columns for slot in self.texts for column in slot.totalled))
        glyphs = 0
        for piece in self.static:
            if isinstance(piece, FontChoice):
                glyphs = int(fonts.shaper(face_named(piece.face)).face.glyph_count)
            elif isinstance(piece, GlyphRun):
                _check(all(0 <= glyph < glyphs for glyph in piece.glyphs) and glyphs > 0)


@dataclass(frozen=True)
class CompiledTemplate:
    """All pages of one record; or, with rows, the first page, and the left and right ones after it."""

    sides: tuple[Side, ...]
    objects: tuple[CopiedObject, ...]

    def __post_init__(self) -> None:
        columns = {side.table and tuple(column.style.faces for column in side.table.columns) for side in self.sides}
        _check(len(columns) == 1 and (columns == {None} or len(self.sides) == FLOWING_SIDES))
        texts = {slot.name for side in self.sides for slot in side.texts}
        _check(texts.isdisjoint(slot.name for side in self.sides for slot in side.pictures))
        syntax = chain(
            (one.body for one in self.objects), (inner for side in self.sides for _, inner in side.resources)
        )
        _check(all(int(number) < len(self.objects) for each in syntax for number in _REFERENCE.findall(each)))


def renumbered(syntax: bytes, numbers: Sequence[int]) -> bytes:
    """The same syntax in a file where the copied objects have these numbers."""
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], syntax)
