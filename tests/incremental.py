"""Sequences of edits, builds and damage; and whether what stands then is what a clean build makes of the same data.

`unsound(work, seed)` goes through one sequence and says every difference; it holds every set's bytes and manifests.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mzdocs import load
from mzdocs.build.fleet import build_all
from mzdocs.build.issue import issue
from mzdocs.build.pipeline import NOTHING
from mzdocs.build.settings import Settings
from mzdocs.core.problems import Problem, Severity, Stopped
from mzdocs.kinds import KINDS
from mzdocs.publish.manifest import CHANGED
from mzdocs.publish.record import RECORD

from . import workspaces
from .edits import edit, read_tree, write_tree
from .test_issued import short
from .workspaces import SLUG, Workspace

Step = Callable[[Workspace, random.Random], str]
_EMPTY = NOTHING.code
"""Told where a set comes out empty while an older one stands: in a clean folder none does."""
BOARDS = ("gong-zuo-zhi-ze", "di-bao-liu-cheng")


def little(root: Path) -> Workspace:
    """The sample's station with a sign or two of each kind, the households of two communities, and short papers."""
    made = short(workspaces.make(root))
    shutil.copytree(workspaces.DATA / "stations" / "photos", made.photos, dirs_exist_ok=True)
    tree = read_tree(made.station)
    tree["社区"] = tree["社区"][:2]
    tree["科室牌"] = tree["科室牌"][:2]
    tree["制度"] = [each for each in tree["制度"] if each["展板"] in BOARDS]
    names = {each["名称"] for each in tree["社区"]}
    codes = tuple(f"{each['代码']}-" for each in tree["社区"])
    tree["考评"] = [each for each in tree["考评"] if each["代码"].startswith(codes)]
    write_tree(made.station, tree)
    write_tree(made.district, read_tree(made.district))
    households = _rows(made.table, lambda row: row[4] in names)
    _rows(made.station.parent / f"{SLUG}-papers.csv", lambda row: row[0] in households)
    return made


def _rows(path: Path, kept: Callable[[list[str]], bool]) -> set[str]:
    """Leave these rows of a table alone; what the first cells of them say."""
    head, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    left, out = [row for row in rows if kept(row)], io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *left])
    path.write_text(out.getvalue(), "utf-8-sig")
    return {row[0] for row in left}


# what was made


@dataclass(frozen=True)
class Outcome:
    """How a build ended: every error, the kinds it made, or none of these where it stopped."""

    errors: tuple[str, ...]
    kinds: tuple[str, ...] | None


def built(space: Workspace, settings: Settings) -> Outcome:
    """A build as the command line begins it, in this process."""
    try:
        found = build_all([space.station.resolve()], load.Workspace(space.root), settings)
    except Stopped as stopped:
        return Outcome(_told(stopped.problems), None)
    kinds = found.made[0].kinds if found.made else tuple(settings.kinds)
    return Outcome(_told(found.errors), kinds)


def _told(problems: Sequence[Problem]) -> tuple[str, ...]:
    errors = {f"{each.location} {each.code} {each.message()}" for each in problems if each.severity is Severity.ERROR}
    return tuple(sorted(errors))


def _sets(station: Path) -> dict[str, dict[str, bytes]]:
    """Every set by its folder: its files, its manifest among them."""
    folders = [path.parent for path in station.rglob("manifest.json") if "edited" not in path.parts]
    return {
        folder.relative_to(station).as_posix(): {path.name: path.read_bytes() for path in folder.iterdir()}
        for folder in folders
    }


