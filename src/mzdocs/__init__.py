"""mzdocs: one data file a station in; plaques, boards, badges, bound indexes and reports out.

The public names, each loaded when it is first used so that `mzdocs --help` answers at once.
Whoever imports it gets the C locale in its process: the libraries that set pages read the environment only once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from mzdocs.core.environment import settle

settle()

_PUBLIC = {
    "load": "mzdocs.load:load_station",
    "check": "mzdocs.checks:check",
    "plan": "mzdocs.build.pipeline:plan",
    "render": "mzdocs.render:render",
    "preflight": "mzdocs.preflight:preflight",
    "build": "mzdocs.build.pipeline:build",
    "Station": "mzdocs.model.station:Station",
    "District": "mzdocs.model.district:District",
    "Document": "mzdocs.plan.document:Document",
    "Problem": "mzdocs.core.problems:Problem",
    "Settings": "mzdocs.build.pipeline:Settings",
}

__all__ = list(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(name)
    module, attribute = _PUBLIC[name].split(":")
    return getattr(import_module(module), attribute)
