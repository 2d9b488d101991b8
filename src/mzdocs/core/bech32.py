"""The checksum of Bech32 (BIP 173): one wrong character of a key is seen without asking anybody."""

from __future__ import annotations

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def bech32_holds(text: str, prefix: str) -> bool:
    """Whether a text is of this prefix, in small letters, with a checksum that agrees."""
    head, _, tail = text.rpartition("1")
    if head != prefix or len(tail) < 6 or not set(tail) <= set(_LETTERS):
        return False
    spread = [*(ord(each) >> 5 for each in head), 0, *(ord(each) & 31 for each in head)]
    return _residue([*spread, *map(_LETTERS.index, tail)]) == 1


def _residue(values: list[int]) -> int:
    found = 1
    for value in values:
        top, found = found >> 25, (found & 0x1FFFFFF) << 5 ^ value
        for place, each in enumerate(_GENERATOR):
            found ^= each if top >> place & 1 else 0
    return found
