"""Every rule on stations: a sample that breaks it, the sound sample that does not, and the numbers in between."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from mzdocs.build.withheld import withheld
from mzdocs.checks import RULES, check, check_glyphs, provenance
from mzdocs.checks.completeness_rules import needed_monitors
from mzdocs.checks.name_rules import names_are_whole
from mzdocs.checks.printed_name_rules import communities_are_bare
from mzdocs.checks.rule import Violation
from mzdocs.checks.time_rules import days_of_people_are_of_this_age, signs_are_of_the_year
from mzdocs.core.problems import CRITERIA, Location, Problem, Severity
from mzdocs.core.units import Size, mm
from mzdocs.model.archive_acts import AppraisalResult, Transfer
from mzdocs.model.boards import CATEGORIES
from mzdocs.model.client_files import Clients, UnreadClients
from mzdocs.model.fields import Facts
from mzdocs.model.inspection import Rectified
from mzdocs.model.issue_register import Register, RegisterEntry
from mzdocs.model.people import Leaving, Monitor
from mzdocs.model.standard import ThingKind
from mzdocs.model.station import Equipment, VoidBadge
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import LOCKABLE, BadgeSpec, Corners, FrameFacts, HangFacts, Punching, SignSpec
from mzdocs.model.year_round import EarlierYear, Shift

from .test_ids import with_check
from .test_ledger import archived, one_more, plain, tables
from .test_problems import HAN


@cache
def sound() -> StationData:
    """The sample station; its invented region code is exchanged for one that is issued.

    It has the number of the letter that is due where staff is short, and nobody on duty: both would else be told
    beside a change of the staff.
    """
    found = with_issued_regions(plain())
    report = found.station.papers[0]
    letter = changed(
        report, code="staffing-letter", number="桃源街办函〔2026〕1号", mark=report.author, signer=None, printed_on=None
    )
    return replace(found, station=changed(found.station, papers=(*found.station.papers, letter), duty=None))


@cache
def sound_archive() -> StationData:
    """The same with papers, records, a ledger and a register of readings."""
    return with_issued_regions(archived())


def with_issued_regions(station_data: StationData) -> StationData:
    return tables(
        station_data,
        households=tuple(
            changed(household, identity_number=with_check("110101" + household.identity_number[6:17]))
            for household in station_data.clients.households
        ),
    )


def of_archive(make: Callable[[], StationData]) -> Callable[[], StationData]:
    return lambda: with_issued_regions(make())


def in_archive(name: str, location: int, /, **update: Any) -> StationData:
    items = list(getattr(sound_archive().clients, name))
    items[location] = changed(items[location], **update)
    return tables(sound_archive(), **{name: tuple(items)})


def leaving(number: int = 0, **update: Any) -> StationData:
    """One who left, with what is changed of it."""
    first = sound().clients.households[number]
    left = changed(first, status="已退出", left_on=first.decided_on + timedelta(days=400))
    return tables(sound(), households=(changed(left, **update),))


def one_paper_more(**update: Any) -> StationData:
    papers = sound_archive().clients.papers
    return tables(sound_archive(), papers=(*papers, changed(papers[0], **update)))


def narrow_spines() -> StationData:
    design = changed(sound().district.archive, spines=(mm(10),))
    return replace(sound_archive(), district=changed(sound().district, archive=design))


def no_page(station_data: StationData) -> int:
    """A page number behind all that are bound in the first volume."""
    return max(line.last_page for line in station_data.clients.bindings if line.class_code == "DB") + 1


def after_arranging() -> date:
    return sound().station.archive.arranged_on + timedelta(days=1)


def changed(facts: Any, **update: Any) -> Any:
    assert isinstance(facts, Facts)
    assert set(update) <= set(type(facts).model_fields)
    return facts.model_copy(update=update)


def station(**update: Any) -> StationData:
    return replace(sound(), station=changed(sound().station, **update))


def part(name: str, **update: Any) -> StationData:
    return station(**{name: changed(getattr(sound().station, name), **update)})


def member(number: int, **update: Any) -> StationData:
    return station(
        staff=tuple(changed(each, **update) if i == number else each for i, each in enumerate(sound().station.staff))
    )


def monitor(**update: Any) -> StationData:
    first, *others = sound().station.communities
    return station(
        communities=(changed(first, monitors=(changed(first.monitors[0], **update), *first.monitors[1:])), *others)
    )


def community(name: str) -> StationData:
    """The first community under another name, and no client in it."""
    first, *others = sound().station.communities
    households = tuple(each for each in sound().clients.households if each.community != first.name)
    changed_station = station(communities=(changed(first, name=name), *others))
    return tables(changed_station, households=households)


def badge(size: str) -> BadgeSpec:
    return changed(sound().district.design.badge, size=Size.parse(size))


def punched(
    width: float = 14, height: float = 3, inset: float = 3, inks: tuple[str, ...] = ("四色", "刀线")
) -> BadgeSpec:
    slot = Punching(**{"宽": mm(width), "高": mm(height), "边距": mm(inset)})
    return changed(badge("85.6×54 mm"), punching=slot, inks=inks)


def household(**update: Any) -> StationData:
    clients = sound().clients
    first, *others = clients.households
    return tables(sound(), households=(changed(first, **update), *others))


def district(**update: Any) -> StationData:
    return replace(sound(), district=changed(sound().district, **update))


def street(**update: Any) -> StationData:
    first, *others = sound().district.streets
    return district(streets=(changed(first, **update), *others))


def called(name: str) -> StationData:
    """The station under this name, in the district's register too."""
    found = street(station=name)
    return replace(found, station=changed(found.station, name=name))


def override(**update: Any) -> StationData:
    from mzdocs.model.station import Override

    return station(design=changed(Override.model_validate({}), **update))


def own_boards(times: int) -> StationData:
    """Boards of its own make, a little wider, and so many times the articles on the first of them."""
    spec, district = sound().district.design.board, sound().district
    wider = override(board=changed(spec, size=Size(mm(601), spec.size.height)))
    first, *others = district.boards
    fuller = changed(district, boards=(changed(first, articles=first.articles * times), *others))
    return replace(wider, district=fuller)


def adoption(number: int, **update: Any) -> StationData:
    return station(
        boards=tuple(changed(each, **update) if i == number else each for i, each in enumerate(sound().station.boards))
    )


def equipped(name: str, *kinds: str, quantity: int = 1, instead: str = "") -> StationData:
    """One thing more of this name and these kinds, or in the place of another."""
    kept = tuple(each for each in sound().station.equipment if each.name != instead)
    return station(
        equipment=(*kept, Equipment.model_validate({"名称": name, "数量": str(quantity), "种类": list(kinds)}))
    )


def of_standard(**update: Any) -> StationData:
    """The sound station in a district with another standard."""
    return district(standard=changed(sound().district.standard, **update))


def binding_years(years: int, subject: StationData | None = None) -> StationData:
    """Households are to be bound so many years on, and the ledger has none: the sample's are of 2021."""
    found = subject or sound()
    standard = changed(found.district.standard, binding_years=years)
    return replace(found, district=changed(found.district, standard=standard))


def without_equipment(name: str) -> StationData:
    return station(equipment=tuple(each for each in sound().station.equipment if each.name != name))


def confidentiality(**update: Any) -> StationData:
    return part("archive", confidentiality=changed(sound().station.archive.confidentiality, **update))


def judgments(*items: str) -> StationData:
    """The sound records, and more of these items."""
    known = sound().station.inspection.judgments
    return part("inspection", judgments=(*known, *(changed(known[0], item=item) for item in items)))


def judgment(number: int, **update: Any) -> StationData:
    known = list(sound().station.inspection.judgments)
    known[number] = changed(known[number], **update)
    return part("inspection", judgments=tuple(known))


def own_scores(**update: Any) -> StationData:
    own = sound().station.self_inspection
    assert own
    first, *others = own.scores
    return part("self_inspection", scores=(changed(first, **update), *others))


def second_look(**update: Any) -> StationData:
    look = sound().station.inspection.second_look
    assert look
    first, *others = look.results
    return part("inspection", second_look=changed(look, results=(changed(first, **update), *others)))


def reports(*items: str, **update: Any) -> StationData:
    """What the street reports on these items on 16 December; the first as changed."""
    sound_one = {"条目": "1.4", "措施": "重新固定", "完成日期": "2026-11-20"}
    found = [changed(Rectified.model_validate(sound_one), item=item) for item in items]
    inspection = changed(sound().station.inspection, rectified=(changed(found[0], **update), *found[1:]))
    return station(inspection=inspection, papers=report_paper(date(2026, 12, 16)).station.papers)


def two_faults() -> StationData:
    """Two items with a defect, of which one is reported on."""
    done = reports("1.4")
    faulty = judgment(1, grade="一般").station.inspection.judgments
    return replace(done, station=changed(done.station, inspection=changed(done.station.inspection, judgments=faulty)))


