"""Bound client files (案卷): cover, contents and remarks of each volume, the spines, the volume list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mzdocs.document import A4, Document, Sheet
from mzdocs.dossier import Dossier
from mzdocs.text import chinese_date
from mzdocs.units import Size, mm
from mzdocs.volumes import Entry, Volume, volumes

CONTENTS_ROWS = 15
"""Rows of 15 mm on a contents page: practice of an archive office, not the standard's own number."""
LIST_ROWS = 12
LANDSCAPE = Size(A4.height, A4.width)
SPINES_A_SHEET = 8


@dataclass(frozen=True)
class Row:
    """One line of the contents table (卷内文件目录), in the standard's order of columns."""

    order: str
    number: tuple[str, ...]
    responsible: str
    title: str
    community: str
    date: str
    page: str
    copies: str
    tail: str


T = TypeVar("T")


def plan(dossier: Dossier) -> Iterator[Document]:
    """One file a volume in binding order, then the spine labels and the list of all volumes."""
    found = volumes(dossier)
    for volume in found:
        yield _volume(dossier, volume)
    if found:
        yield _spines(dossier, found)
        yield _list(dossier, found)


def title(dossier: Dossier, volume: Volume) -> str:
    """The volume's title: responsible body, content, kind of papers."""
    return f"{dossier.street.office}{volume.archive_class.file_title}（第{volume.serial}卷）"


def _volume(dossier: Dossier, volume: Volume) -> Document:
    rows = [_row(dossier, volume, entry) for entry in volume.entries]
    sheets = _batched(rows, CONTENTS_ROWS)
    heads = [entry.household.head for entry in volume.entries]
    return _document(
        dossier,
        f"volume-{volume.name}",
        f"{volume.number} {title(dossier, volume)}",
        "volume",
        {
            "volume": volume,
            "title_lines": (
                dossier.street.office,
                volume.archive_class.file_title,
                f"（第{volume.serial}卷）",
            ),
            "sheets": sheets,
            "first_month": _month(volume.dates[0]),
            "last_month": _month(volume.dates[1]),
            "documents": sum(entry.household.documents for entry in volume.entries),
            "archive": dossier.station.archive,
            "design": dossier.district.archive,
            "arranged_on": chinese_date(dossier.station.archive.arranged_on),
        },
        expects=(volume.number, *heads),
        pages=2 + len(sheets),
    )


def _row(dossier: Dossier, volume: Volume, entry: Entry) -> Row:
    household = entry.household
    last = entry is volume.entries[-1]
    return Row(
        order=str(entry.order),
        number=_broken(household.decision),
        responsible=dossier.street.office,
        title=f"{household.head}户{volume.archive_class.file_title}",
        community=household.community,
        date=f"{household.decided_on:%Y%m%d}",
        page=f"{entry.first_page}—{entry.last_page}" if last else str(entry.first_page),
        copies=f"{household.documents}份",
        tail=f"尾号{household.identity_number[-4:]}",
    )


def _broken(number: str) -> tuple[str, ...]:
    """A document number in two lines, so that no line is left with a lone 号."""
    body, bracket, rest = number.partition("〔")
    return (body, bracket + rest) if bracket else (number,)


def _batched(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _spines(dossier: Dossier, found: list[Volume]) -> Document:
    titles = {volume.spine: "" for volume in found}
    for volume in found:
        titles[volume.spine] = max(titles[volume.spine], volume.archive_class.file_title, key=len)
    labels = [
        {
            "volume": volume,
            "title": volume.archive_class.file_title,
            "longest": titles[volume.spine],
            "years": _years(volume).replace("—", "— ").split(),
        }
        for volume in found
    ]
    return _document(
        dossier,
        "spines",
        f"{dossier.station.archive.fonds_name} 案卷脊背",
        "spines",
        {"sheets": _batched(labels, SPINES_A_SHEET), "archive": dossier.station.archive},
        expects=tuple(f"{volume.serial:03}" for volume in found),
        pages=-(-len(labels) // SPINES_A_SHEET),
    )


def _communities(volume: Volume) -> str:
    names = volume.communities
    return "、".join(names) if len(names) <= 2 else f"{names[0]}至{names[-1]}（共{len(names)}个）"


def _years(volume: Volume) -> str:
    first, last = (day.year for day in volume.dates)
    return str(first) if first == last else f"{first}—{last}"


def _list(dossier: Dossier, found: list[Volume]) -> Document:
    lines = [
        (
            str(order),
            volume.number,
            title(dossier, volume),
            _communities(volume),
            _years(volume),
            str(len(volume.entries)),
            str(volume.pages),
            volume.archive_class.retention.split("（")[0],
            "内部资料",
        )
        for order, volume in enumerate(found, 1)
    ]
    sheets = _batched(lines, LIST_ROWS)
    return _document(
        dossier,
        "volume-list",
        f"{dossier.station.archive.fonds_name} 案卷目录",
        "volume-list",
        {
            "sheets": sheets,
            "archive": dossier.station.archive,
            "arranged_on": chinese_date(dossier.station.archive.arranged_on),
            "totals": (
                len(found),
                sum(len(volume.entries) for volume in found),
                sum(volume.pages for volume in found),
            ),
        },
        expects=tuple(volume.number for volume in found),
        pages=len(sheets),
        size=LANDSCAPE,
    )


def _document(
    dossier: Dossier,
    name: str,
    heading: str,
    template: str,
    fields: dict[str, object],
    expects: tuple[str, ...],
    pages: int,
    size: Size = A4,
) -> Document:
    return Document(
        kind="archive",
        name=name,
        title=heading,
        set="archive",
        sheet=Sheet(size, safe=mm(4)),
        issued=dossier.station.archive.arranged_on.isoformat(),
        template=f"archive/{template}.html",
        theme=dossier.theme_name,
        fields=fields,
        expects=expects,
        pages=pages,
        standard="archival",
        private=True,
    )
