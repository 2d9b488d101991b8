"""What is stamped on the first page of an item: labels with its values to paste on, and the drawings of both stamps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mzdocs.core.units import mm
from mzdocs.derive.volumes import Entry, Volume
from mzdocs.design.fonts import Role
from mzdocs.kinds.archive_paper import SMALLEST, category, fitted, paper, part, short
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Record

COLUMNS, LINES = 4, 12
A_SHEET = COLUMNS * LINES
FILED, NUMBERED = "归档章", "档号章"
"""Of what is arranged by item (practice after DA/T 22), and of a household in its volume (this archive's own)."""
_ROLES: Mapping[str, tuple[Role, ...]] = {
    FILED: ("song", "song", "song", "fang", "fang", "song"),
    NUMBERED: ("song", "song", "song", "song"),
}
"""The face of each cell: words in one, numbers in the other."""
Values = tuple[str, ...]


@dataclass(frozen=True)
class Stamp:
    """One item's stamp: what stands in its cells in reading order, and the archive number it is for."""

    number: str
    values: Values


def plan_stamps(data: StationData, found: Sequence[Volume]) -> Iterator[Document]:
    """The labels of both kinds as far as there are items for them, and what a rubber stamp is ordered by."""
    by_item = [_filed(data, *each) for each in _entries(found, by_item=True)]
    households = [_numbered(data, *each) for each in _entries(found, by_item=False)]
    if by_item:
        yield _sheets(data, "filing-stamps", FILED, by_item)
    if households:
        yield _sheets(data, "number-stamps", NUMBERED, households)
    yield _drawing(data)


def _entries(found: Sequence[Volume], by_item: bool) -> Iterator[tuple[Volume, Entry]]:
    for volume in found:
        if volume.archive_class.by_item is by_item:
            yield from ((volume, entry) for entry in volume.entries)


def _filed(data: StationData, volume: Volume, entry: Entry) -> Stamp:
    """Six cells have none for the volume: its serial stands before the item's, so that no two stamps are equal."""
    archive_class, item = volume.archive_class, entry.item
    return Stamp(
        volume.item_number(entry),
        (
            data.station.archive.fonds_code,
            str(item.dated.year),
            f"{volume.serial:03}-{entry.order:04}",
            archive_class.name,
            short(volume.retention),
            str(item.pages),
        ),
    )


def _numbered(data: StationData, volume: Volume, entry: Entry) -> Stamp:
    return Stamp(
        volume.item_number(entry),
        (
            data.station.archive.fonds_code,
            category(data, volume.archive_class),
            f"{volume.serial:03}",
            f"{entry.order:04}",
        ),
    )


def _sheets(data: StationData, name: str, title: str, stamps: Sequence[Stamp]) -> Document:
    sheets = [stamps[start : start + A_SHEET] for start in range(0, len(stamps), A_SHEET)]
    sizes = [_size(title, place, stamps) for place in range(len(stamps[0].values))]
    design = {"title": title, "sizes": sizes, "roles": _ROLES[title]}
    records = [Record(_placed(sheet, number, len(sheets)), design=design) for number, sheet in enumerate(sheets, 1)]
    return paper(
        data,
        name,
        f"{data.station.archive.fonds_name} {title}贴条",
        [part("archive/stamps.html", records)],
        expects=tuple(dict.fromkeys(stamp.values[2] for stamp in stamps)),
        pages=len(sheets),
        least_type=SMALLEST,
    )


def _placed(sheet: Sequence[Stamp], number: int, of: int) -> Mapping[str, str]:
    """The cells of a sheet by their place, and which items it is for; stamps left over are filled in by hand."""
    empty = ("",) * len(sheet[0].values)
    cells = [*(stamp.values for stamp in sheet), *[empty] * (A_SHEET - len(sheet))]
    values = {f"cell{n}-{place}": text for n, each in enumerate(cells) for place, text in enumerate(each)}
    span = "　至　".join(dict.fromkeys((sheet[0].number, sheet[-1].number)))
    return {**values, "span": f"{span}，{len(sheet)} 枚", "folio": f"第 {number} 张　共 {of} 张"}


def _size(title: str, place: int, stamps: Sequence[Stamp]) -> float:
    """The largest type in mm that takes what all stamps have in one cell."""
    width = mm(13.2) if title == FILED else mm(10.3)
    longest = {stamp.values[place] for stamp in stamps}
    return fitted(longest, _ROLES[title][place], False, width, mm(3.5), least=0.2).mm


def _drawing(data: StationData) -> Document:
    """Nothing of a station is on it: it goes to whoever cuts rubber stamps."""
    return paper(
        data,
        "stamp-drawing",
        f"{FILED}、{NUMBERED}制作图",
        [part("archive/stamp-drawing.html", [Record({})])],
        pages=1,
        least_type=SMALLEST,
    )
