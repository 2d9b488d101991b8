"""What the command line says of stations -> the workspace, their data files, the folder of their output."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.cli.messages import say

if TYPE_CHECKING:
    from mzdocs.load import Workspace

STATION = say("工作站", "STATION")
"""What the argument is called that names a station."""


def asked_for(files: Sequence[Path], year: int | None = None) -> tuple[Workspace, list[Path]]:
    """The workspace, and the data files asked for: each by a path or by any name a station has; none means all.

    Of a closed year they are the kept ones of the same name, wherever a path leads.

    Raises:
        Stopped: there is no workspace, no such year, no such station, or a station is named by two files.
    """
    from mzdocs.cli.station_names import data_file
    from mzdocs.load.workspace import distinct

    space = workspace_of(files).of_year(year)
    found = [data_file(space, path, STATION) for path in files]
    return space, distinct(found, space) or space.station_files()


def workspace_of(files: Sequence[Path] = ()) -> Workspace:
    """The workspace of the first of these that is a file; if none is, the one of the current folder.

    Raises:
        Stopped: there is none.
    """
    from mzdocs.load.workspace import find, here, is_file

    near = [path.parent for path in files if is_file(path)]
    return find(near[0] if near else here())


def output_of(space: Workspace, asked: Path | None) -> Path:
    """The output folder asked for, or the workspace's own."""
    from mzdocs.load.workspace import resolved

    return resolved(asked) if asked else space.output
