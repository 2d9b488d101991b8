"""A mark as ink: what it lays on a point of the page, whether it hides what is under it, points that lie on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from mzdocs.pdf.graphics_state import Mark, Paint, Point, TransparencyGroup, moved
from mzdocs.pdf.ink_plates import EVERY, PROCESS_PLATES, Inks, inks
from mzdocs.pdf.printed_boxes import Box
from mzdocs.pdf.shadings import Shading
from mzdocs.pdf.tiles import back
from mzdocs.preflight.ink.picture_plates import PicturePlates
from mzdocs.preflight.painted.clip_openings import ClipOpenings
from mzdocs.preflight.painted.drawn_sides import Side, crossings, distance, encloses, is_upright, may_cross, sides
from mzdocs.preflight.painted.geometry import holds
from mzdocs.preflight.painted.seen_marks import ink_of

NORMAL = ("/Normal", "/Compatible")
UNSEPARABLE = ("/Hue", "/Saturation", "/Color", "/Luminosity")
"""Blend modes that mix plates with each other."""
DARKENING = ("/ColorBurn", "/Difference", "/Exclusion")
"""Those that can make more ink of two colours than multiplying does, even of two that have none."""
_ROWS = 3
_HEAVY = 4
"""Points of a picture or a shading that are looked at: the heaviest."""
_MOST = 24
"""Pieces of a line that are looked at."""


class InkLayer:
    """One mark as ink. `order` counts the marks of its page; `box` is where it shows, in page points."""

    def __init__(self, mark: Mark, order: int, box: Box, clips: ClipOpenings, picture: PicturePlates | None) -> None:
        self.mark, self.order, self.box, self.picture, self._clips = mark, order, box, picture, clips
        self._shading = Shading(mark) if mark.what == "shading" else None
        self._flat = painted_inks(mark)

    @cached_property
    def is_vague(self) -> bool:
        """Whether it cannot be said how much of it shows: a mask lies on it, or hues are mixed."""
        mark = self.mark
        veiled = mark.what == "image" and any(key in mark.image for key in ("/SMask", "/Mask"))
        mesh = self._shading is not None and self._shading.is_mesh and self.mixes
        return veiled or mesh or any(masked or blend in UNSEPARABLE for masked, blend in _puts(mark))

    @property
    def is_flat(self) -> bool:
        """Whether it has one colour all over."""
        return self._flat is not None

    @cached_property
    def is_box(self) -> bool:
        """Whether it covers all of its box."""
        return self.mark.what == "fill" and is_upright(self._sides) and self._clips.are_boxes(self.mark)

    @cached_property
    def mixes(self) -> bool:
        """Whether inks under it can stay and its own come to them, instead of hiding or veiling them."""
        return self.mark.overprints or self.adds

    @cached_property
    def is_plain(self) -> bool:
        """Whether it hides all that is under it."""
        see_through = self.mark.overprints or self.mark.transparent or self.is_vague
        return not see_through and all(map(is_whole, self.mark.state.groups))

    @cached_property
    def adds(self) -> bool:
        """Whether it can make a plate heavier than it and what is under it are."""
        return any(blend not in NORMAL for _, blend in _puts(self.mark))

    @cached_property
    def most(self) -> Inks:
        """The most it lays on each plate anywhere."""
        if self._shading is not None:
            return _most_of_each([each for _, each in self._shading.samples(self.box)])
        if self.picture is not None:
            return self.picture.peaks
        return self._flat or {}

    @cached_property
    def at_most(self) -> Inks:
        """What it cannot exceed on each plate together with what lies under it, beyond adding to it."""
        if any(blend in DARKENING for _, blend in _puts(self.mark)):
            return dict.fromkeys((*PROCESS_PLATES, *self.most), 1.0)
        return self.most

    def heaviest_sum(self, dry: frozenset[str]) -> float:
        """The most ink on one spot of it alone; of what is no picture in one colour, plate by plate."""
        if self.picture is not None and dry.isdisjoint(self.picture.names):
            return self.picture.heaviest_sum
        return sum(share for plate, share in self.most.items() if plate not in dry)

    def at(self, point: Point) -> Inks | None:
        """What it lays on a point of its area; nothing where it lays none."""
        if self._shading is not None:
            return self._shading.at(point)
        if self.picture is None:
            return self._flat
        place = back(self.mark.state.matrix, *point)
        if place is None:
            return None
        return self.picture.at(place)

    def covers(self, point: Point) -> bool:
        """Whether it lies on a point; the letters of a text are not followed so far."""
        mark = self.mark
        if not holds(self.box, point) or not self._clips.let(mark, point):
            return False
        if mark.what == "fill":
            return encloses(self._sides, mark.even_odd, point)
        if mark.what == "stroke":
            return any(distance(side, point) <= mark.line_width / 2 for side in self._sides)
        place = back(mark.state.matrix, *point) if mark.what == "image" else None
        return mark.what == "shading" or (place is not None and holds((0, 0, 1, 1), place))

    def reaches(self, box: Box) -> bool:
        """Whether any of it can lie in a box: of a fill, an edge crosses it, or all of the box is inside."""
        if self.mark.what != "fill" or any(may_cross(side, box) for side in self._sides):
            return True
        return encloses(self._sides, self.mark.even_odd, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))

    def points(self, within: Box) -> Iterator[Point]:
        """Points on it within a box, of those where it shows."""
        return (at for at in self._some(within) if holds(within, at) and self._clips.let(self.mark, at))

    def _some(self, within: Box) -> Iterator[Point]:
        what = self.mark.what
        if what == "fill":
            high = within[3] - within[1]
            rows = [within[1] + high * (row + 0.5) / _ROWS for row in range(_ROWS)]
            return (at for row in rows for at in self._on_row(within, row))
        if what == "stroke":
            return self._on_line()
        return _along_line(self) if what == "text" else self._heaviest(within)

    def _on_row(self, within: Box, y: float) -> Iterator[Point]:
        """Of a fill: the middle of each stretch of a row that lies in it."""
        turns = 0
        found = crossings(self._sides, y)
        for (x, turn), (then, _) in pairwise(found):
            turns += 1 if self.mark.even_odd else turn
            left, right = max(x, within[0]), min(then, within[2])
            if (turns % 2 if self.mark.even_odd else turns) and left < right:
                yield (left + right) / 2, y

    def _on_line(self) -> Iterator[Point]:
        step = max(1, len(self._sides) // _MOST)
        pieces = max(1, _MOST // max(1, len(self._sides)))
        for (x1, y1), (x2, y2) in self._sides[::step]:
            for piece in range(pieces):
                share = (piece + 0.5) / pieces
                yield x1 + share * (x2 - x1), y1 + share * (y2 - y1)

    def _heaviest(self, within: Box) -> Iterator[Point]:
        yield (within[0] + within[2]) / 2, (within[1] + within[3]) / 2
        if self._shading is not None:
            found = sorted(self._shading.samples(within), key=lambda each: -sum(each[1].values()))
            yield from (point for point, _ in found[:_HEAVY] if point is not None)
        elif self.picture is not None:
            matrix = self.mark.state.matrix
            corners = [back(matrix, x, y) for x in within[::2] for y in within[1::2]]
            yield from (moved(matrix, *place) for place in self.picture.heaviest([at for at in corners if at]))

    @cached_property
    def _sides(self) -> list[Side]:
        return list(sides(self.mark.path, closed=self.mark.what == "fill"))


def _along_line(layer: InkLayer) -> Iterator[Point]:
    """Points across the box of a line of text: where its letters are is not followed."""
    left, bottom, right, top = layer.box
    for step in range(_MOST):
        share = (step + 0.5) / _MOST
        yield left + share * (right - left), (bottom + top) / 2
        yield (left + right) / 2, bottom + share * (top - bottom)


def painted_inks(mark: Mark) -> Inks | None:
    """The inks of a mark's own colour; nothing of a shading, a pattern or a colour of the screen."""
    if mark.what in ("shading", "postscript") or (mark.what == "image" and not mark.image.get("/ImageMask")):
        return None
    return inks_of(ink_of(mark))


def inks_of(paint: Paint) -> Inks | None:
    """The inks of a flat colour; nothing of a pattern or a colour of the screen."""
    if not paint.values or paint.pattern is not None:
        return None
    if paint.said is None or paint.cmyk is not None:
        return None if paint.cmyk is None else dict(zip(PROCESS_PLATES, paint.cmyk, strict=True))
    found = inks(paint.said, paint.values)
    if found is not None and EVERY in found:
        return dict.fromkeys(PROCESS_PLATES, found[EVERY])
    return found


def is_whole(group: TransparencyGroup) -> bool:
    """Whether a group is put on the page as if it were none."""
    return group.alpha == 1 and not group.masked and group.blend in NORMAL


def _puts(mark: Mark) -> Iterator[tuple[bool, str]]:
    """Whether a mask lies on it, and how it is blended: by itself, and with each group it is drawn in."""
    yield mark.state.masked, mark.state.blend
    yield from ((group.masked, group.blend) for group in mark.state.groups)


def _most_of_each(found: list[Inks]) -> Inks:
    most: dict[str, float] = {}
    for each in found:
        for name, share in each.items():
            most[name] = max(most.get(name, 0.0), share)
    return most
