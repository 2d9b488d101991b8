"""The whole way of one station: load, check, plan, render, preflight, deliver."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mzdocs import checks, load
from mzdocs.build.badge_key import badge_seed, unsigned
from mzdocs.build.district_common import Common, load_common
from mzdocs.build.gate_1 import station_problems, text_problems
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.inputs import Inputs
from mzdocs.build.made_things import MADE_OTHERWISE, signs_made_otherwise
from mzdocs.build.produce import File, make_files
from mzdocs.build.recording import SetDone, record_of, with_whole
from mzdocs.build.reprints import PAPER, Reprints, station_reprints
from mzdocs.build.reuse import Reuse
from mzdocs.build.settings import Settings as Settings
from mzdocs.build.staging import Owner, SetMade, delivered
from mzdocs.build.toolchain import toolchain_sum
from mzdocs.build.twins import own_numbers
from mzdocs.build.withheld import shown_by, withheld
from mzdocs.core.problems import Location, Problem, Severity, Stopped, errors, problem_type, stop_at_errors
from mzdocs.derive.audience import Audience, filtered
from mzdocs.kinds import KINDS, SHOP, opens_client_files
from mzdocs.load import Loaded, Source, Workspace
from mzdocs.load.workspace import reads
from mzdocs.load.yaml_tree import spell
from mzdocs.model.district import District
from mzdocs.model.letter import Paper
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import READING_ROOM, SETS, Document
from mzdocs.publish import manifest, sets
from mzdocs.publish.record import RECORD, Facts, Record, Whole
from mzdocs.publish.set_folders import set_folder
from mzdocs.publish.sets import StagedStation

NOTHING = problem_type(
    "MZ7005",
    "没有可以生成的内容",
    "There is nothing to make",
    "在数据文件里写上挂牌、展板或监督员；案卷须有客户档案。",
    "Write hangings, boards or monitors; volumes need client files.",
)


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
    kinds: tuple[str, ...] = ()
    """What can be made of those asked for: no error is in what they show."""
    errors: tuple[Problem, ...] = ()
    """What keeps the others from being made."""
    reprints: Reprints = Reprints()
    """The papers that went out before and are printed again."""
    reads: Mapping[Path, str] = field(default_factory=dict)
    """Every data file that was read, with its SHA-256."""
    facts: Facts = field(default_factory=dict)
    """Every value of the district's and the station's data file."""


@dataclass(frozen=True)
class Made:
    """A station past gate 2."""

    slug: str
    name: str
    sets: tuple[SetMade, ...]
    staged: StagedStation
    problems: tuple[Problem, ...]
    seconds: float
    kinds: tuple[str, ...] = ()
    """What was made of the kinds asked for."""
    errors: tuple[Problem, ...] = ()
    """What kept the others from being made."""
    differing: tuple[Problem, ...] = ()
    """Papers that went out and that today's data would make otherwise: errors, though the set is right as it is."""


def build(path: Path, space: Workspace, settings: Settings) -> Made:
    """One station's paper, from its data file to its folders.

    Raises:
        Stopped: at the first gate that finds an error; what was delivered before is unchanged.
    """
    common = load_common(space)
    with sets.locked(settings.output or space.output):
        prepared = prepare(path, space, common, settings)  # load, check: gate 1
        made = make(prepared, space, settings)  # plan, render, preflight: gate 2; write beside
        return in_place(made)


def in_place(made: Made) -> Made:
    """A station's sets take their place; what is to be told of that is told with the rest.

    Raises:
        Stopped: they cannot; what was delivered before is unchanged.
    """
    told = sets.put_in_place(made.staged)
    notices = [each for each in told if each.severity is not Severity.ERROR]
    return replace(made, problems=(*made.problems, *notices), errors=(*made.errors, *errors(told)))


