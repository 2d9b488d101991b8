"""A reading -> one more line of the consultation register (查阅登记), or the register as it was."""

from __future__ import annotations

import csv
import errno
import fcntl
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from mzdocs.core.problems import NOWHERE, Exit, Location, Stopped, problem_type, reason
from mzdocs.core.text import forbidden
from mzdocs.model.client_files import Consultation
from mzdocs.publish.sets import exchange

WRONG_ENTRY = problem_type(
    "MZ7511",
    "“{column}”填得不对，没有登记",
    "“{column}” is not right; nothing was entered",
    "不能为空、不能换行、不能以 = + - @ 开头；日期写成 2026-11-20。",
    "Not empty, one line, not beginning with = + - @; dates as 2026-11-20.",
    Exit.USAGE,
)
WRONG_REGISTER = problem_type(
    "MZ7512",
    "查阅登记表的表头或编码不对，没有登记",
    "The head or encoding of the consultation register is wrong; nothing was entered",
    "用 WPS 或 Excel 另存为“CSV UTF-8”；第一行须是：{head}。",
    "Save it as CSV UTF-8; the first row must be: {head}.",
)
WRONG_SERIAL = problem_type(
    "MZ7513",
    "查阅登记表这一行的序号不是数字，没有登记",
    "The serial of this row of the consultation register is no number; nothing was entered",
    "改正序号后再做。",
    "Correct the serial, then try again.",
)
OPEN_QUOTE = problem_type(
    "MZ7515",
    "查阅登记表里有没配对的双引号，新的一行会被并进去，没有登记",
    "The consultation register has a quote without its partner that would swallow the new row; nothing was entered",
    "改正表中的双引号后再做。",
    "Correct the quotes of the table, then try again.",
)
CANNOT_ENTER = problem_type(
    "MZ7514",
    "写不了查阅登记表：{reason}",
    "The consultation register cannot be written: {reason}",
    "关闭正在打开它的程序，检查权限和磁盘空间；登记表没有改动，也没有做出副本。",
    "Close the program that holds it, check permissions and space; it is unchanged and no copy was made.",
    Exit.OUTPUT,
)

_SERIAL = re.compile("[0-9]{1,9}")
HEAD = tuple(str(field.alias) for field in Consultation.model_fields.values())
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet would reckon instead of showing."""


@dataclass(frozen=True)
class Reading:
    """Who takes a copy of what, when and what for, and who allowed it."""

    reader: str
    unit: str
    purpose: str
    number: str
    approved_by: str
    read_on: date


def register_line(reading: Reading, serial: int) -> Consultation:
    """The register's line for a copy handed out. Copies do not come back: 归还日期 stays empty.

    Raises:
        Stopped: something of it may not stand in the table.
    """
    cells = (
        str(serial), reading.read_on.isoformat(), reading.reader, reading.unit,
        reading.purpose, reading.number, reading.approved_by, "是",
    )  # fmt: skip
    said = dict(zip(HEAD, cells, strict=False))
    wrong = [name for name, cell in said.items() if cell.startswith(_FORMULA) or forbidden(cell) is not None]
    try:
        line = Consultation.model_validate(said)
    except ValidationError as error:
        wrong += [str(each["loc"][0]) for each in error.errors(include_input=False, include_url=False)]
    if wrong:
        raise Stopped(WRONG_ENTRY.at(column=name) for name in dict.fromkeys(wrong))
    return line


def entered(register: bytes, line: Consultation, location: Location = NOWHERE) -> bytes:
    """The register with one more row, in its own encoding and with its own line ends; what stood there is untouched.

    Raises:
        Stopped: it is no consultation register.
    """
    text, encoding = _decoded(register, location)
    end = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerow(_cells(line))
    gap = "" if text.endswith("\n") else end
    _refuse_swallowed(text + gap + out.getvalue(), line, location)
    return register + (gap + out.getvalue()).encode(encoding)


def _refuse_swallowed(text: str, line: Consultation, location: Location) -> None:
    """An open quote above would take the new row into its cell, and nobody would see it."""
    try:
        *_, last = csv.reader(io.StringIO(text, newline=""))
    except csv.Error:
        last = []
    if last != _cells(line):
        raise Stopped([OPEN_QUOTE.at(location)])


def next_serial(register: bytes, location: Location = NOWHERE) -> int:
    """One more than the highest.

    Raises:
        Stopped: it is no consultation register, or a serial is no number.
    """
    text, _ = _decoded(register, location)
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    except csv.Error:
        raise Stopped([OPEN_QUOTE.at(location)]) from None
    serials = {number: row[0].strip() for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row)}
    wrong = [number for number, serial in serials.items() if not _SERIAL.fullmatch(serial)]
    if wrong:
        raise Stopped(WRONG_SERIAL.at(Location(location.file, number, 1, HEAD[0])) for number in wrong)
    return max(map(int, serials.values()), default=0) + 1


def _cells(line: Consultation) -> list[str]:
    values = line.model_dump(by_alias=True)
    return [_cell(values[name]) for name in HEAD]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _decoded(register: bytes, location: Location) -> tuple[str, str]:
    """The text after a BOM, and the encoding to write more of it in."""
    for reading, writing in (("utf-8-sig", "utf-8"), ("gb18030", "gb18030")):
        with suppress(UnicodeDecodeError, csv.Error):
            text = register.decode(reading)
            first = next(csv.reader(io.StringIO(text, newline="")), [])
            if tuple(cell.strip() for cell in first) == HEAD:
                return text, writing
    raise Stopped([WRONG_REGISTER.at(location, head=",".join(HEAD))])


def enter(path: Path, reading: Reading, then: Callable[[int], None] = lambda _: None) -> Consultation:
    """Enter a reading under the next serial, then do what the entry is for: a copy never exists without its line.

    If that fails, the line stays: it tells that a copy was allowed, and its serial is not given twice.

    Raises:
        Stopped: the entry or the register is wrong, or the register cannot be written; it is then as it was.
    """
    location = Location(path.name)
    try:
        with _held(path):
            register = path.read_bytes()
            line = register_line(reading, next_serial(register, location))
            exchange(path, entered(register, line, location))
    except OSError as error:
        raise Stopped([CANNOT_ENTER.at(location, reason=reason(error))]) from None
    then(line.serial)
    return line


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """The register for us alone: another writer has put a new file in its place while we waited, or not."""
    while True:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
            fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_ino == path.stat().st_ino:
                yield
                return
        finally:
            os.close(handle)
