"""A station's data file -> all that is known when its documents are planned: loaded, past gate 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mzdocs import checks, load
from mzdocs.build.badge_key import badge_seed
from mzdocs.build.district_common import Common
from mzdocs.build.gate_1 import station_problems, text_problems
from mzdocs.build.made_things import signs_made_otherwise
from mzdocs.build.reprints import Reprints, station_reprints
from mzdocs.build.settings import Settings
from mzdocs.build.withheld import shown_by, withheld
from mzdocs.core.problems import Problem, Severity, Stopped, errors, stop_at_errors
from mzdocs.derive.audience import filtered
from mzdocs.derive.kept_back import kept_back
from mzdocs.kinds import KINDS, opens_client_files, wanting
from mzdocs.kinds.wanting import Wanted
from mzdocs.load import Loaded, Source, Workspace
from mzdocs.load.workspace import reads
from mzdocs.load.yaml_tree import spell
from mzdocs.model.approvals import Approvals
from mzdocs.model.district import District
from mzdocs.model.secret_texts import KeptBack
from mzdocs.model.station_data import StationData
from mzdocs.publish.record import Facts


@dataclass(frozen=True)
class Prepared:
    """A station past gate 1: its data as those it is for may see them, its problems, what it was read from."""

    slug: str
    station_data: StationData
    problems: tuple[Problem, ...]
    made_from: Mapping[str, str]
    secrets: KeptBack = KeptBack()
    wordings_from: Mapping[str, str] = field(default_factory=dict)
    """The bureau's texts: only papers are made from them."""
    of_district: tuple[Problem, ...] = ()
    """What was found in the district's own file: the same for every station."""
    kinds: tuple[str, ...] = ()
    """What can be made of those asked for: no error is in what they show."""
    errors: tuple[Problem, ...] = ()
    """What keeps the others from being made."""
    wanted: Wanted = field(default_factory=dict)
    """The kinds that facts are not given for yet, and which."""
    reprints: Reprints = Reprints()
    """The papers that went out before and are printed again."""
    reads: Mapping[Path, str] = field(default_factory=dict)
    """Every data file that was read, with its SHA-256."""
    facts: Facts = field(default_factory=dict)
    """Every value of the district's and the station's data file."""
    sources: tuple[Source, ...] = ()
    """These two files: where what is wrong in a file that is made is said in them."""
    approvals: Approvals = Approvals()
    """What was signed off of what it delivered."""

    @property
    def file(self) -> str:
        """The name of the station's data file."""
        return self.sources[0].file


def prepare(path: Path, space: Workspace, common: Common, settings: Settings, beside: Path | None = None) -> Prepared:
    """Load a station and pass gate 1. The client files are opened only for kinds that need them.

    What its file names lies in the same folder, or in that `beside`.

    Raises:
        Stopped: with every error of its data.
    """
    with reads() as found_there:
        loaded = _loaded(path, space, settings, beside)
        seed, unusable = _seed(common.district, loaded, settings)
        register, damaged = load.load_register(space, path.stem)
        approvals, faulty = load.load_approvals(space, path.stem)
    station_data = StationData(
        common.district, loaded.station, loaded.clients, loaded.photos,
        theme_asked=settings.theme, wordings=common.wordings, own_themes=common.own_themes, badge_seed=seed,
        monitor_asked=settings.monitor, register=register, as_of=settings.as_of,
    )  # fmt: skip
    told = [
        *loaded.problems,
        *unusable,
        *damaged,
        *faulty,
        *_as_far_as_read(station_problems(station_data, loaded), loaded),
    ]
    wrong = [problem for problem in errors(told) if shown_by(problem, loaded.left_out) & set(settings.kinds)]
    kinds = _possible(wrong, told, loaded, settings)
    wanted = wanting.wanting(common.district, loaded.station, kinds)
    kinds = _given(kinds, wanted, loaded.source, settings)
    problems = [each for each in told if each.severity is not Severity.ERROR and shown_by(each) & set(kinds)]
    findings = tuple(each for each in told if each.severity is Severity.FINDING and each.code in checks.CODES)
    made_from = {**common.source.sha256, **loaded.source.sha256, **station_data.theme.made_from}
    station_data = replace(station_data, findings=findings)
    secrets = kept_back(station_data) if opens_client_files(kinds) else KeptBack()
    seen = filtered(station_data, settings.audience)
    again = station_reprints(seen, kinds)
    wrong += again.wrong
    kinds = tuple(kind for kind in _possible(wrong, told, loaded, settings) if kind not in wanted)
    problems += [*again.notices, *signs_made_otherwise(seen, kinds), *_not_yet(common.district, loaded, wanted)]
    return Prepared(
        path.stem, seen, tuple(problems), made_from, secrets, common.sums, common.problems, kinds, tuple(wrong), wanted,
        again, {**common.reads, **found_there}, {each.file: _values(each) for each in (common.source, loaded.source)},
        (loaded.source, common.source), approvals,
    )  # fmt: skip


