"""A year is closed: its data are kept whole, and the data files are made ready for the next one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from mzdocs import load
from mzdocs.build.gathered import issued_by_bureau
from mzdocs.build.preparation import Prepared
from mzdocs.build.settings import Settings
from mzdocs.build.stations_prepared import prepare_all
from mzdocs.build.year_tasks import Lapsed, lapsed, tasks
from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type, reason, stop_at_errors
from mzdocs.load import Workspace
from mzdocs.load.data_file import WORKBOOK
from mzdocs.load.workbook.book_edits import BookEdits, edited_book
from mzdocs.load.workspace import is_file
from mzdocs.load.yaml_text.data_text import DataText, Edit
from mzdocs.load.yaml_tree import KeyPath
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.people import Term
from mzdocs.model.station import Station
from mzdocs.publish import sets
from mzdocs.publish.kept_year import CANNOT_KEEP, keep

NOT_NEXT = problem_type(
    "MZ7156",
    "数据是 {now} 年的，下一年是 {next} 年，不是 {asked} 年",
    "The data are of {now}; the next year is {next}, not {asked}",
    "写下一年的年份；已经换过年度的不用再换。",
    "Name the next year; a year that is closed already need not be closed again.",
    Exit.USAGE,
)
ALREADY_KEPT = problem_type(
    "MZ7157",
    "data/years/{year} 已经有了，而且与现在的数据对不上，什么都没有改",
    "data/years/{year} is there already and is not of the data as they are; nothing was changed",
    "核对这个文件夹是哪里来的；不要的移到别处，再运行一次。",
    "See where that folder comes from; move it elsewhere if it is not wanted, then run this again.",
    Exit.OUTPUT,
)
CANNOT_EDIT = problem_type(
    "MZ7159",
    "“{key}”写在花括号里，不能自动换年度",
    "{key} is written in braces: the file cannot be made ready for the next year",
    "改成一行一项的写法（见样例），再运行一次。",
    "Write it as lines like the sample, then run this again.",
)
EARLIER = "历次聘期"
"""Where the terms go that were before the present one."""


@dataclass(frozen=True)
class NewYear:
    """A year that was closed and the one that began, and what people have to do for it, each a notice."""

    closed: int
    began: int
    kept: Path
    tasks: tuple[Problem, ...]


@dataclass(frozen=True)
class _DataFile:
    """A data file as it was in the year that is closed, and as it will be."""

    name: str
    before: bytes
    after: bytes


def begin_year(space: Workspace, year: int, renewed: Term | None = None) -> NewYear:
    """Keep the data of the year, make the data files ready for the next, and say what is to be done.

    Monitors whose term ends before `renewed` begins are given that term. A run that was killed is taken up again.

    Raises:
        Stopped: it is not the next year, the data have errors or are not those of a paper that was issued, or the year
            is kept already; nothing is changed then.
    """
    with sets.locked(space.output):
        closed = load.load_district(space)[0].year
        if year != closed + 1:
            raise Stopped([NOT_NEXT.at(_year_of(space), now=closed, next=closed + 1, asked=year)])
        kept = space.kept(closed)
        source = _source(space, closed)
        prepared = prepare_all(source.station_files(), source, Settings())
        differing = (problem for each in prepared for problem in each.reprints.differing)
        stop_at_errors([*differing, *issued_by_bureau(source)])
        files = list(_new_files(prepared, source, year, renewed))
        _same_year(files, space, closed)
        if source is space:
            keep(space.data, _names(prepared, space), kept)
        else:
            _same_beside(files, space, closed)
        _write(files, space)
    return NewYear(closed, year, kept, tuple(tasks(prepared, year, renewed)))


def _year_of(space: Workspace) -> Location:
    """Where the district's file says of which year it is."""
    return Location(space.name(space.district_file), path="年度")


def _source(space: Workspace, closed: int) -> Workspace:
    """The data as they are; after a run that was killed those it had kept."""
    if not os.path.lexists(space.kept(closed)):
        return space
    if not is_file(Workspace(space.root, closed).district_file):
        raise Stopped([ALREADY_KEPT.at(year=closed)])
    return space.of_year(closed)


def _same_year(files: Sequence[_DataFile], space: Workspace, closed: int) -> None:
    """Each file is as it was in the year, or as it will be: nobody wrote in it since a run that was killed."""
    for each in files:
        path = space.data / each.name
        if not is_file(path) or path.read_bytes() not in (each.before, each.after):
            raise Stopped([ALREADY_KEPT.at(Location(f"data/{each.name}"), year=closed)])


def _same_beside(files: Sequence[_DataFile], space: Workspace, closed: int) -> None:
    """What lies beside the data files is what was kept: else the two years would be of different tables and texts."""
    kept, written = space.kept(closed), {each.name for each in files}
    for path in sorted(each for each in kept.rglob("*") if each.is_file()):
        name = path.relative_to(kept).as_posix()
        now = space.data / name
        if name not in written and not (is_file(now) and now.read_bytes() == path.read_bytes()):
            raise Stopped([ALREADY_KEPT.at(Location(f"data/{name}"), year=closed)])


