"""A CSV table -> facts: encodings by trial, every cell text, every problem at its row."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.text import forbidden, normal
from mzdocs.load.binding import NOT_A_CHOICE, VALUE_PROBLEMS, value_problem
from mzdocs.load.meant_keys import choices_of
from mzdocs.load.table_problems import (
    EMPTY_TABLE,
    LONG_CELL,
    REPEATED_NUMBER,
    ROUNDED_NUMBER,
    TABLE_CHARACTER,
    TABLE_ENCODING,
    TABLE_HEAD,
    TABLE_LONG,
    TABLE_QUOTES,
    TABLE_ROW,
)
from mzdocs.model.client_files import (
    Binding,
    Clients,
    Consultation,
    Household,
    HouseholdDocument,
    OfficeRecord,
    columns,
)
from mzdocs.model.fields import Facts

MAX_ROWS, MAX_CLIENTS = 2_000_000, 200_000
"""Of any table; of client files fewer, for each has papers and is bound and printed: more than a street has."""
MAX_CELL = 2_000
T = TypeVar("T", bound=Facts)
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]+")


@dataclass(frozen=True)
class TableFormat(Generic[T]):
    """One kind of table: what a row is, which columns no two rows share, and where it goes in `Clients`."""

    name: str
    model: type[T]
    facts: str
    rows: str
    unique: tuple[str, ...] = ()
    may_be_empty: bool = False
    most: int = MAX_ROWS

    @property
    def head(self) -> tuple[str, ...]:
        """The names of its columns, in their order."""
        return columns(self.model)


CLIENT_TABLE = TableFormat("客户档案", Household, "households", "rows", ("户号",), most=MAX_CLIENTS)
PAPER_TABLE = TableFormat("户内材料", HouseholdDocument, "papers", "paper_rows")
RECORD_TABLE = TableFormat("管理文件", OfficeRecord, "records", "record_rows", ("编号",))
LEDGER_TABLE = TableFormat("装订台账", Binding, "bindings", "binding_rows", may_be_empty=True)
CONSULTATION_TABLE = TableFormat(
    "查阅登记", Consultation, "consultations", "consultation_rows", ("序号",), may_be_empty=True
)
TABLES: tuple[TableFormat[Any], ...] = (CLIENT_TABLE, PAPER_TABLE, RECORD_TABLE, LEDGER_TABLE, CONSULTATION_TABLE)
BY_NAME = {table.name: table for table in TABLES}


@dataclass(frozen=True)
class TableRead(Generic[T]):
    """The rows of a table as facts, and every problem of it; with problems the table is not used."""

    found: dict[int, T]
    problems: list[Problem]


def read_table(table: TableFormat[T], raw: bytes, file: str) -> TableRead[T]:
    """Every row of one table by its number, counted from 1 with the head."""
    text, problem = _decode(table, raw, file)
    if problem:
        return TableRead({}, [problem])
    rows, problem = _rows(normal(text), file, table.most)
    if problem:
        return TableRead({}, [problem])
    filled = [(number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not filled and not table.may_be_empty:
        return TableRead({}, [EMPTY_TABLE.at(Location(file, 2, 1, table.head[0]))])
    return _facts(_Sheet(table, file, _suspicious(text)), filled)


def joined(read: dict[str, TableRead[Any]]) -> Clients:
    """What was read of each table, by the table's name, as one value."""
    facts: dict[str, Any] = {}
    for name, each in read.items():
        facts[BY_NAME[name].facts] = tuple(each.found.values())
        facts[BY_NAME[name].rows] = tuple(each.found)
    return Clients(**facts)


def cell_location(file: str, row: int, key: str, head: tuple[str, ...]) -> Location:
    """Where a cell stands: row and column counted from 1, and the head of its column."""
    return Location(file, row, head.index(key) + 1, key)


def _rows(text: str, file: str, most: int) -> tuple[list[list[str]], Problem | None]:
    """Rows of cells; equal cells are one, for most of a large table's are."""
    rows: list[list[str]] = []
    known: dict[str, str] = {}
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            rows.append([known.setdefault(cell, cell) for cell in row])
            if len(rows) > most + 1:
                return [], TABLE_LONG.at(Location(file), limit=most)
    except csv.Error:
        return [], TABLE_QUOTES.at(Location(file, len(rows) + 1))
    return rows, None


def _suspicious(text: str) -> bool:
    """Whether a cell may hold a forbidden character: one look at the alphabet spares one at each cell.

    A carriage return ends a row; only between quotes can it stand in a cell.
    """
    alphabet = set(text)
    return forbidden("".join(alphabet - {"\r"})) is not None or {'"', "\r"} <= alphabet


