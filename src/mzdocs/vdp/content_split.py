"""A finished page of a plate -> its static layer, and what is painted where a slot is: where, and in which state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.compiled_template import Chosen, Piece, Shown

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
    """What a slot's probe was painted with; `way` are the operators that lead from the page to its units."""

    way: bytes
    state: bytes
    face: str = ""
    size: float = 0.0
    origin: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Type:
    """A font of the laid-out file: the face's name, and what its glyphs stand for."""

    face: str
    text: Mapping[int, str]


@dataclass(frozen=True)
class Marks:
    """Marked content of a page by number: that of slots and rows is cut out; what is in no tree is an artifact."""

    slots: frozenset[int]
    rows: frozenset[int]
    tagged: frozenset[int]
    keep: bool


@dataclass
class _State:
    way: bytes = b""
    fill: bytes = b""
    named: tuple[str, ...] = ()
    clipped: int = 0


@dataclass
class Cutter:
    """Follows one page's content."""

    types: Mapping[str, Type]
    marks: Marks
    found: dict[int, PaintedSlot] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    states: frozenset[str] = frozenset()
    _opaque: frozenset[str] = frozenset()
    _pieces: list[Piece] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _stack: list[_State] = field(default_factory=list)
    _open: list[int | None] = field(default_factory=list)
    _groups: list[tuple[int, int]] = field(default_factory=list)
    _painted_so_far: int = 0
    _base: bytes = b""
    _type: Type | None = None
    _size: str = ""
    _at: tuple[float, float] = (0.0, 0.0)

    def cut(self, page: Any) -> tuple[Piece, ...]:
        """The static layer.

        Raises:
            Refused: a slot is clipped, or text is shown in a way not known here.
        """
        self._opaque = _opaque(page)
        for instruction in pikepdf.parse_content_stream(page):
            self._one(list(instruction.operands), str(instruction.operator), instruction)
        static = tuple(_joined(self._pieces))
        drawn = [
            *(piece for piece in static if isinstance(piece, bytes)),
            *(each.state for each in self.found.values()),
        ]
        self.states = frozenset(name.decode("ascii") for syntax in drawn for name in _STATE.findall(syntax))
        return static

    @property
    def _slot(self) -> int | None:
        return next((mark for mark in self._open if mark is not None), None)

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
        mark = int(operands[1].MCID) if name == "BDC" and "/MCID" in operands[1] else None
        cut = mark is not None and mark in (self.marks.slots | self.marks.rows)
        self._open.append(mark if cut else None)
        if cut:
            self._base = self._state.way
        elif self._slot is None:
            artifact = mark is None or mark not in self.marks.tagged
            self._start(artifact)
            if self.marks.keep:
                pagination = b"/Artifact<</Type/Pagination>>BDC"
                self._pieces.append(pagination if artifact and mark is not None else _written(instruction))

    def _end(self) -> None:
        cut = self._open.pop() is not None
        if not cut and self._slot is None:
            if self.marks.keep:
                self._pieces.append(b"EMC")
            self._drop_if_blank()

    def _start(self, droppable: bool) -> None:
        """Something begins that may turn out to paint nothing; what is in the tree stays all the same."""
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
            self._stack.append(_State(state.way, state.fill, state.named, state.clipped))
        elif name == "Q":
            self._state = self._stack.pop()
        elif name == "cm":
            state.way += _line(operands, name) + b" "
        elif name in ("cs", "rg", "g", "k"):
            state.fill = _line(operands, name)
        elif name in ("sc", "scn"):
            state.fill += b" " + _line(operands, name)
        elif name == "gs":
            state.named = (*(each for each in state.named if each != str(operands[0])), str(operands[0]))
        elif name == "Tf":
            self._type, self._size = self.types.get(str(operands[0])), str(operands[1])
            if self._type is None:
                raise Unsupported(f"font {operands[0]}")
        elif name == "Tm":
            self._at = float(operands[4]), float(operands[5])
        elif name in _CLIPS:
            state.clipped += 1

    def _in_slot(self, operands: list[Any], name: str, instruction: Any) -> None:
        """Painting goes; what sets the state stays, for what is painted after the slot relies on it."""
        mark = self._slot
        assert mark is not None
        if name in ("TJ", "Tj", "Do", "f", "f*", "INLINE IMAGE") and mark not in self.found:
            if self._state.clipped and name in ("TJ", "Tj"):
                raise Unsupported("overflow: hidden")
            text = self._type.face if self._type else ""
            if name == "Do":
                self.pictures.add(str(operands[0]))
            self.found[mark] = PaintedSlot(self._base, self._painted(), text, float(self._size or 0), self._at)
        if name in _KEPT_IN_SLOTS:
            self._keep(operands, name, instruction)

    def _painted(self) -> bytes:
        named = b"".join(b"%s gs " % each.encode("ascii") for each in self._state.named)
        return named + self._state.fill

    def _keep(self, operands: list[Any], name: str, instruction: Any) -> None:
        if name == "Tf":
            assert self._type
            self._pieces.append(Chosen(self._type.face, self._size))
        elif name in ("TJ", "Tj"):
            self._pieces.append(self._shown(operands[0]))
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

    def _shown(self, what: Any) -> Shown:
        assert self._type
        items: list[tuple[int, str] | str] = []
        for part in what if isinstance(what, pikepdf.Array) else [what]:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                glyphs = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
                items += [(glyph, self._type.text.get(glyph, "\ufffd")) for glyph in glyphs]
            else:
                items.append(str(part))
        return Shown(tuple(items))


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


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
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
