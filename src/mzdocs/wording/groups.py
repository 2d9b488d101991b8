"""Lines that belong together -> a table, a chart, photos."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from mzdocs.core.problems import Stopped, problem_type
from mzdocs.design import fonts
from mzdocs.design.cell_lines import room, too_wide
from mzdocs.model.letter import MERGED, Axis, Bar, Block, Chart, Picture, Pictures, Table, Threshold
from mzdocs.wording.form_groups import boxes, sketches
from mzdocs.wording.source_lines import SourceLine, cells_of, set_solid

COLUMN_NARROW = problem_type(
    "MZ1711",
    "表头“{head}”的一栏只有{width}毫米，放不下“{word}”",
    "The column headed {head} is {width} mm wide, too narrow for {word}",
    "加宽这一栏，或改短表头。",
    "Widen the column or shorten its head.",
)
MOST_MONTHS = 60


def _table(first: SourceLine, rows: Sequence[SourceLine]) -> Table:
    """|表| title | widths | how text stands, a sign a column | 小字 or nothing, then the head row and the rows."""
    title, widths, centred, *type_size = _fields(first, "|表|", 3, 4)
    if type_size not in ([], [SMALL]):
        raise first.wrong(f"第四格只能写“{SMALL}”", f"the fourth cell is {SMALL} or left out")
    sizes = tuple(_figure(first, width) for width in widths.split())
    table = [tuple(map(set_solid, cells_of(row.raw[1:]))) for row in rows]
    if not table:
        raise first.wrong("表没有表头", "the table has no head")
    for row, cells in zip((first, *rows), ((), *table), strict=True):
        if cells and len(cells) != len(sizes):
            raise row.wrong(f"这一行有{len(cells)}格，表有{len(sizes)}栏", f"{len(cells)} cells, {len(sizes)} columns")
    if len(centred) != len(sizes) or set(centred) - set("中左右签填"):
        raise first.wrong("第三格每栏写一个“中”“左”“右”“签”或“填”", "the third cell has one of 中左右签填 a column")
    if MERGED in table[0] or (len(table) > 1 and MERGED in table[1]):
        raise rows[0].wrong("第一行上面没有可以合并的格", "there is nothing above the first row to merge with")
    made = Table(
        set_solid(title),
        table[0],
        tuple(table[1:]),
        sizes,
        centred=tuple(sign in "中签填" for sign in centred),
        signed="签" in centred,
        right=tuple(sign == "右" for sign in centred) if "右" in centred else (),
        filled_in=tuple(sign == "填" for sign in centred) if "填" in centred else (),
        small=bool(type_size),
    )
    _hold_heads(first, made)
    return made


SMALL = "小字"
"""The word for a table of many rows, set in 9 pt."""


def _hold_heads(first: SourceLine, table: Table) -> None:
    """A head's words go into its column: no line of it is the rest of a word."""
    for head, width in zip(table.head, table.widths, strict=True):
        word = too_wide(head, room(width, table.grade), fonts.CHAINS["hei", False][0])
        if word:
            raise Stopped([COLUMN_NARROW.at(first.location, head=head, width=f"{width:g}", word=word)])


def _fields(line: SourceLine, mark: str, count: int, most: int = 0) -> list[str]:
    cells = cells_of(line.raw[len(mark) :])
    if not count <= len(cells) <= max(count, most):
        raise line.wrong(f"“{mark}”后面要有{count}格", f"{mark} wants {count} cells")
    return cells


def _figure(line: SourceLine, text: str) -> float:
    if not _PLAIN_NUMBER.fullmatch(text):
        raise line.wrong(f"“{text}”不是数", f"{text} is not a number")
    return float(text)


_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def _chart(first: SourceLine, rows: Sequence[SourceLine]) -> Chart:
    """|图| title | widths of label and text | from, to, unit | a line's name, its place |, then its bars."""
    title, widths, ends, *line = _fields(first, "|图|", 3, 4)
    label, text = (_figure(first, width) for width in _two(first, widths))
    start, end, *unit = ends.split() if len(ends.split()) == 3 else _two(first, ends)
    low, high = _measure(first, start), _measure(first, end)
    high += bool(_DAY.search(ends))
    if low >= high:
        raise first.wrong("图的起点须在终点之前", "a chart begins before it ends")
    if len(_DAY.findall(ends)) == 1 or (_DAY.search(ends) and high - low > MOST_MONTHS * 31):
        raise first.wrong(
            f"起止写两个日期，相隔不超过{MOST_MONTHS}个月", f"two days, {MOST_MONTHS} months apart at most"
        )
    axis = _months(low, high, UPRIGHT - label - text) if _DAY.fullmatch(start) else _scale(low, high, "".join(unit))
    bars = tuple(_bar(row, low, high) for row in rows)
    return Chart(set_solid(title), bars, axis, (label, text), _threshold(first, line, low, high))


