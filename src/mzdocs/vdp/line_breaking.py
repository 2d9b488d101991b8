"""A slot's text -> its lines: by what is sure, else as the layout engine's own text library breaks and shapes them.

With `box_tree.py`, `slots.py`, `slot_extents.py` and the room `render` the only reader of WeasyPrint's inner parts: its
version is pinned, and a test compares what is said here with pages it lays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.design import own_fonts
from mzdocs.design.fonts import Face
from mzdocs.vdp.compiled_template import TextStyle
from mzdocs.vdp.shaping import NotSure, TextShaper, scaled
from mzdocs.vdp.text_patterns import CharacterClasses, are_ideographs

NO_SHAPE = problem_type(
    "MZ3302",
    "有字符排不出来（U+{code:04X}）",
    "A character cannot be set (U+{code:04X})",
    "换用字体里有的写法。",
    "Use a spelling the fonts have.",
    Exit.FONT,
)
LineBreaks = tuple[tuple[int, int], ...]
"""Where each line of a text begins and ends."""
_LOOSE = re.compile(r"^ | $|  ")
"""Blanks that are not shown: at the ends, and more than one."""
_BLANKS = re.compile(r"[ \t\n]+")
_MOST = 5_000
_INDENTED = "\x01"


class LineBreaker:
    """Breaks the texts of one slot in one face, at most `width_limit` pixels wide.

    So many characters as `fitting` surely fit on a line. What the engine was asked is remembered in `patterns`: texts
    whose characters break and measure alike break alike.
    """

    def __init__(self, shaper: TextShaper, style: TextStyle, width: float) -> None:
        self._shaper, self._style = shaper, style
        self._widths = _Widths(shaper, style.size)
        self.width_limit = width
        self._classes = CharacterClasses(shaper)
        self.patterns: dict[str, LineBreaks] = {}
        self.fitting = 0 if style.spacing or style.indent else int(width / style.size + 1e-9)

    @property
    def key(self) -> str:
        """What breaks depend on but for the text."""
        return repr(
            (self._shaper.face.pdf_name, self._style.size, self.width_limit, self._style.spacing, self._style.indent)
        )

    def broken(self, text: str) -> list[str]:
        """The lines; text that does not wrap is one line, however wide."""
        if not self._style.keeps_breaks or "\n" not in text:
            return self._paragraph(text, self._style.indent)
        first, *rest = text.split("\n")
        lines = self._paragraph(first, self._style.indent)
        for paragraph in rest:
            lines += self._paragraph(paragraph, 0.0)
        return lines

    def width(self, line: str) -> float:
        """How wide a line is, in pixels: the sum of what each advance is rounded to."""
        if self._shaper.is_plain(line):
            return self.plain_width(line)
        size, units = self._style.size, self._shaper.units
        try:
            advances = self._shaper.shape(line).advances
        except NotSure:
            glyphs = engine_glyphs(line, self._style, self._shaper.face)
            return sum(glyph.advance for glyph in glyphs) / 1024
        total = sum(scaled(advance * 1000 // units, size) for advance in advances)
        return total / 1024 + self._spacing(len(line))

    def is_one_line(self, text: str) -> bool:
        """Whether a plain text surely is one line as it stands."""
        if " " in text and _LOOSE.search(text):
            return False
        return len(text) <= self.fitting or (
            len(text) <= 2 * self.fitting and self.plain_width(text) <= self.width_limit
        )

    def plain_width(self, line: str) -> float:
        """How wide a line of plain characters is, in pixels."""
        return sum(map(self._widths.__getitem__, line)) / 1024 + self._spacing(len(line))

    def _spacing(self, characters: int) -> float:
        """What letter spacing adds to a line: in whole units between its letters, and once as it is at the end."""
        spacing = self._style.spacing
        return (characters - 1) * int(spacing * 1024) / 1024 + spacing if characters else 0.0

    def _paragraph(self, text: str, indent: float) -> list[str]:
        if " " in text or "\t" in text or "\n" in text:
            text = _BLANKS.sub(" ", text).strip(" ")
        if not self._style.wraps or len(text) <= self.fitting:
            return [text]
        return self._by_pattern(text, indent)

    def _fits(self, text: str, indent: float) -> bool:
        if len(text) * self._style.size > 8 * self.width_limit:
            return False
        return self.width(text) <= self.width_limit - indent

    def _ideographs(self, text: str, indent: float) -> list[str]:
        """Ideographs alone may be parted anywhere."""
        em = self.width(text[0])
        first, others = int((self.width_limit - indent) / em + 1e-9), max(1, int(self.width_limit / em + 1e-9))
        starts = [0, *range(max(1, first), len(text), others), len(text)]
        return [text[a:b] for a, b in pairwise(starts)]

    def _by_pattern(self, text: str, indent: float) -> list[str]:
        key = text.translate(self._classes)
        if indent:
            key += _INDENTED
        known = self.patterns.get(key)
        if known is None:
            if self._fits(text, indent):
                return [text]
            if not self._style.spacing and are_ideographs(text) and self._shaper.is_plain(text):
                return self._ideographs(text, indent)
            if len(self.patterns) > _MOST:
                self.patterns.clear()
            lines = engine_lines(text, self._style, self._shaper.face, self.width_limit, indent)
            known = self.patterns[key] = _spans(text, lines)
        return [text[a:b] for a, b in known]


class _Widths(dict[str, int]):
    """Plain characters -> their width at a size, in 1024ths of a pixel."""

    def __init__(self, shaper: TextShaper, size: float) -> None:
        self._shaper, self._size = shaper, size

    def __missing__(self, char: str) -> int:
        wide = self[char] = scaled(self._shaper.advance(char) * 1000 // self._shaper.units, self._size)
        return wide


def is_whole(key: str, breaks: LineBreaks) -> bool:
    """Whether lines that break so show all of a text of this pattern, but for blanks."""
    edges = [0, *(edge for span in breaks for edge in span), len(key.removesuffix(_INDENTED))]
    between = [key[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return edges == sorted(edges) and not "".join(between).strip()


def _spans(text: str, lines: list[str]) -> LineBreaks:
    spans, at = [], 0
    for line in lines:
        at = text.index(line, at)
        spans.append((at, at + len(line)))
        at += len(line)
    return tuple(spans)


@dataclass(frozen=True)
class ShapedGlyph:
    """One glyph as the engine would show it: its advance, and what moves it aside, in 1024ths of a pixel."""

    face: Face
    glyph: int
    text: str
    advance: int
    shift: int


def engine_lines(text: str, style: TextStyle, face: Face, width: float, indent: float) -> list[str]:
    """How the engine breaks a paragraph of one style; spaces at the breaks are gone.

    Raises:
        Stopped: the text has the character U+0000, where the text library takes it to end.
    """
    found: list[str] = []
    while text:
        room = width - (indent if not found else 0.0)
        _, length, resume, *_ = _first_line(text, style, face, room)
        encoded = text.encode()
        found.append(encoded[:length].decode().rstrip(" "))
        if resume is None:
            break
        text = encoded[resume:].decode().lstrip(" ")
    return found


def engine_glyphs(line: str, style: TextStyle, face: Face) -> list[ShapedGlyph]:
    """The glyphs of a line in the order they are shown.

    Raises:
        Stopped: no font has a character.
    """
    layout, *_ = _first_line(line, style, face, None)
    layout.reactivate(_engine_style(style, face))
    try:
        first, _ = layout.get_first_line()
        return [glyph for run in _runs(first) for glyph in _glyphs(run, line)]
    finally:
        layout.deactivate()


def _first_line(text: str, style: TextStyle, face: Face, width: float | None) -> tuple[Any, ...]:
    from weasyprint.text.line_break import split_first_line

    if "\0" in text:
        raise Stopped([NO_SHAPE.of(text, code=0)])
    return tuple(split_first_line(text, _engine_style(style, face), None, width, 0))


def _runs(line: Any) -> Iterator[Any]:
    from weasyprint.text.ffi import ffi

    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _glyphs(run: Any, text: str) -> Iterator[ShapedGlyph]:
    from weasyprint.text.ffi import pango

    face = _face(run.item.analysis.font)
    encoded = text.encode()[run.item.offset : run.item.offset + run.item.length]
    starts = [*sorted({run.glyphs.log_clusters[i] for i in range(run.glyphs.num_glyphs)}), len(encoded)]
    for i in range(run.glyphs.num_glyphs):
        info = run.glyphs.glyphs[i]
        if info.glyph == pango.PANGO_GLYPH_EMPTY:
            continue
        start = run.glyphs.log_clusters[i]
        meant = encoded[start : starts[starts.index(start) + 1]].decode()
        if info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG or info.geometry.y_offset:
            raise Stopped([NO_SHAPE.of(text, code=ord(meant[:1] or "\0"))])
        yield ShapedGlyph(face, int(info.glyph), meant, int(info.geometry.width), int(info.geometry.x_offset))


def _face(font: Any) -> Face:
    """The pinned face behind a font of the text library; it knows no others."""
    from weasyprint.text.ffi import ffi, pango

    described = ffi.gc(pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free)
    family = ffi.string(pango.pango_font_description_get_family(described)).decode()
    heavy = pango.pango_font_description_get_weight(described) >= 600
    of_family = [face for face in own_fonts.all_faces() if face.family == family]
    return next((face for face in of_family if face.bold == heavy), of_family[0])


@cache
def _engine_style(style: TextStyle, face: Face) -> Any:
    """The engine's own style of a text that is set so."""
    from mzdocs.render import engine

    spacing = f"letter-spacing:{style.spacing}px;" if style.spacing else ""
    weight = "bold" if face.bold else "normal"
    html = (
        f'<!doctype html><html lang="zh-CN"><title>.</title><p style="font-family:\'{face.family}\';'
        f'font-weight:{weight};font-size:{style.size}px;line-height:{style.line_height}px;{spacing}">永</p>'
    )
    page = engine.lay_out(html, "", {}, Location()).pages.pages[0]
    return next(box.style for box in page._page_box.descendants() if type(box).__name__ == "TextBox")
