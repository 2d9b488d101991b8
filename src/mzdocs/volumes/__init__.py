"""A station's files -> bound volumes: what is bound stays, the rest is sorted, split by thickness and numbered."""

from __future__ import annotations

from mzdocs.volumes.appraisal import Due, after_years, due
from mzdocs.volumes.files import FiledPaper, HouseholdFile, household_files
from mzdocs.volumes.items import Item, items_of
from mzdocs.volumes.plan import ledger_text, new_bindings, volumes
from mzdocs.volumes.volume import Entry, Volume, spine_for, thickness, volume_number

__all__ = [
    "Due",
    "Entry",
    "FiledPaper",
    "HouseholdFile",
    "Item",
    "Volume",
    "after_years",
    "due",
    "household_files",
    "items_of",
    "ledger_text",
    "new_bindings",
    "spine_for",
    "thickness",
    "volume_number",
    "volumes",
]
