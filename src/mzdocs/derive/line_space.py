"""A line of a sign before it is set: how long and high it may be, what its series says, and the size that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mzdocs.core.problems import Stopped
from mzdocs.core.units import Length, mm
from mzdocs.design import fonts
from mzdocs.design.fitting import LINE_TOO_LONG
from mzdocs.design.fonts import Face, Role
from mzdocs.design.lettering import SetLine, pen_way, spaced
from mzdocs.design.vertical import length_in_ems


@dataclass(frozen=True)
class LineSpace:
    """Room for one line of bold type, across or down the sign.

    All of a series share the size the longest of them allows; one that no size fits is refused, and stops no other.
    Between characters it keeps room for a `gap`, in em, unless it then would be smaller than it may be.
    """

    what: str
    text: str
    role: Role
    length: Length
    most: Length
    least: Length
    series: Sequence[str] = ()
    downwards: bool = False
    gap: float = 0.0

    @property
    def face(self) -> Face:
        """The face of the text: signs are bold throughout."""
        return fonts.face_for(self.text, self.role, bold=True)

    @property
    def over(self) -> Length:
        """By how much it is too long, or too high, at the smallest size; nothing if it fits.

        Of characters no face has nothing is said: they are told by themselves.
        """
        if not fonts.covers(self.face, self.text) or self.own_size(self.text) >= self.least:
            return mm(0)
        return max(self.least * self._ems(self.text) - self.length, self.least - self.most)

    @property
    def size(self) -> Length:
        """The size of the series.

        Raises:
            Stopped: this text fits at no size.
        """
        if self.over.mm:
            least, over = f"{self.least.mm:.1f}", f"{self.over.mm:.1f}"
            raise Stopped([LINE_TOO_LONG.at(what=f"{self.what} {self.text}", least=least, over=over)])
        return min(size for size in map(self.own_size, (self.text, *self.series)) if size >= self.least)

    def own_size(self, text: str) -> Length:
        """The largest size, in quarter points, at which this text alone would go in."""
        solid = self._ems(text)
        apart = fonts.quarter_point(self.length * (1 / (solid + self.gap * (len(text) - 1))))
        return min(self.most, max(apart, min(self.least, fonts.quarter_point(self.length * (1 / solid)))))

    def set(self, loosest: float) -> SetLine:
        """The line across at the series' size, let out by at most so many ems between two characters.

        Raises:
            Stopped: as for `size`.
        """
        return spaced(self.text, self.face, self.size, loosest, self.length)

    def _ems(self, text: str) -> float:
        if self.downwards:
            return length_in_ems(text)
        return pen_way(text, fonts.face_for(text, self.role, bold=True))
