"""The whole way of one station: load, check, plan, render, preflight, deliver."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mzdocs import checks, load
from mzdocs.build.badge_key import badge_seed, unsigned
from mzdocs.build.gate_1 import district_problems, station_problems, text_problems, theme_problems
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import File, make_files
from mzdocs.build.staging import Owner, SetMade, stage_set
from mzdocs.core.problems import Location, Problem, Severity, Stopped, problem_type, stop_at_errors
from mzdocs.core.theme_choice import Theme
from mzdocs.derive.audience import Audience, filtered
from mzdocs.kinds import KINDS, SHOP, opens_client_files
from mzdocs.load import Loaded, Source, Workspace
from mzdocs.model.district import District
from mzdocs.model.letter import Paper, Wordings
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import READING_ROOM, SETS, Document
from mzdocs.publish import sets

NOTHING = problem_type(
    "MZ7005",
    "没有可以生成的内容",
    "There is nothing to make",
    "在数据文件里写上挂牌、展板或监督员；案卷须有客户档案。",
    "Write hangings, boards or monitors; volumes need client files.",
)


@dataclass(frozen=True)
class Settings:
    """What a build may be asked for; the command line has one option for each field."""

    kinds: tuple[str, ...] = tuple(KINDS)
    output: Path | None = None
    theme: str | None = None
    jobs: int = 1
    audience: Audience = "internal"
    badge_key: Path | None = None
    as_of: date | None = None
    """The day the rules judge as of, where it is not the inspection's; nothing is made of such a day."""


@dataclass(frozen=True)
class Common:
    """What all stations share, past its own gate: the district's facts, where they stand, its texts and themes.

    `problems` are those its gate let pass.
    """

    district: District
    source: Source
    wordings: Wordings
    sums: Mapping[str, str]
    own_themes: Mapping[str, Theme]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A station past gate 1: its data as those it is for may see them, its problems, what it was read from."""

    slug: str
    station_data: StationData
    problems: tuple[Problem, ...]
    made_from: Mapping[str, str]
    secrets: tuple[str, ...] = ()
    wordings_from: Mapping[str, str] = field(default_factory=dict)
    """The bureau's texts: only papers are made from them."""
    of_district: tuple[Problem, ...] = ()
    """What was found in the district's own file: the same for every station."""


@dataclass(frozen=True)
class Made:
    """A station past gate 2."""

    slug: str
    name: str
    sets: tuple[SetMade, ...]
    problems: tuple[Problem, ...]
    seconds: float


def build(path: Path, space: Workspace, settings: Settings) -> Made:
    """One station's paper, from its data file to its folders.

    Raises:
        Stopped: at the first gate that finds an error; what was delivered before is unchanged.
    """
    common = load_common(space)
    with sets.locked(settings.output or space.output):
        prepared = prepare(path, space, common, settings)  # load, check: gate 1
        made = make(prepared, space, settings)  # plan, render, preflight: gate 2; write beside
        for each in made.sets:
            sets.put_in_place(each.staged)
    return made


def load_common(space: Workspace, as_of: date | None = None) -> Common:
    """The district, past gate 1 by itself, as of a day if one is asked for, its texts and its themes.

    Raises:
        Stopped: with every error of its file.
    """
    district, source = load.load_district(space)
    wordings, sums = load.load_wordings(space)
    own_themes = load.load_themes(space)
    chosen = own_themes.get(district.design.theme, Theme(district.design.theme))
    problems = [*theme_problems(chosen), *district_problems(district, source, wordings, as_of)]
    stop_at_errors(problems)
    return Common(district, source, wordings, sums, own_themes, tuple(problems))


def prepare(path: Path, space: Workspace, common: Common, settings: Settings) -> Prepared:
    """Load a station and pass gate 1. The client files are opened only for kinds that need them.

    Raises:
        Stopped: with every error of its data.
    """
    loaded = _loaded(path, space, settings)
    seed, unusable = _seed(common.district, loaded, settings)
    station_data = StationData(
        common.district, loaded.station, loaded.clients, loaded.photos,
        theme_asked=settings.theme, wordings=common.wordings, own_themes=common.own_themes, badge_seed=seed,
        as_of=settings.as_of,
    )  # fmt: skip
    problems = station_problems(station_data, loaded)
    stop_at_errors([*loaded.problems, *unusable, *problems])
    findings = tuple(each for each in problems if each.severity is Severity.FINDING and each.code in checks.CODES)
    made_from = {**common.source.sha256, **loaded.source.sha256, **station_data.theme.made_from}
    station_data = replace(station_data, findings=findings)
    secrets = tuple(household.identity_number for household in station_data.clients.households)
    seen = filtered(station_data, settings.audience)
    return Prepared(path.stem, seen, tuple(problems), made_from, secrets, common.sums, common.problems)


