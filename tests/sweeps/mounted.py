"""File systems of a sweep's own, mounted for its time; only root may."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_ALLOWED = "file systems may not be mounted here (it takes root)"
_SHUT_DOWN = 0x8004587D
"""FS_IOC_SHUTDOWN of ioctl(2): the file system ends where it stands."""
_NOTHING_FLUSHED = 2


def allowed() -> bool:
    """Whether file systems may be mounted here."""
    return os.geteuid() == 0 and Path("/dev/loop-control").exists()


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[Path]:
    """A folder with a file system on it, of these options of mount(8)."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", *options, str(place)], check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True, capture_output=True)


def power_cut(place: Path) -> None:
    """What the disk has now is all it will ever have: neither the journal nor any file is written from here on."""
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, _SHUT_DOWN, struct.pack("I", _NOTHING_FLUSHED))
    finally:
        os.close(handle)
