"""The structure of a tagged PDF -> its elements in their order, each by the standard type it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pikepdf

from mzdocs.pdf.object_keys import ObjectKey, object_key

STANDARD_TYPES = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu",
    "RB", "RT", "RP", "WT", "WP", "Figure", "Formula", "Form",
})  # fmt: skip
"""Those of ISO 32000-1, 14.8.4."""
_DEEPEST = 64


@dataclass(frozen=True)
class TaggedElement:
    """An element: the standard type it stands for (its own where nothing maps it), its parent's, its children's, and
    its language or the one it inherits."""

    dictionary: Any
    type: str
    parent: str
    kids: tuple[str, ...]
    language: str


class StructureTree:
    """The structure of a file; one without a tree has no elements."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.get("/StructTreeRoot")
        self._root = root if isinstance(root, pikepdf.Dictionary) else pikepdf.Dictionary()
        roles = self._root.get("/RoleMap")
        held: Mapping[str, Any] = dict(roles.as_dict()) if isinstance(roles, pikepdf.Dictionary) else {}
        self.roles: Mapping[str, str] = {name[1:]: str(role)[1:] for name, role in held.items()}

    def elements(self, language: str, widest: int) -> Iterator[TaggedElement]:
        """Every element once, parents before their children; `language` is that of the file.

        Of the children of one element no more than the `widest` are looked at: a long paper has tens of thousands.
        """
        waiting: list[tuple[Any, str, str, str, int]] = [
            (kid, kind, "", language, 0) for kid, kind in reversed(self._kids(self._root, widest))
        ]  # fmt: skip
        seen = set[ObjectKey]()
        while waiting:
            said, kind, parent, language, depth = waiting.pop()
            key = object_key(said)
            if key in seen or depth > _DEEPEST:
                continue
            seen.add(key)
            kids = self._kids(said, widest)
            language = str(said.get("/Lang", language))
            yield TaggedElement(said, kind, parent, tuple(each for _, each in kids), language)
            waiting += [(kid, each, kind, language, depth + 1) for kid, each in reversed(kids)]

    def _kids(self, holder: Any, most: int) -> list[tuple[Any, str]]:
        """The elements among what an element holds, each with its type; the others are pieces of content."""
        said = holder.get("/K")
        held = islice(said, most) if isinstance(said, pikepdf.Array) else [said]
        named = [(each, each.get("/S")) for each in held if isinstance(each, pikepdf.Dictionary)]
        return [(each, self.standard(str(name)[1:])) for each, name in named if name is not None]

    def standard(self, name: str) -> str:
        """The standard type that a name stands for; the last name it is led to where that is none."""
        for _ in range(len(self.roles)):
            if name in STANDARD_TYPES or name not in self.roles:
                break
            name = self.roles[name]
        return name

    def goes_round(self, name: str) -> bool:
        """Whether a name is led back to itself."""
        met, said = {name}, self.roles.get(name)
        while said is not None and said not in met:
            met.add(said)
            said = self.roles.get(said)
        return said == name
