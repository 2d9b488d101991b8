"""Text in the fonts of one file -> the operators that show it, and at the end those fonts with the glyphs used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.design.subsets import glyph_subset
from mzdocs.pdf.code_maps import ENCODING_ENTRIES, encoding, glyph_table, to_unicode
from mzdocs.vdp.compiled_template import TextStyle, face_named
from mzdocs.vdp.line_breaking import LineBreaker, ShapedGlyph, engine_glyphs
from mzdocs.vdp.pdf_syntax import bnumber, literal
from mzdocs.vdp.pdf_writer import PdfWriter
from mzdocs.vdp.shaping import GlyphCodes, NotSure, ShapedLine, TextShaper, scaled
from mzdocs.vdp.template_cache import TemplateCache
from mzdocs.vdp.text_patterns import TextPatterns

Typesetter = tuple[bytes, TextShaper, LineBreaker]
"""A face's name in resources, and what shapes and breaks text in it."""
Item = tuple[int, int, str]
"""A code, its glyph in the whole font, the characters it stands for."""


@dataclass
class FileFonts:
    """The fonts of one file, and what sets text in them; `slow` texts were shaped by the engine's text library."""

    cache: TemplateCache
    codes: dict[str, GlyphCodes] = field(default_factory=dict)
    shapers: dict[str, TextShaper] = field(default_factory=dict)
    patterns: dict[str, TextPatterns] = field(default_factory=dict)
    breakers: dict[tuple[TextStyle, float, str], LineBreaker] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    slow: int = 0

    def shaper(self, name: str) -> TextShaper:
        """What shapes text in a face, by the face's name in a PDF."""
        if name not in self.shapers:
            self.codes[name] = GlyphCodes(face_named(name))
            self.shapers[name] = TextShaper(self.codes[name], self.cache.contextual_glyphs)
            self.patterns[name] = TextPatterns(self.shapers[name])
        return self.shapers[name]

    def key(self, name: str) -> bytes:
        """The name of the face's font in resources."""
        if name not in self.keys:
            self.shaper(name)
            self.keys[name] = b"/F%d" % len(self.keys)
        return self.keys[name]

    def breaker(self, style: TextStyle, width: float, name: str) -> LineBreaker:
        """What breaks text of a style in a face into lines of a width."""
        key = (style, width, name)
        if key not in self.breakers:
            breaker = self.breakers[key] = LineBreaker(self.shaper(name), style, width)
            breaker.patterns.update(self.cache.line_breaks(breaker.key))
        return self.breakers[key]

    def typesetter(self, style: TextStyle, width: float, at: int) -> Typesetter:
        """What sets text in the face a slot's text is tried in first (`at` 0), second …"""
        name, _ = style.faces[at]
        return self.key(name), self.shaper(name), self.breaker(style, width, name)

    def best_typesetter(self, style: TextStyle, width: float, text: str) -> tuple[int, Typesetter]:
        """The first face that has the whole text; the first of all if none has."""
        for at in range(len(style.faces)):
            typesetter = self.typesetter(style, width, at)
            if len(style.faces) == 1 or typesetter[1].covers(text):
                return at, typesetter
        return 0, self.typesetter(style, width, 0)

    def shown(self, style: TextStyle, shaper: TextShaper, line: str) -> bytes:
        """The operators that show a line."""
        codes = None if style.spacing else shaper.plainly(line)
        if codes is not None:
            return literal(codes) + b"Tj"
        try:
            shaped = shaper.shape(line)
        except NotSure:
            self.slow += 1
            return self._slowly(style, shaper, line)
        if style.spacing:
            return _spaced(shaper, shaped, style)
        if not shaped.kerns:
            return literal(shaped.codes) + b"Tj"
        return _kerned(shaped.codes, shaped.kerns, style.size)

    def _slowly(self, style: TextStyle, shaper: TextShaper, line: str) -> bytes:
        """As the engine's text library shapes it."""
        parts: list[bytes] = []
        name = now = shaper.face.pdf_name
        for glyph in engine_glyphs(line, style, shaper.face):
            if glyph.face.pdf_name != now:
                now = glyph.face.pdf_name
                parts.append(b" %s %s Tf " % (self.key(now), bnumber(style.size)))
            parts.append(_single(glyph, self.shaper(now).codes, style.size))
        if now != name:
            parts.append(b" %s %s Tf" % (self.key(name), bnumber(style.size)))
        return b"".join(parts)


