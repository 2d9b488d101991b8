"""Bytes -> a new file for its owner alone, that replaces nothing."""

from __future__ import annotations

import os
from pathlib import Path

from mzdocs.cli.messages import say
from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason

CANNOT_SAVE = problem_type(
    "MZ7531",
    "写不了这个文件：{reason}",
    "The file cannot be written: {reason}",
    "已有同名文件的，换一个文件名；检查文件夹、权限和磁盘空间。",
    "Choose another name if it is taken; check the folder, permissions and space.",
    Exit.OUTPUT,
)
IN_A_SET = problem_type(
    "MZ7534",
    "这里是成套交付的文件夹，下次生成会整套换掉",
    "This is the folder of a delivered set, which the next build replaces whole",
    "写到别的文件夹。",
    "Write it to another folder.",
    Exit.OUTPUT,
)


def refuse_taken(path: Path | None) -> None:
    """Refuse early, before anything is asked or made, a path that `save` would refuse; None is never taken.

    Raises:
        Stopped: something lies there already, or the folder is a delivered set.
    """
    if path is not None and os.path.lexists(path):
        raise Stopped([CANNOT_SAVE.at(Location(path.name), reason=reason(FileExistsError(17, "")))])
    if path is not None and (path.parent / "manifest.json").exists():
        raise Stopped([IN_A_SET.at(Location(path.name))])


def twin_told(path: Path) -> str:
    """What is to be done with the same data file in the other format, where one stands beside it in a workspace."""
    other = {".yaml": ".xlsx", ".xlsx": ".yaml"}.get(path.suffix, path.suffix)
    twin = path.with_suffix(other)
    if twin == path or path.absolute().parent.name not in ("data", "stations") or not twin.exists():
        return ""
    return say(
        f"旁边还有 {twin.name}：两份只能留一份，把不用的移到别的文件夹。",
        f"{twin.name} stands beside it: keep one of them, and move the other to another folder.",
    )


def save(path: Path, data: bytes) -> None:
    """Whole or not at all, for its owner's eyes, and never over another file.

    Raises:
        Stopped: the path is taken, or cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        try:
            _write(beside, data)
            beside.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Stopped([CANNOT_SAVE.at(Location(path.name), reason=reason(error))]) from None


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
