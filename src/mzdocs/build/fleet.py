"""Many stations: all past gate 1, then made in parallel; each is put in place as it is made, or all at the end."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.build.files_made import FilesMade, OnFile, ProgressBoard, nobody
from mzdocs.build.forked_calls import Numbered, side_by_side
from mzdocs.build.settings import Settings
from mzdocs.build.unchanged import Idle, unchanged_stations
from mzdocs.core.problems import OUT_OF_MEMORY, Exit, Location, Problem, Stopped, errors, problem_type, stop_at_errors
from mzdocs.publish import sets

if TYPE_CHECKING:  # what makes files is loaded while the data are looked at
    from mzdocs.build.kinds_made import Workers
    from mzdocs.build.pipeline import Made
    from mzdocs.build.preparation import Prepared
    from mzdocs.load.workspace import Workspace

WORKER_DIED = problem_type(
    "MZ9001",
    "一个生成进程意外终止（多半是内存不足，被系统结束）",
    "A worker process died (most likely the system ended it for want of memory)",
    "关闭别的程序，用 -j 1 重试；仍然如此请报告维护者。",
    "Close other programs and try again with -j 1; if it stays, report it.",
    Exit.LIMIT,
)

_SEMAPHORES = "/dev/shm"
"""Without it processes cannot wait for each other: a sandbox may have none."""
_SOON = 8_000_000
"""Bytes of tables: of eight stations as there are in a district it is two million."""


@dataclass(frozen=True)
class Built:
    """What was put in place, what stands as it was, and every error that kept something from being made."""

    made: tuple[Made, ...]
    idle: tuple[Idle, ...] = ()
    """The stations of which nothing had changed."""
    errors: tuple[Problem, ...] = ()


OnFiles = Callable[[Sequence[FilesMade]], None]
if TYPE_CHECKING:
    OnProgress = Callable[[Made], None]
    _Then = tuple[Callable[[Made], Made], OnProgress | None]
    """What is done with each station that was made, and who hears of it."""
    _Looked = tuple[dict[Path, Idle], list[Prepared], list[Problem]]


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
    beside = settings.jobs > 1 and os.access(_SEMAPHORES, os.W_OK) and _travel_soon(paths)
    with sets.locked(settings.output or space.output) as lock:
        idle, prepared, unprepared = _looked_at(paths, space, settings, lock if beside else None)
        from mzdocs.build.pipeline import in_place

        if not settings.keep_going:
            stop_at_errors(unprepared)
        finish = in_place if settings.keep_going else _as_it_is
        made, problems = _make_all(prepared, space, settings, (finish, on_progress), lock, on_files, beside)
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


def _travel_soon(paths: Sequence[Path]) -> bool:
    """Whether the facts and plans of stations are few: what goes from process to process is held twice meanwhile."""
    tables = (each for folder in {path.parent for path in paths} for each in folder.iterdir() if each.is_file())
    try:
        return sum(each.stat().st_size for each in tables) <= _SOON
    except OSError:  # a folder that cannot be listed, a file that is gone by now
        return False


def _looked_at(paths: Sequence[Path], space: Workspace, settings: Settings, lock: int | None) -> _Looked:
    """The same as `_look` says, of a worker that has no part in the `lock`, if there may be one."""
    look = partial(_look, paths, space, settings)
    try:
        return side_by_side([look], 1, lock, _loaded_meanwhile) if lock is not None else look()
    except BrokenProcessPool:
        raise Stopped([WORKER_DIED.at(Location())]) from None


def _look(paths: Sequence[Path], space: Workspace, settings: Settings) -> _Looked:
    """The stations of which nothing changed; of the others those that pass gate 1, and every problem of all."""
    from mzdocs.build.stations_prepared import prepared_as_far

    idle = unchanged_stations(paths, space, settings)
    rest = [path for path in paths if path not in idle]
    return idle, *(prepared_as_far(rest, idle.values(), space, settings) if rest else ([], []))


def _loaded_meanwhile(results: Iterator[Numbered[_Looked]]) -> _Looked:
    """What makes files takes as long to load as data take to be looked at."""
    from mzdocs.render import warm_up

    import_module("mzdocs.build.pipeline")
    warm_up()
    ((_, result),) = results
    return result()


def _as_it_is(made: Made) -> Made:
    return made


def _make_all(
    prepared: Sequence[Prepared],
    space: Workspace,
    settings: Settings,
    then: _Then,
    lock: int,
    on_files: OnFiles | None,
    beside: bool = False,
) -> tuple[list[Made], list[Problem]]:
    """With `beside` the kinds of one station alone are made side by side."""
    from mzdocs.build.kinds_made import Workers

    workers = min(settings.jobs, len(prepared))
    if beside and len(prepared) == 1:
        alone = Workers(settings.jobs, lock, on_files)
        return _gather([partial(_make, prepared[0], space, settings, nobody, alone)], *then)
    board = ProgressBoard(len(prepared))
    if workers <= 1:
        one_by_one = ((item, _heard(board, number, on_files)) for number, item in enumerate(prepared))
        return _gather((partial(_make, item, space, settings, heard) for item, heard in one_by_one), *then)
    calls = [partial(_make, item, space, settings, board.writer(number)) for number, item in enumerate(prepared)]
    return side_by_side(
        calls, workers, lock, lambda made: _gather((value for _, value in made), *then), board.told(on_files)
    )


def _heard(board: ProgressBoard, number: int, on_files: OnFiles | None) -> OnFile:
    """What a station made in this process tells of its files."""
    write = board.writer(number)

    def tell(kind: str, made: int, planned: int) -> None:
        write(kind, made, planned)
        if on_files:
            on_files(board.seen())

    return tell


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


def _make(item: Prepared, space: Workspace, settings: Settings, on_file: OnFile, *alone: Workers) -> Made:
    """One station with the cyclic collector at rest: layout makes millions of short-lived boxes."""
    from mzdocs.build.pipeline import make

    gc.disable()
    try:
        return make(item, space, settings, on_file, *alone)
    finally:
        gc.freeze()  # what is left is the station's files: nothing looks at them again, not even at the end
        gc.enable()
