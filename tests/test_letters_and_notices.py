"""Letters stand where GB/T 9704-2012, 10.1, has them; the notices the boards promise are forms of one side a matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pypdfium2
import pytest

from mzdocs.checks.inspection_rules import papers_have_their_facts
from mzdocs.kinds import paper as kind
from mzdocs.model.district_data import DistrictData
from mzdocs.model.form_blocks import Boxes
from mzdocs.model.letter import Paper, texts
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document
from mzdocs.render import render

from .test_papers import boxes, pdf_text, printed, written
from .test_scoring import station_data

SHORT, LETTER = "shiqiao", "staffing-letter"
NOTICES = ("acceptance-notice", "approval-notice", "first-review-notice", "papers-notice", "refusal-notice")
GRID = (229.84 - 22 * 10.39) / 2
"""LibreOffice puts the grid of 22 lines in the middle of the text box; what the sheet places it does not move."""


def changed(facts: Any, **update: object) -> Any:
    return facts.model_copy(update=update)


def planned(subject: StationData) -> dict[str, Document]:
    return {each.file: each for each in kind.plan(subject)}


def paper(subject: StationData, name: str) -> Paper | None:
    found = planned(subject).get(f"{name}.pdf")
    return found.fields["paper"] if found else None  # type: ignore[return-value]


def said(found: Paper | None) -> str:
    assert found
    return "\n".join(text for block in found.body for text in texts(block))


# Where a letter stands.


def in_office() -> Mapping[str, bytes]:
    return printed(SHORT, LETTER, *NOTICES)


@cache
def letter(form: str) -> bytes:
    return written(SHORT, LETTER)["pdf"] if form == "pdf" else in_office()[LETTER]


def _red_rows(page: Any) -> list[int]:
    picture = page.render(scale=1).to_numpy().astype(int)
    return [int(row) for row in np.where((picture[:, :, 2] - picture[:, :, 0] > 60).any(axis=1))[0]]


def red(page: Any) -> list[tuple[float, float, float, float]]:
    """Rows of red ink that hang together: top, bottom, left, right in mm from the sheet's corner, at 600 per inch."""
    picture = page.render(scale=600 / 72).to_numpy().astype(int)
    ink = picture[:, :, 2] - picture[:, :, 0] > 60
    rows = np.where(ink.any(axis=1))[0]
    found = []
    for run in np.split(rows, np.where(np.diff(rows) > 1)[0] + 1):
        columns = np.where(ink[run].any(axis=0))[0]
        found.append((run[0], run[-1] + 1, columns[0], columns[-1] + 1))
    return [tuple(float(edge) * 25.4 / 600 for edge in each) for each in found]  # type: ignore[misc]


@pytest.mark.parametrize("form", ["pdf", "office"])
def test_mark_and_double_rules_stand_where_the_clause_has_them(form: str) -> None:
    mark, thick, thin, lower_thin, lower_thick = red(pypdfium2.PdfDocument(letter(form))[0])
    assert mark[0] == pytest.approx(30, abs=0.1)
    assert thick[0] - mark[1] == pytest.approx(4, abs=0.1)
    assert lower_thick[1] == pytest.approx(277, abs=0.1)
    assert thick[1] - thick[0] > 2 * (thin[1] - thin[0])
    assert lower_thick[1] - lower_thick[0] > 2 * (lower_thin[1] - lower_thin[0])
    for rule in (thick, thin, lower_thin, lower_thick):
        assert rule[2:] == pytest.approx((20, 190), abs=0.1)
    assert (mark[2] + mark[3]) / 2 == pytest.approx(105, abs=0.5)


@pytest.mark.parametrize(("form", "lower"), [("pdf", 0.0), ("office", GRID)])
def test_number_and_title_stand_under_the_upper_rule(form: str, lower: float) -> None:
    """The strokes of 号 begin 0.12 em, and those of 关 0.05 em, inside their squares."""
    page = pypdfium2.PdfDocument(letter(form))[0]
    under = red(page)[2][1] + lower
    found = boxes(page)
    sign = next(box for box in found if box[0] == "号")
    title = next(box for box in found if box[0] == "关" and box[3] - box[2] > 6)
    assert sign[2] - 0.12 * 5.64 - under == pytest.approx(4.84, abs=0.3)
    assert sign[1] + 4.7 == pytest.approx(184, abs=0.3)
    assert title[2] - 0.05 * 7.76 - (sign[2] - 0.12 * 5.64 + 5.64) == pytest.approx(20.78, abs=0.6)


