"""How a sign is made, from the district's word -> sheet, order and legibility of its plan."""

from __future__ import annotations

from mzdocs.core.units import Length, mm
from mzdocs.model.unified_design import BadgeSpec, BoardSpec, RoomSpec, SignSpec, UprightSpec
from mzdocs.plan.document import Holes, Hung, Legibility, Order, Sheet
from mzdocs.plan.frame import Frame, HangPoints, grown

CUT_OVER = mm(2)
"""Ink beyond the edge a framed board is cut at."""


def sheet(spec: SignSpec, bleed: Length, safe: Length, marks: bool = True) -> Sheet:
    """The visible size with bleed, safe margin, corners, holes and cut marks; what a frame covers is printed, too."""
    frame = _frame(spec)
    lip = frame.lip if frame else mm(0)
    bleed = max(bleed, lip + CUT_OVER) if frame else bleed
    return Sheet(spec.size, bleed, safe, spec.corner or mm(0), _holes(spec), marks, lip=lip)


def _frame(spec: SignSpec) -> Frame | None:
    frame = spec.frame if isinstance(spec, BoardSpec) else None
    return Frame(frame.lip, frame.face, frame.colour) if frame else None


def _hangs_by(spec: SignSpec) -> HangPoints | None:
    if isinstance(spec, BoardSpec) and spec.hangs_by:
        points = spec.hangs_by
        return HangPoints(points.count, points.pitch or mm(0), points.from_top)
    if isinstance(spec, UprightSpec) and spec.slots:
        slots = spec.slots
        return HangPoints(slots.count, slots.pitch or mm(0), slots.from_top, slots.size, down=True)
    return None


def _holes(spec: SignSpec) -> Holes | None:
    return Holes(spec.holes.diameter, spec.holes.inset, spec.holes.cap) if spec.holes else None


def legibility(spec: SignSpec) -> Legibility:
    """From how far the sign is read, and its finest line."""
    return Legibility(spec.distance, spec.finest)


def shape(spec: SignSpec) -> str:
    """Corners and holes in the trade's short form; nothing for a plain rectangle."""
    corner = [f"圆角 R{spec.corner.mm:g}"] if spec.corner else []
    holes = [f"4-φ{spec.holes.diameter.mm:g} 孔，孔心距边 {spec.holes.inset.mm:g}"] if spec.holes else []
    caps = [f"钉帽不大于 φ{spec.holes.cap.mm:g}"] if spec.holes and spec.holes.cap else []
    fold = [f"四边后折 {spec.fold.mm:g}"] if isinstance(spec, UprightSpec) and spec.fold else []
    return "，".join([*_framed(spec), *corner, *holes, *caps, *fold, *_punched(spec)])


def _framed(spec: SignSpec) -> list[str]:
    frame = _frame(spec)
    if frame is None:
        return []
    sizes = (("可见", spec.size), ("下料", grown(spec.size, frame.lip)), ("框外", grown(spec.size, frame.face)))
    said = " / ".join(f"{name} {size.width.mm:g}×{size.height.mm:g}" for name, size in sizes)
    return [f"{said} / {frame.colour}边框"]


def _punched(spec: SignSpec) -> list[str]:
    punching = spec.punching if isinstance(spec, BadgeSpec) else None
    if punching is None:
        return []
    size = f"{punching.width.mm:g}×{punching.height.mm:g}"
    return [f"上边正中挂孔 {size} mm，上沿距边 {punching.inset.mm:g}"]


def mounting(spec: SignSpec) -> str:
    """How it is put up, by what, and how high above the floor."""
    return "，".join([spec.mounting, *_points(spec), *_heights(spec), *_beside_door(spec)])


def _points(spec: SignSpec) -> list[str]:
    points = _hangs_by(spec)
    if points is None:
        return []
    what = (
        f"{points.count} 道 {points.size.width.mm:g}×{points.size.height.mm:g} 挂槽"
        if points.size
        else (f"{points.count} 个挂点")
    )
    pitch = [f"中心距 {points.pitch.mm:g}"] if points.count > 1 else []
    return ["，".join([what, *pitch, f"距{_edge(spec)}上边 {points.from_top.mm:g}"])]


def _edge(spec: SignSpec) -> str:
    return "边框外沿" if _frame(spec) else ""


def _heights(spec: SignSpec) -> list[str]:
    if isinstance(spec, RoomSpec) and spec.centre:
        return [f"中心离地 {spec.centre.mm / 1000:g} 米"]
    low = spec.lower_edge
    if low is None:
        return []
    top = [f"上沿 {(low + spec.size.height).mm / 1000:g} 米"] if isinstance(spec, UprightSpec) else []
    return ["、".join([f"{_edge(spec)}下沿离地 {low.mm / 1000:g} 米", *top])]


def _beside_door(spec: SignSpec) -> list[str]:
    return [f"距门框 {spec.from_door.mm:g}"] if isinstance(spec, RoomSpec) and spec.from_door else []


def _weight(spec: SignSpec) -> float | None:
    """Of the plate alone, with what is folded back, in kg to a tenth, of what a density is known."""
    if spec.density is None:
        return None
    frame, wide, high = _frame(spec), spec.size.width.mm, spec.size.height.mm
    if frame:
        wide, high = wide + 2 * frame.lip.mm, high + 2 * frame.lip.mm
    fold = spec.fold.mm if isinstance(spec, UprightSpec) and spec.fold else 0.0
    volume = (wide * high + 2 * fold * (wide + high)) * spec.thickness.mm
    return round(volume * spec.density / 1e6, 1)


def _lower_edge(spec: SignSpec) -> Length | None:
    if isinstance(spec, RoomSpec) and spec.centre:
        return spec.centre + spec.size.height * -0.5
    return spec.lower_edge


def _process(spec: SignSpec) -> str:
    """How it is made, and of badges who prints them."""
    who = spec.printed_by if isinstance(spec, BadgeSpec) else None
    return f"{spec.process}；由{who}印制" if who else spec.process


def order(item: str, spec: SignSpec, quantity: int, places: tuple[str, ...], hung: Hung | None = None) -> Order:
    """The line of the shop's order: how many of a sign, made how, hung where."""
    return Order(
        item,
        spec.size,
        shape(spec),
        spec.material,
        spec.thickness,
        _process(spec),
        spec.inks,
        mounting(spec),
        quantity,
        places,
        spec.corner or mm(0),
        _holes(spec),
        _lower_edge(spec),
        spec.gap,
        hung,
        _frame(spec),
        _hangs_by(spec),
        spec.fold if isinstance(spec, UprightSpec) else None,
        spec.from_door if isinstance(spec, RoomSpec) else None,
        _weight(spec),
        spec.distance,
        spec.made_by,
    )
