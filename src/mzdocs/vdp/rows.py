"""Rows -> pages: how tall each row is, which page it is on, and the content that shows and rules it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.vdp.cells import CellLayout, ColumnCells, LineCodes
from mzdocs.vdp.compiled_template import CellBorder, ColumnSlot, TableSlot
from mzdocs.vdp.fonts_in_file import FileFonts
from mzdocs.vdp.pdf_syntax import bnumber, number

ROW_TOO_TALL = problem_type(
    "MZ3305",
    "这一行有一格要 {lines} 行字，一页也放不下",
    "A cell of this row needs {lines} lines: more than a page holds",
    "缩短这一格的文字。",
    "Shorten the text of this cell.",
    Exit.FIT,
)
WRONG_ROW = problem_type(
    "MZ3308",
    "这一行有 {found} 格，模板的表格有 {wanted} 列",
    "This row has {found} cells, the table of the template {wanted}",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
    Exit.INTERNAL,
)
_MOST, _AT_ONCE = 2_000, 1_000
_FUDGE = 1 + 1e-9
_MCIDS = [(b"%d" % mcid,) for mcid in range(4096)]
_flat = chain.from_iterable


@dataclass(frozen=True, eq=False)
class RowLayout:
    """How the cells of a row are laid out, and how tall it is; one object for all rows laid out alike."""

    cells: tuple[CellLayout, ...]
    height: float


Row = tuple[RowLayout, tuple[LineCodes, ...]]
"""How it is laid out, and what shows each of its cells."""


class _RowLayouts(dict[tuple[CellLayout, ...], RowLayout]):
    """Layouts of cells -> that of their row, in a table."""

    def __init__(self, table: TableSlot) -> None:
        self._table = table

    def __missing__(self, cells: tuple[CellLayout, ...]) -> RowLayout:
        if len(self) > _MOST:
            self.clear()
        made = self[cells] = RowLayout(cells, self._table.row_height([cell.lines for cell in cells]))
        return made


@dataclass(frozen=True)
class PageRows:
    """The rows of one page; `first` is the number of the first of them, from 0."""

    first: int
    rows: tuple[Row, ...]


class TableRows:
    """Makes the rows of one table in one file; the sides of a template differ in where the table stands."""

    def __init__(self, tables: Sequence[TableSlot], fonts: FileFonts, tagged: bool) -> None:
        self._tables = tables
        self._columns = [ColumnCells(fonts, column, at) for at, column in enumerate(tables[0].columns, 1)]
        self._repeated = [at for at, column in enumerate(tables[0].columns) if column.repeats]
        self._layouts = _RowLayouts(tables[0])
        self._sides = [_TableSide(table, fonts, tagged) for table in tables]

    def pages(self, rows: Sequence[Sequence[str]]) -> Iterator[PageRows]:
        """The rows page by page.

        Raises:
            Stopped: a row is taller than a page, or a word wider than its column.
        """
        held: list[Row] = []
        before: PageRows | None = None
        heads = dict.fromkeys(self._repeated, "")
        page, first = 0, 0
        y, bottom = self._edges(page)
        for at, own in enumerate(self._laid_out(rows)):
            row, height = own, own[0].height
            if held and y + height > bottom:
                if before:
                    yield before
                before = PageRows(first, tuple(held))
                row = self._continued(own, rows[first : at + 1], heads)
                height = row[0].height
                held, page, first = [], page + 1, at
                y, bottom = self._edges(page)
            if y + height > bottom:
                lines = max(cell.lines for cell in row[0].cells)
                raise Stopped([ROW_TOO_TALL.at(Location("", at + 1), lines=lines)])
            held.append(row)
            y += height
        last = PageRows(first, tuple(held))
        yield from self._ended(rows, before, last, bottom - self._edges(page)[0]) if before else (last,)

    def _ended(
        self, rows: Sequence[Sequence[str]], before: PageRows, last: PageRows, room: float
    ) -> Iterator[PageRows]:
        """The last two pages; rows go over from the one to the other where it would have too few."""
        count = min(self._tables[0].last, len(last.rows) + len(before.rows) - 1)
        if len(last.rows) < count:
            at = len(rows) - count
            begun, *others = self._laid_out(rows[at:])
            moved = (self._continued(begun, rows[: at + 1], dict.fromkeys(self._repeated, "")), *others)
            if sum(layout.height for layout, _ in moved) <= room:
                before, last = PageRows(before.first, before.rows[: at - before.first]), PageRows(at, moved)
        yield from (before, last)

    def _continued(self, row: Row, since: Sequence[Sequence[str]], heads: dict[int, str]) -> Row:
        """The row that begins a page, the last of those `since` the page before began: with the heads that go on."""
        texts = list(since[-1])
        for column, before in heads.items():
            texts[column] = heads[column] = next((each[column] for each in reversed(since) if each[column]), before)
        return row if texts == list(since[-1]) else next(self._laid_out([texts]))

    def _edges(self, page: int) -> tuple[float, float]:
        table = self._tables[side_of(page)]
        return table.top, table.bottom * _FUDGE

    def _laid_out(self, rows: Sequence[Sequence[str]]) -> Iterator[Row]:
        """Made column by column, for what is alike in a column is found once; then put together row by row."""
        wanted = len(self._columns)
        if set(map(len, rows)) - {wanted}:
            at, found = next((at, len(row)) for at, row in enumerate(rows, 1) if len(row) != wanted)
            raise Stopped([WRONG_ROW.at(Location("", at), found=found, wanted=wanted)])
        for first in range(0, len(rows), _AT_ONCE):
            some = zip(*rows[first : first + _AT_ONCE], strict=True)
            columns = [column.cells(texts, first + 1) for column, texts in zip(self._columns, some, strict=True)]
            cells = zip(*[layouts for layouts, _ in columns], strict=True)
            shown = zip(*[codes for _, codes in columns], strict=True)
            yield from zip(map(self._layouts.__getitem__, cells), shown, strict=True)

    def content(self, rows: PageRows, page: int, mcid: int) -> bytes:
        """Text and borders of a page's rows; `mcid` is the first free number of marked content."""
        return self._sides[side_of(page)].content(rows, mcid)


