"""Days that a paper names: that there are such, in the order that they can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.core.text import chinese_number
from mzdocs.gbt9704.head_roles import NUMBER
from mzdocs.gbt9704.rule import Deviation, FormRule, headed, on
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Role

_DAY = re.compile(
    r"(?<![\d第])(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]|(?<![\d.])((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?![\d.])"
)
"""Its year, month and day; or, where it is written with points, these three again."""
_SPELT = re.compile(r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_FIGURES = {chinese_number(count): count for count in range(1, 100)}
_MONTH = re.compile(r"(?<!\d)\d{4}\s*年\s*(\d{1,2})\s*月")
_WEEKDAY = re.compile(r"[（(，,\s]*(?:星期|周|礼拜)([一二三四五六七日天])")
_HOUR = re.compile(r"(日|号|上午|中午|下午|晚上?)\s*(\d{1,2})\s*(?:[:：](\d{2})|[时点](?:(\d{1,2})分)?)")
_TO = re.compile(r"\s*(?:至|到|—|－|-|～|~)\s*(?:(\d{4})\s*年\s*)?(?:(\d{1,2})\s*月\s*)?(\d{1,2})\s*[日号]")
_WEEK = "一二三四五六日"
_LEAP = 4
"""A year that has a 29 February, and that nobody writes."""
_OWN: tuple[Role, ...] = ("成文日期", "印发")
"""Roles whose days have rules of their own."""
_MOST_LATER = timedelta(days=366)
_LATE_MONTH = 3
"""Until then a number of the year before may still be used up."""


def day_in(words: str) -> date | None:
    """The first whole day a text names; None without one, or where there is no such day."""
    return next((day for found in _DAY.finditer(words) if (day := _day(found)) and day.year != _LEAP), None)


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (int(part or _LEAP) for part in (found.groups()[:3] if found[2] else found.groups()[3:]))
    return _dated(year, month, day)


def _dated(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def real_days(form: MeasuredDocx) -> Iterator[Deviation]:
    """A day that no calendar has, a weekday that is another, an hour after the last, an end before its beginning."""
    signed = next((day for each in form.of("成文日期") if (day := day_in(each.words))), None)
    for paragraph in form.paragraphs:
        text = paragraph.text
        no_days = () if paragraph.role in _OWN else _no_days(text)
        for wrong in dict.fromkeys(
            (*no_days, *_other_weekdays(text, signed.year if signed else None), *_no_hours(text), *_backwards(text))
        ):
            yield on(paragraph, wrong.zh, wrong.en)


def _no_days(text: str) -> Iterator[Sentence]:
    shown = [found[0] for found in _DAY.finditer(text) if _day(found) is None]
    shown += [found[0] for found in _SPELT.finditer(text) if _dated(_LEAP, *map(_figure, found.groups())) is None]
    shown += [found[0] for found in _MONTH.finditer(text) if not 1 <= int(found[1]) <= 12]
    for words in shown:
        if not any(words != other and words in other for other in shown):
            yield Sentence(f"“{words}”，没有这一天", f"{words}, which no calendar has")


def _figure(spelt: str) -> int:
    return _FIGURES.get(spelt, 0)


def _other_weekdays(text: str, year: int | None) -> Iterator[Sentence]:
    """Of a day without a year that of the paper, or the next one, may be meant."""
    for found in _DAY.finditer(text):
        named, day = _WEEKDAY.match(text, found.end()), _day(found)
        if named is None or day is None or (day.year == _LEAP and year is None):
            continue
        years = [day.year] if day.year != _LEAP or year is None else [year, year + 1]
        meant = [each for one in years if (each := _dated(one, day.month, day.day))]
        if meant and named[1].replace("天", "日") not in [_WEEK[each.weekday()] for each in meant]:
            right = f"星期{_WEEK[meant[0].weekday()]}"
            yield Sentence(
                f"“{found[0]}”写成星期{named[1]}，这一天是{right}", f"{found[0]} with 星期{named[1]}, which is {right}"
            )


def _no_hours(text: str) -> Iterator[Sentence]:
    for found in _HOUR.finditer(text):
        hour, minutes = int(found[2]), int(found[3] or found[4] or 0)
        if hour > (12 if found[1] == "上午" else 24) or minutes > 59:
            yield Sentence(f"“{found[0]}”，没有这个时刻", f"{found[0]}, which no clock shows")


def _backwards(text: str) -> Iterator[Sentence]:
    """An end without a year may be in the next one, if it names another month."""
    for found in _DAY.finditer(text):
        begin, ended = _day(found), _TO.match(text, found.end())
        if begin is None or ended is None:
            continue
        year, month = int(ended[1] or begin.year), int(ended[2] or begin.month)
        end = _dated(year, month, int(ended[3]))
        if end and end < begin and (ended[1] or month == begin.month):
            yield Sentence(f"“{found[0]}{ended[0]}”，止在起之前", f"{found[0]}{ended[0]}, which ends before it begins")


def in_order(form: MeasuredDocx) -> Iterator[Deviation]:
    """Printed on its day or later (7.4.3); numbered in its year, or left over from the year before."""
    headed(form)
    signed = next((day for each in form.of("成文日期") if (day := day_in(each.words))), None)
    if signed is None:
        raise NotRun("没有读得出的成文日期", "there is no date that can be read")
    for paragraph in form.of("印发"):
        printed = day_in(paragraph.words)
        if printed and printed < signed:
            yield on(paragraph, f"{_said(printed)}，早于成文日期", f"{printed}, before the date of the paper")
        elif printed and printed - signed > _MOST_LATER:
            yield on(
                paragraph, f"{_said(printed)}，比成文日期晚一年以上", f"{printed}, more than a year after the date"
            )
    for paragraph in form.of("发文字号"):
        yield from _other_year(paragraph, signed)


def _other_year(paragraph: MeasuredParagraph, signed: date) -> Iterator[Deviation]:
    numbered = NUMBER.search(paragraph.words)
    year = int(numbered[4]) if numbered and len(numbered[4]) == 4 else signed.year
    left_over = year == signed.year - 1 and signed.month <= _LATE_MONTH
    if year != signed.year and not left_over:
        yield on(paragraph, f"〔{year}〕，成文日期在{signed.year}年", f"of {year}, while the date is of {signed.year}")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF85", "实务：日期、星期、时刻要真有", "实务",
        Sentence("文字里的日期", "a day in the text"),
        Sentence("日历上有的一天，星期相符，起在止前", "one of the calendar, with its weekday, a beginning before its end"),
        Sentence("对照日历和原意改。", "Look at a calendar, and see what is meant."),
        real_days,
    ),
    FormRule(
        "MZF86", "实务：先签发，后编号、印发", "实务",
        Sentence("日期的先后", "the order of the days"),
        Sentence("印发日期不早于成文日期，发文字号的年份与成文日期相同", "printed on its day or later, numbered in its year"),
        Sentence("核对成文日期、印发日期和发文字号，改写错的一处。", "See which of date, day of printing and number is wrong."),
        in_order,
    ),
)  # fmt: skip
