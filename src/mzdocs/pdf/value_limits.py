"""Values of a PDF that are larger than PDF/A lets them be (ISO 19005-1, 6.1.12; ISO 19005-2, 6.1.13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pikepdf

from mzdocs.pdf.sound_streams import decoded

BeyondKind = Literal["integer", "real", "string", "name", "array", "dictionary"]
_INTEGER, _NAME = 2**31, 127
_PERHAPS = re.compile(
    rb"\d{10}|/[^\s/<>\[\](){}%]{128}|\((?:[^()\\]|\\.|\([^()]*\)){32768}|<[0-9A-Fa-f\s]{65536}", re.DOTALL
)
"""What stands wherever something may be too large for parts 2 and 3: all values are only looked at where it does."""
_PACKED_OBJECTS = re.compile(rb"(\d+)\s+0\s+obj\b[^>]{0,200}/ObjStm")


@dataclass(frozen=True)
class ValueLimits:
    """Bytes of a string; elements of an array, entries of a dictionary and size of a real, where they have a limit."""

    string: int
    array: int | None = None
    dictionary: int | None = None
    real: Decimal | None = None


PART_1 = ValueLimits(65535, 8191, 4095, Decimal(32767))
SINCE_PART_2 = ValueLimits(32767)


def too_large(pdf: pikepdf.Pdf, data: bytes, limits: ValueLimits, contents: Iterable[Any]) -> set[BeyondKind]:
    """What is too large, of a file as it is written (`data`) and of content streams."""
    streams = list(contents)
    if limits.array is None and not any(map(_PERHAPS.search, _written(pdf, data, streams))):
        return set()
    found = {kind for each in pdf.objects for kind in _beyond(each, limits)}
    for stream in streams:
        for each in pikepdf.parse_content_stream(stream):
            found |= {kind for operand in each.operands for kind in _beyond(operand, limits)}
    return found


def _written(pdf: pikepdf.Pdf, data: bytes, contents: Iterable[Any]) -> Iterator[bytes]:
    """All that may hold values: the file itself, its packed objects, its content streams."""
    yield data
    numbers = {int(number) for number in _PACKED_OBJECTS.findall(data)}
    packed = [pdf.get_object(number, 0) for number in sorted(numbers)]
    for stream in (*packed, *contents):
        said = stream.get("/Contents") if isinstance(stream, (pikepdf.Page, pikepdf.Dictionary)) else stream
        for each in said if isinstance(said, pikepdf.Array) else [said]:
            if isinstance(each, pikepdf.Stream):
                yield decoded(each)


def _beyond(value: Any, limits: ValueLimits) -> Iterator[BeyondKind]:
    """Of a value and those within it; what is another object is looked at by itself."""
    if isinstance(value, int) and not isinstance(value, bool):
        if not -_INTEGER <= value < _INTEGER:
            yield "integer"
    elif isinstance(value, (Decimal, float)):
        if limits.real is not None and abs(Decimal(value)) > limits.real:
            yield "real"
    elif isinstance(value, pikepdf.String):
        if len(bytes(value)) > limits.string:
            yield "string"
    elif isinstance(value, pikepdf.Name):
        yield from _of_name(str(value))
    elif isinstance(value, pikepdf.Array):
        if limits.array is not None and len(value) > limits.array:
            yield "array"
        yield from _within(value, limits)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        held = dict(value.items())
        if limits.dictionary is not None and len(held) > limits.dictionary:
            yield "dictionary"
        yield from (kind for key in held for kind in _of_name(key))
        yield from _within(held.values(), limits)


def _of_name(name: str) -> Iterator[BeyondKind]:
    if len(name.encode("utf-8", "surrogateescape")) > _NAME + 1:
        yield "name"


def _within(values: Iterable[Any], limits: ValueLimits) -> Iterator[BeyondKind]:
    for each in values:
        if not isinstance(each, pikepdf.Object) or each.objgen == (0, 0):
            yield from _beyond(each, limits)
