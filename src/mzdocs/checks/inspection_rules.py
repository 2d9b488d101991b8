"""Records of inspections -> what does not fit the sheets they fill in, as errors and notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mzdocs.checks.item_codes import score_items, wrong_codes
from mzdocs.checks.likely import likely, meant_number
from mzdocs.checks.paper_code_rules import papers_have_a_text
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, repeated, violation
from mzdocs.core.ids import DOCUMENT_NUMBER
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.derive.scoring import records_of
from mzdocs.derive.station_context import awaited, paper_facts
from mzdocs.model.score_sheet import Way
from mzdocs.model.station_data import StationData
from mzdocs.wording import View, in_scope, rules_out


def judgments_are_known(data: StationData) -> Iterator[Violation]:
    """An item judged that the score sheet does not have, or judged twice."""
    judgments = data.station.judgments
    yield from _once_each(data, [judgment.item for judgment in judgments], ("检查", "记录"))


def self_scores_are_known(data: StationData) -> Iterator[Violation]:
    """An item the station scored that the sheet does not have, or scored twice."""
    own = data.station.self_inspection
    yield from _once_each(data, [score.item for score in own.scores] if own else [], ("自查", "评分"))


def second_looks_are_known(data: StationData) -> Iterator[Violation]:
    """An item looked at again that the sheet does not have, or looked at twice."""
    look = data.station.second_look
    yield from _once_each(data, [result.item for result in look.results] if look else [], ("检查", "复查", "结果"))


def _once_each(data: StationData, codes: Sequence[str], path: KeyPath) -> Iterator[Violation]:
    for i, why in wrong_codes(data, codes):
        yield violation(*path, i, "条目", code=codes[i], why=why)


def judgments_say_what_is_scored(data: StationData) -> Iterator[Violation]:
    """Each way of scoring takes one kind of result, and no other is given beside it."""
    known = score_items(data)
    for i, judgment in enumerate(data.station.judgments):
        item = known.get(judgment.item)
        if item is None or len(item.ways) != 1:
            continue
        given = {"问题数": judgment.defects, "符合": judgment.met, "档次": judgment.grade, "数值": judgment.measured}
        written = [key for key, value in given.items() if value is not None]
        expected = _RESULT[item.ways[0]]
        if written != [expected]:
            found = Sentence("、".join(written), ", ".join(written)) if written else Sentence("（没有）", "(none)")
            yield violation("检查", "记录", i, code=item.code, way=item.ways[0], expected=expected, found=found)


_RESULT: Mapping[Way, str] = {"每处扣": "问题数", "是否": "符合", "分档": "档次", "分段": "数值"}


def grades_are_known(data: StationData) -> Iterator[Violation]:
    """A grade its item does not have."""
    known = score_items(data)
    for i, judgment in enumerate(data.station.judgments):
        item = known.get(judgment.item)
        names = [grade.name for grade in item.grades] if item else []
        if judgment.grade is not None and names and judgment.grade not in names:
            meant = likely(judgment.grade, names)
            yield violation("检查", "记录", i, "档次", level=judgment.grade, meant=meant, known="、".join(names))


def self_scores_are_within(data: StationData) -> Iterator[Violation]:
    """The station's own points above those of the item."""
    known, own = score_items(data), data.station.self_inspection
    for i, score in enumerate(own.scores if own else ()):
        full = known[score.item].points if score.item in known else score.points
        if score.points > full:
            yield violation("自查", "评分", i, "得分", points=f"{score.points:g}", full=f"{full:g}")


def paper_numbers_have_their_shape(data: StationData) -> Iterator[Violation]:
    """A document number not of the form 桃街办〔2026〕15号."""
    for i, paper in enumerate(data.station.papers):
        if paper.number is not None and not DOCUMENT_NUMBER.fullmatch(paper.number):
            yield violation("公文", i, "发文字号", number=paper.number, meant=meant_number(paper.number))


def papers_differ(data: StationData) -> Iterator[Violation]:
    """Two entries for one paper."""
    codes = [paper.code for paper in data.station.papers]
    again = (i for i in repeated(codes) if data.station.papers[i].corrects is None)
    return (violation("公文", i, "代号", code=codes[i]) for i in again)


