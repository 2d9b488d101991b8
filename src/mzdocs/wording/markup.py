"""A filled wording, line by line -> the parts and blocks of a paper.

What a data file says is never taken for a mark: `safe` hides a value's own bars, and sets a sign before
it, so that a line that begins with a value is a line of text whatever the value begins with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mzdocs.paper import (
    MERGED,
    Align,
    Annex,
    Bar,
    Block,
    Chart,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    Pictures,
    Signing,
    Table,
    Wording,
)
from mzdocs.problems import Place, Problem, Sentence, Stopped, fault
from mzdocs.text import chinese_number

MARK_WRONG = fault(
    "MZ1601",
    "公文文字这一行写错了：{why}",
    "This line of the wording is wrong: {why}",
    "照 docs/wording.md 的写法改。",
    "Write it as docs/wording.md says.",
)

_VALUE, _BAR, _LINE, _END, _CUT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""Private characters, which no data may hold: a value's ends, its bar, the number of a line, its place to break."""
_NUMBER = re.compile(f"{_LINE}([^:]+):([0-9]+){_END}")
HEAD_ENDS = "===="
CUT = "｜"
"""Where a title may break, and what parts the printer from the day."""
MOST_MONTHS, MOST_HEADINGS = 60, 99


def safe(text: str) -> str:
    """A value that no mark of a line can be read out of."""
    return f"{_VALUE}{text.replace('|', _BAR).replace(CUT, _CUT)}{_VALUE}"


def numbered(wording: Wording) -> str:
    """Each line with its place, for problems; inside a tag of several lines there is no room for it."""
    depth, lines = 0, []
    for number, line in enumerate(wording.source.splitlines(), 1):
        depth += len(re.findall(r"\{[{%#]", line)) - len(re.findall(r"[}%#]\}", line))
        lines.append(f"{line}{_LINE}{wording.file}:{number}{_END}" if line.strip() and not depth else line)
    return "\n".join(lines)


@dataclass(frozen=True)
class Line:
    """A line of a filled wording, and where in the file it was written."""

    raw: str
    place: Place

    @property
    def text(self) -> str:
        return _plain(self.raw)

    @property
    def pieces(self) -> list[str]:
        """Its parts between places to break, each as it reads."""
        return [_plain(piece) for piece in self.raw.split(CUT)]

    def wrong(self, zh: str, en: str) -> Stopped:
        return Stopped([self.problem(zh, en)])

    def problem(self, zh: str, en: str) -> Problem:
        return MARK_WRONG.at(self.place, why=Sentence(zh, en))


@dataclass
class Draft:
    """A wording read: its head by key, its body, its annexes."""

    head: dict[str, Line] = field(default_factory=dict)
    body: list[Block] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)


def read(filled: str, file: str) -> Draft:
    """A filled wording as blocks.

    Raises:
        Stopped: a line is not written as it should be; the problem has its place.
    """
    lines = list(_lines(filled, file))
    stop = next((i for i, line in enumerate(lines) if line.raw.startswith(HEAD_ENDS)), None)
    if stop is None:
        raise Line("", Place(file)).wrong("没有分隔线 ====", "the line ==== is missing")
    draft = Draft(_head(lines[:stop]))
    names, parts = _parted(lines[stop + 1 :])
    draft.body = _blocks(parts[0])
    draft.annexes = [
        Annex(tight(_plain(name)), tuple(_blocks(part))) for name, part in zip(names, parts[1:], strict=True)
    ]
    return draft


def _plain(text: str) -> str:
    return text.replace(_VALUE, "").replace(_BAR, "|").replace(_CUT, CUT).strip()


def _lines(filled: str, file: str) -> Iterator[Line]:
    """Lines with something on them; one that ends in a backslash goes on in the next."""
    held, place = "", None
    for raw in filled.splitlines():
        found = _NUMBER.search(raw)
        place = place or (Place(found[1], int(found[2])) if found else None)
        text = held + _NUMBER.sub("", raw).strip()
        if text.endswith("\\"):
            held = text[:-1]
            continue
        if text:
            yield Line(text, place or Place(file))
        held, place = "", None


