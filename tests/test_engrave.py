"""Contours for engraving and cutting: the area in ink, closed and uncrossed, in millimetres, in two formats."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import ezdxf
import pathops
import pikepdf
import pypdfium2
import pytest
from ezdxf import bbox, path
from ezdxf.addons.hpgl2 import api as hpgl2
from PIL import Image, ImageChops, ImageDraw, ImageOps

from mzdocs import preflight
from mzdocs.core.engraving_forms import EngravingForm
from mzdocs.core.problems import Exit, Location, Stopped
from mzdocs.core.units import Size, mm
from mzdocs.kinds.plaque import plan
from mzdocs.plan.document import Document, Holes, Sheet, engraving
from mzdocs.press import press_ready
from mzdocs.press.contours import inked
from mzdocs.press.engrave import engraved
from mzdocs.press.outline import outlined
from mzdocs.render import engine

from . import signs, workspaces

PLAQUES = ("plaque-plate", "plaque-vertical", "room-01")
SVG = "{http://www.w3.org/2000/svg}"
DPI = 100
UNPRINTED = ("White", "Material", "CutContour", "All")

SHEET = Sheet(Size(mm(100), mm(60)), bleed=mm(3), corner=mm(4), holes=Holes(mm(6), mm(10)), marks=True)
PLAN = Document("plaque", "plate", "桃源 & 门牌", "signage", SHEET, "2026-11-20", standard="press")
PAGE = (
    '<html lang="zh-CN"><title>页</title><style>@page{{size:100mm 60mm;bleed:3mm;margin:0}} body{{margin:0}}'
    "div{{position:absolute;left:10mm;top:10mm;width:40mm;height:20mm}}</style>{}</html>"
)


def contours_of(body: str, form="SVG", plan: Document = PLAN) -> bytes:
    live = press_ready(engine.lay_out(PAGE.format(body), "", {}, Location("plate.pdf")).write("press"), plan)
    return engraved(outlined(live, plan), engraving(plan, form))


def block(colour: str, more: str = "", inside: str = "") -> str:
    return f'<div style="background:{colour};{more}">{inside}</div>'


def drawing_of(data: bytes) -> ezdxf.document.Drawing:
    return ezdxf.read(io.StringIO(data.decode("utf-8")))


def polygons(data: bytes) -> list[list[tuple[float, float]]]:
    lines = drawing_of(data).modelspace().query('LWPOLYLINE[layer=="ENGRAVE"]')
    return [[(float(x), float(y)) for x, y, *_ in line.get_points()] for line in lines]


def as_path(outlines: list[list[tuple[float, float]]]) -> pathops.Path:
    made = pathops.Path()
    for first, *rest in outlines:
        made.moveTo(*first)
        for point in rest:
            made.lineTo(*point)
        made.close()
    return made


def area(outlines: list[list[tuple[float, float]]]) -> float:
    """Square millimetres; a hole winds the other way and has the other sign."""
    return sum(
        (a[0] * b[1] - b[0] * a[1]) / 2
        for outline in outlines
        for a, b in zip(outline, [*outline[1:], outline[0]], strict=True)
    )


def covered(outlines: list[list[tuple[float, float]]]) -> float:
    return abs(area(outlines))


@cache
def ink(name: str) -> Image.Image:
    """The trimmed page of the outlined sign as cairo draws it, every printing ink white and all else black."""
    with pikepdf.open(io.BytesIO(signs.made()[f"{name}-outlined.pdf"].data)) as pdf:
        (page,) = pdf.pages
        painted = b"\n".join(each.read_bytes() for each in [page.Contents])
        page.Contents = pdf.make_stream(re.sub(rb"(\S+ \S+ \S+ \S+) k\b", plain, painted))
        for key in ("/Material", "/CutContour", "/All"):
            if key in page.obj.Resources.ColorSpace:
                tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0] * 4, N=1)
                page.obj.Resources.ColorSpace[key][3] = tint
        page.obj.CropBox = page.obj.TrimBox
        out = io.BytesIO()
        pdf.save(out)
    drawn = ["pdftocairo", "-png", "-gray", "-cropbox", "-r", str(DPI), "-singlefile", "-", "-"]
    done = subprocess.run(drawn, input=out.getvalue(), capture_output=True, check=True)
    return ImageOps.invert(Image.open(io.BytesIO(done.stdout)).convert("L"))


def plain(colour: re.Match[bytes]) -> bytes:
    return b"0 g" if any(float(share) for share in colour[1].split()) else b"1 g"


def coverage(picture: Image.Image) -> float:
    """How many pixels are white, a grey one counted by its part."""
    return sum(level * count for level, count in enumerate(picture.histogram())) / 255


def filled(name: str) -> Image.Image:
    """The polygons of the drawing, its holes taken out again, from the largest to the smallest."""
    height, whole, fine = signs.made()[f"{name}.dxf"].document.sheet.size.height.mm, ink(name).size, 4
    scale = DPI / 25.4 * fine
    picture = Image.new("L", (whole[0] * fine, whole[1] * fine))
    outlines = sorted(polygons(signs.made()[f"{name}.dxf"].data), key=lambda each: -abs(area([each])))
    outer = area(outlines[:1])
    for outline in outlines:
        corners = [(x * scale, (height - y) * scale) for x, y in outline]
        ImageDraw.Draw(picture).polygon(corners, fill=255 if area([outline]) * outer > 0 else 0)
    return picture.resize(whole, Image.Resampling.BOX)


@pytest.mark.parametrize("name", PLAQUES)
def test_the_polygons_cover_what_is_painted_in_ink(name):
    different = ImageChops.difference(ink(name), filled(name)).histogram()
    assert sum(different[129:]) < 0.005 * coverage(ink(name))


@pytest.mark.parametrize("name", PLAQUES)
def test_the_area_of_the_contours_is_that_of_the_picture(name):
    pixel = (25.4 / DPI) ** 2
    assert covered(polygons(signs.made()[f"{name}.dxf"].data)) == pytest.approx(coverage(ink(name)) * pixel, rel=0.005)


@pytest.mark.parametrize("name", PLAQUES)
def test_no_two_contours_cross(name):
    outlines = polygons(signs.made()[f"{name}.dxf"].data)
    before = as_path(outlines)
    after = pathops.simplify(before, fix_winding=True)
    assert len(list(after.contours)) == len(outlines)
    assert sum(abs(each.area) for each in after.contours) == pytest.approx(
        sum(covered([o]) for o in outlines), rel=1e-4
    )


def test_the_test_of_crossing_sees_two_that_do():
    outlines = [[(0, 0), (10, 0), (10, 10), (0, 10)], [(5, 5), (15, 5), (15, 15), (5, 15)]]
    assert len(list(pathops.simplify(as_path(outlines), fix_winding=True).contours)) == 1


def test_white_letters_are_holes_in_the_blue():
    outlines = polygons(signs.made()["room-01.dxf"].data)
    blue = max(outlines, key=lambda each: covered([each]))
    holes = [each for each in outlines if area([each]) * area([blue]) < 0 and max(y for _, y in each) < 0.6 * 120]
    assert covered([blue]) == pytest.approx(0.6 * 300 * 120, rel=1e-3)
    assert len(holes) >= 5 and 0.1 < covered(holes) / covered([blue]) < 0.4


@pytest.mark.parametrize("name", PLAQUES)
def test_a_drawing_is_sound_and_as_large_as_ordered(name):
    file = signs.made()[f"{name}.dxf"]
    drawing = drawing_of(file.data)
    assert (drawing.dxfversion, drawing.header["$INSUNITS"]) == ("AC1024", 4)
    auditor = drawing.audit()
    assert (len(auditor.errors), len(auditor.fixes)) == (0, 0)
    space = drawing.modelspace()
    assert {each.dxf.layer for each in space} == {"ENGRAVE", "CUT"}
    assert all(each.dxftype() == "CIRCLE" or each.closed for each in space)
    edge = bbox.extents(space.query('*[layer=="CUT"]'))
    size = file.document.sheet.size
    assert tuple(edge.extmin)[:2] == pytest.approx((0, 0), abs=1e-6)
    assert tuple(edge.extmax)[:2] == pytest.approx((size.width.mm, size.height.mm), abs=1e-6)
    inner = bbox.extents(space.query('*[layer=="ENGRAVE"]'))
    assert edge.grow(1e-3) is None and edge.inside(inner.extmin) and edge.inside(inner.extmax)


def test_the_cut_has_true_arcs_and_its_holes():
    space = drawing_of(contours_of(block("#1d1b19"), "DXF")).modelspace()
    (edge,) = space.query('LWPOLYLINE[layer=="CUT"]')
    assert sum(1 for *_, bulge in edge.get_points() if bulge) == 4
    corner = path.make_path(edge)
    middle = (100 - 4, 4)
    near = [p for p in corner.flattening(0.001) if p.x > 96 and p.y < 4]
    assert near and all((p.x - middle[0]) ** 2 + (p.y - middle[1]) ** 2 == pytest.approx(16, abs=0.02) for p in near)
    circles = space.query('CIRCLE[layer=="CUT"]')
    assert {(round(c.dxf.center.x), round(c.dxf.center.y), c.dxf.radius) for c in circles} == {
        (10, 10, 3), (90, 10, 3), (10, 50, 3), (90, 50, 3),
    }  # fmt: skip


@pytest.mark.parametrize("name", PLAQUES)
def test_an_svg_has_two_groups_its_size_in_millimetres_and_no_text(name):
    file = signs.made()[f"{name}.svg"]
    root = ElementTree.fromstring(file.data)
    size = file.document.sheet.size
    assert (root.get("width"), root.get("height")) == (f"{size.width.mm:g}mm", f"{size.height.mm:g}mm")
    assert root.get("viewBox") == f"0 0 {size.width.mm:g} {size.height.mm:g}"
    assert [group.get("id") for group in root.iter(f"{SVG}g")] == ["ENGRAVE", "CUT"]
    assert root.find(f"{SVG}title").text == file.document.title
    assert not list(root.iter(f"{SVG}text"))
    assert " C " in file.data.decode()


@pytest.mark.parametrize("name", PLAQUES)
def test_svg_and_dxf_hold_the_same_contours(name):
    drawn = re.search(r'id="ENGRAVE"[^>]*>\s*<path d="([^"]*)"', signs.made()[f"{name}.svg"].data.decode())[1]
    assert drawn.count("M ") == drawn.count("Z") == len(polygons(signs.made()[f"{name}.dxf"].data))


@pytest.mark.parametrize("name", PLAQUES)
@pytest.mark.parametrize("format", ["svg", "dxf"])
def test_the_same_bytes_each_time_and_gate_2_lets_them_pass(name, format):
    file = signs.made()[f"{name}.{format}"]
    assert engraved(signs.made()[f"{name}-outlined.pdf"].data, file.document) == file.data
    assert preflight.preflight(file.document, file.data) == []


def engraved_area(body: str) -> float:
    return covered(polygons(contours_of(body, "DXF")))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (block("#1d1b19"), 800),
        (block("#fdfaf3"), 800),
        (block("#1d1b19") + block("#ffffff", "left:20mm;width:10mm"), 600),
        (block("#ffffff") + block("#1d1b19", "left:20mm;width:10mm"), 200),
        (block("#1d1b19") + block("#a51d24", "left:40mm"), 1400),
        (block("#1d1b19", "overflow:hidden;width:20mm;background:none", block("#1d1b19", "left:10mm")), 100),
        (block("#ffffff", "border:1mm solid #1d1b19;border-radius:2mm"), 42 * 22 - 40 * 20 - 0.8584 * (4 - 1)),
        (block("#1d1b19", "left:-3mm;top:-3mm;width:106mm;height:66mm"), 100 * 60 - 0.8584 * 16),
        (block("#ffffff"), 0),
    ],
    ids=["black", "pale ink", "white on ink", "ink on white", "two inks", "clipped", "ring", "to the edge", "nothing"],
)  # fmt: skip
def test_the_area_is_all_that_ends_up_in_ink(body, expected):
    assert engraved_area(body) == pytest.approx(expected, rel=1e-3, abs=1e-6)


def refused(body: str) -> list[str]:
    with pytest.raises(Stopped) as caught:
        contours_of(body)
    assert caught.value.exit == Exit.PREFLIGHT
    for problem in caught.value.problems:
        assert "{" not in problem.message("zh") + problem.message("en")
    return [problem.code for problem in caught.value.problems]


def test_what_has_no_contour_is_refused():
    assert refused('<svg width="40mm" height="9mm"><path d="M0 0L99 9" stroke="#1d1b19" fill="none"/></svg>') == [
        "MZ3106"
    ]
    assert refused('<div style="opacity:.5;background:#1d1b19"></div>') == ["MZ3106"]


def test_live_text_and_several_pages_are_refused():
    live = press_ready(engine.lay_out(PAGE.format("<p>站"), "", {}, Location("plate.pdf")).write("press"), PLAN)
    pages = press_ready(
        engine.lay_out(PAGE.format("<p>1<p style='break-before:page'>2"), "", {}, Location("plate.pdf")).write("press"),
        PLAN,
    )
    for data, what in ((live, "live text"), (pages, "2 pages")):
        with pytest.raises(Stopped) as caught:
            engraved(data, engraving(PLAN, "SVG"))
        assert what in caught.value.problems[0].message("en")


def test_only_single_signs_have_engraving_files():
    drawn = [file.document for file in signs.made().values() if file.document.format != "pdf"]
    assert {document.name for document in drawn} == set(PLAQUES)
    assert all(signs.made()[document.derived.of].pages == 1 for document in drawn)


def test_the_ground_of_metal_and_what_underlies_are_not_engraved():
    with pikepdf.open(io.BytesIO(signs.made()["plaque-plate-outlined.pdf"].data)) as pdf:
        sheet = signs.made()["plaque-plate.dxf"].document.sheet
        assert inked(pdf.pages[0], sheet, UNPRINTED).area < 0.25 * 600 * 400
        assert inked(pdf.pages[0], replace(sheet, corner=mm(0)), UNPRINTED[2:]).area == pytest.approx(
            600 * 400, rel=1e-4
        )


def test_libreoffice_draws_the_sign_from_the_dxf(tmp_path):
    """A second reader: on its page the sign is where ink is, as wide to its height as ordered, letters and all."""
    (tmp_path / "sign.dxf").write_bytes(signs.made()["room-01.dxf"].data)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/home", "--convert-to", "pdf",
         "--outdir", tmp_path, tmp_path / "sign.dxf"],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    with pypdfium2.PdfDocument(tmp_path / "sign.pdf") as pdf:
        picture = pdf[0].render(scale=6).to_pil().convert("L").point(lambda level: 255 * (level < 250))
    left, top, right, bottom = picture.getbbox()
    assert (right - left) / (bottom - top) == pytest.approx(300 / 120, rel=0.02)
    inside = picture.crop((left + 9, top + 9, right - 9, bottom - 9))
    assert coverage(inside) > 3000


@pytest.mark.parametrize(
    ("inks", "layers"),
    [(("四色", "刀线"), {"CUT"}), (("黑",), {"ENGRAVE"}), (("黑", "底板", "刀线"), {"ENGRAVE", "CUT"})],
    ids=["printed, not engraved", "folded, not cut to size", "etched and cut"],
)
def test_only_what_is_engraved_and_cut_stands_on_its_layer(inks, layers):
    plan = signs.made()["room-01.dxf"].document
    ordered = replace(plan, order=replace(plan.order, inks=inks))
    data = engraved(signs.made()["room-01-outlined.pdf"].data, ordered)
    drawing = ezdxf.read(io.StringIO(data.decode("utf-8")))
    assert {each.dxf.layer for each in drawing.modelspace()} == layers
    assert {"ENGRAVE", "CUT"} <= {layer.dxf.name for layer in drawing.layers}
    assert preflight.preflight(ordered, data) == []


def in_form(name: str, form: EngravingForm) -> tuple[Document, bytes]:
    """A sign of the sample in another form, as if it were engraved and cut."""
    plain = signs.made()[f"{name}.pdf"].document
    plan = replace(engraving(plain, form), order=signs.made()[f"{name}.dxf"].document.order)
    return plan, engraved(signs.made()[f"{name}-outlined.pdf"].data, plan)


def judged(plan: Document, data: bytes) -> tuple[list[str], list[str]]:
    """The rules that failed, and those that were not run."""
    outcomes = preflight.report(plan, data).outcomes
    return [each.rule for each in outcomes if each.problems], [each.rule for each in outcomes if each.not_run]


@pytest.mark.parametrize("name", PLAQUES)
@pytest.mark.parametrize(
    ("form", "file", "not_run"),
    [
        ("SVG", ".svg", []),
        ("DXF", ".dxf", ["E-VIEW"]),
        ("DXF R12", "-r12.dxf", ["E-UNIT", "E-VIEW"]),
        ("PLT", ".plt", ["E-VIEW"]),
    ],
)
def test_every_form_passes_gate_2_under_its_name(name, form, file, not_run):
    plan, data = in_form(name, form)
    assert plan.file == f"{name}{file}"
    assert judged(plan, data) == ([], not_run)
    assert in_form(name, form)[1] == data


def closed_areas(entities) -> list[float]:
    """Square millimetres inside each closed polyline, the largest first."""
    corners = [[(point.x, point.y) for point in path.make_path(each).flattening(0.01)] for each in entities]
    return sorted((covered([outline]) for outline in corners), reverse=True)


@pytest.mark.parametrize("name", PLAQUES)
def test_an_old_drawing_holds_straight_pieces_and_the_same_areas(name):
    drawing = drawing_of(in_form(name, "DXF R12")[1])
    assert drawing.dxfversion == "AC1009"
    space = drawing.modelspace()
    assert {each.dxftype() for each in space} == {"POLYLINE"}
    assert all(each.is_closed and not any(vertex.dxf.bulge for vertex in each.vertices) for each in space)
    now = drawing_of(signs.made()[f"{name}.dxf"].data).modelspace()
    for layer in ("ENGRAVE", "CUT"):
        one, other = (closed_areas(each.query(f'*[layer=="{layer}"]')) for each in (space, now))
        assert len(one) == len(other) > 0
        assert one == pytest.approx(other, rel=2e-3, abs=0.02)


@pytest.mark.parametrize("name", PLAQUES)
@pytest.mark.parametrize(("pen", "layer"), [("PEN_001", "ENGRAVE"), ("PEN_002", "CUT")])
def test_a_second_reader_finds_the_same_in_a_plotter_file(name, pen, layer):
    """It counts in steps, wants to be told that HPGL follows, and names layers by their pens."""
    read = hpgl2.to_dxf(b"\x1b%1B" + in_form(name, "PLT")[1]).modelspace().query(f'*[layer=="{pen}"]')
    now = drawing_of(signs.made()[f"{name}.dxf"].data).modelspace().query(f'*[layer=="{layer}"]')
    assert len(read) == len(now) > 0
    reach, wanted = (bbox.extents(each).size for each in (read, now))
    assert (reach.x / 40, reach.y / 40) == pytest.approx((wanted.x, wanted.y), abs=0.03)
    assert [area / 1600 for area in closed_areas(read)] == pytest.approx(closed_areas(now), rel=5e-3, abs=0.6)


def test_a_plotter_file_cuts_last_and_lifts_its_pen():
    text = in_form("room-01", "PLT")[1].decode("ascii")
    assert text.startswith("IN;PA;\nSP1;\n") and text.endswith("PU0,0;SP0;\n")
    assert text.index("SP1;") < text.index("SP2;")
    assert set(re.findall(r"[A-Z]{2}", text)) == {"IN", "PA", "SP", "PU", "PD"}
    assert all(0 <= int(number) <= 300 * 40 for number in re.findall(r"(?<=[UD,])[0-9]+", text))


def test_the_district_says_which_forms_it_wants(tmp_path):
    station = workspaces.make(tmp_path).station_data()
    design = station.district.design
    assert design.plaques.engraving_forms == ("SVG", "DXF")
    plaques = design.plaques.model_copy(update={"engraving_forms": ("DXF R12", "PLT")})
    asked = replace(
        station, district=station.district.model_copy(update={"design": design.model_copy(update={"plaques": plaques})})
    )
    files = {document.file for document in plan(asked) if document.name.startswith("plaque-plate")}
    assert files == {"plaque-plate.pdf", "plaque-plate-outlined.pdf", "plaque-plate-r12.dxf", "plaque-plate.plt"}
