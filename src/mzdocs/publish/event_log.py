"""A table that is only added to, and the files its rows name by their sums: `data/register/`, `data/approvals/`."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason
from mzdocs.publish.sets import exchange

CANNOT_ENTER = problem_type(
    "MZ7114",
    "写不了登记簿：{reason}",
    "The register cannot be written: {reason}",
    "关闭正在打开它的程序，检查权限和磁盘空间；登记簿没有改动。",
    "Close the program that holds it, check permissions and space; the register is unchanged.",
    Exit.OUTPUT,
)
MEANWHILE = problem_type(
    "MZ7115",
    "登记簿刚被另一个程序改动，没有登记",
    "The register has just been changed by another program; nothing was entered in it",
    "再运行一次。",
    "Run it again.",
    Exit.BUSY,
)
OPEN_CELL = problem_type(
    "MZ7116",
    "登记簿里有没配对的双引号，新的一行会被并进去，没有登记",
    "The register has a quote without its partner that would swallow the new row; nothing was entered",
    "改正表中的双引号后再登记。",
    "Correct the quotes of the table, then try again.",
)

Row = Sequence[str]
_END = "\r\n"


def append(path: Path, was: str, head: Row, rows: Sequence[Row], files: Mapping[str, bytes]) -> None:
    """Put the files beside the table, then add the rows to it; one writer at a time for the whole folder.

    `was` is the SHA-256 of the table as it was read, "" where there was none. A file lies there before its row does:
    what a row names is always there, and a file nobody names is harmless.

    Raises:
        Stopped: the table is another meanwhile, has an open quote, or cannot be written; it is then as it was.
    """
    location = Location(path.name)
    try:
        (path.parent / "files" if files else path.parent).mkdir(parents=True, exist_ok=True)
        with _held(path.parent):
            before = path.read_bytes() if path.exists() else b""
            if (hashlib.sha256(before).hexdigest() if before else "") != was:
                raise Stopped([MEANWHILE.at(location)])
            after = _added(before, head, rows, location)
            for name, data in files.items():
                _keep(path.parent / "files" / name, data)
            exchange(path, after)
    except OSError as error:
        raise Stopped([CANNOT_ENTER.at(location, reason=reason(error))]) from None


def _added(before: bytes, head: Row, rows: Sequence[Row], location: Location) -> bytes:
    """The table with more rows: what stood there is untouched; a new one opens in a spreadsheet as UTF-8."""
    if not before:
        return _written([head, *rows]).encode("utf-8-sig")
    text, encoding = _decoded(before)
    gap = "" if text.endswith("\n") else _END
    more = gap + _written(rows)
    try:
        last = list(csv.reader(io.StringIO(text + more, newline="")))[-len(rows) :]
    except csv.Error:
        last = []
    if last != [list(row) for row in rows]:
        raise Stopped([OPEN_CELL.at(location)])
    return before + more.encode(encoding)


def _written(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=_END).writerows(rows)
    return out.getvalue()


def _decoded(table: bytes) -> tuple[str, str]:
    """The text, and the encoding to write more of it in: a spreadsheet may have saved it in another."""
    try:
        return table.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return table.decode("gb18030"), "gb18030"


def _keep(path: Path, data: bytes) -> None:
    """A file under its own sum: one that lies there already with these bytes is the same."""
    if not path.exists() or path.read_bytes() != data:
        exchange(path, data)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
