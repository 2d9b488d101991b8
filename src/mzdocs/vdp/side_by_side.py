"""Batches, asked for in order: every other one made ahead by a process forked for it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

_MOST_STARTS = 8
"""Of a helper, before its batches are made here."""
_LENGTH = 8


@dataclass
class _Helper:
    """A process that makes every so-manieth batch, and what it says."""

    process: int
    said: BinaryIO
    starts: int

    def end(self) -> None:
        """It may still be at work."""
        self.said.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def batches(count: int, processes: int, make: Callable[[int], bytes]) -> Iterator[bytes]:
    """What was made of each of so many batches; nothing, of no length, of one that is to be made here.

    `make` makes a batch in a helper; nothing where it needs this process.
    Batches are asked for in order: when the next one is, the one before is finished.
    """
    helpers: dict[int, _Helper | None] = {}
    try:
        for batch in range(count):
            place = batch % processes
            if place == 0:
                for other in range(1, min(processes, count - batch)):
                    if other not in helpers:
                        helpers[other] = _started(range(batch + other, count, processes), make)
                yield b""
                continue
            helper = helpers[place]
            made = _heard(helper.said) if helper else b""
            yield made
            if helper and not made:
                helper.end()
                rest, starts = range(batch + processes, count, processes), helper.starts + 1
                helpers[place] = _started(rest, make, starts) if rest and starts < _MOST_STARTS else None
    finally:
        for helper in helpers.values():
            if helper:
                helper.end()


def _started(batches: range, make: Callable[[int], bytes], starts: int = 0) -> _Helper:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                for batch in batches:
                    made = make(batch)
                    out.write(len(made).to_bytes(_LENGTH) + made)
                    out.flush()
        finally:
            os._exit(0)
    os.close(writing)
    return _Helper(process, os.fdopen(reading, "rb"), starts)


def _heard(said: BinaryIO) -> bytes:
    """What a helper made next; nothing if it ended."""
    length = int.from_bytes(said.read(_LENGTH))
    made = said.read(length)
    return made if len(made) == length else b""
