"""Turns of phrase of the report: names, ends of sentences, deadlines, the shape of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from mzdocs.district import Level
from mzdocs.document import Block, Table
from mzdocs.dossier import Dossier
from mzdocs.text import chinese_date

TITLE_LINE = 19
"""Characters in a line of the title: 20 of 2号 fill the 156 mm, one less keeps it off the margins."""
ENDS = "。！？"
METHODS = {"现场": "查看现场", "资料": "查阅资料", "访谈": "个别访谈", "数据": "核对数据"}
"""The methods of the score sheet, as the report's sentences say them."""
_LOOSE = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[0-9])|(?<=[0-9]) +(?=[\u3400-\u9fff])")


def short_name(dossier: Dossier) -> str:
    """The station's registered name without city and district, which the mark already tells."""
    return dossier.station.name.removeprefix(dossier.district.city).removeprefix(dossier.district.name)


def ended(text: str) -> str:
    """With one full stop at its end."""
    return text if text[-1] in ENDS else f"{text}。"


def deadline(due: date | None) -> str:
    return f"{chinese_date(due)}前" if due else "在区民政局书面通知的期限内"


def point(number: int, text: str) -> str:
    """1.甲, but 2. 9月: without the space it would read as 2.9."""
    return f"{number}.{' ' if text[0].isdigit() else ''}{text}"


def level_rule(levels: Sequence[Level]) -> str:
    """不低于95分的为优秀，…，其余为不合格."""
    *upper, lowest = sorted(levels, key=lambda level: -level.least)
    rules = [f"不低于{level.least:g}分的为{level.name}" for level in upper]
    return "，".join([*rules, f"其余为{lowest.name}" if rules else f"一律为{lowest.name}"])


def tight(block: Block) -> Block:
    """Without the spaces data files put between Chinese and figures: official papers set them solid."""
    if isinstance(block, Table):
        rows = tuple(tuple(_LOOSE.sub("", cell) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return replace(block, text=_LOOSE.sub("", block.text))


def listed(words: Sequence[str]) -> str:
    """甲、乙和丙."""
    return f"{'、'.join(words[:-1])}和{words[-1]}" if len(words) > 1 else "".join(words)


def title_lines(pieces: Sequence[str]) -> tuple[str, ...]:
    """Break a title between its pieces into the fewest lines, as even as can be but never equal.

    A title is a trapezoid or a diamond (GB/T 9704-2012, 7.3.1); equal lines would make a rectangle.
    A piece longer than a line stays whole: the sheet's own line breaking then cuts it.
    """
    shapes = [_cut(pieces, places) for places in _all_cuts(len(pieces))]
    least = min(len(lines) for lines in shapes if _fits(lines)) if any(map(_fits, shapes)) else len(pieces)
    return min((lines for lines in shapes if len(lines) == least), key=_unshapely)


def _all_cuts(pieces: int) -> Iterator[tuple[int, ...]]:
    for count in range(pieces):
        yield from combinations(range(1, pieces), count)


def _cut(pieces: Sequence[str], places: tuple[int, ...]) -> tuple[str, ...]:
    starts, stops = (0, *places), (*places, len(pieces))
    return tuple("".join(pieces[start:stop]) for start, stop in zip(starts, stops, strict=True))


def _fits(lines: Sequence[str]) -> bool:
    return all(len(line) <= TITLE_LINE for line in lines)


def _unshapely(lines: Sequence[str]) -> tuple[bool, bool, int]:
    """Too long lines first of all evils, then a rectangle or an hourglass, then uneven lines."""
    lengths = [len(line) for line in lines]
    hourglass = any(b < a and b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))
    rectangle = len(lines) > 1 and len(set(lengths)) == 1
    return not _fits(lines), hourglass or rectangle, max(lengths) - min(lengths)
