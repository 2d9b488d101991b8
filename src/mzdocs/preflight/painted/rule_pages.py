"""The pages a rule on geometry looks at, and how it says where on one it found something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from mzdocs.core.boxes import PageBox
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, ProblemType, Sentence
from mzdocs.core.units import pt
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.plan.clearances import Clearances
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.painted_page import PaintedPage
from mzdocs.preflight.painted.pieces import Box
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect
from mzdocs.preflight.rule import Check, known, on_page

Found = Callable[..., Problem]
"""Makes a problem of a type at a box of the page; facts by name."""
PageCheck = Callable[[PaintedPage, Expectations, Found], Iterator[Problem]]
_ONE_IN = 40
"""Pages of a long file, of which one more is measured."""
MOST = 12
"""Problems of one rule on a page: more say no more."""


def on_every_page(check: PageCheck) -> Check:
    """A check of a page -> one of a file.

    Raises:
        NotRun: a font cannot be read; of a long file, after all that was found: the pages not looked at.
    """

    def checked(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
        count, numbers = len(file.pages), pages_to_look_at(expectations, file)
        try:
            for number in not_passed(numbers, expectations):
                page = file.painted(number, expectations.unseen)
                yield from islice(check(page, expectations, _finder(page, file.pages[number - 1], location)), MOST)
        except Inexact as error:
            raise NotRun(f"字形读不出来：{error.what.zh}", f"its glyphs cannot be read: {error.what.en}") from None
        if len(numbers) < count:
            zh = f"{count} 页同一设计，只量了首页、末页和字最多的共 {len(numbers)} 页"
            raise NotRun(zh, f"of {count} pages of one design, {len(numbers)} were measured: first, last and fullest")

    return checked


def pages_to_look_at(expectations: Expectations, file: MeasuredPdf) -> Sequence[int]:
    """The numbers of all pages; of many of one design, of some of them."""
    count, least = len(file.pages), expectations.looked_at
    limit = count if least is None else least + count // _ONE_IN
    return range(1, count + 1) if count <= limit else file.fullest(limit)


def not_passed(numbers: Iterable[int], expectations: Expectations) -> Iterator[int]:
    """Those of the pages of which it is not known that they passed: for rules that look at each page by itself."""
    return (number for number in numbers if number not in expectations.passed)


def pages_due(expectations: Expectations, file: MeasuredPdf) -> Iterator[PageInFile]:
    """All of these pages of a file."""
    return (file.pages[number - 1] for number in not_passed(range(1, len(file.pages) + 1), expectations))


def declared(expectations: Expectations) -> Clearances:
    """What the design keeps clear.

    Raises:
        NotRun: nobody has said it.
    """
    return known(expectations.clearances, "没有声明这种版面应留多少间距", "what this design keeps clear is not known")


def _finder(page: PaintedPage, of_file: PageInFile, location: Location) -> Found:
    def found(kind: ProblemType, box: Box, **facts: object) -> Problem:
        shown = PageBox(page.number, box[0], page.size[1] - box[3], box[2] - box[0], box[3] - box[1])
        return _at(kind, location, shown, of_file, facts)

    return found


def finder_in_points(page: PageInFile, location: Location) -> Found:
    """The same for boxes in points of the page."""

    def found(kind: ProblemType, box: Rect, **facts: object) -> Problem:
        left, top = pt(box[0] - page.trim_box[0]).mm, pt(page.trim_box[3] - box[3]).mm
        shown = PageBox(page.number, left, top, pt(box[2] - box[0]).mm, pt(box[3] - box[1]).mm)
        return _at(kind, location, shown, page, facts)

    return found


def _at(kind: ProblemType, location: Location, box: PageBox, page: PageInFile, facts: dict[str, object]) -> Problem:
    """A problem at a box; of a page that is turned when it is shown, only in words."""
    on_it = on_page(location, page.number)
    shown = on_it if page.turn else replace(on_it, on_page=box)
    return kind.at(shown, page=page.number, place=_place(box.left, box.top), **facts)


def _place(left: float, top: float) -> Sentence:
    return Sentence(f"左起 {left:.0f}、上起 {top:.0f} mm", f"{left:.0f} mm from the left, {top:.0f} from the top")
