"""What the command line says of stations -> the workspace, their data files, the folder of their output."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mzdocs.load import Workspace


def asked_for(files: Sequence[Path], year: int | None = None) -> tuple[Workspace, list[Path]]:
    """The workspace, and the data files asked for: each a path, or a station's name; none means all.

    Of a closed year they are the kept ones of the same name, wherever a path leads.

    Raises:
        Stopped: there is no workspace, no such year, no station, or a station is named by two files.
    """
    from mzdocs.load.workspace import distinct

    space = workspace_of(files).of_year(year)
    return space, distinct([_data_file(space, path) for path in files], space) or space.station_files()


def workspace_of(files: Sequence[Path] = ()) -> Workspace:
    """The workspace of the first of these that is a file; if none is, the one of the current folder.

    Raises:
        Stopped: there is none.
    """
    from mzdocs.load.workspace import find, here, is_file

    near = [path.parent for path in files if is_file(path)]
    return find(near[0] if near else here())


def named(space: Workspace, name: str) -> Path:
    """Where the data file of the station of this name lies, or would lie."""
    from mzdocs.load.workspace import data_file_of

    return data_file_of(space.data / "stations" / name)


def _data_file(space: Workspace, path: Path) -> Path:
    from mzdocs.load.workspace import ENDINGS, is_file

    if space.year is not None:
        return named(space, path.stem if path.suffix in ENDINGS else path.name)
    by_name = named(space, path.name)
    return by_name if not os.path.lexists(path) and is_file(by_name) else path


def output_of(space: Workspace, asked: Path | None) -> Path:
    """The output folder asked for, or the workspace's own."""
    from mzdocs.load.workspace import resolved

    return resolved(asked) if asked else space.output
