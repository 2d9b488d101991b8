"""Inks: only those ordered, each on its plate, no more than dries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.design.theme import MOST_INK
from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.ink_plates import EVERY, NO
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.ink.ink_layers import InkLayer, inks_of
from mzdocs.preflight.ink.ink_load import ink_load
from mzdocs.preflight.ink.page_ink import PageInk, page_inks
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.painted.seen_marks import ink_of, paints_of
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, known, on_page, preflight_problem

WRONG_PLATES = preflight_problem(
    "MZP29",
    "色版与订单不符：{why}",
    "The plates differ from the order: {why}",
    "核对订单的油墨和页面的颜色；要的专色须真正用上。",
    "Compare the order's inks with the page's colours; an ordered ink must be used.",
)
TRANSPARENT = preflight_problem(
    "MZP31",
    "页面有透明效果，制作单位的软件可能打不开",
    "The page has transparency, which a sign shop's program may not open",
    "去掉透明效果再导出。",
    "Remove the transparency.",
)
RICH_TEXT = preflight_problem(
    "MZP34",
    "{size} pt 的小字用了 {count} 种油墨，套印稍偏就发虚",
    "Text of {size} pt is made of {count} inks and blurs as soon as they do not register",
    "小字用单色黑，或不超过两种油墨。",
    "Set small text in black alone, or in two inks at most.",
)
TOO_MUCH_INK = preflight_problem(
    "MZP37",
    "最浓处总墨量 {found}%，最多 300%",
    "The heaviest spot has {found} % of ink, at most 300 % dries",
    "减淡颜色，或不在深色上叠印黑。",
    "Lighten the colour, or do not overprint black on a dark one.",
)
_SMALL_TEXT = 12.0
"""Points: below it, a misregister is as wide as the stroke."""
_MOST_INKS_OF_TEXT = 2
_INK_SLACK = 0.004
"""Of what a picture's bytes and a file's four decimals round."""
_FINISHES = re.compile("foil|varnish|lacq|emboss|deboss|crease|perf|die|cut|white|烫|上光|压|切|白", re.IGNORECASE)
"""In the name of what is put on with no ink that must dry, or lies under it."""


def _plates(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    expected = known(expectations.plates, "没有订单，不知道订了哪些油墨", "there is no order that names the inks")
    pages = page_inks(file, pages_due(expectations, file))
    found = _plates_on(pages)
    if not found >= expected:
        pages = page_inks(file)
        found = _plates_on(pages)
    blank, extra = sorted(expected - found), sorted(found - expected - {EVERY, NO})
    if blank and not any(page.unread for page in pages):
        names = "、".join(blank)
        yield WRONG_PLATES.at(location, why=Sentence(f"空版 {names}", f"blank {names}"))
    if extra:
        names = "、".join(extra)
        yield WRONG_PLATES.at(location, why=Sentence(f"多出 {names}", f"not ordered {names}"))
    _all_read(pages)


def _plates_on(pages: Iterable[PageInk]) -> set[str]:
    return {plate for page in pages for layer in page.layers for plate in _plates_of(layer)}


def _plates_of(layer: InkLayer) -> Iterator[str]:
    """Those a layer lays any ink on; a picture's, of its every pixel. Registration marks stand on whatever there is."""
    if layer.picture is not None:
        yield from layer.picture.used
    elif ink_of(layer.mark).ink != EVERY:
        yield from (plate for plate, share in layer.most.items() if share > 0)


def _all_read(pages: Iterable[PageInk]) -> None:
    """What could not be read may be anything."""
    if any(page.unread for page in pages):
        raise NotRun("有图片或渐变读不出颜色", "the colours of a picture or a gradient cannot be read")


def _transparency(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        if any(_is_transparent(mark) for mark in file.marks_of(page.number)):
            yield TRANSPARENT.at(on_page(location, page.number))


def _is_transparent(mark: Mark) -> bool:
    image = mark.image if mark.what == "image" else {}
    return mark.state.transparent or "/SMask" in image or bool(image.get("/SMaskInData"))


def _rich_text(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for each in page_inks(file, pages_due(expectations, file)):
        for layer in each.layers:
            size = layer.mark.text_size if layer.mark.what == "text" else 0
            count = len(_inks_of_text(layer.mark)) if 0 < size < _SMALL_TEXT else 0
            if count > _MOST_INKS_OF_TEXT:
                yield RICH_TEXT.at(on_page(location, each.page.number), size=f"{size:.1f}", count=count)
                break


def _inks_of_text(mark: Mark) -> set[str]:
    """Those of the letters and of their edges; registration marks stand on whatever there is."""
    paints = (paint for paint in paints_of(mark) if paint.ink != EVERY)
    return {plate for paint in paints for plate, share in (inks_of(paint) or {}).items() if share > 0}


def _load(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    pages = page_inks(file, pages_due(expectations, file))
    limit, doubtful = MOST_INK + _INK_SLACK, False
    for each in pages:
        inked = [layer for layer in each.layers if ink_of(layer.mark).ink != EVERY]  # a rule of its own is for that
        load = ink_load(inked, each.page.trim_box, limit, _dry(expectations, each))
        doubtful = doubtful or load.certain <= limit < load.possible
        if load.certain > limit:
            yield TOO_MUCH_INK.at(on_page(location, each.page.number), found=f"{load.certain * 100:.4g}")
    if doubtful:
        raise NotRun("蒙版下显出多少油墨算不出来", "how much ink shows under a mask cannot be worked out")
    _all_read(pages)


def _dry(expectations: Expectations, each: PageInk) -> frozenset[str]:
    """The plates of a page that bear no ink that must dry."""
    plates = {plate for layer in each.layers for plate in layer.most}
    return frozenset(plate for plate in plates if plate in expectations.unseen or _FINISHES.search(plate))


RULES = (
    PreflightRule("P-SPOT", WRONG_PLATES, _plates, ON_PRESS, "order"),
    PreflightRule("P-TRANSP", TRANSPARENT, _transparency, ("outlined",), "house"),
    PreflightRule("P-RICH", RICH_TEXT, _rich_text, ("press",), "trade"),
    PreflightRule("P-TAC", TOO_MUCH_INK, _load, ON_PRESS, "trade"),
)
