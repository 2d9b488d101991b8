"""The papers of inspection: one text in two forms, at the places GB/T 9704-2012 asks for."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pikepdf
import pypdfium2
import pytest
from docx.table import Table
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from mzdocs.core.problems import Stopped
from mzdocs.derive.volumes import volumes
from mzdocs.design import fontconfig, fonts
from mzdocs.design.theme import folder
from mzdocs.kinds import paper as kind
from mzdocs.kinds.archive_notes import plan_notes
from mzdocs.model.letter import Paper, texts
from mzdocs.model.letter import Table as PaperTable
from mzdocs.plan.document import Document
from mzdocs.render import render
from mzdocs.render.engine import weasyprint
from mzdocs.wording.titles import title_lines

from .test_scoring import finding, station_data

STATIONS = ("bailuhu", "liulin", "nanping", "qinghuai", "shiqiao", "taoyuan", "wanghe", "yanhu")
FAULTY = "nanping"
REPORT = "inspection-report"
NAMES = sorted({path.stem for path in (folder() / "paper" / "wording").glob("*.txt")})
COPIES = {
    "appointment": "appointment-001-01", "dismissal": "dismissal-002-01", "handover": "handover-07",
    "staff-assessment": "staff-assessment-2026-h1", "monitor-assessment": "monitor-assessment-2026",
    "assessment-summary": "assessment-summary-2026",
}  # fmt: skip
"""Of wordings that make one paper for each of a list, one."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def plans(station: str) -> dict[str, Document]:
    found = [finding("MZ2701"), finding("MZ2999", "档案")] if station == FAULTY else []
    data = station_data(station, found)
    return {plan.file: plan for plan in (*kind.plan(data), *plan_notes(data, volumes(data)))}


@cache
def written(station: str, name: str) -> dict[str, bytes]:
    """A paper in both formats."""
    return {format: render(plans(station)[f"{name}.{format}"], {}) for format in ("pdf", "docx")}


def made(station: str) -> dict[str, bytes]:
    return written(station, REPORT)


def paper(station: str, name: str = REPORT) -> Paper:
    found = plans(station)[f"{name}.pdf"].fields["paper"]
    assert isinstance(found, Paper)
    return found


def pdf_text(data: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode()


def docx_text(data: bytes) -> str:
    return "\n".join(_texts(docx.Document(io.BytesIO(data)).iter_inner_content()))


def _texts(blocks: Any) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        elif isinstance(block, Table):
            cells = dict.fromkeys(cell._tc for row in block.rows for cell in row.cells)
            texts += ["\n".join(p.text for p in Cell(cell, block).paragraphs) for cell in cells]
    return texts


def plain(text: str, station: str, name: str = REPORT) -> str:
    """Without spaces, page numbers, and the heads of tables, which stand again on every page."""
    text = re.sub(r"\s", "", re.sub(r"— \d+ —", "", text))
    found = paper(station, name)
    blocks = [*found.body, *(block for annex in found.annexes for block in annex.body)]
    for head in ["".join(block.head) for block in blocks if isinstance(block, PaperTable)]:
        text = text.replace(re.sub(r"\s", "", head), "")
    return text


def part(station: str, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made(station)["docx"])) as package:
        return package.read(name).decode()


def boxes(page: Any) -> list[tuple[str, float, float, float]]:
    """Each character with left, top and bottom of its ink, in mm from the sheet's top left corner."""
    texts, height, scale = page.get_textpage(), page.get_height(), 25.4 / 72
    found = []
    for index in range(texts.count_chars()):
        left, bottom, _, top = texts.get_charbox(index)
        char = texts.get_text_range(index, 1)
        found.append((char, left * scale, (height - top) * scale, (height - bottom) * scale))
    return found


@cache
def printed(station: str, *names: str) -> dict[str, bytes]:
    """Word files as LibreOffice prints them with our fonts in the place of the official ones."""
    weasyprint()
    work = Path(tempfile.mkdtemp())
    for name in names:
        (work / f"{name}.docx").write_bytes(written(station, name)["docx"])
    command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig.config_file())}
    subprocess.run(
        [*command, "--outdir", str(work), *(str(work / f"{name}.docx") for name in names)],
        env=environment, capture_output=True, check=True, timeout=240,
    )  # fmt: skip
    found = {name: (work / f"{name}.pdf").read_bytes() for name in names}
    shutil.rmtree(work)
    return found


