"""What is behind a sign -> drawings: its frame, the points and slots it hangs by, its folded edges."""

from __future__ import annotations

from mzdocs.bundle.pencil import STEP, Drawing, Pencil, pencil_for
from mzdocs.core.units import Size, mm
from mzdocs.plan.document import Order
from mzdocs.plan.frame import HangPoints, grown

POINT = 4.0
"""The radius of a point as it is drawn, in mm of the sign."""


def back_view(name: str, order: Order, which: str) -> Drawing:
    """The back with its outside, what is cut and what is seen from the front, and what it hangs by."""
    wide, high = order.outside.width.mm, order.outside.height.mm
    pencil = pencil_for(wide, high)
    pencil.outline(0, 0, order.outside, order.corner)
    bottom, right = pencil.y(high), pencil.x(wide)
    notes = [f"{which}。单位 mm；图示为背面。材料：{order.material}，厚 {order.thickness.mm:g} mm{_weighs(order)}。"]
    if order.frame:
        notes.append(_framed(pencil, order))
    pencil.across(0, wide, bottom + 2 * STEP if order.frame else bottom + STEP, bottom)
    pencil.down(0, high, right + (2 * STEP if order.frame else STEP), right)
    if order.hangs_by:
        notes.append(_hung(pencil, order.outside, order.hangs_by))
    return pencil.finished(name, tuple(notes))


def _framed(pencil: Pencil, order: Order) -> str:
    frame = order.frame
    assert frame
    cut, face = grown(order.size, frame.lip), frame.face.mm
    inset = face - frame.lip.mm
    pencil.outline(inset, inset, cut, style="thin")
    pencil.outline(face, face, order.size, style="hidden")
    wide, high = order.outside.width.mm, order.outside.height.mm
    pencil.across(face, wide - face, pencil.y(high) + STEP, pencil.y(high))
    pencil.down(face, high - face, pencil.x(wide) + STEP, pencil.x(wide))
    return (
        f"{frame.colour}边框，面宽 {face:g}，压住板边 {frame.lip.mm:g}：框外 {_flat(order.outside)}（粗线），"
        f"下料 {_flat(cut)}（细线），可见 {_flat(order.size)}（虚线）。"
    )


def _weighs(order: Order) -> str:
    return f"，板重约 {order.weight:g} kg" if order.weight else ""


def _flat(size: Size) -> str:
    return f"{size.width.mm:g}×{size.height.mm:g}"


def _hung(pencil: Pencil, size: Size, points: HangPoints) -> str:
    """Each point or slot, and what sets it: from the upper edge, from each other, from the sides."""
    wide, high, first, reach = size.width.mm, size.height.mm, points.from_top.mm, (points.count - 1) * points.pitch.mm
    start = wide / 2 if points.down else (wide - reach) / 2
    xs = [start + (0 if points.down else n * points.pitch.mm) for n in range(points.count)]
    ys = [first + (n * points.pitch.mm if points.down else 0) for n in range(points.count)]
    for x, y in zip(xs, ys, strict=True):
        _point(pencil, x, y, points.size)
    for x1, x2 in zip([0.0, *xs], [*xs, wide], strict=True):
        if x2 > x1:
            pencil.across(x1, x2, pencil.top - STEP, pencil.top)
    for y1, y2 in zip([0.0, *ys], [*ys, high], strict=True):
        if y2 > y1:
            pencil.down(y1, y2, pencil.left - STEP, pencil.left)
    what = f"挂槽 {_flat(points.size)}，两端圆" if points.size else "挂点"
    pitch = f"，中心距 {points.pitch.mm:g}" if points.count > 1 else ""
    return f"{points.count} 个{what}，左右居中，中心距上边 {first:g}{pitch}；承力以现场墙体为准。"


def _point(pencil: Pencil, x: float, y: float, slot: Size | None) -> None:
    if slot is None:
        pencil.spot(x, y, POINT)
        return
    wide, high = slot.width.mm, slot.height.mm
    pencil.outline(x - wide / 2, y - high / 2, slot, min(slot.width, slot.height) * 0.5)
    pencil.line(pencil.x(x) - 4, pencil.y(y), pencil.x(x) + 4, pencil.y(y), "axis")


def folded(name: str, order: Order, which: str) -> Drawing:
    """A level section: the face below as the room sees it, its edges turned back."""
    assert order.fold
    wide, deep, thick = order.size.width.mm, order.fold.mm, order.thickness.mm
    pencil = pencil_for(wide, deep)
    pencil.outline(0, deep - thick, Size(order.size.width, order.thickness), style="edge")
    side = Size(order.thickness, mm(deep - thick))
    for x in (0.0, wide - thick):
        pencil.outline(x, 0, side)
    bottom, right = pencil.y(deep), pencil.x(wide)
    pencil.across(0, wide, bottom + STEP, bottom)
    pencil.down(0, deep, right + STEP, right)
    pencil.say(pencil.x(wide / 2), bottom + 2 * STEP + 2, f"板面（正面），厚 {thick:g}", 60)
    pencil.say(pencil.x(wide / 2), pencil.y(0) - 4, "墙面一侧", 30)
    notes = (
        f"{which}。单位 mm；水平断面，上下两边同样后折。材料：{order.material}，厚 {thick:g} mm。",
        f"尺寸 {_flat(order.size)} 是折好后的板面外沿，折边深 {deep:g} 从板面量起；展开料按折弯系数放样。",
    )
    return pencil.finished(name, notes)
