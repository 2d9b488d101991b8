"""Measured nodes of a flow chart -> the lines that join them, as points in millimetres.

A node's name says what it is and where it leads: `step|code|next`, `branch|of-step|back-to`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mzdocs.render.layout_boxes import LayoutBox

ATTRIBUTE = "data-node"
CLEAR = 4.0
"""Millimetres a return line keeps from the edge of a node."""
_LANE = 0.02
"""Distance between parallel return lines, as a share of the chart's width."""


@dataclass(frozen=True)
class Segment:
    """One straight piece, across or down, in mm from the trimmed corner; `heads` is where it points."""

    x: float
    y: float
    length: float
    across: bool
    heads: Literal["right", "left", "down", "up"]

    @property
    def end(self) -> tuple[float, float]:
        """Where it ends, x and y in millimetres."""
        return (
            self.x + (self.length if self.heads == "right" else 0.0),
            self.y + (self.length if self.heads == "down" else 0.0),
        )


@dataclass(frozen=True)
class FlowLine:
    """A line through points (x, y in mm from the trimmed corner), with an arrow at its end."""

    kind: Literal["next", "aside", "back"]
    points: tuple[tuple[float, float], ...]

    @property
    def pieces(self) -> tuple[Segment, ...]:
        """The line as straight segments, from its beginning to its end."""
        return tuple(_piece(start, end) for start, end in pairwise(self.points))


def _piece(start: tuple[float, float], end: tuple[float, float]) -> Segment:
    (x1, y1), (x2, y2) = start, end
    if abs(x2 - x1) >= abs(y2 - y1):
        return Segment(min(x1, x2), y1, abs(x2 - x1), True, "right" if x2 > x1 else "left")
    return Segment(x1, min(y1, y2), abs(y2 - y1), False, "down" if y2 > y1 else "up")


@dataclass(frozen=True)
class _Node:
    kind: str
    code: str
    target: str
    box: LayoutBox

    @property
    def left(self) -> float:
        return self.box.x.mm

    @property
    def right(self) -> float:
        return self.box.x.mm + self.box.width.mm

    @property
    def top(self) -> float:
        return self.box.y.mm

    @property
    def bottom(self) -> float:
        return self.box.y.mm + self.box.height.mm

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines(boxes: list[LayoutBox]) -> tuple[FlowLine, ...]:
    """Down from step to step, sideways to each branch, and back from a branch to the step it names."""
    nodes = [_node(box) for box in boxes]
    steps = {node.code: node for node in nodes if node.kind == "step"}
    branches = [node for node in nodes if node.kind == "branch"]
    drawn = [_down(node, steps[node.target]) for node in steps.values() if node.target]
    drawn += [_sideways(steps[node.code], node) for node in branches]
    returns = [(node, steps[node.target]) for node in branches if node.target]
    lanes = _lanes([_reach(branch, step) for branch, step in returns])
    drawn += [_back(*pair, lane) for pair, lane in zip(returns, lanes, strict=True)]
    return tuple(drawn)


def _reach(branch: _Node, step: _Node) -> tuple[float, float]:
    """From where to where a return line runs down the page."""
    return min(step.top, branch.top), branch.middle


def _lanes(reaches: list[tuple[float, float]]) -> list[int]:
    """The innermost lane in which each line meets no other; lanes count from 1."""
    taken: list[tuple[int, tuple[float, float]]] = []
    for top, bottom in reaches:
        met = {lane for lane, (above, below) in taken if top < below and above < bottom}
        lane = next(number for number in range(1, len(taken) + 2) if number not in met)
        taken.append((lane, (top, bottom)))
    return [lane for lane, _ in taken]


def _node(box: LayoutBox) -> _Node:
    kind, code, target = box.name.split("|")
    return _Node(kind, code, target, box)


def _down(upper: _Node, lower: _Node) -> FlowLine:
    x = upper.centre
    return FlowLine("next", ((x, upper.bottom), (x, lower.top)))


def _sideways(step: _Node, branch: _Node) -> FlowLine:
    y = min(max(branch.middle, step.top + 1), step.bottom - 1)
    if abs(y - branch.middle) < 0.5:
        return FlowLine("aside", ((step.right, branch.middle), (branch.left, branch.middle)))
    x = (step.right + branch.left) / 2
    points = ((step.right, y), (x, y), (x, branch.middle), (branch.left, branch.middle))
    return FlowLine("aside", points)


def _back(branch: _Node, step: _Node, lane: int) -> FlowLine:
    """Out to the right, up outside the branches, and in to the top right of the step."""
    outside = branch.right + (branch.right - step.left) * _LANE * lane
    y = max(step.top + CLEAR, min(branch.top - CLEAR, (step.top + step.middle) / 2))
    points = ((branch.right, branch.middle), (outside, branch.middle), (outside, y), (step.right, y))
    return FlowLine("back", points)
