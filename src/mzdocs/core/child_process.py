"""A call that may never end, or take all memory, made in a child process that has limits -> its value, or which it met.

The child is forked, so what its parent has loaded need not be loaded again; nothing it prints is seen, and it dies with
its parent.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal, ParamSpec, TypeVar, cast

from mzdocs.core.problems import Exit, Stopped

_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")
Met = Literal["time", "memory", "crash"]
_Answer = tuple[object, Stopped | None, Met | None]

_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2): the signal a process gets when the thread that forked it ends."""
_TICK = 0.05
"""Seconds after which what a child uses is looked at again."""
_ROOM = 2
"""Address space a child may add, in shares of the memory it may hold: libraries reserve more than they use."""
_LATER = 2
"""Seconds after a limit at which the system ends a child that nobody watches."""
_MOST_WRITTEN = 64_000_000
"""Bytes of one file."""
_MOST_LEFT = 200_000_000
"""Bytes that calls may leave behind in a child, which makes no more of them then."""


@dataclass(frozen=True)
class Limits:
    """What a call may use: seconds of processor time, bytes of memory it holds at once beside what stood before it."""

    seconds: float
    memory: int


class LimitMet(Exception):
    """A child was stopped, or died; `limits` are those it had then, where it was stopped for one."""

    def __init__(self, met: Met, limits: Limits | None = None) -> None:
        self.met, self.limits = met, limits
        super().__init__(met)


class KeptChild:
    """One child for many calls, each within limits of its own: what is forked and loaded once serves them all.

    A call that met a limit, or broke down, ends the child, and so does much that was left behind; the next one is made
    in a new one. All but the first of a child, and their values, are pickled.
    """

    def __init__(self) -> None:
        self._running: tuple[BaseProcess, Connection] | None = None

    def __enter__(self) -> KeptChild:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """The child ends, whatever it does."""
        if self._running:
            child, way = self._running
            self._running = None
            way.close()
            child.kill()
            child.join()

    def call(
        self, limits: Limits, call: Callable[_Given, _Value], *given: _Given.args, **named: _Given.kwargs
    ) -> _Value:
        """What the call gives.

        Raises:
            LimitMet: it used more than it may, or died of a fault of a library or of ours.
            Stopped: the call was stopped by a problem.
        """
        asked = partial(call, *given, **named)
        used = self._running is not None
        try:
            return self._ended(limits, asked)
        except LimitMet as limit:
            if limit.met == "time" or not used:
                raise
        return self._ended(limits, asked)  # what those before it left may have broken it: alone it is judged by itself

    def _ended(self, limits: Limits, call: Callable[[], _Value]) -> _Value:
        try:
            value, stopped, met = self._answer(limits, call)
            if met:
                raise LimitMet(met)
        except BaseException:
            self.close()
            raise
        if stopped:
            raise stopped
        return cast(_Value, value)

    def _answer(self, limits: Limits, call: Callable[[], object]) -> _Answer:
        try:
            if self._running:
                child, way = self._running
                before = _Before(_held(child.pid or 0), _used(child.pid or 0))
                way.send((limits, call))
            else:
                before = _Before(_held(os.getpid()))
                child, way = self._forked(limits, call)
            return _answered(way, child.pid or 0, before, limits)
        except (EOFError, ConnectionError):
            child.join()
            raise LimitMet("time" if child.exitcode == -signal.SIGXCPU else "crash") from None

    def _forked(self, limits: Limits, call: Callable[[], object]) -> tuple[BaseProcess, Connection]:
        """A child that makes the call, which it inherits, and then those it is sent."""
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        child = context.Process(target=_serve, args=(there, here, os.getpid(), limits, call))
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # in the fork it would be lost
        try:
            child.start()
            self._running = child, here
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        there.close()
        return child, here


def in_child(limits: Limits, call: Callable[_Given, _Value], *given: _Given.args, **named: _Given.kwargs) -> _Value:
    """What the call gives, in a child of its own.

    Raises:
        LimitMet: it used more than it may, or died of a fault of a library or of ours.
        Stopped: the call was stopped by a problem.
    """
    with KeptChild() as child:
        return child.call(limits, call, *given, **named)


def die_with(parent: int) -> None:
    """This process, a child of that one, ends when its parent does, even by `kill -9`.

    A child follows the thread that forked it, so that thread must be one that waits for it.
    """
    control = getattr(ctypes.CDLL(None), "prctl", None)
    if control is not None:
        control(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it had died before it could be followed
        os._exit(Exit.INTERNAL)


def ask_for(limits: Limits) -> None:
    """Within a child, whose call has read enough to know what it may take: these are its limits from now on."""
    for parent, begun in _CALL:
        _limit(limits, begun)
        parent.send(limits)


_CALL: list[tuple[Connection, float]] = []
"""Of a child, the way to who waits for it, and the seconds it had used when the call began."""


@dataclass(frozen=True)
class _Before:
    """What was held, and used, before a call: none of it is the call's."""

    held: int
    seconds: float = 0


def _answered(answer: Connection, child: int, before: _Before, limits: Limits) -> _Answer:
    while True:
        while not answer.poll(_TICK):
            if _held(child) - before.held > limits.memory:
                raise LimitMet("memory", limits)
            if _used(child) - before.seconds > limits.seconds:
                raise LimitMet("time", limits)
        found = answer.recv()
        if not isinstance(found, Limits):
            return cast(_Answer, found)
        limits = found


def _serve(way: Connection, parents: Connection, parent: int, limits: Limits, call: Callable[[], object]) -> None:
    die_with(parent)
    parents.close()
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # who does not hear an interrupt waits for its answer
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _say_nothing()
    held = _held(os.getpid())
    with suppress(EOFError, ConnectionError):
        while _held(os.getpid()) - held <= _MOST_LEFT:
            begun = time.process_time()
            _limit(limits, begun)
            _CALL[:] = [(way, begun)]
            way.send(_made(call))
            limits, call = way.recv()


def _made(call: Callable[[], object]) -> _Answer:
    try:
        return call(), None, None
    except Stopped as said:
        return None, said, None
    except MemoryError:
        return None, None, "memory"
    except Exception:  # noqa: BLE001 - its parent says so in a sentence
        return None, None, "crash"


def _say_nothing() -> None:
    """Libraries complain on streams that are its parent's."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _limit(limits: Limits, begun: float) -> None:
    address = address_space() + _ROOM * limits.memory
    for what, most in (
        (resource.RLIMIT_CPU, int(begun + limits.seconds) + _LATER),
        (resource.RLIMIT_AS, address),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a stricter limit stands already
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def address_space() -> int:
    """Bytes that this process has reserved; 0 where the system does not tell."""
    return _pages(os.getpid(), 0)


def _held(process: int) -> int:
    return _pages(process, 1)


def _used(process: int) -> float:
    """Seconds of processor time by proc(5); 0 where the system does not tell."""
    try:
        ticks = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[_TIMES]
    except OSError:
        return 0
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


_TIMES = slice(11, 13)
"""Where behind the program's name its times stand: its own, and the system's for it."""


def _pages(process: int, column: int) -> int:
    """Bytes of address space (column 0) or of memory held (1) by proc(5); 0 where the system does not tell."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[column]
    except (OSError, IndexError):
        return 0
    return int(pages) * resource.getpagesize()
