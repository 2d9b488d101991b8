"""One delivered set -> a result for each of its files: whether it is listed, there, unchanged, and as planned now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mzdocs.audit.audit_case import AuditCase, FileText
from mzdocs.audit.data_index import DataIndex
from mzdocs.audit.differences import compare
from mzdocs.audit.file_texts import Unreadable, passages
from mzdocs.audit.planned_texts import Planned
from mzdocs.audit.results import (
    CHANGED,
    CONTOURS,
    DIFFERENT,
    GONE,
    MADE_OF_WRONG,
    NO_MANIFEST,
    NOT_BUILT,
    OTHER_VERSION,
    OUTLINED,
    UNLISTED,
    UNPLANNED,
    UNREADABLE,
    FileResult,
)
from mzdocs.core.engraving_forms import ENGRAVING_FORMATS
from mzdocs.core.problems import Location, Problem, Sentence, Stopped
from mzdocs.load.workspace import read_bytes
from mzdocs.plan.document import Document, Set
from mzdocs.publish import manifest
from mzdocs.publish.set_folders import shown
from mzdocs.render import render

Entries = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Delivered:
    """A set, its folder, what its manifest lists, and what it would hold if it were built now.

    `issued` are the sums of the files that went out before: they hold what they held then.
    """

    name: Set
    folder: Path
    entries: Entries
    documents: Mapping[str, Document]
    data_index: DataIndex
    same_version: bool = True
    issued: Mapping[str, str] = field(default_factory=dict)

    def location(self, file: str) -> Location:
        """Station, set and file, as problems name it."""
        return Location(shown(self.folder / file))

    def failed(self, file: str, *problems: Problem) -> FileResult:
        """The result of a file with these problems."""
        return FileResult(self.name, file, problems)


def audit_folder(
    name: Set,
    folder: Path,
    documents: Sequence[Document],
    data_index: DataIndex,
    versions: Mapping[str, str],
    issued: Mapping[str, str] = MappingProxyType({}),
) -> tuple[FileResult, ...]:
    """Every file that is listed, planned, or lies there; `versions` are what would write them now.

    `issued` are the sums of the files that went out before, by name.
    """
    planned = {document.file: document for document in documents}
    try:
        if not (folder / manifest.MANIFEST).is_file():
            raise Stopped([])
        about = manifest.about(folder)
        entries = {entry["file"]: entry for entry in about["files"] if entry["sha256"] and entry["file"] > ""}
    except (Stopped, KeyError, TypeError):
        unlisted = Delivered(name, folder, {}, planned, data_index)
        return (unlisted.failed(manifest.MANIFEST, NO_MANIFEST.at(unlisted.location(manifest.MANIFEST))),)
    delivered = Delivered(name, folder, entries, planned, data_index, about.get("versions") == dict(versions), issued)
    present = {path.name for path in folder.iterdir()} - {manifest.MANIFEST}
    results = {each: _file_result(delivered, each, each in present) for each in sorted({*entries, *planned, *present})}
    return tuple(_with_source(delivered, each, results) for each in results.values())


def _file_result(delivered: Delivered, name: str, there: bool) -> FileResult:
    location = delivered.location(name)
    if not there and name not in delivered.entries:
        return FileResult(delivered.name, name, not_run=NOT_BUILT)
    if not there or Path(name).name != name:
        return delivered.failed(name, GONE.at(location))
    if name not in delivered.entries:
        return delivered.failed(name, UNLISTED.at(location))
    if name in delivered.issued:
        same = _sum(delivered.folder / name) == delivered.issued[name]
        return FileResult(delivered.folder.name, name, () if same else (CHANGED.at(location),))
    if name not in delivered.documents:
        return delivered.failed(name, UNPLANNED.at(location))
    try:
        data = read_bytes(delivered.folder / name, name)
    except Stopped as stopped:
        return delivered.failed(name, UNREADABLE.at(location, reason=stopped.problems[0].message()))
    result = _compared(delivered, delivered.documents[name], data)
    if _is_listed(data, delivered.entries[name]):
        return result
    return replace(result, problems=(CHANGED.at(location), *result.problems))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _is_listed(data: bytes, entry: Mapping[str, Any]) -> bool:
    return bool(hashlib.sha256(data).hexdigest() == entry["sha256"])


def _compared(delivered: Delivered, document: Document, data: bytes) -> FileResult:
    """Read as far as its kind of file can be."""
    name, set = document.file, delivered.name
    if document.derived and document.derived.step == "outlined":
        return FileResult(set, name, not_run=OUTLINED)
    if document.format in ENGRAVING_FORMATS.values():
        return FileResult(set, name, not_run=CONTOURS)
    if document.format in ("pdf", "docx", "ofd"):
        return _read(delivered, document, data)
    return _rewritten(delivered, document, data)


def _read(delivered: Delivered, document: Document, data: bytes) -> FileResult:
    location = delivered.location(document.file)
    source = delivered.documents.get(document.derived.of) if document.derived else None
    try:
        read = FileText(tuple(passages(document.format, data)))
    except Unreadable as unreadable:
        return delivered.failed(document.file, UNREADABLE.at(location, reason=str(unreadable)))
    case = AuditCase(Planned(document, source), read, delivered.data_index, location)
    problems, wrong_facts = compare(case)
    return FileResult(delivered.name, document.file, tuple(problems), None, tuple(wrong_facts), case.facts)


def _rewritten(delivered: Delivered, document: Document, data: bytes) -> FileResult:
    """A catalogue is written again and compared: the same data and version write the same bytes."""
    now = render(document, {})
    if now == data:
        return FileResult(delivered.name, document.file)
    if document.format in ("csv", "json", "xml"):
        where = _first_difference(now, data)
    elif delivered.same_version:
        where = Sentence("文件", "the file")
    else:
        return FileResult(delivered.name, document.file, not_run=OTHER_VERSION)
    return delivered.failed(document.file, DIFFERENT.at(delivered.location(document.file), where=where))


def _first_difference(now: bytes, data: bytes) -> Sentence:
    """The number of the first line that differs, never the line: it is about somebody."""
    pairs = zip(now.splitlines(), data.splitlines(), strict=False)
    same = min(now.count(b"\n"), data.count(b"\n")) + 1
    number = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), same)
    return Sentence(f"第 {number} 行", f"line {number}")


def _with_source(delivered: Delivered, result: FileResult, results: Mapping[str, FileResult]) -> FileResult:
    """What cannot be read is as wrong as what it was made of, unless that was changed afterwards."""
    for of in _sources(delivered, result.file):
        source = results.get(of)
        if result.not_run in (OUTLINED, CONTOURS) and source and _was_wrong(source):
            return replace(
                result, problems=(*result.problems, MADE_OF_WRONG.at(delivered.location(result.file), of=of))
            )
    return result


def _sources(delivered: Delivered, file: str) -> Iterator[str]:
    """The files it was made out of, the nearest first."""
    document = delivered.documents.get(file)
    while document and document.derived:
        yield document.derived.of
        document = delivered.documents.get(document.derived.of)


def _was_wrong(source: FileResult) -> bool:
    codes = {problem.code for problem in source.problems}
    return bool(codes) and not codes & {CHANGED.code, GONE.code, UNLISTED.code}