def _names(prepared: Sequence[Prepared], space: Workspace) -> set[str]:
    """Everything papers are made from, named from the data folder on."""
    named = {name.removeprefix("data/") for each in prepared for name in each.made_from}
    photos = {f"stations/{name}" for each in prepared for name in each.station_data.photos}
    own = (path for part in ("wording", "themes") for path in (space.data / part).rglob("[!.]*") if path.is_file())
    return {*named, *photos, *(path.relative_to(space.data).as_posix() for path in own)}


def _new_files(prepared: Sequence[Prepared], source: Workspace, year: int, renewed: Term | None) -> Iterator[_DataFile]:
    """Every data file with what is of the year taken out; the district's, by which a year is known, is the last.

    Raises:
        Stopped: one cannot be written so.
    """
    for each in prepared:
        name = f"stations/{PurePath(each.file).name}"
        before = (source.data / name).read_bytes()
        own = lapsed(each, renewed) if renewed else []
        after = (
            edited_book(before, name, Station, _station_edits(own))
            if name.endswith(WORKBOOK)
            else DataText(before).with_edits(_of_station(DataText(before), each, year, own))
        )
        yield _data_file(Station, name, before, after)
    before, name = source.district_file.read_bytes(), source.district_file.name
    district = prepared[0].station_data.district
    after = (
        edited_book(before, name, District, BookEdits(District.OF_THE_YEAR, dict(_values_of_year(district, year))))
        if name.endswith(WORKBOOK)
        else DataText(before).with_edits(_of_district(DataText(before), district, year))
    )
    yield _data_file(District, name, before, after)


def _data_file(model: type[Facts], name: str, before: bytes, after: bytes) -> _DataFile:
    load.understood(model, after, f"data/{name}")
    return _DataFile(name, before, after)


def _station_edits(own: Sequence[Lapsed]) -> BookEdits:
    """What of a station's workbook changes: parts of the year are blank, terms are renewed."""
    terms = {(*each.path, "聘期", key): day.isoformat() for each in own for key, day in _days(each.renewed)}
    before = [((*each.path, EARLIER), {key: day.isoformat() for key, day in _days(each.monitor.term)}) for each in own]
    return BookEdits(Station.OF_THE_YEAR, terms, before)


def _days(term: Term) -> tuple[tuple[str, date], ...]:
    return ("起", term.start), ("止", term.end)


def _parts(text: DataText, model: type[Facts], of_the_year: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts of the year that the file has, each with what it is for."""
    meanings = {str(field.alias): str(field.description) for field in model.model_fields.values()}
    for key in of_the_year:
        if text.has(key):
            if not text.in_lines:
                raise Stopped([CANNOT_EDIT.at(key=key)])
            yield key, meanings[key]


def _of_station(text: DataText, prepared: Prepared, year: int, own: Sequence[Lapsed]) -> Iterator[Edit]:
    old = f"{year - 1} 年的在 data/years/{year - 1}/stations/{prepared.slug}.yaml"
    for key, meaning in _parts(text, Station, Station.OF_THE_YEAR):
        yield text.taken_out(key, f"{key}：{year} 年的写在这里（{meaning}）；{old}")
    for each in own:
        yield from _renewal(text, each)


def _renewal(text: DataText, each: Lapsed) -> Iterator[Edit]:
    """The new term in the place of the old, and the old one behind those that were before it."""
    path: KeyPath = (*each.path, "聘期")
    before = f"{{ 起: {each.monitor.term.start}, 止: {each.monitor.term.end} }}"
    yield text.replaced((*path, "起"), each.renewed.start.isoformat())
    yield text.replaced((*path, "止"), each.renewed.end.isoformat())
    if each.monitor.earlier_terms:
        yield text.added((*each.path, EARLIER), before)
    else:
        yield text.followed(path, EARLIER, f"[{before}]")


def _of_district(text: DataText, district: District, year: int) -> Iterator[Edit]:
    for path, value in _values_of_year(district, year):
        yield text.replaced(path, value)
    for key, meaning in _parts(text, District, District.OF_THE_YEAR):
        note = f"{key}（{meaning}）：下面是 {year - 1} 年的，改成 {year} 年的，再去掉每行开头的“# ”"
        yield text.commented_out(key, note)


def _values_of_year(district: District, year: int) -> Iterator[tuple[KeyPath, str]]:
    """The values that name the year."""
    yield ("年度",), str(year)
    for number, form in enumerate(district.assessments):
        if str(year - 1) in form.period:
            yield ("考评", number, "周期"), form.period.replace(str(year - 1), str(year))


def _write(files: Sequence[_DataFile], space: Workspace) -> None:
    for each in files:
        path = space.data / each.name
        try:
            if path.read_bytes() != each.after:
                sets.exchange(path, each.after)
        except OSError as error:
            raise Stopped([CANNOT_KEEP.at(Location(f"data/{each.name}"), reason=reason(error))]) from None
