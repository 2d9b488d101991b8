"""The shim of `shim.c`: compiled, loaded before a program of ours, and armed in one of its children."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("shim.c")
FAIL, SHORT, SIGNAL, SIGNAL_AFTER, PARENT = range(5)


class Action(NamedTuple):
    """What happens at the n-th call: one of the kinds of `shim.c`, with its error or its signal."""

    kind: int = FAIL
    argument: int = 0


NOTHING = Action()
ACTIONS: Mapping[str, Action] = {
    **{
        name: Action(FAIL, getattr(errno, name))
        for name in ("ENOSPC", "EDQUOT", "EIO", "EINTR", "EMFILE", "EROFS", "EACCES", "EBUSY", "EXDEV", "ENOMEM")
    },
    "short write": Action(SHORT),
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


def compiled(work: Path) -> Path:
    """The library, in a folder of the sweep's."""
    compiler, library = shutil.which("cc"), work / "shim.so"
    assert compiler, "no C compiler: make test installs one"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


def preloaded(module: str, work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A module of ours run to its end with the shim loaded and idle."""
    return subprocess.run(
        [sys.executable, "-m", module, str(work), *arguments],
        env={**os.environ, "LD_PRELOAD": str(compiled(work))}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def arm(root: Path, number: int = 0, action: Action = NOTHING) -> None:
    """From now on calls below a folder are counted, and this happens at the n-th; at none if it is 0."""
    ctypes.CDLL(None).shim_arm(os.fsencode(root), number, *action)


def counted() -> Sequence[str]:
    """The names of the calls that were counted in this process."""
    shim = ctypes.CDLL(None)
    shim.shim_name.restype = ctypes.c_char_p
    return [shim.shim_name(number + 1).decode() for number in range(shim.shim_seen())]
