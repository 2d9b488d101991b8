"""Plans -> bytes: fit the series, fill the template, lay it out, write it. No clock, no network, no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mzdocs.document import Document
from mzdocs.problems import Place
from mzdocs.render import engine, fit, flow, word
from mzdocs.render.boxes import Box, boxes
from mzdocs.render.templates import fill
from mzdocs.units import Length, mm

__all__ = ["fitted_sizes", "render", "system_versions", "warm_up"]

warm_up = engine.weasyprint
"""Import the layout engine now, so that forked workers share it."""
system_versions = engine.system_versions


def fitted_sizes(documents: Sequence[Document]) -> dict[str, Length]:
    """The type size of every series of fitted plans.

    Raises:
        Stopped: a plan does not fit at its smallest size; the problem tells the millimetres.
    """
    return fit.solve(documents, _overflow)


def render(document: Document, sizes: Mapping[str, Length]) -> bytes:
    """One plan's file, in memory.

    Raises:
        Stopped: text overflows its box, a picture is missing, or the layout engine logged anything.
    """
    if document.format == "docx":
        return word.write(document)
    size = sizes[document.fit.series] if document.fit else None
    laid = _laid(document, size)
    fit.stop_at_overflow(document, boxes(laid))
    return laid.write(document.standard)


def _laid(document: Document, size: Length | None) -> engine.Laid:
    """Laid out, what is left spread over the gaps, and the boxes of a flow chart joined by lines.

    Each of the two needs the measures of the layout before it, and neither moves what it measured.
    """
    laid = _once(document, size)
    gap = max((box.gap for box in boxes(laid)), default=mm(0))
    if gap.mm:
        laid = _once(document, size, gap)
    lines = flow.lines(boxes(laid, flow.ATTRIBUTE))
    return _once(document, size, gap, lines) if lines else laid


def _once(
    document: Document,
    size: Length | None,
    gap: Length = mm(0),
    lines: Sequence[flow.Line] = (),
) -> engine.Laid:
    html = fill(document, size=size, gap=gap, lines=lines)
    return engine.lay_out(html, document.assets, Place(document.file))


_MEASURED: dict[tuple[str, Length], Length] = {}
"""Overflow by content and size: the eight stations of a district put up the same texts."""


def _overflow(document: Document, size: Length) -> Length:
    assert document.fit
    key = (document.fit.content, size)
    if key not in _MEASURED:
        over = (box.overflow for box in boxes(_once(document, size)))
        _MEASURED[key] = max(over, default=mm(0))
    return _MEASURED[key]


def boxes_of(document: Document, size: Length | None = None) -> list[Box]:
    """The measured boxes of a plan: for tests and tools that look at a layout without writing it."""
    return boxes(_laid(document, size))
