"""A wall board's text and its sheet -> on how many boards it goes, reckoned in em and on the safe side.

What `templates/board/board.css` says of heights is said here again, so that data can be told that it does not fit
before anything is laid out; a test lays boards out and compares.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from mzdocs.core.text import chinese_number
from mzdocs.core.unbreakable import one_piece
from mzdocs.core.units import Length
from mzdocs.design import fonts
from mzdocs.model.boards import Board, Branch, Legal, Procedure, Step
from mzdocs.model.unified_design import SignSpec
from mzdocs.plan.document import Legibility

MOST_BOARDS = 3
"""A procedure that takes more boards than these is no longer read standing."""
SIDE, HEAD, FOOT = 6, 22.5, 14.2
"""What lies around the text, in units of the board: left and right, above, below."""
CLEAR_OF_RETURN = 4.4
"""Millimetres between a return line and the branches below it."""
NARROW, LANES = 0.53, 1.9
"""A step with branches takes this share of the width; return lines run in so many em beside the branches."""

CODE = 6.0
"""Em that the code of a guide takes beside what a procedure's head says."""
LONGEST_HEADING = 8.0
LONGEST_TITLE = 48.0
"""Em of a law's title: the line of sources holds so many at the largest size too, with its marks and what they bind."""
LEAST_COLUMN = 6.4
"""So many em a branch needs for 返回第12步, which is not broken."""


@dataclass(frozen=True)
class BoardPart:
    """One board of a text that goes on `of` boards: its number, from 1, and the steps of a procedure it shows."""

    number: int = 1
    of: int = 1
    steps: tuple[Step, ...] = ()

    @property
    def first(self) -> bool:
        """Whether nothing comes before it."""
        return self.number == 1

    @property
    def last(self) -> bool:
        """Whether nothing comes after it."""
        return self.number == self.of

    @property
    def suffix(self) -> str:
        """What its title bears behind the board's own: nothing when it is the only one."""
        return f"（{chinese_number(self.number)}）" if self.of > 1 else ""


def least_body(spec: SignSpec) -> Length:
    """The smallest size running text may have on a board made so."""
    return Legibility(spec.distance, spec.finest).least_body(fonts.CHAINS["hei", False][0].stroke)


def unit(spec: SignSpec) -> Length:
    """What the design is drawn in: a hundredth of the width of a board two parts wide and three high or higher."""
    return min(spec.size.width, spec.size.height * (2 / 3)) * 0.01


def parts(board: Board, spec: SignSpec) -> tuple[BoardPart, ...]:
    """The fewest boards on which the text fits at its least size, filled alike; `MOST_BOARDS` if it fits on none."""
    if not board.procedure or not board.procedure.steps:
        return (BoardPart(),)
    text = _Text.of(board, spec)
    most = min(MOST_BOARDS, len(board.procedure.steps))
    divided = (_evenly(text, board.procedure, count) for count in range(1, most + 1))
    return next((found for found in divided if text.over(found) <= 0), _evenly(text, board.procedure, most))


def overflow(board: Board, spec: SignSpec) -> Length:
    """By how much the text is higher than its boards at its least size; 0 when it fits."""
    text = _Text.of(board, spec)
    return Length(max(0.0, text.over(parts(board, spec)) * text.size))


def too_narrow(board: Board, spec: SignSpec) -> bool:
    """Whether a branch of the board's procedure would have too few words a line."""
    text = _Text.of(board, spec)
    steps = board.procedure.steps if board.procedure else ()
    return any(step.branches for step in steps) and text.beside < LEAST_COLUMN


def headings(board: Board) -> float:
    """How wide the headings of its articles stand, in em: the longest on one line, up to `LONGEST_HEADING`."""
    return min(LONGEST_HEADING, max((ems(article.heading) for article in board.articles), default=0.0))


