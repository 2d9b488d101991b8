"""Finished bytes -> problems: gate 2. Measure the file, then judge it; never trust the writer's word."""

from __future__ import annotations

import io
import zipfile
from typing import get_args

from mzdocs.document import CatalogueFormat, Document
from mzdocs.preflight.contours import judged_contours
from mzdocs.preflight.measure import Measured
from mzdocs.preflight.rule import UNREADABLE_FILE, Outcome, Report, Rule, judged
from mzdocs.preflight.rules import RULES, of_profile
from mzdocs.preflight.tables import judged_table
from mzdocs.preflight.wanted import PROFILES, Profile, Wanted, entry_of, of_document, profile_of
from mzdocs.problems import Place, Problem, Sentence

__all__ = [
    "PROFILES", "RULES", "Measured", "Outcome", "Profile", "Report", "Rule", "Wanted",
    "entry_of", "examine", "page_count", "preflight", "report",
]  # fmt: skip


def preflight(document: Document, data: bytes) -> list[Problem]:
    """Every way in which the file differs from its plan."""
    return report(document, data).problems


def report(document: Document, data: bytes) -> Report:
    """How every rule ended on a file, against its plan."""
    place = Place(document.file)
    if document.format == "docx":
        return Report(place.file, "plain", _word(data, place))
    if document.format in get_args(CatalogueFormat):
        items = len(document.fields["catalogue"].rows)  # type: ignore[attr-defined]
        return Report(place.file, "plain", judged_table(document.format, data, items, place))
    if document.format != "pdf":
        return Report(place.file, "plain", judged_contours(document.format, data, place))
    return examine(data, of_document(document), profile_of(document), place)


def examine(data: bytes, wanted: Wanted, profile: Profile, place: Place) -> Report:
    """How every rule of the profile ended on a PDF."""
    try:
        file = Measured(data)
    except Exception as error:  # noqa: BLE001 - whatever a reader throws means: not readable
        return Report(
            place.file, profile, (Outcome("X-READ", (UNREADABLE_FILE.at(place, reason=type(error).__name__),)),)
        )
    with file:
        return Report(place.file, profile, judged(of_profile(profile), wanted, file, place))


def _word(data: bytes, place: Place) -> tuple[Outcome, ...]:
    """A DOCX is a zip with a body."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            damaged = package.testzip()
            body = package.read("word/document.xml").decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        damaged, body = type(error).__name__, ""
    sound = not damaged and "<w:body" in body
    return (
        Outcome("D-ZIP", () if sound else (UNREADABLE_FILE.at(place, reason=damaged or "w:body"),)),
        Outcome("D-PAGE", not_run=_PAGES_UNKNOWN),
    )


_PAGES_UNKNOWN = Sentence(
    "DOCX 的版面由打开它的软件排出，这里不看", "the program that opens a DOCX lays it out, which is not seen here"
)


def page_count(document: Document, data: bytes) -> int:
    """How many pages a PDF has; other files have none until a program lays them out."""
    if document.format != "pdf":
        return 0
    with Measured(data) as file:
        return len(file.pdf.pages)