@pytest.mark.parametrize("form", ["pdf", "office"])
def test_the_first_side_bears_no_number_and_the_imprint_no_rules(form: str) -> None:
    document = pypdfium2.PdfDocument(letter(form))
    assert len(document) == 1
    text = "".join(char for char, *_ in boxes(document[0]))
    assert "—" not in text and "印发" not in text
    copies = next(box for box in boxes(document[0]) if box[0] == "抄")
    assert 254 < copies[2] < copies[3] < 262
    picture = document[0].render(scale=2).to_numpy().astype(int)
    rows = picture[int(245 * 144 / 25.4) : int(268 * 144 / 25.4)].sum(axis=2) < 300
    assert rows.sum(axis=1).max() < 100, "a dark row as wide as the text is a rule"


def test_a_later_side_is_numbered() -> None:
    found = planned(station_data(SHORT))[f"{LETTER}.pdf"]
    long = replace(found.fields["paper"], body=found.fields["paper"].body * 6)  # type: ignore[type-var,attr-defined]
    pages = pypdfium2.PdfDocument(render(replace(found, fields={**found.fields, "paper": long}), {}))
    texts = ["".join(char for char, *_ in boxes(page)) for page in pages]
    assert len(texts) > 1
    assert "—" not in texts[0] and "— 2 —" in texts[1]
    assert [bool(_red_rows(page)) for page in pages] == [True] + [False] * (len(texts) - 1)


def test_notes_stand_at_the_left_under_the_rule_from_above_to_below() -> None:
    found = planned(station_data(SHORT))[f"{LETTER}.pdf"]
    noted = replace(found.fields["paper"], notes=(("份号", "000001"), ("密级", "秘密★1年"), ("紧急程度", "特急")))  # type: ignore[type-var]
    page = pypdfium2.PdfDocument(render(replace(found, fields={**found.fields, "paper": noted}), {}))[0]
    text = "".join(char for char, *_ in boxes(page))
    serial, secret, urgent = (boxes(page)[text.index(word)] for word in ("000001", "秘密", "特急"))
    assert [box[1] for box in (serial, secret, urgent)] == pytest.approx([28, 28, 28], abs=0.6)
    assert urgent[2] - secret[2] == pytest.approx(10.39, abs=0.3)
    title = next(box for box in boxes(page) if box[0] == "关" and box[3] - box[2] > 6)
    assert title[2] - urgent[3] == pytest.approx(20.78, abs=1)


# What the letters say.


def staffed(subject: StationData, *posts: str) -> StationData:
    """With so many of its staff, each in a post of this kind."""
    pairs = zip(subject.station.staff, posts, strict=False)
    staff = tuple(changed(member, establishment=post) for member, post in pairs)
    return replace(subject, station=changed(subject.station, staff=staff, duty=None))


def test_a_street_without_an_administrative_post_asks_for_one() -> None:
    found = paper(station_data(SHORT), LETTER)
    assert found and found.form == "函"
    assert (found.mark, found.addressee, found.imprint and found.imprint.copies) == (
        "澄江区石桥街道办事处", "澄江区委编办", ("云川市澄江区民政局",),
    )  # fmt: skip
    assert "现有在岗工作人员6名，其中事业编制6名，没有行政编制人员，与标准不符。商请核定行政编制1名" in said(found)


