"""A drawing to scale in mm of its sheet: lines, captions, dimensions, small pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from mzdocs.bundle.signage_set import HandoverFile
from mzdocs.core.units import Length, Size, mm

AREA = Size(mm(273), mm(146))
"""Of a sheet, for one drawing."""
SCALES = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
AROUND = Size(mm(90), mm(43))
"""What the dimensions and words around a drawing take of its area."""
SQUARE = mm(0)
TICK, AWAY, STEP = 1.0, 3.0, 6.5
"""Of dimension lines, in mm: half a tick, how far extension lines stand off, and how far lines lie apart."""
NUMBER = 6.2
"""What a number of three figures takes between two ticks, in mm."""


@dataclass(frozen=True)
class Stroke:
    """A line, rectangle or circle of a drawing: its numbers in mm as SVG orders them, and how it is drawn."""

    shape: str
    at: tuple[float, ...]
    style: str = "edge"


@dataclass(frozen=True)
class Caption:
    """Words of a drawing: the middle of the line in mm, how wide it may be, and whether it is turned upward."""

    x: float
    y: float
    text: str
    wide: float = 40.0
    turned: bool = False
    style: str = ""


@dataclass(frozen=True)
class Thumbnail:
    """A small picture of a sign inside its outline: left, top, width and height in mm."""

    part: HandoverFile
    at: tuple[float, float, float, float]


@dataclass(frozen=True)
class Drawing:
    """One drawing to scale: what it shows, what is said below it."""

    name: str
    factor: float
    strokes: tuple[Stroke, ...]
    captions: tuple[Caption, ...]
    notes: tuple[str, ...]
    thumbnails: tuple[Thumbnail, ...] = ()

    @property
    def scale(self) -> str:
        """As drawings say it: `1∶20`."""
        return f"1∶{self.factor:g}"


@dataclass
class Pencil:
    """Draws in mm of the sheet; lengths of the thing are brought to scale."""

    factor: float
    left: float
    top: float
    strokes: list[Stroke] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)

    def x(self, length: float) -> float:
        """A place of the thing from its left, on the sheet."""
        return self.left + length / self.factor

    def y(self, length: float) -> float:
        """A place of the thing from its top, on the sheet."""
        return self.top + length / self.factor

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        """A line between two places of the sheet."""
        self.strokes.append(Stroke("line", (x1, y1, x2, y2), style))

    def outline(self, x: float, y: float, size: Size, corner: Length = SQUARE, style: str = "edge") -> None:
        """A rectangle of the thing."""
        wide, high, round_ = (length.mm / self.factor for length in (size.width, size.height, corner))
        self.strokes.append(Stroke("rect", (self.x(x), self.y(y), wide, high, round_), style))

    def across(self, x1: float, x2: float, at: float, of: float) -> None:
        """The distance between two places of the thing, below it at `at` mm of the sheet; it begins at `of`."""
        left, right = self.x(x1), self.x(x2)
        for x in (left, right):
            self.line(x, of + (AWAY / 2 if at > of else -AWAY / 2), x, at + (TICK if at > of else -TICK), "thin")
            self.line(x - TICK, at + TICK, x + TICK, at - TICK, "tick")
        self.line(left, at, right, at, "thin")
        self.captions.append(
            Caption((left + right) / 2, at + _beside(right - left, at > of), f"{x2 - x1:g}", style="size")
        )

    def spot(self, x: float, y: float, radius: float) -> None:
        """A round thing with its axes."""
        at, small = (self.x(x), self.y(y)), radius / self.factor
        self.strokes.append(Stroke("circle", (*at, small)))
        reach = max(2.5, 2 * small)
        self.line(at[0] - reach, at[1], at[0] + reach, at[1], "axis")
        self.line(at[0], at[1] - reach, at[0], at[1] + reach, "axis")

    def say(self, x: float, y: float, text: str, wide: float = 40.0, style: str = "") -> None:
        """Words in the middle of a place of the sheet."""
        self.captions.append(Caption(x, y, text, wide, style=style))

    def finished(self, name: str, notes: tuple[str, ...], thumbnails: tuple[Thumbnail, ...] = ()) -> Drawing:
        """What was drawn, under its name."""
        return Drawing(name, self.factor, tuple(self.strokes), tuple(self.captions), notes, thumbnails)

    def down(self, y1: float, y2: float, at: float, of: float) -> None:
        """The same up and down, beside it at `at` mm of the sheet."""
        top, bottom = self.y(y1), self.y(y2)
        for y in (top, bottom):
            self.line(of + (AWAY / 2 if at > of else -AWAY / 2), y, at + (TICK if at > of else -TICK), y, "thin")
            self.line(at - TICK, y + TICK, at + TICK, y - TICK, "tick")
        self.line(at, top, at, bottom, "thin")
        x = at + _beside(bottom - top, at > of)
        self.captions.append(Caption(x, (top + bottom) / 2, f"{y2 - y1:g}", turned=True, style="size"))


def _beside(free: float, after: bool) -> float:
    """Where a number stands from its dimension line: before it, or where the ticks leave no room, on its far side."""
    return -2.1 if free >= NUMBER else 3.0 if after else -3.0


def pencil_for(wide: float, high: float) -> Pencil:
    """In the middle of the area, at the largest usual scale."""
    free = (AREA.width - AROUND.width).mm, (AREA.height - AROUND.height).mm
    factor = next((f for f in SCALES if wide <= free[0] * f and high <= free[1] * f), SCALES[-1])
    return Pencil(factor, (AREA.width.mm - wide / factor) / 2 - 6, 20 + (free[1] - high / factor) / 2)
