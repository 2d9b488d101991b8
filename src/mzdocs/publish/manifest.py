"""A set -> its manifest.json; and a delivered set's manifest -> what it says, and whether its files still agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.publish.seal import seal_holds, sealed
from mzdocs.publish.set_folders import shown

CHANGED = problem_type(
    "MZ7003",
    "已交付的成品被改动过，或者不见了",
    "A delivered file was changed or is gone",
    "不带 --only 重新生成整套。",
    "Build the whole set again, without --only.",
    Exit.VERIFY,
)

MANIFEST, SUMS = "manifest.json", "SHA256SUMS.txt"
"""What says of a set, and of an unpacked bundle, which files it holds."""
FORMAT = "mzdocs-manifest/2"


def manifest_bytes(files: Mapping[str, bytes], about: Mapping[str, object]) -> bytes:
    """What a set holds, and with what it was made: same set, same bytes."""
    listed = [
        {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in ((name, files[name]) for name in sorted(files))
    ]
    head = dict(about)
    details = head.pop("details", {})
    assert isinstance(details, dict)
    described = [{**entry, **details.get(entry["file"], {})} for entry in listed]
    return sealed({"format": FORMAT, **head, "files": described}, indent=2)


def kept(folder: Path, kinds: frozenset[str]) -> tuple[dict[str, bytes], dict[str, dict[str, object]]]:
    """The files of a delivered set that are not of these kinds, with their manifest entries.

    Raises:
        Stopped: one of them is no longer what the manifest says.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return {}, {}
    others = {name: entry for name, entry in entries(folder).items() if entry.get("kind") not in kinds}
    files = {name: (folder / name).read_bytes() for name in others if (folder / name).is_file()}
    for name, entry in others.items():
        if hashlib.sha256(files.get(name, b"")).hexdigest() != entry["sha256"]:
            raise Stopped([CHANGED.at(Location(shown(folder / name)))])
    return files, others


def entries(folder: Path) -> dict[str, dict[str, object]]:
    """The manifest's entries by file.

    Raises:
        Stopped: it is gone or cannot be understood.
    """
    try:
        found = {entry["file"]: entry for entry in about(folder)["files"]}
        if any(Path(name).name != name or "sha256" not in entry for name, entry in found.items()):
            raise ValueError(folder)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Stopped([CHANGED.at(Location(shown(folder / MANIFEST)))]) from None
    return found


def sum_of(folder: Path) -> str:
    """The SHA-256 of a delivered set's manifest; nothing where it cannot be read."""
    try:
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def about(folder: Path) -> dict[str, Any]:
    """What the manifest of a delivered set says.

    Raises:
        Stopped: it is gone, cannot be understood, is of another format, or its seal is broken.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
        said = json.loads(data) if seal_holds(data) is not False else None
    except (OSError, ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Stopped([CHANGED.at(Location(shown(path)))])
    return said
