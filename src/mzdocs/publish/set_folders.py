"""A set of a station -> its folder: beside the station's other sets or, where each year has its own, in the year's."""

from __future__ import annotations

from pathlib import Path

from mzdocs.plan.document import SETS, Set

YEARLY: frozenset[Set] = frozenset({"reports"})
"""The sets each year has its own of; the others are as things are now."""


def set_folder(station: Path, name: Set, year: int) -> Path:
    """`taoyuan/signage`, `taoyuan/reports/2026`: the folder of a set below that of its station."""
    return station / name / f"{year:04}" if name in YEARLY else station / name


def shown(path: Path) -> str:
    """A set's folder, or a file in it, from its station on; nothing of the machine's own folders."""
    parts = path.parts
    at = max((place for place, part in enumerate(parts) if part in SETS), default=len(parts) - 1)
    return "/".join(parts[max(at - 1, 0) :])
