"""Where the data files lie: the workspace around the current folder, its district and stations."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from mzdocs.problems import Exit, Place, Stopped, fault

NO_WORKSPACE = fault(
    "MZ1301",
    "从 {folder} 往上都没有找到 data/district.yaml",
    "No data/district.yaml was found from {folder} upward",
    "进入工作目录再运行，或用 mzdocs init 生成一个样例目录。",
    "Run it inside a workspace, or make a sample one with mzdocs init.",
)
NO_FILE = fault(
    "MZ1302",
    "没有这个文件",
    "There is no such file",
    "检查文件名；数据文件放在 data/stations/ 下。",
    "Check the name; station files lie in data/stations/.",
)
UNREADABLE = fault(
    "MZ1303",
    "读不了这个文件：{reason}",
    "The file cannot be read: {reason}",
    "检查文件权限，或关闭正在占用它的程序。",
    "Check its permissions, or close the program that uses it.",
)
NO_STATIONS = fault(
    "MZ1304",
    "data/stations/ 下没有数据文件（*.yaml）",
    "There are no data files (*.yaml) in data/stations/",
    "为每个工作站放一个数据文件。",
    "Put one data file for each station there.",
)
NO_PHOTO = fault(
    "MZ1305",
    "照片不存在：{name}",
    "The photo does not exist: {name}",
    "把照片放到这个位置，或改正文件名。",
    "Put the photo there, or correct the name.",
    Exit.ASSET,
)


@dataclass(frozen=True)
class Workspace:
    """A folder with `data/district.yaml` and `data/stations/`; outputs go to `output/` beside them."""

    root: Path

    @property
    def district_file(self) -> Path:
        return self.root / "data" / "district.yaml"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def station_files(self) -> list[Path]:
        """All station files, by name.

        Raises:
            Stopped: there is none.
        """
        found = sorted((self.root / "data" / "stations").glob("*.yaml"))
        if not found:
            raise Stopped([NO_STATIONS.at(Place("data/stations"))])
        return found

    def name(self, path: Path) -> str:
        """A file's name for people: relative to the workspace where it lies inside."""
        path = path.resolve()
        inside = path.is_relative_to(self.root)
        return path.relative_to(self.root).as_posix() if inside else path.name


def find(start: Path) -> Workspace:
    """The nearest folder upward with `data/district.yaml`.

    Raises:
        Stopped: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "data" / "district.yaml").is_file():
            return Workspace(folder)
    raise Stopped([NO_WORKSPACE.at(folder=start.name or "/")])


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a regular file; a pipe or device is refused, not waited for.

    Raises:
        Stopped: missing, not a regular file, or not readable.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise Stopped([UNREADABLE.at(Place(name), reason="不是普通文件")])
            return stream.read()
    except FileNotFoundError:
        raise Stopped([NO_FILE.at(Place(name))]) from None
    except OSError as error:
        raise Stopped([UNREADABLE.at(Place(name), reason=error.strerror)]) from None


def beneath(folder: Path, name: str) -> Path | None:
    """The regular file `name` below `folder`, or None; links that lead out do not count."""
    path = folder / name
    resolved = path.resolve()
    inside = resolved.is_relative_to(folder.resolve())
    return resolved if inside and resolved.is_file() else None
