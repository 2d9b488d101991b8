"""The layout engine's own text library, asked where a line breaks and how a rare text is shaped.

With `laid.py` and the wall in `engine.py` the only reader of WeasyPrint's inner parts: its version is pinned, and
a test compares what is said here with pages it lays out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.render import engine
from mzdocs.vdp.compiled_template import TextStyle

NO_SHAPE = problem_type(
    "MZ3302",
    "有字符排不出来（U+{code:04X}）",
    "A character cannot be set (U+{code:04X})",
    "换用字体里有的写法。",
    "Use a spelling the fonts have.",
    Exit.FONT,
)


@dataclass(frozen=True)
class ShapedGlyph:
    """One glyph as the engine would show it: its advance, and what moves it aside, in 1024ths of a pixel."""

    face: Face
    glyph: int
    text: str
    advance: int
    shift: int


def lines(text: str, style: TextStyle, face: Face, width: float, indent: float) -> list[str]:
    """How the engine breaks a paragraph of one style; spaces at the breaks are gone."""
    from weasyprint.text.line_break import split_first_line

    found: list[str] = []
    laid = _style(style, face)
    while text:
        room = width - (indent if not found else 0.0)
        _, length, resume, *_ = split_first_line(text, laid, None, room, 0)
        encoded = text.encode()
        found.append(encoded[:length].decode().rstrip(" "))
        if resume is None:
            break
        text = encoded[resume:].decode().lstrip(" ")
    return found


def width(text: str, style: TextStyle, face: Face) -> float:
    """Of a line, in pixels."""
    return sum(glyph.advance for glyph in shaped(text, style, face)) / 1024


def shaped(text: str, style: TextStyle, face: Face) -> list[ShapedGlyph]:
    """The glyphs of a line in the order they are shown.

    Raises:
        Stopped: no font has a character.
    """
    from weasyprint.text.line_break import split_first_line

    layout, *_ = split_first_line(text, _style(style, face), None, None, 0)
    layout.reactivate(_style(style, face))
    try:
        line, _ = layout.get_first_line()
        return [glyph for run in _runs(line) for glyph in _glyphs(run, text)]
    finally:
        layout.deactivate()


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
            raise Stopped([NO_SHAPE.at(Location(), code=ord(meant[:1] or "\0"))])
        yield ShapedGlyph(face, int(info.glyph), meant, int(info.geometry.width), int(info.geometry.x_offset))


def _face(font: Any) -> Face:
    """The pinned face behind a font of the text library; it knows no others."""
    from weasyprint.text.ffi import ffi, pango

    described = ffi.gc(pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free)
    family = ffi.string(pango.pango_font_description_get_family(described)).decode()
    heavy = pango.pango_font_description_get_weight(described) >= 600
    of_family = [face for face in fonts.FACES if face.family == family]
    return next((face for face in of_family if face.bold == heavy), of_family[0])


def named(name: str) -> Face:
    """The pinned face of a name in a PDF."""
    return next(face for face in fonts.FACES if face.pdf_name == name)


@cache
def _style(style: TextStyle, face: Face) -> Any:
    """The engine's own style of a text that is set so."""
    spacing = f"letter-spacing:{style.spacing}px;" if style.spacing else ""
    weight = "bold" if face.bold else "normal"
    html = (
        f'<!doctype html><html lang="zh-CN"><title>.</title><p style="font-family:\'{face.family}\';'
        f'font-weight:{weight};font-size:{style.size}px;line-height:{style.line}px;{spacing}">永</p>'
    )
    page = engine.lay_out(html, "", {}, Location()).pages.pages[0]
    return next(box.style for box in page._page_box.descendants() if type(box).__name__ == "TextBox")
