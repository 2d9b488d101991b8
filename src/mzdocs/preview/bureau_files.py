"""All that stations share lies below the data folder, beside their own files: whether any of it was touched."""

from __future__ import annotations

import os
from pathlib import Path

from mzdocs.load import Workspace

_OWN = ("stations", "years")
"""The folders nothing that is shared lies in."""


def bureau_state(space: Workspace) -> frozenset[tuple[object, ...]] | None:
    """Every such file with its inode, size and times: equal only if none came, went or was written.

    None where that cannot be said: a file that is a link may be changed elsewhere.
    """
    found = set()
    for folder, folders, files in os.walk(space.root / "data"):
        if Path(folder) == space.root / "data":
            folders[:] = [each for each in folders if each not in _OWN]
        if any(os.path.islink(os.path.join(folder, each)) for each in folders):
            return None
        for path in (os.path.join(folder, each) for each in files):
            try:
                now = os.lstat(path)
            except OSError:
                return None
            if not os.path.isfile(path) or os.path.islink(path):
                return None
            found.add((path, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns))
    return frozenset(found)