@pytest.mark.parametrize(
    ("posts", "asked"),
    [
        (("行政编制", *["事业编制"] * 4), None),
        (("行政编制", *["事业编制"] * 3), "商请补足事业编制，使在岗在编的工作人员不少于5名。"),
        (("行政编制", *["事业编制"] * 4, "编外聘用"), "商请研究将编外聘用的1个岗位改用事业编制。"),
        (
            ("行政编制", *["事业编制"] * 3, "编外聘用"),
            "商请补足事业编制，使在岗在编的工作人员不少于5名；研究将编外聘用的1个岗位改用事业编制。",
        ),
        (("事业编制", "编外聘用"), "商请核定行政编制1名，用于配备站长或者副站长；补足事业编制，使在岗在编的工作人员"),
    ],
)  # fmt: skip
def test_a_street_asks_for_what_it_lacks_and_for_nothing_else(posts: tuple[str, ...], asked: str | None) -> None:
    found = paper(staffed(station_data(SHORT), *posts), LETTER)
    assert (asked in said(found)) if asked else found is None


@pytest.mark.parametrize(("posts", "told"), [(("行政编制", *["事业编制"] * 4), False), (("事业编制",) * 5, True)])
def test_a_letter_that_is_due_and_has_no_number_is_told_and_no_other(posts: tuple[str, ...], told: bool) -> None:
    subject = staffed(station_data(SHORT), *posts)
    papers = tuple(paper for paper in subject.station.papers if paper.code != LETTER)
    subject = replace(subject, station=changed(subject.station, papers=papers))
    found = [each.facts["code"] for each in papers_have_their_facts(subject)]
    assert found == ([LETTER] if told else [])


def district(*unfunded: str) -> DistrictData:
    stations = {}
    for name in ("taoyuan", SHORT):
        subject = station_data(name)
        funding = changed(subject.station.funding, budgeted=name not in unfunded)
        stations[subject.station.street] = replace(subject, station=changed(subject.station, funding=funding))
    first = next(iter(stations.values()))
    missing = {each.code: "没有数据" for each in first.district.streets if each.code not in stations}
    return DistrictData(first.district, stations, missing, first.wordings)


def of_district(*unfunded: str) -> Mapping[str, Paper]:
    return {each.name: each.fields["paper"] for each in kind.plan_district(district(*unfunded))}  # type: ignore[misc]


def test_the_bureau_asks_for_the_funds_of_stations_that_lack_them_only() -> None:
    assert "funding-letter" not in of_district()
    found = of_district(SHORT)["funding-letter"]
    assert (found.form, found.addressee, found.imprint) == ("函", "澄江区财政局", None)
    assert "有1个站的工作经费没有列入预算：石桥街道民政工作站2026年度现有工作经费108000元。" in said(found)
    assert "桃源街道" not in said(found)


def test_the_bureau_invites_to_the_inspection_with_its_days() -> None:
    found = of_district()["inspection-letter"]
    assert "我局定于2026年11月9日至11月12日会同有关部门组成检查组" in said(found)
    (annex,) = found.annexes
    (table,) = annex.body
    assert [row[1:3] for row in table.rows] == [  # type: ignore[union-attr]
        ("2026年11月9日", "桃源街道民政工作站"), ("2026年11月12日", "石桥街道民政工作站"),
    ]  # fmt: skip


# The notices.

MATTERS = ("最低生活保障", "特困人员救助供养", "临时救助", "残疾人两项补贴", "高龄津贴", "事实无人抚养儿童基本生活补贴")
SHOWN_PUBLICLY = ("最低生活保障", "特困人员救助供养", "残疾人两项补贴")


@pytest.mark.parametrize(("name", "matters"), [
    ("acceptance-notice", MATTERS), ("papers-notice", MATTERS), ("refusal-notice", MATTERS),
    ("first-review-notice", SHOWN_PUBLICLY), ("approval-notice", MATTERS[:1]),
])  # fmt: skip
@pytest.mark.parametrize("station", ["bailuhu", SHORT])
def test_each_matter_has_one_side(station: str, name: str, matters: tuple[str, ...]) -> None:
    """Of the longest name as well."""
    pages = pypdfium2.PdfDocument(written(station, name)["pdf"])
    sides = ["".join(char for char, *_ in boxes(page) if char.strip()) for page in pages]
    assert len(sides) == len(matters)
    assert all(matter in side for side, matter in zip(sides, matters, strict=True))


