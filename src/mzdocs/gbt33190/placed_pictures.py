"""The pictures that a page of an OFD shows, each by the part it stands in and where its corners come to stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import named
from mzdocs.gbt33190.page_content import ContentPart, Malformed, box_of, is_true, lies_within, numbers
from mzdocs.gbt33190.placed_letters import covering

Corner = tuple[float, float]
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class PlacedPicture:
    """The part with its bytes, "" where there is none; upper left, upper right, lower left, in mm from the page's."""

    part: str
    corners: tuple[Corner, Corner, Corner]


def placed_pictures(ofd: JudgedOfd, content: ContentPart) -> tuple[PlacedPicture, ...]:
    """Those that are seen; one whose place cannot be read stands nowhere."""
    hiding = covering(content.objects)
    found = []
    for at, each in enumerate(content.objects):
        if named(each) != "ImageObject" or not is_true(each, "Visible", True) or each.get("Alpha") == "0":
            continue
        place = _placed(each)
        if place is None or not any(later > at and lies_within(place[0], over) for later, over in hiding):
            held = ofd.resource(each.get("ResourceID"))
            corners = place[1] if place else ((0.0, 0.0),) * 3
            found.append(PlacedPicture((held.file if held else "") or "", corners))
    return tuple(found)


def _placed(each: Any) -> tuple[tuple[float, float, float, float], tuple[Corner, Corner, Corner]] | None:
    """Its box, and the corners of the square of one millimetre that it fills, moved by its transform."""
    try:
        left, top, *size = box_of(each)
        a, b, c, d, e, f = numbers(each.get("CTM"), 6) if each.get("CTM") else _UPRIGHT
    except Malformed:
        return None
    corners = [(left + e + a * x + c * y, top + f + b * x + d * y) for x, y in ((0, 0), (1, 0), (0, 1))]
    return (left, top, size[0], size[1]), (corners[0], corners[1], corners[2])