def _spaced(shaper: TextShaper, shaped: ShapedLine, style: TextStyle) -> bytes:
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


def _single(glyph: ShapedGlyph, codes: GlyphCodes, size: float) -> bytes:
    """One glyph, with what moves it and what follows it, in whole thousandths as the engine writes them."""
    wide = round(codes.font.get_glyph_h_advance(glyph.glyph) * 1000 / codes.font.face.upem)
    moved = glyph.shift / size
    kern = int(wide + moved - glyph.advance * 1000 / 1024 / size)
    before = bnumber(-moved) if moved else b""
    shown = literal(codes.code(glyph.glyph, glyph.text).to_bytes(2))
    return b"[%s%s%s]TJ" % (before, shown, b"%d" % kern if kern else b"")


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


def embed(writer: PdfWriter, codes: GlyphCodes, number: int) -> None:
    """Write the font of a face with the glyphs that are used, under a number given before.

    TrueType: a code is a CID, and a table leads to the glyph. CFF: a CMap leads to the glyph of the subset, for
    there is no such table; some programs read it anew for every page, which takes them longer.
    """
    items = list(codes.items())
    program, places = glyph_subset(codes.face, {glyph: text for _, glyph, text in items})
    numbers = {code: places[glyph] for code, glyph, _ in items}
    name = _name(codes.face, items)
    meaning = writer.add_stream(to_unicode((code, text) for code, _, text in items))
    if program[:4] == b"OTTO":
        kind, more, cids = 0, b"", {places[glyph]: glyph for _, glyph, _ in items}
        file = b"/FontFile3 %d 0 R" % writer.add_stream(program, b"/Subtype/OpenType")
        said = b"%d 0 R" % writer.add_stream(encoding(numbers), ENCODING_ENTRIES)
    else:
        kind, said, cids = 2, b"/Identity-H", {code: glyph for code, glyph, _ in items}
        file = b"/FontFile2 %d 0 R" % writer.add_stream(program, b"/Length1 %d" % len(program))
        more = b"/CIDToGIDMap %d 0 R" % writer.add_stream(glyph_table(numbers))
    descendant = writer.add(
        b"<</Type/Font/Subtype/CIDFontType%d/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 1000/W[%s]%s/FontDescriptor %d 0 R>>"
        % (kind, name, _widths(codes, cids), more, writer.add(_descriptor(codes.face, name, file)))
    )
    writer.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding %s/ToUnicode %d 0 R/DescendantFonts[%d 0 R]>>"
        % (name, said, meaning, descendant),
        number,
    )


def _name(face: Face, items: Sequence[Item]) -> bytes:
    digest = hashlib.sha256(repr([item[:2] for item in items]).encode()).digest()
    return bytes(65 + byte % 26 for byte in digest[:6]) + b"+" + face.pdf_name.encode("ascii")


def _descriptor(face: Face, name: bytes, file: bytes) -> bytes:
    font = fonts.shaper(face)
    extents, units = font.get_font_extents("ltr"), font.face.upem
    up, down = (round(value * 1000 / units) for value in (extents.ascender, extents.descender))
    serif = 2 if "Serif" in face.family else 0
    return (
        b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[-1000 %d 2000 %d]/ItalicAngle 0/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV 80/StemH 80%s>>" % (name, 4 + serif, down, up, up, down, up, file)
    )


def _widths(codes: GlyphCodes, cids: Mapping[int, int]) -> bytes:
    """Widths of the glyphs by CID where they are not one em, consecutive ones in one list."""
    units = codes.font.face.upem
    wide = {cid: round(codes.font.get_glyph_h_advance(glyph) * 1000 / units) for cid, glyph in cids.items()}
    groups: list[tuple[int, list[int]]] = []
    for cid, width in sorted(wide.items()):
        if width == 1000:
            continue
        if groups and groups[-1][0] + len(groups[-1][1]) == cid:
            groups[-1][1].append(width)
        else:
            groups.append((cid, [width]))
    return " ".join(f"{cid}[{' '.join(map(str, widths))}]" for cid, widths in groups).encode("ascii")
