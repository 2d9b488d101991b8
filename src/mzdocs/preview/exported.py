"""The page of some stations as a folder of files: it opens without a server; nothing of a private set is in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Exit, Language, Location, Stopped, problem_type, reason
from mzdocs.load import Workspace
from mzdocs.preview.answers import SCRIPTS, Answers, page_part
from mzdocs.preview.hub import Hub
from mzdocs.preview.workbench import Workbench
from mzdocs.preview.worker import AtHand

CANNOT_EXPORT = problem_type(
    "MZ7904",
    "写不了这个文件夹：{reason}",
    "The folder cannot be written: {reason}",
    "换一个还没有的文件夹名；检查权限和磁盘空间。",
    "Choose a folder that is not there yet; check permissions and space.",
    Exit.OUTPUT,
)
_PARTS = ("preview.css", "icon.svg", *SCRIPTS)
_SCRIPT = f'<script src="{SCRIPTS[0]}"'
_LONGEST = 1600
"""Pixels of the longer side of each picture: enough to read a board on a large screen."""


def export(
    space: Workspace, language: Language, slugs: Sequence[str], folder: Path, on_document: Callable[[str], None]
) -> int:
    """Write the page into a new folder, and say of how many documents; `on_document` hears of each title.

    Raises:
        Stopped: the folder is there already, or cannot be written.
    """
    answers = Answers(AtHand(Workbench(space, language, public=True)), Hub(), space.root.name, language)
    found: dict[str, Any] = {"stations": {**_told(answers, "stations"), "stations": slugs}}
    try:
        folder.mkdir(parents=True)
        count = 0
        for slug in slugs:
            found[f"station/{slug}"] = seen = _told(answers, f"station/{slug}")
            for below, title in _pages_of(slug, seen):
                on_document(title)
                count += 1
                found |= {f"{what}/{below}": _told(answers, f"{what}/{below}") for what in ("proof", "verdict")}
                _write_pages(answers, below, len(found[f"proof/{below}"].get("leaves", ())), folder / "pages" / below)
        codes = {problem["code"] for answer in found.values() for problem in answer.get("problems", ())}
        _write_page(folder, found | {what: _told(answers, what) for what in (f"explanation/{code}" for code in codes)})
    except OSError as error:
        raise Stopped([CANNOT_EXPORT.at(Location(folder.name), reason=reason(error))]) from None
    return count


def _pages_of(slug: str, seen: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What has pages: its address below, and its title."""
    for each in seen["documents"]:
        if each["format"] == "pdf":
            yield f"{slug}/{each['kind']}/{each['file']}", each["title"]


def _told(answers: Answers, path: str) -> dict[str, Any]:
    answer = answers.of(path, {})
    return dict(json.loads(answer.body)) if answer else {"problems": []}


def _write_pages(answers: Answers, below: str, count: int, folder: Path) -> None:
    folder.mkdir(parents=True)
    for page in range(count):
        answer = answers.of(f"leaf/{below}/{page}", {"longest": str(_LONGEST)})
        if answer and answer.media == "image/png":
            (folder / f"{page}.png").write_bytes(answer.body)


def _write_page(folder: Path, found: dict[str, Any]) -> None:
    for name in _PARTS:
        (folder / name).write_bytes(page_part(name))
    (folder / "pages.js").write_text(f"const EXPORTED = {json.dumps(found, ensure_ascii=False)};\n", "utf-8")
    page = page_part("index.html").decode()
    (folder / "index.html").write_text(page.replace(_SCRIPT, f'<script src="pages.js"></script>\n{_SCRIPT}'), "utf-8")
