"""Text in one pinned font -> the codes and widths a page shows, without a shaper where that is provably the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import uharfbuzz as hb

from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.design.glyphs import nominal
from mzdocs.design.squeezing import CLOSING, OPENING

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_LATIN = "A-Za-zªºÀ-ÖØ-öø-ʸ"
_SIGNS = "·×÷°±—–…‘’“”‰℃№○□△●■★☆→←↑↓￥①-⑳㈠-㈩"
_WIDE = "\u3000-\u3004\u3008-\u3020\uff01-\uff20\uff3b-\uff40\uff5b-\uff65"
_SIMPLE = re.compile(f"[{_HAN} -@\\[-`{{-~{_SIGNS}{_WIDE}]")
_LETTERS_TOO = re.compile(f"{_SIMPLE.pattern}|[A-Za-z]")
_PAIRED = re.compile("[()\\[\\]{}<>«»‘’“”‹›\u3008-\u3011\u3014-\u301b（）［］｛｝]")
"""Brackets and quotes: a closing one belongs to the script its opening one stood in, which is not followed here."""
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_SCRIPTED = re.compile(f"[{_HAN}]|[{_LATIN}]")
_PAIR = re.compile(f"[{re.escape(CLOSING)}][{re.escape(OPENING + CLOSING)}]|[{re.escape(OPENING)}]{{2}}")
"""Marks that share their blank halves: the kerning every face was given."""
_FREE = (*range(0xE000, 0xF900), *range(0xD800, 0xE000))
"""Codes of two bytes that no character has: for glyphs that are not simply those of a character."""
_MOST = 5_000

Glyph = tuple[int, str]
"""A glyph's number and the characters it stands for."""


@dataclass(frozen=True)
class ShapedLine:
    """One line of text: its codes, and its advances in font units.

    `kerns`: after so many bytes of codes, a glyph so many thousandths wide that takes up so many.
    """

    codes: bytes
    kerns: tuple[tuple[int, int, int], ...] = ()
    advances: tuple[int, ...] = ()


def scaled(thousandths: int, size: float) -> int:
    """Thousandths of an em in 1024ths of a pixel, rounded as the shaper rounds what it scales."""
    factor = (int(size * 1024 + 0.5) << 16) // 1000
    return (thousandths * factor + 0x8000) >> 16


class NotSure(Exception):
    """A text that cannot be shaped here with the promise that the layout engine would shape it so."""


