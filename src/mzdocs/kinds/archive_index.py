"""Clients by name (人名索引): in the order of pinyin, and of strokes for those who look names up so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mzdocs.derive.collation import pinyin_key, pinyin_letter, stroke_key, strokes
from mzdocs.derive.volumes import Volume
from mzdocs.kinds.archive_lists import Filed, filed
from mzdocs.kinds.archive_paper import OF_AN_INDEX, Row, foot, in_cells, paper, part, span
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Record


@dataclass(frozen=True)
class NameOrder:
    """A way to look names up: what names are sorted by, and the heading of each."""

    name: str
    title: str
    mark: str
    key: Callable[[str], Any]
    heading: Callable[[str], str]


def _strokes(name: str) -> str:
    count = strokes(name)
    return f"{count}画" if count else "其他"


ORDERS = (
    NameOrder("name-index", "人名索引（按拼音）", "字母", pinyin_key, pinyin_letter),
    NameOrder("name-index-strokes", "人名索引（按笔画）", "笔画", stroke_key, _strokes),
)


def plan_index(data: StationData, found: Sequence[Volume], order: NameOrder) -> Document:
    """Every household of the volumes in one of the orders, with its archive number and pages."""
    archive = data.station.archive
    everyone = sorted(filed(found), key=lambda each: (order.key(each[0].head), each[0].number))
    rows = [in_cells(row, {1: 7.2, 3: 9}) for row in _rows(everyone, order)]
    record = Record({"head": f"共 {len(rows)} 户", "foot": foot(data, archive.fonds_name, width=OF_AN_INDEX)}, rows)
    return paper(
        data,
        order.name,
        f"{archive.fonds_name} {order.title}",
        [part("archive/name-index.html", [record], heading=order.title, mark=order.mark)],
        expects=[household.number for household, _, _ in everyone],
    )


def _rows(everyone: Sequence[Filed], order: NameOrder) -> Iterator[Row]:
    """The heading stands in the first line of its group, so that it is never left alone at a page's foot."""
    before = None
    for household, volume, entry in everyone:
        heading = order.heading(household.head)
        yield (
            heading if heading != before else "",
            household.head,
            household.number,
            household.community,
            volume.item_number(entry),
            span(entry.first_page, entry.last_page),
        )
        before = heading
