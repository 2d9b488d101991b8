"""The archive's PDF files once more as OFD (GB/T 33190-2016), where that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mzdocs.core.problems import Sentence
from mzdocs.plan.document import Derived, Document, Set

if TYPE_CHECKING:
    from mzdocs.model.station_data import StationData

EXPERIMENTAL = Sentence(
    "试验性：没有用任何商业 OFD 阅读器打开验证过，归档仍以同名 PDF 为准",
    "experimental: no commercial reader of OFD has opened it; the PDF of the same name is the record",
)
_FILED: Set = "archive"


def in_ofd(data: StationData, documents: Iterable[Document]) -> Iterator[Document]:
    """A plan for each PDF of the archive but drafts, made out of that; what it says of itself is named by DA/T 46."""
    archive = data.station.archive
    metadata = {
        "全宗号": archive.fonds_code,
        "全宗名称": archive.fonds_name,
        "立档单位名称": archive.fonds_name,
        "责任者": archive.arranged_by,
        "密级": data.secrecy,
    }
    for document in documents:
        if document.set == _FILED and document.format == "pdf" and not document.fields.get("draft"):
            yield as_ofd(document, metadata)


def as_ofd(document: Document, metadata: Mapping[str, str]) -> Document:
    """The same pages as OFD, in the file beside; what it says of itself besides is named as DA/T 46-2009 does."""
    return replace(
        document,
        format="ofd",
        parts=(),
        fields={"ofd_metadata": metadata},
        attached=(),
        derived=Derived("ofd", document.file),
    )
