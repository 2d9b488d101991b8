"""What a file says of itself: its standard, its title, its dates, the colour condition it is made for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file carried inside another, such as a catalogue to be read by machine; `dated` as PDF writes dates."""

    name: str
    data: bytes
    media: str
    description: str
    dated: str


@dataclass(frozen=True)
class Declaration:
    """PDF syntax ready to be written. `intent` has one `%d`: the number of the profile's stream."""

    version: str
    xmp: bytes
    info: bytes
    catalog: bytes = b""
    intent: bytes = b""
    profile: bytes = b""
    profile_entries: bytes = b""
    attachments: tuple[Attachment, ...] = ()

    @classmethod
    def plain(cls, title: str, issued: str) -> Declaration:
        """Of a file that follows no standard."""
        day = pdf_date(issued)
        return cls("1.7", b"", information({"Title": title, "CreationDate": day, "ModDate": day}), b"/Lang(zh-CN)")


def text_string(text: str) -> bytes:
    """A PDF text string."""
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode("ascii")


def pdf_date(day: str) -> str:
    """A day written as 2026-11-25, as PDF writes it: midnight in China."""
    return f"D:{day.replace('-', '')}000000+08'00'"


def information(entries: Mapping[str, str]) -> bytes:
    """The document information dictionary."""
    return b"<<%s>>" % b"".join(b"/%s%s" % (key.encode("ascii"), text_string(text)) for key, text in entries.items())


@dataclass(frozen=True)
class ImageStream:
    """A JPEG as a file holds it: its dictionary entries, its bytes, its size in pixels."""

    entries: bytes
    data: bytes
    width: int
    height: int


def jpeg(data: bytes, width: int, height: int, space: str) -> ImageStream:
    """A JPEG in a colour space."""
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s/Filter/DCTDecode" % (
        width,
        height,
        space.encode("ascii"),
    )
    return ImageStream(entries, data, width, height)
