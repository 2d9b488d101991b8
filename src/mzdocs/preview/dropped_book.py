"""A workbook that is dropped on the page -> what is wrong in it, and a copy with every fault at its cell."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from mzdocs.build.preparation import prepare
from mzdocs.core.problems import Location, Problem, Stopped, problem_type
from mzdocs.core.text import quotable
from mzdocs.load.book_peek import is_station_book
from mzdocs.load.workbook.book_marking import marked
from mzdocs.preview.workbench import Workbench

NOT_A_BOOK = problem_type(
    "MZ7903",
    "这不是工作站的工作簿（.xlsx）",
    "This is not the workbook of a station (.xlsx)",
    "拖放 mzdocs template 写出的、填好的工作簿；WPS 的 .et 和 .xls 先另存为 .xlsx。",
    "Drop one that mzdocs template wrote; save .et and .xls as .xlsx first.",
)


@dataclass(frozen=True)
class CheckedBook:
    """The name of a workbook, everything wrong in it, and its marked copy."""

    name: str
    problems: tuple[Problem, ...]
    marked: bytes


def checked_book(bench: Workbench, state: int, name: str, data: bytes) -> CheckedBook:
    """Check a workbook as if it lay among the stations; it lies in a folder of its own only as long as that takes.

    Raises:
        Stopped: it is none, or cannot be marked.
    """
    with tempfile.TemporaryDirectory(prefix="mzdocs-") as folder:
        path = Path(folder) / (Path(name.replace("\\", "/")).name or "station.xlsx")
        if path.suffix.lower() != ".xlsx" or not path.stem.isprintable():
            raise Stopped([NOT_A_BOOK.at(Location(quotable(path.name)))])
        path.write_bytes(data)
        if not is_station_book(path):
            raise Stopped([NOT_A_BOOK.at(Location(path.name))])
        found = tuple(_problems(bench, state, path))
    copy, lost = marked(data, path.name, found, bench.language)
    return CheckedBook(path.name, (*found, *lost), copy)


def _problems(bench: Workbench, state: int, path: Path) -> list[Problem]:
    stations = bench.space.data / "stations"
    try:
        prepared = prepare(path, bench.space, bench.common(state), bench.all_kinds, stations)
    except Stopped as stopped:
        return [*stopped.problems, *stopped.beside]
    return [*prepared.errors, *prepared.problems]
