"""A station's people, past and present -> the words of their letters, lists and trainings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from mzdocs.derive.persons import monitor_code, staff_number
from mzdocs.model.district import District
from mzdocs.model.people import Leaving, Member, Monitor, has_left
from mzdocs.model.station import Community, Station, Training, badge_number
from mzdocs.wording import View

Words = Mapping[str, object]
MONITOR = "民政信息监督员"
"""What a monitor's post is called where posts are told."""
LED_BY = ("站长", "副站长")
"""The posts whose holders are told one after the other."""


def member_words(district: District, station: Station) -> list[Words]:
    """Every one of the staff, in the order of the data; `工作牌` is the number of the card, "" for who gets none."""
    names = _names(station)
    return [
        {"代码": member.code, "姓名": member.name, "岗位": member.post, "职务": member.post,
         "兼任": member.concurrent_post or "", "编制": member.establishment, "分工": member.duty or "",
         "到岗": member.since or "", "文号": member.document or "", "离任": _left(member.leaving, names),
         "工作牌": staff_number(district.code, station.street, member.code) if member.card else ""}
        for member in station.staff
    ]  # fmt: skip


def monitor_words(district: District, station: Station) -> list[Words]:
    """Every monitor with the community, in the order of the data."""
    names = _names(station)
    return [
        {"代码": monitor_code(community, monitor), "岗位": MONITOR,
         "社区": View(community), "姓名": monitor.name, "序号": monitor.serial, "工作电话": monitor.phone,
         "编号": badge_number(district.code, station.street, community.code, monitor.serial),
         "聘期": View(monitor.term), "离任": _left(monitor.leaving, names)}
        for community in station.communities
        for monitor in community.monitors
    ]  # fmt: skip


def _names(station: Station) -> Mapping[str, str]:
    """Everybody's name by code."""
    monitors = {monitor_code(c, monitor): monitor.name for c in station.communities for monitor in c.monitors}
    return {**{member.code: member.name for member in station.staff}, **monitors}


def _left(leaving: Leaving | None, names: Mapping[str, str]) -> Words | str:
    """How somebody left; "" for who has not."""
    if leaving is None:
        return ""
    return {
        "日期": leaving.last_day,
        "次日": leaving.last_day + timedelta(days=1),
        "事由": leaving.reason,
        "文号": leaving.document or "",
        "接任": names.get(leaving.successor or "", ""),
        "移交": list(leaving.handed_over),
    }


def training_words(station: Station) -> list[Words]:
    """Each training with those who are to come: who is named, else everybody in post on its day."""
    return [_training(station, training) for training in station.trainings]


def _training(station: Station, training: Training) -> Words:
    there = {code: (name, place) for code, name, place in trained(station, training)}
    asked = training.attended or tuple(there)
    people = [{"代码": code, "姓名": there[code][0], "岗位": there[code][1]} for code in asked if code in there]
    told = {"题目": training.title, "日期": training.held_on, "地点": training.place, "主讲": training.speaker}
    return {**told, "对象": training.whom, "人员": people}


def trained(station: Station, training: Training) -> Iterator[tuple[str, str, str]]:
    """Code, name, post or community of everybody a training is for who is in post on its day."""
    day = training.held_on
    if training.whom != "信息监督员":
        yield from ((m.code, m.name, m.post) for m in station.staff if m.in_post_on(day))
    if training.whom != "工作人员":
        for community in station.communities:
            serving = (monitor for monitor in community.monitors if monitor.serves_on(day))
            yield from ((monitor_code(community, monitor), monitor.name, community.name) for monitor in serving)


def post_words(station: Station, day: date) -> list[Words]:
    """Who held each post, one after the other, until a day: the heads, then each monitor's seat.

    A seat goes from a monitor to the successor the data name; whoever succeeds nobody begins one.
    """
    heads = [_post(post, _held(station, post, day)) for post in LED_BY]
    seats = [
        _post(MONITOR, [_monitor_held(each, day) for each in seat], community.name, number, len(found))
        for community in station.communities
        for found in [seats_of(community, day)]
        for number, seat in enumerate(found, 1)
    ]
    return [each for each in (*heads, *seats) if each["历任"]]


def _post(post: str, held: list[Words], community: str = "", seat: int = 1, seats: int = 1) -> Words:
    return {"岗位": post, "社区": community, "席位": seat, "席数": seats, "历任": held}


def _held(station: Station, post: str, day: date) -> list[Words]:
    holders = [m for m in station.staff if m.post == post and m.since and m.since <= day]
    return [_member_held(member, day) for member in sorted(holders, key=lambda m: (m.since or day, m.code))]


def _member_held(member: Member, day: date) -> Words:
    left = member.leaving if has_left(member.leaving, day) else None
    return {"代码": member.code, "姓名": member.name, "起": member.since, "止": left.last_day if left else "",
            "文号": member.document or "", "事由": left.reason if left else ""}  # fmt: skip


def _monitor_held(code_and_monitor: tuple[str, Monitor], day: date) -> Words:
    """Until the last day; who stays on beyond the term has its end, and the reason that it ran out."""
    code, monitor = code_and_monitor
    left = monitor.leaving if has_left(monitor.leaving, day) else None
    over = monitor.term.end if monitor.term.end < day else ""
    return {"代码": code, "姓名": monitor.name, "起": monitor.term.start, "止": left.last_day if left else over,
            "文号": "", "事由": left.reason if left else "期满" if over else ""}  # fmt: skip


def seats_of(community: Community, day: date) -> list[list[tuple[str, Monitor]]]:
    """Each seat's monitors until a day, in order; a circle of successors is cut where it closes."""
    by_code = {monitor_code(community, m): m for m in community.monitors if m.term.start <= day}
    next_code = {code: m.leaving.successor for code, m in by_code.items() if m.leaving and m.leaving.successor}
    starts = [code for code in by_code if code not in next_code.values()]
    seats = [_chain(code, next_code, by_code) for code in starts]
    return sorted(seats, key=lambda seat: (seat[0][1].term.start, seat[0][0]))


def _chain(code: str, next_code: Mapping[str, str], by_code: Mapping[str, Monitor]) -> list[tuple[str, Monitor]]:
    chain = {code: by_code[code]}
    while (code := next_code.get(code, "")) in by_code and code not in chain:
        chain[code] = by_code[code]
    return list(chain.items())
