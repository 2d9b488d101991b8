"""The whole way of one station: load, check, plan, render, preflight, deliver."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from mzdocs.build.badge_key import unsigned
from mzdocs.build.district_common import load_common
from mzdocs.build.files_made import OnFile, nobody
from mzdocs.build.finished_file import File
from mzdocs.build.inputs import Inputs
from mzdocs.build.kinds_made import KindMaker, KindsMade, Workers
from mzdocs.build.preparation import Prepared, prepare
from mzdocs.build.recording import Written, record_of
from mzdocs.build.reprint_files import reprint_files
from mzdocs.build.reprint_list import ReprintList
from mzdocs.build.reprints import PAPER
from mzdocs.build.reuse import Reuse
from mzdocs.build.settings import Settings
from mzdocs.build.staging import Owner, SetMade, delivered
from mzdocs.build.text_places import place_of, texts_said
from mzdocs.core.problems import Location, Problem, Severity, Stopped, errors, problem_type, stop_at_errors
from mzdocs.derive.approval_states import void_approvals
from mzdocs.derive.audience import Audience
from mzdocs.kinds import KINDS, SHOP, wanting
from mzdocs.kinds.archive_ofd import in_ofd
from mzdocs.load import Workspace
from mzdocs.model.letter import Paper
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import READING_ROOM, SETS, Document, Set
from mzdocs.publish import manifest, sets
from mzdocs.publish.record import RECORD, StationRecord
from mzdocs.publish.set_folders import set_folder
from mzdocs.publish.sets import StagedStation

NOTHING = problem_type(
    "MZ7005",
    "没有可以生成的内容",
    "There is nothing to make",
    "在数据文件里写上挂牌、展板或监督员；案卷须有客户档案。",
    "Write hangings, boards or monitors; volumes need client files.",
)
NOTHING_FILED = problem_type(
    "MZ1269",
    "还没有客户和管理文件，没有可以归档的：案卷和户内档案不做",
    "There are no clients and no office papers yet: nothing is filed, no volumes are made",
    "有了以后，录入“档案”下写的各张表。",
    "Enter them in the tables that the data file names when there are some.",
    severity=Severity.NOTICE,
)
_FILED: Set = "archive"

NO_LONGER = problem_type(
    "MZ2814",
    "以前做过，现在的数据做不出来了；原有的没有动。{lacking}",
    "This was made before and today's data are not enough for it; what is there is unchanged. {lacking}",
    "补上；确实不再做的，先把成品里的旧文件移走。",
    "Write it again; if it is not made any more, move the old files out of the output first.",
)


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
    unfilled: tuple[str, ...] = ()
    """The kinds asked for that wait for facts nobody has given yet."""
    again: ReprintList | None = None
    """What is to be printed again; of the district's papers nothing is listed."""


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


def make(
    prepared: Prepared,
    space: Workspace,
    settings: Settings,
    on_file: OnFile = nobody,
    workers: Workers | None = None,
) -> Made:
    """Plan, render, pass gate 2, and write the sets beside the station's place; `on_file` hears of each file made.

    With `workers` the kinds are made side by side, and these tell of the files.

    Raises:
        Stopped: with every error of the finished files, or of writing them; nothing is left then.
    """
    start = time.perf_counter()
    reuse = Reuse(
        (settings.output or space.output) / prepared.slug, prepared.station_data.district.year, not settings.force
    )
    maker = KindMaker(lambda kind: planned(prepared, settings, (kind,)), reuse, prepared.secrets)
    results = workers.side_by_side(maker, prepared.kinds) if workers else maker.one_by_one(prepared.kinds, on_file)
    files, kinds, wrong = _by_kind(prepared, results)  # each planned, made, past gate 2: build/kinds_made
    wrong += _nothing_to_make(prepared, files, kinds, settings, space)
    lost = _made_before(prepared.wanted, prepared, settings.output or space.output)
    wrong += [wanting.told(NO_LONGER, {kind: prepared.wanted[kind]}, Location(prepared.file)) for kind in lost]
    if not (settings.keep_going and files):
        stop_at_errors([*prepared.errors, *wrong])
    made, staged = stage(prepared, files, kinds, space, settings)
    written = Written(files, made, staged.folder)
    void = _void(prepared, made, staged)
    record = record_of(prepared, reuse, written, Inputs(space), None if wrong or void else settings)
    again, beside = _listed_again(reuse.station, staged, record)
    record = replace(record, beside=beside or record.beside)
    sets.add_file(staged, RECORD, record.to_bytes(), private=True)
    seconds = time.perf_counter() - start
    told = (*(unsigned(prepared.station_data) if "badge" in kinds else ()), *_nothing_filed(prepared, files, kinds))
    problems = (*prepared.problems, *told, *void)
    stopped, differing = (*prepared.errors, *wrong), prepared.reprints.differing
    name = prepared.station_data.station.name
    unfilled = tuple(kind for kind in prepared.wanted if kind not in lost)
    return Made(prepared.slug, name, made, staged, problems, seconds, kinds, stopped, differing, unfilled, again)


