"""The sample district and the schemas of the data files -> a folder."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason
from mzdocs.core.shipped import shipped
from mzdocs.design import theme
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.station import Station

EXISTS = problem_type(
    "MZ7101",
    "文件夹里已经有 data/，不会覆盖",
    "There is a data/ folder already; it is not overwritten",
    "换一个新文件夹名。",
    "Choose a new folder.",
    Exit.USAGE,
)
CANNOT_COPY = problem_type(
    "MZ7102",
    "写不了数据文件：{reason}",
    "The data files cannot be written: {reason}",
    "检查文件夹权限。",
    "Check the folder's permissions.",
    Exit.OUTPUT,
)

_SCHEMAS: dict[str, type[Facts]] = {"district": District, "station": Station}


def folder() -> Path:
    """The sample data: inside the installed package, or at the top of the checkout."""
    return shipped("sample", "data")


def write(target: Path) -> None:
    """Copy the sample district to `target/data`.

    Raises:
        Stopped: there is one already, or it cannot be written.
    """
    try:
        refuse_existing(target)
        target.mkdir(parents=True, exist_ok=True)
        _copy(target)
    except OSError as error:
        raise Stopped([CANNOT_COPY.at(Location(str(target)), reason=reason(error))]) from None


def refuse_existing(target: Path) -> None:
    """Refuse a folder that has data: a new district never takes the place of one that is there.

    Raises:
        Stopped: it has.
    """
    if os.path.lexists(target / "data"):
        raise Stopped([EXISTS.at(Location(str(target)))])


def _copy(target: Path) -> None:
    """Whole or not at all: a half-written sample would be taken for the user's own data."""
    try:
        shutil.copytree(folder(), target / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        _mark_as_example(target / "data" / "district.yaml")
        shutil.copytree(theme.folder() / "paper" / "wording", target / "data" / "wording", dirs_exist_ok=True)
    except OSError:
        shutil.rmtree(target / "data", ignore_errors=True)
        raise


_FOR_OTHERS = (("\n样稿: 否\n", "\n样稿: 是\n"), ("\n  示例: 否\n", "\n  示例: 是\n"))
"""The invented district's score sheet is its own; to whoever copies it, it is an example, and papers are drafts."""


def _mark_as_example(district: Path) -> None:
    text = district.read_text(encoding="utf-8")
    for its_own, for_others in _FOR_OTHERS:
        text = text.replace(its_own, for_others)
    district.write_text(text, encoding="utf-8", newline="\n")


def schema(name: str) -> str:
    """The JSON Schema of `district` or `station`, with every field described."""
    described = _SCHEMAS[name].model_json_schema(by_alias=True)
    draft = {"$schema": "http://json-schema.org/draft-07/schema#", **described}
    return json.dumps(draft, ensure_ascii=False, indent=1) + "\n"


def write_schemas(data: Path) -> list[Path]:
    """Write both schemas to `data/schema/`.

    Raises:
        Stopped: they cannot be written.
    """
    paths = []
    try:
        (data / "schema").mkdir(exist_ok=True)
        for name in _SCHEMAS:
            paths.append(data / "schema" / f"{name}.schema.json")
            paths[-1].write_text(schema(name), encoding="utf-8")
    except OSError as error:
        raise Stopped([CANNOT_COPY.at(Location("data/schema"), reason=reason(error))]) from None
    return paths
