"""Delivered signage -> the proof sheet: every sign in small, to a scale that is said and shown by a ruler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mzdocs.bundle.order_sheets import A4_ACROSS
from mzdocs.bundle.signage_set import HandoverFile, HandoverItem, Signage
from mzdocs.core.text import chinese_date
from mzdocs.core.units import Length, Size, mm
from mzdocs.pdf.raster import pictures
from mzdocs.plan.document import Document, Order

PLACE, TALL_PLACE = Size(mm(83), mm(52)), Size(mm(83), mm(131))
"""What a card has for its pictures: two cards stand in a column of the sheet, or a tall one alone."""
GAP = mm(3)
COLUMNS = 3
SCALES = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40, 50, 60, 80, 100)
RULERS = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10)
LONGEST_RULER = mm(55)
PIXELS = 1200
"""Of a picture's longer side: small type stays readable when the page is enlarged."""


@dataclass(frozen=True)
class SignPicture:
    """A picture on the proof sheet: its address among the assets, and its size on the page."""

    address: str
    size: Size


@dataclass(frozen=True)
class Ruler:
    """So many millimetres of the sign, and how long they are on this page."""

    shows: int
    length: Length


@dataclass(frozen=True)
class Card:
    """One sign on the proof sheet, or the sheet its cards are laid on."""

    name: str
    size: str
    quantity: str
    note: str
    scale: str
    pictures: tuple[SignPicture, ...]
    ruler: Ruler
    tall: bool


def proof_sheet(signage: Signage) -> Document:
    """Every sign of a station, every badge with both sides: a signature covers what is seen."""
    made = [each for number, (item, order) in enumerate(signage.ordered, 1) for each in _cards(number, item, order)]
    cards = [card for card, _ in made]
    columns = _columns(cards)
    sheets = [columns[at : at + COLUMNS] for at in range(0, len(columns), COLUMNS)]
    return Document(
        kind="bundle",
        name="样稿",
        title=f"{signage.station} 样稿",
        set="bundle",
        sheet=A4_ACROSS,
        issued=signage.issued,
        template="bundle/proof.html",
        theme=signage.theme,
        fields={
            "sheets": sheets,
            "station": signage.station,
            "day": chinese_date(date.fromisoformat(signage.issued)),
        },
        assets={address: asset for _, assets in made for address, asset in assets.items()},
        expects=tuple(card.name for card in cards),
        pages=len(sheets),
    )


_Assets = Mapping[str, tuple[bytes, str]]


def _columns(cards: Sequence[Card]) -> list[tuple[Card, ...]]:
    """Wide signs in two rows, read along the row, then the tall ones."""
    wide, tall = [card for card in cards if not card.tall], [card for card in cards if card.tall]
    columns: list[tuple[Card, ...]] = []
    for at in range(0, len(wide), 2 * COLUMNS):
        of_sheet = wide[at : at + 2 * COLUMNS]
        count = -(-len(of_sheet) // 2)
        columns += [tuple(of_sheet[column::count]) for column in range(count)]
    return [*columns, *((card,) for card in tall)]


def _cards(number: int, item: HandoverItem, order: Order) -> Iterator[tuple[Card, _Assets]]:
    """A sign is one card; of badges each person's two sides are one, and so are their sheet's."""
    if not item.laid:
        said = f"制作单第 {number} 项　数量 {order.quantity}"
        yield _card(order.item, said, "、".join(order.places), item.shown, (0,))
        return
    for first in range(0, item.shown.pages, 2):
        name = f"{order.item} 第 {first // 2 + 1} 张"
        yield _card(name, f"制作单第 {number} 项　数量 1", "正面和反面", item.shown, (first, first + 1))
    for part in item.laid:
        yield _card(f"{order.item} 拼版", f"{part.pages} 面", "第一张，正面和反面；供单位自印", part, (0, 1))


def _card(name: str, quantity: str, note: str, part: HandoverFile, pages: Sequence[int]) -> tuple[Card, _Assets]:
    tall = part.size.portrait and len(pages) == 1
    scale = _scale(part.size, len(pages), TALL_PLACE if tall else PLACE)
    small = Size(part.size.width * (1 / scale), part.size.height * (1 / scale))
    assets = {
        f"mz:///proof/{part.sha256[:16]}-{page}": (data, "image/png")
        for page, data in zip(pages, pictures(part.data, pages, PIXELS // len(pages)), strict=True)
    }
    shown = tuple(SignPicture(address, small) for address in assets)
    return Card(name, str(part.size), quantity, note, f"1∶{scale:g}", shown, _ruler(scale), tall), assets


def _scale(size: Size, sides: int, place: Size) -> float:
    """The largest usual scale at which the pictures stand side by side in their place."""
    width = size.width * sides + GAP * (sides - 1)
    return next(
        (scale for scale in SCALES if width.mm <= place.width.mm * scale and size.height.mm <= place.height.mm * scale),
        SCALES[-1],
    )


def _ruler(scale: float) -> Ruler:
    shows = next(length for length in RULERS if length / scale <= LONGEST_RULER.mm)
    return Ruler(shows, mm(shows / scale))


def sheet_pictures(data: bytes) -> Sequence[bytes]:
    """The finished proof sheet page by page, for those who look at it on a telephone."""
    return pictures(data, longest=1754)
