"""What a station orders to show -> notices that say nothing, too much or too early, as errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from mzdocs.checks.coherence_rules import street_is_known
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, repeated, violation
from mzdocs.checks.time_rules import signs_are_of_the_year
from mzdocs.core.problems import Exit, Sentence, problem_type
from mzdocs.derive import board_layout, info_plate, notices
from mzdocs.model.station_data import StationData

LEGIBLE = Provenance("通行做法", "展板正文的字高不小于视距的 1/165，1.5 米处看不小于 9 毫米", "一般")
IN_FORCE = Provenance("法律", "社会救助法第六十七条：公开救助标准", "一般")


def notices_differ(data: StationData) -> Iterator[Violation]:
    """A notice ordered twice."""
    subjects = [notice.subject for notice in data.station.notices]
    return (violation("公示牌", i, "内容", subject=subjects[i]) for i in repeated(subjects))


def notices_say_something(data: StationData) -> Iterator[Violation]:
    """A notice without a single line."""
    for i, ordered in enumerate(data.station.notices):
        if not notices.notice(data, ordered.subject).rows:
            yield violation("公示牌", i, "内容", subject=ordered.subject)


def notices_hold_their_lines(data: StationData) -> Iterator[Violation]:
    """A notice of more lines than its board holds at the least size."""
    portraits = any(member.photo for member in notices.staff_shown(data))
    for i, ordered in enumerate(data.station.notices):
        table = notices.notice(data, ordered.subject)
        over = notices.overflow(table, data.board_spec, portraits and ordered.subject == "工作人员")
        if over.mm:
            least = f"{board_layout.least_body(data.board_spec).mm:.1f}"
            yield violation("公示牌", i, subject=ordered.subject, least=least, over=f"{over.mm:.0f}")


def standards_are_in_force(data: StationData) -> Iterator[Violation]:
    """A standard shown on a board that is older than the day it holds from."""
    issued = data.station.issued_on
    later: dict[date, list[str]] = defaultdict(list)
    for each in data.district.standards:
        if each.since > issued:
            later[each.since].append(each.name)
    for i, ordered in enumerate(data.station.notices):
        for since, names in later.items() if ordered.subject == "保障标准" else ():
            yield violation("公示牌", i, name=_several(names), since=since, issued=issued)


def _several(names: Sequence[str]) -> Sentence:
    first, count = names[0], len(names)
    return (
        Sentence(f"“{first}”等 {count} 类", f"{first} and {count - 1} more")
        if count > 1
        else Sentence(f"“{first}”", first)
    )


def large_print_is_of_procedures(data: StationData) -> Iterator[Violation]:
    """A board of rules asked for in large print: only procedures are handed out at the counter."""
    for i, adoption in enumerate(data.station.boards):
        board = data.district.board(adoption.board)
        if adoption.large_print and board and not board.procedure:
            yield violation("制度", i, "大字版", title=board.title)


def info_plates_are_designed(data: StationData) -> Iterator[Violation]:
    """A plate for the entrance that nobody said how to make."""
    if data.station.info_plate and data.plaque_design.info is None:
        yield violation("信息牌")


def info_plates_hold_their_lines(data: StationData) -> Iterator[Violation]:
    """A plate for the entrance with more lines than it holds at the least size."""
    spec = data.plaque_design.info
    shown = data.station.info_plate and data.district.street(data.station.street)
    over = info_plate.overflow(data, spec) if spec and shown else None
    if spec and over and over.mm:
        yield violation("信息牌", least=f"{board_layout.least_body(spec).mm:.1f}", over=f"{over.mm:.0f}")


NOTICE_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1824", "公示牌“{subject}”写了两次", "The notice {subject} is ordered twice",
            "只留一条，用“数量”写块数。", "Keep one entry and use the quantity.",
        ),
        AGREE, notices_differ,
    ),
    Rule(
        problem_type(
            "MZ1825", "公示牌“{subject}”没有内容可印", "The notice {subject} has nothing to say",
            "补上要公示的内容（区里的保障标准、本站的人员或监督员），或删去这一条。",
            "Write what it shows (the district's standards, the staff, the monitors), or drop the entry.",
        ),
        AGREE, notices_say_something,
    ),
    Rule(
        problem_type(
            "MZ1826", "公示牌“{subject}”放不下：正文不小于 {least} mm 时，约超出 {over} mm",
            "The notice {subject} does not fit: with text of no less than {least} mm it overflows by about {over} mm",
            "把“设计”里展板的尺寸改大、视距改近，或精简文字。", "Order larger boards or a shorter viewing distance, or cut the text.",
            Exit.FIT,
        ),
        LEGIBLE, notices_hold_their_lines,
    ),
    Rule(
        problem_type(
            "MZ1827", "{name}的标准从 {since} 起执行，公示牌的制发日期是 {issued}，还没有生效",
            "The standard of {name} holds from {since}, and the board is of {issued}: it is not in force yet",
            "写现在执行的标准；新标准执行以后再换公示牌，把制发日期改成那一天。",
            "Write the standard in force now; make the board anew, with its day, when the new one holds.",
        ),
        IN_FORCE, standards_are_in_force, after=(signs_are_of_the_year,),
    ),
    Rule(
        problem_type(
            "MZ1828", "“{title}”不是办事流程，没有大字版", "{title} is no procedure and has no large print",
            "删去这一条的“大字版”。", "Drop the large print of this entry.",
        ),
        AGREE, large_print_is_of_procedures,
    ),
    Rule(
        problem_type(
            "MZ1829", "区里没有写信息牌的尺寸和工艺", "The district does not say how the plate at the entrance is made",
            "请区民政局在“设计.门牌”里补上“信息牌”，或删去本站的“信息牌”。",
            "Have the bureau add it to the design of plaques, or drop the station's entry.",
        ),
        AGREE, info_plates_are_designed,
    ),
    Rule(
        problem_type(
            "MZ1830", "信息牌放不下：文字不小于 {least} mm 时，约超出 {over} mm",
            "The plate at the entrance does not fit: with text of no less than {least} mm it overflows by about {over} mm",
            "精简无障碍通行和办公时间的文字，或把信息牌改大、视距改近。",
            "Cut the words, or order a larger plate or a shorter viewing distance.",
            Exit.FIT,
        ),
        LEGIBLE, info_plates_hold_their_lines, after=(street_is_known,),
    ),
)  # fmt: skip
