"""Objects of a laid-out file -> values a plate keeps: what its static layer needs, and its structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.compiled_template import ROWS, Carried, Node

_OF_STREAMS = {"/Length", "/Filter", "/DecodeParms"}
_KEPT = ("/ExtGState", "/XObject", "/ColorSpace", "/Pattern", "/Shading")


class Carrier:
    """Takes objects out of a file, each once, with all they refer to."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, int], int] = {}
        self.carried: list[Carried | None] = []

    def resources(self, page: Any, without: frozenset[str], states: frozenset[str]) -> tuple[tuple[bytes, bytes], ...]:
        """A page's resources but for its fonts, which are embedded anew.

        `without` names pictures of slots, `states` the graphics states that are used.
        """
        parts = []
        for kind in _KEPT:
            named = page.Resources.get(kind, {})
            kept = {
                key: value
                for key, value in named.items()
                if key not in without and (kind != "/ExtGState" or key in states)
            }
            if kept:
                inner = b"".join(b"%s %s " % (_name(key), self.value(value)) for key, value in sorted(kept.items()))
                parts.append((kind.encode("ascii"), inner))
        return tuple(parts)

    def value(self, thing: Any) -> bytes:
        """Its syntax; an indirect object by its number among those carried."""
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            return b"\0%d\0" % self._carry(thing)
        return self._direct(thing)

    def _carry(self, thing: Any) -> int:
        if thing.objgen not in self._numbers:
            self._numbers[thing.objgen] = number = len(self.carried)
            self.carried.append(None)
            self.carried[number] = self._object(thing)
        return self._numbers[thing.objgen]

    def _object(self, thing: Any) -> Carried:
        if not isinstance(thing, Stream):
            return Carried(self._direct(thing), None)
        if "/Resources" in thing and "/Font" in thing.Resources and thing.get("/Subtype") == "/Form":
            raise Unsupported("text in a group (opacity, SVG text)")
        raw = thing.get("/Filter") == "/DCTDecode"
        entries = {key: value for key, value in thing.items() if key not in _OF_STREAMS}
        filtered = b"/Filter/DCTDecode" if raw else b""
        data = thing.read_raw_bytes() if raw else thing.read_bytes()
        return Carried(self._entries(entries) + filtered, bytes(data))

    def _entries(self, entries: dict[str, Any]) -> bytes:
        return b"".join(b"%s %s " % (_name(key), self.value(value)) for key, value in sorted(entries.items()))

    def _direct(self, thing: Any) -> bytes:
        if isinstance(thing, Array):
            return b"[%s]" % b" ".join(self.value(each) for each in thing)
        if isinstance(thing, Dictionary):
            return b"<<%s>>" % self._entries(dict(thing.items()))
        if isinstance(thing, pikepdf.Object):
            return bytes(thing.unparse())
        return b"true" if thing is True else b"false" if thing is False else str(thing).encode("ascii")


def _name(key: str) -> bytes:
    return bytes(pikepdf.Name(key).unparse())


def trees(pdf: pikepdf.Pdf, cells: Sequence[frozenset[int]], scopes: Sequence[Sequence[str]]) -> list[tuple[Node, ...]]:
    """The structure of each page: its elements in order, with rows of a table cut out and their place kept."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[list[Node]] = [[] for _ in pdf.pages]
    heads = [iter(of_page) for of_page in scopes]
    if "/StructTreeRoot" not in pdf.Root:
        return [() for _ in found]
    for element in _kids(pdf.Root.StructTreeRoot.K[0]):
        number = pages[element.Pg.objgen]
        node = _node(element, cells[number], heads[number])
        if node is not None:
            found[number].append(node)
    return [tuple(nodes) for nodes in found]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _node(element: Any, cells: frozenset[int], heads: Iterator[str]) -> Node | None:
    """An element with its kids; nothing where it is a row that is set anew."""
    tag = str(element.S)[1:]
    entries = _entries(element, tag, heads)
    kids: list[Node | int] = []
    cut = False
    for kid in _kids(element):
        made = int(kid) if isinstance(kid, int) else _node(kid, cells, heads)
        if made is None or made in cells:
            cut = True
        else:
            kids.append(made)
    if cut and tag not in ("TBody", "Table"):
        return None if not kids else Node(tag, entries, tuple(kids))
    return Node(tag, entries, (*kids, ROWS) if cut else tuple(kids))


def _entries(element: Any, tag: str, heads: Iterator[str]) -> bytes:
    """Attributes worth keeping; heads of a table say what they head, which needs no names of cells."""
    if tag == "TH":
        scope = "Row" if next(heads) == "row" else "Column"
        return b"/A<</O/Table/Scope/%s>>" % scope.encode("ascii")
    parts = [b"/Alt" + bytes(element.Alt.unparse())] if "/Alt" in element else []
    if tag == "Figure" and "/A" in element:
        parts.append(b"/A" + bytes(element.A.unparse(resolved=True)))
    return b"".join(parts)


def linked(nodes: Sequence[Node]) -> frozenset[int]:
    """The marked content some element of the tree holds."""
    return frozenset(mark for node in nodes for mark in node.marks()) - {ROWS}
