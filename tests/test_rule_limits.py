"""Every number in the rules: what is just inside its limit breaks nothing, what is just outside breaks that one rule."""

# ruff: noqa: E501 - one limit a line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from mzdocs.core.units import mm
from mzdocs.derive.badge_codes.signatures import SAMPLE_KEY, public_key
from mzdocs.model.client_files import Household
from mzdocs.model.inspection import Evidence, SecondLook
from mzdocs.model.people import Leaving
from mzdocs.model.score_sheet import Band, Grade, ScoreItem
from mzdocs.model.station_data import StationData

from . import test_bureau as bureau
from .test_ids import with_check
from .test_ledger import one_more, tables
from .test_rules import (
    WITH,
    acts,
    adoption,
    after_arranging,
    appraisal,
    assessed,
    assessed_after,
    attending,
    badge,
    binding_years,
    called,
    changed,
    checked,
    community,
    earlier,
    first_monitor,
    for_the_old,
    guided,
    handed_to_the_next,
    handing,
    household,
    hung_at,
    in_archive,
    in_year,
    inspected,
    inspection,
    judgment,
    last_binding,
    leaving,
    left,
    member,
    monitor,
    numbered,
    odd_numbers,
    of_another,
    of_population,
    of_standard,
    on_duty,
    one_telephone,
    opened,
    override,
    own_scores,
    paper,
    part,
    published,
    punched,
    replaced,
    report_paper,
    reports,
    routine,
    shift,
    shifts,
    sound,
    sound_archive,
    staff_of,
    standard_from,
    station,
    street,
    team_of,
    trained,
    void,
    with_issued_regions,
)

OWN, OTHER = public_key(b"a" * 32), public_key(b"b" * 32)
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
DAY = timedelta(days=1)


TOLD = date(2026, 12, 16)


def unfinished(day: date) -> dict[str, Any]:
    return {"done_on": None, "why_not": "缺料", "expected": day}


def seen(item: str, day: date) -> StationData:
    """1.4 put right on 1 December; on this day the second look finds this item put right."""
    told = reports("1.4", done_on=date(2026, 12, 1))
    look = SecondLook.model_validate(
        {"日期": day.isoformat(), "复查组": ["区民政局"], "结果": [{"条目": item, "已整改": "是", "情况": "现场查看"}]}
    )
    inspection = changed(told.station.inspection, second_look=look)
    return replace(told, station=changed(told.station, inspection=inspection))


def unsound(due: int, done: int | None) -> StationData:
    """Something wrong at the first check, to be mended and mended so many days later."""
    day = sound().station.routine_checks[0].checked_on
    return routine(sound=False, due=day + due * DAY, done_on=None if done is None else day + done * DAY)


def leaves_on(day: date) -> StationData:
    """The sample's roster; the leader of its last shift gives up the post after this day."""
    found, last = on_duty(), shifts()[-1]
    gone = Leaving.model_validate({"日期": day.isoformat(), "事由": "调离"})
    staff = tuple(changed(each, leaving=gone) if each.code == last.leader else each for each in found.station.staff)
    return replace(found, station=changed(found.station, staff=staff))


def shifted(days: int) -> StationData:
    """One shift more, so many days off the first day of the holiday, by somebody who is free then."""
    first = shifts()[0]
    free = changed(first, day=first.day + days * DAY, start=time(19), end=time(21))
    return on_duty(shifts=(*shifts(), free))


def again_from(start: time) -> StationData:
    """The people of the first shift, which ends at 17:00, are on another one that day."""
    return on_duty(shifts=(*shifts(), changed(shifts()[0], start=start, end=time(20))))


def expected(day: date) -> StationData:
    return reports("1.4", **unfinished(day))


def of_old_age(decided_on: date) -> StationData:
    """A household confirmed on this day, its head born a year before."""
    born = decided_on.replace(year=decided_on.year - 1)
    return household(decided_on=decided_on, decision="无", identity_number=with_check(f"110101{born:%Y%m%d}084"))


def left_on(day: date) -> StationData:
    """Who left on this day was confirmed on the first day there is."""
    number = with_check("11010119480101084")
    return leaving(decided_on=FIRST_DAY, decision="无", identity_number=number, left_on=day)


def in_volume(**update: Any) -> StationData:
    return with_issued_regions(one_more(**update))


def first_line() -> Any:
    """The household in hand, as the first of a volume of its own."""
    return {"order": 1, "first_page": 1, "last_page": sound_archive().clients.households[-1].pages}


def in_hand() -> Household:
    return sound_archive().clients.households[-1]


def next_pages(shift: int, more: int = 0) -> StationData:
    line = one_more().clients.bindings[-1]
    return in_volume(first_page=line.first_page + shift, last_page=line.last_page + shift + more)


def of_one_page(last: int, pages: int = 1) -> StationData:
    """A household of one page, or of so many, bound to one page or what `last` adds."""
    first = one_more().clients.bindings[-1].first_page
    whole = in_volume(first_page=first, last_page=first + last)
    households = (*whole.clients.households[:-1], changed(in_hand(), pages=pages, documents=1))
    return without_papers(tables(whole, households=households, consultations=()))


def without_papers(subject: StationData) -> StationData:
    """Without the table of papers, so that no counts have to add up."""
    archive = changed(subject.station.archive, papers=None)
    return replace(tables(subject, papers=()), station=changed(subject.station, archive=archive))


def bound_on(days: int) -> StationData:
    """Bound so many days after the household was confirmed, if it was confirmed before it was arranged."""
    line = sound_archive().clients.bindings[2]
    made = next(each for each in sound_archive().clients.households if each.number == line.key).decided_on
    return in_archive("bindings", 2, bound_on=made + days * DAY)


