"""Bound client files (案卷): each volume's papers, spine and box labels, a station's lists, forms to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.document import Document
from mzdocs.dossier import Dossier
from mzdocs.kinds.archive_catalogue import plan_catalogue
from mzdocs.kinds.archive_forms import plan_blank, plan_consultations
from mzdocs.kinds.archive_index import ORDERS, plan_index
from mzdocs.kinds.archive_labels import plan_boxes, plan_spines
from mzdocs.kinds.archive_lists import plan_appraisal, plan_list, plan_register
from mzdocs.kinds.archive_volume import plan_volume
from mzdocs.volumes import Volume, due, volumes


def plan(dossier: Dossier) -> Iterator[Document]:
    """One file a volume in binding order, then what is made once a station; nothing without a volume."""
    found = volumes(dossier)
    if not found:
        return
    notes = {record.number: record.note or "" for record in dossier.clients.records}
    for volume in found:
        yield plan_volume(dossier, volume, notes)
    yield from (plan_spines(dossier, found), plan_boxes(dossier, found))
    yield from plan_catalogue(dossier)
    yield plan_list(dossier, found)
    yield from _by_client(dossier, found)
    if ended := due(dossier):
        yield plan_appraisal(dossier, ended)
    yield plan_consultations(dossier)
    yield from plan_blank(dossier)


def _by_client(dossier: Dossier, found: Sequence[Volume]) -> Iterator[Document]:
    """Lists of households; a station that keeps only office papers has none."""
    if any(entry.item.household for volume in found for entry in volume.entries):
        yield plan_register(dossier, found)
        yield from (plan_index(dossier, found, order) for order in ORDERS)
