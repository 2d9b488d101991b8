"""Pictures: their data are there to the last row, as many as the file says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.picture_data import data_fault
from mzdocs.preflight.expectations import PROFILES, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDF, PreflightRule, preflight_problem

BROKEN_PICTURE = preflight_problem(
    "MZQ96",
    "有图片的数据坏了：{why}",
    "The data of a picture are damaged: {why}",
    "换上完好的图片，重新导出。",
    "Put a sound picture in its place and export again.",
)


def _data(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 32000-1, 8.9.5: each picture once, with its masks."""
    faults = (data_fault(picture) for picture in _pictures(file))
    yield from (BROKEN_PICTURE.at(location, why=fault) for fault in dict.fromkeys(faults) if fault is not None)


def _pictures(file: MeasuredPdf) -> Iterator[Any]:
    for thing in file.reachable("/XObject"):
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            masks = (thing.get(key) for key in ("/SMask", "/Mask"))
            yield from (each for each in (thing, *masks) if isinstance(each, pikepdf.Stream))


RULES = (PreflightRule("X-DATA", BROKEN_PICTURE, _data, PROFILES, "standard", PDF),)
