"""What each kind is made of -> the facts that are not given yet, in the words of the data files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from mzdocs.core.problems import Location, Problem, ProblemType, Sentence, Severity, problem_type
from mzdocs.derive.persons import card_bearers
from mzdocs.kinds import KINDS
from mzdocs.model.district import District
from mzdocs.model.partial_facts import PartialFacts
from mzdocs.model.station import Station

NOT_YET = problem_type(
    "MZ2812",
    "还有没填的。{lacking}",
    "Not all is given yet. {lacking}",
    "要做哪种再填哪些；没填的不算不达标，只是没有检查。",
    "Fill in what is to be made; what is not given is not judged.",
    severity=Severity.NOTICE,
)
BUREAU_NOT_YET = problem_type(
    "MZ2815",
    "区里还有没填的。{lacking}",
    "The district's file does not give all yet. {lacking}",
    "要做哪种再填哪些；各站自己还缺什么，在各站下面。",
    "Fill in what is to be made; what each station's own file wants is told there.",
    severity=Severity.NOTICE,
)
NONE_YET = problem_type(
    "MZ2813",
    "做不了：{lacking}",
    "This cannot be made: {lacking}",
    "填进数据文件；各种成品各要什么，见 docs/start.md。",
    "Fill it in; docs/start.md says what each product is made of.",
)
Wanted = Mapping[str, tuple[str, ...]]
"""Kind -> the facts it is made of that are not there, each as the clerk finds it."""
_OfStation = Callable[[Station], Iterator[str]]
_OfDistrict = Callable[[District], Iterator[str]]


def _unsaid(facts: PartialFacts, *names: str, before: str = "") -> Iterator[str]:
    return (f"{before}{type(facts).model_fields[name].alias}" for name in names if not facts.gives(name))


def _plaque(station: Station) -> Iterator[str]:
    if not (station.hangings or station.rooms or station.info_plate):
        yield "挂牌（或 科室牌）"
    if station.info_plate:
        yield from _unsaid(station, "address", "phones", "hours")


def _board(station: Station) -> Iterator[str]:
    if not (station.boards or station.notices):
        yield "制度（或 公示牌）"
    yield from _unsaid(station, "phones", "hours")


def _badge(station: Station) -> Iterator[str]:
    cards = card_bearers(station)
    if not cards and not any(community.current for community in station.communities):
        yield "社区·监督员（或 人员·工作牌）"
    if cards:
        yield from _unsaid(station, "phones")


def _archive(station: Station) -> Iterator[str]:
    return _unsaid(station, "archive", "address", "communities")


def _household(station: Station) -> Iterator[str]:
    return _unsaid(station, "archive")


def _public_list(station: Station) -> Iterator[str]:
    yield from _unsaid(station, "archive")
    if station.gives("archive") and station.archive.publication:
        yield from _unsaid(station, "phones")


def _paper(station: Station) -> Iterator[str]:
    yield from _unsaid(station, *Station.JUDGED, "phones", "address", "hours")
    if not all(community.gives("population") for community in station.communities):
        yield "社区·人口"


def _board_texts(district: District) -> Iterator[str]:
    if not district.boards:
        yield "展板"
    yield from _unsaid(district, "hotline")
    yield from _complaints(district)


def _complaints(district: District) -> Iterator[str]:
    return _unsaid(district.bureau, "complaint_phone", before="民政局·")


def _badges(district: District) -> Iterator[str]:
    yield from _unsaid(district, "code")
    yield from _complaints(district)


def _archive_design(district: District) -> Iterator[str]:
    return _unsaid(district, "archive", "standard")


def _household_design(district: District) -> Iterator[str]:
    return _unsaid(district, "archive")


def _judging(district: District) -> Iterator[str]:
    yield from _unsaid(district, "standard", "equipment_kinds", "vehicle_kinds", "facility_kinds", "monitor_threshold")
    yield from _unsaid(district, "archive", "score_sheet", "code")
    yield from _board_texts(district)


_STATION: Mapping[str, _OfStation] = {
    "plaque": _plaque,
    "board": _board,
    "badge": _badge,
    "archive": _archive,
    "household": _household,
    "public-list": _public_list,
    "paper": _paper,
}
_DISTRICT: Mapping[str, _OfDistrict] = {
    "board": _board_texts,
    "badge": _badges,
    "archive": _archive_design,
    "household": _household_design,
    "public-list": _household_design,
    "paper": _judging,
}
"""By kind. One that is in neither table is made of what every data file has."""


def of_district(district: District) -> Wanted:
    """What the district's file has to be given before any station's can be made."""
    return _some({kind: tuple(facts(district)) for kind, facts in _DISTRICT.items()})


def of_station(district: District, station: Station) -> Wanted:
    """What is to be given before each kind of a station can be made, beside what every station waits for."""
    published = station.gives("archive") and station.archive.publication
    beside = {
        "plaque": (*_unsaid(district, "hotline"), *_complaints(district)) if station.info_plate else (),
        "public-list": tuple(_complaints(district)) if published else (),
    }
    return _some({kind: (*facts(station), *map(_THEIRS, beside.get(kind, ()))) for kind, facts in _STATION.items()})


def wanting(district: District, station: Station, kinds: Iterable[str]) -> Wanted:
    """Those of these kinds that cannot be made of the two files yet, and why."""
    own, shared = of_station(district, station), of_district(district)
    return _some({kind: (*own.get(kind, ()), *map(_THEIRS, shared.get(kind, ()))) for kind in kinds})


_THEIRS = "区里的{}".format


def _some(wanted: Wanted) -> Wanted:
    return {kind: facts for kind, facts in wanted.items() if facts}


def told(problem_type: ProblemType, wanted: Wanted, location: Location) -> Problem:
    """One problem for all kinds; those that want the same in one clause."""
    alike: dict[tuple[str, ...], list[Sentence]] = {}
    for kind, facts in wanted.items():
        alike.setdefault(facts, []).append(KINDS[kind].title)
    zh = (f"{'、'.join(each.zh for each in titles)}还缺：{'、'.join(facts)}" for facts, titles in alike.items())
    en = (f"{', '.join(each.en for each in titles)} want {'、'.join(facts)}" for facts, titles in alike.items())
    return problem_type.at(location, lacking=Sentence("；".join(zh), "; ".join(en)))
