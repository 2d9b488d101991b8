"""A picture of a PDF -> whether its data are as many as it says: a JPEG up to its end, other data row by row."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from mzdocs.core.problems import Sentence
from mzdocs.pdf.ink_plates import channels

_JPEG, _PACKED_BY_QPDF = "/DCTDecode", {
    "/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/Fl", "/LZW", "/RL",
    "/AHx", "/A85",
}  # fmt: skip
LARGEST_PICTURE = 200_000_000
"""Bytes of a picture's data that are still looked at."""
_FRAME = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_SCAN, _END = 0xDA, 0xD9
_WITHIN_SCANS = frozenset({0xC4, _SCAN, 0xDB, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0)})
"""Markers that may stand between the scans of a picture."""
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")


def data_fault(picture: Any) -> Sentence | None:
    """What is wrong with the data of a picture; nothing where they are sound, or of a kind that is not looked into."""
    said = picture.get("/Filter", pikepdf.Array())
    filters = {str(each) for each in (said if isinstance(said, pikepdf.Array) else [said])}
    wide, high = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    if filters == {_JPEG}:
        components = channels(picture.ColorSpace) if "/ColorSpace" in picture else 0
        return _of_jpeg(picture.read_raw_bytes(), wide, high, components)
    needed = _bytes_needed(picture, wide, high) if filters <= _PACKED_BY_QPDF else None
    if needed is None or needed > LARGEST_PICTURE:
        return None
    try:
        found = len(picture.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    except pikepdf.DataDecodingError:
        return Sentence("压缩的数据解不开", "its packed data cannot be read")
    if found >= needed:
        return None
    return Sentence(f"数据只有 {found} 字节，应有 {needed} 字节", f"it has {found} bytes of data, not {needed}")


def _bytes_needed(picture: Any, wide: int, high: int) -> int | None:
    if bool(picture.get("/ImageMask", False)):
        return (wide + 7) // 8 * high
    if "/ColorSpace" not in picture or "/BitsPerComponent" not in picture:
        return None
    return (wide * channels(picture.ColorSpace) * int(picture.BitsPerComponent) + 7) // 8 * high


def _of_jpeg(data: bytes, wide: int, high: int, components: int) -> Sentence | None:
    """By its markers (ISO/IEC 10918-1, B.1.1): nothing is decoded. Nought components are as many as it has."""
    if not data.startswith(b"\xff\xd8"):
        return Sentence("不是 JPEG", "it is no JPEG")
    at, scanned = 2, False
    while marker := _MARKER.search(data, at) if scanned else _MARKER.match(data, at):
        kind, at = marker[1][0], marker.end()
        if kind == _END:
            return None if scanned else _BROKEN
        if kind in _FRAME and not scanned:
            rows, columns = int.from_bytes(data[at + 3 : at + 5]), int.from_bytes(data[at + 5 : at + 7])
            if columns != wide or rows not in (0, high):  # 0: the number of rows is told after the first scan
                zh = f"JPEG 是 {columns}×{rows} 点，标明的是 {wide}×{high}"
                return Sentence(zh, f"the JPEG has {columns}×{rows} pixels, not {wide}×{high}")
            if components not in (0, found := data[at + 7]):
                zh = f"JPEG 有 {found} 个分量，颜色空间有 {components} 个"
                return Sentence(zh, f"the JPEG has {found} components, its colour space {components}")
        elif scanned and kind not in _WITHIN_SCANS:
            return _BROKEN
        scanned = scanned or kind == _SCAN
        at += int.from_bytes(data[at : at + 2])
    return Sentence("JPEG 没有完，后面断了", "the JPEG breaks off") if scanned else _BROKEN


_BROKEN = Sentence("JPEG 里有坏的标记", "a marker in the JPEG is broken")
