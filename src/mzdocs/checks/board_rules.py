"""Wall boards -> what of them cannot be set legibly on the boards that are ordered, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, finding, repeated, violation
from mzdocs.core.problems import Exit, problem_type
from mzdocs.derive import board_layout
from mzdocs.model.boards import Board
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import SignSpec

LEGIBLE = Provenance("通行做法", "展板正文的字高不小于视距的 1/165，1.5 米处看不小于 9 毫米", "一般")
CITED = Provenance("通行做法", "公开的制度写明依据，群众查得到", "一般")


def boards_hold_their_text(data: DistrictFile) -> Iterator[Violation]:
    """A board whose text is higher than the district's boards at the least size."""
    for i, board in enumerate(data.district.boards):
        facts = _too_full(board, data.district.design.board)
        if facts:
            yield violation("展板", i, **facts)


def boards_are_wide_enough(data: DistrictFile) -> Iterator[Violation]:
    """A procedure with branches on a board too narrow for a step and a branch side by side."""
    spec = data.district.design.board
    for i, board in enumerate(data.district.boards):
        if board_layout.too_narrow(board, spec):
            yield violation("展板", i, "流程", title=board.title, width=f"{spec.size.width.mm:g}")


def own_boards_hold_their_text(data: StationData) -> Iterator[Violation]:
    """Both of a station whose boards are of its own make."""
    spec = data.board_spec
    if spec == data.district.design.board:
        return
    for i, adoption in enumerate(data.station.boards):
        board = data.district.board(adoption.board)
        if board and (_too_full(board, spec) or board_layout.too_narrow(board, spec)):
            size, least = f"{spec.size.width.mm:g}×{spec.size.height.mm:g}", board_layout.least_body(spec).mm
            yield violation("制度", i, "展板", title=board.title, size=size, least=f"{least:.1f}")


def _too_full(board: Board, spec: SignSpec) -> dict[str, object]:
    over = board_layout.overflow(board, spec)
    least = f"{board_layout.least_body(spec).mm:.1f}"
    return {"title": board.title, "least": least, "over": f"{over.mm:.0f}"} if over.mm else {}


def matters_are_told_apart(data: DistrictFile) -> Iterator[Violation]:
    """Two procedures for one matter: notices would have two sides that read alike."""
    found = [(i, board.procedure) for i, board in enumerate(data.district.boards) if board.procedure]
    matters = [procedure.matter for _, procedure in found]
    for place in repeated(matters):
        if matters[place]:
            yield violation("展板", found[place][0], "流程", "事项", matter=matters[place])


def last_steps_lead_nowhere(data: DistrictFile) -> Iterator[Violation]:
    """A word on what leads straight on, at a step after which none comes: it would not be printed."""
    for i, board in enumerate(data.district.boards):
        steps = board.procedure.steps if board.procedure else ()
        if steps and steps[-1].onward:
            yield violation("展板", i, "流程", "步骤", len(steps) - 1, "顺行", onward=steps[-1].onward)


def steps_name_a_source(data: DistrictFile) -> Iterator[Violation]:
    """A step that speaks of a law by a short name which none of the board's sources has."""
    for i, board in enumerate(data.district.boards):
        for s, step in enumerate(board.procedure.steps if board.procedure else ()):
            if step.source and not step.source.startswith("《") and not board_layout.law_of(board, step):
                yield violation("展板", i, "流程", "步骤", s, "依据", source=step.source)


BOARD_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1641", "展板“{title}”放不下：正文不小于 {least} mm 时，约超出 {over} mm",
            "The board {title} does not fit: with text of no less than {least} mm it overflows by about {over} mm",
            "删减文字、分成两块展板，或把“设计”里展板的尺寸改大、视距改近。",
            "Cut the text, divide it into two boards, or order larger boards or a shorter viewing distance.",
            Exit.FIT,
        ),
        LEGIBLE, boards_hold_their_text,
    ),
    Rule(
        problem_type(
            "MZ1642", "展板宽 {width} mm，排不下“{title}”的步骤和支线",
            "A board {width} mm wide has no room for steps and branches of {title} side by side",
            "把“设计”里展板的尺寸改大，或视距改近。", "Order wider boards, or a shorter viewing distance.",
            Exit.FIT,
        ),
        LEGIBLE, boards_are_wide_enough,
    ),
    Rule(
        problem_type(
            "MZ1644", "最后一步之后没有下一步，“顺行”的“{onward}”印不出来",
            "No step comes after the last one: its word on what leads straight on, {onward}, would not be printed",
            "删去，或补上后面的步骤。", "Take it out, or add the steps that follow.",
        ),
        AGREE, last_steps_lead_nowhere,
    ),
    Rule(
        finding(
            "MZ2641", None, "依据“{source}”看不出是哪部法律、哪个文件",
            "Nobody can tell which law or document the source {source} is",
            "在本展板“依据”里给它写上“简称”，步骤的依据以这个简称开头；或写全称，加书名号。",
            "Give it a short name under the board's sources and begin with that, or write its whole name.",
        ),
        CITED, steps_name_a_source,
    ),
    Rule(
        problem_type(
            "MZ1767", "前面的展板已经写了事项“{matter}”", "A board before has the matter {matter} already",
            "改为各自的事项；受理通知书等文书每种事项一页。", "Name each its own; notices have a side a matter.",
        ),
        AGREE, matters_are_told_apart,
    ),
)  # fmt: skip
OWN_BOARD_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1643", "展板“{title}”在本站 {size} mm 的板上放不下：正文须不小于 {least} mm",
            "The board {title} does not fit on this station's boards of {size} mm with text of no less than {least} mm",
            "把本站“设计”里展板的尺寸改大，或视距改近。", "Order larger boards, or a shorter viewing distance.",
            Exit.FIT,
        ),
        LEGIBLE, own_boards_hold_their_text,
    ),
)  # fmt: skip
