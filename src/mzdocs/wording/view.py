"""Facts under the words of the data file, as a wording asks for them: `站.场所.面积`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from mzdocs.core.text import chinese_date
from mzdocs.core.units import Length, Size
from mzdocs.model.fields import Facts
from mzdocs.model.station import Station


class View:
    """A set of facts, each under its key in the data file and under no other name."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def __getattr__(self, name: str) -> object:
        names = _names(type(self._facts))
        if name not in names:
            raise AttributeError(name)
        if isinstance(self._facts, Station) and names[name] in Station.JUDGED:
            self._facts.must_give(names[name])
        return viewed(getattr(self._facts, names[name]))

    def __str__(self) -> str:
        raise ValueError(type(self).__name__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and self._facts == other._facts

    def __hash__(self) -> int:
        return hash(self._facts)


@cache
def _names(facts: type[Facts]) -> Mapping[str, str]:
    return {str(field.alias): name for name, field in facts.model_fields.items()}


def words_of(view: View) -> list[str]:
    """The words one may ask of facts."""
    return list(_names(type(view._facts)))


def viewed(value: Any) -> Any:
    """A value as a wording sees it: facts by their keys, and what they hold likewise."""
    if isinstance(value, Facts):
        return View(value)
    if isinstance(value, tuple):
        return tuple(map(viewed, value))
    return value


def shown(value: object) -> str:
    """A value as official papers write it: days without leading zeros, figures without a tail of noughts.

    Raises:
        ValueError: it has no form of words, such as a list or a missing value.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        return spell(Decimal(str(value)))
    if isinstance(value, Length | Size):
        return str(value)
    raise ValueError(type(value).__name__)


def spell(number: Decimal) -> str:
    """4.50 → 4.5, 10.0 → 10: never an exponent."""
    whole = number == number.to_integral_value()
    return f"{number.quantize(Decimal(1)) if whole else number.normalize():f}"
