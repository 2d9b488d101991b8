"""A path -> the bytes of the file, up to a limit; what is no regular file is not waited for."""

from __future__ import annotations

import stat
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type, reason

CANNOT_READ = problem_type(
    "MZP91",
    "打不开：{reason}",
    "It cannot be opened: {reason}",
    "检查文件名和权限。",
    "Check the name and the permissions.",
    Exit.DATA,
)
TOO_LARGE = problem_type(
    "MZP92",
    "文件有 {found} MB，最多检查 {most} MB",
    "It has {found} MB, at most {most} MB are examined",
    "把文件拆小，或降低图片分辨率。",
    "Split the file or use smaller pictures.",
    Exit.LIMIT,
)

LARGEST = 512_000_000
"""Bytes of a file that is judged."""


def bytes_of(path: Path, most: int) -> bytes:
    """A file's content; its size is asked before a byte is read, and what is no regular file is not waited for.

    Raises:
        Stopped: it cannot be read, or is larger than `most` bytes.
    """
    location = Location(str(path))
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Stopped([CANNOT_READ.at(location, reason=_FOLDER if stat.S_ISDIR(found.st_mode) else _NO_FILE)])
        if found.st_size > most:
            raise Stopped([TOO_LARGE.at(location, found=found.st_size // 1_000_000, most=most // 1_000_000)])
        return path.read_bytes()
    except OSError as error:
        raise Stopped([CANNOT_READ.at(location, reason=reason(error))]) from None
    except ValueError:  # a name with a NUL
        raise Stopped([CANNOT_READ.at(location, reason=_NO_FILE)]) from None


_FOLDER = Sentence("是文件夹，请写里面的文件（文件夹/*.pdf）", "it is a folder: name the files in it (folder/*.pdf)")
_NO_FILE = Sentence("不是普通文件", "not a regular file")
