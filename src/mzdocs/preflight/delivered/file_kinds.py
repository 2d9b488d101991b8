"""A file's bytes -> what kind of file it is: by what it begins with, or holds, never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from mzdocs.core.problems import Sentence

PDF, SVG, DXF, PLT, OFD, DOCX = "PDF", "SVG", "DXF", "PLT", "OFD", "DOCX"
SUFFIXES: Mapping[str, str] = {
    ".pdf": PDF, ".ai": PDF, ".svg": SVG, ".dxf": DXF, ".plt": PLT, ".hpgl": PLT, ".hpg": PLT, ".ofd": OFD,
    ".docx": DOCX, ".dotx": DOCX, ".docm": DOCX,
}  # fmt: skip
"""What a name promises, of the kinds that are judged here or by `check-docx`."""
_HEAD = 65_536
"""Bytes in which a text says what it is."""
_PDF_HEAD = 1_024
"""Bytes before which readers look for a PDF to begin (ISO 32000-1, annex H)."""

_STARTS: tuple[tuple[bytes, Sentence], ...] = (
    (b"\x89PNG", Sentence("PNG 图片", "a PNG picture")),
    (b"\xff\xd8\xff", Sentence("JPEG 图片", "a JPEG picture")),
    (b"II*\0", Sentence("TIFF 图片", "a TIFF picture")),
    (b"MM\0*", Sentence("TIFF 图片", "a TIFF picture")),
    (b"GIF8", Sentence("GIF 图片", "a GIF picture")),
    (b"8BPS", Sentence("Photoshop 图片", "a Photoshop picture")),
    (b"%!PS", Sentence("PostScript 或 EPS", "PostScript or EPS")),
    (b"\xc5\xd0\xd3\xc6", Sentence("PostScript 或 EPS", "PostScript or EPS")),
    (b"\xd0\xcf\x11\xe0", Sentence("旧版 Office 或 WPS 文档", "an old Office or WPS document")),
    (b"{\\rtf", Sentence("RTF 文档", "an RTF document")),
    (b"SQLite format 3\0", Sentence("SQLite 数据库", "an SQLite database")),
    (b"\x1f\x8b", Sentence("gzip 压缩包", "a gzip archive")),
    (b"7z\xbc\xaf", Sentence("7z 压缩包", "a 7z archive")),
    (b"Rar!", Sentence("RAR 压缩包", "a RAR archive")),
)
_PACKAGES: Mapping[str, str | Sentence] = {
    "OFD.xml": OFD,
    "word/": DOCX,
    "xl/": Sentence("XLSX 工作簿", "an XLSX workbook"),
    "ppt/": Sentence("PPTX 演示文稿", "a PPTX presentation"),
}
_TEXTS: tuple[tuple[re.Pattern[bytes], str | Sentence], ...] = (
    (re.compile(rb"\AAutoCAD Binary DXF"), DXF),
    (re.compile(rb"\A\s*(?:999\r?\n[^\n]*\n\s*)*0\r?\n\s*SECTION"), DXF),
    (re.compile(rb"\A\s*(?:\x1b[^;]{0,20})?(?:IN|DF|SP[0-9]|PU|PA)[0-9,; \r\n]"), PLT),
    (re.compile(rb"\A\s*<(?:!doctype )?html", re.IGNORECASE), Sentence("网页", "a web page")),
    (re.compile(rb"\A\s*[\[{]"), Sentence("JSON 数据", "JSON data")),
    (re.compile(rb"<(?:[A-Za-z]{1,20}:)?svg[\s/>]"), SVG),
    (re.compile(rb"\A\s*<"), Sentence("XML 文件", "an XML file")),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_EMPTY = Sentence("空文件", "an empty file")
_ARCHIVE = Sentence("ZIP 压缩包", "a ZIP archive")
_TEXT = Sentence("文字文件", "a text file")
_UNKNOWN = Sentence("不认识的文件", "a file of no known kind")


def kind_of(data: bytes) -> str | Sentence:
    """One of the kinds that are judged, or what else it is in words."""
    if not data:
        return _EMPTY
    if b"%PDF-" in data[:_PDF_HEAD]:
        return PDF
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _packed(data)
    known = next((what for start, what in _STARTS if data.startswith(start)), None)
    return known or _written(data[:_HEAD].removeprefix(b"\xef\xbb\xbf"))


def promised(path: Path) -> str | None:
    """The kind a file's name promises, in small letters or capitals; nothing where it promises none."""
    return SUFFIXES.get(path.suffix.lower())


def _packed(data: bytes) -> str | Sentence:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _ARCHIVE
    inside = (what for name, what in _PACKAGES.items() if any(each.startswith(name) for each in names))
    return next(inside, _ARCHIVE)


def _written(head: bytes) -> str | Sentence:
    known = next((what for pattern, what in _TEXTS if pattern.search(head)), None)
    return known or (_UNKNOWN if _CONTROLS.search(head) else _TEXT)
