"""An order as the manifest keeps it, and back: lengths as text with their unit, what is not said left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mzdocs.core.units import Length, Size
from mzdocs.plan.document import Holes, Hung, Order
from mzdocs.plan.frame import Frame, HangPoints


def order_values(order: Order) -> dict[str, Any]:
    """The order in words and numbers that JSON holds."""
    values: dict[str, Any] = _said(order)
    return values


def _said(value: Any) -> Any:
    if isinstance(value, Length | Size):
        return str(value)
    if is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _said(each) for name, each in held.items() if each is not None}
    return list(value) if isinstance(value, tuple) else value


def order_from(values: Mapping[str, Any]) -> Order:
    """The order that was kept.

    Raises:
        KeyError, TypeError, ValueError: nobody of ours kept this.
    """
    said: dict[str, Any] = {**values}
    for name in ("thickness", "corner", "lower_edge", "gap", "fold", "from_door"):
        if name in said:
            said[name] = Length.parse(said[name])
    if "distance" in said:
        said["distance"] = Length.parse_distance(said["distance"])
    for name in ("inks", "places"):
        said[name] = tuple(map(str, said[name]))
    if "holes" in said:
        said["holes"] = Holes(**{name: Length.parse(text) for name, text in said["holes"].items()})
    if "hung" in said:
        said["hung"] = Hung(**said["hung"])
    if "frame" in said:
        said["frame"] = Frame(**_lengths(said["frame"], "lip", "face"))
    if "hangs_by" in said:
        points = _lengths(said["hangs_by"], "pitch", "from_top")
        said["hangs_by"] = HangPoints(**points | ({"size": Size.parse(points["size"])} if "size" in points else {}))
    return Order(**{**said, "size": Size.parse(said["size"])})


def _lengths(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**values, **{name: Length.parse(values[name]) for name in names}}
