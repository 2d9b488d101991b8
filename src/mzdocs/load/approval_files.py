"""`data/approvals/`: what was signed off, line by line; a line that was edited, moved or deleted is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from mzdocs.core.problems import Problem, Stopped, problem_type
from mzdocs.load import workspace
from mzdocs.load.tables import client_tables
from mzdocs.load.tables.client_tables import TableRead
from mzdocs.load.tables.table_formats import TableFormat, cell_location
from mzdocs.load.workspace import Workspace
from mzdocs.model.approvals import Approval, Approvals

BROKEN_LINK = problem_type(
    "MZ7910",
    "签样登记从这一行起与登记时不同：这一行或以上有改动、删去的行",
    "From this row on the approvals are not what was entered: a row here or above was edited or deleted",
    "签样登记由程序写，只往后加，不手工改；从备份恢复 data/approvals。",
    "Approvals are only added to and never edited by hand: restore data/approvals from a backup.",
)
APPROVAL_TABLE = TableFormat("签样登记", Approval, "entries", "rows", written=True, exact=True)


def approval_file(space: Workspace, slug: str) -> Path:
    """The table of a station."""
    return space.approvals / f"{slug}.csv"


def load_approvals(space: Workspace, slug: str) -> tuple[Approvals, list[Problem]]:
    """What was signed of a station with every problem of the table; a table with any is of no use."""
    path = approval_file(space, slug)
    name = space.name(path)
    if not path.exists():
        return Approvals(name), []
    try:
        raw = workspace.read_bytes(path, name)
    except Stopped as stopped:
        return Approvals(name), list(stopped.problems)
    read = client_tables.read_table(APPROVAL_TABLE, raw, name)
    problems = read.problems or list(_broken(read, name))
    entries = () if problems else tuple(read.found.values())
    return Approvals(name, entries, hashlib.sha256(raw).hexdigest()), problems


def _broken(read: TableRead[Approval], file: str) -> Iterator[Problem]:
    """The first row whose sum is not that of it and of all above."""
    before = ""
    for row, entry in read.found.items():
        if entry.link != entry.linked(before):
            yield BROKEN_LINK.at(cell_location(file, row, "校验", APPROVAL_TABLE.head))
            return
        before = entry.link
