"""What was issued -> the same bytes again, and where today's data would say otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mzdocs.build.finished_file import File
from mzdocs.core.problems import Exit, Location, Problem, Sentence, Severity, Stopped, problem_type
from mzdocs.core.units import Size
from mzdocs.derive.judged_facts import all_texts
from mzdocs.derive.reissue import changes
from mzdocs.kinds.planned_papers import PlannedPaper, station_papers
from mzdocs.load.register_files import REGISTER_TABLE
from mzdocs.load.tables.table_formats import cell_location
from mzdocs.model.issue_register import FactChange, IssuedFile, IssuedRecord, Register, RegisterEntry
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Format, Sheet

DIFFERS = problem_type(
    "MZ7103",
    "{shown} 已于 {day} 印发，现在的数据不同：{changes}",
    "{shown} was issued on {day}; the data differ now: {changes}",
    "数据写错了的，改回来；印发的内容确实要改的，在“公文”一节加一份更正（代号 correction，自己的文号，更正: {shown}），"
    "或用 mzdocs issue --withdraw 作废。成品里仍是印发的原件。",
    "If the data are wrong, put them right; if the paper is, add a correction to the papers (code correction, a number"
    " of its own) or withdraw it: mzdocs issue --withdraw. The set still has the paper as it was issued.",
    Exit.VERIFY,
)
AWAITS = problem_type(
    "MZ7104",
    "{shown} 已于 {day} 印发，不同之处由更正 {correction} 写明，它还没有登记印发：{changes}",
    "{shown} was issued on {day}; where the data differ, {correction} corrects it, not issued yet: {changes}",
    "更正印出、盖章后，运行 mzdocs issue 登记。",
    "When the correction is printed and sealed, run mzdocs issue.",
    severity=Severity.NOTICE,
)
REWORDED = problem_type(
    "MZ7105",
    "照印发的原件重印，现在的文字有不同（电话、措辞等，不是评定的依据）：{papers}",
    "Printed again as issued, though other words would differ now (a telephone, a sentence; nothing judged): {papers}",
    "不用处理；要改发的，作废以后换新文号。",
    "Leave it; to issue it anew, withdraw it and take a new number.",
    severity=Severity.NOTICE,
)
UNPLANNED = problem_type(
    "MZ7106",
    "照印发的原件重印，现在的数据已经排不出这一份：{papers}",
    "Printed again as issued, though today's data would not make it any more: {papers}",
    "不用处理；不再有效的，用 mzdocs issue --withdraw 作废。",
    "Leave it; if it is no longer good, withdraw it: mzdocs issue --withdraw.",
    severity=Severity.NOTICE,
)
VOID = problem_type(
    "MZ7107",
    "{shown} 已作废，不再生成",
    "{shown} was withdrawn and is not made any more",
    "要重新发的，在“公文”一节换一个新的文号；不再发的，删去这一条。",
    "To issue it anew, give it a new number among the papers; else delete the entry.",
    severity=Severity.NOTICE,
)
NOTHING_CORRECTED = problem_type(
    "MZ1815",
    "更正 {correction} 没有可更正的：{shown} 印发的内容与现在的数据相同",
    "The correction {correction} has nothing to put right: the data agree with {shown} as it was issued",
    "先把数据改对，或者删去这一条更正。",
    "Put the data right first, or delete the correction.",
)
CORRECTED_TWICE = problem_type(
    "MZ1816",
    "{shown} 有两份还没有登记印发的更正，内容会相同",
    "{shown} has two corrections that are not issued yet: both would say the same",
    "只留一份；前一份登记印发以后，才能再写下一份。",
    "Keep one; the next is written when that one is issued.",
)
NOTICES = frozenset(each.code for each in (AWAITS, REWORDED, UNPLANNED, VOID))
MOST_CHANGES = 10
PAPER = "paper"
"""The kind of what can be issued."""


@dataclass(frozen=True)
class Reprints:
    """The files that are printed again as they went out, and what is to be said of them.

    `kept_out` are the papers not made from the data: they went out, or were withdrawn under the number they still have.
    `differing` are errors that stop no gate: the files are right, today's data are not of them. `wrong` are corrections
    that cannot be written, which stop the first.
    """

    files: tuple[File, ...] = ()
    kept_out: frozenset[str] = frozenset()
    differing: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    wrong: tuple[Problem, ...] = ()

    @property
    def sums(self) -> dict[str, str]:
        """The SHA-256 of each file, by its name."""
        return {file.document.file: hashlib.sha256(file.data).hexdigest() for file in self.files}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to be said."""
        return (*self.differing, *self.notices)


def station_reprints(station_data: StationData, kinds: Sequence[str]) -> Reprints:
    """What of the station's papers went out before; where none are made, none are looked at.

    What went out was judged on its own day: as of another one there is nothing to compare.
    """
    if PAPER not in kinds or not station_data.register.entries or station_data.as_of:
        return Reprints()
    try:
        return reprints(station_data.register, station_data.district.year, station_papers(station_data))
    except Stopped as stopped:
        return Reprints(wrong=stopped.problems)


