"""A clerk's faults: no traceback, the right code at the right place, the intention offered, one cause one message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .faults import Fault, corpus
from .workspaces import Ended, Workspace, listing, replace

FAULTS = tuple(corpus())


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_once_at_its_place_with_what_was_meant(
    fault: Fault, sample: Workspace, run: Callable[..., Ended]
) -> None:
    fault.spoil(sample)
    ended = run(*fault.command)
    assert ended.code == (fault.exit if fault.grade == "错误" else 0), ended.said
    told = [each for each in (ended.errors if fault.grade == "错误" else ended.told) if each.code == fault.code]
    assert len(told) == 1, ended.said
    assert fault.grade != "错误" or len(ended.errors) == 1, ended.said
    where = fault.where if isinstance(fault.where, str) else fault.where(sample)
    assert told[0].location.startswith(where), ended.said
    assert fault.intended in told[0].message + told[0].remedy, ended.said


def test_what_a_fault_keeps_from_being_read_is_in_no_file(sample: Workspace, run: Callable[..., Ended]) -> None:
    """A photo is shown by badges only; but no sign may be made as if the street had no communities."""
    replace(sample.station, "照片: photos/001-001-01.png", "照片: ../001-001-01.png")
    for kind in ("board", "paper", "badge"):
        assert run("build", "--only", kind).only("MZ1118").location.endswith("社区[1].监督员[1].照片")
    assert listing(sample.output) == {}


def test_what_need_not_be_read_is_made(sample: Workspace, run: Callable[..., Ended]) -> None:
    replace(sample.station, "照片: photos/001-001-01.png", "照片: ../001-001-01.png")
    assert run("build", "--only", "plaque", "--dry-run").code == 0