def goes_back(steps: Sequence[Step]) -> tuple[frozenset[str], bool]:
    """The steps of one board that its own branches go back to; whether any goes back past a step between."""
    here = {step.code for step in steps}
    ends = [(step.code, branch.back_to) for step in steps for branch in step.branches if branch.back_to in here]
    return frozenset(target for _, target in ends if target), any(code != target for code, target in ends)


@dataclass(frozen=True)
class Reference:
    """Where a step stands in a law, as it is printed: the law's name in its marks, and the place in it."""

    law: str
    place: str


def references(board: Board) -> dict[str, Reference]:
    """Of every step that names its source: a law's whole name where it is first spoken of, then its short one."""
    found: dict[str, Reference] = {}
    named: set[str] = set()
    for step in board.procedure.steps if board.procedure else ():
        law = law_of(board, step)
        if step.source and law and law.short:
            name = law.short if law.title in named else law.title
            found[step.code] = Reference(f"《{name}》", step.source.removeprefix(law.short))
            named.add(law.title)
        elif step.source:
            found[step.code] = Reference("", step.source)
    return found


def whole_title(title: str) -> str:
    """A law's title as it stands in the line of sources: not parted, if the narrowest such line holds it."""
    return one_piece(title) if ems(title) <= LONGEST_TITLE else title


def law_of(board: Board, step: Step) -> Legal | None:
    """The source of the board that a step speaks of by its short name; the longest name that fits."""
    named = [law for law in board.sources if law.short and (step.source or "").startswith(law.short)]
    return max(named, key=lambda law: len(law.short or ""), default=None)


