"""Forms that people fill and sign: boxes as high as they say, a side a person, a guide of whose seal goes where."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pypdfium2
import pytest

from mzdocs.core.problems import Stopped
from mzdocs.kinds import paper as kind
from mzdocs.model.form_blocks import PLACES, SEAL, Box, Boxes, Sketches
from mzdocs.model.letter import MERGED, NewPage, Paper, Signing, Table, Wording, texts
from mzdocs.plan.document import Document
from mzdocs.render import render
from mzdocs.render.seal_sketches import OFFICIAL, PITCH, SKETCH_HEIGHT, SKETCH_WIDTH, shapes
from mzdocs.wording import write

from . import test_bureau as bureau
from .test_scoring import station_data

BESIDE = "|意见| 78 78\n| 甲 | 45 | {}\n| 乙 | 45 | | （盖章） | 年　月　日\n"
TWO = "|意见| {}\n| 甲 | 45 | | {}\n| 乙 | 45 |\n"
HEAD = "版式：表单\n范围：工作站\n标题：甲表\n====\n"


def paper(text: str, head: str = HEAD) -> Paper:
    wording = Wording("a", "a.txt", head + text)
    found = write(wording, {"a": wording}, {})
    assert found
    return found


def refused(text: str, head: str = HEAD) -> tuple[int | None, str]:
    with pytest.raises(Stopped) as stopped:
        paper(text, head)
    (problem,) = stopped.value.problems
    assert problem.code in ("MZ1601", "MZ1603")
    return problem.location.line, problem.message()


def box(height: float = 44, closing: str = "（盖章） | 年　月　日", width: float = 156, text: str = "") -> str:
    return f"|意见| {width:g}\n| 工作站意见 | {height:g} | {text} | {closing}\n"


def test_a_box_has_its_label_its_words_and_what_stands_at_its_foot() -> None:
    (found,) = paper(box(48, "站长（签字）： | （盖章） | 签字：　年　月　日", text="同意。")).body
    room = "\u3000" * 6
    lines = ("站长（签字）：", "（盖章）", f"签字：{room}年　月　日")
    assert found == Boxes((156,), ((Box("工作站意见", "同意。", lines, 48),),))
    assert (found.rows[0][0].sealed, found.rows[0][0].foot) == (True, 10 + 7 + 10)
    assert texts(found) == ("工作站意见", "同意。", *lines)


def test_boxes_beside_each_other_are_as_high_as_the_highest_and_are_read_across() -> None:
    (found,) = paper("|意见| 78 78\n| 甲 | 44 | | （盖章）\n| 乙 | 50 | | 签字： | 年　月　日\n").body
    assert isinstance(found, Boxes)
    assert [each.height for each in found.rows[0]] == [50, 50]
    assert texts(found) == ("甲", "乙", "签字：", "（盖章）", "年　月　日")


@pytest.mark.parametrize(("name", "height"), [(27, 44), (28, 49), (42, 56)])
def test_a_box_grows_for_the_long_name_of_an_office(name: int, height: float) -> None:
    closing = "负责人（签字）： | （盖章） | 年　　月　　日"
    (found,) = paper(f"|意见| 78 78\n| 甲 | 44 | | {closing}\n| {'局' * name} | 44 | | {closing}\n").body
    assert isinstance(found, Boxes)
    assert [each.height for each in found.rows[0]] == [height, height]


@pytest.mark.parametrize(
    ("inside", "outside", "why"),
    [
        (box(25, "年　月　日"), box(24.9, "年　月　日"), "24.9毫米，应为25"),
        (box(44), box(43.9), "43.9毫米，应为44"),
        (box(150), box(150.1), "应为44到150"),
        (box(25, ""), box(25, "签字： | 签字： | 年　月　日"), "写着的字要38毫米"),
        (box(25, "年　月　日", text="字" * 26), box(25, "年　月　日", text="字" * 40), "写着的字要32毫米"),
        (BESIDE.format("字" * 25), BESIDE.format("字" * 26), "写着的字要46毫米"),
        (TWO.format("52 104", "（盖章）"), TWO.format("51.9 104.1", "（盖章）"), "至少要52毫米"),
        (TWO.format("72 84", "负责人（签字）："), TWO.format("71 85", "负责人（签字）："), "至少要72毫米"),
        ("|意见| 78 78\n| 甲 | 40 |\n| 乙 | 40 |\n", "|意见| 78 78\n| 甲 | 40 |\n", "每排2框"),
        (box(), "|意见| 156\n", "写各框的宽"),
        (box(), "|意见| 156\n| | 40 | \n", "框要有名称"),
        (box(), "|意见| 156\n| 甲 | 高 | \n", "不是毫米数"),
        (box(), box(width=150), "合计150，应为156"),
        ("|章位|\n| 公文 | 甲\n", "|章位|\n| 公章 | 甲\n", "图样须是"),
    ],
)  # fmt: skip
def test_a_box_too_small_is_refused_at_its_line(inside: str, outside: str, why: str) -> None:
    assert paper(inside).body
    line, said = refused(outside)
    assert why in said
    if "合计" not in why:
        assert line == len(HEAD.splitlines()) + (1 if why == "写各框的宽" else 2)


@pytest.mark.parametrize(("head", "fits"), [(HEAD, 13), (HEAD.replace("标题", "纸张：横\n标题"), 29)])
def test_every_label_leaves_25_mm_to_sign(head: str, fits: int) -> None:
    """Three labels that share so many characters, and one more."""
    for count in (fits, fits + 1):
        labels = " | ".join(("甲" * (count - 2), "乙", "丙"))
        if count == fits:
            (found,) = paper(f"~ {labels}\n", head).body
            assert isinstance(found, Signing)
            assert 25 <= found.room(247 if "横" in head else 156) < 27
        else:
            assert "至少要25毫米" in refused(f"~ {labels}\n", head)[1]


def test_points_begin_anew_on_a_sheet_with_its_own_title() -> None:
    found = paper("+ 甲\n----\n+ 乙\n---- 丙表\n+ 丁\n").body
    assert [block.text for block in found if hasattr(block, "text")] == ["1.甲", "2.乙", "1.丁"]


def test_amounts_stand_flush_right() -> None:
    (table,) = paper("|表| | 78 78 | 左右\n| 甲 | 乙\n| 一 | 5\n").body
    assert isinstance(table, Table)
    assert [table.at_right(column) for column in (0, 1)] == [False, True]
    (plain,) = paper("|表| | 78 78 | 左中\n| 甲 | 乙\n| 一 | 5\n").body
    assert isinstance(plain, Table)
    assert not plain.at_right(1)


# ── what is printed ──


@cache
def plans(monitors: int = 16) -> dict[str, Document]:
    """The papers of a station with so many monitors: two in each community, and where the last is odd, one vacancy."""
    data = station_data("taoyuan")
    first = data.station.communities[0]
    names = [f"赵{'甲乙丙丁戊己'[i % 6]}{'子丑寅卯辰巳午未申酉'[i // 6]}" for i in range(monitors)]
    people = [
        first.monitors[0].model_copy(update={"name": name, "serial": f"{i % 2 + 1:02d}"})
        for i, name in enumerate(names)
    ]
    communities = tuple(
        first.model_copy(
            update={
                "code": f"{i // 2:03d}",
                "name": f"第{i // 2 + 1}社区",
                "population": 2500,
                "monitors": tuple(people[i : i + 2]),
            }
        )
        for i in range(0, monitors, 2)
    )
    station = data.station.model_copy(update={"communities": communities, "assessed": ()})
    return {plan.file: plan for plan in kind.plan(replace(data, station=station))}


def body(name: str, monitors: int = 16) -> tuple[object, ...]:
    found = plans(monitors)[f"{name}.pdf"].fields["paper"]
    assert isinstance(found, Paper)
    return found.body


@cache
def pdf(name: str, monitors: int = 16) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(render(plans(monitors)[f"{name}.pdf"], {}))


def rules(page: pypdfium2.PdfPage, x: float) -> list[float]:
    """How far below the sheet's top each horizontal rule is, in mm, on the way down at `x`."""
    dots = np.asarray(page.render(scale=8, grayscale=True).to_pil())
    per_mm = 8 * 72 / 25.4
    dark = np.flatnonzero(dots[:, round(x * per_mm)] < 128)
    return [run.mean() / per_mm for run in np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1) if len(run)]


