"""A record -> the content of a page's slots, with what is known only when pages are made: their numbers, and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.compiled_template import PictureSlot, Side, TextSlot
from mzdocs.vdp.fonts_in_file import FileFonts
from mzdocs.vdp.line_breaking import LineBreaker
from mzdocs.vdp.pdf_syntax import bnumber, codes_of_each, number
from mzdocs.vdp.shaping import TextShaper

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
class EmbeddedPicture:
    """A picture as a page shows it: its name in the page's resources, and its size in pixels."""

    name: bytes
    width: int
    height: int


Embed = Callable[[str], EmbeddedPicture]
"""What embeds the picture at an address."""


@dataclass(frozen=True)
class _SimpleSlot:
    """A slot whose text may be one line at the left, as it stands: what sets it, and the operators before it."""

    name: str
    shaper: TextShaper
    breaker: LineBreaker
    before: bytes


class RecordLayout:
    """Sets the values of records into the slots of one side."""

    def __init__(self, side: Side, fonts: FileFonts, tagged: bool) -> None:
        self._fonts, self._tagged = fonts, tagged
        self._known: dict[tuple[str, str], bytes] = {}
        groups: dict[bytes, tuple[list[TextSlot], list[PictureSlot]]] = {}
        for slot in side.texts:
            groups.setdefault(slot.transform, ([], []))[0].append(slot)
        for picture in side.pictures:
            groups.setdefault(picture.transform, ([], []))[1].append(picture)
        self._simple: dict[str, list[_SimpleSlot]] = {}
        for slot in side.texts:
            if _is_simple(slot):
                self._simple.setdefault(slot.style.faces[0][0], []).append(self._simple_slot(slot))
        self._one_line: dict[LineBreaker, set[bytes]] = {}
        self._after = b")Tj ET\nEMC\n" if tagged else b")Tj ET\n"
        self._frames: dict[tuple[str, int, int], tuple[bytes, bytes]] = {}
        self._groups = [(transform, *slots) for transform, slots in groups.items()]

    def content(self, values: Mapping[str, str], embed: Embed) -> bytes:
        """The operators of all slots of a page.

        Raises:
            Stopped: a text does not go into its slot.
            KeyError: a slot has no value.
        """
        parts: list[bytes] = []
        simple = self._simple_texts(values)
        for transform, texts, pictures in self._groups:
            parts.append(b"q %s\n" % transform)
            parts += [simple.get(slot.name) or self._text(slot, values[slot.name]) for slot in texts]
            parts += [self._picture(slot, values[slot.name], embed) for slot in pictures]
            parts.append(b"Q\n")
        return b"".join(parts)

    def _simple_texts(self, values: Mapping[str, str]) -> dict[str, bytes]:
        """What shows the texts that are one plain line at the left, by slot: those of one face all at once."""
        shown: dict[str, bytes] = {}
        for face, slots in self._simple.items():
            texts = [values[slot.name] for slot in slots]
            patterns = self._fonts.patterns[face].of(texts)
            codes = codes_of_each(texts) if patterns else []
            if patterns is None or len(codes) != len(texts):
                continue
            met = []
            for slot, text, pattern, code in zip(slots, texts, patterns.each, codes, strict=True):
                if self._is_one_line(slot, text, pattern):
                    shown[slot.name] = slot.before + code + self._after
                    met.append(text)
            used = patterns.characters if len(met) == len(texts) else set("".join(met))
            self._fonts.codes[face].characters.update(used)
        return shown

    def _is_one_line(self, slot: _SimpleSlot, text: str, pattern: bytes) -> bool:
        """Whether a text is plain and surely one line, as all texts of its pattern are."""
        known = self._one_line.setdefault(slot.breaker, set())
        if pattern in known:
            return True
        if not text or slot.shaper.plainly(text) is None or not slot.breaker.is_one_line(text):
            return False
        if len(known) > _MOST:
            known.clear()
        known.add(pattern)
        return True

    def _text(self, slot: TextSlot, text: str) -> bytes:
        key = (slot.name, text)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _MOST:
                self._known.clear()
            known = self._known[key] = self._marked(slot.mcid, self._lines(slot, text))
        return known

    def _simple_slot(self, slot: TextSlot) -> _SimpleSlot:
        """What sets a text that is one line at the left, and the operators before it."""
        style = slot.style
        key, shaper, breaker = self._fonts.typesetter(style, slot.width, 0)
        y = slot.top + slot.valign * (slot.height - style.line_height) + style.faces[0][1]
        font = b"%s BT %s %s Tf" % (slot.state, key, bnumber(style.size))
        moved = b"%s 1 0 0 -1 %s %s Tm (" % (font, bnumber(slot.x), bnumber(y))
        return _SimpleSlot(slot.name, shaper, breaker, self._begin(slot.mcid) + moved)

    def _begin(self, mcid: int | None) -> bytes:
        if not self._tagged:
            return b""
        return b"/Artifact BMC " if mcid is None else b"/Span<</MCID %d>>BDC " % mcid

    def _marked(self, mcid: int | None, shown: bytes) -> bytes:
        if not self._tagged:
            return shown
        return b"" if mcid is None and not shown else self._begin(mcid) + shown + b"EMC\n"

    def _lines(self, slot: TextSlot, text: str) -> bytes:
        if not text.strip():
            return b""
        style = slot.style
        tried, (key, shaper, breaker) = self._fonts.best_typesetter(style, slot.width, text)
        lines = breaker.broken(text)
        if len(lines) > slot.max_lines:
            facts = {"lines": len(lines), "room": slot.max_lines}
            raise Stopped([NO_ROOM.of(text, Location(path=slot.name), what=slot.label, **facts)])
        y = slot.top + slot.valign * (slot.height - len(lines) * style.line_height) + style.faces[tried][1]
        parts = [b"%s BT %s %s Tf" % (slot.state, key, bnumber(style.size))]
        for at, line in enumerate(lines):
            indent = 0.0 if at else style.indent
            x = slot.x + indent + self._shift(slot, breaker, line, slot.width - indent)
            if line:
                moved = f" 1 0 0 -1 {number(x)} {number(y + at * style.line_height)} Tm ".encode("ascii")
                parts += [moved, self._fonts.shown(style, shaper, line)]
        return b"".join([*parts, b" ET\n"])

    def _shift(self, slot: TextSlot, breaker: LineBreaker, line: str, room: float) -> float:
        """How far a line is moved to the right by its alignment in the room it has."""
        if slot.style.align == "left" and len(line) <= breaker.fitting:
            return 0.0
        left = room - breaker.width(line)
        if left < -_HAIR:
            facts = {"wide": f"{(room - left) * _PX:.1f}", "room": f"{room * _PX:.1f}"}
            raise Stopped([TOO_WIDE.of(line, Location(path=slot.name), what=slot.label, **facts)])
        return {"left": 0.0, "center": left / 2, "right": left}[slot.style.align]

    def _picture(self, slot: PictureSlot, value: str, embed: Embed) -> bytes:
        if not value.startswith("mz:///"):
            before, after = self._frame(slot, 1, 1)
            return before + _code(value) + after
        picture = embed(value)
        before, after = self._frame(slot, picture.width, picture.height)
        return before + picture.name + b" Do" + after

    def _frame(self, slot: PictureSlot, width: int, height: int) -> tuple[bytes, bytes]:
        """What comes before and after a picture of so many pixels."""
        key = (slot.name, width, height)
        if key not in self._frames:
            x, y, wide, high = _fitted(slot, width, height)
            clip = [bnumber(value) for value in (slot.x, slot.top, slot.width, slot.height)]
            moved = b"1 0 0 1 %s %s cm" % (bnumber(x), bnumber(y))
            sized = b"%s 0 0 %s 0 %s cm" % (bnumber(wide), bnumber(-high), bnumber(high))
            before = b"q %s%s re W n %s %s " % (slot.state, b" ".join(clip), moved, sized)
            self._frames[key] = self._begin(slot.mcid) + before, b" Q\nEMC\n" if self._tagged else b" Q\n"
        return self._frames[key]


