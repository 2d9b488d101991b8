"""Orders -> drawings for who fits, cuts and drills: every wall, every shape, every back."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.bundle.back_views import back_view, folded
from mzdocs.bundle.elevations import elevations
from mzdocs.bundle.pencil import STEP, Caption, Drawing, Pencil, Stroke, pencil_for
from mzdocs.bundle.signage_set import Signage
from mzdocs.core.units import Size
from mzdocs.plan.document import Holes, Order


def drawings(signage: Signage) -> list[Drawing]:
    """Every elevation, then every shape that is drilled, rounded, framed, hung by points or folded."""
    return [*elevations(signage), *_shapes(signage)]


def _shapes(signage: Signage) -> Iterator[Drawing]:
    """One drawing of what is cut alike."""
    alike: dict[tuple[object, ...], list[tuple[int, Order]]] = {}
    for number, (_, order) in enumerate(signage.ordered, 1):
        if order.holes or order.corner.mm or order.frame or order.hangs_by or order.fold:
            key = (
                order.size, order.corner, order.holes, order.material, order.thickness,
                order.frame, order.hangs_by, order.fold,
            )  # fmt: skip
            alike.setdefault(key, []).append((number, order))
    for orders in alike.values():
        numbers, first = "、".join(str(number) for number, _ in orders), orders[0][1]
        family = first.item if len(orders) == 1 else first.item.partition(" ")[0]
        which = f"制作单第 {numbers} 项，共 {sum(o.quantity for _, o in orders)} 件"
        if first.holes or first.corner.mm:
            yield _shape(f"{family} {'外形和钻孔图' if first.holes else '外形图'}", first, which)
        if first.frame or first.hangs_by:
            yield back_view(f"{family} 背面图", first, which)
        if first.fold:
            yield folded(f"{family} 折边断面图", first, which)


def _shape(name: str, order: Order, which: str) -> Drawing:
    wide, high = order.size.width.mm, order.size.height.mm
    pencil = pencil_for(wide, high)
    pencil.outline(0, 0, order.size, order.corner)
    bottom, right = pencil.y(high), pencil.x(wide)
    pencil.across(0, wide, bottom + STEP, bottom)
    pencil.down(0, high, right + STEP, right)
    notes = [f"{which}。单位 mm；图示为正面。材料：{order.material}，厚 {order.thickness.mm:g} mm。"]
    if order.corner.mm:
        pencil.captions.append(Caption(right + 12, pencil.top - 5, f"R{order.corner.mm:g}（四角）", 24))
        pencil.line(right + 3, pencil.top - 3, right - order.corner.mm * 0.3 / pencil.factor, pencil.top, "thin")
    if order.holes:
        _drill(pencil, order.size, order.holes)
        cap = f"；钉帽不大于 φ{order.holes.cap.mm:g}" if order.holes.cap else ""
        notes.append(f"四角通孔 φ{order.holes.diameter.mm:g}，孔心距两边各 {order.holes.inset.mm:g}{cap}；孔口去毛刺。")
    return pencil.finished(name, tuple(notes))


def _drill(pencil: Pencil, size: Size, holes: Holes) -> None:
    """The four holes with their middles, and the distances a drill is set by."""
    wide, high, inset = size.width.mm, size.height.mm, holes.inset.mm
    radius = holes.diameter.mm / 2 / pencil.factor
    for x in (inset, wide - inset):
        for y in (inset, high - inset):
            pencil.spot(x, y, holes.diameter.mm / 2)
            if holes.cap:
                cap = (pencil.x(x), pencil.y(y), holes.cap.mm / 2 / pencil.factor)
                pencil.strokes.append(Stroke("circle", cap, "hidden"))
    top, left = pencil.top, pencil.left
    for x1, x2 in ((0.0, inset), (inset, wide - inset), (wide - inset, wide)):
        pencil.across(x1, x2, top - STEP, top)
    for y1, y2 in ((0.0, inset), (inset, high - inset), (high - inset, high)):
        pencil.down(y1, y2, left - STEP, left)
    hole = (pencil.x(inset), pencil.y(inset))
    pencil.line(hole[0] + radius * 0.7, hole[1] + radius * 0.7, hole[0] + 8, hole[1] + 7, "thin")
    pencil.captions.append(Caption(hole[0] + 18, hole[1] + 8.6, f"4-φ{holes.diameter.mm:g} 通孔", 24))
