"""Bytes -> output/: a station's folder is replaced whole or stays, with all in it that was not made now."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, problem_type, reason
from mzdocs.core.replaced import REPLACED
from mzdocs.publish.carry import SetAside, complete, take_back
from mzdocs.publish.disk import sync, write
from mzdocs.publish.lock import Unwritable, hold
from mzdocs.publish.manifest import MANIFEST, manifest_bytes
from mzdocs.publish.set_folders import shown
from mzdocs.publish.switch import Absent, Way, begin, drop, heal, settle, switch, uninterrupted, way_of

CANNOT_WRITE = problem_type(
    "MZ7001",
    "写不了输出文件夹：{reason}",
    "The output folder cannot be written: {reason}",
    "检查磁盘空间和权限，关闭正在打开这些文件的程序；这里原有的成品没有改动。",
    "Check space and permissions, close programs that hold the files; what was there is unchanged.",
    Exit.OUTPUT,
)
ABSENT = problem_type(
    "MZ7006",
    "换到一半，新旧成品都没有放到位：{reason}",
    "Neither the new nor the old files could be put in their place: {reason}",
    "关闭正在打开这些文件的程序，再运行一次，新成品就会到位。",
    "Close programs that hold the files, then run it again: it puts the new ones in place.",
    Exit.OUTPUT,
)
NOT_SYNCED = problem_type(
    "MZ7007",
    "新成品已经换上，但磁盘没有确认写好：{reason}",
    "The new files are in their place, but the disk did not confirm it: {reason}",
    "检查磁盘，再运行一次。",
    "Check the disk, then run it again.",
    Exit.OUTPUT,
)
SET_ASIDE = problem_type(
    "MZ7008",
    "手工改过的或自己放进成套文件夹的 {count} 个文件，已移到 {folder}",
    "{count} files that were edited by hand or added to the set were moved to {folder}",
    "要留的请另存到别处；文字的修改请写进数据或公文底稿，下次生成就会带上。",
    "Keep what you need elsewhere; write changes of the text into the data or the wording.",
    severity=Severity.NOTICE,
)
DISCARDED = problem_type(
    "MZ7009",
    "手工改过的 {count} 个文件没有留（--discard-edits）",
    "{count} files that were edited by hand were not kept (--discard-edits)",
    "还要的，下次生成以前从 output 里的 .old-<站> 取回。",
    "Take what you need from .old-<station> in the output folder before the next build.",
    severity=Severity.NOTICE,
)
LEFT_BEHIND = problem_type(
    "MZ7010",
    "做到一半的文件夹删不掉，里面可能有客户的资料",
    "A folder that was half made cannot be removed; there may be clients' papers in it",
    "检查权限和磁盘；再运行一次会再删，还在的手工删掉。",
    "Check permissions and the disk; the next run tries again, and what still stays is to be removed by hand.",
    severity=Severity.NOTICE,
)


@dataclass(frozen=True)
class Delivery:
    """One set on its way to its folder."""

    folder: Path
    files: Mapping[str, bytes]
    about: Mapping[str, object]
    private: bool


@dataclass(frozen=True)
class StagedStation:
    """Sets of a station written beside its place, each as it will be; the place is not touched yet."""

    way: Way
    sets: tuple[Path, ...]
    """The folders the sets will have."""
    discard_edits: bool = False
    """Files that were delivered and edited by hand are not set aside."""

    @property
    def folder(self) -> Path:
        """Where the station's next folder is made: the sets of now lie in it as they will in their place."""
        return self.way.staging


@contextmanager
def locked(output: Path) -> Iterator[int]:
    """One build at a time in an output folder (`hold`); what a killed one left is swept away.

    Raises:
        Stopped: the folder cannot be written, or another build holds it.
    """
    try:
        with hold(output) as handle:
            _healed(output)
            yield handle
    except Unwritable as error:
        raise _cannot_write(shown(output), error.why) from None


def _healed(output: Path) -> None:
    try:
        heal(output)
    except OSError as error:
        raise _cannot_write(shown(output), error) from None


