"""Data files that are or could be mended -> what is said of each change, and where the file lies as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mzdocs.cli import show
from mzdocs.cli.messages import LANGUAGE, say

if TYPE_CHECKING:
    from mzdocs.build.mended_files import MendedFile
    from mzdocs.load import Workspace


def mend(paths: Sequence[Path], space: Workspace, simplify: bool, dry_run: bool, stream: TextIO | None) -> None:
    """Mend what is mechanical, or only show it, and say every change, before and after.

    Raises:
        Stopped: a file cannot be written.
    """
    from mzdocs.build.mended_files import in_their_place, mended_files

    files = mended_files(paths, space, simplify)
    for file in files if dry_run else in_their_place(files):
        _show(file, space, stream)
    count = sum(len(each.mends) for each in files)
    if not files:
        show.line(say("没有可以自动改的。", "There is nothing that can be mended by itself."), stream)
    elif dry_run:
        show.line(say(f"可以自动改 {count} 处；没有改动文件。", f"{count} can be mended; no file was changed."), stream)
    else:
        show.line(say(f"改了 {count} 处。", f"{count} mended."), stream)


def _show(file: MendedFile, space: Workspace, stream: TextIO | None) -> None:
    from mzdocs.load.tables.row_numbers import rows_said
    from mzdocs.load.tables.table_mending import told_by_column

    for mended, rows in told_by_column(list(file.mends)):
        many = say(f"（{rows_said(rows).zh}）", f" ({rows_said(rows).en})") if len(rows) > 1 else ""
        show.line(f"{mended.location}".rstrip(), stream)
        show.line(f"    {mended.says.say(LANGUAGE)}{many}", stream)
    if file.kept:
        kept = show.path_in(file.kept, space.root)
        show.line(say(f"    {file.name}：原来的存为 {kept}", f"    {file.name}: as it was in {kept}"), stream)
