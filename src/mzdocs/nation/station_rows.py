"""A station's facts -> its row in the roll-up: numbers and codes only, nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from mzdocs.build.district_common import Common, load_common
from mzdocs.build.preparation import Prepared, prepare
from mzdocs.build.settings import Settings
from mzdocs.core.problems import CRITERIA, Problem, Stopped
from mzdocs.derive.scoring import score
from mzdocs.derive.volumes.appraisal import due_on
from mzdocs.derive.volumes.items import items_of
from mzdocs.load.workspace import Workspace
from mzdocs.model.client_files import NotRead
from mzdocs.model.partial_facts import NotGiven
from mzdocs.model.station_data import StationData
from mzdocs.nation.summaries import Result, StationRow

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class StationRead:
    """What a station's data say: its row, or none where they cannot be used; and what is wrong with them."""

    slug: str
    row: StationRow | None
    problems: tuple[Problem, ...]


def stations_read(space: Workspace, slugs: Sequence[str]) -> Iterator[StationRead]:
    """Each of these stations that is there, read; nothing is made of it."""
    paths = {path.stem: path for path in space.station_files()}
    there = [slug for slug in slugs if slug in paths]
    try:
        common = load_common(space)
    except Stopped as stopped:
        yield from (StationRead(slug, None, tuple(stopped.problems)) for slug in there)
        return
    for slug in there:
        yield _read(slug, paths[slug], space, common)


def _read(slug: str, path: Path, space: Workspace, common: Common) -> StationRead:
    try:
        prepared = prepare(path, space, common, Settings(keep_going=True))
    except Stopped as stopped:
        return StationRead(slug, None, tuple(stopped.problems))
    return StationRead(slug, _row(prepared), (*prepared.errors, *prepared.station_data.findings))


def _row(prepared: Prepared) -> StationRow:
    data = prepared.station_data
    card = _known(lambda: score(data)) if data.station.inspection else None
    result = Result(data.on, float(card.total), float(card.full), card.level.name) if card else None
    findings = data.findings
    return StationRow(
        prepared.slug, data.station.street, data.station.name, result,
        lacking=_lacking(findings), findings=Counter(each.code for each in findings),
        staff=_known(lambda: len(data.station.staff)),
        monitors=_known(lambda: sum(1 for _ in _serving(data))),
        households=_known(lambda: sum(each.status == "在保" for each in data.clients.households)),
        terms=Counter(f"{day:%Y-%m}" for day in _known(lambda: [*_serving(data)]) or ()),
        appraisals=Counter(f"{day:%Y}" for day in _known(lambda: [*_periods(data)]) or ()),
        region=_known(lambda: data.district.code) or "",
    )  # fmt: skip


def _lacking(findings: Sequence[Problem]) -> tuple[int, ...]:
    found = Counter(each.problem_type.criterion for each in findings)
    return tuple(found[criterion] for criterion in CRITERIA)


def _serving(data: StationData) -> Iterator[date]:
    """The last day of the term of each monitor who is there."""
    for community in data.station.communities:
        for monitor in community.monitors:
            if monitor.appointed_on(data.on):
                yield monitor.term.end


def _periods(data: StationData) -> Iterator[date]:
    """The first day on which each file may be appraised, where it has one."""
    items = (item for each in data.district.archive.classes for item in items_of(data, each))
    yield from filter(None, map(due_on, items))


def _known(fact: Callable[[], _Value]) -> _Value | None:
    """A fact, or None while it is not given, or was not read."""
    try:
        return fact()
    except (NotGiven, NotRead):
        return None
