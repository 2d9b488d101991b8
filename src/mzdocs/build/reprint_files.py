"""Two generations of a station's output -> what to print again, listed: JSON for programs, XLSX for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from mzdocs.build.reprint_documents import ReprintDocument, reprint_documents
from mzdocs.build.reprint_list import ReprintList, reprint_list
from mzdocs.kinds import SET_TITLES
from mzdocs.publish.entry_changes import CardChange, OrderChange, State
from mzdocs.publish.record import StationRecord
from mzdocs.render.spreadsheet import Cell, Grid, workbook

JSON_FILE, XLSX_FILE = "reprint.json", "reprint.xlsx"
_FORMAT = "mzdocs-reprint/1"
_AUTHOR = "mzdocs"
_STATES: dict[State, str] = {"new": "新增", "changed": "有变", "withdrawn": "撤下"}
_SIDES = ("正面", "反面")
_ORDER_WORDS = {
    "item": "项目", "size": "成品尺寸", "shape": "外形", "material": "材料", "thickness": "厚度", "process": "工艺",
    "inks": "油墨（版）", "mounting": "安装", "quantity": "数量", "places": "位置", "corner": "圆角", "holes": "孔",
    "lower_edge": "离地", "gap": "间距", "hung": "挂在哪里", "frame": "边框", "hangs_by": "挂点", "fold": "折边",
    "from_door": "距门框", "weight": "估重", "distance": "视距", "maker": "制作方",
}  # fmt: skip
_COLUMNS = {
    "序号": 5, "哪一套": 11, "名称": 32, "文件": 30, "情况": 6, "要印的页": 18, "共几页": 7, "换哪几张卡": 26,
    "再做几件": 9, "订单改动": 30, "还变了什么": 14,
}  # fmt: skip
_SIGNED = ("印制人", "核对人", "办完日期")
_KEEP = "只列这一次与上一次生成之间变了的；再生成一次就换成新的清单，没有印完的先另存一份。"
_MOST_FACTS = 3
_ROWS = tuple[tuple[Cell, ...], ...]


def reprint_files(
    before: Path | None, after: Path, record: StationRecord | None = None
) -> tuple[ReprintList, dict[str, bytes]]:
    """The list, and the two files of it that lie beside the sets; the same generations give the same bytes.

    `before` is the station's folder as it was, or nothing; `after` the one that takes its place, `record` its record
    where that does not lie there yet. Of a folder without any file, which has no day, there is no workbook.
    """
    found = reprint_list(before, after, record)
    return found, {JSON_FILE: as_json(found), **({XLSX_FILE: as_workbook(found)} if found.issued else {})}


def as_json(found: ReprintList) -> bytes:
    """Every field under its own name; docs/manifest.md says what they hold."""
    return (json.dumps({"format": _FORMAT, **asdict(found)}, ensure_ascii=False, indent=1) + "\n").encode()


def as_workbook(found: ReprintList) -> bytes:
    """A sheet of what to print and order; others of what to collect, what may be out of date, and what changed."""
    return workbook([*_grids(found)], f"{found.station} 重印清单", _AUTHOR, found.issued)


def _grids(found: ReprintList) -> Iterator[Grid]:
    rows = tuple((number, *_cells(each, found)) for number, each in enumerate(reprint_documents(found.lines), 1))
    note = "第一次生成，全部要印。" if found.first else "" if rows else "与上一次相比，没有要重印的。"
    total = (*("", "合计"), *[""] * 6, sum(line.pieces for line in found.lines) or "", *("", ""))
    yield _filled("要印的", "重印清单", f"{found.station}　　{note}\n{_KEEP}", rows, total if rows else ())
    collected = [(line.title, card.card, _COLLECTED[card.state]) for line, card in found.collected]
    yield from _sheet("要收回的", found.station, ("名称", "号码", "情况"), collected, (50, 30, 40))
    stale = [(set_word(each.folder), each.file, each.title, _some(each.facts)) for each in found.stale]
    yield from _sheet(
        "没有重做的", found.station, ("哪一套", "文件", "名称", "做成以后改过的内容"), stale, (12, 34, 44, 50)
    )
    facts = [(each.file, each.path, each.before, each.after) for each in found.facts]
    facts += [(table, "有变，内容不列", "", "") for table in found.tables]
    yield from _sheet("改了什么", found.station, ("数据文件", "哪一处", "原来", "现在"), facts, (30, 34, 40, 40))


def _filled(name: str, title: str, said: str, rows: _ROWS, total: tuple[Cell, ...]) -> Grid:
    """The sheet of what to print, without the columns in which nothing would stand."""
    heads = tuple(_COLUMNS)
    kept = [at for at in range(len(heads)) if at < 6 or any(row[at] for row in rows)]
    return Grid(
        name, title, said, tuple(heads[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows),
        tuple(_COLUMNS[heads[at]] for at in kept), tuple(total[at] for at in kept) if any(total[2:]) else (),
        signed=_SIGNED,
    )  # fmt: skip


def _some(facts: Sequence[str]) -> str:
    more = f"等 {len(facts)} 处" if facts[_MOST_FACTS:] else ""
    return "、".join(facts[:_MOST_FACTS]) + more


_COLLECTED: dict[State, str] = {"withdrawn": "不再有效，收回", "changed": "换新的，旧的收回"}


def _sheet(
    name: str, said: str, head: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], widths: tuple[int, ...]
) -> Iterator[Grid]:
    if rows:
        yield Grid(name, name, said, head, tuple(rows), widths)


def _cells(document: ReprintDocument, found: ReprintList) -> tuple[Cell, ...]:
    line = document.head
    files = (document.file, *(f"自己印用 {each.file} 第 {numbers(each.pages)} 页" for each in document.imposed))
    return (
        set_word(line.folder), short_title(line.title, found.station), "\n".join(files), _STATES[line.state],
        _pages(document), line.of or "", "\n".join(map(card_word, line.cards)), line.pieces or "",
        "\n".join(map(order_word, line.order)), "、".join(document.reasons),
    )  # fmt: skip


def _pages(document: ReprintDocument) -> str:
    if not document.printed:
        return "不用印"
    gone = f"抽去原第 {numbers(document.gone)} 页" if document.gone else ""
    return "\n".join(filter(None, (numbers(document.head.pages), gone)))


def short_title(title: str, station: str) -> str:
    """A document's title without the station whose list it stands in."""
    return title.removeprefix(station).strip() or title


def set_word(folder: str) -> str:
    """What lies in a set's folder, in words; of a year with the year."""
    name, _, year = folder.partition("/")
    return f"{SET_TITLES[name].zh if name in SET_TITLES else name} {year}".rstrip()


def numbers(pages: Iterable[int]) -> str:
    """`2、8–11`: pages with those that follow each other drawn together."""
    runs = (list(run) for _, run in groupby(enumerate(sorted(pages)), key=lambda each: each[1] - each[0]))
    ends = ((run[0][1], run[-1][1]) for run in runs)
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in ends)


def card_word(change: CardChange) -> str:
    """`990103-001-001-01 正面`: a card and which of its sides; of one that came or went that."""
    if change.state != "changed":
        return f"{change.card} {_STATES[change.state]}"
    sides = (_SIDES[side - 1] if side <= len(_SIDES) else f"第 {side} 面" for side in change.sides)
    return f"{change.card} {'、'.join(sides)}"


def order_word(change: OrderChange) -> str:
    """`材料：亚克力板 → PVC 板`."""
    return f"{_ORDER_WORDS.get(change.name, change.name)}：{change.before or '（无）'} → {change.after or '（无）'}"
