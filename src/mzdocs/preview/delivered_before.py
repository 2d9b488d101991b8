"""What was delivered before, beside what would be made now: its pages, where these differ, what would be made again."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from mzdocs.build.foreseen import foreseen
from mzdocs.core.problems import Location, Severity, Stopped, problem_type
from mzdocs.pdf.raster import pictures, trimmed_sizes
from mzdocs.preview.workbench import Listed, Proof, Workbench
from mzdocs.publish.set_folders import set_folder

NOT_BEFORE = problem_type(
    "MZ7902",
    "成品文件夹里还没有这一份，没有可以对比的",
    "There is none in the output folder to compare with",
    "先运行 mzdocs build。",
    "Run mzdocs build first.",
    severity=Severity.NOTICE,
)
_CELL = 12
"""Pixels of the cells by which differences are framed together."""
_SEEN = 24
"""Of 255: a smaller difference of tone is of the drawing of edges, and not seen."""


def before(bench: Workbench, state: int, slug: str, kind: str, file: str) -> Proof:
    """The pages of a document as they were delivered.

    Raises:
        Stopped: it was not delivered.
    """
    return Proof.of(_delivered(bench, state, slug, kind, file))


def picture_before(bench: Workbench, state: int, slug: str, kind: str, file: str, page: int, longest: int) -> bytes:
    """A page of it, from 0, as PNG.

    Raises:
        Stopped: it was not delivered.
        IndexError: it had no such page.
    """
    data = _delivered(bench, state, slug, kind, file)
    if page not in range(len(trimmed_sizes(data))):
        raise IndexError(page)
    return pictures(data, [page], longest)[0]


def difference(bench: Workbench, state: int, slug: str, kind: str, file: str, page: int, longest: int) -> bytes:
    """A page as it would be made now, pale, with a frame round everything that was otherwise, as PNG.

    Raises:
        Stopped: it was not delivered.
        IndexError: there is no such page now.
    """
    now = _opened(bench.picture(state, slug, kind, file, page, longest))
    try:
        was = _opened(picture_before(bench, state, slug, kind, file, page, longest))
    except IndexError:
        was = Image.new("RGB", now.size, "white")
    shown = Image.blend(now, Image.new("RGB", now.size, "white"), 0.35)
    pen = ImageDraw.Draw(shown)
    for box in _framed(now, was.resize(now.size)):
        pen.rectangle(box, outline=(200, 0, 60), width=3)
    out = io.BytesIO()
    shown.save(out, "PNG", compress_level=1)
    return out.getvalue()


def again(bench: Workbench, state: int, slug: str) -> tuple[Listed, ...]:
    """The documents a build would make again.

    Raises:
        Stopped: the data have errors.
    """
    path = bench.path_of(state, slug)
    made = foreseen(path, bench.space, bench.all_kinds).made
    return tuple(Listed.of(document) for _, document in made)


def _delivered(bench: Workbench, state: int, slug: str, kind: str, file: str) -> bytes:
    document, year = bench.planned(state, slug, kind, file)
    path = set_folder(bench.space.output / slug, document.set, year) / file
    return _read(path, file)


def _read(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Stopped([NOT_BEFORE.at(Location(file))]) from None


def _opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def _framed(now: Image.Image, was: Image.Image) -> list[tuple[int, int, int, int]]:
    """Boxes round what differs: cells that touch are framed together."""
    apart = ImageChops.difference(now, was).convert("L").point(lambda tone: 255 if tone > _SEEN else 0)
    across, down = -(-now.width // _CELL), -(-now.height // _CELL)
    padded = Image.new("L", (across * _CELL, down * _CELL))
    padded.paste(apart)
    cells = padded.reduce(_CELL)
    left = {(x, y) for y in range(down) for x in range(across) if cells.getpixel((x, y))}
    boxes = []
    while left:
        group, edge = set[tuple[int, int]](), {left.pop()}
        while edge:
            group |= edge
            edge = {(x + i, y + j) for x, y in edge for i in (-2, -1, 0, 1, 2) for j in (-2, -1, 0, 1, 2)} & left
            left -= edge
        xs, ys = [x for x, _ in group], [y for _, y in group]
        boxes.append((min(xs) * _CELL - 4, min(ys) * _CELL - 4, (max(xs) + 1) * _CELL + 4, (max(ys) + 1) * _CELL + 4))
    return boxes
