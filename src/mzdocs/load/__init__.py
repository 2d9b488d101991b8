"""Data files -> facts: a district, a station with its client files, and every problem on the way.

What reads them is loaded when it is first asked for: who only wants to know where they lie needs none of the model.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from mzdocs.load.workspace import Workspace, find

if TYPE_CHECKING:
    from mzdocs.load.approval_files import load_approvals
    from mzdocs.load.register_files import load_register, unnamed
    from mzdocs.load.station_files import (
        Loaded,
        NoFacts,
        Source,
        load_district,
        load_facts,
        load_station,
        load_stations_facts,
        street_of,
        understood,
        void_badges_of,
    )
    from mzdocs.load.strictness import strictly
    from mzdocs.load.theme_files import load_themes
    from mzdocs.load.wording_files import house_wordings, load_level_wordings, load_wordings

__all__ = [
    "Loaded",
    "NoFacts",
    "Source",
    "Workspace",
    "find",
    "house_wordings",
    "load_approvals",
    "load_district",
    "load_facts",
    "load_level_wordings",
    "load_register",
    "load_station",
    "load_stations_facts",
    "load_themes",
    "load_wordings",
    "street_of",
    "strictly",
    "understood",
    "unnamed",
    "void_badges_of",
]


_ELSEWHERE = {
    "load_approvals": "approval_files",
    "load_register": "register_files", "unnamed": "register_files", "load_themes": "theme_files",
    "house_wordings": "wording_files", "load_wordings": "wording_files", "load_level_wordings": "wording_files",
    "strictly": "strictness",
}  # fmt: skip
"""The module of what is not in the one of the data files themselves."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"mzdocs.load.{_ELSEWHERE.get(name, 'station_files')}"), name)
