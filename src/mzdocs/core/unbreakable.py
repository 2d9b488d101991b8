"""A text -> the same with word joiners where a reference, a date or a number must not be parted from line to line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

JOINER = "\u2060"
"""Draws nothing and allows no break on either side (UAX 14, WJ)."""
_FIGURES = "[一二三四五六七八九十百零〇0-9]"
_UNITS = (
    "个工作日|个自然日|个月|平方米|公里|毫米|厘米|小时|分钟|万元|亿元|万人|"
    "[年月日号条款项页件册卷户人名个天元周岁次份张块套处家所间台米分秒时%％℃]"
)
_WHOLE = re.compile(
    "〔[0-9]{4}〕[0-9]+号"  # with its 代字 it would leave a quarter of a line empty
    f"|[0-9]+号第{_FIGURES}{{1,5}}条"
    f"|第{_FIGURES}{{1,5}}[条款项章节卷页期批次号届]"
    "|[0-9]{4}年[0-9]{1,2}月(?![0-9])"
    "|[0-9]{1,2}月[0-9]{1,2}日"
    f"|[0-9]+(?:[.,][0-9]+)*(?: (?=mm|cm|m\\b|km|kg)|{_UNITS})"
)
_BETWEEN = re.compile("(?<=[^0-9])(?=.)|(?<=[0-9])(?=[^0-9.,])")
_NOT_TEXT = re.compile(
    r"(<style\b.*?</style>|<title\b.*?</title>|<h[1-6]\b.*?</h[1-6]>|<svg\b.*?</svg>"
    r"|<t[dh]\b(?![^<>]*\bclass=\"text\b).*?</t[dh]>"
    r"|<[^<>]*\bdata-slot\b[^<>]*>[^<]*|<[^<>]+>)",
    re.DOTALL,
)
_LAST, _RUNNING = 4, 12
"""Characters: so many at the end of a paragraph stand on one line, marks among them; a text of fewer is a label."""
_MARKS = frozenset("，。；：！？、,.;:!?")
"""Text with none of these is a name, which may be let out: a joiner would be let out with it."""
_ENDS = re.compile(r"<(?:/(?:p|li|td|div|dd)\b|br\b)")
_ATOM = re.compile(r"&#?\w+;|[0-9.,]+|[A-Za-z]+|.", re.DOTALL)


def joined(text: str) -> str:
    """`第十九条`, `57号第19条`, `10月12日`, `3个工作日`, `〔2021〕57号` each in one piece."""
    return _WHOLE.sub(lambda found: _BETWEEN.sub(JOINER, found[0]), text)


def held_together(paragraph: str) -> str:
    """The last characters of running text in one piece, so that no last line is one lone character and its mark.

    A text ends at a blank anyway where it has one so near its end.
    """
    text = paragraph.rstrip()
    if len(text.replace(JOINER, "")) < _RUNNING or _MARKS.isdisjoint(text):
        return paragraph
    last: list[str] = []
    for atom in reversed(_ATOM.findall(text)):
        if atom.isspace() or sum(len(each) for each in last if each != JOINER) >= _LAST:
            break
        last.insert(0, atom)
    return text.removesuffix("".join(last)) + _glued(last) + paragraph[len(text) :]


def one_piece(text: str) -> str:
    """A name that is not to be parted: its line must hold it."""
    return _glued(_ATOM.findall(text))


def _glued(atoms: Sequence[str]) -> str:
    glue = (JOINER if _may_part(before, after) else "" for before, after in pairwise(atoms))
    return "".join(f"{mark}{atom}" for mark, atom in zip(("", *glue), atoms, strict=False))


def _may_part(before: str, after: str) -> bool:
    """Marks keep to their characters by themselves; combining characters are one with theirs."""
    inseparable = unicodedata.category(after[0]) in ("Pe", "Pf", "Po", "Mn", "Me", "Mc")
    return not inseparable and unicodedata.category(before[-1]) not in ("Ps", "Pi") and JOINER not in (before, after)


def joined_page(html: str) -> str:
    """A page's HTML with its running text joined, and the end of every paragraph held together.

    Left as they are: headings and the title, which become bookmarks and metadata; cells, which may be narrower than
    what would be one piece, unless their first class is `text`; and the slots of a compiled template, which are
    filled elsewhere.
    """
    pieces = _NOT_TEXT.split(html)
    for at in range(0, len(pieces), 2):
        text = joined(pieces[at])
        pieces[at] = held_together(text) if _ENDS.match(pieces[at + 1] if at + 1 < len(pieces) else "") else text
    return "".join(pieces)
