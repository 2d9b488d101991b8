"""What a build would make -> what is said of it before anything is made."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.cli import show
from mzdocs.cli.idle_words import idle_values, show_idle
from mzdocs.cli.messages import say
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.build.settings import Settings
    from mzdocs.build.unchanged import Idle
    from mzdocs.load import Workspace

MOST_FILES = 20
"""So many files a dry run names for each station."""


def show_foreseen(
    paths: Sequence[Path], idle: Sequence[Idle], space: Workspace, settings: Settings, as_json: bool
) -> Exit:
    """What would be made, station by station; nothing is."""
    from mzdocs.build.foreseen import foreseen

    found = [foreseen(path, space, settings) for path in paths]
    errors = [problem for each in found for problem in each.errors]
    code = errors[0].problem_type.exit if errors else Exit.DONE
    if as_json:
        values = [
            {"station": each.slug, "name": each.name, "made": [f"{folder}/{one.file}" for folder, one in each.made],
             "withdrawn": [*each.gone]}
            for each in found
        ]  # fmt: skip
        told = {"problems": show.problem_values(errors)} if errors else {}
        show.as_json({"exit": int(code), "stations": [*values, *idle_values(idle)], **told})
        return code
    for each in found:
        show.line(
            say(
                f"{each.name}：{each.plans} 个文件，要重做 {len(each.made)} 个，撤下 {len(each.gone)} 个。",
                f"{each.name}: {each.plans} files, {len(each.made)} to make, {len(each.gone)} to withdraw.",
            )
        )
        made = [f"  {folder}/{one.file}  {one.title}" for folder, one in each.made]
        gone = [say(f"  撤下 {name}", f"  withdraw {name}") for name in each.gone]
        for text in (*gone, *made)[:MOST_FILES]:
            show.line(text)
        if (more := len(gone) + len(made) - MOST_FILES) > 0:
            show.line(say(f"  ……另有 {more} 个，--json 全部列出", f"  … {more} more, all of them with --json"))
    show_idle(idle)
    show.problems(errors, sys.stderr)
    return code
