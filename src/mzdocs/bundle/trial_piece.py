"""A sign that no office sheet holds -> the piece of it to print: its smallest type, its body, few letters cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from mzdocs.core.units import Size, mm, pt
from mzdocs.pdf.type_boxes import TypeBox

COARSE, FINE = mm(15), mm(1)
"""How far apart the places lie that are tried, and the edges a piece may be cut at."""
TRIM = 24
"""Of such edges, how many are tried at each side."""

Window = tuple[float, float, float, float]
"""Left, top, right and bottom in points, as the type is measured."""


def piece(boxes: Sequence[TypeBox], sign: Size, most: Size) -> tuple[Size, Size]:
    """The corner and the size of the piece, at most so large; the upper left where there is no text."""
    wide, high = min(most.width, sign.width).pt, min(most.height, sign.height).pt
    if not boxes:
        return Size(mm(0), mm(0)), Size(pt(wide), pt(high))
    edges, typed = _edges(boxes)
    small, body = (typed == size for size in _sizes(boxes))
    lefts, tops = _places(sign.width.pt - wide), _places(sign.height.pt - high)
    windows = ((x, y, x + wide, y + high) for y in tops for x in lefts)
    chosen = max(windows, key=lambda window: _worth(window, edges, small, body))
    left, top, right, bottom = _whole_letters(chosen, boxes, sign)
    return Size(pt(left), pt(top)), Size(pt(right - left), pt(bottom - top))


def _sizes(boxes: Iterable[TypeBox]) -> tuple[float, float]:
    counted = Counter(box.size for box in boxes)
    return min(counted), max(counted, key=lambda size: (counted[size], -size))


def _places(room: float) -> list[float]:
    count = max(1, round(room / COARSE.pt))
    return [room * n / count for n in range(count + 1)] if room > 0 else [0.0]


def _edges(boxes: Iterable[TypeBox]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Left, top, right and bottom of all letters, and their sizes: a board has thousands, and many places are tried."""
    *edges, sizes = np.array([(box.left, box.top, box.right, box.bottom, box.size) for box in boxes]).T
    return np.array(edges), sizes


def _worth(
    window: Window, edges: npt.NDArray[np.float64], small: npt.NDArray[np.bool_], body: npt.NDArray[np.bool_]
) -> tuple[int, int]:
    """Some of the smallest type and some of the body first, then as few cut letters as may be."""
    left, top, right, bottom = edges
    inside = (window[0] <= left) & (right <= window[2]) & (window[1] <= top) & (bottom <= window[3])
    touched = (left < window[2]) & (right > window[0]) & (top < window[3]) & (bottom > window[1])
    smalls, bodies, cut = (int(np.count_nonzero(of)) for of in (inside & small, inside & body, touched & ~inside))
    return min(smalls, 12) + min(bodies, 40), -cut


def _touches(window: Window, box: TypeBox) -> bool:
    return box.left < window[2] and box.right > window[0] and box.top < window[3] and box.bottom > window[1]


def _whole_letters(window: Window, boxes: Sequence[TypeBox], sign: Size) -> Window:
    """Its edges moved inwards to where they cut the fewest letters; an edge of the sign itself stays."""
    left, top, right, bottom = window
    near = [box for box in boxes if _touches(window, box)]
    steps = [FINE.pt * n for n in range(TRIM)]
    if top > 0:
        top = min((top + s for s in steps), key=lambda y: sum(box.top < y < box.bottom for box in near))
    if bottom < sign.height.pt - 1:
        bottom = min((bottom - s for s in steps), key=lambda y: sum(box.top < y < box.bottom for box in near))
    near = [box for box in near if box.bottom > top and box.top < bottom]
    if left > 0:
        left = min((left + s for s in steps), key=lambda x: sum(box.left < x < box.right for box in near))
    if right < sign.width.pt - 1:
        right = min((right - s for s in steps), key=lambda x: sum(box.left < x < box.right for box in near))
    return left, top, right, bottom
