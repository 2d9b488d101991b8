"""What a fleet delivered -> its stores: many stations at a time, from the one machine that has the credentials."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type
from mzdocs.load import load_district
from mzdocs.load.workspace import Workspace
from mzdocs.nation.districts import DistrictFolder
from mzdocs.nation.store.age_sealing import sealer
from mzdocs.nation.store.district_base import DistrictBase
from mzdocs.nation.store.object_stores import Heard
from mzdocs.nation.store.sending import Recipient, Sent, send_private, send_public
from mzdocs.nation.store.set_files import MOVED, Generation
from mzdocs.nation.store.station_pack import NOT_RESTORED, TOO_LARGE
from mzdocs.nation.store.targets import Targets
from mzdocs.publish.manifest import CHANGED

NO_RECIPIENT = problem_type(
    "MZN31",
    "这个区没有写“加密公钥”，它的档案不送",
    "This district names no public key; its private sets do not leave",
    "用 age-keygen 生成一对密钥，公钥（age1 开头）写进 data/district.yaml 的“加密公钥”，私钥离线保存。",
    "Make a pair with age-keygen; write the public key (age1…) into data/district.yaml, keep the other offline.",
    Exit.PRIVACY,
)
_AT_ONCE = 16
_Errand = Callable[[], Sent]
_OF_THE_STATION = {CHANGED.code, MOVED.code, NOT_RESTORED.code, TOO_LARGE.code}
"""What goes wrong with one station only; whatever else a store says it would say of the next one too."""


@dataclass
class Sending:
    """How sending gets on."""

    sent: Sent = field(default_factory=Sent)
    problems: list[Problem] = field(default_factory=list)


def send_fleet(root: Path, districts: Sequence[DistrictFolder], targets: Targets, again: bool, heard: Heard) -> Sending:
    """Send what stands in the output folders of these districts.

    What is wrong with one station stops no other; what a store refuses ends it: the next station would be refused too.
    """
    done = Sending()
    try:
        with targets.marked("sending", root):
            errands = _errands(root, districts, targets, again, done.problems)
            _send_all(errands, sum(len(each.weights) for each in districts), done, heard)
    except Stopped as stopped:
        done.problems += stopped.problems
    return done


def _send_all(errands: Iterator[_Errand], total: int, done: Sending, heard: Heard) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for ended, future in enumerate(_windowed(pool, errands), 1):
                try:
                    done.sent += future.result()
                except Stopped as stopped:
                    if not {each.code for each in stopped.problems} <= _OF_THE_STATION:
                        raise
                    done.problems += stopped.problems
                heard(ended, total, done.sent.size)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _windowed(pool: ThreadPoolExecutor, errands: Iterable[_Errand]) -> Iterator[Future[Sent]]:
    """Errands in their order, so many ahead of the one that is waited for: a nation's do not lie in memory."""
    ahead = deque[Future[Sent]]()
    for errand in errands:
        ahead.append(pool.submit(errand))
        if len(ahead) > 2 * _AT_ONCE:
            yield ahead.popleft()
    yield from ahead


def _errands(
    root: Path, districts: Iterable[DistrictFolder], targets: Targets, again: bool, told: list[Problem]
) -> Iterator[_Errand]:
    for district in districts:
        space = Workspace(root / district.place)
        to = _recipient(space, district.place, told) if targets.private and district.weights else None
        slugs = sorted(slug for slug, _ in district.weights)
        stations = [str(PurePosixPath(district.place) / slug) for slug in slugs]
        base = DistrictBase(targets.public, stations[0]) if targets.public and stations else None
        for slug, station in zip(slugs, stations, strict=True):
            yield _errand(space.output / slug, station, _Way(targets, base, to, again))


@dataclass(frozen=True)
class _Way:
    """Where a district's stations go, on what, for whom."""

    targets: Targets
    base: DistrictBase | None
    to: Recipient | None
    again: bool


def _errand(folder: Path, station: str, way: _Way) -> _Errand:
    def send() -> Sent:
        try:
            found = Generation.of(folder)
            sent = _sent_public(station, found, way) if found else Sent()
        finally:  # whatever happens: the others wait for it
            if way.base and station == way.base.first:
                way.base.first_ended()
        if found and way.targets.private and way.to:
            sent += send_private(way.targets.private, station, found, way.to, way.again)
        return sent

    return send


def _sent_public(station: str, found: Generation, way: _Way) -> Sent:
    if not way.targets.public or not way.base:
        return Sent()
    base = (lambda: None) if station == way.base.first else way.base
    return send_public(way.targets.public, station, found, base, way.again)


def _recipient(space: Workspace, place: str, told: list[Problem]) -> Recipient | None:
    """Whom a district's private sets are encrypted for; what keeps them here is told."""
    try:
        key = load_district(space)[0].store_key
    except Stopped as stopped:
        told += stopped.problems
        return None
    if key is None:
        told.append(NO_RECIPIENT.at(Location(f"{place}/{space.district_file.name}")))
        return None
    return Recipient(key, sealer(key))
