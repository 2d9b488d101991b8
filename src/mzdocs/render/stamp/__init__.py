"""One plate, many records: a design is laid out once, and every record is set into it and streamed to the file.

What comes out are the pages the layout engine would have made of the same template, one record after the other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from mzdocs.declaration import Declaration, Picture
from mzdocs.document import Document, Part, Record
from mzdocs.problems import Exit, Place, Problem, Stopped, fault
from mzdocs.render.stamp.embedding import embed
from mzdocs.render.stamp.pictures import as_it_is
from mzdocs.render.stamp.plate import Chosen, Plate, Shown, Side, renumbered
from mzdocs.render.stamp.probing import Ready
from mzdocs.render.stamp.rows import Rows
from mzdocs.render.stamp.setting import Photo, Setting, Types, literal
from mzdocs.render.stamp.store import Store
from mzdocs.render.stamp.tags import Tagger
from mzdocs.render.stamp.writer import Writer

__all__ = ["Ready", "Report", "Stamping", "Store", "stamp"]

_MOST_PROBLEMS, _MOST_KEPT = 50, 1_000


@dataclass(frozen=True)
class Report:
    """What was made; `slow` texts were shaped by the layout engine's own library, one by one."""

    pages: int
    records: int
    slow: int


@dataclass(frozen=True)
class Stamping:
    """What stamping needs of other rooms: how a plate is brought to its standard, and pictures with it."""

    ready: Ready
    declared: Declaration
    picture: Callable[[bytes], Picture] = as_it_is
    tagged: bool = False


def stamp(document: Document, needs: Stamping, out: BinaryIO, store: Store | None = None) -> Report:
    """Write the file of a document of parts.

    Raises:
        Stopped: with the problems of every record, or of a template; what was written to `out` is then no file.
    """
    return _Press(document, needs, out, store or Store()).run()


@dataclass
class _Press:
    """One file on its way."""

    document: Document
    needs: Stamping
    out: BinaryIO
    store: Store
    problems: list[Problem] = field(default_factory=list)
    records: int = 0

    def run(self) -> Report:
        self.types = Types(self.store)
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
        return Report(self.writer.pages, self.records, self.types.slow)

    def _part(self, part: Part) -> None:
        rack = _Rack(self, part)
        for number, record in enumerate(part.records, 1):
            self.records += 1
            try:
                rack.plated(record).put(record)
            except Stopped as stopped:
                self.problems += [_in_file(self.document, number, problem) for problem in stopped.problems]
                if len(self.problems) > _MOST_PROBLEMS:
                    raise Stopped(self.problems) from None

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
    from dataclasses import replace

    place = problem.place
    path = place.path or (f"{record}" if place.line is None else "")
    return replace(problem, place=Place(document.file, place.line, place.column, path))


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
            plate = press.store.plate(press.document, self._part, record.design, press.needs.ready)
            known = self._plated[key] = _Plated(press, plate)
        return known


class _Plated:
    """A plate in one file: its static layers are written, its slots ready to be set."""

    def __init__(self, press: _Press, plate: Plate) -> None:
        self._press, self._plate = press, plate
        numbers = [press.writer.reserve() for _ in plate.carried]
        for number, carried in zip(numbers, plate.carried, strict=True):
            body = renumbered(carried.body, numbers)
            if carried.stream is None:
                press.writer.add(body, number)
            else:
                press.writer.add_stream(carried.stream, body, number, deflated=b"/Filter" not in body)
        self._sides = [_Placed(press, side, numbers) for side in plate.sides]
        table = plate.sides[0].table
        self._rows = Rows(table, press.types, press.needs.tagged) if table else None

    def put(self, record: Record) -> None:
        """The pages of one record."""
        if self._rows:
            self._flow(record, self._rows)
            return
        for side in self._sides:
            side.put(record.values, b"", 0)

    def _flow(self, record: Record, rows: Rows) -> None:
        tables = [side.side.table for side in self._sides]

        def table_of(page: int) -> object:
            return tables[_side_of(page)]

        batches = list(rows.batches(record.rows, table_of))  # type: ignore[arg-type]
        sums = _Sums(record.rows, [slot.form for side in self._sides for slot in side.side.texts if slot.form])
        for page, batch in enumerate(batches):
            side = self._sides[_side_of(page)]
            table = side.side.table
            assert table
            facts = {"page": page + 1, "pages": len(batches), **sums.page(batch.first, len(batch.rows))}
            shown = rows.content(batch, table, side.side.marks)
            side.put(_with_computed(side.side, record.values, facts), shown, len(batch.rows))


def _side_of(page: int) -> int:
    """The first page, then left and right in turn."""
    return 0 if page == 0 else 2 - page % 2


def _with_computed(side: Side, values: Mapping[str, str], facts: Mapping[str, object]) -> dict[str, str]:
    shown = dict(values)
    for slot in side.texts:
        if slot.form is not None:
            shown[slot.name] = slot.form.format(**facts)
        last = facts["page"] == facts["pages"]
        if (slot.on == "last" and not last) or (slot.on == "first" and facts["page"] != 1):
            shown[slot.name] = ""
    return shown


