"""Finished bytes -> problems: gate 2. Measures the file, then checks it; never trusts the writer's word."""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from typing import cast, get_args

from mzdocs.core.outcomes import Outcome, Report
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.reader_words import why_unread
from mzdocs.pdf.drawing_depth import DrawsItself
from mzdocs.plan.catalogue_values import Catalogue
from mzdocs.plan.document import CatalogueFormat, Document
from mzdocs.preflight.catalogues.catalogue_tables import check_table
from mzdocs.preflight.expectations import ON_PRESS, PROFILES, Expectations, Profile, entry_of, of_document, profile_of
from mzdocs.preflight.ofd_copies import check_made
from mzdocs.preflight.passed_before import NOTHING_BEFORE, PassedBefore
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import BROKEN_HERE, CANNOT_SAY, ENDLESS, UNREADABLE_FILE, PreflightRule, checked
from mzdocs.preflight.rules import RULES, of_profile
from mzdocs.preflight.tracks.contour_files import check_contours
from mzdocs.preflight.tracks.machine_order import of_plan

__all__ = [
    "PROFILES",
    "RULES",
    "Expectations",
    "MeasuredPdf",
    "Outcome",
    "PreflightRule",
    "Profile",
    "Report",
    "entry_of",
    "examine",
    "page_count",
    "preflight",
    "report",
]  # fmt: skip


def preflight(document: Document, data: bytes, source: bytes | None = None) -> list[Problem]:
    """Every way in which the file differs from its plan."""
    return report(document, data, source).problems


def report(
    document: Document, data: bytes, source: bytes | None = None, before: PassedBefore = NOTHING_BEFORE
) -> Report:
    """How every rule ended on a file, against its plan and, of a copy in outlines or an OFD, what it was made of.

    `before` are the pages that passed in the file it takes the place of.
    """
    location = Location(document.file)
    if document.format == "docx":
        return Report(location.file, _word(data, location), "plain")
    if document.format in get_args(CatalogueFormat):
        planned = cast(Catalogue, document.fields["catalogue"])
        return Report(location.file, check_table(document.file, data, planned, location), "plain")
    if document.format == "ofd":
        return Report(location.file, check_made(data, source, location), "plain")
    if document.format != "pdf":
        return Report(location.file, check_contours(document.format, data, location, of_plan(document)), "plain")
    expectations = of_document(document)
    if source is not None:
        expectations = replace(expectations, source=_measured(source))
    return examine(data, expectations, profile_of(document), location, before)


def examine(
    data: bytes,
    expectations: Expectations,
    profile: Profile,
    location: Location,
    before: PassedBefore = NOTHING_BEFORE,
) -> Report:
    """How every rule of the profile ended on a PDF."""
    kept = profile in ON_PRESS
    try:
        file = _measured(data) if kept else MeasuredPdf(data)
    except DrawsItself:
        return Report(location.file, (Outcome("X-LOOP", (ENDLESS.at(location),), basis="standard"),), profile)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader throws means: not readable
        unread = Outcome("X-READ", (UNREADABLE_FILE.at(location, reason=why_unread(error)),), basis="standard")
        return Report(location.file, (unread,), profile)
    with nullcontext() if kept else file:
        due = ((rule, before.taken_into(expectations, rule.id)) for rule in of_profile(profile))
        outcomes = (outcome for rule, asked in due for outcome in checked((rule,), asked, file, location))
        return Report(location.file, tuple(_held(outcome, location) for outcome in outcomes), profile)


def _held(outcome: Outcome, location: Location) -> Outcome:
    """A file of ours that a rule cannot read has not passed it."""
    if outcome.not_run not in (CANNOT_SAY, BROKEN_HERE):
        return outcome
    return replace(outcome, problems=(UNREADABLE_FILE.at(location, reason=outcome.not_run),), not_run=None)


@lru_cache(maxsize=2)
def _measured(data: bytes) -> MeasuredPdf:
    """The file and the one before it are kept: a copy in outlines comes after what it was made of, and is held to it.

    Who drops out is closed with the last that holds it. Files that nothing is made of, as those of thousands of pages,
    are closed once they are judged.
    """
    return MeasuredPdf(data)


def _word(data: bytes, location: Location) -> tuple[Outcome, ...]:
    """A DOCX is a zip with a body."""
    wrong: str | Sentence | None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = package.read("word/document.xml").decode("utf-8")
            wrong = package.testzip() or ("" if "<w:body" in body else "w:body")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        wrong = why_unread(error)
    return (
        Outcome("D-ZIP", (UNREADABLE_FILE.at(location, reason=wrong),) if wrong else ()),
        Outcome("D-PAGE", not_run=_PAGES_UNKNOWN),
    )


_PAGES_UNKNOWN = Sentence(
    "DOCX 的版面由打开它的软件排出，这里不看", "the program that opens a DOCX lays it out, which is not seen here"
)


def page_count(document: Document, data: bytes) -> int:
    """How many pages a PDF has; other files have none until a program lays them out."""
    if document.format != "pdf":
        return 0
    with MeasuredPdf(data) as file:
        return len(file.pdf.pages)
