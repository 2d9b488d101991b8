"""What only bears the name of a DOCX -> what it is, in words for people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mzdocs.core.problems import Sentence

_TEXTS = (
    (rb"\{\\rtf", Sentence("其实是 RTF", "in truth an RTF")),
    (rb"%PDF-", Sentence("其实是 PDF", "in truth a PDF")),
    (rb"MIME-Version:", Sentence("其实是 MHT 网页", "in truth a web archive")),
    (rb"<(!doctype html|html)", Sentence("其实是网页", "in truth a web page")),
    (rb"<\?xml|<pkg:|<w:", Sentence("其实是 XML，没有打包", "in truth XML that is not packed")),
)
_PARTS = (
    ("xl/workbook.xml", Sentence("其实是 Excel 工作簿", "in truth a workbook")),
    ("ppt/presentation.xml", Sentence("其实是演示文稿", "in truth a presentation")),
    ("OFD.xml", Sentence("其实是 OFD", "in truth an OFD")),
    ("content.xml", Sentence("其实是 ODT", "in truth an ODT")),
    ("META-INF/container.xml", Sentence("其实是电子书", "in truth an e-book")),
)
_BEGINNING = 400
"""Bytes in which a kind shows itself, behind a byte order mark and blanks."""


def foreign_text(data: bytes) -> Sentence | None:
    """Of a file that is no zip; None where nothing is known of it."""
    begun = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((name for pattern, name in _TEXTS if re.match(pattern, begun, re.IGNORECASE)), None)


def foreign_package(names: Iterable[str]) -> Sentence | None:
    """Of a zip by the names of its parts; None where it may be a DOCX."""
    held = set(names)
    return next((name for part, name in _PARTS if part in held), None)