def _is_simple(slot: TextSlot) -> bool:
    return slot.style.align == "left" and slot.style.spacing == 0 == slot.style.indent


def _fitted(slot: PictureSlot, width: int, height: int) -> tuple[float, float, float, float]:
    """Where a picture of so many pixels goes: its left, top, width and height."""
    if slot.fit == "fill":
        return slot.x, slot.top, slot.width, slot.height
    scales = slot.width / width, slot.height / height
    scale = max(scales) if slot.fit == "cover" else min(scales)
    wide, high = width * scale, height * scale
    return slot.x + (slot.width - wide) / 2, slot.top + (slot.height - high) / 2, wide, high


def _code(payload: str) -> bytes:
    """A QR code as a picture within the page, one bit a pixel."""
    from mzdocs.render.qr.xor_tables import matrix

    made = matrix(payload)
    shown = made.picture().encode("ascii")
    return b"BI/W %d/H %d/BPC 1/CS/G/F/AHx ID %s> EI" % (made.pixels, made.pixels, shown)


def with_computed(side: Side, values: Mapping[str, str], facts: Mapping[str, object]) -> dict[str, str]:
    """The values of a record with those of the slots whose text is computed of `facts`, or does not occur here."""
    shown = dict(values)
    for slot in side.texts:
        if slot.format is not None:
            shown[slot.name] = slot.format.format(**facts)
        last = facts["page"] == facts["pages"]
        if (slot.on == "last" and not last) or (slot.on == "first" and facts["page"] != 1):
            shown[slot.name] = ""
    return shown


class ColumnTotals:
    """The totals of columns that texts ask for, page by page."""

    def __init__(self, rows: Sequence[Sequence[str]], texts: Iterable[TextSlot]) -> None:
        self._rows = rows
        self._formats = {column: slot.format for slot in texts for column in slot.totalled}
        self._so_far = Counter[int]()

    def page(self, first: int, count: int) -> dict[str, dict[int, int]]:
        """By column, the total of these rows (`sum`), of all before them (`brought`), and of both (`carried`).

        Raises:
            Unsupported: a column has text in it.
        """
        brought = {column: self._so_far[column] for column in self._formats}
        here = {column: self._total(column, self._rows[first : first + count]) for column in self._formats}
        self._so_far.update(here)
        return {"sum": here, "brought": brought, "carried": dict(self._so_far)}

    def _total(self, column: int, rows: Sequence[Sequence[str]]) -> int:
        try:
            return sum(int(row[column] or 0) for row in rows)
        except ValueError:
            raise Unsupported(f"data-format={self._formats[column]} over text") from None
