"""Cards on duplex sheets: places, mirroring, marks, and the printer's error read off and taken out."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from mzdocs.build.finished_file import File
from mzdocs.build.pipeline import plan
from mzdocs.build.produce import make_files
from mzdocs.core.problems import Exit, Problem, Stopped
from mzdocs.core.units import Length, Size, mm
from mzdocs.kinds.badge_calibration import ticks
from mzdocs.kinds.badge_sheets import BLEED, layout
from mzdocs.model.unified_design import SheetPlan
from mzdocs.plan.document import A4, Document, Imposition, Sheet
from mzdocs.press.impose import impose, slots

from . import workspaces
from .workspaces import Workspace

CARD = Size(mm(85.6), mm(54))
PLAN = Imposition(A4, 2, 4, mm(6))
SHEETS = Document("badge", "badges-a4", "拼版", "signage", Sheet(A4), "2026-11-20", imposition=PLAN)


DISTRICT_PLAN = """  胸牌拼版:
    纸张: 210×297 mm
    间距: 6 mm
    翻转: 长边
    裁切线: 是
"""


def blank(count: int, size: Size) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(size.width.pt, size.height.pt))
            pdf.pages[-1].obj.TrimBox = pdf.pages[-1].obj.BleedBox = pdf.pages[-1].obj.MediaBox
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_slots_stand_in_the_middle_of_the_sheet():
    places = slots(CARD, PLAN)
    assert len(places) == 8
    left, top = places[0]
    right, bottom = places[-1]
    assert left.mm == pytest.approx(210 - right.mm - 85.6)
    assert top.mm == pytest.approx(297 - bottom.mm - 54)
    assert places[1][0].mm - left.mm == pytest.approx(85.6 + 6)


def test_a_back_lies_behind_its_front_when_the_sheet_turns_on_its_long_edge():
    for front, back in zip(slots(CARD, PLAN), slots(CARD, PLAN, back=True), strict=True):
        assert front[0].mm == pytest.approx(210 - back[0].mm - 85.6)
        assert front[1] == back[1]


def test_a_back_lies_behind_its_front_when_the_sheet_turns_on_its_short_edge():
    plan = replace(PLAN, flip="short")
    for front, back in zip(slots(CARD, plan), slots(CARD, plan, back=True), strict=True):
        assert front[0] == back[0]
        assert front[1].mm == pytest.approx(297 - back[1].mm - 54)


def test_every_card_is_laid_once_and_marks_are_on_every_plate():
    data = impose(blank(2 * 11, CARD), CARD, blank(4, A4), SHEETS)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [len(page.obj.Resources.XObject) for page in pdf.pages] == [8, 8, 3, 3]
        for page in pdf.pages:
            assert page.obj.Resources.ColorSpace["/All"][1] == "/All"
            text = b"".join(stream.read_bytes() for stream in page.obj.Contents)
            assert text.count(b" l S") == 2 * (2 * 2) + 2 * (2 * 4)


def test_imposing_twice_gives_the_same_bytes():
    cards, sheets = blank(6, CARD), blank(2, A4)
    assert impose(cards, CARD, sheets, SHEETS) == impose(cards, CARD, sheets, SHEETS)


def test_slots_that_are_used_up_stay_empty_and_no_card_is_lost():
    plan = replace(PLAN, first=6)
    data = impose(blank(2 * 11, CARD), CARD, blank(2 * plan.sheets(11), A4), replace(SHEETS, imposition=plan))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        laid = [sorted(page.obj.Resources.XObject) for page in pdf.pages]
    assert laid[0] == laid[1] == ["/Card5", "/Card6", "/Card7"]
    assert laid[2] == laid[3] == [f"/Card{number}" for number in range(8)]
    assert len(laid) == 4


@pytest.mark.parametrize(
    ("first", "cards", "sheets"), [(1, 8, 1), (1, 9, 2), (2, 8, 2), (8, 1, 1), (8, 2, 2), (5, 12, 2)]
)
def test_sheets_are_counted_with_their_used_slots(first, cards, sheets):
    assert replace(PLAN, first=first).sheets(cards) == sheets


def sheet_plan(**more: str | int) -> SheetPlan:
    said = {"纸张": "210×297 mm", "间距": "6 mm", "翻转": "长边", "裁切线": "是", **more}
    return SheetPlan.model_validate(said)


def refused(card: Size, **more: str | int) -> Problem:
    with pytest.raises(Stopped) as caught:
        layout(card, sheet_plan(**more))
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("width", "height", "columns", "rows"), [(85.6, 54, 2, 4), (70, 100, 2, 2), (54, 85.6, 3, 3), (194, 271, 1, 1)]
)
def test_as_many_cards_as_a_sheet_takes(width, height, columns, rows):
    plan = layout(Size(mm(width), mm(height)), sheet_plan())
    assert (plan.columns, plan.rows) == (columns, rows)


def test_the_sheet_is_what_the_data_says():
    plan = layout(
        CARD,
        sheet_plan(
            纸张="320×450 mm", 列="3", 行="5", 间距="5 mm", 翻转="短边", 背面偏移={"向右": "0.5 mm", "向下": "-1 mm"},
            起始格="4", 裁切线="否",
        ),
    )  # fmt: skip
    shift = (mm(0.5), mm(-1))
    assert plan == Imposition(Size(mm(320), mm(450)), 3, 5, mm(5), "short", shift, first=4, marks=False)


def test_a_card_larger_than_the_sheet_is_refused():
    problem = refused(A4)
    assert (problem.problem_type.exit, problem.code) == (Exit.FIT, "MZ3204")


def test_too_many_columns_are_refused_in_millimetres():
    problem = refused(CARD, 列="3")
    assert problem.message() == "3 列 4 行 85.6×54 mm 的胸牌，连同间距和四周空白要 284.8×260 mm，纸只有 210×297 mm"
    assert "8 mm" in problem.remedy()


def test_the_offset_takes_room_too():
    assert layout(Size(mm(194), mm(54)), sheet_plan()).columns == 1
    problem = refused(Size(mm(194), mm(54)), 背面偏移={"向右": "-0.5 mm", "向下": "0 mm"})
    assert "要 211×" in problem.message()


@pytest.mark.parametrize(("key", "found"), [("起始格", "0"), ("起始格", "9"), ("列", "0"), ("行", "0")])
def test_slots_the_sheet_does_not_have_are_refused(key, found):
    problem = refused(CARD, **{key: found})
    most = {"起始格": 8, "列": 2, "行": 4}[key]
    assert problem.message() == f"“{key}”写的是 {found}，应在 1 到 {most} 之间"
    assert str(problem.location) == f"badges-a4.pdf 胸牌拼版 {key}"


def test_a_gutter_takes_the_bleed_of_both_neighbours():
    assert layout(CARD, sheet_plan(间距="4 mm")).gutter == BLEED * 2
    problem = refused(CARD, 间距="3.9 mm")
    assert (problem.code, problem.facts["gutter"], problem.facts["least"]) == ("MZ3205", "3.9", "4")


# A printer that is off: what it does to a back, what the clerk reads, what entering it changes.

Point = tuple[float, float]


def seen_from_front(location: Point, plan: Imposition, error: Point) -> Point:
    """Where a point of the back's page is seen through the paper, from a printer that lays backs `error` off."""
    x, y = location
    if plan.sideways:
        x = plan.sheet.width.mm - x
    else:
        y = plan.sheet.height.mm - y
    return x + error[0], y + error[1]


