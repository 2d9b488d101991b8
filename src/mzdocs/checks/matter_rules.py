"""What the stations take applications for -> the procedures nobody can read on a wall, in the district and at a station."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, finding, repeated, violation
from mzdocs.core.problems import problem_type
from mzdocs.model.station_data import StationData

OPEN_TO_ALL = Provenance("法律", "社会救助法第六十七条：公开救助政策", "一般")


def matters_name_a_procedure(data: DistrictFile) -> Iterator[Violation]:
    """A matter whose board the district does not have, or has without a procedure."""
    for i, matter in enumerate(data.district.matters):
        board = data.district.board(matter.board) if matter.board else None
        if matter.board and not (board and board.procedure):
            yield violation("受理事项", i, "展板", code=matter.board)


def matters_stand_once(data: DistrictFile) -> Iterator[Violation]:
    """A matter that stands in the list a second time, or has the procedure of another."""
    matters = data.district.matters
    for i in repeated(matter.name for matter in matters):
        yield violation("受理事项", i, "名称", said=matters[i].name)
    with_board = [i for i, matter in enumerate(matters) if matter.board]
    for n in repeated(matters[i].board for i in with_board):
        yield violation("受理事项", with_board[n], "展板", said=matters[with_board[n]].board)


def matters_have_a_procedure(data: DistrictFile) -> Iterator[Violation]:
    """A matter without a board of its procedure."""
    for i, matter in enumerate(data.district.matters):
        if matter.board is None:
            yield violation("受理事项", i, matter=matter.name)


def procedures_are_adopted(data: StationData) -> Iterator[Violation]:
    """A matter of the district whose procedure the station does not put up."""
    adopted = {adoption.board for adoption in data.station.boards}
    for matter in data.district.matters:
        board = data.district.board(matter.board) if matter.board else None
        if board and board.code not in adopted:
            yield violation("制度", matter=matter.name, title=board.title)


MATTER_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1822", "没有代号为“{code}”的办事流程展板", "There is no board {code} with a procedure",
            "改为一块办事流程展板的代号；还没有的，删去“展板”一项。",
            "Name a board with a procedure, or leave the board out while there is none.",
        ),
        AGREE, matters_name_a_procedure,
    ),
    Rule(
        problem_type(
            "MZ1823", "前面的受理事项已经写了“{said}”", "A matter before says {said} already",
            "每项只列一次，每块展板只写一项。", "List each matter once, and each board with one matter.",
        ),
        AGREE, matters_stand_once,
    ),
    Rule(
        finding(
            "MZ2821", None, "受理事项“{matter}”没有办事流程展板", "The matter {matter} has no board of its procedure",
            "在“展板”一节补上它的办事流程，把代号写在这里。", "Add its procedure to the boards, and its code here.",
        ),
        OPEN_TO_ALL, matters_have_a_procedure,
    ),
)  # fmt: skip
STATION_MATTER_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        finding(
            "MZ2822", None, "受理“{matter}”，没有挂“{title}”", "The station takes applications for {matter}, and {title} is not put up",
            "在“制度”一节选用这块展板，上墙公开。", "Adopt the board and put it up.",
        ),
        OPEN_TO_ALL, procedures_are_adopted,
    ),
)  # fmt: skip
