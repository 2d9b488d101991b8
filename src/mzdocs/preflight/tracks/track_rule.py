"""A rule on an engraving file: what it finds, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mzdocs.core.boxes import Box, box_round_boxes
from mzdocs.core.outcomes import Basis, NotRun
from mzdocs.core.problems import Location, Problem, ProblemType
from mzdocs.preflight.tracks.joined import joined
from mzdocs.preflight.tracks.machine_file import CUT, MachineFile, Track
from mzdocs.preflight.tracks.machine_order import MachineOrder

OFF_SIZE = 0.1
"""Millimetres a size, or the place of a hole, may be off."""


@dataclass(frozen=True)
class TrackCase:
    """A file, what was ordered, and its tracks as the machine drives them."""

    file: MachineFile
    order: MachineOrder
    driven: tuple[Track, ...]
    location: Location

    @property
    def outline(self) -> Track | None:
        """What is cut round the sheet: the line to cut that reaches farthest."""
        return max((track for track in self.driven if track.layer == CUT), key=_reach, default=None)

    @property
    def fits_order(self) -> bool:
        """Whether somebody ordered a size, and the outline has it."""
        if not self.order.size or self.outline is None:
            return False
        left, bottom, right, top = self.outline.box
        size = self.order.size
        return abs(right - left - size.width.mm) <= OFF_SIZE and abs(top - bottom - size.height.mm) <= OFF_SIZE

    @property
    def extent(self) -> Box:
        """How far all tracks together reach."""
        return box_round_boxes([track.box for track in self.driven])


def _reach(track: Track) -> float:
    left, bottom, right, top = track.box
    return (right - left) + (top - bottom)


def case(file: MachineFile, order: MachineOrder, location: Location) -> TrackCase:
    """A file ready to be judged."""
    return TrackCase(file, order, joined(file.tracks), location)


@dataclass(frozen=True)
class TrackRule:
    """`id` is the short name in reports; `basis` says who asks for it: shops, the order, or our house."""

    id: str
    problem_type: ProblemType
    check: Callable[[TrackCase], Iterator[Problem]]
    basis: Basis = "trade"


def outline_of(case: TrackCase) -> Track:
    """The outline, where one can be told.

    Raises:
        NotRun: what is cut does not close, or what is drawn cannot be followed.
    """
    if any(oddity.kind in ("curve", "reference") for oddity in case.file.oddities):
        raise NotRun("文件里有这里不跟踪的线，轮廓量不出来", "there are lines in it that are not followed here")
    if case.outline is None or not case.outline.closed:
        raise NotRun("没有封闭的切割轮廓", "there is no closed outline to cut")
    return case.outline
