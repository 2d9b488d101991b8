"""Rows -> pages: how tall each row is, which page it is on, and the content that shows and rules it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mzdocs.problems import Exit, Place, Stopped, fault
from mzdocs.render.stamp.face import Setter
from mzdocs.render.stamp.lines import Breaker
from mzdocs.render.stamp.plate import Column, Rule, Table
from mzdocs.render.stamp.rowslaid import row_height
from mzdocs.render.stamp.types import Types, bnumber, escaped, literal, number

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
WRONG_ROW = fault(
    "MZ3308",
    "这一行有 {found} 格，模板的表格有 {wanted} 列",
    "This row has {found} cells, the table of the template {wanted}",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
    Exit.INTERNAL,
)
_MOST, _AT_ONCE = 2_000, 1_000
_FUDGE = 1 + 1e-9
_PX = 25.4 / 96
_HAIR = 0.2
_BETWEEN = b"\0\n"
"""A line end as two bytes: no plain character begins with the second."""
_PART = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of the room left of a line goes before it."""
_MARKS = [b"/TD<</MCID %d>>BDC " % mark for mark in range(4096)]

Cell = tuple[int, bytes, tuple[tuple[float, bytes], ...]]
"""How many lines; the face's name in resources; for each line how far it is moved right, and what shows it."""


