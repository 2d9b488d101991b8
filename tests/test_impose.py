"""Cards on duplex sheets: places, mirroring, marks."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from mzdocs.document import A4, Document, Imposition, Sheet
from mzdocs.kinds.badge import layout
from mzdocs.press.impose import impose, slots
from mzdocs.problems import Exit, Stopped
from mzdocs.units import Size, mm

CARD = Size(mm(85.6), mm(54))
PLAN = Imposition(A4, 2, 4, mm(6))
SHEETS = Document("badge", "badges-a4", "拼版", "signage", Sheet(A4), "2026-11-20", imposition=PLAN)


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


@pytest.mark.parametrize(
    ("width", "height", "columns", "rows"), [(85.6, 54, 2, 4), (70, 100, 2, 2), (54, 85.6, 3, 3), (194, 281, 1, 1)]
)
def test_as_many_cards_as_a_sheet_takes(width, height, columns, rows):
    plan = layout(Size(mm(width), mm(height)))
    assert (plan.columns, plan.rows) == (columns, rows)


def test_a_card_larger_than_the_sheet_is_refused():
    with pytest.raises(Stopped) as caught:
        layout(Size(mm(210), mm(297)))
    assert (caught.value.exit, caught.value.problems[0].code) == (Exit.FIT, "MZ3204")
