"""The texts of a table's columns -> cells: how the lines of each stand, and what shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.vdp.compiled_template import ColumnSlot
from mzdocs.vdp.fonts_in_file import FileFonts
from mzdocs.vdp.line_breaking import LineBreaker, LineBreaks
from mzdocs.vdp.pdf_syntax import codes_of_each, escaped

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
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of the room left of a line goes before it."""


@dataclass(frozen=True, eq=False)
class CellLayout:
    """How a cell's lines stand: the face's name in resources, how far each line that shows is moved right.

    One object for all cells laid out alike. What shows a line is a string's codes where it is `plain`, else operators.
    """

    lines: int
    key: bytes
    shifts: tuple[float, ...]
    plain: bool


LineCodes = tuple[bytes, ...]
"""What shows each line of a cell."""
Cell = tuple[CellLayout, LineCodes]
Cells = tuple[Sequence[CellLayout], Sequence[LineCodes]]
"""The cells of a column: their layouts, and what shows them."""


@dataclass
class ColumnCells:
    """Makes the cells of one column of a table in one file; `number` is the column's, from 1."""

    fonts: FileFonts
    column: ColumnSlot
    number: int
    _known: dict[str, Cell] = field(default_factory=dict)
    _by_pattern: dict[bytes, CellLayout] = field(default_factory=dict)
    _parted: dict[bytes, LineBreaks] = field(default_factory=dict)
    _layouts: dict[tuple[int, bytes, tuple[float, ...], bool], CellLayout] = field(default_factory=dict)

    def __post_init__(self) -> None:
        style = self.column.style
        self._key, self._shaper, self._breaker = self.fonts.typesetter(style, self.column.content_width, 0)
        self._patterns = self.fonts.patterns[style.faces[0][0]]
        self._share = _SHARE[style.align]
        self._empty = self._layout(0, self._key, (), False)

    def _layout(self, lines: int, key: bytes, shifts: tuple[float, ...], plain: bool) -> CellLayout:
        what = lines, key, shifts, plain
        known = self._layouts.get(what)
        if known is None:
            if len(self._layouts) > _MOST_LAYOUTS:
                self._layouts.clear()
            known = self._layouts[what] = CellLayout(*what)
        return known

    def cells(self, texts: Sequence[str], first: int) -> Cells:
        """The cells of some texts, those of one pattern alike; `first` is the number of the first row, from 1.

        Raises:
            Stopped: a word is wider than the column.
        """
        patterns = self._patterns.of(texts)
        shown: list[LineCodes] = [*zip(codes_of_each(texts), strict=True)] if patterns else []
        if patterns is None or len(shown) != len(texts):
            cells = [self._cell(text, at) for at, text in enumerate(texts, first)]
            return [layout for layout, _ in cells], [codes for _, codes in cells]
        each, alone = patterns.each, dict[int, Cell]()
        if len(self._by_pattern) > _MOST_LAYOUTS:
            self._by_pattern.clear()
            self._parted.clear()
        try:
            layouts = list(map(self._by_pattern.__getitem__, each))
        except KeyError:
            alone = self._asked(texts, each, first)
            layouts = [self._by_pattern.get(pattern, self._empty) for pattern in each]
        if not self._parted.keys().isdisjoint(each):
            self._part(texts, each, shown)
        for at, (layout, codes) in alone.items():
            layouts[at], shown[at] = layout, codes
        used = set("".join(t for at, t in enumerate(texts) if at not in alone)) if alone else patterns.characters
        self._shaper.codes.characters.update(used)
        return layouts, shown

    def _asked(self, texts: Sequence[str], patterns: Sequence[bytes], first: int) -> dict[int, Cell]:
        """The cells, by place, of texts that are laid out one by one; the patterns of others are learned."""
        alone: dict[int, Cell] = {}
        for at, pattern in enumerate(patterns):
            if pattern not in self._by_pattern:
                cell = self._cell(texts[at], first + at)
                if not self._learned(pattern, texts[at], cell[0]):
                    alone[at] = cell
        return alone

    def _learned(self, pattern: bytes, text: str, layout: CellLayout) -> bool:
        """Whether a text is laid out as all others of its pattern."""
        if not text:
            self._parted[pattern] = ()
        elif not layout.plain or " " in text or "\u3000" in text:
            return False
        elif layout.lines > 1:
            ends = accumulate(map(len, self._breaker.broken(text)), initial=0)
            self._parted[pattern] = tuple(pairwise(ends))
        self._by_pattern[pattern] = layout
        return True

    def _part(self, texts: Sequence[str], patterns: Sequence[bytes], shown: list[LineCodes]) -> None:
        """The lines of those texts that are not one line."""
        places = [at for at, pattern in enumerate(patterns) if pattern in self._parted]
        codes = iter(codes_of_each([texts[at][a:b] for at in places for a, b in self._parted[patterns[at]]]))
        for at in places:
            shown[at] = tuple(islice(codes, len(self._parted[patterns[at]])))

    def _cell(self, text: str, row: int) -> Cell:
        cell = self._known.get(text)
        if cell is None:
            if len(self._known) > _MOST:
                self._known.clear()
            cell = self._known[text] = self._plain(text) or self._lines(text, Location("", row, self.number))
        return cell

    def _plain(self, text: str) -> Cell | None:
        """A text that needs no shaper, in lines each of which has its codes."""
        if not text.strip() or self._shaper.plainly(text) is None:
            return None
        lines = self._breaker.broken(text)
        shifts = [0.0] * len(lines)
        for at, line in enumerate(lines):
            if self._share or len(line) > self._breaker.fitting:
                left = self._breaker.width_limit - self._breaker.plain_width(line)
                if left < 0:
                    return None
                shifts[at] = self._share * left
        shown = tuple([escaped(line.encode("utf-16-be")) for line in lines])
        return self._layout(len(lines), self._key, tuple(shifts), True), shown

    def _lines(self, text: str, location: Location) -> Cell:
        if not text.strip(" \t\n"):
            return self._empty, ()
        style = self.column.style
        _, (key, shaper, breaker) = self.fonts.best_typesetter(style, self.column.content_width, text)
        lines = breaker.broken(text)
        # a line of blanks takes its room and shows nothing
        shown = tuple(self.fonts.shown(style, shaper, line) if line.strip() else b"" for line in lines)
        shifts = tuple(self._shift(breaker, line, location) if line.strip() else 0.0 for line in lines)
        return self._layout(len(lines), key, shifts, False), shown

    def _shift(self, breaker: LineBreaker, line: str, location: Location) -> float:
        """How far a line is moved to the right by its alignment."""
        if not self._share and len(line) <= breaker.fitting:
            return 0.0
        room = self.column.content_width
        left = room - breaker.width(line)
        if left < -_HAIR:
            raise Stopped(
                [WORD_TOO_WIDE.of(line, location, wide=f"{(room - left) * _PX:.1f}", room=f"{room * _PX:.1f}")]
            )
        return self._share * left
