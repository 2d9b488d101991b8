"""One thing painted on a page, its box and its outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

import pathops

from mzdocs.core.boxes import box_round_boxes
from mzdocs.pdf.graphics_state import Keeps, Paint, Segment

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in millimetres from the lower left corner of the trim."""
PaintedKind = Literal["rule", "frame", "panel", "shape", "line", "picture"]
"""A rule is a straight upright bar, a frame four of them round a box, a panel a filled box; a line is any other stroke,
a shape any other fill."""


@dataclass(frozen=True, eq=False)
class Painted:
    """What one operator leaves on the page besides text. `order` counts the operators, the later lies over the earlier;
    `at` counts these things alone.

    `width` is how thick a line or a frame is, `clipped` what a clip takes off it; `joint` marks the four sides of a
    frame among the rules. `keeps` is what it leaves standing under it. `segments` gives its path, in millimetres.
    """

    kind: PaintedKind
    box: Box
    order: int
    paint: Paint
    segments: Callable[[], Iterable[Segment]] | None = None
    even_odd: bool = False
    width: float = 0.0
    clipped: float = 0.0
    joint: bool = False
    keeps: Keeps = "nothing"
    at: int = 0

    @property
    def across(self) -> float:
        """How wide it is, in millimetres."""
        return self.box[2] - self.box[0]

    @property
    def down(self) -> float:
        """How high it is, in millimetres."""
        return self.box[3] - self.box[1]

    @cached_property
    def area(self) -> pathops.Path:
        """The area it covers."""
        path = filled(rectangle(self.box) if self.segments is None else self.segments(), self.even_odd)
        if self.kind == "line":
            path.stroke(self.width, pathops.LineCap.BUTT_CAP, pathops.LineJoin.MITER_JOIN, 4)
        return path


class Letter(NamedTuple):
    """A letter: its ink, where its pen begins and ends across, what the file says it stands for, its path.

    `clipped` is what a clip takes off it. There are thousands on a page: what they share stands in their line.
    """

    box: Box
    pen: tuple[float, float]
    text: str
    clipped: float
    segments: Callable[[], Iterable[Segment]]
    even_odd: bool = False

    @property
    def area(self) -> pathops.Path:
        """The area it covers."""
        return filled(self.segments(), self.even_odd)


@dataclass(frozen=True, eq=False)
class TextLine:
    """Letters of one size (millimetres) and colour on one base line, painted at once or one after the other.

    `askew` is a line that leaves the sheet's axes, or letters that lean; `keeps` what it leaves standing under it.
    """

    letters: tuple[Letter, ...]
    size: float
    base: float
    paint: Paint
    order: int
    askew: bool = False
    keeps: Keeps = "nothing"
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", box_round_boxes(letter.box for letter in self.letters))

    @property
    def pen(self) -> tuple[float, float]:
        """Where its pen begins and ends, across."""
        return min(letter.pen[0] for letter in self.letters), max(letter.pen[1] for letter in self.letters)

    @property
    def text(self) -> str:
        """What it says, as the file claims; nothing if it is drawn as outlines."""
        return "".join([letter.text for letter in self.letters])


def filled(segments: Iterable[Segment], even_odd: bool) -> pathops.Path:
    """The area of a path."""
    path = pathops.Path(fillType=pathops.FillType.EVEN_ODD if even_odd else pathops.FillType.WINDING)
    add = {"m": path.moveTo, "l": path.lineTo, "c": path.cubicTo, "h": path.close}
    for operator, points in segments:
        add[operator](*(value for point in points for value in point))
    return path


def rectangle(box: Box) -> Iterable[Segment]:
    """A box as a path."""
    left, bottom, right, top = box
    yield from (("m", ((left, bottom),)), ("l", ((right, bottom),)), ("l", ((right, top),)), ("l", ((left, top),)))
    yield ("h", ())


def shared_area(one: Painted | Letter, other: Painted | Letter) -> float:
    """Square millimetres both cover."""
    return float(abs(pathops.op(one.area, other.area, pathops.PathOp.INTERSECTION, fix_winding=True).area))


def touch(one: Box, other: Box, by: float = 0.0) -> bool:
    """Whether two boxes overlap, or come nearer than `by` across and down."""
    return one[0] - by < other[2] and other[0] < one[2] + by and one[1] - by < other[3] and other[1] < one[3] + by


def within(inner: Box, outer: Box, by: float = 0.0) -> bool:
    """Whether a box lies in another and keeps `by` from its edges; less than 0 lets it stand out."""
    return (
        inner[0] >= outer[0] + by
        and inner[1] >= outer[1] + by
        and inner[2] <= outer[2] - by
        and inner[3] <= outer[3] - by
    )


def grown(box: Box, by: float) -> Box:
    """The box, larger by so much on every side; less than 0 makes it smaller."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def gap(one: Box, other: Box) -> float:
    """The distance between two boxes; 0 where they meet."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return float((across * across + down * down) ** 0.5)
