"""A paper as it is planned from the data, and the DOCX somebody edited -> what was changed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704 import measured
from mzdocs.gbt9704.reading_order import PaperLine, of_form, of_paper, shown
from mzdocs.model.letter import Paper

Kind = Literal["changed", "added", "removed"]
_ALIKE = 0.5
"""Lines that share half their text are one line, changed."""
_AHEAD = 40
"""So many lines on is a line's partner looked for."""


@dataclass(frozen=True)
class Change:
    """One line that differs: where, what the data say, what the file says."""

    kind: Kind
    at: Sentence
    was: str
    now: str


def changes(paper: Paper, data: bytes) -> list[Change]:
    """Line by line, in the order of the paper.

    Raises:
        Stopped: the file cannot be read.
    """
    old = of_paper(paper)
    keys = {line.key for line in old}
    new = [_without_label(line, keys) for line in of_form(measured(data, ""))]
    matcher = SequenceMatcher(None, [line.key for line in old], [line.key for line in new], autojunk=False)
    found: list[Change] = []
    for tag, first, last, start, stop in matcher.get_opcodes():
        if tag != "equal":
            found += _differences(old[first:last], new[start:stop])
    return found


def _without_label(line: PaperLine, keys: set[tuple[str, ...]]) -> PaperLine:
    """A row as the data have it, where it says again what it shares with the rows before it."""
    labels = range(1, len(line.cells)) if line.goes_on and line.key not in keys else ()
    after = next((at for at in labels if line.key[at:] in keys), 0)
    return replace(line, cells=line.cells[after:])


def _differences(old: Sequence[PaperLine], new: Sequence[PaperLine]) -> Iterator[Change]:
    """Lines that are alike are paired in order; what is left over was removed or added."""
    place = 0
    for line in old:
        ahead = range(place, min(place + _AHEAD, len(new)))
        partner = next((at for at in ahead if _alike(line, new[at])), None)
        if partner is None:
            yield Change("removed", line.at, line.text, "")
            continue
        yield from (Change("added", each.at, "", each.text) for each in new[place:partner])
        yield from _changed(line, new[partner])
        place = partner + 1
    yield from (Change("added", each.at, "", each.text) for each in new[place:])


def _alike(old: PaperLine, new: PaperLine) -> bool:
    matcher = SequenceMatcher(None, "".join(old.key), "".join(new.key), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _changed(old: PaperLine, new: PaperLine) -> Iterator[Change]:
    """Of a row only the cells that differ, where it still has as many."""
    if len(old.cells) != len(new.cells):
        yield Change("changed", new.at, old.text, new.text)
        return
    for number, (was, now) in enumerate(zip(old.cells, new.cells, strict=True), 1):
        if old.key[number - 1] != new.key[number - 1]:
            more = Sentence(f"第{number}格", f", text {number}") if len(old.cells) > 1 else Sentence("", "")
            yield Change("changed", Sentence(new.at.zh + more.zh, new.at.en + more.en), shown(was), shown(now))
