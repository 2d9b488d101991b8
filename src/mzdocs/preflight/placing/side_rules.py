"""What stands on the sides of a paper: nobody signs an empty sheet, no side bears only a 版记 or a stub.

Rows and paragraphs are counted by what the plan declares, not lines: a list of annexes over a name and a day may be
eight lines and nothing of what is signed. Lists and forms of the archive declare nothing and are exempt: they are ruled
to the foot of their sides, entries follow each other without a gap in which one could be written afterwards, and a last
side with one entry goes on when the next comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mzdocs.core.boxes import box_round_boxes
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, ProblemType
from mzdocs.core.text import squeezed
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.plan.declared_sides import TRAVEL, Declaration, SideOfPaper, enough, sides
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, known, on_page, preflight_problem

ONLY_IMPRINT = preflight_problem(
    "MZP70",
    "第 {page} 页除了版记没有别的内容",
    "Page {page} bears nothing but the imprint",
    "让正文或者附件的最后几行、几段移到这一页。",
    "Let the last rows or paragraphs go over to this page.",
)
SIGNED_ALONE = preflight_problem(
    "MZP71",
    "第 {page} 页是签署页，所签的内容却只有 {found} 行（段），至少应有 {least} 行（段）",
    "Page {page} is signed but bears only {found} rows or paragraphs of what is signed, at least {least} are needed",
    "把所签内容的最后几行、几段移到这一页。",
    "Move the last rows or paragraphs of what is signed to this page.",
)
STUB = preflight_problem(
    "MZP72",
    "第 {page} 页只剩 {found} 行（段），至少应有 {least} 行（段）",
    "Page {page} is left with {found} rows or paragraphs, at least {least} are needed",
    "增减一两行文字，或者调整分页。",
    "Shorten or lengthen the text by a line, or break the pages elsewhere.",
)
_PAGE_NUMBER = re.compile("—?[0-9]+—?")
_BLOCK, _LEADING = 0.76, 5.0
"""Of a sheet's height, what its text may fill; millimetres of leading round what is inked."""


def _standing(expectations: Expectations, file: MeasuredPdf) -> tuple[Declaration, list[SideOfPaper]]:
    declared = known(expectations.sides, "没有声明各页上有什么", "what stands on its pages is not known")
    found = sides(declared, file.page_texts)
    if found is None:
        raise NotRun("声明的内容没有按次序找到", "what is declared was not found in its order")
    return declared, found


def _share(expectations: Expectations, declared: Declaration, file: MeasuredPdf, number: int) -> float:
    """How much of a side its rows and paragraphs fill, from the first to the last."""
    ends = "\n".join(each.beginning for each in declared if each.kind != "text")
    try:
        page = file.painted(number, expectations.unseen)
    except Inexact as error:
        raise NotRun(f"字形读不出来：{error.what.zh}", f"its glyphs cannot be read: {error.what.en}") from None
    lines = [(squeezed(line.text), line.box) for line in page.lines]
    found = [box for text, box in lines if text not in ends and not _PAGE_NUMBER.fullmatch(text)]
    found += [picture.box for picture in page.of("picture")]
    if not found:
        return 0.0
    box = box_round_boxes(found)
    return (box[3] - box[1] + _LEADING) / (page.size[1] * _BLOCK)


Wrong = Callable[[SideOfPaper], bool]


def _poor(problem_type: ProblemType, concerns: Wrong) -> Callable[..., Iterator[Problem]]:
    """A check of those sides a rule concerns."""

    def checked(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
        declared, found = _standing(expectations, file)
        for number, side in enumerate(found, 1):
            count = side.counts.get("text", 0)
            if not concerns(side) or enough(count, side.total, 0.0):
                continue
            if count and enough(count, side.total, _share(expectations, declared, file, number)):
                continue
            least = min(TRAVEL, max(1, side.total - 1))
            yield problem_type.at(on_page(location, number), page=number, found=count, least=least)

    return checked


def _only_imprint(side: SideOfPaper) -> bool:
    return "imprint" in side.counts and not ("text" in side.counts or "signature" in side.counts)


def _signed(side: SideOfPaper) -> bool:
    return "signature" in side.counts and not side.first


def _stub(side: SideOfPaper) -> bool:
    goes_on = bool(side.counts) and not side.first and side.last
    return goes_on and "signature" not in side.counts and not _only_imprint(side)


RULES = (
    PreflightRule("S-IMPRINT", ONLY_IMPRINT, _poor(ONLY_IMPRINT, _only_imprint), ("plain",), "order"),
    PreflightRule("S-SIGNED", SIGNED_ALONE, _poor(SIGNED_ALONE, _signed), ("plain",), "order"),
    PreflightRule("S-STUB", STUB, _poor(STUB, _stub), ("plain",), "order"),
)
