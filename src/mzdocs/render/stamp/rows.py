"""Rows -> pages: how tall each row is, which page it is on, and the content that shows and rules it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mzdocs.problems import Exit, Place, Stopped, fault
from mzdocs.render.stamp.laid import row_height
from mzdocs.render.stamp.lines import Breaker
from mzdocs.render.stamp.plate import Column, Rule, Table
from mzdocs.render.stamp.setting import Types, bnumber, literal, matrix_of, number

ROW_TOO_TALL = fault(
    "MZ3305",
    "这一行有一格要 {lines} 行字，一页也放不下",
    "A cell of this row needs {lines} lines: more than a page holds",
    "缩短这一格的文字。",
    "Shorten the text of this cell.",
    Exit.FIT,
)
WORD_TOO_WIDE = fault(
    "MZ3306",
    "这一格里有不能断开的文字，宽 {wide} mm，格宽 {room} mm",
    "A cell has a word that cannot be broken: {wide} mm in a column of {room} mm",
    "缩短，或在其中加空格。",
    "Shorten it, or put a blank into it.",
    Exit.FIT,
)
_MOST = 20_000
_FUDGE = 1 + 1e-9
_PX = 25.4 / 96
_HAIR = 0.2
_PART = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of the room left of a line goes before it."""
_MARKS = [b"/TD<</MCID %d>>BDC " % mark for mark in range(4096)]

Cell = tuple[int, bytes, tuple[tuple[float, bytes], ...]]
"""How many lines; the face's name in resources; for each line how far it is moved right, and what shows it."""


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    height: float


@dataclass(frozen=True)
class Batch:
    """The rows of one page, and what stands for them in sums."""

    first: int
    rows: tuple[Row, ...]


