"""What the street reports as put right -> what does not fit what was found, as errors, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from mzdocs.checks.completeness_rules import COMPLETENESS_RULES
from mzdocs.checks.item_codes import score_items, wrong_codes
from mzdocs.checks.provision_rules import PROVISION_RULES
from mzdocs.checks.rule import AGREE, Rule, Violation, violation
from mzdocs.checks.time_rules import OF_THE_YEAR
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.derive.scoring import records_of
from mzdocs.derive.station_context import paper_facts
from mzdocs.model.inspection import Evidence, Judgment
from mzdocs.model.score_sheet import ScoreItem
from mzdocs.model.station_data import StationData

_STANDARD = {rule.problem_type.code: rule for rule in (*PROVISION_RULES, *COMPLETENESS_RULES)}
"""The rules that tell here and now whether an item of theirs has a defect."""


def reports_are_known(data: StationData) -> Iterator[Violation]:
    """An item reported on that the score sheet does not have, or reported twice."""
    codes = [report.item for report in data.station.rectified]
    for i, why in wrong_codes(data, codes):
        yield violation("检查", "整改", i, "条目", code=codes[i], why=why)


def reports_answer_defects(data: StationData) -> Iterator[Violation]:
    """An item reported on in which nothing was found wrong."""
    known = score_items(data)
    for i, report in enumerate(data.station.rectified):
        if report.item in known and _is_sound(data, known[report.item]):
            yield violation("检查", "整改", i, "条目", code=report.item)


def defects_are_reported(data: StationData) -> Iterator[Violation]:
    """An item with a defect of which a report that is there says nothing."""
    reported = {report.item for report in data.station.rectified}
    for code, item in score_items(data).items():
        if reported and code not in reported and _is_defective(data, item):
            yield violation("检查", "整改", code=code)


def _is_sound(data: StationData, item: ScoreItem) -> bool:
    """Whether all that decides the item is known here, and nothing of it is wrong."""
    return _STANDARD.keys() >= set(item.rules) and not _is_defective(data, item)


def _is_defective(data: StationData, item: ScoreItem) -> bool:
    """Whether something was wrong on the day of inspection, whatever day is asked for."""
    judgment = next((each for each in data.station.judgments if each.item == item.code), None)
    inspected = replace(data, as_of=None)
    found = any(list(_STANDARD[code].check(inspected)) for code in item.rules if code in _STANDARD)
    if judgment is None:
        return found
    proved = judgment.evidence or item.rules or records_of(item.code, data.station)
    return found or (bool(proved) and _falls_short(item, judgment))


def _falls_short(item: ScoreItem, judgment: Judgment) -> bool:
    """Whether the inspectors' result costs points; one that does not fit its item costs none here."""
    if judgment.grade is not None:
        return any(grade.name == judgment.grade and grade.share < 100 for grade in item.grades)
    if judgment.measured is not None:
        reached = [band.points for band in item.bands if band.least <= judgment.measured]
        return bool(item.bands) and max(reached, default=0.0) < item.points
    return bool(judgment.defects) or judgment.met is False


def reports_say_how_it_ended(data: StationData) -> Iterator[Violation]:
    """Neither done on a day nor a reason and a new day, or something of both."""
    for i, report in enumerate(data.station.rectified):
        open_ended = (report.why_not is not None, report.expected is not None)
        if open_ended != ((False, False) if report.done_on else (True, True)):
            yield violation("检查", "整改", i, code=report.item)


def photos_are_taken_afterwards(data: StationData) -> Iterator[Violation]:
    """A photo of what was put right that is one of the inspection's, by name or pixel by pixel."""
    seen = {_pixels(data, each) for judgment in data.station.judgments for each in judgment.evidence if each.file}
    for i, report in enumerate(data.station.rectified):
        for n, evidence in enumerate(report.evidence):
            if evidence.file and _pixels(data, evidence) in seen:
                yield violation("检查", "整改", i, "证据", n, "文件", code=report.item)


def _pixels(data: StationData, evidence: Evidence) -> bytes | str:
    return data.photos.get(evidence.file or "", evidence.file or "")


