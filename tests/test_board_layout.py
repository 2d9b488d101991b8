"""Boards: what is reckoned of them against what is laid out, on how many they go, what is printed of a source."""

from __future__ import annotations

import math
import re
from bisect import bisect_left

import pytest

from mzdocs.core.problems import NOWHERE
from mzdocs.core.unbreakable import JOINER, one_piece
from mzdocs.core.units import Length, Size, mm
from mzdocs.derive import board_layout
from mzdocs.kinds import board_frame
from mzdocs.model.boards import Board
from mzdocs.model.unified_design import SignSpec
from mzdocs.plan.document import Document, Legibility
from mzdocs.render import engine, fitted_sizes, flow
from mzdocs.render.layout_boxes import LayoutBox, boxes
from mzdocs.render.templates import fill, style_sheets

from . import charts, test_flow
from .test_rules import changed, sound

SPEC = sound().district.design.board
FLOWS = [each for each in sound().district.boards if each.procedure]
TEXTS = [each for each in sound().district.boards if each.articles]


def high(millimetres: float) -> SignSpec:
    return changed(SPEC, size=Size(SPEC.size.width, mm(millimetres)))


def least_height(board: Board) -> int:
    """The lowest board, in whole millimetres, on which the text fits by the reckoning."""
    return bisect_left(range(3000), 1, key=lambda height: not board_layout.overflow(board, high(height)).mm)


def laid(plan: Document, size: Length, attribute: str = "data-box") -> list[LayoutBox]:
    """The boxes that bear the attribute, as the engine lays them out."""
    html = fill(plan, size=size, gap=mm(0), lines=())
    return boxes(engine.lay_out(html, style_sheets(plan.kind, plan.theme), {}, NOWHERE), attribute)


def headed(board: Board, heading: str) -> Board:
    first, *others = board.articles
    return changed(board, articles=(changed(first, heading=heading), *others))


