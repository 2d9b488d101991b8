"""Badges: a name of any length stands in its zone or is refused by gate 1; nothing else on the card moves for it."""

# ruff: noqa: E501 - names as they are

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs import vdp
from mzdocs.build.pipeline import plan
from mzdocs.build.produce import merge_settings
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Size, mm, pt
from mzdocs.derive.badge_layout import LEADING, LEAST_TEXT, BadgeLayout, Zone, badge_layout
from mzdocs.design import fonts
from mzdocs.design.theme import palette
from mzdocs.model.station_data import StationData
from mzdocs.pdf.content_stream import marks
from mzdocs.pdf.graphics_state import moved, times
from mzdocs.plan.document import Document
from mzdocs.press import press_ready

from .merged import differing, straight
from .test_rules import badge, changed, plain, punched

CARDS = ("85.6×54 mm", "70×100 mm", "54×85.6 mm", "76×48 mm")
NAMES = (
    "珺", "苏珺", "侯若兰", "欧阳静舒", "司马相如子", "阿卜杜拉·热合曼", "买买提江·吐尔逊", "阿依努尔·图尔荪买买提", "龘䶮㛃𬭎" * 2,
    "买买提吐尔逊·艾合买提江", "阿卜杜热依木·阿卜杜克热木", "阿卜杜热依木阿卜杜克热木", "买买提吐尔逊·艾合买提江木拉提卡",
)  # fmt: skip
PLACES = (
    "云栖社区", "白鹭湖湿地东岸社区", "天生桥镇易地扶贫搬迁安置区居民委员会", "前郭尔罗斯镇易地扶贫搬迁集中安置区第一居委会", "西埂村",
)  # fmt: skip


def layout(size: str) -> BadgeLayout:
    return badge_layout(badge(size))


def cards(size: str, names: Sequence[str], office: str = "澄江区白鹭湖旅游度假区街道办事处") -> StationData:
    """The sample station with badges of this size for monitors of these names, each in a community of its own."""
    found = plain()
    photos = [monitor.photo for community in found.station.communities for monitor in community.monitors]
    first = found.station.communities[0]
    made = [
        changed(
            first,
            code=f"{at + 1:03}",
            name=PLACES[at % len(PLACES)],
            monitors=(changed(first.monitors[0], name=name, photo=photos[at]),),
        )
        for at, name in enumerate(names)
    ]
    design = changed(found.district.design, badge=badge(size))
    streets = tuple(changed(street, office=office) for street in found.district.streets)
    district = changed(found.district, design=design, streets=streets)
    return replace(found, district=district, station=changed(found.station, communities=tuple(made)))


def of_names(size: str) -> tuple[str, ...]:
    """The names that a card of this size can bear."""
    return tuple(name for name in NAMES if layout(size).fitted(name, layout(size).design.name))


@cache
def document(size: str) -> Document:
    return next(each for each in plan(cards(size, of_names(size)), ("badge",)) if each.name == "badges")


@cache
def made(size: str) -> bytes:
    out = io.BytesIO()
    vdp.merge(document(size), merge_settings(document(size)), out)
    return out.getvalue()


# how a text is fitted

TEXTS = st.text(st.sampled_from("王李阿卜杜热买提江𬭎㛃䶮龘··•0123456789ABab（）—、"), min_size=1, max_size=45)


def lines_fit(found_lines: Sequence[str], size: float, zone: Zone, made_layout: BadgeLayout) -> bool:
    face = fonts.face_for("".join(found_lines), zone.role, zone.bold)
    wide = max(fonts.advance(line, face) for line in found_lines) * size <= zone.width * made_layout.unit.mm
    high = len(found_lines) == 1 or 2 * size * LEADING <= zone.height * made_layout.unit.mm + 1e-6
    return wide and high


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(CARDS), st.sampled_from(["name", "place", "issuer", "rear_issuer"]))
def test_any_text_stands_in_its_zone_or_could_not(text: str, size: str, which: str) -> None:
    of_card = layout(size)
    zone: Zone = getattr(of_card.design, which)
    found = of_card.fitted(text, zone)
    if found and which == "name" and "Sans" in found.family:
        assert "\n" not in found.text or ends(found.text)[0][0] in "·•・"
        zone = replace(zone, role="hei")
    least = of_card.least(zone).mm
    if found:
        assert found.text.replace("\n", "") == text
        assert least <= found.size.mm <= of_card.unit.mm * zone.full + 1e-6
        assert lines_fit(found.text.split("\n"), found.size.mm, zone, of_card)
        assert all(not (a.isascii() and a.isalnum() and b.isascii() and b.isalnum()) for a, b in ends(found.text))
    else:
        least += 0.03  # so much of a line's width is kept for the rounding of the layout
        assert not lines_fit([text], least, zone, of_card)
        assert not any(lines_fit(both, least, zone, of_card) for both in halves(text, zone))


