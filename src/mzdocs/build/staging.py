"""The files of one set -> the set as it is delivered, with what its manifest says of each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mzdocs.build.finished_file import File
from mzdocs.build.spool import Contents
from mzdocs.core.libraries import versions
from mzdocs.design import fonts
from mzdocs.kinds import CLOSED_SETS
from mzdocs.kinds.archive_ofd import EXPERIMENTAL
from mzdocs.model.approvals import Approvals
from mzdocs.model.unified_design import OrderContact
from mzdocs.pdf.page_hashes import page_hashes
from mzdocs.plan.document import Set
from mzdocs.plan.order_values import order_values
from mzdocs.preflight import entry_of
from mzdocs.publish import manifest
from mzdocs.publish.record import SetRecord, made_from, set_record
from mzdocs.publish.set_folders import YEARLY, set_folder
from mzdocs.publish.sets import Delivery


@dataclass(frozen=True)
class SetMade:
    """One set of a station: its folder, once it is put in place, and what it holds."""

    name: str
    folder: Path
    files: int
    pages: int
    size: int
    made_from: Mapping[str, str]
    made: int = 0
    """How many of the files were made now; the others were taken as they stood."""
    slow: int = 0
    """Texts that were shaped one by one by the layout engine; see `vdp`."""


@dataclass(frozen=True)
class Owner:
    """Whose set it is, of which year, from which files; `only` are the kinds made anew beside others."""

    name: str
    year: int
    made_from: Mapping[str, str]
    only: tuple[str, ...] | None = None
    contact: OrderContact | None = None
    """Whom the shop calls, where the set is for the shop."""
    bureau_contact: OrderContact | None = None
    """The same of what the bureau has made."""
    approvals: Approvals = Approvals()
    """What was signed off of what lies there."""


_Bytes = Mapping[str, bytes]
_Entries = Mapping[str, Mapping[str, object]]


def delivered(owner: Owner, name: Set, members: Sequence[File], station: Path) -> tuple[SetMade, Delivery]:
    """One set as it will lie in a station's folder: what is told of it, and what is to be written."""
    folder = set_folder(station, name, owner.year)
    pages, size = sum(file.pages for file in members), sum(len(file.held) for file in members)
    files, details = manifest.kept(folder, frozenset(owner.only)) if owner.only is not None else ({}, {})
    sums = {**owner.made_from, **(_older(owner, folder) if files else {})}
    new = sum(file.action is None and file.recorded is None for file in members)
    made = SetMade(name, folder, len(members), pages, size, sums, new, sum(file.slow for file in members))
    return made, _delivery(owner, name, members, station, files, details)


def _delivery(
    owner: Owner, name: Set, members: Sequence[File], station: Path, files: _Bytes, details: _Entries
) -> Delivery:
    folder = set_folder(station, name, owner.year)
    files = Contents({**files, **{file.document.file: file.held for file in members}})
    about = {
        "station": owner.name,
        "set": name,
        **({"year": owner.year} if name in YEARLY else {}),
        "versions": versions(),
        "font_substitutions": {name.name: fonts.CHAINS[name.role, name.bold][0].family for name in fonts.OFFICIAL},
        "not_run": sorted({reason for told in _not_run(members, folder, details) for reason in told}),
        "details": {**details, **{file.document.file: _details(file) for file in members}},
    }
    signed = owner.approvals.of_set(folder.relative_to(station).as_posix())
    about |= {"approved": {name: said for name, said in signed.items() if name in files}} if signed else {}
    for key, contact in (("ordered_by", owner.contact), ("bureau_ordered_by", owner.bureau_contact)):
        if contact:
            about[key] = _customer(contact)
    return Delivery(folder, files, about, name in CLOSED_SETS)


def _not_run(members: Sequence[File], folder: Path, kept: Iterable[str]) -> Iterator[Sequence[str]]:
    """What was not run on each file, on those that are kept by what the record says of them."""
    yield from (file.not_run for file in members)
    known, new = (set_record(folder) or SetRecord()).actions, {file.document.file for file in members}
    yield from (known[name].not_run for name in kept if name in known and name not in new)


def _customer(contact: OrderContact) -> Mapping[str, object]:
    due = contact.due.isoformat() if contact.due else ""
    return {"name": contact.name, "phone": contact.phone, "address": contact.address, "due": due}


def _older(owner: Owner, folder: Path) -> Mapping[str, str]:
    """What kept files were made from, where it is not today's: a set is as old as the oldest file in it."""
    before = made_from(folder) or {}
    return {name: before[name] for name, now in owner.made_from.items() if before.get(name, now) != now}


def _details(file: File) -> dict[str, object]:
    if file.recorded is not None:
        return dict(file.recorded)
    document = file.document
    details: dict[str, object] = {
        "kind": document.kind,
        "title": document.title,
        "pages": file.pages,
        "size": str(document.sheet.size),
        "issued": document.issued,
    }
    if document.format == "pdf":
        details |= entry_of(document) | {"page_hashes": page_hashes(file.data)}
    if document.format == "ofd":
        details |= {"experimental": EXPERIMENTAL.zh}
    if document.cards:
        details |= {"cards": list(document.cards)}
    if document.derived:
        details |= {"made_from": document.derived.of, "step": document.derived.step}
        if document.derived.single_lines and document.legibility:
            details |= {"single_lines": str(document.derived.single_lines), "tool": str(document.legibility.stroke)}
    if file.slow:
        details |= {"set_slowly": file.slow}
    return details | ({"order": order_values(document.order)} if document.order else {})
