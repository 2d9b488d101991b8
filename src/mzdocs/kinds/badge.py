"""Badges (胸牌) of the information monitors: single cards, sheets of them, and the page to set the printer by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from mzdocs.core.units import Size, mm
from mzdocs.derive.badge_codes import code_text, signatures
from mzdocs.derive.badge_layout import BadgeLayout, FittedText, Zone, badge_layout
from mzdocs.kinds import sign_spec
from mzdocs.kinds.badge_calibration import plan_calibration
from mzdocs.kinds.badge_sheets import BLEED, CLEARANCES, layout, plan_sheets
from mzdocs.model.people import Monitor
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import BadgeSpec
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.document import Document, Part, Record, Sheet, SlotHole, outlined

SPACED_NAME = 4
"""Characters: names of so many or fewer are set a little apart."""


def plan(data: StationData) -> Iterator[Document]:
    """The cards, the same cards on duplex sheets, the calibration page; nothing without a monitor."""
    cards = [card(data, c, m) for c in data.station.communities for m in c.current]
    if not cards:
        return
    singles = _singles(data, cards)
    yield from (singles, outlined(singles))
    imposition = layout(singles.sheet.size, data.sheet_plan)
    yield plan_sheets(data, singles, len(cards), imposition)
    yield plan_calibration(data, singles.issued, imposition)


def card(data: StationData, community: Community, monitor: Monitor) -> Record:
    """What stands on one card; sizes that follow a name's length are part of the design."""
    facts = code_text.facts_of(data.district, data.station, community, monitor)
    signed = signatures.signature(facts.signed_part, data.badge_seed) if data.badge_seed else ""
    layout = badge_layout(data.badge_spec)
    name = _fitted(layout, monitor.name, layout.design.name)
    place = _fitted(layout, community.name, layout.design.place)
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


def _fitted(layout: BadgeLayout, text: str, zone: Zone) -> FittedText:
    """A text in its zone; a rule has made sure that it fits."""
    found = layout.fitted(text, zone)
    assert found is not None
    return found


def photo_address(name: str) -> str:
    """The virtual address of a photo: pages never see a path of the machine, nor a person's name in it."""
    return f"mz:///photo/{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _portraits(data: StationData) -> list[str]:
    """The monitors' photos alone: others of the station are evidence."""
    monitors = (monitor for community in data.station.communities for monitor in community.current)
    return [monitor.photo for monitor in monitors if monitor.photo in data.photos]


def _pictures(data: StationData, cards: list[Record]) -> tuple[DeclaredPicture, ...]:
    """The portrait on the front of every card."""
    left, top, *size = badge_layout(data.badge_spec).photo
    return tuple(
        DeclaredPicture(card.values["photo"], (size[0], size[1]), (2 * at + 1, left, top))
        for at, card in enumerate(cards)
    )


def _singles(data: StationData, cards: list[Record]) -> Document:
    spec = data.badge_spec
    return Document(
        kind="badge",
        name="badges",
        title=f"{data.station.name} 民政信息监督员胸牌",
        set="signage",
        sheet=_sheet(spec),
        issued=data.station.issued_on.isoformat(),
        theme=data.theme,
        parts=(Part("badge/cards.html", cards, _fields(data)),),
        assets={photo_address(n): (data.photos[n], "image/jpeg") for n in _portraits(data)},
        expects=tuple(c.values[shown] for c in cards for shown in ("name", "community", "number", "phone")),
        codes=tuple(c.values["code"] for c in cards),
        pictures=_pictures(data, cards),
        pages=2 * len(cards),
        standard="press",
        order=sign_spec.order("胸牌（民政信息监督员）", spec, len(cards), (_worn(data, len(cards)),)),
        legibility=sign_spec.legibility(spec),
        clearances=CLEARANCES,
    )


def _worn(data: StationData, cards: int) -> str:
    return f"佩戴：{data.station.name}民政信息监督员 {cards} 人，每人一张"


def _sheet(spec: BadgeSpec) -> Sheet:
    punched = spec.punching
    slot = SlotHole(Size(punched.width, punched.height), punched.inset) if punched else None
    return replace(sign_spec.sheet(spec, BLEED, safe=mm(2), marks=False), slot=slot)


def _fields(data: StationData) -> dict[str, object]:
    layout = badge_layout(data.badge_spec)
    design, office = layout.design, data.street.office
    return {
        "issuer": _fitted(layout, office, design.issuer),
        "rear_issuer": _fitted(layout, office, design.rear_issuer),
        "complaint_phone": data.district.bureau.complaint_phone,
        "portrait": data.badge_spec.size.portrait,
        "card": design,
        "unit": layout.unit,
        "top": layout.top,
        "left": layout.left,
    }
