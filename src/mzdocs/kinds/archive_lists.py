"""A station's lists: its volumes, its clients by category, and what is due for appraisal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from mzdocs.derive.volumes import Due, Entry, Volume, volume_title
from mzdocs.kinds.archive_catalogue import ATTACHED
from mzdocs.kinds.archive_destruction import OPINION
from mzdocs.kinds.archive_paper import (
    LANDSCAPE,
    Row,
    compact,
    day,
    foot,
    in_cells,
    listing,
    money,
    paper,
    part,
    short,
    span,
)
from mzdocs.model.client_files import Household
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record

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
        [listing("volume-list", [*rows, _sums(found)], head, _responsible(data), {2: 26.6})],
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
    return *listed_volume(data, order, volume), f"{volume.spine.mm:g} mm", "" if volume.bound else "本次新编"


def listed_volume(data: StationData, order: int, volume: Volume) -> Row:
    """What every list says of a volume: its number, title, months, items, papers and pages, how long it is kept."""
    first, last = volume.dates
    return (
        str(order),
        volume.number,
        volume_title(data, volume),
        "—".join(dict.fromkeys((f"{first:%Y.%m}", f"{last:%Y.%m}"))),
        str(len(volume.entries)),
        str(volume.documents),
        str(volume.pages),
        short(volume.retention),
    )


def _sums(found: Sequence[Volume]) -> Row:
    items = sum(len(volume.entries) for volume in found)
    documents, pages = (sum(getattr(volume, what) for volume in found) for what in ("documents", "pages"))
    return sums_line(len(found), items, documents, pages)


_ITEMS_OF_A_COLUMN, _OTHERS_OF_A_COLUMN = 99_999, 999_999
"""The widest sums of items, and of documents or pages, that a column holds."""


def sums_line(volumes: int, items: int, documents: int, pages: int) -> Row:
    """The last line of the list of volumes: each sum in its column, or all beside the title where one is too wide."""
    if items <= _ITEMS_OF_A_COLUMN and max(documents, pages) <= _OTHERS_OF_A_COLUMN:
        return ("", "", f"合　计　{volumes} 卷", "", str(items), str(documents), str(pages), "", "", "")
    whole = f"合　计　{volumes} 卷　{items} 件　{documents} 份　{pages} 页"
    return ("", "", whole, "", "", "", "", "", "", "")


def plan_register(data: StationData, found: Sequence[Volume]) -> Document:
    """The register by category (分类名册): each class begins on a page of its own, and all are summed up at the end."""
    classes = groupby(filed(found), lambda each: each[1].archive_class.name)
    households = {name: list(members) for name, members in classes}
    return paper(
        data,
        "register",
        f"{data.station.archive.fonds_name} 社会救助对象分类名册",
        [
            *(_registered(data, name, members) for name, members in households.items()),
            *([_summary(data, households)] if len(households) > 1 else ()),
        ],
        expects=tuple(household.number for members in households.values() for household, _, _ in members),
        size=LANDSCAPE,
    )


def _registered(data: StationData, name: str, members: Sequence[Filed]) -> Part:
    communities = {community.name: place for place, community in enumerate(data.station.communities)}
    ordered = sorted(members, key=lambda each: communities.get(each[0].community, len(communities)))
    rows = [_registered_row(order, each[0].community, each) for order, each in enumerate(ordered, 1)]
    return _register(
        data, f"类别　{name}　　{_extent(members)}", [*rows, *_totals(members)], "社会救助对象分类名册", "社区（村）"
    )


def plan_by_community(data: StationData, found: Sequence[Volume]) -> Document:
    """The register by community (社区名册), for a district that keeps each community's files by themselves."""
    members = filed(found)
    names = dict.fromkeys(
        [*(each.name for each in data.station.communities), *(household.community for household, _, _ in members)]
    )
    lived = {name: [each for each in members if each[0].community == name] for name in names}
    return paper(
        data,
        "community-register",
        f"{data.station.archive.fonds_name} 社会救助对象社区名册",
        [_of_community(data, name, of_it) for name, of_it in lived.items() if of_it],
        expects=tuple(household.number for household, _, _ in members),
        size=LANDSCAPE,
    )


def _of_community(data: StationData, name: str, members: Sequence[Filed]) -> Part:
    rows = [_registered_row(order, each[1].archive_class.name, each) for order, each in enumerate(members, 1)]
    return _register(
        data, f"社区（村）　{name}　　{_extent(members)}", [*rows, *_totals(members)], "社会救助对象社区名册", "类　别"
    )


