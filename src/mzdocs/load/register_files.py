"""`data/register/`: what went out, line by line, with the very files and their records; every problem at its row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, problem_type
from mzdocs.load import workspace
from mzdocs.load.tables import client_tables
from mzdocs.load.tables.client_tables import TableRead
from mzdocs.load.tables.table_formats import TableFormat, cell_location
from mzdocs.load.workspace import Workspace
from mzdocs.model.issue_register import FOLLOWS, PRINTED, Event, IssuedRecord, Register, RegisterEntry

GONE = problem_type(
    "MZ1802",
    "{shown} 登记的{what}不见了：register/files/{file}",
    "The {what} entered for {shown} is gone: register/files/{file}",
    "从备份恢复 data/register 文件夹；恢复不了的，用 mzdocs issue --withdraw 作废这一份。",
    "Restore the folder data/register from a backup; what cannot be restored is withdrawn: mzdocs issue --withdraw.",
    Exit.VERIFY,
)
TAMPERED = problem_type(
    "MZ1803",
    "{shown} 登记的{what}被改动过，SHA-256 不符：register/files/{file}",
    "The {what} entered for {shown} was changed, its SHA-256 is another: register/files/{file}",
    "从备份恢复 data/register 文件夹；印发过的原件不能修改。",
    "Restore the folder data/register from a backup; what was issued is not edited.",
    Exit.VERIFY,
)
UNREADABLE_RECORD = problem_type(
    "MZ1804",
    "{shown} 的记录读不懂",
    "The record of {shown} cannot be understood",
    "用登记它的那个版本或更新的 mzdocs；见 docs/issued.md。",
    "Use the version of mzdocs that entered it, or a newer one; see docs/issued.md.",
    Exit.VERIFY,
)
NOT_ISSUED = problem_type(
    "MZ1805",
    "登记簿里，{shown} 在这一行之前的事项不是{before}，不能{event}",
    "In the register, {event} of {shown} does not follow what stands before this row (it follows {before})",
    "登记簿只往后加，不删行、不改次序；从备份恢复。",
    "The register is only added to; no row is deleted or moved. Restore it from a backup.",
)
INCOMPLETE = problem_type(
    "MZ1806",
    "“{event}”这一行缺少{column}",
    "A row of {event} lacks {column}",
    "登记簿由程序写，不手工改；从备份恢复这一行。",
    "The register is not edited by hand: restore the row from a backup.",
)
TWICE = problem_type(
    "MZ1807",
    "登记簿里，文号 {number} 用了两次",
    "In the register the number {number} is used twice",
    "一个文号只用一次，作废的也不再用；核对两份文件，从备份恢复登记簿。",
    "A number is used once, even when withdrawn. Compare the two papers and restore the register from a backup.",
)
ANOTHER_RECORD = problem_type(
    "MZ1808",
    "{shown} 这一行的“{column}”与登记时的记录不同",
    "“{column}” in the row of {shown} is not what its record has",
    "登记簿由程序写，不手工改；从备份恢复这一行。",
    "The register is not edited by hand: restore the row from a backup.",
)
UNNAMED = problem_type(
    "MZ1809",
    "登记簿里没有一行写着这个文件",
    "No row of a register names this file",
    "登记簿删过行、改过行的，从备份恢复 data/register；登记时中断过的，删去这个文件。",
    "If a row was deleted or edited, restore data/register from a backup; if entering broke off, delete the file.",
    severity=Severity.NOTICE,
)

REGISTER_TABLE = TableFormat("发文登记", RegisterEntry, "entries", "rows", written=True, exact=True)
MUST: dict[str, tuple[str, ...]] = {
    "印发": ("PDF", "DOCX", "记录"),
    "更正": ("PDF", "DOCX", "记录", "文号或编号", "更正文号"),
    "作废": ("事由",),
    "制作": ("记录",),
    "发放": ("文号或编号",),
    "收回": ("文号或编号",),
    "补发": ("文号或编号",),
}
"""What the row of an event must have."""


def register_file(space: Workspace, slug: str) -> Path:
    """The register of a station, or of the bureau."""
    return space.register / f"{slug}.csv"


def load_register(space: Workspace, slug: str) -> tuple[Register, list[Problem]]:
    """The register of a station or of the bureau with every problem of it; where there is none, nothing went out."""
    elsewhere = frozenset(number for other in _others(space, slug) for number in other)
    path = register_file(space, slug)
    name = space.name(path)
    if not path.exists():
        return Register(name, elsewhere=elsewhere), []
    try:
        raw = workspace.read_bytes(path, name)
    except Stopped as stopped:
        return Register(name, elsewhere=elsewhere), list(stopped.problems)
    read = client_tables.read_table(REGISTER_TABLE, raw, name)
    if read.problems:
        return Register(name, elsewhere=elsewhere), read.problems
    entries, rows = tuple(read.found.values()), tuple(read.found)
    standing = [entry.identity for entry in Register(entries=entries).papers()]
    kept = _Kept(space.register / "files", name)
    for row, entry in read.found.items():
        if entry.event == "制作" or (entry.event in PRINTED and entry.identity in standing):
            kept.take(row, entry)
    problems = [*_in_itself(read, name), *kept.problems]
    return Register(name, entries, rows, kept.records, kept.files, elsewhere, hashlib.sha256(raw).hexdigest()), problems


def unnamed(space: Workspace) -> list[Problem]:
    """Files kept for registers that no row of any register names, be its other cells readable or not."""
    files = sorted(path for path in (space.register / "files").glob("*") if _SUM.fullmatch(path.stem.encode()))
    named: set[bytes] = set()
    for path in space.register.glob("[!.]*.csv") if files else ():
        try:
            named.update(_SUM.findall(workspace.read_bytes(path, space.name(path))))
        except Stopped:
            return []  # told where that register is read; what it names is not known
    return [UNNAMED.at(Location(space.name(path))) for path in files if path.stem.encode() not in named]


_SUM = re.compile(rb"[0-9a-f]{64}")


def _others(space: Workspace, slug: str) -> Iterator[Iterable[str]]:
    """The numbers of each other register; one with faults is told where it is its own."""
    for path in sorted(space.register.glob("[!.]*.csv")):
        if path.stem != slug:
            try:
                raw = workspace.read_bytes(path, space.name(path))
            except Stopped:
                continue
            read = client_tables.read_table(REGISTER_TABLE, raw, space.name(path))
            yield Register(entries=tuple(read.found.values())).numbers


def _in_itself(read: TableRead[RegisterEntry], file: str) -> Iterator[Problem]:
    """Rows that lack what their event needs, or follow nothing, or give a number out again."""
    before: dict[tuple[int, str, str | None], list[Event]] = {}
    numbers: set[str] = set()
    for row, entry in read.found.items():
        held = entry.model_dump(by_alias=True)
        for column in MUST[entry.event]:
            if not held[column]:
                yield INCOMPLETE.at(_cell(file, row, column), event=entry.event, column=column)
        events = before.setdefault(entry.identity, [])
        wanted = FOLLOWS.get(entry.event)
        if wanted and (events[-1] if events else None) not in wanted:
            said = "、".join(each for each in wanted if each) or "收回"
            yield NOT_ISSUED.at(_cell(file, row, "事项"), shown=entry.shown, before=said, event=entry.event)
        if entry.event in PRINTED and entry.number in numbers:
            yield TWICE.at(_cell(file, row, "文号或编号"), number=entry.number)
        if entry.event in PRINTED and entry.number:
            numbers.add(entry.number)
        events.append(entry.event)


def _unlike(entry: RegisterEntry, record: IssuedRecord) -> Iterator[str]:
    """The columns of a row that say something else than its record."""
    pairs = [
        ("代号", entry.code, record.code),
        ("题名", entry.title, "".join(record.title)),
        ("发给", entry.to or "", record.to),
    ]
    if entry.event in PRINTED:
        pairs += [
            ("文号或编号", entry.number or "", record.number),
            ("日期", entry.day.isoformat(), (record.day or entry.day).isoformat()),
            ("PDF", entry.pdf or "", record.sum_of("pdf") or ""),
            ("DOCX", entry.docx or "", record.sum_of("docx") or ""),
        ]
    return (column for column, said, kept in pairs if said != kept)


def _cell(file: str, row: int, column: str) -> Location:
    return cell_location(file, row, column, REGISTER_TABLE.head)


class _Kept:
    """The files of a register as they are read: those that are sound, and what is wrong with the others."""

    def __init__(self, folder: Path, register: str) -> None:
        self.folder, self.register = folder, register
        self.records: dict[str, IssuedRecord] = {}
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []

    def take(self, row: int, entry: RegisterEntry) -> None:
        """Read what one row names."""
        for column, ending, digest in (("PDF", "pdf", entry.pdf), ("DOCX", "docx", entry.docx)):
            data = self._read(row, column, ending, digest, entry)
            if data is not None:
                self.files[str(digest)] = data
        raw = self._read(row, "记录", "json", entry.record, entry)
        if raw is not None:
            try:
                record = self.records[str(entry.record)] = IssuedRecord.model_validate_json(raw)
                places = (_cell(self.register, row, column) for column in _unlike(entry, record))
                self.problems += (ANOTHER_RECORD.at(each, shown=entry.shown, column=each.path) for each in places)
            except ValidationError:
                place = _cell(self.register, row, "记录")
                self.problems.append(UNREADABLE_RECORD.at(place, shown=entry.shown))

    def _read(self, row: int, column: str, ending: str, digest: str | None, entry: RegisterEntry) -> bytes | None:
        if digest is None:
            return None
        name = f"{digest}.{ending}"
        place = _cell(self.register, row, column)
        try:
            data = workspace.read_bytes(self.folder / name, name)
        except Stopped:
            self.problems.append(GONE.at(place, shown=entry.shown, what=column, file=name))
            return None
        if hashlib.sha256(data).hexdigest() != digest:
            self.problems.append(TAMPERED.at(place, shown=entry.shown, what=column, file=name))
            return None
        return data
