"""A file and the manifest.json beside it -> whether it is what was delivered: its name, its bytes, page by page.

Only sums are compared, never texts: a public manifest holds none (docs/manifest.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeGuard

from mzdocs.core.libraries import versions
from mzdocs.core.outcomes import NotRun, Outcome, collected
from mzdocs.core.problems import Location, Problem, Sentence, Stopped
from mzdocs.pdf.page_hashes import DIGITS, page_hashes
from mzdocs.preflight.delivered.file_bytes import bytes_of
from mzdocs.preflight.delivered.page_order import pages_told
from mzdocs.preflight.expectations import Expectations, of_entry
from mzdocs.preflight.rule import preflight_problem
from mzdocs.publish.manifest import FORMAT, MANIFEST, SUMS

OTHER_BYTES = preflight_problem(
    "MZQ60",
    "与清单里的校验和不同，交付以后换过或者改过（{found} 字节，清单里是 {expected} 字节）",
    "Its sum is not the manifest's: it was exchanged or changed after it was delivered"
    " ({found} bytes, {expected} in the manifest)",
    "用原来交付的文件；确实要改，就改数据重新生成整套。",
    "Take the file as it was delivered; to change it, change the data and build the set again.",
)
RENAMED = preflight_problem(
    "MZQ65",
    "内容是清单里的“{name}”，文件名不是它的",
    "Its content is {name} of the manifest, under another name",
    "改回原来的文件名，免得拿错。",
    "Give it its name again, so that nobody takes the wrong one.",
)
CONTRADICTS_ITSELF = preflight_problem(
    "MZQ66",
    "旁边的清单前后不一：{what}",
    "The manifest beside it contradicts itself: {what}",
    "向交付的人要原来的清单，或重新生成整套。",
    "Ask who delivered it for the manifest as it was, or build the set again.",
)

LARGEST_MANIFEST = 16_000_000
"""Bytes."""
_SUM = re.compile("[0-9a-f]{64}")
_Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Beside:
    """What the manifest beside a file says; `why` where it says nothing that could be understood.

    `entry` is what it says of the file, by the file's name or, of one under another name, by its content.
    """

    name: str
    sum: str = ""
    entries: Sequence[_Entry] = ()
    entry: _Entry | None = None
    versions: Mapping[str, Any] = field(default_factory=dict)
    why: Sentence | None = None
    folder: Path | None = None
    """Where the manifest lies; none without one."""

    @property
    def source(self) -> Path | None:
        """What the manifest says that it was made of; nothing outside the folder."""
        name = (self.entry or {}).get("made_from")
        if not isinstance(name, str) or self.folder is None or "\0" in name:
            return None
        found = self.folder / name
        return found if ".." not in found.parts and found.is_relative_to(self.folder) else None


def manifest_beside(path: Path, data: bytes) -> Beside:
    """What the manifest in the file's folder says of it, or that of the unpacked bundle it lies in, or its sums."""
    folders = [folder for folder in path.absolute().parents[:2] if (folder / MANIFEST).exists()]
    found = [_of_manifest(folder, path.absolute().relative_to(folder).as_posix(), data) for folder in folders]
    found.append(_of_sums(path, data))
    return next((each for each in found if each.entry is not None), found[0])


