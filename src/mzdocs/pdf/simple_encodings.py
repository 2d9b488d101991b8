"""A simple font -> the name of the glyph that each of its one-byte codes stands for (ISO 32000-1, 9.6.6)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pikepdf

from mzdocs.pdf.readable_names import readable

NOTDEF = ".notdef"
_BLANK = 32


def said_names(font: Any) -> Mapping[int, str]:
    """The names that the font's dictionary gives to codes; the others have those that are built into its program."""
    said = font.get("/Encoding")
    if isinstance(said, pikepdf.Name):
        return _base(readable(said))
    if not isinstance(said, pikepdf.Dictionary):
        return {}
    return {**_base(readable(said.get("/BaseEncoding", ""))), **dict(_differences(said))}


def _differences(said: Any) -> list[tuple[int, str]]:
    """A number, then names for it and the codes after it."""
    found, code = [], 0
    for each in said.get("/Differences", []):
        if isinstance(each, pikepdf.Name):
            found.append((code, readable(each)))
            code += 1
        else:
            code = int(each)
    return found


_NAMED = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}


def _base(name: str) -> Mapping[int, str]:
    return named_by(_NAMED[name]) if name in _NAMED else {}


@cache
def named_by(codec: str) -> Mapping[int, str]:
    """The names of a standard encoding's characters; it has none below the blank."""
    from fontTools.agl import UV2AGL

    characters = {code: bytes([code]).decode(codec, "replace") for code in range(256)}
    names = {code: UV2AGL.get(ord(each), NOTDEF) if code >= _BLANK else NOTDEF for code, each in characters.items()}
    return names | ({0xA0: "space", 0xAD: "hyphen"} if codec == "cp1252" else {0xCA: "space"})


@cache
def standard_names() -> Mapping[int, str]:
    """The names of Adobe's standard encoding, which most Type 1 programs have built in."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return {code: name for code, name in enumerate(StandardEncoding) if name != NOTDEF}
