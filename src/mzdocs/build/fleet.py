"""Many stations: all past gate 1, then made in parallel; each is put in place as it is made, or all at the end."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mzdocs.build.files_made import FilesMade, OnFile, ProgressBoard
from mzdocs.build.pipeline import Made, in_place, make
from mzdocs.build.preparation import Prepared
from mzdocs.build.settings import Settings
from mzdocs.build.stations_prepared import prepared_as_far
from mzdocs.build.unchanged import Idle, unchanged_stations
from mzdocs.core.child_process import die_with
from mzdocs.core.problems import OUT_OF_MEMORY, Exit, Location, Problem, Stopped, errors, problem_type, stop_at_errors
from mzdocs.load import Workspace
from mzdocs.publish import sets
from mzdocs.render import warm_up

WORKER_DIED = problem_type(
    "MZ9001",
    "一个生成进程意外终止（多半是内存不足，被系统结束）",
    "A worker process died (most likely the system ended it for want of memory)",
    "关闭别的程序，用 -j 1 重试；仍然如此请报告维护者。",
    "Close other programs and try again with -j 1; if it stays, report it.",
    Exit.LIMIT,
)


@dataclass(frozen=True)
class Built:
    """What was put in place, what stands as it was, and every error that kept something from being made."""

    made: tuple[Made, ...]
    idle: tuple[Idle, ...] = ()
    """The stations of which nothing had changed."""
    errors: tuple[Problem, ...] = ()


OnProgress = Callable[[Made], None]
OnFiles = Callable[[Sequence[FilesMade]], None]
_Then = tuple[Callable[[Made], Made], OnProgress | None]
"""What is done with each station that was made, and who hears of it."""
_TICK = 0.25
"""Seconds after which workers' files are looked at again."""


def build_all(
    paths: Sequence[Path],
    space: Workspace,
    settings: Settings,
    on_progress: OnProgress | None = None,
    on_files: OnFiles | None = None,
) -> Built:
    """The paper of many stations, in the order of `paths`.

    `on_progress` hears of each as it is made, `on_files` now and then how far those that are being made are.

    With `keep_going` each is put in place as soon as it is made, and what an error does not concern is made all the
    same; else all are once all are made.

    Raises:
        Stopped: with every problem of every station; then nothing was put in place, but for what `REPLACED` names.
    """
    with sets.locked(settings.output or space.output) as lock:
        idle = unchanged_stations(paths, space, settings)
        rest = [path for path in paths if path not in idle]
        prepared, unprepared = prepared_as_far(rest, idle.values(), space, settings) if rest else ([], [])
        if not settings.keep_going:
            stop_at_errors(unprepared)
        finish = in_place if settings.keep_going else _as_it_is
        made, problems = _make_all(prepared, space, settings, (finish, on_progress), lock, on_files)
        wrong = [*errors(unprepared), *problems]
        try:
            if not (settings.keep_going and (made or idle)):
                stop_at_errors(wrong)
            if not settings.keep_going:
                made = [in_place(each) for each in made]
        finally:
            for each in made:
                sets.discard(each.staged)
    order = {path.stem: number for number, path in enumerate(paths)}
    made.sort(key=lambda each: order[each.slug])
    return Built(tuple(made), tuple(idle.values()), (*wrong, *(problem for each in made for problem in each.errors)))


def _as_it_is(made: Made) -> Made:
    return made


def _make_all(
    prepared: Sequence[Prepared],
    space: Workspace,
    settings: Settings,
    then: _Then,
    lock: int,
    on_files: OnFiles | None,
) -> tuple[list[Made], list[Problem]]:
    warm_up()
    board = ProgressBoard(len(prepared))
    workers = min(settings.jobs, len(prepared))
    if workers <= 1:
        one_by_one = ((item, _heard(board, number, on_files)) for number, item in enumerate(prepared))
        return _gather((partial(_make, item, space, settings, heard) for item, heard in one_by_one), *then)
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _serve, (os.getpid(), lock, board)) as pool:
        futures = [pool.submit(_make_numbered, item, space, settings, number) for number, item in enumerate(prepared)]
        try:
            return _gather((future.result for future in _as_completed(futures, board, on_files)), *then)
        except BaseException:  # an interrupt: stations that are not begun yet are not made for nobody
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _heard(board: ProgressBoard, number: int, on_files: OnFiles | None) -> OnFile:
    """What a station made in this process tells of its files."""
    write = board.writer(number)

    def tell(kind: str, made: int, planned: int) -> None:
        write(kind, made, planned)
        if on_files:
            on_files(board.seen())

    return tell


def _as_completed(
    futures: Sequence[Future[Made]], board: ProgressBoard, on_files: OnFiles | None
) -> Iterator[Future[Made]]:
    """Each as it is done; whoever wants to know how far the others are, hears of it meanwhile."""
    left = set(futures)
    while left:
        done, left = wait(left, _TICK if on_files else None, FIRST_COMPLETED)
        if on_files:
            on_files(board.seen())
        yield from done


_BOARDS: list[ProgressBoard] = []
"""In a worker, the one its parent looks at."""


def _serve(parent: int, lock: int, board: ProgressBoard) -> None:
    """A worker begins: it has no part in the lock of its parent, and dies with it.

    The thread that forks workers is the one that waits for them all (`submit` forks), so it cannot end before them.
    """
    os.close(lock)
    _BOARDS[:] = [board]
    die_with(parent)


def _gather(
    results: Iterable[Callable[[], Made]], finish: Callable[[Made], Made], on_progress: OnProgress | None
) -> tuple[list[Made], list[Problem]]:
    made: list[Made] = []
    problems: list[Problem] = []
    for result in results:
        try:
            made.append(finish(result()))
            if on_progress:
                on_progress(made[-1])
        except Stopped as stopped:
            problems += stopped.problems
        except MemoryError:
            problems.append(OUT_OF_MEMORY.at(Location()))
        except BrokenProcessPool:
            return made, [*problems, WORKER_DIED.at(Location())]
    return made, problems


def _make_numbered(item: Prepared, space: Workspace, settings: Settings, number: int) -> Made:
    """One station in a worker, which writes on the board how far it is."""
    return _make(item, space, settings, _BOARDS[0].writer(number))


def _make(item: Prepared, space: Workspace, settings: Settings, on_file: OnFile) -> Made:
    """One station with the cyclic collector at rest: layout makes millions of short-lived boxes."""
    gc.disable()
    try:
        return make(item, space, settings, on_file)
    finally:
        gc.freeze()  # what is left is the station's files: nothing looks at them again, not even at the end
        gc.enable()
