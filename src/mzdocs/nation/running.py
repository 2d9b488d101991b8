"""Tasks -> answers as they come: one of a district at a time, and a worker that is lost loses nothing else."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace

from mzdocs.core.problems import Exit, ProblemType, problem_type
from mzdocs.nation.engines import Engine, Loss
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done, FoundCode, StationDone

_DIED = problem_type(
    "MZN03",
    "做这个工作站的进程一再意外终止（多半是内存不足），先搁下，别的照常",
    "The process that made this station died again and again (most likely for want of memory); it is set apart",
    "在这个区的文件夹里单独运行 mzdocs build 看原因；仍然如此请报告维护者。",
    "Run mzdocs build in its district's folder to see why; if it stays, report it.",
    Exit.LIMIT,
)
_LATE = problem_type(
    "MZN04",
    "这个工作站一再超过时限，先搁下，别的照常",
    "This station took longer than it may again and again; it is set apart",
    "用 --timeout 放宽；仍然如此，在这个区的文件夹里单独运行 mzdocs build 看原因。",
    "Allow more by --timeout; if it stays, run mzdocs build in its district's folder.",
    Exit.LIMIT,
)
SET_APART: Mapping[Loss, ProblemType] = {"died": _DIED, "time": _LATE, "gone": _DIED}
MOST_GONE = 20
"""So often a task's worker may go before the task is taken for what ends it."""
_TICK = 0.25
"""Seconds after which one looks whether somebody asked to stop."""
_AHEAD = 2
"""Tasks beside those at hand that an engine holds, so that no worker waits."""


class Running:
    """Tasks on their way through an engine; its own memory does not grow with them."""

    def __init__(self, tasks: Iterable[Task], engine: Engine, tries: int) -> None:
        self._waiting, self._engine, self._tries = deque(tasks), engine, tries
        self._at_hand: dict[Future[Done], Task] = {}
        self._stopping = False

    def stop(self) -> None:
        """Begin no other task, nor one again whose worker is lost meanwhile."""
        self._stopping = True
        self._waiting.clear()

    def ended(self) -> Sequence[tuple[Task, Done]] | None:
        """The tasks that ended within a moment, each with its answer; None where nothing is left to wait for."""
        self._submit()
        if not self._at_hand:
            return None
        done, _ = wait(self._at_hand, _TICK, FIRST_COMPLETED)
        return [ended for future in done for ended in self._answer(future, self._at_hand.pop(future))]

    def _submit(self) -> None:
        busy = {task.place for task in self._at_hand.values()}
        for _ in range(len(self._waiting)):
            if len(self._at_hand) >= self._engine.workers + _AHEAD:
                return
            task = self._waiting.popleft()
            if task.place in busy:  # its district is locked: it waits, the next one goes
                self._waiting.append(task)
                continue
            busy.add(task.place)
            self._at_hand[self._engine.submit(task)] = task

    def _answer(self, future: Future[Done], task: Task) -> list[tuple[Task, Done]]:
        error = future.exception()
        if error is not None:
            return self._after(self._engine.loss(error), task)
        done = future.result()
        if done.left and not done.stopped:
            rest = replace(task, slugs=done.left)
            return [(task, done), *self._after("died", rest)]
        return [(task, done)]

    def _after(self, loss: Loss, task: Task) -> list[tuple[Task, Done]]:
        """A lost task is tried again, its stations one by one; one that was tried often enough is set apart."""
        if self._stopping:
            return []
        if loss == "gone" and task.gone < MOST_GONE:
            self._waiting.appendleft(task.elsewhere)
            return []
        again = [*task.one_by_one()] if len(task.slugs) > 1 else [task.again]
        if again[0].tried < self._tries:
            self._waiting.extendleft(again)
            return []
        told = FoundCode(SET_APART[loss].code, f"{task.place}/{task.slugs[0]}", exit=int(Exit.LIMIT))
        return [(task, Done((StationDone(task.slugs[0], "failed", told=(told,)),)))]
