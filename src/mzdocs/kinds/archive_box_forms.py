"""What lies in a box (档案盒): the list of what it holds (盒内文件目录) and its remarks (备考表)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mzdocs.derive.volumes import Volume, bound_on, volume_community, volume_title
from mzdocs.kinds.archive_labels import BoxLabel, boxes, serials
from mzdocs.kinds.archive_paper import Row, Ruled, category, compact, day, family, paper, part, short, years
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record

RULED = Ruled(7, 23, 10.0, {2: (18.4, 3.97)}, 1.0)
SIGNED = ("arranged_by", "arranged_on", "checked_by", "checked_on")
"""Who answers for a box, and when (DA/T 22-2015, 6.4.2)."""


def plan_box_forms(data: StationData, found: Sequence[Volume]) -> Document:
    """The two forms of each box, box after box, as they are laid into it."""
    made = boxes(found, data.district.archive.by_community)
    parts = [each for box in made for each in (_contents(data, box), _remarks(data, box))]
    return paper(
        data,
        "box-forms",
        f"{data.station.archive.fonds_name} 盒内文件目录和备考表",
        parts,
        expects=tuple(number for box in made for number, *_ in _rows(data, box)),
    )


def blank_box_forms() -> list[Part]:
    """Both without a word of a station."""
    nothing = dict.fromkeys(("head", "said", *SIGNED), "")
    return [_listed("", RULED.filled([]), blank=True), _signed(nothing)]


def _head(data: StationData, box: BoxLabel) -> str:
    facts = (
        ("全宗号", data.station.archive.fonds_code),
        ("类别号", category(data, box.archive_class)),
        ("年度", years(box.years)),
        ("保管期限", short(box.archive_class.retention)),
        ("盒号", str(box.serial)),
    )
    return "　".join(f"{name} {text}" for name, text in facts)


def _contents(data: StationData, box: BoxLabel) -> Part:
    rows = [(str(order), *row) for order, row in enumerate(_rows(data, box), 1)]
    return _listed(_head(data, box), RULED.filled([*rows, _sums(box, len(rows))]))


def _listed(head: str, rows: Sequence[Row], blank: bool = False) -> Part:
    return part("archive/box-contents.html", [Record({"head": head}, rows, {"blank": blank})])


def _rows(data: StationData, box: BoxLabel) -> Iterator[Row]:
    """Items where a class is arranged by item, otherwise volumes."""
    for volume in box.volumes:
        if box.archive_class.by_item:
            for entry in volume.entries:
                item = entry.item
                yield volume.item_number(entry), item.title, compact(item.dated), "1", str(item.pages), ""
        else:
            first, last = volume.dates
            span = "—\n".join(dict.fromkeys((f"{first:%Y.%m}", f"{last:%Y.%m}")))
            yield volume.number, volume_title(data, volume), span, str(len(volume.entries)), str(volume.pages), ""


def _sums(box: BoxLabel, rows: int) -> Row:
    unit = f"{rows} 件" if box.archive_class.by_item else f"{rows} 卷"
    return ("", "", f"合　计　{unit}", "", str(_items(box)), str(_pages(box)), "")


def _items(box: BoxLabel) -> int:
    return sum(len(volume.entries) for volume in box.volumes)


def _pages(box: BoxLabel) -> int:
    return sum(volume.pages for volume in box.volumes)


def _remarks(data: StationData, box: BoxLabel) -> Part:
    """The day of checking is written by hand, when the box is checked."""
    archive = data.station.archive
    arranged = max(bound_on(data, volume) for volume in box.volumes)
    return _signed(
        {
            "head": _head(data, box),
            "said": f"　　{_said(box, volume_community(data, box.volumes[0]))}",
            "arranged_by": archive.arranged_by,
            "arranged_on": day(arranged),
            "checked_by": archive.checked_by,
            "checked_on": "",
        }
    )


def _said(box: BoxLabel, place: str) -> str:
    """What is in the box, by the serials on its label; nothing is claimed of its state that the data do not say."""
    new = sum(not volume.bound for volume in box.volumes)
    return (
        f"本盒装{place}{box.archive_class.name}材料 {len(box.volumes)} 卷，案卷号 {serials(box)}；"
        f"共 {_items(box)} 件、{_pages(box)} 页，盒厚 {box.thickness.mm:g} 毫米。"
        f"{f'其中 {new} 卷为本次新编。' if new else ''}"
    )


def _signed(values: Mapping[str, str]) -> Part:
    families = {name: family(values[name]) for name in ("arranged_by", "checked_by")}
    return part("archive/box-remarks.html", [Record(values, design=families)])
