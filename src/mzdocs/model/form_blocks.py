"""The blocks of forms that people sign: boxes for an opinion and a seal, and schematics of where a seal goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, get_args


@dataclass(frozen=True)
class Box:
    """A ruled box with a label, room to write, and in its lower right corner who signs, whose seal, which day.

    `height` is millimetres of the whole box.
    """

    label: str
    text: str
    closing: tuple[str, ...]
    height: float

    @property
    def sealed(self) -> bool:
        """Whether a seal goes into it."""
        return any(map(is_sealed, self.closing))

    @property
    def foot(self) -> float:
        """Millimetres its closing lines take."""
        return sum(map(closing_height, self.closing))


@dataclass(frozen=True)
class Boxes:
    """Boxes beside and under each other as one table; widths are millimetres and sum to the text width."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Box, ...], ...]


def read_across(row: Sequence[Box]) -> Iterator[str]:
    """The texts of boxes beside each other, line by line as they are read; closing lines stand on one foot."""
    yield from (box.label for box in row)
    yield from (box.text for box in row)
    for closing in reversed(list(zip_longest(*(reversed(box.closing) for box in row), fillvalue=""))):
        yield from closing


SIGNED_ROOM, SEAL = 28.0, 42.0
"""Millimetres to sign in behind a label; the width of a seal: the rules of 1999 give a township 4.2 cm, and a street's
office, which they do not name, at most 4.5."""


def breadth(text: str) -> float:
    """How wide a text is, in ems: figures and Latin letters take half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def is_sealed(line: str) -> bool:
    """Whether this closing line of a box is the place of a seal."""
    return "盖章" in line


def closing_height(line: str) -> float:
    """Millimetres of a closing line: what is signed wants 10, what is only read 7."""
    return 10.0 if "：" in line else 7.0


Place = Literal["公文", "证书", "承诺书", "责任书", "意见框", "骑缝", "印模"]
PLACES: tuple[Place, ...] = get_args(Place)
"""What is drawn to show where a seal goes: a kind of paper, or the seal alone in its true size."""


@dataclass(frozen=True)
class Sketch:
    """A schematic of where a seal goes, and the line under it."""

    place: Place
    caption: str


@dataclass(frozen=True)
class Sketches:
    """Schematics, two beside each other."""

    sketches: tuple[Sketch, ...]