def prepare(path: Path, space: Workspace, common: Common, settings: Settings) -> Prepared:
    """Load a station and pass gate 1. The client files are opened only for kinds that need them.

    Raises:
        Stopped: with every error of its data.
    """
    with reads() as found_there:
        loaded = _loaded(path, space, settings)
        seed, unusable = _seed(common.district, loaded, settings)
        register, damaged = load.load_register(space, path.stem)
    station_data = StationData(
        common.district, loaded.station, loaded.clients, loaded.photos,
        theme_asked=settings.theme, wordings=common.wordings, own_themes=common.own_themes, badge_seed=seed,
        monitor_asked=settings.monitor, register=register, as_of=settings.as_of,
    )  # fmt: skip
    told = [*loaded.problems, *unusable, *damaged, *_as_far_as_read(station_problems(station_data, loaded), loaded)]
    wrong = [problem for problem in errors(told) if shown_by(problem) & set(settings.kinds)]
    kinds = _possible(wrong, told, settings)
    problems = [each for each in told if each.severity is not Severity.ERROR and shown_by(each) & set(kinds)]
    findings = tuple(each for each in told if each.severity is Severity.FINDING and each.code in checks.CODES)
    made_from = {**common.source.sha256, **loaded.source.sha256, **station_data.theme.made_from}
    station_data = replace(station_data, findings=findings)
    clients = station_data.clients.households if opens_client_files(kinds) else ()
    secrets = tuple(household.identity_number for household in clients)
    seen = filtered(station_data, settings.audience)
    again = station_reprints(seen, kinds)
    wrong += again.wrong
    kinds = _possible(wrong, told, settings)
    problems += [*again.notices, *signs_made_otherwise(seen, kinds)]
    return Prepared(
        path.stem, seen, tuple(problems), made_from, secrets, common.sums, common.problems, kinds, tuple(wrong), again,
        {**common.reads, **found_there}, {each.file: _values(each) for each in (common.source, loaded.source)},
    )  # fmt: skip


def _values(source: Source) -> dict[str, str]:
    return {spell(path): text for path, text in source.texts()}


def _possible(wrong: Sequence[Problem], told: Sequence[Problem], settings: Settings) -> tuple[str, ...]:
    """The kinds asked for that no error keeps from being made.

    Raises:
        Stopped: there is none, or one error is to stop them all.
    """
    stopped = withheld(wrong)
    kinds = tuple(kind for kind in settings.kinds if kind not in stopped)
    if not (settings.keep_going and kinds):
        stop_at_errors([*wrong, *(problem for problem in told if problem.severity is not Severity.ERROR)])
    return kinds


def _as_far_as_read(problems: Sequence[Problem], loaded: Loaded) -> list[Problem]:
    """Without what rules found in kinds that show a part that could not be read: it may not be so."""
    if not loaded.left_out:
        return list(problems)
    readable = frozenset(KINDS) - withheld(loaded.problems)
    return [each for each in problems if each.code not in checks.CODES or shown_by(each) & readable]


def own_problems(path: Path, space: Workspace, settings: Settings) -> list[Problem]:
    """What is wrong in a station's file, photos, tables and texts by themselves, whatever its district says."""
    try:
        loaded = _loaded(path, space, settings)
    except Stopped as stopped:
        return [*stopped.problems, *stopped.beside]
    return [*loaded.problems, *text_problems(loaded.source)]


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
    """Plan, render, pass gate 2, and write the sets beside the station's place.

    Raises:
        Stopped: with every error of the finished files, or of writing them; nothing is left then.
    """
    start = time.perf_counter()
    reuse = Reuse(
        (settings.output or space.output) / prepared.slug, prepared.station_data.district.year, not settings.force
    )
    files, kinds, wrong = _by_kind(prepared, settings, reuse)
    wrong += _nothing_to_make(prepared, files, kinds, settings, space)
    if not (settings.keep_going and files):
        stop_at_errors([*prepared.errors, *wrong])
    made, staged = stage(prepared, files, kinds, space, settings)
    record = _recorded(prepared, reuse, files, made, staged, Inputs(space), None if wrong else settings)
    sets.add_file(staged, RECORD, record.to_bytes(), private=True)
    seconds = time.perf_counter() - start
    problems = (*prepared.problems, *(unsigned(prepared.station_data) if "badge" in kinds else ()))
    stopped, differing = (*prepared.errors, *wrong), prepared.reprints.differing
    name = prepared.station_data.station.name
    return Made(prepared.slug, name, made, staged, problems, seconds, kinds, stopped, differing)


def _recorded(
    prepared: Prepared, reuse: Reuse, files: Sequence[File], sets_made: Sequence[SetMade], staged: StagedStation,
    inputs: Inputs, settings: Settings | None,
) -> Record:  # fmt: skip
    """The station's record after this build; by one of settings that were met whole, the next has nothing to do."""
    done = []
    for each in sets_made:
        folder = each.folder.relative_to(reuse.station).as_posix()
        listed, said = manifest.entries(staged.folder / folder), manifest.about(staged.folder / folder)
        made = [file for file in files if file.document.set == each.name]
        done.append(SetDone(folder, said["made_from"], made, listed))
    named = inputs.named(prepared.reads)
    record = record_of(reuse, done, prepared.facts, named, prepared.secrets)
    if settings is None or prepared.errors or prepared.reprints.problems or any(map(_told_again, prepared.problems)):
        return record
    folders = tuple(one.folder for one in done)
    counts = [sum(each.severity is one for each in prepared.problems) for one in (Severity.FINDING, Severity.NOTICE)]
    whole = Whole(
        named, inputs.listing, toolchain_sum(), record.outputs(folders), folders,
        own_numbers(prepared.station_data.station), *counts,
    )  # fmt: skip
    return with_whole(record, settings.sum, whole)