def read_off(plan: Imposition, error: Point) -> Point:
    """The numbers the back's lines are seen at."""
    width, height = plan.sheet.width.mm, plan.sheet.height.mm
    drawn = width / 2 + plan.back_shift[0].mm, height / 2 + plan.back_shift[1].mm
    x, y = seen_from_front(drawn, plan, error)
    return ruler(plan.shift[0], x - width / 2), ruler(plan.shift[1], y - height / 2)


def ruler(shift: Length, at: float) -> float:
    """The number at a place of the ruler, read between the two labels next to it."""
    labelled = [(tick.at.mm, int(tick.label)) for tick in ticks(shift) if tick.label]
    (left, first), (right, last) = min(labelled), max(labelled)
    assert left - 2 <= at <= right + 2
    return first + (at - left) / (right - left) * (last - first)


TURNS = [(A4, "long"), (A4, "short"), (Size(A4.height, A4.width), "long"), (Size(A4.height, A4.width), "short")]


def test_which_way_a_sheet_turns_is_a_matter_of_its_edges():
    assert [Imposition(sheet, 1, 1, mm(6), flip).sideways for sheet, flip in TURNS] == [True, False, False, True]


@pytest.mark.parametrize(("sheet", "flip"), TURNS)
@pytest.mark.parametrize("entered", [(0.0, 0.0), (1.5, -0.7)])
@pytest.mark.parametrize("error", [(0.0, 0.0), (2.3, -1.4), (-3.0, 4.0)])
def test_entering_what_is_read_brings_every_back_behind_its_front(sheet, flip, entered, error):
    plan = Imposition(sheet, 2, 3, mm(6), flip, (mm(entered[0]), mm(entered[1])))
    right, down = read_off(plan, error)
    assert (right, down) == pytest.approx((-error[0], -error[1]))
    plan = replace(plan, shift=(mm(right), mm(down)))
    assert read_off(plan, error) == pytest.approx((right, down))
    for front, back in zip(slots(CARD, plan), slots(CARD, plan, back=True), strict=True):
        middle = back[0].mm + CARD.width.mm / 2, back[1].mm + CARD.height.mm / 2
        wanted = front[0].mm + CARD.width.mm / 2, front[1].mm + CARD.height.mm / 2
        assert seen_from_front(middle, plan, error) == pytest.approx(wanted)