def reprints(register: Register, year: int, papers: Sequence[PlannedPaper]) -> Reprints:
    """Every paper of the year that went out, from its record, held against what would be made now."""
    live, planned = register.live(year), {each.name: each for each in papers}
    files = [file for entry in live.values() for file in _files(register, entry)]
    void = [
        entry
        for code, entry in register.withdrawn(year).items()
        if code in planned and _number(planned[code]) == entry.number
    ]
    judged = [_judged(register, entry, planned) for entry in live.values()]
    return Reprints(
        tuple(files),
        frozenset([*live, *(entry.code for entry in void)]),
        tuple(each for each in judged if each and each.problem_type is DIFFERS),
        (
            *(each for each in judged if each and each.problem_type is AWAITS),
            *_reworded(register, [e for e, told in zip(live.values(), judged, strict=True) if not told], planned),
            *(VOID.at(_line(register, entry), shown=entry.shown) for entry in void),
        ),
        tuple(_wrong(register, _waiting(register, papers))),
    )


def _waiting(register: Register, papers: Iterable[PlannedPaper]) -> list[PlannedPaper]:
    """The corrections that never went out: one that was withdrawn waits for nothing."""
    entered = {entry.code for entry in register.entries if entry.event == "更正"}
    return [each for each in papers if each.corrects and each.name not in entered]


def _wrong(register: Register, waiting: Sequence[PlannedPaper]) -> Iterator[Problem]:
    """Corrections not issued yet that have nothing to say, or of which another says the same."""
    numbers = [each.corrects for each in waiting]
    for entry in register.papers():
        if entry.number in numbers:
            own = [each for each in waiting if each.corrects == entry.number]
            if len(own) > 1:
                yield CORRECTED_TWICE.at(_line(register, entry), shown=entry.shown)
            elif not own[0].corrected:
                yield NOTHING_CORRECTED.at(_line(register, entry), shown=entry.shown, correction=own[0].name)


def _number(planned: PlannedPaper) -> str | None:
    return planned.paper.number if planned.paper else None


def _judged(register: Register, entry: RegisterEntry, planned: Mapping[str, PlannedPaper]) -> Problem | None:
    """That facts the paper was judged by are others now, and whether a correction says so already."""
    now = planned.get(entry.code)
    if now is None:
        return None
    judged = now.judged(register.record(entry).judged_by)
    found = changes(register, entry, judged, now.paper is not None)
    if not found:
        return None
    told = {"shown": entry.shown, "day": entry.day.isoformat(), "changes": _said(found)}
    waiting = _waiting(register, planned.values())
    numbers = [_number(each) for each in waiting if each.corrects == entry.number and each.corrected]
    where = _line(register, entry)
    return AWAITS.at(where, **told, correction=numbers[0]) if numbers else DIFFERS.at(where, **told)


def _said(found: Sequence[FactChange]) -> Sentence:
    told = [str(change) for change in found[:MOST_CHANGES]]
    more = len(found) - len(told)
    return Sentence(
        "；".join(told) + (f"；等 {len(found)} 处" if more else ""),
        "; ".join(told) + (f"; {len(found)} in all" if more else ""),
    )


def _reworded(
    register: Register, entries: Sequence[RegisterEntry], planned: Mapping[str, PlannedPaper]
) -> Iterator[Problem]:
    """That papers would read otherwise, or would not be made: once for all of them."""
    gone = [entry for entry in entries if not (entry.code in planned and planned[entry.code].paper)]
    other = [
        entry
        for entry in entries
        if entry not in gone
        and not _corrected(register, entry)
        and _texts(planned[entry.code]) != register.record(entry).texts
    ]
    for told, found in ((REWORDED, other), (UNPLANNED, gone)):
        if found:
            yield told.at(Location(register.file), papers="、".join(entry.shown for entry in found))


def _corrected(register: Register, entry: RegisterEntry) -> bool:
    """Whether it reads otherwise because a correction went out."""
    return bool(entry.number and any(register.corrections(entry.number)))


def _texts(planned: PlannedPaper) -> tuple[str, ...]:
    return all_texts(planned.paper) if planned.paper else ()


def _line(register: Register, entry: RegisterEntry) -> Location:
    row = register.rows[register.entries.index(entry)]
    return cell_location(register.file, row, "文号或编号", REGISTER_TABLE.head)


def _files(register: Register, entry: RegisterEntry) -> Iterator[File]:
    record = register.record(entry)
    yield from (_file(record, each, register.files[each.sha256]) for each in record.files)


def _file(record: IssuedRecord, kept: IssuedFile, data: bytes) -> File:
    """A file of the record in the place of one made now; it says of itself what the manifest said of it then."""
    format: Format = "docx" if kept.file.endswith(".docx") else "pdf"
    document = Document(
        kind=str(kept.details["kind"]),
        name=record.code,
        title="".join(record.title),
        set="reports",
        sheet=Sheet(Size.parse(str(kept.details["size"]))),
        issued=str(kept.details["issued"]),
        format=format,
    )
    return File(document, data, int(kept.details["pages"]), recorded=kept.details)
