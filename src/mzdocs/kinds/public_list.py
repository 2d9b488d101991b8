"""The public list (公示名单) of each class: name, number of members and amount, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.units import mm, pt
from mzdocs.derive.audience import PublicEntry, public_entries
from mzdocs.kinds.archive_paper import SMALLEST, Row, day, fitted, money, month, paper, part
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record


def plan(data: StationData) -> Iterator[Document]:
    """One file a station, each class on pages of its own; 民发〔2021〕57号, article 24 names the three items."""
    published = [each.name for each in data.district.archive.classes if each.published]
    lists = public_entries(data) or dict.fromkeys(published[:1], ())
    if lists:
        yield paper(
            data,
            "public-list",
            f"{data.street.office} 社会救助对象公示名单",
            [_list(data, name, entries) for name, entries in lists.items()],
            expects=[entry.name for entries in lists.values() for entry in entries],
            kind="public-list",
            least_type=SMALLEST,
        )


def _list(data: StationData, name: str, entries: Sequence[PublicEntry]) -> Part:
    archive, phones, bureau = data.station.archive, data.station.phones, data.district.bureau
    values = {
        "period": f"{data.street.name}　　公示周期　{month(archive.arranged_on)}",
        "contact": f"对公示内容有异议的，请拨打监督电话　街道 {phones.complaint}　区民政局 {bureau.complaint_phone}",
        "office": data.street.office,
        "published_on": day(archive.arranged_on),
        "note": f"本名单只公开姓名、家庭成员数量和金额。{_about_amounts(entries)}",
        "total": f"共 {len(entries)} 户、{sum(entry.members for entry in entries)} 人",
    }
    sizes = {
        "period_size": fitted([values["period"]], "fang", False, mm(109), pt(13)),
        "office_size": fitted([values["office"]], "fang", False, mm(123), pt(12)),
    }
    return part(
        "public-list/list.html",
        [Record(values, [_row(order, entry) for order, entry in enumerate(entries, 1)], sizes)],
        title=f"{name}公示名单" if name.endswith("家庭") else f"{name}对象公示名单",
    )


def _about_amounts(entries: Sequence[PublicEntry]) -> str:
    """What the column of amounts means, as far as the list has it."""
    none = "“—”表示无此项。" if any(not entry.amount for entry in entries) else ""
    return f"金额按月计，一次性救助的为总额。{none}" if entries else none


def _row(order: int, entry: PublicEntry) -> Row:
    return (str(order), entry.name, str(entry.members), money(entry.amount))