def side_of(page: int) -> int:
    """Which side of a template with rows a page is made of: the first, then left and right in turn."""
    return 0 if page == 0 else 2 - page % 2


class _Pen(NamedTuple):
    """Where the last line was placed, below the top of the row, and the colour and the font it was shown in."""

    x: float
    y: float
    state: bytes
    font: bytes


class _RowForm(NamedTuple):
    """What shows rows that are laid out alike, with a gap for each line; the number of where the next finds the pen."""

    form: bytes
    after: int


class _TableSide:
    """One side of the table.

    Every line is placed from the one before it: rows of a table then differ in their text alone. So the operators
    of a row depend on how its cells are laid out, and on where the row before it left the pen.
    """

    def __init__(self, table: TableSlot, fonts: FileFonts, tagged: bool) -> None:
        self._table, self._fonts, self._tagged = table, fonts, tagged
        self._columns = [(column, dict(self._bases(column))) for column in table.columns]
        self._pens = [_Pen(table.columns[0].content_x, 0.0, b"", b"")]
        self._numbers = {pen: number for number, pen in enumerate(self._pens)}
        self._forms: dict[tuple[int, RowLayout], _RowForm] = {}

    def _bases(self, column: ColumnSlot) -> Iterator[tuple[bytes, tuple[float, bytes]]]:
        """For each face: how far below the top of its line text stands, and what chooses it."""
        style = column.style
        for name, base in style.faces:
            key = self._fonts.key(name)
            yield key, (base, b"%s %s Tf " % (key, bnumber(style.size)))

    def content(self, rows: PageRows, mcid: int) -> bytes:
        shown, borders = self._text(rows, mcid), self._borders(rows) if rows.rows else b""
        if self._tagged and borders:
            borders = b"/Artifact BMC %sEMC\n" % borders
        return b"q %s\n%s%sQ\n" % (self._table.transform, borders, shown)

    def _text(self, rows: PageRows, mcid: int) -> bytes:
        table, known, forms, pen = self._table, self._forms, list[bytes](), 0
        for layout, _ in rows.rows:
            row = known.get((pen, layout)) or self._form(pen, layout)
            forms.append(row.form)
            pen = row.after
        shown = _flat([cells for _, cells in rows.rows])
        if self._tagged:
            count = len(table.columns) * len(rows.rows)
            numbers = _MCIDS[mcid : mcid + count] if mcid + count < len(_MCIDS) else _numbers(mcid, count)
            shown = _flat(zip(numbers, shown, strict=True))
        begun = b"BT 1 0 0 -1 %s %s Tm\n" % (bnumber(table.columns[0].content_x), bnumber(table.top))
        return b"%s%s ET\n" % (begun, b"".join(forms) % tuple(_flat(shown)))

    def _form(self, number: int, layout: RowLayout) -> _RowForm:
        """What shows such rows after the pen of a number."""
        pen, parts = self._pens[number], list[bytes]()
        if len(self._forms) > _MOST:
            self._forms.clear()
            self._pens = list(dict.fromkeys((self._pens[0], pen)))
            self._numbers = {each: at for at, each in enumerate(self._pens)}
            number = self._numbers[pen]
        after = pen
        for cell, (column, bases) in zip(layout.cells, self._columns, strict=True):
            after = self._cell(parts, after, cell, column, bases, layout.height)
        after = after._replace(y=after.y - layout.height)
        if after not in self._numbers:
            self._numbers[after] = len(self._pens)
            self._pens.append(after)
        form = self._forms[number, layout] = _RowForm(b"".join(parts), self._numbers[after])
        return form

    def _cell(
        self,
        parts: list[bytes],
        pen: _Pen,
        layout: CellLayout,
        column: ColumnSlot,
        bases: dict[bytes, tuple[float, bytes]],
        height: float,
    ) -> _Pen:
        x, y, state, font = pen
        if self._tagged:
            parts.append(b"/TD<</MCID %b>>BDC ")
        if layout.lines:
            if column.state != state:
                state = column.state
                parts.append(state + b" ")
            base, chosen = bases[layout.key]
            if chosen != font:
                font = chosen
                parts.append(font)
            line = column.style.line_height
            spare = height - column.inset_top - column.inset_bottom - layout.lines * line
            line_y = column.inset_top + column.valign * spare + base
            for shift in layout.shifts:
                left = column.content_x + shift
                parts.append(f" {number(left - x)} {number(y - line_y)} Td".encode("ascii"))
                parts.append(b"(%b)Tj" if layout.plain else b"%b")
                x, y = left, line_y
                line_y += line
        if self._tagged:
            parts.append(b" EMC\n")
        return _Pen(x, y, state, font)

    def _borders(self, rows: PageRows) -> bytes:
        table = self._table
        tops = list(accumulate((layout.height for layout, _ in rows.rows), initial=table.top))
        by_colour: dict[bytes, list[bytes]] = {}
        for side in (0, 2):
            for border, left, right in _runs(table.columns, side):
                edges = tops[:-1] if side == 0 else [bottom - border.width for bottom in tops[1:]]
                head, tail = f"{number(left)} ", f" {number(right - left)} {number(border.width)} re\n"
                lines = (tail + head).join(map(number, edges))
                by_colour.setdefault(border.colour, []).append(f"{head}{lines}{tail}".encode("ascii"))
        for column in table.columns:
            for side, x in ((3, column.x), (1, column.x + column.width - column.borders[1].width)):
                border = column.borders[side]
                if border.width:
                    line = " ".join(map(number, (x, tops[0], border.width, tops[-1] - tops[0])))
                    by_colour.setdefault(border.colour, []).append(f"{line} re\n".encode("ascii"))
        return b"".join(b"%s\n%sf\n" % (colour, b"".join(paths)) for colour, paths in by_colour.items())


def _numbers(first: int, count: int) -> list[tuple[bytes]]:
    return [(b"%d" % mcid,) for mcid in range(first, first + count)]


def _runs(columns: Sequence[ColumnSlot], side: int) -> Iterator[tuple[CellBorder, float, float]]:
    """Neighbouring cells with the same border on a side: one line, from where it begins to where it ends."""
    begun: tuple[CellBorder, float, float] | None = None
    for column in columns:
        border = column.borders[side]
        if begun and border == begun[0] and abs(begun[2] - column.x) < 1e-3:
            begun = (border, begun[1], column.x + column.width)
            continue
        if begun and begun[0].width:
            yield begun
        begun = (border, column.x, column.x + column.width)
    if begun and begun[0].width:
        yield begun
