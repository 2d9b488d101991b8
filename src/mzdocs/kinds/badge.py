"""Badges (胸牌) of the information monitors: single cards, front and back, and imposed A4 sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from mzdocs.document import A4, Derived, Document, Imposition, Sheet, outlined
from mzdocs.dossier import Dossier
from mzdocs.kinds import making
from mzdocs.problems import Exit, Place, Stopped, fault
from mzdocs.station import Community, Monitor, badge_number
from mzdocs.units import Length, Size, mm

CARD_TOO_LARGE = fault(
    "MZ3204",
    "胸牌 {size} 在 A4 纸上拼不下",
    "A badge of {size} does not go on an A4 sheet",
    "把胸牌改小（四周还要留 8 mm）。",
    "Choose a smaller badge (8 mm must stay clear all round).",
    Exit.FIT,
)

BLEED, GUTTER, MARGIN = mm(2), mm(6), mm(8)


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
    """The cards, then the same cards laid on duplex A4 sheets; nothing without a monitor."""
    cards = [card(dossier, c, m) for c in dossier.station.communities for m in c.monitors]
    if not cards:
        return
    singles = _singles(dossier, cards)
    yield from (singles, outlined(singles))
    yield _sheets(dossier, singles, len(cards))


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


def _sheets(dossier: Dossier, singles: Document, cards: int) -> Document:
    imposition = layout(singles.sheet.size)
    each = imposition.columns * imposition.rows
    count = -(-cards // each)
    return Document(
        kind="badge",
        name="badges-a4",
        title=f"{dossier.station.name} 胸牌拼版（A4 双面，长边翻转）",
        set="signage",
        sheet=Sheet(A4, safe=mm(4)),
        issued=singles.issued,
        template="badge/sheets.html",
        theme=dossier.theme_name,
        fields={"slugs": [_slug(dossier, singles, n, count, side) for n in range(count) for side in ("正面", "反面")]},
        expects=singles.expects,
        codes=singles.codes,
        pages=2 * count,
        standard="press",
        imposition=imposition,
        derived=Derived("imposed", singles.file),
    )


def _slug(dossier: Dossier, singles: Document, number: int, count: int, side: str) -> str:
    """What the printer would otherwise telephone about, outside the cards."""
    return (
        f"{dossier.station.name}　胸牌　第 {number + 1} 张，共 {count} 张　{side}　"
        f"双面打印，长边翻转，100% 不缩放　成品 {singles.sheet.size}"
    )


def layout(card_size: Size) -> Imposition:
    """As many cards as an A4 sheet takes, with room for bleed, gutters and cut marks.

    Raises:
        Stopped: not even one goes on it.
    """
    columns, rows = _count(A4.width, card_size.width), _count(A4.height, card_size.height)
    if not columns * rows:
        raise Stopped([CARD_TOO_LARGE.at(Place("badges-a4.pdf"), size=str(card_size))])
    return Imposition(A4, columns, rows, GUTTER)


def _count(sheet: Length, card: Length) -> int:
    return max(0, int((sheet.mm - 2 * MARGIN.mm + GUTTER.mm) // (card.mm + GUTTER.mm)))
