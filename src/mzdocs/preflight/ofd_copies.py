"""An OFD that was made of a PDF -> how it stands to the standard, and to the pages it was made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from math import dist

from mzdocs.core.outcomes import Outcome, collected
from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import POINT
from mzdocs.gbt33190 import PageWords, check_ofd, ofd_attachments, ofd_pages
from mzdocs.pdf.letter_origins import letter_origins
from mzdocs.pdf.page_text import page_texts
from mzdocs.preflight.ofd_pictures import other_pictures
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
MOVED = preflight_problem(
    "MZL43",
    "第 {page} 页有 {count} 个字不在同名 PDF 里的位置",
    "{count} characters of page {page} do not stand where they do in the PDF of its name",
    "重新生成；不要用别的软件改过再归档。",
    "Build it again; do not archive what another program has changed.",
)
OTHER_FILES = preflight_problem(
    "MZL44",
    "附件与同名 PDF 的不同：{names}",
    "Its attachments are not those of the PDF of its name: {names}",
    "重新生成；不要用别的软件改过再归档。",
    "Build it again; do not archive what another program has changed.",
)

_SLACK, _APART = 0.01, 0.2
"""Millimetres: of a page's size, and from a character to where it stands in the PDF."""
_LAST_OF_ONE_WORD = 0xFFFF
"""Beyond it readers of PDF count a character as two."""


def check_made(data: bytes, source: bytes | None, location: Location) -> tuple[Outcome, ...]:
    """How every rule ended: those of the standard, then text and pages against the PDF it was made of."""
    standing = check_ofd(data, location)
    if standing[0].problems:
        return standing
    pages = ofd_pages(data)
    text, text_not_run = collected(_other_text, pages, source, location)
    sizes, sizes_not_run = collected(_other_pages, pages, source, location)
    moved, moved_not_run = collected(_moved, pages, source, location)
    shown, shown_not_run = collected(_other_pictures, pages, data, source, location)
    held, held_not_run = collected(_other_files, ofd_attachments(data), source, location)
    return (
        *standing,
        Outcome("O-TEXT", tuple(text), text_not_run, "order"),
        Outcome("O-SAME", tuple(sizes), sizes_not_run, "order"),
        Outcome("O-PLACE", tuple(moved), moved_not_run, "order"),
        Outcome("O-PICTURE", tuple(shown), shown_not_run, "order"),
        Outcome("O-ATTACHED", tuple(held), held_not_run, "order"),
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


def _moved(pages: Sequence[PageWords], source: bytes | None, location: Location) -> Iterator[Problem]:
    """Letters that have no like in the PDF that begins where they do."""
    for number, (page, placed) in enumerate(zip(pages, letter_origins(_source(source)), strict=False), 1):
        there: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for character, *place in placed:
            there[character].append((place[0], place[1]))
        wanted = [each for each in page.letters if each[0] in there and ord(each[0]) <= _LAST_OF_ONE_WORD]
        lost = sum(not any(dist(place, other) <= _APART for other in there[char]) for char, *place in wanted)
        if lost:
            yield MOVED.at(on_page(location, number), page=number, count=lost)


def _other_pictures(
    pages: Sequence[PageWords], data: bytes, source: bytes | None, location: Location
) -> Iterator[Problem]:
    yield from other_pictures(pages, data, _source(source), location)


def _other_files(held: Mapping[str, bytes], source: bytes | None, location: Location) -> Iterator[Problem]:
    with MeasuredPdf(_source(source)) as pdf:
        there = {each.filename: bytes(each.get_file().read_bytes()) for each in pdf.pdf.attachments.values()}
    names = sorted(name for name in {*held, *there} if held.get(name) != there.get(name))
    if names:
        yield OTHER_FILES.at(location, names="、".join(names[:5]))


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _SLACK for a, b in zip(one, other, strict=True))


def _source(source: bytes | None) -> bytes:
    return known(source, "没有同名的 PDF 可比", "there is no PDF of its name to compare with")


def _characters(text: str) -> list[str]:
    return sorted("".join(text.split()))
