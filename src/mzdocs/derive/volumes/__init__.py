"""A station's files -> bound volumes: what is bound stays, the rest is sorted, split by thickness and numbered."""

from __future__ import annotations

from mzdocs.derive.volumes.appraisal import Due, after_years, appraised_on, due, due_keys
from mzdocs.derive.volumes.arrangement import ledger_text, new_bindings, volumes
from mzdocs.derive.volumes.binding_due import bound_households, unbound_households
from mzdocs.derive.volumes.disposal import binding_days, bound_on, condemned, handed_over, years_kept
from mzdocs.derive.volumes.household_files import FiledPaper, HouseholdFile, household_files
from mzdocs.derive.volumes.items import Item, items_of
from mzdocs.derive.volumes.volume import (
    Entry,
    Volume,
    spine_for,
    thickness,
    title_lines,
    volume_community,
    volume_number,
    volume_title,
)

__all__ = [
    "Due",
    "Entry",
    "FiledPaper",
    "HouseholdFile",
    "Item",
    "Volume",
    "after_years",
    "appraised_on",
    "binding_days",
    "bound_households",
    "bound_on",
    "condemned",
    "due",
    "due_keys",
    "handed_over",
    "household_files",
    "items_of",
    "ledger_text",
    "new_bindings",
    "spine_for",
    "thickness",
    "title_lines",
    "unbound_households",
    "volume_community",
    "volume_number",
    "volume_title",
    "volumes",
    "years_kept",
]