def halves(text: str, zone: Zone) -> Iterator[list[str]]:
    """The ways to part it between two ideographs, where two lines are meant."""
    for at in range(1, len(text)) if zone.lines == 2 else ():
        if all("\u3400" <= char <= "\u9fff" for char in text[at - 1 : at + 1]):
            yield [text[:at], text[at:]]


def ends(text: str) -> list[tuple[str, str]]:
    lines = text.split("\n")
    return [(one[-1], other[0]) for one, other in pairwise(lines)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("侯若兰", "侯若兰"),
        ("名" * 8, "名" * 8),
        ("名" * 9, "名" * 5 + "\n" + "名" * 4),
        ("阿卜杜拉·热合曼", "阿卜杜拉·热合曼"),
        ("阿依努尔·图尔荪买买提", "阿依努尔·\n图尔荪买买提"),
        ("买·买提吐尔逊艾合买提", "买·\n买提吐尔逊艾合买提"),
        ("甲乙·丙丁戊己庚·辛壬癸子", "甲乙·丙丁戊己庚·\n辛壬癸子"),
        ("阿卜杜热依木·", "阿卜杜热依木·"),
        ("阿卜杜热依木卡迪尔江买合·木提买买提吐", "阿卜杜热依木卡迪尔江买合·\n木提买买提吐"),
        ("阿卜杜热依木·买买提吐尔逊·艾合买提江", "阿卜杜热依木·\n买买提吐尔逊·艾合买提江"),
        ("买买提·阿卜杜热依木卡迪尔江买合木提吐尔", "买买提·阿卜杜热依木\n卡迪尔江买合木提吐尔"),
        ("丙丁戊己庚AB0123辛壬癸", "丙丁戊己庚\nAB0123辛壬癸"),
        ("丙丁戊己（庚辛壬癸）", "丙丁戊己\n（庚辛壬癸）"),
    ],
)
def test_a_long_name_is_parted_at_its_dot_else_in_the_middle(text: str, shown: str) -> None:
    found = layout(CARDS[0]).fitted(text, layout(CARDS[0]).design.name)
    assert found
    assert found.text == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("白鹭湖湿地东岸社区", "白鹭湖湿地东岸社区"),
        ("天生桥镇易地扶贫搬迁安置区居民委员会", "天生桥镇易地扶贫搬迁安置区\n居民委员会"),
        ("云栖高新技术丽景湾滨河花苑小区", "云栖高新技术丽景湾\n滨河花苑小区"),
        ("白鹭湖湿地东岸丽景湾滨河社区", "白鹭湖湿地东岸\n丽景湾滨河社区"),
        ("云栖高新技术湿地东岸滨河社区", "云栖高新技术湿地东岸\n滨河社区"),
        ("易地扶贫搬迁集中安置点居民代表大会", "易地扶贫搬迁集中安\n置点居民代表大会"),
        ("天生桥镇扶贫搬迁安置区居民委员会", "天生桥镇扶贫搬迁安置区\n居民委员会"),
    ],
)
def test_an_office_is_parted_as_it_is_spoken_where_that_costs_little(text: str, shown: str) -> None:
    found = layout(CARDS[0]).fitted(text, layout(CARDS[0]).design.place)
    assert found
    assert found.text == shown


# pages really made


@pytest.mark.parametrize("size", CARDS)
def test_long_names_are_set_as_the_engine_sets_them(size: str) -> None:
    laid = press_ready(straight(document(size)), document(size))
    assert set(differing(made(size), laid)) == {0}


Line = tuple[str, float, float, float]


@cache
def fronts(size: str) -> list[list[Line]]:
    """Every line of each front: its font, where its pen starts from the card's upper left corner, its size; in mm."""
    with pikepdf.open(io.BytesIO(made(size))) as pdf:
        return [list(lines_of(page)) for page in list(pdf.pages)[::2]]