@pytest.mark.parametrize("flip", ["long", "short"])
def test_the_shift_moves_backs_and_their_marks_and_never_fronts(flip):
    still = replace(PLAN, flip=flip)
    moved = replace(still, shift=(mm(2), mm(-1)))
    assert slots(CARD, moved) == slots(CARD, still)
    dx, dy = (-2, -1) if flip == "long" else (2, 1)
    for before, after in zip(slots(CARD, still, back=True), slots(CARD, moved, back=True), strict=True):
        assert (after[0].mm - before[0].mm, after[1].mm - before[1].mm) == pytest.approx((dx, dy))
    lines = [marks_of(plan) for plan in (still, moved)]
    assert lines[0][0] == lines[1][0]
    for before, after in zip(lines[0][1], lines[1][1], strict=True):
        assert after == pytest.approx([before[0] + mm(dx).pt, before[1] - mm(dy).pt], abs=1e-3)


def marks_of(plan: Imposition) -> list[list[list[float]]]:
    """Where every cut mark begins, page by page."""
    data = impose(blank(2, CARD), CARD, blank(2, A4), replace(SHEETS, imposition=plan))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            [[float(value) for value in operands] for operands, operator in operations if str(operator) == "m"]
            for operations in map(pikepdf.parse_content_stream, pdf.pages)
        ]


def test_cut_marks_touch_no_bleed():
    for page, back in zip(marks_of(PLAN), (False, True), strict=True):
        for x, y in page:
            for left, top in slots(CARD, PLAN, back):
                beside = not left.pt - BLEED.pt < x < (left + CARD.width + BLEED).pt
                assert beside or not top.pt - BLEED.pt < A4.height.pt - y < (top + CARD.height + BLEED).pt


# The sample station's own badges, made as a build makes them.


def badges(sample: Workspace) -> dict[str, File]:
    return {file.document.file: file for file in make_files(plan(sample.station_data(), ("badge",)))}


