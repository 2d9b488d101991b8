"""A plate: what stays the same on every page of a design, and the slots for what varies. Values only.

Lengths in a slot are those of the layout engine, 96 to the inch, downwards from the top; `way` are the operators
that bring them to the page, one by one as the engine writes them, for a product would be rounded elsewhere.
A plate holds no text of any record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
On = Literal["every", "first", "last"]


@dataclass(frozen=True)
class Style:
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
    style: Style
    way: bytes
    state: bytes
    mark: int | None
    form: str | None = None
    on: On = "every"


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
class Rule:
    """A border of a cell: its thickness and colour; none if 0."""

    thick: float
    colour: bytes


@dataclass(frozen=True)
class Column:
    """One cell of every row: from the left edge of its border box; what it adds above and below its lines."""

    x: float
    width: float
    content_x: float
    content_width: float
    above: float
    below: float
    least: float
    sink: float
    style: Style
    state: bytes
    rules: tuple[Rule, Rule, Rule, Rule]


@dataclass(frozen=True)
class Table:
    """The rows of a page: where the first begins, and where the last must end."""

    columns: tuple[Column, ...]
    top: float
    bottom: float
    least: float
    way: bytes


@dataclass(frozen=True)
class Node:
    """An element of the structure tree; a kid is an element or the number of marked content."""

    tag: str
    entries: bytes
    kids: tuple[Node | int, ...]


ROWS = -1
"""Stands among a node's kids where the rows of a table go."""


@dataclass(frozen=True)
class Chosen:
    """A font chosen in the static layer."""

    face: str
    size: str


@dataclass(frozen=True)
class Shown:
    """Text of the static layer: glyphs with the characters they stand for, and kerning between them."""

    items: tuple[tuple[int, str] | str, ...]


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
    table: Table | None
    tree: tuple[Node, ...]
    marks: int
    resources: tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True)
class Plate:
    """All pages of one record; or, with rows, the first page, and the left and right ones after it."""

    sides: tuple[Side, ...]
    carried: tuple[Carried, ...]

    @property
    def flows(self) -> bool:
        return self.sides[0].table is not None


def renumbered(syntax: bytes, numbers: Sequence[int]) -> bytes:
    """The same syntax in a file where the carried objects have these numbers."""
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], syntax)
