"""An identity number is seen however people part its digits, and other long numbers are not taken for one."""

from __future__ import annotations

import pytest

from mzdocs.core import ids
from mzdocs.leaks import numbers

NUMBER, WITH_X = "990103197406010846", "99010319491231008X"


def grouped(mark: str, *lengths: int) -> str:
    parts, at = [], 0
    for length in lengths:
        parts.append(NUMBER[at : at + length])
        at += length
    assert at == 18
    return mark.join(parts)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER, f"身份证{NUMBER}。", f"ID{NUMBER}", f"{NUMBER}A", f"林某，身份证 {NUMBER} 13905551234。",
        f"门右 {NUMBER} 1", f"12 {NUMBER}", "９９０１０３１９７４０６０１０８４６",
        *(grouped(mark, 6, 8, 4) for mark in " .-/_,，、:|~+*ー・–—"), grouped("--", 6, 8, 4), grouped("\t", 6, 8, 4),
        grouped(" ", 6, 4, 2, 2, 4), grouped("-", 3, 3, 4, 4, 4), grouped(" ", 4, 4, 4, 4, 2),
        grouped(" ", *[1] * 18), grouped("\n", 10, 8), grouped("-\n", 5, 13), grouped("\u200b", 9, 9),
    ],
)  # fmt: skip
def test_a_number_is_seen_however_it_is_parted(text: str) -> None:
    assert numbers.in_text(text)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER[:-1], NUMBER[:-1] + "7", f"{NUMBER}5", f"1{NUMBER}", "990103001006010846",
        "990103-1974 0601/0846", "邮编 990103，1974年06月01日，0846 号", "0.990103197406010\n8\n46",
        "2021-09-02 12 880 3 2021-10-01 13 920 4", "13905551234 990103 20210902",
    ],
)  # fmt: skip
def test_what_is_no_number_or_two_things_beside_each_other_is_not(text: str) -> None:
    assert not numbers.in_text(text)


def test_the_letter_at_the_end_counts_in_both_cases() -> None:
    from mzdocs.core.ids import identity_number_error

    body = WITH_X[:17]
    assert identity_number_error(WITH_X) is None
    for text in (WITH_X, body + "x", f"{body[:6]} {body[6:14]} {body[14:]}x", f"{body[:6]} {body[6:14]} {body[14:]} X"):
        assert numbers.in_text(text)
    assert not numbers.in_text(body + "Y")


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"\x00\xff" + NUMBER.encode() + b"\xfe", True), (b"1" + NUMBER.encode(), False), (NUMBER[:-1].encode(), False),
        (b"990103 19740601 0846 l", False), (WITH_X.lower().encode(), True),
    ],
)  # fmt: skip
def test_in_bytes_only_an_unparted_number_counts(data: bytes, seen: bool) -> None:
    assert numbers.in_bytes(data) is seen


def test_a_number_is_valid_where_nothing_is_wrong_with_it() -> None:
    """The check is looked at first: what it lets through may still be of a day that never was."""
    of_no_day = next(
        number for last in "0123456789X" if not numbers.in_text(number := f"99010319740230084{last}")
        and ids.ric.calc_check_digit(number) == last
    )  # fmt: skip
    for number in (
        NUMBER,
        WITH_X,
        NUMBER[:-1] + "7",
        NUMBER[:-1],
        of_no_day,
        "９９０１０３１９７４０６０１０８４６",
        "",
    ):
        assert ids.identity_number_is_valid(number) == (ids.identity_number_error(number) is None)
    assert ids.identity_number_is_valid(NUMBER) and not ids.identity_number_is_valid(of_no_day)