def picture(data: bytes, page: int, dpi: int = 60) -> Image.Image:
    document = pdfium.PdfDocument(data)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in millimetres from the upper left."""


def words(data: bytes, page: int, box: Box | None = None) -> str:
    """What stands on a page, or in a part of it, without spaces."""
    document = pdfium.PdfDocument(data)
    try:
        left, top, right, bottom = (mm(value).pt for value in box or (0, 0, 5000, 5000))
        height = document[page].get_height()
        text = document[page].get_textpage().get_text_bounded(left, height - bottom, right, height - top)
        return "".join(text.split())
    finally:
        document.close()


def slot_box(location: tuple[Length, Length]) -> Box:
    left, top = location[0].mm, location[1].mm
    return left, top, left + CARD.width.mm, top + CARD.height.mm


def red(image: Image.Image) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """From where to where columns, then rows, hold the red of bands and feet."""
    reds, greens, _ = image.split()
    mask = ImageChops.subtract(reds, greens).point(lambda much: 255 if much > 90 else 0)
    mask = mask.filter(ImageFilter.MinFilter(5)).filter(ImageFilter.MaxFilter(5))  # letters and faces are no bands
    columns, rows = (
        mask.resize((mask.width, 1), Image.Resampling.BOX),
        mask.resize((1, mask.height), Image.Resampling.BOX),
    )
    return runs(columns.tobytes(), 8), runs(rows.tobytes(), 40)


def runs(line: bytes, least: int) -> list[tuple[int, int]]:
    edges = [i for i in range(len(line) + 1) if (i and line[i - 1] >= least) != (i < len(line) and line[i] >= least)]
    return list(zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize("flip", ["长边", "短边"])
def test_the_ink_of_a_back_lies_behind_that_of_its_front(sample, flip):
    """Turned over, feet are as wide as bands and where they are; from a band's top to its foot is one card."""
    workspaces.replace(sample.district, "    翻转: 长边", f"    翻转: {flip}\n    起始格: 3")
    sheets = badges(sample)["badges-a4.pdf"]
    turn = ImageOps.mirror if flip == "长边" else ImageOps.flip
    front, back = picture(sheets.data, 0, 254), turn(picture(sheets.data, 1, 254))
    (bands, tops), (feet, bottoms) = red(front), red(back)
    assert (len(bands), len(tops)) == (2, 3)
    assert feet == [(pytest.approx(a, abs=1), pytest.approx(b, abs=1)) for a, b in bands]
    tall = (CARD.height + BLEED * 2).mm * 10
    assert [bottom for _, bottom in bottoms] == [pytest.approx(top + tall, abs=2) for top, _ in tops]


@pytest.mark.parametrize("flip", ["长边", "短边"])
def test_behind_every_card_is_its_own_back(sample, flip):
    """The number a front bears is what the code behind it says, slot by slot, though the back is shifted."""
    own = f"    翻转: {flip}\n    起始格: 4\n    背面偏移: {{ 向右: 2 mm, 向下: -1.5 mm }}"
    workspaces.replace(sample.district, "    翻转: 长边", own)
    sheets = badges(sample)["badges-a4.pdf"]
    plan = sheets.document.imposition
    found = 0
    for number in range(0, sheets.pages, 2):
        back = picture(sheets.data, number + 1, 254)
        for front, behind in zip(slots(CARD, plan), slots(CARD, plan, back=True), strict=True):
            codes = zxingcpp.read_barcodes(back.crop([value * 10 for value in slot_box(behind)]))
            told = re.findall(r"[0-9]{6}-[0-9]{3}-[0-9]{3}-[0-9]{2}", words(sheets.data, number, slot_box(front)))
            assert [code.text.split("\n")[2] for code in codes] == [f"证件编号：{number}" for number in told]
            found += len(told)
    assert found == len(sheets.document.codes)


def test_a_sheet_turned_like_a_calendar_has_its_backs_upside_down(sample):
    """The cut card is turned like a page of a book, whichever way the printer turned the sheet."""
    book = badges(sample)["badges-a4.pdf"]
    workspaces.replace(sample.district, "    翻转: 长边", "    翻转: 短边")
    calendar = badges(sample)["badges-a4.pdf"]
    edge = mm(12).px * 60 / 96
    crop = (0, edge, picture(book.data, 1).width, picture(book.data, 1).height - edge)
    upright, turned = picture(book.data, 1).crop(crop), picture(calendar.data, 1).rotate(180).crop(crop)
    unlike = ImageChops.difference(upright, turned).convert("L").point(lambda grey: 255 if grey > 128 else 0)
    assert sum(1 for grey in unlike.tobytes() if grey) < 0.01 * upright.width * upright.height


