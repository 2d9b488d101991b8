"""Every paper of stations as no sample is: none or forty defects, sixty monitors, a name of forty characters.

Each keeps the rules of gate 2, or is refused with its reason: by gate 1 for its data, or while it is laid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.core.problems import Stopped
from mzdocs.kinds import paper as kind
from mzdocs.model.score_sheet import ScoreAspect
from mzdocs.model.station_data import StationData
from tests.test_rules import changed
from tests.test_scoring import finding, station_data
from tests.word_sides import differing

LONG = "天生桥镇易地扶贫搬迁安置区南部新城片区综合服务中心一体化便民服务民政工作站民政工作站"[-40:]
REFUSALS = ("MZ3", "MZ4", "MZ1")
"""How the codes begin by which a paper is refused before gate 2."""


def with_defects(count: int) -> StationData:
    """A clean station of which the checks found so much."""
    found = [finding("MZ2701" if at % 2 else "MZ2999", f"社区[{at}].监督员") for at in range(count)]
    return station_data("taoyuan", found)


def with_monitors(count: int) -> StationData:
    """Communities of one or two monitors each, so many in all."""
    data = station_data("nanping")
    first = data.station.communities[0]
    one = first.monitors[0]

    def community(at: int) -> object:
        own = tuple(changed(one, serial=f"{each + 1:02}") for each in range(min(2, count - 2 * at)))
        return changed(first, code=f"{at + 1:03}", name=f"第{at + 1}社区", monitors=own)

    communities = tuple(community(at) for at in range((count + 1) // 2))
    return replace(data, station=changed(data.station, communities=communities))


def with_name(name: str) -> StationData:
    """A station of this name."""
    data = station_data("nanping")
    streets = tuple(changed(each, station=name) if each == data.street else each for each in data.district.streets)
    return replace(data, district=changed(data.district, streets=streets))


def with_items(count: int) -> StationData:
    """A score sheet of so many items, in all its aspects."""
    data = station_data("nanping")
    sheet = data.district.score_sheet
    each = count // len(sheet.aspects)

    def filled(number: int, aspect: ScoreAspect) -> object:
        items = (changed(aspect.items[at % len(aspect.items)], code=f"{number}.{at + 1}") for at in range(each))
        return changed(aspect, items=tuple(items))

    aspects = tuple(filled(number, aspect) for number, aspect in enumerate(sheet.aspects, 1))
    return replace(data, district=changed(data.district, score_sheet=changed(sheet, aspects=aspects)))


CASES: Mapping[str, Callable[[], StationData]] = {
    **{f"{count} defects": lambda count=count: with_defects(count) for count in (0, 1, 13, 40)},  # type: ignore[misc]
    **{f"{count} monitors": lambda count=count: with_monitors(count) for count in (1, 8, 60)},  # type: ignore[misc]
    **{f"{count} items": lambda count=count: with_items(count) for count in (12, 90)},  # type: ignore[misc]
    "a long name": lambda: with_name(LONG),
}


def wrong(data: StationData, names: tuple[str, ...] = ()) -> Iterator[str]:
    """What gate 2 says of each paper; one that is refused before is as it should be. `names` are only these."""
    for plan in kind.plan(data):
        if names and plan.name not in names:
            continue
        try:
            past_gate_2(make_files([plan]))
        except Stopped as stopped:
            refused = all(problem.code.startswith(REFUSALS) for problem in stopped.problems)
            if not refused:
                yield from (f"{plan.file}: {each.code} {each.message()}" for each in stopped.problems)


def swept_papers(tally: Counter[str]) -> None:
    """Every case, told as it goes."""
    for what, make in CASES.items():
        found = list(wrong(make()))
        tally[f"papers failed ({what})" if found else "papers of a case kept their sides"] += 1
        for each in found:
            print(f"  {what}: {each}")


def swept_word_sides(tally: Counter[str], station: str, work: Path) -> None:
    """All papers of a station, as Word files and as PDFs."""
    plans = [plan for plan in kind.plan(station_data(station)) if plan.template != "paper/certificate.html"]
    for file in make_files(plans):
        (work / file.document.file).write_bytes(file.data)
    (work / "word").mkdir()
    for each in differing(work, sorted({plan.name for plan in plans}), work / "word"):
        tally[f"sides of {station} failed"] += 1
        print(f"  {station}: {each}")
