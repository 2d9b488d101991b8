"""An act of ours in a forked child: how it ended and what it said; nothing of it is left."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 5.0
"""Seconds after which a worker that outlived its parent is called an orphan."""
_MOMENT = 0.01


@dataclass(frozen=True)
class Child:
    """How a child ended: its exit code, or the signal that ended it as a negative number; what it said."""

    code: int
    said: str
    orphans: bool = False
    """Whether children of its own outlived it."""
    seconds: float = 0
    """Processor time."""
    megabytes: float = 0
    """The most memory it held beside what it was forked with."""


def in_child(work: Path, act: Callable[[], int], meanwhile: Callable[[int], object] = bool) -> Child:
    """What a forked child comes to that does it; all of its own children are gone when this ends.

    `meanwhile` is told the child's number and has until then to do something to it.
    """
    said = work / "said"
    said.write_bytes(b"")
    held = resource.getpagesize() * int(Path("/proc/self/statm").read_text("ascii").split()[1]) / 1024
    child = os.fork()
    if child == 0:
        _act(act, said)
    meanwhile(child)
    _, status, used = os.wait4(child, 0)
    orphans = not _group_gone(child)
    words = said.read_text("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    return Child(code, words, orphans, used.ru_utime + used.ru_stime, max(0, used.ru_maxrss - held) / 1024)


def _act(act: Callable[[], int], said: Path) -> None:
    os.setpgid(0, 0)
    stream = os.open(said, os.O_WRONLY | os.O_APPEND)
    for each in (1, 2):
        os.dup2(stream, each)
    sys.stdout, sys.stderr = (os.fdopen(each, "w", encoding="utf-8", closefd=False) for each in (1, 2))
    code = 1
    try:
        code = act()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _group_gone(group: int) -> bool:
    """Children of a child that was killed die with it, within moments."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(_MOMENT)
    os.killpg(group, signal.SIGKILL)
    return False
