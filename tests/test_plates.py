"""Door plates: whatever their names, they stand in the middle, keep clear of caps, or are refused at their line."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image

from mzdocs.build.produce import make_files
from mzdocs.checks import check
from mzdocs.checks.plate_rules import PLATE_RULES
from mzdocs.core.problems import Location, Stopped
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Length, Size, mm
from mzdocs.derive import plates
from mzdocs.derive.line_space import LineSpace
from mzdocs.derive.plate_frame import FROM_CAP, corners_are_free, covered, rims
from mzdocs.design.fonts import CHAINS
from mzdocs.design.lettering import SetLine, ink_of_column, pen_way
from mzdocs.design.vertical import cells
from mzdocs.kinds import KINDS
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import Corners, SignSpec
from mzdocs.pdf.raster import pictures
from mzdocs.render import engine, layout_boxes
from mzdocs.render.templates import style_sheets

from . import workspaces
from .test_bureau import checked as district_checked
from .test_bureau import plaques
from .test_rules import changed, override, sound, station, street
from .test_rules import checked as problems_of
from .workspaces import Ended, Workspace

DOTS = 4
"""A millimetre of the pictures."""


def named(name: str, district: str = "澄江区") -> StationData:
    """The sample station in a street of this name."""
    data = street(name=name, station=f"{district}{name}民政工作站")
    first = data.district.streets[0]
    made = replace(data, district=changed(data.district, name=district))
    return replace(made, station=changed(made.station, name=first.station))


def checked(data: StationData) -> list[tuple[str, str]]:
    return [(problem.code, problem.location.path) for problem in problems_of(data)]


def in_room(name: str) -> StationData:
    first, *others = sound().station.rooms
    return station(rooms=(changed(first, name=name), *others))


def pdf_of(data: StationData, name: str) -> bytes:
    return make_files([plan for plan in KINDS["plaque"].plan(data) if plan.file == f"{name}.pdf"])[0].data


def pens(pdf: bytes) -> list[tuple[str, float, float]]:
    """Each line's text, and where its pen starts and ends in millimetres of the trimmed sheet."""
    with pdfium.PdfDocument(pdf) as view:
        page, text = view[0], view[0].get_textpage()
        left, right = page.get_trimbox()[0], page.get_trimbox()[2]
        chars = [
            (text.get_text_range(i, 1), text.get_charbox(i, loose=True), text.get_charbox(i))
            for i in range(text.count_chars())
        ]
    lines: dict[int, list[Any]] = {}
    for char, box, ink in chars:
        if char.strip() and left <= (box[0] + box[2]) / 2 <= right and box[3] - box[1] > 15:
            lines.setdefault(round(box[1]), []).append((box[0], box[2], char, ink))
    return [
        (
            "".join(c for _, _, c, _ in sorted(line)),
            (min(line)[0] - left) * 25.4 / 72,
            (max(line)[1] - left) * 25.4 / 72,
        )
        for line in lines.values()
    ]


def ink_rows(pdf: bytes, box: tuple[float, float, float, float], light: bool = False) -> tuple[float, float]:
    """From where to where the ink goes in a part of the sheet, left, top, right, bottom; top and bottom in millimetres."""
    with pdfium.PdfDocument(pdf) as view:
        x1, y1, x2, y2 = view[0].get_trimbox()
    longest = round(max(x2 - x1, y2 - y1) * 25.4 / 72 * DOTS)
    with Image.open(io.BytesIO(pictures(pdf, [0], longest)[0])) as picture:
        part = picture.convert("L").crop(tuple(round(edge * DOTS) for edge in box))
        found = part.point(lambda shade: 255 if (shade > 160 if light else shade < 90) else 0).getbbox()
    assert found
    return found[1] / DOTS + box[1], found[3] / DOTS + box[1]


