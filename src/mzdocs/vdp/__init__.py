"""One template, many records (variable-data printing): laid out once, merged with every record, streamed to a file.

What comes out are the pages the layout engine would have made of the same template, one record after the other.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO

from mzdocs.core.problems import Location, Problem, Stopped
from mzdocs.pdf.metadata import Declaration, ImageStream, jpeg
from mzdocs.plan.document import Document, Part, Record
from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.compiled_template import CompiledTemplate, Ready, renumbered
from mzdocs.vdp.page_writer import MadePage, OutputFile, SideWriter
from mzdocs.vdp.pages_apart import PagesApart
from mzdocs.vdp.record_layout import ColumnTotals, with_computed
from mzdocs.vdp.rows import TableRows, side_of
from mzdocs.vdp.side_by_side import batches
from mzdocs.vdp.template_cache import TemplateCache

__all__ = ["MergeReport", "MergeSettings", "Ready", "TemplateCache", "merge"]

_MOST_PROBLEMS = 50
_MANY = 200_000
_MOST_AT_ONCE, _LEAST_BATCHES = 16, 64
_NO_FRAME = (0xC4, 0xC8, 0xCC)
"""Tables among the markers of frames."""


@dataclass(frozen=True)
class MergeReport:
    """What was made; `slow` texts were shaped by the layout engine's own library, one by one."""

    pages: int
    records: int
    slow: int


def screen_picture(data: bytes) -> ImageStream:
    """A JPEG in screen colours, its bytes untouched.

    Raises:
        ValueError: it is none.
    """
    width, height, channels = _frame_header(data)
    return jpeg(data, width, height, "DeviceGray" if channels == 1 else "DeviceRGB")


def _frame_header(data: bytes) -> tuple[int, int, int]:
    """Width, height and channels of a JPEG (ISO/IEC 10918-1, B.2.2): its pixels need not be read for them."""
    at = 2
    while data[:2] == b"\xff\xd8" and at + 10 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7]), data[at + 9]
        else:
            at += 2 + size
    raise ValueError("not a JPEG")


@dataclass(frozen=True)
class MergeSettings:
    """What a document's standard asks: how a laid-out template is brought to it, and pictures with it."""

    ready: Ready
    declared: Declaration
    picture: Callable[[bytes], ImageStream] = screen_picture
    tagged: bool = False
    processes: int = 1
    """So many may make pages side by side; the file is the same."""


def merge(
    document: Document, settings: MergeSettings, out: BinaryIO, cache: TemplateCache | None = None
) -> MergeReport:
    """Write the file of a document of parts.

    Raises:
        Stopped: with the problems of every record, or of a template; what was written to `out` is then no file.
    """
    with _few_collections():
        return _Merge(document, settings, out, cache or TemplateCache()).run()


