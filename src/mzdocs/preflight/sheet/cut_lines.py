"""What is painted in the ink of the cutting lines, alone or among others; what keeps such a line from being whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from mzdocs.core.boxes import Box, box_round_points
from mzdocs.core.problems import Sentence
from mzdocs.pdf.graphics_state import Mark, Paint, Point
from mzdocs.pdf.ink_plates import colorants
from mzdocs.preflight.ink.ink_layers import NORMAL, is_whole
from mzdocs.preflight.painted.clip_openings import ClipOpenings
from mzdocs.preflight.painted.covers import Covers, hide
from mzdocs.preflight.painted.drawn_sides import sides
from mzdocs.preflight.painted.pieces import grown

_HAIR, _FAR = 0.05, 0.01
"""Points: a line may run along the edge of its clip; what hides a point of it hides so much round it."""
_PLACES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Of every side of a line, where it is looked at."""
_TINTED = Sentence("不是 100% 的刀线色，或混了别的油墨", "not the cut ink at 100 %, or mixed with others")
_VEILED = Sentence("设了透明、混合模式或蒙版", "transparent, blended or masked")
_CLIPPED = Sentence("被剪裁掉一部分", "a part of it is clipped away")
_HIDDEN = Sentence("在不印的图层里", "it stands in a layer that is not printed")
_COVERED = Sentence("被后面画的东西挖空", "what is painted later knocks it out")


def cuts(paint: Paint, cut: str) -> bool:
    """Whether a colour is the cut ink, however much of it, or has some of it among others."""
    return paint.ink == cut or any(share > 0 for name, share in _shares(paint) if name == cut)


def _shares(paint: Paint) -> list[tuple[str, float]]:
    said: Any = paint.said
    if paint.space != "/DeviceN" or not isinstance(said, pikepdf.Array):
        return []
    return list(zip(colorants(said), paint.values, strict=False))


def is_cut_line(mark: Mark, cut: str) -> bool:
    """Whether a mark is a line that is cut."""
    return mark.what == "stroke" and cuts(mark.paint, cut)


def breaks(marks: Sequence[Mark], cut: str, covers: Covers) -> Iterator[Sentence]:
    """Why the lines to cut among the printed marks of a page do not come out whole."""
    clips = ClipOpenings()
    for order, mark in enumerate(marks):
        if is_cut_line(mark, cut):
            if not _is_solid(mark.paint, cut):
                yield _TINTED
            if mark.alpha != 1 or mark.state.masked or mark.state.blend not in NORMAL or not _stands_alone(mark):
                yield _VEILED
            places = [*_places(mark)]
            if not all(clips.let(mark, _inward(place, mark)) for place in places):
                yield _CLIPPED
            if any(hide(covers.over(spot, order), spot) for spot in (_spot(place) for place in places)):
                yield _COVERED


def unprinted(marks: Sequence[Mark], cut: str) -> Iterator[Sentence]:
    """The same of lines in layers, where no other line to cut is printed."""
    lines = [mark for mark in marks if is_cut_line(mark, cut) and mark.state.within != "mask"]
    if lines and not any(mark.prints for mark in lines):
        yield _HIDDEN


def _is_solid(paint: Paint, cut: str) -> bool:
    shares = dict(_shares(paint)) or {cut: paint.values[0]}
    return shares.pop(cut) == 1 and not any(share for name, share in shares.items() if name != "None")


def _stands_alone(mark: Mark) -> bool:
    return all(map(is_whole, mark.state.groups))


def _places(mark: Mark) -> Iterator[Point]:
    for (x1, y1), (x2, y2) in sides(mark.path, closed=False):
        yield from ((x1 + share * (x2 - x1), y1 + share * (y2 - y1)) for share in _PLACES)


def _inward(place: Point, mark: Mark) -> Point:
    """A hair nearer to the middle of a line's box."""
    left, bottom, right, top = box_round_points([point for _, at in mark.path for point in at])
    middle = (left + right) / 2, (bottom + top) / 2
    x, y = (at + max(-_HAIR, min(_HAIR, to - at)) for at, to in zip(place, middle, strict=True))
    return x, y


def _spot(place: Point) -> Box:
    return grown((*place, *place), _FAR)
