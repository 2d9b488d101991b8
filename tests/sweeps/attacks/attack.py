"""One hostile file: what it is called, how it is laid down, what is done with it, and how that must end."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = "{file}"
"""Stands in a command line for the hostile file."""
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Attack:
    """A file under a name in an empty folder or, where `in_workspace`, in a small one of the sample.

    `lay` puts it there. `ends` are the exit codes that are right, and `tells` the code of the problem that must be
    told, "" where that is left to what its rules find.
    """

    name: str
    file: str
    lay: Callable[[Path], object]
    line: tuple[str, ...]
    ends: frozenset[int]
    tells: str = ""
    in_workspace: bool = False


def attacks(
    room: str,
    file: str,
    line: str,
    ends: Iterable[int],
    made: Mapping[str, Make | tuple[Make, str]],
    in_workspace: bool = False,
    fine: Container[str] = (),
) -> list[Attack]:
    """Files of one kind for one command: each by its name what makes its bytes, and the code of what must be told.

    `fine` are those of which nothing is wrong that anybody would read: they end with 0.
    """
    found = []
    for name, how in made.items():
        make, said = how if isinstance(how, tuple) else (how, "")
        each = Attack(
            f"{room}: {name}",
            file,
            _written(make),
            tuple(line.split()),
            frozenset({0} if name in fine else ends),
            said,
            in_workspace,
        )
        found.append(each)
    return found


def _written(make: Make) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(make())
