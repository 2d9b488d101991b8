"""A content stream -> the same with each path that is filled at once put by: letters turned to outlines are read once.

A page in outlines is made of paths, and most of them are the same few hundred letters. Read operator by operator they
cost what all else of the page together does not.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, overload

import pikepdf

from mzdocs.core.boxes import Box
from mzdocs.pdf.graphics_state import IDENTITY, Matrix, Segment, moved

PUT_BY = "MzPutBy"
"""The operator that stands in the place of what was put by; its operand is the number of it."""
_FOUND = re.compile(
    rb"\((?:[^()\\]++|\\.)*+(.?)"
    rb"|<[0-9A-Fa-f\s]*+>|%[^\r\n]*+"
    rb"|(?<!\S)q\s++([-+.0-9\s]++)cm\s++([-+.0-9mlchre\s]++)(f\*?+)\s++Q(?!\S)"
    rb"|(?<!\S)([-+.0-9][-+.0-9mlchre\s]*+)(f\*?+(?!\S))?+",
    re.DOTALL,
)
"""A string and what ends it; a string of digits or a comment; what may be a filled path in a space of its own; what may
be a path, filled or not. Whether it is one is looked at once for each text."""
_NUMBER = rb"[-+]?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)\s++"
_TWO = b"(?:%s){2}" % _NUMBER
_PATH = re.compile(rb"(?:%s(?:[ml]|%s(?:re|%sc))\s++|h\s++)+" % (_TWO, _TWO, _TWO))
_MATRIX = re.compile(b"(?:%s){6}" % _NUMBER)
_INLINE = re.compile(rb"(?:^|[\s\])>])BI[\s/]")
"""A picture within the content, whose bytes may look like anything."""
_FEWEST = 100
"""Curves or rectangles of a stream that is worth the search."""
_MOST = 4_000
"""Shapes kept."""
_POINTS = {"m": 1, "l": 1, "c": 3, "h": 0}


class PathShape:
    """A path as it stands in a stream: `operators` one after the other, `values` the coordinates of their points.

    `box` is the box round the points; nothing if a part of it draws nothing.
    """

    def __init__(self, text: bytes) -> None:
        words = text.split()
        self.operators = "".join(map(str, _operators(words)))
        self.values = array("d", _values(words))
        xs, ys = self.values[::2], self.values[1::2]
        drawn = not re.search("mm|mh|m$|^[^m]", self.operators)
        self.box: Box | None = (min(xs), min(ys), max(xs), max(ys)) if drawn else None

    def moved(self, matrix: Matrix) -> Iterator[Segment]:
        """Its pieces where a matrix puts them."""
        at, values = 0, self.values
        for operator in self.operators:
            end = at + 2 * _POINTS[operator]
            yield operator, tuple([moved(matrix, values[i], values[i + 1]) for i in range(at, end, 2)])
            at = end

    def __len__(self) -> int:
        return len(self.operators)


def _operators(words: list[bytes]) -> Iterator[str]:
    for word in words:
        if word in _OPERATORS:
            yield _OPERATORS[word]


_OPERATORS = {b"m": "m", b"l": "l", b"c": "c", b"h": "h", b"re": "mlllh"}


def _values(words: list[bytes]) -> Iterator[float]:
    """The coordinates of its points; of a rectangle, of its four corners."""
    pending: list[float] = []
    for word in words:
        if word not in _OPERATORS:
            pending.append(float(word))
        elif word == b"re":
            x, y, w, h = pending
            yield from (x, y, x + w, y, x + w, y + h, x, y + h)
            pending = []
        else:
            yield from pending
            pending = []


class PlacedShape(Sequence[Segment]):
    """A shape where it is drawn: a path like any other, whose pieces are worked out when somebody asks for them."""

    def __init__(self, shape: PathShape, matrix: Matrix) -> None:
        self.shape, self.matrix = shape, matrix

    @cached_property
    def _segments(self) -> tuple[Segment, ...]:
        return tuple(self.shape.moved(self.matrix))

    def __len__(self) -> int:
        return len(self.shape)

    @overload
    def __getitem__(self, at: int) -> Segment: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Segment]: ...
    def __getitem__(self, at: int | slice) -> Segment | Sequence[Segment]:
        return self._segments[at]

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._segments)

    def box(self, then: Matrix = IDENTITY) -> Box | None:
        """The box round its points, moved once more by a matrix; nothing where that is not plain to see.

        Rounding keeps the order of numbers: the outermost points stay so, and this is the very box of all of them.
        """
        if self.shape.box is None or any((*self.matrix[1:3], *then[1:3])):
            return None
        corners = (self.shape.box[:2], self.shape.box[2:])
        (x1, y1), (x2, y2) = (moved(then, *moved(self.matrix, *corner)) for corner in corners)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


@dataclass(frozen=True)
class PutBy:
    """A filled path: the matrix of the space it is drawn in, if it has one of its own, its shape, and its operator."""

    matrix: Matrix | None
    shape: PathShape
    operator: str


@dataclass(frozen=True)
class Shortened:
    """Content without its fills, and what was put by. A stream lives no longer than its document, the `room`."""

    content: Any
    put_by: Sequence[PutBy] = ()
    room: pikepdf.Pdf | None = None


def without_fills(container: Any) -> Shortened:
    """Of a page or a form; itself where nothing can be put by, or it is not plain to see where a path stands."""
    try:
        data = content_of(container)
    except pikepdf.PdfError:
        return Shortened(container)
    many = max(len(_CURVE.findall(data)), data.count(b" re"))
    if many < _FEWEST or _INLINE.search(data):
        return Shortened(container)
    found: list[PutBy] = []
    nested = False

    def put_by(match: re.Match[bytes]) -> bytes:
        nonlocal nested
        end, matrix, *_ = match.groups()
        nested = nested or end not in (None, b")")
        filled = _put_by(matrix, *(match.group(3, 4) if matrix else match.group(5, 6)))
        if filled is None:
            return match[0]
        found.append(filled)
        return b"%d %s " % (len(found) - 1, PUT_BY.encode())

    shorter = _FOUND.sub(put_by, data)
    if nested or not found:
        return Shortened(container)
    room = pikepdf.new()
    return Shortened(pikepdf.Stream(room, shorter), found, room)


_CURVE = re.compile(rb" c\s")


def _put_by(matrix: bytes | None, path: bytes | None, operator: bytes | None) -> PutBy | None:
    """What was found, if it is a filled path and, where it has one, a matrix."""
    shape = _shape(path) if path and operator else None
    if shape is None or operator is None or (matrix and not _MATRIX.fullmatch(matrix)):
        return None
    return PutBy(_matrix(matrix) if matrix else None, shape, operator.decode())


def content_of(container: Any) -> bytes:
    """What is written in a page, its streams one after the other, or in a form.

    Raises:
        PdfError: a stream cannot be decoded.
    """
    if not isinstance(container, pikepdf.Page):
        return bytes(container.read_bytes())
    said = container.obj.get("/Contents", pikepdf.Array())
    return b"\n".join(bytes(each.read_bytes()) for each in (said if isinstance(said, pikepdf.Array) else [said]))


def _matrix(text: bytes) -> Matrix:
    a, b, c, d, e, f = map(float, text.split())
    return a, b, c, d, e, f


@lru_cache(maxsize=_MOST)
def _shape(text: bytes) -> PathShape | None:
    return PathShape(text) if _PATH.fullmatch(text) else None