def days_of_reports_follow(data: StationData) -> Iterator[Violation]:
    """Done before the inspection, after the report of it or after it was seen; expected on a day that is past by then."""
    inspected, seen, told = _inspected_on(data), _seen_mended(data), _told_on(data)
    for i, report in enumerate(data.station.rectified):
        if report.done_on and report.done_on < inspected:
            yield violation("检查", "整改", i, "完成日期", day=report.done_on, why=_BEFORE_INSPECTION)
        elif report.done_on and told and report.done_on > told:
            yield violation("检查", "整改", i, "完成日期", day=report.done_on, why=_AFTER_REPORT)
        elif report.done_on and report.done_on > seen.get(report.item, report.done_on):
            yield violation("检查", "整改", i, "完成日期", day=report.done_on, why=_AFTER_RECHECK)
        if report.expected and report.expected < (told or inspected):
            yield violation("检查", "整改", i, "预计", day=report.expected, why=_PAST)


_BEFORE_INSPECTION = Sentence("早于检查日期", "is before the inspection")
_AFTER_REPORT = Sentence("晚于整改情况报告的成文日期", "is after the report itself")
_AFTER_RECHECK = Sentence("晚于复查日期，复查却写着已整改", "is after the second look, which found it put right")
_PAST = Sentence("到整改情况报告时已经过去", "is past by the time of the report")
REPORT, NOTICE = "rectification-report", "rectification-notice"


def _inspected_on(data: StationData) -> date:
    """The day of inspection; one after the notice that followed it is told by itself, not at every report."""
    notice = paper_facts(NOTICE, data.district, data.station)
    return min(data.station.judged_on, notice.issued_on) if notice else data.station.judged_on


def _seen_mended(data: StationData) -> Mapping[str, date]:
    """By item, the day on which it was seen to be put right."""
    look = data.station.second_look
    return {each.item: look.looked_on for each in look.results if each.mended} if look else {}


def _told_on(data: StationData) -> date | None:
    facts = paper_facts(REPORT, data.district, data.station)
    return facts.issued_on if facts else None


def reports_follow_their_notice(data: StationData) -> Iterator[Violation]:
    """A report dated before the notice it answers."""
    notice, told = paper_facts(NOTICE, data.district, data.station), _told_on(data)
    for i, paper in enumerate(data.station.papers):
        if paper.code == REPORT and notice and told and told < notice.issued_on:
            yield violation("公文", i, "成文日期", day=notice.issued_on)


RECTIFICATION_RULES = (
    Rule(
        problem_type(
            "MZ2848", "条目 {code} 整改后的照片与检查时的是同一张", "The photo of {code} put right is one the inspectors took",
            "换成整改以后拍的照片。", "Use a photo taken afterwards.", severity=Severity.NOTICE,
        ),
        AGREE, photos_are_taken_afterwards,
    ),
    Rule(
        problem_type(
            "MZ1723", "整改的条目“{code}”{why}", "The item {code} that is reported on {why}",
            "改为评分表里的编号，一条只写一次。", "Use an item of the score sheet, once each.",
        ),
        AGREE, reports_are_known,
    ),
    Rule(
        problem_type(
            "MZ1724", "条目 {code} 没有查出问题，不用报告整改", "Nothing was found wrong under {code}: there is nothing to report",
            "核对条目编号；没有问题的条目删去。", "Check the item; leave out those without a defect.",
        ),
        AGREE, reports_answer_defects,
    ),
    Rule(
        problem_type(
            "MZ1725", "条目 {code} 的整改要么写“完成日期”，要么写“未完成原因”和“预计”，不能都写、都不写",
            "The report on {code} needs the day it was done, or why not and until when, and not both",
            "完成的写完成日期；没有完成的写原因和预计完成的日期。", "Write the day it was done, or why not and until when.",
        ),
        AGREE, reports_say_how_it_ended,
    ),
    Rule(
        problem_type(
            "MZ1726", "整改的日期 {day} {why}", "The day {day} {why}", "核对日期。", "Check the days.",
        ),
        AGREE, days_of_reports_follow, after=OF_THE_YEAR,
    ),
    Rule(
        problem_type(
            "MZ1727", "条目 {code} 有问题，“整改”里没有写，整改情况报告会写“未报告”", "The item {code} has a defect and no report: the paper will say so",
            "补写这一条的措施和结果。", "Write what was done about it.", severity=Severity.NOTICE,
        ),
        AGREE, defects_are_reported,
    ),
    Rule(
        problem_type(
            "MZ1728", "整改情况报告的成文日期早于整改通知书（{day}）", "The report is dated before the notice it answers ({day})",
            "核对两份公文的成文日期。", "Check the days of both papers.",
        ),
        AGREE, reports_follow_their_notice, after=OF_THE_YEAR,
    ),
)  # fmt: skip
