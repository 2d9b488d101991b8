"""Door plates of two scripts: each line is what the shaper, and a browser, make of it; in the order the district says."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.checks.second_script_rules import SECOND_SCRIPT_RULES
from mzdocs.core.problems import Location, Stopped
from mzdocs.core.text import forbidden
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Size, mm
from mzdocs.derive import plates, two_script_plates
from mzdocs.derive.second_script import in_columns
from mzdocs.design import fontconfig, fonts, glyphs, scripts
from mzdocs.design.scripts import SCRIPTS, unwritable, written
from mzdocs.design.writing import at
from mzdocs.kinds import KINDS
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import ScriptName
from mzdocs.pdf import content_stream
from mzdocs.pdf.graphics_state import scale
from mzdocs.pdf.raster import pictures
from mzdocs.plan.document import Sheet
from mzdocs.render import engine
from mzdocs.render.templates import _environment, style_sheets

from . import workspaces
from .test_plates import pdf_of
from .test_rules import changed
from .two_scripts import WORDINGS, bilingual, second
from .workspaces import Ended, Workspace

NAMES = ("plaque-plate", "plaque-vertical", "room-01")


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """The box of every shape drawn in units of a face: left, top, right, bottom in millimetres of the trimmed sheet."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        left, _, _, top = (float(value) for value in page.trimbox)
        found = []
        for mark in content_stream.marks(page):
            drawn = [at for (op, at), (then, _) in pairwise([*mark.path, ("m", ())]) if op != "m" or then != "m"]
            points = [point for at in drawn for point in at]
            if mark.what == "fill" and scale(mark.state.matrix) < 0.7:
                xs, ys = [(x - left) * 25.4 / 72 for x, _ in points], [(top - y) * 25.4 / 72 for _, y in points]
                found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def test_every_script_of_the_data_has_its_face() -> None:
    assert set(SCRIPTS) == set(ScriptName.__args__) == set(WORDINGS)  # type: ignore[attr-defined]


@pytest.mark.parametrize("script", WORDINGS)
def test_plates_of_two_scripts_pass_the_second_gate_with_their_copies_and_contours(script: str) -> None:
    plans = [plan for plan in KINDS["plaque"].plan(bilingual(script)) if plan.name.removesuffix("-outlined") in NAMES]
    files = past_gate_2(make_files(plans))
    assert len(files) == 12 and all(file.data for file in files)
    plain = {file.document.file: file.data for file in files}
    assert len(plain["plaque-plate.svg"]) > len(_engraved_alone()) * 1.05


def _engraved_alone() -> bytes:
    data = bilingual("彝文")
    alone = replace(data, district=changed(data.district, second_script=None))
    plans = [plan for plan in KINDS["plaque"].plan(alone) if plan.name.removesuffix("-outlined") == "plaque-plate"]
    return next(file.data for file in make_files(plans) if file.document.format == "svg")