def on_duty(**update: Any) -> StationData:
    """The sample's roster for the Spring Festival, with what is changed of it."""
    return station(duty=changed(plain().station.duty, **update))


def shift(number: int, **update: Any) -> StationData:
    return on_duty(shifts=tuple(changed(each, **update) if i == number else each for i, each in enumerate(shifts())))


def shifts() -> tuple[Shift, ...]:
    roster = plain().station.duty
    assert roster is not None
    return roster.shifts


def routine(**update: Any) -> StationData:
    """The first finding of the first check between inspections, changed."""
    first, *checks = sound().station.routine_checks
    finding, *others = first.findings
    return station(routine_checks=(changed(first, findings=(changed(finding, **update), *others)), *checks))


def inspection(**update: Any) -> StationData:
    return part("inspection", **update)


def guided(**update: Any) -> StationData:
    first, *others = sound().station.guidance
    return station(guidance=(changed(first, **update), *others))


def team_of(day: date) -> StationData:
    """A team founded on this day."""
    papers = tuple(
        changed(each, issued_on=day) if each.code == "team-notice" else each for each in sound().district.papers
    )
    return replace(sound(), district=changed(sound().district, papers=papers))


def earlier(*years: int) -> StationData:
    told = {"得分": "88", "等次": "合格"}
    return station(earlier_years=tuple(EarlierYear.model_validate({"年度": str(year), **told}) for year in years))


def report_paper(day: date) -> StationData:
    """A report of this day beside the other papers."""
    number = "桃源街办〔2026〕33号"
    report = changed(
        sound().station.papers[0], code="rectification-report", number=number, issued_on=day, printed_on=None
    )
    return station(papers=(*sound().station.papers, report))


def left(last_day: date, **update: Any) -> Leaving:
    return changed(Leaving.model_validate({"日期": last_day.isoformat(), "事由": "辞任"}), **update)


def handed_to_the_next(days: int) -> StationData:
    """The first monitor leaves when the term ends; a third, who receives what is handed over, begins so many days later."""
    first, *others = sound().station.communities
    one, two = first.monitors
    start = one.term.end + timedelta(days=days)
    term = changed(one.term, start=start, end=start + timedelta(days=365))
    one = changed(one, leaving=left(one.term.end, successor="001-03", handed_over=("表册1册",)))
    three = changed(two, name="申屠远", serial="03", term=term, photo="photos/another.png")
    subject = station(communities=(changed(first, monitors=(one, two, three)), *others))
    photos = {**subject.photos, "photos/another.png": subject.photos[two.photo] + b"\0"}
    return replace(subject, photos=photos)


def assessed(**update: Any) -> StationData:
    first, *others = sound().station.assessed
    return station(assessed=(changed(first, **update), *others))


def paper(**update: Any) -> StationData:
    first = sound().station.papers[0]
    return station(papers=(changed(first, **update),))


def trained(day: date) -> StationData:
    first, *others = sound().station.trainings
    return station(trainings=(changed(first, held_on=day), *others))


def looked_again(day: date) -> StationData:
    return part("inspection", second_look=changed(sound().station.inspection.second_look, looked_on=day))


def longest_term(years: int) -> StationData:
    return district(monitor_term=years)


def one_more_paper(**update: Any) -> StationData:
    """Beside the others a correction, of a paper that never went out, or as it is updated."""
    said = {"code": "correction", "number": "桃源街办〔2026〕90号", "corrects": "桃源街办〔2026〕88号", **update}
    return station(papers=(*sound().station.papers, changed(sound().station.papers[0], **said)))


def alike() -> StationData:
    """Two corrections of one serial, which went out both."""
    first = one_more_paper()
    second = changed(first.station.papers[-1], number="桃源街办函〔2026〕90号")
    numbers = [(paper.number, paper.corrects) for paper in (first.station.papers[-1], second)]
    said = {"年度": "2026", "事项": "更正", "代号": "correction-90", "日期": "2026-11-20", "题名": "x"}
    entries = tuple(RegisterEntry.model_validate({**said, "文号或编号": n, "更正文号": of}) for n, of in numbers)
    papers = (*first.station.papers, second)
    return replace(first, station=changed(first.station, papers=papers), register=Register(entries=entries))


def void(*numbers: str) -> StationData:
    """These badges void, and no others."""
    entry = {"日期": "2026-11-01", "事由": "遗失"}
    return station(void_badges=tuple(VoidBadge.model_validate({"编号": each, **entry}) for each in numbers))


def replaced(by: str) -> StationData:
    """A lost badge of the first community, and the number of the new one."""
    (lost,) = void("990103-001-001-09").station.void_badges
    return station(void_badges=(changed(lost, replaced_by=by),))


def attending(*codes: str) -> StationData:
    """The first training, of the staff, attended by these alone."""
    first, *others = sound().station.trainings
    return station(trainings=(changed(first, attended=codes), *others))


def staff_of(count: int) -> StationData:
    first, second, *others = sound().station.staff
    more = (
        changed(each, code=f"{number:02d}", name=f"同事{chr(0x4E00 + number)}", photo=None, card=False)
        for number, each in enumerate(others * 3, 3)
    )
    return station(staff=(first, second, *islice(more, count - 2)))


def hung(where: str) -> StationData:
    kept = tuple(hanging for hanging in sound().station.hangings if hanging.place != where)
    return station(hangings=kept)


def community_of(population: int, monitors: int) -> StationData:
    first, *others = sound().station.communities
    filled = tuple(
        changed(first.monitors[0], name=f"监督{'甲乙丙'[number - 1]}", serial=f"{number:02}", photo=f"{number}.png")
        for number in range(1, monitors + 1)
    )
    return station(communities=(changed(first, population=population, monitors=filled), *others))


def rare_room() -> StationData:
    """A character no shipped font has, in a district whose small letters are single lines."""
    first, *others = sound().station.rooms
    made = own_plaques(single_lines=mm(6))
    return replace(made, station=changed(made.station, rooms=(changed(first, name="\U000323af室"), *others)))


def own_plaques(**update: Any) -> StationData:
    """A station with door plates of its own, in a district that leaves them open."""
    design = sound().district.design
    opened = changed(sound().district, design=changed(design, locked=(), open=("门牌",)))
    return replace(override(plaques=changed(design.plaques, **update)), district=opened)


TIBETAN = "དམངས་སྲིད"
"""Invented; nobody checked what it says."""


def two_scripts(order: str, name: tuple[str, ...] = (TIBETAN,), room: tuple[str, ...] = (TIBETAN,)) -> StationData:
    """A district that uses Tibetan beside Chinese; every room has a second name, the first one and the station this."""
    from mzdocs.model.district import SecondScript

    source = {"名称": "某自治州文字使用条例（虚构）", "核对日期": "2026-11-20"}
    said = {"文字": "藏文", "横牌次序": order, "竖牌次序": "汉字在左", "依据": source}
    named, (first, *others) = street(second_name=name), sound().station.rooms
    district = changed(named.district, second_script=SecondScript.model_validate(said))
    rest = (changed(each, second_name=(TIBETAN,)) for each in others)
    return replace(station(rooms=(changed(first, second_name=room), *rest)), district=district)


def long_room() -> StationData:
    first, *others = sound().station.rooms
    return station(rooms=(changed(first, name="室" * 32), *others))


def crowded_plate() -> SignSpec:
    plate = sound().district.design.plaques.plate
    return changed(plate, holes=Corners.model_validate({"直径": "6 mm", "边距": "6 mm", "钉帽": "14 mm"}))


def notices(*subjects: str, **update: Any) -> StationData:
    """These notices beside the boards, one behind the other on a wall."""
    first = sound().station.notices[0]
    return station(notices=tuple(changed(first, subject=each, place=n, **update) for n, each in enumerate(subjects, 1)))


def info_plate(words: int) -> StationData:
    """The plate at the entrance with so many characters on the way without steps."""
    ordered = sound().station.info_plate
    assert ordered
    return station(info_plate=changed(ordered, step_free="坡" * words))


def no_info_design() -> StationData:
    design = sound().district.design
    return district(design=changed(design, plaques=changed(design.plaques, info=None)))


def standard_from(days: int) -> StationData:
    """A standard that holds so many days after the day the boards are of."""
    first, *others = sound().district.standards
    later = changed(first, since=sound().station.issued_on + timedelta(days=days))
    return district(standards=(later, *others))


def many_communities(count: int) -> StationData:
    """So many communities, each with as many monitors as the first, no two of one name."""
    first = sound().station.communities[0]
    names = (f"监督{char}" for char in itertools.islice(map(chr, itertools.count(0x4E00)), 2 * count))
    made = tuple(
        changed(
            first,
            code=f"{n:03}",
            name=f"新{chr(0x4E00 + n)}社区",
            monitors=tuple(changed(each, name=next(names), photo=f"{n}-{each.serial}.png") for each in first.monitors),
        )
        for n in range(1, count)
    )
    return station(
        communities=(*sound().station.communities, *(changed(each, code=f"9{each.code[1:]}") for each in made))
    )


