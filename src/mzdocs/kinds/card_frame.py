"""What all cards have in common: their make, the shop's order, photos, and the sheets for a station's own printer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mzdocs.core.units import Size, mm
from mzdocs.derive.badge_layout import BadgeLayout, FittedText, Zone, badge_layout
from mzdocs.kinds import sign_spec
from mzdocs.kinds.badge_sheets import BLEED, CLEARANCES, plan_sheets
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import BadgeSpec
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.document import Document, Imposition, Part, Record, Sheet, SlotHole, outlined

SPACED_NAME = 4
"""Characters: names of so many or fewer are set a little apart."""
EXTENSION = "转"
"""What parts a telephone number from its extension: such a one is long, and set smaller."""


@dataclass(frozen=True)
class Cards:
    """What is a set of cards' own: file name, the order's item, who wears them, template and what it may use.

    `title` says what they are if that is more than item and wearers; what is not `ordered` is not of the shop's set.
    `photos` are the names of their photos, `shown` the slots whose texts must be found, `codes` what is to be scanned.
    """

    name: str
    item: str
    wearers: str
    template: str
    records: tuple[Record, ...]
    photos: tuple[str, ...]
    shown: tuple[str, ...]
    fields: Mapping[str, object]
    codes: tuple[str, ...] = ()
    title: str = ""
    ordered: bool = True


def made(data: StationData, cards: Cards, imposition: Imposition) -> Iterator[Document]:
    """Single cards, their outlined copy, and the same cards on duplex sheets."""
    singles = _singles(data, cards)
    yield from (singles, outlined(singles))
    yield plan_sheets(data, singles, len(cards.records), imposition, cards.item)


def fitted(layout: BadgeLayout, text: str, zone: Zone) -> FittedText:
    """A text in its zone; a rule has made sure that it fits."""
    found = layout.fitted(text, zone)
    assert found is not None
    return found


def photo_address(name: str) -> str:
    """The virtual address of a photo: pages never see a path of the machine, nor a person's name in it."""
    return f"mz:///photo/{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _singles(data: StationData, cards: Cards) -> Document:
    spec, count = data.badge_spec, len(cards.records)
    worn = f"佩戴：{data.station.name}{cards.wearers} {count} 人，每人一张"
    photos = [name for name in cards.photos if name in data.photos]
    return Document(
        kind="badge",
        name=cards.name,
        title=f"{data.station.name} {cards.title or cards.wearers + cards.item}",
        set="signage",
        sheet=_sheet(spec),
        issued=data.station.issued_on.isoformat(),
        theme=data.theme,
        parts=(Part(cards.template, cards.records, _frame(data) | dict(cards.fields)),),
        assets={photo_address(name): (data.photos[name], "image/jpeg") for name in photos},
        expects=tuple(record.values[slot] for record in cards.records for slot in cards.shown),
        codes=cards.codes,
        pictures=_pictures(data, cards.records),
        pages=2 * count,
        standard="press",
        order=sign_spec.order(f"{cards.item}（{cards.wearers}）", spec, count, (worn,)) if cards.ordered else None,
        legibility=sign_spec.legibility(spec),
        clearances=CLEARANCES,
        cards=tuple(record.values["number"] for record in cards.records),
    )


def _pictures(data: StationData, records: Sequence[Record]) -> tuple[DeclaredPicture, ...]:
    """The portrait on the front of every card."""
    left, top, *size = badge_layout(data.badge_spec).photo
    return tuple(
        DeclaredPicture(card.values["photo"], (size[0], size[1]), (2 * at + 1, left, top))
        for at, card in enumerate(records)
    )


def _sheet(spec: BadgeSpec) -> Sheet:
    punched = spec.punching
    slot = SlotHole(Size(punched.width, punched.height), punched.inset) if punched else None
    return replace(sign_spec.sheet(spec, BLEED, safe=mm(2), marks=False), slot=slot)


def _frame(data: StationData) -> dict[str, object]:
    layout = badge_layout(data.badge_spec)
    return {
        "rear_issuer": fitted(layout, data.street.office, layout.design.rear_issuer),
        "complaint_phone": data.district.bureau.complaint_phone,
        "portrait": data.badge_spec.size.portrait,
        "card": layout.design,
        "unit": layout.unit,
        "top": layout.top,
        "left": layout.left,
    }
