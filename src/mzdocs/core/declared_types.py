"""A problem's code -> its type: only the module that declares it is loaded."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from types import ModuleType

from mzdocs.core.explanation import code_modules
from mzdocs.core.problems import ProblemType


def types_of(codes: Iterable[str]) -> dict[str, ProblemType]:
    """The problem types of some codes, in their order; no module is loaded but those that declare them.

    Raises:
        KeyError: there is no such code.
    """
    wanted = {code: code_modules()[code] for code in codes}
    found = declared_in(importlib.import_module(name) for name in dict.fromkeys(wanted.values()))
    return {each.code: each for each in found if each.code in wanted}


def declared_in(modules: Iterable[ModuleType]) -> list[ProblemType]:
    """Every problem type that these declare, alone or in a table; one of a code that another has is there too."""
    found = {id(each): each for module in modules for value in vars(module).values() for each in _declared(value)}
    return sorted(found.values(), key=lambda each: each.code)


def _declared(value: object) -> Iterator[ProblemType]:
    """What a name of a module stands for: itself, a table of types, or a table of rules."""
    if isinstance(value, ProblemType):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _declared(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _declared(getattr(each, "problem_type", each))
