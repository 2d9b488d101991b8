"""Facts -> plans: one module a kind of paper, one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mzdocs.kinds import archive, badge, board, household, paper, plaque, public_list
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Set

Plan = Callable[[StationData], Iterable[Document]]

KINDS: Mapping[str, Plan] = {
    "plaque": plaque.plan,
    "board": board.plan,
    "badge": badge.plan,
    "archive": archive.plan,
    "household": household.plan,
    "public-list": public_list.plan,
    "paper": paper.plan,
}
KIND_SETS: Mapping[str, Set] = {
    "plaque": "signage",
    "board": "signage",
    "badge": "signage",
    "archive": "archive",
    "household": "archive",
    "public-list": "public",
    "paper": "reports",
}
SIGNAGE = ("plaque", "board", "badge")
PRIVATE = frozenset({"archive", "household", "public-list", "paper"})
"""Kinds that need the client files; the others are planned without ever opening them."""
