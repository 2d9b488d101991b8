"""Lines that belong together -> a table, a chart, photos."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from mzdocs.core.problems import Stopped, problem_type
from mzdocs.design import fonts
from mzdocs.design.cell_lines import room, too_wide
from mzdocs.model.letter import MERGED, Bar, Block, Chart, Picture, Pictures, Table
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
    """|表| title | widths | where text is centred, a sign a column |, then the head row and the rows."""
    title, widths, centred = _fields(first, "|表|", 3)
    sizes = tuple(_figure(first, width) for width in widths.split())
    table = [tuple(map(set_solid, cells_of(row.raw[1:]))) for row in rows]
    if not table:
        raise first.wrong("表没有表头", "the table has no head")
    for row, cells in zip((first, *rows), ((), *table), strict=True):
        if cells and len(cells) != len(sizes):
            raise row.wrong(f"这一行有{len(cells)}格，表有{len(sizes)}栏", f"{len(cells)} cells, {len(sizes)} columns")
    if len(centred) != len(sizes) or set(centred) - set("中左签"):
        raise first.wrong("第三格每栏写一个“中”“左”或“签”", "the third cell has 中, 左 or 签 for each column")
    if MERGED in table[0] or (len(table) > 1 and MERGED in table[1]):
        raise rows[0].wrong("第一行上面没有可以合并的格", "there is nothing above the first row to merge with")
    places = tuple(sign != "左" for sign in centred)
    made = Table(set_solid(title), table[0], tuple(table[1:]), sizes, places, "签" in centred)
    _hold_heads(first, made)
    return made


def _hold_heads(first: SourceLine, table: Table) -> None:
    """A head's words go into its column: no line of it is the rest of a word."""
    for head, width in zip(table.head, table.widths, strict=True):
        word = too_wide(head, room(width, table.dense), fonts.CHAINS["hei", False][0])
        if word:
            raise Stopped([COLUMN_NARROW.at(first.location, head=head, width=f"{width:g}", word=word)])


def _fields(line: SourceLine, mark: str, count: int) -> list[str]:
    cells = cells_of(line.raw[len(mark) :])
    if len(cells) != count:
        raise line.wrong(f"“{mark}”后面要有{count}格", f"{mark} wants {count} cells")
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
}
