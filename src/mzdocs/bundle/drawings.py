"""Orders -> drawings for who fits and who drills: wall by wall which board hangs where, plate by plate every hole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from mzdocs.bundle.signage_set import HandoverFile, Signage
from mzdocs.core.units import Length, Size, mm
from mzdocs.plan.document import Holes, Order

AREA = Size(mm(273), mm(146))
"""Of a sheet, for one drawing."""
SCALES = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
AROUND = Size(mm(90), mm(46))
"""What the dimensions and words around a drawing take of its area."""
TICK, AWAY, STEP = 1.0, 3.0, 6.5
"""Of dimension lines, in mm: half a tick, how far extension lines stand off, and how far lines lie apart."""


SMALLEST, NUMBER = 1.5, 5.5
"""Of type in a drawing, and what a number of three figures takes between two ticks, in mm."""


@dataclass(frozen=True)
class Stroke:
    """A line, rectangle or circle of a drawing: its numbers in mm as SVG orders them, and how it is drawn."""

    shape: str
    at: tuple[float, ...]
    style: str = "edge"


@dataclass(frozen=True)
class Caption:
    """Words of a drawing: the middle of the line in mm, how wide it may be, and whether it is turned upward."""

    x: float
    y: float
    text: str
    wide: float = 40.0
    turned: bool = False
    style: str = ""


@dataclass(frozen=True)
class Thumbnail:
    """A small picture of a sign inside its outline: left, top, width and height in mm."""

    part: HandoverFile
    at: tuple[float, float, float, float]


@dataclass(frozen=True)
class Drawing:
    """One drawing to scale: what it shows, what is said below it."""

    name: str
    factor: float
    strokes: tuple[Stroke, ...]
    captions: tuple[Caption, ...]
    notes: tuple[str, ...]
    thumbnails: tuple[Thumbnail, ...] = ()

    @property
    def scale(self) -> str:
        """As drawings say it: `1∶20`."""
        return f"1∶{self.factor:g}"


@dataclass
class _Pencil:
    """Draws in mm of the sheet; lengths of the thing are brought to scale."""

    factor: float
    left: float
    top: float
    strokes: list[Stroke] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)

    def x(self, length: float) -> float:
        return self.left + length / self.factor

    def y(self, length: float) -> float:
        return self.top + length / self.factor

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        self.strokes.append(Stroke("line", (x1, y1, x2, y2), style))

    def outline(self, x: float, y: float, size: Size, corner: Length) -> None:
        wide, high, round_ = (length.mm / self.factor for length in (size.width, size.height, corner))
        self.strokes.append(Stroke("rect", (self.x(x), self.y(y), wide, high, round_)))

    def across(self, x1: float, x2: float, at: float, of: float) -> None:
        """The distance between two places of the thing, below it at `at` mm of the sheet; it begins at `of`."""
        left, right = self.x(x1), self.x(x2)
        for x in (left, right):
            self.line(x, of + (AWAY / 2 if at > of else -AWAY / 2), x, at + (TICK if at > of else -TICK), "thin")
            self.line(x - TICK, at + TICK, x + TICK, at - TICK, "tick")
        self.line(left, at, right, at, "thin")
        self.captions.append(Caption((left + right) / 2, at + _beside(right - left), f"{x2 - x1:g}", style="size"))

    def down(self, y1: float, y2: float, at: float, of: float) -> None:
        """The same up and down, beside it at `at` mm of the sheet."""
        top, bottom = self.y(y1), self.y(y2)
        for y in (top, bottom):
            self.line(of + (AWAY / 2 if at > of else -AWAY / 2), y, at + (TICK if at > of else -TICK), y, "thin")
            self.line(at - TICK, y + TICK, at + TICK, y - TICK, "tick")
        self.line(at, top, at, bottom, "thin")
        x = at + _beside(bottom - top)
        self.captions.append(Caption(x, (top + bottom) / 2, f"{y2 - y1:g}", turned=True, style="size"))


def _beside(free: float) -> float:
    """Where a number stands from its dimension line: before it, or where there is no room between the ticks, behind."""
    return -2.1 if free >= NUMBER else 3.0


def drawings(signage: Signage) -> list[Drawing]:
    """Every wall in the order of the order sheet, then every shape that is drilled or rounded."""
    return [*_elevations(signage), *_shapes(signage)]


@dataclass(frozen=True)
class _Hanging:
    number: int
    order: Order
    part: HandoverFile

    @property
    def wall(self) -> tuple[str, str]:
        assert self.order.hung
        return self.order.hung.room, self.order.hung.wall


def _elevations(signage: Signage) -> Iterator[Drawing]:
    numbered = enumerate(signage.ordered, 1)
    hanging = [_Hanging(number, order, item.shown) for number, (item, order) in numbered if order.hung]
    for (room, wall), boards in groupby(hanging, key=lambda each: each.wall):
        yield _elevation(f"{room} {wall}立面", list(boards))


def _elevation(name: str, boards: Sequence[_Hanging]) -> Drawing:
    """The boards of a wall from left to right as seen from the room; of two gaps the wider one holds."""
    gaps = [max(_gap(a.order), _gap(b.order)) for a, b in pairwise(boards)]
    lows = [each.order.lower_edge.mm if each.order.lower_edge else 0.0 for each in boards]
    tops = [low + each.order.size.height.mm for low, each in zip(lows, boards, strict=True)]
    wide, high = sum(each.order.size.width.mm for each in boards) + sum(gaps), max(tops)
    pencil = _pencil(wide, high)
    floor, x, thumbnails = pencil.y(high), 0.0, []
    for each, top, gap in zip(boards, tops, [*gaps, 0.0], strict=True):
        size = each.order.size
        pencil.outline(x, high - top, size, each.order.corner)
        thumbnails.append(_thumbnail(pencil, x, high - top, each))
        middle, above = pencil.x(x + size.width.mm / 2), pencil.y(high - top)
        pitch = (size.width.mm + min(gap or 60, 60)) / pencil.factor - 1
        number, title = _that_fits(pitch, *_numbers(each)), _that_fits(pitch, _title(each), "")
        pencil.captions.append(Caption(middle, above - (7.2 if title else 3), number, pitch))
        if title:
            pencil.captions.append(Caption(middle, above - 3, title, pitch, style="strong"))
        pencil.across(x, x + size.width.mm, floor + STEP, floor)
        if gap:
            pencil.across(x + size.width.mm, x + size.width.mm + gap, floor + STEP, floor)
        x += size.width.mm + gap
    pencil.line(pencil.left - 14, floor, pencil.x(wide) + 26, floor, "floor")
    pencil.captions.append(Caption(pencil.left - 8, floor + 3, "地面", 10))
    _heights(pencil, wide, high, lows[-1], tops[-1])
    if len(boards) > 1:
        pencil.across(0, wide, floor + 2 * STEP + 4, floor)
    return _finished(pencil, name, _hanging_notes(boards), tuple(thumbnails))


def _title(each: _Hanging) -> str:
    return each.order.item.partition(" ")[2] or each.order.item


def _numbers(each: _Hanging) -> tuple[str, ...]:
    return f"左起 {_place(each)}　第 {each.number} 项", f"第 {each.number} 项", str(each.number)


def _that_fits(wide: float, *texts: str) -> str:
    """The first that is legible in so many mm, at the least size of a caption; the last one always is."""
    return next((text for text in texts if len(text) * SMALLEST <= wide), texts[-1])


def _heights(pencil: _Pencil, wide: float, high: float, low: float, top: float) -> None:
    """From the floor to the lower edge, the board, and both together: where the data say how high it hangs."""
    edge = pencil.x(wide)
    pencil.down(high - top, high - low, edge + STEP + 2, edge)
    if low:
        pencil.down(high - low, high, edge + STEP + 2, edge)
        pencil.down(high - top, high, edge + 2 * STEP + 4, edge)


def _hanging_notes(boards: Sequence[_Hanging]) -> tuple[str, ...]:
    orders = [each.order for each in boards]
    mounting = "；".join(dict.fromkeys(order.mounting for order in orders))
    said = [f"安装：{mounting}。整排在墙面上左右居中，或者由委托单位现场指定。"]
    said += ["；".join(f"左起 {_place(each)}：第 {each.number} 项 {_title(each)}" for each in boards) + "。"]
    if len(orders) > 1 and any(order.gap is None for order in orders):
        said.append("间距没有写在数据里，现场均分。")
    if any(order.lower_edge is None for order in orders):
        said.append("离地高度没有写在数据里，现场按同一水平线安装。")
    return tuple(said)


def _thumbnail(pencil: _Pencil, x: float, y: float, each: _Hanging) -> Thumbnail:
    size = each.order.size
    at = (pencil.x(x), pencil.y(y), size.width.mm / pencil.factor, size.height.mm / pencil.factor)
    return Thumbnail(each.part, at)


def _place(each: _Hanging) -> int:
    assert each.order.hung
    return each.order.hung.place


def _gap(order: Order) -> float:
    return order.gap.mm if order.gap else 0.0


def _shapes(signage: Signage) -> Iterator[Drawing]:
    """One drawing of what is cut alike."""
    alike: dict[tuple[object, ...], list[tuple[int, Order]]] = {}
    for number, (_, order) in enumerate(signage.ordered, 1):
        if order.holes or order.corner.mm:
            key = (order.size, order.corner, order.holes, order.material, order.thickness)
            alike.setdefault(key, []).append((number, order))
    for orders in alike.values():
        numbers, first = "、".join(str(number) for number, _ in orders), orders[0][1]
        family = first.item if len(orders) == 1 else first.item.partition(" ")[0]
        kind = "外形和钻孔图" if first.holes else "外形图"
        yield _shape(f"{family} {kind}", first, f"制作单第 {numbers} 项，共 {sum(o.quantity for _, o in orders)} 件")


def _shape(name: str, order: Order, which: str) -> Drawing:
    wide, high = order.size.width.mm, order.size.height.mm
    pencil = _pencil(wide, high)
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
        cap = f"；螺钉帽 φ{order.holes.cap.mm:g}" if order.holes.cap else ""
        notes.append(f"四角通孔 φ{order.holes.diameter.mm:g}，孔心距两边各 {order.holes.inset.mm:g}{cap}；孔口去毛刺。")
    return _finished(pencil, name, tuple(notes))


def _drill(pencil: _Pencil, size: Size, holes: Holes) -> None:
    """The four holes with their middles, and the distances a drill is set by."""
    wide, high, inset = size.width.mm, size.height.mm, holes.inset.mm
    radius = holes.diameter.mm / 2 / pencil.factor
    for x in (inset, wide - inset):
        for y in (inset, high - inset):
            at = (pencil.x(x), pencil.y(y))
            pencil.strokes.append(Stroke("circle", (*at, radius)))
            if holes.cap:
                pencil.strokes.append(Stroke("circle", (*at, holes.cap.mm / 2 / pencil.factor), "hidden"))
            reach = max(2.5, 2 * radius)
            pencil.line(at[0] - reach, at[1], at[0] + reach, at[1], "axis")
            pencil.line(at[0], at[1] - reach, at[0], at[1] + reach, "axis")
    top, left = pencil.top, pencil.left
    for x1, x2 in ((0.0, inset), (inset, wide - inset), (wide - inset, wide)):
        pencil.across(x1, x2, top - STEP, top)
    for y1, y2 in ((0.0, inset), (inset, high - inset), (high - inset, high)):
        pencil.down(y1, y2, left - STEP, left)
    hole = (pencil.x(inset), pencil.y(inset))
    pencil.line(hole[0] + radius * 0.7, hole[1] + radius * 0.7, hole[0] + 8, hole[1] + 7, "thin")
    pencil.captions.append(Caption(hole[0] + 18, hole[1] + 8.6, f"4-φ{holes.diameter.mm:g} 通孔", 24))


def _pencil(wide: float, high: float) -> _Pencil:
    """In the middle of the area, at the largest usual scale."""
    free = (AREA.width - AROUND.width).mm, (AREA.height - AROUND.height).mm
    factor = next((f for f in SCALES if wide <= free[0] * f and high <= free[1] * f), SCALES[-1])
    return _Pencil(factor, (AREA.width.mm - wide / factor) / 2 - 6, 20 + (free[1] - high / factor) / 2)


def _finished(pencil: _Pencil, name: str, notes: tuple[str, ...], thumbnails: tuple[Thumbnail, ...] = ()) -> Drawing:
    return Drawing(name, pencil.factor, tuple(pencil.strokes), tuple(pencil.captions), notes, thumbnails)
