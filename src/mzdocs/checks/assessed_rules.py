"""Who was assessed, with how many points -> people that are none, points and levels that do not fit the form, as errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mzdocs.checks.coherence_rules import terms_run_forward
from mzdocs.checks.likely import likely, nearest_word
from mzdocs.checks.name_rules import names_are_whole
from mzdocs.checks.people_rules import CODES_DIFFER, nobody_leaves_before_coming
from mzdocs.checks.rule import AGREE, Rule, Violation, repeated, violation
from mzdocs.checks.time_rules import days_of_people_are_of_this_age
from mzdocs.core.problems import Sentence, problem_type
from mzdocs.derive.periods import period
from mzdocs.derive.persons import Person, assessed_person, monitor_code, named, people
from mzdocs.load.yaml_tree import spell
from mzdocs.model.district import Assessment
from mzdocs.model.people import Assessed
from mzdocs.model.station import Station
from mzdocs.model.station_data import StationData


def assessments_are_within(data: StationData) -> Iterator[Violation]:
    """More or fewer points than the form has criteria, or points above a criterion's."""
    for i, (person, sheet) in enumerate(_assessed(data)):
        if sheet is None:
            continue
        if len(person.points) != len(sheet.criteria):
            yield violation("考评", i, "得分", why=_as_many(len(person.points), len(sheet.criteria)))
        for n, (points, criterion) in enumerate(zip(person.points, sheet.criteria, strict=False)):
            if points > criterion.points:
                zh = f"“{criterion.name}”得 {points:g} 分，超过分值 {criterion.points:g}"
                en = f"{points:g} points for {criterion.name} are above the full {criterion.points:g}"
                yield violation("考评", i, "得分", n, why=Sentence(zh, en))


def _as_many(given: int, asked: int) -> Sentence:
    return Sentence(
        f"有 {given} 个，考评办法有 {asked} 个条目", f"there are {given} numbers for the form's {asked} criteria"
    )


def assessed_levels_are_known(data: StationData) -> Iterator[Violation]:
    """A level the assessment's form does not have."""
    for i, (person, sheet) in enumerate(_assessed(data)):
        if sheet and person.level not in sheet.levels:
            meant = likely(person.level, sheet.levels)
            yield violation("考评", i, "等次", level=person.level, meant=meant, known="、".join(sheet.levels))


def assessments_have_their_form(data: StationData) -> Iterator[Violation]:
    """An assessment of a period the district has no form for, or that does not say which of several it is."""
    for i, (person, sheet) in enumerate(_assessed(data)):
        if sheet is None:
            known = "、".join(each.period for each in data.district.assessments if each.whom == person.whom)
            yield violation("考评", i, "周期", known=known or Sentence("（没有）", "(none)"))


def assessed_differ(data: StationData) -> Iterator[Violation]:
    """One person assessed twice in one period."""
    told = [
        (who.code if who else None, person.whom, sheet.period if sheet else None)
        for (person, sheet), who in zip(_assessed(data), _who(data), strict=True)
    ]
    for i in repeated(told):
        if told[i][0]:
            yield violation("考评", i, _says(data.station.assessed[i]), first=spell(("考评", told.index(told[i]))))


def assessed_are_one(data: StationData) -> Iterator[Violation]:
    """A name that several people bear, or a name beside a code that is another's."""
    for i, person in enumerate(data.station.assessed):
        among = people(data.station, person.whom)
        found = named(among, person.code, person.name)
        if len(found) > 1 and person.code is None:
            codes = "、".join(each.code for each in found)
            why = Sentence(
                f"有 {len(found)} 个人叫这个姓名（代码 {codes}）", f"{len(found)} bear the name (codes {codes})"
            )
            yield violation("考评", i, "姓名", why=why)
        elif person.code and person.name and found and found[0].name != person.name:
            yield violation("考评", i, "姓名", why=_another(person, among))


def _another(person: Assessed, among: Iterable[Person]) -> Sentence:
    """The code is one person's and the name another's, or nobody's."""
    bears = [each.code for each in among if each.name == person.name]
    zh = f"，这个姓名的代码是 {bears[0]}" if bears else "，名单里没有这个姓名"
    en = f"; the name's code is {bears[0]}" if bears else "; nobody bears the name"
    return Sentence(f"代码 {person.code} 是另一个人的{zh}", f"the code {person.code} is another person's{en}")


def assessed_are_there(data: StationData) -> Iterator[Violation]:
    """Somebody assessed who is none of the people of the data: the code or the name is wrong.

    No name is told: place and code of the one who bears it, or the nearest, are.
    """
    done = {(person.whom, person.code or person.name) for person in data.station.assessed}
    for i, person in enumerate(data.station.assessed):
        among = people(data.station, person.whom)
        if named(among, person.code, person.name):
            continue
        missed = {each.name: each for each in among if not {(each.whom, each.code), (each.whom, each.name)} & done}
        near = nearest_word(person.name or "", missed)
        yield violation("考评", i, _says(person), whom=person.whom, hint=_whom(person, missed[near]) if near else "")


