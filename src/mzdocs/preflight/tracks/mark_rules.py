"""Single lines to engrave along: ordered, farther apart than the tool is wide, and clear of what is cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import atan2, ceil, cos, dist, hypot, pi, sin

from mzdocs.core.boxes import Point
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Problem
from mzdocs.preflight.rule import preflight_problem
from mzdocs.preflight.tracks.machine_file import CUT, GAP, MARK, Track
from mzdocs.preflight.tracks.track_rule import TrackCase, TrackRule

NOT_ORDERED = preflight_problem(
    "MZE26",
    "MARK 层有 {count} 条单线，订单没有要单线字",
    "There are {count} single lines on MARK, and the order asks for none",
    "删掉，或者在设计里写“单线字高”。",
    "Take them out, or give the design a height below which letters are single lines.",
)
RUN_TOGETHER = preflight_problem(
    "MZE27",
    "MARK 层有 {count} 处并行的单线离得太近：第一处在 ({x}, {y}) mm，相距 {gap} mm，刀宽 {tool} mm，刻出来连成一片",
    "On MARK lines run beside each other too near in {count} places: at ({x}, {y}) mm by {gap} mm, with a tool of "
    "{tool} mm they become one",
    "把字放大，换细一些的刀，或者调低“单线字高”。",
    "Enlarge the letters, take a finer tool, or lower the height below which letters are single lines.",
)
AT_THE_CUT = preflight_problem(
    "MZE28",
    "MARK 层有 {count} 条单线碰到切割线；第一处在 ({x}, {y}) mm，字会缺一块",
    "On MARK {count} lines meet a line to cut, the first at ({x}, {y}) mm: a part of the letter will be missing",
    "把字移开孔和边，至少半个刀宽。",
    "Move the letters off holes and edges by half the width of the tool.",
)

_Piece = tuple[Point, Point]
_TURN = pi / 18
"""Lines that turn more against each other meet or part."""
_CELL = 1.0
"""Millimetres."""
_MOST_STEPS, _MOST_NEAR = 200_000, 60
"""Cells that all pieces together go through, and pieces of one cell that others are compared with."""


def _ordered(case: TrackCase) -> Iterator[Problem]:
    found = case.file.on(MARK)
    if found and case.order.marked is None:
        raise NotRun("没有人说过要不要单线字", "nobody says whether letters are engraved in single lines")
    if found and not case.order.marked:
        yield NOT_ORDERED.at(case.location, count=len(found))


def _apart(case: TrackCase) -> Iterator[Problem]:
    """Where two pieces run beside each other for longer than the tool is wide, nearer than that, but are not one."""
    marked = case.file.on(MARK)
    if not marked:
        return
    tool = _tool(case)
    laid, found = _Laid(tool), list[tuple[Point, float]]()
    for piece in _pieces(marked, laid.cell):
        if dist(*piece) > tool:
            found += [(piece[0], apart) for other in laid.near(piece) if (apart := _beside(piece, other, tool))]
            laid.lay(piece)
    if found:
        (x, y), apart = found[0]
        at = {"x": f"{x:.2f}", "y": f"{y:.2f}", "gap": f"{apart:.2f}", "tool": f"{tool:g}"}
        yield RUN_TOGETHER.at(case.location, count=len(found), **at)


def _clear_of_the_cut(case: TrackCase) -> Iterator[Problem]:
    marked, cut = case.file.on(MARK), case.file.on(CUT)
    if not marked or not cut:
        return
    tool = _tool(case)
    laid = _Laid(tool)
    for piece in _pieces(cut, laid.cell):
        laid.lay(piece)
    met = [
        track
        for track in marked
        if any(_gap(piece, other) < tool / 2 for piece in _pieces([track], laid.cell) for other in laid.near(piece))
    ]
    if met:
        x, y = met[0].points[0]
        yield AT_THE_CUT.at(case.location, count=len(met), x=f"{x:.2f}", y=f"{y:.2f}")


def _tool(case: TrackCase) -> float:
    """Millimetres.

    Raises:
        NotRun: nobody says how wide it is.
    """
    if case.order.tool is None:
        raise NotRun("没有人说过刀多宽", "nobody says how wide the tool is")
    return case.order.tool.mm


def _pieces(tracks: list[Track], cell: float) -> list[_Piece]:
    """All straight pieces of some tracks.

    Raises:
        NotRun: they are more, or longer, than can be compared.
    """
    pieces = [piece for track in tracks for piece in track.pieces]
    if len(pieces) + sum(dist(*piece) for piece in pieces) / cell > _MOST_STEPS:
        raise NotRun("线太多太长，没有逐一比较", "its lines are too many and too long to compare all of them")
    return pieces


class _Laid:
    """Pieces by the cells of the sheet they go through: a cell is wider than what is looked for round one."""

    def __init__(self, reach: float) -> None:
        self.cell = max(_CELL, 2 * reach)
        self._by_cell: dict[tuple[int, int], list[_Piece]] = defaultdict(list)

    def lay(self, piece: _Piece) -> None:
        """Add one."""
        for cell in self._cells(piece):
            if len(self._by_cell[cell]) < _MOST_NEAR:
                self._by_cell[cell].append(piece)

    def near(self, piece: _Piece) -> dict[_Piece, None]:
        """Those that come near a piece, each once."""
        cells = {(x + i, y + j) for x, y in self._cells(piece) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        return {other: None for cell in sorted(cells) for other in self._by_cell.get(cell, ())}

    def _cells(self, piece: _Piece) -> dict[tuple[int, int], None]:
        (x, y), (u, v) = piece
        steps = ceil(dist(*piece) / self.cell)
        parts = (i / steps for i in range(steps + 1))
        return {
            (round((x + (u - x) * part) / self.cell), round((y + (v - y) * part) / self.cell)): None for part in parts
        }


def _beside(piece: _Piece, other: _Piece, tool: float) -> float:
    """How far another runs beside a piece, where it does so nearer and longer than the tool is wide; 0 elsewhere."""
    (x, y), end = piece
    angle = atan2(end[1] - y, end[0] - x)
    if abs(sin(atan2(other[1][1] - other[0][1], other[1][0] - other[0][0]) - angle)) > sin(_TURN):
        return 0.0
    c, s = cos(angle), sin(angle)
    (a, off), (b, then_off) = sorted(((u - x) * c + (v - y) * s, (v - y) * c - (u - x) * s) for u, v in other)
    shared = min(b, dist(*piece)) - max(a, 0.0)
    apart = abs(off + then_off) / 2
    return apart if shared > tool and GAP < apart < tool else 0.0


def _gap(piece: _Piece, other: _Piece) -> float:
    """Millimetres between two pieces; none where they cross."""
    if _sides(piece, other) and _sides(other, piece):
        return 0.0
    ends = [(end, other) for end in piece] + [(end, piece) for end in other]
    return min(_off(end, line) for end, line in ends)


def _sides(piece: _Piece, other: _Piece) -> bool:
    """Whether the ends of the other lie on both sides of a piece."""
    (x, y), (u, v) = piece
    one, two = ((u - x) * (q - y) - (v - y) * (p - x) for p, q in other)
    return one * two < 0


def _off(point: Point, piece: _Piece) -> float:
    (x, y), (u, v) = piece
    along, up = u - x, v - y
    part = ((point[0] - x) * along + (point[1] - y) * up) / (along * along + up * up)
    part = max(0.0, min(1.0, part))
    return hypot(point[0] - x - part * along, point[1] - y - part * up)


RULES = (
    TrackRule("E-MARK", NOT_ORDERED, _ordered, "order"),
    TrackRule("E-APART", RUN_TOGETHER, _apart, "order"),
    TrackRule("E-CLEAR", AT_THE_CUT, _clear_of_the_cut, "order"),
)