def test_boxes_are_as_high_as_declared() -> None:
    """28 + 156 - 0.8 mm: inside the right rule, where no text stands; the last four rules are those of the boxes."""
    *_, top, below, next_top, bottom = rules(pdf("staff-assessment-2026")[0], 183.2)
    assert [round(below - top, 1), round(bottom - next_top, 1)] == [
        pytest.approx(26, abs=0.4),
        pytest.approx(44, abs=0.4),
    ]
    top, bottom = rules(pdf("responsibility")[len(pdf("responsibility")) - 1], 183.2)[-2:]
    assert bottom - top == pytest.approx(58, abs=0.4)


def test_boxes_in_word_are_as_high_and_stay_with_what_is_above() -> None:
    with zipfile.ZipFile(io.BytesIO(render(plans()["responsibility.docx"], {}))) as package:
        source = package.read("word/document.xml").decode()
    heights = [int(height) for height in re.findall(r'<w:trHeight w:val="(\d+)" w:hRule="exact"/>', source)]
    assert sum(heights) * 25.4 / 1440 == pytest.approx(58, abs=0.1)
    above = source[: source.rindex("<w:tbl>")].split("<w:p>")[-2:]
    style = re.search('<w:style [^>]*w:styleId="([^"]+)"><w:name w:val="公文结尾"/>', _styles())
    assert style
    assert style[1] in above[0]
    assert "<w:keepNext/>" in above[1]


