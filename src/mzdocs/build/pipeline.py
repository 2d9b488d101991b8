"""The whole way of one station: load, check, plan, render, preflight, deliver."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from mzdocs import checks, load
from mzdocs.build.produce import File, make_files
from mzdocs.checks.rule import Violation, cell
from mzdocs.core.problems import Location, Problem, Severity, Stopped, problem_type, stop_at_errors
from mzdocs.derive.audience import Audience, filtered
from mzdocs.design import fonts
from mzdocs.design.theme import UNKNOWN_THEME, themes
from mzdocs.kinds import KINDS, PRIVATE_SETS, opens_client_files, paper
from mzdocs.leaks import leaked
from mzdocs.load import Loaded, Source, Workspace
from mzdocs.model.district import District
from mzdocs.model.letter import Wordings
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import SETS, Document, Order
from mzdocs.preflight import entry_of, report
from mzdocs.publish import sets
from mzdocs.publish.sets import Delivery, Staged
from mzdocs.render import system_versions
from mzdocs.wording import in_scope

NOTHING = problem_type(
    "MZ7005",
    "没有可以生成的内容",
    "There is nothing to make",
    "在数据文件里写上挂牌、展板或监督员；案卷须有客户档案。",
    "Write hangings, boards or monitors; volumes need client files.",
)


@dataclass(frozen=True)
class Settings:
    """What a build may be told; the command line has one option for each field."""

    kinds: tuple[str, ...] = tuple(KINDS)
    output: Path | None = None
    theme: str | None = None
    jobs: int = 1
    audience: Audience = "internal"


@dataclass(frozen=True)
class Common:
    """What all stations share, past its own gate: the district's facts, where they stand, the texts of papers."""

    district: District
    source: Source
    wordings: Wordings
    sums: Mapping[str, str]


@dataclass(frozen=True)
class Prepared:
    """A station past gate 1: its dossier as those it is for may see it, what was noticed, what it was read from."""

    slug: str
    station_data: StationData
    problems: tuple[Problem, ...]
    made_from: Mapping[str, str]
    secrets: tuple[str, ...] = ()
    wordings_from: Mapping[str, str] = field(default_factory=dict)
    """The bureau's texts: only papers are made from them."""


@dataclass(frozen=True)
class SetMade:
    """One set of a station, written and waiting beside its place."""

    name: str
    staged: Staged
    files: int
    pages: int
    size: int
    slow: int = 0
    """Texts that were shaped one by one by the layout engine; see `render/stamp`."""


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
        made = make(prepare(path, space, common, settings), space, settings)
        for each in made.sets:
            sets.put_in_place(each.staged)
    return made


def load_common(space: Workspace) -> Common:
    """The district, judged by itself, and its texts.

    Raises:
        Stopped: with every problem of its file.
    """
    district, source = load.load_district(space)
    wordings, sums = load.load_wordings(space)
    problems = checks.check_district(district, _locator(source), of_stations(wordings))
    problems += checks.check_glyphs(_texts(source), _locator(source))
    problems += checks.check_identity_numbers(_texts(source), _locator(source))
    stop_at_errors(problems)
    return Common(district, source, wordings, sums)


def of_stations(wordings: Wordings) -> frozenset[str]:
    return frozenset(each.name for each in in_scope(wordings, paper.STATION))


def prepare(path: Path, space: Workspace, common: Common, settings: Settings) -> Prepared:
    """Load a station and pass gate 1. The client files are opened only for kinds that need them.

    Raises:
        Stopped: with every error of its data.
    """
    loaded = load.load_station(path, space, opens_client_files(settings.kinds))
    station_data = StationData(
        common.district, loaded.station, loaded.clients, loaded.photos, theme=settings.theme, wordings=common.wordings
    )
    problems = check_facts(station_data, loaded)
    stop_at_errors(problems)
    findings = tuple(p for p in problems if p.severity is Severity.FINDING)
    made_from = {**common.source.sha256, **loaded.source.sha256}
    station_data = replace(station_data, findings=findings)
    secrets = tuple(household.identity_number for household in station_data.clients.households)
    seen = filtered(station_data, settings.audience)
    return Prepared(path.stem, seen, tuple(problems), made_from, secrets, common.sums)