def all_printed() -> dict[str, bytes]:
    """One paper of each wording."""
    found = {plan.name for plan in plans(FAULTY).values()}
    return printed(FAULTY, *sorted(found & {COPIES.get(name, name) for name in NAMES}))


@pytest.mark.parametrize("station", STATIONS)
def test_word_and_pdf_say_the_same(station: str) -> None:
    text = plain(docx_text(made(station)["docx"]), station)
    assert len(text) > 1500
    assert plain(pdf_text(made(station)["pdf"]), station) == text


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_reads_the_same_text(name: str) -> None:
    """The floating 版记 comes where its anchor is, so the order of the last lines may differ."""
    name = COPIES.get(name, name)
    if name not in all_printed():
        return
    text = plain(pdf_text(all_printed()[name]), FAULTY, name)
    assert sorted(text) == sorted(plain(docx_text(written(FAULTY, name)["docx"]), FAULTY, name))


@pytest.mark.parametrize("station", ["taoyuan", "wanghe"])
def test_everything_expected_is_in_the_file(station: str) -> None:
    text = re.sub(r"\s", "", re.sub(r"— \d+ —", "", pdf_text(made(station)["pdf"])))
    plan = plans(station)[f"{REPORT}.pdf"]
    assert len(plan.expects) > 25
    assert [words for words in plan.expects if re.sub(r"\s", "", words) not in text] == []


def test_the_paper_is_an_upward_one() -> None:
    text = pdf_text(made("taoyuan")["pdf"])
    assert text.startswith("云川市澄江区民政局文件\n澄民〔2026〕41号 签发人：顾怀谦\n")
    assert "云川市澄江区人民政府：" in text
    assert "2026年11月20日" in text
    assert "2026年11月09日" not in text


def test_problems_are_told_with_ground_remedy_and_day() -> None:
    text = plain(docx_text(made(FAULTY)["docx"]), FAULTY)
    assert "检查共发现问题13项，逐项见附件2。各方面的情况是：1.办公场所方面2项，突出的是三间办公室未装科室牌" in text
    assert "应当按照附件2的要求，在2026年12月15日前完成整改。" in text
    assert "三间办公室未装科室牌，只贴打印纸条目1.4，查看现场：问题照片（47-01）按统一式样安装科室牌" in text
    assert "少1名条目6.1，核对台账：监督员名册补齐2026年12月15日" in text
    assert "等次为不合格，建议由区政府通报批评，并在年终目标考评中扣2分。" in text


def test_without_problems_there_is_no_list_of_them() -> None:
    text = plain(docx_text(made("wanghe")["docx"]), "wanghe")
    assert "检查组逐条检查，没有发现需要整改的问题。" in text
    assert "特此报告。附件：1.逐条评分表2.证据照片云川市澄江区民政局2026年11月20日附件1逐条评分表" in text
    assert "问题清单" not in text


def test_no_client_is_named() -> None:
    subject = station_data("taoyuan")
    text = docx_text(made("taoyuan")["docx"])
    names = [household.head for household in subject.clients.households if len(household.head) > 2]
    assert len(names) > 100
    assert [name for name in names if name in text] == []


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        (("关于", "南屏街道", "民政工作站", "建设", "检查验收", "情况的报告"), (13, 9)),
        (("关于", "白鹭湖生态旅游度假区街道", "民政工作站", "建设", "检查验收", "情况的报告"), (14, 16)),
        (("甲" * 10, "乙" * 4, "丙" * 8), (10, 12)),
        (("甲" * 8, "乙" * 3, "丙" * 11), (8, 14)),
        (("报告",), (2,)),
    ],
)
def test_a_title_breaks_between_words_and_is_no_rectangle(pieces: tuple[str, ...], lines: tuple[int, ...]) -> None:
    assert tuple(len(line) for line in title_lines(pieces)) == lines


def red_ink(page: Any) -> list[float]:
    """Where rows of red ink stand, in mm from the top of the sheet, at 600 per inch."""
    picture = page.render(scale=600 / 72, crop=(0, page.get_height() - 130 * 72 / 25.4, 0, 0)).to_numpy()
    red = picture[:, :, 2].astype(int) - picture[:, :, 0] > 60
    return [float(row) * 25.4 / 600 for row in np.where(red.any(axis=1))[0]]


@pytest.mark.parametrize("name", [REPORT, "self-inspection"])
@pytest.mark.parametrize("station", ["taoyuan", "bailuhu", "yanhu"])
def test_the_mark_stands_72_mm_from_the_top(station: str, name: str) -> None:
    first = pypdfium2.PdfDocument(written(station, name)["pdf"])[0]
    assert red_ink(first)[0] == pytest.approx(72, abs=0.1)


