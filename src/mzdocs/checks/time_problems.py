"""What is said of days, of a station's file and of the district's alike."""

from __future__ import annotations

from mzdocs.checks.rule import Provenance
from mzdocs.core.problems import Severity, problem_type

ISSUED = Provenance(
    "国家标准", "GB/T 9704-2012 7.2.5 发文字号由机关代字、年份、序号组成；年份是成文的那一年，是通行做法", "一般"
)
PRACTICE = Provenance("通行做法", "检查、公示、聘任的先后和时间", "一般")
CALENDAR = Provenance("通行做法", "机关工作日办公；节假日和调休每年另行公布，无从推算", "推荐")

OUT_OF_REASON = problem_type(
    "MZ1901", "日期 {day} 不合情理{meant}", "The day {day} cannot be meant{meant}",
    "核对年份；应在 {first} 至 {last} 之间。", "Check the year: it should lie between {first} and {last}.",
)  # fmt: skip
OUT_OF_SPAN = problem_type(
    "MZ1902", "{name}是 {day}，不在本年度做这件事的日子里（{first} 至 {last}）", "{name} ({day}) is none of the days of this year's work ({first} to {last})",
    "核对年份；已经过了年的，先换区数据文件的“年度”。", "Check the year; once a new one has begun, change the district's year first.",
)  # fmt: skip
ANOTHER_YEAR = problem_type(
    "MZ1903", "{name}写的是 {found} 年，区里的“年度”是 {year} 年", "{name} are of {found}, the district's year is {year}",
    "改成同一年。", "Make them of one year.",
)  # fmt: skip
NUMBER_OF_ANOTHER_YEAR = problem_type(
    "MZ1904", "发文字号里的年份是 {found}，成文日期是 {day}", "The number is of {found}, the paper is dated {day}",
    "发文字号用成文那一年编号，改成同一年。", "A paper is numbered in the year it is dated: make them agree.",
)  # fmt: skip
OUT_OF_ORDER = problem_type(
    "MZ1905", "{name}是 {day}，{relation}{other}（{other_day}），先后颠倒", "{name} ({day}) is {relation} {other} ({other_day}): that is the wrong order",
    "核对这两个日期。", "Check both days.",
)  # fmt: skip
NOT_COUNTED = problem_type(
    "MZ1906", "{name}是 {day}，{relation}{other}（{other_day}）：检查那天还没有的，不算", "{name} ({day}) is {relation} {other} ({other_day}): what was not there on that day does not count",
    "检查以后补做的，不用改；不是的，核对日期。", "What was made up for later stays as it is; else check the days.",
    severity=Severity.NOTICE,
)  # fmt: skip
WEEKEND = problem_type(
    "MZ1918", "{name}是 {day}，{weekday}（放假和调休的安排无从推算）", "{name} ({day}) is {weekday} (public holidays and exchanged workdays are not known)",
    "核对日期；那天确实办公的，不用改。", "Check the day; if the office did work, it stays.",
    severity=Severity.NOTICE,
)  # fmt: skip
