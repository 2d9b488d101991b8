"""One volume (案卷): its cover, contents (卷内文件目录) and remarks (卷内备考表)."""

from __future__ import annotations

from collections.abc import Mapping

from mzdocs.core.units import Length, Size, mm, pt
from mzdocs.derive.volumes import Entry, Volume, bound_on, title_lines, volume_title
from mzdocs.kinds.archive_paper import (
    SMALLEST,
    Row,
    Ruled,
    broken,
    category,
    compact,
    day,
    days,
    family,
    fitted,
    lines_of,
    months,
    paper,
    part,
    span,
)
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record

RULED = Ruled(7, 15, 15.0, {1: (7, 4.42), 2: (5, 4.42), 3: (16, 4.42), 6: (6, 4.42)}, 1.0)
"""Lines of 15 mm: practice of an archive office, not the standard's own number."""

_TITLE = pt(24)
"""Of a cover's title; at half of it, and only there, lines wrap."""
_BOX, _LEADING = Size(mm(154), mm(172)), 1.9
"""Of the remarks: as the style sheet has it."""


def plan_volume(data: StationData, volume: Volume, notes: Mapping[str, str]) -> Document:
    """Front, contents and remarks in one file; `notes` are the remarks of office records by their number."""
    return paper(
        data,
        f"volume-{volume.name}",
        f"{volume.number} {volume_title(data, volume)}",
        [
            part("archive/cover.html", [_cover(data, volume)], class_title=data.district.archive.class_title),
            contents(volume.number, [_row(volume, entry, notes) for entry in volume.entries]),
            remarks(_remarks(data, volume)),
        ],
        expects=(volume.number, *dict.fromkeys(_named(entry) for entry in volume.entries)),
        issued=bound_on(data, volume),
        least_type=SMALLEST,
    )


def _named(entry: Entry) -> str:
    """What must be found in the file of an entry: the head of the household, or the day of a record."""
    household = entry.item.household
    return household.head if household else compact(entry.item.dated)


def _cover(data: StationData, volume: Volume) -> Record:
    archive, archive_class = data.station.archive, volume.archive_class
    lines = title_lines(data, volume)
    household = "（一户一件）" if not archive_class.by_item else ""
    size = fitted(lines, "biaosong", True, mm(134), _TITLE)
    return Record(
        {
            "title": "\n".join(lines),
            "months": months(volume.dates),
            "retention": volume.retention,
            "extent": f"本卷共 {len(volume.entries)} 件{household}，{volume.pages} 页",
            "category": category(data, archive_class),
            "period": archive_class.retention_code,
            "serial": f"{volume.serial:03}",
            "number": volume.number,
            "fonds_name": archive.fonds_name,
            "fonds_code": archive.fonds_code,
        },
        design={
            "fonds_size": fitted([archive.fonds_name], "biaosong", True, mm(140), pt(27), least=0.3),
            "title_size": size,
            "title_lines": len(lines) * (1 if size > _TITLE * 0.5 else 2),
            "retention_size": fitted([volume.retention], "fang", False, mm(100), pt(14)),
        },
    )


def contents(number: str, rows: list[Row], blank: bool = False) -> Part:
    """The contents table, ruled to the foot of every page."""
    record = Record({"head": f"档号　{number}"}, RULED.filled(rows), {"blank": blank})
    return part("archive/contents.html", [record])


def _row(volume: Volume, entry: Entry, notes: Mapping[str, str]) -> Row:
    """One line in the standard's order: 顺序号, 文号, 责任者, 题名, 日期, 页号, 备注.

    The date of a household is when its papers begin and end, as on the cover; that of its decision is in the register.
    """
    item = entry.item
    last = entry is volume.entries[-1]
    pages = span(entry.first_page, entry.last_page) if last else str(entry.first_page)
    return (
        str(entry.order),
        broken(item.number),
        item.responsible,
        f"{item.household.head}户{item.archive_class.file_title}（{item.community}）" if item.household else item.title,
        days(item.dates),
        pages.replace("—", "—\n"),
        f"{item.documents}份\n{item.key}" if item.household else notes.get(item.key, ""),
    )


def remarks(values: Mapping[str, str]) -> Part:
    """The remarks at the end of a volume; the three who sign it are really named (GB/T 9705-2008)."""
    size, lines = _room(values["said"])
    families = {name: family(values[name]) for name in ("arranged_by", "checked_by")}
    return part("archive/remarks.html", [Record(values, design={**families, "size": size, "lines": lines})])


def _room(text: str) -> tuple[Length, int]:
    """The type size of the remarks, and how many of its lines go into their box; the least size if none is enough."""
    for size in map(pt, (14, 12, 10.5, 9)):
        lines = int(_BOX.height.mm / (size.mm * _LEADING))
        if lines_of(text, _BOX.width.mm / size.mm) < lines:
            break
    return size, lines


def _remarks(data: StationData, volume: Volume) -> Mapping[str, str]:
    archive = data.station.archive
    return {
        "number": volume.number,
        "said": f"　　{_extent(volume)}\n　　{archive.note}",
        "arranged_by": archive.arranged_by,
        "checked_by": archive.checked_by,
        "arranged_on": day(bound_on(data, volume)),
    }


def _extent(volume: Volume) -> str:
    archive_class, dated = volume.archive_class, months(volume.dates)
    where = f"；涉及{'、'.join(volume.communities)}" if volume.communities else ""
    manner = "按件整理" if archive_class.by_item else f"一户一件，材料 {volume.documents} 份"
    return (
        f"本卷为{archive_class.name}材料，{manner}，共 {len(volume.entries)} 件、{volume.pages} 页，"
        f"文件日期{dated if dated.startswith('自') else f'均在 {dated}'}{where}。{_reckoned(volume)}"
        f"装订厚度约 {volume.thickness.mm:.1f} 毫米，卷脊 {volume.spine.mm:g} 毫米。"
    )


def _reckoned(volume: Volume) -> str:
    """By which papers the dates go, where an item has more than one."""
    if volume.archive_class.by_item:
        return ""
    if all(entry.item.papers for entry in volume.entries):
        return "文件日期按各份材料的形成日期计，目录“日期”栏为每户最早和最晚一份材料的日期。"
    return "没有材料明细的户，文件日期按审核确认日期计。"
