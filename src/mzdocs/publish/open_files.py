"""A station's delivered sets that may be shown to anybody -> their files, each by its set and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mzdocs.plan.document import SETS
from mzdocs.publish import manifest
from mzdocs.publish.set_folders import set_folder


@dataclass(frozen=True)
class OpenFile:
    """A delivered file: its set's folder and its name, and what the manifest says of it.

    `head` is the file it was made of in the end, by its name; its own where it was made of the data.
    """

    folder: str
    name: str
    entry: Mapping[str, Any]
    head: str

    @property
    def path(self) -> str:
        """Below the station's folder: `signage/plaque-plate.pdf`."""
        return f"{self.folder}/{self.name}"

    @property
    def sha256(self) -> str:
        """The sum of its bytes."""
        return str(self.entry["sha256"])

    @property
    def shown(self) -> bool:
        """Whether it has pages to look at, and is made of no other."""
        return self.head == self.name and self.name.endswith(".pdf")


def open_files(station: Path, year: int, closed: Set[str]) -> list[OpenFile]:
    """Every file of the sets that are not closed, as their manifests list them; none is opened.

    Raises:
        Stopped: a manifest was changed.
    """
    folders = {name: set_folder(station, name, year) for name in SETS if name not in closed}
    return [
        each
        for folder in folders.values()
        if (folder / manifest.MANIFEST).is_file()
        for each in _files(folder.relative_to(station).as_posix(), manifest.entries(folder))
    ]


def _files(folder: str, entries: Mapping[str, Mapping[str, object]]) -> Iterator[OpenFile]:
    for name, entry in sorted(entries.items()):
        yield OpenFile(folder, name, entry, _head(name, entries))


def _head(name: str, entries: Mapping[str, Mapping[str, object]]) -> str:
    """Where the steps by which it was made began; a list whose steps lead in a circle ends them where it is."""
    for _ in entries:
        of = entries[name].get("made_from")
        if of not in entries:
            break
        name = str(of)
    return name
