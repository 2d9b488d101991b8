"""A short text -> its QR code, as an exclusive or of two table entries per byte (ISO/IEC 18004).

In one version and level every module is the exclusive or of some bits of the text: the bytes stand in
the symbol as they are, the check words are linear over GF(2), and the mask is added on top. So each half of a
byte at each place has its own picture of modules it turns over, and a code is the exclusive or of these.
What segno draws for a text without data is the picture they start from.

Other texts than ASCII stand in UTF-8 and without a mark of it (ECI), which some scanners do not know: of a text of
some length they all tell UTF-8 by its bytes, and gate 2 reads each code back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import getitem, xor
from typing import Any

from mzdocs.render.qr.symbol import QUIET_ZONE, is_information, picture, stride, turns_of_bytes

LONGEST_AT_M, LONGEST = 331, 425
"""Bytes that go into version 13 at level M and at level L: the tables of larger codes would grow with the square."""
PIXELS = 2
"""Of a module in a picture, across and down. Viewers blur a picture they enlarge: with one pixel a module they would
blur it just where the modules are fine, and a picture of a page could not be scanned."""

_OWN_FINDERS = 18
"""The code's three finders look like finders in three rows and three columns each, whatever the mask."""

_WIDENED = tuple(f"{int(f'{byte:b}', 4) * 3:04x}" for byte in range(256))
"""Each byte with every bit twice, in hexadecimal: a base of four is a binary number with a gap before each bit."""

_COMPACT = re.compile(r"[0-9A-Z $%*+\-./:]*")
"""Texts that segno packs closer than a byte a character, where they are not linear."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A code: `bits` is its picture with the quiet zone, rows padded to whole bytes, 1 a dark module."""

    side: int
    bits: int

    @property
    def stride(self) -> int:
        """Bytes of a row of the picture."""
        return stride(self.side)

    @property
    def size(self) -> int:
        """Modules on a side of the picture: the code between its quiet zones."""
        return self.side + 2 * QUIET_ZONE

    @property
    def pixels(self) -> int:
        """Pixels on a side of the picture."""
        return self.size * PIXELS

    def picture(self) -> str:
        """The picture in hexadecimal digits, one bit a pixel: 0 black and 1 white, as a grey scale has it."""
        length = self.stride * self.size
        light = (self.bits ^ ((1 << 8 * length) - 1)).to_bytes(length, "big")
        digits = "".join(map(_WIDENED.__getitem__, light))
        wide, used = self.stride * 2 * PIXELS, (self.pixels + 7) // 8 * 2
        return "".join([digits[at : at + used] * PIXELS for at in range(0, len(digits), wide)])

    def rows(self) -> tuple[bytes, ...]:
        """The modules without the quiet zone, 1 is dark."""
        width = self.stride * 8
        flat = f"{self.bits:0{width * self.size}b}".encode().translate(bytes.maketrans(b"01", b"\0\1"))
        starts = range(QUIET_ZONE * width + QUIET_ZONE, len(flat) - QUIET_ZONE * width, width)
        return tuple(flat[start : start + self.side] for start in starts)


def matrix(payload: str, mask: int | None = None) -> Matrix:
    """The code segno.make_qr(payload, error=level(...), mask=mask) gives: version, level, mask and all.

    Without a mask the one of least penalty is taken. A text of digits, or of capitals and the few signs that
    go with them, and one of more than LONGEST bytes is left to segno itself, which is many times slower.

    Raises:
        ValueError: the payload is empty or holds half a character; or there is no such mask.
    """
    raw = payload.encode()
    if not raw:
        raise ValueError("payload must not be empty")
    if mask is not None and mask not in range(8):
        raise ValueError("mask must be 0 to 7")
    if _COMPACT.fullmatch(payload):
        return _packed(_segno(payload, mask))
    if len(raw) > LONGEST:
        return _packed(_segno(raw, mask, mode="byte", error=level(len(raw))))
    version, better, blank = _blank(len(raw))
    symbol = _symbol(version, better)
    bits = reduce(xor, map(getitem, symbol.turns, raw.hex()), blank)
    return Matrix(symbol.side, bits ^ (symbol.best(bits) if mask is None else symbol.masks[mask]))


def level(length: int) -> str:
    """The least error correction of so many bytes; the code takes a better one where its version has the room.

    M, so that a scratched card can still be read; L where M would make the modules of a badge too small.
    """
    return "m" if length <= LONGEST_AT_M else "l"


