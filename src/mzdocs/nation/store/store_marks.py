"""Who sends and who collects, so that no object goes that an index about to be written names (docs/store.md)."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.nation.store.object_stores import ObjectStore

OTHERS_AT_WORK = problem_type(
    "MZN32",
    "有别的 mzdocs 正在往这个存放处送，或者正在清理它",
    "Another mzdocs is sending to this store, or collecting in it",
    "等它结束。确实已经不在运行的，在它的文件夹再运行一次就好；那里没有了的，删掉存放处的 {mark}。",
    "Wait for it. If it is not running any more, run it again where it ran, or if that is gone, delete {mark} there.",
    Exit.BUSY,
)
Act = Literal["sending", "collecting"]
_NOT_BESIDE: dict[Act, Act] = {"sending": "collecting", "collecting": "sending"}


@contextmanager
def marked(store: ObjectStore, act: Act, root: Path) -> Iterator[None]:
    """Do one thing, in the name of a folder whose lock is held, while nobody does the other.

    Each writes its own mark first and then looks for the other's: of two that begin at once, one sees the other.

    Raises:
        Stopped: somebody does.
    """
    me = sha256(f"{platform.node()}\0{root}".encode()).hexdigest()[:32]
    mine, left = f"{act}/{me}", f"{_NOT_BESIDE[act]}/{me}"
    store.write(mine, b"mzdocs\n")
    try:
        store.remove([left])  # a killed run's: we hold its lock
        other = next(iter(store.listed(_NOT_BESIDE[act])), None)
        if other:
            mark = f"{_NOT_BESIDE[act]}/{other[0]}"
            raise Stopped([OTHERS_AT_WORK.at(Location(store.where), mark=mark)])
        yield
    finally:
        with suppress(Stopped):  # it is removed by the next run from here
            store.remove([mine])
