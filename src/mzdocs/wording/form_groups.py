"""Lines of a wording -> the blocks of forms that people sign: opinion boxes, places of seals, lines to sign on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from mzdocs.model.form_blocks import (
    PLACES,
    SEAL,
    SIGNED_ROOM,
    Box,
    Boxes,
    Sketch,
    Sketches,
    breadth,
)
from mzdocs.model.letter import Signing
from mzdocs.wording.source_lines import SourceLine, cells_of, set_solid

LEAST_BOX, LEAST_SEALED_BOX, HIGHEST_BOX = 25.0, SEAL + 2, 150.0
"""Millimetres an opinion takes, and a seal with a millimetre above and below it; more than half a side is a mistake."""
LEAST_TO_SIGN = 25.0
"""Millimetres a signature takes beside its label."""
TYPE, LINE, PADDING = 14 * 25.4 / 72, 7.0, 4.0
"""Of a box: a character's width, a line's height, and what its text keeps from the rules, both sides together."""


def boxes(first: SourceLine, rows: Sequence[SourceLine]) -> Boxes:
    """|意见| widths |, then a box a row, filling the columns in order: label | height | what is printed | closing …."""
    (cells,) = _cells(first, "|意见|", 1)
    widths = tuple(_figure(first, each) for each in cells.split())
    if not widths or not rows:
        raise first.wrong("写各框的宽，下面每行一框", "write the widths, and below them a box a line")
    found = [_box(row, widths[number % len(widths)]) for number, row in enumerate(rows)]
    across = len(widths)
    if len(found) % across:
        raise rows[-1].wrong(f"每排{across}框，最后一排不满", f"{across} boxes a row, and the last is not full")
    levels = tuple(_level(found[at : at + across], widths) for at in range(0, len(found), across))
    feet = [(box, max(each.foot for each in level)) for level in levels for box in level]
    for row, (box, foot), width in zip(rows, feet, widths * len(levels), strict=True):
        _high_enough(row, box, width, foot)
    return Boxes(widths, levels)


def _level(beside: Sequence[Box], widths: Sequence[float]) -> tuple[Box, ...]:
    """Boxes beside each other are all as high as the highest; for an office's long name above its seal they grow."""
    foot = max(box.foot for box in beside)
    height = max(_named(box, width, foot) for box, width in zip(beside, widths, strict=True))
    return tuple(replace(box, height=height) for box in beside)


def _named(box: Box, width: float, foot: float) -> float:
    """The height that is written, and as far as it is wanted that of the lines of the label after the first."""
    lines = _label_lines(box, width)
    return max(box.height, min(_of_lines(lines, foot), box.height + LINE * (lines - 1)))


def _of_lines(count: int, foot: float) -> float:
    """How high a box is with so many lines above its closing ones."""
    return LINE * count + foot + PADDING


def _box(row: SourceLine, width: float) -> Box:
    label, height, *rest = _cells(row, "|", 2, more=True)
    text, *closing = rest or [""]
    lines = tuple(map(_closing, filter(None, closing)))
    box = Box(set_solid(label), set_solid(text), lines, _figure(row, height))
    least = LEAST_SEALED_BOX if box.sealed else LEAST_BOX
    if not label:
        raise row.wrong("框要有名称，例如 工作站意见", "a box has a label")
    if not least <= box.height <= HIGHEST_BOX:
        what = "要签字盖章的框" if box.sealed else "写意见的框"
        zh = f"{what}高{box.height:g}毫米，应为{least:g}到{HIGHEST_BOX:g}毫米"
        raise row.wrong(zh, f"a box of {box.height:g} mm; it wants {least:g} to {HIGHEST_BOX:g}")
    _wide_enough(row, box, width)
    return box


def _closing(text: str) -> str:
    """签字：年　月　日: what follows a label stands behind room to sign."""
    room = "\u3000" * ceil(SIGNED_ROOM / TYPE)
    return re.sub("：\\s*(?=\\S)", f"：{room}", set_solid(text))


def _wide_enough(row: SourceLine, box: Box, width: float) -> None:
    lines = [breadth(line) * TYPE + SIGNED_ROOM * line.endswith("：") for line in box.closing]
    need = max([*lines, (SEAL + 6) * box.sealed]) + PADDING
    if need > width:
        raise row.wrong(f"这一框宽{width:g}毫米，至少要{need:.0f}毫米", f"a box of {width:g} mm, it wants {need:.0f}")


def _high_enough(row: SourceLine, box: Box, width: float, foot: float) -> None:
    """Its label, what is printed in it, and the closing lines, which begin at one height in boxes beside each other."""
    lines = _label_lines(box, width) + ceil((breadth(box.text) + 2) / _across(width)) * bool(box.text)
    need = _of_lines(lines, foot)
    if need > box.height:
        raise row.wrong(f"这一框高{box.height:g}毫米，写着的字要{need:.0f}毫米", f"its own words take {need:.0f} mm")


def _label_lines(box: Box, width: float) -> int:
    return ceil(breadth(box.label) / _across(width))


def _across(width: float) -> float:
    """Characters in a line of a box."""
    return (width - PADDING) / TYPE - 1


def sketches(first: SourceLine, rows: Sequence[SourceLine]) -> Sketches:
    """|章位|, then rows: what is drawn | the line under it."""
    _cells(first, "|章位|", 1)
    return Sketches(tuple(map(_sketch, rows)))


def _sketch(row: SourceLine) -> Sketch:
    place, caption = _cells(row, "|", 2)
    found = next((each for each in PLACES if each == place), None)
    if found is None:
        raise row.wrong(f"图样须是{'、'.join(PLACES)}之一", f"one of {', '.join(PLACES)} is drawn")
    return Sketch(found, set_solid(caption))


def signing(line: SourceLine, width: float) -> Signing:
    """~ 甲 | 乙: every label leaves room to sign in a line so wide."""
    found = Signing(tuple(map(set_solid, cells_of(line.raw[2:]))))
    if found.room(width) < LEAST_TO_SIGN:
        left = max(0.0, found.room(width))
        zh = f"每处签字只有{left:.0f}毫米，至少要{LEAST_TO_SIGN:g}毫米；分成两行写"
        raise line.wrong(zh, f"{left:.0f} mm to sign, {LEAST_TO_SIGN:g} are wanted: use two lines")
    return found


def _cells(line: SourceLine, mark: str, count: int, more: bool = False) -> list[str]:
    cells = cells_of(line.raw[len(mark) :])
    if len(cells) < count or (len(cells) > count and not more):
        raise line.wrong(f"“{mark}”后面要有{count}格", f"{mark} wants {count} cells")
    return cells


def _figure(line: SourceLine, text: str) -> float:
    if not re.fullmatch("[0-9]{1,3}(\\.[0-9])?", text):
        raise line.wrong(f"“{text}”不是毫米数", f"{text} is no number of millimetres")
    return float(text)
