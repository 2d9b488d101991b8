"""What a file is by its first bytes, whatever it is called: for whoever is told that it is not what was wanted."""

from __future__ import annotations

import io
import re
import zipfile

from mzdocs.core.problems import Sentence

OLD_SPREADSHEET = Sentence("旧版 .xls 或 WPS 的 .et 表格", "an old .xls or a WPS .et spreadsheet")
ARCHIVE = Sentence("压缩包", "a zip archive")
_BEGINS = (
    (rb"%PDF", Sentence("PDF", "a PDF")),
    (rb"\{\\rtf", Sentence("写字板、Word 的 RTF 文档", "an RTF document")),
    (rb"\xff\xd8\xff", Sentence("JPEG 图片", "a JPEG picture")),
    (rb"\x89PNG", Sentence("PNG 图片", "a PNG picture")),
    (rb"GIF8", Sentence("GIF 图片", "a GIF picture")),
    (rb"BM.{4}\0{4}", Sentence("BMP 图片", "a BMP picture")),
    (rb"II\*\0|MM\0\*", Sentence("TIFF 图片", "a TIFF picture")),
    (rb"RIFF.{4}WEBP", Sentence("WebP 图片（网页、聊天软件里的）", "a WebP picture, as pages of the web have it")),
    (rb".{4}ftyp(?:he|mif1)", Sentence("HEIC 图片（手机拍的）", "a HEIC picture, as telephones take it")),
    (
        rb"(?i)[\xef\xbb\xbf \r\n\t]*<(?:!doctype html|html|table|meta|\?xml)",
        Sentence("网页（有的系统导出的“.xls”是网页）", "a web page, as some systems export as .xls"),
    ),
)
_IN_ARCHIVES = {
    "xl/workbook.bin": Sentence("二进制工作簿 .xlsb", "a binary workbook, .xlsb"),
    "xl/workbook.xml": Sentence("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
    "word/document.xml": Sentence("Word 文档", "a Word document"),
    "ppt/presentation.xml": Sentence("演示文稿", "a presentation"),
    "content.xml": Sentence("OpenDocument 表格（.ods）或文档", "an OpenDocument file such as .ods"),
}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OFFICE = Sentence("旧版 Office 文档（.doc、.xls、.et）", "an old Office file (.doc, .xls, .et)")


def kind_of(raw: bytes) -> Sentence | None:
    """What a file is that is no plain text and no empty one, if that can be told."""
    if raw.startswith(b"PK\x03\x04"):
        return kind_of_archive(_names_in(raw))
    if raw.startswith(_OLE):
        return _OFFICE
    return next((said for begins, said in _BEGINS if re.match(begins, raw, re.DOTALL)), None)


def kind_of_archive(names: list[str]) -> Sentence:
    """What a zip archive is, by the names in it."""
    return next((said for name, said in _IN_ARCHIVES.items() if name in names), ARCHIVE)


def _names_in(raw: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
