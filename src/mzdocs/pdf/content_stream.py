"""All that a page of a PDF paints, in order, in page points: the one walker that every rule on paint goes with.

Forms are opened where they are drawn; so are tiles and shadings where they fill, the glyphs of Type 3 fonts, the
annotations, and, marked as such, what a soft mask draws and what a layer hides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pikepdf

from mzdocs.pdf.annotations import appearances
from mzdocs.pdf.colour_spaces import begun, inline_picture, shaded
from mzdocs.pdf.content_faults import ContentFault, StreamOrder
from mzdocs.pdf.drawing_depth import DEEPEST, DrawsItself
from mzdocs.pdf.filled_shapes import PUT_BY, PlacedShape, PutBy, without_fills
from mzdocs.pdf.font_widths import Widths, length, widths_of
from mzdocs.pdf.graphics_state import IDENTITY, Mark, Matrix, Paint, State, times
from mzdocs.pdf.optional_content import Layers
from mzdocs.pdf.pen import PASSED_OVER, Operands, Pen, numbers, shown_parts
from mzdocs.pdf.printed_boxes import said_of, unit_of
from mzdocs.pdf.text_modes import UNPAINTED
from mzdocs.pdf.tiles import box_path, cells, round_mark
from mzdocs.pdf.type3_glyphs import DrawnFont

MOST_OPENED = 100_000
"""Streams opened for one page, each as often as it is drawn."""
_MOST_OF_ONE = 100
"""Fills of one page for which the same tile is opened."""
_BROKEN = (pikepdf.PdfError, pikepdf.DependencyError, ArithmeticError, AttributeError, LookupError, NotImplementedError)


class BrokenContent(ValueError):
    """Content that no reader can follow: bytes that cannot be decoded, an operator without its operands."""


@dataclass
class SharedParts:
    """What the pages of a file have in common."""

    layers: Layers = field(default_factory=Layers)
    widths: dict[tuple[int, int], Widths] = field(default_factory=dict)


def marks(
    page: pikepdf.Page, shared: SharedParts | None = None, faults: set[ContentFault] | None = None
) -> Iterator[Mark]:
    """Everything the page paints, in order, as large as it is printed; `Mark.prints` tells what comes to paper,
    `State.within` what draws it. What is wrong with its streams is added to `faults`, once all is read.

    Raises:
        DrawsItself: it would never come to an end.
        BrokenContent: it cannot be followed.
    """
    try:
        yield from _page_marks(page, _Walk(shared or SharedParts(), set() if faults is None else faults))
    except DrawsItself:
        raise
    except (*_BROKEN, TypeError, ValueError) as error:
        raise BrokenContent(*error.args) from error


@dataclass
class _Walk:
    """What has been opened for one page."""

    shared: SharedParts
    faults: set[ContentFault]
    opened: int = 0
    tiles: Counter[tuple[int, int]] = field(default_factory=Counter)
    seen: set[Any] = field(default_factory=set)
    fonts: dict[tuple[int, int], DrawnFont] = field(default_factory=dict)

    def first(self, *what: Any) -> bool:
        """Whether this is met for the first time."""
        if what in self.seen:
            return False
        self.seen.add(what)
        return True

    def font(self, said: Any) -> DrawnFont:
        if said.objgen not in self.fonts or said.objgen == (0, 0):
            self.fonts[said.objgen] = DrawnFont(said)
        return self.fonts[said.objgen]


def _page_marks(page: pikepdf.Page, walk: _Walk) -> Iterator[Mark]:
    unit = unit_of(page.obj)
    printed: Matrix = (unit, 0, 0, unit, 0, 0)
    resources, order = said_of(page.obj, "/Resources"), StreamOrder(walk.faults)
    reader = _Reader(walk, page, Pen(resources, State(matrix=printed), walk.shared.layers, order=order))
    yield from reader.marks()
    for form, matrix, visible in appearances(page, walk.shared.layers):
        yield from reader.form(form, State(matrix=times(matrix, printed), within="annotation", visible=visible))


class _Reader:
    """Reads one content stream; what it draws through others is read by readers of their own."""

    def __init__(self, walk: _Walk, container: Any, pen: Pen, depth: int = 0) -> None:
        walk.opened += 1
        if depth > DEEPEST or walk.opened > MOST_OPENED:
            raise DrawsItself(depth)
        self.walk, self.container, self.pen, self.depth = walk, container, pen, depth
        self.base = pen.state.matrix
        self.unmoved: Mark | None = None

    def marks(self) -> Iterator[Mark]:
        """Everything it paints, and what that draws."""
        pen, actions = self.pen, self.pen.actions
        shorter = without_fills(self.container)
        instructions = pikepdf.parse_content_stream(shorter.content)
        instructions.reverse()
        while instructions:  # let go one by one: hundreds of thousands take more memory than what they paint
            instruction = instructions.pop()
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in actions:
                actions[name](pen, operands)
            elif name == PUT_BY:
                (number,) = operands
                yield from self._filled(shorter.put_by[int(number)])
            elif name in _PAINTING:
                yield from self._painted(name)
            elif name in _SHOWING:
                yield from self._shown(name, operands)
            elif name in _CALLING:
                yield from self._called(name, operands)
            elif name == "INLINE IMAGE":
                picture, data = inline_picture(operands[0], pen.resources)
                yield from self._pictured(Mark("image", pen.state, image=picture, data=data))
            elif name == "d1":
                pen.frozen = True
                actions = pen.actions
            elif name not in PASSED_OVER:
                pen.order.unknown(name)
        pen.order.end(pen.stack, pen.sections)

    def _called(self, name: str, operands: Operands) -> Iterator[Mark]:
        """What a name of the resources stands for; a name they have not stands for nothing."""
        called = self.pen.resource(_CALLING[name], operands[0])
        if called is None:
            return
        if name == "Do":
            yield from self._drawn(called)
        elif name == "sh":
            self.pen.order.paint(name)
            yield shaded(called, self.pen.state)
        else:
            self.pen.graphics(operands)
            if self.pen.state.masked:
                yield from self._masked(called)

    def _painted(self, name: str) -> Iterator[Mark]:
        fills, strokes, closes = _PAINTING[name]
        if closes:
            self.pen.close()
        state, path = self.pen.state, self.pen.finished()
        self.pen.order.paint(name)
        if fills:
            mark = Mark("fill", state, path, even_odd=name.endswith("*"))
            yield mark
            yield from self._patterned(mark)
        if strokes:
            mark = Mark("stroke", state, path)
            yield mark
            yield from self._patterned(mark)

    def _filled(self, what: PutBy) -> Iterator[Mark]:
        """A path written and filled at once; if something stands before it, it is a part of that path."""
        state = self.pen.state
        if what.matrix is not None:
            self.pen.transform(what.matrix)
        placed = PlacedShape(what.shape, self.pen.state.matrix)
        if self.pen.path or self.pen.clipping:
            self.pen.path += placed
            yield from self._painted(what.operator)
        else:
            self.pen.order.paint(what.operator)
            mark = Mark("fill", self.pen.state, placed, even_odd=what.operator == "f*")
            yield mark
            yield from self._patterned(mark)
        if what.matrix is not None:
            self.pen.state = state

    def _shown(self, name: str, operands: Operands) -> Iterator[Mark]:
        """One mark for each show operator, where its text begins: after what was shown before it on its line."""
        pen = self.pen
        pen.order.show(name, pen.state.font)
        pen.order.paint(name)
        if name == '"':
            pen.change(word_spacing=float(operands[0]), spacing=float(operands[1]))
        if name in _ON_NEXT_LINE:
            pen.next_leading()
        elif pen.shown_on_line and self.unmoved is not None:
            self._advance(self.unmoved)
        mark = Mark("text", pen.state, shown=shown_parts(operands[-1]), text_matrix=pen.text_matrix)
        self.unmoved, pen.shown_on_line = mark, True
        yield mark
        yield from self._patterned(mark)
        if mark.state.font is not None and mark.state.font.get("/Subtype") == "/Type3":
            yield from self._glyphs(mark)

    def _advance(self, mark: Mark) -> None:
        """A line is mostly shown by one operator: widths are only read where another follows it."""
        if mark.state.font is not None:
            along = length(mark, widths_of(mark.state.font, self.walk.shared.widths))
            self.pen.text_matrix = times((1, 0, 0, 1, along, 0), mark.text_matrix)

    def _glyphs(self, mark: Mark) -> Iterator[Mark]:
        """What a Type 3 font draws: of one code in one colour once for a page. The text mode is not for it (9.3.6)."""
        said = mark.state.font
        font = self.walk.font(said)
        for code, procedure, matrix in font.glyphs(mark):
            if self.walk.first(said.objgen, code, mark.paint, mark.state.visible):
                state = mark.state.changed({"matrix": matrix, "within": mark.state.through("glyph"), "mode": 0})
                yield from self._opened(procedure, said.get("/Resources", self.pen.resources), state)

    def _drawn(self, drawn: Any) -> Iterator[Mark]:
        state, layer = self.pen.state, drawn.get("/OC")
        if layer is not None:
            state = state.changed({"visible": state.visible.and_also(self.walk.shared.layers.of(layer))})
        if drawn.get("/Subtype") == "/Image":
            yield from self._pictured(Mark("image", state, image=drawn))
        elif drawn.get("/Subtype") == "/PS" or drawn.get("/Subtype2") == "/PS":
            yield Mark("postscript", state, image=drawn)
        elif drawn.get("/Subtype") == "/Form":
            yield from self.form(drawn, state)

    def _pictured(self, mark: Mark) -> Iterator[Mark]:
        """A picture; a stencil lets through what a pattern paints."""
        self.pen.order.paint("Do")
        yield mark
        if mark.image.get("/ImageMask", False):
            yield from self._patterned(mark)

    def form(self, form: Any, state: State) -> Iterator[Mark]:
        """What a form paints in this state: of a group, put on the page as one."""
        group = form.get("/Group")
        if group is not None:
            state = state.in_group(group)
        yield from self._laid(form, state, self.pen.frozen)

    def _laid(self, form: Any, state: State, frozen: bool = False) -> Iterator[Mark]:
        inner = cast(Matrix, numbers(form.get("/Matrix", IDENTITY)))
        state = state.changed({"matrix": times(inner, state.matrix)})
        return self._opened(form, form.get("/Resources", self.pen.resources), state, frozen)

    def _opened(self, content: Any, resources: Any, state: State, frozen: bool = False) -> Iterator[Mark]:
        borrowed = "/Resources" not in content
        order = StreamOrder(self.walk.faults, self.pen.order.telling if state.within == "page" else "tagged")
        pen = Pen(resources, state, self.walk.shared.layers, frozen, borrowed, order)
        if "/BBox" in content:
            x1, y1, x2, y2 = numbers(content.BBox)
            pen.rectangle((x1, y1, x2 - x1, y2 - y1))
            pen.clip(pen.finished())
        return _Reader(self.walk, content, pen, self.depth + 1).marks()

    def _masked(self, said: Any) -> Iterator[Mark]:
        """What the soft mask of a state draws, once for a page."""
        mask = said.get("/SMask")
        form = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        if form is not None and self.walk.first(form.objgen, self.pen.state.matrix):
            here = self.pen.state
            yield from self.form(form, State(matrix=here.matrix, within="mask", visible=here.visible))

    def _patterned(self, mark: Mark) -> Iterator[Mark]:
        """What a pattern paints within a mark: of a path, as far as the path goes; of a line or a text, round it."""
        pattern = mark.paint.pattern
        if pattern is None or (mark.what == "text" and mark.state.mode == UNPAINTED):
            return
        area = round_mark(mark)
        matrix = times(cast(Matrix, numbers(pattern.get("/Matrix", IDENTITY))), self.base)
        clip = (tuple(mark.path), mark.even_odd) if mark.what == "fill" else (box_path(area), False)
        within = mark.state.through("pattern")
        state = mark.state.changed({"matrix": matrix, "within": within, "clips": (*mark.state.clips, clip)})
        if "/Shading" in pattern:
            yield shaded(pattern.Shading, state)
        elif pattern.get("/PatternType") == _TILING and self.walk.tiles[pattern.objgen] < _MOST_OF_ONE:
            self.walk.tiles[pattern.objgen] += 1
            frozen = pattern.get("/PaintType") == _SHAPE_ALONE
            tint = replace(begun(mark.paint.said[1]), values=mark.paint.values) if frozen else Paint()
            state = state.in_group(None, mark.alpha).changed({"fill": tint, "stroke": tint})
            for cell in cells(pattern, matrix, area):
                resources = pattern.get("/Resources", self.pen.resources)
                yield from self._opened(pattern, resources, state.changed({"matrix": cell}), frozen)


_PAINTING = {  # fills, strokes, closes first
    "f": (True, False, False), "F": (True, False, False), "f*": (True, False, False),
    "S": (False, True, False), "s": (False, True, True),
    "B": (True, True, False), "B*": (True, True, False), "b": (True, True, True), "b*": (True, True, True),
}  # fmt: skip
_CALLING = {"Do": "/XObject", "sh": "/Shading", "gs": "/ExtGState"}
_SHOWING, _ON_NEXT_LINE = ("Tj", "TJ", "'", '"'), ("'", '"')
_TILING, _SHAPE_ALONE = 1, 2
