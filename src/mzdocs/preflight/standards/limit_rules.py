"""Papers to be kept: nothing in them is larger than every program can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.code_reading import code_map
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.printed_boxes import said_of
from mzdocs.pdf.value_limits import PART_1, SINCE_PART_2, BeyondKind, too_large
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, on_page, preflight_problem

TOO_LARGE = preflight_problem(
    "MZQ55",
    "归档文件里有超出 PDF/A 上限的：{what}",
    "Something in the file to be kept is beyond the limits of PDF/A: {what}",
    "用做它的软件按 PDF/A 重新导出。",
    "Export it as PDF/A again.",
)

_TOLD: Mapping[BeyondKind, Sentence] = {
    "integer": Sentence("整数", "an integer"),
    "real": Sentence("小数", "a real number"),
    "string": Sentence("字符串的长度", "the length of a string"),
    "name": Sentence("名称的长度", "the length of a name"),
    "array": Sentence("数组的元素数", "the elements of an array"),
    "dictionary": Sentence("字典的条目数", "the entries of a dictionary"),
}
_INKS, _INKS_OF_PART_1 = 32, 8
_LARGEST_CID = 65535
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_SHORTEST, _LONGEST = 3, 14400
"""Units of a side of a page, in parts 2 and 3."""


def _limits(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.1.12; ISO 19005-2, 6.1.13."""
    part = file.kept_part
    contents = [file.pdf.pages[number - 1] for number in pages_to_look_at(expectations, file)]
    forms = [thing for thing in file.reachable("/XObject") if thing.get("/Subtype") == "/Form"]
    found = too_large(file.pdf, file.data, PART_1 if part == 1 else SINCE_PART_2, [*contents, *forms])
    told = [_TOLD[kind] for kind in sorted(found)]
    if any(_inks_of(space) > (_INKS_OF_PART_1 if part == 1 else _INKS) for space in file.reachable("/ColorSpace")):
        told.append(Sentence("一个颜色空间的油墨数", "the inks of a colour space"))
    if any(_largest_cid(font.dictionary) > _LARGEST_CID for font in file.fonts):
        told.append(Sentence("字符编号（CID）", "a character identifier (CID)"))
    for what in told:
        yield TOO_LARGE.at(location, what=what)
    for page in file.pages if part > 1 else ():
        if not all(_is_in_range(said_of(page.dictionary, key)) for key in _BOXES):
            yield TOO_LARGE.at(on_page(location, page.number), what=_SIDE)


_SIDE = Sentence("页面的边长", "a side of the page")


def _is_in_range(box: Any) -> bool:
    if not isinstance(box, pikepdf.Array):
        return True
    left, bottom, right, top = map(float, box)
    return all(_SHORTEST <= abs(side) <= _LONGEST for side in (right - left, top - bottom))


def _inks_of(space: Any) -> int:
    return len(space[1]) if isinstance(space, pikepdf.Array) and space[0] == "/DeviceN" else 0


def _largest_cid(font: Any) -> int:
    """Of the characters that a composite font's own map knows."""
    if not isinstance(font.get("/Encoding"), pikepdf.Stream):
        return 0
    try:
        said = code_map(font)
    except Inexact:
        return 0
    ranges = (cid + last - first for each in said.ranges.values() for first, last, cid in each)
    return max((*said.singles.values(), *ranges), default=0)


RULES = (PreflightRule("A-LIMIT", TOO_LARGE, of_archives(_limits), ("archive",), "standard", PDFA),)
