"""Delivered signage -> order sheets: the same lines for the workbook and for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mzdocs.bundle.signage_set import Customer, HandoverFile, Signage
from mzdocs.core.text import chinese_date
from mzdocs.core.units import Size, mm
from mzdocs.derive.approval_states import approval_words
from mzdocs.kinds import SHOP
from mzdocs.plan.document import Document, Order, Sheet
from mzdocs.render.spreadsheet import Cell, Grid

A4_ACROSS = Sheet(Size(mm(297), mm(210)))
_HEAD = (
    "序号", "项目", "成品尺寸", "材料", "厚度", "工艺", "油墨（版）",
    "数量", "悬挂位置、佩戴人", "安装", "文件（SHA-256 前 8 位）", "签样",
)  # fmt: skip
_WIDTHS = (5, 17, 13, 12, 9, 19, 9, 6, 22, 18, 44, 24)
_FILES_HEAD, _FILES_WIDTHS = ("序号", "用途", "文件", "内容", "页数", "字节", "SHA-256"), (5, 10, 42, 44, 6, 10, 67)
_SUMS_HEAD = ("序号", "项目", "成品尺寸", "材料", "厚度", "工艺", "油墨（版）", "安装", "工作站", "数量")
_SUMS_WIDTHS = (5, 22, 13, 16, 9, 28, 12, 26, 8, 8)


@dataclass(frozen=True)
class _Ordered:
    """What a line of an order sheet is about."""

    order: Order

    @property
    def thickness(self) -> str:
        """Of the board, in millimetres with their unit: `3 mm`."""
        return f"{self.order.thickness.mm:g} mm"

    @property
    def weight(self) -> str:
        """Of the plate without its frame, where the data say how dense it is: `约 2.3 kg`."""
        return f"约 {self.order.weight:g} kg" if self.order.weight else ""

    @property
    def _made_of(self) -> tuple[Cell, ...]:
        """Material to inks: four cells that stand side by side in every order sheet."""
        thick = "\n".join(filter(None, (self.thickness, self.weight)))
        return self.order.material, thick, self.order.process, "\n".join(self.order.inks)


@dataclass(frozen=True)
class OrderLine(_Ordered):
    """One thing to make, as the order sheet says it."""

    number: int
    parts: tuple[HandoverFile, ...]
    signed: str
    """Whether it was looked at and agreed to, by whom and when."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The line in the workbook, under `_HEAD`."""
        order = self.order
        size = "\n".join(filter(None, (str(order.size), *order.shape.split(" / "))))
        files = "\n".join(f"{part.use} {part.file} {part.short}" for part in self.parts)
        return (
            self.number, order.item, size, *self._made_of,
            order.quantity, "\n".join(order.places), order.mounting, files, self.signed,
        )  # fmt: skip


