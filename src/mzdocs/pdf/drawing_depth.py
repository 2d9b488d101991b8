"""How deep the content streams of a PDF draw each other, and how often: a file that draws itself is never rendered."""

from __future__ import annotations

from typing import Any

import pikepdf

from mzdocs.pdf.printed_boxes import said_of
from mzdocs.pdf.stream_tree import drawable

DEEPEST = 40
"""Forms within forms: what lies deeper pdfium does not draw, and a file that draws itself has no end."""
MOST = 10_000
"""Forms that one form may draw in all, with those that they draw: a few lines can ask for billions."""
_DRAWING = {"Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern", "gs": "/ExtGState"}
"""The operators that draw a stream of the resources, and the kind of resource they name."""
_Key = tuple[int, int]


class DrawsItself(ValueError):
    """A form, a pattern or a mask that draws itself, or others without end."""


def refuse_endless(pdf: pikepdf.Pdf) -> None:
    """Look at every stream that a page can draw; nothing is rendered.

    Raises:
        DrawsItself: they lie deeper in each other than `DEEPEST`, or are more than `MOST`.
    """
    known: dict[_Key, tuple[int, int]] = {}
    for page in pdf.pages:
        resources = said_of(page.obj, "/Resources")
        for each in drawable(resources).values():
            _measure(each, resources, 1, known)


def _measure(stream: Any, resources: Any, depth: int, known: dict[_Key, tuple[int, int]]) -> tuple[int, int]:
    """How many streams are drawn by one, itself counted, and how many levels of them there are."""
    if depth > DEEPEST:
        raise DrawsItself(depth)
    key = stream.objgen
    if key not in known:
        own = stream.get("/Resources", resources)
        inner = drawable(own)
        drawn = [inner[name] for name in _drawn(stream) if name in inner] if inner else []
        below = [_measure(each, own, depth + 1, known) for each in drawn]
        known[key] = 1 + sum(count for count, _ in below), 1 + max((levels for _, levels in below), default=0)
    count, levels = known[key]
    if count > MOST or depth + levels - 1 > DEEPEST:
        raise DrawsItself(count)
    return count, levels


def _drawn(stream: Any) -> list[tuple[str, str]]:
    """What a stream draws by its resources, as often as it does; of one that cannot be read the rules on its content
    tell."""
    try:
        shown = pikepdf.parse_content_stream(stream, " ".join(_DRAWING))
    except pikepdf.PdfError:
        return []
    named = ((_DRAWING[str(each.operator)], each.operands[-1]) for each in shown if len(each.operands))
    return [(kind, str(name)) for kind, name in named if isinstance(name, pikepdf.Name)]
