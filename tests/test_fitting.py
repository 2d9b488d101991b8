"""Frames, hanging points, heights and weights: what the order and the drawings say, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mzdocs.bundle import drawings, order_sheets, signage_set
from mzdocs.bundle.back_views import back_view, folded
from mzdocs.bundle.signage_set import Customer, HandoverFile, HandoverItem, Signage
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Size, mm
from mzdocs.kinds import board_frame, sign_spec
from mzdocs.model.unified_design import FrameFacts, HangFacts, SlotFacts
from mzdocs.plan.document import Document, Order
from mzdocs.press.page_boxes import margin
from mzdocs.press.printers_marks import mark_lines

from . import charts
from . import test_bureau as bureau
from .test_rules import changed, sound

DESIGN = sound().district.design
PLAQUES = DESIGN.plaques


def frame(lip: float = 6, face: float = 20) -> FrameFacts:
    return FrameFacts.model_validate({"压边": f"{lip} mm", "面宽": f"{face} mm", "颜色": "哑银"})


def points(count: int = 2, pitch: float | None = 400, top: float = 10) -> HangFacts:
    facts = {"数量": str(count), "距上边": f"{top} mm", **({"间距": f"{pitch} mm"} if pitch else {})}
    return HangFacts.model_validate(facts)


def slots(pitch: float = 1800, top: float = 200, size: str = "60×12 mm") -> SlotFacts:
    return SlotFacts.model_validate({"尺寸": size, "数量": "2", "间距": f"{pitch} mm", "距上边": f"{top} mm"})


def ordered(spec: Any) -> Order:
    return sign_spec.order("展板 甲", spec, 1, ("大厅",))


# frames


def test_a_framed_board_says_what_is_seen_what_is_cut_and_what_the_wall_needs() -> None:
    made = ordered(DESIGN.board)
    assert made.shape == "可见 600×900 / 下料 612×912 / 框外 640×940 / 哑银边框"
    assert made.size == Size.parse("600×900 mm") and made.outside == Size.parse("640×940 mm")
    assert "边框外沿下沿离地 1.1 米" in made.mounting and "2 个挂点，中心距 400，距边框外沿上边 10" in made.mounting
    plain = ordered(changed(DESIGN.board, frame=None))
    assert plain.shape == "" and plain.outside == plain.size and "，下沿离地 1.1 米" in plain.mounting


@pytest.mark.parametrize(("lip", "bleed"), [(0.5, 3), (1, 3), (1.1, 3.1), (6, 8), (10, 12)])
def test_the_bleed_reaches_two_millimetres_beyond_the_cut(lip: float, bleed: float) -> None:
    sheet = sign_spec.sheet(changed(DESIGN.board, frame=frame(lip)), board_frame.BLEED, safe=mm(10))
    assert sheet.bleed.mm == pytest.approx(bleed) and sheet.lip.mm == lip and sheet.size == DESIGN.board.size
    assert sign_spec.sheet(changed(DESIGN.board, frame=None), board_frame.BLEED, safe=mm(10)).bleed == board_frame.BLEED


def test_cut_marks_stand_at_the_cut_not_at_what_is_seen() -> None:
    sheet = sign_spec.sheet(DESIGN.board, board_frame.BLEED, safe=mm(10))
    edge, lip = margin(sheet).pt, mm(6).pt
    long = [line for line in mark_lines(sheet) if abs(sum(line[2:]) - sum(line[:2])) > mm(4.5).pt]
    upright = {round(x1, 3) for x1, _, x2, _ in long if x1 == x2}
    assert upright == {round(edge - lip, 3), round(edge + mm(600).pt + lip, 3)} and len(long) == 8
    inner = max(y for x1, y, x2, _ in long if x1 == x2 and y < edge)
    assert edge - inner == pytest.approx((sheet.bleed + mm(3)).pt), "marks stay outside the bleed"


def test_the_back_of_a_framed_board_is_drawn_with_its_three_sizes_and_its_points() -> None:
    made = back_view("展板 背面图", ordered(DESIGN.board), "制作单第 1 项，共 1 件")
    said = [caption.text for caption in made.captions]
    assert [said.count(size) for size in ("640", "600", "940", "900", "400", "120", "10", "930")] == [
        1,
        1,
        1,
        1,
        1,
        2,
        1,
        1,
    ]
    rects = {
        stroke.style: (stroke.at[2] * made.factor, stroke.at[3] * made.factor)
        for stroke in made.strokes
        if stroke.shape == "rect"
    }
    assert rects == {
        "edge": pytest.approx((640, 940)),
        "thin": pytest.approx((612, 912)),
        "hidden": pytest.approx((600, 900)),
    }
    left, *_ = (stroke.at[0] for stroke in made.strokes if stroke.shape == "rect")
    circles = [(stroke.at[0] - left) * made.factor for stroke in made.strokes if stroke.shape == "circle"]
    assert circles == [pytest.approx(120), pytest.approx(520)]
    assert "下料 612×912" in made.notes[1] and "板重约 1.5 kg" in made.notes[0]


# the upright board and room plates


def test_the_upright_board_is_folded_slotted_and_hung_between_two_heights() -> None:
    made = ordered(PLAQUES.board)
    assert made.shape == "四边后折 30"
    assert "2 道 60×12 挂槽，中心距 1800，距上边 200，下沿离地 0.4 米、上沿 2.6 米" in made.mounting
    said = [caption.text for caption in back_view("背面", made, "").captions]
    assert all(size in said for size in ("360", "2200", "1800", "200", "180"))
    section = folded("断面", made, "")
    assert {"360", "30", "板面（正面），厚 1.5"} <= {
        caption.text for caption in section.captions
    } and section.scale == "1∶2"


def test_a_room_plate_is_hung_by_its_middle_and_beside_the_door() -> None:
    made = ordered(PLAQUES.room)
    assert made.mounting.endswith("中心离地 1.5 米，距门框 100")
    assert made.lower_edge == mm(1440) and made.from_door == mm(100)


def test_a_weight_is_told_where_a_density_is() -> None:
    assert ordered(PLAQUES.plate).weight == pytest.approx(600 * 400 * 1.2 * 7.93e-6, abs=0.05)
    assert ordered(PLAQUES.board).weight == pytest.approx((360 * 2200 + 60 * 2560) * 1.5 * 7.93e-6, abs=0.05)
    assert ordered(DESIGN.board).weight == pytest.approx(612 * 912 * 5 * 0.55e-6, abs=0.05)
    assert ordered(changed(DESIGN.board, density=None)).weight is None
    assert ordered(DESIGN.badge).weight is None


def test_who_prints_the_badges_is_said() -> None:
    assert ordered(DESIGN.badge).process.endswith("；由制作单位印制")
    assert ordered(changed(DESIGN.badge, printed_by=None)).process == DESIGN.badge.process


# refused


WRONG = {
    "corners": ("MZ1671", {"corner": mm(4)}, "边框"),
    "cut line": ("MZ1671", {"inks": (*DESIGN.board.inks, "刀线")}, "边框"),
    "a face as wide as it laps": ("MZ1672", {"frame": frame(6, 6)}, "边框"),
    "points at the sides": ("MZ1673", {"hangs_by": points(2, 640)}, "挂点"),
    "a point at the lower edge": ("MZ1673", {"hangs_by": points(1, None, 940)}, "挂点"),
    "two without a pitch": ("MZ1673", {"hangs_by": points(2, None)}, "挂点"),
    "none": ("MZ1673", {"hangs_by": points(0)}, "挂点"),
}
RIGHT = {
    "corners without a frame": {"corner": mm(4), "frame": None},
    "a face a little wider than it laps": {"frame": frame(6, 6.1)},
    "points within": {"hangs_by": points(2, 639)},
    "one point needs no pitch": {"hangs_by": points(1, None, 939)},
    "no frame, no points": {"frame": None, "hangs_by": None},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_board_that_cannot_be_framed_or_hung_is_refused(name: str) -> None:
    code, update, path = WRONG[name]
    assert bureau.checked(bureau.design(board=changed(DESIGN.board, **update))) == [(code, f"设计/展板/{path}")]


@pytest.mark.parametrize("name", RIGHT)
def test_a_board_just_inside_the_limits_is_taken(name: str) -> None:
    assert bureau.checked(bureau.design(board=changed(DESIGN.board, **RIGHT[name]))) == []


@pytest.mark.parametrize(("facts", "wrong"), [
    (slots(1994, 200), False), (slots(1995, 200), True), (slots(1000, 6), False), (slots(1000, 5.9), True),
    (slots(size="360×12 mm"), False), (slots(size="361×12 mm"), True),
])  # fmt: skip
def test_slots_lie_on_the_board(facts: SlotFacts, wrong: bool) -> None:
    told = bureau.checked(bureau.plaques(board=changed(PLAQUES.board, slots=facts)))
    assert told == ([("MZ1673", "设计/门牌/竖牌/挂槽")] if wrong else [])


def test_a_room_plate_has_one_height() -> None:
    assert bureau.checked(bureau.plaques(room=changed(PLAQUES.room, lower_edge=mm(1440)))) == [
        ("MZ1674", "设计/门牌/科室牌/中心离地")
    ]


# a procedure on several boards


def parts_of(count: int) -> Signage:
    """A procedure of so many steps on the boards it takes, its files found in the order of their names."""
    like = next(each for each in sound().district.boards if each.procedure)
    steps = like.procedure.steps * 4  # type: ignore[union-attr]
    numbered = tuple(
        changed(s, code=f"s{n}", branches=tuple(changed(b, back_to=f"s{n}" if b.back_to else None) for b in s.branches))
        for n, s in enumerate(steps[:count])
    )
    long = changed(like, procedure=changed(like.procedure, steps=numbered))
    items = sorted(map(_item, charts.plans(charts.put_up(sound(), long))), key=lambda item: item.parts[0].file)
    return Signage("a", "甲", "2026-10-12", Theme(), tuple(sorted(items, key=signage_set.walking_order)), {})


def _item(document: Document) -> HandoverItem:
    part = HandoverFile(document.file, "印刷", document.title, document.sheet.size, 1, b"", document.file)
    return HandoverItem("board", document.order, (part,))


@pytest.mark.parametrize(("steps", "boards"), [(16, 2), (20, 3)])
def test_the_parts_of_a_procedure_stand_in_their_order_everywhere(steps: int, boards: int) -> None:
    signage = parts_of(steps)
    suffixes = [f"（{number}）" for number in "一二三"[:boards]]
    split = [order for _, order in signage.ordered if order.item.endswith("）")]
    assert [order.item[-3:] for order in split] == suffixes
    lines = [str(row[1]) for row in order_sheets.order_grids(signage)[0].rows]
    assert [line[-3:] for line in lines if line.endswith("）")] == suffixes
    wall = next(each for each in drawings.drawings(signage) if any("之一" in caption.text for caption in each.captions))
    first = split[0].hung.place
    said = [caption.text.partition("　")[0] for caption in wall.captions if "之" in caption.text]
    assert said == [f"左起 {first} 之{number}" for number in "一二三"[:boards]]
    at = [caption.x for caption in wall.captions if "之" in caption.text]
    assert at == sorted(at)


def test_a_day_of_delivery_is_printed_where_it_is_agreed() -> None:
    assert Customer(due=date(2026, 11, 20).isoformat()).day == "2026年11月20日"
    assert Customer().day == ""