def papers_have_their_facts(data: StationData) -> Iterator[Violation]:
    """A paper of the bureau's for stations of which the data say nothing, so that it is not made.

    One that the station's own facts rule out is not missed.
    """
    facts = {"区": View(data.district), "站": View(data.station)}
    for wording in in_scope(data.wordings, "工作站"):
        wanted = awaited(wording) and not rules_out(wording, facts)
        if wanted and paper_facts(wording.name, data.district, data.station) is None:
            yield violation("公文", code=wording.name)


def items_have_evidence(data: StationData) -> Iterator[Violation]:
    """An item for inspectors whose record has no evidence; those without a record at once; nothing before an inspection."""
    checked = {judgment.item: i for i, judgment in enumerate(data.station.judgments)}
    asked = [code for code, item in score_items(data).items() if not item.rules] if data.station.inspection else []
    unseen = [code for code in asked if code not in checked]
    if unseen:
        yield violation("检查", "记录", code="、".join(unseen), lacks=_NO_RECORD)
    for code in asked:
        seen = checked.get(code)
        if seen is not None and not data.station.judgments[seen].evidence and not records_of(code, data.station):
            yield violation("检查", "记录", seen, code=code, lacks=_NO_EVIDENCE)


_NO_RECORD = Sentence("没有检查记录", "has no record")
_NO_EVIDENCE = Sentence("没有写证据", "has no evidence")


INSPECTION_RULES = (
    Rule(
        problem_type(
            "MZ1411", "检查记录的条目“{code}”{why}", "The item {code} that is judged {why}",
            "改为评分表里的编号，一条只记一次。", "Use an item of the score sheet, once each.",
        ),
        AGREE, judgments_are_known,
    ),
    Rule(
        problem_type(
            "MZ1461", "自评的条目“{code}”{why}", "The item {code} the station scores {why}",
            "改为评分表里的编号，一条只写一次。", "Use an item of the score sheet, once each.",
        ),
        AGREE, self_scores_are_known,
    ),
    Rule(
        problem_type(
            "MZ1462", "复查的条目“{code}”{why}", "The item {code} that is looked at again {why}",
            "改为评分表里的编号，一条只写一次。", "Use an item of the score sheet, once each.",
        ),
        AGREE, second_looks_are_known,
    ),
    Rule(
        problem_type(
            "MZ1463", "条目 {code} 按“{way}”计分，检查记录里只写“{expected}”，现在写的是：{found}", "The item {code} is scored by {way}: its record needs {expected} and nothing else, and has {found}",
            "改写成“{expected}”。", "Write {expected}.",
        ),
        AGREE, judgments_say_what_is_scored,
    ),
    Rule(
        problem_type(
            "MZ1464", "没有“{level}”这一档{meant}", "There is no grade {level}{meant}", "可写：{known}。", "Known: {known}.",
        ),
        AGREE, grades_are_known,
    ),
    Rule(
        problem_type(
            "MZ1465", "自评 {points} 分，超过分值 {full}", "{points} points of its own are above the full {full}",
            "改为不超过分值的数。", "Give no more than the full points.",
        ),
        AGREE, self_scores_are_within,
    ),
    Rule(
        problem_type(
            "MZ1469", "发文字号“{number}”不合式样：机关代字、用六角括号括起的四位年份、序号、“号”{meant}",
            "The number {number} is not of the standard's form (GB/T 9704-2012, 7.2.5){meant}",
            "写成 桃街办〔2026〕15号 的样子；序号前不写“第”，不补零。", "Write the abbreviation, the whole year in tortoise-shell brackets, and the number without leading noughts.",
        ),
        AGREE, paper_numbers_have_their_shape,
    ),
    Rule(
        problem_type("MZ1470", "公文“{code}”写了两次", "The paper {code} stands twice", "只留一条。", "Keep one."),
        AGREE, papers_differ,
    ),
    Rule(
        problem_type(
            "MZ1471", "评分条目 {code} {lacks}，未核实，暂不得分", "The item {code} {lacks}: not verified, it gets no points yet",
            "补写检查记录和证据。", "Write the record and its evidence.", severity=Severity.NOTICE,
        ),
        AGREE, items_have_evidence,
    ),
    Rule(
        problem_type(
            "MZ1472", "“公文”一节里没有“{code}”的日期等内容，这份公文不生成", "The papers name no {code}: it is not made",
            "要发这份公文，就在“公文”一节补写它的代号、文号、日期。", "To make it, add its code, number and day.",
            severity=Severity.NOTICE,
        ),
        AGREE, papers_have_their_facts, after=(papers_have_a_text,),
    ),
)  # fmt: skip
