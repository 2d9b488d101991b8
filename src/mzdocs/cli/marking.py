"""`mzdocs check --mark`: what was found in a workbook -> a copy of it with every fault at its cell."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mzdocs.cli import new_file, show
from mzdocs.cli.messages import LANGUAGE, say
from mzdocs.core.problems import Problem

if TYPE_CHECKING:
    from mzdocs.load import Workspace


def refuse(paths: Sequence[Path], out: Path) -> None:
    """Refuse what cannot be marked, before anything is checked.

    Raises:
        Stopped: the copy is there already: nothing is overwritten.
        BadParameter: it is not one workbook, or the copy would not be one.
    """
    if len(paths) != 1 or paths[0].suffix != ".xlsx":
        words = say("只能标注一个 .xlsx 工作簿，请写上它的文件名", "one .xlsx workbook is marked: name it")
        raise click.BadParameter(words, param_hint="--mark")
    if out.suffix != ".xlsx":
        raise click.BadParameter(say("文件名须以 .xlsx 结尾", "its name must end in .xlsx"), param_hint="--mark")
    new_file.refuse_taken(out)


def mark(path: Path, space: Workspace, problems: Sequence[Problem], out: Path) -> None:
    """Write the copy, and say so where it is no part of the result.

    Raises:
        Stopped: it cannot be read anew or written.
    """
    from mzdocs.load.workbook.book_marking import marked
    from mzdocs.load.workspace import read_bytes

    name = space.name(path)
    data, lost = marked(read_bytes(path, name), name, problems, LANGUAGE)
    new_file.save(out, data)
    show.problems(lost, sys.stderr)
    show.line(say(f"标注的一份写入 {out}。", f"Marked copy: {out}."), sys.stderr)
