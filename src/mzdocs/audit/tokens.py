"""Text -> the facts that stand in it: telephones, days, numbers of documents, badges, files and people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mzdocs.core.problems import Sentence
from mzdocs.core.text import plain

TOKEN_KINDS = {
    "identity": Sentence("身份证号", "identity number"),
    "credit": Sentence("统一社会信用代码", "credit code"),
    "badge": Sentence("证件编号", "badge number"),
    "archive": Sentence("档号", "archive number"),
    "number": Sentence("文号", "document number"),
    "day": Sentence("日期", "date"),
    "telephone": Sentence("电话", "telephone"),
    "count": Sentence("数", "figure"),
}


@dataclass(frozen=True, order=True)
class Token:
    """One fact in the one spelling its kind has: 2026-03-05 for a day, however the text writes it."""

    kind: str
    value: str


@lru_cache(maxsize=50_000)
def tokens(text: str, counted: bool = False) -> tuple[Token, ...]:
    """Every fact once; what one kind has taken is not read again as another.

    `counted` reads money and counts too: only sentences have those, in a table figures stand alone.
    """
    rest = plain(text)
    return tuple(_tokens(rest, counted)) if _FIGURE.search(rest) else ()


_FIGURE = re.compile("[0-9]")
"""No fact of these kinds is without one."""


def _tokens(rest: str, counted: bool) -> Iterator[Token]:
    for kind, pattern, spelt in _PATTERNS:
        if kind == "count" and not counted:
            continue
        for found in pattern.finditer(rest):
            value = spelt(found)
            if value:
                yield Token(kind, value)
        rest = pattern.sub(lambda found: "\n" * len(found[0]), rest)


def _joined(found: re.Match[str]) -> str:
    return "".join(found[0].split()).upper()


def _day(found: re.Match[str]) -> str:
    """The day as 2026-03-05; eight figures that name no day are none."""
    with suppress(ValueError):
        return date(*(int(each) for each in found.groups())).isoformat()
    return ""


def _number(found: re.Match[str]) -> str:
    """Without the letters before it: where a line breaks, nobody can tell where they begin."""
    return f"〔{found[1]}〕{found[2]}号"


_Spelt = Callable[[re.Match[str]], str]
_ALONE, _END = r"(?<![0-9A-Za-z-])", r"(?![0-9A-Za-z])"
_UNITS = "元|万元|名|户|块|人|分|份|页|项|件|台|个|处|次|卷|平方米|%"
_PATTERNS: tuple[tuple[str, re.Pattern[str], _Spelt], ...] = (
    ("identity", re.compile(rf"{_ALONE}[1-9][0-9]{{5}}(?:[0-9]{{11}}|\*{{8}}[0-9]{{3}})[0-9Xx]{_END}"), _joined),
    ("credit", re.compile(rf"{_ALONE}[0-9A-HJ-NPQRTUWXY]{{2}}[0-9]{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}{_END}"), _joined),
    ("badge", re.compile(rf"{_ALONE}[0-9]{{6}}-\s*[0-9]{{3}}-\s*[0-9]{{3}}-\s*[0-9]{{2}}{_END}"), _joined),
    ("archive", re.compile(
        rf"{_ALONE}[A-Z0-9]{{4}}-\s*[A-Z]+·\s*[A-Z]+-\s*(?:Y|D[0-9]+)-\s*[0-9]{{3}}(?:-\s*[0-9]{{3,5}})?{_END}"
    ), _joined),
    ("number", re.compile(r"〔\s*([0-9]{4})\s*〕\s*([0-9]+)\s*号"), _number),
    ("day", re.compile(r"(?<![0-9])([12][0-9]{3})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"), _day),
    ("day", re.compile(r"(?<![0-9.-])([12][0-9]{3})-([0-9]{2})-([0-9]{2})(?![0-9-])"), _day),
    ("day", re.compile(r"(?<![0-9.])([12][0-9]{3})\.([0-9]{1,2})\.([0-9]{1,2})(?![0-9.])"), _day),
    ("day", re.compile(r"(?<![0-9A-Za-z.-])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9A-Za-z.-])"), _day),
    ("telephone", re.compile(rf"{_ALONE}0[0-9]{{2,3}}\s*-\s*[0-9]{{7,8}}(?:\s*转\s*[0-9]{{1,6}})?(?![0-9-])"), _joined),
    ("telephone", re.compile(rf"{_ALONE}[48]00-\s*[0-9]{{3}}-\s*[0-9]{{4}}(?![0-9-])"), _joined),
    ("telephone", re.compile(rf"{_ALONE}1[3-9][0-9]{{9}}{_END}"), _joined),
    ("telephone", re.compile(rf"{_ALONE}1[0-9]{{4}}(?![0-9A-Za-z.元]| ?元)"), _joined),
    ("count", re.compile(rf"(?<![0-9.])[0-9]+(?:\.[0-9]+)? ?(?:{_UNITS})"), _joined),
)  # fmt: skip
