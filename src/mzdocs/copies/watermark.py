"""Who reads, and when -> grey lines across a page, drawn as shapes: no font is needed and none can be swapped."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from mzdocs.core.problems import Exit, Stopped, problem_type
from mzdocs.core.text import chinese_date, forbidden
from mzdocs.design import fonts, glyphs

NOT_DRAWABLE = problem_type(
    "MZ7503",
    "{what}里有空白、字体没有的字或不能使用的字符，印不成水印",
    "The {what} is empty or has characters no font draws: it cannot be a watermark",
    "核对后重新填写。",
    "Check it and write it again.",
    Exit.FONT,
)
TOO_LONG = problem_type(
    "MZ7504",
    "姓名、目的或档号太长，印成水印会小得看不清",
    "The name, purpose or number is too long: as a watermark it would be too small to read",
    "把查阅目的写短一些（例如“个案复核”）。",
    "Write the purpose shorter.",
    Exit.FIT,
)

GREY = 0.76
"""Light enough to read ten-point text on (contrast 11 : 1), dark enough that a photocopier should not lose it."""
_LARGEST, _SMALLEST = 20.0, 7.0
_UNDER = 0.62
"""The second line's size as a share of the first's."""
_STEP = 1 / 6
"""Between two bands, as a share of the page's diagonal."""


@dataclass
class Watermark:
    """The lines of one copy; each size of page has its own drawing, made once."""

    lines: tuple[str, str]
    widths: tuple[float, float]
    _drawn: dict[tuple[int, ...], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, reader: str, read_on: date, purpose: str, number: str) -> Watermark:
        """Two lines: the reader and the day, the volume's number and the purpose.

        Raises:
            Stopped: a word of it cannot be drawn: a mark that does not name the reader is none.
        """
        for what, text in (("查阅人", reader), ("查阅目的", purpose), ("档号", number)):
            if not text.strip() or fonts.missing(text) or any(forbidden(char) or char in "\n\t" for char in text):
                raise Stopped([NOT_DRAWABLE.at(what=what)])
        lines = f"查阅副本　{reader}　{chinese_date(read_on)}", f"{number}　{purpose}"
        return cls(lines, (_width(lines[0]), _width(lines[1])))

    def put(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        """On top, multiplied: black text stays black under it, and no filled cell can cover it.

        Raises:
            Stopped: on a page of this size the lines would be too small to read.
        """
        left, bottom, right, top = (float(value) for value in page.cropbox)
        turn = int(page.obj.get("/Rotate", _inherited(page.obj, "/Rotate") or 0)) % 360
        width, height = right - left, top - bottom
        across, up = (height, width) if turn % 180 else (width, height)
        resources = _resources(page)
        name = self._name(pdf, across, up, resources)
        matrix = " ".join(map(_number, _upright(turn, left, bottom, width, height)))
        drawn = f"Q /Artifact <</Type /Pagination /Subtype /Watermark>> BDC q {matrix} cm {name} Do Q EMC"
        page.contents_add(b"q", prepend=True)
        page.contents_add(drawn.encode("ascii"))

    def _name(self, pdf: pikepdf.Pdf, width: float, height: float, resources: Any) -> str:
        key = round(width), round(height)
        if key not in self._drawn:
            self._drawn[key] = self._drawing(pdf, width, height)
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        name = f"/MzReader{key[0]}x{key[1]}"
        resources.XObject[name] = self._drawn[key]
        return name

    def _drawing(self, pdf: pikepdf.Pdf, width: float, height: float) -> Any:
        size = self._size(width, height)
        line = self._line(pdf, size)
        bands = "\n".join(self._bands(width, height, size))
        return _form(
            pdf, f"/Blend gs {GREY} g\n{bands}", (0, 0, width, height),
            XObject=Dictionary(Line=line), ExtGState=Dictionary(Blend=Dictionary(BM=Name.Multiply)),
        )  # fmt: skip

    def _longest(self, size: float) -> float:
        return max(self.widths[0], self.widths[1] * _UNDER) * size

    def _size(self, width: float, height: float) -> float:
        """So that the bands beside the middle one hold the lines whole; on a narrow label only the middle one."""
        room = max(_chord(width, height, math.hypot(width, height) * _STEP), _chord(width, height, 0) / 2)
        size = min(_LARGEST, 0.92 * room / self._longest(1))
        if size < _SMALLEST:
            raise Stopped([TOO_LONG.at()])
        return size

    def _bands(self, width: float, height: float, size: float) -> Iterator[str]:
        """Along the rising diagonal, as many beside each other as hold the lines whole."""
        diagonal = math.hypot(width, height)
        cos, sin = width / diagonal, height / diagonal
        for band in range(-3, 4):
            off = band * diagonal * _STEP
            if band == 0 or _chord(width, height, abs(off) + 1.3 * size) > self._longest(size):
                x, y = width / 2 - off * sin, height / 2 + off * cos
                matrix = " ".join(map(_number, (cos, sin, -sin, cos, x, y)))
                yield f"q {matrix} cm /Line Do Q"

    def _line(self, pdf: pikepdf.Pdf, size: float) -> Any:
        """Both lines about their middle."""
        drawn = [*_shapes(self.lines[0], size, 0.15 * size), *_shapes(self.lines[1], size * _UNDER, -0.75 * size)]
        half = self._longest(size) / 2 + size
        return _form(pdf, "\n".join([*drawn, "f"]), (-half, -2 * size, half, 2 * size))


def _upright(turn: int, left: float, bottom: float, width: float, height: float) -> tuple[float, ...]:
    """From the page as it is shown to the page as it is written, for each way it may be turned."""
    return {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, left + width, bottom),
        180: (-1, 0, 0, -1, left + width, bottom + height),
        270: (0, -1, 1, 0, left, bottom + height),
    }[turn]


def _chord(width: float, height: float, off: float) -> float:
    """How long a line along the diagonal is on the page, at a distance beside it."""
    return math.hypot(width, height) - off * (width / height + height / width)


def _width(text: str) -> float:
    return fonts.advance(text, fonts.face_for(text, "hei"))


def _shapes(text: str, size: float, up: float) -> Iterator[str]:
    left = -_width(text) * size / 2
    for operator, points in glyphs.outline(text, fonts.face_for(text, "hei")):
        yield " ".join([*(f"{_number(x * size + left)} {_number(y * size + up)}" for x, y in points), operator])


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _form(pdf: pikepdf.Pdf, content: str, box: tuple[float, ...], **resources: Any) -> Any:
    form = pdf.make_stream(content.encode("ascii"), Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([round(value, 3) for value in box])
    form.Resources = Dictionary(**resources)
    return form


def _resources(page: pikepdf.Page) -> Any:
    """The page's own; what it inherits becomes its own first, so that nothing of it is hidden."""
    if "/Resources" not in page.obj:
        inherited = _inherited(page.obj, "/Resources")
        page.obj.Resources = Dictionary() if inherited is None else inherited
    return page.obj.Resources


def _inherited(node: Any, key: str) -> Any:
    while "/Parent" in node:
        node = node.Parent
        if key in node:
            return node[key]
    return None
