"""Who meets, who inspects and when -> papers that cannot be made, days that do not follow, units nobody appointed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.likely import likely
from mzdocs.checks.rule import AGREE, Rule, Violation, violation
from mzdocs.checks.time_rules import OF_THE_YEAR
from mzdocs.checks.twice_rules import split_items
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.model.district import District
from mzdocs.model.station_data import StationData

NOTICE, MINUTES, TEAM = "kickoff-notice", "kickoff-minutes", "team-notice"


def papers_have_their_matter(data: DistrictFile) -> Iterator[Violation]:
    """A paper with its number and day whose matter the data do not have."""
    lacking = _lacking(data.district)
    for i, paper in enumerate(data.district.papers):
        if paper.code in lacking:
            yield violation("公文", i, "代号", code=paper.code, key=lacking[paper.code])


def _lacking(district: District) -> Mapping[str, str]:
    """By paper what is not written that it tells of."""
    meeting = district.kickoff
    told = {
        NOTICE: (bool(meeting), "动员会"),
        MINUTES: (bool(meeting and meeting.resolved), "动员会 · 议定事项"),
        TEAM: (bool(district.team), "检查验收组"),
    }
    return {code: key for code, (there, key) in told.items() if not there}


def papers_of_the_meeting_follow(data: DistrictFile) -> Iterator[Violation]:
    """An invitation dated after the meeting, or minutes dated before it."""
    meeting = data.district.kickoff
    for i, paper in enumerate(data.district.papers if meeting else ()):
        assert meeting
        late = paper.code == NOTICE and paper.issued_on > meeting.held_on
        if late or (paper.code == MINUTES and paper.issued_on < meeting.held_on):
            yield violation("公文", i, "成文日期", day=meeting.held_on)


def inspectors_are_of_the_team(data: StationData) -> Iterator[Violation]:
    """A unit that inspected, or looked again, and is not in the district's team."""
    team, inspection = data.district.team, data.station.inspection
    if not team or not inspection:
        return
    look = inspection.second_look
    groups = ((("检查", "检查组"), inspection.group), (("检查", "复查", "复查组"), look.group if look else ()))
    for path, group in groups:
        for i, unit in enumerate(group):
            if unit not in team.units:
                yield violation(*path, i, unit=unit, meant=_meant(unit, team.units), known="、".join(team.units))


def _meant(unit: str, units: Sequence[str]) -> Sentence:
    """Several units written as one, or one of another spelling."""
    parts = split_items(unit)
    if set(parts) & set(units):
        return Sentence(
            f"，看来是 {len(parts)} 项写成了一项，要用半角逗号分开",
            f": {len(parts)} units stand as one; part them with plain commas",
        )
    return likely(unit, units)


def the_team_was_there_before(data: StationData) -> Iterator[Violation]:
    """An inspection before the team was founded."""
    notice, inspection = data.district.paper(TEAM), data.station.inspection
    if notice and data.district.team and inspection and inspection.inspected_on < notice.issued_on:
        yield violation("检查", "日期", day=notice.issued_on)


ORGANISATION_DISTRICT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1852", "没有写“{key}”，公文“{code}”不生成", "{key} is not written: the paper {code} is not made",
            "补写“{key}”；不发这份公文的，从“公文”一节删去。", "Write {key}, or take the paper out.", severity=Severity.NOTICE,
        ),
        AGREE, papers_have_their_matter,
    ),
    Rule(
        problem_type(
            "MZ1853", "成文日期与动员会的日期（{day}）先后不合", "The day of the paper does not go with that of the meeting ({day})",
            "通知在会前，纪要在会后；核对日期。", "The notice comes before the meeting, the minutes after it.",
        ),
        AGREE, papers_of_the_meeting_follow,
    ),
)  # fmt: skip
ORGANISATION_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1854", "检查组里的“{unit}”不在区里的检查验收组{meant}", "{unit} inspected and is not in the district's team{meant}",
            "写成检查验收组里的单位，一字不差：{known}。", "Write one of its units: {known}.",
        ),
        AGREE, inspectors_are_of_the_team,
    ),
    Rule(
        problem_type(
            "MZ1855", "检查日期早于成立检查验收组的通知（{day}）", "The inspection is before the notice that founds the team ({day})",
            "核对检查日期和通知的成文日期。", "Check both days.",
        ),
        AGREE, the_team_was_there_before, after=OF_THE_YEAR,
    ),
)  # fmt: skip
