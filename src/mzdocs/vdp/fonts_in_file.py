"""The fonts of one file, and the operators that show a line of text in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mzdocs.vdp import text_engine
from mzdocs.vdp.compiled_template import TextStyle
from mzdocs.vdp.line_breaking import Breaker
from mzdocs.vdp.shaping import Codes, NotSure, Setter, Shaped, scaled
from mzdocs.vdp.template_cache import TemplateCache

_SPECIAL = re.compile(rb"[()\\\r]")
Way = tuple[bytes, Setter, Breaker]
"""A face's name in resources, and what sets and breaks text in it."""


@dataclass
class FileFonts:
    """The fonts of one file and how text is set in them; what took the slow way is counted."""

    store: TemplateCache
    codes: dict[str, Codes] = field(default_factory=dict)
    setters: dict[str, Setter] = field(default_factory=dict)
    breakers: dict[tuple[TextStyle, float, str], Breaker] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    slow: int = 0

    def setter(self, name: str) -> Setter:
        if name not in self.setters:
            self.codes[name] = Codes(text_engine.named(name))
            self.setters[name] = Setter(self.codes[name], self.store.touched)
        return self.setters[name]

    def key(self, name: str) -> bytes:
        """The name of the face's font in resources."""
        if name not in self.keys:
            self.setter(name)
            self.keys[name] = b"/F%d" % len(self.keys)
        return self.keys[name]

    def breaker(self, style: TextStyle, width: float, name: str) -> Breaker:
        key = (style, width, name)
        if key not in self.breakers:
            breaker = self.breakers[key] = Breaker(self.setter(name), style, width, text_engine)
            breaker.known.update(self.store.breaks(breaker.key))
        return self.breakers[key]

    def way(self, style: TextStyle, width: float, at: int) -> Way:
        """The face a slot's text is tried in first, second …, with what sets and breaks it there."""
        name, _ = style.faces[at]
        return self.key(name), self.setter(name), self.breaker(style, width, name)

    def best_way(self, style: TextStyle, width: float, text: str) -> tuple[int, Way]:
        """The first face that has the whole text; the first of all if none has."""
        for at in range(len(style.faces)):
            way = self.way(style, width, at)
            if len(style.faces) == 1 or way[1].covers(text):
                return at, way
        return 0, self.way(style, width, 0)

    def shown(self, style: TextStyle, setter: Setter, line: str) -> bytes:
        """The operators that show a line."""
        codes = None if style.spacing else setter.plainly(line)
        if codes is not None:
            return literal(codes) + b"Tj"
        try:
            shaped = setter.shape(line)
        except NotSure:
            self.slow += 1
            return self._slowly(style, setter, line)
        if style.spacing:
            return _spaced(setter, shaped, style)
        if not shaped.kerns:
            return literal(shaped.codes) + b"Tj"
        return _kerned(shaped.codes, shaped.kerns, style.size)

    def _slowly(self, style: TextStyle, setter: Setter, line: str) -> bytes:
        """As the engine's text library shapes it."""
        parts: list[bytes] = []
        name = now = setter.face.pdf_name
        for glyph in text_engine.shaped(line, style, setter.face):
            if glyph.face.pdf_name != now:
                now = glyph.face.pdf_name
                parts.append(b" %s %s Tf " % (self.key(now), bnumber(style.size)))
            parts.append(_placed(glyph, self.setter(now).codes, style.size))
        if now != name:
            parts.append(b" %s %s Tf" % (self.key(name), bnumber(style.size)))
        return b"".join(parts)


def _spaced(setter: Setter, shaped: Shaped, style: TextStyle) -> bytes:
    """Letter spacing as Pango shares it: half before each glyph but the first, half after each but the last.

    Written number by number as the engine writes it, for sums would be rounded elsewhere.
    """
    size, last = style.size, len(shaped.advances) - 1
    before, after = _halves(int(style.spacing * 1024))
    moved = before / size
    shift = str(-moved).encode("ascii")
    kerned = {place // 2 - 1: wide for place, wide, _ in shaped.kerns}
    parts = []
    for at, advance in enumerate(shaped.advances):
        wide = kerned.get(at, advance)
        taken = scaled(wide, size) + scaled(advance - wide, size) + (before if at else 0) + (after if at < last else 0)
        kern = int(wide + (moved if at else 0.0) - taken * 1000 / 1024 / size)
        parts += [shift if at else b"", literal(shaped.codes[2 * at : 2 * at + 2]), b"%d " % kern if at < last else b""]
    return b"[%s]TJ" % b"".join(parts)


def _halves(spacing: int) -> tuple[int, int]:
    """In 1024ths of a pixel; whole pixels are not parted."""
    before = spacing // 2
    if spacing % 1024 == 0:
        before = (before + 512) // 1024 * 1024
    return before, spacing - before


def _placed(glyph: text_engine.ShapedGlyph, codes: Codes, size: float) -> bytes:
    """One glyph, with what moves it and what follows it, in whole thousandths as the engine writes them."""
    wide = round(codes.font.get_glyph_h_advance(glyph.glyph) * 1000 / codes.font.face.upem)
    moved = glyph.shift / size
    kern = int(wide + moved - glyph.advance * 1000 / 1024 / size)
    before = bnumber(-moved) if moved else b""
    shown = literal(codes.code(glyph.glyph, glyph.text).to_bytes(2))
    return b"[%s%s%s]TJ" % (before, shown, b"%d" % kern if kern else b"")


def literal(codes: bytes) -> bytes:
    """A PDF string."""
    return b"(" + escaped(codes) + b")"


def escaped(codes: bytes) -> bytes:
    """What stands between the brackets of a PDF string."""
    if _SPECIAL.search(codes):
        return _SPECIAL.sub(lambda found: b"\\r" if found[0] == b"\r" else b"\\" + found[0], codes)
    return codes


def _kerned(codes: bytes, kerns: Sequence[tuple[int, int, int]], size: float) -> bytes:
    """Between glyphs what an advance is narrower than the glyph, cut to whole thousandths as the engine cuts it."""
    parts, at = [], 0
    for place, wide, advance in kerns:
        taken = scaled(wide, size) + scaled(advance - wide, size)
        kern = int(wide - taken * 1000 / 1024 / size)
        if kern:
            parts += [literal(codes[at:place]), b"%d" % kern]
            at = place
    rest = [literal(codes[at:])] if at < len(codes) else []
    return b"[%s]TJ" % b"".join([*parts, *rest])


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """As the engine writes it: six decimals at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))


def bnumber(value: float) -> bytes:
    return number(value).encode("ascii")
