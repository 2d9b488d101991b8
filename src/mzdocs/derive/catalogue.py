"""A station's data -> the catalogue of its archive: every item of every volume, column by column (微机管理)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mzdocs.derive.volumes import Entry, Item, Volume, volumes
from mzdocs.derive.volumes.appraisal import after_years, ended_on
from mzdocs.model.client_files import Household
from mzdocs.model.station_data import StationData

Value = str | int | date | None
Kind = Literal["text", "count", "day"]


@dataclass(frozen=True)
class Column:
    """What stands in a column, and how wide it is shown, in Latin letters."""

    name: str
    kind: Kind
    width: int


Row = tuple[Value, ...]


@dataclass(frozen=True)
class Listing:
    """A table by name: each row has a value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class About:
    """Whose archive it is, and the days it was arranged and its retention appraised."""

    station: str
    fonds_code: str
    fonds_name: str
    kind_code: str
    arranged_on: date
    appraised_on: date

    @property
    def facts(self) -> tuple[tuple[str, str | date], ...]:
        """The same as name and value, in the order they are printed."""
        return (
            ("工作站", self.station), ("全宗号", self.fonds_code), ("全宗名称", self.fonds_name),
            ("门类代码", self.kind_code), ("立卷日期", self.arranged_on), ("鉴定日期", self.appraised_on),
        )  # fmt: skip


@dataclass(frozen=True)
class Catalogue:
    """The items in binding order, and the volumes they lie in."""

    about: About
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    volume_columns: tuple[Column, ...]
    volume_rows: tuple[Row, ...]

    @property
    def items(self) -> Listing:
        """The catalogue of items as a table: a row for each item."""
        return Listing("档案目录", self.columns, self.rows)

    @property
    def volumes(self) -> Listing:
        """The catalogue of volumes as a table: a row for each volume."""
        return Listing("案卷目录", self.volume_columns, self.volume_rows)


@dataclass(frozen=True)
class _Line:
    """One item where it stands."""

    order: int
    volume: Volume
    entry: Entry

    @property
    def item(self) -> Item:
        return self.entry.item


def catalogue(data: StationData) -> Catalogue:
    """All that is bound and all that would be bound now."""
    found = volumes(data)
    return Catalogue(
        _about(data),
        tuple(column for column, _ in _ITEM),
        tuple(tuple(value(line) for _, value in _ITEM) for line in _lines(found)),
        tuple(column for column, _ in _VOLUME),
        tuple(tuple(value(volume) for _, value in _VOLUME) for volume in found),
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


def _lines(found: list[Volume]) -> Iterator[_Line]:
    entries = ((volume, entry) for volume in found for entry in volume.entries)
    return (_Line(order, volume, entry) for order, (volume, entry) in enumerate(entries, 1))


def _household(read: Callable[[Household], Value]) -> Callable[[_Line], Value]:
    """A fact of the household; what is filed item by item has none."""
    return lambda line: read(line.item.household) if line.item.household else None


def _due_on(item: Item) -> date | None:
    """From when it may be appraised, if its end has come; what is kept for ever never."""
    years, ended = item.archive_class.keep_years, ended_on(item)
    return after_years(ended, years) if ended and years is not None else None


def _bound(volume: Volume) -> str:
    return "已装订" if volume.bound else "未装订"


_ITEM: tuple[tuple[Column, Callable[[_Line], Value]], ...] = (
    (Column("序号", "count", 7), lambda line: line.order),
    (Column("档号", "text", 28), lambda line: line.volume.item_number(line.entry)),
    (Column("案卷档号", "text", 23), lambda line: line.volume.number),
    (Column("类别代码", "text", 9), lambda line: line.item.archive_class.code),
    (Column("类别", "text", 16), lambda line: line.item.archive_class.name),
    (Column("年度", "count", 7), lambda line: line.item.dated.year),
    (Column("案卷号", "count", 8), lambda line: line.volume.serial),
    (Column("件号", "count", 7), lambda line: line.entry.order),
    (Column("文号", "text", 26), lambda line: line.item.number),
    (Column("责任者", "text", 26), lambda line: line.item.responsible),
    (Column("题名", "text", 44), lambda line: line.item.title),
    (Column("日期", "day", 10), lambda line: line.item.dated),
    (Column("起始日期", "day", 10), lambda line: line.item.dates[0]),
    (Column("终止日期", "day", 10), lambda line: line.item.dates[1]),
    (Column("页数", "count", 7), lambda line: line.item.pages),
    (Column("首页", "count", 7), lambda line: line.entry.first_page),
    (Column("末页", "count", 7), lambda line: line.entry.last_page),
    (Column("材料份数", "count", 9), lambda line: line.item.documents),
    (Column("社区", "text", 18), lambda line: line.item.community or None),
    (Column("户号或编号", "text", 16), lambda line: line.item.key),
    (Column("户主", "text", 12), _household(lambda household: household.head)),
    (Column("身份证号", "text", 21), _household(lambda household: household.identity_number)),
    (Column("人数", "count", 7), _household(lambda household: household.members)),
    (Column("金额", "count", 9), _household(lambda household: household.amount)),
    (Column("状态", "text", 8), _household(lambda household: household.status)),
    (Column("退出日期", "day", 10), _household(lambda household: household.left_on)),
    (Column("保管期限", "text", 26), lambda line: line.volume.retention),
    (Column("可鉴定日期", "day", 10), lambda line: _due_on(line.item)),
    (Column("装订", "text", 9), lambda line: _bound(line.volume)),
)
"""First what DA/T 22-2015 lists of an item, in its order, then what a household's file has besides, then retention."""

_VOLUME: tuple[tuple[Column, Callable[[Volume], Value]], ...] = (
    (Column("档号", "text", 23), lambda volume: volume.number),
    (Column("类别代码", "text", 9), lambda volume: volume.archive_class.code),
    (Column("类别", "text", 16), lambda volume: volume.archive_class.name),
    (Column("案卷号", "count", 8), lambda volume: volume.serial),
    (Column("起始日期", "day", 10), lambda volume: volume.dates[0]),
    (Column("终止日期", "day", 10), lambda volume: volume.dates[1]),
    (Column("件数", "count", 7), lambda volume: len(volume.entries)),
    (Column("页数", "count", 7), lambda volume: volume.pages),
    (Column("材料份数", "count", 9), lambda volume: volume.documents),
    (Column("保管期限", "text", 26), lambda volume: volume.retention),
    (Column("脊厚毫米", "count", 9), lambda volume: round(volume.spine.mm)),
    (Column("装订", "text", 9), _bound),
)
