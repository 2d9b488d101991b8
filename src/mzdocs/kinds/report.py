"""Inspection report (检查验收报告): one station's result, as Word and PDF with the same text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from mzdocs.document import A4, Block, Document, Heading, OfficialPaper, Paragraph, Sheet
from mzdocs.dossier import Dossier
from mzdocs.kinds import report_basics, report_tables
from mzdocs.kinds.report_words import (
    METHODS,
    deadline,
    ended,
    level_rule,
    point,
    short_name,
    tight,
    title_lines,
)
from mzdocs.rectification import Matter, matters
from mzdocs.scoring import ScoreCard, score, spell
from mzdocs.text import chinese_date, chinese_number

FORMATS: tuple[Literal["pdf", "docx"], ...] = ("pdf", "docx")
SCORES, MATTERS = "单项评分表", "问题清单"


@dataclass(frozen=True)
class Result:
    """What the inspection came to: the facts every chapter of the report draws on."""

    dossier: Dossier
    card: ScoreCard
    matters: tuple[Matter, ...]

    @property
    def name(self) -> str:
        return short_name(self.dossier)


def plan(dossier: Dossier) -> Iterator[Document]:
    """The same paper twice: for Word and as PDF."""
    card = score(dossier)
    paper = _paper(Result(dossier, card, matters(dossier, card)))
    for format in FORMATS:
        yield Document(
            kind="report",
            name="inspection-report",
            title="".join(paper.title),
            set="reports",
            sheet=Sheet(A4),
            issued=dossier.district.report.issued_on.isoformat(),
            format=format,
            template="report/report.html",
            theme=dossier.theme_name,
            fields={"paper": paper},
            expects=_expected(paper),
        )


def _paper(result: Result) -> OfficialPaper:
    report = result.dossier.district.report
    serial = str(result.dossier.station.inspection.serial)
    return OfficialPaper(
        mark=report.seal,
        number=report.number.replace("{序号}", serial),
        signer=report.signer,
        title=title_lines(("关于", *_name_pieces(result), "建设", "检查验收", "情况的报告")),
        addressee=report.addressee,
        body=tuple(tight(block) for block in _body(result)),
        annexes=tuple((name, tuple(tight(block) for block in blocks)) for name, blocks in _annexes(result)),
        author=report.author,
        date=chinese_date(report.issued_on),
        copies=report.copies,
        printer=report.author,
        printed_on=chinese_date(report.printed_on),
    )


def _name_pieces(result: Result) -> tuple[str, ...]:
    street = result.dossier.street.name
    return (street, result.name.removeprefix(street)) if result.name.startswith(street) else (result.name,)


def _body(result: Result) -> Iterator[Block]:
    """The opening, the six chapters, and the closing word of a report."""
    chapters = (
        ("基本情况", report_basics.blocks(result.dossier)),
        ("检查验收结果", _outcome(result)),
        ("主要成效", _achievements(result)),
        ("存在问题", _problems(result)),
        ("整改要求和期限", _remedies(result)),
        ("结果运用", _consequence(result)),
    )
    yield from _opening(result)
    for number, (heading, blocks) in enumerate(chapters, 1):
        yield Heading(1, f"{chinese_number(number)}、{heading}")
        yield from blocks
    yield Paragraph("特此报告。")


def _opening(result: Result) -> Iterator[Block]:
    inspection = result.dossier.station.inspection
    yield Paragraph(ended(result.dossier.district.report.scope))
    yield Paragraph(
        f"{chinese_date(inspection.inspected_on)}，由{'、'.join(inspection.group)}组成的检查组"
        f"对{result.dossier.station.name}进行了检查验收。现将有关情况报告如下。"
    )


def _outcome(result: Result) -> Iterator[Block]:
    card, sheet = result.card, result.dossier.district.score_sheet
    yield Paragraph(
        f"检查组对照《{sheet.title}》{chinese_number(len(card.aspects))}个方面{len(card.items)}个条目逐条评分。"
        f"{result.name}满分{spell(card.full)}分，得分{spell(card.total)}分，检查验收等次为{card.level.name}。"
        f"各方面得分情况见下表，逐条评分见附件{'1' if result.matters else ''}。"
    )
    yield report_tables.aspects(card)


def _achievements(result: Result) -> Iterator[Block]:
    achievements = result.dossier.station.inspection.achievements
    for number, achievement in enumerate(achievements, 1):
        yield Paragraph(f"{chinese_number(number)}是{ended(achievement)}")
    if not achievements:
        yield Paragraph("检查组没有记录需要专门报告的成效。")


def _problems(result: Result) -> Iterator[Block]:
    """By aspect; the numbers run on, so that chapter five and the annex can point to them."""
    if not result.matters:
        yield Paragraph("检查组逐条检查，没有发现需要整改的问题。")
        return
    yield Paragraph(f"检查共发现问题{len(result.matters)}项。")
    numbered = enumerate(result.matters, 1)
    groups = groupby(numbered, key=lambda pair: pair[1].aspect)
    for order, (aspect, members) in enumerate(groups, 1):
        yield Heading(2, f"（{chinese_number(order)}）{aspect}方面")
        yield from (Paragraph(point(number, _told(matter))) for number, matter in members)


def _told(matter: Matter) -> str:
    """What was found, then how it was judged: the method, the line of the sheet, the evidence."""
    line = f"对应评分条目{matter.item}" if matter.item else "不计分"
    evidence = f"，证据为{matter.evidence}" if matter.evidence else ""
    return f"{matter.what}。经{METHODS[matter.method]}认定，{line}{evidence}。"


def _remedies(result: Result) -> Iterator[Block]:
    office = result.dossier.street.office
    if not result.matters:
        yield Paragraph(f"没有整改事项。{office}应当保持现有标准，人员、场所、设施有变动的，及时更新数据和公开内容。")
        return
    yield Paragraph(f"{office}应当按照下列要求和期限逐项整改：")
    for number, matter in enumerate(result.matters, 1):
        yield Paragraph(point(number, f"{matter.remedy}，{deadline(matter.due)}完成。"))
    bureau = result.dossier.district.bureau.name
    yield Paragraph(f"整改完成后，由{office}将整改情况书面报送{bureau}，逐项核对销号。")


def _consequence(result: Result) -> Iterator[Block]:
    card, levels = result.card, result.dossier.district.score_sheet.levels
    yield Paragraph(
        f"评分表规定，{level_rule(levels)}。{result.name}得分{spell(card.total)}分，等次为{card.level.name}，"
        f"建议{ended(card.level.outcome)}"
    )


def _annexes(result: Result) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield SCORES, (report_tables.items(result.card),)
    if result.matters:
        yield MATTERS, (report_tables.matters(result.matters),)


def _expected(paper: OfficialPaper) -> tuple[str, ...]:
    """The parts by which one recognises the paper, and every word of the body outside tables."""
    texts = tuple(block.text for block in paper.body if isinstance(block, Heading | Paragraph))
    names = tuple(name for name, _ in paper.annexes)
    return (paper.mark, paper.number, paper.signer, *paper.title, *texts, *names, paper.author, paper.date)
