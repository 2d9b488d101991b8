"""Two generations of a station's output -> what must be printed or made again, what is to be collected, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from mzdocs.build.fact_changes import ChangedFact, facts_changed, made_alike, parts_changed, stale_facts
from mzdocs.core.problems import Stopped
from mzdocs.kinds import CLOSED_SETS, KINDS
from mzdocs.pdf.page_hashes import picture_hashes
from mzdocs.publish import manifest
from mzdocs.publish.entry_changes import (
    CardChange,
    OrderChange,
    State,
    cards_changed,
    order_changed,
    pages_changed,
    pieces,
)
from mzdocs.publish.record import Action, StationRecord, read_record

_PLACES = ("*", "*/" + "[0-9]" * 4)
_NOT_OF_THE_STATION = ("bundle",)
_PAPERS = (".pdf", ".docx")
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class ReprintLine:
    """One document that is new, changed or withdrawn; `folder` is its set's, below the station's.

    `pages` are to be printed, of `of` in all, counted as they are now; `gone` are to be taken out, as they were
    counted. `pieces` is how many are to be ordered again: said of the file the shop's order names, not of those that
    are `made_from` it. `parts` says in words what of it is another. Of a Word file `pages` are those of its PDF.
    """

    folder: str
    file: str
    kind: str
    title: str
    state: State
    of: int = 0
    pages: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    cards: tuple[CardChange, ...] = ()
    order: tuple[OrderChange, ...] = ()
    pieces: int = 0
    made_from: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class StaleLine:
    """One document that was not made again though facts in the files it is made from are others."""

    folder: str
    file: str
    title: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class ReprintList:
    """What a build changed for who prints: nothing of it is a value out of a private set or a table of clients.

    `first` is of a station that had nothing before. `tables` are the tables, photos and texts that are others.
    `unseen` are files of other bytes whose pages look as they did.
    """

    station: str
    issued: str
    first: bool = False
    lines: tuple[ReprintLine, ...] = ()
    stale: tuple[StaleLine, ...] = ()
    facts: tuple[ChangedFact, ...] = ()
    tables: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def collected(self) -> tuple[tuple[ReprintLine, CardChange], ...]:
        """Cards somebody wears that are good no longer: withdrawn, or made again under the same number."""
        found = ((line, card) for line in self.lines for card in line.cards if not line.made_from)
        return tuple((line, card) for line, card in found if card.state != "new")


@dataclass(frozen=True)
class _Delivered:
    """One file of a generation: where it lies, what its manifest says of it, and how it came about."""

    folder: Path
    about: Mapping[str, Any]
    entry: Entry
    action: Action | None

    @property
    def title(self) -> str:
        """As it is told to everyone: of a set that only its owner opens what kind of document it is."""
        private = self.about["set"] in CLOSED_SETS
        return KINDS[self.entry["kind"]].title.zh if private else str(self.entry["title"])

    @property
    def is_pdf(self) -> bool:
        return str(self.entry["file"]).endswith(".pdf")

    def pictures(self) -> list[str] | None:
        """What its pages look like; nothing where the file is no longer the one that was delivered."""
        try:
            data = (self.folder / self.entry["file"]).read_bytes()
        except OSError:
            return None
        return picture_hashes(data) if hashlib.sha256(data).hexdigest() == self.entry["sha256"] else None


_Name = tuple[str, str]
_Generation = Mapping[_Name, _Delivered]
"""The files of a station by the folder of their set and their name."""


def reprint_list(before: Path | None, after: Path, new: StationRecord | None = None) -> ReprintList:
    """What is another in a station's folder than in the one before it, if there was one.

    `new` is the record of the new one, where it does not lie there yet. A set that is not in it stands as it did.

    A manifest of the older one that cannot be read is as none: what is in its set is new.
    """
    old, new = read_record(before) if before else None, new or read_record(after)
    if old and new and old.salt != new.salt:
        old = None
    then, now = _generation(before, old) if before else {}, _generation(after, new)
    made = {folder for folder, _ in now}
    now = {**{name: one for name, one in then.items() if name[0] not in made}, **now}
    found = [_line(name, then, now) for name in sorted({*then, *now})]
    facts, tables = facts_changed(old, new)
    return ReprintList(
        next((each.about["station"] for each in now.values()), ""),
        max((str(each.entry.get("issued", "")) for each in now.values()), default=""),
        not then,
        tuple(each for each in found if isinstance(each, ReprintLine)),
        tuple(_stale(now, new)) if new else (),
        facts,
        tables,
        tuple(each for each in found if isinstance(each, str)),
    )


def _generation(station: Path, record: StationRecord | None) -> _Generation:
    found: dict[tuple[str, str], _Delivered] = {}
    for path in (path for place in _PLACES for path in station.glob(f"{place}/{manifest.MANIFEST}")):
        about, name = _understood(path.parent), path.parent.relative_to(station).as_posix()
        actions = record.sets[name].actions if record and name in record.sets else {}
        for entry in about.get("files", ()) if about.get("set") not in _NOT_OF_THE_STATION else ():
            found[name, entry["file"]] = _Delivered(path.parent, about, entry, actions.get(entry["file"]))
    return found


def _understood(folder: Path) -> Mapping[str, Any]:
    try:
        about = manifest.about(folder)
        known = {"set", "station", "files"} <= {*about}
        return about if known and all({"file", "sha256", "kind", "title"} <= {*each} for each in about["files"]) else {}
    except (Stopped, TypeError):
        return {}


def _line(name: _Name, then: _Generation, now: _Generation) -> ReprintLine | str | None:
    """What is to be said of one file, its name where only its bytes are others, or nothing."""
    if name not in now:
        line, gone = _plain(name, then[name], "withdrawn"), then[name].entry.get("cards", ())
        return replace(line, cards=tuple(CardChange(card, "withdrawn") for card in gone))
    one = now[name]
    if name not in then:
        pages, cards = _all_pages(_twin(name, now)), one.entry.get("cards", ())
        line = replace(_plain(name, one, "new"), pages=pages, cards=tuple(CardChange(card, "new") for card in cards))
        return replace(line, pieces=_pieces(line, {}, one.entry))
    was = then[name]
    order = order_changed(was.entry, one.entry)
    if was.entry["sha256"] == one.entry["sha256"] and not order:
        return None
    pages, gone, cards = _seen(_twin(name, then), _twin(name, now))
    if one.is_pdf and not (pages or gone or order):
        return name[1]
    line = replace(_plain(name, one, "changed"), pages=pages, gone=gone, cards=cards, order=order)
    return replace(line, pieces=_pieces(line, was.entry, one.entry), parts=parts_changed(was.action, one.action))


def _plain(name: _Name, one: _Delivered, state: State) -> ReprintLine:
    entry = one.entry
    of, source = int(entry.get("pages", 0)), str(entry.get("made_from", ""))
    return ReprintLine(*name, entry["kind"], one.title, state, of, made_from=source)


def _twin(name: _Name, generation: _Generation) -> _Delivered | None:
    """The PDF whose pages a file has: itself, or the one of its name that lies beside it."""
    folder, file = name
    return generation.get((folder, f"{PurePath(file).stem}.pdf")) if PurePath(file).suffix in _PAPERS else None


def _all_pages(one: _Delivered | None) -> tuple[int, ...]:
    return tuple(range(1, int(one.entry.get("pages", 0)) + 1)) if one else ()


def _seen(
    then: _Delivered | None, now: _Delivered | None
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[CardChange, ...]]:
    """Pages to print, pages to take out, and cards."""
    if then is None or now is None:
        return _all_pages(now), _all_pages(then), ()
    if then.entry["sha256"] == now.entry["sha256"]:
        return (), (), ()
    old, new = _sums(then, now)
    cards = cards_changed((then.entry.get("cards", ()), old), (now.entry.get("cards", ()), new))
    return *pages_changed(old, new), cards


def _sums(then: _Delivered, now: _Delivered) -> tuple[Sequence[str], Sequence[str]]:
    """Of both the sums of their pages where those compare, else of pictures; all differ where one cannot be seen."""
    alike = then.about.get("versions") == now.about.get("versions") and made_alike(then.action, now.action)
    if alike and "page_hashes" in then.entry and "page_hashes" in now.entry:
        return then.entry["page_hashes"], now.entry["page_hashes"]
    old, new = then.pictures(), now.pictures()
    if old is None or new is None:
        return ["then"] * len(_all_pages(then)), ["now"] * len(_all_pages(now))
    return old, new


def _pieces(line: ReprintLine, then: Entry, now: Entry) -> int:
    return 0 if line.made_from else pieces(then, now, bool(line.pages), line.cards)


def _stale(generation: _Generation, record: StationRecord) -> Iterator[StaleLine]:
    for (folder, file), one in sorted(generation.items()):
        for_shop = KINDS[one.entry["kind"]].for_shop
        facts = stale_facts(one.action, record, for_shop) if one.action and one.action.facts != record.now else ()
        if facts:
            yield StaleLine(folder, file, one.title, facts)
