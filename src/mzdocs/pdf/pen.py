"""The operators of a content stream that paint nothing -> the state, the path and the text position they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

import pikepdf

from mzdocs.pdf.colour_spaces import NAMED_WITHOUT_RESOURCE, default_spaces, first_paint
from mzdocs.pdf.content_faults import DEEPEST_STATE, RENDERING_INTENTS, StreamOrder
from mzdocs.pdf.graphics_state import IDENTITY, Matrix, Paint, Point, Segment, State, changes, moved, times
from mzdocs.pdf.optional_content import Layers, Visible

Operands = Sequence[Any]


@dataclass
class Pen:
    """What one content stream has set so far; paths are in page points.

    `frozen` is one whose colours are given from outside: of a tile or a glyph that is a shape alone; `borrowed` is one
    that has no resources of its own. `order` tells what is wrong with the stream.
    """

    resources: Any
    state: State
    layers: Layers
    frozen: bool = False
    borrowed: bool = False
    order: StreamOrder = field(default_factory=StreamOrder)
    stack: list[State] = field(default_factory=list)
    path: list[Segment] = field(default_factory=list)
    start: Point = (0.0, 0.0)
    current: Point = (0.0, 0.0)
    clipping: str = ""
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    shown_on_line: bool = False
    sections: list[Visible] = field(default_factory=list)
    known: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.visible = self.state.visible
        if self.defaults or self.state.defaults:
            self.change(defaults=self.defaults)
        self._changes: dict[str, Mapping[str, Any]] = {}

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """What stands here for spaces of the device."""
        return default_spaces(self.resources)

    @property
    def actions(self) -> Mapping[str, Action]:
        """What it does for the operators it follows."""
        return _SHAPING if self.frozen else _ACTIONS

    def resource(self, kind: str, name: Any) -> Any:
        """What the stream calls by this name, looked up once; nothing where its resources have no such name."""
        called = kind, str(name)
        if called not in self.known:
            held = self.resources.get(kind) if self.resources is not None else None
            self.known[called] = found = held.get(called[1]) if isinstance(held, pikepdf.Dictionary) else None
            if found is None:
                self.order.note("unnamed", called[1])
            elif self.borrowed:
                self.order.note("borrowed", called[1])
        return self.known[called]

    def change(self, **what: Any) -> None:
        """Set fields of the state."""
        self.state = self.state.changed(what)

    def finished(self) -> tuple[Segment, ...]:
        """The path, which is over; if it clips, it confines what is painted after it."""
        path, self.path = tuple(self.path), []
        if self.clipping:
            self.clip(path, even_odd=self.clipping == "W*")
            self.clipping = ""
        return path

    def clip(self, path: Sequence[Segment], even_odd: bool = False) -> None:
        """Confine to a path what is painted from here on."""
        self.change(clips=(*self.state.clips, (path, even_odd)))

    def transform(self, operands: Operands) -> None:
        """Lay another space over the page."""
        self.change(matrix=times(cast(Matrix, numbers(operands)), self.state.matrix))

    def close(self, _: Operands = ()) -> None:
        """Draw the path back to where it began."""
        self.path.append(("h", ()))
        self.current = self.start

    def rectangle(self, operands: Operands) -> None:
        """Add a rectangle to the path: its corner, its width, its height."""
        x, y, w, h = numbers(operands)
        self.start = self.current = (x, y)
        for operator, point in (("m", (x, y)), ("l", (x + w, y)), ("l", (x + w, y + h)), ("l", (x, y + h))):
            self._extend(operator, point)
        self.path.append(("h", ()))

    def graphics(self, operands: Operands) -> None:
        """Set all that a dictionary of the resources says of the state."""
        name = str(operands[0])
        if name not in self._changes:
            self._changes[name] = changes(self.resource("/ExtGState", name))
        self.state = self.state.changed(self._changes[name])

    def next_leading(self, _: Operands = ()) -> None:
        """Go to the beginning of the next line."""
        self._next_line((0, -self.state.leading))

    def _save(self, _: Operands) -> None:
        self.stack.append(self.state)
        if len(self.stack) > DEEPEST_STATE:
            self.order.note("deep", "q")

    def _restore(self, _: Operands) -> None:
        """Sections of layers need not end where a state does."""
        if not self.stack:
            self.order.note("unpaired", "Q")
            return
        self.state = self.stack.pop()
        if self.state.visible is not self.visible:
            self.change(visible=self.visible)

    def _begin_section(self, operands: Operands) -> None:
        self.sections.append(self.visible)
        said = operands[1] if len(operands) > 1 else None
        if isinstance(said, pikepdf.Name):
            said = self.resource("/Properties", said)
            if operands[0] == "/OC":
                self._see(self.visible.and_also(self.layers.of(said)))
        self.order.tell(str(operands[0]), said if isinstance(said, pikepdf.Dictionary) else {})

    def _end_section(self, _: Operands) -> None:
        if self.sections:
            self._see(self.sections.pop())
            self.order.tell_no_more()
        else:
            self.order.note("unpaired", "EMC")

    def _see(self, visible: Visible) -> None:
        if visible is not self.visible:
            self.visible = visible
            self.change(visible=visible)

    def _extend(self, operator: str, *points: Point) -> None:
        matrix = self.state.matrix
        self.path.append((operator, tuple([moved(matrix, x, y) for x, y in points])))

    def _move(self, operands: Operands) -> None:
        self.start = self.current = cast(Point, numbers(operands))
        self._extend("m", self.start)

    def _line(self, operands: Operands) -> None:
        self.current = cast(Point, numbers(operands))
        self._extend("l", self.current)

    def _curve(self, operands: Operands) -> None:
        a, b, c, d, e, f = numbers(operands)
        self.current = (e, f)
        self._extend("c", (a, b), (c, d), (e, f))

    def _curve_from_here(self, operands: Operands) -> None:
        c, d, e, f = numbers(operands)
        here, self.current = self.current, (e, f)
        self._extend("c", here, (c, d), (e, f))

    def _curve_to_there(self, operands: Operands) -> None:
        a, b, e, f = numbers(operands)
        self.current = (e, f)
        self._extend("c", (a, b), (e, f), (e, f))

    def _end_path(self, _: Operands) -> None:
        self.finished()

    def _clips_nonzero(self, _: Operands) -> None:
        self.clipping = "W"

    def _clips_even_odd(self, _: Operands) -> None:
        self.clipping = "W*"

    def _dash(self, operands: Operands) -> None:
        self.change(dashes=numbers(operands[0]), dash_phase=float(operands[1]))

    def _begin_text(self, _: Operands) -> None:
        self.order.begin_text()
        self._line_at(IDENTITY)

    def _intent(self, operands: Operands) -> None:
        if operands[0] not in RENDERING_INTENTS:
            self.order.note("intent", str(operands[0]))

    def _line_at(self, matrix: Matrix) -> None:
        self.text_matrix = self.line_matrix = matrix
        self.shown_on_line = False

    def _font(self, operands: Operands) -> None:
        self.change(font=self.resource("/Font", operands[0]), size=float(operands[1]))

    def _text_mode(self, operands: Operands) -> None:
        self.change(mode=int(operands[0]))

    def _place_text(self, operands: Operands) -> None:
        self._line_at(cast(Matrix, numbers(operands)))

    def _next_line(self, operands: Operands) -> None:
        x, y = numbers(operands)
        self._line_at(times((1, 0, 0, 1, x, y), self.line_matrix))

    def _next_line_and_lead(self, operands: Operands) -> None:
        self.change(leading=-float(operands[1]))
        self._next_line(operands)


Action = Callable[[Pen, Operands], None]


def _setting(which: str, share: float = 1.0) -> Action:
    """A number of the state."""
    return lambda pen, operands: pen.change(**{which: float(operands[0]) * share})


def _space(which: str) -> Action:
    def set_it(pen: Pen, operands: Operands) -> None:
        name = str(operands[0])
        if name not in NAMED_WITHOUT_RESOURCE:
            pen.resource("/ColorSpace", name)
        pen.change(**{which: first_paint(pen.resources, name)})

    return set_it


def _components(which: str) -> Action:
    def set_them(pen: Pen, operands: Operands) -> None:
        values = tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name))
        named = isinstance(operands[-1], pikepdf.Name)
        pattern = pen.resource("/Pattern", operands[-1]) if named else None
        pen.change(**{which: replace(getattr(pen.state, which), values=values, pattern=pattern)})

    return set_them


def _device(which: str, space: str) -> Action:
    def set_it(pen: Pen, operands: Operands) -> None:
        pen.change(**{which: Paint(space, numbers(operands), said=pen.defaults.get(space))})

    return set_it


_COLOURING: Mapping[str, Action] = {
    "cs": _space("fill"), "CS": _space("stroke"), "sc": _components("fill"), "scn": _components("fill"),
    "SC": _components("stroke"), "SCN": _components("stroke"),
    "g": _device("fill", "/DeviceGray"), "G": _device("stroke", "/DeviceGray"),
    "rg": _device("fill", "/DeviceRGB"), "RG": _device("stroke", "/DeviceRGB"),
    "k": _device("fill", "/DeviceCMYK"), "K": _device("stroke", "/DeviceCMYK"),
}  # fmt: skip
_SHAPING: Mapping[str, Action] = {
    "q": Pen._save, "Q": Pen._restore, "cm": Pen.transform, "w": _setting("width"), "d": Pen._dash,
    "J": lambda pen, operands: pen.change(cap=int(operands[0])),
    "j": lambda pen, operands: pen.change(join=int(operands[0])), "M": _setting("miter"),
    "m": Pen._move, "l": Pen._line, "c": Pen._curve, "v": Pen._curve_from_here, "y": Pen._curve_to_there,
    "h": Pen.close, "re": Pen.rectangle, "W": Pen._clips_nonzero, "W*": Pen._clips_even_odd, "n": Pen._end_path,
    "BT": Pen._begin_text, "ET": lambda pen, _: pen.order.end_text(), "Tf": Pen._font, "Tr": Pen._text_mode,
    "Tm": Pen._place_text, "Td": Pen._next_line,
    "TD": Pen._next_line_and_lead, "T*": Pen.next_leading, "TL": _setting("leading"), "Tc": _setting("spacing"),
    "Tz": _setting("wide", 0.01), "Tw": _setting("word_spacing"), "Ts": _setting("rise"),
    "BDC": Pen._begin_section, "BMC": Pen._begin_section, "EMC": Pen._end_section, "ri": Pen._intent,
    "BX": lambda pen, _: pen.order.excuse(), "EX": lambda pen, _: pen.order.excuse_no_more(),
}  # fmt: skip
_ACTIONS = {**_SHAPING, **_COLOURING}
PASSED_OVER = frozenset({"i", "d0", "MP", "DP", *_COLOURING})
"""Operators that change nothing a pen keeps, or nothing of one that is frozen."""


def numbers(operands: Any) -> tuple[float, ...]:
    """The operands of an operator, or the entries of an array, that are numbers alone."""
    return tuple(map(float, operands))


def shown_parts(said: Any) -> tuple[bytes | float, ...]:
    """The operand of a show operator: strings of codes, and between them moves back."""
    array = said if isinstance(said, pikepdf.Array) else [said]
    return tuple(bytes(part) if isinstance(part, pikepdf.String) else float(part) for part in array)
