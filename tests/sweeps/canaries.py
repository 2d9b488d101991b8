"""Invented people by the thousand go through every command, then everything on the disk is searched for them.

Each has a name, an identity number and a telephone, noted on a paper, that occur nowhere else; one in ten is a minor.
Numbers stand in private sets only, names also in what readers are shown, and those of adults where they are posted;
none in what is said, in a cache or a temporary file.
`python -m tests.sweeps.canaries [COUNT]`: so many people.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote
from urllib.request import urlopen

from mzdocs.core.problems import Exit
from mzdocs.kinds import PRIVATE_SETS
from mzdocs.leaks.finder import Finder
from mzdocs.leaks.layers import layers
from mzdocs.leaks.short_numbers import ShortNumbers
from mzdocs.load import Workspace as Space
from mzdocs.plan.document import READING_ROOM
from mzdocs.preview import previewed
from tests.bench.large_station import HOUSEHOLD, PERSON, born, grow, rows, write
from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.every_command import commands
from tests.sweeps.figure import Figure, Seen
from tests.workspaces import SLUG, Workspace

FULL = 10_000
COMMANDS = 22
"""How many are run: those after these make data of their own."""
ENDS = {Exit.DONE, Exit.VERIFY, Exit.PREFLIGHT}
"""How a command ends that has done what it was asked to."""
SURNAME = "上官"
LETTERS = (
    "一丁七万丈三上下不与丑专且世丘业东丝丢两严中丰临丸丹主丽久义之乌乐乔九也习乡书买乱了予"
    "争事于云五井亚些交亦产亩享京亭亮亲人仁今介从他仙代令以仪们仰件任份企伊伍休众优会传伟伤似"
)
READERS = frozenset({READING_ROOM, "reading-copies"})
"""The sets in which names may stand, though numbers may not."""
POSTED = "public"
"""The set in which names of adults may."""
MINORS = 10
"""One in how many is."""


@dataclass(frozen=True)
class Canary:
    """Somebody who is nobody."""

    name: str
    number: str
    telephone: str
    minor: bool


def swept(count: int, work: Path) -> Seen:
    """So many people in one station, every command, and the search."""
    seen, space, beside = Seen(), little(work / "district"), work / "beside"
    people = people_in(space, count)
    numbers = (Finder(each.number for each in people), ShortNumbers(each.telephone for each in people))
    minors, names = Finder(each.name for each in people if each.minor), Finder(each.name for each in people)
    for place, data in _left(space, beside, COMMANDS if count > 100 else 3):
        named = () if READERS & {*place.parts} else (minors,) if POSTED in place.parts else (names,)
        found = any(layer.closed or any(each.sees(layer) for each in (*numbers, *named)) for layer in layers(data))
        seen.found("files searched", f"{place} tells of people" if found else "")
    return seen


def people_in(space: Workspace, count: int) -> list[Canary]:
    """Everyone, written into the tables."""
    folder = space.station.parent
    grow(folder, count)
    clients, papers = rows(space.table), rows(folder / f"{SLUG}-papers.csv")
    first = {paper[HOUSEHOLD]: paper for paper in reversed(papers)}
    people = [_canary(number, client[PERSON]) for number, client in enumerate(clients)]
    for client, each in zip(clients, people, strict=True):
        client |= {"户主": each.name, PERSON: each.number}
        if client[HOUSEHOLD] in first:
            first[client[HOUSEHOLD]]["备注"] = f"电话{each.telephone}"
    write(space.table, clients)
    write(folder / f"{SLUG}-papers.csv", papers)
    return people


def _canary(number: int, identity: str) -> Canary:
    name = SURNAME + LETTERS[number // len(LETTERS) % len(LETTERS)] + LETTERS[number % len(LETTERS)]
    minor = number % MINORS == MINORS - 1
    return Canary(name, born(2015, number) if minor else identity, f"1{39_00000000 + number:010}", minor)


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
        assert done.returncode in ENDS, f"{line}: {done.returncode} {done.stderr.decode()}"
        shown = READING_ROOM if line[:2] == ("archive", "search") else "said"
        yield Path(shown, *line[:1]), done.stdout + done.stderr
    if count == COMMANDS:
        with patch.dict(os.environ, environment):
            yield from _previewed(space)
    yield from _files(space.output, space.root)
    yield from _files(space.root / "data" / "approvals", space.root)
    yield from _files(beside, beside)


def _previewed(space: Workspace) -> Iterator[tuple[Path, bytes]]:
    """What the page is told of every document, archive and all; in it names may stand. Its pictures have no text."""
    with previewed(Space(space.root), "zh") as address:

        def answered(*path: str) -> bytes:
            with urlopen(address + "/".join(map(quote, path))) as answer:
                return bytes(answer.read())

        whole = ["stations"], *([each, SLUG] for each in ("station", "again", "approvals", "mends", "since"))
        documents = json.loads(answered("station", SLUG))["documents"]
        each_of = ([what, SLUG, each["kind"], each["file"]] for each in documents for what in ("proof", "verdict"))
        for path in (*whole, *each_of):
            yield Path(READING_ROOM, "preview", *path), answered(*path)
        for what in ("bundle", "papers"):
            yield Path("preview", what), answered(what, SLUG)


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
