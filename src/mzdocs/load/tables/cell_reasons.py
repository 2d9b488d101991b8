"""Why a cell of a table of persons is refused, in words that do not show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from mzdocs.core.ids import identity_number_error
from mzdocs.core.problems import Sentence
from mzdocs.load.binding import NOTHING_WRITTEN
from mzdocs.load.meant_values import NO_HINT, days_in

_LENGTH = 18
_IDENTITY: Mapping[str, Sentence] = {
    "date": Sentence("：里面的出生日期不存在", ": the day of birth in it does not exist"),
    "check": Sentence(
        "：校验码对不上，多半有一位抄错或两位颠倒", ": its check fails, so one digit is wrong or two changed places"
    ),
}
_LETTERED = Sentence("：里面有字母或别的字，数字 0、1 不能写成字母 O、l", ": there is a letter in it")
_NAMED = Sentence(
    "：这里像是姓名，看看是不是和别的列写反了", ": it seems to be a name; look whether two columns changed places"
)
_NO_DAY = Sentence("：只写了年月，少了日", ": the day of the month is missing")
_ONE_DAY = Sentence("：年月日之外还有别的字或符号，或数字写成了汉字、字母", ": there is more than a day in it")
_NO_DIGITS = Sentence("：里面有数字以外的字", ": there is more than a number in it")


def why_refused(kind: str, cell: str) -> Sentence:
    """What is wrong in a cell that should be of a kind, as the end of a sentence; nothing where that says it all."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    if not plain:
        return NOTHING_WRITTEN if kind != "text_empty" else NO_HINT
    reason = _REASONS.get(kind)
    return reason(plain) if reason else NO_HINT


def _identity(number: str) -> Sentence:
    found = identity_number_error(number.upper())
    if found and found in _IDENTITY:
        return _IDENTITY[found]
    if re.fullmatch("[\u3400-\u9fff·]{2,}", number) and not re.search("[待无暂未缺略]", number):
        return _NAMED
    if not re.fullmatch("[0-9]+[Xx]?", number):
        return _LETTERED
    return Sentence(f"：有 {len(number)} 位，应是 {_LENGTH} 位", f": {len(number)} characters instead of {_LENGTH}")


def _day(text: str) -> Sentence:
    if re.fullmatch(r"[0-9]{4}[-/.年][0-9]{1,2}月?", text):
        return _NO_DAY
    return _ONE_DAY if days_in(text) else NO_HINT


def _number(text: str) -> Sentence:
    return NO_HINT if re.fullmatch("[0-9]+", text) else _NO_DIGITS


_REASONS: Mapping[str, Callable[[str], Sentence]] = {
    "identity_wrong": _identity, "date_wrong": _day, "count_wrong": _number,
}  # fmt: skip