def reference(text: str, script: str) -> list[tuple[int, float, float]]:
    """Glyph, x and y in font units as the shaper alone sets the text, told nothing but the text and its language."""
    buffer, pen, found = hb.Buffer(), 0, []
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = SCRIPTS[script].language
    font = hb.Font(
        hb.Face(hb.Blob((fonts.home() / SCRIPTS[script].face.file).read_bytes()), SCRIPTS[script].face.index)
    )
    hb.shape(font, buffer)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        found.append((info.codepoint, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
    return found


@pytest.mark.parametrize(("script", "text"), [(s, t) for s, (names, _) in WORDINGS.items() for t in names])
def test_glyphs_and_places_are_the_shaper_s(script: str, text: str) -> None:
    upem = fonts.shaper(SCRIPTS[script].face).face.upem
    line = written(text, script)
    assert [(g.number, round(g.x * upem), round(g.y * upem)) for g in line.placed] == reference(text, script)
    assert unwritable(text, script) == ""


@pytest.mark.parametrize("script", WORDINGS)
def test_the_outlines_of_a_plate_are_those_of_the_face(script: str) -> None:
    """The page's path in thousandths of an em, back from its place and size, point by point."""
    data = bilingual(script)
    plate = two_script_plates.placed_plate(data.plaque_design, data.district, data.street, second(script))
    drawn = boxes(pdf_of(data, "plaque-plate"))
    for writing in plate.writings:
        face, upem, size = SCRIPTS[script].face, fonts.shaper(SCRIPTS[script].face).face.upem, writing.size.mm
        points = [
            ((x + dx) / upem, (y + dy) / upem)
            for glyph, dx, dy in reference(writing.line.text, script)
            for _, at in glyphs.source_outline(face, glyph)
            for x, y in at
        ]
        if writing.turn:
            points = [(y, -x) for x, y in points]
        left, right = min(x for x, _ in points) * size, max(x for x, _ in points) * size
        high, low = max(y for _, y in points) * size, min(y for _, y in points) * size
        expected = (writing.x.mm + left, writing.y.mm - high, writing.x.mm + right, writing.y.mm - low)
        assert any(max(abs(a - b) for a, b in zip(expected, box, strict=True)) < 0.02 for box in drawn), expected


def test_numbers_run_left_to_right_in_a_line_from_right_to_left() -> None:
    line = written("قەۋەت 12 ئىشخانا", "维吾尔文")
    one, two = (glyphs.nominal(digit, SCRIPTS["维吾尔文"].face) for digit in "12")
    numbers = [glyph.number for glyph in line.placed]
    assert numbers.index(one) + 1 == numbers.index(two)
    word = [glyph.number for glyph in written("قەۋەت", "维吾尔文").placed]
    assert numbers[-len(word) :] == word, "what is read first stands on the right"


@pytest.mark.parametrize(
    ("script", "text", "said"),
    [
        ("藏文", "民政", "民政"), ("维吾尔文", "ABC", "ABC"), ("蒙古文", "ᠮ民", "民"), ("藏文", "ྲིད", "ྲ"),
        ("朝鲜文", "民政", "民政"), ("壮文", "Minzcwng ᨀ", "ᨀ"), ("彝文", "ꂱ一", "一"),
    ],
)  # fmt: skip
def test_what_no_face_or_no_shaping_has_is_known_before(script: str, text: str, said: str) -> None:
    assert unwritable(text, script) == said


PAGE = """<!doctype html><meta charset="utf-8"><style>@page {{ size: 500mm {high}mm; margin: 0 }}
body {{ margin: 0 }} p {{ position: absolute; margin: 0; left: 30mm; white-space: nowrap; font-size: 30mm; line-height: 1; text-rendering: geometricPrecision; text-autospace: no-autospace }}
{faces}</style>{lines}"""
LINES = {script: names[-1] for script, (names, _) in WORDINGS.items()} | {"维吾尔文": WORDINGS["维吾尔文"][1][0]}
STEP = 100


def single(script: str, folder: Path) -> Path:
    """The script's face as a file of its own: a browser takes no face out of a collection."""
    face = SCRIPTS[script].face
    if face.path.suffix != ".ttc":
        return face.path.resolve()
    TTFont(face.path, fontNumber=face.index).save(folder / "single.otf")
    return folder / "single.otf"


def by_chromium(folder: Path) -> bytes:
    faces = "".join(
        f"@font-face {{ font-family: f{n}; src: url('{single(script, folder).as_uri()}') }}"
        for n, script in enumerate(LINES)
    )
    lines = "".join(
        f'<p lang="{SCRIPTS[s].language}" dir="{"rtl" if SCRIPTS[s].rtl else "ltr"}" style="top: {n * STEP + 20}mm; font-family: f{n}">{text}</p>'
        for n, (s, text) in enumerate(LINES.items())
    )
    page, made = folder / "page.html", folder / "chromium.pdf"
    page.write_text(PAGE.format(high=STEP * len(LINES), faces=faces, lines=lines), encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig.config_file()), "HOME": str(folder)}
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
         "--disable-background-networking", "--no-pdf-header-footer", "--allow-file-access-from-files",
         f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}", page.as_uri()],
        env=environment, capture_output=True, check=True, timeout=90,
    )  # fmt: skip
    return made.read_bytes()


