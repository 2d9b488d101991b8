"""One sign of each kind of the sample station, with its outlined copy and its contours, made once for all tests."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from mzdocs.build import pipeline
from mzdocs.build.finished_file import File
from mzdocs.build.produce import make_files
from mzdocs.plan.document import Document

from . import workspaces

SIGNS = ("plaque-plate", "plaque-vertical", "room-01", "board-di-bao-liu-cheng", "badges")


@cache
def made() -> dict[str, File]:
    """By file name."""
    with tempfile.TemporaryDirectory() as folder:
        station_data = workspaces.make(Path(folder) / "district").station_data()
        plans = pipeline.plan(station_data, ("plaque", "board", "badge"))
        wanted = [_engraved(plan) for plan in plans if plan.name.removesuffix("-outlined") in SIGNS]
        return {file.document.file: file for file in make_files(wanted)}


def _engraved(plan: Document) -> Document:
    """Contours as if every sign were engraved and cut, whatever it was ordered in."""
    assert plan.order or plan.derived
    if plan.format == "pdf" or plan.order is None:
        return plan
    return replace(plan, order=replace(plan.order, inks=("黑", "刀线")))
