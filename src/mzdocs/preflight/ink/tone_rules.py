"""Settings that change tones on one machine and not on another: transfer curves, halftones, black generation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.graphics_state import BLEND_MODES, blend_mode
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import X4, PreflightRule, preflight_problem

TRANSFER = preflight_problem(
    "MZP25",
    "用了传递函数、自定网点或非标准的混合模式",
    "Transfer functions, halftones or non-standard blend modes are used",
    "按 PDF/X-4 重新导出。",
    "Export as PDF/X-4 again.",
)
HALFTONE = preflight_problem(
    "MZQ01",
    "自己定了网点或黑版生成：{names}；制作单位的设备另有设定",
    "Halftones or black generation are set: {names}; the shop's machines have their own",
    "导出时不要带网点、黑版生成和底色去除的设置。",
    "Export without halftones, black generation and undercolour removal.",
)

_SCREENED = (1, 5)
"""Types of halftones that PDF/X-4 lets stand."""
_GENERATION = ("/BG", "/UCR", "/BG2", "/UCR2")


def _transfer(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if any(_changes_tone(state) for state in _states(file)):
        yield TRANSFER.at(location)


def _halftones(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    names = {name[1:] for state in _states(file) for name in ("/HT", *_GENERATION) if _is_set(state, name)}
    if names:
        yield HALFTONE.at(location, names="、".join(sorted(names)))


def _states(file: MeasuredPdf) -> Iterator[Any]:
    """Those that can be set, and those that shading patterns set for themselves."""
    yield from file.reachable("/ExtGState")
    yield from (pattern.ExtGState for pattern in file.reachable("/Pattern") if "/ExtGState" in pattern)


def _is_set(state: Any, name: str) -> bool:
    return bool(state.get(name, pikepdf.Name.Default) != pikepdf.Name.Default)


def _changes_tone(state: Any) -> bool:
    if "/TR" in state or "/HTP" in state or _is_set(state, "/TR2"):
        return True
    return blend_mode(state.get("/BM", "/Normal")) not in BLEND_MODES or _is_own(state.get("/HT"))


def _is_own(halftone: Any) -> bool:
    """Of a type or with a name or a curve of its own, which the standard forbids."""
    if not isinstance(halftone, pikepdf.Dictionary | pikepdf.Stream):
        return False
    kind = halftone.get("/HalftoneType")
    parts = [part for part in halftone.values() if isinstance(part, pikepdf.Dictionary | pikepdf.Stream)]
    return (
        kind not in _SCREENED
        or "/HalftoneName" in halftone
        or (kind == 1 and "/TransferFunction" in halftone)
        or (any("/HalftoneName" in part for part in parts))
    )


RULES = (
    PreflightRule("X-TR", TRANSFER, _transfer, ON_PRESS, "standard", X4),
    PreflightRule("P-TONE", HALFTONE, _halftones, ON_PRESS, "trade"),
)
