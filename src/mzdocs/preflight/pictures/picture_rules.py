"""Pictures: as sharp as their size needs where they are seen, and in their own proportions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.graphics_state import Mark
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.geometry import meets
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.painted.seen_marks import sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile
from mzdocs.preflight.pictures.picture_pixels import is_code, is_tint, is_toned, pixels_of
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem

COARSE_PICTURE = preflight_problem(
    "MZP36",
    "有图片只有 {found} ppi，至少 {least} ppi",
    "A picture has only {found} pixels to the inch, {least} are needed",
    "换分辨率更高的图片，或把图片放小。",
    "Use a larger picture, or show it smaller.",
)
STRETCHED_PICTURE = preflight_problem(
    "MZP68",
    "有图片被拉长或压扁了 {found}",
    "A picture is stretched by {found}",
    "按原来的长宽比放图片，多的裁掉。",
    "Keep the picture's proportions and crop it.",
)
_IN_TONES, _IN_LINES = 200, 550
"""To the inch: of pictures in tones, and of those in black and white alone, whose edges are seen (GWG2015, image
resolution for 1-bit images)."""
_SLACK = 1
_FEW_ROWS, _DRAWN_OUT = 16, 8
"""Rows of a strip that is a gradient, and how many times longer than wide its pixels are then shown at least."""
_MOST_STRETCH = 0.02
"""A face is seen to be wrong from about twice as much."""


def _sharpness(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        coarse: dict[Any, tuple[float, int, Any]] = {}
        for mark in _pictures_seen(file, page):
            for each in _coarse(mark):
                one = each[2].objgen if each[2].is_indirect else len(coarse)
                coarse[one] = min(coarse.get(one, each), each, key=_share)
        for found, least, picture in sorted(coarse.values(), key=_share):
            if not is_code(picture):
                yield COARSE_PICTURE.at(on_page(location, page.number), found=round(found), least=least)
                break


def _pictures_seen(file: MeasuredPdf, page: PageInFile) -> Iterator[Mark]:
    """Those on the page, and those that a soft mask draws where something seen is masked."""
    sight, marks = sight_of(file, page), file.walked(page.number)
    masked = [box for mark in marks if mark.prints and _is_masked(mark) and (box := sight.of(mark))]
    for mark in marks:
        box = sight.of(mark) if mark.what == "image" and mark.state.visible.prints else None
        if box is not None and (mark.prints or any(meets(box, each) for each in masked)):
            yield mark


def _is_masked(mark: Mark) -> bool:
    return mark.state.masked or any(group.masked for group in mark.state.groups)


def _share(coarse: tuple[float, int, Any]) -> float:
    return coarse[0] / coarse[1]


def _coarse(mark: Mark) -> Iterator[tuple[float, int, Any]]:
    """How many pixels to the inch a picture and its masks have, and how many they need, where that is more."""
    for picture in (_standing(mark), mark.image.get("/SMask"), mark.image.get("/Mask")):
        if isinstance(picture, pikepdf.Stream) and "/Width" in picture:
            found, least = _ppi(picture, mark), _IN_TONES if is_toned(picture) else _IN_LINES
            if found < least - _SLACK and not is_tint(picture) and not _is_strip(picture, mark):
                yield found, least, picture


def _standing(mark: Mark) -> Any:
    """A picture as one that stands by itself, if it is written within the content."""
    if isinstance(mark.image, pikepdf.Stream):
        return mark.image
    return pikepdf.Stream(_ROOM, mark.data, {**mark.image, "/Subtype": pikepdf.Name.Image})


_ROOM = pikepdf.new()
"""A stream lives in a document."""


def _ratios(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        sight, marks = sight_of(file, page), file.marks_of(page.number)
        stretched = (mark for mark in marks if mark.what == "image" and _stretch(mark) > _MOST_STRETCH)
        seen = (_stretch(mark) for mark in stretched if sight.of(mark) and not _is_even(mark))
        most = max(seen, default=0.0)
        if most:
            yield STRETCHED_PICTURE.at(on_page(location, page.number), found=f"{most:.0%}")


def _stretch(mark: Mark) -> float:
    """By how much a picture in tones is wider or higher than its pixels are."""
    if "/Width" not in mark.image or not is_toned(mark.image):
        return 0.0
    wide, high = _sides(mark)
    across, down = wide / int(mark.image.Width), high / int(mark.image.Height)
    return max(across, down) / min(across, down) - 1 if across and down else math.inf


def _sides(mark: Mark) -> tuple[float, float]:
    """Points that a picture is wide and high on the page."""
    a, b, c, d, *_ = mark.state.matrix
    return math.hypot(a, b), math.hypot(c, d)


def _ppi(picture: Any, mark: Mark) -> float:
    wide, high = _sides(mark)
    return min(int(picture.Width) / wide, int(picture.Height) / high) * 72 if wide and high else math.inf


def _is_even(mark: Mark) -> bool:
    return is_tint(mark.image) or _is_strip(mark.image, mark)


def _is_strip(picture: Any, mark: Mark) -> bool:
    """Whether it is a gradient as some programs write it: one row or column of pixels, or some alike, drawn out."""
    wide, high = int(picture.Width), int(picture.Height)
    across, down = (side / count for side, count in zip(_sides(mark), (wide, high), strict=True))
    drawn_out = down >= _DRAWN_OUT * across if high <= wide else across >= _DRAWN_OUT * down
    if not drawn_out or min(wide, high) > _FEW_ROWS:
        return False
    pixels = pixels_of(picture) if min(wide, high) > 1 else None
    if pixels is None:
        return min(wide, high) == 1
    first = (0, 0, wide, 1) if high <= wide else (0, 0, 1, high)
    alike = pixels.crop(first).resize(pixels.size, Image.Resampling.NEAREST)
    return pixels.tobytes() == alike.tobytes()


RULES = (
    PreflightRule("P-RATIO", STRETCHED_PICTURE, _ratios, ON_PRESS, "house"),
    PreflightRule("P-PPI", COARSE_PICTURE, _sharpness, ON_PRESS, "trade"),
)
