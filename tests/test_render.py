"""What rendering refuses, fits and draws; every guard is seen to fail."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
import segno
import zxingcpp
from PIL import Image

from mzdocs.core.problems import Exit, Location, Stopped
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Length, Size, mm, pt
from mzdocs.design import fonts
from mzdocs.design.vertical import cells, length_in_ems
from mzdocs.plan.document import Copyfitting, Document, Sheet
from mzdocs.render import copyfitting, engine
from mzdocs.render.layout_boxes import LayoutBox, boxes
from mzdocs.render.qr import QUIET_ZONE, qr_svg
from mzdocs.render.templates import fit_line, style_sheets

HERE = Location("page.pdf")
PAGE = (
    '<html lang="zh-CN"><title>页</title><style>@page{{size:100mm 100mm;margin:0}} '
    'body{{margin:0;font-family:"Noto Sans CJK SC"}}{style}</style>{body}'
)


def lay_out(body: str, style: str = "", assets: dict | None = None) -> engine.Laid:
    return engine.lay_out(PAGE.format(style=style, body=body), "", assets or {}, HERE)


def stopped_by(*arguments, **more) -> list[str]:
    with pytest.raises(Stopped) as caught:
        lay_out(*arguments, **more).write("plain")
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("body", "style", "code"),
    [
        ("<p>x", "p{colr:red}", "MZ3001"),
        ("<p>x", "p{writing-mode:vertical-rl}", "MZ3001"),
        ("<p>\ue815</p>", "", "MZ3001"),
        ('<img src="mz:///photo/none.png">', "", "MZ3002"),
        ('<img src="http://127.0.0.1:9/x.png">', "", "MZ3002"),
        ('<img src="file:///etc/passwd">', "", "MZ3002"),
        ('<img src="data:image/png;base64,AAAA">', "", "MZ3002"),
        ("<p>x", "@import 'mz:///other.css';", "MZ3001"),
        ("<p>x", "p{background:url(mz:///none.svg)}", "MZ3002"),
        ('<link rel=attachment href="file:///etc/passwd">', "", "MZ3002"),
    ],
)
def test_whatever_the_engine_only_logs_stops_the_build(body, style, code):
    assert set(stopped_by(body, style)) == {code}


def test_a_broken_picture_stops_the_build():
    assert stopped_by('<img src="mz:///x.png">', assets={"mz:///x.png": (b"no picture", "image/png")}) == ["MZ3001"]


def test_a_clean_page_passes_and_uses_our_fonts_only():
    data = lay_out("<p>桃源街道</p>").write("plain")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert {name.split("+")[1] for name in names} == {"Noto-Sans-CJK-SC"}


def test_an_unknown_font_family_falls_back_to_nothing_of_the_machine():
    data = lay_out("<p>街</p>", 'body{font-family:"No Such Font"}').write("plain")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {
            str(o.BaseFont).split("+")[1] for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    assert names <= {face.pdf_name for face in fonts.FACES} | {"Noto-Sans-CJK-JP", "Noto-Serif-CJK-JP"}


def test_missing_fonts_are_told_not_crashed_on(monkeypatch, tmp_path):
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    engine.weasyprint.cache_clear()
    with pytest.raises(Stopped) as caught:
        engine.weasyprint()
    assert (caught.value.exit, caught.value.problems[0].code) == (Exit.FONT, "MZ4001")


def test_a_changed_font_file_is_found(monkeypatch, tmp_path):
    record = fonts.record_file().read_text(encoding="utf-8")
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    fonts.faces_folder().mkdir()
    fonts.record_file().write_text(record, encoding="utf-8")
    for face in fonts.FACES:
        face.path.write_bytes(b"not this font")
    for thorough in (False, True):
        assert [p.code for p in fonts.verify(thorough)] == ["MZ4002"]


def test_a_face_that_is_none_of_ours_is_found(monkeypatch, tmp_path):
    """A family of its name would be taken for ours."""
    there = fonts.faces_folder()
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    fonts.faces_folder().mkdir()
    for path in there.iterdir():
        (fonts.faces_folder() / path.name).symlink_to(path)
    assert fonts.verify() == []
    (fonts.faces_folder() / "Another.otf").write_bytes(b"")
    (told,) = fonts.verify()
    assert told.code == "MZ4002" and "Another.otf" in told.message()


def test_boxes_are_measured_in_millimetres_from_the_corner():
    style = (
        "#a{position:absolute;left:10mm;top:20mm;width:30mm;height:8mm;font-size:5mm;line-height:1;white-space:nowrap}"
    )
    (box,) = boxes(lay_out('<div id=a data-box="名称">一二三四</div>', style))
    assert (box.name, box.page) == ("名称", 0)
    assert [box.x.mm, box.y.mm, box.width.mm, box.height.mm] == pytest.approx([10, 20, 30, 8])
    assert box.content_right.mm == pytest.approx(30, abs=0.01)
    assert box.overflow.mm == 0


@pytest.mark.parametrize(("text", "over"), [("一二三四五六七", 5), ("一二三四五六", 0), ("一<br>二", 2)])
def test_overflow_is_told_in_millimetres(text, over):
    style = "#a{position:absolute;width:30mm;height:8mm;font-size:5mm;line-height:1;white-space:nowrap}"
    (box,) = boxes(lay_out(f'<div id=a data-box="名称">{text}</div>', style))
    assert box.overflow.mm == pytest.approx(over, abs=0.02)


def test_a_box_too_full_stops_the_build_and_names_its_pages():
    full = LayoutBox("姓名", 1, mm(0), mm(0), mm(10), mm(10), mm(12.5), mm(9))
    with pytest.raises(Stopped) as caught:
        copyfitting.stop_at_overflow(document("x"), [full, replace(full, page=3)])
    (problem,) = caught.value.problems
    assert (problem.code, caught.value.exit) == ("MZ3203", Exit.FIT)
    assert "第 2、4 页“姓名”的文字超出 2.5 mm" in problem.message()


def document(name: str, series: str = "大厅", least: float = 8, most: float = 20) -> Document:
    sheet = Sheet(Size(mm(600), mm(900)))
    return Document(
        "board", name, name, "signage", sheet, "2026-11-20", copyfitting=Copyfitting(series, name, mm(least), mm(most))
    )


def test_a_series_shares_the_largest_size_that_fits_all():
    limits = {"a": 15.0, "b": 11.3, "c": 30.0}
    sizes = copyfitting.solve(
        [document("a"), document("b"), document("c"), document("d", "别室")],
        lambda d, size: mm(max(0.0, size.mm - limits.get(d.name, 99))),
    )
    assert sizes["大厅"].mm == pytest.approx(11.3, abs=pt(0.25).mm)
    assert sizes["大厅"].mm <= 11.3
    assert sizes["别室"].mm == 20


def test_what_does_not_fit_is_told_in_millimetres_for_every_board():
    with pytest.raises(Stopped) as caught:
        copyfitting.solve(
            [document("a"), document("b"), document("c")], lambda d, size: mm(3.25 if d.name != "c" else 0)
        )
    assert [p.code for p in caught.value.problems] == ["MZ3202", "MZ3202"]
    assert "超出 3.2 mm" in caught.value.problems[0].message()
    assert caught.value.exit == Exit.FIT


def test_a_line_takes_its_width_and_no_more():
    size = fit_line("桃源街道", "song", True, mm(100), mm(50), mm(5), "名")
    assert 24.9 <= size.mm <= 25
    assert fit_line("桃源", "song", True, mm(100), mm(30), mm(5), "名") == mm(30)


def test_a_line_that_just_fits_is_not_rounded_below_the_least():
    """Else gate 2 refused what gate 1 had let pass."""
    size = fit_line("桃源街道", "song", True, mm(20.01), mm(50), mm(5), "名")
    assert size == mm(5)
    with pytest.raises(Stopped):
        fit_line("桃源街道", "song", True, mm(19.99), mm(50), mm(5), "名")


def test_a_line_too_long_is_told_in_millimetres():
    with pytest.raises(Stopped) as caught:
        fit_line("桃源街道民政工作站", "song", True, mm(40), mm(30), mm(5), "横牌")
    assert "最小字号 5.0 mm 时仍超出 5.0 mm" in caught.value.problems[0].message()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("民政", [("民", "upright"), ("政", "upright")]),
        ("第12号", [("第", "upright"), ("12", "digits"), ("号", "upright")]),
        ("2026年", [("2", "digits"), ("0", "digits"), ("2", "digits"), ("6", "digits"), ("年", "upright")]),
        ("“甲”", [("﹃", "upright"), ("甲", "upright"), ("﹄", "upright")]),
        ("A—B", [("A", "upright"), ("︱", "upright"), ("B", "upright")]),
        ("园-江", [("园", "upright"), ("︲", "upright"), ("江", "upright")]),
        ("甲–乙~丙", [("甲", "upright"), ("︲", "upright"), ("乙", "upright"), ("～", "upright"), ("丙", "upright")]),
        ("(二)", [("（", "upright"), ("二", "upright"), ("）", "upright")]),
        ("G40-B5区", [("G40-B5", "turned"), ("区", "upright")]),
        ("AB-区", [("AB", "turned"), ("︲", "upright"), ("区", "upright")]),
        ("3-5号", [("3", "digits"), ("︲", "upright"), ("5", "digits"), ("号", "upright")]),
        ("（二）", [("（", "upright"), ("二", "upright"), ("）", "upright")]),
    ],
)
def test_vertical_cells(text, expected):
    assert [(cell.text, cell.form) for cell in cells(text)] == expected


def test_a_vertical_column_is_as_long_as_its_cells():
    assert length_in_ems("民政12") == 3


def test_brackets_of_a_vertical_column_are_drawn_in_their_vertical_form():
    """The `vert` feature picks another glyph: with it the glyph of （ differs from the horizontal one."""

    def drawn(feature: str) -> bytes:
        data = lay_out(f"<p style='font-size:20mm;font-feature-settings:{feature}'>（</p>").write("plain")
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return pdf.pages[0].Contents.read_bytes()

    assert drawn('"vert"') != drawn('"kern"')


def test_a_qr_code_reads_back_and_has_its_quiet_zone():
    text = "MZ:990103-001-001-01;TEL:0999-5551101;VALID:20261201-20291130"
    assert qr_svg(text).count("<path") == 1
    matrix = segno.make_qr(text, error="m").matrix
    side = len(matrix) + 2 * QUIET_ZONE
    assert f'viewBox="0 0 {side} {side}"' in qr_svg(text)
    picture = Image.new("L", (side, side), 255)
    for move in qr_svg(text).split('d="')[1].split('"')[0].split("M")[1:]:
        corner, run = move.split("h")[0], move.split("h")[1].split("v")[0]
        x, y = map(int, corner.split())
        for i in range(int(run)):
            picture.putpixel((x + i, y), 0)
    assert zxingcpp.read_barcodes(picture.resize((side * 6, side * 6)))[0].text == text


def test_a_qr_code_of_nothing_is_refused():
    with pytest.raises(ValueError, match="empty"):
        qr_svg("")


def test_theme_rules_come_after_the_house_rules():
    text = style_sheets("board", Theme("blue"))
    assert "--primary: #1f4e8c" in text and "--primary: #a51d24" not in text
    assert "--gold: #b98d43" in text
    assert "#1f4e8c" not in style_sheets("board", Theme("default"))


def test_an_unknown_theme_is_refused_with_the_known_ones():
    with pytest.raises(Stopped) as caught:
        style_sheets("board", Theme("../etc"))
    assert "default、blue" in caught.value.problems[0].remedy()


def test_names_keep_one_style_when_a_face_lacks_a_character():
    assert fonts.face_for("桃源", "biaosong", True).family == "FandolSong"
    assert fonts.face_for("䶮湖", "biaosong", True).family == "Noto Serif CJK SC"
    assert fonts.missing("䶮㛃𬭎·—“”（）") == ""
    assert fonts.missing("a\U0002c386\U000323b0") != ""


def test_lengths_of_lines_are_shaped_lengths():
    face = fonts.CHAINS["song", True][0]
    assert fonts.advance("桃源街道", face) == pytest.approx(4)
    assert fonts.size_to_fill("桃源街道", "song", True, mm(40)) == Length(10)