def _register(data: StationData, head: str, rows: Sequence[Row], heading: str, second: str) -> Part:
    return listing("register", rows, head, _compiled(data), {1: 12, 3: 7.8}, heading=heading, second=second)


def _compiled(data: StationData, *notes: str) -> str:
    archive = data.station.archive
    return foot(data, archive.fonds_name, f"编制日期　{day(archive.arranged_on)}", *notes)


def _totals(members: Sequence[Filed]) -> Iterator[Row]:
    """All of them, and those still supported where not all are."""
    for name, them in (("合　计", members), ("其中在保", _kept(members))):
        if them and (them is members or len(them) < len(members)):
            households, persons, amount = _counted(them)
            yield ("", name, f"{households} 户", "", str(persons), amount, "", "", "", "")


def _extent(members: Sequence[Filed]) -> str:
    kept = len(_kept(members))
    told = "，均在保" if kept == len(members) else f"，其中在保 {kept} 户" if kept else ""
    return f"共 {len(members)} 户{told}"


def _kept(members: Sequence[Filed]) -> list[Filed]:
    return [each for each in members if each[0].status == "在保"]


def _counted(members: Sequence[Filed]) -> tuple[int, int, str]:
    """Households, persons, yuan: what is paid each month is not added to what was paid once."""
    households = [household for household, _, _ in members]
    alike = len({each[1].archive_class.code for each in members}) < 2 or len(_kept(members)) == len(members)
    amount = money(sum(each.amount for each in households)) if alike else "不合计"
    return len(households), sum(each.members for each in households), amount


def _summary(data: StationData, classes: Mapping[str, Sequence[Filed]]) -> Part:
    everyone = [each for members in classes.values() for each in members]
    lines = [*((str(order), *each) for order, each in enumerate(classes.items(), 1)), ("", "合　计", everyone)]
    rows = [(order, name, *_figures(members), *_figures(_kept(members))) for order, name, members in lines]
    note = _compiled(data, "金额按月救助的为月保障金额，一次性救助的为总额，两者不相加")
    return listing("register-sums", rows, f"共 {len(classes)} 类", note)


def _figures(members: Sequence[Filed]) -> Row:
    households, persons, amount = _counted(members)
    return str(households), str(persons), amount


def _registered_row(order: int, second: str, where: Filed) -> Row:
    household, volume, entry = where
    return (
        str(order),
        second,
        household.number,
        household.head,
        str(household.members),
        money(household.amount),
        compact(household.decided_on),
        household.status,
        volume.item_number(entry),
        span(entry.first_page, entry.last_page),
    )


def plan_appraisal(data: StationData, found: Sequence[Due]) -> Document:
    """What has been kept as long as its class asks, and what the appraisal said of it."""
    archive = data.station.archive
    rows = [in_cells(_due(order, each, _opinion(data, each)), {2: 22.5}) for order, each in enumerate(found, 1)]
    appraised = day(archive.appraised_on or archive.arranged_on)
    head = f"鉴定日期　{appraised}　　共 {len(found)} 件"
    footer = foot(data, archive.fonds_name, "到期只表示可以鉴定，未经鉴定和批准不得销毁")
    return paper(
        data,
        "appraisal",
        f"{archive.fonds_name} 到期档案鉴定清单",
        [part("archive/appraisal.html", [Record({"head": head, "foot": footer, "sign": _SIGNED}, rows)])],
        expects=tuple(each.volume.item_number(each.entry) for each in found),
        size=LANDSCAPE,
        staff_only=True,
    )


_SIGNED = "　".join(("鉴定小组", "　" * 14, "负责人", "　" * 14, "批准日期", "　" * 5, "年", "　", "月", "　", "日"))


def _opinion(data: StationData, found: Due) -> str:
    """As the appraisal ended; before it, to be written by hand."""
    verdict = data.station.archive.verdict
    return "" if verdict is None else "续存" if found.entry.item.key in verdict.kept else OPINION


def _due(order: int, found: Due, opinion: str) -> Row:
    entry, years = found.entry, found.volume.archive_class.keep_years
    return (
        str(order),
        found.volume.item_number(entry),
        entry.item.title,
        compact(found.ended_on),
        f"{years}年",
        compact(found.due_on),
        span(entry.first_page, entry.last_page),
        opinion,
    )
