"""Lines of a second script -> where their outlines stand: across, down the sheet as columns, or stacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mzdocs.core.units import Length
from mzdocs.design.scripts import SCRIPTS, WrittenLine, written


@dataclass(frozen=True)
class PlacedWriting:
    """A line drawn from x, y, the start of its base line on the trimmed sheet, turned by `turn` degrees clockwise.

    `colour` is the theme's name for it.
    """

    line: WrittenLine
    size: Length
    x: Length
    y: Length
    turn: int = 0
    colour: str = "ink"


def at(line: WrittenLine, size: Length, middle: Length, top: Length) -> PlacedWriting:
    """Across: its ink centred on `middle`, its highest stroke at `top`."""
    left, _, right, high = line.box
    return PlacedWriting(line, size, middle - size * ((left + right) / 2), top + size * high)


@dataclass(frozen=True)
class WrittenColumn:
    """Lines that run down the sheet side by side, from left to right: turned, or of characters that stand upright."""

    lines: Sequence[WrittenLine]
    size: Length
    between: Length

    @property
    def _upright(self) -> bool:
        return SCRIPTS[self.lines[0].script].turn == 0

    @property
    def width(self) -> Length:
        """From the leftmost stroke to the rightmost."""
        return self.size * sum(map(self._across, self.lines)) + self.between * (len(self.lines) - 1)

    def _across(self, line: WrittenLine) -> float:
        return max(written(char, line.script).width for char in line.text) if self._upright else line.height

    def placed(self, left: Length, centre: Length) -> tuple[PlacedWriting, ...]:
        """Each line's run centred on `centre`, the first at `left`."""
        found = list[PlacedWriting]()
        for line in self.lines:
            found += self._stacked(line, left, centre) if self._upright else [self._turned(line, left, centre)]
            left = left + self.size * self._across(line) + self.between
        return tuple(found)

    def _turned(self, line: WrittenLine, left: Length, centre: Length) -> PlacedWriting:
        """Turned clockwise, what is high comes right and what comes last comes low; the other way, the contrary."""
        start, bottom, end, top = line.box
        half, turn = self.size * ((start + end) / 2), SCRIPTS[line.script].turn
        if turn < 0:
            return PlacedWriting(line, self.size, left + self.size * top, centre + half, turn)
        return PlacedWriting(line, self.size, left - self.size * bottom, centre - half, turn)

    def _stacked(self, line: WrittenLine, left: Length, centre: Length) -> list[PlacedWriting]:
        """The ink of all of it centred; a blank takes half a step."""
        steps = [(written(char, line.script), 0.5 if char.isspace() else 1.0) for char in line.text]
        pitch, solid = self.size * PITCH, sum(step for _, step in steps)
        first, last = steps[0][0], steps[-1][0]
        above, below = _CELL_TOP - first.box[3], _CELL_TOP - 1 - last.box[1]
        tall = pitch * (solid - 1) + self.size
        top = centre - (tall + self.size * (above + below)) * 0.5
        done, found = 0.0, []
        for cell, step in steps:
            if step == 1:
                base = top + pitch * done + self.size * _CELL_TOP
                middle = (cell.box[0] + cell.box[2]) / 2
                found.append(PlacedWriting(cell, self.size, left + self.size * (self._across(line) / 2 - middle), base))
            done += step
        return found


PITCH = 1.12
"""From one stacked character to the next, in em."""
_CELL_TOP = 0.88


def run_in_ems(line: WrittenLine) -> float:
    """How long its run is in em when it runs down the sheet."""
    if SCRIPTS[line.script].turn:
        return line.width
    return PITCH * (sum(0.5 if char.isspace() else 1.0 for char in line.text) - 1) + 1
