"""Stations side by side -> telephones, post codes and people that two of them have or one alone has not, as notices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath

from mzdocs.build.preparation import Prepared
from mzdocs.core.problems import Location, Problem, Severity, problem_type
from mzdocs.load.tables.row_numbers import rows_said
from mzdocs.model.client_files import NotRead
from mzdocs.model.partial_facts import NotGiven

SHARED_PHONE = problem_type(
    "MZ2845",
    "号码 {phone} 也是工作站 {other} 的",
    "The number {phone} is that of the station {other} too",
    "核对号码；两个站合用的，不用改。",
    "Check the number; where two stations share one it stays.",
    severity=Severity.NOTICE,
)
ODD_POST_CODE = problem_type(
    "MZ2846",
    "邮编 {found} 与其余各站的（{usual} 开头）不一样",
    "The post code {found} is not like the others, which begin with {usual}",
    "核对邮编；确是这样的，不用改。",
    "Check it; if it is so it stays.",
    severity=Severity.NOTICE,
)
HELPED_ELSEWHERE = problem_type(
    "MZ2847",
    "有 {count} 户的户主在工作站 {other} 的同一类救助里也在保（{rows}）",
    "The heads of {count} households receive the same help at the station {other} ({rows})",
    "与那个街道核对；迁走的，一处写 已退出 和退出日期。",
    "Compare with that street; who moved has the status and day of leaving at one of them.",
    severity=Severity.NOTICE,
)
FEWEST = 4
"""Stations of which all but one must agree for the one to be odd."""
ROUTE = 3
"""The first figures of a post code: the postal area."""


def with_neighbours(stations: Sequence[Prepared]) -> list[Prepared]:
    """The stations, each with what is told of it beside the others."""
    told: dict[str, list[Problem]] = defaultdict(list)
    for problem in (*_phones(stations), *_post_codes(stations), *_people(stations)):
        told[problem.location.file].append(problem)
    return [replace(each, problems=(*each.problems, *told[each.file])) for each in stations]


def _phones(stations: Iterable[Prepared]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for each in stations:
        with suppress(NotGiven):
            phones = each.station_data.station.phones
            for key, phone in (("咨询", phones.service), ("监督", phones.complaint)):
                other = first.setdefault(phone, each.file)
                if other != each.file:
                    where = Location(each.file, path=f"电话.{key}")
                    yield SHARED_PHONE.at(where, phone=phone, other=PurePath(other).stem)


def _post_codes(stations: Iterable[Prepared]) -> Iterator[Problem]:
    """A post code of another area, where all the others are of one."""
    found = [(each.file, each.station_data.station.post_code) for each in stations]
    codes = [(file, code) for file, code in found if code]
    routes = Counter(code[:ROUTE] for _, code in codes)
    usual, count = routes.most_common(1)[0] if routes else ("", 0)
    if len(codes) >= FEWEST and count == len(codes) - 1:
        for file, code in codes:
            if code[:ROUTE] != usual:
                yield ODD_POST_CODE.at(Location(file, path="邮编"), found=code, usual=usual)


def _people(stations: Iterable[Prepared]) -> Iterator[Problem]:
    """Who receives help of one class at two stations at once; of a person nothing is told but the row."""
    first: dict[tuple[str, str], str] = {}
    for each in stations:
        rows: dict[str, list[int]] = defaultdict(list)
        for row, person in _helped(each):
            other = first.setdefault(person, each.file)
            if other != each.file:
                rows[other].append(row)
        for other, found in rows.items():
            where = Location(each.file, path="档案.客户档案")
            yield HELPED_ELSEWHERE.at(where, count=len(found), other=PurePath(other).stem, rows=rows_said(found))


def _helped(station: Prepared) -> Iterator[tuple[int, tuple[str, str]]]:
    """By row, who receives help that lasts, and of which class; of files that were not read, nothing."""
    data = station.station_data
    with suppress(NotRead, NotGiven):
        lasting = {each.name for each in data.district.archive.classes if not each.one_time}
        for row, household in zip(data.clients.rows, data.clients.households, strict=True):
            if household.status == "在保" and household.kind in lasting:
                yield row, (household.identity_number, household.kind)
