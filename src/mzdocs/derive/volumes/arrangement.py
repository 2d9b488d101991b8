"""The ledger and the files not in it -> volumes: what is bound stays as it is, the rest comes after it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from mzdocs.derive.volumes.items import Item, items_of
from mzdocs.derive.volumes.volume import Entry, Volume, leaves, spine_for, thickness, volume_number
from mzdocs.model.client_files import Binding, columns
from mzdocs.model.district import ArchiveClass, ArchiveDesign
from mzdocs.model.station_data import StationData


def volumes(data: StationData) -> list[Volume]:
    """All volumes of a station, class by class in the district's order; bound ones first, as the ledger has them.

    A ledger that contradicts the tables and an item too thick for any spine are problems of the
    data, stopped before this is asked.
    """
    ledger = _by_volume(data.clients.bindings)
    return [volume for each in data.district.archive.classes for volume in _of_class(data, each, ledger)]


Ledger = Mapping[tuple[str, int], Sequence[Binding]]


def _by_volume(bindings: Iterable[Binding]) -> Ledger:
    ordered = sorted(bindings, key=lambda line: (line.class_code, line.serial, line.order))
    return {place: list(lines) for place, lines in groupby(ordered, lambda line: (line.class_code, line.serial))}


def _of_class(data: StationData, archive_class: ArchiveClass, ledger: Ledger) -> Iterator[Volume]:
    items = {item.key: item for item in items_of(data, archive_class)}
    last = 0
    for (code, serial), lines in ledger.items():
        if code == archive_class.code:
            entries = tuple(Entry(line.order, items.pop(line.key), line.first_page) for line in lines)
            yield _volume(data, archive_class, serial, entries, bound=True)
            last = serial
    for serial, members in enumerate(_split(items.values(), data.district.archive), last + 1):
        yield _volume(data, archive_class, serial, tuple(_entries(members)), bound=False)


def _split(items: Iterable[Item], design: ArchiveDesign) -> Iterator[list[Item]]:
    """Fill a volume until the next item would no longer go under its widest spine, or may not stand with it.

    Households of one community stand together over the years; of what is filed by item, years
    are kept apart (DA/T 22-2015, 6.4); communities where the district wants each by itself (一村一盒).
    """
    current: list[Item] = []
    held = 0
    for item in items:
        thick = design.leaf_thickness * (held + leaves(item)) + design.allowance
        if current and (spine_for(thick, design) is None or _apart(current[-1], item, design)):
            yield current
            current, held = [], 0
        current.append(item)
        held += leaves(item)
    if current:
        yield current


def _apart(before: Item, item: Item, design: ArchiveDesign) -> bool:
    if item.archive_class.by_item:
        return before.dated.year != item.dated.year
    return design.by_community and before.community != item.community


def _volume(
    data: StationData, archive_class: ArchiveClass, serial: int, entries: tuple[Entry, ...], bound: bool
) -> Volume:
    design = data.district.archive
    thick = thickness((entry.item for entry in entries), design)
    spine = spine_for(thick, design)
    assert spine is not None
    return Volume(archive_class, serial, volume_number(data, archive_class, serial), entries, thick, spine, bound)


def _entries(members: Sequence[Item]) -> Iterator[Entry]:
    page = 1
    for order, item in enumerate(members, 1):
        yield Entry(order, item, page)
        page += item.pages


def new_bindings(data: StationData) -> tuple[Binding, ...]:
    """What would be bound now, on the day of arranging: the lines to add to the ledger."""
    return tuple(
        Binding.model_construct(
            class_code=volume.archive_class.code,
            serial=volume.serial,
            order=entry.order,
            key=entry.item.key,
            first_page=entry.first_page,
            last_page=entry.last_page,
            bound_on=data.station.archive.arranged_on,
        )
        for volume in volumes(data)
        if not volume.bound
        for entry in volume.entries
    )


def ledger_text(bindings: Iterable[Binding]) -> str:
    """The whole ledger as a table, its head included, with the line ends a spreadsheet program writes."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns(Binding))
    for line in bindings:
        facts = line.model_dump(by_alias=True)
        facts["装订日期"] = line.bound_on.isoformat()
        writer.writerow(facts.values())
    return text.getvalue()
