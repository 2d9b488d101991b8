"""A record -> the content of its pages: every text in its slot, every row in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mzdocs.problems import Exit, Place, Stopped, fault
from mzdocs.render.qrtables import matrix
from mzdocs.render.stamp import pango
from mzdocs.render.stamp.face import Codes, Foreign, Setter, Shaped, scaled
from mzdocs.render.stamp.lines import Breaker
from mzdocs.render.stamp.plate import PictureSlot, Side, Style, TextSlot
from mzdocs.render.stamp.store import Store

NO_ROOM = fault(
    "MZ3303",
    "“{what}”放不下：要 {lines} 行，只有 {room} 行",
    "{what} does not fit: it needs {lines} lines, there is room for {room}",
    "缩短文字。",
    "Shorten the text.",
    Exit.FIT,
)
TOO_WIDE = fault(
    "MZ3304",
    "“{what}”放不下：宽 {wide} mm，只有 {room} mm",
    "{what} does not fit: it is {wide} mm wide, there are {room} mm",
    "缩短文字。",
    "Shorten the text.",
    Exit.FIT,
)
_SPECIAL = re.compile(rb"[()\\\r]")
_PX = 25.4 / 96
_HAIR = 0.2
"""Pixels a line may be wider than its slot: the rounding of the layout."""
_MOST = 2_000


Way = tuple[bytes, Setter, Breaker]
"""A face's name in resources, and what sets and breaks text in it."""


@dataclass
class Types:
    """The fonts of one file and how text is set in them; what took the slow way is counted."""

    store: Store
    codes: dict[str, Codes] = field(default_factory=dict)
    setters: dict[str, Setter] = field(default_factory=dict)
    breakers: dict[tuple[Style, float, str], Breaker] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    slow: int = 0

    def setter(self, name: str) -> Setter:
        if name not in self.setters:
            self.codes[name] = Codes(pango.named(name))
            self.setters[name] = Setter(self.codes[name], self.store.touched)
        return self.setters[name]

    def key(self, name: str) -> bytes:
        """The name of the face's font in resources."""
        if name not in self.keys:
            self.setter(name)
            self.keys[name] = b"/F%d" % len(self.keys)
        return self.keys[name]

    def breaker(self, style: Style, width: float, name: str) -> Breaker:
        key = (style, width, name)
        if key not in self.breakers:
            breaker = self.breakers[key] = Breaker(self.setter(name), style, width, pango)
            breaker.known.update(self.store.breaks(breaker.key))
        return self.breakers[key]

    def way(self, style: Style, width: float, at: int) -> Way:
        """The face a slot's text is tried in first, second …, with what sets and breaks it there."""
        name, _ = style.faces[at]
        return self.key(name), self.setter(name), self.breaker(style, width, name)

    def best_way(self, style: Style, width: float, text: str) -> tuple[int, Way]:
        """The first face that has the whole text; the first of all if none has."""
        for at in range(len(style.faces)):
            way = self.way(style, width, at)
            if len(style.faces) == 1 or way[1].covers(text):
                return at, way
        return 0, self.way(style, width, 0)

    def shown(self, style: Style, setter: Setter, line: str) -> bytes:
        """The operators that show a line."""
        codes = None if style.spacing else setter.plainly(line)
        if codes is not None:
            return literal(codes) + b"Tj"
        try:
            shaped = setter.shape(line)
        except Foreign:
            self.slow += 1
            return self._slowly(style, setter, line)
        if style.spacing:
            return _spaced(setter, shaped, style)
        if not shaped.kerns:
            return literal(shaped.codes) + b"Tj"
        return _kerned(shaped.codes, shaped.kerns, style.size)

    def _slowly(self, style: Style, setter: Setter, line: str) -> bytes:
        """As the engine's text library shapes it."""
        parts: list[bytes] = []
        name = now = setter.face.pdf_name
        for glyph in pango.shaped(line, style, setter.face):
            if glyph.face.pdf_name != now:
                now = glyph.face.pdf_name
                parts.append(b" %s %s Tf " % (self.key(now), bnumber(style.size)))
            parts.append(_placed(glyph, self.setter(now).codes, style.size))
        if now != name:
            parts.append(b" %s %s Tf" % (self.key(name), bnumber(style.size)))
        return b"".join(parts)


