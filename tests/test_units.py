"""Lengths and sizes: a unit is never guessed, nonsense is refused, what is printed reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.core.units import MOST, Length, Size, mm, pt, px


@pytest.mark.parametrize(
    ("text", "millimetres"),
    [("1.2 mm", 1.2), ("12厘米", 120), ("0.5m", 500), (" 30 毫米 ", 30), ("2米", 2000), ("7cm", 70), ("0 mm", 0)],
)
def test_a_length_is_read_with_its_unit(text: str, millimetres: float) -> None:
    assert Length.parse(text).mm == pytest.approx(millimetres)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "mm",
        "-1 mm",
        "1,2 mm",
        "１２ mm",
        "1.2.3 mm",
        "1 inch",
        "1e3 mm",
        ".5 mm",
        "5. mm",
        "5 mm 5",
        "9" * 400 + " mm",
    ],
)
def test_a_length_without_number_or_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Length.parse(text)


@pytest.mark.parametrize(
    "text", ["600×400 mm", "600x400mm", "600 X 400 mm", "600*400毫米", "60cm×40cm", "0.6 m × 400 mm", "60×40 cm"]
)
def test_a_size_is_width_by_height(text: str) -> None:
    size = Size.parse(text)
    assert (size.width.mm, size.height.mm) == (pytest.approx(600), pytest.approx(400))
    assert not size.portrait


@pytest.mark.parametrize(
    "text",
    [
        "600×400",
        "600 mm",
        "0×0 mm",
        "0×400 mm",
        "600×0 mm",
        "600×400×3 mm",
        "600mm×400",
        "六百×四百 mm",
        "600乘400 mm",
        "-6×4 mm",
    ],
)
def test_a_size_without_two_sides_and_a_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Size.parse(text)


def test_nothing_is_larger_than_a_pdf_page_may_be() -> None:
    assert Size.parse(f"{MOST:g}×1 mm").width == mm(MOST)
    for text in ("99999×1 mm", "1×5001 mm", "6×1 m", "9" * 400 + "×1 mm"):
        with pytest.raises(ValueError):
            Size.parse(text)


def test_units_agree_with_each_other() -> None:
    assert mm(25.4).pt == pytest.approx(72)
    assert mm(25.4).px == pytest.approx(96)
    assert pt(72).mm == pytest.approx(px(96).mm)


def test_lengths_are_ordered_and_add_up() -> None:
    assert mm(3) - mm(1) + mm(2) == mm(4)
    assert 2 * mm(3) == mm(3) * 2 == mm(6)
    assert mm(1) < mm(2) <= mm(2)
    assert max(mm(10), mm(30), mm(20)) == mm(30)


@given(st.integers(1, 50_000), st.integers(1, 50_000))
def test_a_printed_size_reads_back_as_itself(width: int, height: int) -> None:
    size = Size(mm(width / 10), mm(height / 10))
    assert Size.parse(str(size)) == size
    assert Length.parse(str(size.width)) == size.width
