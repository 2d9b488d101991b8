"""A text -> the same with word joiners where a reference, a date or a number must not be parted from line to line."""

from __future__ import annotations

import re

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
    r"(<style\b.*?</style>|<title\b.*?</title>|<h[1-6]\b.*?</h[1-6]>|<t[dh]\b.*?</t[dh]>|<svg\b.*?</svg>"
    r"|<[^<>]*\bdata-slot\b[^<>]*>[^<]*|<[^<>]+>)",
    re.DOTALL,
)


def joined(text: str) -> str:
    """`第十九条`, `57号第19条`, `10月12日`, `3个工作日`, `〔2021〕57号` each in one piece."""
    return _WHOLE.sub(lambda found: _BETWEEN.sub(JOINER, found[0]), text)


def joined_page(html: str) -> str:
    """A page's HTML with its running text joined.

    Left as they are: headings and the title, which become bookmarks and metadata; cells, which may be narrower than
    what would be one piece; and the slots of a compiled template, which are filled elsewhere.
    """
    return "".join(piece if at % 2 else joined(piece) for at, piece in enumerate(_NOT_TEXT.split(html)))
