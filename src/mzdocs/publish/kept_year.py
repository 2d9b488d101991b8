"""The data of a year that is closed -> a copy of their own: whole or not at all, as open or closed as they were."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason

CANNOT_KEEP = problem_type(
    "MZ7158",
    "换年度没有完成：{reason}",
    "The year could not be closed: {reason}",
    "检查磁盘空间和权限，再运行一次；已经留存的一份是完整的。",
    "Check space and permissions, then run it again; a copy that is there is whole.",
    Exit.OUTPUT,
)


def keep(data: Path, names: Iterable[str], kept: Path) -> None:
    """Copy files of the data folder, named from it on, into a folder that is not there yet; modes stay.

    Raises:
        Stopped: it cannot be done; then there is no such folder.
    """
    beside = kept.with_name(f".{kept.name}-{os.getpid()}.new")
    try:
        kept.parent.mkdir(mode=data.stat().st_mode & 0o777, exist_ok=True)
        _sweep(kept)
        beside.mkdir(mode=0o700)
        for name in sorted(names):
            _copy(data / name, beside / name)
        for folder in sorted((beside, *beside.rglob("*/")), reverse=True):
            folder.chmod((data / folder.relative_to(beside)).stat().st_mode & 0o777)
        beside.rename(kept)
    except OSError as error:
        raise Stopped([CANNOT_KEEP.at(Location(f"data/years/{kept.name}"), reason=reason(error))]) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """A file is closed until it has the mode of the one it is a copy of."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(source.read_bytes())
        stream.flush()
        os.fsync(stream.fileno())
    target.chmod(source.stat().st_mode & 0o777)


def _sweep(kept: Path) -> None:
    """What a killed run left unfinished."""
    for left in kept.parent.glob(f".{kept.name}-*.new"):
        shutil.rmtree(left)
