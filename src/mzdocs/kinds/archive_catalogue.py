"""The catalogue of a station's volumes and items, for the computer (微机管理): one plan for each kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from mzdocs.derive.catalogue import catalogue
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import A4, CatalogueFormat, Document, Sheet

NAME = "catalogue"
ATTACHED = (f"{NAME}.csv", f"{NAME}.json")
"""What the list of volumes carries, so that the paper and its data stay together."""


def plan_catalogue(data: StationData) -> Iterator[Document]:
    """Every format of the same catalogue."""
    made = catalogue(data)
    archive = data.station.archive
    for format in get_args(CatalogueFormat):
        yield Document(
            kind="archive",
            name=NAME,
            title=f"{archive.fonds_name} 档案目录数据",
            set="archive",
            sheet=Sheet(A4),
            issued=archive.arranged_on.isoformat(),
            format=format,
            fields={"catalogue": made},
        )
