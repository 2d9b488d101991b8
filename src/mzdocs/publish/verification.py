"""A folder or zip that was delivered -> what in it is no longer as it was; no data file is needed."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.problems import Location, Problem, Sentence, reason
from mzdocs.plan.document import SETS
from mzdocs.publish.lock import LOCK, refuse_while_built
from mzdocs.publish.lying_files import is_of_systems
from mzdocs.publish.manifest import MANIFEST, SUMS
from mzdocs.publish.record import RECORD
from mzdocs.publish.switch import STAGING
from mzdocs.publish.verified_files import LEFT_OVER, NOT_DELIVERED, NOT_OURS, UNREAD, Checked, failed
from mzdocs.publish.verified_sets import check_set, check_station, check_unpacked
from mzdocs.publish.verified_zip import check_zip


@dataclass(frozen=True)
class Verified:
    """One station, set or bundle that was looked at: how many files and bytes are as they were delivered, what is not,
    and what could not be compared.
    """

    name: str
    files: int
    size: int
    problems: tuple[Problem, ...]
    not_run: tuple[Sentence, ...] = ()


def verify(path: Path, closed: Set[str]) -> Iterator[Verified]:
    """Each station of an output folder; or the one station, set, unpacked bundle or zip a path is.

    `closed` are the sets that only their owner may open.

    Raises:
        Stopped: a build is at work there.
    """
    refuse_while_built(path)
    try:
        yield from _verified(path, closed)
    except OSError as error:
        yield _told(path.name, failed(UNREAD.at(Location(path.name), reason=reason(error))))


def _verified(path: Path, closed: Set[str]) -> Iterator[Verified]:
    if not path.is_dir():
        yield _told(path.name, check_zip(path) if path.is_file() else _nothing(path))
    elif (path / MANIFEST).exists():
        yield _told(path.name, check_set(path, path.parent, closed))
    elif (path / SUMS).exists():
        yield _told(path.name, check_unpacked(path))
    elif is_station(path):
        yield _told(path.name, check_station(path, closed))
    else:
        yield from _output(path, closed)


def is_station(folder: Path) -> bool:
    """Whether sets were ever put in place in it."""
    sets = (folder / name for name in SETS)
    return (folder / RECORD).exists() or any(
        (one / MANIFEST).exists() or any(one.glob(f"*/{MANIFEST}")) for one in sets
    )


def _output(folder: Path, closed: Set[str]) -> Iterator[Verified]:
    found = sorted(path for path in folder.iterdir() if path.name != LOCK and not path.name.startswith(".old-"))
    stations = [path for path in found if path.is_dir() and not path.name.startswith(".") and is_station(path)]
    for path in stations:
        yield _told(path.name, check_station(path, closed))
    others = [path for path in found if path not in stations and not is_of_systems(path.name)]
    if not stations:
        yield _told(folder.name, _nothing(folder))
    elif others:
        yield _told(folder.name, Checked(problems=tuple(map(_told_beside, others))))


def _told_beside(path: Path) -> Problem:
    """A folder beside the stations: half made, or nothing of ours."""
    return (LEFT_OVER if STAGING.fullmatch(path.name) else NOT_OURS).at(Location(path.name))


def _nothing(path: Path) -> Checked:
    return failed(NOT_DELIVERED.at(Location(path.name)))


def _told(name: str, checked: Checked) -> Verified:
    return Verified(name, checked.files, checked.size, checked.problems, checked.not_run)