def community_twice() -> StationData:
    first, second, *others = sound().station.communities
    return station(communities=(first, changed(second, name=first.name), *others))


def of_population(people: int, number: int = 0) -> StationData:
    """A community, the first or another, of so many people."""
    known = sound().station.communities
    return station(
        communities=tuple(changed(each, population=people) if i == number else each for i, each in enumerate(known))
    )


def of_another(**update: Any) -> StationData:
    """The first household under the number and name of the third, or as it is updated."""
    third = sound().clients.households[2]
    return household(**{"identity_number": third.identity_number, "head": third.head, "kind": third.kind, **update})


def for_the_old(age: int) -> StationData:
    """Help for old people, and a head who was so old on the day before it was decided."""
    classes = sound().district.archive.classes
    renamed = (changed(each, name="高龄津贴") if each.code == "DB" else each for each in classes)
    district = changed(sound().district, archive=changed(sound().district.archive, classes=tuple(renamed)))
    first = sound().clients.households[0]
    born = first.decided_on.replace(year=first.decided_on.year - age) - timedelta(days=1)
    number = with_check(f"110101{born:%Y%m%d}084")
    only = tables(sound(), households=(changed(first, kind="高龄津贴", identity_number=number),))
    return replace(only, district=district)


def numbered(document: str) -> StationData:
    """The document that appointed the deputy, who came in March 2026."""
    return member(1, document=document)


def opened(*hours: str) -> StationData:
    first = sound().station.hours[0]
    return station(hours=tuple(changed(first, days=f"周{i}", hours=each) for i, each in enumerate(hours)))


def one_telephone(phone: str) -> StationData:
    first, *others = sound().station.communities
    both = tuple(changed(each, phone=phone) for each in first.monitors)
    return station(communities=(changed(first, monitors=both), *others))


def assessed_after(last_day: date) -> StationData:
    """One more of the staff, who left after this day and is assessed all the same."""
    staff, assessments = sound().station.staff, sound().station.assessed
    gone = {"code": "77", "name": "前任", "since": date(2020, 1, 1), "leaving": left(last_day)}
    beside = {"photo": None, "card": False, "document": None}
    more = changed(assessments[2], code="77", name="前任")
    return station(staff=(*staff, changed(staff[2], **gone, **beside)), assessed=(*assessments, more))


def hung_at(place: str) -> StationData:
    first, *others = sound().station.hangings
    return station(hangings=(changed(first, place=place), *others))


def odd_numbers(count: int) -> StationData:
    """So many households with numbers of another make, and no other table."""
    rows = sound().clients.households
    return tables(
        sound(), households=tuple(changed(h, number=f"旧{h.number}") if i < count else h for i, h in enumerate(rows))
    )


def in_year(year: int) -> StationData:
    """The sound station in a district that is in this year already; its own days are of 2026."""
    return district(year=year)


