"""What a worker does with a task: the stations' build, and of it only sums, counts and codes come back."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, cast

from mzdocs.build.fleet import Built, build_all
from mzdocs.build.settings import Settings
from mzdocs.core.faults import fault_of
from mzdocs.core.problems import OUT_OF_MEMORY, Location, Problem, Severity, Stopped
from mzdocs.load.workspace import ENDINGS, Workspace
from mzdocs.nation.summaries import StationRow
from mzdocs.nation.tasks import Asked, Task
from mzdocs.publish import manifest
from mzdocs.publish.record import read_record

if TYPE_CHECKING:  # a worker whose stations stand as they are made never loads what makes and judges them
    from mzdocs.build.pipeline import Made

STOP = ".mzdocs-stop"
"""The file below the root that asks workers to stop after the station at hand, on whatever machine they are."""
State = Literal["made", "same", "part", "failed", "read"]
"""New; unchanged; new but for kinds that an error stops; not made; only its data were read."""


@dataclass(frozen=True)
class FoundCode:
    """A problem that travels: its code, the file and line, how often, and the exit code of an error, else 0.

    Sentences stay where the data are: `mzdocs check` says them there.
    """

    code: str
    file: str = ""
    line: int | None = None
    count: int = 1
    exit: int = 0


@dataclass(frozen=True)
class StationDone:
    """How a station ended: the sum of its sets, what they hold, seconds of wall time, what is to be told."""

    slug: str
    state: State
    sum: str = ""
    files: int = 0
    made: int = 0
    pages: int = 0
    size: int = 0
    seconds: float = 0
    told: tuple[FoundCode, ...] = ()
    facts: str = ""
    """A keyed sum of all its data: equal while none of them changes, and nothing to whoever has not the key."""


@dataclass(frozen=True)
class Done:
    """How a task ended: `left` are stations that were not made, `told` concerns the district and all of these."""

    stations: tuple[StationDone, ...] = ()
    left: tuple[str, ...] = ()
    told: tuple[FoundCode, ...] = ()
    seconds: float = 0
    rows: tuple[StationRow, ...] = ()
    """Of the stations whose facts are others than those known."""
    stopped: bool = False
    """Somebody asked to stop."""


class _Enough(Exception):
    """Somebody asked to stop: the station at hand is in its place."""


def carried_out(root: str, asked: Asked, seconds: int, task: Task) -> Done:
    """Build a task's stations, or only read them. Nothing is raised: whatever happens is told in the answer.

    A station for which this process takes longer than so many seconds ends it by SIGALRM: who hangs cannot tell.
    """
    start = time.perf_counter()
    done: list[Made] = []
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        result = _built(Path(root), task, asked, seconds, done) if asked.kinds else _read(Path(root), task, seconds)
    except _Enough:
        result = _as_far_as(done, task, Workspace(Path(root) / task.place))
    except Stopped as stopped:
        result = Done(tuple(StationDone(slug, "failed") for slug in task.slugs), told=_told(stopped.problems))
    except MemoryError:
        result = Done(left=task.slugs, told=_told([OUT_OF_MEMORY.at()]))
    except Exception as error:  # noqa: BLE001 - its text could hold a person's data, and would reach a log
        told = _told([fault_of(error, Location(task.place))])
        result = Done(tuple(StationDone(slug, "failed") for slug in task.slugs), told=told)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return replace(result, seconds=time.perf_counter() - start)


def _built(root: Path, task: Task, asked: Asked, seconds: int, done: list[Made]) -> Done:
    space = Workspace(root / task.place)
    by_name = {path.stem: path for path in space.station_files()}
    gone = tuple(slug for slug in task.slugs if slug not in by_name)

    def heard(made: Made) -> None:
        done.append(made)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        if (root / STOP).exists() and len(done) < len(task.slugs):
            raise _Enough

    if (root / STOP).exists():  # the engine had the task already when somebody asked to stop
        raise _Enough
    settings = Settings(asked.kinds, keep_going=True, force=asked.force)
    built = build_all([by_name[slug] for slug in task.slugs if slug in by_name], space, settings, heard)
    result = _result(built, space, task, gone)
    new = [each.slug for each in result.stations if each.state != "failed" and each.facts not in task.known]
    return replace(result, rows=_rows(space, new))


def _rows(space: Workspace, slugs: Sequence[str]) -> tuple[StationRow, ...]:
    if not slugs:
        return ()
    from mzdocs.nation.station_rows import stations_read

    return tuple(each.row for each in stations_read(space, slugs) if each.row)


def _read(root: Path, task: Task, seconds: int) -> Done:
    """What a level above asks of the stations whose facts are others than those known; nothing is made."""
    from mzdocs.nation.station_rows import stations_read

    space, stations, rows = Workspace(root / task.place), list[StationDone](), list[StationRow]()
    standing = {slug: _standing(space, slug, "read") for slug in task.slugs}
    new = [slug for slug, each in standing.items() if each.facts not in task.known]
    for each in stations_read(space, new):
        signal.setitimer(signal.ITIMER_REAL, seconds)
        stations.append(replace(standing[each.slug], told=_told(each.problems)))
        rows += [each.row] if each.row else []
    return Done(tuple(stations), rows=tuple(rows))


def _result(built: Built, space: Workspace, task: Task, gone: Sequence[str]) -> Done:
    """Every station of a task once: made, as it was, or not made for errors of its own or of its district."""
    of = {slug: [each for each in built.errors if _is_of(each, slug)] for slug in task.slugs}
    stations = {each.slug: _of_made(each, space, of[each.slug]) for each in built.made}
    stations |= {each.slug: _standing(space, each.slug, "same") for each in built.idle}
    for slug in (slug for slug in task.slugs if slug not in stations):
        stations[slug] = StationDone(slug, "failed", told=_told(of[slug]))
    own = {id(each) for found in of.values() for each in found}
    shared = _told(each for each in built.errors if id(each) not in own)
    return Done(tuple(stations[slug] for slug in task.slugs if slug not in gone), told=shared)


def _as_far_as(done: Sequence[Made], task: Task, space: Workspace) -> Done:
    made = {each.slug: _of_made(each, space, each.errors) for each in done}
    return Done(tuple(made.values()), tuple(slug for slug in task.slugs if slug not in made), stopped=True)


def _of_made(made: Made, space: Workspace, wrong: Sequence[Problem]) -> StationDone:
    told = _told([*wrong, *(each for each in made.problems if each.severity is Severity.FINDING)])
    stands = _standing(space, made.slug, "part" if wrong else "made")
    return replace(stands, made=sum(one.made for one in made.sets), seconds=made.seconds, told=told)


def _standing(space: Workspace, slug: str, state: State) -> StationDone:
    """What stands in a station's folder: one sum of all its sets, by their manifests, each of which seals its files."""
    station = space.output / slug
    record = read_record(station)
    folders = sorted(record.sets) if record else ()
    sums = [(name, manifest.sum_of(station / name)) for name in folders]
    held = [entry for name in folders for entry in manifest.entries(station / name).values()]
    pages, size = (sum(cast(int, entry.get(name, 0)) for entry in held) for name in ("pages", "bytes"))
    digest = sha256(repr(sums).encode()).hexdigest()
    try:
        facts = record.keyed(*_data(space, slug)) if record else ""
    except OSError:  # what cannot be read now is not known to be as it was
        facts = ""
    return StationDone(slug, state, digest, len(held), pages=pages, size=size, facts=facts)


_READ = (*ENDINGS, ".csv")


def _data(space: Workspace, slug: str) -> Iterator[bytes]:
    """The district's data file, the station's, and the tables beside it."""
    yield space.district_file.read_bytes()
    for path in sorted((space.data / "stations").iterdir()):
        if path.suffix in _READ and path.is_file() and path.name.startswith((f"{slug}.", f"{slug}-")):
            yield path.name.encode() + path.read_bytes()


def _is_of(problem: Problem, slug: str) -> bool:
    """Whether a problem stands in a station's own files or in what is made of them."""
    path = PurePath(problem.location.file)
    return path.parts[:1] == (slug,) or path.name.startswith((f"{slug}.", f"{slug}-"))


def _told(problems: Iterable[Problem]) -> tuple[FoundCode, ...]:
    found = Counter(
        FoundCode(each.code, each.location.file, each.location.line, 1, _exit_of(each)) for each in problems
    )
    return tuple(replace(told, count=count) for told, count in found.items())


def _exit_of(problem: Problem) -> int:
    return int(problem.problem_type.exit) if problem.severity is Severity.ERROR else 0
