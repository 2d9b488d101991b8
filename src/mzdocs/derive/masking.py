"""Text -> the same text without the numbers that name or reach a person, however they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.ids import identity_number_error

_GAP = r"[-\s\u00ad\u00b7\u200b-\u200f\u2010-\u2015\u2060\u2212\u30fb./_]"
_PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ－＋（）．／＿", "0123456789XX-+()./_")
"""Wide characters as narrow ones, one for one: what is found here stands at the same place of the text."""

_RUN = re.compile(rf"[0-9](?:{_GAP}{{0,3}}[0-9Xx])+")
_SHAPED = re.compile(rf"(?<![0-9])[0-9]{{6}}({_GAP}{{0,2}})[0-9]{{8}}({_GAP}{{0,2}})[0-9]{{3}}[0-9Xx](?![0-9])")
_OLD = rf"[1-9][0-9]{{5}}{_GAP}{{0,2}}[0-9]{{6}}{_GAP}{{0,2}}[0-9]{{3}}"
_MOBILE = rf"(?:(?:\+|00)?86{_GAP}?)?1[3-9][0-9]{_GAP}?[0-9]{{4}}{_GAP}?[0-9]{{4}}"
_FIXED = rf"(?:\(0[0-9]{{2,3}}\)|0[0-9]{{2,3}}){_GAP}{{0,2}}[0-9]{{7,8}}"
_ACCOUNT = rf"[0-9]{{15,19}}|[3-6][0-9]{{3}}(?:{_GAP}[0-9]{{4}}){{3}}(?:{_GAP}?[0-9]{{1,3}})?"
_CONTACT = re.compile(rf"(?<![0-9])(?:{_MOBILE}|{_FIXED}|{_ACCOUNT}|{_OLD})(?![0-9])")
"""Mobile and fixed telephones, bank accounts, identity numbers of 15 digits."""
_IS_MOBILE, _ABROAD = re.compile(_MOBILE), re.compile("^(?:00)?86(?=1[3-9])")
_SHOWN, _LENGTH, _HIDDEN = 6, 18, 8


def has_identity_number(text: str) -> bool:
    """Whether a number of 18 characters stands in it: a valid one however it is parted, or the shape of one."""
    plain = text.translate(_PLAIN)
    return bool(_SHAPED.search(plain)) or any(True for _ in _valid(plain))


def without_identity_numbers(text: str) -> str:
    """Identity numbers keep 6 and 4 characters wherever they stand."""
    plain = text.translate(_PLAIN)
    shown = list(text)
    for places in [*_valid(plain), *(_digits(plain, *found.span()) for found in _SHAPED.finditer(plain))]:
        for place in places[_SHOWN : _SHOWN + _HIDDEN]:
            shown[place] = "*"
    return "".join(shown)


def without_contacts(text: str) -> str:
    """Telephones, accounts and old identity numbers as stars, as many as they had characters."""
    shown = list(text)
    for found in _CONTACT.finditer(text.translate(_PLAIN)):
        shown[found.start() : found.end()] = "*" * len(found[0])
    return "".join(shown)


def contacts(text: str) -> Iterator[str]:
    """The figures of each telephone, account and old identity number in it, a telephone's without the country's."""
    for found in _CONTACT.finditer(text.translate(_PLAIN)):
        figures = "".join(filter(str.isdecimal, found[0]))
        yield _ABROAD.sub("", figures) if _IS_MOBILE.fullmatch(found[0]) else figures


def _valid(plain: str) -> Iterator[list[int]]:
    """Where the characters of each valid number stand; two written one after the other are two."""
    for run in _RUN.finditer(plain):
        places = _digits(plain, *run.span())
        at = 0
        while at + _LENGTH <= len(places):
            number = places[at : at + _LENGTH]
            found = _is_number("".join(plain[place] for place in number).upper())
            if found:
                yield number
            at += _LENGTH if found else 1


def _is_number(text: str) -> bool:
    """Of a person who may have a file: figures that only happen to have the right check digit are mostly of no age."""
    return text[6:8] in ("18", "19", "20") and identity_number_error(text) is None


def _digits(plain: str, start: int, end: int) -> list[int]:
    return [place for place in range(start, end) if plain[place] in "0123456789Xx"]
