"""Lines that belong together -> a table, a chart, photos."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from mzdocs.model.letter import MERGED, Bar, Block, Chart, Picture, Pictures, Table
from mzdocs.wording.form_groups import boxes, sketches
from mzdocs.wording.source_lines import SourceLine, cells_of, set_solid

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
    return Table(
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


SMALL = "小字"
"""The word for a table of many rows, set in 9 pt."""


def _fields(line: SourceLine, mark: str, *counts: int) -> list[str]:
    cells = cells_of(line.raw[len(mark) :])
    if len(cells) not in counts:
        raise line.wrong(f"“{mark}”后面要有{counts[0]}格", f"{mark} wants {counts[0]} cells")
    return cells


def _figure(line: SourceLine, text: str) -> float:
    if not _PLAIN_NUMBER.fullmatch(text):
        raise line.wrong(f"“{text}”不是数", f"{text} is not a number")
    return float(text)


_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def _chart(first: SourceLine, rows: Sequence[SourceLine]) -> Chart:
    """|图| title | widths of label and text | from and to |, then rows: label | from and to | text."""
    title, widths, ends = _fields(first, "|图|", 3)
    label, text = (_figure(first, width) for width in _two(first, widths))
    low, high = (_measure(first, end) for end in _two(first, ends))
    high += bool(_DAY.search(ends))
    if low >= high:
        raise first.wrong("图的起点须在终点之前", "a chart begins before it ends")
    if len(_DAY.findall(ends)) == 1 or (_DAY.search(ends) and high - low > MOST_MONTHS * 31):
        raise first.wrong(
            f"起止写两个日期，相隔不超过{MOST_MONTHS}个月", f"two days, {MOST_MONTHS} months apart at most"
        )
    bars = tuple(_bar(row, low, high) for row in rows)
    return Chart(set_solid(title), bars, tuple(_axis(ends.split(), low, high)), (label, text))


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


def _bar(line: SourceLine, low: float, high: float) -> Bar:
    label, ends, text = _fields(line, "|", 3)
    start, end = (_measure(line, each) for each in _two(line, ends))
    end += bool(_DAY.search(ends))
    if not low <= start <= end <= high:
        raise line.wrong("这一条超出图的范围", "this bar goes beyond the chart")
    return Bar(set_solid(label), (start - low) / (high - low), (end - low) / (high - low), set_solid(text))


def _axis(ends: Sequence[str], low: float, high: float) -> Iterator[tuple[float, str]]:
    """Where each division begins, as a share, with its name: months of days, quarters of numbers."""
    if not _DAY.fullmatch(ends[0]):
        yield from ((quarter / 4, f"{low + (high - low) * quarter / 4:g}") for quarter in range(4))
        return
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high) - 1)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        begins = max(low, date(month // 12, month % 12 + 1, 1).toordinal())
        yield (begins - low) / (high - low), f"{month % 12 + 1}月"


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