def by_us() -> bytes:
    sheet = Sheet(Size(mm(500), mm(STEP * len(LINES))))
    writings = [at(written(text, s), mm(30), mm(250), mm(n * STEP + 20)) for n, (s, text) in enumerate(LINES.items())]
    template = _environment(Theme()).from_string(
        '{% from "_house/macros.html" import outlines with context %}<html lang="zh-CN"><title>x</title>'
        "<style>@page { size: {{ sheet.size.width }} {{ sheet.size.height }}; margin: 0 } :root { --width: 500mm; --height: 600mm }</style>{{ outlines(writings) }}"
    )
    laid = engine.lay_out(
        template.render(sheet=sheet, writings=writings), style_sheets("plaque", Theme()), {}, Location("x")
    )
    return laid.write("plain")


def inks(pdf: bytes) -> list[Image.Image]:
    """Each line's ink, cut out, at four dots a millimetre."""
    with Image.open(io.BytesIO(pictures(pdf, [0], STEP * len(LINES) * 4)[0])) as picture:
        bands = [picture.convert("L").crop((0, n * STEP * 4, 2000, (n + 1) * STEP * 4)) for n in range(len(LINES))]
    dark = [band.point(lambda shade: 255 if shade < 128 else 0) for band in bands]
    return [band.crop(band.getbbox()) for band in dark]


def test_every_script_looks_as_a_browser_sets_it(tmp_path: Path) -> None:
    for script, ours, theirs in zip(LINES, inks(by_us()), inks(by_chromium(tmp_path)), strict=True):
        assert abs(ours.width - theirs.width) <= 3 and abs(ours.height - theirs.height) <= 3, script
        assert _differing(ours, theirs) < 0.1, script
        assert _differing(ours, theirs.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) > 0.4, "another line would be seen"


def _differing(ours: Image.Image, theirs: Image.Image) -> float:
    """Dots that only one of the two has, as a share of ours."""
    return ImageChops.difference(ours, theirs.resize(ours.size)).histogram()[255] / ours.histogram()[255]


@pytest.mark.parametrize("script", [script for script in WORDINGS if script != "蒙古文"])
@pytest.mark.parametrize("first", [True, False])
def test_on_a_plate_the_second_script_stands_above_or_below_as_the_district_says(script: str, first: bool) -> None:
    data = bilingual(script, first)
    plate = two_script_plates.placed_plate(data.plaque_design, data.district, data.street, second(script, first))
    lead, main, maker = (line.top.mm for line in plate.lines)
    assert all((writing.y.mm < lead) == first and writing.y.mm < maker for writing in plate.writings)
    assert lead < main < maker


@pytest.mark.parametrize("first", [True, False])
def test_mongolian_stands_left_or_right_its_lines_from_left_to_right(first: bool) -> None:
    data = bilingual("蒙古文", first)
    plate = two_script_plates.placed_plate(data.plaque_design, data.district, data.street, second("蒙古文", first))
    one, two = plate.writings
    assert (one.turn, two.turn) == (90, 90) and one.x < two.x
    assert all((two.x < line.left) == first for line in plate.lines)


@pytest.mark.parametrize("script", WORDINGS)
@pytest.mark.parametrize("first", [True, False])
def test_on_a_board_it_stands_left_or_right(script: str, first: bool) -> None:
    data = bilingual(script, first)
    column, writings = two_script_plates.placed_board(
        data.plaque_design, data.district, data.street, second(script, first)
    )
    assert all((writing.x < column.left) == first for writing in writings)
    shapes = boxes(pdf_of(data, "plaque-vertical"))
    left, right = min(box[0] for box in shapes), max(box[2] for box in shapes)
    ends = (left, column.left.mm + column.size.mm) if first else (column.left.mm, right)
    assert sum(ends) / 2 == pytest.approx(180, abs=1.5), "both columns together stand in the middle"


def test_a_plate_without_a_second_name_is_as_in_a_district_of_one_script() -> None:
    data = bilingual("藏文")
    other = changed(data.street, second_name=())
    district = changed(data.district, streets=(other, *data.district.streets[1:]))
    alone = changed(data.district, second_script=None, streets=district.streets)
    assert plates.placed_plate(data.plaque_design, district, other) == plates.placed_plate(
        data.plaque_design, alone, other
    )