def lines_of(page: pikepdf.Page) -> Iterator[Line]:
    left, _, _, top = (float(v) for v in page.trimbox)
    for mark in marks(page):
        if mark.what == "text":
            x, y = moved(times(mark.text_matrix, mark.state.matrix), 0, 0)
            place = (pt(x - left).mm, pt(top - y).mm, pt(mark.text_size).mm)
            yield str(mark.state.font.BaseFont), *(round(v, 2) for v in place)


@pytest.mark.parametrize("size", CARDS)
def test_a_name_stands_in_its_zone_and_nothing_moves_for_it(size: str) -> None:
    of_card, across = layout(size), Size.parse(size).width > Size.parse(size).height
    zone, unit = of_card.design.name, of_card.unit.mm
    left, top = (unit * v for v in ((32, 19.4) if across else (5, 58.9)))
    left += (Size.parse(size).width - of_card.design.size.width * unit).mm / 2
    others = []
    for name, front in zip(of_names(size), fronts(size), strict=True):
        found = of_card.fitted(name, zone)
        assert found
        lines = [line for line in front if "Serif" in line[0] and line[2] > unit * 20]
        for text, (_, x, y, high) in zip(found.text.split("\n"), lines, strict=True):
            assert high == pytest.approx(found.size.mm, abs=0.01)
            assert left - 0.06 <= x
            assert x + fonts.advance(text, fonts.face_for(name, "song", True)) * high <= left + zone.width * unit + 0.06
            assert top - 0.06 <= y - 0.88 * high
            assert y + 0.12 * high <= top + zone.height * unit + 0.06
        label = round(unit * of_card.design.smallest[0][0], 2)
        others.append([line for line in front if line not in lines and ("Bold" in line[0] or line[3] == label)])
    assert all(front == others[0] for front in others)
    assert len(others[0]) == 4


@pytest.mark.parametrize("size", CARDS)
def test_no_text_of_a_badge_is_smaller_than_old_people_read(size: str) -> None:
    with pikepdf.open(io.BytesIO(made(size))) as pdf:
        least = min(mark.text_size for page in pdf.pages for mark in marks(page) if mark.what == "text")
    assert least >= LEAST_TEXT.pt - 0.01


def test_a_card_that_is_a_little_larger_keeps_its_design_in_the_middle() -> None:
    assert layout("90×54 mm").unit == mm(1)
    assert badge_layout(badge("90×54 mm")).too_small() is None


def test_text_and_code_keep_clear_of_the_slot_which_is_drawn_in_the_cut_lines_ink() -> None:
    found = cards(CARDS[0], ["侯若兰", "阿卜杜热依木·阿卜杜克热木"])
    district = changed(found.district, design=changed(found.district.design, badge=punched()))
    planned = next(each for each in plan(replace(found, district=district), ("badge",)) if each.name == "badges")
    assert planned.order
    assert planned.order.shape == "圆角 R3.18，上边正中挂孔 14×3 mm，上沿距边 3"
    out = io.BytesIO()
    vdp.merge(planned, merge_settings(planned), out)
    with pikepdf.open(out) as pdf:
        for page in pdf.pages:
            assert min(y - 0.88 * size for _, _, y, size in lines_of(page)) >= 3 + 3 + 2
            left, _, right, top = (float(v) for v in page.trimbox)
            drawn = [mark.path for mark in marks(page) if mark.paint.ink == "CutContour"]
            points = [at for _, segment in drawn[1] for at in segment]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            assert (min(xs) + max(xs)) / 2 == pytest.approx((left + right) / 2, abs=0.01)
            assert pt(max(xs) - min(xs)).mm == pytest.approx(14, abs=0.01)
            assert [pt(top - y).mm for y in (max(ys), min(ys))] == pytest.approx([3, 6], abs=0.01)


@pytest.mark.parametrize("theme", ["default", "blue"])
@pytest.mark.parametrize(
    ("text", "ground"), [("gold-light", "primary"), ("white", "primary"), ("ink-soft", "white"), ("ink", "white")]
)
def test_every_colour_of_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    """4.5 to 1 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((brightness(palette(Theme(theme)).screen(name)) for name in (text, ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def brightness(colour: str) -> float:
    """The relative luminance of an sRGB colour (WCAG 2.2)."""
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_badge_says_what_it_keeps_clear(tmp_path: Path) -> None:
    planned = [each for each in plan(cards(CARDS[0], ["侯若兰"]), ("badge",)) if each.format == "pdf"]
    assert len(planned) == 7
    assert {each.clearances and each.clearances.block for each in planned} == {mm(0.8)}