def _styles() -> str:
    with zipfile.ZipFile(io.BytesIO(render(plans()["responsibility.docx"], {}))) as package:
        return package.read("word/styles.xml").decode()


def test_a_line_to_sign_on_is_11_mm_high_in_word_and_25_wide_on_the_page() -> None:
    with zipfile.ZipFile(io.BytesIO(render(plans()["monitors-register.docx"], {}))) as package:
        assert 'w:val="624" w:hRule="exact"' in package.read("word/document.xml").decode()
    page = pdf("monitors-register")[0]
    dots = np.asarray(page.render(scale=8, grayscale=True).to_pil())
    per_mm = 8 * 72 / 25.4
    line = round(max(rules(page, 180)) * per_mm)
    dark = np.flatnonzero((dots[line - 4 : line + 5] < 128).any(axis=0))
    runs = [run for run in np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1) if len(run) > 10 * per_mm]
    assert len(runs) == 3
    assert min(len(run) for run in runs) / per_mm >= 25


SHEETS = {"staff-assessment-2026": 7, "monitor-assessment-2026": 8, "confidentiality-pledge": 15}


@pytest.mark.parametrize("name", SHEETS)
def test_each_person_has_one_side(name: str) -> None:
    sheets = 1 + sum(isinstance(block, NewPage) for block in body(name, 8))
    assert sheets == SHEETS[name]
    assert len(pdf(name, 8)) == sheets


def letters(monitors: int) -> list[str]:
    return [name for name in plans(monitors) if name.startswith("appointment-") and name.endswith(".pdf")]


def test_a_letter_is_a_file_of_one_side() -> None:
    assert letters(3) == ["appointment-000-01.pdf", "appointment-000-02.pdf", "appointment-001-01.pdf"]
    assert len(pdf("appointment-000-02", 3)) == 1


@pytest.mark.parametrize("monitors", [1, 60])
def test_every_monitor_has_each_sheet(monitors: int) -> None:
    counted = {
        name: 1 + sum(isinstance(block, NewPage) for block in body(name, monitors))
        for name in ("monitor-assessment-2026", "confidentiality-pledge")
    }
    assert counted == {"monitor-assessment-2026": monitors, "confidentiality-pledge": 7 + monitors}
    assert len(letters(monitors)) == monitors


