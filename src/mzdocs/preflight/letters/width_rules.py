"""Papers to be kept: the width that a font's dictionary says of a letter is that of its program."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.program_widths import CodeWidths, code_widths
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.letters.program_rules import shown_in
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem

OTHER_WIDTHS = preflight_problem(
    "MZQ95",
    "字体“{font}”有 {count} 个字标明的宽度与嵌入的程序不同（如 {codes}）：有的软件排出来字会挤在一起或散开",
    "The widths said of {count} codes of {font} are not those of its program ({codes}): programs would set them apart",
    "用完好的字体重新导出。",
    "Export again with a sound font.",
)
_SLACK, _MOST_TOLD = 1.0001, 5
"""Thousandths of an em that PDF/A lets them differ, with a hair for what is rounded; codes that are told."""


def _widths(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.3.6; ISO 19005-2, 6.2.11.5; ISO 14289-1, 7.21.5."""
    numbers, unread = pages_to_look_at(expectations, file), set[str]()
    for font in file.fonts:
        try:
            found = list(code_widths(font.dictionary, font.program, shown_in(file, font, numbers)))
        except Inexact as error:
            unread.add(f"{font.name}（{error.what.zh}）")
            continue
        wrong = [each.code.hex() for each in found if _differs(each)]
        if wrong:
            codes = "、".join(wrong[:_MOST_TOLD])
            yield OTHER_WIDTHS.at(location, font=font.name, count=len(wrong), codes=codes)
    if unread:
        names = "、".join(sorted(unread))
        raise NotRun(f"这些字体的宽度读不出来：{names}", f"the widths of these fonts cannot be read: {names}")


def _differs(widths: CodeWidths) -> bool:
    return all(abs(drawn - widths.said) > _SLACK for drawn in widths.drawn)


RULES = (
    PreflightRule("A-WIDTH", OTHER_WIDTHS, of_archives(_widths, or_accessible=True), ("archive",), "standard", PDFA),
)
