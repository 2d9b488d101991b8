"""An OFD that is being judged: its tree, what its pages were found to use, and how problems of it are located."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from mzdocs.core.problems import Location
from mzdocs.gbt33190.font_program import FontProgram, NoFont
from mzdocs.gbt33190.ofd_package import UnreadPart, below, inner, named
from mzdocs.gbt33190.ofd_tree import ENTRY, OfdResource, OfdTree, locations
from mzdocs.gbt33190.page_content import ContentPart

_USES = ("Font", "ResourceID", "DrawParam", "ColorSpace", "Substitution", "ImageMask", "Thumbnail")
_KINDS = {"Font": "Font", "DrawParam": "DrawParam", "ColorSpace": "ColorSpace"}


@dataclass
class JudgedOfd:
    """Pages are read one after the other and let go; what outlives them is gathered here.

    `numbers` counts each object number, `used` are the pages by what they use, `local` the resources of single pages,
    `named_in` the locations that each page names.
    """

    tree: OfdTree
    file: Location
    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    used: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    local: dict[str, OfdResource] = field(default_factory=dict)
    actions: list[tuple[str, Any]] = field(default_factory=list)
    named_in: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
    _programs: dict[str, FontProgram | NoFont | None] = field(default_factory=dict, init=False)

    def at(self, where: str) -> Location:
        """A place in the file, told by its part or its page."""
        return replace(self.file, path=where)

    def contents(self) -> Iterator[ContentPart]:
        """Every page, template, composite unit and annotation, each read as it comes."""
        tree = self.tree
        for name, entries in (("t", tree.templates), ("p", tree.pages)):
            for entry in entries:
                root = tree.opened(entry.part)
                if root is not None:
                    self.named_in[entry.part or ""] = list(locations(root, entry.part or ""))
                    self.local |= {each.id: each for each in tree.page_resources(root, entry.part or "")}
                    content = inner(root, "Content")
                    layers = list(below(content, "Layer")) if content is not None else []
                    yield ContentPart(f"{name}{entry.number}", entry.part or "", layers, root)
        for resource in (*tree.resources.values(), *self.local.values()):
            if resource.kind == "CompositeGraphicUnit":
                held = list(below(resource.element, "Content"))
                yield ContentPart(f"{resource.part} {resource.id}", resource.part, held)
        for part in tree.annotation_parts:
            root = tree.opened(part)
            for annotation in below(root, "Annot") if root is not None else ():
                yield ContentPart(f"{part} {annotation.get('ID', '')}", part, list(below(annotation, "Appearance")))

    def gather(self, content: ContentPart) -> None:
        """Note what a page declares and uses."""
        for root in [content.page] if content.page is not None else content.roots:
            for element in root.iter():
                name = named(element)
                if element.get("ID"):
                    self.numbers[element.get("ID")] += 1
                for use in _USES:
                    if element.get(use):
                        self.used[_KINDS.get(use, "media"), element.get(use)].add(content.where)
                if name == "Template":
                    self.used["TemplatePage", element.get("TemplateID", "")].add(content.where)
                elif name == "Action":
                    self.actions.append((content.where, element))

    @cached_property
    def parts(self) -> tuple[frozenset[str], list[tuple[str, str]]]:
        """The parts that are reached from the entry, and what is named on the way and not there."""
        package, reached, missing = self.tree.package, {ENTRY}, list[tuple[str, str]]()
        todo = [ENTRY]
        while todo:
            part = todo.pop()
            for said, meant in self._locations(part):
                found = meant if meant in package.names else package.folded.get((meant or "").casefold())
                if found is None:
                    missing.append((part, said))
                elif found not in reached:
                    reached.add(found)
                    todo.append(found)
        return frozenset(reached), missing

    def _locations(self, part: str) -> Iterable[tuple[str, str | None]]:
        """What a part names; pages were asked when they were read."""
        if part in self.named_in:
            return self.named_in[part]
        root = self.tree.opened(part) if part.lower().endswith(".xml") else None
        return locations(root, part) if root is not None else ()

    def resource(self, number: str | None) -> OfdResource | None:
        """What is declared under a number."""
        return self.tree.resources.get(number or "") or self.local.get(number or "")

    def program(self, number: str | None) -> FontProgram | NoFont | None:
        """The font program a text is set in, why it cannot be read, or nothing where none is embedded."""
        number = number or ""
        if number not in self._programs:
            self._programs[number] = self._opened(self.resource(number))
        return self._programs[number]

    def _opened(self, font: OfdResource | None) -> FontProgram | NoFont | None:
        if font is None or font.file is None or font.kind != "Font":
            return None
        try:
            return FontProgram(self.tree.package.read(font.file))
        except (UnreadPart, NoFont) as unread:
            return unread if isinstance(unread, NoFont) else None
