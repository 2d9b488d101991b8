"""Where a station is, when it is open, whom one calls -> hours that cannot be, as errors; telephones and addresses to ask about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.checks.rule import AGREE, KeyPath, Provenance, Rule, Violation, violation
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.load.yaml_tree import spell
from mzdocs.model.station_data import StationData

CALLED = Provenance("通行做法", "一个电话找得到一个人；监督电话由本站以外的人接", "一般")
PLACED = Provenance("通行做法", "工作站设在本街道；几个街道同在一处的除外", "一般")
_CLOCK = "([0-9]{1,2})[:：]([0-9]{2})"
_SPAN = re.compile(f"{_CLOCK} *[—–\\-－~～至到]+ *{_CLOCK}")
_MOBILE = re.compile("1[0-9]{10}")
_SAME_DAY = re.compile("[，,、和及 ]*")
"""What stands between two spans of one day; other words begin another day, season or half of the day."""
_NIGHT = re.compile("夜|次日|通宵|值班")

Minutes = tuple[int, int]
"""From when to when, in minutes of the day."""


def hours_run_forward(data: StationData) -> Iterator[Violation]:
    """Hours that end before they begin, begin before those above them end, or are none of a day."""
    for i, line in enumerate(data.station.hours):
        why = _wrong_hours(line.hours)
        if why:
            yield violation("办公时间", i, "时间", why=why)


def _wrong_hours(hours: str) -> Sentence | None:
    before = last = 0
    for found in _SPAN.finditer(hours):
        if not _SAME_DAY.fullmatch(hours[last : found.start()]):
            before = 0
        last = found.end()
        start, end = _minutes(found)
        if max(int(found[2]), int(found[4])) > 59 or max(start, end) > 24 * 60:
            return Sentence(f"没有“{found[0]}”这样的钟点", f"{found[0]} are no hours of a day")
        if end <= start and not _NIGHT.search(hours):
            return _backward(found[0], start, end)
        if start < before:
            later = f"{_said(start + 12 * 60)}—{_said(end + 12 * 60)}"
            zh = f"“{found[0]}”在前一段结束以前就开始了{f'，下午的写 {later}' if end <= 12 * 60 else ''}"
            return Sentence(zh, f"{found[0]} begins before what stands above it ends")
        before = end
    return None


def _minutes(found: re.Match[str]) -> Minutes:
    return int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])


def _backward(said: str, start: int, end: int) -> Sentence:
    """The two may be the wrong way round, or the second one of the afternoon."""
    meant = f"{_said(start)}—{_said(end + 12 * 60)}" if end + 12 * 60 > start and end <= 8 * 60 else ""
    meant = meant or f"{_said(end)}—{_said(start)}"
    return Sentence(
        f"“{said}”的结束不晚于开始，是不是 {meant}？", f"{said} ends before it begins; did you mean {meant}?"
    )


def _said(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def mobiles_are_of_one_person(data: StationData) -> Iterator[Violation]:
    """A mobile telephone of two people; the offices of a community share theirs."""
    first: dict[str, tuple[str, KeyPath]] = {}
    for phone, name, path in _phones(data):
        its_name, its_path = first.setdefault(phone, (name, path))
        if name != its_name:
            yield violation(*path, "工作电话", first=spell(its_path))


def _phones(data: StationData) -> Iterator[tuple[str, str, KeyPath]]:
    """Every mobile telephone of those who have not left, whose it is, and where that stands."""
    for i, member in enumerate(data.station.staff):
        if member.phone and _MOBILE.fullmatch(member.phone) and member.leaving is None:
            yield member.phone, member.name, ("人员", i)
    for c, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            if _MOBILE.fullmatch(monitor.phone) and monitor.leaving is None:
                yield monitor.phone, monitor.name, ("社区", c, "监督员", m)


def complaints_go_elsewhere(data: StationData) -> Iterator[Violation]:
    """A telephone for complaints that is the station's own."""
    phones = data.station.phones
    if phones.complaint == phones.service:
        yield violation("电话", "监督")


def stations_lie_in_their_street(data: StationData) -> Iterator[Violation]:
    """An address that names another street of the district and not its own."""
    street, address = data.district.street(data.station.street), data.station.address
    others = [each.name for each in data.district.streets if each.name in address and each != street]
    if street and others and street.name not in address:
        yield violation("地址", other=others[0], own=street.name)


CONTACT_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1981", "办公时间不对：{why}", "The hours cannot be: {why}",
            "按 24 小时制写，例如 9:00—12:00，13:30—17:00。", "Write them of 24 hours, such as 9:00—12:00，13:30—17:00.",
        ),
        AGREE, hours_run_forward,
    ),
    Rule(
        problem_type(
            "MZ2836", "这个手机号与 {first} 的相同", "The mobile telephone is that of {first}",
            "核对号码；两个人合用一部工作手机的，不用改。", "Check the number; where two people share one it stays.", severity=Severity.NOTICE,
        ),
        CALLED, mobiles_are_of_one_person,
    ),
    Rule(
        problem_type(
            "MZ2838", "监督电话与咨询电话相同：投诉会打到被投诉的站", "The telephone for complaints is the station's own",
            "写街道监督部门的电话；没有另设的，不用改。", "Write that of the office that supervises it; where there is none it stays.", severity=Severity.NOTICE,
        ),
        CALLED, complaints_go_elsewhere,
    ),
    Rule(
        problem_type(
            "MZ2837", "地址里写的是“{other}”，本站是“{own}”的", "The address names {other}, the station is that of {own}",
            "核对地址；确实设在那里的，不用改。", "Check the address; if it is there, it stays.", severity=Severity.NOTICE,
        ),
        PLACED, stations_lie_in_their_street,
    ),
)  # fmt: skip
