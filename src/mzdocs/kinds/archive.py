"""Bound client files (案卷): each volume's papers, spine and box labels, a station's lists, forms to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.derive.volumes import Volume, due, volumes
from mzdocs.kinds.archive_box_forms import plan_box_forms
from mzdocs.kinds.archive_catalogue import plan_catalogue
from mzdocs.kinds.archive_destruction import plan_destruction
from mzdocs.kinds.archive_forms import plan_blank, plan_consultations
from mzdocs.kinds.archive_index import ORDERS, plan_index
from mzdocs.kinds.archive_labels import plan_boxes, plan_spines
from mzdocs.kinds.archive_lists import plan_appraisal, plan_by_community, plan_list, plan_register
from mzdocs.kinds.archive_notes import plan_notes
from mzdocs.kinds.archive_stamps import plan_stamps
from mzdocs.kinds.archive_transfer import plan_transfer
from mzdocs.kinds.archive_volume import plan_volume
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document


def plan(data: StationData) -> Iterator[Document]:
    """One file a volume in binding order, then what is made once a station; nothing without a volume."""
    found = volumes(data)
    if not found:
        return
    notes = {record.number: record.note or "" for record in data.clients.records}
    for volume in found:
        yield plan_volume(data, volume, notes)
    yield from (plan_spines(data, found), plan_boxes(data, found))
    yield from plan_catalogue(data)
    yield plan_list(data, found)
    yield from _by_client(data, found)
    if ended := due(data):
        yield plan_appraisal(data, ended)
    yield plan_consultations(data)
    yield from plan_stamps(data, found)
    yield plan_box_forms(data, found)
    yield from plan_transfer(data, found)
    yield from plan_destruction(data)
    yield from plan_notes(data, found)
    yield from plan_blank(data)


def _by_client(data: StationData, found: Sequence[Volume]) -> Iterator[Document]:
    """Lists of households; a station that keeps only office papers has none."""
    if any(entry.item.household for volume in found for entry in volume.entries):
        yield plan_register(data, found)
        if data.district.archive.by_community:
            yield plan_by_community(data, found)
        yield from (plan_index(data, found, order) for order in ORDERS)
