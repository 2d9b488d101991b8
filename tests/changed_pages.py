"""Random single edits of a workspace, and whether the list of what to print names the pages that look otherwise.

Run by hand or by a test: `errors(make, edits, seed, count)`; it takes a build, and is slow.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mzdocs.build.reprint_files import reprint_files
from mzdocs.pdf.page_hashes import picture_hashes
from mzdocs.publish.entry_changes import pages_changed

from .workspaces import Workspace

Edit = Callable[[Workspace, random.Random], str]
"""Changes one thing of a workspace and says which; "" where there was nothing to change."""
_PHONE = re.compile(r"(0999-555)(\d{4})")


def _one(path: Path, pattern: str, change: Callable[[re.Match[str], random.Random], str], chance: random.Random) -> str:
    text = path.read_text("utf-8")
    found = list(re.finditer(pattern, text, re.M))
    if not found:
        return ""
    chosen = chance.choice(found)
    new = change(chosen, chance)
    path.write_text(text[: chosen.start()] + new + text[chosen.end() :], "utf-8")
    return f"{path.name}: {chosen[0]} -> {new}"


def _phone(found: re.Match[str], chance: random.Random) -> str:
    return f"{found[1]}{chance.randrange(1000, 9999)}"


def telephone(space: Workspace, chance: random.Random) -> str:
    """A telephone of the station's file."""
    return _one(space.station, _PHONE.pattern, _phone, chance)


def population(space: Workspace, chance: random.Random) -> str:
    """How many people live in a community, by a few."""
    return _one(space.station, r"(人口: )(\d+)", lambda m, c: f"{m[1]}{int(m[2]) + c.randrange(1, 40)}", chance)


def amount(space: Workspace, chance: random.Random) -> str:
    """What a household is paid."""
    return _one(
        space.table, r"(社区,\d+,)(\d{3,4})(?=,20)", lambda m, c: f"{m[1]}{int(m[2]) + c.randrange(1, 90)}", chance
    )


def head(space: Workspace, chance: random.Random) -> str:
    """The last character of the name of the head of a household."""
    return _one(
        space.table, r"^([A-Z]{2}-\d{4}-\d{4},\w+)(\w)(?=,)", lambda m, c: f"{m[1]}{c.choice('安宁康平')}", chance
    )


def pages_count(space: Workspace, chance: random.Random) -> str:
    """How many pages a household's file has."""
    return _one(
        space.table, r"(,\d+,)(\d+)(?=,(?:在保|已退出))", lambda m, c: f"{m[1]}{int(m[2]) + c.randrange(1, 5)}", chance
    )


def member(space: Workspace, chance: random.Random) -> str:
    """The last character of a name in the station's file."""
    return _one(space.station, r"(姓名: \w+)(\w)$", lambda m, c: f"{m[1]}{c.choice('安宁康平')}", chance)


def sentence(space: Workspace, chance: random.Random) -> str:
    """A word of a board's text in the district's file."""
    return _one(space.district, r"(?<=内容: )(.{12,60})。$", lambda m, c: f"{m[1]}，并告知结果。", chance)


def room(space: Workspace, chance: random.Random) -> str:
    """A word of where a board hangs: its order, and no page of it."""
    return _one(space.station, r"(左起: )(\d+)$", lambda m, c: f"{m[1]}{int(m[2]) + 10}", chance)


EDITS: Sequence[Edit] = (telephone, population, amount, head, pages_count, member, sentence, room)


def errors(
    base: Workspace, build: Callable[[Workspace], Path | None], scratch: Path, seed: int, count: int
) -> Iterator[str]:
    """For each edit whose list does not name just the pages that look otherwise, which and how; of those that build.

    `build` makes a workspace's output and says where the station's folder lies, or nothing where its data are refused.
    """
    chance = random.Random(seed)
    before = build(base)
    assert before
    done = 0
    while done < count:
        space = Workspace(scratch / f"edit-{done}")
        shutil.rmtree(space.root, ignore_errors=True)
        shutil.copytree(base.root, space.root)
        said = chance.choice(EDITS)(space, chance)
        after = build(space) if said else None
        if after is None:
            continue
        done += 1
        wrong = _wrong(before, after)
        shutil.rmtree(space.root)
        if wrong:
            yield f"{said}: {wrong}"


def _wrong(before: Path, after: Path) -> str:
    """Files of which the list names other pages than those that look otherwise, or none of those that came or went."""
    listed = {(line.folder, line.file): (line.pages, line.gone) for line in reprint_files(before, after)[0].lines}
    for path in sorted(after.rglob("*.pdf")):
        folder, file = path.parent.relative_to(after).as_posix(), path.name
        was = before / folder / file
        if not was.exists():
            if (folder, file) not in listed:
                return f"{folder}/{file} is new and not listed"
            continue
        data, old = path.read_bytes(), was.read_bytes()
        seen = pages_changed(picture_hashes(old), picture_hashes(data)) if data != old else ((), ())
        if listed.get((folder, file), ((), ())) != seen:
            return f"{folder}/{file}: seen {seen}, listed {listed.get((folder, file))}"
    gone = {
        (p.parent.relative_to(before).as_posix(), p.name)
        for p in before.rglob("*.pdf")
        if not (after / p.relative_to(before)).exists()
    }
    return f"gone and not listed: {gone - {*listed}}" if gone - {*listed} else ""