def returned(days: int) -> StationData:
    (reading,) = sound_archive().clients.consultations
    return in_archive("consultations", 0, returned_on=reading.read_on + days * DAY)


def arranged(key: str, day: date) -> StationData:
    return station(archive=changed(sound().station.archive, **{key: day}))


def since(number: int, days: int, **update: Any) -> StationData:
    """One of the staff who came so many days after the inspection's, or so many before."""
    return member(number, since=inspected() + days * DAY, **update)


def administrators(count: int) -> StationData:
    return station(
        staff=tuple(
            changed(each, establishment="行政编制" if i < count else "事业编制")
            for i, each in enumerate(sound().station.staff)
        )
    )


def quantity(table: str, number: int) -> StationData:
    return station(**{table: tuple(changed(each, quantity=number) for each in getattr(sound().station, table))})


def same_codes(count: int) -> StationData:
    communities = sound().station.communities
    return station(
        communities=tuple(
            changed(each, code=communities[0].code) if i < count else each for i, each in enumerate(communities)
        )
    )


def own(points: float) -> StationData:
    score = sound().station.self_inspection
    assert score
    full = next(
        item.points
        for aspect in sound().district.score_sheet.aspects
        for item in aspect.items
        if item.code == score.scores[0].item
    )
    return own_scores(points=full + points)


def given(last: float, count: int = 5) -> StationData:
    """The first of the staff assessed with full points, the last of them moved, and more or fewer of them."""
    sheet = next(each for each in sound().district.assessments if each.whom == sound().station.assessed[0].whom)
    full = [criterion.points for criterion in sheet.criteria]
    return assessed(points=tuple([*full[:-1], full[-1] + last, 1.0][:count]))


def thick(pages: int) -> StationData:
    """All in hand bound under spines of 10 mm at most: of leaves of 0.125 mm and 4 mm allowance, 96 pages fill it."""
    archive = changed(sound().district.archive, spines=(mm(10),), allowance=mm(4), leaf_thickness=mm(0.125))
    few = [line for line in sound_archive().clients.bindings if line.class_code == "DB"][:2]
    pair = [next(each for each in sound_archive().clients.households if each.number == line.key) for line in few]
    parts = (48, pages - 48)
    households = tuple(changed(each, pages=count) for each, count in zip(pair, parts, strict=True))
    lines = tuple(
        changed(line, order=i + 1, first_page=first, last_page=last)
        for i, (line, first, last) in enumerate(zip(few, (1, 49), (48, pages), strict=True))
    )
    whole = replace(sound_archive(), district=changed(sound().district, archive=archive))
    return without_papers(tables(whole, households=households, bindings=lines, records=(), consultations=()))


def year(number: int) -> StationData:
    """The second record of the volume, of this year beside 2022."""
    return in_archive("records", 1, dated=date(number, 1, 1) if number > 2022 else date(number, 12, 31))


LAST_READING = date(2031, 11, 9)
"""Five years after the inspection."""


def scored_in_2025(points: float) -> StationData:
    found = earlier(2025)
    years = tuple(changed(each, points=points) for each in found.station.earlier_years)
    return replace(found, station=changed(found.station, earlier_years=years))


def first_evidence() -> Evidence:
    return sound().station.inspection.judgments[0].evidence[0]


def helped() -> int:
    """How many people of the second community receive help."""
    name, rows = sound().station.communities[1].name, sound().clients.households
    return sum(each.members for each in rows if each.community == name and each.status == "在保")


def read_late(days: int) -> StationData:
    return in_archive("consultations", 0, read_on=LAST_READING + days * DAY, returned_on=None)


def published_at(days: int) -> StationData:
    """Who is on duty, announced so many days after the holiday began."""
    roster = on_duty().station.duty
    assert roster
    return on_duty(published_on=roster.start + days * DAY)


