"""The content of a finished probe page -> its static layer, and how each slot was painted: where, in which state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.compiled_template import ContentPiece, FontChoice, GlyphRun

_COLOURS = {"rg", "g", "k", "cs", "sc", "scn"}
_STROKES = {"RG", "G", "K", "CS", "SC", "SCN"}
_KEPT_IN_SLOTS = {*_COLOURS, *_STROKES, "gs", "q", "Q", "cm"}
_CLIPS = {"W", "W*"}
_STROKED = {"S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}
_PAINTS = {*_STROKED, "f", "F", "f*", "TJ", "Tj"}
_STATE = re.compile(rb"(/\S+) gs")
_CLEAR = "/a0.0"
"""The engine's state for fills that do not show, such as borders made transparent for a probe."""


@dataclass(frozen=True)
class PaintedSlot:
    """What a slot's probe was painted with; `transform` leads from the page to its units."""

    transform: bytes
    state: bytes
    face: str
    size: float


@dataclass(frozen=True)
class PageFont:
    """A font of the laid-out file: the face's name, and what its glyphs stand for."""

    face: str
    text: Mapping[int, str]


@dataclass(frozen=True)
class MarkedContent:
    """Marked content of a page by number: that of slots and rows is taken out; what is in no structure is an artifact.

    `keep`: the marks stay in the static layer.
    """

    slots: frozenset[int]
    rows: frozenset[int]
    tagged: frozenset[int]
    keep: bool


@dataclass
class _State:
    transform: bytes = b""
    fill: bytes = b""
    named: tuple[str, ...] = ()
    clipped: int = 0


