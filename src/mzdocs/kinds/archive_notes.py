"""Papers of words on the whole archive (全宗介绍、整理说明): drafts out of wordings, to be finished by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mzdocs.derive.archive_context import archive_words
from mzdocs.derive.station_context import station_words
from mzdocs.derive.volumes import Volume
from mzdocs.kinds.archive_labels import boxes
from mzdocs.kinds.paper import documents
from mzdocs.kinds.planned_papers import written
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document
from mzdocs.wording import in_scope

ARCHIVE = "档案"
"""Whose paper a wording says it is."""


def plan_notes(data: StationData, found: Sequence[Volume]) -> Iterator[Document]:
    """Each as Word and as PDF; the PDF is kept like the other files of the archive."""
    wordings = list(in_scope(data.wordings, ARCHIVE))
    if not wordings:
        return
    made = boxes(found, data.district.archive.by_community)
    shelf = {"盒数": len(made), "排架长度": round(sum(box.thickness.mm for box in made) / 1000, 2)}
    arranged = data.station.archive.arranged_on
    words = {**station_words(data, arranged), "案卷": {**archive_words(data, found), **shelf}}
    for wording in wordings:
        for paper in written(wording, data.wordings, lambda _: words, arranged):
            for each in documents(paper, "archive", data.theme, {}, data.district.draft):
                yield replace(each, kind="archive", standard="archival" if each.format == "pdf" else "plain")