def test_the_red_rule_stands_4_mm_below_the_number() -> None:
    first = pypdfium2.PdfDocument(made("taoyuan")["pdf"])[0]
    text = "".join(char for char, *_ in boxes(first))
    number = boxes(first)[text.index("〔") :][: len("〔2026〕41号")]
    rule = next(row for row in red_ink(first) if row > 100)
    assert rule - max(bottom for *_, bottom in number) == pytest.approx(4, abs=0.3)


GRID = (229.84 - 22 * 10.39) / 2
"""LibreOffice puts the grid of 22 lines in the middle of the text box."""


def test_in_libreoffice_the_mark_stands_there_too() -> None:
    first = pypdfium2.PdfDocument(all_printed()[REPORT])[0]
    assert red_ink(first)[0] == pytest.approx(72 + GRID, abs=0.3)


@pytest.mark.parametrize("form", ["pdf", "office"])
def test_page_numbers_stand_269_mm_from_the_top_at_the_outer_edge(form: str) -> None:
    data = made(FAULTY)["pdf"] if form == "pdf" else all_printed()[REPORT]
    document = pypdfium2.PdfDocument(data)
    assert len(document) > 6
    for number, page in enumerate(document, 1):
        dashes = [box for box in boxes(page) if box[0] == "—" and box[2] > 264]
        assert [(top + bottom) / 2 for _, _, top, bottom in dashes] == pytest.approx(
            [269, 269], abs=0.3 if form == "pdf" else 0.7
        )
        assert (dashes[0][1] > 105) == (number % 2 == 1)


def test_the_body_keeps_to_its_156_mm() -> None:
    for page in pypdfium2.PdfDocument(made(FAULTY)["pdf"]):
        lefts = [left for char, left, *_ in boxes(page) if char.strip()]
        assert min(lefts) >= 28
        assert max(lefts) <= 184


def test_the_imprint_ends_on_the_lower_edge_of_the_last_page() -> None:
    for data in (made(FAULTY)["pdf"], all_printed()[REPORT]):
        last = _last(pypdfium2.PdfDocument(data))
        printed = max(bottom for char, _, _, bottom in boxes(last) if char == "印")
        assert 255 < printed < 262


def _last(document: Any) -> Any:
    return document[len(document) - 1]


def test_two_writings_are_the_same_bytes() -> None:
    again = {f: render(plans("taoyuan")[f"{REPORT}.{f}"], {}) for f in ("pdf", "docx")}
    assert again == made("taoyuan")


def test_the_package_has_no_trace_of_library_machine_or_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(made("taoyuan")["docx"])) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[1:] == sorted(package.namelist()[1:])
        everything = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]
    for trace in (b"python-docx", b"Macintosh", b"2013-12-23", b"asciiTheme", b"eastAsiaTheme", b"ja-JP"):
        assert trace not in everything


def test_the_file_says_whose_and_of_what_day_it_is() -> None:
    properties = docx.Document(io.BytesIO(made("taoyuan")["docx"])).core_properties
    assert properties.title == "云川市澄江区民政局关于桃源街道民政工作站建设检查验收情况的报告"
    assert properties.author == properties.last_modified_by == "云川市澄江区民政局"
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2026-11-20"


def test_margins_and_grid_are_those_of_the_standard() -> None:
    section = docx.Document(io.BytesIO(made("taoyuan")["docx"])).sections[0]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [length.mm for length in margins if length] == pytest.approx([34.58, 32.58, 28, 26], abs=0.02)
    grid = section._sectPr.find(f"{W}docGrid")
    assert grid is not None
    assert grid.get(f"{W}type") == "linesAndChars"
    assert (229.84 / 25.4 * 1440) // int(grid.get(f"{W}linePitch") or 0) == 22
    assert 156 / 25.4 * 72 / (16 + int(grid.get(f"{W}charSpace") or 0) / 4096) == pytest.approx(28, abs=0.01)


def test_only_official_fonts_are_named_and_each_has_an_alternative() -> None:
    names = {name.name for name in fonts.OFFICIAL}
    for name in ("word/styles.xml", "word/document.xml", "word/footer1.xml"):
        found = set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"', part("taoyuan", name))) - {"zh-CN"}
        assert found <= names
    table = part("taoyuan", "word/fontTable.xml")
    assert all(f'w:name="{name}"' in table for name in names)
    assert table.count("w:altName") == len(names)


