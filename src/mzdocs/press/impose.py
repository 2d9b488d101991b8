"""Single cards -> duplex sheets: fronts and backs in register, cut marks outside the bleed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary

from mzdocs.core.units import Length, Size, mm
from mzdocs.plan.document import Document, Imposition
from mzdocs.press.inks import space
from mzdocs.press.pdfx import saved
from mzdocs.press.printers_marks import HAIRLINE, MARK_LOOK

MARK_LENGTH, MARK_OFFSET = mm(3), mm(2.5)


def impose(cards: bytes, card_size: Size, sheets: bytes, document: Document) -> bytes:
    """Lay the pages of `cards` (front, back, front, back …) on the pages of `sheets` (the same order).

    The back sheet is mirrored for the edge the sheet is turned on, so that card i backs card i. A sheet that is
    turned like a calendar has its backs upside down: the cut card turns like the leaf of a book all the same.
    """
    plan = document.imposition
    assert plan is not None
    with pikepdf.open(io.BytesIO(cards)) as source, pikepdf.open(io.BytesIO(sheets)) as out:
        for number, sheet in enumerate(out.pages):
            side = number % 2
            cards_of_side = [None] * (plan.first - 1) + list(source.pages)[side::2]
            members = cards_of_side[number // 2 * plan.slots :][: plan.slots]
            _lay(out, sheet, members, card_size, plan, back=bool(side))
        out.remove_unreferenced_resources()
        return saved(out)


def slots(card: Size, plan: Imposition, back: bool = False) -> list[tuple[Length, Length]]:
    """Left and top of every slot, row by row as the front reads; a back is mirrored, and moved by the shift."""
    left, top = _origin(card, plan, back)
    across, down = card.width + plan.gutter, card.height + plan.gutter
    places = []
    for row in range(plan.rows):
        for column in range(plan.columns):
            c = plan.columns - 1 - column if back and plan.sideways else column
            r = plan.rows - 1 - row if back and not plan.sideways else row
            places.append((left + across * c, top + down * r))
    return places


def _origin(card: Size, plan: Imposition, back: bool) -> tuple[Length, Length]:
    """Left and top of all slots together: the middle of the sheet, for a back with its shift."""
    grid = plan.grid(card)
    right, down = plan.back_shift if back else (mm(0), mm(0))
    return (plan.sheet.width - grid.width) * 0.5 + right, (plan.sheet.height - grid.height) * 0.5 + down


def _lay(
    out: pikepdf.Pdf,
    sheet: pikepdf.Page,
    members: Sequence[pikepdf.Page | None],
    card: Size,
    plan: Imposition,
    back: bool,
) -> None:
    operations = _marks(card, plan, back) if plan.marks else []
    forms = Dictionary()
    for number, (page, place) in enumerate(zip(members, slots(card, plan, back), strict=False)):
        if page is None:
            continue
        forms[f"/Card{number}"] = _form(out, page)
        matrix = _placed(page, place, card, plan, turned=back and not plan.sideways)
        operations.append(f"q {matrix} cm /Card{number} Do Q")
    # The engine's pages share one resource dictionary: each sheet gets its own.
    shared = dict(sheet.obj.Resources.items())
    spaces = {**dict(shared.get("/ColorSpace", {}).items()), "/All": space(out, "All", MARK_LOOK)}
    sheet.obj.Resources = Dictionary({**shared, "/XObject": forms, "/ColorSpace": Dictionary(spaces)})
    sheet.contents_add(b"q", prepend=True)
    sheet.contents_add(("Q " + "\n".join(operations)).encode("ascii"))


def _placed(page: pikepdf.Page, place: tuple[Length, Length], card: Size, plan: Imposition, turned: bool) -> str:
    """The matrix that brings the card's trimmed edge to its slot, upright or upside down."""
    left, bottom, right, top = (float(value) for value in page.trimbox)
    x, y = place[0].pt, (plan.sheet.height - place[1] - card.height).pt
    if turned:
        return f"-1 0 0 -1 {x + right:.4f} {y + top:.4f}"
    return f"1 0 0 1 {x - left:.4f} {y - bottom:.4f}"


def _form(out: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """The card with its bleed; left to itself the form would be cut at the trim."""
    form = out.copy_foreign(page.as_form_xobject(handle_transformations=False))
    form.BBox = Array([Decimal(str(round(float(value), 4))) for value in page.bleedbox])
    return form


def _marks(card: Size, plan: Imposition, back: bool) -> list[str]:
    """Beside every row and column, beyond all cards: both sides bear them, so that register can be seen."""
    left, top = _origin(card, plan, back)
    grid, height = plan.grid(card), plan.sheet.height
    xs = _edges(left, card.width, plan.gutter, plan.columns)
    ys = _edges(top, card.height, plan.gutter, plan.rows)
    lines = ["q /All CS 1 SCN", f"{HAIRLINE} w"]
    for x in xs:
        lines += [_line(x, y, x, y + MARK_LENGTH, height) for y in _outside(top, top + grid.height)]
    for y in ys:
        lines += [_line(x, y, x + MARK_LENGTH, y, height) for x in _outside(left, left + grid.width)]
    return [*lines, "Q"]


def _edges(start: Length, side: Length, gutter: Length, count: int) -> list[Length]:
    return [start + (side + gutter) * i + side * end for i in range(count) for end in (0, 1)]


def _outside(near: Length, far: Length) -> tuple[Length, Length]:
    return near - MARK_OFFSET - MARK_LENGTH, far + MARK_OFFSET


def _line(x1: Length, y1: Length, x2: Length, y2: Length, height: Length) -> str:
    return f"{x1.pt:.4f} {(height - y1).pt:.4f} m {x2.pt:.4f} {(height - y2).pt:.4f} l S"
