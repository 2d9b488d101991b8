"""A folder staged beside its place -> in its place, in one step; what a killed run left -> healed.

Every folder of ours that is not in its place says so by a file in it, so that nothing of the user's is ever taken for
one: `.making` while it is written, `.whole` from the moment it may take its place until the old generation has its
name. The mark names the folder it was made in, and the one set it is for where it is not a whole station.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread, main_thread

from mzdocs.plan.document import SETS
from mzdocs.publish.disk import make_folder, remove, sync, write
from mzdocs.publish.manifest import MANIFEST

_MAKING, _WHOLE = ".making", ".whole"
MARKS = frozenset({_MAKING, _WHOLE})
STAGING = re.compile(r"\.staging-(.+)-[0-9]+")
_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2): two names swap what they name, in one step."""
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTEMPTY, errno.EEXIST})
"""How file systems say that they have none; the last two if they take it for a plain rename."""


class Absent(OSError):
    """Neither the old folder nor the new one could be put in place; the next start does it."""


@dataclass(frozen=True)
class Way:
    """From where to where, and where the old one goes: a whole station, or one set (`part`) of one that stands."""

    staging: Path
    place: Path
    part: str = ""

    @property
    def source(self) -> Path:
        """What takes its place."""
        return self.staging / self.part

    @property
    def target(self) -> Path:
        """Its place."""
        return self.place / self.part

    @property
    def old(self) -> Path:
        """Where the one that was there goes: of a station it is kept until the next build."""
        return self.staging / f".old-{self.part}" if self.part else self.place.with_name(f".old-{self.place.name}")


def way_of(place: Path, part: str = "") -> Way:
    """The way of a station's folder from one of this process; of one set of it only where there is such a folder."""
    return Way(place.with_name(f".staging-{place.name}-{os.getpid()}"), place, part if place.is_dir() else "")


def begin(way: Way) -> None:
    """An empty folder to stage in, for nobody else to see.

    Raises:
        OSError: there is none to be had.
    """
    make_folder(way.place.parent)
    drop(way.staging)
    way.staging.mkdir(mode=0o700)
    write(way.staging / _MAKING, f"{way.staging.name}\n{way.part}\n".encode(), 0o600)


def drop(staging: Path) -> None:
    """Remove a folder that was staged, if that is what it is; its mark goes last, so that a kill leaves it known."""
    if not _staged(staging):
        return
    with suppress(OSError):
        staging.chmod(0o700)
        (staging / _WHOLE).rename(staging / _MAKING)  # half removed it must never take its place
    for name in set(os.listdir(staging)) - {_MAKING}:
        remove(staging / name)
    remove(staging)


def _staged(staging: Path) -> bool:
    """Whether it is a folder of ours that has not taken its place: marked so, or still empty."""
    if staging.is_symlink() or not staging.is_dir():
        return False
    way = _said(staging, staging.parent)
    return way.staging == staging if way else (staging / _MAKING).exists() or not any(staging.iterdir())


def mark_whole(way: Way) -> None:
    """All of it is there: from now on a start that finds its place empty lets it take it.

    Raises:
        OSError: that is not on the disk.
    """
    (way.staging / _MAKING).rename(way.staging / _WHOLE)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """An interrupt waits: what stands and what is said to stand are one.

    Whichever thread a signal comes to, Python tells it to the main thread: no other has anything to wait for.
    """
    if current_thread() is not main_thread():
        yield
        return
    came = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
        if came:
            signal.raise_signal(signal.SIGINT)


def switch(way: Way) -> None:
    """Let it take its place; `settle` it afterwards.

    Raises:
        Absent: what stood there could be moved away, but nothing back.
        OSError: it cannot; what stood there stands.
    """
    source, target, old = way.source, way.target, way.old
    sync(way.staging)
    sync(way.place.parent)
    if not os.path.lexists(target):
        source.rename(target)
    elif target.is_symlink() or not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    elif not _exchanged(source, target):
        _moved_aside(source, target, old)


def settle(way: Way) -> None:
    """After the switch: it is on the disk, the old generation has its name, and no mark is left.

    Raises:
        OSError: it is in its place, but that may not be on the disk.
    """
    sync(way.target.parent)
    if way.part:
        drop(way.staging)
    else:
        _keep_old(way)


def _keep_old(way: Way) -> None:
    if way.staging.is_dir() and not (way.staging / _MAKING).exists():
        remove(way.old)
        with suppress(OSError):
            way.staging.rename(way.old)
    with suppress(OSError):
        if not way.staging.exists():
            (way.place / _WHOLE).unlink()


def _exchanged(source: Path, target: Path) -> bool:
    """Whether the system swapped the two folders in one step: it is read back, for some say so and do not.

    Raises:
        OSError: it could, but these it does not.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    proof = _WHOLE if (source / _WHOLE).exists() else MANIFEST
    new, here = (source / proof).read_bytes(), -100
    if rename(here, os.fsencode(source), here, os.fsencode(target), _EXCHANGE) != 0:
        number = ctypes.get_errno()
        if number in _NO_EXCHANGE:
            return False
        raise OSError(number, os.strerror(number))
    try:
        return (target / proof).read_bytes() == new
    except FileNotFoundError:
        return False
    except OSError:  # it cannot be read back: the system's word stands
        return True


def _moved_aside(source: Path, target: Path, old: Path) -> None:
    """Where folders cannot be swapped: two renames; a kill between them is healed at the next start."""
    remove(old)
    target.rename(old)
    try:
        source.rename(target)
    except OSError as error:
        try:
            old.rename(target)
        except OSError:
            raise Absent(*error.args) from None
        raise


def heal(output: Path) -> None:
    """What a killed run left in an output folder: the new generation is finished, or goes, or takes its empty place.

    Only folders with our mark are touched: the output folder may be one the user keeps other things in.

    Raises:
        OSError: the folder cannot be read.
    """
    names = sorted(os.listdir(output))
    for name in names:
        way = None if name.startswith(".") else _said(output / name, output)
        if way and way.place.name == name and not way.part:
            _keep_old(way)
    for name in names:
        if STAGING.fullmatch(name):
            _heal(output / name)


def _heal(staging: Path) -> None:
    way = _said(staging, staging.parent)
    if way and way.staging == staging and not os.path.lexists(way.target):
        with suppress(OSError):
            way.source.rename(way.target)
            settle(way)
    else:
        drop(staging)


def _said(folder: Path, output: Path) -> Way | None:
    """What the mark of a folder says that may take, or took, its place."""
    try:
        name, part, *_ = (folder / _WHOLE).read_text().split("\n")
    except (OSError, ValueError):
        return None
    found = STAGING.fullmatch(name)
    known = found and "/" not in name and (not part or part in SETS)
    return Way(output / name, output / found[1], part) if found and known else None
