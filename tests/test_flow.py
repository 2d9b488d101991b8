"""Lines of flow charts: they join what they should, and come near no box or line that they do not end at."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest

from mzdocs.core.units import mm
from mzdocs.model.boards import Procedure
from mzdocs.render import flow
from mzdocs.render.flow import FlowLine, Segment
from mzdocs.render.layout_boxes import LayoutBox

from . import charts
from .test_rules import sound

WIDTH, NARROW, LANES = 528.0, 280.0, 17.3
CHART = ("chart||", 0, 0, WIDTH, 900)
INK = 0.6
"""Half of the widest line."""
LEAST = 3.3
"""What the gate asks for, from ink to ink."""


def node(name: str, x: float, y: float, w: float = 100, h: float = 20) -> LayoutBox:
    return LayoutBox(name, 0, mm(x), mm(y), mm(w), mm(h), mm(0), mm(0))


def drawn(*nodes: tuple[str, float, float, float, float]) -> tuple[FlowLine, ...]:
    return flow.lines([node(*each) for each in (CHART, *nodes)])


def backs(lines: Sequence[FlowLine]) -> list[FlowLine]:
    return [line for line in lines if line.kind == "back"]


def test_a_flow_chart_joins_steps_and_branches() -> None:
    lines = drawn(
        ("step|a|b", 0, 0, 100, 40),
        ("branch|a|a", 120, 12, 50, 24),
        ("step|b|", 0, 60, 100, 40),
        ("branch|b|", 120, 65, 50, 10),
    )
    assert [line.kind for line in lines] == ["next", "aside", "aside", "back"]
    assert lines[0].points == ((50, 40), (50, 60))
    assert lines[1].points == ((100, 24), (120, 24))
    back = lines[3].points
    assert back[0] == (170, 24) and back[-1] == (100, 12 - flow.ABOVE)
    assert [piece.heads for piece in lines[3].pieces] == ["right", "up", "left"]


def test_the_way_on_runs_down_one_axis_whatever_the_width_of_the_steps() -> None:
    lines = drawn(("step|a|b", 0, 0, 500, 20), ("step|b|c", 0, 40, 280, 20), ("step|c|下接", 0, 80, 500, 20),
                  ("joint|下接|", 0, 120, 280, 10))  # fmt: skip
    assert [line.points[0][0] for line in lines] == [140, 140, 140]


@pytest.mark.parametrize(("room", "found"), [(2 * flow.ABOVE, 1), (2 * flow.ABOVE - 0.1, 0)])
def test_a_return_line_needs_its_room_above_the_branch_or_is_told_in_words_alone(room: float, found: int) -> None:
    lines = drawn(("step|a|", 0, 0, 100, 60), ("branch|a|a", 120, room, 50, 24))
    assert len(backs(lines)) == found


@pytest.mark.parametrize(("right", "found"), [(528 - flow.FIRST_LANE, 1), (528 - flow.FIRST_LANE + 0.1, 0)])
def test_a_return_line_stays_on_its_ground(right: float, found: int) -> None:
    lines = drawn(("step|a|", 0, 0, 100, 60), ("branch|a|a", 120, 20, right - 120, 24))
    assert len(backs(lines)) == found


def test_ways_back_to_one_step_become_one_line() -> None:
    lines = backs(drawn(("step|a|", 0, 0, 100, 90), ("branch|a|a", 120, 12, 50, 24), ("branch|a|a", 120, 46, 50, 24)))
    inner, outer = lines
    assert inner.ends and not outer.ends
    assert outer.points[-1] == (170 + flow.FIRST_LANE, 24)


def test_nested_ways_back_run_in_lanes_of_their_own() -> None:
    inner, outer = backs(
        drawn(
            ("step|a|b", 0, 0, 500, 40),
            ("step|b|c", 0, 60, 100, 60), ("branch|b|b", 120, 75, 380, 30),
            ("step|c|", 0, 140, 100, 60), ("branch|c|a", 120, 155, 380, 30),
        )
    )  # fmt: skip
    assert inner.points[1][0] == 500 + flow.FIRST_LANE
    assert outer.points[1][0] == 500 + flow.FIRST_LANE + flow.LANE
    assert outer.points[-1] == (500, 20)


def test_of_two_ways_back_that_would_cross_the_longer_is_told_in_words_alone() -> None:
    """From b past a, from c to b: the second comes in below the first's end and above its beginning."""
    crossing = (
        ("step|a|b", 0, 0, 500, 40),
        ("step|b|c", 0, 60, 100, 60), ("branch|b|a", 120, 75, 380, 30),
        ("step|c|", 0, 140, 100, 60), ("branch|c|b", 120, 155, 380, 30),
    )  # fmt: skip
    assert len(backs(drawn(*crossing))) == 1


