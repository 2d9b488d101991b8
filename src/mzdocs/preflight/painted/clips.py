"""What the clips of a mark leave of the page: a box, and the paths that are no upright rectangles."""

from __future__ import annotations

from dataclasses import dataclass

import pathops

from mzdocs.core.boxes import box_round_boxes
from mzdocs.pdf.graphics_state import Clip, Mark, Matrix
from mzdocs.preflight.painted.path_boxes import outlined_boxes
from mzdocs.preflight.painted.pieces import Box, filled

EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
_MOST = 64
"""Clips within clips: a page with more is one nobody drew."""


@dataclass(frozen=True)
class ClipArea:
    """A box in millimetres, and the areas that cut it further."""

    box: Box = EVERYWHERE
    odd: tuple[pathops.Path, ...] = ()

    def cut(self, box: Box) -> tuple[Box | None, float]:
        """A box as far as the clip's box lets it show, and by how much it is cut; nothing if none of it shows."""
        clip = self.box
        if box[0] >= clip[0] and box[1] >= clip[1] and box[2] <= clip[2] and box[3] <= clip[3]:
            return box, 0.0
        left, bottom = max(box[0], clip[0]), max(box[1], clip[1])
        right, top = min(box[2], clip[2]), min(box[3], clip[3])
        if right < left or top < bottom:
            return None, max(box[3] - box[1], box[2] - box[0])
        return (left, bottom, right, top), max(left - box[0], bottom - box[1], box[2] - right, box[3] - top)


class Clips:
    """The clip areas of a page, each made once: marks share their clips."""

    def __init__(self, to_sheet: Matrix) -> None:
        self._to_sheet = to_sheet
        self._known: dict[int, tuple[object, ClipArea]] = {}
        self._boxes: dict[int, tuple[Clip, Box, pathops.Path | None]] = {}

    def of(self, mark: Mark) -> ClipArea:
        """What a mark's clips leave.

        Raises:
            ValueError: more clips within each other than anybody draws.
        """
        clips = mark.state.clips
        if id(clips) not in self._known:
            self._known[id(clips)] = clips, self._area(clips)
        return self._known[id(clips)][1]

    def _area(self, clips: tuple[Clip, ...]) -> ClipArea:
        if len(clips) > _MOST:
            raise ValueError(len(clips))
        each = [self._box(clip) for clip in clips]
        lefts, bottoms, rights, tops = zip(EVERYWHERE, *(box for box, _ in each), strict=True)
        odd = tuple(area for _, area in each if area is not None)
        return ClipArea((max(lefts), max(bottoms), min(rights), min(tops)), odd)

    def _box(self, clip: Clip) -> tuple[Box, pathops.Path | None]:
        """Round one clip, and its area if that is no upright rectangle; most clips stand within many others."""
        if id(clip) not in self._boxes:
            pieces = outlined_boxes(clip[0], self._to_sheet)
            box = box_round_boxes([piece.box for piece in pieces] or [(0, 0, 0, 0)])
            whole = len(pieces) == 1 and pieces[0].upright
            area = None if whole else filled((segment for piece in pieces for segment in piece.path), clip[1])
            self._boxes[id(clip)] = clip, box, area
        return self._boxes[id(clip)][1:]
