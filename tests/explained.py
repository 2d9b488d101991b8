"""Samples of explanations -> the small workspace as a clerk would have it who wrote so, and what is then told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mzdocs.checks import CODES, DISTRICT_FILE_RULES, RULES, DistrictFile
from mzdocs.core.problems import Stopped

from .workspaces import SLUG, Workspace

OF_EACH_STATION = frozenset({"inspection-report", "rectification-notice"})


@dataclass(frozen=True)
class Place:
    """Where a sample goes: in place of a text that stands in a file; `{}` is the sample, as deep as it stands there."""

    file: str
    old: str
    new: str = "{}"


_RECTIFIED = Place("taoyuan.yaml", "  复查:\n", "  整改:\n    {}\n  复查:\n")
_ARCHIVE = Place("taoyuan.yaml", "  立卷日期: 2026-11-06\n", "  立卷日期: 2026-11-06\n  {}\n")
_VOID = Place("taoyuan.yaml", "制发日期: 2026-10-12\n", "作废胸牌:\n  {}\n制发日期: 2026-10-12\n")
_LEDGER = Place("taoyuan-ledger.csv", "装订日期\n", "装订日期\n{}\n")
_LEAVES = Place("taoyuan.yaml", "    窗口: 咨询台\n", "    窗口: 咨询台\n    {}\n")
PLACES = {
    "MZ1124": Place("district.yaml", "    裁切线: 是\n", "    裁切线: 是\n    {}\n"),
    **dict.fromkeys(("MZ1423", "MZ1426", "MZ1427", "MZ1428", "MZ1429"), _LEDGER),
    "MZ1438": _ARCHIVE,
    "MZ1617": Place("district.yaml", "    油墨: [四色]\n", "    {}\n"),
    **dict.fromkeys(("MZ1621", "MZ1629", "MZ1964"), _VOID),
    **dict.fromkeys(("MZ1723", "MZ1724", "MZ1725", "MZ1726", "MZ1727"), _RECTIFIED),
    **dict.fromkeys(("MZ1761", "MZ1764", "MZ1766"), _ARCHIVE),
    "MZ1813": Place("taoyuan.yaml", "公文:\n", "公文:\n  {}\n"),
    "MZ1821": Place("district.yaml", "      总时限: 受理起30个", "      {}\n      总时限: 受理起30个"),
    "MZ1862": Place("taoyuan.yaml", "# ── 春节值班", "{}\n\n# ── 春节值班"),
    "MZ1952": Place("taoyuan.yaml", "    到岗: 2026-04-20\n    分工: 政策宣传", "    {}\n    分工: 政策宣传"),
    "MZ1953": _LEAVES,
    "MZ1962": Place("taoyuan.yaml", "    对象: 工作人员\n", "    {}\n"),
    "MZ1963": _LEAVES,
    "MZ1965": Place("taoyuan.yaml", "      期限: 2026-11-30\n", "      {}\n"),
    "MZ7152": Place("district.yaml", "\n年度: 2026\n", "\n{}\n"),
}
"""Of samples that are not in the data as they are when right, nor in the place of a line with the same key."""

_FIRST = {rule.problem_type.code for rule in DISTRICT_FILE_RULES} - {rule.problem_type.code for rule in RULES}
"""Codes of the district's own file: there a sample is looked for first."""
_KEY = re.compile(r"[- ]*[^\W\d]+: ")


def files(workspace: Workspace, code: str) -> list[Path]:
    """The files a sample may stand in, in the order they are looked at."""
    tables = sorted(workspace.station.parent.glob(f"{SLUG}-*.csv"))
    first = [workspace.district, workspace.station] if code in _FIRST else [workspace.station, workspace.district]
    return [*first, *tables]


def place_of(workspace: Workspace, code: str, right: str) -> tuple[Path, str, str] | None:
    """The file, the text in it and what comes into its place; nothing where the sample is no text of the data."""
    place = PLACES.get(code)
    if place:
        return next(path for path in files(workspace, code) if path.name == place.file), place.old, place.new
    texts = {path: path.read_text("utf-8") for path in files(workspace, code)}
    for path, text in texts.items():
        for old in _as_it_stands(text, right):
            return path, old, re.match("[ ]*", old)[0] + "{}"
    return _by_its_key(texts, right)


def _as_it_stands(text: str, sample: str) -> Iterator[str]:
    """The sample where it stands in a file, as deep as it is there; of one line also a piece of a line."""
    for line in text.split("\n"):
        if line.strip() == sample.split("\n")[0]:
            deep = _deep(sample, line)
            if f"\n{deep}\n" in f"\n{text}\n":
                yield deep
    if "\n" not in sample and sample in text:
        yield sample


def _deep(sample: str, line: str) -> str:
    """The sample with each line as far in as this one."""
    far = len(line) - len(line.lstrip(" "))
    return "\n".join(" " * far + each for each in sample.split("\n"))


def _by_its_key(texts: dict[Path, str], sample: str) -> tuple[Path, str, str] | None:
    key = _KEY.match(sample)
    if not key or "\n" in sample:
        return None
    for path, text in texts.items():
        for line in text.split("\n"):
            if line.strip().startswith(key[0]):
                return path, line, line[: len(line) - len(line.lstrip())] + "{}"
    return None


@contextmanager
def kept(path: Path) -> Iterator[bytes]:
    """What stands in a file, and stands there again afterwards."""
    before = path.read_bytes()
    try:
        yield before
    finally:
        path.write_bytes(before)


@contextmanager
def written(place: tuple[Path, str, str], sample: str) -> Iterator[bool]:
    """While the sample stands in its place: whether the file is another by it."""
    path, old, new = place
    with kept(path) as before:
        above, _, below = path.read_text("utf-8").partition(old)
        lead = new.partition("{}")[0].rpartition("\n")[2]
        deep = f"\n{' ' * len(lead)}".join(sample.split("\n"))
        path.write_text(above + new.replace("{}", deep) + below, "utf-8")
        yield path.read_bytes() != before


def rows_alone(wrong: str, right: str) -> tuple[str, str]:
    """Without the heads of columns that a sample of a table shows above its rows."""
    (first, *rest), (other, *others) = wrong.split("\n"), right.split("\n")
    is_head = first == other and rest and "," in first and not re.search("[0-9]", first)
    return ("\n".join(rest), "\n".join(others)) if is_head else (wrong, right)


def told(workspace: Workspace, code: str) -> set[str] | None:
    """What loading stops at, or this code where its rules find something; nothing is known of one without a rule."""
    try:
        data = workspace.station_data()
    except Stopped as stopped:
        return {problem.code for problem in stopped.problems}
    district = DistrictFile(data.district, CODES, OF_EACH_STATION)
    of_station = [rule for rule in RULES if rule.problem_type.code == code]
    of_district = [rule for rule in DISTRICT_FILE_RULES if rule.problem_type.code == code]
    if not of_station and not of_district:
        return None
    found = any(any(rule.check(data)) for rule in of_station) or any(any(rule.check(district)) for rule in of_district)
    return {code} if found else set()
