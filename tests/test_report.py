"""The inspection report: one text in two forms, at the places GB/T 9704-2012 asks for."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph

from mzdocs import fonts
from mzdocs.document import OfficialPaper
from mzdocs.kinds import report
from mzdocs.kinds.report_words import title_lines
from mzdocs.render import render
from mzdocs.render.engine import weasyprint

from .test_scoring import dossier, finding

STATIONS = ("bailuhu", "liulin", "nanping", "qinghuai", "shiqiao", "taoyuan", "wanghe", "yanhu")
FAULTY = "nanping"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def made(station: str) -> dict[str, bytes]:
    found = [finding("MZ2701"), finding("MZ2999", "档案")] if station == FAULTY else []
    return {plan.format: render(plan, {}) for plan in report.plan(dossier(station, found))}


def paper(station: str) -> OfficialPaper:
    found = next(report.plan(dossier(station))).fields["paper"]
    assert isinstance(found, OfficialPaper)
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
            for row in block.rows:
                cells = dict.fromkeys(row.cells)
                texts += [cell.text for cell in cells]
    return texts


def plain(text: str, station: str) -> str:
    """Without spaces, page numbers, and the heads of tables, which stand again on every page."""
    text = re.sub(r"\s", "", re.sub(r"— \d+ —", "", text))
    tables = [block for _, blocks in paper(station).annexes for block in blocks]
    for head in ["".join(table.head) for table in tables if hasattr(table, "head")]:
        text = text.replace(head, "")
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
def by_office(station: str) -> bytes:
    """The Word file as LibreOffice prints it with our fonts in the place of the official ones."""
    weasyprint()
    folder = Path(tempfile.mkdtemp())
    (folder / "report.docx").write_bytes(made(station)["docx"])
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts.config_file())}
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "report.docx")],
        env=environment, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    data = (folder / "report.pdf").read_bytes()
    shutil.rmtree(folder)
    return data


@pytest.mark.parametrize("station", STATIONS)
def test_word_and_pdf_say_the_same(station: str) -> None:
    text = plain(docx_text(made(station)["docx"]), station)
    assert len(text) > 1500
    assert plain(pdf_text(made(station)["pdf"]), station) == text


def test_libreoffice_reads_the_same_text() -> None:
    """The floating 版记 comes where its anchor is, so the order of the last lines may differ."""
    text = plain(pdf_text(by_office(FAULTY)), FAULTY)
    assert sorted(text) == sorted(plain(docx_text(made(FAULTY)["docx"]), FAULTY))


@pytest.mark.parametrize("station", ["taoyuan", "wanghe"])
def test_everything_expected_is_in_the_file(station: str) -> None:
    text = re.sub(r"\s", "", re.sub(r"— \d+ —", "", pdf_text(made(station)["pdf"])))
    plan = next(report.plan(dossier(station)))
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
    assert "三间办公室未装科室牌，只贴打印纸。经查看现场认定，对应评分条目1.4" in text
    assert "，证据为问题照片（47-01）。" in text
    assert "少1名。经核对数据认定，对应评分条目6.1，证据为工作站数据（社区）。" in text
    assert "1.按统一式样安装科室牌，2026年12月15日前完成。" in text
    assert "等次为不合格，建议由区政府通报批评，并在年终目标考评中酌情扣分。" in text


def test_without_problems_there_is_one_annex_and_it_has_no_number() -> None:
    text = plain(docx_text(made("wanghe")["docx"]), "wanghe")
    assert "检查组逐条检查，没有发现需要整改的问题。" in text
    assert "特此报告。附件：单项评分表云川市澄江区民政局2026年11月20日附件单项评分表" in text
    assert "问题清单" not in text


def test_no_client_is_named() -> None:
    subject = dossier("taoyuan")
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


@pytest.mark.parametrize("station", ["taoyuan", "bailuhu", "yanhu"])
def test_the_mark_stands_72_mm_from_the_top(station: str) -> None:
    first = pypdfium2.PdfDocument(made(station)["pdf"])[0]
    mark = boxes(first)[: len(paper(station).mark)]
    assert min(top for _, _, top, _ in mark) == pytest.approx(72, abs=0.5)


def test_in_libreoffice_the_mark_stands_there_too() -> None:
    mark = boxes(pypdfium2.PdfDocument(by_office(FAULTY))[0])[: len(paper(FAULTY).mark)]
    assert min(top for _, _, top, _ in mark) == pytest.approx(72, abs=0.5)


@pytest.mark.parametrize("form", ["pdf", "office"])
def test_page_numbers_stand_269_mm_from_the_top_at_the_outer_edge(form: str) -> None:
    data = made(FAULTY)["pdf"] if form == "pdf" else by_office(FAULTY)
    document = pypdfium2.PdfDocument(data)
    assert len(document) > 6
    for number, page in enumerate(document, 1):
        dashes = [box for box in boxes(page) if box[0] == "—" and box[2] > 264]
        assert [(top + bottom) / 2 for _, _, top, bottom in dashes] == pytest.approx([269, 269], abs=0.7)
        assert (dashes[0][1] > 105) == (number % 2 == 1)


def test_the_body_keeps_to_its_156_mm() -> None:
    for page in pypdfium2.PdfDocument(made(FAULTY)["pdf"]):
        lefts = [left for char, left, *_ in boxes(page) if char.strip()]
        assert min(lefts) >= 28
        assert max(lefts) <= 184


def test_the_imprint_ends_on_the_lower_edge_of_the_last_page() -> None:
    for data in (made(FAULTY)["pdf"], by_office(FAULTY)):
        last = _last(pypdfium2.PdfDocument(data))
        printed = max(bottom for char, _, _, bottom in boxes(last) if char == "印")
        assert 255 < printed < 262


def _last(document: Any) -> Any:
    return document[len(document) - 1]


def test_two_writings_are_the_same_bytes() -> None:
    first = {plan.format: render(plan, {}) for plan in report.plan(dossier("taoyuan"))}
    assert first == {plan.format: render(plan, {}) for plan in report.plan(dossier("taoyuan"))}


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
    assert properties.title == "关于桃源街道民政工作站建设检查验收情况的报告"
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
    assert body.count("<w:r>") == body.count('w:hint="eastAsia"') > 100
    assert 'w:eastAsia="zh-CN"' in part("taoyuan", "word/styles.xml")


def test_table_heads_are_repeated_and_rows_are_not_torn() -> None:
    document = docx.Document(io.BytesIO(made(FAULTY)["docx"]))
    tables = document.tables[:-1]
    assert len(tables) == 3
    for table in tables:
        assert table.rows[0]._tr.findall(f".//{W}tblHeader")
        assert all(row._tr.findall(f".//{W}cantSplit") for row in table.rows)
        assert sum(column.width.mm for column in table.columns if column.width) == pytest.approx(156, abs=0.1)