OF_STATION: dict[str, tuple[Callable[[], StationData], Callable[[], StationData], str]] = {
    # what passed in silence
    "20 members": (lambda: household(members=20), lambda: household(members=21), "MZ2831"),
    "1 member": (lambda: household(members=1), lambda: household(members=0), "MZ1980"),
    "five times the standard": (lambda: household(amount=3950), lambda: household(amount=3951), "MZ2832"),
    "some help": (lambda: household(amount=1), lambda: household(amount=0), "MZ2832"),
    "so many odd numbers that they are a make": (lambda: odd_numbers(2), lambda: odd_numbers(1), "MZ2834"),
    "as many live as are helped": (lambda: of_population(helped(), 1), lambda: of_population(helped() - 1, 1), "MZ2835"),
    "100,000 people": (lambda: of_population(100_000), lambda: of_population(100_001), "MZ2839"),
    "5 square metres": (lambda: part("premises", area=5), lambda: part("premises", area=4.9), "MZ2839"),
    "5,000 square metres": (lambda: part("premises", area=5000), lambda: part("premises", area=5001), "MZ2839"),
    "1,000 yuan": (lambda: part("funding", amount=1000), lambda: part("funding", amount=999), "MZ2839"),
    "10,000,000 yuan": (lambda: part("funding", amount=10_000_000), lambda: part("funding", amount=10_000_001), "MZ2839"),
    "50 plaques": (lambda: quantity("hangings", 50), lambda: quantity("hangings", 51), "MZ2839"),
    "500 of a thing": (lambda: quantity("equipment", 500), lambda: quantity("equipment", 501), "MZ2839"),
    "60 years": (lambda: for_the_old(60), lambda: for_the_old(59), "MZ2842"),
    "numbered the year before": (lambda: numbered("桃源街办〔2025〕5号"), lambda: numbered("桃源街办〔2024〕5号"), "MZ2841"),
    "numbered the year after": (lambda: numbered("桃源街办〔2027〕5号"), lambda: numbered("桃源街办〔2028〕5号"), "MZ2841"),
    "open for a minute": (lambda: opened("9:00—9:01"), lambda: opened("9:00—9:00"), "MZ1981"),
    "open again at once": (lambda: opened("9:00—12:00，12:00—17:00"), lambda: opened("9:00—12:00，11:59—17:00"), "MZ1981"),
    "open to midnight": (lambda: opened("9:00—24:00"), lambda: opened("9:00—24:01"), "MZ1981"),
    "the last minute of an hour": (lambda: opened("9:00—11:59"), lambda: opened("9:00—11:60"), "MZ1981"),
    "an afternoon said in words": (lambda: opened("上午 9:00—12:00，下午 1:30—5:00"), lambda: opened("9:00—12:00，1:30—5:00"), "MZ1981"),
    "hours of two seasons": (lambda: opened("夏季 9:00—12:00，14:30—18:00；冬季 9:00—12:00，14:00—17:30"), lambda: opened("9:00—12:00，9:00—12:00"), "MZ1981"),
    "hours of two days": (lambda: opened("周六 9:00—12:00；周日 8:00—11:00"), lambda: opened("9:00—12:00 8:00—11:00"), "MZ1981"),
    "hours of a night": (lambda: opened("9:00—17:00，夜间 20:00—8:00"), lambda: opened("9:00—17:00，20:00—8:00"), "MZ1981"),
    "a result of twice the points": (lambda: scored_in_2025(200), lambda: scored_in_2025(201), "MZ2839"),
    "one office's telephone": (lambda: one_telephone("0999-5551101"), lambda: one_telephone("13800000000"), "MZ2836"),
    "read five years on": (lambda: read_late(0), lambda: read_late(1), "MZ1991"),
    "in post on a day of the period": (lambda: assessed_after(date(2026, 1, 1)), lambda: assessed_after(date(2025, 12, 31)), "MZ1984"),
    "announced on the first day off": (lambda: published_at(0), lambda: published_at(1), "MZ1905"),
    "a file of this year": (lambda: in_year(2026), lambda: in_year(2027), "MZ1992"),
    "a year of this century": (lambda: earlier(2000), lambda: earlier(1999), "MZ1862"),
    "a word of 13 characters": (lambda: guided(who=("区" * 13 + "，乙",)), lambda: guided(who=("区" * 12 + "，乙",)), "MZ2840"),
    "an office of another street": (lambda: part("archive", fonds_name="澄江区青槐街道办事处"), lambda: part("archive", fonds_name="澄江区青坏街道办事处"), "MZ2849"),
    "a photo taken afterwards": (lambda: reports("1.4", evidence=(changed(first_evidence(), file="photos/after.png"),)), lambda: reports("1.4", evidence=(first_evidence(),)), "MZ2848"),
    "a name of 2 characters": (lambda: part("archive", arranged_by="刘鞠"), lambda: part("archive", arranged_by="丘立新"), "MZ2843"),
    "a name of one character": (lambda: part("archive", arranged_by="吴"), lambda: part("archive", arranged_by="无"), "MZ1993"),
    "a name with 〇": (lambda: member(0, name="刘〇菊"), lambda: member(0, name="刘0菊"), "MZ1993"),
    "two who sign": (lambda: paper(signer="程守仁、刘菊"), lambda: member(0, name="程守仁、刘菊"), "MZ1993"),
    "a name with a dot": (lambda: member(0, name="阿依古丽·买买提"), lambda: member(0, name="阿依古丽/买买提"), "MZ1993"),
    "an address of few words": (lambda: station(address="同乐路上"), lambda: station(address="同上"), "MZ1993"),
    "a head of a household": (lambda: household(head="缺月生"), lambda: household(head="空缺"), "MZ1993"),
    "a community's own quotes": (lambda: community("“五一”社区"), lambda: community("“桃溪社区”"), "MZ1993"),
    "a name without a remark": (lambda: household(head="林梦洁"), lambda: household(head="林梦洁（已故）"), "MZ2850"),
    "a place that counts": (lambda: hung_at("社会事务科"), lambda: hung_at("社会事物科"), "MZ1985"),
    "trained on the first day in post": (lambda: trained(date(2026, 3, 6)), lambda: trained(date(2026, 3, 5)), "MZ2844"),
    "its own street in the address": (lambda: station(address="柳林街道与桃源街道交界处 3 号"), lambda: station(address="柳林街道 3 号"), "MZ2837"),
    "once for help that comes once": (lambda: of_another(kind="临时救助"), of_another, "MZ2661"),
    # what the building standard counts
    "5 staff": (lambda: staff_of(5), lambda: staff_of(4), "MZ2103"),
    "7 staff": (lambda: staff_of(7), lambda: staff_of(8), "MZ2103"),
    "1 administrative post": (lambda: administrators(1), lambda: administrators(0), "MZ2104"),
    "1 plaque": (lambda: quantity("hangings", 1), lambda: quantity("hangings", 0), "MZ2202"),
    "some money": (lambda: part("funding", amount=1000), lambda: part("funding", amount=0), "MZ2301"),
    "money of the year": (sound, lambda: part("funding", year=sound().district.year - 1), "MZ2302"),
    "1 of each equipment": (lambda: quantity("equipment", 1), lambda: quantity("equipment", 0), "MZ2401"),
    "1 vehicle": (lambda: quantity("transport", 1), lambda: quantity("transport", 0), "MZ2402"),
    "1 facility": (lambda: part("premises", visitor_facilities=("座椅",)), lambda: part("premises", visitor_facilities=()), "MZ2403"),
    "term begins": (lambda: term_from(0), lambda: term_from(1), "MZ2701"),
    "the budget's year": (lambda: part("funding", year=2026), lambda: part("funding", year=2025), "MZ2302"),
    "not the year before its year": (lambda: part("funding", year=2026), lambda: part("funding", year=2027), "MZ2302"),
    "bound by the end of this year": (lambda: binding_years(5), lambda: binding_years(4), "MZ2605"),
    "1 household": (lambda: tables(sound(), households=sound().clients.households[:1]), lambda: tables(sound(), households=()), "MZ2607"),
    "a plaque at its place": (sound, lambda: of_standard(places=("社会事务科", "社区服务中心", "服务大厅")), "MZ2202"),
    "head's first day": (lambda: since(0, 0), lambda: since(0, 1), "MZ2106"),
    "deputy's first day": (lambda: since(1, 0), lambda: since(1, 1), "MZ2107"),
    "hired since the day": (lambda: since(6, 1, establishment="编外聘用"), lambda: since(6, 0, establishment="编外聘用"), "MZ2105"),
    "term ends": (lambda: term_to(0), lambda: term_to(-1), "MZ2702"),
    "an earlier term ends the day before": (lambda: served_before(1), lambda: served_before(0), "MZ7153"),
    "an earlier term of one day": (lambda: served_before(1, 0), lambda: served_before(1, -1), "MZ7153"),
    # what agrees within the station's file
    "1 board of a code": (sound, lambda: adoption(5, board=sound().station.boards[4].board), "MZ1404"),
    "of this street": (lambda: void("990103-001-999-99"), lambda: void("990103-002-001-01"), "MZ1621"),
    "void once": (lambda: void("990103-001-001-09", "990103-001-001-08"), lambda: void(*["990103-001-001-09"] * 2), "MZ1622"),
    "next serial": (lambda: void("990103-001-001-09"), lambda: void("990103-001-001-02"), "MZ1623"),
    "52 characters in a code": (lambda: monitor(name="张" * 52), lambda: monitor(name="张" * 53), "MZ1625"),
    "replaced by another of its community": (lambda: replaced("990103-001-001-01"), lambda: replaced("990103-001-001-09"), "MZ1964"),
    "somebody's code": (lambda: judgment(0, owner="07"), lambda: judgment(0, owner="08"), "MZ1965"),
    "attending once": (lambda: attending("01", "02"), lambda: attending("01", "01"), "MZ1962"),
    "in post on the day": (lambda: trained_on(0), lambda: trained_on(-1), "MZ1962"),
    "succeeded a day later": (lambda: succeeded(1), lambda: succeeded(0), "MZ1963"),
    "received on the next day": (lambda: handed_to_the_next(1), lambda: handed_to_the_next(2), "MZ1968"),
    "standard in force": (lambda: standard_from(0), lambda: standard_from(1), "MZ1827"),
    "1 community of a code": (lambda: same_codes(1), lambda: same_codes(2), "MZ1405"),
    "1 monitor of a serial": (lambda: monitor(serial="99"), lambda: monitor(serial="02"), "MZ1405"),
    "last day of appraisal": (lambda: arranged("appraised_on", LAST_DAY), lambda: arranged("appraised_on", LAST_DAY + DAY), "MZ1438"),
    "own points": (lambda: own(0), lambda: own(0.1), "MZ1465"),
    "assessed points": (lambda: given(0), lambda: given(0.1), "MZ1466"),
    "fewer assessed points": (lambda: given(0, 5), lambda: given(0, 4), "MZ1466"),
    "more assessed points": (lambda: given(0, 5), lambda: given(0, 6), "MZ1466"),
    # what was put right
    "day it was put right": (lambda: reports("1.4", done_on=date(2026, 11, 9)), lambda: reports("1.4", done_on=date(2026, 11, 8)), "MZ1726"),
    "put right by the report": (lambda: reports("1.4", done_on=TOLD), lambda: reports("1.4", done_on=TOLD + DAY), "MZ1726"),
    "put right when it was seen": (lambda: seen("1.4", date(2026, 12, 1)), lambda: seen("1.4", date(2026, 11, 30)), "MZ1726"),
    "not seen put right": (lambda: seen("1.5", date(2026, 11, 30)), lambda: seen("1.4", date(2026, 11, 30)), "MZ1726"),
    "expected after the report": (lambda: expected(TOLD), lambda: expected(TOLD - DAY), "MZ1726"),
    "day of the report": (lambda: report_paper(date(2026, 11, 20)), lambda: report_paper(date(2026, 11, 19)), "MZ1728"),
    "once a report": (lambda: reports("1.4"), lambda: reports("1.4", "1.4"), "MZ1723"),
    "a reason and a new day": (lambda: expected(TOLD + DAY), lambda: reports("1.4", **unfinished(TOLD + DAY) | {"why_not": None}), "MZ1725"),
    "done or not done": (lambda: reports("1.4"), lambda: reports("1.4", why_not="缺料"), "MZ1725"),
    # who meets, who inspects, who is on duty
    "inspected on the team's day": (lambda: team_of(inspected()), lambda: team_of(inspected() + DAY), "MZ1855"),
    "of the team": (lambda: inspection(group=("区人力资源和社会保障局",)), lambda: inspection(group=("区人社局",)), "MZ1854"),
    "a line once": (lambda: guided(items=("2.7",)), lambda: guided(items=("2.7", "2.7")), "MZ1856"),
    "due on the day of the check": (lambda: unsound(0, None), lambda: unsound(-1, None), "MZ1857"),
    "mended on the day of the check": (lambda: unsound(9, 0), lambda: unsound(9, -1), "MZ1857"),
    "sound needs no day": (lambda: routine(sound=True), lambda: routine(sound=True, due=TOLD), "MZ1857"),
    "1 on duty a day": (lambda: shift(0, people=shifts()[0].people[:1]), lambda: shift(0, people=()), "MZ1859"),
    "in post that day": (lambda: leaves_on(shifts()[-1].day), lambda: leaves_on(shifts()[-1].day - DAY), "MZ1858"),
    "a name or a code": (lambda: shift(0, leader=sound().station.staff[0].name), lambda: shift(0, leader="99"), "MZ1858"),
    "a shift of a minute": (lambda: shift(0, end=time(9, 1)), lambda: shift(0, end=time(9)), "MZ1860"),
    "a day off": (lambda: shifted(0), lambda: shifted(-1), "MZ1860"),
    "one after the other": (lambda: again_from(time(17)), lambda: again_from(time(16, 59)), "MZ1861"),
    "an earlier year": (lambda: earlier(2025), lambda: earlier(2026), "MZ1862"),
    # days of the tables
    "first day of confirming": (lambda: of_old_age(FIRST_DAY), lambda: of_old_age(FIRST_DAY - DAY), "MZ1418"),
    "first day of a paper": (lambda: in_archive("papers", 2, dated=FIRST_DAY), lambda: in_archive("papers", 2, dated=FIRST_DAY - DAY), "MZ1418"),
    "first day of a record": (lambda: in_archive("records", 2, dated=FIRST_DAY), lambda: in_archive("records", 2, dated=FIRST_DAY - DAY), "MZ1418"),
    "first day of reading": (lambda: in_archive("consultations", 0, read_on=FIRST_DAY), lambda: in_archive("consultations", 0, read_on=FIRST_DAY - DAY), "MZ1418"),
    "last day of confirming": (lambda: household(decided_on=after_arranging() - DAY, decision="无"), lambda: household(decided_on=after_arranging()), "MZ1419"),
    "last day of a paper": (lambda: in_archive("papers", 2, dated=after_arranging() - DAY), lambda: in_archive("papers", 2, dated=after_arranging()), "MZ1419"),
    "last day of a record": (lambda: in_archive("records", 2, dated=after_arranging() - DAY), lambda: in_archive("records", 2, dated=after_arranging()), "MZ1419"),
    "last day of binding": (lambda: in_archive("bindings", 2, bound_on=after_arranging() - DAY), lambda: in_archive("bindings", 2, bound_on=after_arranging()), "MZ1419"),
    "last day of leaving": (lambda: leaving(left_on=after_arranging() - DAY), lambda: leaving(left_on=after_arranging()), "MZ1419"),
    "leaving on the day of confirming": (lambda: left_on(FIRST_DAY), lambda: leaving(left_on=sound().clients.households[0].decided_on - DAY), "MZ1417"),
    "returned on the day of reading": (lambda: returned(0), lambda: returned(-1), "MZ1435"),
    "bound on the day of confirming": (lambda: bound_on(0), lambda: bound_on(-1), "MZ1437"),
    "record bound on its day": (lambda: in_archive("bindings", -1, bound_on=date(2022, 5, 1)), lambda: in_archive("bindings", -1, bound_on=date(2022, 4, 30)), "MZ1437"),
    # counts of the tables
    "1 page": (lambda: household(pages=1), lambda: household(pages=0), "MZ1413"),
    "1 document": (lambda: household(documents=1), lambda: household(documents=0), "MZ1413"),
    "1 page of a record": (lambda: unbound("records", pages=1), lambda: unbound("records", pages=0), "MZ1413"),
    "documents add up": (sound_archive, lambda: in_archive("households", 0, documents=sound_archive().clients.households[0].documents + 1), "MZ1422"),
    "pages add up": (sound_archive, lambda: in_archive("papers", 0, pages=sound_archive().clients.papers[0].pages - 1), "MZ1422"),
    # what fits on a badge
    "22 characters of a name": (lambda: monitor(name="名" * 22), lambda: monitor(name="名" * 23), "MZ1613"),
    "14 characters and a dot, and 14": (lambda: monitor(name="名" * 14 + "·" + "名" * 14), lambda: monitor(name="名" * 15 + "·" + "名" * 14), "MZ1613"),
    "22 characters of a name on a card": (lambda: member(0, name="名" * 22), lambda: member(0, name="名" * 23), "MZ1833"),
    "30 characters of a station on a card": (lambda: called("站" * 30), lambda: called("站" * 31), "MZ1836"),
    "a card not ordered wants no photo": (lambda: member(0, photo=None, card=False), lambda: member(0, photo=None), "MZ1831"),
    "a list on the last day of its period": (lambda: published(published_on=date(2026, 10, 31)), lambda: published(published_on=date(2026, 10, 30)), "MZ1834"),
    "a period of one day": (lambda: published(first=date(2026, 10, 31)), lambda: published(first=date(2026, 11, 1)), "MZ1834"),
    "28 characters of a community": (lambda: community("区" * 28), lambda: community("区" * 29), "MZ1614"),
    "30 characters of an office": (lambda: office("办" * 30), lambda: office("办" * 31), "MZ1615"),
    "a card 47.7 mm high": (lambda: of_badge("85.6×47.7 mm"), lambda: of_badge("85.6×47.6 mm"), "MZ1616"),
    "a card 75.6 mm wide": (lambda: of_badge("75.6×54 mm"), lambda: of_badge("75.4×54 mm"), "MZ1616"),
    "an upright card 53.2 mm wide": (lambda: of_badge("53.2×90 mm"), lambda: of_badge("53.1×90 mm"), "MZ1616"),
    "an upright card 76 mm high": (lambda: of_badge("70×76 mm"), lambda: of_badge("70×75.9 mm"), "MZ1616"),
    "a badge read from 0.7 m": (lambda: of_badge(distance=mm(700)), lambda: of_badge(distance=mm(701)), "MZ1616"),
    "a badge whose finest line is 0.134 mm": (lambda: of_badge(finest=mm(0.134)), lambda: of_badge(finest=mm(0.135)), "MZ1616"),
    "a slot 2 mm from the edge": (lambda: slot(inset=2), lambda: slot(inset=1.9), "MZ1617"),
    "a slot as wide as the card holds": (lambda: slot(width=81.6), lambda: slot(width=81.7), "MZ1617"),
    "a round hole": (lambda: slot(width=3), lambda: slot(width=2.9), "MZ1617"),
    "a slot that is drawn": (lambda: slot(), lambda: slot(inks=("四色",)), "MZ1617"),
    "a slot that leaves room": (lambda: slot(height=3), lambda: slot(height=3.2), "MZ1616"),
    # numbers of the ledger
    "the next order": (in_volume, lambda: in_volume(order=13), "MZ1428"),
    "order 1": (lambda: in_volume(serial=2, **first_line()), lambda: in_volume(serial=2, **first_line() | {"order": 0}), "MZ1428"),
    "no order but the first": (lambda: in_volume(serial=2, **first_line()), lambda: in_volume(serial=2, **first_line() | {"order": 2}), "MZ1428"),
    "the first volume": (sound_archive, lambda: moved("RC", 2), "MZ1433"),
    "a page more than the one bound": (lambda: of_one_page(0), lambda: of_one_page(0, pages=2), "MZ1430"),
    "volume 1": (sound_archive, lambda: moved("WS", 0), "MZ1428"),
    "the next volume": (lambda: in_volume(serial=2, **first_line()), lambda: in_volume(serial=3, **first_line()), "MZ1433"),
    "the next page": (lambda: next_pages(0), lambda: next_pages(1), "MZ1429"),
    "the page that is taken": (lambda: next_pages(0), lambda: next_pages(-1), "MZ1429"),
    "one page from first to last": (lambda: of_one_page(0), lambda: of_one_page(-1), "MZ1429"),
    "as many pages as bound": (lambda: next_pages(0), lambda: next_pages(0, 1), "MZ1430"),
    "no fewer pages than bound": (lambda: next_pages(0), lambda: next_pages(0, -1), "MZ1430"),
    "volume of 96 pages": (lambda: thick(96), lambda: thick(97), "MZ1431"),
    "records of one year": (lambda: year(2022), lambda: year(2023), "MZ1432"),
    "records of the same year": (lambda: year(2022), lambda: year(2021), "MZ1432"),
    # what becomes of bound files
    "handed over on the day of binding": (lambda: acts(transfer=handing(handed_on=last_binding())), lambda: acts(transfer=handing(handed_on=last_binding() - DAY)), "MZ1763"),
    "handed over with its year": (lambda: acts(transfer=handing(classes=("RC",), until=2022)), lambda: acts(transfer=handing(classes=("RC",), until=2021)), "MZ1762"),
    "kept on the day it is due": (lambda: acts(verdict=appraisal("RC-1"), appraised_on=date(2027, 3, 2)), lambda: acts(verdict=appraisal("RC-1"), appraised_on=date(2027, 3, 1)), "MZ1764"),
    "nothing condemned goes": (lambda: acts(verdict=appraisal("RC-1"), transfer=handing(), appraised_on=date(2027, 3, 2)), lambda: acts(verdict=appraisal(), transfer=handing(), appraised_on=date(2027, 3, 2)), "MZ1765"),
}  # fmt: skip


