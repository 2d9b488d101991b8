"""A hyphen at the end of a line is read back from a PDF as what it is, and one that is missing is missed."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from mzdocs.build import pipeline
from mzdocs.build.produce import make_files
from mzdocs.core.problems import Location
from mzdocs.core.text import squeezed
from mzdocs.kinds import paper
from mzdocs.pdf import page_text
from mzdocs.plan.document import A4, Document, Sheet
from mzdocs.preflight import MeasuredPdf, preflight
from mzdocs.render import engine, render

from . import workspaces
from .test_house import SRC
from .test_scoring import loaded, with_judgments

WORDS = (
    "archive-index", "GB-T", "AB-岗", "整改-2026", "0451-8765 4321", "zhang-wei@min-zheng-ju.cn", "a–b", "甲–乙",
    "GB\u2010T", "GB\u2011T", "Z101-MZ·DB-D10-001", "re-\u2011re-\u2010re", "x--y", "-甲-", "well-being 2-3",
)  # fmt: skip
MANY = "-".join(["archive", "index", "of", "GB", "T", "papers", "and", "e", "mail"] * 6)
"""Wherever a line of it ends, a hyphen stands there."""
FACES = ("Noto Sans CJK SC", "LXGW WenKai", "FandolFang")
PAPER = Document("paper", "x", "页", "reports", Sheet(A4), "2026-11-20", pages=1)


def page(text: str, style: str = "width:1em", face: str = FACES[0]) -> bytes:
    css = f"@page{{size:A4;margin:25mm}} p{{margin:0;{style};font-family:{face}}}"
    html = f'<html lang="zh-CN"><title>页</title><style>{css}</style><p>{text}</p>'
    return engine.lay_out(html, "", {}, Location()).write("plain")


def read(data: bytes, **how: bool) -> str:
    with closing(pypdfium2.PdfDocument(data)) as view:
        return "".join(page_text.read(each.get_textpage(), **how) for each in view)


def raw(data: bytes) -> str:
    with closing(pypdfium2.PdfDocument(data)) as view:
        return "".join(each.get_textpage().get_text_bounded() + each.get_textpage().get_text_range() for each in view)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("outside", [False, True])
def test_a_word_broken_wherever_it_can_be_is_read_as_it_was_written(word, outside, face):
    assert squeezed(read(page(word, face=face), outside=outside)) == squeezed(word)


def test_a_reader_of_pdfs_says_something_else_for_a_hyphen_at_the_end_of_a_line():
    """Else these tests would be of nothing."""
    assert {"\x02", "\ufffe"} < set(raw(page(MANY, "width:40mm")))
    assert squeezed(read(page(MANY, "width:40mm"))) == MANY


@pytest.mark.parametrize(("gap", "whole"), [("0.2em", True), ("0.3em", False)])
def test_a_number_set_apart_is_one_and_figures_of_two_cells_are_two(gap: str, whole: bool) -> None:
    data = page("不足85分", f"width:20em;letter-spacing:{gap}")
    assert "8 5" in raw(data)
    assert ("85" in read(data), "8 5" in read(data)) == (whole, not whole)


def test_hyphens_of_two_kinds_that_share_a_glyph_are_one():
    both = page("GB-T GB\u2011T GB\u2010T", "width:60em")
    assert raw(both).count("\u2011") != 2
    assert squeezed(read(both)) == "GB-TGB-TGB-T" == squeezed("GB-T GB\u2011T GB\u2010T")


@pytest.mark.parametrize(
    ("shown", "passes"),
    [
        ("archive-index", True), ("archive-<br>index", True), ("arch<br>ive-index", True),
        ("archiveindex", False), ("archive<br>index", False), ("archive index", False), ("archive–<br>index", False),
        ("archive−index", False), ("archive-index".replace("-", "--<br>"), False),
    ],
)  # fmt: skip
def test_a_hyphen_that_is_missing_or_another_sign_is_still_found(shown, passes):
    wanted = replace(PAPER, expects=("archive-index",))
    codes = [problem.code for problem in preflight(wanted, page(shown, "width:150mm")) if problem.code == "MZP09"]
    assert codes == [] if passes else ["MZP09"]


@pytest.mark.parametrize(
    ("wanted", "shown", "passes"),
    [
        ("买买提·江", "甲・乙买买提·江", True), ("甲・乙", "甲・乙买买提·江", True),
        ("甲·乙", "甲，乙", False), ("甲·乙", "甲．乙", False), ("甲·乙", "甲乙", False), ("日", "曰", False),
    ],
)  # fmt: skip
def test_two_characters_a_face_draws_with_one_glyph_are_one_and_no_others_are(wanted, shown, passes):
    plan = replace(PAPER, expects=(wanted,))
    codes = [each.code for each in preflight(plan, page(shown, "width:150mm", face="FandolFang"))]
    assert ("MZP09" not in codes, "MZP45" in codes) == (passes, False)


def test_a_remedy_with_hyphens_stands_in_the_paragraph_of_a_notice_and_in_the_cells_of_a_table():
    subject = loaded("qinghuai")
    given = subject.station.inspection.judgments
    remedied = [each.model_copy(update={"remedy": MANY}) if each.remedy else each for each in given]
    plans = {plan.file: plan for plan in paper.plan(with_judgments(subject, remedied))}
    for name in ("rectification-notice.pdf", "recheck.pdf"):
        data = render(plans[name], {})
        assert raw(data).count("\ufffe") > 2
        assert preflight(plans[name], data) == []
        with MeasuredPdf(data) as measured:
            assert squeezed(MANY) in measured.text


@pytest.fixture(scope="module")
def hyphened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Plans of a station whose boards and household files are full of hyphens."""
    made = workspaces.make(tmp_path_factory.mktemp("hyphens") / "district")
    workspaces.replace(made.district, "最先接待群众的工作人员是首问责任人。", f"{MANY}。")
    text = (
        (made.station.parent / "taoyuan-papers.csv").read_text("utf-8-sig").replace("申请书,申请书,", f"申请书,{MANY},")
    )
    (made.station.parent / "taoyuan-papers.csv").write_text(text, encoding="utf-8")
    return {plan.file: plan for plan in pipeline.plan(made.station_data(), ("board", "household"))}


@pytest.mark.parametrize("name", ["board-gong-zuo-zhi-du.pdf", "household-files.pdf"])
def test_a_board_and_a_page_of_the_archive_with_hyphens_pass_the_gate(name, hyphened):
    (file,) = make_files([hyphened[name]])
    assert "\ufffe" in raw(file.data)
    assert [problem.code for problem in preflight(hyphened[name], file.data)] == []
    assert squeezed(MANY) in squeezed(read(file.data))


def test_nobody_else_asks_pdfium_for_text():
    asking = [path for path in SRC.rglob("*.py") if re.search(r"\bget_text_(bounded|range)\b", path.read_text("utf-8"))]
    assert asking == [SRC / "pdf" / "page_text.py"]
