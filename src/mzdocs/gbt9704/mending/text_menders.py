"""What a paragraph should say, where that leaves no choice: figures, marks and labels in the form of the standard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from mzdocs.core.standard_forms import nonstandard
from mzdocs.core.text import chinese_number
from mzdocs.gbt9704.body_rules import END_MARKS
from mzdocs.gbt9704.head_roles import NUMBER, SIGNER
from mzdocs.gbt9704.mending.docx_copy import DocxCopy
from mzdocs.gbt9704.values import MeasuredParagraph, Role
from mzdocs.gbt9704.written_characters import unsuited

_BLANK = " \t\u3000\xa0"
_DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_COUNTS = {chinese_number(count): count for count in range(1, 100)}
_DATE = re.compile(r"(\S{4})\s*[年\-./]\s*(\S{1,3}?)\s*[月\-./]\s*(\S{1,3}?)\s*[日号]?")
_PRINTED = re.compile(r"([0-9]{4})\s*年\s*0?([0-9]{1,2})\s*月\s*0?([0-9]{1,2})\s*日\s*印\s*发\s*$")
_LIST = re.compile(r"\s*附\s*件\s*(\d*)\s*[：:、.．]\s*(?:(\d+)\s*[.．、]\s*)?")
_NEXT = re.compile(r"\s*(\d+)\s*[.．、]\s*")
_ONE_SIGN = re.compile(r"([㈠-㈩⑴-⒇⒈-⒛])\s*[、.．，,：:]?\s*")
"""A number with its brackets or its point in one character."""
_LEVELS: Mapping[Role, tuple[re.Pattern[str], str]] = {
    "一级": (re.compile(r"([一二三四五六七八九十]+)\s*[、.．,，:：]\s*"), "{}、"),
    "二级": (re.compile(r"[（(]([一二三四五六七八九十]+)[）)]\s*[、.．，,：:]?\s*"), "（{}）"),
    "三级": (re.compile(r"(\d+)\s*[.．、]\s*"), "{}."),
    "四级": (re.compile(r"[（(](\d+)[）)]\s*[、.．，,：:]?\s*"), "（{}）"),
}


def _number(paragraph: MeasuredParagraph) -> str:
    """A year of two figures may be of any century; all else of a 发文字号 leaves no choice."""

    def right(found: re.Match[str]) -> str:
        office, first, _, year, _, second, serial, _ = found.groups()
        whole = len(year) == 4 and not (first and second)
        return f"{office.rstrip('第')}〔{int(year)}〕{int(serial)}号" if whole else found[0]

    return NUMBER.sub(right, paragraph.text, count=1)


def _day(paragraph: MeasuredParagraph) -> str:
    found = _DATE.fullmatch(paragraph.words)
    year, month, day = (_figure(part) for part in found.groups()) if found else (0, 0, 0)
    try:
        meant = date(year, month, day)
    except ValueError:
        return paragraph.text
    return paragraph.text.replace(paragraph.words, f"{meant.year}年{meant.month}月{meant.day}日")


def _figure(text: str) -> int:
    """The number meant, in figures of any kind; 0 where that is none."""
    if text in _COUNTS:
        return _COUNTS[text]
    plain = "".join(_DIGITS.get(char, char) for char in text)
    return int(plain) if plain.isdecimal() else 0


def _printed(paragraph: MeasuredParagraph) -> str:
    return _PRINTED.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日印发", paragraph.text)


def _addressee(paragraph: MeasuredParagraph) -> str:
    return paragraph.text.rstrip(_BLANK + "：:，,；;、。") + "："


def _level(paragraph: MeasuredParagraph) -> str:
    if paragraph.role not in _LEVELS:  # a bullet: which level is meant only its author knows
        return paragraph.text
    pattern, right = _LEVELS[paragraph.role]
    if sign := _ONE_SIGN.match(paragraph.text.lstrip(_BLANK)):
        count = int(unicodedata.numeric(sign[1]))
        counted = chinese_number(count) if paragraph.role == "二级" else count
        return right.format(counted) + paragraph.text.lstrip(_BLANK)[sign.end() :]
    return pattern.sub(lambda found: right.format(found[1]), paragraph.text.lstrip(_BLANK), count=1)


def _listed(paragraph: MeasuredParagraph) -> str:
    """The number stays as it is: which annex is meant only the annexes say."""
    text = paragraph.text.strip(_BLANK).rstrip(END_MARKS)
    if found := _LIST.match(text):
        count = found[1] or found[2]
        return f"附件：{f'{count}.' if count else ''}{text[found.end() :]}"
    return _NEXT.sub(lambda found: f"{found[1]}.", text, count=1)


def _label(paragraph: MeasuredParagraph) -> str:
    count = re.sub(r"附\s*件|[\s：:]", "", paragraph.words)
    return f"附件{_COUNTS.get(count, count)}"


def _copies(paragraph: MeasuredParagraph) -> str:
    begun = re.sub(r"^\s*抄\s*送\s*[：:]\s*", "抄送：", paragraph.text.rstrip(_BLANK))
    return begun.rstrip("。.，,；;、") + "。"


def _signer(paragraph: MeasuredParagraph) -> str:
    return SIGNER.sub("签发人：", paragraph.text, count=1)


def _copy_number(paragraph: MeasuredParagraph) -> str:
    figures = re.sub(r"\D", "", paragraph.words)
    return figures.zfill(6) if len(figures) <= 6 else paragraph.text


def _secrecy(paragraph: MeasuredParagraph) -> str:
    words = re.sub(r"[\s☆＊*]", lambda found: "" if found[0].isspace() else "★", paragraph.words)
    degree, period = words[:2], words[2:].lstrip("★")
    counted = re.sub(r"[一二三四五六七八九十]+", lambda found: str(_COUNTS.get(found[0], found[0])), period)
    return f"{degree}★{counted}" if counted else degree


def _urgency(paragraph: MeasuredParagraph) -> str:
    return paragraph.words.strip("【】[]()（）")


def _remark(paragraph: MeasuredParagraph) -> str:
    return f"（{paragraph.words.strip('()（）[]【】')}）"


def _title(paragraph: MeasuredParagraph) -> str:
    return paragraph.text.rstrip(_BLANK + END_MARKS)


def unindented(paragraph: MeasuredParagraph) -> str:
    """Without the blanks somebody typed to indent it."""
    return paragraph.text.lstrip(_BLANK)


TEXTS: Mapping[str, Callable[[MeasuredParagraph], str]] = {
    "MZF14": _number, "MZF22": _addressee, "MZF27": _level, "MZF30": _listed, "MZF32": _day, "MZF33": _label,
    "MZF38": _printed, "MZF39": _copies, "MZF44": _copy_number, "MZF45": _secrecy, "MZF46": _urgency,
    "MZF48": _remark, "MZF56": unindented, "MZF75": _title, "MZF87": _signer,
}  # fmt: skip
"""By the code of the rule the text that it asks for."""


def rewritten(code: str) -> Callable[[DocxCopy, MeasuredParagraph], None]:
    """Writes the text that a rule asks for; a number the program makes is not in the text."""

    def mend(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
        if not paragraph.counted:
            copy.retext(paragraph, TEXTS[code](paragraph))

    return mend


def marks(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """Each mark in its standard form."""
    found = (each for each in nonstandard(paragraph.text) if each.standard)
    copy.respell(paragraph, [(each.start, each.end, each.standard) for each in found])


def characters(code: str) -> Callable[[DocxCopy, MeasuredParagraph], None]:
    """Each character that a rule finds, where it is certain what should stand there."""

    def mend(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
        found = (each for each in unsuited(code, paragraph.text) if each.standard)
        copy.respell(paragraph, [(each.start, each.end, each.standard) for each in found])

    return mend
