"""Bytes -> output/: a whole set or nothing, with its manifest; what was there before stays until then."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason
from mzdocs.publish.manifest import MANIFEST, manifest_bytes
from mzdocs.publish.set_folders import PLACES, shown

CANNOT_WRITE = problem_type(
    "MZ7001",
    "写不了输出文件夹：{reason}",
    "The output folder cannot be written: {reason}",
    "检查磁盘空间和权限，关闭正在打开这些文件的程序；原有的成品没有改动。",
    "Check space and permissions, close programs that hold the files; what was there is unchanged.",
    Exit.OUTPUT,
)
BUSY = problem_type(
    "MZ7002",
    "另一个 mzdocs（进程 {process}，{since} 开始）正在往这里生成",
    "Another mzdocs (process {process}, since {since}) is building into this folder",
    "等它结束再运行。",
    "Wait until it has ended.",
    Exit.BUSY,
)

_STAGING, _OLD = ".staging-", ".old-"
_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2): two names swap what they name, in one step."""


@dataclass(frozen=True)
class Delivery:
    """One set on its way to its folder."""

    folder: Path
    files: Mapping[str, bytes]
    about: Mapping[str, object]
    private: bool


@contextmanager
def locked(output: Path) -> Iterator[int]:
    """One build at a time in an output folder; what a killed one left is swept away.

    The lock ends with the last process that has its descriptor open. A forked child has it too: close it there.

    Raises:
        Stopped: the folder cannot be written, or another build holds it.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(output / ".mzdocs.lock", flags, 0o600)
    except OSError as error:
        raise _cannot_write(output, error) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _sign(handle)
        except BlockingIOError:
            raise Stopped([BUSY.at(Location(output.name), **_holder(handle))]) from None
        except OSError as error:
            raise _cannot_write(output, error) from None
        _sweep(output)
        yield handle
    finally:
        os.close(handle)


def _sign(lock: int) -> None:
    """Who holds it, for whoever finds it held; since when is the time of the file."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, b"%d" % os.getpid(), 0)


def _holder(lock: int) -> dict[str, str]:
    said = os.pread(lock, 20, 0).decode("latin-1")
    since = time.strftime("%Y-%m-%d %H:%M", time.localtime(os.fstat(lock).st_mtime))
    return {"process": said if said.isdecimal() else "?", "since": since}


def _sweep(output: Path) -> None:
    """Heal what a killed build left: a set moved aside without its successor comes back.

    Only the very names a build gives are touched: the output folder may be one the user keeps
    other things in.
    """
    for around, name in PLACES:
        for left in sorted(output.glob(f"{around}/{_OLD}{name}")):
            place = left.with_name(left.name.removeprefix(_OLD))
            if place.exists():
                _remove(left)
            else:
                with suppress(OSError):
                    left.rename(place)
        for left in output.glob(f"{around}/{_STAGING}{name}-*"):
            if left.name.rpartition("-")[2].isdecimal():
                _remove(left)


def _remove(left: Path) -> None:
    """A folder of ours with all it holds; of a link only the link."""
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):
            left.unlink()


@dataclass(frozen=True)
class Staged:
    """A set written and synced beside its place, whole; its place is not touched yet."""

    staging: Path
    folder: Path


def stage(delivery: Delivery) -> Staged:
    """Write the set beside its place.

    Raises:
        Stopped: it cannot be written; nothing of it is left.
    """
    folder = delivery.folder
    staged = Staged(folder.with_name(f"{_STAGING}{folder.name}-{os.getpid()}"), folder)
    try:
        _stage(delivery, staged.staging)
    except OSError as error:
        discard(staged)
        raise _cannot_write(folder, error) from None
    return staged


def put_in_place(staged: Staged) -> None:
    """Let the set take its place in one step; the one that was there goes.

    Raises:
        Stopped: it cannot; the set that was there is untouched.
    """
    try:
        _put_in_place(staged.staging, staged.folder)
    except OSError as error:
        raise _cannot_write(staged.folder, error) from None
    finally:
        discard(staged)


def discard(staged: Staged) -> None:
    """Remove what was written beside the place; nothing happens if it is gone."""
    _remove(staged.staging)


def _stage(delivery: Delivery, staging: Path) -> None:
    staging.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700)
    mode = 0o600 if delivery.private else 0o644
    for name, data in {**delivery.files, MANIFEST: manifest_bytes(delivery.files, delivery.about)}.items():
        _write(staging / name, data, mode)
    staging.chmod(0o700 if delivery.private else 0o755)
    _sync(staging)


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if path.read_bytes() != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_in_place(staging: Path, folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not folder.exists():
        staging.rename(folder)
    elif not _exchanged(staging, folder):
        _moved_aside(staging, folder)
    _sync(folder.parent)


def _exchanged(staging: Path, folder: Path) -> bool:
    """Whether the system swapped the two folders in one step."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    here = -100
    return bool(rename(here, os.fsencode(staging), here, os.fsencode(folder), _EXCHANGE) == 0)


def _moved_aside(staging: Path, folder: Path) -> None:
    """Where folders cannot be swapped: two renames; a kill between them is healed at the next start."""
    old = folder.with_name(f"{_OLD}{folder.name}")
    folder.rename(old)
    try:
        staging.rename(folder)
    except OSError:
        with suppress(OSError):
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def exchange(path: Path, data: bytes) -> None:
    """A file of the user's changed whole or not: written beside and put in place in one step.

    It keeps its mode, and a link stays a link; a new one may be read by everyone.
    """
    path = path.resolve()
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    beside = path.with_name(f".{path.name}.new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError:  # only then: once it is in place, the next writer may already have made its own of this name
        beside.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _cannot_write(path: Path, error: OSError) -> Stopped:
    return Stopped([CANNOT_WRITE.at(Location(shown(path)), reason=reason(error))])