def test_every_run_is_marked_east_asian_and_the_language_is_chinese() -> None:
    body = part("taoyuan", "word/document.xml")
    runs = re.findall(r"<w:r>(?!<w:drawing>).*?</w:r>", body)
    assert len(runs) > 100
    assert [run for run in runs if 'w:hint="eastAsia"' not in run] == []
    assert 'w:eastAsia="zh-CN"' in part("taoyuan", "word/styles.xml")


def test_table_heads_are_repeated_and_rows_are_not_torn() -> None:
    document = docx.Document(io.BytesIO(made(FAULTY)["docx"]))
    tables = [table for table in document.tables if table.rows[0]._tr.findall(f".//{W}tblHeader")]
    assert len({table.rows[0].cells[1].text for table in tables}) == 3 < len(tables)
    for table in tables:
        assert all(row._tr.findall(f".//{W}cantSplit") for row in table.rows)
        assert sum(column.width.mm for column in table.columns if column.width) == pytest.approx(156, abs=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_says_the_same_in_word_and_pdf(name: str) -> None:
    name = COPIES.get(name, name)
    station = next((each for each in (FAULTY, "taoyuan") if f"{name}.pdf" in plans(each)), "qinghuai")
    if f"{name}.pdf" not in plans(station):
        assert name in {
            "arrangement-note", "assessment-sheet", "basics", "circular", "city-responsibility", "consequence",
            "contact", "correction", "deduction", "district-seal-guide", "fonds-introduction", "funding-letter",
            "inspection-letter", "issue-register", "kickoff-minutes", "kickoff-notice", "kickoff-sign-in", "levels",
            "matrix", "public-notice", "remedy", "seal-places", "staffing-letter", "summary", "team-notice",
            "time-limit", "work-plan",
        }  # fmt: skip
        return
    word, pdf = written(station, name)["docx"], written(station, name)["pdf"]
    assert sorted(plain(docx_text(word), station, name)) == sorted(plain(pdf_text(pdf), station, name))
    told = "".join(text for block in paper(station, name).body for text in texts(block))
    assert len(told) > 100


def test_every_paper_of_a_station_is_there() -> None:
    names = {plan.name for plan in plans(FAULTY).values()}
    assert names >= {
        "appointment-001-01", "badge-register", "duty-register", "duty-roster", "equipment-register",
        "first-contact-register", "guidance-record", "holiday-notice", "inspection-report", "meeting-record",
        "monitor-assessment-2026", "monitor-duties", "monitor-report", "monitors-register", "pledge-register",
        "post-history", "recheck", "rectification-notice", "responsibility", "routine-check", "score-sheet",
        "self-inspection", "staff-assessment-2026", "staff-roster", "study-record", "trend",
    }  # fmt: skip
    assert not names & {"assessment-summary-2026", "training-sign-in"}
    assert {"assessment-summary-2026.docx", "training-sign-in.docx"} <= set(plans("taoyuan"))
    assert {"dismissal-002-01.docx", "handover-07.docx"} <= set(plans("qinghuai"))


def test_a_station_without_problems_gets_no_notice_and_no_second_look() -> None:
    assert {"rectification-notice.pdf", "recheck.pdf"} & set(plans("wanghe")) == set()


def test_a_paper_waits_until_the_data_have_its_number() -> None:
    subject = station_data("taoyuan")
    station = subject.station.model_copy(update={"papers": ()})
    names = {plan.name for plan in kind.plan(replace(subject, station=station))}
    assert "self-inspection" not in names
    assert "inspection-report" in names


def test_the_self_report_goes_upward_and_tells_what_the_station_saw() -> None:
    text = plain(docx_text(written("liulin", "self-inspection")["docx"]), "liulin", "self-inspection")
    assert text.startswith("澄江区柳林街道办事处文件柳林街办〔2026〕32号签发人：顾长青")
    assert "1.无障碍坡道口停放电动车（条目1.5，自评1.5分）。" in text
    assert "特此报告。附件：逐条自评表" in text


def test_the_notice_goes_downward_with_owner_and_day() -> None:
    found = paper(FAULTY, "rectification-notice")
    assert (found.form, found.signer, found.addressee) == ("下行文", "", "澄江区南屏街道办事处")
    text = plain(docx_text(written(FAULTY, "rectification-notice")["docx"]), FAULTY, "rectification-notice")
    assert "三间办公室未装科室牌，只贴打印纸按统一式样安装科室牌站长2026年12月15日" in text
    assert "对照附件逐项整改，2026年12月15日前完成" in text
    assert "邱春香" not in text


def test_a_downward_number_stands_in_the_middle() -> None:
    first = pypdfium2.PdfDocument(written(FAULTY, "rectification-notice")["pdf"])[0]
    text = "".join(char for char, *_ in boxes(first))
    at = text.index("澄民整")
    number = boxes(first)[at : at + len("澄民整〔2026〕47号")]
    assert (number[0][1] + number[-1][1] + 5) / 2 == pytest.approx(106, abs=1.5)


def test_each_monitor_gets_a_certificate_of_the_own_file() -> None:
    for community in station_data(FAULTY).station.communities[:2]:
        for monitor in community.monitors:
            made = written(FAULTY, f"appointment-{community.code}-{monitor.serial}")
            (page,) = pypdfium2.PdfDocument(made["pdf"])
            assert f"{monitor.name}同志：" in page.get_textpage().get_text_bounded().replace("\r\n", "")
            assert "<w:pageBreakBefore/>" not in part_of(made["docx"], "word/document.xml")


def part_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_photos_are_evidence_in_both_and_bear_no_name_of_a_file() -> None:
    with zipfile.ZipFile(io.BytesIO(made(FAULTY)["docx"])) as package:
        media = [name for name in package.namelist() if "media" in name]
        assert len(media) == 3
        assert "inspection-007" not in package.read("word/document.xml").decode()
    with pikepdf.open(io.BytesIO(made(FAULTY)["pdf"])) as pdf:
        assert len({image.objgen for page in pdf.pages for image in page.get_images().values()}) == 3


@pytest.mark.parametrize(
    ("station", "name", "short"),
    [
        (FAULTY, REPORT, True),
        (FAULTY, "rectification-notice", False),
        ("taoyuan", REPORT, False),
        ("wanghe", REPORT, True),
    ],
)
def test_the_imprint_stands_on_an_even_side_or_under_a_short_annex(station: str, name: str, short: bool) -> None:
    document = pypdfium2.PdfDocument(written(station, name)["pdf"])
    assert short or len(document) % 2 == 0
    assert "印发" in _last(document).get_textpage().get_text_bounded()


def baselines(page: Any) -> list[float]:
    """Where lines of text stand, in mm from the top of the sheet."""
    height = page.get_height()
    found = {round((height - item.get_matrix().f) * 25.4 / 72, 2) for item in page.get_objects([1], max_depth=4)}
    return sorted(found)


def test_22_lines_of_text_fill_a_side() -> None:
    """The first at 37 mm, each a line of 10.39 mm below the last (GB/T 33476.2-2016); headings keep to the pitch."""
    document = pypdfium2.PdfDocument(written(FAULTY, REPORT)["pdf"])
    lines = [line for line in baselines(document[1]) if line < 264]
    tops = [top for _, _, top, _ in boxes(document[1])]
    assert len(lines) == 22
    assert [b - a for a, b in itertools.pairwise(lines)] == pytest.approx([10.39] * 21, abs=0.35)
    assert lines[-1] - lines[0] == pytest.approx(21 * 10.39, abs=0.3)
    assert min(tops) == pytest.approx(37.3, abs=0.3)


def test_a_table_wider_than_the_text_is_never_printed() -> None:
    found = paper(FAULTY, "monitors-register")
    (table,) = (block for block in found.body if isinstance(block, PaperTable))
    wide = replace(found, body=(replace(table, widths=tuple(width * 1.3 for width in table.widths)),))
    plan = plans(FAULTY)["monitors-register.pdf"]
    with pytest.raises(Stopped) as stopped:
        render(replace(plan, fields={**plan.fields, "paper": wide}), {})
    (problem,) = stopped.value.problems
    assert (problem.code, problem.facts["box"]) == ("MZ3203", "版心")


def test_a_name_too_long_for_its_place_is_centred_two_characters_from_the_edge() -> None:
    page = pypdfium2.PdfDocument(written("bailuhu", "self-inspection")["pdf"])[3]
    text = "".join(char for char, *_ in boxes(page))
    name = boxes(page)[text.index("澄江区白鹭湖生态旅游度假区街道办事处") :][:18]
    assert name[-1][1] + 5.6 == pytest.approx(210 - 26 - 2 * 5.57, abs=1)
