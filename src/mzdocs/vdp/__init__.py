"""One plate, many records: a design is laid out once, and every record is set into it and streamed to the file.

What comes out are the pages the layout engine would have made of the same template, one record after the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from mzdocs.core.problems import Location, Problem, Stopped
from mzdocs.pdf.metadata import Declaration, ImageStream
from mzdocs.plan.document import Document, Part, Record
from mzdocs.vdp.compiled_template import CompiledTemplate, renumbered
from mzdocs.vdp.computed import Sums, with_computed
from mzdocs.vdp.embedding import embed
from mzdocs.vdp.fonts_in_file import FileFonts
from mzdocs.vdp.page_writer import Placed
from mzdocs.vdp.pdf_writer import Writer
from mzdocs.vdp.photos import as_it_is
from mzdocs.vdp.probing import Ready
from mzdocs.vdp.record_layout import Photo
from mzdocs.vdp.rows import Rows, side_of
from mzdocs.vdp.tags import Tagger
from mzdocs.vdp.template_cache import TemplateCache

__all__ = ["Finishing", "MergeReport", "Ready", "TemplateCache", "merge"]

_MOST_PROBLEMS = 50


@dataclass(frozen=True)
class MergeReport:
    """What was made; `slow` texts were shaped by the layout engine's own library, one by one."""

    pages: int
    records: int
    slow: int


@dataclass(frozen=True)
class Finishing:
    """What stamping needs of other rooms: how a plate is brought to its standard, and pictures with it."""

    ready: Ready
    declared: Declaration
    picture: Callable[[bytes], ImageStream] = as_it_is
    tagged: bool = False


def merge(document: Document, needs: Finishing, out: BinaryIO, store: TemplateCache | None = None) -> MergeReport:
    """Write the file of a document of parts.

    Raises:
        Stopped: with the problems of every record, or of a template; what was written to `out` is then no file.
    """
    return _Press(document, needs, out, store or TemplateCache()).run()


@dataclass
class _Press:
    """One file on its way."""

    document: Document
    needs: Finishing
    out: BinaryIO
    store: TemplateCache
    problems: list[Problem] = field(default_factory=list)
    records: int = 0

    def run(self) -> MergeReport:
        self.types = FileFonts(self.store)
        self.writer = Writer(self.out, self.needs.declared)
        self.tagger = Tagger(self.writer) if self.needs.tagged else None
        self.fonts = self.writer.reserve()
        self.photos: dict[str, Photo] = {}
        for part in self.document.parts:
            self._part(part)
        if self.problems:
            raise Stopped(self.problems)
        catalog = self.tagger.close() if self.tagger else b""
        self._embed()
        self.writer.close(catalog)
        for breaker in self.types.breakers.values():
            self.store.keep_breaks(breaker.key, breaker.known)
        return MergeReport(self.writer.pages, self.records, self.types.slow)

    def _part(self, part: Part) -> None:
        rack = _Rack(self, part)
        before = self.records
        for record in part.records:
            self.records += 1
            try:
                rack.plated(record).put(record)
            except Stopped as stopped:
                number = self.records - before
                self.problems += [_in_file(self.document, number, problem) for problem in stopped.problems]
                if len(self.problems) > _MOST_PROBLEMS:
                    raise Stopped(self.problems) from None
            del record  # the next may be read only now: there is room for one volume, not for two

    def _embed(self) -> None:
        keys = self.types.keys
        numbers = {name: self.writer.reserve() for name in keys}
        for name in keys:
            embed(self.writer, self.types.codes[name], numbers[name])
        entries = b"".join(b"%s %d 0 R" % (key, numbers[name]) for name, key in keys.items())
        self.writer.add(b"<<%s>>" % entries, self.fonts)

    def photo(self, address: str) -> Photo:
        """A picture, written when it is first used; equal ones once."""
        known = self.photos.get(address)
        if known is None:
            data, _ = self.document.assets[address]
            picture = self.needs.picture(data)
            number = self.writer.add_stream(picture.data, picture.entries, deflated=False)
            known = self.photos[address] = Photo(number, picture.width, picture.height)
        return known


def _in_file(document: Document, record: int, problem: Problem) -> Problem:
    location = problem.location
    path = location.path or (f"{record}" if location.line is None else "")
    return replace(problem, location=Location(document.file, location.line, location.column, path))


class _Rack:
    """The plates of one part; those of all designs seen so far."""

    def __init__(self, press: _Press, part: Part) -> None:
        self._press, self._part = press, part
        self._plated: dict[str, _Plated] = {}

    def plated(self, record: Record) -> _Plated:
        key = json.dumps(record.design, sort_keys=True, default=str, ensure_ascii=False) if record.design else ""
        known = self._plated.get(key)
        if known is None:
            press = self._press
            template = press.store.template(press.document, self._part, record.design, press.needs.ready)
            known = self._plated[key] = _Plated(press, template)
        return known


class _Plated:
    """A plate in one file: its static layers are written, its slots ready to be set."""

    def __init__(self, press: _Press, template: CompiledTemplate) -> None:
        self._press, self._plate = press, template
        numbers = [press.writer.reserve() for _ in template.carried]
        for number, carried in zip(numbers, template.carried, strict=True):
            body = renumbered(carried.body, numbers)
            if carried.stream is None:
                press.writer.add(body, number)
            else:
                press.writer.add_stream(carried.stream, body, number, deflated=b"/Filter" not in body)
        self._sides = [Placed(press, side, numbers) for side in template.sides]
        tables = [side.table for side in template.sides if side.table]
        self._rows = Rows(tables, press.types, press.needs.tagged) if tables else None

    def put(self, record: Record) -> None:
        """The pages of one record."""
        if self._rows:
            self._flow(record, self._rows)
            return
        for side in self._sides:
            side.put(record.values, b"", 0)

    def _flow(self, record: Record, rows: Rows) -> None:
        pages = [
            (batch.first, len(batch.rows), rows.content(batch, page, self._sides[side_of(page)].side.marks))
            for page, batch in enumerate(rows.batches(record.rows))
        ]
        sums = Sums(record.rows, [slot.form for side in self._sides for slot in side.side.texts if slot.form])
        for page, (first, count, shown) in enumerate(pages):
            side = self._sides[side_of(page)]
            facts = {"page": page + 1, "pages": len(pages), **sums.page(first, count)}
            side.put(with_computed(side.side, record.values, facts), shown, count)
