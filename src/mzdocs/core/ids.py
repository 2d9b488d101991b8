"""Numbers that name people, bodies and records: check, mask, compose."""

from __future__ import annotations

import re
from functools import cache

from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent, ValidationError

_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")


def identity_number_error(number: str) -> str | None:
    """Why an identity number is wrong (shape, date or check), or None. Source: GB 11643-1999."""
    if not _IDENTITY.fullmatch(number):
        return "shape"
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return "date"
    return None if ric.calc_check_digit(number) == number[-1] else "check"


def identity_number_is_valid(number: str) -> bool:
    """Whether nothing is wrong with an identity number. Most of what is none fails its check, which is looked at first.

    It is asked of every long row of digits in every file.
    """
    whole = _IDENTITY.fullmatch(number) and ric.calc_check_digit(number) == number[-1]
    return bool(whole) and identity_number_error(number) is None


@cache
def region_is_issued(region: str) -> bool:
    """Whether python-stdnum's table of region codes knows these six digits (GB/T 2260)."""
    try:
        ric.get_birth_place(f"{region}197001010000")
    except InvalidComponent:
        return False
    return True


def credit_code_is_valid(code: str) -> bool:
    """Whether a unified social credit code is well formed with the right check (GB 32100-2015)."""
    return uscc.is_valid(code) and code == uscc.compact(code)


def bank_card_is_valid(number: str) -> bool:
    """Whether the last figure of a bank card's number is the check of the others (ISO/IEC 7812-1)."""
    return bool(luhn.is_valid(number))


def masked_identity_number(number: str) -> str:
    """6 digits, 8 stars, 4 characters: for internal lists only, never for a public one."""
    return f"{number[:6]}********{number[-4:]}"


def archive_number(*levels: str) -> str:
    """Join the levels of an archive number with `-` (DA/T 13-2022)."""
    return "-".join(levels)


DOCUMENT_NUMBER = re.compile(r"[\u3400-\u9fff]+〔[0-9]{4}〕[1-9][0-9]*号")
"""机关代字, the whole year in 〔〕, a number without 第 and leading noughts (GB/T 9704-2012, 7.2.5)."""
