"""Orders -> elevations for who fits: wall by wall which board hangs where, and each sign by itself with its heights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from mzdocs.bundle.pencil import STEP, Caption, Drawing, Pencil, Thumbnail, pencil_for
from mzdocs.bundle.signage_set import HandoverFile, Signage
from mzdocs.core.text import chinese_number
from mzdocs.core.units import Size
from mzdocs.plan.document import Order

SMALLEST = 1.5
"""Of type in a drawing, in mm."""
DOOR = Size.parse("900×2100 mm")
"""A door as it is drawn beside its plate, to be recognised."""

_AGAIN = "换下旧的，挂回原处，左起第几块不变；墙上其余的展板没有画出，间距照墙上原有的。"


@dataclass(frozen=True)
class _Hanging:
    number: int
    order: Order
    part: HandoverFile

    @property
    def wall(self) -> tuple[str, str]:
        assert self.order.hung
        return self.order.hung.room, self.order.hung.wall


def elevations(signage: Signage) -> Iterator[Drawing]:
    """Every wall in the order of the order sheet, then every sign that hangs alone at a height that is said."""
    everything = [_Hanging(n, order, item.shown) for n, (item, order) in enumerate(signage.ordered, 1)]
    hanging = [each for each in everything if each.order.hung]
    for (room, wall), boards in groupby(hanging, key=lambda each: each.wall):
        yield _elevation(f"{room} {wall}立面", list(boards), again=bool(signage.notes))
    alone: dict[tuple[object, ...], list[_Hanging]] = {}
    for each in everything:
        if not each.order.hung and each.order.lower_edge:
            key = (each.order.outside, each.order.lower_edge, each.order.from_door, each.order.mounting)
            alone.setdefault(key, []).append(each)
    for alike in alone.values():
        yield _alone(alike)


def _alone(alike: Sequence[_Hanging]) -> Drawing:
    """One of what hangs alike, beside its door where the data say how far."""
    first, order = alike[0], alike[0].order
    assert order.lower_edge
    low, wide, high = order.lower_edge.mm, order.outside.width.mm, order.outside.height.mm
    beside = DOOR.width.mm + order.from_door.mm if order.from_door else 0.0
    total = max(low + high, DOOR.height.mm if beside else 0.0)
    pencil = pencil_for(beside + wide, total)
    floor = pencil.y(total)
    thumbnail = _sign(pencil, beside, total - low - high, first)
    pencil.line(pencil.left - 14, floor, pencil.x(beside + wide) + 26, floor, "floor")
    pencil.say(pencil.left - 8, floor + 3, "地面", 10)
    pencil.across(beside, beside + wide, floor + STEP, floor)
    if order.from_door:
        pencil.outline(0, total - DOOR.height.mm, DOOR, style="thin")
        pencil.say(pencil.x(DOOR.width.mm / 2), pencil.y(total - DOOR.height.mm / 2), "门（示意）", 30)
        pencil.across(DOOR.width.mm, beside, floor + STEP, floor)
    if order.from_door:
        _middle(pencil, beside, beside + wide, total - low - high / 2, total - low, total)
    else:
        _heights(pencil, wide, total, low, low + high)
    family = order.item.partition(" ")[0] if len(alike) > 1 else order.item
    places = "；".join(f"第 {each.number} 项 {'、'.join(each.order.places)}" for each in alike)
    side = ("图示装在门的右侧，左侧的对称。",) if order.from_door else ()
    return pencil.finished(
        f"{family} 安装立面图", (f"安装：{order.mounting}。", *side, f"位置：{places}。"), (thumbnail,)
    )


def _elevation(name: str, boards: Sequence[_Hanging], again: bool) -> Drawing:
    """The boards of a wall from left to right as seen from the room; of two gaps the wider one holds.

    Of boards made `again` others hang between and beside them: how far they are from each other is not said.
    """
    gaps = [max(_gap(a.order), _gap(b.order)) for a, b in pairwise(boards)]
    lows = [each.order.lower_edge.mm if each.order.lower_edge else 0.0 for each in boards]
    tops = [low + each.order.outside.height.mm for low, each in zip(lows, boards, strict=True)]
    wide, high = sum(each.order.outside.width.mm for each in boards) + sum(gaps), max(tops)
    pencil = pencil_for(wide, high)
    floor, x, thumbnails = pencil.y(high), 0.0, []
    for each, top, gap in zip(boards, tops, [*gaps, 0.0], strict=True):
        size = each.order.outside
        thumbnails.append(_sign(pencil, x, high - top, each))
        middle, above = pencil.x(x + size.width.mm / 2), pencil.y(high - top)
        pitch = (size.width.mm + min(gap or 60, 60)) / pencil.factor - 1
        number, title = _that_fits(pitch, *_numbers(each)), _that_fits(pitch, _title(each), "")
        pencil.captions.append(Caption(middle, above - (7.2 if title else 3), number, pitch))
        if title:
            pencil.captions.append(Caption(middle, above - 3, title, pitch, style="strong"))
        pencil.across(x, x + size.width.mm, floor + STEP, floor)
        if gap and not again:
            pencil.across(x + size.width.mm, x + size.width.mm + gap, floor + STEP, floor)
        x += size.width.mm + gap
    pencil.line(pencil.left - 14, floor, pencil.x(wide) + 26, floor, "floor")
    pencil.captions.append(Caption(pencil.left - 8, floor + 3, "地面", 10))
    _heights(pencil, wide, high, lows[-1], tops[-1])
    if len(boards) > 1 and not again:
        pencil.across(0, wide, floor + 2 * STEP + 4, floor)
    return pencil.finished(name, _hanging_notes(boards, again), tuple(thumbnails))


def _middle(pencil: Pencil, x1: float, x2: float, middle: float, low: float, floor: float) -> None:
    """Of a plate beside a door, its lower edge and its middle above the floor."""
    edge, at = pencil.x(x2), pencil.y(middle)
    pencil.line(pencil.x(x1) - 2, at, edge + 2, at, "axis")
    pencil.down(low, floor, edge + STEP + 2, edge)
    pencil.down(middle, floor, edge + 2 * STEP + 4, edge + 2)


def _title(each: _Hanging) -> str:
    return each.order.item.partition(" ")[2] or each.order.item


def _numbers(each: _Hanging) -> tuple[str, ...]:
    return f"左起 {_place(each)}　第 {each.number} 项", f"第 {each.number} 项", str(each.number)


def _that_fits(wide: float, *texts: str) -> str:
    """The first that is legible in so many mm, at the least size of a caption; the last one always is."""
    return next((text for text in texts if len(text) * SMALLEST <= wide), texts[-1])


def _heights(pencil: Pencil, wide: float, high: float, low: float, top: float) -> None:
    """From the floor to the lower edge, the board, and both together: where the data say how high it hangs."""
    edge = pencil.x(wide)
    pencil.down(high - top, high - low, edge + STEP + 2, edge)
    if low:
        pencil.down(high - low, high, edge + STEP + 2, edge)
        pencil.down(high - top, high, edge + 2 * STEP + 4, edge)


def _hanging_notes(boards: Sequence[_Hanging], again: bool) -> tuple[str, ...]:
    orders = [each.order for each in boards]
    mounting = "；".join(dict.fromkeys(order.mounting for order in orders))
    row = "整排在墙面上左右居中，或者由委托单位现场指定。"
    said = [f"安装：{mounting}。{_AGAIN if again else row}"]
    said += ["；".join(f"左起 {_place(each)}：第 {each.number} 项 {_title(each)}" for each in boards) + "。"]
    said += [
        f"宽、高、间距和离地都量到边框外沿（框外 {size}），框内可见 {orders[0].size}。"
        for size in [orders[0].outside]
        if orders[0].frame
    ]
    if len(orders) > 1 and not again and any(order.gap is None for order in orders):
        said.append("间距没有写在数据里，现场均分。")
    if any(order.lower_edge is None for order in orders):
        said.append("离地高度没有写在数据里，现场按同一水平线安装。")
    return tuple(said)


def _sign(pencil: Pencil, x: float, y: float, each: _Hanging) -> Thumbnail:
    """The outline, with its frame, and the picture of what is seen in it."""
    order = each.order
    pencil.outline(x, y, order.outside, order.corner)
    face = order.frame.face.mm if order.frame else 0.0
    if face:
        pencil.outline(x + face, y + face, order.size, style="thin")
    wide, high = order.size.width.mm / pencil.factor, order.size.height.mm / pencil.factor
    return Thumbnail(each.part, (pencil.x(x + face), pencil.y(y + face), wide, high))


def _place(each: _Hanging) -> str:
    """`1`, or of a text on several boards that share the place `1 之二`."""
    hung = each.order.hung
    assert hung
    return f"{hung.place} 之{chinese_number(hung.part)}" if hung.part else str(hung.place)


def _gap(order: Order) -> float:
    return order.gap.mm if order.gap else 0.0
