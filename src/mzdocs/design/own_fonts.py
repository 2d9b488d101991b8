"""Fonts a bureau lays beside its data -> faces for the characters no shipped font has, and for no others.

What is set is a face made of such a font with these characters only, under a name of its own: nothing else of a page
can come to be set in it, and what the font says of itself steers nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from mzdocs.core.problems import Sentence
from mzdocs.core.text import is_han
from mzdocs.design import fonts, glyphs
from mzdocs.design.fonts import FACES, Face

_KINDS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
_STROKE = 0.024
"""Its thin strokes are taken to be those of a book face: the thinnest that are shipped."""
_UP, _DOWN = 880, 120
"""Thousandths of an em a line of it reaches above and below the base line, as in every Chinese font of one em."""
_FORBIDS = {
    0x0002: Sentence("字体的许可不准嵌入文件（OS/2 fsType）", "its licence forbids embedding (OS/2 fsType)"),
    0x0100: Sentence("字体的许可不准只嵌入一部分字（OS/2 fsType）", "its licence forbids subsets (OS/2 fsType)"),
    0x0200: Sentence("字体的许可只准嵌入点阵（OS/2 fsType）", "its licence allows bitmaps only (OS/2 fsType)"),
}
_UNREADABLE = Sentence("读不懂，不是完整的 TrueType 或 OpenType 字体", "it is no whole TrueType or OpenType font")
_NO_LICENCE = Sentence("没有写明许可（OS/2 表），不敢嵌入", "it does not say whether it may be embedded (OS/2)")
_NOTHING = Sentence(
    "没有用处：它的汉字，程序自带的字体都有", "not needed: the shipped fonts have all its Chinese characters"
)


@dataclass(frozen=True)
class OwnFont:
    """A font of the bureau's: the characters it adds, or why it adds none."""

    name: str
    adds: str = ""
    why: Sentence | None = None


_ADOPTED: list[tuple[Face, frozenset[str]]] = []
"""The faces pages are set in beside those shipped, and the characters each is for."""
_DIGESTS: list[str] = []


def adopt(files: Sequence[tuple[str, bytes]]) -> list[OwnFont]:
    """From now on set what only these fonts have in them, in their order; what was adopted before is no more.

    Raises:
        OSError: the faces cannot be written beside the shipped ones.
    """
    digest = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _, data in files)).hexdigest()[:16]
    _ADOPTED.clear()
    _DIGESTS[:] = [digest] if files else []
    found = []
    for name, data in files:
        own = _examined(name, data)
        try:
            programs = [_program(data, own.adds, bold) for bold in (False, True)] if own.adds else []
        except Exception:  # noqa: BLE001 - as above: it was read so far, and is broken further on
            own, programs = OwnFont(name, why=_UNREADABLE), []
        _ADOPTED.extend(
            (_placed(program, data, bold), frozenset(own.adds))
            for bold, program in zip((False, True), programs, strict=False)
        )
        found.append(own)
    return found


def folder() -> Path | None:
    """Where the faces of the adopted fonts lie, if there are any: fontconfig looks there too."""
    return fonts.home() / "own" / _DIGESTS[0] if _ADOPTED else None


def all_faces() -> tuple[Face, ...]:
    """Every face pages may be set in."""
    return (*FACES, *(face for face, _ in _ADOPTED))


def face_named(pdf_name: str) -> Face | None:
    """The face of a name in a PDF; None if it is none of ours."""
    return next((face for face in all_faces() if face.pdf_name == pdf_name), None)


def undrawable(text: str) -> str:
    """The characters that not every role, and no adopted font, can draw, each once, in order of first use."""
    return "".join(char for char in fonts.missing(text) if not any(char in chars for _, chars in _ADOPTED))


def runs(text: str, face: Face) -> list[tuple[str, Face]]:
    """A text that is set in a face, in pieces by the face that draws them: an adopted one what this has not."""
    if not _ADOPTED or fonts.covers(face, text):
        return [(text, face)]
    drawn = groupby(text, key=lambda char: _drawn_in(char, face))
    return [("".join(piece), own) for own, piece in drawn]


_TAG = "mz-own"
"""An element no style sheet speaks of."""


def marked(html: str) -> str:
    """A page with every character that is for an adopted face set in it by name, on the base line of its text.

    Left to the text library, a character of another font is put on a base line of that font's own.
    """
    own = {char: face.family for face, chars in _ADOPTED for char in chars}
    if not any(char in html for char in own):
        return html
    piece = re.compile(rf"<(title|style|script)\b.*?</\1>|<[^>]*>|[{''.join(own)}]", re.DOTALL)

    def set_in(found: re.Match[str]) -> str:
        text = found[0]
        return text if text[0] == "<" else f"<{_TAG} style=\"font-family:'{own[text]}';line-height:0\">{text}</{_TAG}>"

    return piece.sub(set_in, html)


