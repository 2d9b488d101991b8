"""A bundle's zip -> whether a byte of it is another, and of which file.

A zip of ours ends with a comment that is the sum of all before it: without it nobody would see what is changed in the
headers, which no reader compares.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import IO

from mzdocs.core.problems import Location, Sentence, reason
from mzdocs.publish.manifest import SUMS
from mzdocs.publish.verified_files import (
    BROKEN_LIST,
    FOREIGN,
    LARGEST_LIST,
    MISSING,
    NOT_DELIVERED,
    OTHERWISE,
    UNREAD,
    Checked,
    failed,
    joined,
)
from mzdocs.publish.verified_sets import sums_in

_COMMENT = re.compile(rb"[0-9a-f]{64}")
_NO_COMMENT = re.compile(rb"PK\x05\x06.{16}\0\0", re.DOTALL)
_SEALED, _END_RECORD, _PIECE = 64, 22, 1 << 20
_LARGEST = 4_000_000_000
"""Bytes of all files of a zip, unpacked."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, KeyError,
    OSError,
)  # fmt: skip
"""What the reader of zips raises of one that is none, or locked, or damaged (`OSError`: a place before its start)."""
_NO_SEAL = Sentence("旧版本打的包，压缩包的格式有没有改动看不出来", "packed by an older version: not sealed")


PLACE_OF_SEAL = b"0" * _SEALED
"""The comment of a zip that is not sealed yet."""


def sealed_zip(data: bytes) -> bytes:
    """The same zip with its seal in that place."""
    return data[:-_SEALED] + hashlib.sha256(data[:-_SEALED]).hexdigest().encode()


def check_zip(path: Path) -> Checked:
    """A bundle's zip: whole by its seal, else file by file."""
    place = Location(path.name)
    try:
        whole = _seal_of_zip(path)
    except OSError as error:
        return failed(UNREAD.at(place, reason=reason(error)))
    try:
        with zipfile.ZipFile(path) as archive:
            if SUMS not in archive.namelist():
                return failed(NOT_DELIVERED.at(place))
            files = Checked(len(archive.namelist()), path.stat().st_size) if whole else _check_members(archive, place)
    except _DAMAGED:
        return failed((OTHERWISE if path.suffix == ".zip" else NOT_DELIVERED).at(place))
    if whole is None:
        return joined((files, Checked(not_run=(_NO_SEAL,))))
    return files if whole or files.problems else failed(OTHERWISE.at(place))


def _seal_of_zip(path: Path) -> bool | None:
    """Whether not a byte is another than when it was sealed; None where it ends as one that never was."""
    size, found = path.stat().st_size, hashlib.sha256()
    if size > _LARGEST:
        return False
    with path.open("rb") as stream:
        for _ in range((size - _SEALED) // _PIECE):
            found.update(stream.read(_PIECE))
        found.update(stream.read((size - _SEALED) % _PIECE))
        seal = stream.read()
    if _COMMENT.fullmatch(seal):
        return found.hexdigest().encode() == seal
    return None if _NO_COMMENT.match(seal[-_END_RECORD:]) else False


def _check_members(archive: zipfile.ZipFile, place: Location) -> Checked:
    """Each file of a zip by the list of sums in it."""
    found = Counter(archive.namelist())
    if sum(each.file_size for each in archive.infolist()) > _LARGEST or archive.getinfo(SUMS).file_size > LARGEST_LIST:
        return failed(OTHERWISE.at(place))
    sums = sums_in(archive.read(SUMS))
    if sums is None:
        return failed(BROKEN_LIST.at(_in(place, SUMS)))
    foreign = (FOREIGN.at(_in(place, name)) for name in found if name not in (*sums, SUMS))
    listed = (_check_member(archive, name, sums[name], found[name], place) for name in sums)
    return joined((Checked(1), *listed, Checked(problems=tuple(foreign))))


def _check_member(archive: zipfile.ZipFile, name: str, expected: str, times: int, place: Location) -> Checked:
    if times == 0:
        return failed(MISSING.at(_in(place, name)))
    try:
        with archive.open(name) as stream:
            found = _sum_of_stream(stream)
    except _DAMAGED:
        found = ""
    if found != expected or times > 1:
        return failed(OTHERWISE.at(_in(place, name)))
    return Checked(1, archive.getinfo(name).file_size)


def _sum_of_stream(stream: IO[bytes]) -> str:
    made = hashlib.sha256()
    while piece := stream.read(_PIECE):
        made.update(piece)
    return made.hexdigest()


def _in(place: Location, name: str) -> Location:
    return Location(f"{place.file}/{name}")
