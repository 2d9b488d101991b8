"""Several pieces of bytes -> one SHA-256 that tells also where each of them ends."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


def joined_sum(parts: Iterable[bytes]) -> bytes:
    """32 bytes: `ab`, `c` has another sum than `a`, `bc`."""
    made = sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.digest()


def files_sum(root: Path, names: str) -> bytes:
    """The sum of all files below a folder whose names are of a pattern, each with its path from there."""
    paths = sorted(path for path in root.rglob(names) if path.is_file())
    return joined_sum(
        each for path in paths for each in (path.relative_to(root).as_posix().encode(), path.read_bytes())
    )