def told(data: StationData) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(rule.problem_type.code, each.path) for rule in SECOND_SCRIPT_RULES for each in rule.check(data)]


def test_a_second_name_that_is_too_long_is_refused_and_leaves_the_others() -> None:
    data = bilingual("壮文")
    before = two_script_plates.placed_plate(data.plaque_design, data.district, data.street, second("壮文"))
    first, other, *more = data.district.streets
    outlier = changed(other, second_name=("Minzcwng " * 12,))
    longer = replace(data, district=changed(data.district, streets=(first, outlier, *more)))
    after = two_script_plates.placed_plate(longer.plaque_design, longer.district, longer.street, second("壮文"))
    assert before == after
    itself = replace(longer, station=changed(longer.station, street=other.code))
    assert ("MZ1640", ("名称",)) in told(itself)
    with pytest.raises(Stopped):
        two_script_plates.placed_plate(itself.plaque_design, itself.district, outlier, second("壮文"))


def test_limits_of_a_room_s_second_name() -> None:
    """252 mm of 8 mm type, and one letter more."""
    ems = written("m" * 10, "壮文").width / 10
    fits = int(252 / 8 / ems)
    assert ("MZ1640", ("科室牌", 0, "民族文字")) not in told(bilingual("壮文", room=("m" * (fits - 1),)))
    assert ("MZ1640", ("科室牌", 0, "民族文字")) in told(bilingual("壮文", room=("m" * (fits + 2),)))


def test_a_mongolian_line_that_is_longer_than_its_plate_is_refused() -> None:
    assert ("MZ1640", ("名称",)) in told(bilingual("蒙古文", name=("ᠥᠷᠲᠡᠭᠡ " * 8 + "ᠥᠷᠲᠡᠭᠡ",)))


def test_a_station_and_rooms_without_a_second_name_are_a_finding() -> None:
    data = bilingual("彝文")
    first, *others = data.district.streets
    bare = replace(data, district=changed(data.district, streets=(changed(first, second_name=()), *others)))
    assert ("MZ2631", ("名称",)) in told(bare)
    assert [path for code, path in told(data) if code == "MZ2631"] == [("科室牌", n, "名称") for n in range(1, 5)]


def test_mongolian_may_part_its_last_vowel_and_nobody_else_may() -> None:
    assert forbidden("ᠠᠵᠢᠯ\u180eᠠ") is None
    assert forbidden("民\u180e政") == 0x180E == forbidden("ᠠ\u180e")


def test_columns_are_mongolian_s_alone() -> None:
    assert [script for script in WORDINGS if in_columns(second(script))] == ["蒙古文"]


DISTRICT = """第二文字:
  文字: 藏文
  横牌次序: 民族文字在上
  竖牌次序: 民族文字在左
  依据: { 名称: 某自治州文字使用条例（虚构）, 核对日期: 2026-11-20 }

设计:"""


def named(sample: Workspace, text: str = WORDINGS["藏文"][0][0]) -> None:
    workspaces.replace(
        sample.district, "    门牌式样: [横牌, 竖牌]\n", f"    门牌式样: [横牌, 竖牌]\n    民族文字: [{text}]\n"
    )


def test_the_order_is_asked_for_at_the_line_of_the_wording(sample: Workspace, run: Callable[..., Ended]) -> None:
    named(sample)
    line = workspaces.line_of(sample.district, "民族文字:")
    assert run("check").only("MZ1636").location.startswith(f"data/district.yaml:{line}:")


@pytest.mark.parametrize("left_out", ["横牌次序", "竖牌次序", "依据", "核对日期"])
def test_order_source_and_day_have_no_default(sample: Workspace, run: Callable[..., Ended], left_out: str) -> None:
    said = (
        re.sub(r", 核对日期: [0-9-]+", "", DISTRICT)
        if left_out == "核对日期"
        else re.sub(rf"  {left_out}: .*\n", "", DISTRICT)
    )
    workspaces.replace(sample.district, "\n设计:", f"\n{said}")
    ended = run("check")
    assert ended.code == 10 and left_out in ended.said


