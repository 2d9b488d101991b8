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


def named_texts(font: Any) -> dict[int, str]:
    """The texts of codes, where the font's dictionary gives names to codes of its own."""
    said = font.get("/Encoding")
    if not isinstance(said, pikepdf.Dictionary) or "/Differences" not in said:
        return {}
    from fontTools.agl import toUnicode

    return {code: toUnicode(name) for code, name in said_names(font).items()}


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


def _base(name: str) -> Mapping[int, str]:
    return {"WinAnsiEncoding": windows_names, "MacRomanEncoding": macintosh_names}.get(name, dict[int, str])()


@cache
def windows_names() -> Mapping[int, str]:
    """The names of Windows' encoding; codes it leaves free are bullets, below the blank it has none (Annex D)."""
    from fontTools.agl import AGL2UV
    from fontTools.cffLib import cffStandardStrings

    latin = {AGL2UV[name]: name for name in cffStandardStrings[:_LATIN] if name in AGL2UV} | _NAMED_APART
    characters = {code: ord(bytes([code]).decode("cp1252", "replace")) for code in range(_BLANK, 256)}
    return _below_the_blank() | {code: latin.get(each, "bullet") for code, each in characters.items()}


@cache
def macintosh_names() -> Mapping[int, str]:
    """The names of the Macintosh's encoding."""
    from fontTools.encodings.MacRoman import MacRoman

    return _below_the_blank() | {code: MacRoman[code] for code in range(_BLANK, 256)} | {0xCA: "space"}


_LATIN = 229
"""Of the strings that every CFF font has, the names of Latin letters, figures and signs."""
_NAMED_APART = {
    0x20AC: "Euro", 0xA0: "space", 0xAD: "hyphen", 0xB2: "twosuperior", 0xB3: "threesuperior", 0xB9: "onesuperior",
}  # fmt: skip


def _below_the_blank() -> dict[int, str]:
    return dict.fromkeys(range(_BLANK), NOTDEF)


@cache
def standard_names() -> Mapping[int, str]:
    """The names of Adobe's standard encoding, which most Type 1 programs have built in."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return {code: name for code, name in enumerate(StandardEncoding) if name != NOTDEF}
