"""A DOCX that is being mended: what was measured of it beside the XML it was measured from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from mzdocs.gbt9704.mending.schema_order import child
from mzdocs.gbt9704.package import DocxParts, W, relations_of
from mzdocs.gbt9704.sheet_values import Page
from mzdocs.gbt9704.styles import StyleSheet, sheet
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Run
from mzdocs.gbt9704.walk import Walk, WalkedParagraph, runs, said

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_FORM = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def set_words(words: Any, text: str) -> None:
    """Let an element of words say a text, its outer blanks kept."""
    words.text = text
    words.set(_SPACE, "preserve")


class DocxCopy:
    """The parts of a file, read when they are asked for, written only if they are other than before."""

    def __init__(self, package: DocxParts, form: MeasuredDocx) -> None:
        self.package, self.form = package, form
        self._roots: dict[str, Any] = {}
        self._before: dict[str, bytes] = {}
        self._respelt: set[int] = set()
        self.root = self.part(package.main)
        body = self.root.find(W + "body")
        walked = () if body is None else Walk("正文").through(body)
        self._places = {id(paragraph): found for found, paragraph in zip(walked, form.paragraphs, strict=False)}

    def part(self, name: str) -> Any:
        """A part's root, to be changed in its place.

        Raises:
            Stopped: it cannot be read.
        """
        if name not in self._roots:
            self._roots[name] = self.package.xml(name)
            self._before[name] = etree.tostring(self._roots[name])
        return self._roots[name]

    def related(self, kind: str) -> Any:
        """The root of the one part so related, or None."""
        return next((self.part(name) for _, name in self.package.related(kind) if name in self.package.names), None)

    def looks(self) -> StyleSheet:
        """The style sheet as it was."""
        return sheet(self.package)

    def place(self, paragraph: MeasuredParagraph) -> WalkedParagraph:
        """Where a paragraph that was measured stands in the XML."""
        return self._places[id(paragraph)]

    def properties(self, paragraph: MeasuredParagraph) -> Any:
        """A paragraph's own properties."""
        return child(self.place(paragraph).element, "pPr")

    def runs(self, paragraph: MeasuredParagraph, wanted: Sequence[Run]) -> Iterator[Any]:
        """The elements of some of a paragraph's runs."""
        chosen = {id(each) for each in wanted}
        for run, piece in zip(runs(self.place(paragraph).element), paragraph.pieces, strict=False):
            if id(piece) in chosen:
                yield run

    def retext(self, paragraph: MeasuredParagraph, new: str) -> None:
        """Give a paragraph another text: only what differs is written."""
        old = paragraph.text
        start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        ends = old[start:][::-1], new[start:][::-1]
        same = next((at for at, (a, b) in enumerate(zip(*ends, strict=False)) if a != b), min(map(len, ends)))
        if old != new:
            self.respell(paragraph, [(start, len(old) - same, new[start : len(new) - same])])

    def respell(self, paragraph: MeasuredParagraph, changes: Sequence[tuple[int, int, str]]) -> None:
        """Write other characters from one place of a text to another, in whichever runs they stand.

        They take the look of the first they replace. Once in a paragraph: then its places are others.
        """
        children = [(each, said([each])) for run in runs(self.place(paragraph).element) for each in run]
        written = [char for _, text in children for char in text]
        if not changes or not written or id(paragraph) in self._respelt:
            return
        self._respelt.add(id(paragraph))
        for start, stop, new in changes:
            if start == stop:
                at = max(start - 1, 0)
                written[at] = written[at] + new if start else new + written[at]
            else:
                written[start:stop] = [new, *[""] * (stop - start - 1)]
        place = 0
        for element, text in children:
            now, place = "".join(written[place : place + len(text)]), place + len(text)
            if element.tag == W + "t" and now != text:
                set_words(element, now)

    def sections(self) -> Iterator[tuple[Any, Page]]:
        """Each section's element with what was measured of it."""
        found = (each for each in self.root.iter(W + "sectPr") if each.getparent().tag != W + "sectPrChange")
        return zip(found, self.form.pages, strict=False)

    def add_part(self, kind: str, root: Any) -> str:
        """A new part related to the main one; the id of the relation."""
        folder = self.package.main.rpartition("/")[0]
        taken = self.package.names | set(self._roots)
        name = next(each for at in range(1, 9999) if (each := f"{folder}/{kind}{at}.xml") not in taken)
        self._roots[name], self._before[name] = root, b""
        types = self.part(_TYPES)
        etree.SubElement(types, _CONTENT + "Override", PartName=f"/{name}", ContentType=_FORM.format(kind))
        relations = self.part(relations_of(self.package.main))
        ids = {str(each.get("Id")) for each in relations}
        own = next(each for at in range(1, 9999) if (each := f"rId{at}") not in ids)
        target = name.removeprefix(f"{folder}/")
        etree.SubElement(relations, _RELATIONS + "Relationship", Id=own, Type=_KIND + kind, Target=target)
        return own

    def saved(self) -> bytes | None:
        """The whole file with what was changed; None if nothing was.

        Raises:
            Stopped: a part is damaged.
        """
        changed = {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self._roots.items()
            if etree.tostring(root) != self._before[name]
        }
        return self.package.with_parts(changed) if changed else None
