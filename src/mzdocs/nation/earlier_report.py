"""A roll-up that was written before, read back: what it said of stations, never of people."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mzdocs.core.problems import Location, Sentence, Stopped, problem_type, reason
from mzdocs.nation.report_files import SCHEMA, TABLE

NO_REPORT = problem_type(
    "MZN11",
    "这个文件夹里没有可以比的汇总：{reason}",
    "There is no roll-up in this folder to compare with: {reason}",
    "写以前 --report 写出来的文件夹；fleet.csv 和 datapackage.json 要原样在里面。",
    "Give a folder that --report wrote before, with its fleet.csv and datapackage.json as they were.",
)
_NOT_OURS = Sentence("不是 --report 写的，或者被改过", "not as --report writes it")
COMPARED = ("工作站", "数据可用", "全部达标", "平均分")


@dataclass(frozen=True)
class EarlierReport:
    """The day of a roll-up, and by place what is compared (`COMPARED`)."""

    day: date
    rows: Mapping[str, tuple[float | None, ...]]


def earlier_report(folder: Path) -> EarlierReport:
    """Read back what was written.

    Raises:
        Stopped: there is no roll-up, or it was changed.
    """
    try:
        day = date.fromisoformat(json.loads((folder / SCHEMA).read_text("utf-8"))["created"][:10])
        with (folder / TABLE).open(encoding="utf-8-sig", newline="") as file:
            return EarlierReport(day, {row["place"]: _compared(row) for row in csv.DictReader(file)})
    except OSError as error:
        raise Stopped([NO_REPORT.at(Location(folder.name), reason=reason(error))]) from None
    except (ValueError, KeyError, TypeError):
        raise Stopped([NO_REPORT.at(Location(folder.name), reason=_NOT_OURS)]) from None


def _compared(row: Mapping[str, str]) -> tuple[float | None, ...]:
    return tuple((float if name == "平均分" else int)(row[name]) if row[name] else None for name in COMPARED)
