"""Volumes planned now -> lines of the ledger (装订台账): what is entered is bound, and never changes again."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mzdocs.build.preparation import Prepared
from mzdocs.build.settings import Settings
from mzdocs.build.stations_prepared import prepare_all
from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason
from mzdocs.derive.volumes import ledger_text, new_bindings
from mzdocs.load import Workspace
from mzdocs.load.workspace import beneath
from mzdocs.publish.manifest import MANIFEST
from mzdocs.publish.record import made_from
from mzdocs.publish.sets import exchange

NO_LEDGER = problem_type(
    "MZ1440",
    "数据文件没有写装订台账，无处登记",
    "The data file names no ledger to enter volumes in",
    "在“档案”下写上“装订台账: 文件名.csv”，并放一个只有表头的文件。",
    "Name a ledger in the data file's part on the archive, and put a file with only its head there.",
)
NOT_ENTERED = problem_type(
    "MZ1441",
    "写不了装订台账：{reason}",
    "The ledger cannot be written: {reason}",
    "关闭正在打开它的程序；台账没有改动。",
    "Close the program that holds it; the ledger is unchanged.",
    Exit.OUTPUT,
)
NOT_PRINTED = problem_type(
    "MZ1444",
    "排印案卷以后数据又改过（或还没有排印），没有登记",
    "The data has changed since the volumes were printed (or they never were); nothing was entered",
    "先运行 mzdocs archive-index 并照新印的装订，再登记。",
    "Run mzdocs archive-index, bind what it prints, then enter it.",
    Exit.VERIFY,
)
CHANGED = problem_type(
    "MZ1442",
    "装订台账刚被另一个程序改动，没有登记",
    "The ledger has just been changed by another program; nothing was entered in it",
    "再运行一次。",
    "Run it again.",
    Exit.BUSY,
)


def bind_all(paths: Sequence[Path], space: Workspace) -> list[tuple[str, int]]:
    """Enter what each station would bind now; how many items for each.

    Raises:
        Stopped: a station's data has errors, or its ledger is not there; ledgers written before stay so.
    """
    prepared = prepare_all(paths, space, Settings(kinds=("archive",)))
    ledgers = [_ledger(item, path) for item, path in zip(prepared, paths, strict=True)]
    return [(item.slug, _bind(item, ledger, space)) for item, ledger in zip(prepared, ledgers, strict=True)]


def _ledger(item: Prepared, station: Path) -> Path:
    name = item.station_data.station.archive.ledger
    found = beneath(station.parent, name) if name else None
    if found is None:
        raise Stopped([NO_LEDGER.at(Location(station.name, path="档案 装订台账"))])
    return found


def _bind(item: Prepared, ledger: Path, space: Workspace) -> int:
    new = new_bindings(item.station_data)
    if new:
        _printed(item, space)
        text = ledger_text((*item.station_data.clients.bindings, *new))
        name = space.name(ledger)
        try:
            with _held(ledger):
                if hashlib.sha256(ledger.read_bytes()).hexdigest() != item.made_from[name]:
                    raise Stopped([CHANGED.at(Location(name))])
                exchange(ledger, text.encode("utf-8-sig"))
        except OSError as error:
            raise Stopped([NOT_ENTERED.at(Location(ledger.name), reason=reason(error))]) from None
    return len(new)


def _printed(item: Prepared, space: Workspace) -> None:
    """What is entered is what was printed: from the same data, but for the register of readers, which goes on.

    Raises:
        Stopped: there are no volumes, or they were made of other data.
    """
    folder = space.output / item.slug / "archive"
    then = made_from(folder) if (folder / MANIFEST).is_file() else None
    readers = item.station_data.station.archive.consultations or ""
    now = {name: digest for name, digest in item.made_from.items() if Path(name).name != Path(readers).name}
    if then is None or any(then.get(name) != digest for name, digest in now.items()):
        raise Stopped([NOT_PRINTED.at(Location(f"{item.slug}/archive"))])


@contextmanager
def _held(ledger: Path) -> Iterator[None]:
    """One writer at a time: who waited finds another file in its place, and that it is not the one he read."""
    handle = os.open(ledger, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
