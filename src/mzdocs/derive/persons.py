"""Who is meant where the data name a person: by code, or by a name that only one bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mzdocs.model.people import Assessed, Member, Monitor, Whom
from mzdocs.model.station import Community, Station


@dataclass(frozen=True)
class Person:
    """One of a station's people: the code, the name, the post or the community, where the data have it."""

    whom: Whom
    code: str
    name: str
    place: str
    path: tuple[str | int, ...]


def monitor_code(community: Community, monitor: Monitor) -> str:
    """What data call a monitor by: the community's code and the serial in it, as the badge's number ends."""
    return f"{community.code}-{monitor.serial}"


def members(station: Station) -> Iterator[Person]:
    """The staff, in the order of the data."""
    return (_member(i, member) for i, member in enumerate(station.staff))


def _member(i: int, member: Member) -> Person:
    return Person("工作人员", member.code, member.name, member.post, ("人员", i))


def monitors(station: Station) -> Iterator[Person]:
    """The monitors, community by community."""
    return (
        Person("信息监督员", monitor_code(community, monitor), monitor.name, community.name, ("社区", c, "监督员", m))
        for c, community in enumerate(station.communities)
        for m, monitor in enumerate(community.monitors)
    )


def people(station: Station, whom: Whom) -> tuple[Person, ...]:
    """The staff or the monitors, those who left among them."""
    return tuple(members(station) if whom == "工作人员" else monitors(station))


def everybody(station: Station) -> Iterator[Person]:
    """The staff, then the monitors: no code of one is a code of another."""
    yield from members(station)
    yield from monitors(station)


def named(among: Iterable[Person], code: str | None, name: str | None) -> list[Person]:
    """Those whom a code or a name can mean; a code means one at most, whatever name stands beside it."""
    if code is not None:
        return [person for person in among if person.code == code]
    return [person for person in among if person.name == name]


def assessed_person(station: Station, assessed: Assessed) -> Person | None:
    """Whom an assessment is of; nobody where it names none or several."""
    found = named(people(station, assessed.whom), assessed.code, assessed.name)
    return found[0] if len(found) == 1 else None


def card_bearers(station: Station) -> tuple[Member, ...]:
    """Those of the staff who get a card: ordered for them, and in post on the day the signs are of."""
    return tuple(member for member in station.staff if member.card and member.in_post_on(station.issued_on))


def staff_number(region: str, street: str, code: str) -> str:
    """The number on a staff member's card: region 6, street 3, person 2; one group shorter than a monitor's."""
    return f"{region}-{street}-{code}"