def test_single_cards_have_no_marks_and_begin_at_nothing(sample):
    file = badges(sample)["badges.pdf"]
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        for page in pdf.pages:
            wide = [0, 0, (CARD.width + BLEED * 2).pt, (CARD.height + BLEED * 2).pt]
            for box in (page.mediabox, page.bleedbox):
                assert [float(value) for value in box] == pytest.approx(wide, abs=1e-3)
            assert "/All" not in page.obj.Resources.get("/ColorSpace", {})


def test_names_and_slugs_say_how_the_sheet_is_printed(sample):
    assert "（A4 纸 双面，沿长边翻转，100% 不缩放）" in badges(sample)["badges-a4.pdf"].document.title
    own = DISTRICT_PLAN.replace("210×297", "320×450").replace("长边", "短边").replace("\n  ", "\n")
    own += "  背面偏移: { 向右: 0.5 mm, 向下: -1 mm }\n  起始格: 2\n"
    with sample.station.open("a", encoding="utf-8") as file:
        file.write("\n" + own.removeprefix("  "))
    made = badges(sample)
    assert "badges-a4.pdf" not in made
    sheets = made["badges-sheet.pdf"]
    for note in ("320×450 mm 纸 双面", "沿短边翻转", "从第 2 格排起", "背面偏移 向右 0.5 mm，向下 -1 mm"):
        assert note in sheets.document.title
        assert "".join(note.split()) in words(sheets.data, 0)
    assert sheets.document.sheet.size == Size(mm(320), mm(450))
    assert sheets.pages == 2 * sheets.document.imposition.sheets(made["badges.pdf"].pages // 2)


def test_the_calibration_page_says_what_to_do_and_where_the_back_stands(sample):
    workspaces.replace(sample.district, "    裁切线: 是", "    背面偏移: { 向右: 1.5 mm, 向下: -2 mm }\n    裁切线: 是")
    file = badges(sample)["badges-calibration.pdf"]
    front, back = words(file.data, 0), words(file.data, 1)
    for text in ("胸牌双面打印校准页", "沿长边翻转", "100%，不缩放", "应相距170mm", "背面偏移:{向右:", "-10"):
        assert text in front
    for page in (front, back):
        assert "向右1.5mm，向下-2mm" in page
    assert (file.pages, file.document.order) == (2, None)
    assert crossing(picture(file.data, 1, 254)) == pytest.approx((105 - 1.5, 148.5 - 2), abs=0.15)


def test_numbers_stand_at_their_places_on_the_rulers(sample):
    """What is seen 8 mm right of the middle, or below it, needs -8."""
    data = badges(sample)["badges-calibration.pdf"].data
    for at, told in ((-8, "8"), (0, "0"), (8, "-8"), (-6, "6"), (6, "-6")):
        across, down = 105 + at, 148.5 + at
        top = 125.5 if int(told) % 4 == 0 else 122.9
        assert words(data, 0, (across - 1.6, top + 0.3, across + 1.6, top + 1.8)) == told
        assert words(data, 0, (72, down - 0.8, 87, down + 0.8)) == told


def crossing(image: Image.Image) -> Point:
    """Where the two long lines of the back meet, in millimetres: the darkest column and the darkest row."""
    ink = ImageOps.invert(image).convert("L").crop((0, 400, image.width, image.height))
    across, down = ink.resize((ink.width, 1), Image.Resampling.BOX), ink.resize((1, ink.height), Image.Resampling.BOX)
    x, y = (max(range(len(line)), key=line.__getitem__) for line in (across.tobytes(), down.tobytes()))
    return (x + 0.5) / 10, (y + 400.5) / 10


def test_rulers_bear_the_number_to_enter_and_reach_a_centimetre_each_way():
    scale = ticks(mm(0))
    assert [tick.label for tick in scale if tick.label] == [str(number) for number in range(-10, 11, 2)]
    assert next(tick.at for tick in scale if tick.label == "-2") == mm(2)
    moved = ticks(mm(1.3))
    assert next(tick.at.mm for tick in moved if tick.label == "2") == pytest.approx(-0.7)
    assert all(abs(tick.at.mm) <= 10 for tick in moved)
