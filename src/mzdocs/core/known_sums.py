"""A large file that seldom changes -> its SHA-256, kept for as long as the system says that nobody touched it."""

from __future__ import annotations

import hashlib
import os
import time
from functools import lru_cache
from pathlib import Path

from mzdocs.core.kept_values import cache_folder, keep, kept

_SETTLED = 2.0
"""Seconds: of a file touched later than so long ago, a second change might leave the same times."""


def known_sum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits; nothing where it cannot be read.

    A file of another inode, size, or time of its last change is read again. Nobody sets the time of a change of state
    (`ctime`) at will: one put in its place with the size and the time of before is another.
    """
    try:
        now = path.stat()
        state = (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)
        return _sum(path, state, time.time() - now.st_ctime > _SETTLED)
    except OSError:
        return ""


@lru_cache(maxsize=256)
def _sum(path: Path, state: tuple[int, ...], settled: bool) -> str:
    name = hashlib.sha256(repr((os.fspath(path.absolute()), state)).encode("utf-8", "surrogatepass")).hexdigest()
    place = cache_folder("sums") / name
    found = kept(place) if settled else None
    if found is None:
        with open(path, "rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest().encode()
        if settled:
            keep(place, found)
    return found.decode("ascii", "replace")
