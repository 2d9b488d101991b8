"""One program at a time in a folder: who holds it, and what whoever comes second is told."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.publish.disk import make_folder

BUSY = problem_type(
    "MZ7002",
    "另一个 mzdocs（进程 {process}，{since} 开始）正在往这里生成",
    "Another mzdocs (process {process}, since {since}) is building into this folder",
    "等它结束再运行。",
    "Wait until it has ended.",
    Exit.BUSY,
)
LOCK = ".mzdocs.lock"
_MOMENTS, _MOMENT = 50, 0.02
"""How often it is looked who holds a lock, and the seconds between."""


class Unwritable(Exception):
    """A folder in which no lock can be made, and why."""

    def __init__(self, why: OSError) -> None:
        self.why = why
        super().__init__(str(why))


@contextmanager
def hold(folder: Path) -> Iterator[int]:
    """Hold a folder, made where it is missing, and give the descriptor of the lock.

    The lock ends with the last process that has its descriptor open. A forked child has it too: close it there.

    Raises:
        Stopped: another program holds it.
        Unwritable: no lock can be made in it.
    """
    try:
        make_folder(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(folder / LOCK, flags, 0o600)
    except OSError as error:
        raise Unwritable(error) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _sign(handle)
        except BlockingIOError:
            raise Stopped([BUSY.at(Location(folder.name), **_holder(handle))]) from None
        except OSError as error:
            raise Unwritable(error) from None
        yield handle
    finally:
        with suppress(OSError):  # the lock ends all the same
            os.close(handle)


def refuse_while_built(folder: Path) -> None:
    """What a build is about to exchange is not looked at: half of it would be of before, half of after.

    Raises:
        Stopped: a build holds the output folder that this is, or lies in.
    """
    for output in (folder, *folder.parents[:3]):
        with suppress(OSError), (output / LOCK).open("rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Stopped([BUSY.at(Location(output.name), **_holder(lock.fileno()))]) from None


def _sign(lock: int) -> None:
    """Who holds it, for whoever finds it held; since when is the time of the file."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, b"%d" % os.getpid(), 0)


def _holder(lock: int) -> dict[str, str]:
    """Who has taken it this very moment signs it in the next."""
    said, left = "", _MOMENTS
    while not said and left:
        said = os.pread(lock, 20, 0).decode("latin-1")
        left -= 1
        time.sleep(0 if said else _MOMENT)
    since = time.strftime("%Y-%m-%d %H:%M", time.localtime(os.fstat(lock).st_mtime))
    return {"process": said if said.isdecimal() else "?", "since": since}
