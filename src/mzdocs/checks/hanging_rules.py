"""Where a station's boards hang -> what the fitter could not find, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import AGREE, Rule, Violation, repeated, violation
from mzdocs.core.problems import problem_type
from mzdocs.model.station_data import StationData


def boards_have_one_place(data: StationData) -> Iterator[Violation]:
    """A board that says neither its wall with its place there nor a spot, or half of one, or both."""
    for i, adoption in enumerate(data.station.boards):
        on_a_wall = {adoption.wall is not None, bool(adoption.place)}
        if len(on_a_wall) > 1 or on_a_wall == {adoption.spot is not None}:
            yield violation("制度", i)


def places_on_a_wall_differ(data: StationData) -> Iterator[Violation]:
    """Two boards that hang at the same place of one wall."""
    boards = data.station.boards
    hung = [i for i, adoption in enumerate(boards) if adoption.wall is not None]
    for n in repeated((boards[i].room, boards[i].wall, boards[i].place) for i in hung):
        yield violation("制度", hung[n], "左起", wall=boards[hung[n]].wall, place=boards[hung[n]].place)


HANGING_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1664", "没有写清这块展板挂在哪里", "It is not clear where this board hangs",
            "成排挂在墙上的写 墙面 和 左起（第几块），两项都写；别处的只写 位置。",
            "Write the wall and its place from the left, both; of a board that hangs elsewhere the spot alone.",
        ),
        AGREE, boards_have_one_place,
    ),
    Rule(
        problem_type(
            "MZ1665", "{wall}左起第 {place} 块已经有一块展板", "There is a board at place {place} of the wall {wall} already",
            "改 左起，同一面墙上从左往右数。", "Change its place: count from the left on each wall.",
        ),
        AGREE, places_on_a_wall_differ,
    ),
)  # fmt: skip
