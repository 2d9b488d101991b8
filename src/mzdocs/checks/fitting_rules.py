"""Frames, hanging points and heights of the signs -> what could not be made or fitted, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, Rule, Violation, violation
from mzdocs.core.problems import problem_type
from mzdocs.core.units import Size
from mzdocs.design.theme import CUT
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import BoardSpec, HangFacts, PlaqueDesign, SlotFacts

SQUARE = problem_type(
    "MZ1671", "有边框的展板写了圆角、四角孔或刀线：边框是直角的，裁切以下料尺寸为准",
    "A framed board has corners, holes or a cut line: its frame is square and it is cut beyond what is seen",
    "去掉圆角、四角孔和油墨里的刀线；不装边框的去掉 边框。",
    "Drop the corners, the holes and the cut line; or drop the frame.",
)  # fmt: skip
LAPS = problem_type(
    "MZ1672", "边框面宽 {face} mm，压边 {lip} mm：面宽要大于压边，板才藏得住",
    "The frame's face is {face} mm and laps {lip} mm over the board: it must be wider, or the board shows",
    "面宽写得比压边大，或者减小压边。", "Make the face wider than what it laps over.",
)  # fmt: skip
OUT = problem_type(
    "MZ1673", "挂点（挂槽）落在牌外，或者有几个却没写间距", "Hanging points lie off the sign, or their pitch is not said",
    "改数量、间距、距上边，使每个都在牌内；两个以上的写 间距。",
    "Change their number, pitch or distance from the top; say the pitch of two or more.",
)  # fmt: skip
TWICE = problem_type(
    "MZ1674", "离地和中心离地只写一种", "Say how high the lower edge hangs or the middle, not both",
    "留下安装时要量的那一种。", "Keep the one the fitter measures.",
)  # fmt: skip


def _board_is_square(board: BoardSpec | None) -> bool:
    return not (board and board.frame and (board.corner or board.holes or CUT in board.inks))


def _narrow(board: BoardSpec | None) -> Iterator[Violation]:
    frame = board.frame if board else None
    if frame and frame.face <= frame.lip:
        yield violation("设计", "展板", "边框", face=f"{frame.face.mm:g}", lip=f"{frame.lip.mm:g}")


def _off(board: BoardSpec | None, plaques: PlaqueDesign | None) -> Iterator[Violation]:
    if board and board.hangs_by:
        face = board.frame.face.mm if board.frame else 0.0
        wide, high = board.size.width.mm + 2 * face, board.size.height.mm + 2 * face
        if not _inside(board.hangs_by, wide, high):
            yield violation("设计", "展板", "挂点")
    if plaques and plaques.board.slots:
        slots, size = plaques.board.slots, plaques.board.size
        if slots.size.width > size.width or not _below(slots, size):
            yield violation("设计", "门牌", "竖牌", "挂槽")


def _inside(points: HangFacts, wide: float, high: float) -> bool:
    return _pitched(points) and _reach(points) < wide and points.from_top.mm < high


def _below(slots: SlotFacts, size: Size) -> bool:
    half, first = slots.size.height.mm / 2, slots.from_top.mm
    return _pitched(slots) and first >= half and first + _reach(slots) + half <= size.height.mm


def _pitched(points: HangFacts | SlotFacts) -> bool:
    return points.count == 1 or (points.count > 1 and points.pitch is not None)


def _reach(points: HangFacts | SlotFacts) -> float:
    return (points.count - 1) * points.pitch.mm if points.pitch else 0.0


def _both(plaques: PlaqueDesign | None) -> Iterator[Violation]:
    if plaques and plaques.room.lower_edge and plaques.room.centre:
        yield violation("设计", "门牌", "科室牌", "中心离地")


def _designs(data: DistrictFile | StationData) -> tuple[BoardSpec | None, PlaqueDesign | None]:
    """The district's design, or what a station says of its own."""
    design = data.district.design if isinstance(data, DistrictFile) else data.station.design
    return (design.board, design.plaques) if design else (None, None)


def frames_are_square(data: DistrictFile | StationData) -> Iterator[Violation]:
    """A framed board with rounded corners, holes or a cut line at what is seen."""
    if not _board_is_square(_designs(data)[0]):
        yield violation("设计", "展板", "边框")


def frames_hide_the_edge(data: DistrictFile | StationData) -> Iterator[Violation]:
    """A frame no wider than it laps over the board."""
    return _narrow(_designs(data)[0])


def points_lie_on_the_sign(data: DistrictFile | StationData) -> Iterator[Violation]:
    """Points or slots beyond the sign, or of which nobody knows how far apart they are."""
    return _off(*_designs(data))


def heights_are_said_once(data: DistrictFile | StationData) -> Iterator[Violation]:
    """A room plate with two heights."""
    return _both(_designs(data)[1])


FITTING_DISTRICT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(SQUARE, AGREE, frames_are_square), Rule(LAPS, AGREE, frames_hide_the_edge),
    Rule(OUT, AGREE, points_lie_on_the_sign), Rule(TWICE, AGREE, heights_are_said_once),
)  # fmt: skip
FITTING_RULES: tuple[Rule[StationData], ...] = (
    Rule(SQUARE, AGREE, frames_are_square), Rule(LAPS, AGREE, frames_hide_the_edge),
    Rule(OUT, AGREE, points_lie_on_the_sign), Rule(TWICE, AGREE, heights_are_said_once),
)  # fmt: skip