BROKEN: dict[str, tuple[Callable[[], StationData], str]] = {
    "MZ1992": (lambda: in_year(2027), "制发日期"),
    "MZ1975": (community_twice, "社区[2].名称"),
    "MZ1976": (lambda: station(trainings=(*sound().station.trainings, sound().station.trainings[0])), "培训[3]"),
    "MZ1977": (lambda: part("premises", visitor_facilities=("座椅", "座椅")), "场所.便民设施[2]"),
    "MZ1979": (lambda: of_another(head="别人"), "身份证号"),
    "MZ1980": (lambda: household(members=0), "人数"),
    "MZ1981": (lambda: opened("12:00—9:00"), "办公时间[1].时间"),
    "MZ1982": (lambda: member(0, name="刘　菊"), "人员[1].姓名"),
    "MZ1983": (lambda: paper(code="self-inspect"), "公文[1].代号"),
    "MZ1984": (lambda: assessed_after(date(2025, 12, 31)), "考评[24].代码"),
    "MZ1985": (lambda: hung_at("社会事物科"), "挂牌[1].地点"),
    "MZ1993": (lambda: member(0, name="待定"), "人员[1].姓名"),
    "MZ2850": (lambda: member(0, name="刘菊（女）"), "人员[1].姓名"),
    "MZ1991": (lambda: in_archive("consultations", 0, read_on=date(2206, 1, 1), returned_on=None), "日期"),
    "MZ2661": (of_another, "身份证号"),
    "MZ2831": (lambda: household(members=21), "人数"),
    "MZ2832": (lambda: household(amount=40_000), "金额"),
    "MZ2834": (lambda: odd_numbers(1), "户号"),
    "MZ2835": (lambda: of_population(1, 1), "社区[2].人口"),
    "MZ2836": (lambda: one_telephone("13800000000"), "社区[1].监督员[2].工作电话"),
    "MZ2837": (lambda: station(address="云川市澄江区柳林街道 3 号"), "地址"),
    "MZ2838": (lambda: part("phones", complaint=sound().station.phones.service), "电话.监督"),
    "MZ2839": (lambda: of_population(0), "社区[1].人口"),
    "MZ2840": (lambda: guided(who=("凌书平，尹秋白",)), "业务指导[1].指导人[1]"),
    "MZ2841": (lambda: numbered("桃源街办〔2062〕5号"), "人员[2].任职文号"),
    "MZ2842": (lambda: for_the_old(59), "身份证号"),
    "MZ2843": (lambda: part("archive", arranged_by="丘立新"), "档案.立卷人"),
    "MZ2848": (lambda: reports("1.4", evidence=sound().station.inspection.judgments[0].evidence), "检查.整改[1].证据[1].文件"),
    "MZ2849": (lambda: part("archive", fonds_name="澄江区桃圆街道办事处"), "档案.全宗名称"),
    "MZ2844": (lambda: trained(date(2026, 1, 5)), "培训[1].日期"),
    "MZE29": (rare_room, "科室牌[1].名称"),
    "MZ1633": (lambda: own_plaques(maker="监" * 39), "设计.门牌.监制"),
    "MZ1634": (long_room, "科室牌[1].名称"),
    "MZ1635": (lambda: own_plaques(plate=crowded_plate()), "设计.门牌.横牌.四角孔"),
    "MZ1671": (lambda: override(board=changed(sound().district.design.board, corner=mm(4))), "设计.展板.边框"),
    "MZ1672": (lambda: override(board=changed(sound().district.design.board, frame=FrameFacts.model_validate({"压边": "6 mm", "面宽": "6 mm", "颜色": "哑银"}))), "设计.展板.边框"),
    "MZ1673": (lambda: override(board=changed(sound().district.design.board, hangs_by=HangFacts.model_validate({"数量": "2", "距上边": "10 mm"}))), "设计.展板.挂点"),
    "MZ1674": (lambda: own_plaques(room=changed(sound().district.design.plaques.room, lower_edge=mm(1440))), "设计.门牌.科室牌.中心离地"),
    "MZ1639": (lambda: two_scripts("民族文字在上", room=("民政",)), "科室牌[1].民族文字[1]"),
    "MZ1640": (lambda: two_scripts("民族文字在上", name=("དམངས་སྲིད་" * 12,)), "名称"),
    "MZ2631": (lambda: two_scripts("民族文字在上", room=()), "科室牌[1].名称"),
    "MZ1401": (lambda: station(street="999"), "街道代码"),
    "MZ1402": (lambda: station(name="桃源街道民政工作站"), "名称"),
    "MZ1664": (lambda: adoption(4, place=None), "制度[5]"),
    "MZ1665": (lambda: adoption(5, place=1), "制度[6].左起"),
    "MZ1403": (lambda: adoption(4, board="mei-you"), "制度[5].展板"),
    "MZ1404": (lambda: adoption(5, board=sound().station.boards[4].board), "制度[6].展板"),
    "MZ1643": (lambda: own_boards(3), "制度[1].展板"),
    "MZ1405": (lambda: monitor(serial="02"), "社区[1].监督员[2].序号"),
    "MZ1406": (lambda: monitor(term=changed(first_monitor().term, end=first_monitor().term.start - timedelta(days=1))), "社区[1].监督员[1].聘期.止"),
    "MZ1407": (lambda: override(plaques=sound().district.design.plaques), "设计.门牌"),
    "MZ1408": (lambda: household(kind="别的救助"), "类别"),
    "MZ1409": (lambda: household(community="别的社区"), "社区"),
    "MZ1410": (lambda: household(pages=99_999), "页数"),
    "MZ1411": (lambda: judgments("9.9"), "检查.记录[12].条目"),
    "MZ1461": (lambda: own_scores(item="9.9"), "自查.评分[1].条目"),
    "MZ1462": (lambda: second_look(item="9.9"), "检查.复查.结果[1].条目"),
    "MZ1463": (lambda: judgment(0, defects=None, met=True), "检查.记录[1]"),
    "MZ1464": (lambda: judgment(1, grade="优"), "检查.记录[2].档次"),
    "MZ1465": (lambda: own_scores(points=5.5), "自查.评分[1].得分"),
    "MZ1466": (lambda: assessed(points=(20.0, 25.0, 30.0, 15.0, 11.0)), "考评[1].得分[5]"),
    "MZ1467": (lambda: assessed(level="良好"), "考评[1].等次"),
    "MZ1468": (lambda: assessed(code="02", name=None), "考评[2].代码"),
    "MZ1469": (lambda: paper(number="桃街办（2026）15号"), "公文[1].发文字号"),
    "MZ1470": (lambda: station(papers=(*sound().station.papers, sound().station.papers[0])), "公文[3].代号"),
    "MZ1811": (lambda: one_more_paper(code="recheck", corrects=None, number=sound().station.papers[0].number), "公文[3].发文字号"),
    "MZ1812": (lambda: replace(sound(), register=Register(elsewhere=frozenset({"桃源街办〔2026〕31号"}))), "公文[1].发文字号"),
    "MZ1813": (lambda: one_more_paper(corrects=None), "公文[3]"),
    "MZ1814": (lambda: one_more_paper(), "公文[3].更正"),
    "MZ1817": (alike, "公文[4].发文字号"),
    "MZ1681": (lambda: assessed(code="77"), "考评[1].代码"),
    "MZ1951": (lambda: member(1, code="01"), "人员[2].代码"),
    "MZ1952": (lambda: monitor(leaving=left(first_monitor().term.end + timedelta(days=1))), "社区[1].监督员[1].离任.日期"),
    "MZ7153": (lambda: monitor(earlier_terms=(first_monitor().term,)), "社区[1].监督员[1].历次聘期[1]"),
    "MZ1953": (lambda: monitor(leaving=left(first_monitor().term.end, successor="001-09")), "社区[1].监督员[1].离任.接任"),
    "MZ1954": (lambda: assessed(period="2025年度"), "考评[1].周期"),
    "MZ1955": (lambda: assessed(name=sound().station.assessed[1].name), "考评[1].姓名"),
    "MZ1962": (lambda: attending("01", "77"), "培训[1].参加[2]"),
    "MZ1963": (lambda: monitor(leaving=left(first_monitor().term.end, successor="001-02")), "社区[1].监督员[1].离任.接任"),
    "MZ1968": (lambda: handed_to_the_next(2), "社区[1].监督员[1].离任.接任"),
    "MZ1964": (lambda: replaced("990103-001-002-01"), "作废胸牌[1].换发"),
    "MZ1965": (lambda: judgment(0, owner="77"), "检查.记录[1].责任人"),
    "MZ1472": (lambda: station(papers=()), "公文"),
    "MZ1723": (lambda: reports("1.4", "9.9"), "检查.整改[2].条目"),
    "MZ1724": (lambda: reports("1.4", "1.5"), "检查.整改[2].条目"),
    "MZ1725": (lambda: reports("1.4", done_on=None), "检查.整改[1]"),
    "MZ1726": (lambda: reports("1.4", done_on=date(2026, 11, 8)), "检查.整改[1].完成日期"),
    "MZ1727": (two_faults, "检查.整改"),
    "MZ1728": (lambda: report_paper(date(2026, 11, 19)), "公文[3].成文日期"),
    "MZ1854": (lambda: inspection(group=("区民政局", "区审计局")), "检查.检查组[2]"),
    "MZ1855": (lambda: team_of(inspected() + timedelta(days=1)), "检查.日期"),
    "MZ1856": (lambda: guided(items=("2.7", "9.9")), "业务指导[1].条目[2]"),
    "MZ1857": (lambda: routine(sound=False), "日常检查[1].结果[1]"),
    "MZ1858": (lambda: shift(0, leader="无此人"), "值班.安排[1].带班"),
    "MZ1859": (lambda: shift(2, people=()), "值班.安排"),
    "MZ1860": (lambda: shift(0, end=time(9)), "值班.安排[1]"),
    "MZ1861": (lambda: shift(0, people=(shifts()[0].leader,)), "值班.安排[1].人员[1]"),
    "MZ1862": (lambda: earlier(2025, 2025), "历年[2].年度"),
    "MZ1471": (lambda: judgment(0, evidence=()), "检查.记录[1]"),
    "MZ1901": (lambda: trained(date(1999, 12, 31)), "培训[1].日期"),
    "MZ1902": (lambda: part("inspection", inspected_on=date(2027, 11, 10)), "检查.日期"),
    "MZ1904": (lambda: paper(number="桃源街办〔2025〕31号"), "公文[1].发文字号"),
    "MZ1905": (lambda: paper(printed_on=date(2026, 10, 29)), "公文[1].印发日期"),
    "MZ1906": (lambda: part("archive", verified_on=inspected() + timedelta(days=1)), "档案.核对日期"),
    "MZ1907": (lambda: looked_again(date(2026, 11, 27)), "检查.复查.日期"),
    "MZ1908": (lambda: looked_again(date(2026, 12, 22)), "检查.复查.日期"),
    "MZ1912": (lambda: longest_term(2), "社区[1].监督员[1].聘期.止"),
    "MZ1913": (lambda: monitor(term=changed(first_monitor().term, end=inspected() + timedelta(days=60))), "社区[1].监督员[1].聘期.止"),
    "MZ1918": (lambda: part("self_inspection", inspected_on=date(2026, 10, 24)), "自查.日期"),
    "MZ1412": (lambda: household(identity_number=with_check("99010319740601084")), "档案.客户档案"),
    "MZ1413": (lambda: household(pages=0), "页数"),
    "MZ1416": (lambda: household(status="已退出", left_on=None), "退出日期"),
    "MZ1417": (lambda: leaving(left_on=sound().clients.households[0].decided_on - timedelta(days=1)), "退出日期"),
    "MZ1418": (lambda: household(decided_on=date(1949, 9, 30)), "确认日期"),
    "MZ1419": (lambda: household(decided_on=after_arranging()), "确认日期"),
    "MZ1420": (lambda: one_paper_more(household="没有"), "户号"),
    "MZ1421": (lambda: in_archive("papers", 0, kind="没有"), "材料"),
    "MZ1422": (lambda: in_archive("papers", 0, pages=sound_archive().clients.papers[0].pages + 1), "页数"),
    "MZ1423": (of_archive(lambda: one_more(class_code="XX", serial=1, order=1, first_page=1, last_page=2)), "类别代码"),
    "MZ1424": (of_archive(lambda: one_more(key="没有")), "户号或编号"),
    "MZ1425": (lambda: in_archive("households", 0, kind="低保边缘家庭"), "类别代码"),
    "MZ1426": (of_archive(lambda: bound_again()), "户号或编号"),
    "MZ1427": (of_archive(lambda: one_more(order=11)), "件号"),
    "MZ1428": (of_archive(lambda: one_more(order=13)), "件号"),
    "MZ1429": (of_archive(lambda: moved_pages(1)), "首页"),
    "MZ1430": (of_archive(lambda: one_more(last_page=one_more().clients.bindings[-1].last_page + 1)), "末页"),
    "MZ1431": (narrow_spines, "案卷号"),
    "MZ1432": (lambda: in_archive("records", 1, dated=date(2023, 7, 1)), "户号或编号"),
    "MZ1433": (of_archive(lambda: one_more(serial=3, order=1, first_page=1, last_page=sound().clients.households[-1].pages)), "案卷号"),
    "MZ1434": (lambda: in_archive("consultations", 0, number="Z101-MZ·DB-D10-099"), "档号"),
    "MZ1435": (lambda: in_archive("consultations", 0, returned_on=date(2026, 1, 4)), "归还日期"),
    "MZ1436": (lambda: household(identity_number=with_check("11010131970801084")), "身份证号"),
    "MZ1438": (
        lambda: station(archive=changed(sound().station.archive, appraised_on=date(2200, 1, 1))), "档案.鉴定日期",
    ),
    "MZ1437": (lambda: in_archive("bindings", 2, bound_on=date(1990, 1, 1)), "装订日期"),
    "MZ1761": (lambda: acts(transfer=handing(classes=("DB", "XX"))), "档案.移交.类别[2]"),
    "MZ1762": (lambda: part("archive", transfer=handing()), "档案.移交"),
    "MZ1763": (lambda: acts(transfer=handing(handed_on=last_binding() - timedelta(days=1))), "档案.移交.日期"),
    "MZ1764": (lambda: acts(verdict=appraisal("RC-2"), appraised_on=date(2027, 3, 2)), "档案.鉴定结果.续存[1]"),
    "MZ1765": (lambda: acts(verdict=appraisal(), transfer=handing(classes=("RC",)), appraised_on=date(2027, 3, 2)), "档案.移交"),
    "MZ1766": (lambda: acts(verdict=changed(appraisal("RC-1"), panel=()), appraised_on=date(2027, 3, 2)), "档案.鉴定结果.鉴定小组"),
    "MZ1611": (lambda: monitor(photo=sound().station.communities[1].monitors[0].photo), "社区[2].监督员[1].照片"),
    "MZ1613": (lambda: monitor(name="名" * 23), "社区[1].监督员[1].姓名"),
    "MZ1614": (lambda: community("区" * 29), "社区[1].名称"),
    "MZ1615": (lambda: street(office="办" * 31), "街道代码"),
    "MZ1616": (lambda: override(badge=badge("85.6×47.6 mm")), "设计.胸牌.尺寸"),
    "MZ1617": (lambda: override(badge=punched(inset=1.9)), "设计.胸牌.挂孔"),
    "MZ1414": (lambda: street(signs=("横牌",)), "挂牌[2].式样"),
    "MZ2101": (lambda: member(0, leads_civil_affairs=False), "人员[1]"),
    "MZ2102": (lambda: member(1, heads_social_affairs=False), "人员[2]"),
    "MZ2106": (lambda: member(0, post="工作人员"), "人员"),
    "MZ2107": (lambda: member(1, post="工作人员"), "人员"),
    "MZ2108": (lambda: part("premises", record=None), "场所.独立"),
    "MZ2103": (lambda: staff_of(4), "人员"),
    "MZ2104": (lambda: station(staff=tuple(changed(each, establishment="事业编制") for each in sound().station.staff)), "人员"),
    "MZ1621": (lambda: void("990103-002-001-09"), "作废胸牌[1].编号"),
    "MZ1622": (lambda: void("990103-001-001-09", "990103-001-001-09"), "作废胸牌[2].编号"),
    "MZ1623": (lambda: void("990103-001-001-01"), "社区[1].监督员[1].序号"),
    "MZ1625": (lambda: monitor(name="张" * 53), "社区[1].监督员[1].姓名"),
    "MZ2105": (lambda: member(2, establishment="编外聘用"), "人员[3].编制"),
    "MZ2201": (lambda: part("premises", own=False), "场所.独立"),
    "MZ2202": (lambda: hung("社会事务科"), "挂牌"),
    "MZ2203": (lambda: part("premises", window=False), "场所.窗口"),
    "MZ2301": (lambda: part("funding", budgeted=False), "经费"),
    "MZ2302": (lambda: part("funding", year=2025), "经费.年度"),
    "MZ2303": (lambda: part("funding", document="有"), "经费.文号"),
    "MZ2401": (lambda: without_equipment("传真机"), "设备"),
    "MZ2402": (lambda: station(transport=()), "交通工具"),
    "MZ2403": (lambda: part("premises", visitor_facilities=()), "场所.便民设施"),
    "MZ2404": (lambda: part("premises", facilities_record=None), "场所.便民设施"),
    "MZ1957": (lambda: equipped("机"), "设备[7]"),
    "MZ1958": (lambda: monitor(name=sound().station.staff[2].name), "社区[1].监督员[1].姓名"),
    "MZ2501": (lambda: station(boards=tuple(each for each in sound().station.boards if each.board != "xing-wei-gui-fan")), "制度"),
    "MZ2502": (lambda: adoption(3, posted_on=None), "制度[4]"),
    "MZ1824": (lambda: notices("保障标准", "保障标准"), "公示牌[2].内容"),
    "MZ1825": (lambda: district(standards=()), "公示牌[1].内容"),
    "MZ1826": (lambda: many_communities(30), "公示牌[3]"),
    "MZ1827": (lambda: standard_from(1), "公示牌[1]"),
    "MZ1828": (lambda: adoption(1, large_print=True), "制度[2].大字版"),
    "MZ1829": (no_info_design, "信息牌"),
    "MZ1830": (lambda: info_plate(400), "信息牌"),
    "MZ1831": (lambda: member(0, photo=None), "人员[1].工作牌"),
    "MZ1832": (lambda: member(1, photo=first_monitor().photo), "人员[2].照片"),
    "MZ1833": (lambda: member(0, name="名" * 23), "人员[1].工作牌"),
    "MZ1834": (lambda: published(last=date(2026, 11, 11)), "档案.公示名单.期间止"),
    "MZ1835": (lambda: part("archive", publication=None), "档案"),
    "MZ1836": (lambda: called("站" * 31), "人员[1].工作牌"),
    "MZ2822": (lambda: station(boards=tuple(each for each in sound().station.boards if each.board != "gao-ling-jin-tie-liu-cheng")), "制度"),
    "MZ2601": (lambda: part("archive", bound=False), "档案.装订成册"),
    "MZ2602": (lambda: part("archive", system=None), "档案"),
    "MZ2605": (lambda: binding_years(4), "档案.装订成册"),
    "MZ2606": (lambda: part("archive", ledger=None), "档案.装订成册"),
    "MZ2607": (lambda: replace(sound(), clients=Clients()), "档案.管理系统"),
    "MZ2603": (lambda: confidentiality(pledge=False), "档案.保密.保密承诺"),
    "MZ2604": (lambda: part("archive", verified_on=None), "档案"),
    "MZ2701": (lambda: community_of(2500, 1), "社区[1]"),
    "MZ2702": (lambda: monitor(term=changed(first_monitor().term, start=date(2020, 1, 1), end=inspected() - timedelta(days=1))), "社区[1].监督员[1].聘期"),
}  # fmt: skip


