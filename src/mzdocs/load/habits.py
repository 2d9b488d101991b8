"""What people and spreadsheets write -> what the model wants, wherever only one thing can have been meant.

A value is read anew only after the model refused it, by the kind of value it should have been: what is written as the
model wants it costs nothing. Where two things can have been meant, or something is lost, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from mzdocs.core.problems import Sentence


@dataclass(frozen=True)
class Habit:
    """A way of writing that is read as what it means; `example` is invented, before and after."""

    says: Sentence
    example: str


@dataclass(frozen=True)
class Meant:
    """A text as the model wants it, and the habits it was written by; none where it stays as it was."""

    text: str
    habits: tuple[Habit, ...] = ()


def _habit(zh: str, en: str, example: str) -> Habit:
    return Habit(Sentence(zh, en), example)


BLANKS = _habit("前后有空格", "blanks around it", "“ 桃溪社区　” → “桃溪社区”")
FORMULA_TEXT = _habit('外面包着 ="…"', 'wrapped in ="…"', '="0012" → 0012')
APOSTROPHE = _habit("前面带单引号", "an apostrophe in front", "'0012 → 0012")
WIDE = _habit("用了全角字符或长横线", "full-width characters or long dashes", "１２ → 12")
DAY_MARKS = _habit(
    "日期没有写成 年-月-日", "a day not written year-month-day", "2026/1/5、2026.1.5、2026年1月5日 → 2026-01-05"
)
DAY_DIGITS = _habit("日期写成八位数字", "a day as eight digits", "20260105 → 2026-01-05")
DAY_SERIAL = _habit("整列是表格软件的日期序号", "a whole column of a spreadsheet's serial days", "46000 → 2025-12-09")
NO_TIME = _habit("日期后面带 0:00", "midnight behind a day", "2026-01-05 00:00:00 → 2026-01-05")
SECONDS = _habit("钟点的写法不同", "a time written otherwise", "9：00、9时、9:00:00 → 9:00")
THOUSANDS = _habit("数字带千分号", "separators of thousands", "1,200 → 1200")
NO_CENTS = _habit("整数带小数点和零", "a whole number with decimals of nought", "400.00 → 400")
UNIT = _habit("数字后面带单位", "a unit behind a number", "400元、3人 → 400、3")
LAST_X = _habit("身份证号末位不是大写 X", "the last X of an identity number not a capital", "…x → …X")
GAPS = _habit("号码中间有空格或横线", "blanks or dashes within a number", "9901 0319 → 99010319")
NOTHING = _habit("空着的格里画了记号", "a mark in an empty cell", "/、-、无 → 空着")
PHONE_MARKS = _habit("电话的分隔写法不同", "a telephone number parted otherwise", "（0999）5550101 → 0999-5550101")

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x3002: 0x2E}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_OUTER = " \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200b"
_AROUND = frozenset({*_OUTER, *"='＇"})
_FORMULA = re.compile(r'="([^"]*)"')
_MARKED_DAY = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}[日号]")
_MIDNIGHT = re.compile(r"(?<=[0-9日号])[ T]+0?0:00(?::00(?:\.0+)?)?Z?$")
_EIGHT_DIGITS = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_UNITS: Mapping[str, str] = {
    "金额": "元", "标准": "元", "人数": "人", "人口": "人", "件数": "件", "页数": "页", "面积": "平方米|㎡|m2|m²",
    "数量": "台|部|块|个|道|套|张|把|辆", "年度": "年", "截至年度": "年", "年限": "年", "监督员聘期": "年",
    "装订年数": "年", "得分": "分", "分值": "分", "每处扣": "分", "年终扣分": "分", "得分率": "%", "问题数": "处|个",
    "人数下限": "人|名", "人数上限": "人|名", "行政编制下限": "人|名", "监督员双配人口": "人",
}  # fmt: skip
"""What may stand behind the number of a field: any other word there is not of this field."""


@lru_cache(maxsize=5_000)
def as_meant(kind: str, key: str, text: str) -> Meant:
    """A text the model refused, as it means it; as it stands where more than one thing can be meant.

    `kind` is what the model said it should have been, such as `date_wrong`; `key` is the field's name. What comes back
    need not be right: the model looks at it again.
    """
    shell, habits = _unwrapped(text)
    if kind in _NARROW:
        narrow = shell.translate(_WIDE).translate(_DASHES if kind not in _LENGTHS else {}).strip()
        habits += [WIDE] if narrow != shell else []
        shell = narrow
    read = _READERS.get(kind)
    shell, more = read(shell, key) if read else (shell, [])
    told = [*habits, *more]
    return Meant(shell, tuple(dict.fromkeys(told))) if shell != text and told else Meant(text)


def unwrapped(text: str) -> Meant:
    """A text without what a spreadsheet or a clerk put around it to keep it a text."""
    if text[:1] not in _AROUND and text[-1:] not in _AROUND:
        return Meant(text)
    inner, habits = _unwrapped(text)
    return Meant(inner, tuple(habits))


def _unwrapped(text: str) -> tuple[str, list[Habit]]:
    inner, habits = text.strip(_OUTER), list[Habit]()
    habits += [BLANKS] if inner != text else []
    formula = _FORMULA.fullmatch(inner)
    if formula:
        inner, habits = formula[1].strip(_OUTER), [*habits, FORMULA_TEXT]
    if inner[:1] in ("'", "＇") and "'" not in inner[1:] and len(inner) > 1:
        inner, habits = inner[1:].strip(_OUTER), [*habits, APOSTROPHE]
    return inner, habits


Read = tuple[str, list[Habit]]


def _day(text: str, _key: str) -> Read:
    short = _MIDNIGHT.sub("", text)
    close = re.sub(r" *([-/.年月]) *| +(?=[日号])", r"\1", short)
    marked, digits = _MARKED_DAY.fullmatch(close), _EIGHT_DIGITS.fullmatch(close)
    numbers = re.findall("[0-9]+", close) if marked else digits.groups() if digits else ()
    try:
        day = date(*map(int, numbers)).isoformat() if numbers else ""
    except ValueError:
        day = ""
    if not day:
        return text, []
    midnight = [NO_TIME] if short != text else []
    return day, midnight if day == short else [*midnight, DAY_DIGITS if digits else DAY_MARKS]


def _number(text: str, key: str) -> Read:
    habits: list[Habit] = []
    bare = re.sub(rf"(?<=[0-9]) ?(?:{_UNITS[key]})$", "", text) if key in _UNITS else text
    if _UNITS.get(key) == "元":
        bare = re.sub("^[¥￥] ?(?=[0-9])", "", bare)
    habits += [UNIT] if bare != text else []
    if _THOUSANDS.fullmatch(bare):
        bare, habits = bare.replace(",", ""), [*habits, THOUSANDS]
    return bare, habits


def _whole(text: str, key: str) -> Read:
    bare, habits = _number(text, key)
    short = re.sub(r"(?<=[0-9])\.00?$", "", bare)  # 1.000 may be a slip for 1,000
    return short, [*habits, NO_CENTS] if short != bare else habits


def _identity(text: str, _key: str) -> Read:
    close = re.sub(r"(?<=[0-9])[ -]+(?=[0-9Xx×ХхΧχ])", "", text)
    upper = re.sub("(?<=[0-9]{17})[x×ХхΧχ]$", "X", close)
    return upper, [*([GAPS] if close != text else []), *([LAST_X] if upper != close else [])]


def _code(text: str, _key: str) -> Read:
    upper = text.upper()
    return upper, [WIDE] if upper != text else []


_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})(转[0-9]{1,6})?")
_SERVICE = re.compile(r"([48]00)([0-9]{3})([0-9]{4})")
_ONE_NUMBER = re.compile(r"\+?(?:\([0-9]+\)|[0-9]+)(?:[ -]*[0-9]+){0,3}(?:转[0-9]+)?")
"""However it is parted: two numbers are not joined."""


def _phone(text: str, _key: str) -> Read:
    """Parted as the model has it: the length of an area code follows from its first digits."""
    bare = re.sub(r"(?<=[0-9]) *(?:转|[#*]|[Ee]xt\.?|分机) *(?=[0-9]{1,6}$)", "转", text)
    bare = re.sub(r"^(?:\((0[0-9]{2,3})\)|(0[0-9]{2,3})(?=[ -]))[ -]*", r"\1\2-", bare)
    bare = re.sub(r"(?<=-[0-9]{7})-(?=[0-9]{1,6}$)|(?<=-[0-9]{8})-(?=[0-9]{1,6}$)", "转", bare)
    if not _ONE_NUMBER.fullmatch(bare):
        return text, []
    first, *others = re.findall("[0-9]+", bare.partition("转")[0])
    if any(len(each) < _SHORTEST_PIECE for each in others):
        return text, []
    bare = re.sub(r"^\+?86(?=1[0-9]{10}$)", "", re.sub("[ ()-]", "", bare))
    landline, service = _LANDLINE.fullmatch(bare), _SERVICE.fullmatch(bare)
    if landline and (first == landline[1] or not others):
        bare = f"{landline[1]}-{landline[2]}{landline[3] or ''}"
    elif service:
        bare = "-".join(service.groups())
    elif not re.fullmatch("1[3-9][0-9]{9}", bare):
        return text, []
    return bare, [PHONE_MARKS] if bare != text else []


_SHORTEST_PIECE = 3
"""Digits of a piece of a number: fewer behind it are an extension, or were typed by mistake."""


def _clock(text: str, _key: str) -> Read:
    found = re.fullmatch(r"([0-9]{1,2})(?:[时点]([0-9]{1,2})分?|[时点]整?|:([0-9]{2}):00)", text)
    if not found:
        return text, []
    return f"{found[1]}:{(found[2] or found[3] or '00').zfill(2)}", [SECONDS]


def _apart(text: str, _key: str) -> Read:
    return re.sub(" *- *", "-", text), [GAPS] if re.search(" -|- ", text) else []


_READERS: Mapping[str, Callable[[str, str], Read]] = {
    "date_wrong": _day, "count_wrong": _whole, "year_wrong": _whole, "decimal_wrong": _number,
    "identity_wrong": _identity, "credit_wrong": _code, "phone_wrong": _phone, "clock_wrong": _clock,
    "person_code_wrong": _apart, "badge_wrong": _apart,
}  # fmt: skip
_LENGTHS = {"length_wrong", "size_wrong", "shift_wrong"}
_NARROW = {*_READERS, *_LENGTHS, "postcode_wrong", "region_wrong", "serial_wrong", "fonds_wrong", "slug_wrong",
           "digest_wrong", "public_key_wrong", "store_key_wrong", "address_wrong"}  # fmt: skip
"""Kinds that are written with plain digits and letters only."""
AGAIN = {*_NARROW, "text_empty", "literal_error", "yes_wrong", "file_wrong"}
"""Kinds of which a refused text is read again."""

NOTHING_MARKS = frozenset({"/", "／", "-", "－", "—", "——", "无"})
"""What people draw into a cell to say that it was not forgotten, where a day might stand."""
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.0+)?")
_FIRST_SERIAL, _LAST_SERIAL = date(1954, 10, 3), date(2079, 6, 6)
_BEFORE_ALL = date(1899, 12, 30)


def serial_day(text: str) -> date | None:
    """The day a spreadsheet means by a bare number, counted from 1899-12-30, between 1954 and 2079."""
    if not _SERIAL.fullmatch(text):
        return None
    day = _BEFORE_ALL + timedelta(days=int(text.partition(".")[0]))
    return day if _FIRST_SERIAL <= day <= _LAST_SERIAL else None


_SHORT_DAY = re.compile(
    r"([0-9]{1,2})[-/.年 ]([0-9]{1,2})[-/.月 ]([0-9]{1,4})[日号]?|([0-9]{2})(?:0[1-9]|1[0-2])[0-3][0-9]"
)


def day_is_unclear(text: str) -> bool:
    """Whether it looks like a day of which nobody can say which number is the year, the month, the day."""
    return _SHORT_DAY.fullmatch(text.translate(_WIDE).translate(_DASHES).strip()) is not None


Whose = Literal["person", "body", "other"]
"""Whose name a text is, if it is one."""
_LOST: Mapping[Whose, re.Pattern[str]] = {
    "person": re.compile("[?？□■▯〓*＊×\ufffd\u2ff0-\u2fff]"),
    "body": re.compile("[?？□■▯〓\ufffd\u2ff0-\u2fff]"),
    "other": re.compile("[〓\ufffd\u2ff0-\u2fff]"),
}
LOST_MARKS = frozenset("?？□■▯〓*＊×\ufffd") | frozenset(map(chr, range(0x2FF0, 0x3000)))


def lost_character(text: str, whose: Whose) -> str | None:
    """The mark in the place of a rare character that was lost in saving, or of a person's name that was masked."""
    found = _LOST[whose].search(text)
    return found[0] if found else None


def said(habits: Iterable[Habit]) -> Sentence:
    """What was written otherwise, each with its example."""
    told = list(dict.fromkeys(habits))
    zh, en = ("；".join(f"{habit.says.zh}，{habit.example}" for habit in told),
              "; ".join(f"{habit.says.en}, {habit.example}" for habit in told))  # fmt: skip
    return Sentence(zh, en)
