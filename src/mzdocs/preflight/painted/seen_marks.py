"""A mark of a page -> the box of what is seen of it: inside the trim, inside its clips, and not without ink."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

import pathops

from mzdocs.core.boxes import box_round_points, shared_box
from mzdocs.pdf.font_widths import Widths, length, pens, widths_of
from mzdocs.pdf.glyph_paths import Glyphs, Inexact
from mzdocs.pdf.graphics_state import IDENTITY, Mark, Paint, moved, times
from mzdocs.pdf.text_modes import EDGES_ALONE, FILLED_AND_EDGED, INKLESS
from mzdocs.preflight.painted.clips import EVERYWHERE, Clips
from mzdocs.preflight.painted.geometry import extent
from mzdocs.preflight.painted.pieces import filled, grown, rectangle
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect

_HAIR = 0.01
"""Points: a line without width is still drawn."""
_ASCENT, _DESCENT = 0.9, -0.25
"""Of a letter, in its size."""
_FOOT, _HEAD, _BESIDE, _BLANK = 0.05, 0.5, 8, 32
"""The body of a letter in its size, the share of its width that stands clear on each side of it, and the code of one
that has none."""
_BLANKS = b" \t\r\n\xa0"
_PROBES, _PROBED = 4, (2, 1, 3)
"""Places in a box where it is asked first whether an area holds it: the middle, then a quarter off it."""
_PAPER = (Paint("/DeviceGray", (1.0,)), Paint("/DeviceRGB", (1.0, 1.0, 1.0)), Paint("/DeviceCMYK", (0.0,) * 4))
_NO_INK = "None"


class Sight:
    """What can be seen of the marks of one page inside its trim, or another box; each mark is worked out once."""

    def __init__(self, page: PageInFile) -> None:
        self._trim = page.trim_box
        self._clips = Clips(IDENTITY)
        self._widths: dict[tuple[int, int], Widths] = {}
        self._known: dict[int, tuple[Mark, Rect | None, float]] = {}

    def of(self, mark: Mark, within: Rect | None = None) -> Rect | None:
        """Left, bottom, right, top in points; nothing of a mark that leaves no ink where it is seen."""
        return None if leaves_no_ink(mark) else self.area(mark, within)

    def area(self, mark: Mark, within: Rect | None = None) -> Rect | None:
        """The same of every mark, as if it had ink."""
        seen = self.shown(mark)
        if seen is None:
            return None
        box = shared_box(seen, within or self._trim)
        if min(box[2] - box[0], box[3] - box[1]) < 1.5 * _HAIR:
            return None
        return box if all(_meet(area, box) for area in self._clips.of(mark).odd) else None

    def shown(self, mark: Mark) -> Rect | None:
        """What its clips leave of its box, a hair wider, wherever on the sheet."""
        return self._cut(mark)[0]

    def is_cut(self, mark: Mark) -> bool:
        """Whether its clips take something of its box, or are askew."""
        return self._cut(mark)[1] > _HAIR or self.has_odd_clip(mark)

    def _cut(self, mark: Mark) -> tuple[Rect | None, float]:
        if id(mark) not in self._known:
            seen, lost = self._clips.of(mark).cut(grown(self._around(mark), _HAIR))
            self._known[id(mark)] = mark, seen, lost
        return self._known[id(mark)][1:]

    def has_odd_clip(self, mark: Mark) -> bool:
        """Whether one of its clips is no upright rectangle."""
        return bool(self._clips.of(mark).odd)

    def odd_clips(self, mark: Mark) -> tuple[pathops.Path, ...]:
        """The areas of those that are none."""
        return self._clips.of(mark).odd

    def letters(self, mark: Mark) -> Iterator[Rect]:
        """Of a text, where the body of every letter that is no blank stands."""
        font, state = mark.state.font, mark.state
        matrix, size, rise = times(mark.text_matrix, state.matrix), state.size, state.rise
        for code, start, end in pens(mark, widths_of(font, self._widths)) if font is not None else ():
            if code != _BLANK and end > start:
                side = (end - start) / _BESIDE
                corners = [(x, y) for x in (start + side, end - side) for y in (_FOOT * size, _HEAD * size)]
                yield box_round_points([moved(matrix, x, rise + y) for x, y in corners])

    def _around(self, mark: Mark) -> Rect:
        """The box round a mark with the width of its lines; of text, round all that one operator shows."""
        if mark.what == "text":
            return self._line_of_text(mark)
        if mark.what == "shading":
            return EVERYWHERE
        return grown(extent(mark), mark.line_width / 2) if mark.what == "stroke" else extent(mark)

    def _line_of_text(self, mark: Mark) -> Rect:
        size, font = mark.state.size, mark.state.font
        along = (length(mark, widths_of(font, self._widths)) if font is not None else 0) or size / 2
        matrix, rise = times(mark.text_matrix, mark.state.matrix), mark.state.rise
        return box_round_points([moved(matrix, x, rise + y * size) for x in (0, along) for y in (_DESCENT, _ASCENT)])


def sight_of(file: MeasuredPdf, page: PageInFile) -> Sight:
    """That of a page of a file, however many rules ask."""
    known = _KNOWN.setdefault(file, {})
    if page.number not in known:
        known[page.number] = Sight(page)
    return known[page.number]


_KNOWN: WeakKeyDictionary[MeasuredPdf, dict[int, Sight]] = WeakKeyDictionary()


def leaves_no_ink(mark: Mark) -> bool:
    """Whether it is invisible by its mode, transparent through and through, paper-white, or in the ink that is none."""
    if mark.what == "text" and mark.state.mode in INKLESS:
        return True
    if mark.alpha <= 0 or any(group.alpha <= 0 for group in mark.state.groups):
        return True
    return mark.what not in ("image", "shading") and is_blank(ink_of(mark))


def ink_of(mark: Mark) -> Paint:
    """The colour that is seen: of letters of which the edges alone are drawn, the stroking one."""
    return mark.state.stroke if mark.what == "text" and mark.state.mode in EDGES_ALONE else mark.paint


def paints_of(mark: Mark) -> tuple[Paint, ...]:
    """The colours that are seen: two where letters are filled and their edges are drawn."""
    edged = mark.what == "text" and mark.state.mode in FILLED_AND_EDGED
    return (mark.state.fill, mark.state.stroke) if edged else (ink_of(mark),)


def is_blank(paint: Paint) -> bool:
    """Whether a colour is that of the paper: white, no share of a named ink, or the ink of that name."""
    if paint.ink is not None:
        return paint.ink == _NO_INK or not any(paint.values)
    return paint in _PAPER


def shows_letters(mark: Mark) -> bool:
    """Whether a text shows more than blanks, as far as its font can be read."""
    shown = [part for part in mark.shown if isinstance(part, bytes)]
    try:
        glyphs = Glyphs(mark.state.font)
        return any(extent for part in shown for _, extent, *_ in glyphs.extents(part))
    except Inexact:
        return any(part.strip(_BLANKS) for part in shown)


def _meet(area: pathops.Path, box: Rect) -> bool:
    """Whether they share an area; most do plainly, and to cut areas by each other is slow."""
    left, bottom, right, top = box
    across, down = (right - left) / _PROBES, (top - bottom) / _PROBES
    if any(area.contains((left + x * across, bottom + y * down)) for x in _PROBED for y in _PROBED):
        return True
    both = pathops.op(area, filled(rectangle(box), even_odd=False), pathops.PathOp.INTERSECTION, fix_winding=True)
    return abs(float(both.area)) > 0
