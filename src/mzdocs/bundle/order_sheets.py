"""Delivered signage -> order sheets: the same lines for the workbook and for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mzdocs.bundle.signage_set import HandoverFile, Signage
from mzdocs.core.text import chinese_date
from mzdocs.core.units import Length, Size, mm
from mzdocs.kinds import SHOP
from mzdocs.plan.document import Document, Order, Sheet
from mzdocs.render.spreadsheet import Cell, Grid

A4_ACROSS = Sheet(Size(mm(297), mm(210)))
_HEAD = (
    "序号", "项目", "成品尺寸", "材料", "厚度", "工艺", "油墨（版）",
    "数量", "悬挂位置", "安装", "文件（SHA-256 前 8 位）",
)  # fmt: skip
_WIDTHS = (5, 17, 13, 12, 9, 19, 9, 6, 22, 18, 44)
_FILES_HEAD, _FILES_WIDTHS = ("序号", "用途", "文件", "内容", "页数", "字节", "SHA-256"), (5, 10, 42, 44, 6, 10, 67)
_SUMS_HEAD = ("序号", "项目", "成品尺寸", "材料", "厚度", "工艺", "油墨（版）", "安装", "工作站", "数量")
_SUMS_WIDTHS = (5, 22, 13, 16, 9, 28, 12, 26, 8, 8)


@dataclass(frozen=True)
class OrderLine:
    """One thing to make, as the order sheet says it."""

    number: int
    order: Order
    parts: tuple[HandoverFile, ...]

    @property
    def thickness(self) -> str:
        return spelt(self.order.thickness)

    @property
    def cells(self) -> tuple[Cell, ...]:
        order = self.order
        files = "\n".join(f"{part.use} {part.file} {part.short}" for part in self.parts)
        return (
            self.number, order.item, _size(order), order.material, self.thickness, order.process,
            "\n".join(order.inks), order.quantity, "\n".join(order.places), order.mounting, files,
        )  # fmt: skip


@dataclass(frozen=True)
class Group:
    """A station's lines, its total, and the files that come with them though nobody ordered them."""

    station: str
    lines: tuple[OrderLine, ...]
    extras: tuple[HandoverFile, ...] = ()

    @property
    def total(self) -> int:
        return sum(line.order.quantity for line in self.lines)


@dataclass
class Sum:
    """What a district makes alike: one line of its summary."""

    kind: str
    order: Order
    stations: set[str] = field(default_factory=set)
    quantity: int = 0

    @property
    def item(self) -> str:
        return family(self.order.item)

    @property
    def thickness(self) -> str:
        return spelt(self.order.thickness)

    @property
    def cells(self) -> tuple[Cell, ...]:
        order = self.order
        return (
            self.item, str(order.size), order.material, self.thickness, order.process, "\n".join(order.inks),
            order.mounting, len(self.stations), self.quantity,
        )  # fmt: skip


def _size(order: Order) -> str:
    return "\n".join(filter(None, (str(order.size), order.shape)))


def spelt(length: Length) -> str:
    return f"{length.mm:g} mm"


def family(item: str) -> str:
    """`展板 工作制度` -> `展板`: signs that differ in their words only are cut from one board."""
    return item.partition(" ")[0]


def group(signage: Signage) -> Group:
    lines = (OrderLine(number, order, item.parts) for number, (item, order) in enumerate(signage.ordered, 1))
    extras = tuple(part for item in signage.items if item.order is None for part in item.parts)
    return Group(signage.station, tuple(lines), extras)


def sums(stations: Sequence[Signage]) -> list[Sum]:
    """The whole district's signs by how they are made."""
    found: dict[tuple[object, ...], Sum] = {}
    for signage in stations:
        for item, order in signage.ordered:
            key = (family(order.item), order.size, order.material, order.thickness, order.process, order.inks,
                   order.mounting)  # fmt: skip
            each = found.setdefault(key, Sum(item.kind, order))
            each.stations.add(signage.station)
            each.quantity += order.quantity
    return sorted(found.values(), key=lambda each: (SHOP.index(each.kind), each.item))


def order_grids(signage: Signage) -> list[Grid]:
    """The workbook of one station."""
    lines = group(signage)
    total: tuple[Cell, ...] = ("", "合计", *[""] * 5, lines.total, "", "", "")
    cells = tuple(line.cells for line in lines.lines)
    said = _said(signage.station, signage.issued)
    return [
        Grid("制作单", "制作单", said, _HEAD, cells, _WIDTHS, total),
        _files("文件校验", said, {part.path: part for part in signage.parts}),
    ]


def district_grids(stations: Sequence[Signage], folders: Mapping[str, str]) -> list[Grid]:
    """The workbook of a district: what to make in all, station by station, file by file."""
    said = _said(f"{len(stations)} 个工作站", issued(stations))
    made = tuple((number, *each.cells) for number, each in enumerate(sums(stations), 1))
    rows = tuple((signage.station, *line.cells) for signage in stations for line in group(signage).lines)
    count = sum(group(signage).total for signage in stations)
    total: tuple[Cell, ...] = ("合计", *[""] * 7, count, "", "", "")
    files = {f"{folders[signage.slug]}/{part.path}": part for signage in stations for part in signage.parts}
    return [
        Grid("汇总", "总制作单", said, _SUMS_HEAD, made, _SUMS_WIDTHS, ("", "合计", *[""] * 7, count)),
        Grid("明细", "各站明细", said, ("工作站", *_HEAD), rows, (22, *_WIDTHS), total),
        _files("文件校验", said, files, 76),
    ]


def _files(name: str, said: str, files: Mapping[str, HandoverFile], width: int = 0) -> Grid:
    rows = tuple(
        (number, part.use, path, part.title, part.pages or "", len(part.data), part.sha256)
        for number, (path, part) in enumerate(files.items(), 1)
    )
    widths = (*_FILES_WIDTHS[:2], width or _FILES_WIDTHS[2], *_FILES_WIDTHS[3:])
    return Grid(name, "文件校验", said, _FILES_HEAD, rows, widths)


def issued(stations: Sequence[Signage]) -> str:
    return max(signage.issued for signage in stations)


def _said(whose: str, day: str) -> str:
    return f"{whose}　　制发日期：{chinese_date(date.fromisoformat(day))}"


def order_sheet(stations: Sequence[Signage], whole: bool = False) -> Document:
    """The order as a page: one station's, or the whole district's with its summary before."""
    groups = [group(signage) for signage in stations]
    title = "总制作单" if whole else "制作单"
    day = issued(stations)
    return Document(
        kind="bundle",
        name=title,
        title=f"{f'{len(groups)} 个工作站' if whole else groups[0].station} {title}",
        set="bundle",
        sheet=A4_ACROSS,
        issued=day,
        template="bundle/order.html",
        theme=stations[0].theme,
        fields={
            "heading": title,
            "groups": groups,
            "sums": sums(stations) if whole else [],
            "total": sum(each.total for each in groups),
            "day": chinese_date(date.fromisoformat(day)),
            "whole": whole,
        },
        expects=tuple(line.order.item for each in groups for line in each.lines),
    )
