"""mzdocs: one data file a station in; plaques, boards, badges, bound indexes and reports out.

The public names, each loaded when it is first used so that `mzdocs --help` answers at once.
None of them is the name of a room: importing a room would put the room in the name's place.
Whoever imports it gets the C locale in its process: the libraries that set pages read the environment only once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from mzdocs.core.environment import settle

settle()

_PUBLIC = {
    "load_station": "mzdocs.load:load_station",
    "check": "mzdocs.checks:check",
    "plan_documents": "mzdocs.build.pipeline:plan",
    "render_document": "mzdocs.render:render",
    "preflight_file": "mzdocs.preflight:preflight",
    "build_station": "mzdocs.build.pipeline:build",
    "Station": "mzdocs.model.station:Station",
    "District": "mzdocs.model.district:District",
    "Document": "mzdocs.plan.document:Document",
    "Problem": "mzdocs.core.problems:Problem",
    "Settings": "mzdocs.build.settings:Settings",
    "Workspace": "mzdocs.load.workspace:Workspace",
}

__all__ = list(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name].split(":")
    return getattr(import_module(module), attribute)
