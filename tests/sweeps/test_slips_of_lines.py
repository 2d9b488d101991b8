"""Every slip on every line of two stations' files: one message, at the line, that says what it is."""

from __future__ import annotations

import pytest

from tests.faults_of_lines import slipped
from tests.workspaces import DATA


@pytest.mark.parametrize("name", ["taoyuan", "nanping"])
def test_a_slip_on_any_line_is_told_once_at_its_line(name: str) -> None:
    text = (DATA / "stations" / f"{name}.yaml").read_text("utf-8")
    found = list(slipped(text, range(text.count("\n"))))
    wrong = [
        (each.name, each.line, [str(problem.location) for problem in each.told]) for each in found if not each.sound
    ]
    assert len(found) > 5_000
    assert len(wrong) <= len(found) // 500, wrong