def _head(lines: Sequence[Line]) -> dict[str, Line]:
    head: dict[str, Line] = {}
    for line in lines:
        key, colon, text = line.raw.partition("：")
        if not colon or key in head:
            raise line.wrong("抬头每行写“名称：内容”，一项一次", "a line of the head is a key, a colon, a text, once")
        if _plain(text):
            head[key] = Line(text.strip(), line.place)
    return head


_ANNEX = re.compile("附件：(.+)")


def _parted(lines: Sequence[Line]) -> tuple[list[str], list[list[Line]]]:
    """The body's lines, then those of each annex under its name."""
    names: list[str] = []
    parts: list[list[Line]] = [[]]
    for line in lines:
        found = _ANNEX.fullmatch(line.raw)
        if found:
            names.append(found[1])
            parts.append([])
        else:
            parts[-1].append(line)
    return names, parts


def _blocks(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    numbers = _Numbers()
    at = 0
    while at < len(lines):
        kind = next((kind for kind in _GROUPS if lines[at].raw.startswith(kind)), None)
        if kind is None:
            blocks.append(_single(lines[at], numbers))
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].raw.startswith("|") and not _opens(lines[end]):
            end += 1
        blocks.append(_GROUPS[kind](lines[at], lines[at + 1 : end]))
        at = end
    return blocks


def _opens(line: Line) -> bool:
    return any(line.raw.startswith(kind) for kind in _GROUPS)


class _Numbers:
    """The running numbers of headings and of numbered paragraphs."""

    def __init__(self) -> None:
        self.counts = [0] * 5
        self.points = self.run_on = 0

    def heading(self, level: int) -> str:
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (4 - level)
        self.points = 0
        if level == 1:
            self.run_on = 0
        return _SPELT[level](self.counts[level])

    def point(self, text: str) -> str:
        """Counted from the last heading on."""
        self.points += 1
        return _pointed(self.points, text)

    def running(self, text: str) -> str:
        """Counted through the whole chapter."""
        self.run_on += 1
        return _pointed(self.run_on, text)


def _pointed(number: int, text: str) -> str:
    """1.甲, but 2. 9月: without the space it would read as 2.9."""
    return f"{number}.{' ' if text[:1].isdigit() else ''}{text}"


_SPELT: Mapping[int, Callable[[int], str]] = {
    1: lambda number: f"{chinese_number(number)}、",
    2: lambda number: f"（{chinese_number(number)}）",
    3: lambda number: f"{number}.",
    4: lambda number: f"（{number}）",
}
_ALIGNED: Mapping[str, Align] = {"< ": "left", "= ": "center", "> ": "right"}


def _single(line: Line, numbers: _Numbers) -> Block:
    raw = line.raw
    marks = len(raw) - len(raw.lstrip("#"))
    if marks and raw[marks : marks + 1] == " ":
        if marks > 4:
            raise line.wrong("标题最多四级", "there are four levels of headings")
        if numbers.counts[marks] == MOST_HEADINGS:
            raise line.wrong(f"同级标题最多{MOST_HEADINGS}个", f"at most {MOST_HEADINGS} headings of a level")
        return Heading(marks, tight(numbers.heading(marks) + _plain(raw[marks:])))
    if raw.startswith("+ "):
        return Paragraph(numbers.point(tight(_plain(raw[2:]))))
    if raw.startswith("++ "):
        return Paragraph(numbers.running(tight(_plain(raw[3:]))))
    if raw[:2] in _ALIGNED:
        return Paragraph(tight(_plain(raw[2:])), _ALIGNED[raw[:2]])
    if raw.startswith("~ "):
        return Signing(tuple(map(tight, _cells(raw[2:]))))
    if raw.startswith("----"):
        return NewPage(_plain(raw.lstrip("-")))
    if raw.startswith("|"):
        raise line.wrong("这一行没有接在表、图的首行后面", "this row follows no head of a table or chart")
    return Paragraph(tight(line.text))


