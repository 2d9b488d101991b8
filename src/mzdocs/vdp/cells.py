"""The texts of a table's columns -> cells: how each is laid out, and what shows its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.vdp.compiled_template import ColumnSlot, TableSlot
from mzdocs.vdp.fonts_in_file import FileFonts, Way, escaped

WORD_TOO_WIDE = problem_type(
    "MZ3306",
    "这一格里有不能断开的文字，宽 {wide} mm，格宽 {room} mm",
    "A cell has a word that cannot be broken: {wide} mm in a column of {room} mm",
    "缩短，或在其中加空格。",
    "Shorten it, or put a blank into it.",
    Exit.FIT,
)
_MOST, _MOST_LAYOUTS = 256, 2_000
_PX = 25.4 / 96
_HAIR = 0.2
_BETWEEN = b"\0\n"
"""A line end as two bytes: no plain character begins with the second."""
_PART = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of the room left of a line goes before it."""


@dataclass(frozen=True, eq=False)
class Layout:
    """How a cell's lines stand: the face's name in resources, how far each line that shows is moved right.

    One object for all cells laid out alike. What shows a line is a string's codes where it is `plain`, else operators.
    """

    lines: int
    key: bytes
    shifts: tuple[float, ...]
    plain: bool


Shown = tuple[bytes, ...]
"""What shows each line of a cell."""
Cell = tuple[Layout, Shown]
Cells = tuple[Sequence[Layout], Sequence[Shown]]
"""The cells of a column: their layouts, and what shows them."""


@dataclass
class Columns:
    """Sets the columns of one table in one file."""

    table: TableSlot
    types: FileFonts

    def __post_init__(self) -> None:
        self._columns = [_Column(self.types, location, column) for location, column in enumerate(self.table.columns)]

    def cells(self, location: int, texts: Sequence[str], first: int) -> Cells:
        """The cells of a column; `first` is the number of their first row, from 1.

        Raises:
            Stopped: a word is wider than its column.
        """
        return self._columns[location].cells(texts, first)


@dataclass
class _Column:
    """`sure` characters surely go on a line; `part` of the room left goes before it."""

    types: FileFonts
    location: int
    column: ColumnSlot
    known: dict[str, Cell] = field(default_factory=dict)
    layouts: dict[tuple[int, bytes, tuple[float, ...], bool], Layout] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.way: Way = self.types.way(self.column.style, self.column.content_width, 0)
        self.key, self.setter, self.breaker = self.way
        self.part, self.sure = _PART[self.column.style.align], self.breaker.sure
        self.empty, self.simple = self.layout(0, self.key, (), False), self.layout(1, self.key, (0.0,), True)

    def layout(self, lines: int, key: bytes, shifts: tuple[float, ...], plain: bool) -> Layout:
        what = lines, key, shifts, plain
        known = self.layouts.get(what)
        if known is None:
            if len(self.layouts) > _MOST_LAYOUTS:
                self.layouts.clear()
            known = self.layouts[what] = Layout(*what)
        return known

    def cells(self, texts: Sequence[str], first: int) -> Cells:
        """All at once where every character is plain."""
        at_once = self._plain_cells(texts, first)
        if at_once is None:
            cells = [self._cell(text, at) for at, text in enumerate(texts, first)]
            return [layout for layout, _ in cells], [shown for _, shown in cells]
        return at_once

    def _plain_cells(self, texts: Sequence[str], first: int) -> Cells | None:
        joined = "\n".join(texts)
        characters = "".join(sorted(set(joined) - {"\n"}))
        if joined.count("\n") >= len(texts) or not characters or "\u3000" in characters or " " in characters:
            return None
        if self.setter.plainly(characters) is None:
            return None
        pieces = escaped(joined.encode("utf-16-be")).split(_BETWEEN)
        layouts, shown = [self.simple] * len(texts), list[Shown](zip(pieces, strict=True))
        if self.part or len(max(texts, key=len)) > self.sure:
            self._measure(texts, self.breaker.plain_widths(texts, characters), first, layouts, shown)
        if "" in texts:
            for at in [at for at, text in enumerate(texts) if not text]:
                layouts[at], shown[at] = self.empty, ()
        return layouts, shown

    def _measure(
        self, texts: Sequence[str], widths: Sequence[float], first: int, layouts: list[Layout], shown: list[Shown]
    ) -> None:
        """Lines that are not at the left, and texts of more than one."""
        room, part, key = self.breaker.width_limit, self.part, self.key
        if part:
            layouts[:] = [self.layout(1, key, (part * (room - wide),), True) for wide in widths]
        if max(widths) > room:
            for at in [at for at, wide in enumerate(widths) if wide > room]:
                layouts[at], shown[at] = self._cell(texts[at], first + at)

    def _cell(self, text: str, row: int) -> Cell:
        cell = self.known.get(text)
        if cell is None:
            if len(self.known) > _MOST:
                self.known.clear()
            cell = self.known[text] = self._plain(text) or self._set(text, Location("", row, self.location + 1))
        return cell

    def _plain(self, text: str) -> Cell | None:
        """A text that needs no shaper, in lines each of which has its codes."""
        if not text.strip() or self.setter.plainly(text) is None:
            return None
        lines = self.breaker.broken(text)
        shifts = [0.0] * len(lines)
        for at, line in enumerate(lines):
            if self.part or len(line) > self.sure:
                left = self.breaker.width_limit - self.breaker.plain_width(line)
                if left < 0:
                    return None
                shifts[at] = self.part * left
        shown = tuple([escaped(line.encode("utf-16-be")) for line in lines])
        return self.layout(len(lines), self.key, tuple(shifts), True), shown

    def _set(self, text: str, location: Location) -> Cell:
        if not text.strip(" \t\n"):
            return self.empty, ()
        style = self.column.style
        _, way = self.types.best_way(style, self.column.content_width, text)
        key, setter, breaker = way
        lines = breaker.broken(text)
        # a line of blanks takes its room and shows nothing
        shown = tuple(self.types.shown(style, setter, line) if line.strip() else b"" for line in lines)
        shifts = tuple(self._shift(way, line, location) if line.strip() else 0.0 for line in lines)
        return self.layout(len(lines), key, shifts, False), shown

    def _shift(self, way: Way, line: str, location: Location) -> float:
        """How far a line is moved to the right by its alignment."""
        _, _, breaker = way
        if not self.part and len(line) <= breaker.sure:
            return 0.0
        room = self.column.content_width
        left = room - breaker.width(line)
        if left < -_HAIR:
            raise Stopped([WORD_TOO_WIDE.at(location, wide=f"{(room - left) * _PX:.1f}", room=f"{room * _PX:.1f}")])
        return self.part * left
