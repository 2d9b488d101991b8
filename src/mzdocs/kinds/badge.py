"""Badges (胸牌) of the information monitors and cards (工作牌) of the staff, and the page to set the printer by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mzdocs.derive.badge_codes import code_text, signatures
from mzdocs.derive.badge_layout import badge_layout
from mzdocs.kinds import staff_cards
from mzdocs.kinds.badge_calibration import plan_calibration
from mzdocs.kinds.badge_sheets import layout
from mzdocs.kinds.card_frame import SPACED_NAME, Cards, fitted, made, photo_address
from mzdocs.model.people import Monitor
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Record


def plan(data: StationData) -> Iterator[Document]:
    """Cards of the monitors and of the staff, the same on duplex sheets, the calibration page; nothing for nobody.

    A sheet that was begun is used up by whatever comes first.
    """
    each_set = [cards for cards in (_of_monitors(data), staff_cards.cards(data)) if cards.records]
    if not each_set:
        return
    imposition = layout(data.badge_spec.size, data.sheet_plan)
    for number, cards in enumerate(each_set):
        yield from made(data, cards, replace(imposition, first=1) if number else imposition)
    yield plan_calibration(data, data.station.issued_on.isoformat(), imposition)


def _of_monitors(data: StationData) -> Cards:
    people = [(community, monitor) for community in data.station.communities for monitor in community.current]
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
    return Record(values, design={"kind": kind, "spaced": spaced, "name": name.setting, "place": place.setting})
