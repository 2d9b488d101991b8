"""What is said of a delivered paper that was edited by hand, and of its edits carried back to where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mzdocs.cli import show
from mzdocs.cli.messages import LANGUAGE, say

if TYPE_CHECKING:
    from mzdocs.build.carried_edits import Origin
    from mzdocs.gbt9704.compare import Change
    from mzdocs.load import Workspace


_KINDS = {"changed": say("改动", "changed"), "added": say("增加", "added"), "removed": say("删去", "removed")}


def show_change(change: Change, found: Sequence[Origin]) -> None:
    """One line that differs: what the data say, what the file says and, of a text that was changed, whence it comes."""
    show.line(f"{_KINDS[change.kind]} {change.at.say(LANGUAGE)}")
    if change.was:
        show.line(f"    {say('数据', 'data')}：{change.was}")
    if change.now:
        show.line(f"    {say('文件', 'file')}：{change.now}")
    if change.kind == "changed":
        _show_origins(found)


def _show_origins(found: Sequence[Origin]) -> None:
    for each in found:
        show.line(f"    {say('来自', 'from')} {each.at}")
        if not each.ours:
            show.line(f"    {_not_ours(each)}")
    if len(found) > 1:
        show.line(f"    {say('可能的出处不止一处，请自己改', 'there are several such places: change it yourself')}")
    if not found:
        show.line(f"    {say('找不到出处：不在数据里，也不在底稿里', 'from no value and no wording alone')}")


def _not_ours(origin: Origin) -> str:
    if origin.key is None:
        return say("程序自带的底稿；要改，先抄到 data/wording/", "it came with the program: copy it to data/wording/")
    return say("这里不代改，请在表里改", "change it in that file yourself")


def carry_back(found: Sequence[Origin], space: Workspace, write: bool) -> None:
    """Write what can be written, each file kept as it was beside it; without `write` say what would be.

    Raises:
        Stopped: a file cannot be written; those named before it are.
    """
    from mzdocs.build.carried_edits import carried_files
    from mzdocs.build.mended_files import in_their_place

    files, carried = carried_files(found, space)
    for each in carried:
        show.line(f"{each.at}{say('：', ': ')}{each.was} → {each.now}")
    if not files:
        return
    if not write:
        show.line(
            say(
                f"加 --carry，把以上 {len(carried)} 处写回", f"With --carry these {len(carried)} edits are written back"
            )
        )
        return
    for file in in_their_place(files):
        kept = file.kept.name if file.kept else ""
        show.line(say(f"写好 {file.name}，原来的在 {kept}", f"{file.name} is written; as it was: {kept}"))
    show.line(say("再运行 mzdocs check、mzdocs build，成品就是改过的。", "Run mzdocs check, then mzdocs build."))
