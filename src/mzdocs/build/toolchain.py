"""What makes files, beside the data: the program, its libraries, fonts and press profiles, each as one sum."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mzdocs.core.digests import files_sum, joined_sum
from mzdocs.core.known_sums import known_sum
from mzdocs.core.libraries import versions
from mzdocs.design import fonts, own_fonts, profiles, scripts
from mzdocs.design.fonts import Face
from mzdocs.design.theme import folder


def toolchain() -> Mapping[str, bytes]:
    """Part of a key -> its sum. Templates are no part of it: a kind's own are part of its design."""
    return _toolchain((*own_fonts.all_faces(), *scripts.FACES))


@cache
def _toolchain(faces: tuple[Face, ...]) -> Mapping[str, bytes]:
    return {
        "program": files_sum(Path(__file__).parents[1], "*.py") + files_sum(Path(__file__).parents[1], "*.zip"),
        "libraries": joined_sum(part.encode() for pair in sorted(versions().items()) for part in pair),
        "fonts": joined_sum(_as_it_lies(face.path, face.sha256) for face in faces),
        "profiles": joined_sum(_as_it_lies(fonts.home() / each.file, each.sha256) for each in profiles.PROFILES),
    }


def toolchain_sum() -> str:
    """All of it, and everything in the shipped templates: what a build that has nothing to do must not differ in."""
    return joined_sum([*toolchain().values(), _templates()]).hex()


@cache
def _templates() -> bytes:
    return files_sum(folder(), "*.*")


def _as_it_lies(path: Path, pinned: str) -> bytes:
    """What it should be, and what it is."""
    return f"{pinned} {known_sum(path)}".encode()
