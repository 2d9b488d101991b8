"""What a font says its codes are read as: its ToUnicode map (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pikepdf
from fontTools.agl import toUnicode

from mzdocs.pdf.cmap_text import HEX, blocks, digits_read
from mzdocs.pdf.embedded_program import descendant_of, embedded_program
from mzdocs.pdf.named_glyphs import NamedGlyphs, named_glyphs
from mzdocs.pdf.simple_encodings import said_names

_CHAR = re.compile(HEX + rb"\s*" + HEX)
_RANGE = re.compile(HEX + rb"\s*" + HEX + rb"\s*(?:" + HEX + rb"|\[(.*?)\])", re.DOTALL)
_ITEM = re.compile(HEX)
_COLLECTIONS = ("GB1", "CNS1", "Japan1", "Korea1")
_NO_CHARACTERS = "\0\ufeff\ufffe"
_MOST = 0x1_0000
"""Codes of a font that are read, whatever a stranger's map says: two bytes have no more."""


def unicode_claims(font: Any) -> Mapping[bytes, str] | None:
    """Texts by code; nothing where the font has no map of its own."""
    said = font.get("/ToUnicode")
    if not isinstance(said, pikepdf.Stream):
        return None
    pairs = (pair for kind, block in blocks(said.read_bytes()) for pair in _of(kind, block))
    return dict(islice(pairs, _MOST))


def unreadable(font: Any, codes: Iterable[bytes]) -> set[bytes]:
    """The codes that stand for no character: neither by the font's own map, nor by its CIDs or the names of glyphs."""
    claims, names = unicode_claims(font) or {}, _names(font)
    otherwise = _by_collection(font) if font.get("/Subtype") == "/Type0" else _by_experts(font)

    def is_read(code: bytes) -> bool:
        text = claims.get(code)
        if text is not None:
            return bool(text) and not any(character in _NO_CHARACTERS for character in text)
        return otherwise or bool(toUnicode(names.get(code[0], "")))

    return {code for code in codes if not is_read(code)}


def _names(font: Any) -> Mapping[int, str]:
    """Of glyphs by code, where the font's dictionary gives none those that its program has built in."""
    names, program = said_names(font), embedded_program(font)
    if font.get("/Subtype") == "/Type0" or program is None:
        return names
    held = named_glyphs(program)
    return {**held.built_in, **names} if isinstance(held, NamedGlyphs) else names


def _by_experts(font: Any) -> bool:
    """Every name of this encoding is one of Adobe's list."""
    said = font.get("/Encoding")
    base = said.get("/BaseEncoding") if isinstance(said, pikepdf.Dictionary) else said
    return bool(base == "/MacExpertEncoding")


def _by_collection(font: Any) -> bool:
    """The CIDs of the four great collections are known characters (9.10.2)."""
    said = descendant_of(font).get("/CIDSystemInfo", pikepdf.Dictionary())
    return str(said.get("/Registry", "")) == "Adobe" and str(said.get("/Ordering", "")) in _COLLECTIONS


def _of(kind: bytes, block: bytes) -> Iterator[tuple[bytes, str]]:
    if kind == b"bfchar":
        yield from ((digits_read(code), _text(digits_read(text))) for code, text in _CHAR.findall(block))
    if kind != b"bfrange":
        return
    for first, last, text, listed in _RANGE.findall(block):
        start, size, texts = int.from_bytes(digits_read(first)), len(digits_read(first)), _ITEM.findall(listed)
        for step in range(min(int.from_bytes(digits_read(last)) - start + 1, _MOST)):
            if texts and step >= len(texts):
                break
            value = digits_read(texts[step]) if texts else _moved(digits_read(text), step)
            yield (start + step).to_bytes(max(size, 1) + 1)[-max(size, 1) :], _text(value)


def _moved(text: bytes, step: int) -> bytes:
    """The last character goes on, one a code."""
    return (int.from_bytes(text) + step).to_bytes(len(text) + 1)[-len(text) :] if text else b""


def _text(value: bytes) -> str:
    return value.decode("utf-16-be", "replace")