def acts(**update: Any) -> StationData:
    """The sample with every table, and what became of its files."""
    archive = changed(sound_archive().station.archive, **update)
    return replace(sound_archive(), station=changed(sound_archive().station, archive=archive))


def handing(**update: Any) -> Transfer:
    return changed(Transfer.model_validate({"接收单位": "澄江区档案馆"}), **update)


def appraisal(*kept: str) -> AppraisalResult:
    return AppraisalResult.model_validate({"鉴定小组": ["姚少峰"], "续存": list(kept)})


def last_binding() -> date:
    return max(line.bound_on for line in sound_archive().clients.bindings)


def bound_again() -> StationData:
    line = archived().clients.bindings[0]
    end = no_page(archived())
    return one_more(key=line.key, last_page=end + line.last_page - line.first_page)


def moved_pages(by: int) -> StationData:
    line = one_more().clients.bindings[-1]
    return one_more(first_page=line.first_page + by, last_page=line.last_page + by)


WITH = {
    "MZ1403": {"MZ2822"},
    "MZ1992": {"MZ2302"},
    "MZ1404": {"MZ2822"},
    "MZ1406": {"MZ2702"},
    "MZ1625": {"MZ1613"},
    "MZ1906": {"MZ2604"},
}
"""What cannot be broken alone: a board not adopted leaves its matter without a procedure; a term that runs backward holds on no day;
a name a code cannot hold no card can; what came after the inspection was missing at it."""


def inspected() -> date:
    return sound().station.inspection.inspected_on


def published(**update: date) -> StationData:
    """The sample's public list on other days; its own are 10 November, and the whole of October, of 2026."""
    return part("archive", publication=changed(sound().station.archive.publication, **update))


def first_monitor() -> Monitor:
    return sound().station.communities[0].monitors[0]


def checked(station_data: StationData) -> list[Problem]:
    """Every problem, its key path or row as its place."""
    from mzdocs.load.yaml_tree import spell

    def locate(violation: Violation) -> Location:
        return Location("x", line=violation.row, path=spell(violation.path))

    found = check(station_data, locate)
    if station_data.station.assessed == sound().station.assessed:  # people were changed under their assessments
        found = [problem for problem in found if problem.code not in ("MZ1681", "MZ1955")]
    return found


def test_the_table_has_a_sample_for_every_rule_and_no_other() -> None:
    assert sorted(BROKEN) == sorted(rule.problem_type.code for rule in RULES)


@pytest.mark.parametrize(("day", "told"), [(date(2026, 11, 9), {"MZ1472"}), (date(2026, 11, 8), {"MZ1472", "MZ1726"})])
def test_a_report_without_a_paper_still_looks_forward_from_the_inspection(day: date, told: set[str]) -> None:
    subject = reports("1.4", done_on=None, why_not="缺料", expected=day)
    unwritten = replace(subject, station=changed(subject.station, papers=sound().station.papers))
    assert {problem.code for problem in checked(unwritten)} == told


def kinds_stopped(code: str) -> frozenset[str]:
    """The kinds the broken sample of a rule keeps from being made."""
    rule = next(rule for rule in RULES if rule.problem_type.code == code)
    found = next(each for each in checked(BROKEN[code][0]()) if each.code == code)
    where = Location("x.csv" if found.location.line is not None else "x.yaml", path=found.location.path)
    return withheld([rule.problem_type.at(where, **found.facts)])


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.after], ids=lambda rule: rule.problem_type.code)
def test_what_is_told_in_the_place_of_others_stops_what_they_would_stop(rule: Any) -> None:
    """But for plaques, which show nobody's code."""
    told = {each.check: each.problem_type.code for each in RULES}
    told |= {
        names_are_whole: "MZ1982",
        communities_are_bare: "MZ1993",
        days_of_people_are_of_this_age: "MZ1901",
        signs_are_of_the_year: "MZ1992",
    }
    stopped = kinds_stopped(rule.problem_type.code) - {"plaque"}
    for cause in rule.after:
        assert stopped <= kinds_stopped(told[cause]) or told[cause] == "MZ1901", told[cause]