def stage_station(
    output: Path, slug: str, deliveries: Sequence[Delivery], part: str = "", discard_edits: bool = False
) -> StagedStation:
    """Write sets of a station beside its place; they take it together.

    With `part` it is this one set alone that is replaced, and nothing beside it is even listed.

    Raises:
        Stopped: one cannot be written; nothing is left of them.
    """
    staged = StagedStation(way_of(output / slug, part), tuple(each.folder for each in deliveries), discard_edits)
    folder = deliveries[0].folder
    try:
        begin(staged.way)
        for each in deliveries:
            folder = each.folder
            _write(each, staged.folder / folder.relative_to(output / slug))
    except OSError as error:
        raise _dropped(staged, shown(folder), error) from None
    return staged


def _write(delivery: Delivery, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    mode = 0o600 if delivery.private else 0o644
    for name in delivery.files:
        write(folder / name, delivery.files[name], mode)
    write(folder / MANIFEST, manifest_bytes(delivery.files, delivery.about), mode)
    folder.chmod(0o700 if delivery.private else 0o755)


def add_file(staged: StagedStation, name: str, data: bytes, private: bool) -> None:
    """Add a file beside the sets of a staged station, in the place of one of that name; a private one is 0600.

    Raises:
        Stopped: it cannot be written; nothing is left of what was staged.
    """
    try:
        write(staged.folder / name, data, 0o600 if private else 0o644)
    except OSError as error:
        raise _dropped(staged, staged.way.place.name, error) from None


def put_in_place(staged: StagedStation) -> tuple[Problem, ...]:
    """Let a station's sets take their place in one step, with all that stood beside them.

    What it gives is to be told: what of the user's was set aside, and whether the disk confirmed the step.

    Raises:
        Stopped: it cannot; what was there stands as it was, unless the problem is `ABSENT`.
    """
    way = staged.way
    where = f"{way.place.name}/{way.part}".rstrip("/")
    aside: list[SetAside] = []
    try:
        complete(way, staged.sets, aside, staged.discard_edits)
        with uninterrupted():
            switch(way)
            REPLACED.append(way.place.name)
    except Absent as error:
        raise Stopped([ABSENT.at(Location(where), reason=reason(error))]) from None
    except OSError as error:
        take_back(way, aside)
        raise _dropped(staged, where, error) from None
    told = [*_told_of_users(aside)]
    try:
        settle(way)
    except OSError as error:
        return (*told, NOT_SYNCED.at(Location(where), reason=reason(error)))
    return (*told, *_left_behind(staged))


def _told_of_users(aside: Sequence[SetAside]) -> Iterator[Problem]:
    """What became of files of the user's."""
    for each in aside:
        place = Location(shown(each.folder))
        if each.files:
            yield SET_ASIDE.at(place, count=each.files, folder=each.to)
        if each.discarded:
            yield DISCARDED.at(place, count=each.discarded)


def _left_behind(staged: StagedStation) -> list[Problem]:
    """That what was staged, or stood there before, is still there under a name of ours."""
    folder = staged.way.staging
    return [LEFT_BEHIND.at(Location(folder.name))] if os.path.lexists(folder) else []


def _dropped(staged: StagedStation, where: str, error: OSError) -> Stopped:
    """What was staged is removed, and why, with what of it could not be."""
    drop(staged.folder)
    return Stopped([*_cannot_write(where, error).problems, *_left_behind(staged)])


def discard(staged: StagedStation) -> None:
    """Remove what was written beside the place; nothing happens once it has taken it."""
    drop(staged.way.staging)


def exchange(path: Path, data: bytes) -> None:
    """A file of the user's changed whole or not: written beside and put in place in one step.

    It keeps its mode, and a link stays a link; a new one may be read by everyone.
    """
    path = path.resolve()
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    beside = path.with_name(f".{path.name}.new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError:  # only then: once it is in place, the next writer may already have made its own of this name
        beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def _cannot_write(where: str, error: OSError) -> Stopped:
    return Stopped([CANNOT_WRITE.at(Location(where), reason=reason(error))])
