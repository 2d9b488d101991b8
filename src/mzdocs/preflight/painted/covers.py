"""What is laid over a page and lets nothing show -> whether it hides something that was painted before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any
from weakref import WeakKeyDictionary

import pathops

from mzdocs.core.boxes import shared_box
from mzdocs.core.outcomes import NotRun
from mzdocs.pdf.filled_shapes import PlacedShape
from mzdocs.pdf.graphics_state import Mark, moved, scale
from mzdocs.preflight.painted.drawn_sides import is_upright, sides
from mzdocs.preflight.painted.geometry import extent, meets
from mzdocs.preflight.painted.pieces import filled, rectangle, within
from mzdocs.preflight.painted.seen_marks import Sight, sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect

_BAND = 30.0
_LEAST = 4.0
"""Points that a cover is wide and high at least."""
_EDGE, _LEFT = 0.3, 0.01
"""Points at an edge, and the share of an area, that may be left to see of what is hidden."""
_FINE = 0.7
"""Outlined letters are drawn in a space so much finer than the page's: they hide nothing but each other."""
_MOST = 1_000_000
"""Comparisons of one page: nobody draws a page that takes more."""
_TILING = 1


@dataclass(frozen=True, eq=False)
class Cover:
    """A mark that lets nothing show; `order` counts the marks of its page, `box` is where it shows, in page points."""

    mark: Mark
    order: int
    box: Rect
    clips: tuple[pathops.Path, ...]

    @cached_property
    def is_panel(self) -> bool:
        """Whether it covers all of its box."""
        if self.clips or self.mark.what == "stroke":
            return False
        if self.mark.what == "fill":
            return is_upright(list(sides(self.mark.path, closed=True)))
        return self.mark.what == "shading" or not any(self.mark.state.matrix[1:3])

    @cached_property
    def area(self) -> pathops.Path:
        """What it covers."""
        shown = filled(rectangle(self.box), even_odd=False)
        own = () if self.is_panel or self.mark.what == "shading" else (_painted(self.mark),)
        for part in (*own, *self.clips):
            shown = pathops.op(shown, part, pathops.PathOp.INTERSECTION, fix_winding=True)
        return shown

    def misses(self, box: Rect) -> bool:
        """Whether it leaves all of a box to see that its own box meets."""
        if self.is_panel:
            return False
        there = filled(rectangle(box), even_odd=False)
        return not pathops.op(self.area, there, pathops.PathOp.INTERSECTION, fix_winding=True).area


class Covers:
    """Those of one page; paint of the inks that are `unseen` hides nothing."""

    def __init__(self, marks: Sequence[Mark], sight: Sight, unseen: Container[str | None]) -> None:
        self._bands: Mapping[int, list[Cover]] = defaultdict(list)
        self._looked = 0
        self._all = [*_covers(marks, sight, unseen)]
        for cover in self._all:
            for band in _bands(cover.box):
                self._bands[band].append(cover)

    def may_hide(self, order: int) -> bool:
        """Whether any was painted after a mark."""
        return bool(self._all) and self._all[-1].order > order

    @property
    def panels(self) -> Iterator[Cover]:
        """Those that cover all of their box."""
        return (cover for cover in self._all if cover.is_panel)

    def over(self, box: Rect, order: int) -> list[Cover]:
        """Those that meet a box and were painted after a mark, in their order.

        Raises:
            NotRun: after more comparisons than a page of anybody's takes.
        """
        if not self.may_hide(order):
            return []
        met = {id(each): each for band in _bands(box) for each in self._bands.get(band, ())}
        self._looked += len(met)
        if self._looked > _MOST:
            raise NotRun("层层叠叠画得太多，没有逐一比较", "what lies over each other is too much to compare all of it")
        found = (each for each in met.values() if each.order > order and meets(each.box, box))
        return sorted(found, key=lambda each: each.order)


def covers_of(file: MeasuredPdf, page: PageInFile, unseen: frozenset[str]) -> Covers:
    """Those of a page of a file, however many rules ask; they count the marks that are printed."""
    known = _KNOWN.setdefault(file, {})
    if (page.number, unseen) not in known:
        known[page.number, unseen] = Covers(file.marks_of(page.number), sight_of(file, page), unseen)
    return known[page.number, unseen]


