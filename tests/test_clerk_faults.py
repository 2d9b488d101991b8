"""A clerk's faults: no traceback, the right code at the right place, the intention offered, one cause one message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .faults import Fault, corpus
from .workspaces import Ended, Workspace

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
