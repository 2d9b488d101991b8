"""An OFD that was made of a PDF -> how it stands to the standard, and to the pages it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from mzdocs.core.outcomes import Outcome, collected
from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import POINT
from mzdocs.gbt33190 import PageWords, check_ofd, ofd_pages
from mzdocs.pdf.page_text import page_texts
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import known, on_page, preflight_problem

OTHER_TEXT = preflight_problem(
    "MZL41",
    "第 {page} 页的文字与同名 PDF 不同",
    "The text of page {page} is not that of the PDF of its name",
    "重新生成；仍有则报告维护者。",
    "Build again; if it stays, report it.",
)
OTHER_PAGES = preflight_problem(
    "MZL42",
    "第 {page} 页的大小与同名 PDF 不同，或一边没有这一页",
    "Page {page} has another size than in the PDF of its name, or stands in one of them only",
    "重新生成；仍有则报告维护者。",
    "Build again; if it stays, report it.",
)

_SLACK = 0.01
"""Millimetres."""


def check_made(data: bytes, source: bytes | None, location: Location) -> tuple[Outcome, ...]:
    """How every rule ended: those of the standard, then text and pages against the PDF it was made of."""
    standing = check_ofd(data, location)
    if standing[0].problems:
        return standing
    pages = ofd_pages(data)
    text, text_not_run = collected(_other_text, pages, source, location)
    sizes, sizes_not_run = collected(_other_pages, pages, source, location)
    return (
        *standing,
        Outcome("O-TEXT", tuple(text), text_not_run, "order"),
        Outcome("O-SAME", tuple(sizes), sizes_not_run, "order"),
    )


def _other_text(pages: Sequence[PageWords], source: bytes | None, location: Location) -> Iterator[Problem]:
    """The characters pdfium reads in the PDF, but for blanks: what stands on one line it puts in order by itself."""
    for number, (page, said) in enumerate(zip(pages, page_texts(_source(source)), strict=False), 1):
        if _characters(page.text) != _characters(said.whole):
            yield OTHER_TEXT.at(on_page(location, number), page=number)


def _other_pages(pages: Sequence[PageWords], source: bytes | None, location: Location) -> Iterator[Problem]:
    with MeasuredPdf(_source(source)) as pdf:
        sizes = [[float(side) * POINT for side in page.mediabox[2:]] for page in pdf.pdf.pages]
    for number, (page, size) in enumerate(zip_longest(pages, sizes), 1):
        if page is None or size is None or not _alike(page.size, size):
            yield OTHER_PAGES.at(on_page(location, number), page=number)


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _SLACK for a, b in zip(one, other, strict=True))


def _source(source: bytes | None) -> bytes:
    return known(source, "没有同名的 PDF 可比", "there is no PDF of its name to compare with")


def _characters(text: str) -> list[str]:
    return sorted("".join(text.split()))
