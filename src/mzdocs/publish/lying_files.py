"""A folder -> the files that lie in it, however deep, and the sum of each."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_OF_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_OF_OPEN_FILES = ("~$", ".~lock.", "._")


def is_of_systems(name: str) -> bool:
    """Whether a file of this name is nobody's work: file managers and office programs leave it where they look."""
    return name in _OF_SYSTEMS or name.startswith(_OF_OPEN_FILES)


def files_below(folder: Path) -> Iterator[Path]:
    """All but folders, by name; a link counts as a file, wherever it leads.

    Raises:
        OSError: a folder cannot be read.
    """
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from files_below(path)
        else:
            yield path


def file_sum(path: Path) -> str:
    """The SHA-256 of a regular file, which is not waited for; of a folder, a link, a pipe or a device nothing.

    Raises:
        OSError: it cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            return ""
        raise
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return ""
        with open(handle, "rb", buffering=0, closefd=False) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    finally:
        os.close(handle)
