"""The catalogue of a station's volumes and items, for the computer (微机管理): one plan for each of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mzdocs.derive.catalogue import catalogue
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import A4, CatalogueFormat, Document, Sheet

NAME = "catalogue"
_FILES: Mapping[CatalogueFormat, tuple[str, ...]] = {
    "xlsx": (NAME,),
    "csv": (NAME, f"{NAME}-volumes"),
    "json": (NAME, f"{NAME}.schema", "datapackage"),
    "sqlite": (NAME,),
    "xml": (f"{NAME}-ead3", f"{NAME}-dat46", f"{NAME}-dat18"),
}
"""The tables, what describes them, and the forms in which other archives take them."""
ATTACHED = (f"{NAME}.csv", f"{NAME}.json")
"""What the list of volumes carries, so that the paper and its data stay together."""


def plan_catalogue(data: StationData) -> Iterator[Document]:
    """Every file of the same catalogue."""
    made = catalogue(data)
    archive = data.station.archive
    for format, names in _FILES.items():
        for name in names:
            yield Document(
                kind="archive",
                name=name,
                title=f"{archive.fonds_name} 档案目录数据",
                set="archive",
                sheet=Sheet(A4),
                issued=archive.arranged_on.isoformat(),
                format=format,
                fields={"catalogue": made},
            )