@lru_cache(maxsize=4096)
def ems(text: str) -> float:
    """How wide a line of text is at most, in em: Han characters one, figures and Latin letters less."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.62 for char in text)


def lines_of(width: float, column: float, lost: float = 2.5) -> int:
    """Into how many lines so much text breaks, if every line but the last ends up to `lost` em early."""
    return 1 if width <= column else math.ceil(width / max(1.0, column - min(lost, column / 4)))


def _evenly(text: _Text, procedure: Procedure, count: int) -> tuple[BoardPart, ...]:
    """The steps on so many boards, the fullest of them as empty as can be."""
    steps = procedure.steps
    ways = (
        tuple(BoardPart(n, count, steps[a:b]) for n, (a, b) in enumerate(pairwise((0, *cuts, len(steps))), 1))
        for cuts in combinations(range(1, len(steps)), count - 1)
    )
    return min(ways, key=text.over)


@dataclass(frozen=True)
class _Text:
    """A board's text at its least size: all heights and widths in em of it."""

    board: Board
    size: float
    width: float
    height: float

    @classmethod
    def of(cls, board: Board, spec: SignSpec) -> _Text:
        size = least_body(spec).mm
        wide, high, around = spec.size.width.mm, spec.size.height.mm, unit(spec).mm
        width, height = (wide - around * 2 * SIDE) / size, (high - around * (HEAD + FOOT)) / size
        return cls(board, size, width, height)

    @cached_property
    def back(self) -> tuple[frozenset[str], bool]:
        """What its branches go back to, reckoned as if all steps stood on one board."""
        return goes_back(self.board.procedure.steps if self.board.procedure else ())

    @cached_property
    def heights(self) -> dict[str, float]:
        """How high every step is, by its code."""
        printed = references(self.board)
        steps = self.board.procedure.steps if self.board.procedure else ()
        return {step.code: self._step(step, printed.get(step.code)) for step in steps}

    def over(self, found: Sequence[BoardPart]) -> float:
        """By how many em the fullest of the boards is too full; below nought when all fit."""
        return max(self._part(part) if part.steps else self._articles() for part in found) - self.height

    def _articles(self) -> float:
        column = headings(self.board)
        rows = [
            0.75
            + 1.55 * max(lines_of(ems(each.text), self.width - 3.0 - column - 1.4), lines_of(ems(each.heading), column))
            for each in self.board.articles
        ]
        intro = 1.6 * lines_of(ems(self.board.intro) + 2, self.width) if self.board.intro else 0.0
        return intro + sum(rows) + 0.9 + self.sources

    @cached_property
    def sources(self) -> float:
        """How high the line of sources is."""
        pieces = [3.0]
        for each in self.board.sources:
            said = f"{each.number or ''}（简称《{each.short or ''}》）；{each.articles or ''}"
            title = ems(each.title)
            pieces += (*([title + 2] if title <= LONGEST_TITLE else map(ems, f"《{each.title}》")), *map(ems, said))
        return 0.72 * 1.45 * _filled([*pieces, 13.0], self.width / 0.72)

    def _part(self, part: BoardPart) -> float:
        assert self.board.procedure
        ends = self._brief(self.board.procedure) if part.first else 1.6
        ends += 0.7 + self._told(self.board.procedure.remedy) if part.last else 1.6
        between = 1.45 * (len(part.steps) + (0 if part.last else 1))
        return ends + between + sum(self.heights[step.code] for step in part.steps) + 0.5 + self.sources

    def _brief(self, procedure: Procedure) -> float:
        code = CODE if procedure.guide else 0.0
        texts = [procedure.who_may, procedure.total_limit, procedure.where]
        if procedure.guide:
            texts.append("扫码查看，或者登录 " + procedure.guide)
        said = sum(self._told(text, code) for text in texts)
        return said + 1.5 * _filled([ems(paper) + 2.3 for paper in procedure.papers], self.width - 7.0 - code) + 0.36

    def _told(self, text: str, beside: float = 0.0) -> float:
        return 1.5 * lines_of(ems(text), self.width - 7.0 - beside) + 0.36

    def _step(self, step: Step, source: Reference | None) -> float:
        inside = self.across * (NARROW if step.branches else 1) - 1.78
        said = 0.8 * (ems(source.law + source.place) + 2) if source else 0
        name = 1.9 + 1.12 * ems(step.title) + (0.97 * ems(step.limit) + 1.7 if step.limit else 0)
        heads = lines_of(name, inside - ems(step.who) - 0.8, 6)
        action = lines_of(ems(step.action), inside, 4)
        last = ems(step.action) - (action - 1) * (inside - min(4, inside / 4))
        if last + said > inside:
            action += lines_of(said, inside, 4)
        return max(0.98 + 1.68 * heads + 1.45 * action, self._branches(step))

    @property
    def across(self) -> float:
        """How wide a row of steps and branches is."""
        return self.width - (LANES if self.back[1] else 0)

    @property
    def beside(self) -> float:
        """How wide the words of a branch stand: its row without the step, the lines, its label and its frame."""
        return self.across * (1 - NARROW) - (0 if self.back[1] else LANES) - 9.2

    def _branches(self, step: Step) -> float:
        if not step.branches:
            return 0.0
        above = 0.75 + CLEAR_OF_RETURN / self.size if step.code in self.back[0] else 0.0
        said = (_branch(each, self.beside, each.back_to == step.code) for each in step.branches)
        return above + sum(said) + 0.6 * (len(step.branches) - 1)


def _branch(branch: Branch, inside: float, own: bool) -> float:
    """A way back that is not to its `own` step may lead to another board, which it then names."""
    said = 2 * (1.25 * lines_of(ems(branch.when), 6.0, 1) + 0.15)
    limit = 1.5 * lines_of(ems(branch.limit), inside) if branch.limit else 0.0
    return max(said, 0.94 + limit + 1.42 * lines_of(ems(branch.action) + (6.4 if own else 9.4), inside, 5))


def _filled(items: Iterable[float], column: float) -> int:
    """How many lines items take that are not broken."""
    lines, left = 1, column
    for item in items:
        if item > left and left < column:
            lines, left = lines + 1, column
        left -= item
    return lines
