"""What each level sees -> a page that opens without a server, and tables other programs open (docs/fleet.md)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from mzdocs.core.problems import CRITERIA, Exit, Location, Stopped, problem_type, reason
from mzdocs.nation.earlier_report import COMPARED, EarlierReport
from mzdocs.nation.level_words import said_of
from mzdocs.nation.report_files import BOOK, PAGE, PARQUET, SCHEMA, TABLE
from mzdocs.nation.rollup import UNTOLD, RolledUp, Summary
from mzdocs.render.spreadsheet import Cell, Grid, workbook

CANNOT_REPORT = problem_type(
    "MZN10",
    "汇总写不出来：{reason}",
    "The roll-up cannot be written: {reason}",
    "换一个还没有的文件夹名；检查权限和磁盘空间。",
    "Choose a folder that is not there yet; check permissions and space.",
    Exit.OUTPUT,
)
TITLE = "民政工作站建设情况"
NOTES = "“缺”的各栏是这一项没有达标的工作站数；平均分只算检查过的；“—”是还不知道；“*”是为了不暴露个人，人数不写。"
COLUMNS = (
    "place", "名称", "工作站", "已做好", "只做成一部分", "没有做成", "数据可用", "全部达标", "已检查", "平均分", "等次",
    *(f"缺 {criterion}" for criterion in CRITERIA), "人员", "监督员", "在保户", "一年内任期满", "任期已过", "到期档案",
)  # fmt: skip
"""The columns of page and tables; `place` is the folder below the one asked for, a station's with its short name."""


def write_report(found: RolledUp, day: date, folder: Path, earlier: EarlierReport | None = None) -> int:
    """Write the page, a workbook and a CSV; how many rows they have.

    Raises:
        Stopped: the folder is there already, or cannot be written.
    """
    rows = [*map(_row, (*found.places, *found.stations))]
    try:
        folder.mkdir(parents=True)
        (folder / PAGE).write_text(_page(rows, found, day, earlier), "utf-8")
        (folder / BOOK).write_bytes(_book(rows, day))
        (folder / TABLE).write_text(_csv(rows), "utf-8-sig", newline="")
        (folder / SCHEMA).write_text(json.dumps(schema(day), ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise Stopped([CANNOT_REPORT.at(Location(folder.name), reason=reason(error))]) from None
    return len(rows)


def to_parquet(folder: Path) -> bool:
    """The table as Parquet beside it; whether DuckDB was there to write it."""
    try:
        import duckdb
    except ImportError:
        return False
    base = duckdb.connect()
    types = {each["name"]: _SQL[each["type"]] for each in _FIELDS}
    source = base.read_csv(str(folder / TABLE), dtype=types, header=True)
    source.write_parquet(str(folder / PARQUET))
    return True


_SQL = {"string": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE"}


_STRINGS, _NUMBERS = {"place", "名称", "等次"}, {"平均分"}
_FIELDS = tuple(
    {"name": name, "type": "string" if name in _STRINGS else "number" if name in _NUMBERS else "integer"}
    for name in COLUMNS
)


def schema(day: date) -> dict[str, Any]:
    """The table as a frictionless data package describes it."""
    fields = {"fields": _FIELDS, "missingValues": [""]}
    resource = {"name": "fleet", "path": TABLE, "encoding": "utf-8", "schema": fields}
    created = f"{day.isoformat()}T00:00:00Z"
    return {"profile": "tabular-data-package", "name": "fleet", "created": created, "resources": [resource]}


def _row(told: Summary) -> list[Any]:
    return [
        told.place, told.name, told.stations, told.done, told.part, told.failed, told.known, told.complete, told.judged,
        told.mean, [list(pair) for pair in told.levels], *told.lacking, *astuple(told.people), told.appraisals,
    ]  # fmt: skip


def _page(rows: Sequence[Sequence[Any]], found: RolledUp, day: date, earlier: EarlierReport | None) -> str:
    """One file: style, script and numbers inside it."""
    failing = {each.place: each.failing for each in (*found.places, *found.stations) if each.failing}
    data = {
        "day": day.isoformat(), "columns": COLUMNS, "criteria": CRITERIA, "rows": rows, "failing": failing,
        "earlier": {"day": earlier.day.isoformat(), "columns": COMPARED, "rows": earlier.rows} if earlier else None,
        "said": {code: said_of(code) for code in {code for codes in failing.values() for code, _ in codes}},
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    parts = {"/*style*/": _part("fleet.css"), "/*script*/": _part("fleet.js"), "/*notes*/": NOTES, "/*data*/": text}
    page = _part("fleet.html")
    for mark, part in parts.items():
        page = page.replace(mark, part)
    return page


def _part(name: str) -> str:
    return (files("mzdocs.nation") / "page" / name).read_text("utf-8")


def _book(rows: Sequence[Sequence[Any]], day: date) -> bytes:
    """The same for who reads it in Excel or WPS: what is not known or not told is said, no number stands for it."""
    shown = tuple(tuple(_in_book(name, value) for name, value in zip(COLUMNS, row, strict=True)) for row in rows)
    head = ("位置", *COLUMNS[1:])
    widths = tuple(_WIDTHS.get(name, 7) for name in COLUMNS)
    grid = Grid("各地情况", TITLE, f"截至 {day.isoformat()}。{NOTES}", head, shown, widths, filtered=True)
    return workbook([grid], TITLE, "", day.isoformat())


_WIDTHS = {"place": 24, "名称": 24, "等次": 12}


def _in_book(name: str, value: Any) -> Cell:
    if value is None:
        return "—"
    return "*" if value == UNTOLD else _level_counts(value, "\n") if name == "等次" else value


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_cell(name, value) for name, value in zip(COLUMNS, row, strict=True))
    return out.getvalue()


def _cell(name: str, value: Any) -> Any:
    """A value as a spreadsheet reads it; a text that would begin a formula there begins with an apostrophe."""
    text = _level_counts(value) if name == "等次" else value
    return f"'{text}" if isinstance(text, str) and text.startswith(("=", "+", "-", "@")) else text


def _level_counts(levels: Sequence[tuple[str, int]], between: str = "；") -> str:
    return between.join(f"{level} {count}" for level, count in levels)