def test_a_rule_that_follows_is_withheld_and_no_other() -> None:
    doubled = member(1, code="01")
    called = [
        each.code for each in checked(replace(doubled, station=changed(doubled.station, duty=plain().station.duty)))
    ]
    assert called == ["MZ1951"]
    (problem,) = checked(community_twice())
    assert (problem.code, problem.facts["first"]) == ("MZ1975", "社区[1]")


def test_the_sound_sample_breaks_no_rule() -> None:
    assert checked(sound()) == []
    assert checked(sound_archive()) == []


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_broken_rule_is_told_at_its_place_and_no_other_rule_with_it(code: str) -> None:
    make, path = BROKEN[code]
    found = checked(make())
    assert {problem.code for problem in found} == {code} | WITH.get(code, set())
    assert found[0].location.path == path


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_broken_rule_has_cause_and_remedy_in_both_languages_and_no_person(code: str) -> None:
    station_data = BROKEN[code][0]()
    names = {member.name for member in station_data.station.staff} | {h.head for h in station_data.clients.households}
    names |= {monitor.name for community in station_data.station.communities for monitor in community.monitors}
    for problem in checked(station_data):
        for language in ("zh", "en"):
            said = problem.message(language) + problem.remedy(language)
            assert "{" not in said
            assert not [name for name in names if name in said]
        assert HAN.search(problem.message("zh"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.problem_type.code)
def test_a_rule_says_where_it_comes_from_and_how_binding_that_is(rule: Any) -> None:
    found = provenance(rule.problem_type.code)
    assert found is rule.provenance
    assert found.tier in ("建设标准", "法律", "国家标准", "行业标准", "通行做法", "数据一致")
    assert found.binding in ("规定", "一般", "推荐")
    assert len(found.text) >= 4
    if rule.problem_type.code.startswith(("MZ283", "MZ284", "MZ285")):
        assert rule.problem_type.severity is Severity.NOTICE
    elif rule.problem_type.code.startswith("MZ2"):
        assert rule.problem_type.severity is Severity.FINDING
    else:
        assert rule.problem_type.severity in (Severity.ERROR, Severity.NOTICE)


def test_a_rule_of_the_building_standard_counts_for_one_of_its_criteria_and_common_practice_for_none() -> None:
    assert {rule.criterion for rule in RULES if rule.provenance.tier == "建设标准"} == set(CRITERIA)
    assert {rule.criterion for rule in RULES if rule.provenance.tier == "通行做法"} == {None}
    counted = [rule for rule in RULES if rule.criterion]
    assert {rule.problem_type.severity for rule in counted} == {Severity.FINDING}
    assert {rule.provenance.tier for rule in counted} == {"建设标准", "法律"}
    for rule in counted:
        assert rule.provenance.tier == "建设标准" or rule.problem_type.code in ("MZ2203", "MZ2603")


def test_what_is_no_rule_has_no_source() -> None:
    assert provenance("MZ1001") is None


@pytest.mark.parametrize(("count", "enough"), [(3, False), (4, False), (5, True), (6, True), (7, True), (8, False)])
def test_five_to_seven_staff_are_right(count: int, enough: bool) -> None:
    found = checked(staff_of(count))
    assert [problem.code for problem in found] == ([] if enough else ["MZ2103"])
    assert all(f"在岗在编 {count} 人" in problem.message() for problem in found)


def test_only_staff_in_post_are_counted() -> None:
    for since in (None, inspected() + timedelta(days=1)):
        expected = changed(sound().station.staff[3], code="77", since=since, photo=None)
        found = checked(station(staff=(*staff_of(4).station.staff, expected)))
        assert [problem.code for problem in found] == ["MZ2103"]
        assert checked(station(staff=(*staff_of(7).station.staff, expected))) == []


@pytest.mark.parametrize(("days", "found"), [(-1, ["MZ2103"]), (0, []), (1, [])])
def test_who_leaves_is_counted_to_the_last_day(days: int, found: list[str]) -> None:
    staff = staff_of(5).station.staff
    gone = changed(staff[4], leaving=left(inspected() + timedelta(days=days)))
    assert [problem.code for problem in checked(station(staff=(*staff[:4], gone)))] == found


@pytest.mark.parametrize("population", [1, 2499, 2500, 2501])
@pytest.mark.parametrize("monitors", [0, 1, 2, 3])
def test_2500_people_and_more_need_two_monitors(population: int, monitors: int) -> None:
    needed = 2 if population >= 2500 else 1
    found = checked(community_of(population, monitors))
    assert [problem.code for problem in found] == (["MZ2701"] if monitors < needed else [])
    for problem in found:
        assert f"（{population} 人）应有监督员 {needed} 名，实有 {monitors} 名" in problem.message()


def test_the_threshold_is_the_districts_own() -> None:
    community = sound().station.communities[0]
    assert [needed_monitors(changed(community, population=100), threshold) for threshold in (99, 100, 101)] == [2, 2, 1]


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(-9, -1, False), (-9, 0, True), (-9, 9, True), (0, 0, True), (0, 9, True), (1, 9, False)],
)
def test_a_term_holds_from_its_first_day_to_its_last(first: int, last: int, holds: bool) -> None:
    term = changed(
        first_monitor().term, start=inspected() + timedelta(days=first), end=inspected() + timedelta(days=last)
    )
    late = "MZ2701" if first > 0 else "MZ2702"
    found = [problem.code for problem in checked(monitor(term=term)) if problem.code != "MZ1913"]
    assert found == ([] if holds else [late])


@pytest.mark.parametrize(("heads", "codes"), [(0, ["MZ2106"]), (1, []), (2, ["MZ2101"])])
def test_a_station_has_one_head(heads: int, codes: list[str]) -> None:
    staff = tuple(
        changed(each, post="站长" if i < heads else "副站长", leads_civil_affairs=True, heads_social_affairs=True)
        for i, each in enumerate(sound().station.staff)
    )
    found = checked(station(staff=staff))
    assert [problem.code for problem in found] == codes
    assert all("有 2 名站长" in problem.message() for problem in found if heads == 2)


def test_a_head_who_is_another_person_is_told_at_that_person() -> None:
    found = checked(member(0, leads_civil_affairs=False))
    assert [(problem.code, problem.location.path) for problem in found] == [("MZ2101", "人员[1]")]


@pytest.mark.parametrize(("update", "hangs"), [({"hung_on": None}, False), ({"quantity": 0}, False), ({}, True)])
def test_a_plaque_hangs_when_it_is_there_and_has_its_day(update: dict[str, Any], hangs: bool) -> None:
    first, *others = sound().station.hangings
    found = checked(station(hangings=(changed(first, **update), *others)))
    assert [problem.code for problem in found] == ([] if hangs else ["MZ2202"])


def test_a_region_that_is_not_issued_is_named_whole_and_counted() -> None:
    (problem,) = checked(BROKEN["MZ1412"][0]())
    assert (problem.facts["count"], problem.facts["regions"]) == (1, "990103")


def test_money_of_nothing_is_no_budget() -> None:
    assert [problem.code for problem in checked(part("funding", amount=0))] == ["MZ2301"]


@pytest.mark.parametrize(
    ("name", "kinds", "codes"),
    [
        ("传真机", (), []),
        ("传真", (), []),
        ("传真复印一体机", (), []),
        ("激光传真机", (), ["MZ2401", "MZ1957"]),
        ("机", (), ["MZ2401", "MZ1957"]),
        ("传", (), ["MZ2401", "MZ1957"]),
        ("激光传真机", ("传真机",), []),
        ("激光一体机", ("传真机", "复印机"), []),
        ("传真机", ("复印机",), ["MZ2401"]),
        ("传真机", ("传真",), []),
        ("传真机", ("真机", "传真机"), ["MZ1957"]),
        ("打印机", (), ["MZ2401"]),
    ],
)
def test_a_thing_is_of_the_kind_it_says_or_is_called_exactly(
    name: str, kinds: tuple[str, ...], codes: list[str]
) -> None:
    found = checked(equipped(name, *kinds, instead="传真机"))
    assert [problem.code for problem in found] == codes
    assert {problem.facts["thing"] for problem in found if problem.code == "MZ2401"} <= {"传真机"}


def test_one_thing_counts_for_all_its_kinds_and_none_of_it_for_none() -> None:
    both = (
        ThingKind.model_validate({"种类": name, "又称": ["一体机"], "必备": "是", "依据": "x"})
        for name in ("传真机", "复印机")
    )
    declared = district(equipment_kinds=tuple(both))
    for quantity, missing in ((1, []), (0, ["传真机", "复印机"])):
        things = (Equipment.model_validate({"名称": "一体机", "数量": str(quantity)}),)
        found = checked(replace(declared, station=changed(declared.station, equipment=things)))
        assert [problem.facts["thing"] for problem in found] == missing


