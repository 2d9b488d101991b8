"""The public list (公示名单) of each community and class: name, number of members and amount, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mzdocs.core.units import mm, pt
from mzdocs.derive.audience import PublicEntry, filtered, public_entries, public_places
from mzdocs.derive.division_words import bureau_word, street_word
from mzdocs.kinds.archive_paper import SMALLEST, Row, day, fitted, money, month, paper, part
from mzdocs.model.archive_acts import Publication
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record


def plan(data: StationData) -> Iterator[Document]:
    """One file a station, each class of a community on pages of its own, to be put up there; none without its days.

    民发〔2021〕57号, article 24 names the three items. Where nobody is helped, one page says so.
    """
    publication = data.station.archive.publication
    published = [each.name for each in data.district.archive.classes if each.published]
    if not publication or not published:
        return
    data = filtered(data, "public")
    lists = [
        (place, name, entries) for place in public_places(data) for name, entries in public_entries(data, place).items()
    ] or [(data.street.name, published[0], ())]
    yield paper(
        data,
        "public-list",
        f"{data.street.office} 社会救助对象公示名单",
        [_list(data, publication, *each) for each in lists],
        expects=[*dict.fromkeys(place for place, _, _ in lists), *(e.name for _, _, entries in lists for e in entries)],
        kind="public-list",
        issued=publication.published_on,
        least_type=SMALLEST,
    )


def _list(data: StationData, publication: Publication, place: str, name: str, entries: Sequence[PublicEntry]) -> Part:
    phones, bureau = data.station.phones, data.district.bureau
    values = {
        "period": f"{place}　　公示周期　{period(publication.first, publication.last)}",
        "contact": f"对公示内容有异议的，请拨打监督电话　"
        f"{street_word(data.street.name)} {phones.complaint}　{bureau_word(data.district)} {bureau.complaint_phone}",
        "office": data.street.office,
        "published_on": day(publication.published_on),
        "note": f"本名单只公开姓名、家庭成员数量和金额。{_about_amounts(data, name, entries)}",
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


def period(first: date, last: date) -> str:
    """2026年10月, 2026年7月至9月 where the months are whole; else with its days. The year is said once."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    said = month if whole else day
    end = said(last).removeprefix(f"{first.year}年")
    return said(first) if said(first) == said(last) else f"{said(first)}至{end}"


def _about_amounts(data: StationData, name: str, entries: Sequence[PublicEntry]) -> str:
    """What the column of amounts means, as far as the list has it."""
    none = "“—”表示无此项。" if any(not entry.amount for entry in entries) else ""
    one_time = any(each.one_time for each in data.district.archive.classes if each.name == name)
    return f"{'金额为一次性救助的总额' if one_time else '金额按月计'}。{none}" if entries else none


def _row(order: int, entry: PublicEntry) -> Row:
    return (str(order), entry.name, str(entry.members), money(entry.amount))
