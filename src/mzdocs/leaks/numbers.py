"""Text or bytes -> whether a whole, valid identity number can be read in it, however its digits are parted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from mzdocs.core import ids

_DIGITS = re.compile(r"[0-9]+")
_STRETCH = re.compile(r"[0-9](?:[^0-9]{0,3}[0-9]){16,}")
"""Enough digits for a number, none further from the next than the groups of one may stand apart."""
_BANK_CARD = re.compile(
    r"62(?<![0-9A-Za-z.]62)(?:[0-9]{14,17}|[0-9]{2}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,3})?)(?![0-9A-Za-z])"
)
_NO_DIGIT = re.compile(r"[^0-9]+")
_LIKELY = r"[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
"""A region that can be, and a birth in one of three centuries: a file's own long numbers seldom look so."""
_SEVENTEEN, _PLAUSIBLE = re.compile(f"(?=({_LIKELY})([0-9]?))"), re.compile(f"{_LIKELY}[0-9X]")
_WHOLE = re.compile(rb"[1-9](?<![0-9].)[0-9]{16}[0-9Xx](?![0-9])", re.DOTALL)
"""What is looked behind for stands second: so it is sought by its first character, which is fast."""
_ALIKE = bytes(0x30 if 0x30 <= byte <= 0x39 else 0x20 for byte in range(256))
_BY_MEANING, _BY_FOUR, _EACH = frozenset({3, 6, 10, 12, 14, 17}), frozenset({4, 8, 12, 16}), frozenset(range(1, 18))
"""Where people part a number: region, birth, serial, check; or every four digits; or every one."""
_WIDEST = 3
"""Characters between two groups."""


def in_text(text: str) -> bool:
    """Whether a whole number stands in a text: in wide digits, or in groups with one mark or blank between them."""
    plain = unicodedata.normalize("NFKC", text)
    ways = (plain, plain.replace(" ", "")) if " " in plain else (plain,)
    return any(_valid(number) for text in ways for number in _written(text))


def in_bytes(data: bytes) -> bool:
    """Whether a whole number stands in bytes, unparted: in what is not text, grouped digits are coordinates."""
    if b"0" * 17 not in data.translate(_ALIKE):
        return False
    return any(_valid(found.decode("ascii").upper()) for found in _WHOLE.findall(data))


def card_in_text(text: str) -> bool:
    """Whether the number of a bank card of the mainland stands in a text: in one run, or in fours."""
    return any(ids.bank_card_is_valid(re.sub("[ -]", "", found[0])) for found in _BANK_CARD.finditer(text))


def _valid(number: str) -> bool:
    return bool(_PLAUSIBLE.fullmatch(number)) and ids.identity_number_is_valid(number)


def _written(text: str) -> Iterator[str]:
    for stretch in _STRETCH.finditer(text):
        if starts := _may_start(_NO_DIGIT.sub("", stretch[0])):
            yield from _of_runs(text, list(_DIGITS.finditer(text, *stretch.span())), starts)


def _may_start(digits: str) -> set[int]:
    """Where in its digits alone a number begins, however they are parted: in a table of sums none does."""
    found = _SEVENTEEN.finditer(digits)
    return {each.start() for each in found if _valid(each[1] + each[2]) or _valid(each[1] + "X")}


def _of_runs(text: str, runs: Sequence[re.Match[str]], starts: set[int]) -> Iterator[str]:
    """The numbers that begin with a run; `starts` counts digits alone."""
    before = 0
    for at, run in enumerate(runs):
        if before in starts and (len(run[0]) > 16 or not _is_fraction(text, run.start())):
            yield from _from(text, runs[at : at + 18])
        before += len(run[0])


def _is_fraction(text: str, start: int) -> bool:
    """Whether the digits that begin here stand behind a point that stands behind a digit."""
    return start > 1 and text[start - 1] == "." and text[start - 2].isdigit()


def _from(text: str, runs: Sequence[re.Match[str]]) -> Iterator[str]:
    """The numbers of 18 characters that begin with the first of these runs of digits."""
    digits, cuts, mark = "", set[int](), ""
    for before, run in zip([None, *runs], runs, strict=False):
        if before is not None:
            between = text[before.end() : run.start()]
            if not _parts(between) or (mark and between != mark):
                return
            mark = between
            cuts.add(len(digits))
        digits += run[0]
        if len(digits) == 17 and (last := _check_letter(text[run.end() : run.end() + 4], mark)):
            yield from _grouped(digits + last, cuts, mark)
        if len(digits) >= 18:
            yield from _grouped(digits, cuts, mark)
            return


def _grouped(number: str, cuts: set[int], mark: str) -> Iterator[str]:
    """One cut may be anywhere, as a line that ends with a hyphen makes it; two lines alone are two texts."""
    once = len(cuts) < 2 and not mark.isspace()
    if len(number) == 18 and (once or cuts <= _BY_MEANING or cuts in (_BY_FOUR, _EACH)):
        yield number


def _parts(between: str) -> bool:
    """Whether it is a mark, a blank or the end of a line, and nothing that is read itself."""
    return len(between) <= _WIDEST and not any(char.isalnum() and char != "ー" for char in between)


def _check_letter(following: str, mark: str) -> str:
    """The X that may stand for the last digit, right behind the others or behind the same mark."""
    return "X" if following.removeprefix(mark)[:1] in ("X", "x") or following[:1] in ("X", "x") else ""
