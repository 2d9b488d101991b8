"""The face and the size that a clause asks for -> where a paragraph's runs have others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mzdocs.core.text import is_han
from mzdocs.gbt9704.rule import Check, Deviation, figure, on, on_words
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Run, Typeface

SECOND, THIRD, FOURTH = 22.0, 16.0, 14.0
"""2号, 3号 and 4号, in points."""
_SLACK = 0.6


@dataclass(frozen=True)
class WantedType:
    """What a paragraph is to be set in, or only some `runs` of it."""

    paragraph: MeasuredParagraph
    face: Typeface
    size: float
    """Points."""
    runs: tuple[Run, ...] | None = None

    @property
    def wrong(self) -> tuple[Run, ...]:
        """The runs of another size, and those with Chinese of another face."""
        return tuple(each for each in self._lettered if self._face_is_wrong(each) or self._size_is_wrong(each))

    @property
    def _lettered(self) -> list[Run]:
        runs = self.paragraph.pieces if self.runs is None else self.runs
        return [each for each in runs if any(map(str.isalnum, each.text))]

    def _face_is_wrong(self, run: Run) -> bool:
        return run.face != self.face and any(map(is_han, run.text))

    def _size_is_wrong(self, run: Run) -> bool:
        return abs(run.size.pt - self.size) > _SLACK

    def deviations(self) -> Iterator[Deviation]:
        """Each look that is wrong: of the whole, or of the words that have it."""
        looks: dict[tuple[str, float], str] = {}
        for each in self.wrong:
            name = each.east if any(map(is_han, each.text)) else each.latin
            looks[name, each.size.pt] = looks.get((name, each.size.pt), "") + each.text
        whole = "".join(each.text for each in self._lettered)
        for (name, points), words in looks.items():
            zh, en = f"{name or '未指定字体'} {figure(points)}磅", f"{name or 'no font'} {figure(points)} pt"
            yield on(self.paragraph, zh, en) if words == whole else on_words(self.paragraph, words, zh, en)


Types = Callable[[MeasuredDocx], Iterator[WantedType]]


def of_type(types: Types) -> Check:
    """The rule that everything is set as these types say."""

    def check(form: MeasuredDocx) -> Iterator[Deviation]:
        for wanted in types(form):
            yield from wanted.deviations()

    return check
