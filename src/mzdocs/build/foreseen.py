"""What a build would make, and what it would take as it stands: before anything is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mzdocs.build.district_common import load_common
from mzdocs.build.pipeline import planned
from mzdocs.build.preparation import prepare
from mzdocs.build.reuse import Reuse
from mzdocs.build.settings import Settings
from mzdocs.core.problems import Problem
from mzdocs.load import Workspace
from mzdocs.plan.document import Document
from mzdocs.render import fitted_sizes


@dataclass(frozen=True)
class Foreseen:
    """How many plans a station has, those that would be made with their sets, and files that would be gone."""

    slug: str
    name: str
    plans: int
    made: tuple[tuple[str, Document], ...]
    gone: tuple[str, ...]
    errors: tuple[Problem, ...] = ()
    """What would keep kinds from being made."""


def foreseen(path: Path, space: Workspace, settings: Settings) -> Foreseen:
    """What a build of a station would do; nothing is written.

    A file that is made of another one counts as made where that one is, though it may come out the same.

    Raises:
        Stopped: with every error of its data.
    """
    prepared = prepare(path, space, load_common(space, strict=settings.strict), settings)
    station = (settings.output or space.output) / path.stem
    reuse = Reuse(station, prepared.station_data.district.year, take=not settings.force)
    plans = [document for kind in prepared.kinds for document in planned(prepared, settings, (kind,))]
    made = _made(plans, reuse)
    kept = {(reuse.folder(each), each.file) for each in (*plans, *(one.document for one in prepared.reprints.files))}
    gone = [
        f"{folder}/{file}"
        for folder in reuse.before.sets
        for file, entry in reuse.listed(folder).items()
        if (folder, file) not in kept and entry.get("kind") in prepared.kinds
    ]
    return Foreseen(
        path.stem,
        prepared.station_data.station.name,
        len(plans),
        tuple((reuse.folder(each), each) for each in made),
        tuple(gone),
        prepared.errors,
    )


def _made(plans: Sequence[Document], reuse: Reuse) -> list[Document]:
    sizes = fitted_sizes(plans)
    taken: dict[str, bytes] = {}
    made = []
    for document in plans:
        sources = (*document.attached, *((document.derived.of,) if document.derived else ()))
        known = all(name in taken for name in sources)
        found = reuse.taken(document, reuse.key(document, sizes, taken)) if known else None
        if found:
            taken[document.file] = found.data
        else:
            made.append(document)
    return made
