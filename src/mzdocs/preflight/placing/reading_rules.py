"""Whether text can be read: against its ground, from where it hangs, and in the order of its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mzdocs.core.problems import Problem
from mzdocs.core.text import squeezed
from mzdocs.core.units import mm
from mzdocs.design import contrast
from mzdocs.plan.document import Legibility
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.painted_page import PaintedPage, beginning
from mzdocs.preflight.painted.pieces import TextLine, within
from mzdocs.preflight.painted.printed_colour import PAPER, Printed, printed
from mzdocs.preflight.painted.rule_pages import Found, on_every_page
from mzdocs.preflight.rule import PreflightRule, known, preflight_problem

LOW_CONTRAST = preflight_problem(
    "MZP62",
    "第 {page} 页（{place}）“{text}”与底色的对比只有 {found}:1，至少应有 4.5:1",
    "On page {page} ({place}) “{text}” has a contrast of {found}:1 with its ground, at least 4.5:1 is needed",
    "把字调深或把底调浅（反白字则相反）。",
    "Make the text darker or its ground lighter (the other way round for text in white).",
)
TOO_SMALL_TO_READ = preflight_problem(
    "MZP63",
    "第 {page} 页（{place}）“{text}”字高 {found} mm，在 {distance} m 外至少要 {least} mm 才看得清",
    "On page {page} ({place}) “{text}” is {found} mm high; from {distance} m, {least} mm can be read",
    "加大字号，或缩短文字。",
    "Enlarge the text or shorten it.",
)
WRONG_RANK = preflight_problem(
    "MZP64",
    "第 {page} 页（{place}）“{text}”（{found} mm）比更重要的“{other}”（{least} mm）还大",
    "On page {page} ({place}) “{text}” ({found} mm) is larger than “{other}” ({least} mm), which matters more",
    "正文不小于落款和附注。",
    "Set footers and notes no larger than the body.",
)

_SLACK = 0.02
_FEW = 2
"""Letters: fewer do not tell which text they are of."""


def _contrasts(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    pictures = page.of("picture")
    for line in page.lines:
        ground = page.ground(line)
        after = ground.order if ground else -1
        if any(after < picture.order < line.order and within(line.box, picture.box) for picture in pictures):
            continue
        paper = _under(line, page, expectations)
        ink = paper and printed(line.paint, line.keeps, paper, expectations.looks)
        found_ratio = contrast.ratio(ink.look, paper.look) if ink and paper else contrast.LEAST
        if found_ratio < contrast.LEAST - _SLACK / 2:
            yield found(LOW_CONTRAST, line.box, text=beginning(line), found=f"{found_ratio:.2f}")


def _under(line: TextLine, page: PaintedPage, expectations: Expectations) -> Printed | None:
    """What a line is printed on: its ground, and under it, where that overprints, what it lies on."""
    under: Printed | None = PAPER
    for area in page.grounds(line):
        under = under and printed(area.paint, area.keeps, under, expectations.looks)
    return under


def _sizes(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    distance = known(expectations.distance, "不知道从多远看", "from how far it is read is not known")
    least = Legibility(distance, mm(0)).least(1).mm
    for line in page.lines:
        if line.size < least - _SLACK:
            facts = {"found": f"{line.size:.2f}", "distance": f"{distance.mm / 1000:g}", "least": f"{least:.1f}"}
            yield found(TOO_SMALL_TO_READ, line.box, text=beginning(line), **facts)


def _ranks(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    """The largest type of each rank against the size most of the rank above it has: a label or a tag is no body."""
    ranks = known(expectations.ranks, "没有声明哪些文字更重要", "which text matters more is not known")
    above: TextLine | None = None
    for rank in ranks:
        said = squeezed("\n".join(rank))
        lines = [line for line in page.lines if len(line.letters) >= _FEW and squeezed(line.text) in said]
        largest = max(lines, key=lambda line: line.size, default=None)
        if above is not None and largest is not None and largest.size > above.size + _SLACK:
            facts = {"text": beginning(largest), "other": beginning(above)}
            yield found(WRONG_RANK, largest.box, found=f"{largest.size:.1f}", least=f"{above.size:.1f}", **facts)
        above = _typical(lines) if lines else above


def _typical(lines: Sequence[TextLine]) -> TextLine:
    letters = Counter[float]()
    for line in lines:
        letters[round(line.size, 2)] += len(line.letters)
    ((size, _),) = letters.most_common(1)
    return next(line for line in lines if round(line.size, 2) == size)


RULES = (
    PreflightRule("G-CONTRAST", LOW_CONTRAST, on_every_page(_contrasts), ON_PRESS, "house"),
    PreflightRule("G-READ", TOO_SMALL_TO_READ, on_every_page(_sizes), ("press",), "order"),
    PreflightRule("G-RANK", WRONG_RANK, on_every_page(_ranks), ("press",), "order"),
)
