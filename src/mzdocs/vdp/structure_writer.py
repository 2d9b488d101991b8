"""Pages -> the structure of a file (tagged PDF): what each piece of marked content is, and in what order it is read."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mzdocs.vdp.compiled_template import ROWS, Side, StructureElement
from mzdocs.vdp.pdf_writer import PdfWriter

_PAGE, _ROOT = -1, -2
_PAGES_A_LEAF = 64
_NUMBER = b"%10d 0 R"
"""As wide as any number, so that where an object stands in its stream does not depend on its number."""


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
