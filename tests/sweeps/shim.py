"""The shim of `shim.c`: compiled, loaded before a program of ours, and armed for one of its children."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("shim.c")
FAIL, SHORT, SIGNAL, SIGNAL_AFTER, PARENT = range(5)


class Action(NamedTuple):
    """What happens at the n-th call: one of the kinds of `shim.c`, with its error or its signal."""

    kind: int
    argument: int


ACTIONS: Mapping[str, Action] = {
    **{
        name: Action(FAIL, getattr(errno, name))
        for name in ("ENOSPC", "EDQUOT", "EIO", "EINTR", "EMFILE", "EROFS", "EACCES", "EBUSY", "EXDEV", "ENOMEM")
    },
    "short write": Action(SHORT, 0),
    "killed before": Action(SIGNAL, signal.SIGKILL),
    "killed after": Action(SIGNAL_AFTER, signal.SIGKILL),
    "SIGTERM twice": Action(SIGNAL, signal.SIGTERM),
    "SIGHUP": Action(SIGNAL, signal.SIGHUP),
    "SIGINT": Action(SIGNAL_AFTER, signal.SIGINT),
}
OF_WORKERS: Mapping[str, Action] = {
    "parent killed": Action(PARENT, signal.SIGKILL),
    "worker killed": Action(SIGNAL, signal.SIGKILL),
}


def preloaded(module: str, work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A module of ours run to its end with the shim loaded and idle."""
    compiler = shutil.which("cc")
    assert compiler, "no C compiler: make test installs one"
    library = work / "shim.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return subprocess.run(
        [sys.executable, "-m", module, str(work), *arguments],
        env={**os.environ, "LD_PRELOAD": str(library)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@dataclass(frozen=True)
class Child:
    """How a child ended: its exit code, or the signal that ended it as a negative number; what it said."""

    code: int
    said: str
    calls: tuple[str, ...]
    """The calls that were counted in it, where it came to its end."""


def in_child(work: Path, act: Callable[[], int], root: Path, number: int = 0, action: Action = Action(FAIL, 0)) -> Child:
    """What a forked child comes to that does it; `action` happens at its `number`-th call below `root`.

    All of its own children are gone when this ends.
    """
    said, calls = work / "said", work / "calls"
    said.write_bytes(b"")
    calls.write_bytes(b"")
    child = os.fork()
    if child == 0:
        _act(act, root, number, action, said, calls)
    _, status = os.waitpid(child, 0)
    _wait_for_group(child)
    return Child(os.waitstatus_to_exitcode(status), said.read_text("utf-8"), tuple(calls.read_text().split()))


def _act(act: Callable[[], int], root: Path, number: int, action: Action, said: Path, calls: Path) -> None:
    os.setpgid(0, 0)
    shim = ctypes.CDLL(None)
    shim.shim_name.restype = ctypes.c_char_p
    stream = os.open(said, os.O_WRONLY)
    for each in (1, 2):
        os.dup2(stream, each)
    shim.shim_arm(os.fsencode(root), number, *action)
    code = act()
    shim.shim_arm(b"", 0, 0, 0) if number else None
    sys.stdout.flush()
    sys.stderr.flush()
    calls.write_bytes(b" ".join(shim.shim_name(each + 1) for each in range(shim.shim_seen())))
    os._exit(code)


def _wait_for_group(group: int) -> None:
    """Children of a child that was killed die with it: within moments, or they are orphans.

    Raises:
        TimeoutError: one is still there.
    """
    import time

    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    os.killpg(group, signal.SIGKILL)
    raise TimeoutError("a worker outlived its parent by five seconds")
