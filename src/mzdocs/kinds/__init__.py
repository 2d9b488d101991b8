"""The table of kinds: what a station's documents are, which set each goes to, and who may have it.

A kind is a module here with `plan(data)`, its templates under `templates/<kind>/`, and its one line below. The modules
are loaded when their kind is planned, so that the command line can read the table at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from mzdocs.core.problems import Sentence
from mzdocs.plan.document import READING_ROOM, Set

if TYPE_CHECKING:
    from mzdocs.model.station_data import StationData
    from mzdocs.plan.document import Document

    Plan = Callable[[StationData], Iterable[Document]]


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    `plan` makes its documents out of a station's facts, and `set` is the folder they are published in.
    A `private` kind holds what clients told: its files are for the house alone, and only their set may bear whole
    identity numbers. What is `for_shop` leaves the house: it is planned without the client files ever being opened.
    """

    plan: Plan
    set: Set
    private: bool
    for_shop: bool
    title: Sentence


def _in(module: str) -> Plan:
    """`plan` of a module of this room, loaded when it is first called."""

    def plan(data: StationData) -> Iterable[Document]:
        made: Iterable[Document] = import_module(f"mzdocs.kinds.{module}").plan(data)
        return made

    return plan


KINDS: Mapping[str, Kind] = {
    "plaque": Kind(_in("plaque"), "signage", private=False, for_shop=True, title=Sentence("门牌", "plaques")),
    "board": Kind(_in("board"), "signage", private=False, for_shop=True, title=Sentence("展板", "boards")),
    "badge": Kind(_in("badge"), "signage", private=False, for_shop=True, title=Sentence("胸牌", "badges")),
    "archive": Kind(_in("archive"), "archive", private=True, for_shop=False, title=Sentence("案卷", "volumes")),
    "household": Kind(
        _in("household"), "archive", private=True, for_shop=False, title=Sentence("一户一档", "household files")
    ),
    "public-list": Kind(
        _in("public_list"), "public", private=False, for_shop=False, title=Sentence("公示名单", "public lists")
    ),
    "paper": Kind(_in("paper"), "reports", private=False, for_shop=False, title=Sentence("公文", "official papers")),
}
SET_TITLES: Mapping[str, Sentence] = {
    "signage": Sentence("门牌、展板、胸牌", "signage"),
    "archive": Sentence("档案", "archive"),
    "archive-reading-room": Sentence("阅览室档案", "reading room"),
    "public": Sentence("公示", "public"),
    "reports": Sentence("公文", "reports"),
}
"""What people call a set of a station."""
SHOP = tuple(name for name, kind in KINDS.items() if kind.for_shop)
"""The kinds a print shop receives."""
PRIVATE_SETS = frozenset(kind.set for kind in KINDS.values() if kind.private)
"""The only sets in which a whole identity number may stand."""
CLOSED_SETS: frozenset[Set] = PRIVATE_SETS | {READING_ROOM}
"""The sets that only their owner may open on the disk: folders 0700, files 0600."""


def of_sets(*sets: Set) -> tuple[str, ...]:
    """The kinds published in these sets, in the order of the table."""
    return tuple(name for name, kind in KINDS.items() if kind.set in sets)


def opens_client_files(kinds: Iterable[str]) -> bool:
    """Whether one of these kinds is planned from the client files."""
    return any(not KINDS[name].for_shop for name in kinds)
