"""What each level sees -> a page that opens without a server, and tables other programs open (docs/fleet.md)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from datetime import date
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from mzdocs.checks import RULES
from mzdocs.core.explanation import without_facts
from mzdocs.core.problems import CRITERIA, Exit, Location, Stopped, problem_type, reason
from mzdocs.nation.rollup import Summary, rolled_up, stations, untold_small
from mzdocs.nation.standing import Standing

CANNOT_REPORT = problem_type(
    "MZN10",
    "汇总写不出来：{reason}",
    "The roll-up cannot be written: {reason}",
    "换一个还没有的文件夹名；检查权限和磁盘空间。",
    "Choose a folder that is not there yet; check permissions and space.",
    Exit.OUTPUT,
)
PAGE, TABLE, PARQUET, SCHEMA = "index.html", "fleet.csv", "fleet.parquet", "datapackage.json"
COLUMNS = (
    "place", "名称", "工作站", "已做好", "没有做成", "数据可用", "全部达标", "已检查", "平均分", "等次",
    *(f"缺 {criterion}" for criterion in CRITERIA), "人员", "监督员", "在保户", "一年内任期满", "任期已过", "到期档案",
)  # fmt: skip
"""The columns of page and tables; `place` is the folder below the one asked for, a station's with its short name."""


def write_report(table: Standing, day: date, folder: Path) -> int:
    """Write the page, a CSV and, where DuckDB is installed, the same as Parquet; how many rows they have.

    Raises:
        Stopped: the folder is there already, or cannot be written.
    """
    places = rolled_up(table, day)
    rows = [*_rows(places, [*stations(table, day)])]
    try:
        folder.mkdir(parents=True)
        (folder / PAGE).write_text(_page(rows, places, day), "utf-8")
        (folder / TABLE).write_text(_csv(rows), "utf-8-sig", newline="")
        (folder / SCHEMA).write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", "utf-8")
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
    types = {each["name"]: _SQL[each["type"]] for each in schema()["resources"][0]["schema"]["fields"]}
    source = base.read_csv(str(folder / TABLE), dtype=types, header=True)
    source.write_parquet(str(folder / PARQUET))
    return True


_SQL = {"string": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE"}


def schema() -> dict[str, Any]:
    """The table as a frictionless data package describes it."""
    strings, numbers = {"place", "名称", "等次"}, {"平均分"}
    described = [
        {"name": name, "type": "string" if name in strings else "number" if name in numbers else "integer"}
        for name in COLUMNS
    ]
    fields = {"fields": described, "missingValues": [""]}
    resource = {"name": "fleet", "path": TABLE, "encoding": "utf-8", "schema": fields}
    return {"profile": "tabular-data-package", "name": "fleet", "resources": [resource]}


def _rows(places: Sequence[Summary], each: Sequence[Summary]) -> Iterator[list[Any]]:
    """Places first, then the stations of each district together, what is too small to be told in neither."""
    yield from map(_row, places)
    for _, group in groupby(each, lambda station: station.place.rpartition("/")[0]):
        yield from map(_row, untold_small([*group]))


def _row(told: Summary) -> list[Any]:
    return [
        told.place, told.name, told.stations, told.done, told.failed, told.known, told.complete, told.judged, told.mean,
        [list(pair) for pair in told.levels], *told.lacking, *astuple(told.people), told.appraisals,
    ]  # fmt: skip


def _page(rows: Sequence[Sequence[Any]], places: Sequence[Summary], day: date) -> str:
    """One file: style, script and numbers inside it."""
    failing = {each.place: each.failing for each in places}
    codes = {code for found in failing.values() for code, _ in found}
    said = {rule.problem_type.code: without_facts(rule.problem_type.says).zh for rule in RULES}
    data = {
        "day": day.isoformat(), "columns": COLUMNS, "criteria": CRITERIA, "rows": rows, "failing": failing,
        "said": {code: said.get(code, code) for code in codes},
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    parts = {"/*style*/": _part("fleet.css"), "/*script*/": _part("fleet.js"), "/*data*/": text}
    page = _part("fleet.html")
    for mark, part in parts.items():
        page = page.replace(mark, part)
    return page


def _part(name: str) -> str:
    return (files("mzdocs.nation") / "page" / name).read_text("utf-8")


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_cell(name, value) for name, value in zip(COLUMNS, row, strict=True))
    return out.getvalue()


def _cell(name: str, value: Any) -> Any:
    """A value as a spreadsheet reads it; a text that would begin a formula there begins with an apostrophe."""
    text = "；".join(f"{level} {count}" for level, count in value) if name == "等次" else value
    return f"'{text}" if isinstance(text, str) and text.startswith(("=", "+", "-", "@")) else text