def _entries(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {each["file"]: each for each in json.loads(files["manifest.json"])["files"]}


def differences(now: Path, clean: Path, made: Sequence[str] | None) -> Iterator[str]:
    """Where a station's folder is not what a clean build made; of kinds that were withheld older files may stand.

    `made` are the kinds both made, or nothing where neither held any back.
    """
    there = _sets(now)
    for folder, files in _sets(clean).items():
        if folder not in there:
            yield f"{folder} is not there"
            continue
        mine, entries = there[folder], _entries(there[folder])
        if made is None:
            yield from (f"{folder}/{name} should be gone" for name in mine.keys() - files.keys())
            yield from (f"{folder}/{name}" for name in files if mine.get(name) != files[name])
            continue
        yield from (f"{folder}/{name}" for name in _entries(files) if mine.get(name) != files[name])
        yield from (f"{folder}/{name}: entry" for name, each in _entries(files).items() if entries.get(name) != each)
        older = {name for name, each in entries.items() if each["kind"] in made} - files.keys()
        yield from (f"{folder}/{name} should be gone" for name in older)


# sequences


def _build(*, few: bool = False, **asked: Any) -> Step:
    def step(space: Workspace, chance: random.Random) -> str:
        kinds = tuple(chance.sample(tuple(KINDS), chance.randint(1, 3))) if few else tuple(KINDS)
        ended = built(space, Settings(asked.get("kinds", kinds), keep_going=True, **_other(asked, "kinds")))
        return f"built {' '.join(asked.get('kinds', kinds))}: {len(ended.errors)} errors"

    return step


def _other(asked: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {each: value for each, value in asked.items() if each != name}


def _revert(space: Workspace, chance: random.Random) -> str:
    shutil.rmtree(space.root / "data")
    shutil.copytree(space.root.parent / "begun", space.root / "data")
    return "reverted"


def _issue(space: Workspace, chance: random.Random) -> str:
    try:
        return f"issued {len(issue([space.station], load.Workspace(space.root)))}"
    except Stopped as stopped:
        return f"not issued: {stopped.problems[0].code}"


def _delivered(space: Workspace, chance: random.Random) -> Path | None:
    found = sorted(path for path in space.output.rglob("*") if path.is_file() and path.parent != space.output / SLUG)
    return chance.choice([path for path in found if path.name[0] != "."]) if found else None


def _damage(space: Workspace, chance: random.Random) -> str:
    """A delivered file or manifest is gone, another's, cut off, or changed in the middle."""
    path, other = _delivered(space, chance), _delivered(space, chance)
    if path is None or other is None:
        return "nothing to damage"
    data, what = path.read_bytes(), chance.choice(("gone", "another", "cut", "changed"))
    path.unlink()  # a generation shares files with the one before it
    at = chance.randrange(len(data))
    new = {"another": other.read_bytes() if other.exists() else b"", "cut": data[:at]}.get(what)
    changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    if what != "gone":
        path.write_bytes(changed if new is None else new)
    return f"{path.parent.name}/{path.name} {what}"


def _damage_record(space: Workspace, chance: random.Random) -> str:
    """One character of the record is another, a file's action is that of another file, or there is no record."""
    path = space.output / SLUG / RECORD
    if not path.exists():
        return "no record"
    text, what = path.read_text("utf-8") or "{}", chance.choice(("character", "swapped", "gone", "of before"))
    path.unlink()
    if what == "character":
        at = chance.choice([found.start() for found in re.finditer("[0-9a-f]", text)])
        path.write_text(text[:at] + chance.choice("0123456789abcdef") + text[at + 1 :], "utf-8")
    elif what == "swapped":
        said = {"sets": {"": {"actions": {"": {}}}}, **json.loads(text)}
        actions = chance.choice([one["actions"] for one in said["sets"].values() if one["actions"]])
        one, other = chance.choice([*actions]), chance.choice([*actions])
        actions[one], actions[other] = actions[other], actions[one]
        path.write_text(json.dumps(said), "utf-8")
    elif what == "of before":
        older = space.output / f".old-{SLUG}" / RECORD
        path.write_bytes(older.read_bytes() if older.exists() else b"")
    return f"record {what}"


STEPS: Sequence[Step] = (
    *[edit] * 8, *[_build()] * 3, *[_build(few=True)] * 3, _revert, _issue, *[_damage] * 3, *[_damage_record] * 2,
    _build(kinds=("archive", "household"), audience="reading-room"), _build(kinds=("badge",), monitor="001-01"),
)  # fmt: skip


def unsound(begun: Workspace, work: Path, seed: int) -> tuple[list[str], list[str]]:
    """The steps of one sequence as they were done, and every difference from a clean build at its end.

    `begun` is a workspace that was built; it is not touched.
    """
    chance, space = random.Random(seed), Workspace(work / "district")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(begun.root, space.root, symlinks=True)
    shutil.copytree(begun.root / "data", work / "begun")
    steps = [edit, *chance.choices(STEPS, k=chance.randint(1, 5))]
    said = [step(space, chance) for step in steps]
    now = built(space, Settings(keep_going=True))
    clean = built(space, Settings(keep_going=True, force=True, output=work / "clean"))
    if now.kinds is None and any(CHANGED.code in line for line in now.errors):
        return [*said, "a damaged set of which not all can be made anew: it stopped"], []
    wrong = [f"told: {line}" for line in {*now.errors} ^ {*clean.errors} if _EMPTY not in line]
    wrong += [] if now.kinds == clean.kinds else [f"made {now.kinds}, clean {clean.kinds}"]
    if clean.kinds is not None and now.kinds is not None:
        made = clean.kinds if clean.errors or now.errors else None
        wrong += differences(space.output / SLUG, work / "clean" / SLUG, made)
    shutil.rmtree(work)
    return [*said, f"ended with {', '.join(now.errors)[:300] or 'no errors'}"], wrong
