"""Small letters engraved in single lines: what the lines are, where they go, and how such files are judged."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import dist

import ezdxf
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from mzdocs import preflight
from mzdocs.core.engraving_forms import EngravingForm
from mzdocs.core.problems import Location
from mzdocs.core.units import Length, Size, mm
from mzdocs.design import fonts, glyphs, single_line_face
from mzdocs.kinds.plaque import plan as plaques
from mzdocs.plan.document import Document, Holes, Legibility, Sheet, engraving
from mzdocs.preflight.tracks.contour_files import check_contours
from mzdocs.preflight.tracks.machine_file import MachineFile, Track
from mzdocs.preflight.tracks.machine_order import MachineOrder, of_manifest, of_plan
from mzdocs.preflight.tracks.plotter_tracks import read_plotter
from mzdocs.preflight.tracks.svg_tracks import read_svg
from mzdocs.press import press_ready
from mzdocs.press.centre_lines import centre_lines
from mzdocs.press.engrave import engraved
from mzdocs.press.outline import outlined
from mzdocs.press.written_lines import single_lines
from mzdocs.render import engine

from . import workspaces

SHEET = Sheet(Size(mm(100), mm(60)), bleed=mm(3), corner=mm(4), holes=Holes(mm(6), mm(10)), marks=True)
PLAN = Document(
    "plaque", "plate", "桃源门牌", "signage", SHEET, "2026-11-20", standard="press",
    legibility=Legibility(mm(1000), mm(0.3)),
)  # fmt: skip
PAGE = (
    '<html lang="zh-CN"><title>页</title><style>@page{{size:100mm 60mm;bleed:3mm;margin:0}} body{{margin:0}}'
    "div{{position:absolute;left:20mm;font-family:'Noto Sans CJK SC';white-space:nowrap;line-height:1}}"
    "</style>{}</html>"
)


def text(words: str, size: float = 5, top: float = 20, more: str = "") -> str:
    return f'<div style="top:{top}mm;font-size:{size}mm;{more}">{words}</div>'


@cache
def page(body: str) -> bytes:
    return press_ready(engine.lay_out(PAGE.format(body), "", {}, Location("plate.pdf")).write("press"), PLAN)


SMALL = mm(6)


def made(body: str, form: EngravingForm = "SVG", below: Length | None = SMALL) -> bytes:
    order = engraving(PLAN, form, below)
    return engraved(page(body) if below else outlined(page(body), PLAN), order)


def read(body: str) -> MachineFile:
    return read_svg(made(body))


# ── the lines of a character ────────────────────────────────


def strokes(character: str) -> int:
    return len(single_lines(character))


@pytest.mark.parametrize(
    ("character", "lines"),
    [("一", 1), ("十", 2), ("三", 3), ("川", 3), ("云", 5), ("8", 1), ("0", 1), ("A", 2), ("：", 2), (".", 1),
     ("。", 1),
     ("…", 3), ("7", 1)],
)  # fmt: skip
def test_strokes_go_on_through_others_and_dots_are_lines(character, lines):
    assert strokes(character) == lines


def test_a_ring_comes_back_to_its_start_and_a_dot_is_as_long_as_a_stroke_is_thick():
    (ring,) = single_lines("0")
    assert ring[0] == ring[-1] and len(ring) > 8
    (dot,) = single_lines(".")
    assert dist(*dot) == pytest.approx(0.034, abs=1e-6)


def painted(character: str, thick: int, em: int) -> np.ndarray:
    picture = Image.new("1", (em * 2, em * 2))
    for line in single_lines(character):
        points = [(em * (0.5 + x), em * (1.5 - y)) for x, y in line]
        ImageDraw.Draw(picture).line(points, fill=1, width=thick)
        for x, y in points:
            ImageDraw.Draw(picture).ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=1)
    return np.asarray(picture)


@pytest.mark.parametrize("character", "民政局监制囊街道话鬱疆龜A8g3%&（")
def test_lines_follow_every_stroke_of_the_face_and_nothing_else(character):
    """All of its ink lies within a twentieth of an em of a line, and the lines lie on its ink."""
    em = 300
    face = ImageFont.truetype(str(single_line_face.FACE.path), em, index=single_line_face.FACE.index)
    picture = Image.new("L", (em * 2, em * 2))
    ImageDraw.Draw(picture).text((em // 2, em * 3 // 2), character, font=face, fill=255, anchor="ls")
    ink = np.asarray(picture) > 127
    assert not (ink & ~painted(character, em // 10, em)).any()
    off = painted(character, 1, em) & ~ink
    assert off.sum() <= 0.03 * painted(character, 1, em).sum()


def bar(width: int, height: int) -> np.ndarray:
    shape = np.zeros((height + 8, width + 8), bool)
    shape[4 : height + 4, 4 : width + 4] = True
    return shape


@pytest.mark.parametrize("thick", [1, 2, 3, 6, 11])
def test_a_bar_of_any_thickness_is_one_straight_line(thick):
    (line,) = centre_lines(bar(100, thick), thick + 1, 0.6)
    assert len(line) == 2
    assert dist(*line) >= 99 - 2 * thick
    assert all(abs(y - 4 - (thick - 1) / 2) <= 1 for _, y in line)


def test_nothing_has_no_lines():
    assert centre_lines(np.zeros((5, 5), bool), 3, 0.5) == []


# ── where they go ───────────────────────────────────────────


def marked(body: str) -> list[Track]:
    return read(body).on("MARK")


@pytest.mark.parametrize(("size", "lines"), [(5.9, 2), (6.0, 0), (6.1, 0)])
def test_only_what_is_lower_than_said_is_written_in_lines(size, lines):
    file = read(text("十", size))
    assert len(file.on("MARK")) == lines
    assert bool(file.on("ENGRAVE")) == (lines == 0)


def test_lines_stand_in_the_middle_of_the_printed_strokes():
    across, down = marked(text("十", 5))
    if across.box[3] - across.box[1] > 1:
        across, down = down, across
    (outline,) = [track for track in read_svg(made(text("十", 5), below=None)).tracks if track.layer == "ENGRAVE"]
    left, bottom, right, top = outline.box
    assert (across.box[0], across.box[2]) == pytest.approx((left, right), abs=0.15)
    assert (down.box[1], down.box[3]) == pytest.approx((bottom, top), abs=0.15)
    assert down.box[0] == pytest.approx((left + right) / 2, abs=0.1)


def test_figures_are_as_wide_as_they_are_printed():
    boxes = [track.box for track in marked(text("0000", 5, more="font-weight:bold"))]
    advance = 5 * fonts.advance("0", fonts.CHAINS["hei", True][0])
    assert [after[0] - before[0] for before, after in pairwise(boxes)] == pytest.approx([advance] * 3, abs=0.02)
    printed = glyphs.ink_box(fonts.CHAINS["hei", True][0], glyphs.nominal("0", fonts.CHAINS["hei", True][0]))
    assert 0.8 < (boxes[0][2] - boxes[0][0]) / (5 * (printed[2] - printed[0])) < 1


UNLINED = {
    "white on ink": text("十", 5, more="color:white;background:black"),
    "on an area of ink": text("一", 5, 20, "background:black"),
    "under white": text("十", 5) + '<div style="top:20mm;width:5mm;height:2mm;background:white"></div>',
    "over the edge of the sheet": text("十", 5, 57.5),
    "a form of a column": text("（", 5, more="font-feature-settings:'vert'"),
}


@pytest.mark.parametrize("name", UNLINED)
def test_what_does_not_stand_free_upright_and_whole_keeps_its_outline(name):
    file = read(UNLINED[name])
    assert file.on("MARK") == []
    plain = read_svg(made(UNLINED[name], below=None))
    areas = [sum(track.area for track in each.on("ENGRAVE")) for each in (file, plain)]
    assert areas[0] == pytest.approx(areas[1], rel=1e-3)


def test_letters_turned_with_the_sheet_keep_their_lines():
    assert len(marked(text("十", 5, more="transform:rotate(90deg)"))) == 2


SIGN = text("民政", 9, 10) + text("云川市 010-8437 5206（A5）", 4, 25) + text("囊", 5, 40)


def drawn_lines(form: EngravingForm, layer: str) -> list[list[tuple[float, float]]]:
    """As a reader that is not ours has them."""
    space = ezdxf.read(io.StringIO(made(SIGN, form).decode())).modelspace()
    return [[(x, y) for x, y, *_ in (point.dxf.location if form == "DXF R12" else point for point in
             (each.vertices if form == "DXF R12" else each.get_points()))]
            for each in space.query(f'*[layer=="{layer}"]')]  # fmt: skip


@pytest.mark.parametrize("form", ["DXF", "DXF R12"])
def test_drawings_and_svg_hold_the_same_lines(form):
    lines, now = drawn_lines(form, "MARK"), read(SIGN).on("MARK")
    assert len(lines) == len(now) > 40
    for line, track in zip(lines, now, strict=True):
        assert [value for point in line for value in point] == pytest.approx(
            [value for point in track.points for value in point], abs=1e-3
        )
    assert {track.closed for track in now} == {True, False}


def test_a_plotter_has_a_pen_for_lines_between_the_others():
    text = made(SIGN, "PLT").decode()
    assert text.index("SP1;") < text.index("SP3;") < text.index("SP2;")
    lines, now = read_plotter(text.encode()).on("MARK"), read(SIGN).on("MARK")
    assert [track.closed for track in lines] == [track.closed for track in now]
    assert [track.box for track in lines] == [pytest.approx(track.box, abs=0.03) for track in now]


def outcomes(order: Document, data: bytes) -> list[str]:
    return [each.rule for each in preflight.report(order, data).outcomes if each.problems]


@pytest.mark.parametrize("form", ["SVG", "DXF", "DXF R12", "PLT"])
def test_every_form_passes_gate_2(form):
    assert outcomes(engraving(PLAN, form, mm(6)), made(SIGN, form)) == []
    assert made(SIGN, form) == made(SIGN, form)


def test_a_sign_of_small_letters_alone_is_engraved_all_the_same():
    order = replace(of_plan(engraving(PLAN, "SVG", mm(6))), engraved=True)
    assert [each.rule for each in check_contours("svg", made(text("十")), Location("x"), order) if each.problems] == []


def test_without_a_height_nothing_changes():
    assert b"MARK" not in made(SIGN, "DXF", None)
    assert b"MARK" not in made(SIGN, "SVG", None)


def test_the_district_says_below_which_height(tmp_path):
    station = workspaces.make(tmp_path).station_data()
    design = station.district.design
    changed = design.plaques.model_copy(update={"single_lines": mm(6)})
    asked = replace(
        station, district=station.district.model_copy(update={"design": design.model_copy(update={"plaques": changed})})
    )
    for data, source, below in ((station, "plaque-plate-outlined.pdf", None), (asked, "plaque-plate.pdf", mm(6))):
        derived = {document.file: document.derived for document in plaques(data)}["plaque-plate.svg"]
        assert (derived.of, derived.single_lines) == (source, below)


def test_a_face_that_is_not_there_is_told(tmp_path, monkeypatch):
    assert single_line_face.verify(thorough=True) == []
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    assert [problem.code for problem in single_line_face.verify()] == ["MZ4001"]
    single_line_face.FACE.path.write_bytes(b"other")
    assert [problem.code for problem in single_line_face.verify(thorough=True)] == ["MZ4002"]


# ── how they are judged ─────────────────────────────────────

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="60mm" viewBox="0 0 100 60">'
GROUPS = (
    '<g id="ENGRAVE" fill="#000"><path d="M 30 15 H 34 V 20 H 30 Z"/></g>'
    '<g id="CUT" fill="none" stroke="#00f"><path d="M 0 0 H 100 V 60 H 0 Z"/><circle cx="10" cy="10" r="3"/></g>'
)
ORDER = MachineOrder(Size(mm(100), mm(60)), marked=True, tool=mm(0.3))


def judged(lines: str, order: MachineOrder = ORDER, looks: str = 'fill="none" stroke="#f00"') -> list[str]:
    data = f'{HEAD}{GROUPS}<g id="MARK" {looks}><path d="{lines}"/></g></svg>'.encode()
    return [each.rule for each in check_contours("svg", data, Location("x"), order) if each.problems]


FAULTS = {
    "nobody ordered lines": ("M 50 30 H 55", replace(ORDER, marked=False), ["E-MARK"]),
    "two strokes nearer than the tool": ("M 50 30 H 55 M 50 30.25 H 55", ORDER, ["E-APART"]),
    "across the sheet": ("M 50 30 L 55 33 M 50 30.3 L 55 33.3", ORDER, ["E-APART"]),
    "a stroke beside a part of another": ("M 50 30 H 55 M 54 30.2 H 58", ORDER, ["E-APART"]),
    "a line that comes back beside itself": ("M 50 30 H 55 V 30.2 H 50", ORDER, ["E-APART"]),
    "a narrow box": ("M 50 30 H 55 V 30.2 H 50 Z", ORDER, ["E-APART"]),
    "not quite parallel": ("M 50 30 H 55 M 50 30.1 L 55 30.4", ORDER, ["E-APART"]),
    "over a hole": ("M 8 10 H 20", ORDER, ["E-CLEAR"]),
    "along the rim of a hole": ("M 13.1 8 V 12", ORDER, ["E-CLEAR"]),
    "at the edge": ("M 50 59.9 H 55", ORDER, ["E-CLEAR"]),
    "over the edge": ("M 50 55 V 61", ORDER, ["E-OUT", "E-CLEAR"]),
    "drawn twice": ("M 50 30 H 55 M 55 30 H 50", ORDER, ["E-TWICE"]),
    "a speck": ("M 50 30 h 0.04", ORDER, ["E-SPECK"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_lines_is_found_by_its_rule(name):
    lines, order, rules = FAULTS[name]
    assert judged(lines, order) == rules


SOUND = {
    "as far apart as the tool is wide": "M 50 30 H 55 M 50 30.3 H 55",
    "one goes on where another ends": "M 50 30 H 55 M 55.1 30.2 H 60",
    "crossing": "M 50 30 H 55 M 52 28 V 33",
    "meeting at an angle": "M 50 30 H 55 M 50 30 L 55 31.5",
    "shorter than the tool": "M 50 30 h 0.25 M 50 30.2 h 0.25",
    "clear of the edge by half a tool": "M 50 59.8 H 55",
    "a closed one": "M 50 30 H 55 V 33 H 50 Z",
    "inside what is engraved": "M 31 16 H 33",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_lines_are_not_blamed(name):
    assert judged(SOUND[name]) == []


@pytest.mark.parametrize(("apart", "found"), [(0.06, ["E-APART"]), (0.29, ["E-APART"]), (0.31, [])])
def test_strokes_are_as_far_apart_as_the_tool_is_wide(apart, found):
    assert judged(f"M 50 30 H 55 M 50 {30 + apart} H 55") == found


@pytest.mark.parametrize("looks", ['fill="#f00"', 'fill="#f00" stroke="#f00"', 'fill="none"'])
def test_lines_are_stroked_and_not_filled(looks):
    assert judged("M 50 30 H 55", looks=looks) == ["E-PAINT"]


def test_what_nobody_said_is_not_judged():
    data = f'{HEAD}{GROUPS}<g id="MARK" fill="none" stroke="#f00"><path d="M 8 10 H 20"/></g></svg>'.encode()
    found = check_contours("svg", data, Location("x"), MachineOrder(Size(mm(100), mm(60))))
    assert {"E-MARK", "E-APART", "E-CLEAR"} <= {each.rule for each in found if each.not_run}
    without = check_contours("svg", f"{HEAD}{GROUPS}</svg>".encode(), Location("x"), MachineOrder())
    assert not {"E-MARK", "E-APART", "E-CLEAR"} & {each.rule for each in without if each.not_run}


def test_too_much_to_compare_is_said():
    lines = " ".join(f"M 0 {n / 100} H 100000" for n in range(10))
    data = f'{HEAD}{GROUPS}<g id="MARK" fill="none" stroke="#f00"><path d="{lines}"/></g></svg>'.encode()
    assert "E-APART" in [each.rule for each in check_contours("svg", data, Location("x"), ORDER) if each.not_run]


def test_the_manifest_says_to_the_shop_whether_there_are_lines_and_how_wide_the_tool_is():
    order = {
        "item": "门牌", "size": "100×60 mm", "shape": "", "material": "钢", "thickness": "1mm", "process": "蚀刻",
        "inks": ["黑", "刀线"], "mounting": "", "quantity": 1, "places": [],
    }  # fmt: skip
    entry = {"size": "100×60 mm", "step": "engraved", "order": order}
    with_lines = of_manifest(entry | {"single_lines": "6mm", "tool": "0.3mm"})
    assert (with_lines.marked, with_lines.tool) == (True, mm(0.3))
    assert (of_manifest(entry).marked, of_manifest(entry).tool) == (False, None)
    assert of_manifest({**entry, "step": "outlined"}).marked is None
    assert judged("M 50 30 H 55 M 50 30.2 H 55", with_lines) == ["E-HOLE", "E-APART"]
    assert judged("M 50 30 H 55", of_manifest(entry)) == ["E-HOLE", "E-MARK"]


def test_a_face_that_is_not_there_is_told_at_the_line_that_wants_it(tmp_path):
    sample, without = workspaces.make(tmp_path / "office"), tmp_path / "fonts"
    without.mkdir()
    for file in fonts.home().iterdir():
        if file.name != single_line_face.FACE.file:
            (without / file.name).symlink_to(file)
    assert "MZ4001" not in sample.spawn("check", MZDOCS_FONTS=str(without)).codes
    maker = "    监制: 云川市澄江区民政局　监制\n"
    workspaces.replace(sample.district, maker, f"{maker}    单线字高: 6 mm\n")
    line = workspaces.line_of(sample.district, "单线字高")
    told = sample.spawn("check", MZDOCS_FONTS=str(without)).only("MZ4001")
    assert told.location.startswith(f"data/district.yaml:{line}:")
    assert "NotoSansCJK-Thin.ttc" in told.message
