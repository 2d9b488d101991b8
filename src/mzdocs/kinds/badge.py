"""Badges (胸牌) of the information monitors and cards (工作牌) of the staff, and the page to set the printer by."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from mzdocs.core.problems import Stopped, problem_type
from mzdocs.derive.badge_codes import code_text, signatures
from mzdocs.derive.badge_layout import badge_layout
from mzdocs.derive.persons import monitor_code
from mzdocs.kinds import staff_cards
from mzdocs.kinds.badge_calibration import plan_calibration
from mzdocs.kinds.badge_sheets import layout
from mzdocs.kinds.card_frame import EXTENSION, SPACED_NAME, Cards, fitted, made, photo_address
from mzdocs.model.people import Monitor
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Record

NO_SUCH_MONITOR = problem_type(
    "MZ1966",
    "没有代码是“{code}”的在任监督员，胸牌没有做",
    "No monitor in office has the code {code}: no badge was made",
    "代码是社区代码加序号，例如 001-01；胸牌遗失的，先登记作废、换新的序号，再按新代码做。",
    "A code is the community's and the serial, such as 001-01; a lost badge is entered as void and takes a new serial.",
)


def plan(data: StationData) -> Iterator[Document]:
    """Cards of the monitors and of the staff, the same on duplex sheets, the calibration page; nothing for nobody.

    A sheet that was begun is used up by whatever comes first.

    Raises:
        Stopped: the one card asked for is of nobody who has one.
    """
    if data.monitor_asked is not None:
        yield from _again(data, data.monitor_asked)
        return
    monitors = _of_monitors(data, [(community, monitor) for _, community, monitor in _wearers(data)])
    each_set = [cards for cards in (monitors, staff_cards.cards(data)) if cards.records]
    if not each_set:
        return
    imposition = layout(data.badge_spec.size, data.sheet_plan)
    for number, cards in enumerate(each_set):
        yield from made(data, cards, replace(imposition, first=1) if number else imposition)
    yield plan_calibration(data, data.station.issued_on.isoformat(), imposition)


def made_again(data: StationData, files: Container[str]) -> Iterator[Document]:
    """The cards that were made again one by one, by the files there are; of monitors who still have one."""
    for code, _, _ in _wearers(data):
        if f"{_name(code)}.pdf" in files:
            yield from _again(data, code)


def _again(data: StationData, code: str) -> Iterator[Document]:
    """One monitor's card, with files of its own beside the station's set: nobody orders it with the set."""
    found = [(community, monitor) for each, community, monitor in _wearers(data) if each == code]
    if not found:
        raise Stopped([NO_SUCH_MONITOR.at(code=code)])
    title = f"民政信息监督员胸牌补做（{found[0][1].name} {code}）"
    single = replace(_of_monitors(data, found), name=_name(code), title=title, ordered=False)
    yield from made(data, single, layout(data.badge_spec.size, data.sheet_plan))


def _name(code: str) -> str:
    return f"badge-{code}"


def _wearers(data: StationData) -> Iterator[tuple[str, Community, Monitor]]:
    """Everybody who has a badge now, by code."""
    return ((monitor_code(c, m), c, m) for c in data.station.communities for m in c.current)


def _of_monitors(data: StationData, people: Sequence[tuple[Community, Monitor]]) -> Cards:
    records = tuple(card(data, community, monitor) for community, monitor in people)
    layout = badge_layout(data.badge_spec)
    return Cards(
        name="badges",
        item="胸牌",
        wearers="民政信息监督员",
        template="badge/cards.html",
        records=records,
        photos=tuple(monitor.photo for _, monitor in people),
        shown=("name", "community", "number", "phone"),
        fields={"issuer": fitted(layout, data.street.office, layout.design.issuer)} if people else {},
        codes=tuple(record.values["code"] for record in records),
    )


def card(data: StationData, community: Community, monitor: Monitor) -> Record:
    """What stands on one card; sizes that follow a name's length are part of the design."""
    facts = code_text.facts_of(data.district, data.station, community, monitor)
    signed = signatures.signature(facts.signed_part, data.badge_seed) if data.badge_seed else ""
    layout = badge_layout(data.badge_spec)
    name = fitted(layout, monitor.name, layout.design.name)
    place = fitted(layout, community.name, layout.design.place)
    values = {
        "name": name.text,
        "community": place.text,
        "number": facts.number,
        "number_rear": facts.number,
        "photo": photo_address(monitor.photo),
        "phone": monitor.phone,
        "valid": facts.term,
        "code": code_text.written(facts, signed),
    }
    kind = "所在社区" if community.kind == "社区" else "所在村"
    spaced = len(monitor.name) <= SPACED_NAME
    sizes = {"name": name.setting, "place": place.setting, "extended": EXTENSION in monitor.phone}
    return Record(values, design={"kind": kind, "spaced": spaced, **sizes})
