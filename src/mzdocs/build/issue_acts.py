"""What happens after: a paper withdrawn, a sign made, a badge handed out -> lines of the register; the next numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mzdocs import load
from mzdocs.build.issue import enter, kept_record, of_today, row
from mzdocs.build.made_things import things
from mzdocs.build.preparation import Prepared
from mzdocs.build.settings import Settings
from mzdocs.build.stations_prepared import prepare_all
from mzdocs.core.problems import Exit, Stopped, problem_type, stop_at_errors
from mzdocs.derive.made_facts import made_facts
from mzdocs.derive.next_numbers import next_numbers
from mzdocs.derive.station_context import paper_facts
from mzdocs.kinds import SHOP
from mzdocs.load import Workspace
from mzdocs.load.register_files import GONE, TAMPERED
from mzdocs.model.district import District
from mzdocs.model.issue_register import BADGE, FOLLOWS, Event, IssuedFile, IssuedRecord, Register, RegisterEntry
from mzdocs.model.station import Station, badge_number
from mzdocs.plan.document import Document
from mzdocs.publish.manifest import kept

NOT_FOUND = problem_type(
    "MZ7118",
    "登记簿里没有现行有效的 {number}",
    "No register has a paper {number} that stands",
    "照登记簿写文号；没有文号的写代号。mzdocs district、mzdocs build 生成的发文登记簿（issue-register）列出全部。",
    "Write the number as the register has it, or the code of a paper without one.",
    Exit.USAGE,
)
SEVERAL = problem_type(
    "MZ7119",
    "{number} 在几个登记簿里都有：{known}",
    "Several registers have {number}: {known}",
    "写明是哪个工作站，例如 mzdocs issue taoyuan --withdraw …。",
    "Say which station: mzdocs issue taoyuan --withdraw ….",
    Exit.USAGE,
)
NO_SUCH_THING = problem_type(
    "MZ7121",
    "成品里没有“{code}”可以登记制作；有：{known}",
    "The set has no {code} that is made; it has: {known}",
    "照成品的文件名写代号。",
    "Name it as its file is named.",
    Exit.USAGE,
)
NO_SUCH_BADGE = problem_type(
    "MZ7122",
    "本站没有编号为 {number} 的胸牌",
    "The station has no badge {number}",
    "照胸牌上印的写。",
    "Write it as the badge has it.",
    Exit.USAGE,
)
OUT_OF_TURN = problem_type(
    "MZ7123",
    "{number} 的上一个事项是“{before}”，不能接着登记“{event}”",
    "The last event of {number} is {before}, which {event} does not follow",
    "先登记中间的事项：发放、收回、补发、作废。",
    "Enter what happened in between first.",
    Exit.USAGE,
)


@dataclass(frozen=True)
class Happening:
    """What is said of an event on the command line: the day, to whom, why."""

    day: date
    to: str = ""
    why: str = ""


def withdraw(number: str, happened: Happening, space: Workspace, slugs: Sequence[str] = ()) -> RegisterEntry:
    """Withdraw the paper of this number (of this code, where it has none); it is never used again.

    Raises:
        Stopped: no register has it, or several do, or a register cannot be read or written.
    """
    found = [
        (slug, register, entry)
        for slug, register in _registers(space, slugs)
        for entry in register.papers()
        if number in (entry.number, None if entry.number else entry.code)
    ]
    if not found:
        raise Stopped([NOT_FOUND.at(number=number)])
    if len({slug for slug, *_ in found}) > 1:
        raise Stopped([SEVERAL.at(number=number, known="、".join(slug for slug, *_ in found))])
    slug, register, entry = found[-1]
    line = row(年度=entry.year, 事项="作废", 代号=entry.code, 文号或编号=entry.number, 日期=happened.day,
               题名=entry.title, 发给=entry.to, 事由=happened.why)  # fmt: skip
    enter(space, slug, register, [line], {})
    return line


def _registers(space: Workspace, slugs: Sequence[str] = ()) -> Iterator[tuple[str, Register]]:
    """Every register there is, or those named; a file that is gone is no obstacle: its paper may be withdrawn."""
    for path in sorted(space.register.glob("[!.]*.csv")):
        if not slugs or path.stem in slugs:
            register, problems = load.load_register(space, path.stem)
            stop_at_errors(each for each in problems if each.problem_type not in (GONE, TAMPERED))
            yield path.stem, register


def enter_made(path: Path, happened: Happening, space: Workspace, only: Sequence[str] = ()) -> list[RegisterEntry]:
    """Enter what a shop has made of a station's delivered signage: those named, else all of it.

    Raises:
        Stopped: the set is not of today's data or was changed, or has no such thing.
    """
    prepared = prepare_all([path], space, Settings(kinds=SHOP))[0]
    folder = space.output / prepared.slug / "signage"
    of_today(folder, prepared.made_from, f"{prepared.slug}/signage")
    _, manifest = kept(folder, frozenset())
    made = {each.name: each for each in things(prepared.station_data) if each.file in manifest}
    unknown = [code for code in only if code not in made]
    stop_at_errors(NO_SUCH_THING.at(code=code, known="、".join(made)) for code in unknown)
    written: dict[str, bytes] = {}
    entries = [
        _made(prepared, each, happened, manifest, written) for each in made.values() if each.name in (only or made)
    ]
    enter(space, prepared.slug, prepared.station_data.register, entries, written)
    return entries


def _made(
    prepared: Prepared,
    thing: Document,
    happened: Happening,
    manifest: Mapping[str, Mapping[str, Any]],
    written: dict[str, bytes],
) -> RegisterEntry:
    """The line of one thing; its record has the sums of every file it was made from."""
    assert thing.order
    files = tuple(
        IssuedFile(file=name, sha256=str(entry["sha256"]), details={"bytes": entry["bytes"]})
        for name, entry in sorted(manifest.items())
        if _root(name, manifest) == thing.file
    )
    record = IssuedRecord(code=thing.name, title=(thing.title,), to=happened.to, facts=made_facts(thing), files=files)
    return row(年度=prepared.station_data.district.year, 事项="制作", 代号=thing.name, 日期=happened.day,
               题名=thing.title, 发给=happened.to, 事由=happened.why or f"{thing.order.quantity}件",
               记录=kept_record(record, written))  # fmt: skip


def _root(name: str, manifest: Mapping[str, Mapping[str, Any]]) -> str:
    """The file a file was made from in the end; itself where it was made from the data."""
    of = manifest[name].get("made_from") if name in manifest else None
    return _root(str(of), manifest) if of else name


def enter_badge(number: str, event: Event, happened: Happening, path: Path, space: Workspace) -> RegisterEntry:
    """Enter that a badge was handed out, came back, was replaced, or is void.

    Raises:
        Stopped: the station has no such badge, or the event does not follow what happened to it before.
    """
    prepared = prepare_all([path], space, Settings(kinds=SHOP))[0]
    data, register = prepared.station_data, prepared.station_data.register
    holders = _holders(data.district, data.station)
    if number not in holders:
        raise Stopped([NO_SUCH_BADGE.at(number=number)])
    line = row(年度=data.district.year, 事项=event, 代号=BADGE, 文号或编号=number, 日期=happened.day,
               题名="民政信息监督员胸牌", 发给=happened.to or holders[number], 事由=happened.why)  # fmt: skip
    before = register.before(line)
    if before not in FOLLOWS[event]:
        raise Stopped([OUT_OF_TURN.at(number=number, before=before or "无", event=event)])
    enter(space, prepared.slug, register, [line], {})
    return line


def _holders(district: District, station: Station) -> dict[str, str]:
    """Whose each badge is, by its number."""
    return {
        badge_number(district.code, station.street, community.code, monitor.serial): monitor.name
        for community in station.communities
        for monitor in community.monitors
    }


def numbers(space: Workspace) -> list[str]:
    """The next number of each series and year, after all that the data and the registers have.

    Raises:
        Stopped: a data file or a register cannot be read.
    """
    district, _ = load.load_district(space)
    stations = load.load_stations_facts(space)
    own = {paper.code for station in stations for paper in station.papers}
    codes = {paper.code for paper in district.papers} | own
    told = [paper_facts(code, district, station) for station in stations for code in sorted(codes)]
    corrections = [paper for station in stations for paper in station.papers if paper.corrects]
    data = [facts.number for facts in (*told, *corrections, *district.papers) if facts and facts.number]
    entered = [number for _, register in _registers(space) for number in register.numbers]
    return next_numbers([*data, *entered])
