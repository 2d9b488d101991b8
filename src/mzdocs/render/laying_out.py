"""Plans -> bytes: fit the series, fill the template, lay it out, write it. No clock, no network, no files."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast, get_args

from mzdocs.core.problems import Location
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Length, mm
from mzdocs.plan.document import CatalogueFormat, Document
from mzdocs.render import copyfitting, engine, flow, paging
from mzdocs.render.body_alone import body_alone
from mzdocs.render.justify import justify
from mzdocs.render.layout_boxes import boxes
from mzdocs.render.layout_measures import LayoutMeasures, laid_out, let_go, measured
from mzdocs.render.loose_lines import loosened
from mzdocs.render.templates import art, fill, style_sheets

__all__ = ["fitted_sizes", "render", "warm_up"]

warm_up = engine.weasyprint
"""Import the layout engine now, so that forked workers share it."""


def fitted_sizes(documents: Sequence[Document]) -> dict[str, Length]:
    """The type size of every series of fitted plans.

    Raises:
        Stopped: a plan does not fit at its smallest size; the problem says by how many millimetres.
    """
    return copyfitting.solve(documents, _overflow)


def render(document: Document, sizes: Mapping[str, Length]) -> bytes:
    """One plan's file, in memory.

    Raises:
        Stopped: text overflows its box, a picture is missing, or the layout engine logged anything.
    """
    document, turn = paging.paged(document, _sides)
    if document.format == "docx":
        from mzdocs.render import word

        return word.write(document, turn)
    if document.format in get_args(CatalogueFormat):
        from mzdocs.render import catalogue_files

        return catalogue_files.write(document.fields["catalogue"], document.file)  # type: ignore[arg-type]
    data = _written(document, sizes, turn)
    let_go()
    return data


def _written(document: Document, sizes: Mapping[str, Length], turn: paging.Turn) -> bytes:
    if document.copyfitting:
        size = sizes[document.copyfitting.series]
        laid = _lay_out(document, size, _finish(document, size))
    else:
        laid = _lay_out(document, turn=turn)
    copyfitting.stop_at_overflow(document, boxes(laid))
    return justify(laid).write(document.standard)


@dataclass(frozen=True)
class Finish:
    """What a fitted layout still takes: the room left, spread over its gaps, and a flow chart's lines."""

    gap: Length = mm(0)
    lines: tuple[flow.FlowLine, ...] = ()


_Found = TypeVar("_Found")
_FOUND: dict[tuple[str, str, Theme, Hashable, Length], object] = {}
"""What was found of fitted text by its content and size: eight stations put up the same boards."""


def _found_once(document: Document, size: Length, what: Callable[[Document, Length], _Found]) -> _Found:
    assert document.copyfitting
    key = (what.__name__, document.template, document.theme, document.copyfitting.content, size)
    if key not in _FOUND:
        _FOUND[key] = what(document, size)
    return cast(_Found, _FOUND[key])


def _finish(document: Document, size: Length) -> Finish:
    return _found_once(document, size, _finish_of)


def _finish_of(document: Document, size: Length) -> Finish:
    """Each of the two needs the measures of the layout before it, and neither moves what it measured."""
    laid = _measures(document, size)
    gap = max((box.gap for box in laid.boxes), default=mm(0))
    if not laid.nodes:
        return Finish(gap)
    return Finish(gap, flow.lines(_measures(document, size, Finish(gap)).nodes))


def _overflow(document: Document, size: Length) -> Length:
    return _found_once(document, size, _overflow_of)


def _overflow_of(document: Document, size: Length) -> Length:
    fitted = (box for box in _measures(document, size).boxes if box.gaps)
    return max((box.overflow for box in fitted), default=mm(0))


def _measures(document: Document, size: Length, finish: Finish = Finish()) -> LayoutMeasures:
    return measured(body_alone(_html(document, size, finish)), *_design(document), Location(document.file))


def _sides(document: Document, loose: bool) -> LayoutMeasures:
    html = _html(document)
    return measured(loosened(html) if loose else html, *_design(document), Location(document.file), not loose)


def _lay_out(
    document: Document, size: Length | None = None, finish: Finish = Finish(), turn: paging.Turn = ""
) -> engine.Laid:
    return laid_out(_html(document, size, finish, turn), *_design(document), Location(document.file))


def _html(document: Document, size: Length | None = None, finish: Finish = Finish(), turn: paging.Turn = "") -> str:
    return fill(document, size=size, gap=finish.gap, lines=finish.lines, turn=turn)


def _design(document: Document) -> tuple[str, engine.Assets]:
    """The style rules, and all pictures: of the design, and the document's own."""
    design = document.template.partition("/")[0]  # a paper of words may be a file of another kind
    return style_sheets(design, document.theme), {**art(design, document.theme), **document.assets}
