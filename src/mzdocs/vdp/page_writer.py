"""Records -> pages of a file: the static layer of a side, written once, the content of its slots, the structure."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.pdf.metadata import Declaration, ImageStream
from mzdocs.vdp.compiled_template import ROWS, FontChoice, GlyphRun, Side, StructureElement, renumbered
from mzdocs.vdp.fonts_in_file import FileFonts, embed, literal
from mzdocs.vdp.pdf_writer import PdfWriter
from mzdocs.vdp.record_layout import EmbeddedPicture, RecordLayout
from mzdocs.vdp.template_cache import TemplateCache

MISSING_VALUE = problem_type(
    "MZ3307",
    "模板要的“{name}”，记录里没有",
    "The template asks for {name}, which the record does not have",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
    Exit.INTERNAL,
)
_MOST_KEPT = 1_000
_PAGE, _ROOT = -1, -2
_PAGES_A_LEAF = 64
_NUMBER = b"%10d 0 R"
"""As wide as any number, so that where an object stands in its stream does not depend on its number."""


class OutputFile:
    """A file on its way, with what its pages share: fonts, pictures, structure."""

    def __init__(
        self,
        out: BinaryIO,
        declared: Declaration,
        cache: TemplateCache,
        read: Callable[[str], ImageStream],
        tagged: bool,
    ) -> None:
        self._cache, self._read = cache, read
        self.fonts = FileFonts(cache)
        self.writer = PdfWriter(out, declared)
        self.structure = StructureWriter(self.writer) if tagged else None
        self.font_resources = self.writer.reserve()
        self._pictures: dict[str, EmbeddedPicture] = {}

    def picture(self, address: str) -> EmbeddedPicture:
        """A picture, written when it is first used; equal addresses once."""
        known = self._pictures.get(address)
        if known is None:
            picture = self._read(address)
            number = self.writer.add_stream(picture.data, picture.entries, deflated=False)
            known = self._pictures[address] = EmbeddedPicture(number, picture.width, picture.height)
        return known

    def close(self) -> None:
        """Write the fonts and what binds the pages together; keep what was learned of line breaks."""
        catalog = self.structure.close() if self.structure else b""
        numbers = {name: self.writer.reserve() for name in self.fonts.keys}
        for name, number in numbers.items():
            embed(self.writer, self.fonts.codes[name], number)
        entries = b"".join(b"%s %d 0 R" % (key, numbers[name]) for name, key in self.fonts.keys.items())
        self.writer.add(b"<<%s>>" % entries, self.font_resources)
        self.writer.close(catalog)
        for breaker in self.fonts.breakers.values():
            self._cache.keep_line_breaks(breaker.key, breaker.patterns)


class SideWriter:
    """Writes the pages of one side into a file; `numbers` are those its template's objects have there."""

    def __init__(self, file: OutputFile, side: Side, numbers: Sequence[int]) -> None:
        self._file, self.side = file, side
        self._layout = RecordLayout(side, file.fonts, file.structure is not None)
        parts = {kind: renumbered(inner, numbers) for kind, inner in side.resources}
        self._pictures = parts.pop(b"/XObject", b"")
        self._entries = b"/Font %d 0 R" % file.font_resources + b"".join(b"%s<<%s>>" % each for each in parts.items())
        self._static = self._layer()
        self._shared: dict[tuple[int, ...], int] = {}

    def _layer(self) -> int:
        """The static layer: a form that pages draw, for presses keep forms; marked content belongs to its page,
        so a tagged layer is a piece of each page's content."""
        file, drawn = self._file, _static(self.side, self._file.fonts)
        if file.structure is not None:
            return file.writer.add_stream(drawn)
        resources = b"<<%s%s>>" % (self._entries, b"/XObject<<%s>>" % self._pictures if self._pictures else b"")
        box = self.side.boxes.split(b"]", 1)[0].removeprefix(b"/MediaBox") + b"]"
        form = file.writer.add_stream(drawn, b"/Type/XObject/Subtype/Form/BBox%s/Resources%s" % (box, resources))
        self._pictures = b"/Static %d 0 R" % form
        return form

    def write_page(self, values: Mapping[str, str], rows: bytes = b"", count: int = 0) -> None:
        """One page: the values of its slots, and the content of so many rows.

        Raises:
            Stopped: a value is missing, or does not go into its slot.
        """
        file, pictures = self._file, dict[bytes, int]()

        def embedded(address: str) -> tuple[bytes, EmbeddedPicture]:
            found = file.picture(address)
            name = b"/P%d" % len(pictures)
            pictures[name] = found.number
            return name, found

        try:
            own = rows + self._layout.content(values, embedded)
        except KeyError as missing:
            raise Stopped([MISSING_VALUE.at(Location(), name=str(missing.args[0]))]) from None
        if file.structure:
            contents = [self._static, file.writer.add_stream(own)]
        else:
            contents = [file.writer.add_stream(b"/Static Do\n" + own)]
        page = file.writer.reserve()
        more = file.structure.add(self.side, count, page) if file.structure else b""
        file.writer.add_page(contents, self._resources(pictures), self.side.boxes, page, more)

    def _resources(self, pictures: Mapping[bytes, int]) -> int:
        key = tuple(pictures.values())
        known = self._shared.get(key)
        if known is None:
            if len(self._shared) > _MOST_KEPT:
                self._shared.clear()
            used = self._pictures + b"".join(b"%s %d 0 R" % each for each in pictures.items())
            named = b"/XObject<<%s>>" % used if used else b""
            known = self._shared[key] = self._file.writer.add(b"<<%s%s>>" % (self._entries, named))
        return known


