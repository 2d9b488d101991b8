"""The sides of a paper: what gate 2 finds on them, on either side of its limits, and papers that keep them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest

from mzdocs.core.problems import Location
from mzdocs.core.text import squeezed
from mzdocs.kinds.paper_passages import declaration
from mzdocs.model.form_blocks import Box, Boxes
from mzdocs.model.letter import (
    MERGED,
    Annex,
    Axis,
    Bar,
    Chart,
    Imprint,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Pictures,
    Signing,
    Table,
    Threshold,
)  # fmt: skip
from mzdocs.plan.declared_sides import Declaration, DeclaredPassage, enough
from mzdocs.plan.document import Document
from mzdocs.preflight import entry_of, examine, report
from mzdocs.preflight.expectations import Expectations, of_document, of_entry
from mzdocs.render import engine, render
from mzdocs.render.broken_paper import Place, broken, may_break

from .test_papers import plans

SIGN, IMPRINT = "审核人：", "某局2026年3月5日印发"
ROW = "第{}行写着一些内容"


def passages(*said: tuple[str, str]) -> Declaration:
    return tuple(DeclaredPassage(kind, squeezed(text)[:24], len(squeezed(text))) for kind, text in said)  # type: ignore[arg-type]


def declared(rows: int, *ends: tuple[str, str]) -> Declaration:
    return passages(("title", "标题"), *(("text", ROW.format(number)) for number in range(rows)), *ends)


@cache
def pages(*sides: tuple[str, ...], line: str = "7mm") -> bytes:
    """A file of so many sides, one line a text."""
    body = "".join(f"<div>{''.join(f'<p>{text}</p>' for text in side)}</div>" for side in sides)
    style = (
        "@page{size:A4;margin:37mm 26mm 35mm 28mm} div+div{break-before:page}"
        f"p{{margin:0;font:14pt/{line} 'FandolFang'}}"
    )
    html = f"<html lang='zh'><head><title>标题</title><style>{style}</style></head><body>{body}</body></html>"
    return engine.lay_out(html, "", {}, Location("a.pdf")).write("plain")


def ended(data: bytes, sides: Declaration | None) -> dict[str, tuple[str, ...]]:
    """By rule, where it found something; `-` where it was not run."""
    outcomes = examine(data, Expectations(sides=sides), "plain", Location("a.pdf")).outcomes
    return {
        each.rule: ("-",) if each.not_run else tuple(problem.location.path for problem in each.problems)
        for each in outcomes
        if each.rule.startswith("S-") and (each.not_run or each.problems)
    }


def rows(start: int, stop: int) -> tuple[str, ...]:
    return tuple(ROW.format(number) for number in range(start, stop))


@pytest.mark.parametrize(("moved", "found"), [(2, {"S-SIGNED": ("p2",)}), (3, {})])
def test_three_rows_stand_with_a_signature(moved: int, found: dict) -> None:
    data = pages(("标题", *rows(0, 9 - moved)), (*rows(9 - moved, 9), SIGN))
    assert ended(data, declared(9, ("signature", SIGN))) == found


@pytest.mark.parametrize(
    ("total", "moved", "found"), [(3, 2, {}), (3, 1, {"S-SIGNED": ("p2",)}), (1, 0, {"S-SIGNED": ("p2",)})]
)
def test_fewer_where_the_whole_paper_has_fewer(total: int, moved: int, found: dict) -> None:
    data = pages(("标题", *rows(0, total - moved)), (*rows(total - moved, total), SIGN))
    assert ended(data, declared(total, ("signature", SIGN))) == found


@pytest.mark.parametrize(("line", "found"), [("20mm", {"S-SIGNED": ("p2",)}), ("50mm", {})])
def test_two_tall_rows_that_fill_a_quarter_of_a_side_are_enough(line: str, found: dict) -> None:
    data = pages(("标题", *rows(0, 2)), (*rows(2, 4), SIGN), line=line)
    assert ended(data, declared(7, ("signature", SIGN))) == {"S-IMPRINT": ("-",), "S-SIGNED": ("-",), "S-STUB": ("-",)}
    data = pages(("标题", *rows(0, 2)), rows(2, 4), rows(4, 6), (*rows(6, 8), SIGN), line=line)
    assert ended(data, declared(8, ("signature", SIGN))) == ({"S-SIGNED": ("p4",)} if found else {})


@pytest.mark.parametrize(("moved", "found"), [(2, {"S-STUB": ("p2",)}), (3, {})])
def test_the_last_side_of_a_table_bears_three_rows(moved: int, found: dict) -> None:
    data = pages(("标题", *rows(0, 9 - moved)), rows(9 - moved, 9))
    assert ended(data, declared(9)) == found


@pytest.mark.parametrize(("moved", "found"), [(0, {"S-IMPRINT": ("p2",)}), (2, {"S-STUB": ("p2",)}), (3, {})])
def test_an_imprint_does_not_stand_alone_on_its_side(moved: int, found: dict) -> None:
    data = pages(("标题", *rows(0, 9 - moved)), (*rows(9 - moved, 9), IMPRINT))
    assert ended(data, declared(9, ("imprint", IMPRINT))) == found


@pytest.mark.parametrize(("moved", "found"), [(0, {"S-IMPRINT": ("p2",)}), (2, {"S-STUB": ("p2",)}), (3, {})])
def test_nor_does_that_of_a_letter_which_says_only_who_gets_a_copy(moved: int, found: dict) -> None:
    paper = Paper(
        "函", ("标题",), tuple(map(Paragraph, rows(0, 9))), mark="某某局", imprint=Imprint(("甲局", "乙局")),
    )  # fmt: skip
    copies = squeezed("抄送：甲局，乙局。")
    assert declaration(paper)[-1] == DeclaredPassage("imprint", copies, len(copies))
    data = pages(("标题", *rows(0, 9 - moved)), (*rows(9 - moved, 9), copies))
    assert ended(data, declaration(paper)) == found


def test_a_leaf_may_be_short_where_it_begins_and_a_form_of_one_side_is_signed_as_it_is() -> None:
    data = pages(("标题", ROW.format(0), SIGN), ("附件", ROW.format(1)))
    said = (("title", "标题"), ("text", ROW.format(0)), ("signature", SIGN), ("title", "附件"), ("text", ROW.format(1)))
    assert ended(data, passages(*said)) == {}


def test_a_paragraph_that_runs_over_stands_on_both_sides() -> None:
    long = "甲" * 20 + "乙" * 20
    data = pages(("标题", *rows(0, 5), "甲" * 20), ("乙" * 20, *rows(5, 7), SIGN))
    said = [("text", text) for text in (*rows(0, 5), long, *rows(5, 7))]
    assert ended(data, passages(("title", "标题"), *said, ("signature", SIGN))) == {}


def test_what_the_rest_of_a_long_text_says_is_not_taken_for_the_next_row() -> None:
    long = "甲" * 30 + "第1行、第2行"
    data = pages(("标题", *rows(3, 8), long), ("第1行", "第2行", SIGN))
    said = [("text", text) for text in (*rows(3, 8), long, "第1行", "第2行")]
    assert ended(data, passages(("title", "标题"), *said, ("signature", SIGN))) == {"S-SIGNED": ("p2",)}


def test_a_text_that_is_shorter_in_the_file_than_declared_is_found() -> None:
    data = pages(("标题", *rows(0, 3), "甲" * 30, "乙"), (*rows(4, 6), SIGN))
    said = [*(("text", text) for text in (*rows(0, 3), "甲" * 33, "乙", *rows(4, 6))), ("signature", SIGN)]
    assert ended(data, passages(("title", "标题"), *said)) == {"S-SIGNED": ("p2",)}


def test_what_nobody_declared_is_not_checked_and_said_so() -> None:
    data = pages(("标题", *rows(0, 3)), (SIGN,))
    assert ended(data, None) == {"S-IMPRINT": ("-",), "S-SIGNED": ("-",), "S-STUB": ("-",)}
    assert ended(data, ()) == {}


def test_enough_is_three_or_four_lines_of_a_side() -> None:
    assert [enough(count, 9, 0.0) for count in (2, 3)] == [False, True]
    assert [enough(1, 9, share) for share in (0.16, 0.17)] == [False, True]
    assert [enough(0, total, 1.0) for total in (0, 9)] == [False, False]


# Papers


REGISTER = "monitors-register.pdf"


def written(paper: Paper, format: str = "pdf") -> tuple[Document, bytes]:
    plan = plans("taoyuan")[REGISTER.replace("pdf", format)]
    plan = replace(plan, fields={**plan.fields, "paper": paper}, expects=(), sides=declaration(paper))
    return plan, render(plan, {})


def sides_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [re.sub(r"\s|— \d+ —", "", page.get_textpage().get_text_bounded()) for page in document]


def faults(plan: Document, data: bytes) -> list[str]:
    found = report(plan, data)
    assert not [rule for rule, _ in found.not_run if rule.startswith("S-")]
    return [f"{each.location.path} {each.message()}" for each in found.problems]


def letter(
    paragraphs: int, length: int = 40, annexes: tuple[Annex, ...] = (), copies: tuple[str, ...] = ("某某局",)
) -> Paper:
    body = tuple(Paragraph(f"第{number}段{('甲乙丙丁戊己庚辛' * 20)[: length - 4]}。") for number in range(paragraphs))
    return Paper(
        "下行文", ("某某局关于某事的通知",), body, mark="某某局文件", number="某〔2026〕1号", addressee="各街道办事处",
        author="某某局", date="2026年3月5日", annexes=annexes, imprint=Imprint(copies, "某某局", "2026年3月5日"),
    )  # fmt: skip


def form(count: int, group: int = 1, signed: bool = True, height: int = 1) -> Paper:
    """A register of so many rows; each `group` of them shares its first cell."""
    texts = [
        (f"组{at // group}" if at % group == 0 else MERGED, f"第{at}行" + "甲" * 30 * (height - 1))
        for at in range(count)
    ]
    table = Table("", ("组", "内容"), tuple(texts), (40, 116), (True, False))
    ends = (Signing(("填表人：", "审核人：")),) if signed else ()
    return Paper("表单", ("某某登记表",), (Paragraph("单位：某某", "left"), table, *ends))


@pytest.mark.parametrize("paragraphs", [1, 4, 5, 7, 17])
def test_letters_of_any_length_are_signed_on_text_and_end_on_an_even_side(paragraphs: int) -> None:
    plan, data = written(letter(paragraphs))
    found = sides_of(data)
    assert faults(plan, data) == []
    assert len(found) == 1 or len(found) % 2 == 0
    assert "印发" in found[-1]
    signed = next(side for side in reversed(found) if re.search("某某局2026年3月5日(?!印发)", side))
    assert signed.count("丁。") >= min(2, paragraphs), "two paragraphs of two lines are enough"


@pytest.mark.parametrize(
    ("paragraphs", "sides"), [(3, [3]), (4, [1, 3]), (25, [9, 16]), (26, [7, 8, 8, 3]), (38, [9, 18, 8, 3])]
)
def test_no_side_between_others_is_a_stub(paragraphs: int, sides: list[int]) -> None:
    """One line too many for two sides, or for one: what goes over for the imprint is shared out."""
    plan, data = written(letter(paragraphs, length=24))
    assert faults(plan, data) == []
    assert [len(re.findall("第[0-9]+段", side)) for side in sides_of(data)] == sides


def test_a_letter_of_one_side_bears_its_imprint_there() -> None:
    assert len(sides_of(written(letter(1))[1])) == 1


@pytest.mark.parametrize("count", [1, 2, 5, 6, 30])
def test_the_last_annex_lets_its_last_rows_go_over_with_the_imprint(count: int) -> None:
    table = Table("", ("序号", "内容"), tuple((str(at), f"事项{at}") for at in range(count)), (40, 116), (True, False))
    for before in ((), (Annex("甲表", form(9).body[1:2]),)):
        plan, data = written(letter(9, annexes=(*before, Annex("乙表", (table,)))))
        assert faults(plan, data) == []
        found = sides_of(data)
        assert "印发" in found[-1]
        assert len(found) % 2 == 0 or count < 6, [side[:20] for side in found]


@pytest.mark.parametrize(("length", "refused"), [(24, []), (30, ["MZP71"]), (40, [])])
def test_a_row_higher_than_a_side_is_parted_and_breaks_nothing(length: int, refused: list[str]) -> None:
    """In 7 mm a line holds one character; where the last row fills its side, gate 2 refuses the signature."""
    rows = tuple((("甲乙丙丁戊己庚辛壬癸" * 5)[:length], f"第{at}行") for at in range(3))
    table = Table("", ("组", "内容"), rows, (7, 149), (True, False))
    paper = Paper("表单", ("某某登记表",), (Paragraph("单位：某某", "left"), table, Signing(("填表人：", "审核人："))))
    plan, data = written(paper)
    assert [problem.code for problem in report(plan, data).problems] == refused
    assert all(f"第{at}行" in "".join(sides_of(data)) for at in range(3))


@pytest.mark.parametrize("count", [4, 10])
def test_photos_stay_on_one_side_while_it_holds_them(count: int) -> None:
    plan = plans("nanping")["inspection-report.pdf"]
    (address, *_) = plan.assets
    body = (Pictures(tuple(Picture(address, f"照片{at}张") for at in range(count))),)
    paper = letter(1, annexes=(Annex("甲表", form(4).body[1:2]), Annex("照片", body)))
    plan = replace(plan, fields={**plan.fields, "paper": paper}, expects=(), sides=declaration(paper))
    plan = replace(plan, pictures=tuple(each for each in plan.pictures if each.asset == address))
    found = sides_of(data := render(plan, {}))
    assert faults(plan, data) == []
    assert [len(re.findall("照片[0-9]张", side)) for side in found[2:]] == ([4] if count == 4 else [4, 6])
    assert "印发" in found[-1]


@pytest.mark.parametrize(("count", "sides"), [(4, [4]), (5, [5]), (6, [3, 3])])
def test_a_table_of_a_few_rows_is_not_parted_for_the_imprint(count: int, sides: list[int]) -> None:
    table = Table("", ("序号", "内容"), tuple((str(at), f"事项{at}") for at in range(count)), (40, 116), (True, False))
    plan, data = written(letter(1, annexes=(Annex("甲表", form(9).body[1:2]), Annex("乙表", (table,)))))
    assert faults(plan, data) == []
    assert [len(re.findall("事项", side)) for side in sides_of(data)[2:]] == sides


@pytest.mark.parametrize("count", [3, 20, 22, 41])
def test_forms_are_signed_on_three_rows_at_least(count: int) -> None:
    plan, data = written(form(count))
    assert faults(plan, data) == []
    found = sides_of(data)
    assert len(re.findall("第[0-9]+行", found[-1])) >= min(3, count)
    assert all(side.startswith("组内容") for side in found[1:]), "the head stands again on every side"


def test_boxes_beside_each_other_and_charts_are_found_too() -> None:
    def box(who: str, *closing: str) -> Box:
        return Box(who, "", closing, 60)

    pair = Boxes((78, 78), ((box("甲方", "（盖章）", "年月日"), box("乙方", "（盖章）", "负责人签字：", "年月日")),))
    bars = tuple(Bar(f"站{at}", 0.0, 0.9, f"{90 + at}分") for at in range(3))
    chart = Chart("得分", bars, Axis((0.0, 1.0), ("0", "100分")), (40, 30), Threshold(0.85, "合格线"))
    signed = form(9, signed=False).body
    plan, data = written(Paper("表单", ("某某责任书",), (chart, *signed, pair, NewPage("某某责任书"), *signed, pair)))
    assert faults(plan, data) == []
    assert [side.count("甲方") for side in sides_of(data)] == [0, 1, 1]


def test_rows_that_share_a_cell_are_parted_and_say_again_what_they_share() -> None:
    plan, data = written(form(40, group=20))
    found = sides_of(data)
    assert faults(plan, data) == []
    assert len(re.findall("第[0-9]+行", found[0])) >= 15, "no side is left half empty"
    assert found[1].startswith("组内容组0")


def test_a_small_hole_is_left_rather_than_rows_parted() -> None:
    found = sides_of(written(form(40, group=2))[1])
    assert found[1].startswith("组内容组") and int(re.findall("第([0-9]+)行", found[1])[0]) % 2 == 0


@pytest.mark.parametrize(
    "made", [letter(17), form(41), form(40, 20), letter(9, annexes=(Annex("乙表", form(30).body[1:2]),))]
)
def test_a_second_layout_changes_nothing_and_word_is_broken_where_the_pdf_is(made: Paper) -> None:
    _, data = written(made)
    assert written(made)[1] == data
    _, word = written(made, "docx")
    body = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    tables = body.count("<w:tblHeader/>")
    heads = sum(side.count("组内容") for side in sides_of(data))
    assert 1 <= tables <= heads or not heads


def test_a_paper_is_broken_between_rows_and_before_blocks() -> None:
    made = form(6, group=3)
    cut = broken(made, [Place(0, 1, 4), Place(0, 1, 0)])
    kinds: Sequence[str] = [type(block).__name__ for block in cut.paper.body]
    assert kinds == ["Paragraph", "NewPage", "Table", "NewPage", "Table", "Signing"]
    assert cut.origins["0.4"] == Place(0, 1, 4)
    first, second = (block for block in cut.paper.body if isinstance(block, Table))
    assert first.rows + second.rows[1:] == made.body[1].rows[:4] + made.body[1].rows[5:]  # type: ignore[union-attr]
    assert second.rows[0] == ("组1", "第4行")


def test_a_row_whose_shared_cell_stands_in_the_middle_is_not_parted() -> None:
    table = Table("", ("序", "组", "名"), (("1", "甲", "子"), ("2", MERGED, "丑")), (40, 40, 76), (True, True, True))
    assert not may_break(table, 1)


def test_a_group_is_parted_two_rows_from_either_end() -> None:
    table = form(9, 4).body[1]
    assert isinstance(table, Table)
    assert [row for row in range(1, 9) if may_break(table, row)] == [2, 4, 6, 8]


def test_the_manifest_keeps_what_stands_on_the_sides() -> None:
    plan, _ = written(form(4))
    entry = {"size": "210×297 mm", "pages": 1, **entry_of(plan)}
    assert of_entry(entry).sides == of_document(plan).sides == plan.sides != ()
    assert of_entry({"size": "210×297 mm", "pages": 1, "bleed": "0 mm", "safe": "3 mm"}).sides is None
