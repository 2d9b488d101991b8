"""A station's equipment, vehicles and facilities -> what the standard's 设施设备 asks and is missing, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.likely import likely
from mzdocs.checks.provision_rules import misspelt_places
from mzdocs.checks.rule import Provenance, Rule, Violation, finding, standard, violation
from mzdocs.checks.twice_rules import split_items
from mzdocs.core.problems import Severity, problem_type
from mzdocs.derive.inventory import Inventory, equipment, facilities, vehicles
from mzdocs.model.station_data import StationData

KINDS = Provenance("通行做法", "登记的东西照区里的种类计数，一个词只算它写的那一种", "一般")


def office_equipment(data: StationData) -> Iterator[Violation]:
    """A necessary kind of equipment of which there is none."""
    return _missing(equipment(data))


def transport(data: StationData) -> Iterator[Violation]:
    """A necessary kind of vehicle of which there is none; no vehicle of any kind where none is necessary."""
    return _missing(vehicles(data))


def visitor_facilities(data: StationData) -> Iterator[Violation]:
    """A necessary facility that is not there; none of any kind where none is necessary."""
    return _missing(facilities(data))


def _missing(inventory: Inventory) -> Iterator[Violation]:
    return (violation(*inventory.path, thing=thing) for thing in inventory.missing)


def facilities_are_recorded(data: StationData) -> Iterator[Violation]:
    """Facilities for visitors, and no record of them."""
    premises = data.station.premises
    if premises.visitor_facilities and not premises.facilities_record:
        yield violation("场所", "便民设施")


def things_are_of_a_known_kind(data: StationData) -> Iterator[Violation]:
    """A thing, or a plaque's place, that is none of what the district names: it counts for nothing."""
    for inventory in (equipment(data), vehicles(data), facilities(data)):
        known = "、".join(kind.name for kind in inventory.kinds)
        words = [word for kind in inventory.kinds for word in (kind.name, *kind.also)]
        for entry, word in inventory.unknown:
            if not split_items(word):
                facts = {"word": word, "known": known, "vocabulary": inventory.vocabulary}
                yield violation(*entry.path, meant=likely(word, words), **facts)
    places, misspelt = data.district.standard.places, misspelt_places(data)
    for i, hanging in enumerate(data.station.hangings):
        if hanging.place not in places and i not in misspelt:
            facts = {"word": hanging.place, "known": "、".join(places), "vocabulary": "标准 · 挂牌地点"}
            yield violation("挂牌", i, "地点", meant=likely(hanging.place, places), **facts)


INVENTORY_RULES = (
    Rule(
        finding(
            "MZ2401", "设施设备", "没有{thing}", "There is no such equipment: {thing}",
            "配备{thing}，写进 设备；有而叫法不同的，写上 种类。", "Provide it and record it; write the kind of one by another name.",
            lacks="{thing}", paper_remedy="配备{thing}并登记。",
        ),
        standard("配备计算机、电话、传真等办公设备"), office_equipment,
    ),
    Rule(
        finding(
            "MZ2402", "设施设备", "没有{thing}", "There is no such means of transport: {thing}",
            "配备入户走访用的交通工具，写进 交通工具；叫法不同的，写上 种类。", "Provide a means of transport for visits and record it with its kind.",
            lacks="{thing}", paper_remedy="配备入户走访用的交通工具。",
        ),
        standard("配备必要的交通工具"), transport,
    ),
    Rule(
        finding(
            "MZ2403", "设施设备", "没有{thing}", "There is no such thing for visitors: {thing}",
            "配备座椅、饮水、老花镜等，照区里“便民设施种类”的写法写进 便民设施。", "Provide seats, water, reading glasses, and record them by their kinds.",
            lacks="{thing}", paper_remedy="配备座椅、饮水、老花镜等便民设施。",
        ),
        standard("有便民服务设施"), visitor_facilities,
    ),
    Rule(
        finding(
            "MZ2404", "设施设备", "写了便民设施，没有写登记台账", "Facilities for visitors are named, without the record of them",
            "在 场所 写 设施登记：台账的名称。", "Name the record of the facilities.",
            lacks="便民设施台账", on_paper="便民设施没有登记台账，无法确认", paper_remedy="建立便民设施台账。",
        ),
        standard("有便民服务设施"), facilities_are_recorded,
    ),
    Rule(
        problem_type(
            "MZ1957", "“{word}”不是区里写的哪一种，不计数{meant}", "{word} is none of what the district names and counts for nothing{meant}",
            "照区里“{vocabulary}”写：{known}；没有合适的，请区里补一种，或补一个又称。", "Write one of {known}, or have the district add a kind or another name for one.",
            severity=Severity.NOTICE,
        ),
        KINDS, things_are_of_a_known_kind,
    ),
)  # fmt: skip
