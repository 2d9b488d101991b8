"""The old generation of a station -> what of it goes on in the new one, and what is set aside for its user."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path

from mzdocs.publish.disk import link, remove, sync, sync_folders
from mzdocs.publish.lying_files import file_sum, files_below, is_of_systems
from mzdocs.publish.manifest import MANIFEST
from mzdocs.publish.seal import seal_holds
from mzdocs.publish.switch import MARKS, Way, mark_whole

EDITED = "edited"


@dataclass(frozen=True)
class SetAside:
    """Files of the user's out of a set that is replaced: how many, and where they are now, from the station on.

    `discarded` were delivered, edited by hand, and are not kept.
    """

    folder: Path
    to: str
    files: int
    discarded: int = 0


def complete(way: Way, sets: Sequence[Path], aside: list[SetAside], discard: bool = False) -> None:
    """Give a staged station all that goes on in it of what stands there, and mark it whole.

    `aside` gets what of the sets made now was set aside; to `discard` keeps no file that was delivered and edited.

    Raises:
        OSError: something cannot be carried; `take_back` what `aside` has.
    """
    edited = _next_edited(way.place)
    if way.place.is_dir() and not way.part:
        _carry(way.place, way.staging, frozenset(sets), MARKS)
    for folder in sets if way.place.is_dir() else ():
        name = folder.relative_to(way.place)
        found = [*_of_users(folder, way.staging / name)] if os.path.lexists(folder) else []
        kept = [path for path, delivered in found if not (discard and delivered)]
        _set_aside(folder, kept, way.staging / edited / name)
        if found:
            to = f"{way.place.name}/{(edited / name).as_posix()}"
            aside.append(SetAside(folder, to, len(kept), len(found) - len(kept)))
    sync_folders(way.staging)
    if way.part and (way.staging / edited).is_dir():
        (way.place / EDITED).mkdir(exist_ok=True)
        (way.staging / edited).rename(way.place / edited)
        sync(way.place / EDITED)
    mark_whole(way)
    if not way.part:
        _as_before(way)


def take_back(way: Way, aside: Sequence[SetAside]) -> None:
    """Undo what was set aside already: the set stands as it was."""
    if way.part and aside:
        remove(way.place.parent / aside[0].to.removesuffix(f"/{way.part}"))
        with suppress(OSError):
            (way.place / EDITED).rmdir()


def _as_before(way: Way) -> None:
    """The folder may be read by whom the one that stands there may be; a new one by everyone."""
    if way.place.is_dir():
        shutil.copystat(way.place, way.staging)
        os.utime(way.staging)
    else:
        way.staging.chmod(0o755)


def _carry(old: Path, new: Path, made: Set[Path], left_out: Set[str]) -> None:
    """Give all that stands in the old folder a second name in the new one, but for the sets made now.

    `made` are folders below `old`; `left_out` names what stays behind at the top. What the new one has already stays.
    """
    for name in sorted(set(os.listdir(old)) - left_out):
        here, there = old / name, new / name
        if here in made:
            continue
        if here.is_dir() and not here.is_symlink():
            there.mkdir(mode=0o700, exist_ok=True)
            _carry(here, there, made, frozenset())
            shutil.copystat(here, there)
        elif there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        elif not os.path.lexists(there):
            link(here, there)


def _next_edited(station: Path) -> Path:
    """The folder of today below `edited/` that is not taken yet, as it is called below the station's."""
    today = Path(EDITED) / date.today().isoformat()
    names = chain([today], (today.with_name(f"{today.name}-{number}") for number in count(2)))
    return next(name for name in names if not os.path.lexists(station / name))


def _of_users(old: Path, new: Path) -> Iterator[tuple[Path, bool]]:
    """Of a set that is replaced, every file that is not as it was delivered, nor as it is delivered now.

    Each with whether one of its name was delivered: it is edited then, else it is the user's own.
    """
    if old.is_symlink():
        yield old, False
        return
    if not old.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    listed = _listed(old)
    for path in (each for each in files_below(old) if not is_of_systems(each.name)):
        name, own = path.relative_to(old), file_sum(path)
        if not own or own not in (listed.get(name.as_posix()), _sum_of(new / name)):
            yield path, name.as_posix() in listed


def _set_aside(old: Path, found: Sequence[Path], to: Path) -> None:
    """Link these files of a set to a folder, each at its place; folders may be read by whom theirs could be."""
    for path in found:
        target = to / path.relative_to(old)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        link(path, target)
    for folder in (to, *to.rglob("*/")) if found and not to.is_symlink() else ():
        shutil.copymode(old / folder.relative_to(to), folder)


def _listed(folder: Path) -> dict[str, str]:
    """File -> SHA-256, as the manifest has them, and its own while it is sealed; of one nobody understands nothing.

    Raises:
        OSError: there is one, and it cannot be read: nobody knows which files are the user's.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
        found = {entry["file"]: entry["sha256"] for entry in json.loads(data)["files"]}
    except (FileNotFoundError, IsADirectoryError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return found if seal_holds(data) is False else {**found, MANIFEST: hashlib.sha256(data).hexdigest()}


def _sum_of(path: Path) -> str:
    """The SHA-256 of a file; where there is none, nothing."""
    return file_sum(path) if path.is_file() else ""