def test_what_is_necessary_is_the_districts_word() -> None:
    chairs = ThingKind.model_validate({"种类": "桌椅", "必备": "是", "依据": "本区确定"})
    more = district(
        equipment_kinds=(*(each for each in sound().district.equipment_kinds if each.name != "桌椅"), chairs)
    )
    assert [(problem.code, problem.facts["thing"]) for problem in checked(more)] == [("MZ2401", "桌椅")]
    glasses = tuple(changed(each, necessary=each.name == "老花镜") for each in sound().district.facility_kinds)
    few = changed(sound().station.premises, visitor_facilities=("座椅", "饮水"))
    asked = replace(district(facility_kinds=glasses), station=changed(sound().station, premises=few))
    assert [(problem.code, problem.facts["thing"]) for problem in checked(asked)] == [("MZ2403", "老花镜")]
    assert checked(part("premises", visitor_facilities=("饮水",))) == []
    assert [problem.code for problem in checked(part("premises", visitor_facilities=("水",)))] == ["MZ2403", "MZ1957"]


def test_a_vehicle_is_one_of_a_kind() -> None:
    nothing = Equipment.model_validate({"名称": "无", "数量": "1"})
    assert [problem.code for problem in checked(station(transport=(nothing,)))] == ["MZ2402", "MZ1957"]
    assert checked(station(transport=(changed(nothing, kinds=("自行车",)),))) == []


def test_one_plaque_hangs_at_one_place() -> None:
    first, second = sound().station.hangings
    both = changed(first, place="社会事务科、社区服务中心")
    told = [(problem.code, problem.location.path) for problem in checked(station(hangings=(both,)))]
    assert told == [("MZ2202", "挂牌"), ("MZ2202", "挂牌"), ("MZ1957", "挂牌[1].地点")]
    one_door = changed(sound().district.standard, places=("社会事务科、社区服务中心",))
    assert checked(replace(station(hangings=(both,)), district=changed(sound().district, standard=one_door))) == []
    third = changed(second, place="老年活动中心")
    assert [problem.code for problem in checked(station(hangings=(first, second, third)))] == ["MZ1957"]


def test_hired_staff_are_named_and_not_counted() -> None:
    staff = staff_of(6).station.staff
    hired = tuple(changed(each, establishment="编外聘用") if i > 3 else each for i, each in enumerate(staff))
    found = checked(station(staff=hired))
    assert [problem.code for problem in found] == ["MZ2103", "MZ2105", "MZ2105"]
    assert found[0].message() == "在岗在编 4 人（另有编外聘用 2 人，不计），应为 5 至 7 人"
    assert "2 hired ones not counted" in found[0].message("en")
    gone = tuple(
        changed(each, leaving=left(inspected() - timedelta(days=1))) if i > 3 else each for i, each in enumerate(hired)
    )
    assert [problem.message() for problem in checked(station(staff=gone))] == ["在岗在编 4 人，应为 5 至 7 人"]


@pytest.mark.parametrize(("least", "most", "codes"), [(7, 7, []), (8, 9, ["MZ2103"]), (5, 6, ["MZ2103"]), (1, 7, [])])
def test_the_number_of_staff_is_the_districts_own(least: int, most: int, codes: list[str]) -> None:
    assert [problem.code for problem in checked(of_standard(least_staff=least, most_staff=most))] == codes


@pytest.mark.parametrize(
    ("heads", "others", "least", "found"),
    [
        (True, 0, 1, []),
        (False, 0, 1, ["在岗的行政编制 0 名（兼任的站长不计），至少应有 1 名"]),
        (False, 1, 1, []),
        (True, 1, 2, []),
        (False, 1, 2, ["在岗的行政编制 1 名（兼任的站长不计），至少应有 2 名"]),
        (True, 1, 3, ["在岗的行政编制 2 名，至少应有 3 名"]),
    ],
)
def test_whether_the_head_counts_is_the_districts_word(heads: bool, others: int, least: int, found: list[str]) -> None:
    """The head holds an administrative post, and so many of the others."""
    district = of_standard(head_counts=heads, least_administrative=least).district
    staff = tuple(
        changed(each, establishment="行政编制" if i <= others else "事业编制")
        for i, each in enumerate(sound().station.staff)
    )
    data = replace(station(staff=staff), district=district)
    assert [problem.message() for problem in checked(data) if problem.code.startswith("MZ2")] == found


@pytest.mark.parametrize(("number", "code"), [(0, "MZ2106"), (1, "MZ2107")])
def test_a_post_is_vacant_from_the_day_after_its_holder_leaves_until_another_comes(number: int, code: str) -> None:
    staff = sound().station.staff
    other = changed(staff[number], code="77", name="后任", photo=None, card=False)

    def told(last: int, first: int | None) -> list[str]:
        old = changed(staff[number], leaving=left(inspected() + timedelta(days=last)))
        new = changed(other, since=None if first is None else inspected() + timedelta(days=first))
        return [problem.code for problem in checked(station(staff=(*staff[:number], old, *staff[number + 1 : 6], new)))]

    assert told(0, None) == []
    assert told(-1, None) == [code]
    assert told(-1, 1) == [code]
    assert told(-1, 0) == []
    assert told(-9, -5) == []


def test_a_monitor_of_anothers_name_is_asked_about_and_not_named() -> None:
    first, second, *others = sound().station.communities
    name = second.monitors[0].name
    twice = station(
        communities=(
            changed(first, monitors=(changed(first.monitors[0], name=name), *first.monitors[1:])),
            second,
            *others,
        )
    )
    (problem,) = checked(twice)
    assert (problem.code, problem.severity) == ("MZ1958", Severity.NOTICE)
    assert problem.location.path == "社区[2].监督员[1].姓名"
    assert "社区[1].监督员[1] 同名" in problem.message() and name not in problem.message() + problem.remedy()
    over = changed(first.monitors[0], name=name, leaving=left(inspected() - timedelta(days=1)))
    past = changed(first, monitors=(over, *first.monitors[1:], changed(first.monitors[0], serial="03", photo="03.png")))
    assert checked(station(communities=(past, second, *others))) == []


def test_a_monitor_may_bear_the_name_of_staff_that_left() -> None:
    staff = sound().station.staff
    gone = changed(staff[6], leaving=left(inspected() - timedelta(days=1)))
    data = monitor(name=staff[6].name)
    assert [problem.code for problem in checked(data)] == ["MZ1958"]
    assert checked(replace(data, station=changed(data.station, staff=(*staff[:6], gone)))) == []


@pytest.mark.parametrize(
    ("update", "codes"),
    [
        ({"year": 2025}, ["MZ2302"]),
        ({"year": 2027}, ["MZ2302"]),
        ({"document": None}, ["MZ2303"]),
        ({"document": "已批复"}, ["MZ2303"]),
        ({"document": "澄财预[2026]11号"}, ["MZ2303"]),
        ({"document": "澄财预〔2026〕11号"}, []),
        ({"budgeted": False, "document": None, "year": 2025}, ["MZ2301"]),
    ],
)
def test_a_budget_is_of_the_year_and_has_its_document(update: dict[str, Any], codes: list[str]) -> None:
    assert [problem.code for problem in checked(part("funding", **update))] == codes


@pytest.mark.parametrize(("years", "late"), [(5, False), (4, True), (0, True)])
def test_a_household_is_bound_by_the_end_of_the_districts_year(years: int, late: bool) -> None:
    """Confirmed in 2021, inspected in 2026: bound by the end of 2026 is not late yet, by the end of 2025 it is."""
    assert {household.decided_on.year for household in sound().clients.households} == {2021}
    found = checked(binding_years(years))
    assert [problem.code for problem in found] == (["MZ2605"] if late else [])
    for problem in found:
        assert "12 户到期没有装订（共 12 户，已装订 0 户）" in problem.message()
    left_over = checked(binding_years(years, sound_archive()))
    assert [problem.facts["count"] for problem in left_over] == ([1] if late else [])
    assert all("已装订 11 户" in problem.message() for problem in left_over)


def test_what_was_bound_after_the_day_was_not_bound_on_it() -> None:
    everything = binding_years(0, with_issued_regions(one_more()))
    assert checked(everything) == []
    line = everything.clients.bindings[-1]
    before = replace(everything, as_of=line.bound_on - timedelta(days=1))
    assert "MZ2605" in [problem.code for problem in checked(before)]
    assert "MZ2605" not in [problem.code for problem in checked(replace(everything, as_of=line.bound_on))]


def test_of_client_files_that_were_not_opened_nothing_is_said() -> None:
    for subject in (binding_years(0), replace(sound(), clients=Clients())):
        unread = replace(subject, clients=UnreadClients())
        assert checked(subject) and checked(unread) == []
    bare = part("archive", ledger=None)
    assert [problem.code for problem in checked(replace(bare, clients=UnreadClients()))] == ["MZ2606"]


