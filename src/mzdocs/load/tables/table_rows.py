"""The rows of a table -> facts, each read as it stands, and once more where only one thing can have been meant."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import ValidationError

from mzdocs.core.problems import Location, Problem
from mzdocs.core.text import forbidden
from mzdocs.load import habits
from mzdocs.load.binding import NOT_A_CHOICE, VALUE_PROBLEMS, value_problem
from mzdocs.load.habits import BLANKS, DAY_SERIAL, NOTHING, Meant
from mzdocs.load.meant_keys import choices_of
from mzdocs.load.meant_values import hint_of
from mzdocs.load.tables.cell_reasons import why_refused
from mzdocs.load.tables.raw_tables import Cells
from mzdocs.load.tables.row_numbers import rows_said
from mzdocs.load.tables.rows_of_no_data import passed_over
from mzdocs.load.tables.table_columns import Told, all_serial_days, rounded
from mzdocs.load.tables.table_formats import TableFormat
from mzdocs.load.tables.table_heads import TableHead
from mzdocs.load.tables.table_problems import (
    FEW_CELLS,
    FORMULA_CELL,
    LONG_CELL,
    LOST_CHARACTER,
    NUMBER_CELLS,
    REPEATED_NUMBER,
    ROUNDED_COLUMN,
    ROUNDED_NUMBER,
    SERIAL_DAY,
    TABLE_CHARACTER,
    TABLE_ROW,
    UNCLEAR_DAY,
)
from mzdocs.model.fields import Facts

T = TypeVar("T", bound=Facts)
MAX_CELL = 2_000
MOST_TRIED = 1_000
"""Problems after which a row that cannot be read is not looked at for being none of the data: it is another table."""
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]+")
_LOST_MARK = 0xFFFD


class RowReader(Generic[T]):
    """One table being read: knows its head, which cells may stay empty, and what was seen in its columns.

    To `keep` is to remember every cell that is read otherwise than it is written.
    """

    def __init__(self, table: TableFormat[T], head: TableHead, cells: Cells, keep: bool = False) -> None:
        self.table = table
        self.place = replace(cells.place, head=head.keys)
        self.told = Told(self.place, keep)
        self.problems: list[Problem] = []
        self._head = head
        self._cells = cells
        self._rows = [
            (number, row)
            for number, row in zip(cells.numbers[head.rows :], cells.rows[head.rows :], strict=True)
            if any(cell.strip() for cell in row)
        ]
        self._names = table.head
        self._straight = head.keys == self._names
        self._suspicious, self._odd = cells.suspicious, cells.odd and not table.exact
        self._exponents = cells.alphabet >= {"E", "+"}
        self._optional = frozenset(table.head) - table.required
        self._unused = dict.fromkeys(self._optional - set(head.places), "")
        self._known: dict[tuple[type, object], object] = {}
        self._given = set(table.model.model_fields)
        self._first: dict[str, dict[str, int]] = {key: {} for key in table.unique}
        self._habitual: dict[str, str] = {}
        self._numeric: dict[str, list[int]] = {}

    @property
    def count(self) -> int:
        """How many rows have something in them."""
        return len(self._rows)

    def facts(self) -> dict[int, T]:
        """Every row that is facts, by its number; the problems of all stand in `problems` then."""
        found = {}
        self.problems += self._rounded_columns()
        for number, row in self._rows:
            facts = self._read(number, row)
            if facts is not None:
                found[number] = facts
        self.problems += self._numeric_columns()
        return found

    def _read(self, number: int, written: list[str]) -> T | None:
        row, width = written, len(self._head.keys)
        if (
            len(row) < width
            and not self.table.written
            and self._optional.issuperset(filter(None, self._head.keys[len(row) :]))
        ):
            row = [*written, *[""] * (width - len(row))]  # a spreadsheet does not write a column's end of empty cells
        if len(row) < width or any(map(str.strip, row[width:])):
            if not self._no_data(number, row):
                self._tell(TABLE_ROW.at(self.place.row(number), found=len(written), expected=width))
            return None
        stripped = list(map(str.strip, row))
        cells = dict(zip(self._names, stripped, strict=False)) if self._straight else self._placed(stripped)
        if stripped != row and not self.table.exact:
            self._blanks(number, row)
        if self._odd:
            self._unwrap(number, cells)
        if self._refused(number, cells) or self._unfit_kinds(number, row):
            return None
        meant = self._meant(cells, self._habitual) if self._habitual else {}
        found, wrong = self._validated(cells, meant)
        if found is None and self._no_data(number, row):
            return None
        self._look_for_twins(number, cells)
        if found is None:
            found, left = self._once_more(number, cells, meant, wrong)
            if left and len(written) < width:
                self._tell(TABLE_ROW.at(self.place.row(number), found=len(written), expected=width))
            else:
                self._tell_left(number, cells, left)
        elif meant:
            self._tell_meant(number, meant, ())
        if found is not None and len(written) < width:
            self.told.short(number)
        return found

    def _placed(self, stripped: list[str]) -> dict[str, str]:
        return {key: stripped[place] for key, place in self._head.places.items()} | self._unused

    def _validated(self, cells: dict[str, str], meant: Mapping[str, Meant]) -> tuple[T | None, dict[str, str]]:
        """The row's facts, or the columns whose cells are none, each with what it should have been."""
        facts = {key: None if not cell and key in self._optional else cell for key, cell in cells.items()}
        facts.update((key, each.text or None) for key, each in meant.items())
        try:
            return self._lean(self.table.model.model_validate(facts)), {}
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            return None, {str(each["loc"][0]): each["type"] for each in details}

    def _lean(self, found: T) -> T:
        """The same facts without what each row would hold anew: equal values, and the set of fields that were given."""
        values = vars(found)
        for name, value in values.items():
            values[name] = self._known.setdefault((type(value), value), value)
        object.__setattr__(found, "__pydantic_fields_set__", self._given)
        return found

    def _once_more(
        self, number: int, cells: dict[str, str], meant: dict[str, Meant], wrong: dict[str, str]
    ) -> tuple[T | None, dict[str, str]]:
        """The facts of a row with what was meant in the cells the model refused, or the cells that still are none."""
        if not self.table.exact:
            meant = {key: each for key, each in meant.items() if key not in wrong} | self._meant(cells, wrong)
        found, left = self._validated(cells, meant) if meant else (None, wrong)
        self._habitual.update((key, kind) for key, kind in wrong.items() if key in meant and key not in left)
        self._tell_meant(number, meant, left)
        return found, left

    def _tell_left(self, number: int, cells: dict[str, str], left: dict[str, str]) -> None:
        """What is wrong in a row; where most is missing that must be there, only that."""
        unfilled = [key for key in self.table.required if not cells[key]]
        if 2 * len(unfilled) > len(self.table.required):
            expected = len(self.table.required)
            self._tell(FEW_CELLS.at(self.place.row(number), found=expected - len(unfilled), expected=expected))
            return
        for key, kind in left.items():
            if number not in self._rounded.get(key, ()):
                self._tell(self._named(self.place.cell(number, key), key, kind, cells[key]))

    def _meant(self, cells: dict[str, str], kinds: Mapping[str, str]) -> dict[str, Meant]:
        """What the cells of these columns mean, of each kind, where they are written otherwise."""
        found = {key: self._meant_by(key, kind, cells[key]) for key, kind in kinds.items()}
        return {key: each for key, each in found.items() if each.habits}

    def _meant_by(self, key: str, kind: str, cell: str) -> Meant:
        if kind == "date_wrong" and key in self._optional and cell in habits.NOTHING_MARKS:
            return Meant("", (NOTHING,))
        day = habits.serial_day(cell) if kind == "date_wrong" else None
        if day:
            return Meant(day.isoformat(), (DAY_SERIAL,)) if key in self._serial_columns else Meant(cell)
        return habits.as_meant(kind, key, cell) if kind in habits.AGAIN else Meant(cell)

    def _tell_meant(self, number: int, meant: Mapping[str, Meant], wrong: Container[str]) -> None:
        """What was read otherwise; such a column is so most of the time, and is not tried as it stands again."""
        for key, each in meant.items():
            if key not in wrong:
                self.told.habit(number, key, each.habits, each.text)

    @cached_property
    def _serial_columns(self) -> frozenset[str]:
        """The columns of days in which nothing but a spreadsheet's serial numbers stands."""
        places = self._head.places.items()
        columns = ((key, (row[place].strip() for _, row in self._rows if place < len(row))) for key, place in places)
        return frozenset(key for key, cells in columns if all_serial_days(cells))

    def _rounded_columns(self) -> Iterator[Problem]:
        self._rounded: dict[str, frozenset[int]] = {}
        for key in self.table.identities:
            place = self._head.places[key]
            rows = ((number, row) for number, row in self._rows if (number, place) not in self._cells.kinds)
            plain = (lambda cell: habits.unwrapped(cell).text) if self._odd else str.strip
            found = rounded([(number, plain(row[place])) for number, row in rows if place < len(row)])
            self._rounded[key] = frozenset(found)
            if found:
                said = rows_said(found, whole=True)
                yield ROUNDED_COLUMN.at(self.place.cell(found[0], key), key=key, count=len(found), rows=said)

    def _no_data(self, number: int, row: list[str]) -> bool:
        """Whether a row that cannot be read is none of the table: told, and passed over."""
        is_tried = not self.table.written and len(self.problems) <= MOST_TRIED
        what = passed_over(self.table, row) if is_tried else None
        if what:
            self.told.passed_over(number, what)
        return what is not None

    def _blanks(self, number: int, row: list[str]) -> None:
        for key, place in self._head.places.items():
            if row[place] != row[place].strip() and row[place].strip():
                self.told.habit(number, key, (BLANKS,), row[place].strip())

    def _unwrap(self, number: int, cells: dict[str, str]) -> None:
        """Every cell without what a spreadsheet wraps texts in."""
        for key, cell in cells.items():
            inner = habits.unwrapped(cell)
            if inner.habits:
                cells[key] = inner.text
                self.told.habit(number, key, inner.habits, inner.text)

    def _refused(self, number: int, cells: dict[str, str]) -> bool:
        """Whether there are cells no fact can be made of, whatever the column: each is told."""
        if not (self._suspicious or self._odd or self._exponents) and max(map(len, cells.values())) <= MAX_CELL:
            return False
        problems = [each for key, cell in cells.items() for each in self._unusable(number, key, cell)]
        self.problems += problems
        return bool(problems)

    def _unfit_kinds(self, number: int, row: list[str]) -> bool:
        """Whether cells of a workbook's row are no values: formulas, or long numbers that are kept as numbers."""
        if not self._cells.kinds:
            return False
        kinds = {key: self._cells.kinds.get((number, place), "text") for key, place in self._head.places.items()}
        formulas = [key for key, kind in kinds.items() if kind in ("formula", "fault", "yes")]
        numbers = [key for key, kind in kinds.items() if kind == "number" and key in self.table.identities]
        if not (formulas or numbers) or self._no_data(number, row):
            return bool(formulas or numbers)
        self.problems += [FORMULA_CELL.at(self.place.cell(number, key)) for key in formulas]
        for key in numbers:
            self._numeric.setdefault(key, []).append(number)
        return True

    def _numeric_columns(self) -> Iterator[Problem]:
        for key, rows in self._numeric.items():
            place = self.place.cell(rows[0], key)
            yield NUMBER_CELLS.at(place, key=key, count=len(rows), rows=rows_said(rows, whole=True))

    def _unusable(self, number: int, key: str, cell: str) -> Iterator[Problem]:
        place = self.place.cell(number, key)
        code = forbidden(cell) if self._suspicious else None
        lost = habits.lost_character(cell, self.table.whose(key)) if self._odd else None
        if len(cell) > MAX_CELL:
            yield LONG_CELL.at(place, length=len(cell), limit=MAX_CELL)
        elif lost and code in (None, _LOST_MARK):
            yield LOST_CHARACTER.at(place, mark=lost)
        elif code is not None:
            yield TABLE_CHARACTER.at(place, code=code)
        elif "E+" in cell and _SCIENTIFIC.fullmatch(cell):
            yield ROUNDED_NUMBER.at(place)
        elif self._odd and cell[:1] == "=":
            yield FORMULA_CELL.at(place)

    def _look_for_twins(self, number: int, cells: dict[str, str]) -> None:
        for key, first in self._first.items():
            earlier = first.setdefault(cells[key], number)
            if earlier != number and cells[key]:
                self._tell(REPEATED_NUMBER.at(self.place.cell(number, key), key=key, first=earlier))

    def _named(self, place: Location, key: str, kind: str, cell: str) -> Problem:
        if _SCIENTIFIC.fullmatch(cell):
            return ROUNDED_NUMBER.at(place)
        if kind == "literal_error":
            choices = choices_of(self.table.model, key)
            return NOT_A_CHOICE.at(place, value="…", hint=hint_of(cell, choices), choices="、".join(choices))
        if kind == "date_wrong" and not self.table.exact:
            if habits.day_is_unclear(cell):
                return UNCLEAR_DAY.at(place)
            if habits.serial_day(cell):
                return SERIAL_DAY.at(place)
        return value_problem(kind if kind in VALUE_PROBLEMS else "text_empty", place, why_refused(kind, cell))

    def _tell(self, problem: Problem) -> None:
        self.problems.append(problem)
