"""A value the model refused -> what was probably meant by it, for whoever mends it: offered, never read so.

What only one thing can have been meant by is read (`habits`); here it is likely, and a clerk is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from mzdocs.core.ids import credit_code_is_valid
from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Sentence
from mzdocs.core.text import chinese_number, without_identity_numbers

NO_HINT = Sentence("", "")
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
_CHINESE = {chinese_number(number): number for number in range(1, 100)} | {"两": 2, "零": 0, "〇": 0}
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_LETTERS = str.maketrans("OoIl", "0011")
"""Letters typed for the digits they look like."""
_NO_CREDIT_LETTERS = str.maketrans("OIZSV", "0125U")
_DAY = re.compile(r"([0-9]{4})[-/.年]+([0-9]{1,2})[-/.月]+([0-9]{1,2})")
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)")
_TELEPHONE = re.compile(r"0[0-9]{2,3}[- ]?[0-9]{7,8}|1[3-9][0-9]{9}|[48]00-?[0-9]{3}-?[0-9]{4}")


def meant_by(kind: str, value: str, meaning: str = "") -> Sentence:
    """What the value may have been meant to be, as the end of a sentence; `kind` and `meaning` are the field's own.

    Of what could be an identity number in the wrong field nothing is shown.
    """
    guess, plain = _GUESSES.get(kind), unicodedata.normalize("NFKC", value).strip()
    meant = guess(plain, meaning) if guess and without_identity_numbers(plain) == plain else None
    return Sentence(f"，是不是 {meant}？", f"; did you mean {meant}?") if meant else NO_HINT


def hint_of(word: str, candidates: Iterable[str]) -> Sentence:
    """What was probably meant by a word that is none of the candidates; nothing where none is near."""
    near = nearest(word, candidates)
    return Sentence(f"，您是不是想写“{near}”？", f"; did you mean {near}?") if near else NO_HINT


def days_in(value: str) -> list[str]:
    """Every day a text names, as a data file has it."""
    plain = _in_digits(unicodedata.normalize("NFKC", value)).translate(_LETTERS)
    found = (_day_of(*map(int, numbers)) for numbers in _DAY.findall(plain))
    return [day for day in found if day]


def _day_of(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _in_digits(text: str) -> str:
    """A date of Chinese digits in Arabic ones: 二〇二六年十一月二十日."""
    text = re.sub("[〇○零一二三四五六七八九]{4}(?=年)", lambda found: found[0].translate(_CHINESE_DIGITS), text)
    return re.sub("[一二三四五六七八九十]{1,3}(?=[月日号])", lambda found: str(_CHINESE.get(found[0], found[0])), text)


def _days(value: str, _meaning: str) -> str | None:
    return " / ".join(days_in(value)) or None


def _number(value: str) -> Decimal | None:
    """The only number of a text, whatever stands around it."""
    joined = re.sub(r"(?<=[0-9])[ ,](?=[0-9]{3}(?![0-9]))|(?<=[0-9]) ?m[23]", "", value)
    found = _NUMBER.findall(joined)
    if len(found) == 1:
        digits, times = found[0]
        return Decimal(digits) * _TIMES[times]
    chinese = re.findall("[〇零一二两三四五六七八九十]+", value) if not found else []
    return Decimal(_CHINESE[chinese[0]]) if len(chinese) == 1 and chinese[0] in _CHINESE else None


def _whole(value: str, _meaning: str) -> str | None:
    number = _number(value)
    return f"{number:.0f}" if number is not None and number == int(number) else None


def _decimal(value: str, _meaning: str) -> str | None:
    number = _number(value)
    return f"{number.normalize():f}" if number is not None else None


def _year(value: str, _meaning: str) -> str | None:
    digits = value.translate(_CHINESE_DIGITS).removesuffix("年")
    return digits if re.fullmatch("(19|20)[0-9]{2}", digits) else f"20{digits}" if len(digits) == len("26") else None


def _telephone(value: str, _meaning: str) -> str | None:
    """The first of several; each may be written in a field of its own."""
    bare = re.sub(r"^\+?86[ -]?(?=[01])", "", value.translate(_LETTERS))
    found = _TELEPHONE.search(re.sub(r"(?<=[0-9]) (?=[0-9])", "-", bare))
    return found[0] if found else None


def _serial(value: str, meaning: str) -> str | None:
    width = re.search("([23]) 位", meaning)
    return value.zfill(int(width[1]) if width else 3) if value.isdecimal() and len(value) == 1 else None


def _credit(value: str, _meaning: str) -> str | None:
    meant = value.upper().translate(_NO_CREDIT_LETTERS)
    return meant if meant != value and credit_code_is_valid(meant) else None


def _file(value: str, _meaning: str) -> str | None:
    path = value.replace("\\", "/")
    return path if path != value and not re.search(r"[:#?%]|\.\.", path) else None


_GUESSES: Mapping[str, Callable[[str, str], str | None]] = {
    "date_wrong": _days, "count_wrong": _whole, "decimal_wrong": _decimal, "year_wrong": _year,
    "phone_wrong": _telephone, "serial_wrong": _serial, "credit_wrong": _credit, "file_wrong": _file,
}  # fmt: skip
