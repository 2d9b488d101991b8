"""A chart -> a table of shaded cells: vectors, in every program. Edges of cells are the lines of the grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mzdocs.core.units import Length, mm
from mzdocs.model.letter import Bar, Chart
from mzdocs.render.word import ruled_tables as tables
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words

BAR, AXIS, GRID, LIMIT = ws.FRAME, "5A544D", "E6D3A6", "1D1B19"
"""Colours of bars, axis, grid and threshold: primary, ink-soft, gold-light and ink of the house."""
_HIGH, _BETWEEN = mm(5.2), mm(1.6)
_KEPT = "<w:keepNext/>"
"""A row stays on the page of the next one: a chart is not parted from its axis."""
_EMPTY = words.paragraph("空隙", properties=_KEPT)
Piece = tuple[float, float, str, str]
"""A cell between two places: what stands in it, and what differs in its look."""


def chart(block: Chart, width: Length) -> str:
    """Its title, its threshold's name, its bars and its axis, on columns that end wherever anything does."""
    made = _Columns(block, width)
    rows = [made.row(made.threshold())] if block.threshold else []
    for bar in block.bars:
        label, said = (words.line(*each, _KEPT) for each in (("小表右", bar.label), ("图说", bar.said)))
        rows += [made.row(made.bar(bar), label, said, _HIGH), made.row(made.bar(), high=_BETWEEN)]
    title = words.line("表题", block.title) if block.title else ""
    grid = tables.grid(made.widths, [*rows, made.row(made.names())], margins=tables.NO_MARGINS)
    return title + grid + tables.gap(mm(4))


@dataclass(frozen=True)
class _Columns:
    """The columns of a chart's table, and its rows as pieces between places, which are shares of the room for bars."""

    chart: Chart
    width: Length

    @cached_property
    def places(self) -> list[float]:
        bars = (place for bar in self.chart.bars for place in (bar.start, bar.end))
        pieces = (*self.names(), *(self.threshold() if self.chart.threshold else ()))
        return sorted({*map(_exact, (*bars, *self.lines)), *(place for piece in pieces for place in piece[:2])})

    @cached_property
    def lines(self) -> dict[float, str]:
        """The lines that run through all bars, each as an edge of the cell on its right."""
        thin = {_exact(at): ws.border_xml("left", mm(0.15), GRID) for at in self.chart.axis.grid}
        limit = self.chart.threshold
        return thin | ({_exact(limit.at): ws.border_xml("left", mm(0.5), LIMIT)} if limit else {})

    @property
    def room(self) -> Length:
        label, text = self.chart.widths
        return self.width - mm(label) - mm(text)

    @property
    def widths(self) -> list[Length]:
        label, text = self.chart.widths
        return [mm(label), *(self.room * (b - a) for a, b in pairwise(self.places)), mm(text)]

    def threshold(self) -> Iterator[Piece]:
        """Its name over its line: in the widest cell that has the line in its middle."""
        assert self.chart.threshold
        at, name = self.chart.threshold.at, self.chart.threshold.name
        beside = min(at, 1 - at)
        start, end = (_exact(at - beside), _exact(at + beside)) if beside else (0.0, 1.0)
        style = "图注" if beside else "图注右" if at else "图注左"
        yield from ((0.0, start, "", ""), (start, end, words.line(style, name, _KEPT), ""), (end, 1.0, "", ""))

    def bar(self, bar: Bar | None = None) -> Iterator[Piece]:
        """A bar over the grid; without one, what parts two bars."""
        start, end = (_exact(bar.start), _exact(bar.end)) if bar else (0.0, 0.0)
        for a, b in pairwise(sorted({0.0, 1.0, start, end, *self.lines})):
            left, filled = self.lines.get(a, ""), start <= a < end
            right = self.lines.get(b, "").replace("w:left", "w:right")
            outline = [ws.border_xml(edge, mm(0.35), BAR) for edge in ("top", "bottom")]
            if bar and bar.mark and filled:
                left = left or ws.border_xml("left", mm(0.35), BAR) if a == start else left
                right = right or ws.border_xml("right", mm(0.35), BAR) if b == end else right
                edges, shade = (outline[0], left, outline[1], right), tables.shading(BAR, "diagStripe")
            else:
                edges, shade = ("", left, "", right), tables.shading(BAR) if filled else ""
            yield a, b, "", ws.borders_xml("tcBorders", filter(None, edges)) + shade

    def names(self) -> Iterator[Piece]:
        """The names below the axis: between its lines, or each around its own."""
        axis = self.chart.axis
        above = ws.borders_xml("tcBorders", [ws.border_xml("top", mm(0.25), AXIS)])
        edges = axis.grid if axis.between else (0.0, *((a + b) / 2 for a, b in pairwise(axis.grid)), 1.0)
        for (a, b), name in zip(pairwise(map(_exact, edges)), axis.names, strict=True):
            style = "图注" if axis.between or (a > 0.0 and b < 1.0) else "图注右" if a else "图注左"
            yield a, b, words.line(style, name) if name else "", above

    def row(self, pieces: Iterable[Piece], label: str = _EMPTY, text: str = _EMPTY, high: Length | None = None) -> str:
        """A row of the table: a label, the pieces between it and the text."""
        inner = [self._cell(*piece) for piece in pieces if piece[0] < piece[1]]
        first, last = (mm(each) for each in self.chart.widths)
        return tables.row([tables.cell(label, first), *inner, tables.cell(text, last)], height=high)

    def _cell(self, a: float, b: float, content: str, look: str) -> str:
        span = self.places.index(b) - self.places.index(a)
        return tables.cell(content or _EMPTY, self.room * (b - a), borders=look, span=span)


def _exact(place: float) -> float:
    """Places that are one are equal."""
    return round(min(1.0, max(0.0, place)), 6)
