"""Finished files -> whether they agree with the data and with each other, file by file.

Every file is planned again from the data: what it may say and what it must say follow from its plan. What is read
in it and is not in the plan is reported with its page, paragraph or cell, and with the nearest value of the data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mzdocs.audit.agree import disagreements
from mzdocs.audit.data_index import DataIndex, leaves_of
from mzdocs.audit.results import NOTHING_BUILT, STALE, AuditResult, Disagreement, FileResult
from mzdocs.audit.set_audit import audit_folder
from mzdocs.build import pipeline
from mzdocs.build.district_common import Common, load_common
from mzdocs.build.gathered import gather
from mzdocs.build.preparation import Prepared, prepare
from mzdocs.build.settings import Settings
from mzdocs.core.libraries import versions
from mzdocs.core.problems import Location, Problem, Stopped
from mzdocs.kinds import KINDS, SHOP, of_sets
from mzdocs.kinds.badge import made_again
from mzdocs.kinds.paper import plan_district
from mzdocs.load import Workspace
from mzdocs.load.workspace import RESERVED, beneath, read_bytes
from mzdocs.plan.document import READING_ROOM, Document, Set
from mzdocs.publish.record import made_from
from mzdocs.publish.set_folders import YEARLY, set_folder, shown

__all__ = [
    "AuditResult",
    "DataIndex",
    "Disagreement",
    "FileResult",
    "audit_all",
    "audit_district",
    "audit_folder",
    "audit_station",
    "leaves_of",
]  # fmt: skip

_READERS = Settings(of_sets("archive"), audience="reading-room")
_SETS = {kind.set: kind.for_shop for kind in KINDS.values()}
"""The sets of the table, and whether a shop receives them: the others are planned from the client files."""


@dataclass(frozen=True)
class _Set:
    """A set that was built, and what it would be built from now."""

    name: Set
    folder: Path
    made_from: Mapping[str, str]
    documents: Sequence[Document]
    issued: Mapping[str, str] = field(default_factory=dict)


def audit_all(paths: Sequence[Path], space: Workspace, output: Path) -> list[AuditResult]:
    """Stations one after the other.

    Raises:
        Stopped: the data of one do not pass gate 1: files can be result by sound data only.
    """
    common = load_common(space)
    return [audit_station(path, space, common, output) for path in paths]


def audit_station(path: Path, space: Workspace, common: Common, output: Path) -> AuditResult:
    """Every set of a station that was built; of a closed year those that are of a year.

    Raises:
        Stopped: its data have errors, or nothing is built yet.
    """
    folder, year = output / path.stem, common.district.year
    expected = list(_sets_built(folder, year, space.year is not None))
    if not expected:
        raise Stopped([NOTHING_BUILT.at(Location(path.stem))])
    prepared = [(names, settings, prepare(path, space, common, settings)) for names, settings in expected]
    sets = [one for names, settings, each in prepared for one in _planned(names, each, settings, folder)]
    station_data = prepared[0][2].station_data
    data_index = DataIndex(tuple(leaves_of(station_data.district, station_data.station, station_data.clients)))
    return _audit(path.stem, station_data.station.name, sets, data_index, space)


def audit_district(space: Workspace, output: Path) -> AuditResult | None:
    """The district's own papers, if they were built.

    Raises:
        Stopped: the district's file has errors, or two stations are of one street.
    """
    if not any((output / RESERVED / name).is_dir() for name in YEARLY):
        return None
    gathered = gather(space, Settings(("paper",)))
    district_data = gathered.district_data
    folder = set_folder(output / RESERVED, "reports", district_data.district.year)
    if not folder.is_dir():
        return None
    stations = (leaf for each in district_data.stations.values() for leaf in leaves_of(each.district, each.station))
    data_index = DataIndex((*leaves_of(district_data.district), *stations))
    again = gathered.reprints
    documents = [each for each in plan_district(district_data) if each.name not in again.kept_out]
    papers = _Set("reports", folder, gathered.made_from, documents, again.sums)
    return _audit(RESERVED, f"{district_data.district.city}{district_data.district.name}", [papers], data_index, space)


def _audit(slug: str, name: str, sets: Sequence[_Set], data_index: DataIndex, space: Workspace) -> AuditResult:
    files = tuple(
        result
        for one in sets
        for result in audit_folder(one.name, one.folder, one.documents, data_index, versions(), one.issued)
    )
    notices = tuple(problem for one in sets for problem in _stale(one, space))
    return AuditResult(slug, name, files, notices, disagreements(files))


def _sets_built(folder: Path, year: int, closed: bool) -> Iterator[tuple[list[Set], Settings]]:
    """The sets that were built; the client files are opened only where something was made of them."""
    judged = YEARLY if closed else _SETS.keys()
    names = [name for name in _SETS if name in judged and set_folder(folder, name, year).is_dir()]
    if names:
        kinds = SHOP if all(_SETS[name] for name in names) else tuple(KINDS)
        yield names, Settings(kinds, ofd=any(set_folder(folder, "archive", year).glob("*.ofd")))
    if not closed and (folder / READING_ROOM).is_dir():
        yield [READING_ROOM], _READERS


def _planned(names: Sequence[Set], prepared: Prepared, settings: Settings, folder: Path) -> Iterator[_Set]:
    documents = pipeline.planned(prepared, settings)
    made_from = {**prepared.made_from, **prepared.wordings_from}
    for name in names:
        place = set_folder(folder, name, prepared.station_data.district.year)
        again = list(made_again(prepared.station_data, _files(place)) if name == _WORN else ())
        issued = prepared.reprints.sums if name == "reports" else {}
        yield _Set(name, place, made_from, [*(each for each in documents if each.set == name), *again], issued)


_WORN = KINDS["badge"].set


def _files(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.iterdir())


def _stale(one: _Set, space: Workspace) -> Iterator[Problem]:
    """Files of the data that are no longer what the set was made from; signage is not made from tables."""
    sums = made_from(one.folder) or {}
    changed = [name for name, sum in sums.items() if (one.made_from.get(name) or _sum(space, name)) != sum]
    names = [name for name in changed if not (name.endswith(".csv") and one.name == "signage")]
    if names:
        yield STALE.at(Location(shown(one.folder)), data="、".join(names))


def _sum(space: Workspace, name: object) -> str:
    """Of a file of the data; a record may say anything."""
    try:
        path = beneath(space.data, str(name).removeprefix("data/"))
        return hashlib.sha256(read_bytes(path, str(name))).hexdigest() if path else ""
    except (Stopped, OSError, ValueError):
        return ""
