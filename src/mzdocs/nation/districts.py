"""A folder -> the district workspaces below it, found by their district's data file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type, reason
from mzdocs.load.workspace import Workspace, is_file

NO_DISTRICT = problem_type(
    "MZN01",
    "这个文件夹里没有一个区的工作目录（找的是 data/district.yaml）",
    "There is no district's workspace in this folder (data/district.yaml is looked for)",
    "核对文件夹；各区的工作目录可以分省、市放在下面。",
    "Check the folder; workspaces may lie in folders of provinces and cities.",
)
CLOSED_FOLDER = problem_type(
    "MZN02",
    "文件夹打不开，里面有没有区的工作目录不知道：{reason}",
    "A folder cannot be opened, whether there are workspaces in it is not known: {reason}",
    "核对位置，改好权限，再运行一次；别的区照常。",
    "Check where it is, mend its permissions and run it again; the others are not concerned.",
    Exit.DATA,
)
_OURS = frozenset({"output", "data"})
"""Names below which no workspace is looked for."""


@dataclass(frozen=True)
class DistrictFolder:
    """A district's workspace: its place below the folder asked for, and its stations by name and size.

    `weights` are bytes of data files; `problems` say why it, or a folder that may hold some, cannot be looked at.
    """

    place: str
    weights: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()


def districts_under(root: Path) -> Iterator[DistrictFolder]:
    """Each workspace, in the order of their places; links to folders are not followed."""
    closed: list[OSError] = []
    for folder, names, _ in os.walk(root, onerror=closed.append):
        here = Path(folder)
        if is_file(Workspace(here).district_file):
            names.clear()
            yield _looked_into(here, root)
        names[:] = sorted(name for name in names if name not in _OURS and not name.startswith("."))
    for error in closed:
        place = Path(str(error.filename)).relative_to(root).as_posix()
        where = Location(root.name if place == "." else place)
        yield DistrictFolder(place, problems=(CLOSED_FOLDER.at(where, reason=reason(error)),))


def _looked_into(folder: Path, root: Path) -> DistrictFolder:
    place = folder.relative_to(root).as_posix()
    try:
        files = Workspace(folder).station_files()
        sizes = {entry.name: entry.stat(follow_symlinks=False).st_size for entry in os.scandir(files[0].parent)}
    except Stopped as stopped:
        return DistrictFolder(place, problems=tuple(_in(place, each) for each in stopped.problems))
    except OSError as error:
        return DistrictFolder(place, problems=(CLOSED_FOLDER.at(Location(place), reason=reason(error)),))
    return DistrictFolder(place, tuple((path.stem, _weight(path.stem, sizes)) for path in files))


def _in(place: str, problem: Problem) -> Problem:
    """A problem of one district among many: its file with where that lies."""
    found = problem.location
    return replace(problem, location=replace(found, file=f"{place}/{found.file}" if found.file else place))


def _weight(slug: str, sizes: dict[str, int]) -> int:
    """Bytes of a station's data file and of the tables beside it that begin with its name."""
    return sum(size for name, size in sizes.items() if name.startswith((f"{slug}.", f"{slug}-")))
