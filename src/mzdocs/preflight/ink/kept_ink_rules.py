"""Papers to be kept: each named ink is told what it looks like, and in one way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.ink_plates import EVERY, NO, PROCESS_PLATES, colorants
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.ink.named_ink_rules import named_spaces, two_looks
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem

KEPT_TWICE = preflight_problem(
    "MZQ57",
    "归档文件里同一专色有两种模拟色：{names}",
    "One named ink of the file to be kept has two looks: {names}",
    "统一专色的定义，再导出。",
    "Define the ink once, and export again.",
)
INK_UNTOLD = preflight_problem(
    "MZQ56",
    "归档文件的多色颜色空间（DeviceN）没有写明专色的样子：{names}",
    "A space of several inks (DeviceN) in the file to be kept does not tell what its named ones look like: {names}",
    "导出时写上 Colorants。",
    "Export with a Colorants dictionary.",
)
_ATTRIBUTES = 4
"""Where those of a space of several inks stand."""


def _looks(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-2, 6.2.4.4; part 1 does not ask for it."""
    names = two_looks(file) if file.kept_part > 1 else []
    if names:
        yield KEPT_TWICE.at(location, names="、".join(names))


def _told(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-2, 6.2.4.4; part 1 does not ask for it."""
    spaces = (space for space in named_spaces(file) if space[0] == "/DeviceN") if file.kept_part > 1 else ()
    missing = {name for space in spaces for name in _untold(space)}
    if missing:
        yield INK_UNTOLD.at(location, names="、".join(sorted(missing)))


def _untold(space: Any) -> set[str]:
    said = space[_ATTRIBUTES] if len(space) > _ATTRIBUTES else pikepdf.Dictionary()
    process = said.get("/Process", pikepdf.Dictionary()).get("/Components", ())
    told = {str(each)[1:] for each in (*process, *said.get("/Colorants", pikepdf.Dictionary()).keys())}
    return {*colorants(space)} - told - {*PROCESS_PLATES, EVERY, NO}


RULES = (
    PreflightRule("A-SEP", KEPT_TWICE, of_archives(_looks), ("archive",), "standard", PDFA),
    PreflightRule("A-INK", INK_UNTOLD, of_archives(_told), ("archive",), "standard", PDFA),
)
