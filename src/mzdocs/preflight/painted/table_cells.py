"""A painted page -> the cells of its tables: what lies between four rules, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mzdocs.core.boxes import box_round_boxes
from mzdocs.preflight.painted.pieces import Box, Painted, TextLine

_MEETS = 0.3
"""Millimetres a rule may end short of where another passes."""
_SAME = 0.05
_FEWEST = 8
"""Rules of a table: fewer frame a seal, or part a page."""


@dataclass(frozen=True)
class TableCell:
    """The lines of text in a cell from top to bottom, and the box round their ink.

    `box` is its own, `size` that of its largest type in millimetres; all type is of one size where it is `alike`.
    """

    lines: tuple[str, ...]
    box: Box
    ink: Box
    size: float
    alike: bool

    @property
    def text(self) -> str:
        """All it says."""
        return "".join(self.lines)

    @property
    def room(self) -> int:
        """How many characters of its size surely stand side by side in it."""
        return max(1, int((self.box[2] - self.box[0] - _BESIDE) / self.size + 1e-6))


_BESIDE = 3.4
"""Millimetres a cell's text keeps from both its rules together, at most."""


def table_cells(rules: Sequence[Painted], lines: Iterable[TextLine]) -> tuple[TableCell, ...]:
    """Every cell between the rules of a page that holds lines of its text; text outside tables is in none."""
    if len(rules) < _FEWEST:
        return ()
    upright = [rule for rule in rules if rule.down > rule.across]
    flat = [rule for rule in rules if rule.across > rule.down]
    held: dict[Box, list[TextLine]] = {}
    for line in lines:
        box = _cell_of(line, upright, flat)
        if box is not None:
            held.setdefault(box, []).append(line)
    return tuple(_cell(box, inside) for box, inside in held.items())


def _cell_of(line: TextLine, upright: Iterable[Painted], flat: Iterable[Painted]) -> Box | None:
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    beside = [rule.box for rule in upright if rule.box[1] - _MEETS <= y <= rule.box[3] + _MEETS]
    around = [rule.box for rule in flat if rule.box[0] - _MEETS <= x <= rule.box[2] + _MEETS]
    left = max((box[2] for box in beside if box[0] < x), default=None)
    right = min((box[0] for box in beside if box[2] > x), default=None)
    below = max((box[3] for box in around if box[1] < y), default=None)
    above = min((box[1] for box in around if box[3] > y), default=None)
    if left is None or right is None or below is None or above is None:
        return None
    return round(left, 1), round(below, 1), round(right, 1), round(above, 1)


def _cell(box: Box, lines: Iterable[TextLine]) -> TableCell:
    found: dict[float, list[TextLine]] = {}
    for line in lines:
        near = next((base for base in found if abs(base - line.base) < line.size / 3), line.base)
        found.setdefault(near, []).append(line)
    rows = [sorted(found[base], key=lambda each: each.box[0]) for base in sorted(found, reverse=True)]
    texts = tuple("".join(line.text for line in row).strip() for row in rows)
    inside = [line for row in rows for line in row]
    sizes = [line.size for line in inside]
    alike = max(sizes) - min(sizes) < _SAME
    return TableCell(texts, box, box_round_boxes(line.box for line in inside), max(sizes), alike)
