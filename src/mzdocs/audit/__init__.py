"""Finished files -> whether they agree with the data and with each other, file by file.

Every file is planned again from the data: what it may say and what it must say follow from its plan. What is read
in it and is not in the plan is told with its page, paragraph or cell, and with the nearest value of the data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mzdocs import build, deliver
from mzdocs.audit.agree import disagreements
from mzdocs.audit.folder import audit_folder
from mzdocs.audit.known import Known, leaves_of
from mzdocs.audit.results import NOTHING_BUILT, STALE, Audited, Disagreement, Judged
from mzdocs.build import Common, Prepared, Settings
from mzdocs.document import Document
from mzdocs.kinds import KINDS, SIGNAGE
from mzdocs.load import Workspace
from mzdocs.problems import Place, Problem, Stopped

__all__ = ["Audited", "Disagreement", "Judged", "Known", "audit_all", "audit_folder", "audit_station", "leaves_of"]

_READERS = Settings(("archive", "household"), audience="reading-room")
_OF_CLIENTS = ("archive", "public", "reports")


@dataclass(frozen=True)
class _Set:
    """A set that was built, and what it would be built from now."""

    folder: Path
    prepared: Prepared
    documents: Sequence[Document]


def audit_all(paths: Sequence[Path], space: Workspace, output: Path) -> list[Audited]:
    """Stations one after the other.

    Raises:
        Stopped: the data of one do not pass gate 1: files can be judged by sound data only.
    """
    common = build.load_common(space)
    return [audit_station(path, space, common, output) for path in paths]


def audit_station(path: Path, space: Workspace, common: Common, output: Path) -> Audited:
    """Every set of a station that was built.

    Raises:
        Stopped: its data have errors, or nothing is built yet.
    """
    sets = list(_sets(path, space, common, output / path.stem))
    if not sets:
        raise Stopped([NOTHING_BUILT.at(Place(path.stem))])
    dossier = sets[0].prepared.dossier
    known = Known(tuple(leaves_of(dossier.district, dossier.station, dossier.clients)))
    versions = build.versions()
    files = tuple(judged for one in sets for judged in audit_folder(one.folder, one.documents, known, versions))
    notices = tuple(problem for one in sets for problem in _stale(one, space))
    return Audited(path.stem, dossier.station.name, files, notices, disagreements(files))


def _sets(path: Path, space: Workspace, common: Common, folder: Path) -> Iterator[_Set]:
    """The client files are opened only where something was made of them."""
    private = any((folder / name).is_dir() for name in _OF_CLIENTS)
    names = [name for name in ("signage", *_OF_CLIENTS) if (folder / name).is_dir()]
    if names:
        settings = Settings(tuple(KINDS) if private else SIGNAGE)
        yield from _planned(names, build.prepare(path, space, common, settings), settings, folder)
    if (folder / "archive-reading-room").is_dir():
        yield from _planned(["archive-reading-room"], build.prepare(path, space, common, _READERS), _READERS, folder)


def _planned(names: Sequence[str], prepared: Prepared, settings: Settings, folder: Path) -> Iterator[_Set]:
    documents = build.planned(prepared, settings)
    for name in names:
        yield _Set(folder / name, prepared, [each for each in documents if each.set == name])


def _stale(one: _Set, space: Workspace) -> Iterator[Problem]:
    """Files of the data that are no longer what the set was made from; signage is not made from tables."""
    try:
        made_from = deliver.about(one.folder).get("made_from")
    except Stopped:
        return
    now = {**one.prepared.made_from, **one.prepared.wordings_from}
    sums = made_from.items() if isinstance(made_from, dict) else ()
    changed = [name for name, sum in sums if (now.get(name) or _sum(space.root / name)) != sum]
    names = [name for name in changed if not (name.endswith(".csv") and one.folder.name == "signage")]
    if names:
        yield STALE.at(Place(f"{one.prepared.slug}/{one.folder.name}"), data="、".join(names))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
