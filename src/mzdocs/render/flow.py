"""Measured nodes of a flow chart -> the lines that join them, as points in millimetres.

A node's name says what it is and where it leads: `chart||`, the ground the chart stands on, `step|code|next`,
`joint|code|`, where it goes on beyond the board, `branch|of-step|back-to`. A step is at least as tall as its branches.

A way back that could only be drawn across another line, or too near to a box, has no line: its branch names the step
it goes on with, as a connector does where a line is broken (GB/T 1526-1989, 连接符).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

from mzdocs.render.layout_boxes import LayoutBox

ATTRIBUTE = "data-node"
CLEAR = 4.0
"""Millimetres a line keeps from every node it does not end at, and from every line it does not join."""
FIRST_LANE, LANE = 7.0, 4.4
"""How far beside the branches the innermost return line runs, and how far apart they run, in millimetres."""
ABOVE = 4.4
"""How far above the branches a return line comes in, and at least below the upper edge of its step."""
_BOXES = ("step", "branch", "joint")
Point = tuple[float, float]


@dataclass(frozen=True)
class Segment:
    """One straight piece, across or down, in mm from the trimmed corner; `heads` is where it points."""

    x: float
    y: float
    length: float
    across: bool
    heads: Literal["right", "left", "down", "up"]

    @property
    def end(self) -> Point:
        """Where it ends, x and y in millimetres."""
        return (
            self.x + (self.length if self.heads == "right" else 0.0),
            self.y + (self.length if self.heads == "down" else 0.0),
        )

    @property
    def right(self) -> float:
        """Its greatest x."""
        return self.x + (self.length if self.across else 0.0)

    @property
    def bottom(self) -> float:
        """Its greatest y."""
        return self.y + (0.0 if self.across else self.length)


@dataclass(frozen=True)
class FlowLine:
    """A line through points (x, y in mm from the trimmed corner); it `ends` in an arrow, or in a line it joins."""

    kind: Literal["next", "aside", "back"]
    points: tuple[Point, ...]
    ends: bool = True

    @property
    def pieces(self) -> tuple[Segment, ...]:
        """The line as straight segments, from its beginning to its end."""
        return tuple(_piece(start, end) for start, end in pairwise(self.points))


def _piece(start: Point, end: Point) -> Segment:
    (x1, y1), (x2, y2) = start, end
    if abs(x2 - x1) >= abs(y2 - y1):
        return Segment(min(x1, x2), y1, abs(x2 - x1), True, "right" if x2 > x1 else "left")
    return Segment(x1, min(y1, y2), abs(y2 - y1), False, "down" if y2 > y1 else "up")


@dataclass(frozen=True)
class _Node:
    kind: str
    code: str
    target: str
    x: float
    y: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.y + self.bottom) / 2


def lines(boxes: Sequence[LayoutBox]) -> tuple[FlowLine, ...]:
    """Down from step to step, sideways to each branch, and back from a branch to the step it names."""
    nodes = [_node(box) for box in boxes]
    ends = {node.code: node for node in nodes if node.kind in ("step", "joint")}
    steps = [node for node in nodes if node.kind == "step"]
    branches = [node for node in nodes if node.kind == "branch"]
    axis = min(((step.x + step.right) / 2 for step in steps), default=0.0)
    drawn = [
        FlowLine("next", ((axis, each.bottom), (axis, ends[each.target].y)))
        for each in ends.values()
        if each.target in ends
    ]
    drawn += [FlowLine("aside", ((ends[each.code].right, each.middle), (each.x, each.middle))) for each in branches]
    return (*drawn, *_returns(nodes, drawn))


def _returns(nodes: Sequence[_Node], drawn: Sequence[FlowLine]) -> list[FlowLine]:
    """The ways back, the shortest innermost; one that leads where another does joins it."""
    steps = {node.code: node for node in nodes if node.kind == "step"}
    branches = [node for node in nodes if node.kind == "branch" and node.target in steps]
    made: list[tuple[str, FlowLine]] = []
    for branch in sorted(branches, key=lambda each: (abs(each.middle - steps[each.target].y), each.y)):
        joinable = [line for target, line in made if target == branch.target]
        others = [*drawn, *(line for target, line in made if target != branch.target)]
        ways = (_joined(way, joinable) for way in _ways_back(branch, steps[branch.target], nodes))
        clear = (way for way in ways if _is_clear(way, branch, nodes, others))
        made += [(branch.target, way) for way in islice(clear, 1)]
    return [line for _, line in made]


def _ways_back(branch: _Node, step: _Node, nodes: Sequence[_Node]) -> Iterator[FlowLine]:
    """Out to the right, along one of the lanes, and in above the branches of the step, or at its middle without any."""
    below = [node.y for node in nodes if node.kind == "branch" and node.code == step.code]
    y = min(below) - ABOVE if below else step.middle
    top, bottom = sorted((y, branch.middle))
    passed = [node for node in nodes if node.kind in _BOXES and node.y < bottom and top < node.bottom]
    limit = next(node.right for node in nodes if node.kind == "chart")
    x = max(node.right for node in (*passed, branch)) + FIRST_LANE
    while x <= limit and step.y + ABOVE <= y <= step.bottom - ABOVE:
        yield FlowLine("back", ((branch.right, branch.middle), (x, branch.middle), (x, y), (step.right, y)))
        x += LANE


def _joined(way: FlowLine, others: Sequence[FlowLine]) -> FlowLine:
    """The way as far as the first line it comes upon that leads to the same step."""
    for number, (start, piece) in enumerate(zip(way.points, way.pieces, strict=False)):
        met = [point for other in others for each in other.pieces for point in _common(piece, each)]
        if met:
            nearest = min(met, key=lambda point: abs(point[0] - start[0]) + abs(point[1] - start[1]))
            return FlowLine(way.kind, (*way.points[: number + 1], nearest), ends=False)
    return way


def _common(one: Segment, other: Segment) -> list[Point]:
    """The corners of what two pieces have in common."""
    left, right = max(one.x, other.x), min(one.right, other.right)
    top, bottom = max(one.y, other.y), min(one.bottom, other.bottom)
    return [(left, top), (right, bottom)] if left <= right and top <= bottom else []


def _is_clear(way: FlowLine, branch: _Node, nodes: Sequence[_Node], others: Sequence[FlowLine]) -> bool:
    """Whether it keeps from every line, and from every box but those it begins and ends at."""
    boxes = [node for node in nodes if node.kind in _BOXES]
    last = len(way.pieces) - 1 if way.ends else None
    from_boxes = (
        _distance(piece, box) >= CLEAR
        for number, piece in enumerate(way.pieces)
        for box in boxes
        if not (number == 0 and box is branch) and not (number == last and _is(box, "step", branch.target))
    )
    from_lines = (_distance(piece, each) >= CLEAR for piece in way.pieces for other in others for each in other.pieces)
    return all(from_boxes) and all(from_lines)


def _is(node: _Node, kind: str, code: str) -> bool:
    return (node.kind, node.code) == (kind, code)


def _distance(one: Segment | _Node, other: Segment | _Node) -> float:
    across = max(one.x - other.right, other.x - one.right, 0.0)
    return math.hypot(across, max(one.y - other.bottom, other.y - one.bottom, 0.0))


def _node(box: LayoutBox) -> _Node:
    x, y = box.x.mm, box.y.mm
    kind, code, target = box.name.split("|")
    return _Node(kind, code, target, x, y, x + box.width.mm, y + box.height.mm)
