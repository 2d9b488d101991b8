"""output/<station>/archive-reading-room/ -> the volume a reader asks for, as it was delivered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.leaks import identity_numbers
from mzdocs.plan.document import READING_ROOM
from mzdocs.publish import manifest

NOT_BUILT = problem_type(
    "MZ7521",
    "还没有生成阅览室用的案卷",
    "The volumes for the reading room are not built yet",
    "先运行 mzdocs archive-index --audience reading-room。",
    "Run mzdocs archive-index --audience reading-room first.",
    Exit.VERIFY,
)
NO_VOLUME = problem_type(
    "MZ7522",
    "没有这个档号的案卷",
    "There is no volume of this number",
    "档号见案卷目录，例如 Z101-MZ·DB-D10-001。",
    "See the volume list, for example Z101-MZ·DB-D10-001.",
    Exit.USAGE,
)
UNMASKED = problem_type(
    "MZ7523",
    "案卷里还有完整的身份证号，不能交给查阅人（{where}）",
    "The volume still holds whole identity numbers and may not be handed out ({where})",
    "重新运行 mzdocs archive-index --audience reading-room；仍然如此，请报告维护者。",
    "Run mzdocs archive-index --audience reading-room again; if it stays so, please report it.",
    Exit.PRIVACY,
)


def volume(folder: Path, number: str) -> bytes:
    """The masked PDF of a volume, unchanged since it was delivered. Its title in the manifest begins with its number.

    Raises:
        Stopped: not built, no such volume, changed since, or not masked.
    """
    if not (folder / manifest.MANIFEST).is_file():
        raise Stopped([NOT_BUILT.at(_place(folder))])
    entry = _entry(manifest.about(folder), number, folder)
    path = folder / Path(str(entry["file"])).name
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if hashlib.sha256(data).hexdigest() != entry.get("sha256"):
        raise Stopped([manifest.CHANGED.at(_place(path))])
    found = identity_numbers(data)
    if found:
        raise Stopped([UNMASKED.at(_place(path), where="、".join(found[:3]))])
    return data


def _entry(about: Mapping[str, Any], number: str, folder: Path) -> Mapping[str, Any]:
    """Only of a set that says itself that it is the reading room's: the full one lies beside it."""
    files = about.get("files")
    if about.get("set") != READING_ROOM or not isinstance(files, list):
        raise Stopped([manifest.CHANGED.at(_place(folder / manifest.MANIFEST))])
    for entry in files:
        if not isinstance(entry, dict) or "file" not in entry:
            raise Stopped([manifest.CHANGED.at(_place(folder / manifest.MANIFEST))])
        if str(entry["file"]).endswith(".pdf") and str(entry.get("title", "")).split(" ")[0] == number:
            return dict(entry)
    raise Stopped([NO_VOLUME.at(_place(folder))])


def _place(path: Path) -> Location:
    return Location("/".join(path.parts[-3:]))
