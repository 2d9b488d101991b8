"""Numbers and texts -> how a content stream has them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_SPECIAL = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))
"""The first is what the others are written with."""
_BETWEEN = b"\0\n"
"""A line end as two bytes: no plain character begins with the second."""


def literal(codes: bytes) -> bytes:
    """A PDF string."""
    return b"(" + escaped(codes) + b")"


def escaped(codes: bytes) -> bytes:
    """What stands between the brackets of a PDF string."""
    for special, written in _SPECIAL:
        if special in codes:
            codes = codes.replace(special, written)
    return codes


def codes_of_each(texts: Sequence[str]) -> list[bytes]:
    """What stands between the brackets of the string of each; as many only if none has a line end, nor U+0A00 …"""
    return escaped("\n".join(texts).encode("utf-16-be")).split(_BETWEEN)


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """As the engine writes it: six decimals at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))


def bnumber(value: float) -> bytes:
    """The same as bytes."""
    return number(value).encode("ascii")