@contextmanager
def _few_collections() -> Iterator[None]:
    """Records and cells are many, and none is part of a circle: looking for circles among them takes a fifth longer."""
    usual = gc.get_threshold()
    gc.set_threshold(_MANY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Merge:
    """The merge of one document."""

    def __init__(self, document: Document, settings: MergeSettings, out: BinaryIO, cache: TemplateCache) -> None:
        self._document, self._settings, self._cache = document, settings, cache
        self._file = OutputFile(out, settings.declared, cache, self._picture, settings.tagged)
        self._problems: list[Problem] = []
        self._records = 0

    def run(self) -> MergeReport:
        for part in self._document.parts:
            self._part(part)
        if self._problems:
            raise Stopped(self._problems)
        self._file.close()
        return MergeReport(self._file.writer.pages, self._records, self._file.fonts.slow)

    def _part(self, part: Part) -> None:
        """A few records at a time: there is room for one volume, not for two."""
        templates: dict[str, _TemplateWriter] = {}
        if self._settings.processes == 1:
            for at, record in enumerate(part.records):
                self._write(self._told(part, at, record, templates), templates)
                self._records += 1
                del record  # the next is read only now
        else:
            self._part_apart(part, templates)

    def _part_apart(self, part: Part, templates: dict[str, _TemplateWriter]) -> None:
        """The same with helpers."""
        count = len(part.records)
        size = max(1, min(_MOST_AT_ONCE, count // _LEAST_BATCHES))
        spans = [slice(at, at + size) for at in range(0, count, size)]
        apart = PagesApart(self._file, lambda batch: self._made(part, part.records[spans[batch]], templates))
        for span, made in zip(spans, batches(len(spans), self._settings.processes, apart.made), strict=True):
            if made:
                self._write(apart.taken(made), templates)
            else:
                for at, record in enumerate(part.records[span], span.start):
                    self._write(self._told(part, at, record, templates), templates)
        self._records += count

    def _write(self, pages: Iterable[tuple[str, MadePage]], templates: Mapping[str, _TemplateWriter]) -> None:
        for key, page in pages:
            templates[key].write(page)

    def _told(
        self, part: Part, at: int, record: Record, templates: dict[str, _TemplateWriter]
    ) -> Iterator[tuple[str, MadePage]]:
        """The pages of one record; what is wrong with it is told with its number."""
        try:
            yield from self._made(part, (record,), templates)
        except Unsupported as unsupported:
            from mzdocs.vdp.compiling import refusal

            raise refusal(part, unsupported, Location(self._document.file, path=f"{at + 1}")) from None
        except Stopped as stopped:
            self._problems += [_in_file(self._document, at + 1, problem) for problem in stopped.problems]
            if len(self._problems) > _MOST_PROBLEMS:
                raise Stopped(self._problems) from None

    def _made(
        self, part: Part, records: Iterable[Record], templates: dict[str, _TemplateWriter]
    ) -> Iterator[tuple[str, MadePage]]:
        """The pages of some records, each with the key of its template."""
        for record in records:
            key = self._template(part, record.design, templates)
            for page in templates[key].made(record):
                yield key, page

    def _template(self, part: Part, design: Mapping[str, object], known: dict[str, _TemplateWriter]) -> str:
        """The key of a design's template: one for all records of equal design."""
        key = json.dumps(design, sort_keys=True, default=str, ensure_ascii=False) if design else ""
        if key not in known:
            template = self._cache.template(self._document, part, design, self._settings.ready)
            known[key] = _TemplateWriter(self._file, template)
        return key

    def _picture(self, address: str) -> ImageStream:
        data, _ = self._document.assets[address]
        return self._settings.picture(data)


def _in_file(document: Document, record: int, problem: Problem) -> Problem:
    location = problem.location
    path = location.path or (f"{record}" if location.line is None else "")
    return replace(problem, location=Location(document.file, location.line, location.column, path))


class _TemplateWriter:
    """A template in one file: its static layers are written, its slots ready for records."""

    def __init__(self, file: OutputFile, template: CompiledTemplate) -> None:
        numbers = [file.writer.reserve() for _ in template.objects]
        for number, copied in zip(numbers, template.objects, strict=True):
            body = renumbered(copied.body, numbers)
            if copied.stream is None:
                file.writer.add(body, number)
            else:
                file.writer.add_stream(copied.stream, body, number, deflated=b"/Filter" not in body)
        self._sides = [SideWriter(file, side, at, numbers) for at, side in enumerate(template.sides)]
        self._texts = [slot for side in template.sides for slot in side.texts]
        tables = [side.table for side in template.sides if side.table]
        self._rows = TableRows(tables, file.fonts, file.structure is not None) if tables else None

    def made(self, record: Record) -> Iterator[MadePage]:
        """The pages of one record.

        Raises:
            Stopped, Unsupported: a value is missing or does not fit, or cannot be totalled.
        """
        if self._rows:
            yield from self._made_of_rows(record, self._rows)
            return
        for side in self._sides:
            yield side.made(record.values)

    def write(self, page: MadePage) -> None:
        """Write a page that was made."""
        self._sides[page.side].write(page)

    def _made_of_rows(self, record: Record, rows: TableRows) -> Iterator[MadePage]:
        pages = [
            (of_page.first, len(of_page.rows), rows.content(of_page, page, self._sides[side_of(page)].side.mcid_count))
            for page, of_page in enumerate(rows.pages(record.rows))
        ]
        totals = ColumnTotals(record.rows, self._texts)
        for page, (first, count, shown) in enumerate(pages):
            side = self._sides[side_of(page)]
            facts = {"page": page + 1, "pages": len(pages), **totals.page(first, count)}
            yield side.made(with_computed(side.side, record.values, facts), shown, count)
