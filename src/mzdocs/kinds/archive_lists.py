"""A station's lists: its volumes, its clients by category, and what is due for appraisal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mzdocs.derive.volumes import Due, Entry, Volume
from mzdocs.kinds.archive_catalogue import ATTACHED
from mzdocs.kinds.archive_paper import LANDSCAPE, Row, compact, day, foot, listing, paper, short, span
from mzdocs.kinds.archive_volume import listed_title
from mzdocs.model.client_files import Household
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part

Filed = tuple[Household, Volume, Entry]
"""A household and where its file is bound."""


def filed(found: Sequence[Volume]) -> list[Filed]:
    """Every household of the volumes, in binding order."""
    entries = ((entry.item.household, volume, entry) for volume in found for entry in volume.entries)
    return [(household, volume, entry) for household, volume, entry in entries if household]


def plan_list(data: StationData, found: Sequence[Volume]) -> Document:
    """The list of volumes (案卷目录), with the sums in its last line."""
    archive = data.station.archive
    rows = [_volume(data, order, volume) for order, volume in enumerate(found, 1)]
    head = f"全宗名称　{archive.fonds_name}　　全宗号　{archive.fonds_code}"
    return paper(
        data,
        "volume-list",
        f"{archive.fonds_name} 案卷目录",
        [listing("volume-list", [*rows, _sums(found)], head, _responsible(data), {2: 27})],
        expects=tuple(volume.number for volume in found),
        size=LANDSCAPE,
        attached=ATTACHED,
    )


def _responsible(data: StationData) -> str:
    archive = data.station.archive
    return foot(
        data,
        f"编制单位　{archive.fonds_name}",
        f"立卷人　{archive.arranged_by}",
        f"编制日期　{day(archive.arranged_on)}",
        f"审核人　{archive.checked_by}",
    )


def _volume(data: StationData, order: int, volume: Volume) -> Row:
    first, last = volume.dates
    return (
        str(order),
        volume.number,
        listed_title(data, volume),
        "—".join(dict.fromkeys((f"{first:%Y.%m}", f"{last:%Y.%m}"))),
        str(len(volume.entries)),
        str(volume.documents),
        str(volume.pages),
        short(volume.retention),
        f"{volume.spine.mm:g} mm",
        "" if volume.bound else "本次新编",
    )


def _sums(found: Sequence[Volume]) -> Row:
    items = sum(len(volume.entries) for volume in found)
    documents, pages = (sum(getattr(volume, what) for volume in found) for what in ("documents", "pages"))
    return ("", "", f"合　计　{len(found)} 卷", "", str(items), str(documents), str(pages), "", "", "")


def plan_register(data: StationData, found: Sequence[Volume]) -> Document:
    """The register by category (分类名册): each class begins on a page of its own."""
    classes = groupby(filed(found), lambda each: each[1].archive_class.name)
    households = [(name, list(members)) for name, members in classes]
    return paper(
        data,
        "register",
        f"{data.station.archive.fonds_name} 社会救助对象分类名册",
        [_registered(data, name, members) for name, members in households],
        expects=tuple(household.number for _, members in households for household, _, _ in members),
        size=LANDSCAPE,
    )


def _registered(data: StationData, name: str, members: Sequence[Filed]) -> Part:
    communities = {community.name: place for place, community in enumerate(data.station.communities)}
    ordered = sorted(members, key=lambda each: communities.get(each[0].community, len(communities)))
    supported = sum(household.status == "在保" for household, _, _ in members)
    head = f"类别　{name}　　共 {len(members)} 户，其中在保 {supported} 户"
    rows = [_registered_row(order, *each) for order, each in enumerate(ordered, 1)]
    archive = data.station.archive
    below = foot(data, archive.fonds_name, f"编制日期　{day(archive.arranged_on)}")
    return listing("register", rows, head, below, {1: 12, 3: 7})


def _registered_row(order: int, household: Household, volume: Volume, entry: Entry) -> Row:
    return (
        str(order),
        household.community,
        household.number,
        household.head,
        str(household.members),
        str(household.amount) if household.amount else "—",
        compact(household.decided_on),
        household.status,
        volume.item_number(entry),
        span(entry.first_page, entry.last_page),
    )


def plan_appraisal(data: StationData, found: Sequence[Due]) -> Document:
    """What has been kept as long as its class asks; the opinion is written by hand."""
    archive = data.station.archive
    rows = [_due(order, each) for order, each in enumerate(found, 1)]
    appraised = day(archive.appraised_on or archive.arranged_on)
    head = f"鉴定日期　{appraised}　　共 {len(found)} 件"
    footer = foot(data, archive.fonds_name, "到期只表示可以鉴定，未经鉴定和批准不得销毁")
    return paper(
        data,
        "appraisal",
        f"{archive.fonds_name} 到期档案鉴定清单",
        [listing("appraisal", rows, head, footer, {2: 23})],
        expects=tuple(each.volume.item_number(each.entry) for each in found),
        size=LANDSCAPE,
    )


def _due(order: int, found: Due) -> Row:
    entry, years = found.entry, found.volume.archive_class.keep_years
    return (
        str(order),
        found.volume.item_number(entry),
        entry.item.title,
        compact(found.ended_on),
        f"{years}年",
        compact(found.due_on),
        span(entry.first_page, entry.last_page),
        "",
    )