def check_facts(station_data: StationData, loaded: Loaded) -> list[Problem]:
    """Every rule and the glyph check, each problem at its line."""
    locate = _locator(loaded.source)
    texts = [*_texts(loaded.source), *_printed_cells(station_data)]
    return [
        *checks.check(station_data, locate),
        *checks.check_glyphs(texts, locate),
        *checks.check_identity_numbers(_texts(loaded.source), locate),
        *_theme(station_data, loaded.source),
    ]


def _texts(source: Source) -> list[tuple[Violation, str]]:
    return [(Violation(path), text) for path, text in source.texts()]


_PRINTED = (
    ("客户档案", "households", "rows", {"户号": "number", "户主": "head", "文号": "decision"}),
    ("户内材料", "papers", "paper_rows",
     {"题名": "title", "责任者": "responsible", "文号": "number", "备注": "note"}),
    ("管理文件", "records", "record_rows",
     {"编号": "number", "题名": "title", "责任者": "responsible", "文号": "document", "备注": "note"}),
    ("查阅登记", "consultations", "consultation_rows",
     {"查阅人": "reader", "单位": "unit", "目的": "purpose", "档号": "number", "批准人": "approved_by"}),
)  # fmt: skip
"""What is printed of each table and could hold any character."""


def _printed_cells(station_data: StationData) -> Iterator[tuple[Violation, str]]:
    for table, facts, rows, printed in _PRINTED:
        for row, item in zip(getattr(station_data.clients, rows), getattr(station_data.clients, facts), strict=True):
            for head, name in printed.items():
                text = getattr(item, name)
                if text:
                    yield cell(table, row, head), text


def _theme(station_data: StationData, source: Source) -> list[Problem]:
    if station_data.theme_name in themes():
        return []
    return [UNKNOWN_THEME.at(source.location("设计", "主题"), theme=station_data.theme_name, known="、".join(themes()))]


def _locator(source: Source) -> checks.Locate:
    def locate(violation: Violation) -> Location:
        return (
            source.location(*violation.path)
            if violation.row is None
            else source.cell(violation.table, violation.row, str(violation.path[0]))
        )

    return locate


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
    sets = stage(prepared, files, space, settings)
    seconds = time.perf_counter() - start
    return Made(prepared.slug, prepared.station_data.station.name, sets, prepared.problems, seconds)


def planned(prepared: Prepared, settings: Settings) -> list[Document]:
    """Every document of a station's build, as those it is for may see it."""
    return _seen_by(plan(prepared.station_data, settings.kinds), settings.audience)


def _seen_by(documents: Sequence[Document], seen_by: Audience) -> list[Document]:
    """The plans, each going to the set of those it is for."""
    if seen_by != "reading-room":
        return list(documents)
    return [replace(each, set="archive-reading-room", attached=()) for each in documents if each.format == "pdf"]


def past_gate_2(files: Sequence[File], secrets: Sequence[str] = ()) -> list[File]:
    """Every file judged, each with the rules that could not be run on it.

    Raises:
        Stopped: with every error of the finished files, or what shows in one that is not for those it goes to.
    """
    judged = [(file, report(file.document, file.data)) for file in files]
    problems = [problem for _, found in judged for problem in found.problems]
    stop_at_errors([*problems, *_leaked(files, secrets)])
    return [
        replace(file, not_run=tuple(f"{rule}：{why.say('zh')}" for rule, why in found.not_run))
        for file, found in judged
    ]


def _leaked(files: Sequence[File], secrets: Sequence[str]) -> Iterator[Problem]:
    """What is not in a set declared private is for others: no identity number stands in any layer of it."""
    for file in files:
        if file.document.set not in PRIVATE_SETS:
            yield from leaked(Location(file.document.file), file.data, secrets)


def _publishes(station_data: StationData) -> bool:
    return any(each.published for each in station_data.district.archive.classes)


