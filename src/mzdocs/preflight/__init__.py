"""Finished bytes -> problems: gate 2. Measure the file, then judge it; never trust the writer's word."""

from __future__ import annotations

import io
import zipfile

from mzdocs.document import Document
from mzdocs.preflight.judge import JUDGES
from mzdocs.preflight.measure import Measured, squeezed
from mzdocs.problems import Exit, Place, Problem, fault

__all__ = ["page_count", "preflight", "squeezed"]

UNREADABLE_FILE = fault(
    "MZP90",
    "成品文件读不出来：{reason}",
    "The finished file cannot be read: {reason}",
    "重新生成；仍有则报告维护者。",
    "Build again; if it stays, report it.",
    Exit.PREFLIGHT,
)


def preflight(document: Document, data: bytes) -> list[Problem]:
    """Every way in which the file differs from its plan."""
    place = Place(document.file)
    if document.format == "docx":
        return _word(document, data, place)
    try:
        file = Measured(data)
    except Exception as error:  # noqa: BLE001 - whatever a reader throws means: not readable
        return [UNREADABLE_FILE.at(place, reason=type(error).__name__)]
    try:
        return [problem for judge in JUDGES for problem in judge(document, file, place)]
    finally:
        file.close()


def _word(document: Document, data: bytes, place: Place) -> list[Problem]:
    """A DOCX is a zip with a body that holds the expected text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            damaged = package.testzip()
            body = package.read("word/document.xml").decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        return [UNREADABLE_FILE.at(place, reason=type(error).__name__)]
    return [UNREADABLE_FILE.at(place, reason=damaged)] if damaged or "<w:body" not in body else []


def page_count(document: Document, data: bytes) -> int:
    """How many pages a PDF has; a DOCX has none until a program lays it out."""
    if document.format != "pdf":
        return 0
    file = Measured(data)
    try:
        return len(file.pages)
    finally:
        file.close()
