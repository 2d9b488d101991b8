"""A layer of ink under a mask -> whether anything of it can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pikepdf

from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.ink_plates import channels
from mzdocs.pdf.shadings import Shading
from mzdocs.preflight.ink.ink_layers import InkLayer
from mzdocs.preflight.ink.picture_plates import samples
from mzdocs.preflight.painted.geometry import meets
from mzdocs.preflight.painted.seen_marks import paints_of, sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect

_SQUARE: Rect = (-1e3, -1e3, 1e4, 1e4)
"""Points: where a shading that is black all over is looked at."""


def shows_through(layer: InkLayer, page: PageInFile, file: MeasuredPdf) -> bool:
    """Whether a mask on it lets a part of it be seen; what cannot be read is taken to."""
    state = layer.mark.state
    if state.masked or any(group.masked for group in state.groups):
        light = _light(page, file)
        if light is not None and not any(meets(box, layer.box) for box in light):
            return False
    return layer.mark.what != "image" or _has_shown_pixels(layer.mark)


def _light(page: PageInFile, file: MeasuredPdf) -> list[Rect] | None:
    """Where the soft masks of a page let anything through; nothing where they may do so all over."""
    masks = [each.SMask for each in file.reachable("/ExtGState") if isinstance(each.get("/SMask"), pikepdf.Dictionary)]
    if any("/BC" in mask or "/TR" in mask for mask in masks):
        return None
    by_shape = any(mask.get("/S") == "/Alpha" for mask in masks)
    drawn = (mark for mark in file.walked(page.number) if mark.state.within == "mask")
    boxes = (sight_of(file, page).shown(mark) for mark in drawn if by_shape or not _is_black(mark))
    return [box for box in boxes if box is not None]


def _is_black(mark: Mark) -> bool:
    if mark.what == "shading":
        found = [inks for _, inks in Shading(mark).samples(_SQUARE)]
        return bool(found) and all(inks.get("Black") == 1 for inks in found)
    if mark.what == "image" and not mark.image.get("/ImageMask"):
        return mark.image.get("/ColorSpace") == "/DeviceGray" and not samples(mark.image, mark.data, 1).any()
    return all(paint.cmyk is not None and paint.cmyk[3] == 1 for paint in paints_of(mark))


def _has_shown_pixels(mark: Mark) -> bool:
    """Whether a picture's own masks leave any pixel of it."""
    return all(shown.any() for shown in _shown_pixels(mark))


def _shown_pixels(mark: Mark) -> Iterator[Any]:
    """By a stencil, and each mask of a picture, which pixels let any of it be seen."""
    image = mark.image
    soft, hard = image.get("/SMask"), image.get("/Mask")
    if image.get("/ImageMask"):
        yield samples(image, mark.data, 1) == _no_light(image, 1)
    if soft is not None:
        yield samples(soft, b"", 1) != _no_light(soft, 2 ** int(soft.get("/BitsPerComponent", 8)) - 1)
    elif isinstance(hard, pikepdf.Stream):
        yield samples(hard, b"", 1) == _no_light(hard, 1)
    elif hard is not None:
        found = samples(image, mark.data, channels(image.ColorSpace))
        low, high = np.array([int(each) for each in hard]).reshape(-1, 2).T
        yield ((found < low) | (found > high)).any(axis=2)


def _no_light(mask: Any, top: int) -> int:
    """The sample that stands for 0."""
    return top if [float(each) for each in mask.get("/Decode", [0, 1])] == [1, 0] else 0
