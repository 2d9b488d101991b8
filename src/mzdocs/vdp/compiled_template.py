"""A plate: what stays the same on every page of a design, and the slots for what varies. Values only.

Lengths in a slot are those of the layout engine, 96 to the inch, downwards from the top; `way` are the operators
that bring them to the page, one by one as the engine writes them, for a product would be rounded elsewhere.
A plate holds no text of any record. What could not be set, or leads nowhere, is no plate: these classes refuse it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from mzdocs.design import fonts

Align = Literal["left", "center", "right"]
On = Literal["every", "first", "last"]
FORM = re.compile(r"([^{}\0-\x1f]|\{(pages?|(sum|brought|carried)\[\d{1,2}\])(:,|:0?\d)?\})*")
"""A text with what is known only when pages are made; see `computed`."""
_NUMERAL = re.compile(r"[-+.\dE]+", re.ASCII)
_FACES = {face.pdf_name: face for face in fonts.FACES}
_MOST_MARKS = 100_000
SIDES_OF_FLOW = 3
"""Of a plate with rows: the first page, and a left and a right one after it."""


def _must(true: bool) -> None:
    if not true:
        raise ValueError("not of a plate")


@dataclass(frozen=True)
class TextStyle:
    """How a slot's text is set.

    `faces` are tried in turn, each for a whole text: its name in a PDF, and how far below the top of
    a line its base line is. `lines` is how many there may be; `room` is shared as `sink` says
    (0 keeps text at the top, 1 at the bottom).
    """

    faces: tuple[tuple[str, float], ...]
    size: float
    line: float
    align: Align
    wraps: bool
    keeps_breaks: bool
    spacing: float = 0.0
    indent: float = 0.0

    def __post_init__(self) -> None:
        _must(bool(self.faces) and _FACES.keys() >= {name for name, _ in self.faces})
        _must(self.size >= 1 / 1024)


@dataclass(frozen=True)
class TextSlot:
    """Where a text goes: the left and top of its first line, the width it has; `label` is its name for people."""

    name: str
    label: str
    x: float
    top: float
    width: float
    room: float
    sink: float
    lines: int
    style: TextStyle
    way: bytes
    state: bytes
    mark: int | None
    form: str | None = None
    on: On = "every"

    def __post_init__(self) -> None:
        _must(self.form is None or FORM.fullmatch(self.form) is not None)


@dataclass(frozen=True)
class PictureSlot:
    """Where a picture or a QR code goes, and how a picture of other proportions is fitted in."""

    name: str
    x: float
    top: float
    width: float
    height: float
    fit: Literal["fill", "cover", "contain"]
    way: bytes
    state: bytes
    mark: int | None
    clip: bool = True


@dataclass(frozen=True)
class Border:
    """A border of a cell: its thickness and colour; none if 0."""

    thick: float
    colour: bytes


@dataclass(frozen=True)
class ColumnSlot:
    """One cell of every row: from the left edge of its border box; what it adds above and below its lines."""

    x: float
    width: float
    content_x: float
    content_width: float
    above: float
    below: float
    least: float
    sink: float
    style: TextStyle
    state: bytes
    rules: tuple[Border, Border, Border, Border]


@dataclass(frozen=True)
class TableSlot:
    """The rows of a page: where the first begins, and where the last must end."""

    columns: tuple[ColumnSlot, ...]
    top: float
    bottom: float
    least: float
    way: bytes

    def __post_init__(self) -> None:
        _must(bool(self.columns))


@dataclass(frozen=True)
class Node:
    """An element of the structure tree; a kid is an element or the number of marked content."""

    tag: str
    entries: bytes
    kids: tuple[Node | int, ...]

    def __post_init__(self) -> None:
        _must(self.tag.isascii() and self.tag.isalnum())

    def marks(self) -> Iterator[int]:
        """The marked content it and its kids hold, and `ROWS`."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.marks()
            else:
                yield kid


ROWS = -1
"""Stands among a node's kids where the rows of a table go."""


@dataclass(frozen=True)
class Chosen:
    """A font chosen in the static layer."""

    face: str
    size: str

    def __post_init__(self) -> None:
        _must(self.face in _FACES and _NUMERAL.fullmatch(self.size) is not None)


@dataclass(frozen=True)
class Shown:
    """Text of the static layer: glyphs with the characters they stand for, and kerning between them."""

    items: tuple[tuple[int, str] | str, ...]

    def __post_init__(self) -> None:
        _must(all(_NUMERAL.fullmatch(item) for item in self.items if isinstance(item, str)))

    @property
    def glyphs(self) -> set[int]:
        return {item[0] for item in self.items if not isinstance(item, str)}


Piece = bytes | Chosen | Shown
_REFERENCE = re.compile(rb"\0(\d+)\0")


@dataclass(frozen=True)
class Carried:
    """An object of the laid-out file the static layer needs; `\\0n\\0` in it refers to the n-th carried one."""

    body: bytes
    stream: bytes | None


@dataclass(frozen=True)
class Side:
    """One page of a plate."""

    boxes: bytes
    static: tuple[Piece, ...]
    texts: tuple[TextSlot, ...]
    pictures: tuple[PictureSlot, ...]
    table: TableSlot | None
    tree: tuple[Node, ...]
    marks: int
    resources: tuple[tuple[bytes, bytes], ...]

    def __post_init__(self) -> None:
        _must(0 <= self.marks <= _MOST_MARKS)
        _must(all(ROWS <= mark < (self.marks or _MOST_MARKS) for node in self.tree for mark in node.marks()))
        glyphs = 0
        for piece in self.static:
            if isinstance(piece, Chosen):
                glyphs = int(fonts.shaper(_FACES[piece.face]).face.glyph_count)
            elif isinstance(piece, Shown):
                _must(all(0 <= glyph < glyphs for glyph in piece.glyphs) and glyphs > 0)


@dataclass(frozen=True)
class CompiledTemplate:
    """All pages of one record; or, with rows, the first page, and the left and right ones after it."""

    sides: tuple[Side, ...]
    carried: tuple[Carried, ...]

    def __post_init__(self) -> None:
        columns = {side.table and tuple(column.style.faces for column in side.table.columns) for side in self.sides}
        _must(len(columns) == 1 and (columns == {None} or len(self.sides) == SIDES_OF_FLOW))
        syntax = chain(
            (one.body for one in self.carried), (inner for side in self.sides for _, inner in side.resources)
        )
        _must(all(int(number) < len(self.carried) for each in syntax for number in _REFERENCE.findall(each)))

    @property
    def flows(self) -> bool:
        return self.sides[0].table is not None


def renumbered(syntax: bytes, numbers: Sequence[int]) -> bytes:
    """The same syntax in a file where the carried objects have these numbers."""
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], syntax)
