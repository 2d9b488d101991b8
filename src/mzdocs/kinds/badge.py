"""Badges (胸牌) of the information monitors: single cards, sheets of them, and the page to set the printer by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from mzdocs.document import Document, outlined
from mzdocs.dossier import Dossier
from mzdocs.kinds import making
from mzdocs.kinds.badge_calibration import plan_calibration
from mzdocs.kinds.badge_sheets import BLEED, layout, plan_sheets
from mzdocs.station import Community, Monitor, badge_number
from mzdocs.units import mm


@dataclass(frozen=True)
class Card:
    """What stands on one card."""

    name: str
    community: str
    kind: str
    number: str
    photo: str
    phone: str
    valid_from: str
    valid_to: str
    qr: str


def plan(dossier: Dossier) -> Iterator[Document]:
    """The cards, the same cards on duplex sheets, the calibration page; nothing without a monitor."""
    cards = [card(dossier, c, m) for c in dossier.station.communities for m in c.monitors]
    if not cards:
        return
    singles = _singles(dossier, cards)
    yield from (singles, outlined(singles))
    imposition = layout(singles.sheet.size, dossier.sheet_plan)
    yield plan_sheets(dossier, singles, len(cards), imposition)
    yield plan_calibration(dossier, singles.issued, imposition)


def card(dossier: Dossier, community: Community, monitor: Monitor) -> Card:
    number = badge_number(dossier.district.code, dossier.station.street, community.code, monitor.serial)
    term = monitor.term
    payload = f"MZ:{number};TEL:{monitor.phone};VALID:{term.start:%Y%m%d}-{term.end:%Y%m%d}"
    return Card(
        name=monitor.name,
        community=community.name,
        kind="所在社区" if community.kind == "社区" else "所在村",
        number=number,
        photo=photo_address(monitor.photo),
        phone=monitor.phone,
        valid_from=f"{term.start:%Y.%m.%d}",
        valid_to=f"{term.end:%Y.%m.%d}",
        qr=payload,
    )


def photo_address(name: str) -> str:
    """The virtual address of a photo: pages never see a path of the machine, nor a person's name in it."""
    return f"mz:///photo/{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _singles(dossier: Dossier, cards: list[Card]) -> Document:
    spec = dossier.badge_spec
    return Document(
        kind="badge",
        name="badges",
        title=f"{dossier.station.name} 民政信息监督员胸牌",
        set="signage",
        sheet=making.sheet(spec, BLEED, safe=mm(2), marks=False),
        issued=dossier.station.issued_on.isoformat(),
        template="badge/cards.html",
        theme=dossier.theme_name,
        fields={
            "cards": cards,
            "issuer": dossier.street.office,
            "station": dossier.station,
            "complaint_phone": dossier.district.bureau.complaint_phone,
            "portrait": spec.size.portrait,
        },
        assets={photo_address(n): (data, "image/jpeg") for n, data in dossier.photos.items()},
        expects=tuple(text for c in cards for text in (c.name, c.community, c.number, c.phone)),
        codes=tuple(c.qr for c in cards),
        pages=2 * len(cards),
        standard="press",
        order=making.order("胸牌（民政信息监督员）", spec, len(cards), (dossier.station.name,)),
        legibility=making.legibility(spec),
    )
