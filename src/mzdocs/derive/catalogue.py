"""A station's data -> the catalogue of its archive: every item of every volume, column by column (微机管理)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from mzdocs.derive.volumes import Entry, Item, Volume, volume_title, volumes
from mzdocs.derive.volumes.appraisal import after_years, ended_on
from mzdocs.model.client_files import Household
from mzdocs.model.station_data import StationData
from mzdocs.plan.catalogue_columns import CARRIERS, ITEM_COLUMNS, LANGUAGES, OPENNESS, SECRECY, VOLUME_COLUMNS
from mzdocs.plan.catalogue_values import About, Catalogue, CodeList, Column, Listing, Row, Value

_PAPER = "纸质"
"""What is bound is paper."""
Values = Mapping[str, Value]


def catalogue(data: StationData) -> Catalogue:
    """All that is bound and all that would be bound now."""
    found = volumes(data)
    items = _rows(ITEM_COLUMNS, _items(data, found))
    of_volumes = _rows(VOLUME_COLUMNS, ({**_kept(data, volume), **_volume(data, volume)} for volume in found))
    return Catalogue(
        _about(data),
        Listing("档案目录", ITEM_COLUMNS, items),
        Listing("案卷目录", VOLUME_COLUMNS, of_volumes),
    )


def _about(data: StationData) -> About:
    archive = data.station.archive
    return About(
        data.station.name,
        archive.fonds_code,
        archive.fonds_name,
        data.district.archive.kind_code,
        archive.arranged_on,
        archive.appraised_on or archive.arranged_on,
    )


def _rows(columns: tuple[Column, ...], found: Iterable[Values]) -> tuple[Row, ...]:
    names = [column.name for column in columns]
    return tuple(tuple(values[name] for name in names) for values in found)


def _kept(data: StationData, volume: Volume) -> Values:
    """What a volume and all its items have in common: whose they are, how long they are kept, who may see them."""
    archive_class, archive = volume.archive_class, data.station.archive
    return {
        "类别代码": archive_class.code,
        "类别": archive_class.name,
        "案卷号": volume.serial,
        "保管期限": volume.retention,
        "期限代码": archive_class.retention_code,
        **_coded(SECRECY, archive_class.secrecy),
        **_coded(OPENNESS, archive_class.openness),
        "全宗号": archive.fonds_code,
        "立档单位": archive.fonds_name,
        **_coded(LANGUAGES, data.district.archive.language),
        **_coded(CARRIERS, _PAPER),
        "装订": "已装订" if volume.bound else "未装订",
    }


def _coded(codes: CodeList, word: str | None) -> Values:
    """A word and its code, in two columns."""
    return {codes.name: word, f"{codes.name}代码": codes.words[word] if word else None}


def _volume(data: StationData, volume: Volume) -> Values:
    first, last = volume.dates
    return {
        "档号": volume.number,
        "题名": volume_title(data, volume),
        "起始日期": first,
        "终止日期": last,
        "件数": len(volume.entries),
        "页数": volume.pages,
        "材料份数": volume.documents,
        "脊厚毫米": round(volume.spine.mm),
    }


def _items(data: StationData, found: Iterable[Volume]) -> Iterator[Values]:
    """Every item of every volume, in binding order."""
    order = 0
    for volume in found:
        kept = _kept(data, volume)
        for entry in volume.entries:
            order += 1
            placed: Values = {"序号": order, "档号": volume.item_number(entry), "案卷档号": volume.number}
            yield {**kept, **placed, **_item(entry), **_household(entry.item.household)}


def _item(entry: Entry) -> Values:
    item = entry.item
    first, last = item.dates
    return {
        "年度": item.dated.year,
        "件号": entry.order,
        "文号": item.number,
        "责任者": item.responsible,
        "题名": item.title,
        "日期": item.dated,
        "起始日期": first,
        "终止日期": last,
        "页数": item.pages,
        "首页": entry.first_page,
        "末页": entry.last_page,
        "材料份数": item.documents,
        "社区": item.community or None,
        "户号或编号": item.key,
        "可鉴定日期": _due_on(item),
    }


def _household(household: Household | None) -> Values:
    """The facts of a household; what is filed item by item has none."""
    if household is None:
        return dict.fromkeys(("户主", "身份证号", "人数", "金额", "状态", "退出日期"))
    return {
        "户主": household.head,
        "身份证号": household.identity_number,
        "人数": household.members,
        "金额": household.amount,
        "状态": household.status,
        "退出日期": household.left_on,
    }


def _due_on(item: Item) -> date | None:
    """From when it may be appraised, if its end has come; what is kept for ever never."""
    years, ended = item.archive_class.keep_years, ended_on(item)
    return after_years(ended, years) if ended and years is not None else None
