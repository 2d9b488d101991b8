"""What is seen on the shelf: spine labels at the real thickness, and the labels of the boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mzdocs.core.units import Length, mm, pt
from mzdocs.derive.volumes import Volume
from mzdocs.kinds.archive_paper import category, fitted, paper, part, short, years
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Record

SPINES_A_SHEET = 8
BOXES = (mm(20), mm(30), mm(40), mm(50))
"""Thickness of boxes on offer (DA/T 22-2015, 6.4.1.1)."""
BOARD = mm(2)
"""What a box's own walls take of its thickness."""


@dataclass(frozen=True)
class BoxLabel:
    """A box (档案盒) and the volumes in it: one class and so one retention period only (DA/T 22-2015, 6.4)."""

    serial: int
    thickness: Length
    volumes: tuple[Volume, ...]

    @property
    def archive_class(self) -> ArchiveClass:
        """The class all its volumes are of."""
        return self.volumes[0].archive_class

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of its volumes."""
        return min(each.years[0] for each in self.volumes), max(each.years[1] for each in self.volumes)


def boxes(found: Sequence[Volume]) -> list[BoxLabel]:
    """Volumes into boxes, class by class: later volumes never move an earlier one to another box."""
    return [
        BoxLabel(serial, _box_for(members), tuple(members))
        for _, of_class in groupby(found, lambda volume: volume.archive_class.code)
        for serial, members in enumerate(_filled(of_class), 1)
    ]


def _filled(of_class: Iterator[Volume]) -> Iterator[list[Volume]]:
    room = max(BOXES) - BOARD
    current: list[Volume] = []
    for volume in of_class:
        if current and (room < _thick([*current, volume]) or _another_year(current[-1], volume)):
            yield current
            current = []
        current.append(volume)
    yield current


def _another_year(before: Volume, volume: Volume) -> bool:
    """Of what is arranged by item, years do not share a box (DA/T 22-2015, 6.4)."""
    return volume.archive_class.by_item and before.years != volume.years


def _thick(members: Sequence[Volume]) -> Length:
    return sum((volume.spine for volume in members), mm(0))


def _box_for(members: Sequence[Volume]) -> Length:
    """The thinnest box that takes them; the thickest there is for a spine that no box was made for."""
    return next((box for box in BOXES if _thick(members) <= box - BOARD), max(BOXES))


def plan_spines(data: StationData, found: Sequence[Volume]) -> Document:
    """Labels to cut out, narrow ones together: a guillotine cuts equal widths at once."""
    ordered = sorted(found, key=lambda volume: volume.spine)
    longest = max((each.file_title for each in data.district.archive.classes), key=len)
    kind = data.district.archive.kind_code
    sheets = [ordered[start : start + SPINES_A_SHEET] for start in range(0, len(ordered), SPINES_A_SHEET)]
    return paper(
        data,
        "spines",
        f"{data.station.archive.fonds_name} 案卷脊背",
        [part("archive/spines.html", [_spines(data, sheet) for sheet in sheets], longest=longest, kind=kind)],
        expects=tuple(f"{volume.serial:03}" for volume in found),
        pages=len(sheets),
    )


def _spines(data: StationData, sheet: Sequence[Volume]) -> Record:
    values = {}
    for place, volume in enumerate(sheet):
        values[f"fonds{place}"] = data.station.archive.fonds_code
        values[f"years{place}"] = years(volume.years).replace("—", "—\n")
        values[f"serial{place}"] = f"{volume.serial:03}"
    return Record(values, design={"labels": tuple(_label(volume) for volume in sheet)})


def _label(volume: Volume) -> tuple[float, str, str, str]:
    """What the compiled template of a label depends on: its width, its title, its two codes."""
    found = volume.archive_class
    return volume.spine.mm, found.file_title, found.code, found.retention_code


def plan_boxes(data: StationData, found: Sequence[Volume]) -> Document:
    """A page a box: the label of its spine, and the one of its front."""
    made = boxes(found)
    return paper(
        data,
        "box-labels",
        f"{data.station.archive.fonds_name} 档案盒标签",
        [part("archive/box-labels.html", [_box(data, box) for box in made])],
        expects=tuple(dict.fromkeys(box.archive_class.name for box in made)),
        pages=len(made),
    )


def _box(data: StationData, box: BoxLabel) -> Record:
    archive, found = data.station.archive, box.archive_class
    return Record(
        {**_back(data, box), **_front(data, box)},
        design={
            "fonds_size": fitted([archive.fonds_name], "biaosong", True, mm(99), pt(22), least=0.3),
            "width": box.thickness.mm,
            "title": found.name,
            "code": category(data, found),
            "retention_size": fitted([short(found.retention)], "fang", False, box.thickness - mm(4), mm(5)),
        },
    )


def _back(data: StationData, box: BoxLabel) -> dict[str, str]:
    """What stands on the spine of a box (DA/T 22-2015, 6.4.1.2): the first volume above, the last below."""
    return {
        "fonds_code": data.station.archive.fonds_code,
        "years_upright": years(box.years).replace("—", "—\n"),
        "retention": short(box.archive_class.retention),
        "first": f"{box.volumes[0].serial:03}",
        "last": f"{box.volumes[-1].serial:03}",
        "serial": str(box.serial),
    }


def _front(data: StationData, box: BoxLabel) -> dict[str, str]:
    """The same for the front, under other names: a slot stands once on a page."""
    back = _back(data, box)
    return {
        "fonds_name": data.station.archive.fonds_name,
        "fonds_code_front": back["fonds_code"],
        "years": years(box.years),
        "retention_front": back["retention"],
        "volumes": "—".join(dict.fromkeys((back["first"], back["last"]))),
        "extent": f"{len(box.volumes)} 卷",
        "serial_front": back["serial"],
    }
