"""A workbook is judged before it is parsed, and its cells are what the clerk sees."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from mzdocs.core.problems import Stopped
from mzdocs.load.workbook import BookCell, book_cells, book_gate, open_book
from mzdocs.load.workbook.book_edits import whole_book

from .sweeps.workbooks import swept_spoilt
from .workbooks import with_parts


def book(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(made)
    made.close()
    return out.getvalue()


def plain() -> bytes:
    return book(lambda made: made.add_worksheet("社区").write_row(0, 0, ["代码", "名称"]))


def part(name: str, old: bytes, new: bytes) -> bytes:
    data = zipfile.ZipFile(io.BytesIO(plain())).read(name)
    assert old in data
    return with_parts(plain(), {name: data.replace(old, new, 1)})


def zip_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, b"x")
    return out.getvalue()


def refused(raw: bytes) -> tuple[str, str]:
    open_book.cache_clear()
    with pytest.raises(Stopped) as stopped:
        open_book(raw, "a.xlsx")
    (problem,) = stopped.value.problems
    return problem.code, f"{problem.location} {problem.message()}"


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
SHEET = "xl/worksheets/sheet1.xml"
LINK = (
    b'<Relationship Id="r9" TargetMode="External" Target="https://example.com/%s" Type="http://x/%s"/></Relationships>'
)
RELATIONS = "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize(
    ("raw", "code", "says"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "MZ1221", ".et"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "MZ1222", "密码"),
        (b"", "MZ1221", "空文件"),
        ("户号,户主\n".encode("gb18030"), "MZ1221", "文本"),
        ("户号\t户主\n".encode("utf-16"), "MZ1221", "文本"),
        (b"\n<HTML><table>", "MZ1221", "网页"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>", "MZ1221", "网页"),
        (b"%PDF-1.7", "MZ1221", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "MZ1221", "PNG 图片"),
        (b"\x7fELF\x02\x01\x01\0", "MZ1221", "别的文件"),
        (zip_of("mimetype", "content.xml"), "MZ1221", ".ods"),
        (zip_of("word/document.xml"), "MZ1221", "Word"),
        (zip_of("xl/workbook.bin"), "MZ1221", ".xlsb"),
        (zip_of("照片.png"), "MZ1221", "压缩包"),
        (with_parts(plain(), {"xl/vbaProject.bin": b"x"}), "MZ1223", "宏"),
        (with_parts(plain(), {"xl/macrosheets/sheet1.xml": b"<a/>"}), "MZ1223", "宏"),
        (part("[Content_Types].xml", b"spreadsheetml.sheet.main", b"x.macroEnabled.main"), "MZ1223", "宏"),
        (with_parts(plain(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "MZ1224", "externallink1"),
        (with_parts(plain(), {"xl/connections.xml": b"<a/>"}), "MZ1224", "connections"),
        (part(RELATIONS, b"</Relationships>", LINK % (b"a", b"oleObject")), "MZ1224", RELATIONS),
        (part(SHEET, b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"), "MZ1226", SHEET),
        (with_parts(plain(), {SHEET: "<?xml version='1.0'?><worksheet/>".encode("utf-16")}), "MZ1226", SHEET),
        (part(SHEET, b"UTF-8", b"cp037"), "MZ1226", SHEET),
        (part(SHEET, b"<sheetData>", b"<sheetData"), "MZ1226", "内容"),
        (with_parts(plain(), {"../evil": b"x"}), "MZ1226", "目录"),
        (with_parts(plain(), {"XL/workbook.XML": b"<a/>"}), "MZ1226", "目录"),
        (plain()[:-40], "MZ1226", "目录"),
        (plain()[:900] + b"\xff" * 40 + plain()[940:], "MZ1226", "目录"),
        (with_parts(plain(), {f"xl/media/{n}.png": b"x" for n in range(book_gate.MAX_PARTS)}), "MZ1225", "部件"),
        (with_parts(plain(), {"xl/media/a.bin": bytes(30_000_000)}), "MZ1225", "压缩倍数"),
    ],
)  # fmt: skip
def test_what_is_no_harmless_workbook_is_refused_by_what_it_is(raw: bytes, code: str, says: str) -> None:
    assert refused(raw)[0] == code
    assert says in refused(raw)[1]


def test_a_link_of_a_cell_and_a_picture_are_no_reason_to_refuse() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        made.add_worksheet("社区").write_url(0, 0, "https://example.com/", string="站名")

    assert open_book(book(fill), "a.xlsx").sheets[0].rows[0].cells[0].text == "站名"
    assert open_book(with_parts(plain(), {"xl/media/a.png": b"x" * 900}), "a.xlsx").filled


def test_limits_of_size_just_inside_and_just_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    def wide(column: int) -> bytes:
        return book(lambda made: made.add_worksheet("社区").write(4, column - 1, "x"))

    assert open_book(wide(book_cells.MAX_COLUMNS), "a.xlsx").filled
    assert "DQ5" in refused(wide(book_cells.MAX_COLUMNS + 1))[1]
    monkeypatch.setattr(book_cells, "MAX_CELLS", 2)
    assert open_book(plain(), "a.xlsx").filled
    monkeypatch.setattr(book_cells, "MAX_CELLS", 1)
    assert "单元格" in refused(plain())[1]
    monkeypatch.setattr(book_cells, "MAX_SHEETS", 0)
    assert "工作表" in refused(plain())[1]
    monkeypatch.setattr(book_gate, "MAX_UNPACKED_MEGABYTES", 0)
    assert "解开" in refused(plain())[1]


def test_a_cell_in_the_last_corner_is_refused_at_once_and_a_lone_format_there_is_nothing() -> None:
    def corner(made: xlsxwriter.Workbook, *value: str) -> None:
        made.add_worksheet("社区").write(1_048_575, 16_383, *value, *([] if value else [None, made.add_format()]))

    assert "XFD1048576" in refused(book(lambda made: corner(made, "x")))[1]
    assert not open_book(book(corner), "a.xlsx").filled


def sheet(rows: str) -> bytes:
    return part(SHEET, b"<sheetData>", f"<sheetData>{rows}".encode())


@pytest.mark.parametrize(
    ("limit", "rows", "inside", "says"),
    [
        ("MAX_CELLS", '<row r="9"><c r="A9"/><c r="B9"/></row>', 4, "空的也算"),
        ("MAX_PADDED", '<row r="9"><c r="XFD9"/></row><row r="10"><c/><c/></row>', 16_388, "空的也算"),
        ("MAX_ROW", '<row r="400000000"/>', 400_000_000, "行数"),
        ("MAX_OTHERS", '<row r="9"><c r="A9"><is><r/><r/></is></c></row>', 9, "格式"),
    ],
)  # fmt: skip
def test_what_stands_in_no_cell_counts_too(
    limit: str, rows: str, inside: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = part(SHEET, b"</sheetData>", f"{rows}</sheetData>".encode())
    monkeypatch.setattr(book_cells, "MAX_ROW", 400_000_000)
    monkeypatch.setattr(book_cells, limit, inside - 1)
    assert says in refused(raw)[1]
    if limit != "MAX_ROW":  # it would be read for as long as it says
        monkeypatch.setattr(book_cells, limit, inside)
        assert open_book(raw, "a.xlsx").filled


def test_rows_out_of_order_are_not_passed_over() -> None:
    assert refused(sheet('<row r="2"><c r="A2"/></row>'))[0] == "MZ1226"
    assert refused(sheet('<row r="1"><c r="A1"/></row>'))[0] == "MZ1226"


@pytest.mark.parametrize(
    ("limit", "name"),
    [
        ("MAX_TAGS", SHEET),
        ("MAX_TAGS_OF_WORDS", "xl/sharedStrings.xml"),
        ("MAX_TAGS_OF_LOOKS", "xl/a.dat"),
        ("MAX_TAGS_OF_NAMES", "xl/workbook.xml"),
    ],
)
def test_tags_are_counted_before_anything_is_parsed(limit: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = with_parts(plain(), {name: b"<a>" * 4000})
    monkeypatch.setattr(book_gate, limit, 3999)
    assert refused(raw)[0] == "MZ1225"
    monkeypatch.setattr(book_gate, limit, 5000)
    with pytest.raises(Stopped, match="MZ1226") if name != "xl/a.dat" else nullcontext():
        open_book(raw, "a.xlsx")


@pytest.mark.parametrize("number", ["-1", "2", "99999999999"])
def test_a_cell_that_names_words_that_are_not_there_is_no_other_word(number: str) -> None:
    """The reader would take -1 for the last word there is."""
    row = f'<row r="9"><c r="A9" t="s"><v>{number}</v></c></row>'
    assert refused(part(SHEET, b"</sheetData>", f"{row}</sheetData>".encode()))[0] == "MZ1226"
    row = row.replace(number, "1")
    assert open_book(part(SHEET, b"</sheetData>", f"{row}</sheetData>".encode()), "a.xlsx").filled


def test_a_part_of_another_ending_is_no_way_round_the_gate() -> None:
    assert refused(with_parts(plain(), {"xl/a.dat": b" <!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"}))[0] == "MZ1226"
    assert refused(with_parts(plain(), {"xl/a.dat": "<worksheet/>".encode("utf-16")}))[0] == "MZ1226"
    assert open_book(with_parts(plain(), {"xl/media/a.png": b"\x89PNG <!DOCTYPE"}), "a.xlsx").filled


def test_every_kind_of_cell_is_text_as_the_clerk_reads_it() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        day = made.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        clock, share = made.add_format({"num_format": "h:mm"}), made.add_format({"num_format": "0%"})
        bold = made.add_format({"bold": True})
        sheet = made.add_worksheet("各种")
        for column, (value, style) in enumerate(
            [("001", None), (1, None), (86.5, None), (0.1 + 0.2, None), (990103199001011000, None), (True, None),
             (date(2026, 11, 20), day), (datetime(2026, 11, 20, 13, 30), day), (time(9, 0), clock), (0.96, share)]
        ):  # fmt: skip
            sheet.write(0, column, value, style)
        sheet.write_rich_string(1, 0, "桃", bold, "源", "街道")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_string(1, 2, "=1+1")
        sheet.write(1, 3, None, bold)
        sheet.write_formula(1, 4, "=A9/0", None, "#DIV/0!")

    raw = book(fill)
    first, second = open_book(raw, "a.xlsx").sheets[0].rows
    assert [(cell.text, cell.kind) for cell in first.cells] == [
        ("001", "text"), ("1", "number"), ("86.5", "number"), ("0.3", "number"), ("990103199001011000", "number"),
        ("TRUE", "yes"), ("2026-11-20", "date"), ("2026-11-20 13:30:00", "date"), ("09:00", "date"), ("96%", "number"),
    ]  # fmt: skip
    assert [(cell.text, cell.kind) for cell in second.cells] == [
        ("桃源街道", "text"), ("2", "formula"), ("=1+1", "text"), ("", "empty"), ("#DIV/0!", "formula"),
    ]  # fmt: skip


def test_phonetic_guides_and_lengths_of_time() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = timedelta(hours=26, minutes=5)
    made.active["A1"].number_format = "[h]:mm"
    out = io.BytesIO()
    made.save(out)
    assert open_book(out.getvalue(), "a.xlsx").sheets[0].rows[0].cells[0].text == "26:05"
    strings = zipfile.ZipFile(io.BytesIO(plain())).read("xl/sharedStrings.xml").decode()
    guided = "<t>名称</t><rPh sb='0' eb='2'><t>MING CHENG</t></rPh>"
    raw = with_parts(plain(), {"xl/sharedStrings.xml": strings.replace("<t>名称</t>", guided).encode()})
    assert [cell.text for cell in open_book(raw, "a.xlsx").sheets[0].rows[0].cells] == ["代码", "名称"]


def test_what_is_hidden_or_merged_is_known_and_a_place_reads_as_a_clerk_says_it() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("社区")
        sheet.merge_range(0, 0, 0, 3, "表")
        sheet.write(4, 2, "x")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(2, 3, None, None, {"hidden": True})
        made.add_worksheet("藏").hide()

    first, second = open_book(book(fill), "data/stations/a.xlsx").sheets
    assert (first.shape.hidden_rows, first.shape.hidden_columns) == ({5}, {3, 4})
    assert [(m.top, m.left, m.bottom, m.right) for m in first.shape.merged] == [(1, 1, 1, 4)]
    assert (first.hidden, second.hidden) == (False, True)
    assert [row.number for row in first.rows] == [1, 5]
    assert str(first.at(5, 3, "社区[1].人口")) == "data/stations/a.xlsx 社区!C5 社区[1].人口"


def test_equal_cells_are_one_object() -> None:
    sheet = open_book(book(lambda made: made.add_worksheet("a").write_row(0, 0, ["x", "x"])), "a.xlsx").sheets[0]
    assert sheet.rows[0].cells[0] is sheet.rows[0].cells[1]
    assert isinstance(sheet.rows[0].cells[0], BookCell)


def test_a_spoilt_workbook_is_read_or_refused_with_a_problem() -> None:
    tally = Counter[str]()
    swept_spoilt(tally, 25)
    assert set(tally) == {"spoilt workbooks read", "spoilt workbooks refused"}


def test_what_only_the_whole_reading_stumbles_over_is_refused_too() -> None:
    with pytest.raises(Stopped) as stopped:
        whole_book(with_parts(plain(), {"xl/styles.xml": b"<styleSheet"}), "a.xlsx")
    assert [problem.code for problem in stopped.value.problems] == ["MZ1226"]
