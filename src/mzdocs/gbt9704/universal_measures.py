"""The figures of a file -> numbers and lengths: bare ones in its own units, others with a unit written behind.

The strict form of ISO/IEC 29500, as word processors save it, writes `595.3pt` where the usual one has `11906`.
"""

from __future__ import annotations

import re

from mzdocs.core.units import Length, mm, pt

_FIGURE = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{0,9})?")
_MEASURE = re.compile(r"([+-]?[0-9]{1,9}(?:\.[0-9]{0,9})?)(mm|cm|in|pt|pc|pi)")
_UNITS = {"mm": mm(1), "cm": mm(10), "in": pt(72), "pt": pt(1), "pc": pt(12), "pi": pt(12)}


def number(text: str, otherwise: float = 0) -> float:
    """A figure of the file; some programs write fractions where whole ones are due."""
    return float(text) if _FIGURE.fullmatch(text) else otherwise


def twips(text: str) -> Length:
    """A length of the file, bare in twentieths of a point; 0 where it is no figure."""
    return _measured(text) or pt(number(text) / 20)


def half_points(text: str, otherwise: float) -> Length:
    """The size of type, bare in halves of a point; `otherwise` counts in these where it is no figure."""
    return _measured(text) or pt(number(text, otherwise) / 2)


def _measured(text: str) -> Length | None:
    """A length that names its unit."""
    found = _MEASURE.fullmatch(text)
    return _UNITS[found[2]] * float(found[1]) if found else None
