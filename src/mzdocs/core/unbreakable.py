"""A text -> the same with word joiners where a reference, a date or a number must not be parted from line to line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mzdocs.core.words import Span, whole_words

JOINER = "\u2060"
"""Draws nothing and allows no break on either side (UAX 14, WJ)."""
_FIGURES = "[一二三四五六七八九十百零〇0-9]"
_UNITS = (
    "(?:个工作日|个自然日|个月|平方米|公里|毫米|厘米|小时|分钟|万元|亿元|万人|"
    "[年月日号条款项页件册卷户人名个天元周岁次份张块套处家所间台米分秒时%％℃])"
)
_WHOLE = re.compile(
    "〔[0-9]{4}〕[0-9]+号"  # with its 代字 it would leave a quarter of a line empty
    f"|[0-9]+号第{_FIGURES}{{1,5}}条"
    f"|第{_FIGURES}{{1,5}}[条款项章节卷页期批次号届]"
    "|[0-9]{4}年[0-9]{1,2}月(?![0-9])"
    "|[0-9]{1,2}月[0-9]{1,2}日"
    f"|[0-9]+(?:[.,][0-9]+)*(?: (?=mm|cm|m\\b|km|kg)| ?{_UNITS})"
)
_NUMBER = re.compile("[0-9.,]+")
_BETWEEN = re.compile("(?<=[^0-9])(?=.)|(?<=[0-9])(?=[^0-9.,])")
_NOT_TEXT = re.compile(
    r"(<style\b.*?</style>|<title\b.*?</title>|<h1\b.*?</h1>|<svg\b.*?</svg>"
    r"|<table\b[^<>]*\bdata-rows\b.*?</table>|<t[dh]\b(?![^<>]*\bclass=\"text\b).*?</t[dh]>"
    r"|<[^<>]*\bdata-slot\b[^<>]*>[^<]*|<[^<>]+>)",
    re.DOTALL,
)
_CELL, _TAG = re.compile(r"<t[dh]\b(?![^<>]*\bdata-slot\b)"), re.compile(r"(<[^<>]+>)")
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
    """A page's HTML with its running text joined, the end of every paragraph held together, and the words of cells.

    Left as they are: titles, whose lines are chosen, and metadata; tables and slots of a compiled template, which are
    filled elsewhere. A cell whose first class is `text` is running text.
    """
    pieces = _NOT_TEXT.split(html)
    for at in range(0, len(pieces), 2):
        text = joined(pieces[at])
        pieces[at] = held_together(text) if _ENDS.match(pieces[at + 1] if at + 1 < len(pieces) else "") else text
    return "".join(_words_held(piece) if _CELL.match(piece) else piece for piece in pieces)


def _words_held(cell: str) -> str:
    pieces = _TAG.split(cell)
    pieces[::2] = map(words_joined, pieces[::2])
    return "".join(pieces)


def words_joined(text: str) -> str:
    """Each word in one piece, and each reference: a narrow column then ends its lines between them."""
    inside = {at for start, end in whole_pieces(text) for at in range(start + 1, end)}
    held = (JOINER if at in inside and not _NUMBER.fullmatch(text, at - 1, at + 1) else "" for at in range(len(text)))
    return "".join(f"{joiner}{char}" for joiner, char in zip(held, text, strict=True))


def whole_pieces(text: str) -> Iterator[Span]:
    """Where each word, reference, date or number with its unit begins and ends."""
    yield from whole_words(text, guess=True)
    yield from (found.span() for found in _WHOLE.finditer(text))
