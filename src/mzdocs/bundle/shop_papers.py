"""Delivered signage -> the drawings with the colour targets, and pieces at real size to test-print on A4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mzdocs.bundle.colour_targets import colour_targets
from mzdocs.bundle.drawings import drawings
from mzdocs.bundle.order_sheets import A4_ACROSS
from mzdocs.bundle.pencil import AREA
from mzdocs.bundle.signage_set import HandoverItem, Signage
from mzdocs.bundle.trial_piece import piece
from mzdocs.core.text import chinese_date
from mzdocs.core.units import Length, Size, mm
from mzdocs.design.profiles import CONDITION
from mzdocs.pdf.raster import pictures, region
from mzdocs.pdf.type_boxes import type_boxes
from mzdocs.plan.document import A4, Document, Order, Sheet

PIECE = Size(mm(180), mm(236))
"""Of a sign, as much as an office printer prints on A4 with room for a ruler."""
DOTS = 200


def drawing_sheets(signage: Signage) -> Document:
    """Walls, holes and outlines to scale, then the colours: what is agreed before anything is cut."""
    drawn = drawings(signage)
    targets = colour_targets(signage)
    return Document(
        kind="bundle",
        name="图纸",
        title=f"{signage.station} 图纸",
        set="bundle",
        sheet=A4_ACROSS,
        issued=signage.issued,
        template="bundle/drawings.html",
        theme=signage.theme,
        fields={
            "drawings": drawn,
            "targets": targets,
            "area": AREA,
            "condition": CONDITION,
            "station": signage.station,
            "day": chinese_date(date.fromisoformat(signage.issued)),
        },
        assets={
            _address(shown.part.sha256): (pictures(shown.part.data, (0,), 400)[0], "image/png")
            for drawing in drawn
            for shown in drawing.thumbnails
        },
        expects=(*(drawing.name for drawing in drawn), *(target.use for target in targets)),
        pages=len(drawn) + 1,
    )


def _address(sha256: str) -> str:
    return f"mz:///drawing/{sha256[:16]}"


@dataclass(frozen=True)
class Piece:
    """A piece of a sign at its real size: where it was taken, from the trimmed top left, from how far it is read."""

    name: str
    address: str
    size: Size
    left: Length
    top: Length
    turned: bool = False
    distance: str = ""

    @property
    def printed(self) -> Size:
        """As it lies on the page: what is low and long is turned."""
        return Size(self.size.height, self.size.width) if self.turned else self.size


def trial_sheets(signage: Signage) -> Document | None:
    """A page for each design that A4 does not hold, with a piece of it 1:1; nothing where none is."""
    found = [_piece(number, item, order) for number, item, order in _large(signage)]
    if not found:
        return None
    return Document(
        kind="bundle",
        name="试印",
        title=f"{signage.station} 1∶1 试印",
        set="bundle",
        sheet=Sheet(A4),
        issued=signage.issued,
        template="bundle/trial.html",
        theme=signage.theme,
        fields={
            "pieces": [made for made, _ in found],
            "station": signage.station,
            "day": chinese_date(date.fromisoformat(signage.issued)),
        },
        assets={made.address: (data, "image/png") for made, data in found},
        expects=tuple(made.name for made, _ in found),
        pages=len(found),
    )


def _large(signage: Signage) -> Iterator[tuple[int, HandoverItem, Order]]:
    """The first sign of each design that does not go on the page whole: badges stand at their size on the proof."""
    seen: set[str] = set()
    for number, (item, order) in enumerate(signage.ordered, 1):
        larger = order.size.width > PIECE.width or order.size.height > PIECE.height
        if item.template not in seen and larger:
            seen.add(item.template)
            yield number, item, order


def _piece(number: int, item: HandoverItem, order: Order) -> tuple[Piece, bytes]:
    turned = order.size.width > PIECE.width and order.size.height <= PIECE.width
    most = Size(PIECE.height, PIECE.width) if turned else PIECE
    corner, size = piece(type_boxes(item.parts[0].data), order.size, most)
    data = region(
        item.shown.data, 0, (corner.width.pt, corner.height.pt), (size.width.pt, size.height.pt), DOTS, turned
    )
    address = f"mz:///trial/{item.shown.sha256[:16]}"
    distance = f"{order.distance.mm / 1000:g} 米" if order.distance else ""
    name = f"制作单第 {number} 项　{order.item}"
    return Piece(name, address, size, corner.width, corner.height, turned, distance), data
