"""A station's volumes and what follows from them -> the words a wording may use for its archive; no client's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from mzdocs.derive.volumes import Volume, binding_days, due
from mzdocs.model.station_data import StationData

Words = dict[str, object]

LEAST_SHARED, LEAST_SHARE = 3, 10
"""A remark is the year's if so many papers bear it, and one in so many: fewer may point at a person."""


def archive_words(data: StationData, found: Sequence[Volume]) -> Words:
    """What the papers on the archive as a whole are written from; docs/wording.md lists it."""
    bound = binding_days(data.clients.bindings).values()
    return {
        **_extent(found),
        "已装订": sum(volume.bound for volume in found),
        "首日": min(volume.dates[0] for volume in found),
        "末日": max(volume.dates[1] for volume in found),
        "首次装订": min(bound, default=""),
        "末次装订": max(bound, default=""),
        "类别": [_class(list(members)) for _, members in groupby(found, lambda volume: volume.archive_class.code)],
        "年度": list(_years(found)),
        "到期": len(due(data)),
        "共同情况": list(_shared_remarks(data)),
    }


def _extent(found: Sequence[Volume]) -> Words:
    return {
        "卷数": len(found),
        "件数": sum(len(volume.entries) for volume in found),
        "份数": sum(volume.documents for volume in found),
        "页数": sum(volume.pages for volume in found),
    }


def _class(members: Sequence[Volume]) -> Words:
    archive_class = members[0].archive_class
    return {
        **_extent(members),
        "代码": archive_class.code,
        "名称": archive_class.name,
        "整理": archive_class.arrangement,
        "材料": list(archive_class.papers),
        "起算": archive_class.clock,
        "保管期限": archive_class.retention,
        "期限代码": archive_class.retention_code,
        "首年": min(volume.years[0] for volume in members),
        "末年": max(volume.years[1] for volume in members),
        "首卷": members[0].number,
        "末卷": members[-1].number,
    }


def _years(found: Sequence[Volume]) -> Iterator[Words]:
    """By the year an item is dated: households by the day of decision, records by their own."""
    items = [entry.item for volume in found for entry in volume.entries]
    for year in sorted({item.dated.year for item in items}):
        of_year = [item for item in items if item.dated.year == year]
        households = sum(item.household is not None for item in of_year)
        yield {
            "年度": year,
            "户数": households,
            "文件": len(of_year) - households,
            "件数": len(of_year),
            "页数": sum(item.pages for item in of_year),
        }


def _shared_remarks(data: StationData) -> Iterator[Words]:
    """What many papers of a year have in common, by their remarks; each remark with its years."""
    notes = [(paper.dated.year, paper.note) for paper in data.clients.papers]
    notes += [(record.dated.year, record.note) for record in data.clients.records]
    whole = Counter(year for year, _ in notes)
    noted = Counter((note, year) for year, note in notes if note)
    shared = [
        (note, {"年度": year, "份数": count, "总数": whole[year]})
        for (note, year), count in sorted(noted.items())
        if count >= LEAST_SHARED and count * LEAST_SHARE >= whole[year]
    ]
    for note, years in groupby(shared, lambda each: each[0]):
        yield {"备注": note, "各年": [year for _, year in years]}