_KNOWN: WeakKeyDictionary[MeasuredPdf, dict[tuple[int, frozenset[str]], Covers]] = WeakKeyDictionary()


def _covers(marks: Sequence[Mark], sight: Sight, unseen: Container[str | None]) -> Iterator[Cover]:
    for order, mark in enumerate(marks):
        covers = mark.paint.ink not in unseen and _lets_nothing_show(mark, order, marks)
        box = sight.area(mark) if covers else None
        if box is not None and min(box[2] - box[0], box[3] - box[1]) >= _LEAST:
            yield Cover(mark, order, box, sight.odd_clips(mark))


def hide(covers: Sequence[Cover], box: Rect) -> bool:
    """Whether nothing of a box is left to see under these, a hair of its edge apart."""
    met = [each for each in covers if meets(each.box, box)]
    if any(each.is_panel and within(box, each.box, -_EDGE) for each in met):
        return True
    left = filled(rectangle(box), even_odd=False)
    whole = abs(float(left.area))
    if sum(_size(shared_box(each.box, box)) for each in met) < (1 - _LEFT) * whole:
        return False
    for each in met:
        left = pathops.op(left, each.area, pathops.PathOp.DIFFERENCE, fix_winding=True)
    return abs(float(left.area)) <= _LEFT * whole


def _size(box: Rect) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _bands(box: Rect) -> range:
    return range(int(box[1] // _BAND), int(box[3] // _BAND) + 1)


def _lets_nothing_show(mark: Mark, order: int, marks: Sequence[Mark]) -> bool:
    state = mark.state
    if mark.what in ("text", "postscript") or mark.transparent or mark.overprints or not mark.prints:
        return False
    if state.within == "glyph" or (state.within == "pattern" and not _shades_an_area(mark, order, marks)):
        return False
    if mark.what == "image":
        return not any(key in mark.image for key in ("/ImageMask", "/SMask", "/Mask", "/SMaskInData"))
    if mark.what == "shading":
        return [*map(bool, mark.paint.pattern.get("/Extend", ()))] == [True, True]
    if mark.paint.pattern is not None:
        return mark.what == "fill" and _is_tiled_whole(mark.paint.pattern, order, marks)
    return not (isinstance(mark.path, PlacedShape) and scale(state.matrix) < _FINE)


def _shades_an_area(mark: Mark, order: int, marks: Sequence[Mark]) -> bool:
    """Whether it is the shading that an area is filled with: round a line or a text it is cut to a box alone."""
    return mark.what == "shading" and order > 0 and marks[order - 1].what == "fill"


def _is_tiled_whole(pattern: Any, order: int, marks: Sequence[Mark]) -> bool:
    """Whether something in a tile covers all of it: the marks after the fill are those of the tile."""
    if pattern.get("/PatternType") != _TILING:
        return False
    inside = takewhile(lambda mark: mark.state.within == "pattern", marks[order + 1 :])
    return any(_fills_a_tile(mark, pattern) for mark in inside if mark.what == "fill" and not mark.overprints)


def _fills_a_tile(mark: Mark, pattern: Any) -> bool:
    a, b, c, d, *_ = mark.state.matrix
    left, bottom, right, top = extent(mark)
    wide, high = abs(float(pattern.XStep)) * (abs(a) + abs(c)), abs(float(pattern.YStep)) * (abs(b) + abs(d))
    x1, y1, x2, y2 = map(float, pattern.BBox)
    gapless = abs(x2 - x1) >= abs(float(pattern.XStep)) and abs(y2 - y1) >= abs(float(pattern.YStep))
    return gapless and right - left >= wide - _EDGE and top - bottom >= high - _EDGE


def _painted(mark: Mark) -> pathops.Path:
    if mark.what == "image":
        corners = [moved(mark.state.matrix, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        return filled([("m", (corners[0],)), *(("l", (corner,)) for corner in corners[1:]), ("h", ())], even_odd=False)
    path = filled(mark.path, mark.even_odd)
    if mark.what == "stroke":
        path.stroke(mark.line_width, pathops.LineCap.BUTT_CAP, pathops.LineJoin.MITER_JOIN, mark.state.miter)
    return path