def _told_again(problem: Problem) -> bool:
    """Whether every build is to say it."""
    return problem.code == MADE_OTHERWISE.code


def _by_kind(prepared: Prepared, settings: Settings, reuse: Reuse) -> tuple[list[File], tuple[str, ...], list[Problem]]:
    """The files of every kind that passes gate 2 whole, those kinds, and what stopped the others."""
    files: list[File] = []
    kinds: list[str] = []
    wrong: list[Problem] = []
    for kind in prepared.kinds:
        try:
            made = make_files(planned(prepared, settings, (kind,)), reuse)
            files += past_gate_2(made, prepared.secrets, reuse.seen(prepared.secrets))
            files += prepared.reprints.files if kind == PAPER else ()
            kinds.append(kind)
        except Stopped as stopped:
            wrong += (_of_station(prepared, problem) for problem in stopped.problems)
    return files, tuple(kinds), wrong


def _badges(settings: Settings) -> bool:
    return "badge" in settings.kinds


def planned(prepared: Prepared, settings: Settings, kinds: Sequence[str] = ()) -> list[Document]:
    """Every document of a station's build, or of some kinds of it, as those it is for may see it.

    Papers that went out are not made again.
    """
    made, kept_out = plan(prepared.station_data, kinds or settings.kinds), prepared.reprints.kept_out
    return _seen_by([each for each in made if each.kind != PAPER or each.name not in kept_out], settings.audience)


def _seen_by(documents: Sequence[Document], seen_by: Audience) -> list[Document]:
    """The plans, each going to the set of those it is for."""
    if seen_by != "reading-room":
        return list(documents)
    shown = (each for each in documents if each.format == "pdf" and not each.staff_only)
    return [replace(each, set=READING_ROOM, attached=()) for each in shown]


def _nothing_to_make(
    prepared: Prepared, files: Sequence[File], kinds: Sequence[str], settings: Settings, space: Workspace
) -> list[Problem]:
    """A set that comes out empty would leave an older one standing as if it were of today.

    Beside others it need not be: a station without clients has no archive.
    """
    found = {file.document.set for file in files}
    expected = {KINDS[kind].set for kind in kinds} if settings.audience != "reading-room" else {READING_ROOM}
    empty = sorted(expected - found)
    if len(expected) > 1:
        station, year = (settings.output or space.output) / prepared.slug, prepared.station_data.district.year
        empty = [name for name in empty if set_folder(station, name, year).exists()]
    return [_of_station(prepared, NOTHING.at(Location(name))) for name in empty]


def _of_station(prepared: Prepared, problem: Problem) -> Problem:
    """A problem of a file, named with the station whose file it is."""
    file = f"{prepared.slug}/{problem.location.file}".rstrip("/")
    return replace(problem, location=replace(problem.location, file=file))


def plan(station_data: StationData, kinds: Sequence[str] = tuple(KINDS)) -> list[Document]:
    """Every document of these kinds."""
    return [document for kind in kinds for document in KINDS[kind].plan(station_data)]


def stage(
    prepared: Prepared, files: Sequence[File], kinds: Sequence[str], space: Workspace, settings: Settings
) -> tuple[tuple[SetMade, ...], StagedStation]:
    """Write the sets beside the station's place; of kinds that are not made now each keeps what is there."""
    output = settings.output or space.output
    made = []
    for name in SETS:
        members = [file for file in files if file.document.set == name]
        if members:
            made_from = {**prepared.made_from, **(prepared.wordings_from if any(map(_is_worded, members)) else {})}
            data, ordered = prepared.station_data, name == KINDS[SHOP[0]].set
            contacts = (data.contact, data.bureau_contact) if ordered else (None, None)
            anew = () if settings.monitor else tuple(kinds)
            only = None if set(anew) == set(KINDS) else anew
            owner = Owner(data.station.name, data.district.year, made_from, only, *contacts)
            made.append(delivered(owner, name, members, output / prepared.slug))
    return tuple(one for one, _ in made), sets.stage_station(output, prepared.slug, [each for _, each in made])


def _is_worded(file: File) -> bool:
    return isinstance(file.document.fields.get("paper"), Paper)
