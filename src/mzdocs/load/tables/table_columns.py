"""What can only be told of a whole column of a table: numbers a spreadsheet rounded, serial days, habits told once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mzdocs.core.problems import Problem, Sentence
from mzdocs.load.habits import Habit, said, serial_day
from mzdocs.load.tables.row_numbers import rows_said
from mzdocs.load.tables.table_formats import TablePlace
from mzdocs.load.tables.table_problems import OTHER_FORMS, PASSED_OVER, SHORT_ROWS

_ROUNDED = "000"
_BY_CHANCE = 1 / 1100
"""Of sound identity numbers that many end so: two digits of a serial, and one of eleven check characters."""
_UNLIKELY = 1e-5


def rounded(cells: Sequence[tuple[int, str]]) -> list[int]:
    """The rows of a column whose numbers end in 000, if far more numbers do than would by chance: else none.

    A spreadsheet keeps fifteen digits of a number. Of eleven that it rounds, one still has the check digit it needs.
    One number in many rows is one by chance.
    """
    found = {row: cell for row, cell in cells if cell.endswith(_ROUNDED) and len(cell) == 18 and cell.isdigit()}
    numbers = len({cell for _, cell in cells}) if found else 0
    return list(found) if found and _at_least(len(set(found.values())), numbers * _BY_CHANCE) < _UNLIKELY else []


def _at_least(count: int, mean: float) -> float:
    """How likely so many or more are where `mean` are expected (Poisson)."""
    if count > 4 * mean + 20:
        return 0.0
    return 1 - sum(math.exp(-mean) * mean**each / math.factorial(each) for each in range(count))


def all_serial_days(cells: Iterable[str]) -> bool:
    """Whether a column of days holds nothing but a spreadsheet's serial numbers."""
    return all(serial_day(cell) for cell in cells if cell)


@dataclass
class Told:
    """What is told once for a column of a table, and of rows that are no data."""

    place: TablePlace
    keep: bool = False
    kept: dict[tuple[int, str], tuple[str, Sequence[Habit]]] = field(default_factory=dict)
    """If they are to be kept, every such cell by row and column, as it was read, and the habits."""
    _habits: dict[str, dict[Habit, None]] = field(default_factory=dict)
    _rows: dict[str, list[int]] = field(default_factory=dict)
    _passed: dict[Sentence, list[int]] = field(default_factory=dict)
    _short: list[int] = field(default_factory=list)

    def habit(self, row: int, key: str, habits: Sequence[Habit], text: str) -> None:
        """A cell was written otherwise, and read as this text."""
        if self.keep:
            before = self.kept.get((row, key), ("", ()))[1]
            self.kept[row, key] = text, (*before, *habits)
        self._habits.setdefault(key, {}).update(dict.fromkeys(habits))
        rows = self._rows.setdefault(key, [])
        if rows[-1:] != [row]:
            rows.append(row)

    def passed_over(self, row: int, what: Sentence) -> None:
        """A row was not taken for data."""
        self._passed.setdefault(what, []).append(row)

    def short(self, row: int) -> None:
        """A row lacked its last cells, all of which may be empty."""
        self._short.append(row)

    def problems(self) -> Iterator[Problem]:
        """Each once: columns that are written otherwise in the same way are told together."""
        alike: dict[frozenset[Habit], list[str]] = {}
        for key, habits in self._habits.items():
            alike.setdefault(frozenset(habits), []).append(key)
        for keys in alike.values():
            rows = sorted({row for key in keys for row in self._rows[key]})
            yield OTHER_FORMS.at(
                self.place.cell(self._rows[keys[0]][0], keys[0]),
                key="、".join(keys), count=sum(len(self._rows[key]) for key in keys),
                habits=said(habit for habit in self._habits[keys[0]]), rows=rows_said(rows),
            )  # fmt: skip
        if self._short:
            yield SHORT_ROWS.at(self.place.row(self._short[0]), rows=rows_said(self._short))
        for what, rows in self._passed.items():
            yield PASSED_OVER.at(self.place.row(rows[0]), rows=rows_said(rows), what=what)