LONG = "白鹭湖国家级生态旅游度假示范区街道"
NAMES = [
    "桃源街道",
    "䶮湖街道",
    "一",
    LONG,
    "化学新材料产业园-沿江街道",
    "阿克·巴什街道",
    "㛃河街道",
    "G40 沿线街道",
    "G40(A区)~12街道",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_of_a_door_plate_stand_in_the_middle(name: str) -> None:
    pdf = pdf_of(named(name), "plaque-plate")
    for text, start, end in pens(pdf):
        assert (start + end) / 2 == pytest.approx(300, abs=0.15), text
    top, bottom = ink_rows(pdf, (40, 30, 560, 370))
    assert (top + bottom) / 2 == pytest.approx(200, abs=0.3)


@pytest.mark.parametrize("name", NAMES)
def test_the_column_of_a_hanging_board_stands_in_the_middle(name: str) -> None:
    top, bottom = ink_rows(pdf_of(named(name), "plaque-vertical"), (20, 20, 340, 2180))
    assert (top + bottom) / 2 == pytest.approx(1100, abs=0.6)


@pytest.mark.parametrize(
    "name",
    ["值班室", "民政服务窗口", "社会救助服务窗口", "未成年人保护工作站", "困难群众基本生活救助综合服务大厅一", "一-1"],
)
def test_the_lines_of_a_room_plate_stand_in_the_middle_of_their_grounds(name: str) -> None:
    pdf = pdf_of(in_room(name), "room-01")
    assert [text for text, _, _ in pens(pdf)] == ["澄江区桃源街道民政工作站", name]
    for text, start, end in pens(pdf):
        assert (start + end) / 2 == pytest.approx(150, abs=0.1), text
    for box, light, middle in (((6, 6, 294, 46), False, 24), ((6, 50, 294, 118), True, 84)):
        top, bottom = ink_rows(pdf, box, light)
        assert (top + bottom) / 2 == pytest.approx(middle, abs=0.26)


def test_a_long_room_name_is_smaller_and_leaves_the_others_as_they_are() -> None:
    design = sound().district.design.plaques

    def size(name: str) -> float:
        return plates.room_line(design, name).size.mm

    assert size("值班室") == size("民政服务窗口") == pytest.approx(36)
    assert 8 <= size("困难群众基本生活救助综合服务大厅一") < 15


def test_a_long_unit_takes_two_lines_parted_after_a_name() -> None:
    long = "查干花草原生态旅游度假示范街道"
    data = named(long, "前郭尔罗斯蒙古族自治县")
    lines = plates.placed_room(data.plaque_design, data.district, data.street, "值班室")
    assert [placed.line.text for placed in lines] == ["前郭尔罗斯蒙古族自治县", f"{long}民政工作站", "值班室"]
    assert lines[0].line.size == lines[1].line.size
    top, bottom = ink_rows(pdf_of(data, "room-01"), (6, 6, 294, 46))
    assert (top + bottom) / 2 == pytest.approx(24, abs=0.26)


def placed_size(data: StationData) -> tuple[float, ...]:
    return tuple(placed.line.size.mm for placed in plates.placed_plate(data.plaque_design, data.district, data.street))


def test_a_street_too_long_for_any_plate_is_refused_and_leaves_the_others_their_size() -> None:
    before = placed_size(sound())
    first, second, *others = sound().district.streets
    outlier = changed(second, name="超" * 60, station="超" * 80)
    data = replace(sound(), district=changed(sound().district, streets=(first, outlier, *others)))
    assert placed_size(data) == before
    assert checked(data) == checked(sound())
    itself = replace(data, station=changed(data.station, street=outlier.code, name=outlier.station))
    assert ("MZ1633", "名称") in checked(itself)
    with pytest.raises(Stopped):
        plates.placed_plate(data.plaque_design, data.district, outlier)


def test_all_streets_share_one_size_on_the_door_plate() -> None:
    data = sound()
    sizes = {
        tuple(p.line.size.mm for p in plates.placed_plate(data.plaque_design, data.district, each))
        for each in data.district.streets
    }
    assert len(sizes) == 1


LETTERS = "桃源青槐望河石桥柳林南屏镇乡云䶮㛃社会救助未成年人保护中心站办0123456789-—·（）AZ"


def invented(count: int) -> Iterator[str]:
    dice = random.Random(12)
    for number in range(count):
        yield "".join(dice.choice(LETTERS) for _ in range(number % 30 + 1))


def faults(data: StationData, name: str) -> Iterator[str]:
    """What of the plates a name stands on is neither refused nor right."""
    design, district = data.plaque_design, data.district
    refused = {rule.problem_type.code for rule in PLATE_RULES if any(rule.check(data))}
    makers = {
        "MZ1633": [
            lambda: plates.placed_plate(design, district, data.street),
            lambda: (plates.placed_column(design, district, data.street),),
            lambda: plates.placed_room(design, district, data.street, "值班室"),
        ],
        "MZ1634": [lambda: plates.placed_room(design, district, sound().street, data.station.rooms[0].name)],
    }
    for code, makes in makers.items():
        stopped = []
        for make in makes:
            try:
                placed = make()
            except Stopped:
                stopped.append(name)
                continue
            yield from (f"{name}: {each}" for each in placed if not _inside(each, design))
        if bool(stopped) != (code in refused):
            yield f"{name}: {code} {refused} {stopped}"


def _inside(placed: Any, design: Any) -> bool:
    if isinstance(placed, plates.PlacedColumn):
        face = CHAINS["song", True][0]
        above, below = ink_of_column(placed.text, face)
        steps = sum(cell.ems - 1 for cell in cells(placed.text)) * placed.size.mm
        tall = placed.pitch.mm * (len(cells(placed.text)) - 1) + placed.size.mm + steps
        middle = placed.top.mm + (tall + (above - below) * placed.size.mm) / 2
        return abs(middle - 1100) < 0.01 and 40 <= placed.size.mm <= 216 and placed.top.mm >= 100
    sheet = design.plate.size if placed.line.face.family.startswith("Noto Serif") else design.room.size
    least = 12.5 if sheet == design.plate.size else 8
    middle = placed.left.mm + placed.line.width.mm / 2
    return abs(middle - sheet.width.mm / 2) < 0.01 and placed.left.mm >= 23.9 and placed.line.size.mm >= least - 0.01


def test_names_of_every_length_are_fitted_or_refused_at_their_line() -> None:
    found = [fault for name in invented(240) for data in (named(name), in_room(name)) for fault in faults(data, name)]
    assert found == []


def test_limits_of_the_names() -> None:
    """The longest that fits, and one character more: 252 mm of 8 mm type, of a unit the street with the district."""
    assert [code for code, _ in checked(in_room("室" * 31))] == []
    assert checked(in_room("室" * 32)) == [("MZ1634", "科室牌[1].名称")]
    assert [code for code, _ in checked(named("街" * 28))] == ["MZ1836"], "it goes on the plate, not on the cards"
    assert ("MZ1633", "名称") in checked(named("街" * 29))


def test_a_line_of_the_design_that_does_not_fit_is_told_in_the_design() -> None:
    assert district_checked(plaques(maker="监" * 38)) == []
    assert district_checked(plaques(maker="监" * 39)) == [("MZ1631", "设计/门牌/监制")]
    own = changed(sound().district.design.plaques, maker="监" * 39)
    assert ("MZ1633", "设计.门牌.监制") in checked(override(plaques=own))


def holed(inset: float, cap: float | None = 14, size: Size | None = None) -> SignSpec:
    spec = sound().district.design.plaques.plate
    holes = Corners.model_validate({"直径": "6 mm", "边距": f"{inset} mm"} | ({"钉帽": f"{cap} mm"} if cap else {}))
    return changed(spec, holes=holes, size=size or spec.size)


SIZES = (Size(mm(600), mm(400)), Size(mm(400), mm(600)), Size(mm(1200), mm(600)))


def test_rims_keep_clear_of_caps_or_there_are_none() -> None:
    for spec in (holed(inset, cap, size) for size in SIZES for inset in range(8, 60) for cap in (None, 10, 14, 24)):
        assert spec.holes
        frame, reach = rims(spec), covered(spec.holes)
        if frame is not None:
            within, without = spec.holes.inset - reach, spec.holes.inset + reach
            assert within - frame.inside >= FROM_CAP or frame.outer - without >= FROM_CAP
            assert frame.outer >= mm(5) and frame.inner - frame.outer - frame.wide >= mm(2)


def test_a_usual_plate_has_its_rims_at_every_inset_its_caps_lie_on() -> None:
    assert all(rims(holed(inset)) for inset in range(7, 60))
    assert rims(holed(6)) is None


def test_holes_are_refused_where_no_rim_or_text_keeps_clear() -> None:
    def told(spec: SignSpec) -> list[tuple[str, str]]:
        return district_checked(plaques(plate=spec))

    assert told(holed(58)) == [] == told(holed(50, cap=None))
    assert told(holed(59)) == [("MZ1632", "设计/门牌/横牌/四角孔")]
    assert told(holed(6)) == [("MZ1632", "设计/门牌/横牌/四角孔")]
    own = changed(sound().district.design.plaques, plate=holed(59))
    assert ("MZ1635", "设计.门牌.横牌.四角孔") in checked(override(plaques=own))


def test_text_keeps_clear_of_the_caps_across_or_down() -> None:
    assert corners_are_free(holed(50), Size(mm(60), mm(0)))
    assert not corners_are_free(holed(50.5), Size(mm(60), mm(60)))
    assert corners_are_free(changed(holed(50), holes=None), Size(mm(0), mm(0)))


def test_the_shop_reads_how_wide_a_cap_may_be() -> None:
    (plate,) = [plan for plan in KINDS["plaque"].plan(sound()) if plan.file == "plaque-plate.pdf"]
    assert plate.order and plate.sheet.holes
    assert plate.order.shape == "圆角 R6，4-φ6 孔，孔心距边 30，钉帽不大于 φ14"
    assert plate.sheet.holes.cap == mm(14)


def test_every_plate_says_what_it_keeps_clear() -> None:
    assert all(plan.clearances for plan in KINDS["plaque"].plan(sound()))


def test_a_line_is_as_wide_as_the_engine_sets_it_whatever_scripts_meet_in_it() -> None:
    dice, marks = random.Random(3), "桃源青槐䶮㛃0123456789-—·（）()~AZabG&.,:/“”《》 　"
    for role in ("song", "hei"):
        face = CHAINS[role, True][0]
        texts = ["桃" + "".join(dice.choice(marks) for _ in range(12)) + "站" for _ in range(40)]
        for text, width in zip(texts, _set(texts, face.family), strict=True):
            assert pen_way(text, face) == pytest.approx(width, abs=0.002), text


def _set(texts: list[str], family: str) -> list[float]:
    """How wide the layout engine makes each line, in em."""
    lines = "".join(f'<p class="set-line" data-box="x" style="top: {n}mm">{escape(t)}</p>' for n, t in enumerate(texts))
    html = f'<html lang="zh-CN"><style>.set-line {{ font: bold 10mm/1 "{family}" }}</style>{lines}</html>'
    laid = engine.lay_out(html, style_sheets("plaque", Theme()), {}, Location("x"))
    return [box.width.mm / 10 for box in layout_boxes.boxes(laid)]


def test_a_line_has_no_space_after_its_last_character() -> None:
    face = CHAINS["hei", True][0]
    line = SetLine("民政", face, mm(10), mm(2))
    assert line.width == mm(22)
    assert line.at(mm(50), mm(0)).left == Length(39)


def test_check_says_nothing_of_names_when_there_are_no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    assert check(in_room("室" * 60), lambda violation: pytest.fail(str(violation))) == []


def test_a_long_room_name_is_told_at_its_line_before_anything_is_made(
    sample: Workspace, run: Callable[..., Ended]
) -> None:
    workspaces.replace(sample.station, "名称: 档案室", f"名称: {'档' * 32}")
    line = workspaces.line_of(sample.station, "名称: 档档")
    for command in (("check",), ("build-signage", "--only", "plaque", "--only", "badge")):
        ended = run(*command)
        assert ended.only("MZ1634").location.startswith(f"data/stations/taoyuan.yaml:{line}:"), ended.said
    made = {path.name for path in sample.output.glob("*/*/*.pdf")}
    assert made and not [name for name in made if name.startswith(("plaque-", "room-"))]


@pytest.mark.parametrize("name", ["桃源街道", "䶮湖街道", LONG])
def test_the_characters_of_the_big_line_and_of_the_board_stand_apart(name: str) -> None:
    """Ten to twelve millimetres of 84 at every street alike; on the hanging board strokes of neighbours do not meet."""
    data = named(name)
    _, main, _ = plates.plate_type(data.plaque_design, data.district, data.street)
    assert 10 <= main.gap.mm <= 12 and main.size.mm == pytest.approx(84, abs=1)
    column = plates.placed_column(data.plaque_design, data.district, data.street)
    assert column.pitch - column.size >= column.size * 0.07
    inks = [
        ink_of_column(cell.text, LineSpace("", column.text, "song", *[mm(1)] * 3).face) for cell in cells(column.text)
    ]
    between = [below + above for (_, below), (above, _) in pairwise(inks)]
    assert column.pitch.mm - column.size.mm + min(between) * column.size.mm >= 3


def test_a_long_line_gives_up_its_gaps_before_it_is_refused() -> None:
    """Both sides of where it must: eleven em with gaps of a tenth take twelve."""

    def own(length: float, text: str = "一" * 11) -> float:
        return LineSpace("", text, "song", mm(length), mm(90), mm(10), gap=0.1).own_size(text).mm

    assert own(122) > 10
    assert own(119) == own(111) == 10
    assert own(109) < 10
