"""One line, or several of one size: the largest type that goes into a width, or how much too long the line is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mzdocs.core.problems import Exit, Stopped, problem_type
from mzdocs.core.units import Length
from mzdocs.design import fonts
from mzdocs.design.fonts import Role

LINE_TOO_LONG = problem_type(
    "MZ3201",
    "“{what}”放不下：最小字号 {least} mm 时仍超出 {over} mm",
    "{what} does not fit: at the smallest size, {least} mm, it is {over} mm too long",
    "缩短文字，或加大尺寸。",
    "Shorten the text or enlarge the sheet.",
    Exit.FIT,
)


def fit_lines(
    texts: Iterable[str],
    role: Role,
    bold: bool,
    width: Length,
    most: Length,
    least: Length,
    what: str,
) -> Length:
    """The largest size, in quarter points, at which every line is no wider than `width`.

    Raises:
        Stopped: even at `least` a line is too wide; the problem says which and by how many millimetres.
    """
    longest, size = min(((text, fonts.size_to_fill(text, role, bold, width)) for text in texts), key=lambda p: p[1])
    if size < least:
        over = f"{width.mm * (least.mm / size.mm - 1):.1f}"
        what = f"{what} {longest}"
        raise Stopped([LINE_TOO_LONG.of(longest, what=what, least=f"{least.mm:.1f}", over=over)])
    return min(most, max(least, fonts.quarter_point(size)))


def fit_line(text: str, *rules: Any) -> Length:
    """The same for one line that belongs to no series."""
    return fit_lines([text], *rules)