def of_badge(size: str = "85.6×54 mm", **update: Any) -> StationData:
    return override(badge=changed(badge(size), **update))


def slot(**update: Any) -> StationData:
    return override(badge=punched(**update))


def office(name: str) -> StationData:
    return street(office=name)


def term_from(days: int) -> StationData:
    """A term that begins so many days after the inspection."""
    day = sound().station.inspection.inspected_on + days * DAY
    return monitor(term=changed(first_monitor().term, start=day, end=day + 90 * DAY))


def term_to(days: int) -> StationData:
    day = sound().station.inspection.inspected_on + days * DAY
    return monitor(term=changed(first_monitor().term, start=day - 30 * DAY, end=day))


def unbound(table: str, **update: Any) -> StationData:
    """The tables without a ledger, so that only this table is looked at."""
    return tables(in_archive(table, 0, **update), bindings=(), consultations=())


def moved(class_code: str, serial: int) -> StationData:
    """The only volume of its class under this number."""
    lines = sound_archive().clients.bindings
    return tables(
        sound_archive(),
        bindings=tuple(changed(line, serial=serial) if line.class_code == class_code else line for line in lines),
    )


def codes(subject: StationData) -> list[str]:
    return [problem.code for problem in checked(subject)]


@pytest.mark.parametrize("limit", OF_STATION)
def test_just_inside_a_limit_nothing_is_wrong_and_just_outside_one_thing_is(limit: str) -> None:
    inside, outside, code = OF_STATION[limit]
    other = WITH.get(code, set()) | ({"MZ1913"} if limit == "term ends" else set())
    assert set(codes(inside())) <= other
    assert set(codes(outside())) - other == {code}