@dataclass(frozen=True)
class Row:
    """Its cells, where the first line of each begins below the row's top, and its height."""

    cells: tuple[Cell, ...]
    tops: tuple[float, ...]
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
        self._measures: dict[tuple[int, ...], tuple[tuple[float, ...], float]] = {}
        self._move = _Moves()
        self._first = [self._way(column) for column in table.columns]

    def _way(self, column: Column) -> tuple[bytes, Setter, Breaker, float, int]:
        """How a column's text is set in its first face, what part of the room goes before it, how many surely fit."""
        key, setter, breaker = self._types.way(column.style, column.content_width, 0)
        return key, setter, breaker, _PART[column.style.align], breaker.sure

    def batches(self, rows: Sequence[Sequence[str]], tables: Callable[[int], Table]) -> Iterator[Batch]:
        """The rows page by page.

        Raises:
            Stopped: a row is taller than a page, or a word wider than its column.
        """
        held: list[Row] = []
        page, first = 0, 0
        y, bottom = tables(0).top, tables(0).bottom * _FUDGE
        for at, row in enumerate(self._set_rows(rows)):
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

    def _set_rows(self, rows: Sequence[Sequence[str]]) -> Iterator[Row]:
        """Set column by column, for what is alike in a column is found once; then put together row by row."""
        for at, texts in enumerate(rows, 1):
            if len(texts) != len(self._first):
                raise Stopped([WRONG_ROW.at(Place("", at), found=len(texts), wanted=len(self._first))])
        known = self._measures
        for first in range(0, len(rows), _AT_ONCE):
            some = zip(*rows[first : first + _AT_ONCE], strict=True)
            columns = [self._column(place, texts, first) for place, texts in enumerate(some)]
            for cells in zip(*columns, strict=True):
                lines = tuple([cell[0] for cell in cells])
                measure = known.get(lines)
                if measure is None:
                    measure = known[lines] = self._measured(lines)
                yield Row(cells, *measure)

    def _column(self, place: int, texts: Sequence[str], first: int) -> list[Cell]:
        """The cells of a column, all at once where every character of it is plain."""
        cells = self._plain_column(place, texts, first)
        if cells is None:
            cells = [self._cell(place, text, at) for at, text in enumerate(texts, first)]
        return cells

    def _plain_column(self, place: int, texts: Sequence[str], first: int) -> list[Cell] | None:
        key, setter, breaker, part, sure = self._first[place]
        joined = "\n".join(texts)
        characters = "".join(sorted(set(joined) - {"\n"}))
        if joined.count("\n") >= len(texts) or not characters or "\u3000" in characters or " " in characters:
            return None
        if setter.plainly(characters) is None:
            return None
        pieces = escaped(joined.encode("utf-16-be")).split(_BETWEEN)
        if not part and len(max(texts, key=len)) <= sure:
            return [(1, key, ((0.0, b"(%s)Tj" % piece),)) if piece else (0, key, ()) for piece in pieces]
        widths = breaker.plain_widths(texts, characters)
        room = breaker.width_limit
        return [
            (1, key, ((part * (room - wide), b"(%s)Tj" % piece),)) if piece and wide <= room
            else self._cell(place, texts[at], first + at)
            for at, (piece, wide) in enumerate(zip(pieces, widths, strict=True))
        ]  # fmt: skip

    def _cell(self, place: int, text: str, at: int) -> Cell:
        known = self._known[place]
        cell = known.get(text)
        if cell is None:
            if len(known) > _MOST:
                known.clear()
            cell = known[text] = self._plain(place, text) or self._set(place, text, at)
        return cell

    def _plain(self, place: int, text: str) -> Cell | None:
        """A text that is one line and needs no shaper."""
        key, setter, breaker, part, sure = self._first[place]
        codes = setter.plainly(text) if text.strip() else None
        if codes is None or ((" " in text or len(text) > sure) and not breaker.is_one_line(text)):
            return None
        shift = part and part * (breaker.width_limit - breaker.plain_width(text))
        return 1, key, ((shift, literal(codes) + b"Tj"),)

    def _set(self, place: int, text: str, at: int) -> Cell:
        column = self._table.columns[place]
        if not text.strip(" \t\n"):
            return 0, self._first[place][0], ()
        _, (key, setter, breaker) = self._types.best_way(column.style, column.content_width, text)
        lines = breaker.broken(text)
        shown = tuple(
            (
                self._shift(column, breaker, line, Place("", at + 1, place + 1)),
                self._types.shown(column.style, setter, line),
            )
            for line in lines
            if line.strip()
        )
        return len(lines), key, shown

    def _measured(self, lines: Sequence[int]) -> tuple[tuple[float, ...], float]:
        height = row_height(self._table, lines)
        tops = [
            column.above + column.sink * (height - column.above - column.below - count * column.style.line)
            for column, count in zip(self._table.columns, lines, strict=True)
        ]
        return tuple(tops), height

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
        return b"q %s\n%s%sQ\n" % (table.way, ruled, shown)

    def _text(self, batch: Batch, table: Table, marks: int) -> bytes:
        """Every line is placed from the one before it: rows of a table then differ in their text alone."""
        parts: list[bytes] = [b"BT 1 0 0 -1 %s %s Tm\n" % (bnumber(table.columns[0].content_x), bnumber(table.top))]
        put, move, tagged = parts.append, self._move, self._tagged
        columns = [(column.content_x, column.state, dict(self._bases(column))) for column in table.columns]
        font, state = b"", b""
        x, y, mark = table.columns[0].content_x, 0.0, marks
        for row in batch.rows:
            for (left, paint, bases), (count, key, lines), top in zip(columns, row.cells, row.tops, strict=True):
                if tagged:
                    put(_MARKS[mark] if mark < 4096 else b"/TD<</MCID %d>>BDC " % mark)
                    mark += 1
                if count:
                    if paint != state:
                        state = paint
                        put(state + b" ")
                    base, chosen, step = bases[key]
                    if chosen != font:
                        font = chosen
                        put(font)
                    line_y = top + base
                    for shift, shown in lines:
                        put(move[left + shift - x, y - line_y])
                        put(shown)
                        x, y = left + shift, line_y
                        line_y += step
                if tagged:
                    put(b" EMC\n")
            y -= row.height
        put(b" ET\n")
        return b"".join(parts)

    def _bases(self, column: Column) -> Iterator[tuple[bytes, tuple[float, bytes, float]]]:
        """For each face: how far below the top of its line text stands, what chooses it, and the height of a line."""
        style = column.style
        for name, base in style.faces:
            key = self._types.key(name)
            yield key, (base, b"%s %s Tf " % (key, bnumber(style.size)), style.line)

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


class _Moves(dict[tuple[float, float], bytes]):
    """A way to the right and upwards -> the operator that goes it."""

    def __missing__(self, way: tuple[float, float]) -> bytes:
        if len(self) > _MOST:
            self.clear()
        written = self[way] = f" {number(way[0])} {number(way[1])} Td".encode("ascii")
        return written


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
