"""Series of plans -> one type size each: the largest at which no plan of the series overflows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type
from mzdocs.core.units import Length, pt
from mzdocs.plan.document import Document
from mzdocs.render.layout_boxes import LayoutBox

DOES_NOT_FIT = problem_type(
    "MZ3202",
    "“{title}”放不下：最小字号 {least} mm 时仍超出 {over} mm",
    "{title} does not fit: at the smallest size, {least} mm, it overflows by {over} mm",
    "删减文字，或把展板尺寸改大。",
    "Cut the text or choose a larger board.",
    Exit.FIT,
)
BOX_OVERFLOWS = problem_type(
    "MZ3203",
    "第 {page} 页“{box}”的文字超出 {over} mm",
    "On page {page} the text of {box} overflows by {over} mm",
    "缩短文字，或加大尺寸。",
    "Shorten the text or enlarge the sheet.",
    Exit.FIT,
)

STEP = pt(0.25)
Overflow = Callable[[Document, Length], Length]
"""By how much a plan overflows at a size; zero when it fits."""


def solve(documents: Iterable[Document], overflow: Overflow) -> dict[str, Length]:
    """The size of every series.

    Raises:
        Stopped: with every plan that does not fit even at its smallest size.
    """
    series: dict[str, list[Document]] = {}
    for document in documents:
        if document.copyfitting:
            series.setdefault(document.copyfitting.series, []).append(document)
    problems = [p for members in series.values() for p in _too_full(members, overflow)]
    if problems:
        raise Stopped(problems)
    return {name: _common_size(members, overflow) for name, members in series.items()}


def _too_full(members: list[Document], overflow: Overflow) -> Iterable[Problem]:
    for document in members:
        assert document.copyfitting
        over = overflow(document, document.copyfitting.least)
        if over.mm:
            yield DOES_NOT_FIT.of(
                document.title,
                Location(document.file),
                title=document.title,
                least=f"{document.copyfitting.least.mm:.1f}",
                over=f"{over.mm:.1f}",
            )


def _common_size(members: list[Document], overflow: Overflow) -> Length:
    """Each member in turn may only make the common size smaller: the fullest first, the others get one look."""
    size = None
    for document in sorted(members, key=lambda member: -_over_at_most(member, overflow)):
        assert document.copyfitting
        most = document.copyfitting.most if size is None else size
        size = _largest(document, document.copyfitting.least, most, overflow)
    assert size is not None
    return size


def _over_at_most(document: Document, overflow: Overflow) -> float:
    assert document.copyfitting
    return overflow(document, document.copyfitting.most).mm


def _largest(document: Document, least: Length, most: Length, overflow: Overflow) -> Length:
    """Bisection in quarter points; `least` is known to fit."""
    if not overflow(document, most).mm:
        return most
    low, high = 0, int((most.mm - least.mm) / STEP.mm)
    while high - low > 1:
        middle = (low + high) // 2
        if overflow(document, least + STEP * middle).mm:
            high = middle
        else:
            low = middle
    return least + STEP * low


def stop_at_overflow(document: Document, measured: Iterable[LayoutBox]) -> None:
    """The last look before writing: every marked box must hold its content.

    Raises:
        Stopped: with every kind of box that does not, on which pages, and by how many millimetres at most.
    """
    full: dict[str, list[LayoutBox]] = {}
    for box in measured:
        if box.overflow.mm:
            full.setdefault(box.name, []).append(box)
    if full:
        raise Stopped(_box_problem(document, name, found) for name, found in full.items())


def _box_problem(document: Document, name: str, found: list[LayoutBox]) -> Problem:
    pages = list(dict.fromkeys(str(box.page + 1) for box in found))
    shown = "、".join(pages[:3]) + ("…" if len(pages) > 3 else "")
    fullest = max(found, key=lambda box: box.overflow.mm)
    over = fullest.overflow.mm
    return BOX_OVERFLOWS.of(fullest.text, Location(document.file), box=name, page=shown, over=f"{over:.1f}")
