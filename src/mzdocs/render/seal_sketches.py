"""Where a seal goes -> the shapes that show it, in millimetres: the same for a page and for Word.

Lines of text are bars, and a seal is a dashed circle in its proportion: never the picture of a seal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mzdocs.core.units import Length, mm
from mzdocs.model.form_blocks import SEAL, Place

SKETCH_WIDTH, SKETCH_HEIGHT = 75.0, 43.0
INK, GREY, RED = "5A544D", "D9D4CC", "E60012"
ShapeForm = Literal["rect", "ellipse"]


@dataclass(frozen=True)
class Shape:
    """A rectangle or an ellipse by its upper left corner; its ground and its line are colours, `RRGGBB`, or nothing."""

    form: ShapeForm
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""
    weight: Length = mm(0.2)
    dashed: bool = False


def shapes(place: Place) -> tuple[Shape, ...]:
    """The schematic of one place, within 75 by 43 mm."""
    return tuple(_DRAWN[place]())


def _paper(x: float = 0, y: float = 0, width: float = SKETCH_WIDTH, height: float = SKETCH_HEIGHT) -> Shape:
    return Shape("rect", x, y, width, height, "FFFFFF", INK)


def _bar(x: float, y: float, width: float, height: float = 2.0) -> Shape:
    return Shape("rect", x, y, width, height, GREY)


def _seal(x: float, y: float, scale: float) -> Shape:
    """Its middle, and the scale of the drawing."""
    across = SEAL * scale
    return Shape("ellipse", x - across / 2, y - across / 2, across, across, "", RED, mm(0.35), dashed=True)


OFFICIAL = 1 / 2.4
"""The scale at which the 156 mm of text go into a sketch."""
PITCH, EM = 10.39 * OFFICIAL, 156 / 28 * OFFICIAL


def _official() -> Iterator[Shape]:
    """The end of the text, two lines, then name and day, a little below the middle of the seal that is over both.

    Its top is within a line of the text (GB/T 9704-2012, 7.3.5.1).
    """
    left, top = 5.0, 4.0
    yield _paper()
    for line, ems in enumerate((28.0, 28.0, 16.0)):
        yield _bar(left, top + line * PITCH, ems * EM)
    for line, ems in enumerate((12.0, 9.5)):
        yield _bar(left + (13 + (15 - ems) / 2) * EM, top + (5 + line) * PITCH, ems * EM)
    ends = top + 2 * PITCH + 2.0
    yield _seal(left + 20.5 * EM, ends + 0.7 * PITCH + SEAL * OFFICIAL / 2, OFFICIAL)


def _certificate() -> Iterator[Shape]:
    """A sheet on its side: over the issuer's name and the day."""
    scale = SKETCH_HEIGHT / 210
    left = (SKETCH_WIDTH - 297 * scale) / 2

    def bar(x: float, y: float, width: float, height: float = 8) -> Shape:
        return _bar(left + x * scale, y * scale, width * scale, height * scale)

    yield _paper(left, 0, 297 * scale, SKETCH_HEIGHT)
    yield Shape("rect", left + 12 * scale, 12 * scale, 273 * scale, 186 * scale, "", RED, mm(0.3))
    yield from (bar(110, 29, 77, 17), bar(44, 62, 60))
    yield from (bar(60, 76 + 12.5 * line, width) for line, width in enumerate((170, 160, 193, 90, 20)))
    yield from (bar(175, 148, 78), bar(183, 161, 62))
    yield _seal(left + 214 * scale, 157 * scale, scale)


def _pledge() -> Iterator[Shape]:
    """The person signs on the left; the office that keeps the pledge seals on the right."""
    yield _paper()
    yield _bar(26, 3, 23, 3.2)
    yield from (_bar(5, 8.5 + line * 3, 65 if line < 3 else 38) for line in range(4))
    yield from _two_boxes(21, 20)
    yield _seal(56, 31, OFFICIAL)


def _responsibility() -> Iterator[Shape]:
    """Both sides seal beside each other, each in its own box."""
    yield _paper()
    yield from (_bar(5, 3 + line * 3, 65 if line < 4 else 30) for line in range(5))
    yield from _two_boxes(18, 23)
    yield from (_seal(23.5, 30.5, OFFICIAL), _seal(56, 30.5, OFFICIAL))


def _two_boxes(top: float, height: float) -> Iterator[Shape]:
    for left in (5.0, 37.5):
        yield Shape("rect", left, top, 32.5, height, "", INK)
        yield _bar(left + 2, top + 2, 12)
        yield _bar(left + 11, top + height - 4, 17)


def _opinion() -> Iterator[Shape]:
    """In the lower right corner of the box, over the name and the day."""
    yield _paper()
    yield from (Shape("rect", 5, 3 + line * 3, 65, 3, "", GREY) for line in range(4))
    yield Shape("rect", 5, 17, 65, 24, "", INK)
    yield from (_bar(7, 19, 14), _bar(44, 32, 13), _bar(44, 36.5, 20), _seal(55, 31, OFFICIAL))


def _across_sheets() -> Iterator[Shape]:
    """The sheets are fanned out, and the seal stands over the edges of all."""
    scale = 0.3
    for sheet in range(3, -1, -1):
        yield _paper(10 + sheet * 3.2, 1, 42, 41)
    yield from (_bar(15, 5 + line * 5, 30) for line in range(7))
    yield _seal(10 + 42 + 1.5 * 3.2, 21.5, scale)


def _true_size() -> Iterator[Shape]:
    """The seal alone, as wide as it is."""
    yield _seal(SKETCH_WIDTH / 2, SKETCH_HEIGHT / 2, 1)
    yield Shape("rect", SKETCH_WIDTH / 2 - 4, SKETCH_HEIGHT / 2, 8, 0, "", RED, mm(0.1))
    yield Shape("rect", SKETCH_WIDTH / 2, SKETCH_HEIGHT / 2 - 4, 0, 8, "", RED, mm(0.1))


_DRAWN: Mapping[Place, Callable[[], Iterator[Shape]]] = {
    "公文": _official,
    "证书": _certificate,
    "承诺书": _pledge,
    "责任书": _responsibility,
    "意见框": _opinion,
    "骑缝": _across_sheets,
    "印模": _true_size,
}
