"""What was worked out before -> used again: kept in the user's cache, each value under all that it follows from.

The folder is the user's own, made for nobody else, and a file in it that others own or may write is not read.
A file that is damaged, of another version or of another kind is made anew; none of them can become code, for each is
JSON that is read by declared types. What a whole value says is believed: who can write as the user can change what is
printed.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from mzdocs.core.libraries import version

_DIGEST = 32
_LARGEST = 64 * 1024 * 1024
_PACKAGES = Path("/var/lib/dpkg/status")


def cache_folder(name: str) -> Path:
    """A folder of kept values: in `MZDOCS_CACHE`, or in a folder of the user's cache directory."""
    chosen = os.environ.get("MZDOCS_CACHE")
    if chosen:
        return Path(chosen) / name
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mzdocs" / name


def kept(path: Path) -> bytes | None:
    """What was kept there; nothing if a single bit of it has changed, or others could have put it there."""
    try:
        found = _own(path)
    except OSError:
        return None
    digest, data = found[:_DIGEST], found[_DIGEST:]
    return data if hashlib.sha256(data).digest() == digest else None


def keep(path: Path, data: bytes) -> None:
    """Keep it for the user alone. A folder that cannot be written is done without."""
    with suppress(OSError):
        _make_folder(path.parent)
        beside = path.with_name(f".{path.name[:40]}.{os.getpid()}")
        try:
            beside.touch(mode=0o600)
            beside.write_bytes(hashlib.sha256(data).digest() + data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _make_folder(path: Path) -> None:
    """With those it lies in, each for the user alone."""
    if not path.is_dir():
        _make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def _own(path: Path) -> bytes:
    """A file that is the user's own, and that nobody else may write.

    Raises:
        OSError: it is not, or is no file, or too large to be of us.
    """
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
        state = os.fstat(file.fileno())
        others = state.st_uid != os.geteuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if others or not stat.S_ISREG(state.st_mode) or state.st_size > _LARGEST:
            raise PermissionError(path)
        return file.read()


@cache
def programs(libraries: tuple[str, ...], *rooms: Path) -> str:
    """The versions of Python and libraries, and the source of rooms with all folders in them: what makes a kept value.

    The system's text libraries have no version that can be asked without loading them: any change of packages counts.
    """
    own = hashlib.sha256()
    for room in rooms:
        for path in sorted(room.rglob("*.py")):
            own.update(b"%s\0%s\0" % (path.relative_to(room).as_posix().encode("utf-8"), path.read_bytes()))
    packages = _PACKAGES.stat().st_mtime_ns if _PACKAGES.is_file() else 0
    return repr((sys.version, packages, [version(name) for name in libraries], own.hexdigest()))
