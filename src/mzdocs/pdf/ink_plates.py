"""A colour as a file writes it -> how much of each ink it puts on paper, by the names of the plates."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from mzdocs.pdf.icc_profile import IccProfile

Inks = Mapping[str, float]
"""Shares of ink by the names of the plates; a plate that is named with 0 is meant to bear nothing."""
PROCESS_PLATES = ("Cyan", "Magenta", "Yellow", "Black")
EVERY, NO = "All", "None"
"""Names of colorants that mean every plate, and none."""
_GREY = ("/DeviceGray", "/CalGray", "/G")
_SCREEN = ("/DeviceRGB", "/CalRGB", "/Lab", "/RGB")
_HEADER, _ENOUGH = 128, 4096
"""Bytes of a profile's header, and packed ones that hold them."""


def inks(said: Any, values: Sequence[float]) -> Inks | None:
    """The inks of a colour; nothing of one made for a screen, or of a pattern.

    Raises:
        ValueError, LookupError, TypeError: the space is written as the standard does not know it.
    """
    kind = str(said[0]) if isinstance(said, pikepdf.Array) else str(said)
    if kind in _GREY or (kind == "/ICCBased" and profile_channels(said[1]) == 1):
        return dict(zip(PROCESS_PLATES, (0.0, 0.0, 0.0, 1 - values[0]), strict=True))
    if kind in ("/DeviceCMYK", "/CMYK") or (kind == "/ICCBased" and profile_channels(said[1]) == 4):
        return dict(zip(PROCESS_PLATES, values, strict=True))
    if kind in ("/Separation", "/DeviceN"):
        return {name: share for name, share in zip(colorants(said), values, strict=True) if name != NO}
    if kind in ("/Indexed", "/I"):
        return inks(said[1], _entry(said, int(values[0])))
    return None


def colorants(said: Any) -> list[str]:
    """The inks that a space of named ones names, in its order."""
    names = said[1] if isinstance(said[1], pikepdf.Array) else [said[1]]
    return [str(name)[1:] for name in names]


def channels(said: Any) -> int:
    """How many components a colour of the space has."""
    kind = str(said[0]) if isinstance(said, pikepdf.Array) else str(said)
    if kind == "/DeviceN":
        return len(said[1])
    if kind == "/ICCBased":
        return profile_channels(said[1])
    return 4 if kind in ("/DeviceCMYK", "/CMYK") else 3 if kind in _SCREEN else 1


def profile_channels(stream: Any) -> int:
    """The channels that a profile has by its own word; by that of the file where it is none."""
    return IccProfile(_head(stream)).channels or int(stream.get("/N", 3))


def _head(stream: Any) -> bytes:
    """The beginning of a profile, which has hundreds of thousands of bytes: it is asked for with every colour."""
    if stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream:
        packed = memoryview(stream.get_raw_stream_buffer())[:_ENOUGH]
        return zlib.decompressobj().decompress(packed, _HEADER)
    return bytes(stream.read_bytes()[:_HEADER])


def palette_of(said: Any) -> bytes:
    """The colours of an indexed space, one after the other, a byte a component."""
    table = said[3]
    return bytes(table.read_bytes() if isinstance(table, pikepdf.Stream) else table)


def _entry(said: Any, at: int) -> list[float]:
    count, table = channels(said[1]), palette_of(said)
    place = min(max(at, 0), int(said[2])) * count
    return [byte / 255 for byte in table[place : place + count]]