def test_a_term_of_one_day_runs_forward() -> None:
    day = sound().station.inspection.inspected_on
    assert codes(monitor(term=changed(first_monitor().term, start=day, end=day))) == ["MZ1913"]
    assert codes(monitor(term=changed(first_monitor().term, start=day, end=day - DAY))) == ["MZ1406", "MZ2702"]


def test_a_volume_with_a_wrong_number_is_told_at_its_first_row_with_the_right_one() -> None:
    rows = [
        row
        for row, line in zip(sound_archive().clients.binding_rows, sound_archive().clients.bindings, strict=True)
        if line.class_code == "RC"
    ]
    for serial in (0, 2):
        (problem,) = checked(moved("RC", serial))
        assert (problem.location.line, problem.facts) == (rows[0], {"found": serial, "expected": 1})
    assert len(rows) == 2


@pytest.mark.parametrize(("day", "code"), [(FIRST_DAY, "MZ1437"), (FIRST_DAY - DAY, "MZ1418")])
def test_a_binding_before_the_first_day_is_told_once(day: date, code: str) -> None:
    assert codes(in_archive("bindings", 2, bound_on=day)) == [code]


def test_a_file_made_on_the_day_of_arranging_is_not_bound_the_day_before() -> None:
    arranged_on = after_arranging() - DAY
    subject = in_archive("records", -1, dated=arranged_on)
    lines = subject.clients.bindings
    for bound_on, found in ((arranged_on, []), (arranged_on - DAY, ["MZ1437"])):
        assert codes(tables(subject, bindings=(*lines[:-1], changed(lines[-1], bound_on=bound_on)))) == found


