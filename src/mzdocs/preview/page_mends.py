"""What can be mended of a station's data files: shown line by line, and written after a yes if it is still as shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from mzdocs.build.mended_files import MendedFile, in_their_place, mended_files
from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.core.text import blanks_named, without_identity_numbers
from mzdocs.load.tables.table_mending import told_by_column
from mzdocs.load.yaml_tree import lines_of
from mzdocs.preview.workbench import Workbench

CHANGED_SINCE = problem_type(
    "MZ7930",
    "这个文件在页面显示以后又改动过，没有写",
    "The file has changed since it was shown: nothing was written",
    "看一下现在显示的改法，再点一次。",
    "Look at what is shown now, then choose it again.",
    Exit.OUTPUT,
)


@dataclass(frozen=True)
class LineMend:
    """A change: its line or cell, what stands there and what would; of a table of persons only how it is written."""

    line: int | None
    cell: str
    before: str
    after: str


@dataclass(frozen=True)
class MendShown:
    """A file that can be mended: its changes, and the SHA-256 of what it is and of what it would be."""

    file: str
    before: str
    after: str
    changes: tuple[LineMend, ...]


def mends_shown(bench: Workbench, state: int, slug: str) -> tuple[MendShown, ...]:
    """What can be mended of the files a station's pages are made of; nothing is written.

    Raises:
        Stopped: there is no such station.
    """
    return tuple(_shown(bench, each) for each in _files(bench, state, slug))


def mended_by_hand(bench: Workbench, state: int, slug: str, file: str, before: str, after: str) -> str:
    """Write one of these files as it was shown, and say under which name it is kept as it was.

    Raises:
        Stopped: it is not what was shown any more, or cannot be written; then it stays.
    """
    found = [each for each in _files(bench, state, slug) if each.name == file]
    if [(_sum(each.before), _sum(each.after)) for each in found] != [(before, after)]:
        raise Stopped([CHANGED_SINCE.at(Location(file))])
    (done,) = in_their_place(found)
    return done.kept.name if done.kept else ""


def _files(bench: Workbench, state: int, slug: str) -> list[MendedFile]:
    return mended_files([bench.path_of(state, slug)], bench.space)


def _shown(bench: Workbench, file: MendedFile) -> MendShown:
    changes = _lines(file) if file.path.suffix == ".yaml" else _said(bench, file)
    return MendShown(file.name, _sum(file.before), _sum(file.after), tuple(changes))


def _lines(file: MendedFile) -> Iterator[LineMend]:
    old, new = (lines_of(without_identity_numbers(each.decode("utf-8-sig"))) for each in (file.before, file.after))
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield LineMend(first + 1, "", "\n".join(map(blanks_named, old[first:last])), "\n".join(new[begin:end]))


def _said(bench: Workbench, file: MendedFile) -> Iterator[LineMend]:
    for mend, rows in told_by_column(list(file.mends)):
        before, _, after = mend.says.say(bench.language).partition(" → ")
        place = mend.location
        cell = f"{place.sheet}!{place.cell}" if place.sheet else place.path
        yield LineMend(None, f"{cell} × {len(rows)}" if len(rows) > 1 else cell, before, after)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
