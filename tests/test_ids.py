"""Identity and credit numbers: shape, date and check digit are all looked at; a mask shows no birthday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.core import ids

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def with_check(body: str) -> str:
    """Seventeen digits with the check of GB 11643-1999, worked out here and not by the library."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + "10X98765432"[total % 11]


VALID = with_check("99010319740601084")


@given(st.integers(0, 999), st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_number_with_the_right_check_is_accepted(order: int, day: date) -> None:
    assert ids.identity_number_error(with_check(f"110101{day:%Y%m%d}{order:03}")) is None


@given(st.sampled_from("0123456789X"))
def test_any_other_check_is_refused(check: str) -> None:
    assert (ids.identity_number_error(VALID[:-1] + check) is None) == (check == VALID[-1])


@pytest.mark.parametrize(
    "number",
    [
        "",
        VALID[:-1],
        VALID + "1",
        VALID.replace("9", "９"),
        VALID[:-1] + "x",
        " " + VALID,
        VALID + "\n",
        "110101491001001",
        "1.10101E+17",
        "A" * 18,
    ],
)
def test_a_number_of_another_shape_is_refused(number: str) -> None:
    assert ids.identity_number_error(number) == "shape"


@pytest.mark.parametrize("day", ["20261301", "20260230", "19000229", "00000101", "20260001"])
def test_a_birthday_that_never_was_is_refused(day: str) -> None:
    assert ids.identity_number_error(with_check(f"110101{day}001")) == "date"


def test_a_leap_day_is_a_birthday() -> None:
    assert ids.identity_number_error(with_check("11010120000229001")) is None


def test_two_digits_changed_places_are_noticed() -> None:
    wrong = [VALID[:i] + VALID[i + 1] + VALID[i] + VALID[i + 2 :] for i in range(13, 16) if VALID[i] != VALID[i + 1]]
    assert wrong
    assert all(ids.identity_number_error(number) for number in wrong)


def test_regions_are_told_from_invented_ones() -> None:
    assert ids.region_is_issued("110101")
    assert not ids.region_is_issued("990103")


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("11990103MY55012032", True),
        ("11990103MY55012033", False),
        ("11990103my55012032", False),
        ("11990103 MY55012032", False),
        ("", False),
        ("1" * 18, False),
    ],
)
def test_credit_codes_are_checked(code: str, valid: bool) -> None:
    assert ids.credit_code_is_valid(code) is valid


def test_a_mask_shows_neither_birthday_nor_order() -> None:
    masked = ids.masked_identity_number(VALID)
    assert len(masked) == 18
    assert masked == "990103********" + VALID[-4:]
    assert "19740601" not in masked


def test_levels_of_an_archive_number_are_joined() -> None:
    assert ids.archive_number("Z101", "MZ·DB", "D10", "001") == "Z101-MZ·DB-D10-001"
