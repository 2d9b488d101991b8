"""Slips of the hand in the data file itself."""

from __future__ import annotations

from tests.faults import Fault
from tests.workspaces import Workspace, line_of, replace


def _misspelt(workspace: Workspace) -> None:
    replace(workspace.station, "邮编:", "由编:")


FAULTS = (
    Fault(
        "a key misspelt", _misspelt, "MZ1102",
        lambda workspace: f"data/stations/taoyuan.yaml:{line_of(workspace.station, '由编')}", "邮编",
    ),
)  # fmt: skip