def _whom(person: Assessed, meant: Person) -> Sentence:
    place, code = spell(meant.path), meant.code
    if person.name == meant.name:
        return Sentence(
            f"；这个姓名的人在 {place}，代码是 {code}", f"; who bears the name stands at {place}, code {code}"
        )
    zh = f"；与它最像的姓名在 {place}（代码 {code}），是不是写错了字？"
    return Sentence(zh, f"; the nearest name stands at {place} (code {code}): is it misspelt?")


def assessed_were_in_post(data: StationData) -> Iterator[Violation]:
    """Somebody assessed who was in post on no day of the period."""
    days = {code: (first, last) for code, first, last in _in_post(data.station)}
    for i, ((_, sheet), who) in enumerate(zip(_assessed(data), _who(data), strict=True)):
        asked = period(sheet.period) if sheet else None
        first, last = days[who.code] if who else (None, None)
        if who and asked and (first is None or first > asked.end or (last and last < asked.start)):
            yield violation("考评", i, _says(data.station.assessed[i]), start=asked.start, end=asked.end)


def _in_post(station: Station) -> Iterator[tuple[str, date | None, date | None]]:
    """Everybody's code, first day in post and last day, if that is known."""
    for member in station.staff:
        yield member.code, member.since, member.leaving.last_day if member.leaving else None
    for community in station.communities:
        for monitor in community.monitors:
            left = monitor.leaving.last_day if monitor.leaving else None
            yield monitor_code(community, monitor), monitor.terms[0].start, left


def _says(person: Assessed) -> str:
    return "姓名" if person.code is None else "代码"


def _who(data: StationData) -> list[Person | None]:
    return [assessed_person(data.station, person) for person in data.station.assessed]


def _assessed(data: StationData) -> Iterator[tuple[Assessed, Assessment | None]]:
    """Each assessment with its form, if the district has one."""
    return ((person, data.district.assessment(person.whom, person.period)) for person in data.station.assessed)


WHO_IS_WHO = (*CODES_DIFFER, names_are_whole)

ASSESSED_RULES = (
    Rule(
        problem_type(
            "MZ1466", "考评得分不对：{why}", "The assessment's points are wrong: {why}",
            "每个条目写一个得分，不超过它的分值。", "Write one number for each criterion, no more than its points.",
        ),
        AGREE, assessments_are_within,
    ),
    Rule(
        problem_type(
            "MZ1467", "没有“{level}”这个考评等次{meant}", "There is no level {level}{meant}", "可写：{known}。", "Known: {known}.",
        ),
        AGREE, assessed_levels_are_known,
    ),
    Rule(
        problem_type(
            "MZ1954", "说不清是哪一份考评办法", "It does not say which form of assessment it fills in",
            "写 周期：{known}。", "Write its period: {known}.",
        ),
        AGREE, assessments_have_their_form,
    ),
    Rule(
        problem_type(
            "MZ1468", "考评的这个人在同一周期已经写过（{first}）", "This person is assessed twice in one period (first at {first})",
            "一人一个周期只写一次；同名的人写各自的代码。", "Once each; people of one name are told apart by their codes.",
        ),
        AGREE, assessed_differ, after=(*CODES_DIFFER, assessed_are_one),
    ),
    Rule(
        problem_type(
            "MZ1955", "说不清考评的是谁：{why}", "It is not clear who is assessed: {why}",
            "写代码；姓名与代码要是同一个人的。", "Write the code, and the name that belongs to it.",
        ),
        AGREE, assessed_are_one, after=WHO_IS_WHO,
    ),
    Rule(
        problem_type(
            "MZ1681", "考评的这个人不在{whom}名单里{hint}", "The person assessed is none of the {whom}{hint}",
            "核对代码、姓名；离岗的人也要留在名单里，写上离岗日期。",
            "Compare code and name; who has left stays among the people, with the last day.",
        ),
        AGREE, assessed_are_there, after=WHO_IS_WHO,
    ),
    Rule(
        problem_type(
            "MZ1984", "考评的这个人从 {start} 到 {end} 没有一天在岗", "The person assessed was in post on no day from {start} to {end}",
            "核对代码、周期，和到岗、离岗（聘期、离任）的日期。", "Check code and period, and the first and last day in post.",
        ),
        AGREE, assessed_were_in_post,
        after=(*WHO_IS_WHO, terms_run_forward, nobody_leaves_before_coming, days_of_people_are_of_this_age),
    ),
)  # fmt: skip
