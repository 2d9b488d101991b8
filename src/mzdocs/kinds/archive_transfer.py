"""Volumes handed over (移交): the deed both sides sign and seal, and the list; what is not decided is left blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from mzdocs.derive.volumes import Volume, due, handed_over
from mzdocs.kinds.archive_lists import listed_volume
from mzdocs.kinds.archive_paper import LANDSCAPE, Row, Ruled, day, deed_sizes, foot, in_cells, paper, part, short, years
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record

_EMS = {2: 26.6}
LISTED = Ruled(9, 11, 10.0, {}, 1.0)
SUMMED = Ruled(8, 8, 8.0, {}, 1.0)
_HAND = "　　　　年　　　月　　　日"


def plan_transfer(data: StationData, found: Sequence[Volume]) -> Iterator[Document]:
    """Nothing as long as nothing is bound: only bound volumes can be handed over."""
    volumes = handed_over(data, found)
    if not volumes:
        return
    archive = data.station.archive
    ended = Counter(each.volume.number for each in due(data))
    rows = [_volume(data, order, volume, ended[volume.number]) for order, volume in enumerate(volumes, 1)]
    yield paper(
        data,
        "transfer-list",
        f"{archive.fonds_name} 档案移交清单",
        [_deed(data, volumes), _list([*rows, _sums(volumes)], _head(data), _foot(data))],
        expects=tuple(volume.number for volume in volumes),
        size=LANDSCAPE,
    )


def blank_transfer() -> list[Part]:
    """Deed and list with nothing in them."""
    facts = {"fonds_code": "", "giver": "", "receiver": "", "handed_on": _HAND, "said": _counted(*["　　　"] * 3)}
    return [
        part("archive/transfer.html", [Record(facts, SUMMED.filled([]), deed_sizes("", ""))]),
        _list(LISTED.filled([]), "移交单位", "", blank=True),
    ]


def _list(rows: Sequence[Row], head: str, foot: str, blank: bool = False) -> Part:
    parted = [in_cells(row, _EMS) for row in rows]
    return part("archive/transfer-list.html", [Record({"head": head, "foot": foot}, parted, {"blank": blank})])


def _deed(data: StationData, volumes: Sequence[Volume]) -> Part:
    archive, transfer = data.station.archive, data.station.archive.transfer
    items, pages = _items(volumes), _pages(volumes)
    facts = {
        "fonds_code": archive.fonds_code,
        "giver": archive.fonds_name,
        "receiver": transfer.receiver if transfer else "",
        "handed_on": day(transfer.handed_on) if transfer and transfer.handed_on else _HAND,
        "said": _counted(len(volumes), items, pages),
    }
    classes = groupby(volumes, lambda volume: volume.archive_class.code)
    rows = [_class(order, list(members)) for order, (_, members) in enumerate(classes, 1)]
    total = ("", "合　计", "", "", str(len(volumes)), str(items), str(pages), "")
    sizes = deed_sizes(facts["giver"], facts["receiver"])
    return part("archive/transfer.html", [Record(facts, [*rows, total], sizes)])


def _counted(volumes: object, items: object, pages: object) -> str:
    return (
        f"上列档案共 {volumes} 卷、{items} 件、{pages} 页，明细见所附移交清单。双方当面清点，数量相符。"
        "本书一式两份，双方各执一份。"
    )


def _class(order: int, members: Sequence[Volume]) -> Row:
    archive_class = members[0].archive_class
    span = min(each.years[0] for each in members), max(each.years[1] for each in members)
    return (
        str(order),
        archive_class.name,
        years(span),
        short(archive_class.retention),
        str(len(members)),
        str(_items(members)),
        str(_pages(members)),
        "",
    )


def _items(volumes: Sequence[Volume]) -> int:
    return sum(len(volume.entries) for volume in volumes)


def _pages(volumes: Sequence[Volume]) -> int:
    return sum(volume.pages for volume in volumes)


def _head(data: StationData) -> str:
    archive = data.station.archive
    receiver = f"　　接收单位　{archive.transfer.receiver}" if archive.transfer else ""
    return f"移交单位　{archive.fonds_name}{receiver}"


def _foot(data: StationData) -> str:
    archive = data.station.archive
    return foot(data, f"全宗号　{archive.fonds_code}", f"编制日期　{day(archive.arranged_on)}")


def _volume(data: StationData, order: int, volume: Volume, ended: int) -> Row:
    """Who takes it over is told how much of it is due for appraisal."""
    return *listed_volume(data, order, volume), f"到期 {ended} 件" if ended else ""


def _sums(volumes: Sequence[Volume]) -> Row:
    documents = sum(volume.documents for volume in volumes)
    counts = (str(_items(volumes)), str(documents), str(_pages(volumes)))
    return ("", "", f"合　计　{len(volumes)} 卷", "", *counts, "", "")
