"""A DXF in ASCII -> its records: the header's variables, and entities with their group codes and values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mzdocs.preflight.tracks.machine_file import NotReadHere, TooMuch

Tag = tuple[int, str]

_BINARY = b"AutoCAD Binary DXF"
_MOST_LINES = 3_000_000
_BEHIND = " \t\n\x1a"
"""What may follow the end."""
_ENCODINGS = ("utf-8-sig", "gb18030", "latin-1")


@dataclass(frozen=True)
class DxfRecord:
    """What begins with a group code 0: a layer, a block, an entity."""

    name: str
    tags: tuple[Tag, ...]

    def first(self, code: int, default: str = "") -> str:
        """The first value of a group code."""
        return next((value for each, value in self.tags if each == code), default)

    def number(self, code: int, default: float = 0.0) -> float:
        """The first value of a group code as a number."""
        return float(self.first(code) or default)

    def flags(self, code: int = 70) -> int:
        """The first value of a group code as a set of bits."""
        return int(self.first(code) or 0)


@dataclass(frozen=True)
class DxfFile:
    """A drawing's header by the names of its variables, and the records of its sections."""

    header: dict[str, tuple[Tag, ...]] = field(default_factory=dict)
    sections: dict[str, tuple[DxfRecord, ...]] = field(default_factory=dict)

    def said(self, variable: str, code: int) -> str:
        """What the header says of a variable under a group code; "" where it does not."""
        return next((value for each, value in self.header.get(variable, ()) if each == code), "")


def dxf_file(data: bytes) -> DxfFile:
    """The records of a drawing.

    Raises:
        NotReadHere: it is a binary one.
        TooMuch: it has more lines than any sign.
        ValueError: it is no DXF, or not whole.
    """
    if data.startswith(_BINARY):
        raise NotReadHere("这是二进制 DXF，这里只读文本 DXF", "it is a binary DXF; only those in text are read here")
    if data.count(b"\n") > _MOST_LINES:
        raise TooMuch
    header: dict[str, tuple[Tag, ...]] = {}
    sections: dict[str, tuple[DxfRecord, ...]] = {}
    inside: list[DxfRecord] = []
    for record in _records(_text(data)):
        if record.name == "SECTION":
            inside = []
            if record.first(2) == "HEADER":
                header = _variables(record)
            section = record.first(2)
        elif record.name == "ENDSEC":
            sections[section] = tuple(inside)
        elif record.name == "EOF":
            return DxfFile(header, sections)
        else:
            inside.append(record)
    raise ValueError("EOF")


def _text(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError


def _records(text: str) -> Iterator[DxfRecord]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip(_BEHIND).split("\n")
    codes, values = lines[::2], lines[1::2]
    tags = [(int(code), value.strip()) for code, value in zip(codes, values, strict=False)]
    starts = [at for at, (code, _) in enumerate(tags) if code == 0]
    for at, end in zip(starts, [*starts[1:], len(tags)], strict=True):
        yield DxfRecord(tags[at][1], tuple(tags[at + 1 : end]))


def _variables(section: DxfRecord) -> dict[str, tuple[Tag, ...]]:
    starts = [at for at, (code, _) in enumerate(section.tags) if code == 9]
    ends = [*starts[1:], len(section.tags)]
    return {section.tags[at][1]: section.tags[at + 1 : end] for at, end in zip(starts, ends, strict=True)}
