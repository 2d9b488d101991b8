"""An object of a PDF -> by what it is known again, also if it is none of its own but stands within another."""

from __future__ import annotations

from typing import Any

ObjectKey = tuple[int, int] | bytes
"""The number of an object, or what is written in it."""


def object_key(thing: Any) -> ObjectKey:
    """Equal for the same object, and for two that stand within others and say the same."""
    number: tuple[int, int] = thing.objgen
    return number if number != (0, 0) else bytes(thing.unparse())