@dataclass(frozen=True)
class Group:
    """A station's lines, its total, and the files that come with them though nobody ordered them."""

    station: str
    customer: Customer
    lines: tuple[OrderLine, ...]
    extras: tuple[HandoverFile, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many pieces to make in all."""
        return sum(line.order.quantity for line in self.lines)


@dataclass(frozen=True)
class Sum(_Ordered):
    """What a district makes alike, with the order of the first of them: one line of its summary."""

    kind: str
    stations: frozenset[str]
    quantity: int

    @property
    def item(self) -> str:
        """What they all are, such as `展板`."""
        return family(self.order.item)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The line in the workbook, under `_SUMS_HEAD` without its number."""
        return (
            self.item, str(self.order.size), *self._made_of,
            self.order.mounting, len(self.stations), self.quantity,
        )  # fmt: skip


def family(item: str) -> str:
    """`展板 工作制度` -> `展板`: signs that differ in their words only are cut from one board."""
    return item.partition(" ")[0]


def group(signage: Signage) -> Group:
    """A station's lines in the order of the order sheet, numbered from 1."""
    lines = (
        OrderLine(order, number, item.parts, approval_words(signage.approvals, signage.sums(item.parts)))
        for number, (item, order) in enumerate(signage.ordered, 1)
    )
    extras = tuple(part for item in signage.items if item.order is None for part in item.parts)
    return Group(signage.station, signage.customer, tuple(lines), extras, signage.notes)


SIGNED = ("委托单位（盖章）", "经办人", "制作单位（盖章）", "接单人", "日期")
"""Who signs an order, in the workbook and on the page."""


def _asked(customer: Customer) -> tuple[tuple[str, str], ...]:
    """What a shop asks first; a day of delivery that is not agreed yet is written by hand."""
    return (
        ("联系人", customer.name),
        ("电话", customer.phone),
        ("交货（安装）地址", customer.address),
        ("交货日期", customer.day),
    )


_Asked = tuple[str, str, Order]
"""Who ordered, which kind, what."""


def sums(stations: Sequence[Signage]) -> list[Sum]:
    """The whole district's signs by how they are made."""
    alike: dict[tuple[object, ...], list[_Asked]] = {}
    for signage in stations:
        for item, order in signage.ordered:
            alike.setdefault(_made_like(order), []).append((signage.station, item.kind, order))
    return sorted(map(_sum, alike.values()), key=lambda each: (SHOP.index(each.kind), each.item))


def _made_like(order: Order) -> tuple[object, ...]:
    """Equal for orders that are made in one run."""
    return family(order.item), order.size, order.material, order.thickness, order.process, order.inks, order.mounting


def _sum(alike: Sequence[_Asked]) -> Sum:
    _, kind, first = alike[0]
    stations = frozenset(station for station, _, _ in alike)
    return Sum(first, kind, stations, sum(order.quantity for _, _, order in alike))


def notes_of(stations: Sequence[Signage]) -> tuple[str, ...]:
    """What is to be told of a supplementary order: of several stations what all are told once, then of whom the rest
    is.
    """
    if len(stations) == 1:
        return stations[0].notes
    first = dict.fromkeys(note for signage in stations for note in signage.notes[:1])
    return (*first, *(f"{signage.station}：{note}" for signage in stations for note in signage.notes[1:]))


def order_grids(signage: Signage) -> list[Grid]:
    """The workbook of one station."""
    lines = group(signage)
    total: tuple[Cell, ...] = ("", "合计", *[""] * 5, lines.total, *[""] * 4)
    cells = tuple(line.cells for line in lines.lines)
    said, heading = _said(signage.station, signage.issued, signage.notes), _heading("制作单", [signage])
    return [
        Grid(
            "制作单",
            heading,
            said,
            _HEAD,
            cells,
            _WIDTHS,
            total,
            _asked(signage.customer),
            SIGNED,
        ),
        _files("文件校验", said, {part.path: part for part in signage.parts}),
    ]


def district_grids(stations: Sequence[Signage], folders: Mapping[str, str]) -> list[Grid]:
    """The workbook of a district: what to make in all, station by station, file by file."""
    said = _said(f"{len(stations)} 个工作站", issued(stations), notes_of(stations))
    heading = _heading("总制作单", stations)
    made = tuple((number, *each.cells) for number, each in enumerate(sums(stations), 1))
    rows = tuple((signage.station, *line.cells) for signage in stations for line in group(signage).lines)
    count = sum(group(signage).total for signage in stations)
    total: tuple[Cell, ...] = ("合计", *[""] * 7, count, *[""] * 4)
    files = {f"{folders[signage.slug]}/{part.path}": part for signage in stations for part in signage.parts}
    return [
        Grid(
            "汇总",
            heading,
            said,
            _SUMS_HEAD,
            made,
            _SUMS_WIDTHS,
            ("", "合计", *[""] * 7, count),
            _asked(stations[0].customer)[:2],
            SIGNED,
        ),
        Grid("明细", "各站明细", said, ("工作站", *_HEAD), rows, (22, *_WIDTHS), total),
        _files("文件校验", said, files, 76),
    ]


def _heading(title: str, stations: Sequence[Signage]) -> str:
    """The sheet's title with who has it all made, where that is one."""
    makers = {order.maker for signage in stations for _, order in signage.ordered}
    title = f"补做{title}" if any(signage.notes for signage in stations) else title
    return f"{title}（{makers.pop()}）" if len(makers) == 1 else title


def _files(name: str, said: str, files: Mapping[str, HandoverFile], width: int = 0) -> Grid:
    rows = tuple(
        (number, part.use, path, part.title, part.pages or "", len(part.data), part.sha256)
        for number, (path, part) in enumerate(files.items(), 1)
    )
    widths = (*_FILES_WIDTHS[:2], width or _FILES_WIDTHS[2], *_FILES_WIDTHS[3:])
    return Grid(name, "文件校验", said, _FILES_HEAD, rows, widths)


def issued(stations: Sequence[Signage]) -> str:
    """The latest day of issue of any of them, as an ISO date."""
    return max(signage.issued for signage in stations)


def _said(whose: str, day: str, notes: Sequence[str] = ()) -> str:
    return "\n".join([f"{whose}　　制发日期：{chinese_date(date.fromisoformat(day))}", *notes])


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
            "heading": _heading(title, stations),
            "groups": groups,
            "sums": sums(stations) if whole else [],
            "total": sum(each.total for each in groups),
            "day": chinese_date(date.fromisoformat(day)),
            "whole": whole,
            "signed": SIGNED,
        },
        expects=tuple(line.order.item for each in groups for line in each.lines),
    )