def _loaded(path: Path, space: Workspace, settings: Settings) -> Loaded:
    """A station's file as facts; if its values are none, its texts are looked at all the same.

    Raises:
        Stopped: its values are no facts.
    """
    try:
        return load.load_station(path, space, opens_client_files(settings.kinds))
    except load.NoFacts as found:
        stop_at_errors([*found.problems, *text_problems(found.source)])
        raise


def _seed(district: District, loaded: Loaded, settings: Settings) -> tuple[bytes | None, Sequence[Problem]]:
    """The key that signs the codes of badges, or why the one that was given cannot."""
    try:
        return badge_seed(district, loaded.station, settings.badge_key) if _badges(settings) else None, ()
    except Stopped as stopped:
        return None, stopped.problems


def make(prepared: Prepared, space: Workspace, settings: Settings) -> Made:
    """Plan, render, pass gate 2, and write the sets beside their places.

    Raises:
        Stopped: with every error of the finished files, or of writing them; nothing is left then.
    """
    start = time.perf_counter()
    try:
        documents = planned(prepared, settings)
        stop_at_errors(_nothing_to_make(documents, settings, _publishes(prepared.station_data)))
        files = past_gate_2(make_files(documents), prepared.secrets)
    except Stopped as stopped:
        raise Stopped(_of_station(prepared, problem) for problem in stopped.problems) from None
    staged = stage(prepared, files, space, settings)
    seconds = time.perf_counter() - start
    problems = (*prepared.problems, *(unsigned(prepared.station_data) if _badges(settings) else ()))
    return Made(prepared.slug, prepared.station_data.station.name, staged, problems, seconds)


def _badges(settings: Settings) -> bool:
    return "badge" in settings.kinds


def planned(prepared: Prepared, settings: Settings) -> list[Document]:
    """Every document of a station's build, as those it is for may see it."""
    return _seen_by(plan(prepared.station_data, settings.kinds), settings.audience)


def _seen_by(documents: Sequence[Document], seen_by: Audience) -> list[Document]:
    """The plans, each going to the set of those it is for."""
    if seen_by != "reading-room":
        return list(documents)
    shown = (each for each in documents if each.format == "pdf" and not each.staff_only)
    return [replace(each, set=READING_ROOM, attached=()) for each in shown]


def _publishes(station_data: StationData) -> bool:
    return any(each.published for each in station_data.district.archive.classes)


def _nothing_to_make(documents: Sequence[Document], settings: Settings, publishes: bool = True) -> list[Problem]:
    """A set that comes out empty would leave an older one standing as if it were of today."""
    if settings.audience == "reading-room":
        return [] if documents else [NOTHING.at(Location(READING_ROOM))]
    expected = {KINDS[kind].set for kind in settings.kinds}
    if not publishes and len(expected) > 1:
        expected -= {"public"}
    return [NOTHING.at(Location(name)) for name in sorted(expected - {document.set for document in documents})]


def _of_station(prepared: Prepared, problem: Problem) -> Problem:
    """A problem of a file, named with the station whose file it is."""
    file = f"{prepared.slug}/{problem.location.file}".rstrip("/")
    return replace(problem, location=replace(problem.location, file=file))


def plan(station_data: StationData, kinds: Sequence[str] = tuple(KINDS)) -> list[Document]:
    """Every document of these kinds."""
    return [document for kind in kinds for document in KINDS[kind].plan(station_data)]


def stage(prepared: Prepared, files: Sequence[File], space: Workspace, settings: Settings) -> tuple[SetMade, ...]:
    """Write each set beside its place."""
    output = settings.output or space.output
    made = []
    for name in SETS:
        members = [file for file in files if file.document.set == name]
        if members:
            made_from = {**prepared.made_from, **(prepared.wordings_from if any(map(_is_worded, members)) else {})}
            contact = prepared.station_data.contact if name == KINDS[SHOP[0]].set else None
            only = settings.kinds if _partial(settings) else None
            owner = Owner(prepared.station_data.station.name, made_from, only, contact)
            made.append(stage_set(owner, members, output / prepared.slug / name))
    return tuple(made)


def _is_worded(file: File) -> bool:
    return isinstance(file.document.fields.get("paper"), Paper)


def _partial(settings: Settings) -> bool:
    return set(settings.kinds) != set(KINDS)
