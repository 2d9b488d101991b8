"""Invented people by the thousand go through every command, then everything on the disk is searched for them.

Each has a name and an identity number that occur nowhere else. Numbers stand in private sets only; names also where
they are posted or shown to readers; neither in what is said, in a cache or a temporary file.
`python -m tests.sweeps.canaries [COUNT]`: so many people.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from mzdocs.kinds import PRIVATE_SETS
from mzdocs.leaks.finder import Finder
from mzdocs.leaks.layers import layers
from mzdocs.plan.document import READING_ROOM
from tests.bench.large_station import PERSON, grow, rows, write
from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.every_command import commands
from tests.sweeps.figure import Figure, Seen
from tests.workspaces import SLUG, Workspace

FULL = 10_000
COMMANDS = 22
"""How many are run: those after these make data of their own."""
SURNAME = "上官"
LETTERS = (
    "一丁七万丈三上下不与丑专且世丘业东丝丢两严中丰临丸丹主丽久义之乌乐乔九也习乡书买乱了予"
    "争事于云五井亚些交亦产亩享京亭亮亲人仁今介从他仙代令以仪们仰件任份企伊伍休众优会传伟伤似"
)
NAMES_TOO = frozenset({"public", READING_ROOM, "reading-copies"})
"""The sets in which names may stand, though numbers may not."""


def swept(count: int, work: Path) -> Seen:
    """So many people in one station, every command, and the search."""
    seen, space, beside = Seen(), little(work / "district"), work / "beside"
    people = _people(space, count)
    names, numbers = Finder(people), Finder(people.values())
    for place, data in _left(space, beside, COMMANDS if count > 100 else 3):
        sought = (numbers,) if NAMES_TOO & {*place.parts} else (names, numbers)
        found = any(layer.closed or any(each.sees(layer) for each in sought) for layer in layers(data))
        seen.found("files searched", f"{place} tells of people" if found else "")
    return seen


def _people(space: Workspace, count: int) -> dict[str, str]:
    """Name -> identity number of everyone, written into the tables."""
    folder = space.station.parent
    grow(folder, count)
    clients = rows(space.table)
    for number, client in enumerate(clients):
        client["户主"] = SURNAME + LETTERS[number // len(LETTERS) % len(LETTERS)] + LETTERS[number % len(LETTERS)]
    write(space.table, clients)
    return {client["户主"]: client[PERSON] for client in clients}


def _left(space: Workspace, beside: Path, count: int) -> Iterator[tuple[Path, bytes]]:
    """What is said by each command, and every file it left where people may not stand."""
    places = {"MZDOCS_CACHE": "cache", "TMPDIR": "temporary", "XDG_CACHE_HOME": "home"}
    environment = {**os.environ, **{name: str(beside / path) for name, path in places.items()}}
    for path in places.values():
        (beside / path).mkdir(parents=True)
    for line in commands(space, beside, count):
        done = subprocess.run(
            [sys.executable, "-m", "mzdocs", *line], cwd=space.root, env=environment, capture_output=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        shown = READING_ROOM if line[:2] == ("archive", "search") else "said"
        yield Path(shown, *line[:1]), done.stdout + done.stderr
    yield from _files(space.output, space.root)
    yield from _files(beside, beside)


def _files(top: Path, root: Path) -> Iterable[tuple[Path, bytes]]:
    """Every file that is of no private set, nor of the years and the year's tables that are the data themselves."""
    for path in sorted(each for each in top.rglob("*") if each.is_file() and not each.is_symlink()):
        place = path.relative_to(root)
        if not PRIVATE_SETS & {*place.parts} and place != Path(f"{SLUG}.xlsx"):
            yield place, path.read_bytes()


FIGURE = Figure(
    "canary people through every command, then the whole disk searched",
    "0 in sets that are not private, in what is said, in caches and temporary files",
    swept, count=2_000, full=FULL, sample=50,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
