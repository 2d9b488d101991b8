"""Facts of which not all are given yet: what was not given is no value, and whoever asks for it is stopped."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from mzdocs.core.problems import Stopped, problem_type
from mzdocs.model.fields import Facts, key

NEEDED = problem_type(
    "MZ2811",
    "还没有填“{key}”，这里要用到它",
    "{key} is not given yet, and it is needed here",
    "填进数据文件；mzdocs check 列出各种成品还缺什么。",
    "Write it into the data file; mzdocs check lists what each product still wants.",
)


class _Absence(Enum):
    NOT_GIVEN = "not given"


class NotGiven(Stopped):
    """A fact was asked for that is not given: never a blank, never a guess."""

    def __init__(self, key: str) -> None:
        super().__init__([NEEDED.at(key=key)])


def may_wait(name: str, description: str) -> Any:
    """A field that need not be given before something that shows it is to be made."""
    return key(name, description, default_factory=lambda: _Absence.NOT_GIVEN)


def waits(facts: Facts, name: str) -> bool:
    """Whether a field has no value yet: for those who walk through all fields of facts of any kind."""
    return facts.__dict__.get(name) is _Absence.NOT_GIVEN


class PartialFacts(Facts):
    """Facts with fields that `may_wait`."""

    def gives(self, name: str) -> bool:
        """Whether the data file says anything of a field, were it that there is none."""
        return name in self.model_fields_set

    def must_give(self, *names: str) -> None:
        """For whom a list of nobody is not the same as none told.

        Raises:
            NotGiven: the data file says nothing of one of the fields.
        """
        for name in names:
            if not self.gives(name):
                raise NotGiven(str(type(self).model_fields[name].alias))

    if not TYPE_CHECKING:  # a checker would take every misspelt name for one that is answered here

        def __getattribute__(self, name):
            """A field.

            Raises:
                NotGiven: the data file does not say it.
            """
            value = super().__getattribute__(name)
            if value is _Absence.NOT_GIVEN:
                raise NotGiven(str(type(self).model_fields[name].alias))
            return value