def test_a_character_no_face_has_is_told_at_its_line(sample: Workspace, run: Callable[..., Ended]) -> None:
    named(sample, "དམངས་民")
    workspaces.replace(sample.district, "\n设计:", f"\n{DISTRICT}")
    found = run("check").only("MZ1638")
    assert found.location.startswith(f"data/district.yaml:{workspaces.line_of(sample.district, '民族文字: [')}:")
    assert "民（U+6C11）" in found.message


def test_a_sign_that_joins_no_letter_is_told_to_stand_alone(sample: Workspace, run: Callable[..., Ended]) -> None:
    named(sample, "\u0f90དམངས")
    workspaces.replace(sample.district, "\n设计:", f"\n{DISTRICT}")
    assert "（U+0F90），这个字不能单独写" in run("check").only("MZ1638").message


def test_a_room_in_a_district_of_one_script_is_told_which_is_missing(
    sample: Workspace, run: Callable[..., Ended]
) -> None:
    workspaces.replace(sample.station, "{ 名称: 档案室,", "{ 名称: 档案室, 民族文字: [자료실],")
    told = {each.code: each for each in run("check").errors}
    assert "区里没有写“第二文字”" in told["MZ1639"].message


def test_the_documented_example_is_one(sample: Workspace, run: Callable[..., Ended]) -> None:
    page = (Path(__file__).parents[1] / "docs" / "plaques.md").read_text("utf-8")
    district, station = (part.split("```")[0] for part in page.split("```yaml\n")[1:3])
    section, _, street = district.partition("街道:\n")
    workspaces.replace(sample.district, "\n设计:", "\n" + section.split("\n", 1)[1] + "\n设计:")
    named(sample, "XX")
    written = sample.district.read_text("utf-8")
    (line,) = [each for each in written.split("\n") if "XX" in each]
    (example,) = [each for each in street.split("\n") if "民族文字" in each]
    sample.district.write_text(written.replace(line, example), "utf-8")
    room = next(each for each in station.split("\n") if "民族文字" in each)
    workspaces.replace(sample.station, "  - { 名称: 民政服务窗口, 位置: 一楼 101 室，面向门右侧, 数量: 1 }", room)
    ended = run("check")
    assert not ended.errors, ended.said
    assert [each.location.rpartition(" ")[2] for each in ended.told if each.code == "MZ2631"] == [
        f"科室牌[{n}].名称" for n in range(2, 6)
    ]


def test_a_workspace_of_two_scripts_is_checked_and_built(sample: Workspace, run: Callable[..., Ended]) -> None:
    named(sample)
    workspaces.replace(sample.district, "\n设计:", f"\n{DISTRICT}")
    assert {told.code for told in run("check").told} >= {"MZ2631"}
    assert run("build-signage", "--only", "plaque", "-j", "1", "-q").code == 0
    assert (sample.output / "taoyuan" / "signage" / "plaque-plate.dxf").is_file()


def test_without_the_faces_nothing_is_made_and_check_says_what_was_not_looked_at(
    sample: Workspace, run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    named(sample)
    workspaces.replace(sample.district, "\n设计:", f"\n{DISTRICT}")
    absent = tuple(replace(face, file=f"nowhere/{face.file}") for face in scripts.FACES)
    monkeypatch.setattr(scripts, "FACES", absent)
    assert "MZ4010" in run("check").codes
    assert "MZ4001" in run("build-signage", "--only", "plaque").codes


def test_pages_cannot_fall_back_on_a_second_script_s_face() -> None:
    assert f"<dir>{fonts.faces_folder()}</dir>" in fontconfig.config_text()
    assert not any(face.path.is_relative_to(fonts.faces_folder()) for face in scripts.FACES)
    html = '<html lang="zh-CN"><p style="font-family: \'Noto Serif Tibetan\'">དམངས</p></html>'
    with pytest.raises(Stopped):
        engine.lay_out(html, "", {}, Location("x")).write("plain")
