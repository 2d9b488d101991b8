"""The structure of stamped pages, written page by page: a page's whole tree is one object stream."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mzdocs.vdp.compiled_template import ROWS, Node
from mzdocs.vdp.pdf_writer import Writer

_PAGE, _ROOT = -1, -2
_PAGES_A_LEAF = 64
_NUMBER = b"%10d 0 R"
"""As wide as any number, so that where an object stands in its stream does not depend on its number."""


@dataclass
class _Element:
    tag: str
    entries: bytes
    parent: int
    kids: list[tuple[bool, int]] = field(default_factory=list)
    """Whether a kid is an element, and its place in the list, or else its marked content."""


@dataclass(frozen=True)
class _Form:
    """The syntax of a page's tree with places for its numbers."""

    head: bytes
    bodies: bytes
    numbers: tuple[int, ...]
    count: int
    tops: tuple[int, ...]


class Tagger:
    """Writes the trees of pages, and at the end what binds them together."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._root, self._document = writer.reserve(), writer.reserve()
        self._tops, self._pages = array("L"), array("L")
        self._leaves: list[tuple[int, int, int]] = []
        self._forms: dict[tuple[int, int], _Form] = {}

    def add(self, tree: tuple[Node, ...], marks: int, rows: int, columns: int, page: int) -> bytes:
        """The tree of one page; what the page's own dictionary says of it."""
        key = (id(tree), rows)
        if key not in self._forms:
            if len(self._forms) > 4096:
                self._forms.clear()
            self._forms[key] = _form(tree, marks, rows, columns)
        form = self._forms[key]
        base = self._writer.reserve(form.count)
        numbers = [base + n if n >= 0 else page if n == _PAGE else self._document for n in form.numbers]
        head = form.head % tuple(range(base, base + form.count))
        self._writer.add_packed(base, head, form.bodies % tuple(numbers), form.count)
        self._tops.extend(base + top for top in form.tops)
        self._pages.append(base + form.count - 1)
        return b"/StructParents %d/Tabs/S" % (len(self._pages) - 1)

    def close(self) -> bytes:
        """What the catalog says of the structure."""
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


def _form(tree: Sequence[Node], marks: int, rows: int, columns: int) -> _Form:
    elements: list[_Element] = []
    tops = tuple(_flatten(node, _ROOT, elements, marks, rows, columns) for node in tree)
    owners = {mark: at for at, element in enumerate(elements) for is_element, mark in element.kids if not is_element}
    bodies, heads, numbers, place = [], [], [], 0
    for element in elements:
        body, used = _body(element)
        heads.append(b"%%10d %d " % place)
        bodies.append(body)
        numbers += used
        place += len(body % tuple(used)) + 1
    heads.append(b"%%10d %d " % place)
    total = marks + rows * columns
    bodies.append(b"[%s]" % b" ".join([_NUMBER if mark in owners else b"null" for mark in range(total)]))
    numbers += [owners[mark] for mark in range(total) if mark in owners]
    return _Form(b"".join(heads), b"\n".join(bodies), tuple(numbers), len(elements) + 1, tops)


def _flatten(node: Node, parent: int, elements: list[_Element], marks: int, rows: int, columns: int) -> int:
    at = len(elements)
    element = _Element(node.tag, node.entries, parent)
    elements.append(element)
    for kid in node.kids:
        if isinstance(kid, Node):
            element.kids.append((True, _flatten(kid, at, elements, marks, rows, columns)))
        elif kid == ROWS:
            element.kids += [(True, row) for row in _rows(at, elements, marks, rows, columns)]
        else:
            element.kids.append((False, kid))
    return at


def _rows(parent: int, elements: list[_Element], marks: int, rows: int, columns: int) -> Iterator[int]:
    for row in range(rows):
        at = len(elements)
        elements.append(_Element("TR", b"", parent, [(True, at + 1 + column) for column in range(columns)]))
        for column in range(columns):
            elements.append(_Element("TD", b"", at, [(False, marks + row * columns + column)]))
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
