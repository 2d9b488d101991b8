"""A delivered set -> lines of the register (发文登记): what is entered is issued, and is printed again as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mzdocs.build.gathered import gather
from mzdocs.build.preparation import Prepared
from mzdocs.build.reprints import PAPER
from mzdocs.build.settings import Settings
from mzdocs.build.stations_prepared import prepare_all
from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type, stop_at_errors
from mzdocs.derive.judged_facts import all_texts
from mzdocs.kinds.planned_papers import PlannedPaper, district_papers, station_papers
from mzdocs.leaks import leaked
from mzdocs.load import Workspace
from mzdocs.load.register_files import MUST, REGISTER_TABLE, register_file
from mzdocs.load.workspace import RESERVED
from mzdocs.model.issue_register import IssuedFile, IssuedRecord, Register, RegisterEntry
from mzdocs.model.secret_texts import KeptBack
from mzdocs.publish import event_log
from mzdocs.publish.manifest import MANIFEST, kept
from mzdocs.publish.record import made_from
from mzdocs.publish.set_folders import set_folder

DRAFT = problem_type(
    "MZ7110",
    "样稿不能登记印发",
    "A draft cannot be issued",
    "区数据文件的 样稿 写 否，重新生成，再登记。",
    "Say in the district's file that it is no draft, build again, then issue.",
    Exit.VERIFY,
)
NOT_OF_TODAY = problem_type(
    "MZ7111",
    "生成以后数据又改过（或还没有生成），没有登记",
    "The data has changed since the set was made (or it never was); nothing was entered",
    "先重新生成，核对、印出以后再登记。",
    "Build it again, look at it and print it, then enter it.",
    Exit.VERIFY,
)
NO_SUCH_PAPER = problem_type(
    "MZ7112",
    "成品里没有“{code}”，不能登记；有：{known}",
    "The set has no {code} to be issued; it has: {known}",
    "照成品的文件名写代号。",
    "Name it as its file is named.",
    Exit.USAGE,
)
ALREADY = problem_type(
    "MZ7113",
    "{shown} 已于 {day} 印发，不能再登记",
    "{shown} was issued on {day} already",
    "要改的发更正；要重发的先作废，换新文号。",
    "Correct it by another paper, or withdraw it and issue it under a new number.",
    Exit.USAGE,
)
NUMBER_TAKEN = problem_type(
    "MZ7125",
    "{number} 登记簿里已经有了（作废的文号也不再用），“{code}”没有登记",
    "A register has the number {number} (that of a withdrawn paper is not used again); {code} was not entered",
    "作废以后还没有重新生成的，先重新生成；要重新发的，在“公文”一节换一个新文号，生成以后再登记。",
    "After a withdrawal build first; to issue it anew, give it a new number, build, then enter it.",
    Exit.USAGE,
)
WRONG_ROW = problem_type(
    "MZ7117",
    "“{column}”填得不对，没有登记",
    "“{column}” is not right; nothing was entered",
    "不能为空、不能换行，最多 400 个字。",
    "Not empty, one line, 400 characters at most.",
    Exit.USAGE,
)


@dataclass(frozen=True)
class House:
    """Whose papers are issued: what would be made now, from what, and what went out before."""

    slug: str
    papers: Sequence[PlannedPaper]
    register: Register
    year: int
    draft: bool
    made_from: Mapping[str, str]
    secrets: KeptBack = KeptBack()

    def reports(self, space: Workspace) -> Path:
        """The folder of its delivered papers."""
        return set_folder(space.output / self.slug, "reports", self.year)


def house_of(path: Path | None, space: Workspace) -> House:
    """A station by its data file, or the bureau.

    Raises:
        Stopped: the data have errors.
    """
    return _bureau(space) if path is None else _station(prepare_all([path], space, Settings(kinds=(PAPER,)))[0])


def _station(prepared: Prepared) -> House:
    data = prepared.station_data
    made_from = {**prepared.made_from, **prepared.wordings_from}
    papers, year = station_papers(data), data.district.year
    return House(prepared.slug, papers, data.register, year, data.district.draft, made_from, prepared.secrets)


def _bureau(space: Workspace) -> House:
    gathered = gather(space, Settings(kinds=(PAPER,)))
    data, district = gathered.district_data, gathered.district_data.district
    papers, year = district_papers(data), district.year
    return House(RESERVED, papers, data.register, year, district.draft, gathered.made_from, gathered.secrets)


def issue(paths: Sequence[Path | None], space: Workspace, only: Sequence[str] = ()) -> list[RegisterEntry]:
    """Enter the papers that went out: those named, else all with a number, or a day and who signs; None is the bureau.

    Raises:
        Stopped: a set is a draft, is not of today's data or was changed on the disk, or a paper cannot be issued;
            nothing is entered then.
    """
    houses = [house_of(path, space) for path in paths]
    found = [_lines(house, space, only) for house in houses]
    for house, (entries, written) in zip(houses, found, strict=True):
        enter(space, house.slug, house.register, entries, written)
    return [entry for entries, _ in found for entry in entries]


def _lines(house: House, space: Workspace, only: Sequence[str]) -> tuple[list[RegisterEntry], dict[str, bytes]]:
    """The lines of a house, and the files they name by their sums.

    Raises:
        Stopped: see `issue`.
    """
    if house.draft:
        raise Stopped([DRAFT.at(Location(f"{house.slug}/reports"))])
    folder = house.reports(space)
    of_today(folder, house.made_from, f"{house.slug}/reports")
    files, manifest = kept(folder, frozenset())
    stop_at_errors(_refused(house, only, files))
    chosen = [each for each in house.papers if (each.name in only if only else _goes_out(house, each, files))]
    stop_at_errors(_taken(house.register, chosen))
    written: dict[str, bytes] = {}
    entries = [_entered(house, each, files, manifest, written) for each in chosen]
    secrets = house.secrets.from_everyone
    stop_at_errors(problem for name, data in written.items() for problem in leaked(Location(name), data, secrets))
    return entries, written


def of_today(folder: Path, sums: Mapping[str, str], called: str) -> None:
    """What is entered is what lies there: made from the data of these sums; `called` is the set in a message.

    Raises:
        Stopped: there is no set, or it was made of other data.
    """
    then = made_from(folder) if (folder / MANIFEST).is_file() else None
    if then is None or any(then.get(name) != digest for name, digest in sums.items()):
        raise Stopped([NOT_OF_TODAY.at(Location(called))])


def _refused(house: House, only: Sequence[str], files: Mapping[str, bytes]) -> Iterator[Problem]:
    live = house.register.live(house.year)
    known = "、".join(each.name for each in house.papers if each.paper and f"{each.name}.pdf" in files)
    for code in only:
        if code in live:
            yield ALREADY.at(shown=live[code].shown, day=live[code].day.isoformat())
        elif not any(each.name == code and each.paper and f"{code}.pdf" in files for each in house.papers):
            yield NO_SUCH_PAPER.at(code=code, known=known)


def _goes_out(house: House, each: PlannedPaper, files: Mapping[str, bytes]) -> bool:
    """Whether a paper is taken where none is named: one with a number, or with a day and who signs, not out yet."""
    signed = each.paper is not None and bool(each.paper.number or (each.paper.author and each.paper.date))
    return signed and each.name not in house.register.live(house.year) and f"{each.name}.pdf" in files


def _taken(register: Register, chosen: Sequence[PlannedPaper]) -> Iterator[Problem]:
    """Papers whose number stands in a register, under whatever code and year: it was given out once and for all."""
    for each in chosen:
        number = each.paper.number if each.paper else ""
        if number and (number in register.numbers or number in register.elsewhere):
            yield NUMBER_TAKEN.at(number=number, code=each.name)


def _entered(
    house: House,
    planned: PlannedPaper,
    files: Mapping[str, bytes],
    manifest: Mapping[str, Mapping[str, Any]],
    written: dict[str, bytes],
) -> RegisterEntry:
    """The line of one paper; its files and its record go to `written`, each under its sum."""
    paper = planned.paper
    assert paper
    names = {ending: f"{planned.name}.{ending}" for ending in ("pdf", "docx")}
    sums = {ending: _take(files[name], ending, written) for ending, name in names.items()}
    record = IssuedRecord(
        code=planned.name,
        title=paper.title,
        number=paper.number,
        date=paper.date,
        to=paper.addressee,
        facts=planned.judged(planned.asked),
        judged_by=tuple(sorted(planned.asked)),
        texts=all_texts(paper),
        corrected={each.fact: (each.old, each.new) for each in planned.corrected},
        files=tuple(
            IssuedFile(file=names[ending], sha256=sums[ending], details=_details(manifest[names[ending]]))
            for ending in names
        ),
    )
    return row(
        年度=house.year,
        事项="更正" if planned.corrects else "印发",
        代号=planned.name,
        文号或编号=paper.number,
        日期=record.day or planned.issued,
        题名="".join(paper.title),
        发给=paper.addressee,
        更正文号=planned.corrects,
        PDF=sums["pdf"],
        DOCX=sums["docx"],
        记录=kept_record(record, written),
    )


def _details(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in ("file", "sha256", "bytes")}


def _take(data: bytes, ending: str, written: dict[str, bytes]) -> str:
    digest = hashlib.sha256(data).hexdigest()
    written[f"{digest}.{ending}"] = data
    return digest


def kept_record(record: IssuedRecord, written: dict[str, bytes]) -> str:
    """The sum under which a record is kept; its bytes go to `written`."""
    return _take((record.model_dump_json(indent=2) + "\n").encode(), "json", written)


def row(**cells: object) -> RegisterEntry:
    """A line of the register, by its columns; what is empty is left out.

    Raises:
        Stopped: something of it may not stand there.
    """
    said = {column: _said(value) for column, value in cells.items() if value}
    try:
        entry = RegisterEntry.model_validate(said)
        stop_at_errors(WRONG_ROW.at(column=column) for column in MUST[entry.event] if column not in said)
        return entry
    except ValidationError as error:
        columns = [str(each["loc"][0]) for each in error.errors(include_input=False, include_url=False)]
        raise Stopped(WRONG_ROW.at(column=column) for column in dict.fromkeys(columns)) from None


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def enter(
    space: Workspace, slug: str, register: Register, entries: Sequence[RegisterEntry], files: Mapping[str, bytes]
) -> None:
    """Add lines to a register, and the files they name.

    Raises:
        Stopped: the register cannot be written, or was changed meanwhile.
    """
    if entries:
        rows = [[_cell(value) for value in entry.model_dump(by_alias=True).values()] for entry in entries]
        event_log.append(register_file(space, slug), register.sha256, REGISTER_TABLE.head, rows, files)


def _cell(value: object) -> str:
    return "" if value is None else _said(value)
