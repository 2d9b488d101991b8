"""Data files with slips -> the same mended, written in their place; each file as it was stays beside its new one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type, reason
from mzdocs.load import Workspace
from mzdocs.load.data_file import WORKBOOK
from mzdocs.load.data_mending import mended_data
from mzdocs.load.mends import Mend
from mzdocs.load.tables.table_formats import TABLES
from mzdocs.load.tables.table_mending import mended_table
from mzdocs.load.workbook.book_mending import mended_book
from mzdocs.load.workspace import beneath, read_bytes, resolved
from mzdocs.load.yaml_text.yamlfile import Refused, read
from mzdocs.load.yaml_tree import looked_up
from mzdocs.model.district import District
from mzdocs.model.station import Station
from mzdocs.publish import disk

CANNOT_MEND = problem_type(
    "MZ7175",
    "改好的文件写不进去：{reason}；原文件没有改动",
    "The mended file cannot be written: {reason}; the file is as it was",
    "检查磁盘空间和权限，关闭正在打开它的程序，再运行一次。",
    "Check space and permissions, close the program that has it open, and run it again.",
    Exit.OUTPUT,
)


_CHANGED = Sentence("别的程序刚刚改过它", "another program has just changed it")


@dataclass(frozen=True)
class MendedFile:
    """A data file as it was and as it is mended, and every change; `kept` is where it lies as it was, once written."""

    path: Path
    name: str
    before: bytes
    after: bytes
    mends: tuple[Mend, ...]
    kept: Path | None = None


def mended_files(paths: Sequence[Path], space: Workspace, simplify: bool = False) -> list[MendedFile]:
    """The district's file, these stations' files and their tables, those that can be mended; nothing is written.

    `simplify` is that of `mended_data`; of a workbook it changes nothing.
    """
    models: list[tuple[type[BaseModel], Path]] = [(District, space.district_file), *((Station, path) for path in paths)]
    found = [_data_file(model, path, space, simplify) for model, path in models]
    mended = [each for each in found if each]
    stations = {each.path: each.after for each in mended if each.path.suffix != WORKBOOK}
    for path in paths:
        mended += _tables(path, stations.get(path), space)
    return [each for each in mended if each.mends]


def _data_file(model: type[BaseModel], path: Path, space: Workspace, simplify: bool) -> MendedFile | None:
    name = space.name(path)
    with suppress(Stopped):
        before = read_bytes(path, name)
        in_book = path.suffix == WORKBOOK
        after, mends = mended_book(model, before, name) if in_book else mended_data(model, before, name, simplify)
        return MendedFile(path, name, before, after, tuple(mends))
    return None


def _tables(path: Path, raw: bytes | None, space: Workspace) -> Iterator[MendedFile]:
    """The tables a station's file names, as far as it can be read."""
    if raw is None:
        return
    with suppress(Refused):
        tree, _ = read(raw, space.name(path))
        for table in TABLES:
            named = looked_up(tree.root, ("档案", table.name))
            there = beneath(path.parent, named) if isinstance(named, str) else None
            if there and not table.exact:
                before = read_bytes(there, space.name(there))
                after, mends = mended_table(table, before, space.name(there))
                yield MendedFile(there, space.name(there), before, after, tuple(mends))


def in_their_place(files: Sequence[MendedFile]) -> Iterator[MendedFile]:
    """Write each, whole or not at all, and give it then; it is kept as it was beside it, under a name of its own.

    Raises:
        Stopped: one cannot be written, is not to be, or was changed meanwhile; it and those behind it stay.
    """
    yield from map(_in_place, files)


def _in_place(file: MendedFile) -> MendedFile:
    path = resolved(file.path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    kept = next(each for each in _names_to_keep(path) if not os.path.lexists(each))
    try:
        mode = path.stat().st_mode
        if not mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if path.read_bytes() != file.before:
            raise Stopped([CANNOT_MEND.at(Location(file.name), reason=_CHANGED)])
        try:
            disk.write(beside, file.after, mode & 0o777)
            disk.link(path, kept)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise Stopped([CANNOT_MEND.at(Location(file.name), reason=reason(error))]) from None
    return MendedFile(file.path, file.name, file.before, file.after, file.mends, kept)


def _names_to_keep(path: Path) -> Iterator[Path]:
    number = 0
    while True:
        number += 1
        yield path.with_name(f"{path.name}.bak{number}")
