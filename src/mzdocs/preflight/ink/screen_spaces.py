"""A colour space as a file writes it -> the spaces of a screen that it is, or is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.ink_plates import EVERY, NO, colorants, profile_channels
from mzdocs.preflight.painted.seen_marks import paints_of

_SCREEN_CHANNELS = 3
_DEVICE = ("/DeviceRGB", "/RGB")
_MEASURED = ("/CalRGB", "/Lab")


class ScreenSpace(NamedTuple):
    """A space of a screen; `measured` is one that says which colours it means."""

    name: str
    measured: bool


def screen_spaces(said: Any, of_named: bool = False) -> Iterator[ScreenSpace]:
    """Those in a space; `of_named` is the alternate of a named ink, which may be told as measured colours are."""
    kind = str(said[0]) if isinstance(said, pikepdf.Array) else str(said)
    if kind in _DEVICE:
        yield ScreenSpace("DeviceRGB", measured=False)
    elif kind in _MEASURED and not of_named:
        yield ScreenSpace(kind[1:], measured=True)
    elif kind == "/ICCBased" and not of_named and profile_channels(said[1]) == _SCREEN_CHANNELS:
        yield ScreenSpace("ICCBased3", measured=True)
    elif kind in ("/Indexed", "/I", "/Pattern") and len(said) > 1:
        yield from screen_spaces(said[1], of_named)
    elif kind in ("/Separation", "/DeviceN") and not {*colorants(said)} <= {EVERY, NO}:
        yield from screen_spaces(said[2], of_named=True)
        yield from _of_attributes(said[4] if len(said) > _WITH_ATTRIBUTES else {})


_WITH_ATTRIBUTES = 4


def _of_attributes(said: Any) -> Iterator[ScreenSpace]:
    """Those of the process inks and of the named ones, as a space of several inks tells of them."""
    process = said.get("/Process", {})
    if "/ColorSpace" in process:
        yield from screen_spaces(process.ColorSpace)
    for each in said.get("/Colorants", {}).values():
        yield from screen_spaces(each, of_named=True)


def spaces_of(mark: Mark) -> Iterator[Any]:
    """The colour spaces a mark is painted in, and those its groups are blended in; of the device, their names."""
    yield from (group.space for group in mark.state.groups if group.space is not None)
    if mark.what == "shading":
        yield mark.paint.pattern.ColorSpace
    elif mark.what == "image" and not mark.image.get("/ImageMask"):
        yield picture_space(mark.image)
    elif mark.what != "postscript":
        flat = (paint for paint in paints_of(mark) if paint.pattern is None)
        yield from (paint.space if paint.said is None else paint.said for paint in flat)


def picture_space(image: Any) -> Any:
    """The space of a picture: its own word, or, of a JPEG 2000 that leaves it to its data, the data's."""
    said = image.get("/ColorSpace")
    if said is not None:
        return said
    return _of_jpeg_2000(bytes(image.read_raw_bytes()))


_ENUMERATED = {12: "/DeviceCMYK", 16: "/DeviceRGB", 17: "/DeviceGray", 18: "/DeviceRGB"}
"""Of the box `colr` (ISO/IEC 15444-1, table I.10): CMYK, sRGB, grey, sYCC."""


def _of_jpeg_2000(data: bytes) -> str:
    at = data.find(b"colr")
    if at >= 0 and data[at + 4] == 1:
        return _ENUMERATED.get(int.from_bytes(data[at + 7 : at + 11], "big"), "/DeviceRGB")
    if at >= 0:
        signature = data[at + 7 + 16 : at + 7 + 20]
        return {b"GRAY": "/DeviceGray", b"CMYK": "/DeviceCMYK"}.get(signature, "/DeviceRGB")
    size = data.find(b"\xff\x51")
    count = int.from_bytes(data[size + 38 : size + 40], "big") if size >= 0 else _SCREEN_CHANNELS
    return "/DeviceGray" if count <= _WITH_ALPHA else "/DeviceRGB"


_WITH_ALPHA = 2
