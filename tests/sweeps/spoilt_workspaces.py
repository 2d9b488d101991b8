"""Whole workspaces with something spoilt in them: `mzdocs check` says what is wrong, soon, and of no one.

YAML, tables, a workbook in the place of the YAML, photos, and files that are links, folders, pipes or not there.
`python -m tests.sweeps.spoilt_workspaces [COUNT]`: so many of them.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from mzdocs.cli import main as mzdocs
from mzdocs.core.problems import Exit
from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.figure import SEED, Figure, Seen
from tests.sweeps.forked import Child, in_child
from tests.sweeps.spoiling import spoilt
from tests.workspaces import SLUG, Workspace, people

FULL = 5_000
LONGEST, MOST = 10.0, 1000.0
"""Seconds of processor time, and megabytes."""
MOST_LINES = 400
ENDS = {int(each) for each in Exit} - {Exit.INTERNAL}


def _bytes(path: Path, chance: random.Random) -> None:
    path.write_bytes(spoilt(path.read_bytes(), chance))


def _cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def _gone(path: Path, _: random.Random) -> None:
    path.unlink()


def _folder(path: Path, _: random.Random) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.symlink_to(chance.choice(("/dev/zero", "/etc/passwd", path.name, "../../..", "/proc/self/environ")))


def _pipe(path: Path, _: random.Random) -> None:
    path.unlink()
    os.mkfifo(path)


def _shut(path: Path, _: random.Random) -> None:
    path.chmod(0)


def _other_kind(path: Path, chance: random.Random) -> None:
    others = [each for each in path.parents[1].rglob("*") if each.is_file() and not each.is_symlink()]
    path.write_bytes(chance.choice(others).read_bytes())


SPOILS: Mapping[str, Callable[[Path, random.Random], None]] = {
    "bytes": _bytes, "cut": _cut, "gone": _gone, "folder": _folder, "link": _link, "pipe": _pipe, "shut": _shut,
    "another's": _other_kind,
}  # fmt: skip
OFTEN = (12, 2, 1, 1, 1, 1, 1, 2)


def swept(count: int, work: Path) -> Seen:
    """So many, each in a folder of its own."""
    seen = Seen()
    begun = little_sample(work / "sample")
    secret = people(begun)
    for number in range(count):
        space = Workspace(work / "spoilt")
        shutil.rmtree(space.root, ignore_errors=True)
        shutil.copytree(begun.root, space.root)
        how = _spoil(space, random.Random(f"{SEED} workspace {number}"))
        ended = in_child(work, lambda: _checked(space))  # noqa: B023 - it is called at once
        wrong = _wrong(ended, secret)
        seen.found(f"exit {ended.code}", wrong and f"workspace {number} ({how}): {wrong}")
    return seen


def little_sample(root: Path) -> Workspace:
    """The little station, with the photos it names and no others."""
    made = little(root)
    text = made.station.read_text("utf-8")
    for path in made.photos.iterdir():
        if path.name not in text:
            path.unlink()
    return made


def _spoil(space: Workspace, chance: random.Random) -> str:
    """One to three files of it; which, and how."""
    told = []
    for _ in range(chance.randint(1, 3)):
        tables, photos = sorted(space.station.parent.glob(f"{SLUG}-*.csv")), sorted(space.photos.iterdir())
        path = chance.choice(chance.choices(([space.station], [space.district], tables, photos), (4, 2, 3, 1))[0])
        how = chance.choices(list(SPOILS), OFTEN)[0]
        if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK) and path.stat().st_mode & 0o400:
            SPOILS[how](path, chance)
            told.append(f"{how}: {path.name}")
    return ", ".join(told)


def _checked(space: Workspace) -> int:
    os.chdir(space.root)
    return int(mzdocs(["check", SLUG]))


def _wrong(ended: Child, secret: set[str]) -> str:
    told = [each for each in secret if len(each) > 2 and each in ended.said]
    if ended.code not in ENDS:
        return f"ended with {ended.code}: {ended.said[-300:]!r}"
    if "Traceback" in ended.said or "MZ9000" in ended.said:
        return f"called a fault of ours: {ended.said[-300:]!r}"
    if told:
        return f"told of {len(told)} people"
    if ended.seconds > LONGEST or ended.megabytes > MOST or ended.said.count("\n") > MOST_LINES:
        return f"{ended.seconds:.1f} s, {ended.megabytes:.0f} MB, {ended.said.count(chr(10))} lines"
    return ""


FIGURE = Figure(
    "spoilt workspaces, checked", f"an exit code of the table, nobody named, {LONGEST:.0f} s and {MOST:.0f} MB at most",
    swept, count=500, full=FULL, sample=4,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
