"""What a station is called on the command line -> its data file: street, title, street code, short name, or a path."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Exit, Location, Problem, Sentence, Stopped, problem_type

if TYPE_CHECKING:
    from mzdocs.load import Workspace

NO_SUCH_STATION = problem_type(
    "MZ7171",
    "没有叫“{word}”的工作站{hint}",
    "There is no station {word}{hint}",
    "写街道名称、街道代码、代号或数据文件；这里有：{known}。",
    "Write a street's name or code, a short name, or a data file; there are: {known}.",
    Exit.USAGE,
)
SEVERAL_STATIONS = problem_type(
    "MZ7172",
    "“{word}”可以是几个工作站：{which}",
    "{word} can be several stations: {which}",
    "写全名称，或写代号。",
    "Write the whole name, or the short name.",
    Exit.USAGE,
)
NOT_A_STATION = problem_type(
    "MZ7173",
    "“{word}”是{what}，不是工作站的数据文件{hint}",
    "{word} is {what}, not a station's data file{hint}",
    "写街道名称、街道代码、代号，或 data/stations/ 下的数据文件；这里有：{known}。",
    "Write a street's name or code, a short name, or a file of data/stations/; there are: {known}.",
    Exit.USAGE,
)

_DATA_FILES = (".yaml", ".yml", ".xlsx")
"""Endings of what is at least meant to be a station; each is then read, and refused, as such."""
_WHAT = {
    ".csv": Sentence("表格（CSV）", "a table (CSV)"),
    ".png": Sentence("照片", "a photo"),
    ".jpg": Sentence("照片", "a photo"),
    ".jpeg": Sentence("照片", "a photo"),
    ".pdf": Sentence("做好的 PDF", "a finished PDF"),
    ".docx": Sentence("Word 文件", "a Word file"),
    ".xls": Sentence("旧格式的 Excel 文件", "an Excel file of the old format"),
    ".zip": Sentence("压缩包", "a ZIP archive"),
}
_OTHER, _FOLDER = Sentence("别的文件", "some other file"), Sentence("文件夹", "a folder")
_STREET = re.compile("(?:街道|镇|乡|苏木|民族乡|地区)$")
_MOST = 12
"""Stations that are named where one is not known."""


@dataclass(frozen=True)
class StationNames:
    """A data file with all it may be called by; `shown` is how people are told of it, `street` "" if not known."""

    path: Path
    names: tuple[str, ...]
    shown: str
    street: str


def data_file(space: Workspace, asked: Path, place: str) -> Path:
    """The data file a word of the command line means; `place` is the argument or option it stands in.

    Raises:
        Stopped: none is meant, or several could be.
    """
    path = _by_path(space, asked)
    if path is not None:
        return path
    from mzdocs.load.workspace import ENDINGS

    stations = list(called_by(space))
    word = asked.stem if asked.suffix in ENDINGS else str(asked)
    named = [each for each in stations if word in each.names]
    found = named or [each for each in stations if len(word) > 1 and any(word in name for name in each.names)]
    if len(found) == 1 and not os.path.isfile(asked):
        return found[0].path
    raise Stopped([_refusal(asked, word, found, stations, place)])


def _by_path(space: Workspace, asked: Path) -> Path | None:
    """A file as it was written, or the one of this short name; of a closed year only the kept one of the same name."""
    from mzdocs.load.workspace import ENDINGS, data_file_of, is_file, resolved

    folder = space.data / "stations"
    by_name = data_file_of(folder / (asked.stem if asked.suffix in ENDINGS else asked.name))
    if space.year is None and asked.suffix in _DATA_FILES and os.path.lexists(asked):
        return asked
    here = len(asked.parts) == 1 or resolved(asked.parent) == resolved(folder)
    named = space.year is not None or (here and not is_file(asked))
    return by_name if named and is_file(by_name) else None


def called_by(space: Workspace) -> Iterator[StationNames]:
    """Every station with its names, as far as they can be read."""
    from mzdocs.load import load_district
    from mzdocs.load.station_files import name_and_street
    from mzdocs.load.workspace import ENDINGS

    try:
        streets = {each.code: each for each in load_district(space)[0].streets}
        paths = space.station_files()
    except Stopped:
        streets, paths = {}, sorted(path for each in ENDINGS for path in (space.data / "stations").glob(f"*{each}"))
    for path in paths:
        name, code = name_and_street(path, space)
        street = streets[code].name if code in streets else ""
        names = [path.stem, name, code, street, _STREET.sub("", street)]
        yield StationNames(path, tuple(each for each in names if each), f"{path.stem}（{street or name}）", street)


def _refusal(
    asked: Path, word: str, found: Sequence[StationNames], stations: Sequence[StationNames], place: str
) -> Problem:
    location = Location(path=place)
    known = "、".join(each.shown for each in stations[:_MOST]) + ("…" if len(stations) > _MOST else "")
    what = _FOLDER if asked.is_dir() else _WHAT.get(asked.suffix.lower(), _OTHER) if os.path.lexists(asked) else None
    if what is not None:
        owner = next((each for each in stations if asked.name.startswith(f"{each.path.stem}-")), None)
        return NOT_A_STATION.at(location, word=asked.name, what=what, known=known, hint=_hint(owner))
    if found:
        return SEVERAL_STATIONS.at(location, word=word, which="、".join(each.shown for each in found))
    near = nearest(word, [name for each in stations for name in each.names])
    meant = next((each for each in stations if near in each.names), None)
    return NO_SUCH_STATION.at(location, word=word, known=known, hint=_hint(meant) or _of_kinds(word))


def _hint(meant: StationNames | None) -> Sentence | str:
    return Sentence(f"，您是不是想写 {meant.shown}？", f"; did you mean {meant.shown}?") if meant else ""


def _of_kinds(word: str) -> Sentence | str:
    """What is said of the name of what is made, where a station's is expected."""
    from mzdocs.kinds import KINDS

    named = any(word in (kind.title.zh, kind.title.en) for kind in KINDS.values())
    return Sentence(f"；只做{word}，写 --only {word}", f"; to make that alone, write --only {word}") if named else ""
