"""What is seen on the shelf: spine labels at the real thickness, and the labels of the boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mzdocs.core.units import Length, mm, pt
from mzdocs.derive.volumes import Volume, volume_community
from mzdocs.design import fonts
from mzdocs.kinds.archive_paper import LANDSCAPE, SMALLEST, category, fitted, paper, part, short, years
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Record

SHEET = mm(180)
"""What spines side by side take of a sheet's width."""
BOXES = (mm(20), mm(30), mm(40), mm(50))
"""Thickness of boxes on offer (DA/T 22-2015, 6.4.1.1)."""
BOARD = mm(2)
"""What a box's own walls take of its thickness."""
_BOXES_A_SHEET = 2


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


def boxes(found: Sequence[Volume], by_community: bool) -> list[BoxLabel]:
    """Volumes into boxes, class by class: later volumes never move an earlier one to another box.

    Whether communities are kept apart is asked each time: labels, forms and counts must speak of the same boxes.
    """
    return [
        BoxLabel(serial, _box_for(members), tuple(members))
        for _, of_class in groupby(found, lambda volume: volume.archive_class.code)
        for serial, members in enumerate(_filled(of_class, by_community), 1)
    ]


def _filled(of_class: Iterator[Volume], by_community: bool) -> list[list[Volume]]:
    """A box is filled before the next is begun; each community has one of its own to fill where that is asked for."""
    room, made = max(BOXES) - BOARD, list[list[Volume]]()
    begun: dict[object, list[Volume]] = {}
    for volume in of_class:
        apart = by_community and not volume.archive_class.by_item
        place = volume.communities if apart else _year(volume)
        current = begun.get(place)
        if current is None or room < _thick([*current, volume]):
            if not apart:
                begun.clear()
            current = begun[place] = []
            made.append(current)
        current.append(volume)
    return made


def _year(volume: Volume) -> tuple[int, int] | None:
    """Of what is arranged by item, years do not share a box (DA/T 22-2015, 6.4)."""
    return volume.years if volume.archive_class.by_item else None


def _thick(members: Sequence[Volume]) -> Length:
    return sum((volume.spine for volume in members), mm(0))


def _box_for(members: Sequence[Volume]) -> Length:
    """The thinnest box that takes them; the thickest there is for a spine that no box was made for."""
    return next((box for box in BOXES if _thick(members) <= box - BOARD), max(BOXES))


def plan_spines(data: StationData, found: Sequence[Volume]) -> Document:
    """Labels to cut out, as the volumes stand on the shelf; neighbours share a cut."""
    sheets = list(_sheets(found))
    longest = max((_upright(data, volume) for volume in found), key=len)
    return paper(
        data,
        "spines",
        f"{data.station.archive.fonds_name} 案卷脊背",
        [part("archive/spines.html", [_spines(data, sheet) for sheet in sheets], longest=len(longest))],
        expects=tuple(f"{volume.serial:03}" for volume in found),
        pages=len(sheets),
        least_type=SMALLEST,
    )


def _sheets(found: Sequence[Volume]) -> Iterator[list[Volume]]:
    """As many spines side by side as a sheet is wide."""
    current: list[Volume] = []
    for volume in found:
        if current and _thick([*current, volume]) > SHEET:
            yield current
            current = []
        current.append(volume)
    yield current


def _spines(data: StationData, sheet: Sequence[Volume]) -> Record:
    values = {}
    for place, volume in enumerate(sheet):
        values[f"fonds{place}"] = data.station.archive.fonds_code
        values[f"years{place}"] = years(volume.years).replace("—", "—\n")
        values[f"serial{place}"] = f"{volume.serial:03}"
    return Record(values, design={"labels": tuple(_label(data, volume) for volume in sheet)})


def _label(data: StationData, volume: Volume) -> tuple[float, str, str, str]:
    """What the compiled template of a label depends on: its width, its title, its category and period."""
    found = volume.archive_class
    return volume.spine.mm, _upright(data, volume), _category(data, volume), found.retention_code


