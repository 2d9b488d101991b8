"""Marks of a page -> the most ink on one spot, in shares of the process inks: worked out, not rendered.

A colour that knocks out lies alone. Black that overprints adds to what is under it: that is looked up at points
of the black mark among the knocking marks before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from mzdocs.pdf.graphics_state import Mark, Point
from mzdocs.preflight.geometry import covers, extent, holds, meets, some_points
from mzdocs.preflight.pdf_measures import Rect

Inks = tuple[float, float, float, float]
_NOTHING: Inks = (0, 0, 0, 0)
_PROBES = 6
"""Points looked under a mark."""
_COARSE = 256
"""Pixels along a picture's longer side: ink counts over an area that must dry, not in one grain."""


def most_ink(marks: Iterable[Mark], trim: Rect, pictures: Mapping[tuple[int, int], Inks]) -> float:
    """The largest sum of the four process inks inside the trim."""
    under, most = _Under(trim), 0.0
    for mark in marks:
        inks, box = _inks(mark, pictures), extent(mark)
        if inks is None or mark.state.mode == 3 or not meets(_thick(box), trim):
            continue
        if mark.overprints and mark.state.overprint_mode == 1 and mark.what != "image":
            most = max([most, *(sum(_over(inks, under.below(at))) for at in some_points(mark, _PROBES))])
        else:
            most = max(most, sum(inks))
            under.put(mark, box, inks)
    return most


def _inks(mark: Mark, pictures: Mapping[tuple[int, int], Inks]) -> Inks | None:
    if mark.what == "image":
        return pictures.get(getattr(mark.image, "objgen", (0, 0)))
    return None if mark.what == "shading" else mark.paint.cmyk


def _thick(box: Rect) -> Rect:
    """A line has no area of its own."""
    return box[0], box[1], max(box[2], box[0] + 0.01), max(box[3], box[1] + 0.01)


def _over(inks: Inks, below: Inks) -> Inks:
    """Overprint mode 1: an ink of nothing leaves what is there (ISO 32000-1, 8.6.7)."""
    cyan, magenta, yellow, black = (new or old for new, old in zip(inks, below, strict=True))
    return cyan, magenta, yellow, black


class _Under:
    """The knocking marks so far, by the squares of the page they reach into; what lies beyond it, in the outermost."""

    def __init__(self, trim: Rect) -> None:
        self._corner = trim[:2]
        self._square = max(trim[2] - trim[0], 1) / _SQUARES, max(trim[3] - trim[1], 1) / _SQUARES
        self._marks = [[list[tuple[Mark, Rect, Inks]]() for _ in range(_SQUARES)] for _ in range(_SQUARES)]

    def put(self, mark: Mark, box: Rect, inks: Inks) -> None:
        (x1, y1), (x2, y2) = self._place(box[0], box[1]), self._place(box[2], box[3])
        for row in self._marks[y1 : y2 + 1]:
            for square in row[x1 : x2 + 1]:
                square.append((mark, box, inks))

    def below(self, at: Point) -> Inks:
        """The inks of the last mark that covers the point."""
        x, y = self._place(*at)
        covering = (inks for mark, box, inks in reversed(self._marks[y][x]) if holds(box, at) and covers(mark, at))
        return next(covering, _NOTHING)

    def _place(self, x: float, y: float) -> tuple[int, int]:
        across, down = (x - self._corner[0]) / self._square[0], (y - self._corner[1]) / self._square[1]
        return min(_SQUARES - 1, max(0, int(across))), min(_SQUARES - 1, max(0, int(down)))


_SQUARES = 24


def picture_inks(pictures: Iterable[Any]) -> dict[tuple[int, int], Inks]:
    """The heaviest spot of every picture in press inks, by its number in the file."""
    return {picture.objgen: _heaviest(picture) for picture in pictures}


def _heaviest(picture: Any) -> Inks:
    """Of a coarse copy; the sum is shared out, for nothing prints over a picture but black."""
    if picture.get("/ColorSpace") != pikepdf.Name.DeviceCMYK:
        return _NOTHING
    pixels = process_pixels(picture)
    pixels.thumbnail((_COARSE, _COARSE), Image.Resampling.BOX)
    cyan, magenta, yellow, black = pixels.split()
    half = ImageChops.add(ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2), scale=2)
    share = float(half.getextrema()[1]) / 255  # type: ignore[arg-type]
    return share, share, share, share


def process_pixels(picture: Any) -> Image.Image:
    """The picture's shares of ink, as `Decode` has them.

    The library heeds `Decode` of all pictures but JPEGs; of these it takes those in four colours for Adobe's kind,
    whose shares are turned round, as `Decode` says where it is true.
    """
    pixels = pikepdf.PdfImage(picture).as_pil_image()
    turned = [float(value) for value in picture.get("/Decode", [])][:2] == [1, 0]
    jpeg = "/DCTDecode" in str(picture.get("/Filter", ""))
    return ImageChops.invert(pixels) if jpeg and not turned else pixels
