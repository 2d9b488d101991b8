"""A text of an OFD -> where on the page each of its characters begins; and what later hides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from mzdocs.gbt33190.ofd_package import inner, named, said_in
from mzdocs.gbt33190.page_content import Malformed, box_of, code_runs, deltas, is_true, numbers

Box = tuple[float, float, float, float]
Letter = tuple[str, float, float]
"""A character, and where it begins: from the left and from the top, in millimetres."""
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def letters_of(text: Any) -> Iterator[Letter]:
    """The characters of a text with their origins; none of what is not written as the standard has it."""
    try:
        left, top = box_of(text)[:2]
        a, b, c, d, e, f = numbers(text.get("CTM"), 6) if text.get("CTM") else _UPRIGHT
        begin = [0.0, 0.0]
        for run in code_runs(text):
            begin = [numbers(run.element.get(name), 1)[0] if run.element.get(name) else begin[at] for at, name in _AXES]
            across, down = (_places(run.element, at, begin[at], len(run.text)) for at in (0, 1))
            for character, x, y in zip(run.text, across, down, strict=True):
                yield character, left + a * x + c * y + e, top + b * x + d * y + f
    except Malformed:
        return


_AXES = ((0, "X"), (1, "Y"))


def _places(element: Any, axis: int, begin: float, count: int) -> list[float]:
    """Where each character begins on an axis; the last step goes on where there are too few."""
    steps = deltas(element.get(("DeltaX", "DeltaY")[axis]))[: count - 1]
    steps += [steps[-1] if steps else 0.0] * (count - 1 - len(steps))
    return list(accumulate(steps, initial=begin))[:count]


def covering(objects: Sequence[Any]) -> list[tuple[int, Box]]:
    """Pictures and filled areas that hide what was painted before: how many objects that is, and their boxes."""
    return [(at, box) for at, each in enumerate(objects) if _hides(each) and (box := _box(each))]


def _box(element: Any) -> Box | None:
    try:
        return box_of(element)
    except Malformed:
        return None


def _hides(painted: Any) -> bool:
    """Opaque, and a whole area: a frame is two outlines, one within the other."""
    if not is_true(painted, "Visible", default=True) or painted.get("Alpha", "255").strip() != "255":
        return False
    if named(painted) == "ImageObject":
        return not painted.get("ImageMask")
    colour = inner(painted, "FillColor")
    opaque = colour is None or colour.get("Alpha", "255").strip() == "255"
    outlines = said_in(painted, "AbbreviatedData").split()
    whole = sum(word in ("M", "S") for word in outlines) == 1
    return named(painted) == "PathObject" and is_true(painted, "Fill") and opaque and whole
