"""A text -> how else it reads: its marks and escapes read, its words alone, its columns."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote

from mzdocs.leaks.finder import APART

_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"(?:=|\\x|\\u00|\\U\+00|\\)([2-7][0-9A-Fa-f]) ?|%%0(4[89]|5[0-7])|\\0?(6[0-7]|7[01])")
"""A character as quoted-printable, C, JSON and CSS write it, a figure as drawings do, and in octal."""
_OF_ADDRESSES = re.compile("%[0-9A-Fa-f]{2}")
_LABEL = re.compile(r"LB(.*?)\x03", re.DOTALL)
_OF_DRAWING = re.compile(r"^ *(?:1|3|999)\r?\n(.*)$", re.MULTILINE)
"""In a drawing, what stands behind the code of a text or of a comment."""
_COLUMNS = 64
"""Of a table: what has more is none."""


def readings(text: str) -> Iterator[str]:
    """Each way the text can be read, itself first."""
    yield text
    if "<" in text:
        yield html.unescape(_TAG.sub("", text))
    if "<" in text or "&#" in text:
        yield html.unescape(text)
    if text.lstrip()[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            yield "\n".join(_words(json.loads(text)))
    if _ESCAPED.search(text):
        yield _ESCAPED.sub(_unescaped, text)
    if _OF_ADDRESSES.search(text):
        yield unquote(text)
    if "LB" in text:
        yield APART.join(_LABEL.findall(text))
    if "SECTION" in text:
        yield APART.join(_OF_DRAWING.findall(text))
    if "," in text and text.lstrip()[:1] not in ("{", "[", "<"):
        yield from _columns(text)


def _unescaped(found: re.Match[str]) -> str:
    code, decimal, octal = found.groups()
    return chr(int(code, 16) if code else int(decimal) if decimal else int(octal, 8))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    else:
        yield str(value)


def _columns(text: str) -> Iterator[str]:
    rows = [line.split(",") for line in text.splitlines()]
    if max(map(len, rows)) <= _COLUMNS:
        yield from (APART.join(column) for column in zip_longest(*rows, fillvalue=""))
