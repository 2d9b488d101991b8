"""Many stations: all past gate 1, then made in parallel, then all put in place, or none."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mzdocs.build.district_common import load_common
from mzdocs.build.pipeline import Made, Prepared, Settings, make, own_problems, prepare
from mzdocs.core.problems import Exit, Location, Problem, Stopped, errors, problem_type, stop_at_errors
from mzdocs.load import Workspace
from mzdocs.publish import sets
from mzdocs.render import warm_up

WORKER_DIED = problem_type(
    "MZ9001",
    "一个生成进程意外终止（内存不足或程序故障）",
    "A worker process died (out of memory, or a fault of ours)",
    "用 -j 1 重试；仍然如此请报告维护者。",
    "Try again with -j 1; if it stays, report it.",
    Exit.INTERNAL,
)

TWIN = problem_type(
    "MZ1415",
    "“{value}”与工作站 {other} 的相同",
    "{value} is the same as that of station {other}",
    "改为本站自己的街道代码、报告序号、全宗号、发文字号。",
    "Use a street code, a report serial, a fonds code and document numbers of its own.",
)


@dataclass(frozen=True)
class Built:
    """What was put in place, in the order asked for, and every error that kept something from being made."""

    made: tuple[Made, ...]
    errors: tuple[Problem, ...] = ()


OnProgress = Callable[[Made], None]
_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2): the signal a process gets when the thread that forked it ends."""


def build_all(
    paths: Sequence[Path], space: Workspace, settings: Settings, on_progress: OnProgress | None = None
) -> Built:
    """The paper of many stations, in the order of `paths`; `on_progress` hears of each as it is made.

    With `keep_going` what an error does not concern is made all the same.

    Raises:
        Stopped: with every problem of every station; then nothing at all was put in place.
    """
    with sets.locked(settings.output or space.output) as lock:
        prepared, unprepared = _prepared(paths, space, settings)
        if not settings.keep_going:
            stop_at_errors(unprepared)
        made, problems = _make_all(prepared, space, settings, on_progress, lock)
        wrong = [*errors(unprepared), *problems]
        try:
            if not (settings.keep_going and made):
                stop_at_errors(wrong)
            for each in made:
                for one in each.sets:
                    sets.put_in_place(one.staged)
        finally:
            for each in made:
                for one in each.sets:
                    sets.discard(one.staged)
    order = {item.slug: number for number, item in enumerate(prepared)}
    made.sort(key=lambda each: order[each.slug])
    return Built(tuple(made), (*wrong, *(problem for each in made for problem in each.errors)))


def prepare_all(paths: Sequence[Path], space: Workspace, settings: Settings) -> list[Prepared]:
    """All stations past gate 1.

    Raises:
        Stopped: with the errors of all of them, and beside these all that was found in those that have none.
    """
    prepared, problems = _prepared(paths, space, settings)
    stop_at_errors(problems)
    return prepared


def _prepared(paths: Sequence[Path], space: Workspace, settings: Settings) -> tuple[list[Prepared], list[Problem]]:
    """The stations that pass gate 1, and every problem of all.

    Raises:
        Stopped: the district's file has errors, told with those the stations' own files show without it; or stations
            share what must be a station's own: who is right?
    """
    try:
        common = load_common(space, settings.as_of)
    except Stopped as stopped:
        own = [problem for path in paths for problem in own_problems(path, space, settings)]
        stop_at_errors([*stopped.problems, *stopped.beside, *own])
        raise
    prepared: list[Prepared] = []
    problems = list(common.problems)
    for path in paths:
        try:
            prepared.append(prepare(path, space, common, settings))
            problems += prepared[-1].problems
        except Stopped as stopped:
            problems += (*stopped.problems, *stopped.beside)
    twins = _twins(prepared)
    if twins:
        stop_at_errors([*problems, *twins])
    return prepared, problems


def _twins(prepared: Sequence[Prepared]) -> list[Problem]:
    """Stations that share what must be a station's own: badges or reports would bear one number."""
    problems: list[Problem] = []
    owners: dict[tuple[str, object], str] = {}
    for item in prepared:
        station = item.station_data.station
        own = (
            ("街道代码", station.street),
            ("检查.序号", station.inspection and station.inspection.serial),
            *(("公文.发文字号", paper.number) for paper in station.papers),
            ("档案.全宗号", station.archive.fonds_code),
        )
        for path, value in own:
            if value is None:
                continue
            owner = owners.setdefault((path, value), item.slug)
            if owner != item.slug:
                location = Location(f"data/stations/{item.slug}.yaml", path=path)
                problems.append(TWIN.at(location, value=value, other=owner))
    return problems


def _make_all(
    prepared: Sequence[Prepared], space: Workspace, settings: Settings, on_progress: OnProgress | None, lock: int
) -> tuple[list[Made], list[Problem]]:
    warm_up()
    workers = min(settings.jobs, len(prepared))
    if workers <= 1:
        return _gather((partial(_make, item, space, settings) for item in prepared), on_progress)
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _serve, (os.getpid(), lock)) as pool:
        futures = [pool.submit(_make, item, space, settings) for item in prepared]
        try:
            return _gather((future.result for future in as_completed(futures)), on_progress)
        except BaseException:  # an interrupt: stations that are not begun yet are not made for nobody
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _serve(parent: int, lock: int) -> None:
    """A worker begins: it has no part in the lock of its parent, and dies with it, even by `kill -9`.

    The thread that forks workers is the one that waits for them all (`submit` forks), so it cannot end before them.
    """
    os.close(lock)
    control = getattr(ctypes.CDLL(None), "prctl", None)
    if control is not None:
        control(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it had died before it could be followed
        os._exit(Exit.INTERNAL)


def _gather(results: Iterable[Callable[[], Made]], on_progress: OnProgress | None) -> tuple[list[Made], list[Problem]]:
    made: list[Made] = []
    problems: list[Problem] = []
    for result in results:
        try:
            made.append(result())
            if on_progress:
                on_progress(made[-1])
        except Stopped as stopped:
            problems += stopped.problems
        except BrokenProcessPool:
            return made, [*problems, WORKER_DIED.at(Location())]
    return made, problems


def _make(item: Prepared, space: Workspace, settings: Settings) -> Made:
    """One station with the cyclic collector at rest: layout makes millions of short-lived boxes."""
    gc.disable()
    try:
        return make(item, space, settings)
    finally:
        gc.freeze()  # what is left is the station's files: nothing looks at them again, not even at the end
        gc.enable()
