"""A finished file -> where in it a secret can still be read: every layer is opened, not only what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mzdocs.core import ids
from mzdocs.leaks.finder import MARKS, Finder
from mzdocs.leaks.layers import layers

_BROKEN = re.compile(rf"(?<=[0-9])[{MARKS}]\s*(?=[0-9X])")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9X](?![0-9A-Za-z])")


def leaks(data: bytes, secrets: Iterable[str]) -> list[str]:
    """The layers of a PDF, XLSX, DOCX, SQLite, CSV or JSON file that hold one of the secrets; never the secret itself.

    A part that cannot be opened is told too: what was not looked at is not known to be clean.
    """
    finder = Finder(secrets)
    return sorted({layer.where for layer in layers(data) if layer.closed or finder.sees(layer)})


def identity_numbers(data: bytes) -> list[str]:
    """The layers that hold a whole, valid identity number, whoever's it is; a line may end with a hyphen inside it."""
    return sorted({layer.where for layer in layers(data) if layer.closed or _has_number(layer.told.replace(" ", ""))})


def _has_number(text: str) -> bool:
    found = {*_NUMBER.findall(text), *_NUMBER.findall(_BROKEN.sub("", text))}
    return any(ids.identity_number_fault(each) is None for each in found)


__all__ = ["identity_numbers", "leaks"]