def test_each_missing_thing_and_measure_is_told() -> None:
    assert [problem.facts["thing"] for problem in checked(station(equipment=()))] == ["计算机", "电话", "传真机"]
    nothing = confidentiality(locked_cabinet=False, keeper=None, pledge=False, access_log=False)
    assert [problem.location.path for problem in checked(nothing)] == [
        f"档案.保密.{name}" for name in ("专柜加锁", "保管人", "保密承诺", "查阅登记")
    ]
    told = [problem.facts.get("category") or problem.facts["matter"] for problem in checked(station(boards=()))]
    assert told == [*CATEGORIES, *(matter.name for matter in sound().district.matters)]


def test_two_judgments_of_one_item_are_told_once() -> None:
    found = checked(judgments("1.4"))
    assert [(problem.code, problem.location.path) for problem in found] == [("MZ1411", "检查.记录[12].条目")]


def test_of_equal_community_codes_the_second_is_told_with_the_place_of_the_first_and_a_free_one() -> None:
    first, second, *others = sound().station.communities
    found = checked(station(communities=(first, changed(second, code=first.code), *others)))
    assert [problem.location.path for problem in found] == ["社区[2].代码"]
    assert (found[0].facts["first"], found[0].facts["free"]) == ("社区[1].代码", f"{len(others) + 3:03}")


@pytest.mark.parametrize(
    ("update", "clear"),
    [
        ({"wall": "东墙", "place": 7, "spot": None}, True),
        ({"wall": None, "place": None, "spot": "柱子"}, True),
        ({"wall": None, "place": None, "spot": None}, False),
        ({"wall": "东墙", "place": None, "spot": None}, False),
        ({"wall": "东墙", "place": None, "spot": "柱子"}, False),
        ({"wall": "东墙", "place": 7, "spot": "柱子"}, False),
        ({"wall": "东墙", "place": 0, "spot": None}, False),
        ({"wall": "柱面", "place": 1, "spot": None}, True),
    ],
)
def test_a_board_hangs_in_a_row_on_a_wall_or_at_a_spot(update: dict[str, Any], clear: bool) -> None:
    assert [problem.code for problem in checked(adoption(4, **update))] == ([] if clear else ["MZ1664"])


def test_the_same_place_on_another_wall_or_in_another_room_is_another_place() -> None:
    taken = sound().station.boards[3]
    assert checked(adoption(4, wall="西墙", place=taken.place)) == []
    assert checked(adoption(4, room="档案室", place=taken.place)) == []


@pytest.mark.parametrize("open_part", LOCKABLE)
def test_a_station_may_change_what_is_open_and_nothing_else(open_part: str) -> None:
    design = changed(sound().district.design, locked=(), open=(open_part,))
    values = {
        "门牌": {"plaques": design.plaques},
        "展板": {"board": design.board},
        "胸牌": {"badge": design.badge},
        "主题": {"theme": "blue"},
    }
    assert set(values) == set(LOCKABLE)
    for part, update in values.items():
        found = checked(replace(override(**update), district=changed(sound().district, design=design)))
        assert [(problem.code, problem.location.path) for problem in found] == (
            [] if part == open_part else [("MZ1407", f"设计.{part}")]
        )


def test_a_problem_of_a_client_file_stands_at_its_row() -> None:
    for code in ("MZ1408", "MZ1409", "MZ1410", "MZ1413", "MZ1416", "MZ1417", "MZ1418", "MZ1419", "MZ1422"):
        assert checked(BROKEN[code][0]())[0].location.line == 2


@pytest.mark.parametrize(
    ("make", "code", "key"),
    [
        (lambda: in_archive("records", 2, kind="最低生活保障"), "MZ1408", "类别"),
        (lambda: in_archive("records", 2, pages=0), "MZ1413", "页数"),
        (lambda: in_archive("records", 2, pages=9_999), "MZ1410", "页数"),
        (lambda: in_archive("records", 2, dated=date(1949, 9, 30)), "MZ1418", "日期"),
        (lambda: in_archive("records", 2, dated=after_arranging()), "MZ1419", "日期"),
        (lambda: in_archive("bindings", 2, bound_on=after_arranging()), "MZ1419", "装订日期"),
        (lambda: in_archive("papers", 2, dated=after_arranging()), "MZ1419", "日期"),
        (lambda: in_archive("consultations", 0, read_on=date(1900, 1, 1)), "MZ1418", "日期"),
    ],
)  # fmt: skip
def test_every_table_is_judged_like_the_client_table(make: Callable[[], StationData], code: str, key: str) -> None:
    found = checked(make())
    assert [(problem.code, problem.location.path) for problem in found] == [(code, key)]


@pytest.mark.parametrize(
    ("born", "decided", "sound"),
    [
        ("20210901", date(2021, 9, 1), True),
        ("20210902", date(2021, 9, 1), False),
        ("19010815", date(2021, 8, 15), True),
        ("19010815", date(2021, 8, 16), False),
        ("19010828", date(2021, 8, 28), True),
        ("19010829", date(2021, 8, 28), True),
        ("19010829", date(2021, 8, 29), False),
        ("20000229", date(2021, 8, 16), True),
    ],
)
def test_the_birthday_in_a_number_is_one_of_a_living_person(born: str, decided: date, sound: bool) -> None:
    found = checked(household(identity_number=with_check(f"110101{born}084"), decided_on=decided))
    assert [problem.code for problem in found] == ([] if sound else ["MZ1436"])


@pytest.mark.parametrize(
    ("name", "update", "code"),
    [("kind", {"kind": "赵小乙"}, "MZ1408"), ("community", {"community": "990103197406010846"}, "MZ1409")],
)
def test_a_cell_in_the_wrong_column_is_not_read_out(name: str, update: dict[str, str], code: str) -> None:
    (problem,) = checked(household(**update))
    assert problem.code == code
    for language in ("zh", "en"):
        assert update[name] not in problem.message(language) + problem.remedy(language)


def test_a_household_of_a_class_that_is_filed_by_item_is_not_known() -> None:
    found = checked(household(kind="日常管理"))
    assert [problem.code for problem in found] == ["MZ1408"]
    assert "日常管理" not in found[0].remedy()


def test_a_household_on_the_rolls_has_no_day_of_leaving() -> None:
    assert checked(leaving()) == []
    assert [problem.code for problem in checked(leaving(status="在保"))] == ["MZ1416"]


def test_leaving_is_known_up_to_the_day_of_appraisal() -> None:
    late = leaving(left_on=after_arranging())
    assert [problem.code for problem in checked(late)] == ["MZ1419"]
    archive = changed(late.station.archive, appraised_on=after_arranging())
    assert checked(replace(late, station=changed(late.station, archive=archive))) == []


def test_a_household_without_any_paper_is_told_once() -> None:
    first = sound_archive().clients.households[0]
    papers = tuple(paper for paper in sound_archive().clients.papers if paper.household != first.number)
    found = checked(tables(sound_archive(), papers=papers))
    assert [(problem.code, problem.location.path) for problem in found] == [("MZ1422", "件数")]
    assert f"件数写的是 {first.documents}，户内材料表合计是 0" in found[0].message()


def test_a_class_without_prescribed_papers_takes_any() -> None:
    classes = tuple(changed(each, papers=()) for each in sound().district.archive.classes)
    design = changed(sound().district.archive, classes=classes)
    station_data = in_archive("papers", 0, kind="没有")
    assert checked(replace(station_data, district=changed(sound().district, archive=design))) == []


def test_a_file_as_thick_as_the_widest_spine_goes_under_it() -> None:
    design = changed(sound().district.archive, spines=(mm(10),), allowance=mm(4), leaf_thickness=mm(0.125))
    station_data = district(archive=design)
    pages = 2 * 48
    files = tuple(changed(each, pages=pages) for each in station_data.clients.households)
    assert checked(replace(station_data, clients=Clients(files, station_data.clients.rows))) == []
    files = (changed(files[0], pages=pages + 1), *files[1:])
    assert [
        problem.code for problem in checked(replace(station_data, clients=Clients(files, station_data.clients.rows)))
    ] == ["MZ1410"]


def test_glyphs_no_font_has_are_told_by_code_point() -> None:
    texts = [
        (Violation(("地址",)), "桃溪路😀"),
        (Violation(("名称",)), "桃源\u0f56\u0f7c"),
        (Violation(("电话",)), "䶮㛃"),
    ]
    found = check_glyphs(texts, lambda violation: Location("x", path=str(violation.path[0])))
    assert [(problem.code, problem.location.path) for problem in found] == [("MZ4003", "地址"), ("MZ4003", "名称")]
    assert "😀（U+1F600）" in found[0].message()
    assert "U+0F56" in found[1].message()


def test_without_fonts_it_is_said_that_glyphs_were_not_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    found = check_glyphs([(Violation(("地址",)), "😀")], lambda violation: Location("x"))
    assert [(problem.code, problem.severity) for problem in found] == [("MZ4010", Severity.NOTICE)]