def trained_on(days: int) -> StationData:
    """A training of one who came so many days before it."""
    subject = attending("03")
    first, *others = subject.station.trainings
    came = subject.station.staff[2].since
    assert came
    held = changed(first, held_on=came + days * DAY)
    return replace(subject, station=changed(subject.station, trainings=(held, *others)))


def succeeded(days: int) -> StationData:
    """The first monitor succeeded by the other, who began so many days after."""
    subject = monitor(leaving=left(first_monitor().term.end, successor="001-02"))
    first, *others = subject.station.communities
    one, two = first.monitors
    later = changed(two, term=changed(two.term, start=one.term.start + days * DAY))
    return replace(
        subject, station=changed(subject.station, communities=(changed(first, monitors=(one, later)), *others))
    )


@pytest.mark.parametrize(("day", "code"), [(FIRST_DAY, "MZ1436"), (FIRST_DAY - DAY, "MZ1418")])
def test_who_was_born_after_the_first_day_was_not_confirmed_on_it(day: date, code: str) -> None:
    number = with_check(f"110101{FIRST_DAY + DAY:%Y%m%d}084")
    assert codes(household(decided_on=day, decision="无", identity_number=number)) == [code]


def test_a_household_left_on_no_day_before_the_first() -> None:
    assert codes(left_on(FIRST_DAY)) == []
    assert codes(left_on(FIRST_DAY - DAY)) == ["MZ1417", "MZ1418"]


