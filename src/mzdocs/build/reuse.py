"""Plans, and what stands delivered -> the files that need not be made again (docs/manifest.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from mzdocs.build.spool import Spool
from mzdocs.build.toolchain import toolchain
from mzdocs.core.problems import Stopped
from mzdocs.core.units import Length
from mzdocs.model.secret_texts import KeptBack
from mzdocs.plan.document import Document
from mzdocs.plan.sums import Sums
from mzdocs.publish import manifest
from mzdocs.publish.record import Action, SetRecord, StationRecord, read_record
from mzdocs.publish.set_folders import set_folder
from mzdocs.render.design_files import design_sum

_APART = ("title", "sheet", "issued", "theme", "assets", "expects", "order")
"""Fields of a plan that are parts of their own; those of `fields` and of `parts` are too, the rest is one part."""
_OPENED = ("fields", "parts", "attached", "derived")


@dataclass(frozen=True)
class FileKey:
    """What the bytes of a file depend on: keyed sums by name, and the one of them all."""

    key: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Taken:
    """A delivered file that need not be made: its bytes, what its manifest and its record say of it."""

    data: bytes
    entry: Mapping[str, Any]
    action: Action


class Reuse:
    """What stands in a station's folder, for one build of it; with `take` off nothing is taken from there.

    `spool` holds the files of the build until they are written.
    """

    def __init__(self, station: Path, year: int, take: bool = True) -> None:
        self.before = read_record(station) or StationRecord(token_hex(16))
        self.station, self._year, self._take = station, year, take
        self.spool = Spool(station.parent)
        self._sums = Sums()
        self._entries: dict[str, Mapping[str, Mapping[str, Any]]] = {}

    def key(self, document: Document, sizes: Mapping[str, Length], sources: Mapping[str, bytes]) -> FileKey:
        """What a plan's bytes depend on: also the type size of its series, and the files it is made of.

        Raises:
            Stopped: a file it is made of could not be made; that is told already.
        """
        parts = {
            name: self.before.keyed(name.encode(), digest)[:16]
            for name, digest in sorted(self._parts(document, sizes, sources))
        }
        return FileKey(self.before.keyed(*(text.encode() for pair in parts.items() for text in pair)), parts)

    def _parts(
        self, document: Document, sizes: Mapping[str, Length], sources: Mapping[str, bytes]
    ) -> Iterator[tuple[str, bytes]]:
        yield from toolchain().items()
        yield from ((name, self._sums.of(getattr(document, name))) for name in _APART)
        rest = [each.name for each in fields(document) if each.name not in (*_APART, *_OPENED)]
        yield "plan", sha256(b"".join(self._sums.of(getattr(document, name)) for name in rest)).digest()
        yield from ((f"fields.{name}", self._sums.of(value)) for name, value in document.fields.items())
        for number, part in enumerate(document.parts):
            yield f"part{number}.records", self._sums.of(part.records)
            yield f"part{number}.fields", self._sums.of((part.template, part.fields))
        templates = (document.template, *(one.template for one in document.parts))
        folders = {document.kind, *(each.partition("/")[0] for each in templates)}  # a part has the rules of its kind
        yield "design", b"".join(design_sum(folder, document.theme) for folder in sorted(folders))
        if document.copyfitting:
            yield "fitted", str(sizes[document.copyfitting.series]).encode()
        if document.derived:
            if document.derived.of not in sources:
                raise Stopped([])
            yield "source", self._sums.of(document.derived) + sha256(sources[document.derived.of]).digest()
        if document.attached:
            attached = (name.encode() + sha256(sources.get(name, b"")).digest() for name in document.attached)
            yield "attached", b"".join(attached)

    def taken(self, document: Document, key: FileKey) -> Taken | None:
        """The delivered file of a plan, if it was made of all the same and is still what was delivered."""
        stands = self.stands(document)
        return stands if stands and stands.action.key == key.key else None

    def stands(self, document: Document) -> Taken | None:
        """The file of a plan's name that was delivered, if it is still as it was."""
        folder = self.folder(document)
        action = self.before.sets.get(folder, SetRecord()).actions.get(document.file)
        entry = self.listed(folder).get(document.file) if self._take and action else None
        if action is None or entry is None:
            return None
        try:
            data = (self.station / folder / document.file).read_bytes()
        except OSError:
            return None
        return Taken(data, entry, action) if sha256(data).hexdigest() == action.out else None

    def made_of(self, document: Document, action: Action) -> bool:
        """Whether a file that was delivered was made of the one that was delivered beside it."""
        assert document.derived
        beside = self.before.sets.get(self.folder(document), SetRecord()).outs.get(document.derived.of, "")
        source = self._sums.of(document.derived) + bytes.fromhex(beside)
        return action.parts.get("source") == self.before.keyed(b"source", source)[:16]

    def seen(self, secrets: KeptBack) -> str:
        """The keyed sum of what is looked for in what others may see."""
        both = {"readers": secrets.from_readers, "everyone": secrets.from_everyone}
        parts = (part for who, some in both.items() for one in some for part in (who, one.kind, *sorted(one.texts)))
        return self.before.keyed(*(part.encode() for part in parts))

    def folder(self, document: Document) -> str:
        """The set a plan's file goes to, below the station's folder."""
        return set_folder(self.station, document.set, self._year).relative_to(self.station).as_posix()

    def listed(self, folder: str) -> Mapping[str, Mapping[str, Any]]:
        """What the manifest of a set that stands there says of each file; one that was changed says nothing."""
        if folder not in self._entries:
            there, known = self.station / folder, self.before.sets.get(folder, SetRecord()).manifest
            self._entries[folder] = manifest.entries(there) if known == manifest.sum_of(there) != "" else {}
        return self._entries[folder]
