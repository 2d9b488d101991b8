"""Facts -> the facts an audience may see: what is left out here is in no template, and so in no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type
from mzdocs.derive.collation import pinyin_key
from mzdocs.derive.masking import has_identity_number, without_contacts, without_identity_numbers
from mzdocs.model.archive_acts import Publication
from mzdocs.model.client_files import Clients, Household
from mzdocs.model.fields import Facts
from mzdocs.model.station_data import StationData

IDENTITY_IN_KEY = problem_type(
    "MZ1701",
    "户号或编号里有身份证号，遮蔽后无法区分各户",
    "A household or record number holds an identity number: masked, files could not be told apart",
    "改用与身份证号无关的户号（编号）。",
    "Use numbers that have nothing to do with identity numbers.",
    Exit.PRIVACY,
)

Audience = Literal["internal", "reading-room", "public"]

_TO_READERS = "查阅室用　号码已遮蔽"
FREE_TEXT = ("head", "title", "responsible", "note")
_KEYS = {"households": ("客户档案", "rows", "number"), "records": ("管理文件", "record_rows", "number")}


@dataclass(frozen=True)
class PublicEntry:
    """One line of the public list: all that 民发〔2021〕57号, article 24 names."""

    name: str
    members: int
    amount: int


def filtered(data: StationData, audience: Audience) -> StationData:
    """The station's data as this audience may see it. Filtering twice changes nothing.

    Raises:
        Stopped: a number that distinguishes files is made of an identity number.
        ValueError: the public list is asked of data whose identity numbers, and so ages, are already masked.
    """
    return {"internal": _as_it_is, "reading-room": _for_readers, "public": _for_everyone}[audience](data)


def _as_it_is(data: StationData) -> StationData:
    return data


def _for_readers(data: StationData) -> StationData:
    """Numbers masked in every table; nobody learns who else has read."""
    _refuse_telling_keys(data)
    tables = {field.name: getattr(data.clients, field.name) for field in fields(Clients)}
    shown = {
        name: () if name.startswith("consultation") else tuple(map(_masked, rows)) for name, rows in tables.items()
    }
    station = data.station
    communities = tuple(each.model_copy(update={"monitors": ()}) for each in station.communities)
    station = station.model_copy(update={"archive": _masked(station.archive), "communities": communities})
    return replace(data, station=station, clients=Clients(**shown), photos={}, findings=(), secrecy=_TO_READERS)


def _masked(value: Any) -> Any:
    """Facts with every text masked; a table's row number is no text and stays."""
    if not isinstance(value, Facts):
        return value
    texts = {name: text for name in type(value).model_fields if isinstance(text := getattr(value, name, None), str)}
    return value.model_copy(update={name: _masked_text(name, text) for name, text in texts.items()})


def _masked_text(name: str, text: str) -> str:
    """Identity numbers are masked wherever they stand; free text loses telephones and accounts."""
    text = without_identity_numbers(text)
    return without_contacts(text) if name in FREE_TEXT else text


def _refuse_telling_keys(data: StationData) -> None:
    problems: list[Problem] = []
    for name, (table, rows, key) in _KEYS.items():
        for row, facts in zip(getattr(data.clients, rows), getattr(data.clients, name), strict=True):
            if has_identity_number(getattr(facts, key)):
                column = type(facts).model_fields[key].alias or key
                problems.append(IDENTITY_IN_KEY.at(Location(table, row, path=column)))
    if problems:
        raise Stopped(problems)


@dataclass(frozen=True)
class PostedClients(Clients):
    """Households as the public may see them, and the community where each one's line is posted."""

    places: tuple[str, ...] = ()


def _for_everyone(data: StationData) -> StationData:
    """Households on the list, each with four values and no others: asking for one more is an error, not a blank."""
    if isinstance(data.clients, PostedClients):
        return data
    order = {community.name: at for at, community in enumerate(data.station.communities)}
    found = [(each.community, shown) for each in data.clients.households if (shown := _public(each, data))]
    found.sort(key=lambda each: (order.get(each[0], len(order)), each[0], each[1].kind, *_in_list(each[1])))
    station = data.station.model_copy(update={"archive": _masked(data.station.archive), "communities": ()})
    clients = PostedClients(
        tuple(shown for _, shown in found), tuple(range(2, len(found) + 2)), places=tuple(place for place, _ in found)
    )
    return replace(data, station=station, clients=clients, photos={}, findings=())


def _public(household: Household, data: StationData) -> Household | None:
    """What is published of a household; nothing of one that is not on the list."""
    publication = data.station.archive.publication
    if publication is None or not _is_listed(household, data, publication):
        return None
    minor = is_minor(household.identity_number, publication.published_on)
    return Household.model_construct(
        {"head", "kind", "members", "amount"},
        head=surname(household.head) + "*" if minor else household.head,
        kind=household.kind, members=household.members, amount=household.amount,
    )  # fmt: skip


def _is_listed(household: Household, data: StationData, publication: Publication) -> bool:
    """One-time aid is told of once, when it was decided; other aid as long as it is given."""
    if any(each.one_time for each in data.district.archive.classes if each.name == household.kind):
        return publication.tells_of(household.decided_on)
    return household.status == "在保" and household.decided_on <= publication.published_on


def _in_list(household: Household) -> tuple[object, ...]:
    """Only what is printed decides the order: it tells nothing of the table's order or of a hidden given name."""
    return pinyin_key(household.head), household.head, household.members, household.amount


def public_places(data: StationData) -> tuple[str, ...]:
    """The communities that have a list, in the order of the data."""
    published = {each.name for each in data.district.archive.classes if each.published}
    posted = _posted(data)
    kinds = zip(posted.places, posted.households, strict=True)
    return tuple(dict.fromkeys(place for place, household in kinds if household.kind in published))


def public_entries(data: StationData, place: str | None = None) -> Mapping[str, tuple[PublicEntry, ...]]:
    """The public list of each class that has one, by its name, in the district's order of classes; of one community."""
    posted = _posted(data)
    there = [h for at, h in zip(posted.places, posted.households, strict=True) if place in (None, at)]
    lists = {
        each.name: tuple(PublicEntry(h.head, h.members, h.amount) for h in there if h.kind == each.name)
        for each in data.district.archive.classes
        if each.published
    }
    return {name: entries for name, entries in lists.items() if entries}


def _posted(data: StationData) -> PostedClients:
    clients = filtered(data, "public").clients
    assert isinstance(clients, PostedClients)
    return clients


def is_minor(identity_number: str, day: date) -> bool:
    """Under 18 on a day. Full years count from the day after a birthday, so on the birthday itself one still is."""
    if not identity_number[6:14].isdecimal():
        raise ValueError("the age cannot be told from a masked number")
    year, month, born = int(identity_number[6:10]), int(identity_number[10:12]), int(identity_number[12:14])
    return (day.year, day.month, day.day) <= (year + 18, month, born)


_SOLID = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容"
    "仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西壤驷拓跋夹谷宰父谷梁段干百里东郭南门呼延羊舌"
    "微生梁丘左丘东门西门南荣第五令狐轩辕完颜纳兰"
)
_COMPOUND = frozenset(_SOLID[i : i + 2] for i in range(0, len(_SOLID), 2))


def surname(name: str) -> str:
    """The surname of a Chinese name; of a name in another language its first character, which tells no more."""
    return name[:2] if len(name) > 2 and name[:2] in _COMPOUND else name[:1]
