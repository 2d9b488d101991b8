"""Numbers of the data files -> such as are far from what they ever are, as notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import KeyPath, Provenance, Rule, Violation, violation
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.model.signs_ordered import Hanging, OnAWall, RoomSign
from mzdocs.model.station_data import StationData

LIKELY_SIZE = Provenance("通行做法", "多写一位、漏写一位或写错单位的，远在平常的数以外", "一般")


@dataclass(frozen=True)
class Range:
    """From how much to how much something is as a rule; both count. `unit` is said after the numbers."""

    name: Sentence
    least: float
    most: float
    unit: Sentence = Sentence("", "")


PEOPLE = Sentence(" 人", " people")
PIECES = Sentence(" 块", "")
POPULATION = Range(Sentence("人口", "The population"), 1, 100_000, PEOPLE)
AREA = Range(Sentence("面积", "The area"), 5, 5_000, Sentence(" 平方米", " m²"))
AMOUNT = Range(Sentence("金额（元，不是万元）", "The amount (yuan)"), 1_000, 10_000_000, Sentence(" 元", " yuan"))
SIGNS = Range(Sentence("数量", "The quantity"), 0, 50, PIECES)
THINGS = Range(Sentence("数量", "The quantity"), 0, 500)
THRESHOLD = Range(Sentence("监督员双配人口", "The threshold for two monitors"), 100, 100_000, PEOPLE)
TERM = Range(Sentence("监督员聘期", "The monitors' term"), 1, 10, Sentence(" 年", " years"))
STAFF = Range(Sentence("人数上限", "The most staff"), 1, 100, PEOPLE)

Measured = tuple[Range, float, KeyPath]


def numbers_are_usual(data: StationData) -> Iterator[Violation]:
    """A population, an area, an amount or a quantity out of all reason."""
    return _unusual(chain(_of_station(data), _earlier(data)))


def district_numbers_are_usual(data: DistrictFile) -> Iterator[Violation]:
    """The same of the district's limits."""
    return _unusual(_of_district(data))


def _unusual(measured: Iterable[Measured]) -> Iterator[Violation]:
    for usual, found, path in measured:
        if not usual.least <= found <= usual.most:
            numbers = {"found": f"{found:g}" if found < 1e6 else f"{found:.0f}", "least": f"{usual.least:g}"}
            yield violation(*path, name=usual.name, most=f"{usual.most:.0f}", unit=usual.unit, **numbers)


def _of_station(data: StationData) -> Iterator[Measured]:
    station = data.station
    for i, community in enumerate(station.communities):
        if community.gives("population"):
            yield POPULATION, community.population, ("社区", i, "人口")
    if station.gives("premises"):
        yield AREA, station.premises.area, ("场所", "面积")
    if station.gives("funding") and station.funding.budgeted and station.funding.amount:
        yield AMOUNT, station.funding.amount, ("经费", "金额")
    signs: Sequence[tuple[str, Sequence[Hanging | RoomSign | OnAWall]]] = (
        ("挂牌", station.hangings), ("科室牌", station.rooms), ("制度", station.boards), ("公示牌", station.notices),
    )  # fmt: skip
    yield from ((SIGNS, sign.quantity, (key, i, "数量")) for key, them in signs for i, sign in enumerate(them))
    for key, things in (("设备", station.equipment), ("交通工具", station.transport)):
        yield from ((THINGS, thing.quantity, (key, i, "数量")) for i, thing in enumerate(things))


def _earlier(data: StationData) -> Iterator[Measured]:
    """Results of earlier years, of which the sheet may have had other full points: no more than twice those of now."""
    full = data.district.score_sheet.full if data.district.gives("score_sheet") else 0
    for i, year in enumerate(data.station.earlier_years):
        if full:
            yield Range(Sentence("得分", "The result"), 0, 2 * full), year.points, ("历年", i, "得分")


def _of_district(data: DistrictFile) -> Iterator[Measured]:
    if data.district.gives("monitor_threshold"):
        yield THRESHOLD, data.district.monitor_threshold, ("监督员双配人口",)
    if data.district.monitor_term is not None:
        yield TERM, data.district.monitor_term, ("监督员聘期",)
    if data.district.gives("standard"):
        yield STAFF, data.district.standard.most_staff, ("标准", "人数上限")


_UNUSUAL = problem_type(
    "MZ2839", "{name}写的是 {found}{unit}，一般在 {least} 至 {most}{unit}之间", "{name} is {found}{unit}; as a rule it lies between {least} and {most}{unit}",
    "核对有没有多写、漏写一位；确是这样的，不用改。", "Look for a digit too many or too few; if it is so it stays.",
    severity=Severity.NOTICE,
)  # fmt: skip
RANGE_RULES: tuple[Rule[StationData], ...] = (Rule(_UNUSUAL, LIKELY_SIZE, numbers_are_usual),)
DISTRICT_RANGE_RULES: tuple[Rule[DistrictFile], ...] = (Rule(_UNUSUAL, LIKELY_SIZE, district_numbers_are_usual),)