class GlyphCodes:
    """Which code of a document's font stands for which glyph; a character's own code wherever it has one."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.font = fonts.shaper(face)
        self.characters: set[str] = set()
        self.glyphs: dict[Glyph, int] = {}
        self._free = iter(_FREE)

    def code(self, glyph: int, text: str) -> int:
        """The code of a glyph that stands for some characters."""
        if len(text) == 1 and ord(text) < 0xD800 and nominal(text, self.face) == glyph:
            self.characters.add(text)
            return ord(text)
        if (glyph, text) not in self.glyphs:
            self.glyphs[glyph, text] = next(self._free)
        return self.glyphs[glyph, text]

    def items(self) -> Iterator[tuple[int, int, str]]:
        """Every code used, its glyph, its text; in order of the codes."""
        own = ((ord(char), int(self.font.get_nominal_glyph(ord(char))), char) for char in self.characters)
        other = ((code, glyph, text) for (glyph, text), code in self.glyphs.items())
        yield from sorted((*own, *other))


class TextShaper:
    """Shapes the text of one face into the codes of one document's font."""

    def __init__(self, codes: GlyphCodes, contextual: Callable[[Face, str], frozenset[int]]) -> None:
        self.codes, self.face, self.font = codes, codes.face, codes.font
        self.units = int(self.font.face.upem)
        self.plain = PlainCharacters(self.face, _SIMPLE, contextual(self.face, "hani"))
        either = contextual(self.face, "hani") | contextual(self.face, "latn")
        self._everywhere = PlainCharacters(self.face, _LETTERS_TOO, either)
        self._shaped: dict[str, ShapedLine] = {}
        self._advances: dict[str, int] = {}

    def covers(self, text: str) -> bool:
        """Whether the face has every character of a text."""
        return self.is_plain(text) or fonts.covers(self.face, text)

    def glyph(self, char: str) -> int:
        """The glyph of a plain character."""
        return int(self.font.get_nominal_glyph(ord(char)))

    def advance(self, char: str) -> int:
        """How wide a plain character is, in font units."""
        known = self._advances.get(char)
        if known is None:
            known = self._advances[char] = int(self.font.get_glyph_h_advance(self.glyph(char)))
        return known

    def surroundings(self, char: str) -> tuple[bool, bool]:
        """Whether a character is plain among its own kind, and beside letters."""
        return self.plain.holds(char), self._everywhere.holds(char)

    def is_plain(self, text: str) -> bool:
        """Whether every character is drawn by its own glyph at its own width, whatever stands beside it."""
        return (self.plain.holds(text) or self._everywhere.holds(text)) and not _PAIR.search(text)

    def plainly(self, text: str) -> bytes | None:
        """The codes of a text that needs no shaper and has a code for each character; else nothing."""
        if not self.is_plain(text):
            return None
        codes = text.encode("utf-16-be")
        if len(codes) != 2 * len(text):
            return None
        self.codes.characters.update(text)
        return codes

    def shape(self, text: str) -> ShapedLine:
        """The codes and advances of a line.

        Raises:
            NotSure: it has characters whose shaping or direction is not provably known here.
        """
        known = self._shaped.get(text)
        if known is None:
            if len(self._shaped) > _MOST:
                self._shaped.clear()
            known = self._shaped[text] = self._plainly(text) if self.is_plain(text) else self._by_runs(text)
        return known

    def _plainly(self, text: str) -> ShapedLine:
        """Each character's own glyph; one without a code of two bytes gets one."""
        advances = tuple([self.advance(char) for char in text])
        codes = self.plainly(text)
        if codes is None:
            codes = b"".join(self.codes.code(self.glyph(char), char).to_bytes(2) for char in text)
        return ShapedLine(codes, (), advances)

    def _by_runs(self, text: str) -> ShapedLine:
        if not all(_SIMPLE.match(char) or _LATIN_LETTER.match(char) for char in text):
            raise NotSure(text)
        if _LATIN_LETTER.search(text) and _PAIRED.search(text):
            raise NotSure(text)
        if not fonts.covers(self.face, text):
            raise NotSure(text)
        glyphs = [piece for run, script in _runs(text) for piece in self._run(run, script)]
        codes, kerns, advances = bytearray(), [], []
        for (glyph, chars), advance in glyphs:
            codes += self.codes.code(glyph, chars).to_bytes(2)
            advances.append(advance)
            wide = int(self.font.get_glyph_h_advance(glyph))
            if wide != advance:
                kerns.append((len(codes), wide * 1000 // self.units, advance * 1000 // self.units))
        return ShapedLine(bytes(codes), tuple(kerns), tuple(advances))

    def _run(self, text: str, script: str) -> Sequence[tuple[Glyph, int]]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script = "ltr", script
        buffer.language = "en" if script == "Latn" else "zh-cn"
        hb.shape(self.font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        ends = [info.cluster for info in infos[1:]] + [len(text)]
        if any(position.x_offset or position.y_offset for position in positions):
            raise NotSure(text)
        return [
            ((info.codepoint, text[info.cluster : end] or text[info.cluster]), position.x_advance)
            for info, position, end in zip(infos, positions, ends, strict=True)
        ]


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Runs of one script as Pango parts them: what belongs to none joins the run before it, a leading one the next.

    A Latin run in Chinese text is shaped as English, so its digits may be other glyphs than those of a Chinese run;
    signs and digits alone are of no script.
    """
    start, script = 0, "Zyyy"
    for match in _SCRIPTED.finditer(text):
        here = "Latn" if _LATIN_LETTER.match(match.group()) else "Hani"
        if script not in ("Zyyy", here):
            yield text[start : match.start()], script
            start = match.start()
        script = here
    yield text[start:], script


class PlainCharacters:
    """The characters no feature of the font can touch in some surroundings; it learns as it is asked."""

    def __init__(self, face: Face, known: re.Pattern[str], contextual: frozenset[int]) -> None:
        self._font = fonts.shaper(face)
        self._known, self._contextual = known, contextual
        self._plain: set[str] = set()
        self._other: set[str] = set()
        self._all = self._plain.issuperset

    def holds(self, text: str) -> bool:
        """Whether every character of a text is plain."""
        return self._all(text) or all(char in self._plain or self._learned(char) for char in text)

    def _learned(self, char: str) -> bool:
        if char in self._other:
            return False
        glyph = self._font.get_nominal_glyph(ord(char))
        plain = bool(glyph) and glyph not in self._contextual and bool(self._known.match(char))
        (self._plain if plain else self._other).add(char)
        return plain


_FEATURES = frozenset(
    ["ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt", "rvrn", "abvm", "blwm", "mark", "mkmk", "kern", "dist"]
)
"""What a shaper applies to horizontal text unasked."""


def contextual_glyphs(face: Face, script: str) -> frozenset[int]:
    """The glyphs at which a default feature of the font may begin to change or move something in a script's text.

    A lookup begins at a glyph its first coverage lists (OpenType 1.9, GSUB and GPOS): a line without such a glyph
    is shaped as it stands. The last of a face's kerning is that of marks, of which only pairs count.
    """
    from fontTools.ttLib import TTFont

    with TTFont(str(face.path), lazy=True) as opened:
        opened.setGlyphOrder([str(glyph) for glyph in range(opened["maxp"].numGlyphs)])
        tables = [opened[tag].table for tag in ("GSUB", "GPOS") if tag in opened]
        if not tables:  # a face made of a bureau's own font has glyphs only
            return frozenset()
        tables[-1].LookupList.Lookup[-1].SubTable = []
        names = {name for table in tables for name in _begun(table, script)}
        return frozenset(int(name) for name in names)


def _begun(table: Any, script: str) -> Iterator[str]:
    for index in sorted(_default_lookups(table, script)):
        for subtable in table.LookupList.Lookup[index].SubTable:
            yield from _coverage(getattr(subtable, "ExtSubTable", subtable))


def _default_lookups(table: Any, wanted: str) -> set[int]:
    found: set[int] = set()
    for script in table.ScriptList.ScriptRecord if table.ScriptList else ():
        if script.ScriptTag in ("DFLT", wanted):
            for language in _languages(script.Script):
                found |= _lookups(table, language)
    return found


def _languages(script: Any) -> list[Any]:
    chinese = [record.LangSys for record in script.LangSysRecord if record.LangSysTag == "ZHS "]
    return chinese or ([script.DefaultLangSys] if script.DefaultLangSys else [])


def _lookups(table: Any, language: Any) -> set[int]:
    required = [] if language.ReqFeatureIndex == 0xFFFF else [language.ReqFeatureIndex]
    records = [table.FeatureList.FeatureRecord[index] for index in [*language.FeatureIndex, *required]]
    return {index for record in records if record.FeatureTag in _FEATURES for index in record.Feature.LookupListIndex}


def _coverage(subtable: Any) -> Iterator[str]:
    for name in ("MarkCoverage", "BaseCoverage"):
        if hasattr(subtable, name):
            yield from getattr(subtable, name).glyphs
            return
    first = getattr(subtable, "Coverage", None) or getattr(subtable, "InputCoverage", None)
    if isinstance(first, list):
        first = first[0] if first else None
    if first is not None:
        yield from first.glyphs
    for name in ("mapping", "ligatures", "alternates"):
        yield from getattr(subtable, name, ())