def _drawn_in(char: str, face: Face) -> Face:
    if fonts.covers(face, char):
        return face
    return next((own for own, chars in _ADOPTED if char in chars and own.bold == face.bold), face)


def _examined(name: str, data: bytes) -> OwnFont:
    from fontTools.ttLib import TTFont

    if data[:4] not in _KINDS:
        return OwnFont(name, why=_UNREADABLE)
    try:
        rights = TTFont(io.BytesIO(data), lazy=True, fontNumber=0).get("OS/2")
        licence = None if rights is None else int(rights.fsType)
        face = hb.Face(data)
        chars = "".join(char for char in map(chr, sorted(face.unicodes)) if is_han(char))
        drawn = _drawn(hb.Font(face), undrawable(chars))
    except Exception:  # noqa: BLE001 - whatever a broken font does to who reads it, it is refused
        return OwnFont(name, why=_UNREADABLE)
    if licence is None:
        return OwnFont(name, why=_NO_LICENCE)
    forbidden = next((why for bit, why in _FORBIDS.items() if licence & bit), None)
    if forbidden:
        return OwnFont(name, why=forbidden)
    return OwnFont(name, drawn, None if drawn else _NOTHING)


def _drawn(font: hb.Font, chars: str) -> str:
    """Those of the characters of which a glyph has strokes."""
    found = []
    for char in chars:
        glyph = font.get_nominal_glyph(ord(char))
        extents = font.get_glyph_extents(glyph) if glyph else None
        if extents is not None and extents.width and extents.height:
            found.append(char)
    return "".join(found)


def _family(data: bytes) -> str:
    return f"Mzdocs Own {hashlib.sha256(data).hexdigest()[:8]}"


def _placed(program: bytes, data: bytes, bold: bool) -> Face:
    """A face where pages find it. What is bold has a twin of its own: without one the engine would smear it."""
    family = _family(data)
    path = fonts.home() / "own" / _DIGESTS[0] / f"{family.replace(' ', '-')}{'-Bold' if bold else ''}.otf"
    _write(path, program)
    return Face(family, bool(bold), str(path), 0, _STROKE, hashlib.sha256(program).hexdigest(), as_pinned=True)


def _program(data: bytes, chars: str, bold: bool) -> bytes:
    """A font drawn anew: the outlines of these characters at one thousand units an em, and nothing else of the font."""
    from fontTools.fontBuilder import FontBuilder

    source, family = hb.Font(hb.Face(data)), _family(data)
    drawn = {0: _charstring(source, 0)} | {ord(char): _charstring(source, ord(char)) for char in chars}
    names = {code: f"u{code:05X}" if code else ".notdef" for code in sorted(drawn)}
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(list(names.values()))
    builder.setupCharacterMap({code: name for code, name in names.items() if code})
    builder.setupCFF(family.replace(" ", "-"), {}, {names[code]: each for code, (each, _) in drawn.items()}, {})
    builder.setupHorizontalMetrics({names[code]: (width, 0) for code, (_, width) in drawn.items()})
    builder.setupHorizontalHeader(ascent=_UP, descent=-_DOWN)
    builder.setupNameTable({"familyName": family, "styleName": "Bold" if bold else "Regular"})
    weight, selection = (700, 0x20) if bold else (400, 0x40)
    builder.setupOS2(sTypoAscender=_UP, sTypoDescender=-_DOWN, sTypoLineGap=0, usWinAscent=_UP, usWinDescent=_DOWN,
                     usWeightClass=weight, fsSelection=selection)  # fmt: skip
    builder.setupPost()
    head: Any = builder.font["head"]
    head.created = head.modified = 0
    head.macStyle = int(bold)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _charstring(font: hb.Font, code: int) -> tuple[Any, int]:
    """A character's outline and how far the pen goes on; of 0 the sign for what is missing."""
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    glyph, scale = font.get_nominal_glyph(code) if code else 0, 1000 / font.face.upem
    width = round(font.get_glyph_h_advance(glyph) * scale)
    pen = T2CharStringPen(width, None)
    for operator, points in glyphs.glyph_outline(font, glyph):
        scaled = [(x * scale, y * scale) for x, y in points]
        if operator == "h":
            pen.closePath()
        elif operator == "m":
            pen.moveTo(*scaled)
        elif operator == "l":
            pen.lineTo(*scaled)
        else:
            pen.curveTo(*scaled)
    return pen.getCharString(), width


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all; what is there already is the same."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)