def _void(prepared: Prepared, made: Sequence[SetMade], staged: StagedStation) -> list[Problem]:
    """Which approvals do not hold for what was made now."""
    if not prepared.approvals.entries:
        return []
    station = staged.way.place
    folders = [one.folder.relative_to(station).as_posix() for one in made]
    sums = {
        f"{folder}/{name}": str(entry["sha256"])
        for folder in folders
        for name, entry in manifest.entries(staged.folder / folder).items()
    }
    return void_approvals(prepared.approvals, sums)


def _listed_again(station: Path, staged: StagedStation, record: StationRecord) -> tuple[ReprintList, dict[str, str]]:
    """What is to be printed again, listed beside the sets, and the sums of its files; where nothing is, the list of
    before stays.
    """
    found, files = reprint_files(station if station.is_dir() else None, staged.folder, record)
    made = files if found.lines else {}
    for name, data in made.items():
        sets.add_file(staged, name, data, private=True)
    return found, {name: sha256(data).hexdigest() for name, data in made.items()}


def _by_kind(prepared: Prepared, results: KindsMade) -> tuple[list[File], tuple[str, ...], list[Problem]]:
    """The files of every kind that passes gate 2 whole, those kinds, and what stopped the others."""
    files: list[File] = []
    kinds: list[str] = []
    wrong: list[Problem] = []
    for kind in prepared.kinds:
        try:
            files += results[kind]()
            files += prepared.reprints.files if kind == PAPER else ()
            kinds.append(kind)
        except Stopped as stopped:
            wrong += (told_in_data(prepared, problem) for problem in stopped.problems)
    return files, tuple(kinds), wrong


def planned(prepared: Prepared, settings: Settings, kinds: Sequence[str] = ()) -> list[Document]:
    """Every document of a station's build, or of some kinds of it, as those it is for may see it.

    Papers that went out are not made again.
    """
    made, kept_out = plan(prepared.station_data, kinds or settings.kinds), prepared.reprints.kept_out
    seen = _seen_by([each for each in made if each.kind != PAPER or each.name not in kept_out], settings.audience)
    return [*seen, *in_ofd(prepared.station_data, seen)] if settings.ofd else seen


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
    return [told_in_data(prepared, NOTHING.at(Location(name))) for name in empty]


def _nothing_filed(prepared: Prepared, files: Sequence[File], kinds: Sequence[str]) -> list[Problem]:
    """That a station has no clients and no office papers, where their volumes were asked for."""
    asked = any(KINDS[kind].set == _FILED for kind in kinds)
    filed = any(KINDS[file.document.kind].set == _FILED for file in files)
    return [told_in_data(prepared, NOTHING_FILED.at(Location(_FILED)))] if asked and not filed else []


def _made_before(kinds: Iterable[str], prepared: Prepared, output: Path) -> list[str]:
    """Those kinds that stand in the station's folder: where facts are not given for one now, somebody has lost them."""
    year = prepared.station_data.district.year
    folders = {kind: set_folder(output / prepared.slug, KINDS[kind].set, year) for kind in kinds}
    return [
        kind
        for kind, folder in folders.items()
        if folder.is_dir() and any(entry.get("kind") == kind for entry in manifest.entries(folder).values())
    ]


def told_in_data(prepared: Prepared, problem: Problem) -> Problem:
    """A problem of a file, at the value of the data that is the cause, or named with the station whose file it is."""
    said = texts_said(prepared.sources, prepared.station_data) if problem.text else ()
    location = place_of(problem.text, said)
    if location:
        return replace(problem, location=location, seen_in=problem.location.file)
    if problem.location.file.startswith("data/"):
        return problem
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
            only = None if _of_set(name) <= {*anew} else anew
            owner = Owner(data.station.name, data.district.year, made_from, only, *contacts, prepared.approvals)
            made.append(delivered(owner, name, members, output / prepared.slug))
    deliveries = [each for _, each in made]
    staged = sets.stage_station(output, prepared.slug, deliveries, discard_edits=settings.discard_edits)
    return tuple(one for one, _ in made), staged


def _of_set(name: str) -> set[str]:
    """Every kind of which files may lie in a set."""
    return {each for each, kind in KINDS.items() if kind.set == name or (name == READING_ROOM and kind.private)}


def _is_worded(file: File) -> bool:
    return isinstance(file.document.fields.get("paper"), Paper)
