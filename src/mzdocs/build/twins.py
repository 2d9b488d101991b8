"""Stations that share what must be a station's own: badges or reports would bear one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from mzdocs.core.problems import Location, Problem, problem_type

if TYPE_CHECKING:
    from mzdocs.model.station import Station

TWIN = problem_type(
    "MZ1415",
    "“{value}”与工作站 {other} 的相同",
    "{value} is the same as that of station {other}",
    "改为本站自己的街道代码、报告序号、全宗号、发文字号。",
    "Use a street code, a report serial, a fonds code and document numbers of its own.",
)
_STREET = "街道代码"
Own = tuple[tuple[str, str], ...]
"""Path of a fact -> its value, of what no other station may have."""


def own_numbers(station: Station) -> Own:
    """What must be this station's alone."""
    found = (
        (_STREET, station.street),
        ("检查.序号", station.inspection and station.inspection.serial),
        *(("公文.发文字号", paper.number) for paper in station.papers),
        ("档案.全宗号", station.archive.fonds_code if station.gives("archive") else None),
    )
    return tuple((path, str(value)) for path, value in found if value is not None)


def twins(stations: Iterable[tuple[str, Own]]) -> Iterator[Problem]:
    """Every number that a station, given by its data file, has and another before it had.

    Two stations of one street were copied from each other: that explains all else they share, and is told alone.
    """
    owners: dict[tuple[str, str], str] = {}
    for file, own in stations:
        of_its_street = ""
        for path, value in own:
            owner = owners.setdefault((path, value), file)
            if owner not in (file, of_its_street):
                yield TWIN.at(Location(file, path=path), value=value, other=PurePath(owner).stem)
            if owner != file and path == _STREET:
                of_its_street = owner