def _of_manifest(folder: Path, name: str, data: bytes) -> Beside:
    try:
        said = json.loads(bytes_of(folder / MANIFEST, LARGEST_MANIFEST))
        entries = [entry for entry in said["files"] if isinstance(entry["file"], str)]
        if said.get("format", FORMAT) != FORMAT:
            return Beside(name, why=_OTHER_FORMAT)
    except (Stopped, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Beside(name, why=_UNREADABLE)
    made_with = said.get("versions")
    return replace(_looked_up(name, data, entries, made_with if isinstance(made_with, dict) else {}), folder=folder)


def _of_sums(path: Path, data: bytes) -> Beside:
    """The list lies where the bundle was unpacked: in the file's folder, or the one above it."""
    for folder in path.absolute().parents[:2]:
        if entries := listed_sums(folder):
            return _looked_up(path.absolute().relative_to(folder).as_posix(), data, entries, {})
    return Beside(path.name, why=_NONE)


def listed_sums(folder: Path) -> list[dict[str, str]]:
    """The files an unpacked bundle says that it holds, each with its sum; none where it has no list to be read."""
    try:
        lines = bytes_of(folder / SUMS, LARGEST_MANIFEST).decode("utf-8").splitlines()
    except (Stopped, UnicodeDecodeError):
        return []
    return [{"sha256": line[:64], "file": line[66:]} for line in lines if _SUM.fullmatch(line[:64])]


def _looked_up(name: str, data: bytes, entries: Sequence[_Entry], made_with: Mapping[str, Any]) -> Beside:
    digest = hashlib.sha256(data).hexdigest()
    named = [entry for entry in entries if entry["file"] == name]
    same = [entry for entry in entries if entry.get("sha256") == digest]
    return Beside(name, digest, entries, next(iter([*named, *same]), None), made_with)


_NONE = Sentence("旁边没有 manifest.json", "there is no manifest.json beside it")
_UNREADABLE = Sentence("旁边的 manifest.json 读不懂", "the manifest.json beside it cannot be read")
_OTHER_FORMAT = Sentence("旁边的 manifest.json 是别的格式", "the manifest.json beside it is of another format")
_NOT_LISTED = Sentence("旁边的清单里没有这个文件", "the manifest beside it does not list it")


def against_manifest(beside: Beside, data: bytes, is_pdf: bool, location: Location) -> tuple[Outcome, ...]:
    """How the rules on what was delivered ended."""
    asked = {rule: check for rule, check in _CHECKS.items() if is_pdf or check is not _pages}
    ended = {rule: collected(check, beside, data, location) for rule, check in asked.items()}
    return tuple(Outcome(rule, tuple(found), not_run, "order") for rule, (found, not_run) in ended.items())


def _entry(beside: Beside) -> _Entry:
    """What is said of the file.

    Raises:
        NotRun: nothing is.
    """
    if beside.entry is None:
        why = beside.why or _NOT_LISTED
        raise NotRun(why.zh, why.en)
    return beside.entry


def _consistent(beside: Beside, data: bytes, location: Location) -> Iterator[Problem]:
    entry = _entry(beside)
    told = "sha256" in entry
    hashes = entry.get("page_hashes")
    wrong = {
        _TWICE: sum(each["file"] == entry["file"] for each in beside.entries) > 1,
        _NO_SUM: told and not (isinstance(entry["sha256"], str) and _SUM.fullmatch(entry["sha256"])),
        _NO_SIZE: told and entry["sha256"] == beside.sum and entry.get("bytes", len(data)) != len(data),
        _NO_HASHES: hashes is not None and not _are_hashes(hashes),
        _OTHER_COUNT: _are_hashes(hashes) and entry.get("pages", len(hashes)) != len(hashes),
        _NO_ORDER: "size" in entry and of_entry(entry) == Expectations(),
    }
    for what, is_so in wrong.items():
        if is_so:
            yield CONTRADICTS_ITSELF.at(location, what=what)


_TWICE = Sentence("这个文件列了两次", "it lists the file twice")
_NO_SUM = Sentence("校验和不是 64 位十六进制数", "its sum is not 64 hexadecimal digits")
_NO_SIZE = Sentence("校验和对，字节数不对", "its sum is right and its size is not")
_NO_HASHES = Sentence("各页的校验和写坏了", "the sums of its pages are damaged")
_NO_ORDER = Sentence("订的尺寸、页数等写坏了", "what was ordered is damaged")
_OTHER_COUNT = Sentence("页数和各页的校验和不一样多", "it has not as many sums of pages as pages")


def _are_hashes(said: object) -> TypeGuard[list[str]]:
    return isinstance(said, list) and all(isinstance(each, str) and len(each) == DIGITS for each in said)


def _name(beside: Beside, data: bytes, location: Location) -> Iterator[Problem]:
    _entry(beside)
    names = [each["file"] for each in beside.entries if each.get("sha256") == beside.sum]
    if names and beside.name not in names:
        yield RENAMED.at(location, name=names[0])


def _sum(beside: Beside, data: bytes, location: Location) -> Iterator[Problem]:
    entry = _entry(beside)
    if "sha256" not in entry:
        raise NotRun("清单里没有这个文件的校验和", "the manifest has no sum of it")
    if entry["sha256"] != beside.sum:
        yield OTHER_BYTES.at(location, found=len(data), expected=entry.get("bytes", "?"))


def _pages(beside: Beside, data: bytes, location: Location) -> Iterator[Problem]:
    entry = _entry(beside)
    expected = entry.get("page_hashes")
    if not _are_hashes(expected):
        raise NotRun("清单里没有各页的校验和", "the manifest has no sums of its pages")
    found = page_hashes(data)
    if beside.versions != versions() and not {*found} & {*expected}:
        raise NotRun("清单由别的版本写成，各页的校验和不能比", "other versions wrote the manifest's sums of pages")
    yield from pages_told(expected, found, location)


_CHECKS = {"M-LIST": _consistent, "M-NAME": _name, "M-SUM": _sum, "M-PAGE": _pages}
MANIFEST_RULES = tuple(_CHECKS)
"""Their short names, as a report tells them."""
