"""A record -> the content of its pages: every text in its slot, every row in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.render.qr.xor_tables import matrix
from mzdocs.vdp.compiled_template import PictureSlot, Side, TextSlot
from mzdocs.vdp.fonts_in_file import FileFonts, bnumber, literal, number
from mzdocs.vdp.line_breaking import Breaker
from mzdocs.vdp.shaping import Setter

NO_ROOM = problem_type(
    "MZ3303",
    "“{what}”放不下：要 {lines} 行，只有 {room} 行",
    "{what} does not fit: it needs {lines} lines, there is room for {room}",
    "缩短文字。",
    "Shorten the text.",
    Exit.FIT,
)
TOO_WIDE = problem_type(
    "MZ3304",
    "“{what}”放不下：宽 {wide} mm，只有 {room} mm",
    "{what} does not fit: it is {wide} mm wide, there are {room} mm",
    "缩短文字。",
    "Shorten the text.",
    Exit.FIT,
)
_PX = 25.4 / 96
_HAIR = 0.2
"""Pixels a line may be wider than its slot: the rounding of the layout."""
_MOST = 2_000


@dataclass(frozen=True)
class Photo:
    """A picture as it stands in the file: its object, and its size in pixels."""

    number: int
    width: int
    height: int


class Setting:
    """Sets the slots of one side of a plate."""

    def __init__(self, side: Side, types: FileFonts, tagged: bool) -> None:
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
        self,
        values: Mapping[str, str],
        photo: Callable[[str], tuple[bytes, Photo]],
        location: Callable[[str], Location],
    ) -> bytes:
        """The operators of all slots of a page.

        Raises:
            Stopped: a text does not go into its slot.
        """
        parts: list[bytes] = []
        for way, texts, pictures in self._groups:
            parts.append(b"q %s\n" % way)
            parts += [self._text(slot, values[slot.name], location) for slot in texts]
            parts += [self._picture(slot, values[slot.name], photo) for slot in pictures]
            parts.append(b"Q\n")
        return b"".join(parts)

    def _text(self, slot: TextSlot, text: str, location: Callable[[str], Location]) -> bytes:
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
            known = self._known[key] = self._marked(slot.mark, self._set(slot, text, location))
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

    def _set(self, slot: TextSlot, text: str, location: Callable[[str], Location]) -> bytes:
        if not text.strip():
            return b""
        style = slot.style
        at_face, (key, setter, breaker) = self._types.best_way(style, slot.width, text)
        lines = breaker.broken(text)
        if len(lines) > slot.lines:
            raise Stopped([NO_ROOM.at(location(slot.name), what=slot.label, lines=len(lines), room=slot.lines)])
        y = slot.top + slot.sink * (slot.room - len(lines) * style.line) + style.faces[at_face][1]
        parts = [b"%s BT %s %s Tf" % (slot.state, key, bnumber(style.size))]
        for at, line in enumerate(lines):
            x = slot.x + self._shift(slot, breaker, line, location) + (style.indent if not at else 0.0)
            if line:
                moved = f" 1 0 0 -1 {number(x)} {number(y + at * style.line)} Tm ".encode("ascii")
                parts += [moved, self._types.shown(style, setter, line)]
        return b"".join([*parts, b" ET\n"])

    def _shift(self, slot: TextSlot, breaker: Breaker, line: str, location: Callable[[str], Location]) -> float:
        """How far a line is moved to the right by its alignment."""
        if slot.style.align == "left" and len(line) <= breaker.sure:
            return 0.0
        left = slot.width - breaker.width(line)
        if left < -_HAIR:
            room = slot.width
            facts = {"wide": f"{(room - left) * _PX:.1f}", "room": f"{room * _PX:.1f}"}
            raise Stopped([TOO_WIDE.at(location(slot.name), what=slot.label, **facts)])
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
