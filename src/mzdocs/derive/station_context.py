"""A station's facts and what follows from them -> the words a wording may use for it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial

from mzdocs.derive.assessment_words import assessment_words, period_words
from mzdocs.derive.defects import Defect, defects
from mzdocs.derive.issued_badges import entered, issued_badges
from mzdocs.derive.people_words import member_words, monitor_words, post_words, training_words
from mzdocs.derive.scoring import AspectScore, ItemScore, ScoreCard, score
from mzdocs.derive.volumes import bound_households, unbound_households
from mzdocs.derive.year_round_words import duty_words
from mzdocs.model.boards import CATEGORIES
from mzdocs.model.district import District, PaperFacts
from mzdocs.model.inspection import Evidence, Rectified
from mzdocs.model.letter import Wording
from mzdocs.model.station import Station
from mzdocs.model.station_data import StationData
from mzdocs.wording import View, uses
from mzdocs.wording.later import Later

Words = Mapping[str, object]


def station_words(data: StationData, day: date | None = None) -> dict[str, object]:
    """Everything one station's papers are written from, as the station was on a day; docs/wording.md lists it.

    Without a day it is the one the station is held against the standard on. What follows from the facts is worked out
    when it is asked for; of parts that nobody has filled in it cannot be.
    """
    day = day or data.on
    station = data.station.as_of(day)
    card = cache(lambda: score(data))
    found = cache(lambda: defects(data, card()))
    problems = cache(lambda: _problems(station, found()))
    assessments = cache(lambda: assessment_words(data))
    of = partial(_of_given, data.station)
    return {
        "区": View(data.district),
        "站": View(station),
        "街道": View(data.street),
        "站名": short_name(data),
        "评分": Later(lambda: score_words(card())),
        "问题": Later(problems),
        "整改": Later(lambda: rectified_words(problems())),
        "公文": _papers(data),
        "复查结果": Later(lambda: second_look_words(station, found())),
        "挂牌数": of("hangings", lambda: sum(hanging.quantity for hanging in station.hangings if hanging.hung_on)),
        "展板": of("boards", lambda: _boards(data.district, station)),
        "截至": day,
        "监督员": of("communities", lambda: monitor_words(data.district, station)),
        "历任监督员": of("communities", lambda: monitor_words(data.district, data.station)),
        "历任人员": of("staff", lambda: member_words(data.district, data.station)),
        "岗位沿革": of("staff", lambda: post_words(data.station, day)),
        "胸牌登记": of("communities", lambda: issued_badges(data.district, data.station, day, entered(data.register))),
        "培训": of("staff", lambda: training_words(data.station)),
        "客户": of("archive", lambda: _clients(data, day)),
        "考评": Later(assessments),
        "考评周期": Later(lambda: period_words(assessments())),
        "值班": of("staff", lambda: duty_words(data.station)),
    }


def _of_given(station: Station, part: str, make: Callable[[], object]) -> Later:
    """A word made of a part that has to be filled in: of nobody named it would say that there is nobody."""

    def made() -> object:
        station.must_give(part)
        return make()

    return Later(made)


def short_name(data: StationData) -> str:
    """The station's registered name without city and district, which the head of the paper already bears."""
    return data.station.name.removeprefix(data.district.city).removeprefix(data.district.name)


def score_words(card: ScoreCard) -> Words:
    """The words for a filled-in score sheet: its sums, its level, its aspects and its lines."""
    return {
        "满分": card.full,
        "得分": card.total,
        "扣分": card.full - card.total,
        "自评分": card.own,
        "等次": View(card.level),
        "方面": [_aspect(aspect) for aspect in card.aspects],
        "条目": [_item(item) for item in card.items],
        "已检查": card.inspected,
        "未核实": [_item(item) for item in card.unproved],
        "否决": [_item(item) for item in card.vetoing],
    }


def _aspect(aspect: AspectScore) -> Words:
    return {
        "名称": aspect.aspect,
        "满分": aspect.full,
        "得分": aspect.got,
        "扣分": aspect.lost,
        "自评分": aspect.own,
        "未达标": sum(item.failed for item in aspect.items),
        "条目": [_item(item) for item in aspect.items],
    }


def _item(score: ItemScore) -> Words:
    judgment = score.judgment
    return {
        "编号": score.item.code,
        "要求": score.item.requirement,
        "方式": score.item.method,
        "分值": score.full,
        "计分": _way(score),
        "扣分": score.lost,
        "得分": score.got,
        "自评分": score.own,
        "核实": score.proof,
        "核对材料": score.item.record or "",
        "原因": list(score.reasons),
        "情况": judgment.note if judgment else "",
        "证据": [_evidence(each) for each in score.evidence],
        "一票否决": score.item.veto,
    }


