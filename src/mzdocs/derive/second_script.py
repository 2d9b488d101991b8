"""A station's second wording -> the room it has on each plate, the size that follows, and what cannot be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mzdocs.core.problems import Stopped
from mzdocs.core.units import Length, mm
from mzdocs.design import fonts
from mzdocs.design.fitting import LINE_TOO_LONG
from mzdocs.design.scripts import SCRIPTS, WrittenLine, unwritable, written
from mzdocs.design.writing import run_in_ems
from mzdocs.model.district import District, SecondScript, Street


def second_script(district: District, street: Street) -> SecondScript | None:
    """The district's second script, where this street has a wording in it."""
    return district.second_script if street.second_name else None


def in_columns(second: SecondScript | None) -> bool:
    """Whether the second script is written downwards, so that it stands beside the Chinese lines of a plate."""
    return second is not None and SCRIPTS[second.script].columns


def is_first(order: str) -> bool:
    """Whether the second script stands above or left."""
    return order.startswith("民族文字")


@dataclass(frozen=True)
class SecondSpace:
    """Room for a wording of one line or several, all of one size: how long each may be, and how much ink across.

    All of a series share the size the longest of them allows; one that no size fits is refused, and stops no other.
    """

    what: str
    texts: tuple[str, ...]
    script: str
    length: Length
    most: Length
    least: Length
    series: Sequence[tuple[str, ...]] = ()
    downwards: bool = False

    @cached_property
    def lines(self) -> tuple[WrittenLine, ...]:
        """The wording, shaped."""
        return tuple(written(text, self.script) for text in self.texts)

    @property
    def over(self) -> Length:
        """By how much it is too long or too high at the smallest size; what cannot be written is told by itself."""
        if any(unwritable(text, self.script) for text in self.texts) or self.own_size(self.texts) >= self.least:
            return mm(0)
        longest, highest = self._ems(self.texts)
        return max(self.least * longest - self.length, self.least * highest - self.most)

    @property
    def size(self) -> Length:
        """The size of the series.

        Raises:
            Stopped: this wording fits at no size.
        """
        if self.over.mm:
            least, over = f"{self.least.mm:.1f}", f"{self.over.mm:.1f}"
            raise Stopped([LINE_TOO_LONG.at(what=f"{self.what} {' '.join(self.texts)}", least=least, over=over)])
        return min(size for size in map(self.own_size, (self.texts, *self.series)) if size >= self.least)

    def own_size(self, texts: tuple[str, ...]) -> Length:
        """The largest size, in quarter points, at which this wording alone would go in."""
        longest, highest = self._ems(texts)
        return fonts.quarter_point(min(self.length * (1 / longest), self.most * (1 / highest)))

    def _ems(self, texts: tuple[str, ...]) -> tuple[float, float]:
        lines = [written(text, self.script) for text in texts]
        if self.downwards and SCRIPTS[self.script].turn == 0:
            return max(map(run_in_ems, lines)), 1.0
        return max(line.width for line in lines), max(line.height for line in lines)