def _nothing_to_make(documents: Sequence[Document], settings: Settings, publishes: bool = True) -> list[Problem]:
    """A set that comes out empty would leave an older one standing as if it were of today."""
    if settings.audience == "reading-room":
        return [] if documents else [NOTHING.at(Location("archive-reading-room"))]
    expected = {KINDS[kind].set for kind in settings.kinds}
    if not publishes and len(expected) > 1:
        expected -= {"public"}
    return [NOTHING.at(Location(name)) for name in sorted(expected - {document.set for document in documents})]


def _of_station(prepared: Prepared, problem: Problem) -> Problem:
    """A problem of a file, told with the station whose file it is."""
    file = f"{prepared.slug}/{problem.location.file}".rstrip("/")
    return replace(problem, location=replace(problem.location, file=file))


def plan(station_data: StationData, kinds: Sequence[str] = tuple(KINDS)) -> list[Document]:
    """Every document of these kinds."""
    return [document for kind in kinds for document in KINDS[kind].plan(station_data)]


def stage(prepared: Prepared, files: Sequence[File], space: Workspace, settings: Settings) -> tuple[SetMade, ...]:
    """Write each set beside its place."""
    output = settings.output or space.output
    sets = []
    for name in SETS:
        members = [file for file in files if file.document.set == name]
        if members:
            made_from = {**prepared.made_from, **(prepared.wordings_from if name == "reports" else {})}
            owner = Owner(prepared.station_data.station.name, made_from, settings.kinds if _partial(settings) else None)
            sets.append(stage_set(owner, members, output / prepared.slug / name))
    return tuple(sets)


@dataclass(frozen=True)
class Owner:
    """Whose set it is and what it was read from; `only` are the kinds made now, where others stay in the set."""

    name: str
    made_from: Mapping[str, str]
    only: tuple[str, ...] | None = None


def stage_set(owner: Owner, members: Sequence[File], folder: Path) -> SetMade:
    """Write one set beside its place."""
    staged = sets.stage(_delivery(owner, members, folder))
    pages, size = sum(file.pages for file in members), sum(len(file.data) for file in members)
    return SetMade(folder.name, staged, len(members), pages, size, sum(file.slow for file in members))


def _delivery(owner: Owner, members: Sequence[File], folder: Path) -> Delivery:
    files, details = sets.kept(folder, frozenset(owner.only)) if owner.only else ({}, {})
    files |= {file.document.file: file.data for file in members}
    details |= {file.document.file: _details(file) for file in members}
    about = {
        "station": owner.name,
        "set": folder.name,
        "made_from": dict(sorted(owner.made_from.items())),
        "versions": versions(),
        "font_substitutions": {name.name: fonts.CHAINS[name.role, name.bold][0].family for name in fonts.OFFICIAL},
        "not_run": sorted({reason for file in members for reason in file.not_run}),
        "details": details,
    }
    return Delivery(folder, files, about, any(file.document.private for file in members))


def _partial(settings: Settings) -> bool:
    return set(settings.kinds) != set(KINDS)


def _details(file: File) -> dict[str, object]:
    document = file.document
    details: dict[str, object] = {
        "kind": document.kind,
        "title": document.title,
        "pages": file.pages,
        "size": str(document.sheet.size),
        "issued": document.issued,
    }
    if document.format == "pdf":
        details |= entry_of(document)
    if document.derived:
        details |= {"made_from": document.derived.of, "step": document.derived.step}
    if file.slow:
        details |= {"set_slowly": file.slow}
    return details | ({"order": _order(document.order)} if document.order else {})


def _order(order: Order) -> dict[str, object]:
    return {**asdict(order), "size": str(order.size), "thickness": str(order.thickness)}


def versions() -> dict[str, str]:
    """What made the files: with the same of these and the same data, the bytes are the same."""
    names = (
        "mzdocs",
        "weasyprint",
        "pydyf",
        "python-docx",
        "pikepdf",
        "fonttools",
        "uharfbuzz",
        "skia-pathops",
        "ezdxf",
        "segno",
        "pillow",
    )
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in names},
        **system_versions(),
    }
