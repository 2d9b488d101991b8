"""The data of a year that ends -> what people have to do for the next, each a notice at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from mzdocs.build.preparation import Prepared
from mzdocs.core.problems import Location, Problem, Severity, problem_type
from mzdocs.derive.volumes.appraisal import due
from mzdocs.load.yaml_tree import KeyPath, spell
from mzdocs.model.boards import Legal
from mzdocs.model.district import District
from mzdocs.model.people import Monitor, Term
from mzdocs.model.station import badge_number

LAPSES = problem_type(
    "MZ7160",
    "胸牌 {number} 的聘期到 {end} 为止",
    "The term of badge {number} ends on {end}",
    "续聘的，写新的聘期，原来的移到“历次聘期”；不再聘的，写“离任”。",
    "Write the new term, and the old one among the earlier ones; or write that the monitor leaves.",
    severity=Severity.NOTICE,
)
RENEWED = problem_type(
    "MZ7161",
    "胸牌 {number} 续聘到 {end}，编号不变",
    "The term of badge {number} is renewed until {end}; its number stays",
    "重做这张胸牌，发聘书，收回旧的。",
    "Make the badge anew, issue the appointment, take the old badge back.",
    severity=Severity.NOTICE,
)
LAW = problem_type(
    "MZ7162",
    "《{title}》上次核对原文是 {day}（{count} 处引用）",
    "{title}: last compared with the original on {day}, cited {count} times",
    "核对现行文本，改“核对日期”；内容变了的展板重做。",
    "Compare with the text in force and write the day; make boards anew that changed.",
    severity=Severity.NOTICE,
)
DUE = problem_type(
    "MZ7163",
    "档案“{name}”到 {day} 有 {count} 件保管期满",
    "{count} items of the class {name} are due for appraisal by {day}",
    "写“鉴定日期”，用 mzdocs archive-index 出到期鉴定的清单。",
    "Write the day of appraisal; mzdocs archive-index makes the list of what is due.",
    severity=Severity.NOTICE,
)
FUNDS = problem_type(
    "MZ7164",
    "工作经费是 {found} 年的",
    "The funds are those of {found}",
    "批复下来以后，写新的年度、金额和文号；在这以前按没有列入预算算。",
    "Write year, amount and document number when the budget is approved; till then they count as not budgeted.",
    severity=Severity.NOTICE,
)
SCORE_SHEET = problem_type(
    "MZ7165",
    "评分表照 {found} 年的沿用",
    "The score sheet is still that of {found}",
    "逐条确认，改动的改过来；还是示例的，换成本区的。",
    "Confirm it line by line and change what is otherwise; replace it if it is an example.",
    severity=Severity.NOTICE,
)
PERIOD = problem_type(
    "MZ7166",
    "“{title}”的周期现在是“{period}”",
    "The period of {title} is now {period}",
    "核对考评周期。",
    "Compare it.",
    severity=Severity.NOTICE,
)
TO_WRITE = problem_type(
    "MZ7167",
    "{year} 年的还没有写：{parts}",
    "Not written yet for {year}: {parts}",
    "定下来一项，写一项；没有写的，要用到它的公文不生成。",
    "Write each as it is settled; papers that need it are not made until then.",
    severity=Severity.NOTICE,
)
SIGNS_OF = problem_type(
    "MZ7168",
    "制发日期是 {day}",
    "Signs bear the day {day}",
    "新做展板、胸牌的，换成新的日期；没有新做的不用改。",
    "Write a new day when boards or badges are made anew; else leave it.",
    severity=Severity.NOTICE,
)


@dataclass(frozen=True)
class Lapsed:
    """A monitor whose term is over before the new one begins, and where the data have the monitor."""

    monitor: Monitor
    number: str
    path: KeyPath
    renewed: Term


def tasks(prepared: Sequence[Prepared], year: int, renewed: Term | None) -> Iterator[Problem]:
    """The district's first, then station by station; nobody's name is told."""
    district_file = f"data/{PurePath(next(iter(prepared[0].facts))).name}"
    yield from _of_district(prepared[0].station_data.district, year, district_file)
    for each in prepared:
        yield from _of_station(each, year, renewed)


def lapsed(prepared: Prepared, renewed: Term) -> list[Lapsed]:
    """Everybody of a station who is to be given the new term."""
    return [
        Lapsed(monitor, number, path, renewed)
        for monitor, number, path in _in_post(prepared)
        if monitor.term.end < renewed.start
    ]


def _in_post(prepared: Prepared) -> Iterator[tuple[Monitor, str, KeyPath]]:
    """The monitors who have not left, each with the badge's number and the place."""
    station, district = prepared.station_data.station, prepared.station_data.district
    for c, community in enumerate(station.communities if district.gives("code") else ()):
        for m, monitor in enumerate(community.monitors):
            if monitor.leaving is None:
                number = badge_number(district.code, station.street, community.code, monitor.serial)
                yield monitor, number, ("社区", c, "监督员", m)


def _of_district(district: District, year: int, file: str) -> Iterator[Problem]:
    def place(*path: str | int) -> Location:
        return Location(file, path=spell(path))

    yield TO_WRITE.at(place(), year=year, parts="、".join(district.OF_THE_YEAR))
    if district.gives("score_sheet"):
        yield SCORE_SHEET.at(place("评分表"), found=year - 1)
    for number, form in enumerate(district.assessments):
        period = form.period.replace(str(year - 1), str(year))
        yield PERIOD.at(place("考评", number, "周期"), title=form.title, period=period)
    cited = Counter((each.title, each.checked_on) for each in _sources(district) if each.checked_on.year < year)
    for (title, day), count in sorted(cited.items(), key=lambda item: (item[0][1], item[0][0])):
        yield LAW.at(place("展板"), title=title, day=day, count=count)


def _sources(district: District) -> Iterator[Legal]:
    for board in district.boards:
        yield from board.sources
    if district.second_script:
        yield district.second_script.source


def _of_station(prepared: Prepared, year: int, renewed: Term | None) -> Iterator[Problem]:
    def place(*path: str | int) -> Location:
        return Location(f"data/stations/{PurePath(prepared.file).name}", path=spell(path))

    data, last = prepared.station_data, date(year, 12, 31)
    station = data.station
    yield TO_WRITE.at(place(), year=year, parts="、".join(station.OF_THE_YEAR))
    yield SIGNS_OF.at(place("制发日期"), day=station.issued_on)
    if station.gives("funding") and station.funding.year < year:
        yield FUNDS.at(place("经费"), found=station.funding.year)
    for monitor, number, path in _in_post(prepared):
        if renewed and monitor.term.end < renewed.start:
            yield RENEWED.at(place(*path, "聘期"), number=number, end=renewed.end)
        elif monitor.term.end <= last:
            yield LAPSES.at(place(*path, "聘期"), number=number, end=monitor.term.end)
    kept = station.gives("archive") and data.district.gives("archive")
    ended = Counter(each.entry.item.archive_class.name for each in (due(data, last) if kept else ()))
    for name, count in ended.items():
        yield DUE.at(place("档案"), name=name, count=count, day=last)