def _threshold(first: SourceLine, line: Sequence[str], low: float, high: float) -> Threshold | None:
    """合格线85分 85: what it is called, and where it stands; none where the cell is empty."""
    if not "".join(line):
        return None
    name, place = _two(first, line[0])
    at = _measure(first, place)
    if not low <= at <= high:
        raise first.wrong(f"“{name}”超出图的范围", f"the line {name} is beyond the chart")
    return Threshold((at - low) / (high - low), name)


def _two(line: SourceLine, text: str) -> list[str]:
    found = text.split()
    if len(found) != 2:
        raise line.wrong(f"“{text}”处要写两个值，中间空一格", "two values are wanted here")
    return found


def _measure(line: SourceLine, text: str) -> float:
    """A number, or a day as the number of its place in the calendar."""
    found = _DAY.fullmatch(text)
    if not found:
        return _figure(line, text)
    try:
        return date(*map(int, found.groups())).toordinal()
    except ValueError:
        raise line.wrong(f"没有{text}这一天", f"there is no day {text}") from None


_DAY = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


def _bar(row: SourceLine, low: float, high: float) -> Bar:
    """label | from and to | text | what marks it, if anything does."""
    label, ends, text, *mark = _fields(row, "|", 3, 4)
    start, end = (_measure(row, each) for each in _two(row, ends))
    end += bool(_DAY.search(ends))
    if not low <= start <= end <= high:
        raise row.wrong("这一条超出图的范围", "this bar goes beyond the chart")
    places = (start - low) / (high - low), (end - low) / (high - low)
    return Bar(set_solid(label), *places, set_solid(text), "".join(mark))


_STEPS = (1, 2, 2.5, 5, 10)
_MOST_PARTS = 6


def _scale(low: float, high: float, unit: str) -> Axis:
    """Round numbers, as few as tell the size of a bar, from the first to the last; the last bears the unit."""
    step = 10.0 ** math.floor(math.log10((high - low) / _MOST_PARTS))
    step *= next(each for each in _STEPS if (high - low) / (step * each) <= _MOST_PARTS)
    inner = range(math.floor(low / step) + 1, math.ceil(high / step))
    clear = [number * step for number in inner if min(number * step - low, high - number * step) > step / 2]
    marks = [low, *clear, high]
    names = [f"{mark:g}" for mark in marks]
    return Axis(tuple((mark - low) / (high - low) for mark in marks), (*names[:-1], names[-1] + unit))


UPRIGHT, NARROW_MONTH = 156.0, 7.5
"""Millimetres of a page's text, and of a month that has room for its name."""


def _months(low: float, high: float, room: float) -> Axis:
    """A line where each month begins and where the last ends, their names between."""
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high) - 1)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    begin = [max(low, date(month // 12, month % 12 + 1, 1).toordinal()) for month in months]
    each = math.ceil(NARROW_MONTH * len(months) / room)
    names = [f"{month % 12 + 1}月" if number % each == 0 else "" for number, month in enumerate(months)]
    return Axis((*((day - low) / (high - low) for day in begin), 1.0), tuple(names))


def _pictures(first: SourceLine, rows: Sequence[SourceLine]) -> Pictures:
    """|照片|, then rows: caption | asset."""
    _fields(first, "|照片|", 1)
    found = [_fields(row, "|", 2) for row in rows]
    return Pictures(tuple(Picture(asset, set_solid(caption)) for caption, asset in found))


GROUPS: Mapping[str, Callable[[SourceLine, Sequence[SourceLine]], Block]] = {
    "|表|": _table,
    "|图|": _chart,
    "|照片|": _pictures,
    "|意见|": boxes,
    "|章位|": sketches,
}
