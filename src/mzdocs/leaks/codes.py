"""A content stream -> the text its codes stand for by ToUnicode, wherever and however it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.pdf.filled_shapes import content_of
from mzdocs.pdf.simple_encodings import named_texts

_BLOCK = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end", re.DOTALL)
_WORD = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_Map = tuple[int, dict[int, str]]
"""Bytes of a code, and what each code means."""


class FontMeanings:
    """The fonts of a file, each read once, and those its pages have by their names: content without any uses these."""

    def __init__(self, of_pages: Mapping[str, Any] | None = None) -> None:
        self._fonts: dict[tuple[int, int], _Map] = {}
        self.of_pages = of_pages or {}

    def text(self, font: Any, codes: bytes) -> str:
        """The text that codes shown in a font stand for; a code without a meaning is left out."""
        width, meanings = self._map(font)
        numbers = (int.from_bytes(codes[i : i + width]) for i in range(0, len(codes), width))
        return "".join(meanings.get(number, "") for number in numbers)

    def _map(self, font: Any) -> _Map:
        key = font.objgen
        if key == (0, 0) or key not in self._fonts:
            self._fonts[key] = _read(font)
        return self._fonts[key]

    def meanings(self, stream: bytes) -> list[str]:
        """Every text a ToUnicode stream gives a code, used or not."""
        return list(_parsed(stream)[1].values())


def _read(font: Any) -> _Map:
    stated = font.get("/ToUnicode")
    if isinstance(stated, pikepdf.Stream):
        return _parsed(stated.read_bytes())
    return 1, {code: chr(code) for code in range(256)} | named_texts(font)


def _parsed(stream: bytes) -> _Map:
    width, meanings = 1, dict[int, str]()
    for kind, body in _BLOCK.findall(stream):
        words = [_word(found) for found in _WORD.finditer(body)]
        if kind == b"codespacerange":
            width = max([width, *(len(word) for word in words if isinstance(word, bytes))])
        elif kind == b"bfchar":
            meanings |= {
                int.from_bytes(_b(code)): _meant(_b(text)) for code, text in zip(words[::2], words[1::2], strict=False)
            }
        else:
            meanings |= dict(_ranges(words))
    return width, meanings


def _word(found: re.Match[bytes]) -> bytes | str:
    digits = found[1]
    if digits is None:
        return found[0].decode()
    return _hexadecimal(digits)


def _hexadecimal(digits: bytes) -> bytes:
    digits = re.sub(rb"\s", b"", digits)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _b(word: bytes | str) -> bytes:
    return word if isinstance(word, bytes) else b""


def _meant(text: bytes) -> str:
    return text.decode("utf-16-be", "replace")


def _ranges(words: list[bytes | str]) -> Iterator[tuple[int, str]]:
    """`<first> <last> <text>`, the last character counting up, or `<first> <last> [<text> ...]`."""
    rest = iter(words)
    for start in rest:
        first, last, text = int.from_bytes(_b(start)), int.from_bytes(_b(next(rest, b""))), next(rest, b"")
        if text == "[":
            yield from enumerate(map(_meant, map(_b, iter(lambda: next(rest, "]"), "]"))), first)
        elif said := _meant(_b(text)):
            for code in range(first, min(last, first + 0xFFFF) + 1):
                yield code, said[:-1] + chr(min(ord(said[-1]) + code - first, 0x10FFFF))


_MARKING = frozenset(("BDC", "DP"))
_SHOWING = " ".join((*_MARKING, "Tf", "Tj", "TJ", "'", '"'))
"""The operators that name a font or hold a string; the others, which are most, are not read."""
_WRITTEN = tuple(map(str.encode, _SHOWING.split()))


def _may_say(content: bytes) -> bool:
    """Whether one of these is written in it: drawings alone, as letters turned to outlines are, say nothing."""
    return any(operator in content for operator in _WRITTEN)


def shown(container: Any, resources: Any, codes: FontMeanings) -> str:
    """All strings a content stream shows, and those of its marked content, in its order."""
    if _only_draws(container):
        return ""
    fonts = (resources.get("/Font") if resources is not None else None) or codes.of_pages
    font, found = None, []
    for instruction in pikepdf.parse_content_stream(container, _SHOWING):
        operator = str(instruction.operator)
        operands = list(instruction.operands)
        if operator == "Tf":
            font = fonts.get(str(operands[0]))
        found.append("\n")
        for piece in _pieces(operands):
            found.append(codes.text(font, bytes(piece)) if font is not None else "")
            found.append(str(piece) if font is None or operator in _MARKING else "")
    return "".join(found)


_SAID = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)


def said_at_all(content: bytes) -> str:
    """The strings of content that no page leads to, as they are written: which fonts it has nobody knows."""
    if not _may_say(content):
        return ""
    found = (plain or _hexadecimal(digits) for plain, digits in _SAID.findall(content))
    return "\n".join(each.decode("latin-1") for each in found)


def _only_draws(container: Any) -> bool:
    """Whether no way to say anything stands in the content; what is odd about it is the parser's to judge."""
    try:
        return not _may_say(content_of(container))
    except (pikepdf.PdfError, AttributeError, TypeError):
        return False


def _pieces(operands: list[Any]) -> Iterator[pikepdf.String]:
    for each in operands:
        if isinstance(each, pikepdf.String):
            yield each
        elif isinstance(each, pikepdf.Array):
            yield from _pieces(list(each))
        elif isinstance(each, pikepdf.Dictionary):
            yield from _pieces([each[name] for name in each.keys()])  # noqa: SIM118
