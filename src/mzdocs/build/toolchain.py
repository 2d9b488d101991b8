"""What makes files, beside the data: the program, its libraries, fonts and press profiles, each as one sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from mzdocs.core.libraries import versions
from mzdocs.design import fonts, profiles, scripts
from mzdocs.design.theme import folder


@cache
def toolchain() -> Mapping[str, bytes]:
    """Part of a key -> its sum. Templates are no part of it: a kind's own are part of its design."""
    return {
        "program": _of_files(Path(__file__).parents[1], "*.py"),
        "libraries": _sum(part.encode() for pair in sorted(versions().items()) for part in pair),
        "fonts": _sum(face.sha256.encode() for face in (*fonts.FACES, *scripts.FACES)),
        "profiles": _sum(profile.sha256.encode() for profile in profiles.PROFILES),
    }


@cache
def toolchain_sum() -> str:
    """All of it, and everything in the shipped templates: what a build that has nothing to do must not differ in."""
    return _sum([*toolchain().values(), _of_files(folder(), "*.*")]).hex()


def _of_files(root: Path, names: str) -> bytes:
    paths = sorted(path for path in root.rglob(names) if path.is_file())
    return _sum(part for path in paths for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()))


def _sum(parts: Iterable[bytes]) -> bytes:
    made = sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.digest()
