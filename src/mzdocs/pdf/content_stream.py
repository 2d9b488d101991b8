"""The content streams of a PDF -> each once with its resources; of a page, all it paints, in order, in page points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pikepdf

from mzdocs.pdf.colour_spaces import first_paint
from mzdocs.pdf.drawing_depth import DEEPEST, DrawsItself
from mzdocs.pdf.filled_shapes import PUT_BY, PlacedShape, PutBy, without_fills
from mzdocs.pdf.font_widths import Widths, length, widths_of
from mzdocs.pdf.graphics_state import IDENTITY, Mark, Matrix, Paint, Point, Segment, State, changes, moved, times
from mzdocs.pdf.page_boxes import said_of, unit_of


def marks(page: pikepdf.Page) -> Iterator[Mark]:
    """Everything the page paints, in order, with forms opened where they are drawn; as large as it is printed."""
    unit = unit_of(page.obj)
    printed = State(matrix=(unit, 0, 0, unit, 0, 0))
    yield from _Reader(page, said_of(page.obj, "/Resources"), printed, 0).marks()


@dataclass
class _Reader:
    """Reads one content stream; what it draws through forms is read by readers of their own."""

    container: Any
    resources: Any
    state: State
    depth: int
    stack: list[State] = field(default_factory=list)
    path: list[Segment] = field(default_factory=list)
    start: Point = (0.0, 0.0)
    current: Point = (0.0, 0.0)
    clipping: str = ""
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    unmoved: Mark | None = None
    widths: dict[tuple[int, int], Widths] = field(default_factory=dict)

    def marks(self) -> Iterator[Mark]:
        shorter = without_fills(self.container)
        for instruction in pikepdf.parse_content_stream(shorter.content):
            operands, name = cast("Sequence[Any]", instruction.operands), str(instruction.operator)
            if name == PUT_BY:
                (number,) = operands
                yield from self._filled(shorter.put_by[int(number)])
            elif name in _PAINTING:
                yield from self._painted(name)
            elif name in _SHOWING:
                yield from self._shown(name, operands)
            elif name == "Do":
                yield from self._drawn(self._resource("/XObject", operands[0]))
            elif name == "sh":
                yield Mark("shading", self.state)
            elif name == "INLINE IMAGE":
                yield Mark("image", self.state, image=_inline(operands[0]))
            elif name in _ACTIONS:
                _ACTIONS[name](self, operands)

    def _resource(self, kind: str, name: Any) -> Any:
        return self.resources[kind][str(name)]

    def _painted(self, name: str) -> Iterator[Mark]:
        fills, strokes, closes = _PAINTING[name]
        if closes:
            self.path.append(("h", ()))
        state, path = self.state, self._finished()
        if fills:
            yield Mark("fill", state, path, even_odd=name.endswith("*"))
        if strokes:
            yield Mark("stroke", state, path)

    def _filled(self, what: PutBy) -> Iterator[Mark]:
        """A path written and filled at once; if something stands before it, it is a part of that path."""
        state = self.state
        if what.matrix is not None:
            self._transform(what.matrix)
        placed = PlacedShape(what.shape, self.state.matrix)
        if self.path or self.clipping:
            self.path += placed
            yield from self._painted(what.operator)
        else:
            yield Mark("fill", self.state, placed, even_odd=what.operator == "f*")
        if what.matrix is not None:
            self.state = state

    def _finished(self) -> tuple[Segment, ...]:
        """The path, which is over; if it clips, it confines what is painted after it."""
        path, self.path = tuple(self.path), []
        if self.clipping:
            self._clip(path, even_odd=self.clipping == "W*")
            self.clipping = ""
        return path

    def _clip(self, path: tuple[Segment, ...], even_odd: bool = False) -> None:
        self._change(clips=(*self.state.clips, (path, even_odd)))

    def _shown(self, name: str, operands: Sequence[Any]) -> Iterator[Mark]:
        """One mark for each show operator, where its text begins: after what was shown before it on its line."""
        if name == '"':
            self._change(word_spacing=float(operands[0]), spacing=float(operands[1]))
        if name in _ON_NEXT_LINE:
            self._next_leading(())
        elif self.unmoved is not None:
            self._advance(self.unmoved)
        mark = Mark("text", self.state, shown=_parts(operands[-1]), text_matrix=self.text_matrix)
        self.unmoved = mark
        yield mark

    def _advance(self, mark: Mark) -> None:
        """A line is mostly shown by one operator: widths are only read where another follows it."""
        if mark.state.font is not None:
            along = length(mark, widths_of(mark.state.font, self.widths))
            self.text_matrix = times((1, 0, 0, 1, along, 0), mark.text_matrix)

    def _drawn(self, form: Any) -> Iterator[Mark]:
        if form.get("/Subtype") == "/Image":
            yield Mark("image", self.state, image=form)
        elif form.get("/Subtype") == "/Form":
            if self.depth >= DEEPEST:
                raise DrawsItself(self.depth)
            inner = _numbers(form.get("/Matrix", IDENTITY))
            state = replace(self.state, matrix=times(cast(Matrix, inner), self.state.matrix))
            if "/Group" in form:
                state = replace(
                    state, veiled=state.transparent, alpha=1.0, alpha_stroke=1.0, masked=False, blend="/Normal"
                )
            resources = form.get("/Resources", self.resources)
            reader = _Reader(form, resources, state, self.depth + 1)
            if "/BBox" in form:
                x1, y1, x2, y2 = _numbers(form.BBox)
                reader._rectangle((x1, y1, x2 - x1, y2 - y1))
                reader._clip(reader._finished())
            yield from reader.marks()

    def _change(self, **what: Any) -> None:
        self.state = self.state.changed(what)

    def _save(self, _: Sequence[Any]) -> None:
        self.stack.append(self.state)

    def _restore(self, _: Sequence[Any]) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def _transform(self, operands: Sequence[Any]) -> None:
        self._change(matrix=times(cast(Matrix, _numbers(operands)), self.state.matrix))

    def _extend(self, operator: str, *points: Point) -> None:
        matrix = self.state.matrix
        self.path.append((operator, tuple([moved(matrix, x, y) for x, y in points])))

    def _move(self, operands: Sequence[Any]) -> None:
        self.start = self.current = cast(Point, _numbers(operands))
        self._extend("m", self.start)

    def _line(self, operands: Sequence[Any]) -> None:
        self.current = cast(Point, _numbers(operands))
        self._extend("l", self.current)

    def _curve(self, operands: Sequence[Any]) -> None:
        a, b, c, d, e, f = _numbers(operands)
        self.current = (e, f)
        self._extend("c", (a, b), (c, d), (e, f))

    def _curve_from_here(self, operands: Sequence[Any]) -> None:
        c, d, e, f = _numbers(operands)
        here, self.current = self.current, (e, f)
        self._extend("c", here, (c, d), (e, f))

    def _curve_to_there(self, operands: Sequence[Any]) -> None:
        a, b, e, f = _numbers(operands)
        self.current = (e, f)
        self._extend("c", (a, b), (e, f), (e, f))

    def _close(self, _: Sequence[Any]) -> None:
        self.path.append(("h", ()))
        self.current = self.start

    def _rectangle(self, operands: Sequence[Any]) -> None:
        x, y, w, h = _numbers(operands)
        self.start = self.current = (x, y)
        for operator, point in (("m", (x, y)), ("l", (x + w, y)), ("l", (x + w, y + h)), ("l", (x, y + h))):
            self._extend(operator, point)
        self.path.append(("h", ()))

    def _end_path(self, _: Sequence[Any]) -> None:
        self._finished()

    def _clips(self, operator: str) -> Callable[[Sequence[Any]], None]:
        def setter(operands: Sequence[Any]) -> None:
            self.clipping = operator

        return setter

    def _line_width(self, operands: Sequence[Any]) -> None:
        self._change(width=float(operands[0]))

    def _graphics(self, operands: Sequence[Any]) -> None:
        self._change(**changes(self._resource("/ExtGState", operands[0])))

    def _space(self, which: str) -> Callable[[Sequence[Any]], None]:
        def setter(operands: Sequence[Any]) -> None:
            self._change(**{which: first_paint(self.resources, str(operands[0]))})

        return setter

    def _components(self, which: str) -> Callable[[Sequence[Any]], None]:
        def setter(operands: Sequence[Any]) -> None:
            values = tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name))
            self._change(**{which: replace(getattr(self.state, which), values=values)})

        return setter

    def _device(self, which: str, space: str) -> Callable[[Sequence[Any]], None]:
        def setter(operands: Sequence[Any]) -> None:
            self._change(**{which: Paint(space, _numbers(operands))})

        return setter

    def _begin_text(self, _: Sequence[Any]) -> None:
        self._line_at(IDENTITY)

    def _line_at(self, matrix: Matrix) -> None:
        self.text_matrix = self.line_matrix = matrix
        self.unmoved = None

    def _font(self, operands: Sequence[Any]) -> None:
        self._change(font=self._resource("/Font", operands[0]), size=float(operands[1]))

    def _text_mode(self, operands: Sequence[Any]) -> None:
        self._change(mode=int(operands[0]))

    def _place_text(self, operands: Sequence[Any]) -> None:
        self._line_at(cast(Matrix, _numbers(operands)))

    def _next_line(self, operands: Sequence[Any]) -> None:
        x, y = _numbers(operands)
        self._line_at(times((1, 0, 0, 1, x, y), self.line_matrix))

    def _next_line_and_lead(self, operands: Sequence[Any]) -> None:
        self._change(leading=-float(operands[1]))
        self._next_line(operands)

    def _next_leading(self, _: Sequence[Any]) -> None:
        self._next_line((0, -self.state.leading))

    def _text_state(self, which: str, share: float = 1.0) -> Callable[[Sequence[Any]], None]:
        def setter(operands: Sequence[Any]) -> None:
            self._change(**{which: float(operands[0]) * share})

        return setter


_PAINTING = {  # fills, strokes, closes first
    "f": (True, False, False), "F": (True, False, False), "f*": (True, False, False),
    "S": (False, True, False), "s": (False, True, True),
    "B": (True, True, False), "B*": (True, True, False), "b": (True, True, True), "b*": (True, True, True),
}  # fmt: skip
_SHOWING = ("Tj", "TJ", "'", '"')
_ON_NEXT_LINE = ("'", '"')

_Action = Callable[[_Reader, Sequence[Any]], None]
_ACTIONS: dict[str, _Action] = {
    "q": _Reader._save, "Q": _Reader._restore, "cm": _Reader._transform, "w": _Reader._line_width,
    "gs": _Reader._graphics, "m": _Reader._move, "l": _Reader._line, "c": _Reader._curve,
    "v": _Reader._curve_from_here, "y": _Reader._curve_to_there, "h": _Reader._close, "re": _Reader._rectangle,
    "W": lambda r, o: r._clips("W")(o), "W*": lambda r, o: r._clips("W*")(o),
    "n": _Reader._end_path, "BT": _Reader._begin_text, "Tf": _Reader._font, "Tr": _Reader._text_mode,
    "Tm": _Reader._place_text, "Td": _Reader._next_line, "TD": _Reader._next_line_and_lead,
    "T*": _Reader._next_leading, "TL": lambda r, o: r._text_state("leading")(o),
    "Tc": lambda r, o: r._text_state("spacing")(o), "Tz": lambda r, o: r._text_state("wide", 0.01)(o),
    "Tw": lambda r, o: r._text_state("word_spacing")(o), "Ts": lambda r, o: r._text_state("rise")(o),
    "cs": lambda r, o: r._space("fill")(o), "CS": lambda r, o: r._space("stroke")(o),
    "sc": lambda r, o: r._components("fill")(o), "scn": lambda r, o: r._components("fill")(o),
    "SC": lambda r, o: r._components("stroke")(o), "SCN": lambda r, o: r._components("stroke")(o),
    "g": lambda r, o: r._device("fill", "/DeviceGray")(o), "G": lambda r, o: r._device("stroke", "/DeviceGray")(o),
    "rg": lambda r, o: r._device("fill", "/DeviceRGB")(o), "RG": lambda r, o: r._device("stroke", "/DeviceRGB")(o),
    "k": lambda r, o: r._device("fill", "/DeviceCMYK")(o), "K": lambda r, o: r._device("stroke", "/DeviceCMYK")(o),
}  # fmt: skip


def _parts(said: Any) -> tuple[bytes | float, ...]:
    array = said if isinstance(said, pikepdf.Array) else [said]
    return tuple(bytes(part) if isinstance(part, pikepdf.String) else float(part) for part in array)


def _numbers(operands: Any) -> tuple[float, ...]:
    return tuple(map(float, operands))


def _inline(image: Any) -> pikepdf.Dictionary:
    """What a picture within the content says of itself, in the words of one that stands by itself."""
    said = pikepdf.Dictionary(Width=image.width, Height=image.height, BitsPerComponent=image.bits_per_component)
    if image.image_mask:
        said.ImageMask = True
    else:
        said.ColorSpace = pikepdf.Name(image.colorspace)
    return said
