"""Plaques, boards and badges that were made -> lines of the register (制作登记), and which would be others now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.problems import Problem, Severity, Stopped, problem_type
from mzdocs.derive.made_facts import differing, made_facts
from mzdocs.kinds import KINDS, SHOP
from mzdocs.load.register_files import REGISTER_TABLE
from mzdocs.load.tables.table_formats import cell_location
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document

MADE_OTHERWISE = problem_type(
    "MZ7120",
    "{title} 已于 {day} 制作，现在的不同：{what}",
    "{title} was made on {day}; it would be another now: {what}",
    "要换的重新制作，做好后再登记一次；不换的不用处理。",
    "Have it made again and enter it again; else leave it.",
    severity=Severity.NOTICE,
)


def things(station_data: StationData, kinds: Sequence[str] = SHOP) -> list[Document]:
    """Everything of these kinds a shop makes, each once: copies in other forms are made of the same plan."""
    planned = (document for kind in kinds for document in KINDS[kind].plan(station_data))
    return [document for document in planned if document.order and not document.derived]


def signs_made_otherwise(station_data: StationData, kinds: Sequence[str]) -> list[Problem]:
    """Which signs are no longer what was made; a plan that cannot be drawn now is told by the build of it."""
    try:
        return list(_made_otherwise(station_data, [kind for kind in kinds if kind in SHOP]))
    except Stopped:
        return []


def _made_otherwise(station_data: StationData, kinds: Sequence[str]) -> Iterator[Problem]:
    register = station_data.register
    made = register.made()
    for document in things(station_data, kinds) if made else ():
        entry = made.get(document.name)
        what = differing(register.record(entry).facts, made_facts(document)) if entry else []
        if entry and what:
            row = register.rows[register.entries.index(entry)]
            where = cell_location(register.file, row, "代号", REGISTER_TABLE.head)
            yield MADE_OTHERWISE.at(where, title=entry.title, day=entry.day.isoformat(), what="、".join(what))
