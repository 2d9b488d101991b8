"""How a sign is made, from the district's word -> sheet, order and legibility of its plan."""

from __future__ import annotations

from mzdocs.core.units import Length, mm
from mzdocs.model.unified_design import BadgeSpec, SignSpec
from mzdocs.plan.document import Holes, Hung, Legibility, Order, Sheet


def sheet(spec: SignSpec, bleed: Length, safe: Length, marks: bool = True) -> Sheet:
    """The trimmed size with bleed, safe margin, corners, holes and cut marks."""
    return Sheet(spec.size, bleed, safe, spec.corner or mm(0), _holes(spec), marks)


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
    return "，".join(corner + holes + caps + _punched(spec))


def _punched(spec: SignSpec) -> list[str]:
    punching = spec.punching if isinstance(spec, BadgeSpec) else None
    if punching is None:
        return []
    size = f"{punching.width.mm:g}×{punching.height.mm:g}"
    return [f"上边正中挂孔 {size} mm，上沿距边 {punching.inset.mm:g}"]


def mounting(spec: SignSpec) -> str:
    """How it is put up, and how high above the floor."""
    return f"{spec.mounting}，下沿离地 {spec.lower_edge.mm / 1000:g} 米" if spec.lower_edge else spec.mounting


def order(item: str, spec: SignSpec, quantity: int, places: tuple[str, ...], hung: Hung | None = None) -> Order:
    """The line of the shop's order: how many of a sign, made how, hung where."""
    return Order(
        item,
        spec.size,
        shape(spec),
        spec.material,
        spec.thickness,
        spec.process,
        spec.inks,
        mounting(spec),
        quantity,
        places,
        spec.corner or mm(0),
        _holes(spec),
        spec.lower_edge,
        spec.gap,
        hung,
    )