def _way(score: ItemScore) -> str:
    """How the item is scored, in a few words for a form's cell."""
    item = score.item
    match item.ways[0]:
        case "每处扣":
            return f"每处扣{item.per_defect:g}分"
        case "是否":
            return "符合得满分"
        case "分档":
            return "、".join(f"{grade.name}{grade.share:g}%" for grade in item.grades)
        case "分段":
            return "、".join(f"{band.least:g}以上{band.points:g}分" for band in item.bands)


def evidence_address(name: str) -> str:
    """The virtual address of a photo: pages never see a path of the machine."""
    return f"mz:///evidence/{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _evidence(evidence: Evidence) -> Words:
    address = evidence_address(evidence.file) if evidence.file else ""
    return {"种类": evidence.kind, "名称": evidence.name, "照片": address}


def _problems(station: Station, found: Sequence[Defect]) -> list[Words]:
    """Every defect, numbered, with what the street reports on its line."""
    reports = {report.item: report for report in station.rectified}
    return [_defect(number, defect, reports.get(defect.item)) for number, defect in enumerate(found, 1)]


def rectified_words(problems: Sequence[Words]) -> Words:
    """The defects by what the street reports: put right, not yet, nothing said; none at all without a report."""
    states = ("已完成", "未完成", "未报告")
    return {state: [told for told in problems if told["整改状态"] == state] for state in states}


def _state(report: Rectified | None) -> str:
    return ("已完成" if report.done_on else "未完成") if report else "未报告"


def _defect(number: int, defect: Defect, report: Rectified | None) -> Words:
    return {
        "序号": number,
        "方面": defect.aspect,
        "条目": defect.item,
        "方式": defect.method,
        "情况": defect.what,
        "证据": defect.evidence,
        "整改": defect.remedy,
        "期限": defect.due or "",
        "责任人": defect.owner,
        "扣分": defect.lost,
        "一票否决": defect.vetoed,
        "整改状态": _state(report),
        "整改情况": View(report) if report else "",
        "整改证据": [_evidence(each) for each in report.evidence] if report else [],
    }


def second_look_words(station: Station, found: Sequence[Defect]) -> Words:
    """How many defects were put right by the second look, how many not, and how many it left out."""
    look = station.second_look
    mended = {result.item: result.mended for result in look.results} if look else {}
    done = sum(mended.get(defect.item, False) for defect in found)
    missed = sum(defect.item not in mended for defect in found)
    return {
        "日期": look.looked_on if look else "",
        "事项": len(found),
        "销号": done,
        "未整改": len(found) - done - missed,
        "未复查": missed,
        "未销号": len(found) - done,
    }


def _boards(district: District, station: Station) -> Words:
    adopted = [(district.board(each.board), each) for each in station.boards]
    held = {board.category for board, _ in adopted if board}
    return {
        "类别": [category for category in CATEGORIES if category in held],
        "块数": sum(adoption.quantity for _, adoption in adopted),
        "上墙": sum(adoption.quantity for _, adoption in adopted if adoption.posted_on),
    }


def _clients(data: StationData, day: date) -> Words:
    """Counts only, of what the ledger has bound by this day too: no client's name is a word."""
    households = data.clients.households
    kinds = Counter(household.kind for household in households)
    return {
        "户数": len(households),
        "已装订": len(bound_households(data, day)),
        "到期未装订": len(unbound_households(data, day)),
        "状态": list(Counter(household.status for household in households).items()),
        "类别": [(each.name, kinds[each.name]) for each in data.district.archive.classes if kinds[each.name]],
    }


def paper_facts(code: str, district: District, station: Station | None = None) -> PaperFacts | None:
    """What the data say of one paper: the station's entry before the district's; its mark is the station's serial."""
    own = {paper.code: paper for paper in station.papers} if station else {}
    found = own.get(code) or district.paper(code)
    if found is None or station is None or not found.number:
        return found
    if "{序号}" not in found.number:
        return found
    if station.inspection is None:
        return None
    serial = str(station.inspection.serial)
    return found.model_copy(update={"number": found.number.replace("{序号}", serial)})


def _papers(data: StationData) -> Words:
    """What the data say of every paper, for one that answers another."""
    codes = {paper.code for paper in (*data.district.papers, *data.station.papers)}
    facts = {code: paper_facts(code, data.district, data.station) for code in sorted(codes)}
    return {code: View(found) for code, found in facts.items() if found}


THIS = "本文"
"""The word for what the data say of the very paper that is being written."""


CORRECTS = "更正"
"""The word for what a correction puts right; who uses it writes one."""


def wants_facts(wording: Wording) -> bool:
    """Whether the wording uses the data of its own paper, so that it cannot be written without them."""
    return uses(wording, THIS)


def awaited(wording: Wording) -> bool:
    """Whether the data are expected to have facts of this paper: a correction is written only where one is needed."""
    return wants_facts(wording) and not uses(wording, CORRECTS)