def laid(procedure: Procedure, dice: random.Random) -> list[LayoutBox]:
    """Boxes as the template lays them: rows, with room above the branches of a step that is gone back to."""
    targets = {branch.back_to for step in procedure.steps for branch in step.branches}
    boxes, y = [node(*CHART)], 10.0
    for number, step in enumerate(procedure.steps):
        inner, tops = (14.0 if step.code in targets else 0.0), []
        for _ in step.branches:
            tops.append((inner, dice.uniform(12, 50)))
            inner += tops[-1][1] + 5.5
        high = max(dice.uniform(24, 60), inner)
        following = procedure.steps[number + 1].code if number + 1 < len(procedure.steps) else ""
        width = NARROW if step.branches else WIDTH - LANES
        boxes.append(node(f"step|{step.code}|{following}", 0, y, width, high))
        left = NARROW + 60
        for (top, tall), branch in zip(tops, step.branches, strict=True):
            boxes.append(node(f"branch|{step.code}|{branch.back_to or ''}", left, y + top, WIDTH - LANES - left, tall))
        y += high + dice.uniform(11, 30)
    return boxes


def faults(lines: Sequence[FlowLine], boxes: Sequence[LayoutBox]) -> list[str]:
    """Every line that comes too near to a box between its ends, or to another line that it does not join."""
    found = []
    solid = [
        (b.x.mm, b.y.mm, b.x.mm + b.width.mm, b.y.mm + b.height.mm) for b in boxes if not b.name.startswith("chart")
    ]
    for line in lines:
        found += [f"{line} {box}" for box in solid if _touches(line, box)]
    for one, other in combinations(lines, 2):
        if _crosses(one, other):
            found.append(f"{one} {other}")
    return found


def _touches(line: FlowLine, box: tuple[float, float, float, float]) -> bool:
    """Near to the box in the middle: its ends may stand on it, and from there it goes away from it."""
    (x1, y1), (x2, y2) = line.points[0], line.points[-1]
    ends = [_gap((x, y, x, y), box) == 0 for x, y in ((x1, y1), (x2, y2))]
    pieces = [_span(piece) for piece in line.pieces]
    if ends[0]:
        pieces = pieces[1:]
    if ends[1] and line.ends:
        pieces = pieces[:-1]
    return any(_gap(piece, box) - INK < LEAST for piece in pieces)


def _crosses(one: FlowLine, other: FlowLine) -> bool:
    joined = [line.points[-1] for line in (one, other) if not line.ends]
    return any(
        _gap(_span(a), _span(b)) < (LEAST if not joined else 0) or (joined and _beyond(_span(a), _span(b)))
        for a in one.pieces
        for b in other.pieces
    )


def _beyond(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Whether one runs on on both sides of the other."""
    return a[0] < b[0] - 0.1 and b[2] + 0.1 < a[2] and b[1] < a[1] - 0.1 and a[3] + 0.1 < b[3]


def _span(piece: Segment) -> tuple[float, float, float, float]:
    return piece.x, piece.y, piece.right, piece.bottom


def _gap(a: Sequence[float], b: Sequence[float]) -> float:
    across, down = max(a[0] - b[2], b[0] - a[2], 0.0), max(a[1] - b[3], b[1] - a[3], 0.0)
    return float((across**2 + down**2) ** 0.5)


LIKE = next(each.procedure for each in sound().district.boards if each.procedure)


def test_no_line_of_any_procedure_comes_near_a_box_or_another_line() -> None:
    """Procedures of 3 to 20 steps with 0 to 3 branches each."""
    ways = shown = 0
    for seed in range(250):
        dice = random.Random(seed)
        made = charts.procedure(dice.randint(3, 20), dice, LIKE)
        boxes = laid(made, dice)
        lines = flow.lines(boxes)
        assert faults(lines, boxes) == [], seed
        own = [s.code for s in made.steps for b in s.branches if b.back_to == s.code]
        ways, shown = ways + len(own), shown + len(backs(lines))
        assert len(backs(lines)) >= len(set(own))
    assert shown > ways


def test_the_measure_sees_a_line_through_a_box_along_one_and_across_another() -> None:
    boxes = [node("step|a|", 0, 0, 100, 40), node("step|b|", 0, 60, 100, 40)]
    through = FlowLine("back", ((150, 10), (150, 80), (-20, 80), (-20, 10)))
    along = FlowLine("back", ((150, 42), (120, 42), (20, 42), (20, 55)))
    across = [FlowLine("next", ((200, 0), (200, 90))), FlowLine("aside", ((180, 45), (220, 45)))]
    for lines in ([through], [along], across):
        assert faults(lines, boxes)
    near = [FlowLine("next", ((200, 0), (200, 90))), FlowLine("next", ((200 + LEAST, 0), (200 + LEAST, 90)))]
    assert faults(near, []) == []
    nearer = [near[0], FlowLine("next", ((203.2, 0), (203.2, 90)))]
    assert faults(nearer, [])