def _decode(table: TableFormat[T], raw: bytes, file: str) -> tuple[str, Problem | None]:
    """UTF-8 if it is, else GB18030 if the head then reads as it must: bytes alone do not say."""
    head = ",".join(table.head)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _head(text)
        if found == table.head:
            return text, None
        if encoding == "utf-8-sig" or set(found) & set(table.head):
            return "", TABLE_HEAD.at(Location(file, 1), difference=_difference(found, table.head), head=head)
    return "", TABLE_ENCODING.at(Location(file, 1), head=head)


def _head(text: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader(io.StringIO(text, newline="")), []))
    except csv.Error:
        return ()


def _difference(found: tuple[str, ...], head: tuple[str, ...]) -> Sentence:
    """What the head lacks; what stands there instead is only counted, it could be a person's row."""
    missing = "、".join(key for key in head if key not in found)
    others = sum(cell not in head for cell in found)
    if missing:
        return Sentence(f"缺少 {missing}，另有 {others} 格不认识", f"{missing} missing, {others} unknown cells")
    if len(found) > len(head):
        return Sentence(f"多出 {len(found) - len(head)} 格", f"{len(found) - len(head)} cells too many")
    return Sentence("次序不对", "wrong order")


class _Sheet(Generic[T]):
    """One table being read: knows its head, and which cells may stay empty."""

    def __init__(self, table: TableFormat[T], file: str, suspicious: bool) -> None:
        self.table = table
        self.file = file
        self.head = table.head
        self.suspicious = suspicious
        self._known: dict[tuple[type, object], object] = {}
        self._given = set(table.model.model_fields)
        fields = table.model.model_fields.values()
        self.optional = frozenset(str(field.alias) for field in fields if not field.is_required())

    def location(self, row: int, key: str) -> Location:
        return cell_location(self.file, row, key, self.head)

    def read(self, number: int, row: list[str]) -> tuple[T | None, list[Problem]]:
        if len(row) != len(self.head):
            return None, [TABLE_ROW.at(Location(self.file, number), found=len(row), expected=len(self.head))]
        cells = dict(zip(self.head, map(str.strip, row), strict=True))
        refused = self._refused(number, cells)
        if refused:
            return None, refused
        facts = {key: None if not cell and key in self.optional else cell for key, cell in cells.items()}
        try:
            return self._lean(self.table.model.model_validate(facts)), []
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            return None, [self._problem(number, str(each["loc"][0]), each["type"], cells) for each in details]

    def _lean(self, found: T) -> T:
        """The same facts without what each row would hold anew: equal values, and the set of fields that were given."""
        values = vars(found)
        for name, value in values.items():
            values[name] = self._known.setdefault((type(value), value), value)
        object.__setattr__(found, "__pydantic_fields_set__", self._given)
        return found

    def _refused(self, number: int, cells: dict[str, str]) -> list[Problem]:
        """Cells no fact can be made of, whatever the column."""
        problems = []
        for key, cell in cells.items():
            code = forbidden(cell) if self.suspicious else None
            if len(cell) > MAX_CELL:
                problems.append(LONG_CELL.at(self.location(number, key), length=len(cell), limit=MAX_CELL))
            elif code is not None:
                problems.append(TABLE_CHARACTER.at(self.location(number, key), code=code))
            elif "E+" in cell and _SCIENTIFIC.fullmatch(cell):
                problems.append(ROUNDED_NUMBER.at(self.location(number, key)))
        return problems

    def _problem(self, number: int, key: str, kind: str, cells: dict[str, str]) -> Problem:
        location = self.location(number, key)
        if _SCIENTIFIC.fullmatch(cells[key]):
            return ROUNDED_NUMBER.at(location)
        if kind == "literal_error":
            return NOT_A_CHOICE.at(location, value="…", hint="", choices="、".join(choices_of(self.table.model, key)))
        return value_problem(kind if kind in VALUE_PROBLEMS else "text_empty", location)


def _facts(sheet: _Sheet[T], rows: list[tuple[int, list[str]]]) -> TableRead[T]:
    read: TableRead[T] = TableRead({}, _repeated(sheet, rows))
    for number, row in rows:
        facts, wrong = sheet.read(number, row)
        read.problems.extend(wrong)
        if facts is not None:
            read.found[number] = facts
    return read


def _repeated(sheet: _Sheet[T], rows: list[tuple[int, list[str]]]) -> list[Problem]:
    problems = []
    for key in sheet.table.unique:
        column = sheet.head.index(key)
        first: dict[str, int] = {}
        for number, row in rows:
            name = row[column].strip() if column < len(row) else ""
            if name in first and name:
                problems.append(REPEATED_NUMBER.at(sheet.location(number, key), key=key, first=first[name]))
            first.setdefault(name, number)
    return problems