@pytest.mark.parametrize("name", NOTICES)
def test_word_has_as_many_sides(name: str) -> None:
    assert len(pypdfium2.PdfDocument(in_office()[name])) == len(pypdfium2.PdfDocument(written(SHORT, name)["pdf"]))


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_has_nobody_s_name_and_the_station_s_telephone(name: str) -> None:
    text = re.sub(r"\s", "", pdf_text(written(SHORT, name)["pdf"]))
    subject = station_data(SHORT)
    assert not [each.head for each in subject.clients.households if len(each.head) > 2 and each.head in text]
    of_bureau = name in ("approval-notice", "refusal-notice")
    assert (subject.district.bureau.complaint_phone if of_bureau else subject.station.phones.complaint) in text


def test_limits_and_papers_are_those_of_the_board() -> None:
    subject = station_data(SHORT)
    procedure = next(board.procedure for board in subject.district.boards if board.code == "di-bao-liu-cheng")
    accepted, wanted = said(paper(subject, "acceptance-notice")), said(paper(subject, "papers-notice"))
    assert procedure is not None
    assert procedure.total_limit in accepted and "受理起30个工作日" in procedure.total_limit
    assert all(each in accepted and each in wanted for each in procedure.papers)
    assert "其他（系统能查到的不用提供）" in wanted
    assert "日（决定后3个工作日内送达）" in said(paper(subject, "refusal-notice"))
    assert "日（及时送达）" in said(paper(subject, "refusal-notice")), "no limit in the data"


@pytest.mark.parametrize(("name", "matters"), [("refusal-notice", len(MATTERS)), ("approval-notice", 1)])
def test_a_decision_names_who_hears_a_complaint_and_until_when(name: str, matters: int) -> None:
    subject = station_data(SHORT)
    told = "可以自收到之日起60日内向澄江区人民政府申请行政复议，或者6个月内向人民法院提起行政诉讼。"
    assert said(paper(subject, name)).count(told) == matters


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_has_a_box_for_the_seal_of_its_authority(name: str) -> None:
    subject = station_data(SHORT)
    found = paper(subject, name)
    assert found
    sealed = {
        box.label for block in found.body if isinstance(block, Boxes) for row in block.rows for box in row if box.sealed
    }
    of_bureau = name in ("approval-notice", "refusal-notice")
    assert sealed == {subject.district.bureau.name if of_bureau else "澄江区石桥街道办事处"}
    guide = paper(subject, "seal-guide")
    assert guide
    unsealed = next(text for block in guide.body for text in texts(block) if "只签字，不盖章" in text)
    assert "".join(found.title) in said(guide) and "".join(found.title) not in unsealed


def limited(subject: StationData, limit: str | None) -> StationData:
    """The same with another limit of every step, and so of the publication."""

    def board(found: Any) -> Any:
        if found.procedure is None:
            return found
        steps = tuple(changed(step, limit=limit) for step in found.procedure.steps)
        return changed(found, procedure=changed(found.procedure, steps=steps))

    return replace(subject, district=changed(subject.district, boards=tuple(map(board, subject.district.boards))))


@pytest.mark.parametrize(
    ("limit", "says"), [("公示10天", "现公示10天。"), ("5个工作日", "现公示5个工作日。"), (None, "现公示。")]
)
def test_the_first_review_is_published_for_as_long_as_the_board_says(limit: str | None, says: str) -> None:
    assert says in said(paper(limited(station_data(SHORT), limit), "first-review-notice"))


def test_the_first_review_shows_three_items_of_a_household() -> None:
    found = paper(station_data(SHORT), "first-review-notice")
    assert found
    heads = {block.head for block in found.body if hasattr(block, "head")}
    assert heads == {("序号", "申请人姓名", "家庭成员数量", "拟保障金额（元）")}


def test_without_procedures_there_are_no_notices() -> None:
    subject = station_data(SHORT)
    boards = tuple(board for board in subject.district.boards if board.procedure is None)
    bare = replace(subject, district=changed(subject.district, boards=boards))
    assert {f"{name}.pdf" for name in NOTICES}.isdisjoint(planned(bare))