SUBJECTS = {
    "articles": TEXTS[0],
    "a heading of 8": headed(TEXTS[0], "首问负责一次告知"),
    "a heading of 30": headed(TEXTS[0], "首问负责一次告知" * 4),
    "procedure": FLOWS[0],
    "procedure with a guide": next(each for each in FLOWS if each.procedure and each.procedure.guide),
    **{f"{count} steps": charts.board(count, seed, FLOWS[1]) for count, seed in ((3, 1), (9, 4), (16, 8), (30, 5))},
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_no_text_is_higher_than_was_reckoned_and_none_much_lower(name: str) -> None:
    """On the board it just fits by the reckoning, it does; it leaves at most a tenth of it empty."""
    board = SUBJECTS[name]
    height = least_height(board)
    data = charts.put_up(sound(), board)
    design = changed(data.district.design, board=high(height))
    data = charts.with_district(data, changed(data.district, design=design))
    fill_of = []
    for plan in charts.plans(data):
        box = next(box for box in laid(plan, board_layout.least_body(SPEC)) if box.gaps)
        assert box.overflow.mm == 0
        fill_of.append((box.content_bottom.mm - box.y.mm) / box.height.mm)
    assert max(fill_of) > 0.9


@pytest.mark.parametrize("board", [TEXTS[0], FLOWS[0]], ids=lambda board: board.code)
def test_a_board_a_millimetre_too_low_is_told_and_one_that_just_holds_its_text_is_not(board: Board) -> None:
    height = least_height(board)
    assert board_layout.overflow(board, high(height)).mm == 0
    assert 0 < board_layout.overflow(board, high(height - 1)).mm <= 1


def test_a_procedure_goes_on_more_boards_only_when_one_does_not_hold_it() -> None:
    """One of seven steps as high as it is, a millimetre lower on two, all steps shown once and in order."""
    board = FLOWS[0]
    assert board.procedure
    alone = next(h for h in range(400, 900) if len(board_layout.parts(board, high(h))) == 1)
    first, second = board_layout.parts(board, high(alone - 1))
    assert first.steps + second.steps == board.procedure.steps
    assert (first.suffix, second.suffix) == ("（一）", "（二）")
    assert abs(len(first.steps) - len(second.steps)) <= 3


@pytest.mark.parametrize(("count", "most"), [(7, 1), (12, 2), (16, 2), (20, 3)])
def test_long_charts_keep_the_least_size(count: int, most: int) -> None:
    steps = FLOWS[1].procedure.steps * 3  # type: ignore[union-attr]
    numbered = tuple(
        changed(s, code=f"s{n}", branches=tuple(changed(b, back_to=f"s{n}" if b.back_to else None) for b in s.branches))
        for n, s in enumerate(steps[:count])
    )
    board = changed(FLOWS[1], procedure=changed(FLOWS[1].procedure, steps=numbered))
    assert len(board_layout.parts(board, SPEC)) <= most
    assert board_layout.overflow(board, SPEC).mm == 0
    plans = charts.plans(charts.put_up(sound(), board))
    assert [plan.name for plan in plans][:2] == [f"board-{board.code}", f"board-{board.code}-2"][: len(plans)]
    titles = [plan.order.item.removeprefix(f"展板 {board.title}") for plan in plans if plan.order]
    places = [plan.order.places[0].rpartition("）")[2] for plan in plans if plan.order]
    assert titles == ["（一）", "（二）", "（三）"][: len(plans)] or titles == [""]
    assert places == ["之一", "之二", "之三"][: len(plans)] or places == [""]
    (size,) = fitted_sizes(plans).values()
    assert size.mm >= 1500 / 165


def test_the_column_of_headings_is_as_wide_as_the_longest_on_one_line() -> None:
    assert [board_layout.headings(headed(TEXTS[0], "首" * count)) for count in (2, 5, 8, 9)] == [4, 5, 8, 8]


def test_a_branch_has_its_least_width_or_is_told() -> None:
    def wide(width: float) -> SignSpec:
        return changed(SPEC, size=Size(mm(width), mm(2000)))

    width = next(w for w in range(200, 600) if not board_layout.too_narrow(FLOWS[0], wide(w)))
    assert board_layout.too_narrow(FLOWS[0], wide(width - 1))
    assert not board_layout.too_narrow(TEXTS[0], wide(width - 1))


def one_line(board: Board) -> Board:
    """Every step in so few words that it is one line high."""
    assert board.procedure
    steps = tuple(changed(step, action="受理。", source=None) for step in board.procedure.steps)
    return changed(board, procedure=changed(board.procedure, steps=steps))


CHARTS = {
    **{board.code: board for board in FLOWS},
    "one line": one_line(FLOWS[1]),
    **{f"{count} steps": charts.board(count, seed, FLOWS[1]) for count, seed in ((3, 11), (8, 5), (9, 7))},
}


@pytest.mark.parametrize("name", CHARTS)
def test_lines_of_a_board_keep_clear_and_every_way_back_to_the_own_step_has_one(name: str) -> None:
    plans = charts.plans(charts.put_up(sound(), CHARTS[name]))
    (size,) = fitted_sizes(plans).values()
    for plan in plans:
        nodes = laid(plan, size, flow.ATTRIBUTE)
        lines = flow.lines(nodes)
        assert test_flow.faults(lines, nodes) == []
        steps = plan.fields["part"].steps  # type: ignore[attr-defined]
        own = [branch for step in steps for branch in step.branches if branch.back_to == step.code]
        assert len(test_flow.backs(lines)) >= len(own)
        assert len([line for line in lines if line.kind == "aside"]) == sum(len(step.branches) for step in steps)


def test_running_text_is_larger_than_small_print_and_both_follow_from_the_distance() -> None:
    legibility = Legibility(mm(1500), mm(0.15))
    assert legibility.least_body(0.065).mm == pytest.approx(9.09, abs=0.01)
    assert legibility.least(0.065).mm == 6
    assert board_layout.least_body(changed(SPEC, distance=mm(3000))).mm == pytest.approx(18.18, abs=0.01)


def test_boards_of_one_room_and_style_share_a_size_and_no_others_do() -> None:
    plans = charts.plans(sound())
    series = {plan.name: plan.copyfitting.series for plan in plans if plan.copyfitting}
    assert len(set(series.values())) == 2
    assert len({series[f"board-{each.code}"] for each in FLOWS}) == 1


def test_all_small_print_of_a_board_is_no_larger_than_its_text_and_no_smaller_than_can_be_read() -> None:
    page = fill(charts.plans(sound())[0], size=board_layout.least_body(SPEC), gap=mm(0), lines=())
    foot = float(page.split('data-box="页脚" style="font-size: ')[1].split("mm")[0])
    assert 6 <= foot <= board_layout.least_body(SPEC).mm


def test_a_law_has_its_whole_name_where_it_is_first_spoken_of() -> None:
    said = board_layout.references(FLOWS[0])
    first, second, *_ = said.values()
    assert (first.law, first.place) == ("《最低生活保障审核确认办法》", "第4、6条")
    assert (second.law, second.place) == ("《办法》", "第10、11条")
    page = fill(charts.plans(charts.put_up(sound(), FLOWS[0]))[0], size=mm(10), gap=mm(0), lines=())
    assert page.replace(JOINER, "").count("《最低生活保障审核确认办法》") == 2 and "简称《办法》" in page


def test_a_source_without_a_short_name_is_printed_as_it_is_written() -> None:
    assert FLOWS[0].procedure
    bare = changed(FLOWS[0], sources=tuple(changed(each, short=None) for each in FLOWS[0].sources))
    assert next(iter(board_layout.references(bare).values())).place == "办法第4、6条"


def test_a_step_speaks_of_the_law_whose_short_name_says_most() -> None:
    assert FLOWS[0].procedure
    step = changed(FLOWS[0].procedure.steps[0], source="办法二第3条")
    longer = changed(FLOWS[0], sources=(*FLOWS[0].sources, changed(FLOWS[0].sources[0], short="办法二")))
    law = board_layout.law_of(longer, step)
    assert law and law.short == "办法二"
    assert board_layout.law_of(longer, changed(step, source="条例第3条")) is None


def test_steps_go_back_on_their_own_board_alone() -> None:
    assert FLOWS[1].procedure
    steps = FLOWS[1].procedure.steps
    assert board_layout.goes_back(steps) == ({"shou-li", "gong-shi"}, False)
    (branch,) = steps[3].branches
    farther = changed(steps[3], branches=(changed(branch, back_to="shou-li"),))
    assert board_layout.goes_back((*steps[:3], farther)) == ({"shou-li"}, True)
    assert board_layout.goes_back((farther,)) == (set(), False)


@pytest.mark.parametrize(("text", "width"), [("民政", 2), ("第15条", 2 + 2 * 0.62), ("", 0), ("《办法》", 4)])
def test_the_width_of_a_line_is_never_reckoned_too_small(text: str, width: float) -> None:
    assert math.isclose(board_layout.ems(text), width)


@pytest.mark.parametrize(("long", "whole"), [(48, True), (49, False)])
def test_the_title_of_a_law_is_in_one_piece_where_a_line_holds_it(long: int, whole: bool) -> None:
    assert board_layout.LONGEST_TITLE + 2 < (100 - 2 * board_layout.SIDE) / (board_frame.MOST_UNITS * 0.72)
    assert (board_layout.whole_title("办" * long) == one_piece("办" * long)) is whole


@pytest.mark.parametrize("size", [8, 9.09, 10, 11, 12])
def test_what_a_step_is_taken_from_stands_on_one_line(size: float) -> None:
    """《最低生活保障审核确认办法》第4、6条, behind an action that leaves no room for it."""
    for plan in charts.plans(charts.put_up(sound(), FLOWS[0])):
        html = fill(plan, size=mm(size), gap=mm(0), lines=())
        found = engine.lay_out(html, style_sheets(plan.kind, plan.theme), {}, NOWHERE).pages.pages[0]._page_box
        texts = [box for box in found.descendants(placeholders=True) if type(box).__name__ == "TextBox"]
        place = next(box for box in texts if box.text.replace(JOINER, "") == "第4、6条）")
        law = next(box for box in texts if box.text.startswith("（《最低生活"))
        assert law.text == "（《最低生活保障审核确认办法》" and law.position_y == place.position_y


def test_a_way_back_to_another_board_names_it() -> None:
    """A step on the second of two boards that goes back to one on the first; on one board nothing is named."""
    assert FLOWS[1].procedure
    steps = FLOWS[1].procedure.steps
    last = changed(steps[4], branches=(changed(steps[3].branches[0], back_to=steps[1].code),))
    far = changed(FLOWS[1], procedure=changed(FLOWS[1].procedure, steps=(*steps[:4], last, *steps[5:])))
    alone = charts.plans(charts.put_up(sound(), far))
    assert [len(plan.fields["elsewhere"]) for plan in alone] == [0]
    low = changed(sound().district.design, board=high(600))
    data = charts.put_up(charts.with_district(sound(), changed(sound().district, design=low)), far)
    pages = [re.sub("<.*?>", "", fill(plan, size=mm(9.1), gap=mm(0), lines=())) for plan in charts.plans(data)]
    assert "返回（一）第2步" in pages[-1]
    assert "返回（" not in pages[0] and "返回第2步" in pages[0]


def test_the_telephones_are_as_large_as_the_text_at_most() -> None:
    for size, expected in ((9.1, 9.1), (13, 13), (13.6, 13.5)):
        page = fill(charts.plans(sound())[0], size=mm(size), gap=mm(0), lines=())
        phones = re.findall(r'<b style="font-size: ([0-9.]+)mm">[0-9-]+</b>', page)
        assert phones == [f"{expected:g}"] * 3
