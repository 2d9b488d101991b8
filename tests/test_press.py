"""A page for the press: every colour an ink, every box in its place, the standard declared, the same bytes."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from mzdocs.core.problems import Location, Stopped
from mzdocs.core.units import Size, mm
from mzdocs.design import profiles
from mzdocs.pdf import content_stream, stream_tree
from mzdocs.pdf.graphics_state import Mark
from mzdocs.plan.document import Document, Holes, Order, Sheet
from mzdocs.preflight.ink.picture_plates import picture_plates
from mzdocs.press import press_ready
from mzdocs.render import engine

SHEET = Sheet(Size(mm(100), mm(60)), bleed=mm(3), safe=mm(5), corner=mm(4), holes=Holes(mm(6), mm(10)), marks=True)
ORDER = Order("门牌", SHEET.size, "圆角 R4", "钢板", mm(1), "蚀刻", ("四色", "烫金", "刀线"), "镜钉", 1, ("大门",))
PLAN = Document("plaque", "plate", "桃源 & 门牌", "signage", SHEET, "2026-11-20", order=ORDER, standard="press")
PAGE = (
    '<html lang="zh-CN"><title>页</title><style>@page{{size:100mm 60mm;bleed:3mm;margin:0}} body{{margin:0}}'
    "div{{position:absolute;left:0;top:0;width:100mm;height:20mm}} img{{image-rendering:crisp-edges}}"
    'p{{margin:0;position:absolute;left:20mm;top:30mm;font:8mm "Noto Sans CJK SC";color:#1d1b19}}</style>{}</html>'
)
MM = 72 / 25.4


def laid(body: str, assets=None) -> bytes:
    return engine.lay_out(PAGE.format(body), "", assets or {}, Location("plate.pdf")).write("press")


def pressed(body: str, plan: Document = PLAN, assets=None) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(press_ready(laid(body, assets), plan)))


def painted(pdf: pikepdf.Pdf) -> list[Mark]:
    return list(content_stream.marks(pdf.pages[0]))


def block(colour: str) -> str:
    return f'<div style="background:{colour}"></div>'


def first_fill(pdf: pikepdf.Pdf) -> Mark:
    return next(mark for mark in painted(pdf) if mark.what == "fill")


@pytest.mark.parametrize(
    ("colour", "space", "values", "ink"),
    [
        ("#a51d24", "/DeviceCMYK", (0.22, 1, 0.95, 0.16), None),
        ("#1d1b19", "/DeviceCMYK", (0, 0, 0, 1), None),
        ("#808080", "/DeviceCMYK", (0, 0, 0, 0.498), None),
        ("#b98d44", "/Separation", (1,), "Foil Gold"),
        ("#fffffe", "/DeviceCMYK", (0, 0, 0, 0), None),
    ],
    ids=["named", "text black", "neutral", "ordered ink", "ink not ordered"],
)
def test_a_colour_becomes_its_inks(colour, space, values, ink):
    paint = first_fill(pressed(block(colour))).paint
    assert (paint.space, paint.ink) == (space, ink)
    assert paint.values == pytest.approx(values, abs=1e-4)


def test_a_colour_without_a_name_goes_through_the_profile_within_the_ink_limit():
    paint = first_fill(pressed(block("#0a3c2a"))).paint
    assert paint.space == "/DeviceCMYK" and 1.5 < sum(paint.values) <= 3.0
    assert paint.values[0] > paint.values[1]


@pytest.mark.parametrize(
    ("colour", "grey"),
    [("#808280", True), ("#828080", True), ("#808380", False), ("#838080", False), ("#80a880", False)],
)
def test_a_colour_whose_shares_differ_by_two_of_255_is_grey(colour, grey):
    assert (first_fill(pressed(block(colour))).paint.values[:3] == (0, 0, 0)) is grey


@pytest.mark.parametrize("paint", ["linear-gradient(#a51d24, #ffffff)", "device-cmyk(0 1 1 0)"])
def test_what_no_press_can_be_told_is_refused(paint):
    with pytest.raises(Stopped) as caught:
        pressed(block(paint))
    assert {problem.code for problem in caught.value.problems} <= {"MZ3104", "MZ3001"}


def test_an_ink_the_theme_does_not_have_is_refused():
    with pytest.raises(Stopped) as caught:
        pressed(block("#ffffff"), replace(PLAN, order=replace(ORDER, inks=("四色", "银"))))
    assert caught.value.problems[0].code == "MZ3103" and "银" in caught.value.problems[0].message()


def test_black_and_named_inks_overprint_and_colours_knock_out():
    marks = painted(pressed(block("#a51d24") + block("#b98d44") + "<p>桃源</p>"))
    red, foil, text = marks[0], marks[1], next(mark for mark in marks if mark.what == "text")
    assert not red.overprints
    assert foil.overprints
    assert text.overprints and text.state.overprint_mode == 1 and text.paint.values == (0, 0, 0, 1)


def test_over_a_white_underprint_everything_overprints_and_takes_the_process_inks_whole():
    plan = replace(PLAN, order=replace(ORDER, inks=("四色", "白墨")))
    marks = painted(pressed(block("#fffffe") + block("#1c4a7d") + block("#ffffff"), plan))[:3]
    assert marks[0].paint.ink == "White"
    assert all(mark.overprints and mark.state.overprint_mode == 0 for mark in marks)
    assert marks[2].paint.values == (0, 0, 0, 0)


def test_no_screen_colour_is_left_anywhere():
    with pressed(block("#a51d24") + "<p>桃源</p>") as pdf:
        for container, _ in stream_tree.streams(pdf):
            operators = {str(operator) for _, operator in pikepdf.parse_content_stream(container)}
            assert not operators & {"rg", "RG", "g", "G"}


def picture(mode: str, colour) -> dict[str, tuple[bytes, str]]:
    out = io.BytesIO()
    image = Image.new(mode, (40, 30), colour)
    image.putpixel((3, 3), 0 if mode == "L" else (0, 0, 0))
    image.save(out, "PNG")
    return {"mz:///x.png": (out.getvalue(), "image/png")}


@pytest.mark.parametrize(
    ("mode", "colour", "space", "bits"),
    [
        ("RGB", (200, 40, 40), "/DeviceCMYK", 8),
        ("RGB", (90, 90, 90), "/DeviceGray", 8),
        ("RGB", (255,) * 3, "/DeviceGray", 1),
    ],
)
def test_pictures_become_process_inks_grey_or_two_tone(mode, colour, space, bits):
    body = '<img src="mz:///x.png" alt="" style="width:40mm;height:30mm">'
    pdf = pressed(body, assets=picture(mode, colour))
    mark = next(mark for mark in painted(pdf) if mark.what == "image")
    image = mark.image
    assert (image.ColorSpace, image.BitsPerComponent, image.Interpolate) == (space, bits, False)
    assert "/Decode" not in image  # viewers turn every share of a page of photos round for it, which doubles their work
    if space == "/DeviceCMYK":
        plates = picture_plates(mark)
        assert plates is not None
        inks = plates.at((0.5, 0.5))
        assert inks["Magenta"] > 0.6 and inks["Cyan"] < 0.5


def boxes(pdf: pikepdf.Pdf) -> dict[str, list[float]]:
    page = pdf.pages[0].obj
    return {key: [round(float(v) / MM, 2) for v in page[key]] for key in dict(page.items()) if key.endswith("Box")}


def test_boxes_start_at_the_corner_and_lie_within_each_other():
    assert boxes(pressed("<p>桃源</p>")) == {
        "/MediaBox": [0, 0, 130, 90],
        "/BleedBox": [12, 12, 118, 78],
        "/TrimBox": [15, 15, 115, 75],
    }


def test_without_marks_the_medium_is_the_bleed():
    found = boxes(pressed("<p>桃源</p>", replace(PLAN, sheet=replace(SHEET, marks=False))))
    assert found["/MediaBox"] == found["/BleedBox"] == [0, 0, 106, 66]


def bounds(mark: Mark) -> list[float]:
    points = [point for _, piece in mark.path for point in piece]
    xs, ys = [x / MM for x, _ in points], [y / MM for _, y in points]
    return [round(value, 2) for value in (min(xs), min(ys), max(xs), max(ys))]


def strokes(pdf: pikepdf.Pdf, ink: str) -> list[Mark]:
    return [mark for mark in painted(pdf) if mark.what == "stroke" and mark.paint.ink == ink]


def test_the_cut_line_is_the_trim_with_its_holes_and_only_strokes():
    pdf = pressed("<p>桃源</p>")
    edge, *holes = strokes(pdf, "CutContour")
    assert bounds(edge) == [15, 15, 115, 75]
    assert [piece[0] for piece in edge.path].count("c") == 4
    assert sorted(bounds(hole)[:2] for hole in holes) == [[22, 22], [22, 62], [102, 22], [102, 62]]
    assert all(mark.overprints for mark in (edge, *holes))


def test_marks_are_on_every_plate_and_outside_the_bleed():
    lines = strokes(pressed("<p>桃源</p>"), "All")
    assert len(lines) == 8 + 8
    for line in lines:
        left, bottom, right, top = bounds(line)
        assert right < 12 or left > 118 or top < 12 or bottom > 78
        assert min(left, bottom) >= 0 and right <= 130 and top <= 90


def test_the_slug_is_drawn_in_outlines_below_the_sheet():
    slug = next(mark for mark in painted(pressed("<p>桃源</p>")) if mark.what == "fill" and mark.paint.ink == "All")
    left, bottom, right, top = bounds(slug)
    assert left > 15 and right < 65 and 0 < bottom < top < 12


def test_the_file_declares_what_it_is():
    with pressed("<p>桃源</p>") as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
        assert intent.DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
        assert pdf.trailer.Info.Trapped == pikepdf.Name("/False")
        assert str(pdf.trailer.Info.CreationDate) == "D:20261120000000+08'00'"
        xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4<" in xmp and "桃源 &amp; 门牌" in xmp
        assert "<xmp:CreateDate>2026-11-20T00:00:00+08:00<" in xmp
        assert pdf.pdf_version == "1.6" and "/Filter" not in pdf.Root.Metadata
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/OutputIntents", "/Metadata"}


def test_same_page_same_bytes_and_another_day_another_id():
    data = laid("<p>桃源</p>")
    assert press_ready(data, PLAN) == press_ready(data, PLAN)
    other = press_ready(data, replace(PLAN, name="other"))
    assert re.search(rb"uuid:([0-9a-f-]+)", press_ready(data, PLAN))[1] != re.search(rb"uuid:([0-9a-f-]+)", other)[1]


def test_a_missing_profile_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    with pytest.raises(Stopped) as caught:
        profiles.read.__wrapped__(profiles.OUTPUT)
    assert caught.value.problems[0].code == "MZ4005" == profiles.verify()[0].code
    (tmp_path / profiles.OUTPUT.file).write_bytes(b"changed")
    (tmp_path / profiles.SEPARATION.file).write_bytes(b"changed")
    assert profiles.verify() == [] and len(profiles.verify(thorough=True)) == 1