class Rows:
    """Sets the rows of one table in one file; sides of a plate differ in where the table begins."""

    def __init__(self, table: Table, types: Types, tagged: bool) -> None:
        self._table, self._types, self._tagged = table, types, tagged
        self._known: list[dict[str, Cell]] = [{} for _ in table.columns]
        self._heights: dict[tuple[int, ...], float] = {}
        self._moves: dict[tuple[float, float], bytes] = {}
        self._ways = [types.ways(column.style, column.content_width) for column in table.columns]

    def batches(self, rows: Sequence[Sequence[str]], tables: Callable[[int], Table]) -> Iterator[Batch]:
        """The rows page by page.

        Raises:
            Stopped: a row is taller than a page, or a word wider than its column.
        """
        held: list[Row] = []
        page, first = 0, 0
        y, bottom = tables(0).top, tables(0).bottom * _FUDGE
        for at, texts in enumerate(rows):
            row = self._row(texts, at)
            if held and y + row.height > bottom:
                yield Batch(first, tuple(held))
                held, page, first = [], page + 1, at
                y, bottom = tables(page).top, tables(page).bottom * _FUDGE
            if y + row.height > bottom:
                lines = max(cell[0] for cell in row.cells)
                raise Stopped([ROW_TOO_TALL.at(Place("", at + 1), lines=lines)])
            held.append(row)
            y += row.height
        yield Batch(first, tuple(held))

    def _row(self, texts: Sequence[str], at: int) -> Row:
        cells = tuple(
            [
                known.get(text) or self._cell(column, known, text, at, place)
                for place, (column, known, text) in enumerate(zip(self._table.columns, self._known, texts, strict=True))
            ]
        )
        lines = tuple([cell[0] for cell in cells])
        height = self._heights.get(lines)
        if height is None:
            height = self._heights[lines] = row_height(self._table, lines)
        return Row(cells, height)

    def _cell(self, column: Column, known: dict[str, Cell], text: str, at: int, place: int) -> Cell:
        if len(known) > _MOST:
            known.clear()
        made = known[text] = self._plain(place, text) or self._set(column, text, at, place)
        return made

    def _plain(self, place: int, text: str) -> Cell | None:
        """A text that is sure to be one line, and to need no shaper."""
        key, setter, breaker = self._ways[place][0]
        if not 0 < len(text) <= breaker.sure or text.isspace():
            return None
        codes = setter.plainly(text)
        if codes is None:
            return None
        part = _PART[self._table.columns[place].style.align]
        shift = part and part * (breaker.width_limit - breaker.plain_width(text))
        return 1, key, ((shift, literal(codes) + b"Tj"),)

    def _set(self, column: Column, text: str, at: int, place: int) -> Cell:
        style, ways = column.style, self._ways[place]
        if not text.strip():
            return 0, ways[0][0], ()
        key, setter, breaker = next((way for way in ways if way[1].covers(text)), ways[0])
        lines = breaker.broken(text)
        shown = tuple(
            (self._shift(column, breaker, line, Place("", at + 1, place + 1)), self._types.shown(style, setter, line))
            for line in lines
        )
        return len(lines), key, shown

    def _shift(self, column: Column, breaker: Breaker, line: str, place: Place) -> float:
        """How far a line is moved to the right by its alignment."""
        align = column.style.align
        if align == "left" and len(line) <= breaker.sure:
            return 0.0
        left = column.content_width - breaker.width(line)
        if left < -_HAIR:
            room = column.content_width
            raise Stopped([WORD_TOO_WIDE.at(place, wide=f"{(room - left) * _PX:.1f}", room=f"{room * _PX:.1f}")])
        return _PART[align] * left

    def content(self, batch: Batch, table: Table, marks: int) -> bytes:
        """Text and ruling of a page's rows; `marks` is the first free number of marked content."""
        shown = self._text(batch, table, marks)
        ruled = self._ruled(batch, table)
        if self._tagged and ruled:
            ruled = b"/Artifact BMC %sEMC\n" % ruled
        return b"q %s\n%s%sQ\n" % (matrix_of(table.matrix), ruled, shown)

    def _text(self, batch: Batch, table: Table, marks: int) -> bytes:
        """Every line is placed from the one before it: rows of a table then differ in their text alone."""
        parts: list[bytes] = [b"BT 1 0 0 -1 %s %s Tm\n" % (bnumber(table.columns[0].content_x), bnumber(table.top))]
        put, moves, tagged = parts.append, self._moves, self._tagged
        bases = [dict(self._bases(column)) for column in table.columns]
        font, state = b"", b""
        x, y, mark = table.columns[0].content_x, 0.0, marks
        for row in batch.rows:
            for column, base, (count, key, lines) in zip(table.columns, bases, row.cells, strict=True):
                if tagged:
                    put(_MARKS[mark] if mark < 4096 else b"/TD<</MCID %d>>BDC " % mark)
                    mark += 1
                style = column.style
                if count:
                    if column.state != state:
                        state = column.state
                        put(state + b" ")
                    chosen = base[key][1]
                    if chosen != font:
                        font = chosen
                        put(font)
                    room = row.height - column.above - column.below - count * style.line
                    line_y = column.above + column.sink * room + base[key][0]
                    for shift, tj in lines:
                        to_x = column.content_x + shift
                        move = (round(to_x - x, 6), round(y - line_y, 6))
                        known = moves.get(move)
                        if known is None:
                            known = moves[move] = f" {number(move[0])} {number(move[1])} Td".encode("ascii")
                        put(known)
                        put(tj)
                        x, y = to_x, line_y
                        line_y += style.line
                if tagged:
                    put(b" EMC\n")
            y -= row.height
        put(b" ET\n")
        return b"".join(parts)

    def _bases(self, column: Column) -> Iterator[tuple[bytes, tuple[float, bytes]]]:
        for name, base in column.style.faces:
            key = self._types.key(name)
            yield key, (base, b"%s %s Tf " % (key, bnumber(column.style.size)))

    def _ruled(self, batch: Batch, table: Table) -> bytes:
        tops = [table.top]
        for row in batch.rows:
            tops.append(tops[-1] + row.height)
        by_colour: dict[bytes, list[bytes]] = {}
        for side in (0, 2):
            for rule, left, right in _runs(table.columns, side):
                for top, bottom in pairwise(tops):
                    y = bottom - rule.thick if side else top
                    by_colour.setdefault(rule.colour, []).append(_rectangle(left, y, right - left, rule.thick))
        for column in table.columns:
            for side, x in ((3, column.x), (1, column.x + column.width - column.rules[1].thick)):
                rule = column.rules[side]
                if rule.thick:
                    by_colour.setdefault(rule.colour, []).append(_rectangle(x, tops[0], rule.thick, tops[-1] - tops[0]))
        return b"".join(b"%s\n%sf\n" % (colour, b"".join(paths)) for colour, paths in by_colour.items())


def _rectangle(x: float, y: float, width: float, height: float) -> bytes:
    return f"{number(x)} {number(y)} {number(width)} {number(height)} re\n".encode("ascii")


def _runs(columns: Sequence[Column], side: int) -> Iterator[tuple[Rule, float, float]]:
    """Neighbouring cells with the same border on a side: one line, from where it begins to where it ends."""
    begun: tuple[Rule, float, float] | None = None
    for column in columns:
        rule = column.rules[side]
        if begun and rule == begun[0] and abs(begun[2] - column.x) < 1e-3:
            begun = (rule, begun[1], column.x + column.width)
            continue
        if begun and begun[0].thick:
            yield begun
        begun = (rule, column.x, column.x + column.width)
    if begun and begun[0].thick:
        yield begun