def _given(kinds: Iterable[str], wanted: Wanted, source: Source, settings: Settings) -> tuple[str, ...]:
    """The kinds of which every fact is there.

    Raises:
        Stopped: there is none, or one that is not was asked for by its name.
    """
    given = tuple(kind for kind in kinds if kind not in wanted)
    if wanted and (settings.by_name or not given):
        raise Stopped([wanting.told(wanting.NONE_YET, wanted, source.location())])
    return given


def _not_yet(district: District, loaded: Loaded, wanted: Wanted) -> list[Problem]:
    """What the station's own file has to be given yet; what the district's has, is told of that."""
    own = {kind: facts for kind, facts in wanting.of_station(district, loaded.station).items() if kind in wanted}
    return [wanting.told(wanting.NOT_YET, own, loaded.source.location())] if own else []


def _values(source: Source) -> dict[str, str]:
    return {spell(path): text for path, text in source.texts()}


def _possible(wrong: Sequence[Problem], told: Sequence[Problem], loaded: Loaded, settings: Settings) -> tuple[str, ...]:
    """The kinds asked for that no error keeps from being made.

    Raises:
        Stopped: there is none, or one error is to stop them all.
    """
    stopped = withheld(wrong, loaded.left_out)
    kinds = tuple(kind for kind in settings.kinds if kind not in stopped)
    if not (settings.keep_going and kinds):
        stop_at_errors([*wrong, *(problem for problem in told if problem.severity is not Severity.ERROR)])
    return kinds


def _as_far_as_read(problems: Sequence[Problem], loaded: Loaded) -> list[Problem]:
    """Without what rules found in kinds that show a part that could not be read: it may not be so."""
    if not loaded.left_out:
        return list(problems)
    readable = frozenset(KINDS) - withheld(loaded.problems, loaded.left_out)
    return [each for each in problems if each.code not in checks.CODES or shown_by(each) & readable]


def own_problems(path: Path, space: Workspace, settings: Settings) -> list[Problem]:
    """What is wrong in a station's file, photos, tables and texts by themselves, whatever its district says."""
    try:
        loaded = _loaded(path, space, settings)
    except Stopped as stopped:
        return [*stopped.problems, *stopped.beside]
    return [*loaded.problems, *text_problems(loaded.source)]


def _loaded(path: Path, space: Workspace, settings: Settings, beside: Path | None = None) -> Loaded:
    """A station's file as facts; if its values are none, its texts are looked at all the same.

    Raises:
        Stopped: its values are no facts.
    """
    try:
        loaded = load.load_station(path, space, opens_client_files(settings.kinds), beside)
        return replace(loaded, problems=tuple(load.strictly(loaded.problems))) if settings.strict else loaded
    except load.NoFacts as found:
        stop_at_errors([*found.problems, *text_problems(found.source)])
        raise


def _seed(district: District, loaded: Loaded, settings: Settings) -> tuple[bytes | None, Sequence[Problem]]:
    """The key that signs the codes of badges, or why the one that was given cannot."""
    try:
        return badge_seed(district, loaded.station, settings.badge_key) if "badge" in settings.kinds else None, ()
    except Stopped as stopped:
        return None, stopped.problems
