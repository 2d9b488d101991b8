"""One child process that holds the workbench: asked one thing at a time, what is wanted soonest first.

A child that hangs, dies, or takes too much memory is replaced: whoever asked is told, the page goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import PriorityQueue
from threading import Thread
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from mzdocs.core.child_process import LimitMet, die_with
from mzdocs.core.collecting import collect_seldom
from mzdocs.core.problems import Stopped

SECONDS = 120
"""Within which one answer comes: the first one of a cold start takes the longest."""
_MEMORY = 6_000_000_000
"""Bytes of address space."""
SOON, LATER = 0, 1
"""What somebody looks at, and what may be looked at next."""
_Held = TypeVar("_Held")
_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")
_Call = Callable[..., Any]
_Job = tuple[int, int, int, "Future[Any]", _Call, tuple[object, ...]]
"""How urgent, of which state (the newest first), its number; where to answer; the call and what it is given."""


class Worker(Generic[_Held]):
    """Calls of an object that lives in a child; `make` makes it there."""

    def __init__(self, make: Callable[[], _Held], seconds: float = SECONDS) -> None:
        self._make, self._seconds = make, seconds
        self._jobs: PriorityQueue[_Job] = PriorityQueue()
        self._numbers = count()
        self._child: tuple[BaseProcess, Connection] | None = None
        Thread(target=self._work, daemon=True).start()

    def ask(
        self,
        call: Callable[Concatenate[_Held, int, _Given], _Value],
        state: int,
        *given: _Given.args,
        **_: _Given.kwargs,
    ) -> _Value:
        """What a method gives of this state of the data, before all that may wait."""
        return cast(_Value, self._asked(SOON, call, state, given))

    def ask_later(
        self,
        call: Callable[Concatenate[_Held, int, _Given], _Value],
        state: int,
        *given: _Given.args,
        **_: _Given.kwargs,
    ) -> _Value:
        """The same, once nobody waits for something else."""
        return cast(_Value, self._asked(LATER, call, state, given))

    def _asked(self, urgency: int, call: _Call, state: int, given: tuple[object, ...]) -> Any:
        """What the method gives.

        Raises:
            LimitMet: the child hung or died.
            Stopped: the call was stopped by a problem.
            LookupError: it was asked for what there is not.
        """
        answer: Future[Any] = Future()
        self._jobs.put((urgency, -state, next(self._numbers), answer, call, (state, *given)))
        return answer.result()

    def _work(self) -> None:
        """Answer one job after the other; the child is there before the first is asked for."""
        with suppress(OSError, RuntimeError):
            self._child = self._start()
        while True:
            *_, answer, call, given = self._jobs.get()
            try:
                answer.set_result(self._answered(call, given))
            except (EOFError, OSError, TimeoutError) as error:
                self._end()
                answer.set_exception(LimitMet("time" if isinstance(error, TimeoutError) else "crash"))
            except Exception as error:  # noqa: BLE001 - raised again where it was asked for
                answer.set_exception(error)

    def _answered(self, call: _Call, given: tuple[object, ...]) -> Any:
        self._child = self._child or self._start()
        _, pipe = self._child
        pipe.send((call, given))
        if not pipe.poll(self._seconds):
            raise TimeoutError
        value, error = pipe.recv()
        if error is not None:
            raise error
        return value

    def _end(self) -> None:
        """The next job has another child."""
        if self._child:
            child, pipe = self._child
            child.kill()
            child.join()
            pipe.close()
        self._child = None

    def _start(self) -> tuple[BaseProcess, Connection]:
        """A child follows the thread that started it, and that is the one that asks it."""
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        child = context.Process(target=_serve, args=(there, os.getpid(), self._make), daemon=True)
        child.start()
        there.close()
        return child, here


class AtHand(Generic[_Held]):
    """The same calls of an object in this process, for who has nothing else to do meanwhile."""

    def __init__(self, held: _Held) -> None:
        self._held = held

    def ask(
        self,
        call: Callable[Concatenate[_Held, int, _Given], _Value],
        state: int,
        *given: _Given.args,
        **_: _Given.kwargs,
    ) -> _Value:
        """What a method gives."""
        return cast(_Call, call)(self._held, state, *given)  # type: ignore[no-any-return]

    ask_later = ask


def _serve(pipe: Connection, parent: int, make: Callable[[], object]) -> None:
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit()
    collect_seldom()
    held = make()
    with suppress(EOFError, BrokenPipeError):
        while True:
            call, given = pipe.recv()
            pipe.send(_answer(held, call, given))


def _answer(held: object, call: _Call, given: tuple[object, ...]) -> tuple[object, Exception | None]:
    try:
        return call(held, *given), None
    except (Stopped, LookupError, OSError) as error:
        return None, error
    except MemoryError:
        return None, LimitMet("memory")
    except Exception:  # noqa: BLE001 - the child goes on; who asked is told in a sentence
        return None, LimitMet("crash")


def _limit() -> None:
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # a stricter limit stands already
            resource.setrlimit(what, (most, most))
