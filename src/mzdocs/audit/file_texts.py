"""A finished file's bytes -> its texts, each with the place a person finds it at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import pypdfium2

from mzdocs.core.problems import Location, Sentence, Stopped
from mzdocs.core.reader_words import why_unread
from mzdocs.gbt9704.package import DocxParts, opened
from mzdocs.gbt9704.walk import Walk, WalkedParagraph, runs, said
from mzdocs.gbt33190 import ofd_pages
from mzdocs.gbt33190.ofd_package import NoPackage, UnreadPart
from mzdocs.pdf import page_text

_ROUND = {
    "header": Sentence("页眉", "header"),
    "footer": Sentence("页脚", "footer"),
    "footnotes": Sentence("脚注", "footnotes"),
    "endnotes": Sentence("尾注", "endnotes"),
    "comments": Sentence("批注", "comments"),
}
"""What stands round the text of a DOCX, by its relation."""


class Unreadable(Exception):
    """The file cannot be opened as what its name says."""


@dataclass(frozen=True)
class Passage:
    """A page, a paragraph or a cell, and all that stands in it."""

    where: Sentence
    text: str


def passages(format: str, data: bytes) -> Iterator[Passage]:
    """The texts of a PDF, DOCX or OFD in the order of the file.

    Raises:
        Unreadable: it is damaged, or something else.
    """
    try:
        yield from _READERS[format](data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(why_unread(error).zh) from None
    except Stopped as stopped:
        raise Unreadable(stopped.problems[0].message()) from None
    except (NoPackage, UnreadPart) as unread:
        raise Unreadable(unread.reason.zh) from None


def _pages(data: bytes) -> Iterator[Passage]:
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number, page in enumerate(document, 1):
            with closing(page), closing(page.get_textpage()) as text:
                yield Passage(Sentence(f"第 {number} 页", f"page {number}"), page_text.read(text))


def _word(data: bytes) -> Iterator[Passage]:
    """Every paragraph that says something, in the text and round it; those of tables by their cell."""
    package = opened(data, Location())
    for name, body in _parts(package):
        for found in Walk("正文").through(package.xml(name)):
            text = "".join(said(run) for run in runs(found.element))
            if text.strip():
                yield Passage(_where(found, body), text)


def _parts(package: DocxParts) -> Iterator[tuple[str, Sentence]]:
    yield package.main, Sentence("", "")
    for kind, body in _ROUND.items():
        yield from ((name, body) for _, name in package.related(kind) if name in package.names)


def _where(found: WalkedParagraph, body: Sentence) -> Sentence:
    """Table, row and cell, or the paragraph, counted as people count."""
    if found.cell is None:
        location = Sentence(f"第 {found.number} 段", f"paragraph {found.number}")
    else:
        table, down, across = found.cell
        location = Sentence(f"第 {table} 个表第 {down} 行第 {across} 格", f"table {table} row {down} cell {across}")
    return Sentence(f"{body.zh}{location.zh}", f"{body.en} {location.en}".strip())


def _ofd(data: bytes) -> Iterator[Passage]:
    for number, page in enumerate(ofd_pages(data), 1):
        yield Passage(Sentence(f"第 {number} 页", f"page {number}"), page.text)


_READERS: Mapping[str, Callable[[bytes], Iterator[Passage]]] = {"pdf": _pages, "docx": _word, "ofd": _ofd}
