"""The parts of an OFD -> its document: pages, resources, attachments, annotations; what is not there is empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from mzdocs.gbt33190.ofd_package import OfdPackage, UnreadPart, below, inner, located, named, said_in

ENTRY = "OFD.xml"
ResourcePlace = Literal["public", "document", "page"]
_LOCATIONS = frozenset({
    "DocRoot", "PublicRes", "DocumentRes", "PageRes", "Annotations", "Attachments", "CustomTags", "Extensions",
    "Signatures", "Versions", "FontFile", "MediaFile", "FileLoc", "Thumbnail", "Substitution", "Cover", "BaseLoc",
    "SchemaLoc", "SignedValue", "ExtendData",
})  # fmt: skip
"""Elements whose text is a location (GB/T 33190, 7)."""


@dataclass(frozen=True)
class OfdResource:
    """What other objects use by its number: its element, where it is declared, its file if it has one."""

    id: str
    element: Any
    place: ResourcePlace
    part: str
    file: str | None = None

    @property
    def kind(self) -> str:
        """Font, MultiMedia, ColorSpace, DrawParam or CompositeGraphicUnit."""
        return named(self.element)


@dataclass(frozen=True)
class PageEntry:
    """A page or a template as the document lists it."""

    id: str
    part: str | None
    number: int


@dataclass
class OfdTree:
    """One OFD; `unread` gathers the parts that could not be read on the way.

    Raises:
        UnreadPart: its entry or its document cannot be read.
    """

    package: OfdPackage
    unread: list[UnreadPart] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entry = self.package.xml(ENTRY)
        self.bodies = list(below(self.entry, "DocBody"))
        self.body = self.bodies[0] if self.bodies else None
        self.part = located(ENTRY, said_in(self.body, "DocRoot")) or ""
        self.root = self.package.xml(self.part)

    def opened(self, part: str | None) -> Any | None:
        """The root of a part, or nothing of one that cannot be read: that is told once, by the rules on parts."""
        if not part:
            return None
        try:
            return self.package.xml(part)
        except UnreadPart as unread:
            if unread.part not in {each.part for each in self.unread}:
                self.unread.append(unread)
            return None

    @cached_property
    def common(self) -> Any | None:
        """What all pages share."""
        return inner(self.root, "CommonData")

    @cached_property
    def pages(self) -> Sequence[PageEntry]:
        """The pages in the order of the document."""
        listed = inner(self.root, "Pages")
        return tuple(self._entries(below(listed, "Page") if listed is not None else ()))

    @cached_property
    def templates(self) -> Sequence[PageEntry]:
        """Pages that stand under or over others."""
        return tuple(self._entries(below(self.common, "TemplatePage") if self.common is not None else ()))

    def _entries(self, listed: Any) -> Iterator[PageEntry]:
        for number, each in enumerate(listed, 1):
            yield PageEntry(each.get("ID", ""), located(self.part, each.get("BaseLoc", "")), number)

    @cached_property
    def resource_parts(self) -> Sequence[tuple[str, ResourcePlace]]:
        """The parts that declare resources for the whole document."""
        found: list[tuple[str, ResourcePlace]] = []
        for each in below(self.common, "PublicRes", "DocumentRes") if self.common is not None else ():
            part = located(self.part, each.text or "")
            if part:
                found.append((part, "public" if named(each) == "PublicRes" else "document"))
        return tuple(found)

    @cached_property
    def resources(self) -> dict[str, OfdResource]:
        """Those of the whole document by number."""
        return {
            each.id: each
            for part, place in self.resource_parts
            for each in self.declared(self.opened(part), part, place)
        }

    def page_resources(self, root: Any, part: str) -> list[OfdResource]:
        """Those of one page."""
        parts = [located(part, each.text or "") for each in below(root, "PageRes")]
        return [one for each in parts if each for one in self.declared(self.opened(each), each, "page")]

    def declared(self, root: Any, part: str, place: ResourcePlace) -> Iterator[OfdResource]:
        """What a part of resources declares."""
        for group in below(root) if root is not None else ():
            for each in below(group):
                file = next((said_in(each, name) for name in ("FontFile", "MediaFile") if said_in(each, name)), "")
                file = file or each.get("Profile", "")
                yield OfdResource(each.get("ID", ""), each, place, part, self.file_of(root, part, file))

    def file_of(self, root: Any, part: str, said: str) -> str | None:
        """The part a location in a resource means: within its BaseLoc, or beside the part itself."""
        if not said:
            return None
        base = located(part, f"{root.get('BaseLoc', '.')}/x") or part
        found = located(base, said)
        beside = located(part, said)
        return beside if found not in self.package.names and beside in self.package.names else found

    @cached_property
    def annotation_parts(self) -> Sequence[str]:
        """The parts with the annotations of each page."""
        part = located(self.part, said_in(self.root, "Annotations"))
        root = self.opened(part)
        listed = below(root, "Page") if root is not None else ()
        return tuple(found for each in listed if (found := located(part or "", said_in(each, "FileLoc"))))

    @cached_property
    def attachments(self) -> Sequence[tuple[Any, str | None]]:
        """Each as it is listed, and its file."""
        part = located(self.part, said_in(self.root, "Attachments"))
        root = self.opened(part)
        listed = below(root, "Attachment") if root is not None else ()
        return tuple((each, located(part or "", said_in(each, "FileLoc"))) for each in listed)


def locations(root: Any, part: str) -> Iterator[tuple[str, str | None]]:
    """Every location that a part names, as it is written, and the part it means; of pages use their resources only."""
    inside = root.get("BaseLoc") if named(root) == "Res" else None
    for element in root.iter():
        written = [element.text or ""] if named(element) in _LOCATIONS else []
        if named(root) != "Res" or element is not root:
            written += [element.get("BaseLoc", ""), element.get("Profile", ""), element.get("FileRef", "")]
        for said in (each.strip() for each in written):
            if said:
                base = f"{inside}/{said}" if inside and not said.startswith("/") else said
                yield said, located(part, base)