_LOOSE = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[0-9])|(?<=[0-9]) +(?=[\u3400-\u9fff])")


def tight(text: str) -> str:
    """Without the spaces data files put between Chinese and figures: official papers set them solid."""
    return _LOOSE.sub("", text)


def _cells(text: str) -> list[str]:
    """What stands between the bars; a bar at the very end closes the last cell."""
    return [MERGED if cell.strip() == "^" else _plain(cell) for cell in text.rstrip().removesuffix("|").split("|")]


def _table(first: Line, rows: Sequence[Line]) -> Table:
    """|表| title | widths | where text is centred, a sign a column |, then the head row and the rows."""
    title, widths, centred = _fields(first, "|表|", 3)
    sizes = tuple(_figure(first, width) for width in widths.split())
    table = [tuple(map(tight, _cells(row.raw[1:]))) for row in rows]
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
    return Table(tight(title), table[0], tuple(table[1:]), sizes, places, "签" in centred)


def _fields(line: Line, mark: str, count: int) -> list[str]:
    cells = _cells(line.raw[len(mark) :])
    if len(cells) != count:
        raise line.wrong(f"“{mark}”后面要有{count}格", f"{mark} wants {count} cells")
    return cells


def _figure(line: Line, text: str) -> float:
    if not _PLAIN_NUMBER.fullmatch(text):
        raise line.wrong(f"“{text}”不是数", f"{text} is not a number")
    return float(text)


_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def _chart(first: Line, rows: Sequence[Line]) -> Chart:
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
    return Chart(tight(title), bars, tuple(_axis(ends.split(), low, high)), (label, text))


def _two(line: Line, text: str) -> list[str]:
    found = text.split()
    if len(found) != 2:
        raise line.wrong(f"“{text}”处要写两个值，中间空一格", "two values are wanted here")
    return found


def _measure(line: Line, text: str) -> float:
    """A number, or a day as the number of its place in the calendar."""
    found = _DAY.fullmatch(text)
    if not found:
        return _figure(line, text)
    try:
        return date(*map(int, found.groups())).toordinal()
    except ValueError:
        raise line.wrong(f"没有{text}这一天", f"there is no day {text}") from None


_DAY = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


def _bar(line: Line, low: float, high: float) -> Bar:
    label, ends, text = _fields(line, "|", 3)
    start, end = (_measure(line, each) for each in _two(line, ends))
    end += bool(_DAY.search(ends))
    if not low <= start <= end <= high:
        raise line.wrong("这一条超出图的范围", "this bar goes beyond the chart")
    return Bar(tight(label), (start - low) / (high - low), (end - low) / (high - low), tight(text))


def _axis(ends: Sequence[str], low: float, high: float) -> Iterator[tuple[float, str]]:
    """Where each division begins, as a share, with its name: months of days, quarters of numbers."""
    if not _DAY.fullmatch(ends[0]):
        yield from ((quarter / 4, f"{low + (high - low) * quarter / 4:g}") for quarter in range(4))
        return
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high) - 1)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        begins = max(low, date(month // 12, month % 12 + 1, 1).toordinal())
        yield (begins - low) / (high - low), f"{month % 12 + 1}月"


def _pictures(first: Line, rows: Sequence[Line]) -> Pictures:
    """|照片|, then rows: caption | asset."""
    _fields(first, "|照片|", 1)
    found = [_fields(row, "|", 2) for row in rows]
    return Pictures(tuple(Picture(asset, tight(caption)) for caption, asset in found))


_GROUPS: Mapping[str, Callable[[Line, Sequence[Line]], Block]] = {
    "|表|": _table,
    "|图|": _chart,
    "|照片|": _pictures,
}