@dataclass(frozen=True)
class _Symbol:
    """What all texts of one version and level share; every number is a picture."""

    side: int
    turns: tuple[Mapping[str, int], ...]  # what each half byte, as a hexadecimal digit, turns over at each place
    masks: tuple[int, ...]  # what is added to mask 0 for each mask, format information and all
    field: int  # all modules of the code
    paper: int  # all modules, and the quiet zone
    information: int  # format and version, which are not evaluated: segno draws them after the mask is chosen

    def best(self, bits: int) -> int:
        """The mask of least penalty, the first of equal ones; what is worse already is not searched for finders."""
        evaluated, width = bits & self._evaluated, stride(self.side) * 8
        across, down = self._alike(evaluated)
        turned = self._turned
        darks = [evaluated ^ dark for dark, _, _ in turned]
        plain = [
            self._plain(dark, across ^ beside, down ^ below, width)
            for dark, (_, beside, below) in zip(darks, turned, strict=True)
        ]
        least, best = -1, 0
        for at in sorted(range(len(plain)), key=plain.__getitem__):
            if least >= 0 and plain[at] + 40 * _OWN_FINDERS > least:
                break
            points = plain[at] + 40 * self._finders(darks[at], width)
            if least < 0 or (points, at) < (least, best):
                least, best = points, at
        return self.masks[best]

    def penalty(self, dark: int) -> int:
        """The four features of ISO/IEC 18004, 7.8.3, counted in all rows or all columns at once."""
        width = stride(self.side) * 8
        return self._plain(dark, *self._alike(dark), width) + 40 * self._finders(dark, width)

    def _alike(self, dark: int) -> tuple[int, int]:
        """Modules like the one before them in the row, and like the one above them in the column."""
        beside, below = self._pairs
        return beside & ~(dark ^ dark >> 1), below & ~(dark ^ dark >> stride(self.side) * 8)

    def _plain(self, dark: int, across: int, down: int, width: int) -> int:
        """Runs, squares and the share of dark modules: light and dark ones count alike."""
        points = _runs(across, 1) + _runs(down, width) + 3 * _squares(across, down, width)
        return points + 10 * int(abs(dark.bit_count() / self.side**2 * 100 - 50) / 5)

    def _finders(self, dark: int, width: int) -> int:
        light = self.paper ^ dark
        return _finders(dark, light, 1) + _finders(dark, light, width)

    @cached_property
    def _evaluated(self) -> int:
        return self.field ^ self.information

    @cached_property
    def _turned(self) -> list[tuple[int, int, int]]:
        """For each mask what it turns over: evaluated modules, and whether one is like its neighbour or not."""
        beside, below = self._pairs
        darks, width = [mask & self._evaluated for mask in self.masks], stride(self.side) * 8
        return [(dark, beside & (dark ^ dark >> 1), below & (dark ^ dark >> width)) for dark in darks]

    @cached_property
    def _pairs(self) -> tuple[int, int]:
        """Modules with another of the code before them in the row, and above them in the column."""
        width = stride(self.side) * 8
        return self.field & self.field >> 1, self.field & self.field >> width


def _runs(alike: int, step: int) -> int:
    """Three points for a run of five alike, that is of four pairs; one for each module more."""
    two = alike & alike >> step
    four = two & two >> 2 * step
    return 3 * four.bit_count() - 2 * (four & four >> step).bit_count()


def _squares(across: int, down: int, width: int) -> int:
    """Two pairs alike, one above the other, and one module of them like the one above it: so are all four."""
    return (across & across >> width & down).bit_count()


def _finders(dark: int, light: int, step: int) -> int:
    """Places like a finder's middle line, 1:1:3:1:1, with four light modules before or after them."""
    alike = dark & dark >> 2 * step & dark >> 3 * step & dark >> 4 * step & dark >> 6 * step
    alike &= light >> step & light >> 5 * step
    if not alike:
        return 0
    two = light & light >> step
    four = two & two >> 2 * step
    found = alike & (four >> 7 * step | four << 4 * step)
    # of two that share modules, segno counts one
    return found.bit_count() - (found & (found >> 4 * step | found >> 6 * step)).bit_count()


@lru_cache(maxsize=LONGEST)
def _blank(length: int) -> tuple[int, str, int]:
    """Version and level for a text of this length, and the code of one whose bits are all 0, in mask 0."""
    sample = b"\0" * length
    code = _segno(sample, mask=0, error=level(length))
    return code.version, code.error, _packed(code).bits


@lru_cache(maxsize=8)
def _symbol(version: int, level: str) -> _Symbol:
    side = version * 4 + 17
    modules = [(y, x) for y in range(side) for x in range(side)]
    masks = [_packed(_segno(b"\0", mask, version=version, error=level, boost_error=False)).bits for mask in range(8)]
    return _Symbol(
        side=side,
        turns=tuple(_half_table(half) for bits in turns_of_bytes(version, level) for half in (bits[:4], bits[4:])),
        masks=tuple(mask ^ masks[0] for mask in masks),
        field=picture(modules, side),
        paper=(1 << 8 * stride(side) * (side + 2 * QUIET_ZONE)) - 1,
        information=picture((at for at in modules if is_information(at, side)), side),
    )


def _segno(payload: str | bytes, mask: int | None, **options: Any) -> Any:
    import segno

    return segno.make_qr(payload, mask=mask, **{"error": "m", **options})


def _packed(code: Any) -> Matrix:
    side = len(code.matrix)
    return Matrix(side, picture(((y, x) for y, row in enumerate(code.matrix) for x in range(side) if row[x]), side))


def _half_table(bits: Sequence[int]) -> Mapping[str, int]:
    """What each hexadecimal digit turns over, from what each of its four bits does."""
    table = [0]
    for bit in reversed(bits):
        table += [entry ^ bit for entry in table]
    return dict(zip("0123456789abcdef", table, strict=True))