def _spaced(setter: Setter, shaped: Shaped, style: Style) -> bytes:
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


def _placed(glyph: pango.ShapedGlyph, codes: Codes, size: float) -> bytes:
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


def number(value: float) -> str:
    """As the engine writes it: six decimals at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))


def bnumber(value: float) -> bytes:
    return number(value).encode("ascii")


@dataclass(frozen=True)
class Photo:
    """A picture as it stands in the file: its object, and its size in pixels."""

    number: int
    width: int
    height: int


class Setting:
    """Sets the slots of one side of a plate."""

    def __init__(self, side: Side, types: Types, tagged: bool) -> None:
        self._side, self._types, self._tagged = side, types, tagged
        self._known: dict[tuple[str, str], bytes] = {}
        groups: dict[bytes, tuple[list[TextSlot], list[PictureSlot]]] = {}
        for slot in side.texts:
            groups.setdefault(slot.way, ([], []))[0].append(slot)
        for picture in side.pictures:
            groups.setdefault(picture.way, ([], []))[1].append(picture)
        self._plain = {slot.name: self._before(slot) for slot in side.texts if _is_simple(slot)}
        self._after = b"Tj ET\nEMC\n" if tagged else b"Tj ET\n"
        self._fitted: dict[tuple[str, int, int], tuple[bytes, bytes]] = {}
        self._groups = [(way, *slots) for way, slots in groups.items()]

    def content(
        self, values: Mapping[str, str], photo: Callable[[str], tuple[bytes, Photo]], place: Callable[[str], Place]
    ) -> bytes:
        """The operators of all slots of a page.

        Raises:
            Stopped: a text does not go into its slot.
        """
        parts: list[bytes] = []
        for way, texts, pictures in self._groups:
            parts.append(b"q %s\n" % way)
            parts += [self._text(slot, values[slot.name], place) for slot in texts]
            parts += [self._picture(slot, values[slot.name], photo) for slot in pictures]
            parts.append(b"Q\n")
        return b"".join(parts)

    def _text(self, slot: TextSlot, text: str, place: Callable[[str], Place]) -> bytes:
        plain = self._plain.get(slot.name)
        if plain:
            breaker, setter, before = plain
            codes = setter.plainly(text) if text else None
            if codes is not None and breaker.is_one_line(text):
                return before + literal(codes) + self._after
        key = (slot.name, text)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _MOST:
                self._known.clear()
            known = self._known[key] = self._marked(slot.mark, self._set(slot, text, place))
        return known

    def _before(self, slot: TextSlot) -> tuple[Breaker, Setter, bytes]:
        """What comes before a text that is one line at the left, and what sets it."""
        style = slot.style
        key, setter, breaker = self._types.way(style, slot.width, 0)
        y = slot.top + slot.sink * (slot.room - style.line) + style.faces[0][1]
        chosen = b"%s BT %s %s Tf" % (slot.state, key, bnumber(style.size))
        shown = b"%s 1 0 0 -1 %s %s Tm " % (chosen, bnumber(slot.x), bnumber(y))
        return breaker, setter, self._opened(slot.mark) + shown

    def _opened(self, mark: int | None) -> bytes:
        if not self._tagged:
            return b""
        return b"/Artifact BMC " if mark is None else b"/Span<</MCID %d>>BDC " % mark

    def _marked(self, mark: int | None, shown: bytes) -> bytes:
        if not self._tagged:
            return shown
        return b"" if mark is None and not shown else self._opened(mark) + shown + b"EMC\n"

    def _set(self, slot: TextSlot, text: str, place: Callable[[str], Place]) -> bytes:
        if not text.strip():
            return b""
        style = slot.style
        at_face, (key, setter, breaker) = self._types.best_way(style, slot.width, text)
        lines = breaker.broken(text)
        if len(lines) > slot.lines:
            raise Stopped([NO_ROOM.at(place(slot.name), what=slot.name, lines=len(lines), room=slot.lines)])
        y = slot.top + slot.sink * (slot.room - len(lines) * style.line) + style.faces[at_face][1]
        parts = [b"%s BT %s %s Tf" % (slot.state, key, bnumber(style.size))]
        for at, line in enumerate(lines):
            x = slot.x + self._shift(slot, breaker, line, place) + (style.indent if not at else 0.0)
            if line:
                moved = f" 1 0 0 -1 {number(x)} {number(y + at * style.line)} Tm ".encode("ascii")
                parts += [moved, self._types.shown(style, setter, line)]
        return b"".join([*parts, b" ET\n"])

    def _shift(self, slot: TextSlot, breaker: Breaker, line: str, place: Callable[[str], Place]) -> float:
        """How far a line is moved to the right by its alignment."""
        if slot.style.align == "left" and len(line) <= breaker.sure:
            return 0.0
        left = slot.width - breaker.width(line)
        if left < -_HAIR:
            room = slot.width
            facts = {"wide": f"{(room - left) * _PX:.1f}", "room": f"{room * _PX:.1f}"}
            raise Stopped([TOO_WIDE.at(place(slot.name), what=slot.name, **facts)])
        return {"left": 0.0, "center": left / 2, "right": left}[slot.style.align]

    def _picture(self, slot: PictureSlot, value: str, photo: Callable[[str], tuple[bytes, Photo]]) -> bytes:
        if not value.startswith("mz:///"):
            before, after = self._framed(slot, 1, 1)
            return before + code(value) + after
        name, known = photo(value)
        before, after = self._framed(slot, known.width, known.height)
        return before + name + b" Do" + after

    def _framed(self, slot: PictureSlot, width: int, height: int) -> tuple[bytes, bytes]:
        """What comes before and after a picture of so many pixels."""
        key = (slot.name, width, height)
        if key not in self._fitted:
            x, y, wide, high = fitted(slot, width, height)
            clip = [bnumber(value) for value in (slot.x, slot.top, slot.width, slot.height)]
            moved = b"1 0 0 1 %s %s cm" % (bnumber(x), bnumber(y))
            sized = b"%s 0 0 %s 0 %s cm" % (bnumber(wide), bnumber(-high), bnumber(high))
            before = b"q %s%s re W n %s %s " % (slot.state, b" ".join(clip), moved, sized)
            self._fitted[key] = self._opened(slot.mark) + before, b" Q\nEMC\n" if self._tagged else b" Q\n"
        return self._fitted[key]


def _is_simple(slot: TextSlot) -> bool:
    return slot.style.align == "left" and slot.style.spacing == 0 == slot.style.indent


def fitted(slot: PictureSlot, width: int, height: int) -> tuple[float, float, float, float]:
    """Where a picture of so many pixels goes: its left, top, width and height."""
    if slot.fit == "fill":
        return slot.x, slot.top, slot.width, slot.height
    scales = slot.width / width, slot.height / height
    scale = max(scales) if slot.fit == "cover" else min(scales)
    wide, high = width * scale, height * scale
    return slot.x + (slot.width - wide) / 2, slot.top + (slot.height - high) / 2, wide, high


def code(payload: str) -> bytes:
    """A QR code as a picture within the page, one bit a module."""
    made = matrix(payload)
    return b"BI/W %d/H %d/BPC 1/CS/G/F/AHx ID %s> EI" % (made.size, made.size, made.picture().hex().encode("ascii"))
