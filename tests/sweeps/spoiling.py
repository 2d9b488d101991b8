"""Bytes -> the same with a few places otherwise: what a slip, a broken disk or somebody hostile makes of them."""

# ruff: noqa: E501 - a table
from __future__ import annotations

import random

_PIECES = (
    b"-1", b"1e999", b"A0", b'" hidden="1', b"&#0;", b"<x/>", b"\xff", b"999999999", b"\x00", b"\xe2\x80\xae",
    b"\xef\xbb\xbf", b"\r\n", b"\t", b"*a", b"&a ", b"<<: ", b"!!python/object ", b"{", b"[", b"- ", b": ", b"|", b">",
    b"'", b'"', b"#", b"%", b"0x7f", b"1_000", b"2026-02-30", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"null", b"~", b"---\n",
)  # fmt: skip
_MOST_PLACES = 6


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A byte changed, some gone, a piece put in, or some said again, at one to six places."""
    made = bytearray(data)
    for _ in range(chance.randint(1, _MOST_PLACES)):
        at = chance.randrange(max(1, len(made)))
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.randint(1, 60)]
            case 2:
                made[at:at] = chance.choice(_PIECES) * chance.choice((1, 1, 1, 50))
            case 3:
                made[at:at] = bytes(made[at : at + 40]) * chance.randint(1, 3)
            case _:
                other = chance.randrange(max(1, len(made)))
                made[at : at + 20], made[other : other + 20] = made[other : other + 20], made[at : at + 20]
    return bytes(made)