def _static(side: Side, fonts: FileFonts) -> bytes:
    """The static layer in the codes of this file's fonts."""
    parts: list[bytes] = []
    face = ""
    for piece in side.static:
        if isinstance(piece, FontChoice):
            face = piece.face
            parts.append(b"%s %s Tf\n" % (fonts.key(face), piece.size.encode("ascii")))
        elif isinstance(piece, GlyphRun):
            parts.append(_shown(piece, fonts, face))
        else:
            parts.append(piece)
    return b"q\n%sQ\n" % b"".join(parts)


def _shown(run: GlyphRun, fonts: FileFonts, face: str) -> bytes:
    codes = fonts.shaper(face).codes
    parts, held = [], bytearray()
    for item in run.items:
        if isinstance(item, str):
            parts += [literal(bytes(held)), item.encode("ascii")]
            held = bytearray()
        else:
            held += codes.code(*item).to_bytes(2)
    return b"[%s]TJ\n" % b"".join([*parts, literal(bytes(held))])


class StructureWriter:
    """Writes the structure page by page, each page's in one object stream, and at the end what binds them together."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._root, self._document = writer.reserve(), writer.reserve()
        self._tops, self._pages = array("L"), array("L")
        self._forms: dict[tuple[int, int], _Form] = {}

    def add(self, side: Side, rows: int, page: int) -> bytes:
        """Write the structure of one page with so many rows; the entries the page's own dictionary has of it."""
        key = (id(side), rows)
        if key not in self._forms:
            if len(self._forms) > 4096:
                self._forms.clear()
            columns = len(side.table.columns) if side.table else 0
            self._forms[key] = _form(side.structure, side.mcid_count, rows, columns)
        form = self._forms[key]
        base = self._writer.reserve(form.count)
        numbers = [base + n if n >= 0 else page if n == _PAGE else self._document for n in form.numbers]
        head = form.head % tuple(range(base, base + form.count))
        self._writer.add_packed(base, head, form.bodies % tuple(numbers), form.count)
        self._tops.extend(base + top for top in form.tops)
        self._pages.append(base + form.count - 1)
        return b"/StructParents %d/Tabs/S" % (len(self._pages) - 1)

    def close(self) -> bytes:
        """Write the root; the entry the catalog has of it."""
        kids = b" ".join([b"%d 0 R" % top for top in self._tops])
        self._writer.add(b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (self._root, kids), self._document)
        leaves = [self._leaf(at) for at in range(0, len(self._pages), _PAGES_A_LEAF)]
        parents = self._writer.add(b"<</Kids[%s]>>" % b" ".join([b"%d 0 R" % leaf for leaf in leaves]))
        self._writer.add(
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (self._document, parents, len(self._pages)),
            self._root,
        )
        return b"/StructTreeRoot %d 0 R" % self._root

    def _leaf(self, at: int) -> int:
        batch = self._pages[at : at + _PAGES_A_LEAF]
        numbered = b" ".join([b"%d %d 0 R" % (at + i, number) for i, number in enumerate(batch)])
        return self._writer.add(b"<</Limits[%d %d]/Nums[%s]>>" % (at, at + len(batch) - 1, numbered))


