"""One delivered set -> what is to be said of each of its files: listed, there, unchanged, and as planned now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mzdocs.audit.audit_case import AuditCase, FileText
from mzdocs.audit.data_index import DataIndex
from mzdocs.audit.differences import judge
from mzdocs.audit.file_texts import Unreadable, passages
from mzdocs.audit.findings import (
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
    Judged,
)
from mzdocs.audit.planned_texts import Planned
from mzdocs.core.problems import Location, Problem, Sentence, Stopped
from mzdocs.load.workspace import read_bytes
from mzdocs.plan.document import Document
from mzdocs.publish import manifest
from mzdocs.render import render

Entries = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Delivered:
    """A set's folder, what its manifest lists, and what it would hold if it were built now."""

    folder: Path
    entries: Entries
    documents: Mapping[str, Document]
    known: DataIndex
    same_version: bool = True

    def location(self, file: str) -> Location:
        return Location("/".join((self.folder / file).parts[-3:]))

    def failed(self, file: str, *problems: Problem) -> Judged:
        return Judged(self.folder.name, file, problems)


def audit_folder(
    folder: Path, documents: Sequence[Document], known: DataIndex, versions: Mapping[str, str]
) -> tuple[Judged, ...]:
    """Every file that is listed, planned, or lies there; `versions` are what would write them now."""
    planned = {document.file: document for document in documents}
    try:
        if not (folder / manifest.MANIFEST).is_file():
            raise Stopped([])
        about = manifest.about(folder)
        entries = {entry["file"]: entry for entry in about["files"] if entry["sha256"] and entry["file"] > ""}
    except (Stopped, KeyError, TypeError):
        said = Delivered(folder, {}, planned, known)
        return (said.failed(manifest.MANIFEST, NO_MANIFEST.at(said.location(manifest.MANIFEST))),)
    delivered = Delivered(folder, entries, planned, known, about.get("versions") == dict(versions))
    lying = {path.name for path in folder.iterdir()} - {manifest.MANIFEST}
    judged = {name: _judged(delivered, name, name in lying) for name in sorted({*entries, *planned, *lying})}
    return tuple(_with_source(delivered, each, judged) for each in judged.values())


def _judged(delivered: Delivered, name: str, there: bool) -> Judged:
    location = delivered.location(name)
    if not there and name not in delivered.entries:
        return Judged(delivered.folder.name, name, not_run=NOT_BUILT)
    if not there or Path(name).name != name:
        return delivered.failed(name, GONE.at(location))
    if name not in delivered.entries:
        return delivered.failed(name, UNLISTED.at(location))
    if name not in delivered.documents:
        return delivered.failed(name, UNPLANNED.at(location))
    try:
        data = read_bytes(delivered.folder / name, name)
    except Stopped as stopped:
        return delivered.failed(name, UNREADABLE.at(location, reason=stopped.problems[0].message()))
    examined = _examined(delivered, delivered.documents[name], data)
    if _is_listed(data, delivered.entries[name]):
        return examined
    return replace(examined, problems=(CHANGED.at(location), *examined.problems))


def _is_listed(data: bytes, entry: Mapping[str, Any]) -> bool:
    return bool(hashlib.sha256(data).hexdigest() == entry["sha256"])


def _examined(delivered: Delivered, document: Document, data: bytes) -> Judged:
    """Read as far as its kind of file can be."""
    name, set = document.file, delivered.folder.name
    if document.derived and document.derived.step == "outlined":
        return Judged(set, name, not_run=OUTLINED)
    if document.format in ("svg", "dxf"):
        return Judged(set, name, not_run=CONTOURS)
    if document.format in ("pdf", "docx"):
        return _read(delivered, document, data)
    return _rewritten(delivered, document, data)


def _read(delivered: Delivered, document: Document, data: bytes) -> Judged:
    location = delivered.location(document.file)
    source = delivered.documents.get(document.derived.of) if document.derived else None
    try:
        read = FileText(tuple(passages(document.format, data)))
    except Unreadable as unreadable:
        return delivered.failed(document.file, UNREADABLE.at(location, reason=str(unreadable)))
    case = AuditCase(Planned(document, source), read, delivered.known, location)
    problems, slips = judge(case)
    return Judged(delivered.folder.name, document.file, tuple(problems), None, tuple(slips), case.all_told)


def _rewritten(delivered: Delivered, document: Document, data: bytes) -> Judged:
    """A catalogue is written again and compared: the same data and version write the same bytes."""
    now = render(document, {})
    if now == data:
        return Judged(delivered.folder.name, document.file)
    if document.format in ("csv", "json"):
        where = _first_difference(now, data)
    elif delivered.same_version:
        where = Sentence("文件", "the file")
    else:
        return Judged(delivered.folder.name, document.file, not_run=OTHER_VERSION)
    return delivered.failed(document.file, DIFFERENT.at(delivered.location(document.file), where=where))


def _first_difference(now: bytes, data: bytes) -> Sentence:
    """The number of the first line that differs, never the line: it is about somebody."""
    pairs = zip(now.splitlines(), data.splitlines(), strict=False)
    same = min(now.count(b"\n"), data.count(b"\n")) + 1
    number = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), same)
    return Sentence(f"第 {number} 行", f"line {number}")


def _with_source(delivered: Delivered, judged: Judged, all_judged: Mapping[str, Judged]) -> Judged:
    """What cannot be read is as wrong as what it was made of, unless that was changed afterwards."""
    for of in _sources(delivered, judged.file):
        source = all_judged.get(of)
        if judged.not_run in (OUTLINED, CONTOURS) and source and _was_wrong(source):
            return replace(
                judged, problems=(*judged.problems, MADE_OF_WRONG.at(delivered.location(judged.file), of=of))
            )
    return judged


def _sources(delivered: Delivered, file: str) -> Iterator[str]:
    """The files it was made out of, the nearest first."""
    document = delivered.documents.get(file)
    while document and document.derived:
        yield document.derived.of
        document = delivered.documents.get(document.derived.of)


def _was_wrong(source: Judged) -> bool:
    codes = {problem.code for problem in source.problems}
    return bool(codes) and not codes & {CHANGED.code, GONE.code, UNLISTED.code}
