"""Two pictures of a page -> the newer one, pale, with a frame round everything that was otherwise."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw

from mzdocs.core.boxes import box_round_points

_CELL = 12
"""Pixels of the cells by which differences are found; those that nearly touch are framed together."""
_SEEN = 24
"""Of 255: a smaller difference of tone is of the drawing of edges, and not seen."""
_PALE, _FRAME = 0.35, (200, 0, 60)


def differences_framed(now: bytes, was: bytes) -> bytes:
    """PNG in, PNG out; of a page there was not before, nothing given, everything is otherwise."""
    newer = _opened(now)
    paper = Image.new("RGB", newer.size, "white")
    older = _opened(was).resize(newer.size) if was else paper
    shown = Image.blend(newer, paper, _PALE)
    pen = ImageDraw.Draw(shown)
    for left, top, right, bottom in _areas(newer, older):
        pen.rectangle((left - 4, top - 4, right + 4, bottom + 4), outline=_FRAME, width=3)
    out = io.BytesIO()
    shown.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def _areas(newer: Image.Image, older: Image.Image) -> list[tuple[float, float, float, float]]:
    """Boxes round what differs, in pixels: left, top, right, bottom."""
    apart = ImageChops.difference(newer, older).convert("L").point(lambda tone: 255 if tone > _SEEN else 0)
    across, down = -(-newer.width // _CELL), -(-newer.height // _CELL)
    padded = Image.new("L", (across * _CELL, down * _CELL))
    padded.paste(apart)
    cells = padded.reduce(_CELL)
    left = {(x, y) for y in range(down) for x in range(across) if cells.getpixel((x, y))}
    areas = []
    while left:
        group, edge = set[tuple[int, int]](), {left.pop()}
        while edge:
            group |= edge
            edge = {(x + i, y + j) for x, y in edge for i in range(-2, 3) for j in range(-2, 3)} & left
            left -= edge
        corners = [(x * _CELL, y * _CELL) for x, y in group] + [((x + 1) * _CELL, (y + 1) * _CELL) for x, y in group]
        areas.append(box_round_points(corners))
    return areas