@pytest.mark.parametrize(("lines", "sides"), [((1,) * 11, 1), ((1,) * 12, 2)])
def test_what_the_rule_lets_pass_fits_one_side_and_what_it_stops_does_not(lines: tuple[int, ...], sides: int) -> None:
    district = bureau.criteria(*lines, title="街道民政工作站工作人员考评表")
    assert ("MZ1731" in [code for code, _ in bureau.checked(district)]) == (sides > 1)
    data = station_data("taoyuan")
    station = data.station.model_copy(update={"assessed": (), "staff": data.station.staff[:1], "duty": None})
    found = {plan.file: plan for plan in kind.plan(replace(data, district=district, station=station))}
    assert len(pypdfium2.PdfDocument(render(found["staff-assessment-2026.pdf"], {}))) == sides


def rows(name: str, monitors: int = 16) -> list[tuple[str, ...]]:
    return [row for block in body(name, monitors) if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize(("monitors", "vacant"), [(1, 1), (8, 0), (60, 0)])
def test_the_register_names_everybody_marks_vacancies_and_adds_up(monitors: int, vacant: int) -> None:
    found = rows("monitors-register", monitors)
    *people, last = found
    assert [row[0] for row in people if row[0] != "—"] == [str(number) for number in range(1, monitors + 1)]
    assert sum(row[4] == "空缺" for row in people) == vacant
    required = 2 * ((monitors + 1) // 2)
    assert last == (
        "合计",
        f"{(monitors + 1) // 2}个",
        str(2500 * (monitors + 1) // 2 if monitors % 2 else 1250 * monitors),
        str(required),
        f"实配{monitors}",
        f"空缺{vacant}",
        "",
    )
    if vacant:
        assert people[-1][1:4] == (MERGED,) * 3


def test_a_sign_in_goes_down_the_left_half_first_and_leaves_lines_for_guests() -> None:
    first, second = (block for block in body("training-sign-in") if isinstance(block, Table))
    numbers = [row[0] for row in first.rows] + [row[4] for row in first.rows]
    assert numbers == [str(number) for number in range(1, 25)]
    for table in (first, second):
        names = [row[1] for row in table.rows] + [row[5] for row in table.rows]
        held = [name for name in names if name]
        assert names[: len(held)] == held
        assert names.count("") >= 4
        assert table.signed
        assert min(table.widths[3], table.widths[7]) >= 25


def test_60_monitors_sign_on_sheets_of_24() -> None:
    tables = [block for block in body("training-sign-in", 60) if isinstance(block, Table)]
    names = [name for table in tables[1:] for half in (1, 5) for name in (row[half] for row in table.rows) if name]
    assert len(names) == len(set(names)) == 60
    assert [len(table.rows) for table in tables] == [12] * (1 + 3)


def test_two_monitors_of_one_name_are_two() -> None:
    data = station_data("taoyuan")
    first = data.station.communities[0]
    twins = tuple(monitor.model_copy(update={"name": "赵甲"}) for monitor in first.monitors)
    station = data.station.model_copy(
        update={"communities": (first.model_copy(update={"monitors": twins}),), "assessed": ()}
    )
    found = {plan.file: plan for plan in kind.plan(replace(data, station=station))}[
        "monitor-assessment-2026.pdf"
    ].fields["paper"]
    assert isinstance(found, Paper)
    assert 1 + sum(isinstance(block, NewPage) for block in found.body) == 2


def test_a_pledge_cites_its_law_and_leaves_room_for_person_and_office() -> None:
    said = [block.text for block in body("confidentiality-pledge") if hasattr(block, "text")]
    assert any("社会救助法第十一条" in text and "档案法第十四条" in text for text in said)
    boxes = [block for block in body("confidentiality-pledge") if isinstance(block, Boxes)]
    assert all(block.rows[0][0].label == "承诺人" and block.rows[0][1].sealed for block in boxes)
    assert boxes[0].rows[0][1].label == "澄江区桃源街道办事处"


def named_in(told: str, titles: Iterable[str]) -> set[str]:
    """The titles a sentence names: the longest first, of which another may be the beginning."""
    found = set()
    for title in sorted(titles, key=len, reverse=True):
        if title in told:
            found.add(title)
            told = told.replace(title, "")
    return found


def test_the_guide_tells_whose_seal_every_paper_bears() -> None:
    found = {row[1]: row[2:] for row in rows("seal-guide")}
    papers = {plan.name: plan.fields["paper"] for plan in plans().values()}
    assert "seal-guide" in papers
    told = next(text for block in body("seal-guide") if "不盖章：" in (text := getattr(block, "text", "")))
    unsealed = named_in(told, ["".join(made.title) for made in papers.values() if isinstance(made, Paper)])
    for name, made in papers.items():
        assert isinstance(made, Paper)
        title = "".join(made.title)
        sealed = made.author or any(
            box.sealed for block in made.body if isinstance(block, Boxes) for row in block.rows for box in row
        )
        if name != "seal-guide":
            listed = title.removeprefix(made.author or "")
            assert (listed in found) == bool(sealed)
            assert (title in unsealed) == (not sealed)
            assert not made.author or found[listed][0] == made.author
    parties = found["".join(papers["responsibility"].title)]  # type: ignore[union-attr]
    assert parties == ("云川市澄江区民政局、澄江区桃源街道办事处", "各盖各框，加盖骑缝章")


def test_every_place_is_drawn_and_shown() -> None:
    (found,) = (block for block in body("seal-guide") if isinstance(block, Sketches))
    assert {sketch.place for sketch in found.sketches} == set(PLACES)
    for place in PLACES:
        seals = [shape for shape in shapes(place) if shape.dashed]
        assert seals
        for shape in shapes(place):
            assert 0 <= shape.x <= shape.x + shape.width <= SKETCH_WIDTH
            assert 0 <= shape.y <= shape.y + shape.height <= SKETCH_HEIGHT


def test_the_official_seal_is_over_name_and_day_and_within_a_line_of_the_text() -> None:
    drawn = shapes("公文")
    (seal,) = (shape for shape in drawn if shape.dashed)
    bars = [shape for shape in drawn if shape.fill == "D9D4CC"]
    assert seal.width == pytest.approx(SEAL * OFFICIAL)
    assert 0 < seal.y - (bars[2].y + bars[2].height) <= PITCH
    name, day = bars[3:]
    middle = (name.y + day.y + day.height) / 2
    assert seal.y + seal.height / 2 < middle < seal.y + seal.height
    for bar in (name, day):
        assert bar.x + bar.width / 2 == pytest.approx(seal.x + seal.width / 2)


def test_the_seal_of_true_size_is_42_mm_on_the_page() -> None:
    found = pdf("seal-guide")
    page = found[len(found) - 1]
    dots = np.asarray(page.render(scale=8).to_pil()).astype(int)
    per_mm = 8 * 72 / 25.4
    red = (dots[..., 0] - dots[..., 1] > 60) & (dots[..., 0] > 150)
    red[: round(215 * per_mm)] = False
    columns = np.flatnonzero(red.any(axis=0))
    assert (columns[-1] - columns[0]) / per_mm == pytest.approx(42, abs=0.6)


def test_a_certificate_has_room_for_its_seal_and_its_term_on_one_line() -> None:
    page = pdf("appointment-000-01", 8)[0]
    texts_of = page.get_textpage()
    said = texts_of.get_text_bounded().splitlines()
    assert any(re.fullmatch("聘期：.+年.+月.+日至.+年.+月.+日。", line.strip()) for line in said)
    assert "此聘。" in [line.strip() for line in said]
    height, mm = page.get_height(), 25.4 / 72
    places = {}
    for index in range(texts_of.count_chars()):
        char = texts_of.get_text_range(index, 1)
        _, bottom, _, top = texts_of.get_charbox(index)
        places.setdefault(char, []).append(((height - top) * mm, (height - bottom) * mm))
    seal = (157 - SEAL / 2, 157 + SEAL / 2)
    assert max(bottom for _, bottom in places["私"]) < seal[0]
    assert all(seal[0] < top < seal[1] for top, _ in places["办"][-1:])


def test_a_certificate_with_more_text_than_it_holds_is_not_made() -> None:
    plan = plans(8)["appointment-000-01.pdf"]
    made = plan.fields["paper"]
    assert isinstance(made, Paper)
    first = kind.leaves(made.body)[0]
    with pytest.raises(Stopped) as stopped:
        render(replace(plan, fields={**plan.fields, "paper": made, "leaves": ((*first, *first[3:], *first[3:]),)}), {})
    assert [problem.message().count("证书正文") for problem in stopped.value.problems] == [1]
