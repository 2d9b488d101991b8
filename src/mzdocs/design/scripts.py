"""The second scripts of signs in autonomous areas: which face writes each, and a line of it as outlines.

Set by the shaper alone and drawn as shapes: a page's own text would put the marks of Tibetan 2.4 % too far off, and
take another family in silence where one is missing. What no face or no shaping has is known before (`unwritable`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import uharfbuzz as hb

from mzdocs.core.problems import NOWHERE, Problem
from mzdocs.design import fonts, glyphs
from mzdocs.design.fonts import Face


@dataclass(frozen=True)
class Script:
    """A script and the one face it is written in.

    `letters` is how the Unicode names of its characters begin.
    `turn` is how many degrees, clockwise, a line of it is turned to run down a board; upright ones are stacked.
    `columns`: it is written downwards only, lines from left to right.
    """

    language: str
    tag: str
    letters: str
    face: Face
    rtl: bool = False
    turn: int = 90
    columns: bool = False


def _face(family: str, bold: bool, file: str, stroke: float, sha256: str) -> Face:
    return Face(family, bold, f"{FOLDER}/{file}", 0, stroke, sha256, as_pinned=True)


FOLDER = "second"
"""A folder of their own below the fonts, which pages cannot see."""
_HANGUL = Face(
    "Noto Serif CJK KR", True, "NotoSerifCJK-Bold.ttc", 1, 0.024,
    "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac", as_pinned=True,
)  # fmt: skip
SCRIPTS: Mapping[str, Script] = {
    "藏文": Script("bo", "Tibt", "TIBETAN", _face(
        "Noto Serif Tibetan", True, "NotoSerifTibetan-Bold.ttf", 0.055,
        "829c6fb19fed2dedfa5ba651009bbdea1eb71a84a237239345bc5b03c0cfb7b2",
    )),
    "维吾尔文": Script("ug", "Arab", "ARABIC", _face(
        "Noto Naskh Arabic", True, "NotoNaskhArabic-Bold.ttf", 0.033,
        "b5cbcb561b4b540ff11d7b6934577dbbbbb9e1d152d47f6f31f19176d58ff39c",
    ), rtl=True, turn=-90),
    "朝鲜文": Script("ko", "Hang", "HANGUL", _HANGUL, turn=0),
    "壮文": Script("za", "Latn", "LATIN", _face(
        "Noto Serif", True, "NotoSerif-Bold.ttf", 0.04,
        "0af0ff2be8f84910fb21ec5fe1b6b7395e3073250502a334baf6ca2f860c88fe",
    )),
    "彝文": Script("ii", "Yiii", "YI", _face(
        "Nuosu SIL", False, "NuosuSIL-Regular.ttf", 0.036,
        "3ca4e30180b7575e724554c5d7cf324bc8be3dd56c5ef1de0627c683952032cd",
    ), turn=0),
    "蒙古文": Script("mn", "Mong", "MONGOLIAN", _face(
        "Noto Sans Mongolian", False, "NotoSansMongolian-Regular.ttf", 0.05,
        "601afb9f08fbbc39f0cf72cb7e11079ada6fa3feed1fadca8e6e5095e7957687",
    ), columns=True),
}  # fmt: skip
FACES = tuple(script.face for script in SCRIPTS.values() if script.face.file.startswith(FOLDER))


def verify(thorough: bool = False) -> list[Problem]:
    """What is wrong with the faces of second scripts; only signs that bear one need them."""
    absent = [face.file for face in FACES if not face.path.is_file()]
    if absent:
        return [fonts.FONTS_MISSING.at(NOWHERE, files="、".join(absent))]
    changed = [face.file for face in FACES if fonts.sum_of(face, thorough) != face.sha256]
    return [fonts.FONT_CHANGED.at(NOWHERE, files="、".join(changed), home=str(fonts.home()))] if changed else []


@dataclass(frozen=True)
class PlacedGlyph:
    """A glyph of a line, and where its own origin lies from the line's start on the base line, in em, y upwards."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class WrittenLine:
    """One line of a second script, shaped; everything in em from where it starts on the base line, y upwards.

    `box` is the one round its strokes: a shape has no side bearings a reader could see.
    """

    text: str
    script: str
    placed: tuple[PlacedGlyph, ...]
    box: glyphs.Box

    @property
    def width(self) -> float:
        """From the leftmost stroke to the rightmost."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """From the lowest stroke to the highest."""
        return self.box[3] - self.box[1]

    @property
    def path(self) -> str:
        """The outlines of the whole line in thousandths of an em, y upwards, as one SVG path."""
        face = SCRIPTS[self.script].face
        unit = 1000 / fonts.shaper(face).face.upem
        return " ".join(
            _LETTERS[op]
            + ",".join(f"{x * unit + glyph.x * 1000:.6g} {y * unit + glyph.y * 1000:.6g}" for x, y in points)
            for glyph in self.placed
            for op, points in glyphs.source_outline(face, glyph.number)
        )


_LETTERS = {"m": "M", "l": "L", "c": "C", "h": "Z"}


@lru_cache(maxsize=1024)
def written(text: str, name: str) -> WrittenLine:
    """The line as its script is written. In a line from right to left, numbers and Latin words run the other way."""
    face, placed, pen = SCRIPTS[name].face, list[PlacedGlyph](), 0.0
    upem = fonts.shaper(face).face.upem
    for buffer in _shaped_runs(text, name):
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            placed.append(PlacedGlyph(info.codepoint, (pen + position.x_offset) / upem, position.y_offset / upem))
            pen += position.x_advance
    boxes = [(glyph, box) for glyph in placed if (box := glyphs.ink_box(face, glyph.number))]
    if not boxes:
        return WrittenLine(text, name, tuple(placed), (0.0, 0.0, 0.0, 0.0))
    lefts, bottoms, rights, tops = zip(
        *((g.x + box[0], g.y + box[1], g.x + box[2], g.y + box[3]) for g, box in boxes), strict=True
    )
    return WrittenLine(text, name, tuple(placed), (min(lefts), min(bottoms), max(rights), max(tops)))


_LEFT_TO_RIGHT = re.compile(r"([0-9A-Za-z](?:[0-9A-Za-z.,:/-]*[0-9A-Za-z])?)")


def _shaped_runs(text: str, name: str) -> Iterator[hb.Buffer]:
    """In the order they stand on the sheet, from the left."""
    script = SCRIPTS[name]
    runs = [run for run in _LEFT_TO_RIGHT.split(text) if run] if script.rtl else [text]
    for run in reversed(runs) if script.rtl else runs:
        backwards = script.rtl and not _LEFT_TO_RIGHT.fullmatch(run)
        yield shaped(run, script, "rtl" if backwards else "ltr")


def shaped(text: str, script: Script, direction: Literal["ltr", "rtl"]) -> hb.Buffer:
    """One run as the shaper sets it, in the face's own units, from left to right."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.script, buffer.language, buffer.direction = script.tag, script.language, direction
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(fonts.shaper(script.face), buffer)
    return buffer


_DOTTED_CIRCLE = "\u25cc"


def unwritable(text: str, name: str) -> str:
    """The characters no glyph of the face draws, and those the shaper could join to nothing, each once.

    All of them, where none is of the script: the wording is of another language.
    """
    found, script = dict[str, None](), SCRIPTS[name]
    circle = glyphs.nominal(_DOTTED_CIRCLE, script.face)
    for run in _LEFT_TO_RIGHT.split(text) if script.rtl else [text]:
        for info in shaped(run, script, "ltr").glyph_infos:
            if info.codepoint == 0 or (info.codepoint == circle and _DOTTED_CIRCLE not in text):
                found[run[info.cluster]] = None
    if not any(unicodedata.name(char, "").startswith(script.letters) for char in text):
        return "".join(dict.fromkeys(text))
    return "".join(found)
