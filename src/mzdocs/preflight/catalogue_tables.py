"""Files of a catalogue -> problems: readable by another reader than the writer, with as many items as planned."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping

from mzdocs.core.outcomes import Outcome
from mzdocs.core.problems import Location
from mzdocs.preflight.rule import UNREADABLE_FILE, preflight_problem

WRONG_COUNT = preflight_problem(
    "MZP94",
    "目录数据应有 {expected} 条，文件里有 {found} 条",
    "The catalogue should have {expected} items, the file has {found}",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
)


def check_table(format: str, data: bytes, items: int, location: Location) -> tuple[Outcome, ...]:
    """Whether the file can be read, and holds every item."""
    try:
        found = _COUNTS[format](data)
    except Exception as error:  # noqa: BLE001 - whatever a reader throws means: not readable
        return (Outcome("T-READ", (UNREADABLE_FILE.at(location, reason=type(error).__name__),)),)
    wrong = (WRONG_COUNT.at(location, expected=items, found=found),) if found != items else ()
    return Outcome("T-READ"), Outcome("T-COUNT", wrong)


def _xlsx(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.testzip():
            raise ValueError
        return package.read("xl/worksheets/sheet1.xml").count(b"<row ") - 1


def _csv(data: bytes) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) - 1


def _json(data: bytes) -> int:
    return len(json.loads(data)["items"])


def _sqlite(data: bytes) -> int:
    with sqlite3.connect(":memory:") as base:
        base.deserialize(data)
        if base.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise ValueError
        return int(base.execute("SELECT count(*) FROM item").fetchone()[0])


_COUNTS: Mapping[str, Callable[[bytes], int]] = {"xlsx": _xlsx, "csv": _csv, "json": _json, "sqlite": _sqlite}