@dataclass
class ContentSplitter:
    """Follows the content of one page, and finds its painted slots, their pictures, and the states that are used."""

    fonts: Mapping[str, PageFont]
    marked: MarkedContent
    painted: dict[int, PaintedSlot] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    states: frozenset[str] = frozenset()
    _opaque: frozenset[str] = frozenset()
    _pieces: list[ContentPiece] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _stack: list[_State] = field(default_factory=list)
    _open: list[int | None] = field(default_factory=list)
    _groups: list[tuple[int, int]] = field(default_factory=list)
    _painted_so_far: int = 0
    _base: bytes = b""
    _font: PageFont | None = None
    _size: str = ""

    def split(self, page: Any) -> tuple[ContentPiece, ...]:
        """The static layer.

        Raises:
            Unsupported: a slot is clipped, or text is shown in a way not known here.
        """
        self._opaque = _opaque(page)
        for instruction in pikepdf.parse_content_stream(page):
            self._one(list(instruction.operands), str(instruction.operator), instruction)
        static = tuple(_joined(self._pieces))
        drawn = [
            *(piece for piece in static if isinstance(piece, bytes)),
            *(each.state for each in self.painted.values()),
        ]
        self.states = frozenset(name.decode("ascii") for syntax in drawn for name in _STATE.findall(syntax))
        return static

    @property
    def _slot(self) -> int | None:
        return next((mcid for mcid in self._open if mcid is not None), None)

    def _one(self, operands: list[Any], name: str, instruction: Any) -> None:
        if name in ("BDC", "BMC"):
            self._begin(operands, name, instruction)
        elif name == "EMC":
            self._end()
        elif name != "gs" or not self._is_opaque_already(str(operands[0])):
            self._follow(operands, name)
            if self._slot is None:
                self._keep(operands, name, instruction)
            else:
                self._in_slot(operands, name, instruction)

    def _is_opaque_already(self, state: str) -> bool:
        """Whether it says nothing new. Left out, for some programs take a page that names it for a transparent one."""
        return state in self._opaque and self._opaque.issuperset(self._state.named)

    def _begin(self, operands: list[Any], name: str, instruction: Any) -> None:
        mcid = int(operands[1].MCID) if name == "BDC" and "/MCID" in operands[1] else None
        taken_out = mcid is not None and mcid in (self.marked.slots | self.marked.rows)
        self._open.append(mcid if taken_out else None)
        if taken_out:
            self._base = self._state.transform
        elif self._slot is None:
            artifact = mcid is None or mcid not in self.marked.tagged
            self._start(artifact)
            if self.marked.keep:
                pagination = b"/Artifact<</Type/Pagination>>BDC"
                self._pieces.append(pagination if artifact and mcid is not None else _written(instruction))

    def _end(self) -> None:
        taken_out = self._open.pop() is not None
        if not taken_out and self._slot is None:
            if self.marked.keep:
                self._pieces.append(b"EMC")
            self._drop_if_blank()

    def _start(self, droppable: bool) -> None:
        """Something begins that may turn out to paint nothing; what is in the structure stays all the same."""
        self._groups.append((len(self._pieces), self._painted_so_far))
        self._painted_so_far += not droppable

    def _drop_if_blank(self) -> None:
        start, painted = self._groups.pop()
        if painted == self._painted_so_far:
            del self._pieces[start:]

    def _follow(self, operands: list[Any], name: str) -> None:
        state = self._state
        if name in _PAINTS and self._slot is None and not (name not in _STROKED and _CLEAR in state.named):
            self._painted_so_far += 1
        if name == "q":
            self._stack.append(_State(state.transform, state.fill, state.named, state.clipped))
        elif name == "Q":
            self._state = self._stack.pop()
        elif name == "cm":
            state.transform += _line(operands, name) + b" "
        elif name in ("cs", "rg", "g", "k"):
            state.fill = _line(operands, name)
        elif name in ("sc", "scn"):
            state.fill += b" " + _line(operands, name)
        elif name == "gs":
            state.named = (*(each for each in state.named if each != str(operands[0])), str(operands[0]))
        elif name == "Tf":
            self._font, self._size = self.fonts.get(str(operands[0])), str(operands[1])
            if self._font is None:
                raise Unsupported(f"font {operands[0]}")
        elif name in _CLIPS:
            state.clipped += 1

    def _in_slot(self, operands: list[Any], name: str, instruction: Any) -> None:
        """Painting goes; what sets the state stays, for what is painted after the slot relies on it."""
        mcid = self._slot
        assert mcid is not None
        if name in ("TJ", "Tj", "Do", "f", "f*", "INLINE IMAGE") and mcid not in self.painted:
            if self._state.clipped and name in ("TJ", "Tj"):
                raise Unsupported("overflow: hidden")
            if name == "Do":
                self.pictures.add(str(operands[0]))
            face = self._font.face if self._font else ""
            self.painted[mcid] = PaintedSlot(self._base, self._state_now(), face, float(self._size or 0))
        if name in _KEPT_IN_SLOTS:
            self._keep(operands, name, instruction)

    def _state_now(self) -> bytes:
        named = b"".join(b"%s gs " % each.encode("ascii") for each in self._state.named)
        return named + self._state.fill

    def _keep(self, operands: list[Any], name: str, instruction: Any) -> None:
        if name == "Tf":
            assert self._font
            self._pieces.append(FontChoice(self._font.face, self._size))
        elif name in ("TJ", "Tj"):
            self._pieces.append(self._glyph_run(operands[0]))
        elif name in ("'", '"', "Tc", "Tw", "Tz"):
            raise Unsupported(f"operator {name}")
        elif name == "q":
            self._start(droppable=True)
            self._pieces.append(b"q")
        elif name == "Q":
            self._pieces.append(b"Q")
            self._drop_if_blank()
        else:
            self._pieces.append(_written(instruction))

    def _glyph_run(self, what: Any) -> GlyphRun:
        assert self._font
        items: list[tuple[int, str] | str] = []
        for part in what if isinstance(what, pikepdf.Array) else [what]:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                glyphs = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
                items += [(glyph, self._font.text.get(glyph, "\ufffd")) for glyph in glyphs]
            else:
                items.append(str(part))
        return GlyphRun(tuple(items))


def _opaque(page: Any) -> frozenset[str]:
    """States of a page that only say that nothing is transparent."""
    states = page.Resources.get("/ExtGState", {})
    return frozenset(name for name, state in states.items() if all(state[key] == 1 for key in state if key != "/Type"))


def _written(instruction: Any) -> bytes:
    return bytes(pikepdf.unparse_content_stream([instruction]))


def _line(operands: list[Any], name: str) -> bytes:
    return b" ".join([*(_operand(each) for each in operands), name.encode("ascii")])


def _operand(each: Any) -> bytes:
    return each.unparse() if isinstance(each, pikepdf.Object) else str(each).encode("ascii")


def _joined(pieces: list[ContentPiece]) -> Iterator[ContentPiece]:
    """Neighbouring pieces of syntax as one."""
    held: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            held.append(piece)
            continue
        if held:
            yield b"\n".join([*held, b""])
            held = []
        yield piece
    if held:
        yield b"\n".join([*held, b""])
