"""A face's glyphs: which of them draw a character, and their outlines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import uharfbuzz as hb

from mzdocs.core.text import plain
from mzdocs.design import fonts
from mzdocs.design.fonts import Face

Outline = list[tuple[str, tuple[tuple[float, float], ...]]]
"""A path in em, y upwards: operators m, l, c, h and their points."""


def outline(text: str, face: Face) -> Outline:
    """One line of text as a path that begins at 0,0 on the base line.

    Every face used is free of overlapping contours, so one fill draws the whole line.
    """
    font, path, x = fonts.shaper(face), Outline(), 0.0
    buffer = fonts.shaped(text, face)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        path += [
            (op, tuple(((px + x) / font.face.upem, py / font.face.upem) for px, py in points))
            for op, points in glyph_outline(font, info.codepoint)
        ]
        x += position.x_advance
    return path


def loaded(program: bytes) -> hb.Font:
    """A font program as a PDF embeds it."""
    return hb.Font(hb.Face(hb.Blob(program)))


@lru_cache(maxsize=20_000)
def source_outline(face: Face, glyph: int) -> Outline:
    """A glyph of the pinned font, as it is before any PDF."""
    return glyph_outline(fonts.shaper(face), glyph)


Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


@lru_cache(maxsize=20_000)
def ink_box(face: Face, glyph: int) -> Box | None:
    """The box round a glyph's strokes in em, from its origin on the base line; nothing of a blank.

    A font's own box goes by the handles of the curves, and those of 云 reach 0.08 em below its strokes.
    """
    ends: tuple[list[float], list[float]] = ([], [])
    last = (0.0, 0.0)
    for operator, points in source_outline(face, glyph):
        for axis in (0, 1):
            along = [point[axis] for point in points]
            ends[axis].extend([*along[-1:], *(_turns(last[axis], *along) if operator == "c" else ())])
        last = points[-1] if points else last
    upem = fonts.shaper(face).face.upem
    xs, ys = ends
    return (min(xs) / upem, min(ys) / upem, max(xs) / upem, max(ys) / upem) if xs else None


def _turns(p0: float, p1: float, p2: float, p3: float) -> Iterator[float]:
    """The values at which a cubic curve turns back (its derivative is 0)."""
    a, b, c = p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0
    for t in _roots(a, b, c):
        if 0 < t < 1:
            yield (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t**2 * p2 + t**3 * p3


def _roots(a: float, b: float, c: float) -> tuple[float, ...]:
    root = b * b - 4 * a * c
    if abs(a) < 1e-9:
        return (-c / b,) if abs(b) > 1e-9 else ()
    return ((-b + root**0.5) / (2 * a), (-b - root**0.5) / (2 * a)) if root >= 0 else ()


def forms(character: str, face: Face) -> Iterator[int]:
    """The glyphs that draw a character, each as it is asked for: its own, its vertical, half-width and local forms."""
    return (_glyph(character, face, form, *written) for form in _FORMS for written in _WRITTEN)


def nominal(character: str, face: Face) -> int | None:
    """The glyph the font gives a character that stands alone."""
    glyph = fonts.shaper(face).get_nominal_glyph(ord(character))
    return None if glyph is None else int(glyph)


@cache
def drawn_alike(face: Face) -> dict[int, str]:
    """Characters the face draws with one glyph -> the first of them: a PDF says one for all, as of · and ・."""
    first: dict[int, str] = {}
    font = fonts.shaper(face)
    for code in sorted(font.face.unicodes):
        first.setdefault(font.get_nominal_glyph(code), chr(code))
    firsts = ((code, first[font.get_nominal_glyph(code)]) for code in font.face.unicodes)
    return {code: char for code, char in firsts if plain(chr(code)) != plain(char)}


_FORMS: tuple[dict[str, bool], ...] = ({}, {"vert": True}, {"hwid": True}, {"fwid": True})
_WRITTEN = (("zh-CN", "Hani"), ("zh-CN", "Latn"), ("en", "Latn"), ("und", "Hani"))


def _glyph(character: str, face: Face, features: dict[str, bool], language: str, script: str) -> int:
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    buffer.language, buffer.script = language, script
    hb.shape(fonts.shaper(face), buffer, features)
    return int(buffer.glyph_infos[0].codepoint)


def glyph_outline(font: hb.Font, glyph: int) -> Outline:
    """A glyph's path in font units; quadratic curves are raised to cubic ones, exactly."""
    path = Outline()
    font.draw_glyph(glyph, _pens(), path)
    return path


@cache
def _pens() -> hb.DrawFuncs:
    """Each puts a piece to the path that it is handed last."""
    pens = hb.DrawFuncs()
    pens.set_move_to_func(lambda x, y, path: path.append(("m", ((x, y),))))
    pens.set_line_to_func(lambda x, y, path: path.append(("l", ((x, y),))))
    pens.set_quadratic_to_func(_quadratic)
    pens.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, path: path.append(("c", ((x1, y1), (x2, y2), (x, y)))))
    pens.set_close_path_func(lambda path: path.append(("h", ())))
    return pens


def _quadratic(x1: float, y1: float, x: float, y: float, path: Outline) -> None:
    x0, y0 = path[-1][1][-1]
    first = x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3
    path.append(("c", (first, (x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3), (x, y))))