def _category(data: StationData, volume: Volume) -> str:
    """In two lines where the spine is too narrow for one."""
    whole, least = category(data, volume.archive_class), min(mm(4), volume.spine * 0.26)
    room = fonts.size_to_fill(whole, "song", False, volume.spine - mm(1))
    return whole if room >= least else whole.replace("·", "·\n")


def _upright(data: StationData, volume: Volume) -> str:
    """The title on a spine, and the community's name below it where volumes are kept by community."""
    return "　".join(filter(None, (volume.archive_class.file_title, volume_community(data, volume))))


def plan_boxes(data: StationData, found: Sequence[Volume]) -> Document:
    """Two boxes a sheet: of each the label of its spine, and the one of its front."""
    made = boxes(found, data.district.archive.by_community)
    sheets = [_sheet(data, made[at : at + _BOXES_A_SHEET]) for at in range(0, len(made), _BOXES_A_SHEET)]
    return paper(
        data,
        "box-labels",
        f"{data.station.archive.fonds_name} 档案盒标签",
        [part("archive/box-labels.html", sheets)],
        expects=tuple(dict.fromkeys(box.archive_class.name for box in made)),
        size=LANDSCAPE,
        pages=len(sheets),
        least_type=SMALLEST,
    )


def _sheet(data: StationData, pair: Sequence[BoxLabel]) -> Record:
    """What stands on a label has the place of its box behind its name: a slot stands once on a page."""
    values = {f"{name}{place}": text for place, box in enumerate(pair) for name, text in _label_of(data, box).items()}
    return Record(values, design={"boxes": [_box(data, box) for box in pair]})


def _box(data: StationData, box: BoxLabel) -> dict[str, object]:
    archive, found = data.station.archive, box.archive_class
    return {
        "fonds_size": fitted([archive.fonds_name], "biaosong", True, mm(75), pt(20), least=0.3),
        "width": box.thickness.mm,
        "title": "　".join(filter(None, (found.name, volume_community(data, box.volumes[0])))),
        "class_name": found.name,
        "code": category(data, found),
        "community": bool(volume_community(data, box.volumes[0])),
        "community_size": fitted([volume_community(data, box.volumes[0])], "fang", False, mm(45), pt(13), least=0.7),
        "retention_size": fitted([short(found.retention)], "fang", False, box.thickness - mm(4), mm(5), least=0.7),
        "volumes_size": fitted([serials(box)], "fang", False, mm(45), pt(13), least=0.7),
    }


def _label_of(data: StationData, box: BoxLabel) -> dict[str, str]:
    """What both its labels say (DA/T 22-2015, 6.4.1.2); on the spine the first volume above, the last below."""
    retention, span = short(box.archive_class.retention), years(box.years)
    return {
        "fonds_name": data.station.archive.fonds_name,
        "fonds_code": data.station.archive.fonds_code,
        "fonds_code_front": data.station.archive.fonds_code,
        "years_upright": span.replace("—", "—\n"),
        "years": span,
        "retention": retention,
        "retention_front": retention,
        "first": f"{box.volumes[0].serial:03}",
        "last": f"{box.volumes[-1].serial:03}",
        "volumes": serials(box),
        "extent": f"{len(box.volumes)} 卷",
        "serial": str(box.serial),
        "serial_front": str(box.serial),
        "community": volume_community(data, box.volumes[0]),
    }


def serials(box: BoxLabel) -> str:
    """The serials of its volumes, 001—003、005: only those that are in it."""
    runs: list[list[int]] = []
    for volume in box.volumes:
        if runs and volume.serial == runs[-1][-1] + 1:
            runs[-1].append(volume.serial)
        else:
            runs.append([volume.serial])
    return "、".join("—".join(dict.fromkeys((f"{run[0]:03}", f"{run[-1]:03}"))) for run in runs)
