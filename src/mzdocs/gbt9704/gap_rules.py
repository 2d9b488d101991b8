"""Lines left empty: above the title, the addressee, the list of annexes, an annex's title, those present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, headed, on
from mzdocs.gbt9704.special_rules import lists_of_those_present
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Role

LINE = 29.45
"""Points from line to line of a full side (5.2.3)."""
_SHORT, _LONG = 0.6, 0.7
"""Of a line: as much as larger type beside the gap may take of it, or leave to it."""
_WANTED: tuple[tuple[Role, int], ...] = (("标题", 2), ("主送", 1), ("附件说明", 1))


@dataclass(frozen=True)
class Gap:
    """How many lines should be empty above a paragraph, and how many are."""

    paragraph: MeasuredParagraph
    wanted: int
    found: float

    @property
    def right(self) -> bool:
        """As many, but for what larger type nearby explains."""
        return self.wanted - _SHORT < self.found < self.wanted + _LONG


def gaps(form: MeasuredDocx) -> Iterator[Gap]:
    """Those the standard names a number of lines for, where the file says how high they are."""
    wanted = [(paragraph, lines) for role, lines in _WANTED for paragraph in form.of(role)[:1]]
    wanted += [(each, 1) for part in range(1, 1 + len(form.of("附件"))) for each in _annex_title(form, part)]
    wanted += [(paragraph, 1) for paragraph in lists_of_those_present(form)[:1]]
    for paragraph, lines in wanted:
        found = _above(form, paragraph)
        if found is not None and (paragraph.role != "标题" or form.format == "文件"):
            yield Gap(paragraph, lines, found)


def _annex_title(form: MeasuredDocx, part: int) -> tuple[MeasuredParagraph, ...]:
    return tuple(each for each in form.of("附件标题") if each.part == part)[:1]


def _above(form: MeasuredDocx, paragraph: MeasuredParagraph) -> float | None:
    """The lines between a paragraph and the one before; None at the top of a side, beside a drawing or a table."""
    place, empty = form.paragraphs.index(paragraph), 0.0
    for before in reversed(form.paragraphs[:place]):
        if paragraph.new_side or before.story != "正文" or before.drawn or before.framed:
            return None
        if before.words:
            room = before.spacing.after.pt + paragraph.spacing.before.pt
            return empty + room / LINE
        if before.new_side:
            return None
        line = before.spacing.exact.pt if before.spacing.exact else LINE
        empty += (line + before.spacing.before.pt + before.spacing.after.pt) / LINE
    return None


def empty_lines(form: MeasuredDocx) -> Iterator[Deviation]:
    """Two above the title, one above the addressee, the list of annexes, an annex's title and those present."""
    headed(form)
    found = list(gaps(form))
    if not found:
        raise NotRun("没有要空行的地方", "there is no place for an empty line")
    for gap in found:
        if not gap.right:
            shown = figure(round(gap.found, 1))
            zh, en = f"上空 {shown} 行，不是 {gap.wanted} 行", f"{shown} lines, not {gap.wanted}"
            yield on(gap.paragraph, zh, en)


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF18", "7.3.1、7.3.2、7.3.4、7.3.7、10.3", "国标规定",
        Sentence("空行", "the empty lines"),
        Sentence("标题上空二行，主送机关、附件说明、附件标题、“出席”上空一行", "two above the title, one above addressee, list of annexes, an annex's title and those present"),
        Sentence("把段前间距设为所差的行数，一行29磅；或加减空行。", "Set the space before to the lines that are missing, 29 pt each, or add or take away empty lines."),
        empty_lines,
    ),
)  # fmt: skip
