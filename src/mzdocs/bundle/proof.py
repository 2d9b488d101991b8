"""Delivered signage -> the proof sheets: every sign to a scale that is said and shown by a ruler, to be signed.

Badges stand at their real size, both sides side by side; a board has a sheet of its own, so that its text is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mzdocs.bundle.signage_set import HandoverFile, HandoverItem, Signage
from mzdocs.core.text import chinese_date
from mzdocs.core.units import Length, Size, mm
from mzdocs.pdf.few_colours import flat_png
from mzdocs.pdf.raster import pictures
from mzdocs.plan.document import Document, Order, Sheet

A3_UPRIGHT = Sheet(Size(mm(297), mm(420)))
IN_A_ROW, ALONE = Size(mm(178), mm(110)), Size(mm(273), mm(302))
"""What a sign has for its pictures: on a sheet with others, its words to the right; on a sheet of its own."""
ROWS = mm(350)
"""How much of a sheet its rows may take."""
BELOW, LOWEST = mm(7), mm(40)
"""What each row leaves below it, and what its words take at least."""
GAP = mm(4)
SCALES = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40, 50, 60, 80, 100)
ROW_SCALE = 2
"""What stands in a row is at least half as large as it will be; what does not is on a sheet of its own."""
RULERS = (1000, 500, 200, 100, 50, 20, 10)
LONGEST_RULER = mm(60)
DOTS = {False: 150, True: 250}
"""Of a picture to the inch, on a sheet of its own and in a row."""


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
class ProofSign:
    """One sign on the proof sheet, or the sheet its cards are laid on: pictures, words, and its cut outline."""

    name: str
    facts: tuple[tuple[str, str], ...]
    factor: float
    pictures: tuple[SignPicture, ...]
    ruler: Ruler
    order: Order
    in_row: bool
    cut: bool = True

    @property
    def scale(self) -> str:
        """As drawings say it: `1∶3`."""
        return f"1∶{self.factor:g}"

    @property
    def height(self) -> Length:
        """What its row takes of the sheet."""
        return max(self.pictures[0].size.height, LOWEST) + BELOW

    def small(self, length: Length) -> Length:
        """A length of the sign as it is on the page."""
        return length * (1 / self.factor)


_Assets = Mapping[str, tuple[bytes, str]]


def proof_sheet(signage: Signage) -> Document:
    """Every sign of a station, every badge with both sides: a signature covers what is seen."""
    made = [each for number, (item, order) in enumerate(signage.ordered, 1) for each in _signs(number, item, order)]
    sheets = _sheets([sign for sign, _ in made])
    return Document(
        kind="bundle",
        name="样稿",
        title=f"{signage.station} 样稿",
        set="bundle",
        sheet=A3_UPRIGHT,
        issued=signage.issued,
        template="bundle/proof.html",
        theme=signage.theme,
        fields={
            "sheets": sheets,
            "station": signage.station,
            "day": chinese_date(date.fromisoformat(signage.issued)),
        },
        assets={address: asset for _, assets in made for address, asset in assets.items()},
        expects=tuple(sign.name for sign, _ in made),
        pages=len(sheets),
    )


def _sheets(signs: Sequence[ProofSign]) -> list[tuple[ProofSign, ...]]:
    """Signs in the order of the order sheet: those of rows fill a sheet, each other has its own."""
    sheets: list[tuple[ProofSign, ...]] = []
    row: list[ProofSign] = []
    for sign in signs:
        taken = sum(each.height.mm for each in row)
        if row and (not sign.in_row or taken + sign.height.mm > ROWS.mm):
            sheets.append(tuple(row))
            row = []
        if sign.in_row:
            row.append(sign)
        else:
            sheets.append((sign,))
    return [*sheets, tuple(row)] if row else sheets


def _signs(number: int, item: HandoverItem, order: Order) -> Iterator[tuple[ProofSign, _Assets]]:
    """A sign is one picture; of badges each person's two sides are two, and so are their sheet's."""
    if not item.laid:
        yield _sign(order.item, _facts(number, order), order, item.shown, (0,))
        return
    count = item.shown.pages // 2
    for first in (2 * at for at in item.cards or range(count)):
        name = f"{order.item} 第 {first // 2 + 1} 张，共 {count} 张"
        yield _sign(name, _facts(number, order, of_each=True), order, item.shown, (first, first + 1))
    for part in item.laid if not item.cards else ():  # who signs for some cards does not sign for all
        facts = (("拼版", f"第一张，正面和反面；共 {part.pages} 面，供单位自印"), ("纸张", str(part.size)))
        yield _sign(f"{order.item} 拼版", facts, order, part, (0, 1), cut=False)


def _facts(number: int, order: Order, of_each: bool = False) -> tuple[tuple[str, str], ...]:
    where = "正面、反面" if of_each else "、".join(order.places)
    return (
        ("制作单", f"第 {number} 项　数量 {1 if of_each else order.quantity}"),
        ("成品尺寸", f"{order.size}　厚 {order.thickness.mm:g} mm　{order.shape}".rstrip("　")),
        ("材料", f"{order.material}　油墨（版）：{'、'.join(order.inks)}"),
        ("工艺", order.process),
        ("面" if of_each else "位置", where),
        *(() if of_each else (("安装", order.mounting),)),
    )


def _sign(
    name: str,
    facts: tuple[tuple[str, str], ...],
    order: Order,
    part: HandoverFile,
    pages: Sequence[int],
    cut: bool = True,
) -> tuple[ProofSign, _Assets]:
    factor = scale_of(part.size, len(pages), IN_A_ROW)
    in_row = cut and factor <= ROW_SCALE
    factor = factor if in_row else scale_of(part.size, len(pages), ALONE)
    small = Size(part.size.width * (1 / factor), part.size.height * (1 / factor))
    longest = round(max(small.width.mm, small.height.mm) / 25.4 * DOTS[in_row])
    assets = {
        f"mz:///proof/{part.sha256[:16]}-{page}": (data, "image/png")
        for page, data in zip(pages, pictures(part.data, pages, longest), strict=True)
    }
    shown = tuple(SignPicture(address, small) for address in assets)
    return ProofSign(name, facts, factor, shown, ruler_of(factor), order, in_row, cut), assets


def scale_of(size: Size, sides: int, place: Size) -> float:
    """The largest usual scale at which the pictures stand side by side in their place."""
    return next(
        (
            scale
            for scale in SCALES
            if size.width.mm * sides / scale + GAP.mm * (sides - 1) <= place.width.mm
            and size.height.mm <= place.height.mm * scale
        ),
        SCALES[-1],
    )


def ruler_of(scale: float) -> Ruler:
    """As long as the page has room for, in round millimetres of the sign."""
    shows = next(length for length in RULERS if length / scale <= LONGEST_RULER.mm)
    return Ruler(shows, mm(shows / scale))


def sheet_pictures(data: bytes) -> Sequence[bytes]:
    """The finished proof sheet page by page, for those who look at it on a telephone."""
    return [flat_png(picture) for picture in pictures(data, longest=1654)]
