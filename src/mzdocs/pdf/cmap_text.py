"""The text of a CMap -> its blocks, and the bytes its digits stand for (ISO 32000-1, 9.7.5 and 9.10.3)."""

from __future__ import annotations

import re

HEX = rb"<\s*([0-9a-fA-F\s]*)>"
"""A string of digits, as part of a pattern; the digits are its group."""
_BLOCK = re.compile(rb"begin(codespacerange|cidrange|cidchar|notdefrange|bfrange|bfchar)\b(.*?)end\1", re.DOTALL)


def blocks(said: bytes) -> list[tuple[bytes, bytes]]:
    """What is said block by block, each with its kind, such as `bfchar`."""
    return _BLOCK.findall(said)


def digits_read(digits: bytes) -> bytes:
    """The bytes that digits stand for; a last one that is missing is 0 (7.3.4.3)."""
    plain = b"".join(digits.split()).decode("ascii")
    return bytes.fromhex(plain + "0" * (len(plain) % 2))