def years(number: int, clock: str = "确认之日") -> Any:
    return bureau.archive_class(keep_years=number, retention_code=f"D{number}", retention=f"{number}年", clock=clock)


def phase(days: int) -> Any:
    return bureau.phases(end=sound().district.phases[0].start + days * DAY)


def served_before(days: int, length: int = 300) -> Any:
    """A term that ended so many days before the present one, and lasted so many days after its first."""
    term = first_monitor().term
    end = term.start - days * DAY
    return monitor(earlier_terms=(changed(term, start=end - length * DAY, end=end),))


def agreed(years: int) -> Any:
    agreement = sound().district.responsibility
    return bureau.district(responsibility=changed(agreement, year=agreement.year + years))


def announced(days: int) -> Any:
    announcement = sound().district.announcement
    return bureau.district(announcement=changed(announcement, end=announcement.start + days * DAY))


def levels(least: float) -> Any:
    known = sorted(sound().district.score_sheet.levels, key=lambda level: level.least)
    return bureau.sheet(levels=(changed(known[0], least=least), *known[1:]))


def deducted(points: float | None, outcome: str) -> Any:
    """The lowest level with this deduction and this outcome."""
    lowest, *others = sorted(sound().district.score_sheet.levels, key=lambda level: level.least)
    return bureau.sheet(levels=(changed(lowest, deduction=points, outcome=outcome), *others))


def costs(*points: float | None) -> Any:
    """The last two levels with these deductions."""
    highest, *others = sorted(sound().district.score_sheet.levels, key=lambda level: -level.least)
    low = (changed(level, deduction=each) for level, each in zip(others, points, strict=True))
    return bureau.sheet(levels=(highest, *low))


def first_item() -> ScoreItem:
    return sound().district.score_sheet.aspects[0].items[0]


def scored(**ways: Any) -> Any:
    return bureau.items({"rules": (), "yes_or_no": False, "per_defect": None, **ways})


def band(more: float) -> Any:
    made = Band.model_validate({"不低于": "1", "得分": "0"})
    return scored(bands=(changed(made, points=first_item().points + more),))


def grade(share: float) -> Any:
    made = Grade.model_validate({"档次": "好", "得分率": "100"})
    return scored(grades=(changed(made, share=share),))


def sound_district() -> Any:
    return sound().district


def sources(count: int) -> Any:
    return bureau.board(0, sources=(sound().district.boards[0].sources * 2)[:count])


