"""What the appraisal does not keep (销毁清册): who must agree, and the list; a draft until it is approved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mzdocs.derive.volumes import Due, appraised_on, condemned, years_kept
from mzdocs.kinds.archive_paper import LANDSCAPE, Row, Ruled, day, days, deed_sizes, foot, paper, part, short
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record

LISTED = Ruled(8, 11, 10.0, {}, 1.0)
SUMMED = Ruled(7, 6, 8.0, {}, 1.0)
OPINION = "销毁"


def plan_destruction(data: StationData) -> Iterator[Document]:
    """Nothing before the appraisal, nor if it keeps all that was due."""
    found = condemned(data)
    if not found:
        return
    archive = data.station.archive
    rows = [_item(data, order, each) for order, each in enumerate(found, 1)]
    total = ("", "", f"合　计　{len(found)} 件", "", "", "", str(_pages(found)), "")
    head = f"全宗名称　{archive.fonds_name}　　全宗号　{archive.fonds_code}　　鉴定日期　{day(appraised_on(data))}"
    note = foot(data, "已保管年限从起算之日算到鉴定日期，按整年计", "草稿，未经批准不得销毁")
    yield paper(
        data,
        "destruction-list",
        f"{archive.fonds_name} 档案销毁清册（草稿）",
        [_approval(data, found), _list([*rows, total], head, note)],
        expects=tuple(each.volume.item_number(each.entry) for each in found),
        size=LANDSCAPE,
        staff_only=True,
    )


def blank_destruction() -> list[Part]:
    """Approval and list with nothing in them."""
    facts = dict.fromkeys(("fonds_name", "fonds_code", "appraised_on", "extent", "panel", "manner"), "")
    return [
        part("archive/destruction.html", [Record(facts, SUMMED.filled([]), deed_sizes(""))]),
        _list(LISTED.filled([]), "全宗名称", "未经批准不得销毁", blank=True),
    ]


def _list(rows: Sequence[Row], head: str, foot: str, blank: bool = False) -> Part:
    return part("archive/destruction-list.html", [Record({"head": head, "foot": foot}, rows, {"blank": blank})])


def _approval(data: StationData, found: Sequence[Due]) -> Part:
    archive, verdict = data.station.archive, data.station.archive.verdict
    facts = {
        "fonds_name": archive.fonds_name,
        "fonds_code": archive.fonds_code,
        "appraised_on": day(appraised_on(data)),
        "extent": f"{len(found)} 件，{_pages(found)} 页",
        "panel": "　".join(verdict.panel) if verdict else "",
        "manner": (verdict and verdict.manner) or "",
    }
    classes = groupby(found, lambda each: each.volume.archive_class.code)
    rows = [_class(order, list(members)) for order, (_, members) in enumerate(classes, 1)]
    total = ("", "合　计", "", "", "", str(len(found)), str(_pages(found)))
    return part("archive/destruction.html", [Record(facts, [*rows, total], deed_sizes(archive.fonds_name))])


def _class(order: int, members: Sequence[Due]) -> Row:
    archive_class = members[0].volume.archive_class
    ended = [each.ended_on.year for each in members]
    return (
        str(order),
        archive_class.name,
        "—".join(dict.fromkeys((str(min(ended)), str(max(ended))))),
        short(archive_class.retention),
        f"自{archive_class.clock}起 {archive_class.keep_years} 年",
        str(len(members)),
        str(_pages(members)),
    )


def _pages(found: Sequence[Due]) -> int:
    return sum(each.entry.item.pages for each in found)


def _item(data: StationData, order: int, found: Due) -> Row:
    item = found.entry.item
    return (
        str(order),
        found.volume.item_number(found.entry),
        item.title,
        days(item.dates),
        short(found.volume.retention),
        f"{years_kept(found, appraised_on(data))}年",
        str(item.pages),
        OPINION,
    )
