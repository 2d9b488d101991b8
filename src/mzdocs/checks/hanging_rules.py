"""Where a station's boards hang -> what the fitter could not find, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import AGREE, Rule, Violation, repeated, violation
from mzdocs.core.problems import problem_type
from mzdocs.model.signs_ordered import OnAWall
from mzdocs.model.station_data import StationData


def boards_have_one_place(data: StationData) -> Iterator[Violation]:
    """A board that says neither its wall with its place there nor a spot, or half of one, or both."""
    for key, i, board in _hung(data):
        on_a_wall = {board.wall is not None, bool(board.place)}
        if len(on_a_wall) > 1 or on_a_wall == {board.spot is not None}:
            yield violation(key, i)


def places_on_a_wall_differ(data: StationData) -> Iterator[Violation]:
    """Two boards that hang at the same place of one wall."""
    hung = [each for each in _hung(data) if each[2].wall is not None]
    for n in repeated((board.room, board.wall, board.place) for _, _, board in hung):
        key, i, board = hung[n]
        yield violation(key, i, "左起", wall=board.wall, place=board.place)


def _hung(data: StationData) -> Iterator[tuple[str, int, OnAWall]]:
    """Boards of rules and of notices: they share the walls."""
    yield from (("制度", i, board) for i, board in enumerate(data.station.boards))
    yield from (("公示牌", i, board) for i, board in enumerate(data.station.notices))


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
