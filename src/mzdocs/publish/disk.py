"""Bytes and folders -> the disk: written, read back, synced, linked, removed."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

_NO_LINKS = frozenset({errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP})
"""How file systems say that they, or this file, have no second name."""


def write(path: Path, data: bytes, mode: int) -> None:
    """A new file of this mode, synced and read back.

    Raises:
        OSError: it cannot be written, or is not what was written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if path.read_bytes() != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def make_folder(path: Path) -> None:
    """A folder with those it lies in; each is listed on the disk before anything is made in it.

    Raises:
        OSError: it cannot be made, or nobody knows whether it is on the disk.
    """
    if not path.is_dir():
        make_folder(path.parent)
        try:
            path.mkdir(exist_ok=True)
        except FileExistsError as error:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
        sync(path.parent)


def sync(path: Path) -> None:
    """What a folder lists, or a file holds, is on the disk.

    Raises:
        OSError: nobody knows whether it is.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folders(top: Path) -> None:
    """A folder and all below it, the innermost first."""
    for folder, _, _ in os.walk(top, topdown=False):
        sync(Path(folder))


def link(source: Path, target: Path) -> None:
    """A second name for a file (of a symbolic link: for the link); where there is none, a copy, synced."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
        if not target.is_symlink():
            sync(target)


def remove(left: Path) -> None:
    """A folder with all it holds, as far as it can be removed; of a link only the link."""
    if left.is_dir() and not left.is_symlink():
        for folder, _, _ in os.walk(left):
            with suppress(OSError):
                os.chmod(folder, 0o700)
        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):
            left.unlink()