OF_DISTRICT: dict[str, tuple[Callable[[], Any], Callable[[], Any], str]] = {
    "points that sum": (lambda: bureau.sheet(full=100), lambda: bureau.sheet(full=101), "MZ1986"),
    "the highest level at full points": (lambda: bureau.highest(100), lambda: bureau.highest(100.1), "MZ1987"),
    "levels half a point apart": (lambda: bureau.highest(85.5), lambda: bureau.highest(85), "MZ1987"),
    "criteria that sum": (lambda: bureau.assessed_of(100), lambda: bureau.assessed_of(99), "MZ1990"),
    "two monitors from 100 people on": (lambda: bureau.district(monitor_threshold=100), lambda: bureau.district(monitor_threshold=99), "MZ2839"),
    "two monitors from 100,000 on": (lambda: bureau.district(monitor_threshold=100_000), lambda: bureau.district(monitor_threshold=100_001), "MZ2839"),
    "terms of 1 year": (lambda: bureau.district(monitor_term=1), lambda: bureau.district(monitor_term=0), "MZ2839"),
    "terms of 10 years": (lambda: bureau.district(monitor_term=10), lambda: bureau.district(monitor_term=11), "MZ2839"),
    "100 staff": (lambda: bureau.standard(most_staff=100), lambda: bureau.standard(most_staff=101), "MZ2839"),
    "3 years after leaving": (lambda: years(3, "退出之日"), lambda: years(2, "退出之日"), "MZ1515"),
    "1 year": (lambda: years(1), lambda: years(0), "MZ1516"),
    "100 years": (lambda: years(100), lambda: years(101), "MZ1516"),
    "code of 1 character": (lambda: bureau.archive_class(code="D"), lambda: bureau.archive_class(code=""), "MZ1510"),
    "code of 12 characters": (lambda: bureau.archive_class(code="D" * 12), lambda: bureau.archive_class(code="D" * 13), "MZ1510"),
    "1 spine": (lambda: bureau.archive(spines=sound().district.archive.spines[:1]), lambda: bureau.archive(spines=()), "MZ1509"),
    "phase of one day": (lambda: phase(0), lambda: phase(-1), "MZ1521"),
    "announcement of seven days": (lambda: announced(6), lambda: announced(5), "MZ1911"),
    "announcement of some days": (lambda: announced(6), lambda: announced(-1), "MZ1521"),
    "agreement of the year": (lambda: agreed(0), lambda: agreed(1), "MZ7154"),
    "level from 0": (lambda: levels(0), lambda: levels(0.1), "MZ1508"),
    "points said once": (lambda: deducted(2, "由区政府通报批评"), lambda: deducted(2, "通报批评，扣2分"), "MZ1721"),
    "a lower level costs no less": (lambda: costs(2, 2), lambda: costs(2, 1), "MZ1729"),
    "what is at discretion is not compared": (lambda: costs(2, None), lambda: costs(2, 1), "MZ1729"),
    "at discretion, said once": (lambda: deducted(None, "由区政府通报批评"), lambda: deducted(None, "酌情扣分"), "MZ1721"),
    "1 way": (lambda: scored(per_defect=1.0), lambda: scored(), "MZ1518"),
    "not 2 ways": (lambda: scored(yes_or_no=True), lambda: scored(yes_or_no=True, per_defect=1.0), "MZ1518"),
    "band of full points": (lambda: band(0), lambda: band(0.1), "MZ1519"),
    "months": (lambda: bureau.periods("2026年12月"), lambda: bureau.periods("2026年13月"), "MZ1960"),
    "quarters": (lambda: bureau.periods("2026年第四季度"), lambda: bureau.periods("2026年第五季度"), "MZ1960"),
    "1 form of a period": (lambda: bureau.periods("2026年度", "2026年上半年"), lambda: bureau.periods("2026年度", "2026年度"), "MZ1961"),
    "11 criteria of one line": (lambda: bureau.criteria(*[1] * 11), lambda: bureau.criteria(*[1] * 12), "MZ1731"),
    "criteria of several lines": (lambda: bureau.criteria(3, 3, 3, 2), lambda: bureau.criteria(3, 3, 3, 3, 2), "MZ1731"),
    "an office of two lines": (lambda: bureau.criteria(*[1] * 11, office="局" * 25), lambda: bureau.criteria(*[1] * 11, office="局" * 26), "MZ1731"),
    "a title of 20 characters": (lambda: bureau.criteria(*[1] * 11, title="表" * 20), lambda: bureau.criteria(*[1] * 11, title="表" * 21), "MZ1731"),
    "half a point": (lambda: scored(points=0.5, per_defect=0.5), lambda: scored(points=0.5), "MZ1518"),
    "grade of 100 per cent": (lambda: grade(100), lambda: grade(101), "MZ1519"),
    "1 source": (lambda: sources(1), lambda: sources(0), "MZ1507"),
    "1 use of a code": (sound_district, lambda: bureau.board(1, code=sound().district.boards[0].code), "MZ1505"),
    "1 entry of a public key": (lambda: bureau.keys(OWN, OTHER), lambda: bureau.keys(OWN, OWN), "MZ1624"),
    "a key of no day": (lambda: bureau.keys(OWN, until=0), lambda: bureau.keys(OWN, until=-1), "MZ1624"),
    "the sample's key alone": (sound_district, lambda: bureau.keys(OWN, SAMPLE_KEY), "MZ1626"),
    "a lower limit as high as the upper": (lambda: bureau.standard(least_staff=7), lambda: bureau.standard(least_staff=8), "MZ1959"),
    "all on administrative posts": (lambda: bureau.standard(least_administrative=7), lambda: bureau.standard(least_administrative=8), "MZ1959"),
    "1 place of a plaque": (lambda: bureau.standard(places=("社会事务科",)), lambda: bureau.standard(places=()), "MZ1959"),
    "six aspects": (sound_district, lambda: bureau.sheet(aspects=bureau.ASPECTS[:5]), "MZ1503"),
}  # fmt: skip


@pytest.mark.parametrize("limit", OF_DISTRICT)
def test_just_inside_a_limit_of_the_districts_file_nothing_is_wrong(limit: str) -> None:
    inside, outside, code = OF_DISTRICT[limit]
    assert bureau.checked(inside()) == []
    assert [found for found, _ in bureau.checked(outside())] == [code]
