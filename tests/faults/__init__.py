"""What a clerk does wrong, one fault a workspace, and what must be said of it: the corpus of `tests/test_clerk_faults`.

Each module of this room has a tuple `FAULTS`; a fault is spoilt into the small sample workspace, `mzdocs check` runs,
and what it tells is compared.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tests.workspaces import Workspace, line_of, replace

Grade = Literal["错误", "问题", "提示"]


@dataclass(frozen=True)
class Fault:
    """One thing a clerk did.

    `where` is how the location begins that must be told ("taoyuan.yaml:4", "taoyuan.xlsx 社区!C5"); a callable finds
    it in the workspace after it was spoilt. `intended` must stand in the message or its remedy, word for word: the
    likely intention ("" where there is none). `command` is run; of the problems it tells, exactly one has the grade
    and code asked for (one cause, one message), and a fault that is an error leaves no other error.
    """

    name: str
    spoil: Callable[[Workspace], object]
    code: str
    where: str | Callable[[Workspace], str]
    intended: str = ""
    grade: Grade = "错误"
    command: tuple[str, ...] = ("check",)
    exit: int = 10


STATION = "data/stations/taoyuan.yaml"


def slip(name: str, change: tuple[str, ...], code: str, intended: str = "") -> Fault:
    """One text of the station's file for another, and a third that stands on the line to be told; else the second's."""
    old, new, place = (*change, change[1].strip("\n").split("\n", maxsplit=1)[0])[:3]

    def spoil(workspace: Workspace) -> None:
        replace(workspace.station, old, new)

    def where(workspace: Workspace) -> str:
        return f"{STATION}:{line_of(workspace.station, place)}:"

    return Fault(name, spoil, code, where, intended)


def corpus() -> Iterator[Fault]:
    """Every fault of every module of this room, by the modules' names."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name):
        yield from importlib.import_module(f"{__name__}.{module.name}").FAULTS
