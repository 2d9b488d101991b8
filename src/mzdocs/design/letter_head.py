"""The head of a letter (GB/T 9704-2012, 10.1): its mark and its two double rules, from the edges of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mzdocs.core.units import Length, mm
from mzdocs.design import fonts
from mzdocs.design.fitting import fit_line

MARK_TOP, UNDER_MARK = mm(30), mm(4)
"""From the sheet's upper edge to the strokes of the mark, and from these to the upper double rule."""
_SHEET, FROM_FOOT = mm(297), mm(20)
"""The height of the sheet, and from its lower edge to the lower double rule."""
RULE_LENGTH, RULE_LEFT = mm(170), mm(20)
"""How long a double rule is, and where it begins so that it is centred."""
_THICK, _BETWEEN, _THIN = mm(1), mm(0.4), mm(0.3)
"""The two lines of a double rule and what parts them: the standard says which is the thicker, not how thick."""
UNDER_RULE = mm(4.84)
"""Seven eighths of a 3号 character (GB/T 33476.2-2016): from the upper double rule to the number."""


@dataclass(frozen=True)
class RuleLine:
    """One line of a double rule: its upper edge from the top of the sheet, and its thickness."""

    top: Length
    thickness: Length


@dataclass(frozen=True)
class LetterHead:
    """The type size of a mark, how far it rises above its base line, and the lower edge of its strokes."""

    size: Length
    rise: Length
    mark_bottom: Length

    @property
    def lines(self) -> tuple[RuleLine, ...]:
        """The four lines from above to below: thick and thin under the mark, thin and thick at the foot."""
        foot = _SHEET - FROM_FOOT - DOUBLE
        return (*_double(self.mark_bottom + UNDER_MARK, _THICK, _THIN), *_double(foot, _THIN, _THICK))

    @property
    def text_top(self) -> Length:
        """Where the characters of the number begin, from the top of the sheet."""
        return self.mark_bottom + UNDER_MARK + DOUBLE + UNDER_RULE


DOUBLE = _THICK + _BETWEEN + _THIN


def _double(top: Length, upper: Length, lower: Length) -> Iterator[RuleLine]:
    yield RuleLine(top, upper)
    yield RuleLine(top + upper + _BETWEEN, lower)


def letter_head(mark: str) -> LetterHead:
    """The head of a letter with this mark, on one line as large as it may be.

    Raises:
        Stopped: the mark is too long for a line.
    """
    size = fit_line(mark, "biaosong", True, mm(150), mm(15), mm(7), "发文机关标志")
    face = fonts.face_for(mark, "biaosong", True)
    rise = size * fonts.ink_above(mark, face)
    return LetterHead(size, rise, MARK_TOP + rise + size * _fall(mark, face))


def _fall(text: str, face: fonts.Face) -> float:
    """How far the strokes go below the base line, in em; of characters the face has."""
    font = fonts.shaper(face)
    glyphs = filter(None, (font.get_nominal_glyph(ord(char)) for char in text))
    ends = (font.get_glyph_extents(glyph) for glyph in glyphs)
    return float(max((-end.y_bearing - end.height for end in ends if end), default=0) / font.face.upem)
