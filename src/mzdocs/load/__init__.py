"""Data files -> facts: a district, a station with its client files, and every problem on the way.

What reads them is loaded when it is first asked for: who only wants to know where they lie needs none of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mzdocs.load.station_files import (
        Loaded,
        NoFacts,
        Source,
        Workspace,
        find,
        house_wordings,
        load_district,
        load_facts,
        load_register,
        load_station,
        load_stations_facts,
        load_themes,
        load_wordings,
        street_of,
        understood,
        unnamed,
        void_badges_of,
    )

__all__ = [
    "Loaded",
    "NoFacts",
    "Source",
    "Workspace",
    "find",
    "house_wordings",
    "load_district",
    "load_facts",
    "load_register",
    "load_station",
    "load_stations_facts",
    "load_themes",
    "load_wordings",
    "street_of",
    "understood",
    "unnamed",
    "void_badges_of",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from mzdocs.load import station_files

    return getattr(station_files, name)
