"""A bundle as a shop has it, zipped or unpacked -> its files, and what of its list is missing or was put beside it."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from mzdocs.core.outcomes import Report
from mzdocs.core.problems import Exit, Location, Problem, Sentence, Stopped, problem_type
from mzdocs.preflight.delivered.file_bytes import LARGEST, bytes_of
from mzdocs.preflight.delivered.file_kinds import DXF, PDF, PLT, SVG, promised
from mzdocs.preflight.delivered.manifest_beside import OTHER_BYTES, listed_sums
from mzdocs.preflight.rule import preflight_problem
from mzdocs.publish.manifest import SUMS

MISSING = preflight_problem(
    "MZ7780",
    "清单里有“{name}”，这里没有",
    "{name} is listed, and not there",
    "向委托单位要完整的压缩包。",
    "Ask who ordered it for the whole bundle.",
)
PUT_IN = preflight_problem(
    "MZ7781",
    "清单里没有“{name}”，是后来放进去的",
    "{name} is not listed: it was put in later",
    "先问委托单位，不要照它制作。",
    "Ask who ordered it before anything is made of it.",
)
NOT_UNPACKED = problem_type(
    "MZ7782",
    "压缩包打不开：{reason}",
    "The bundle cannot be unpacked: {reason}",
    "重新传一次；还不行，向委托单位要。",
    "Transfer it again, or ask who ordered it.",
    Exit.DATA,
)
MOST_FILES = 5_000
_JUDGED = (PDF, SVG, DXF, PLT)


@dataclass(frozen=True)
class HandedOver:
    """Where it lies unpacked, under which name it is known, what of it is judged, what is wrong with the whole."""

    folder: Path
    shown: Path
    files: Sequence[Path]
    problems: Sequence[Problem]

    def name(self, file: str) -> str:
        """As who was given it knows a file: within what was given."""
        return file.replace(str(self.folder), str(self.shown), 1)

    def told(self, report: Report) -> Report:
        """A file's report under that name."""
        outcomes = (replace(each, problems=tuple(map(self._told, each.problems))) for each in report.outcomes)
        return replace(report, file=self.name(report.file), outcomes=tuple(outcomes))

    def _told(self, problem: Problem) -> Problem:
        return replace(problem, location=replace(problem.location, file=self.name(problem.location.file)))


@contextmanager
def handed_over(path: Path) -> Iterator[HandedOver | None]:
    """What a zip or a folder holds that lists its files by their sums; None where it is no such thing.

    Raises:
        Stopped: it is damaged, or nothing that one should unpack.
    """
    if os.path.isdir(path):  # which no name is too long for
        yield _judged(path, path) if listed_sums(path) else None
    elif os.path.isfile(path) and zipfile.is_zipfile(path) and _lists(path):
        with TemporaryDirectory(prefix="mzdocs-") as folder:
            _unpack(path, Path(folder))
            yield _judged(Path(folder), path)
    else:
        yield None


def _lists(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return SUMS in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


def _unpack(path: Path, folder: Path) -> None:
    location = Location(str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            held = [each for each in archive.infolist() if not each.is_dir()]
            if len(held) > MOST_FILES or sum(each.file_size for each in held) > LARGEST:
                raise Stopped([NOT_UNPACKED.at(location, reason=_TOO_MUCH)])
            if any(map(_leads_out, held)):
                raise Stopped([NOT_UNPACKED.at(location, reason=_OUTSIDE)])
            for each in held:
                archive.extract(each, folder)
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        raise Stopped([NOT_UNPACKED.at(location, reason=_DAMAGED)]) from None


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    """By a path out of the folder; a link is unpacked as the file it is written in."""
    name = PurePosixPath(entry.filename)
    return name.is_absolute() or ".." in name.parts


_TOO_MUCH = Sentence("文件太多或太大", "it holds too many files, or too large ones")
_OUTSIDE = Sentence("里面的路径指到文件夹外面", "a path in it leads out of its folder")
_DAMAGED = Sentence("已损坏或者加了密码", "it is damaged or locked")


def _judged(folder: Path, shown: Path) -> HandedOver:
    there = {each.relative_to(folder).as_posix(): each for each in sorted(folder.rglob("*")) if each.is_file()}
    listed = {entry["file"]: entry["sha256"] for entry in listed_sums(folder)}
    location = Location(str(shown))
    judged = [name for name, file in there.items() if promised(file) in _JUDGED]
    problems = [MISSING.at(location, name=name) for name in listed if name not in there]
    problems += [PUT_IN.at(location, name=name) for name in judged if name not in listed]
    problems += _changed({name: there[name] for name in listed if name in there and name not in judged}, listed, shown)
    return HandedOver(folder, shown, [there[name] for name in judged if name in listed], problems)


def _changed(files: dict[str, Path], listed: dict[str, str], shown: Path) -> Iterator[Problem]:
    """What no rule judges is held to its sum at least."""
    for name, file in files.items():
        data = bytes_of(file, LARGEST)
        if hashlib.sha256(data).hexdigest() != listed[name]:
            yield OTHER_BYTES.at(Location(f"{shown}/{name}"), found=len(data), expected="?")
