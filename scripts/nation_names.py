"""Every real name through gate 1: which streets and communities are refused, and for which reason.

No file is written and none is read but the sample's: the facts of a sample station are given the names of each street
of the nation in turn, and the rules that look at such names look at them. The other rules ask for nothing of a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from data.invent import is_village
from scripts.nation import office_of
from scripts.place_names import RealDistrict

from mzdocs import checks
from mzdocs.build.district_common import load_common
from mzdocs.build.preparation import prepare
from mzdocs.build.settings import Settings
from mzdocs.checks.rule import Rule, Violation
from mzdocs.core.problems import Location, Severity
from mzdocs.core.text import forbidden
from mzdocs.load import Workspace
from mzdocs.load.yaml_text.yaml_syntax import FORBIDDEN_CHARACTER
from mzdocs.model.client_files import NotRead
from mzdocs.model.district import District, Street
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData

ROOT = Path(__file__).parents[1]
_OF_A_STREET = ("MZ1615", "MZ1633", "MZ1975")
"""The office on a badge, the street and the station on plates, two communities of one name."""
_OF_A_COMMUNITY = ("MZ1614", "MZ1993")
"""On a badge, and such as cannot be printed as they stand."""


class Refused(NamedTuple):
    """A name that an error is told of."""

    code: str
    name: str
    place: str


def refused(districts: Iterable[RealDistrict]) -> Iterator[Refused]:
    """What gate 1 refuses, district by district."""
    for real in districts:
        district = _district(real)
        for street, found in zip(district.streets, real.streets, strict=True):
            place = f"{real.place}/{found.name}"
            data = _station(district, street, found.communities)
            for code, each in _broken(_OF_A_STREET, data):
                yield Refused(code, _named(each, found.name, found.communities), place)
            yield from _texts([found.name, *found.communities], place)
        yield from _of_communities(district, real)


def _of_communities(district: District, real: RealDistrict) -> Iterator[Refused]:
    """All of a district's at once: each is looked at by itself, and so the fonts are looked at only once."""
    every = [(name, f"{real.place}/{street.name}") for street in real.streets for name in street.communities]
    data = _station(district, district.streets[0], [name for name, _ in every])
    for code, each in _broken(_OF_A_COMMUNITY, data):
        name, place = every[_index(each)]
        yield Refused(code, name, place)


def _broken(codes: Sequence[str], data: StationData) -> Iterator[tuple[str, Violation]]:
    for rule in _rules(codes):
        with suppress(NotRead):
            yield from ((rule.problem_type.code, each) for each in rule.check(data))


def _texts(names: Sequence[str], place: str) -> Iterator[Refused]:
    """Characters that no text may hold, that no font has, and marks that are not in their standard form."""
    sound = [(Violation(("社区", n, "名称")), name) for n, name in enumerate(names) if forbidden(name) is None]
    yield from (Refused(FORBIDDEN_CHARACTER.code, name, place) for name in names if forbidden(name) is not None)
    told = [*checks.check_glyphs(sound, _at), *checks.check_standard_forms(sound, _at)]
    yield from (
        Refused(each.code, names[int(each.location.file)], place) for each in told if each.severity is Severity.ERROR
    )


def _at(violation: Violation) -> Location:
    return Location(str(_index(violation)))


def _index(violation: Violation) -> int:
    return next(part for part in violation.path if isinstance(part, int))


def _named(violation: Violation, street: str, communities: Sequence[str]) -> str:
    """The name a violation is of: a community's, or the street's."""
    return communities[_index(violation)] if violation.path[0] == "社区" else street


@cache
def _rules(codes: Sequence[str]) -> Sequence[Rule[StationData]]:
    by_code = {rule.problem_type.code: rule for rule in checks.RULES}
    return [by_code[code] for code in codes]


@cache
def _sample() -> StationData:
    """A station of the sample, without its client files."""
    space = Workspace(ROOT)
    path = space.data / "stations" / "taoyuan.yaml"
    return prepare(path, space, load_common(space), Settings(("plaque", "board", "badge"))).station_data


def _district(real: RealDistrict) -> District:
    streets = tuple(
        Street.model_validate(
            {"代码": each.code, "名称": each.name, "办事处": f"{real.name}{office_of(each.name)}",
             "工作站": f"{real.name}{each.name}民政工作站"}
        )
        for each in real.streets
    )  # fmt: skip
    return _sample().district.model_copy(update={"name": real.name, "city": real.city, "streets": streets})


def _station(district: District, street: Street, communities: Iterable[str]) -> StationData:
    station = _sample().station
    like: dict[str, Any] = dict(station.communities[0])
    named = tuple(
        Community.model_construct(
            **{**like, "code": f"{n:03d}", "name": name, "kind": "村" if is_village(name) else "社区"}
        )
        for n, name in enumerate(communities, 1)
    )
    facts = {"street": street.code, "name": street.station, "communities": named}
    return replace(_sample(), district=district, station=station.model_copy(update=facts))