@dataclass
class _Element:
    tag: str
    entries: bytes
    parent: int
    kids: list[tuple[bool, int]] = field(default_factory=list)
    """Whether a kid is an element, and its place in the list, or else its marked content."""


@dataclass(frozen=True)
class _Form:
    """The syntax of a page's structure with places for its numbers."""

    head: bytes
    bodies: bytes
    numbers: tuple[int, ...]
    count: int
    tops: tuple[int, ...]


def _form(structure: Sequence[StructureElement], mcids: int, rows: int, columns: int) -> _Form:
    elements: list[_Element] = []
    tops = tuple(_flatten(element, _ROOT, elements, mcids, rows, columns) for element in structure)
    owners = {mcid: at for at, element in enumerate(elements) for is_element, mcid in element.kids if not is_element}
    bodies, heads, numbers, place = [], [], [], 0
    for element in elements:
        body, used = _body(element)
        heads.append(b"%%10d %d " % place)
        bodies.append(body)
        numbers += used
        place += len(body % tuple(used)) + 1
    heads.append(b"%%10d %d " % place)
    total = mcids + rows * columns
    bodies.append(b"[%s]" % b" ".join([_NUMBER if mcid in owners else b"null" for mcid in range(total)]))
    numbers += [owners[mcid] for mcid in range(total) if mcid in owners]
    return _Form(b"".join(heads), b"\n".join(bodies), tuple(numbers), len(elements) + 1, tops)


def _flatten(
    element: StructureElement, parent: int, elements: list[_Element], mcids: int, rows: int, columns: int
) -> int:
    at = len(elements)
    flat = _Element(element.tag, element.entries, parent)
    elements.append(flat)
    for kid in element.kids:
        if isinstance(kid, StructureElement):
            flat.kids.append((True, _flatten(kid, at, elements, mcids, rows, columns)))
        elif kid == ROWS:
            flat.kids += [(True, row) for row in _rows(at, elements, mcids, rows, columns)]
        else:
            flat.kids.append((False, kid))
    return at


def _rows(parent: int, elements: list[_Element], mcids: int, rows: int, columns: int) -> Iterator[int]:
    for row in range(rows):
        at = len(elements)
        elements.append(_Element("TR", b"", parent, [(True, at + 1 + column) for column in range(columns)]))
        for column in range(columns):
            elements.append(_Element("TD", b"", at, [(False, mcids + row * columns + column)]))
        yield at


def _body(element: _Element) -> tuple[bytes, list[int]]:
    numbers = [element.parent, _PAGE]
    kids = []
    for is_element, kid in element.kids:
        kids.append(_NUMBER if is_element else b"%d" % kid)
        numbers += [kid] if is_element else []
    shown = b"" if not kids else b"/K %s" % kids[0] if len(kids) == 1 else b"/K[%s]" % b" ".join(kids)
    entries = element.entries.replace(b"%", b"%%")
    tag = element.tag.encode("ascii")
    return b"<</S/%s/P %s/Pg %s%s%s>>" % (tag, _NUMBER, _NUMBER, entries, shown), numbers
