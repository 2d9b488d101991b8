"""Habits of writing: what is accepted means what was meant, what could mean two things is not accepted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from mzdocs.load import habits
from mzdocs.load.habits import as_meant, day_is_unclear, lost_character, serial_day
from mzdocs.model.fields import ClockTime, Count, Day, Decimal, IdentityNumber, Phone, Year

from .test_ids import VALID, with_check

ENDS_IN_X = next(found for each in range(1, 99) if (found := with_check(f"990103196001010{each:02}"))[-1] == "X")
DAY = "date_wrong"
COUNT = "count_wrong"
READ = {
    # a kind of value, the key, what is written, and what it means
    "slashes": (DAY, "日期", "2026/11/20", "2026-11-20"),
    "one digit": (DAY, "日期", "2026-1-5", "2026-01-05"),
    "points": (DAY, "日期", "2026.1.5", "2026-01-05"),
    "Chinese": (DAY, "日期", "2026年9月20日", "2026-09-20"),
    "Chinese, spoken": (DAY, "日期", "2026年9月20号", "2026-09-20"),
    "Chinese with blanks": (DAY, "日期", "2026 年 9 月 20 日", "2026-09-20"),
    "eight digits": (DAY, "日期", "20261120", "2026-11-20"),
    "midnight behind": (DAY, "日期", "2026-11-20 00:00:00", "2026-11-20"),
    "midnight as a spreadsheet shows it": (DAY, "日期", "2026/11/20 0:00", "2026-11-20"),
    "full-width day": (DAY, "日期", "２０２６／１１／２０", "2026-11-20"),
    "long dashes": (DAY, "日期", "2026–11–20", "2026-11-20"),
    "apostrophe": (DAY, "日期", "'2026-11-20", "2026-11-20"),
    "wrapped": (DAY, "日期", '="2026-11-20"', "2026-11-20"),
    "blank of no width": (DAY, "日期", "2026-11-20\u200b", "2026-11-20"),
    "thousands": (COUNT, "金额", "1,200", "1200"),
    "thousands, full-width": (COUNT, "金额", "1，200", "1200"),
    "millions": (COUNT, "人口", "1,234,567", "1234567"),
    "yuan": (COUNT, "金额", "1200元", "1200"),
    "yuan in front": (COUNT, "金额", "￥1,200.00", "1200"),
    "people": (COUNT, "人口", "1200人", "1200"),
    "no cents": (COUNT, "金额", "400.00", "400"),
    "full-width count": (COUNT, "件数", "１２", "12"),
    "a year": ("year_wrong", "年度", "2026年", "2026"),
    "points of a score": ("decimal_wrong", "得分", "86.5分", "86.5"),
    "thousands with decimals": ("decimal_wrong", "面积", "1,200.5", "1200.5"),
    "small x": ("identity_wrong", "身份证号", ENDS_IN_X[:-1] + "x", ENDS_IN_X),
    "a cross": ("identity_wrong", "身份证号", ENDS_IN_X[:-1] + "×", ENDS_IN_X),
    "full-width x": ("identity_wrong", "身份证号", ENDS_IN_X[:-1] + "Ｘ", ENDS_IN_X),
    "a number in groups": ("identity_wrong", "身份证号", f"{VALID[:6]} {VALID[6:14]} {VALID[14:]}", VALID),
    "extension by a dash": ("phone_wrong", "电话", "0999-5551001-802", "0999-5551001转802"),
    "extension behind an area code in brackets": ("phone_wrong", "电话", "（0999）5551001-8", "0999-5551001转8"),
    "extension behind a blank": ("phone_wrong", "电话", "0999 5551001-8", "0999-5551001转8"),
    "extension with blanks": ("phone_wrong", "电话", "0999-5551001 转 802", "0999-5551001转802"),
    "area code in brackets": ("phone_wrong", "电话", "（0999）5551001", "0999-5551001"),
    "area code by a blank": ("phone_wrong", "电话", "0999 5551001", "0999-5551001"),
    "full-width telephone": ("phone_wrong", "电话", "０９９９－５５５１００１", "0999-5551001"),
    "three digits of area": ("phone_wrong", "电话", "01055510011", "010-55510011"),
    "a mobile in groups": ("phone_wrong", "电话", "139 0000 0000", "13900000000"),
    "a mobile with the country": ("phone_wrong", "电话", "+86 13900000000", "13900000000"),
    "a service number": ("phone_wrong", "电话", "4008001234", "400-800-1234"),
    "full-width colon": ("clock_wrong", "上午", "9：00", "9:00"),
    "hours": ("clock_wrong", "上午", "9时30分", "9:30"),
    "seconds": ("clock_wrong", "上午", "9:00:00", "9:00"),
    "blanks around": ("text_empty", "名称", "\u3000桃溪社区\u00a0", "桃溪社区"),
    "a number of a badge": ("badge_wrong", "证件编号", "990103 - 001 - 001 - 01", "990103-001-001-01"),
}  # fmt: skip
NOT_READ = {
    "which is the month": (DAY, "日期", "03/04/2026"),
    "a year of two digits": (DAY, "日期", "03-04-26"),
    "six digits": (DAY, "日期", "260304"),
    "no such day": (DAY, "日期", "2026/2/30"),
    "no such month": (DAY, "日期", "20261320"),
    "day first in eight digits": (DAY, "日期", "20112026"),
    "two marks": (DAY, "日期", "2026-1.5"),
    "a time of the day": (DAY, "日期", "2026-11-20 14:30"),
    "a minute past midnight": (DAY, "日期", "2026-11-20 00:01:00"),
    "no day": (DAY, "日期", "2026年9月"),
    "a serial by itself": (DAY, "日期", "46000"),
    "cents": (COUNT, "金额", "400.50"),
    "groups of two": (COUNT, "金额", "1,20"),
    "groups of four": (COUNT, "金额", "1,2000"),
    "a nought in front of thousands": (COUNT, "金额", "0,120"),
    "the unit of another column": (COUNT, "金额", "1200人"),
    "ten thousands": (COUNT, "金额", "1.2万"),
    "a sign": (COUNT, "金额", "-400"),
    "fifteen digits": ("identity_wrong", "身份证号", "990103740601084"),
    "rounded": ("identity_wrong", "身份证号", "9.90103E+17"),
    "a wrong check digit": ("identity_wrong", "身份证号", VALID[:-1] + ("1" if VALID[-1] != "1" else "2")),
    "two telephones": ("phone_wrong", "电话", "0999-5551001/5551002"),
    "two telephones by a blank": ("phone_wrong", "电话", "0999-5551001 5551002"),
    "no area code": ("phone_wrong", "电话", "5551001"),
    "a digit behind an area code in brackets": ("phone_wrong", "电话", "（0999）555010-12"),
    "a digit behind a number": ("phone_wrong", "电话", "0999 5551001 2"),
    "a number in pieces of two": ("phone_wrong", "电话", "0999 555 10 01"),
    "an area code of another length": ("phone_wrong", "电话", "099 95551001"),
    "a point that may be a comma": (COUNT, "人数", "1.000"),
    "two short numbers": ("phone_wrong", "电话", "110 119"),
    "afternoon": ("clock_wrong", "上午", "下午3点"),
    "seconds that count": ("clock_wrong", "上午", "9:00:30"),
}  # fmt: skip
MODELS = {
    DAY: Day, COUNT: Count, "year_wrong": Year, "decimal_wrong": Decimal, "identity_wrong": IdentityNumber,
    "phone_wrong": Phone, "clock_wrong": ClockTime,
}  # fmt: skip


def taken(kind: str, text: str) -> bool:
    try:
        TypeAdapter(MODELS[kind]).validate_python(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", READ)
def test_a_habit_is_read_as_it_means(name: str) -> None:
    kind, key, written, means = READ[name]
    read = as_meant(kind, key, written)
    assert read.text == means
    assert read.habits
    assert kind not in MODELS or (taken(kind, read.text) and not taken(kind, written))


@pytest.mark.parametrize("name", NOT_READ)
def test_what_may_mean_two_things_or_has_lost_something_is_not_taken(name: str) -> None:
    kind, key, written = NOT_READ[name]
    assert not taken(kind, as_meant(kind, key, written).text)


@pytest.mark.parametrize("name", READ)
def test_what_was_read_is_not_read_again(name: str) -> None:
    kind, key, written, _ = READ[name]
    once = as_meant(kind, key, written).text
    assert as_meant(kind, key, once) == habits.Meant(once)


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
FORMS = st.sampled_from(
    ["{0}/{1}/{2}", "{0}.{1}.{2}", "{0}-{1}-{2}", "{0}年{1}月{2}日", "{0} / {1} / {2}", "{0}/{1:02}/{2:02}",
     "{0}-{1}-{2} 00:00:00", "'{0}/{1}/{2}", '="{0}-{1:02}-{2:02}"']
)  # fmt: skip


@given(DAYS, FORMS)
def test_every_day_in_every_form_is_that_day(day: date, form: str) -> None:
    assert as_meant(DAY, "日期", form.format(day.year, day.month, day.day)).text == day.isoformat()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_in_eight_digits_is_that_day(day: date) -> None:
    assert as_meant(DAY, "日期", f"{day:%Y%m%d}").text == day.isoformat()


@given(st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}", fullmatch=True))
def test_a_day_is_taken_only_with_its_year_in_front(text: str) -> None:
    found = as_meant(DAY, "日期", text).text
    assert not taken(DAY, found) or (text[:4] == found[:4] and not day_is_unclear(text))


@given(st.text("0123456789/-.年月日 :", max_size=20))
def test_no_text_of_digits_and_marks_becomes_another_day_than_its_digits_say(text: str) -> None:
    found = as_meant(DAY, "日期", text).text
    if found != text and taken(DAY, found):
        digits = "".join(char for char in text if char.isdigit())
        year, month, day = found.split("-")
        assert digits.startswith(year)
        assert digits[4:].rstrip("0").startswith(f"{int(month)}".rstrip("0")) or digits[4:].startswith(month)
        assert f"{int(day)}" in digits


@given(
    st.integers(0, 999_999_999_999), st.sampled_from(["{:,}", "{:,}元", "{}元", "{}.00", "￥{:,}.00", " {} ", "'{}"])
)
def test_every_amount_in_every_form_is_that_amount(amount: int, form: str) -> None:
    assert as_meant(COUNT, "金额", form.format(amount)).text == str(amount)


@given(st.text("0123456789,.元人万 -+", max_size=14))
def test_no_text_becomes_a_number_with_other_digits(text: str) -> None:
    found = as_meant(COUNT, "金额", text).text
    if taken(COUNT, found) and not taken(COUNT, text):
        digits = "".join(char for char in text.partition(".")[0] if char.isdigit())
        assert digits == found
        assert set(text.partition(".")[2]) <= set("0元 ")


@given(st.text("0123456789-() 转+", max_size=20))
def test_a_telephone_keeps_its_digits(text: str) -> None:
    found = as_meant("phone_wrong", "电话", text).text
    if taken("phone_wrong", found):
        digits = "".join(char for char in text if char.isdigit())
        assert digits in ("".join(char for char in found if char.isdigit()), "86" + found)


@pytest.mark.parametrize(("text", "day"), [
    ("20000", "1954-10-03"), ("46000", "2025-12-09"), ("46000.0", "2025-12-09"), ("65536", "2079-06-05"),
    ("19999", None), ("65538", None), ("46000.5", None), ("4600", None), ("460000", None), ("４６０００", None),
])  # fmt: skip
def test_a_serial_day_is_counted_as_spreadsheets_do(text: str, day: str | None) -> None:
    found = serial_day(text)
    assert (found and found.isoformat()) == day


@given(st.dates(date(1954, 10, 3), date(2079, 6, 6)))
def test_a_serial_is_the_number_of_days_since_the_first(day: date) -> None:
    assert serial_day(str((day - date(1899, 12, 30)) // timedelta(days=1))) == day


@pytest.mark.parametrize(
    ("text", "unclear"),
    [("03/04/2026", True), ("3.4.26", True), ("26-11-20", True), ("260304", True), ("26年3月4日", True),
     ("2026-03-04", False), ("2026/3/4", False), ("20260304", False), ("昨天", False), ("12345", False)],
)  # fmt: skip
def test_a_day_without_its_year_in_front_is_unclear(text: str, unclear: bool) -> None:
    assert day_is_unclear(text) is unclear


@pytest.mark.parametrize(
    ("text", "person", "body", "other"),
    [("林?", True, True, False), ("林？", True, True, False), ("林□", True, True, False), ("林〓", True, True, True),
     ("⿰王民", True, True, True), ("林\ufffd", True, True, True), ("林*洁", True, False, False),
     ("李××", True, False, False), ("林梦洁", False, False, False), ("阿依古丽·买买提", False, False, False)],
)  # fmt: skip
def test_a_mark_of_a_lost_character_is_found(text: str, person: bool, body: bool, other: bool) -> None:
    found = [lost_character(text, whose) is not None for whose in ("person", "body", "other")]
    assert found == [person, body, other]