class _Sums:
    """Totals of columns: of a page, up to its end, and before it."""

    def __init__(self, rows: Sequence[Sequence[str]], forms: Sequence[str]) -> None:
        self._rows = rows
        self._columns = sorted({int(column) for form in forms for column in _columns(form)})
        self._carried: dict[int, int] = defaultdict(int)

    def page(self, first: int, count: int) -> dict[str, dict[int, int]]:
        brought = dict.fromkeys(self._columns, 0) | self._carried
        here = {
            column: sum(int(row[column] or 0) for row in self._rows[first : first + count]) for column in self._columns
        }
        for column, total in here.items():
            self._carried[column] += total
        return {"sum": here, "brought": brought, "carried": dict(self._carried)}


def _columns(form: str) -> Iterator[str]:
    for word in ("sum[", "carried[", "brought["):
        for piece in form.split(word)[1:]:
            yield piece.split("]", 1)[0]


class _Placed:
    """One side of a plate in one file."""

    def __init__(self, press: _Press, side: Side, numbers: Sequence[int]) -> None:
        self._press, self.side = press, side
        self._setting = Setting(side, press.types, press.needs.tagged)
        parts = {kind: renumbered(inner, numbers) for kind, inner in side.resources}
        self._pictures = parts.pop(b"/XObject", b"")
        self._entries = b"/Font %d 0 R" % press.fonts + b"".join(b"%s<<%s>>" % each for each in parts.items())
        self._static = self._layer()
        self._shared: dict[tuple[int, ...], int] = {}

    def _layer(self) -> int:
        """The static layer: a form that pages draw, for presses keep forms; marked content belongs to its page,
        so a tagged layer is a piece of each page's content."""
        press, drawn = self._press, _static(self.side, self._press.types)
        if press.needs.tagged:
            return press.writer.add_stream(drawn)
        resources = b"<<%s%s>>" % (self._entries, b"/XObject<<%s>>" % self._pictures if self._pictures else b"")
        box = self.side.boxes.split(b"]", 1)[0].removeprefix(b"/MediaBox") + b"]"
        form = press.writer.add_stream(drawn, b"/Type/XObject/Subtype/Form/BBox%s/Resources%s" % (box, resources))
        self._pictures = b"/Static %d 0 R" % form
        return form

    def put(self, values: Mapping[str, str], rows: bytes, count: int) -> None:
        """One page."""
        press, photos = self._press, dict[bytes, int]()

        def photo(address: str) -> tuple[bytes, Photo]:
            found = press.photo(address)
            name = b"/P%d" % len(photos)
            photos[name] = found.number
            return name, found

        try:
            own = rows + self._setting.content(values, photo, lambda slot: Place(path=slot))
        except KeyError as missing:
            raise Stopped([NOT_SET.at(Place(), name=str(missing.args[0]))]) from None
        if press.needs.tagged:
            contents = [self._static, press.writer.add_content(own)]
        else:
            contents = [press.writer.add_content(b"/Static Do\n" + own)]
        page = press.writer.reserve()
        more = b""
        if press.tagger:
            columns = len(self.side.table.columns) if self.side.table else 0
            more = press.tagger.add(self.side.tree, self.side.marks, count, columns, page)
        press.writer.add_page(contents, self._resources(photos), self.side.boxes, page, more)

    def _resources(self, photos: Mapping[bytes, int]) -> int:
        key = tuple(photos.values())
        known = self._shared.get(key)
        if known is None:
            if len(self._shared) > _MOST_KEPT:
                self._shared.clear()
            used = self._pictures + b"".join(b"%s %d 0 R" % each for each in photos.items())
            pictures = b"/XObject<<%s>>" % used if used else b""
            known = self._shared[key] = self._press.writer.add(b"<<%s%s>>" % (self._entries, pictures))
        return known


def _static(side: Side, types: Types) -> bytes:
    """The static layer in the codes of this file's fonts."""
    parts: list[bytes] = []
    now = ""
    for piece in side.static:
        if isinstance(piece, Chosen):
            now = piece.face
            parts.append(b"%s %s Tf\n" % (types.key(now), piece.size.encode("ascii")))
        elif isinstance(piece, Shown):
            parts.append(_shown(piece, types, now))
        else:
            parts.append(piece)
    return b"q\n%sQ\n" % b"".join(parts)


def _shown(piece: Shown, types: Types, face: str) -> bytes:
    codes = types.setter(face).codes
    parts, run = [], bytearray()
    for item in piece.items:
        if isinstance(item, str):
            parts += [literal(bytes(run)), item.encode("ascii")]
            run = bytearray()
        else:
            run += codes.code(*item).to_bytes(2)
    return b"[%s]TJ\n" % b"".join([*parts, literal(bytes(run))])


NOT_SET = fault(
    "MZ3307",
    "模板要的“{name}”，记录里没有",
    "The template asks for {name}, which the record does not have",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
    Exit.INTERNAL,
)
