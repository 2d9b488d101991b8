"""An order as the manifest keeps it, and back: lengths as text with their unit, what is not said left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mzdocs.core.units import Length, Size
from mzdocs.plan.document import Holes, Hung, Order


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
    for name in ("thickness", "corner", "lower_edge", "gap"):
        if name in said:
            said[name] = Length.parse(said[name])
    for name in ("inks", "places"):
        said[name] = tuple(map(str, said[name]))
    if "holes" in said:
        said["holes"] = Holes(**{name: Length.parse(text) for name, text in said["holes"].items()})
    if "hung" in said:
        said["hung"] = Hung(**said["hung"])
    return Order(**{**said, "size": Size.parse(said["size"])})
