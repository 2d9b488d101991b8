"""A finished file -> where in it a secret or an identity number can still be read: every layer is opened."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from mzdocs.core import ids
from mzdocs.core.problems import Exit, Location, Problem, problem_type
from mzdocs.leaks.finder import MARKS, Finder, Layer
from mzdocs.leaks.layers import layers

LEAK = problem_type(
    "MZ1702",
    "这个文件里不该有的身份证号（{layers}）",
    "An identity number stands in a file that may not bear one ({layers})",
    "文件没有交付。先查数据文件里有没有把号码写进名称、地点、备注等处，删去再生成；没有，请报告维护者。",
    "The file was not delivered. Look for the number in the data's names, places and notes; if none has it, report it.",
    Exit.PRIVACY,
)
_DIGITS_ALIKE = bytes(0x30 if 0x30 <= byte <= 0x39 else 0x20 for byte in range(256))
_PARTING = b" \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0-\x02\xad\xb7"
_RUN = b"0" * 17
_BROKEN = re.compile(rf"[{MARKS}](?<=[0-9].)\s*(?=[0-9Xx])")
_NUMBER = re.compile(r"[1-9](?<![0-9A-Za-z].)[0-9]{16}[0-9Xx](?![0-9A-Za-z])", re.DOTALL)
"""What is looked behind for stands second: so both are sought by their first character, which is fast."""


def leaks(data: bytes, secrets: Iterable[str]) -> list[str]:
    """The layers of a PDF, XLSX, DOCX, SQLite, CSV or JSON file that hold one of the secrets; never the secret itself.

    A part that cannot be opened is reported too: what was not looked at is not known to be clean.
    """
    finder = Finder(secrets)
    return sorted({layer.where for layer in layers(data) if layer.closed or finder.sees(layer)})


def leaked(location: Location, data: bytes, secrets: Sequence[str] = ()) -> Iterator[Problem]:
    """The gate for a file of any set but the private ones: no secret in it, and no identity number, whoever's it is."""
    found = sorted({*(leaks(data, secrets) if secrets else ()), *identity_numbers(data)})
    if found:
        yield LEAK.at(location, layers="、".join(found))


def whole_number(text: str) -> bool:
    """Whether a text holds a whole, valid identity number, in wide digits or with blanks inside it too."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = {*_NUMBER.findall(plain), *_NUMBER.findall(_BROKEN.sub("", plain))}
    return any(ids.identity_number_error(each.upper()) is None for each in found)


def identity_numbers(data: bytes) -> list[str]:
    """The layers that hold a whole, valid identity number, whoever's it is; a line may end with a hyphen inside it."""
    return sorted({layer.where for layer in layers(data) if layer.closed or _bears_number(layer)})


def _bears_number(layer: Layer) -> bool:
    """Asked first, and cheaply: is there a long enough run of digits, were all that may part them taken out?"""
    plain = unicodedata.normalize("NFKC", layer.text).encode("ascii", "ignore") if layer.text else layer.data
    return _RUN in plain.translate(_DIGITS_ALIKE, _PARTING) and whole_number(layer.content)


__all__ = ["LEAK", "identity_numbers", "leaked", "leaks", "whole_number"]
