"""Large print for the counter: made where it is asked for, past gate 2, and nothing on it smaller than 16 points."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from mzdocs.build.produce import make_files
from mzdocs.core.units import pt
from mzdocs.kinds import board, large_print
from mzdocs.model.fields import WebAddress
from mzdocs.pdf.type_boxes import type_boxes
from mzdocs.preflight import preflight

from .test_rules import adoption, changed, sound, station


def test_a_procedure_says_everything_in_large_print_and_passes_gate_2() -> None:
    plan = next(large_print.plan(sound()))
    assert (plan.name, plan.order, plan.set) == ("large-print-di-bao-liu-cheng", None, "signage")
    procedure = sound().district.boards[4].procedure
    assert procedure and {procedure.total_limit, *procedure.papers} < set(plan.expects)
    (file,) = make_files([plan])
    assert list(preflight(plan, file.data)) == []
    sizes = {round(box.size, 1) for box in type_boxes(file.data)}
    assert (min(sizes), min(sizes - {min(sizes)})) == (23.0, 26.0), "a box of this face is 1.448 times its size high"


def test_only_what_is_asked_for_is_made_and_only_of_procedures() -> None:
    none = station(boards=tuple(changed(each, large_print=False) for each in sound().station.boards))
    assert list(large_print.plan(none)) == []
    assert {plan.name for plan in large_print.plan(adoption(0, large_print=True))} == {
        f"large-print-{each.board}" for each in sound().station.boards if each.large_print
    }
    assert pt(16) == large_print.LEAST


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("https://www.example.gov.cn/guide/dibao?id=1", True),
        ("https://www.example.gov.cn", True),
        ("http://www.example.gov.cn/guide", False),
        ("https://www.example.gov.cn/办事", False),
        ("https://localhost", False),
        ("https://www.example.gov.cn/a b", False),
        ("www.example.gov.cn", False),
    ],
)
def test_an_address_is_whole_and_safe_to_scan(address: str, taken: bool) -> None:
    read = TypeAdapter(WebAddress).validate_python
    if taken:
        assert read(address) == address
        return
    with pytest.raises(ValidationError, match="address_wrong"):
        read(address)


def test_a_guide_has_its_code_on_the_board_and_no_other_board_has_one() -> None:
    codes = {plan.name: plan.codes for plan in board.plan(sound()) if plan.derived is None and plan.codes}
    assert codes == {"board-gao-ling-jin-tie-liu-cheng": ("https://mz.chengjiang.example/bszn/glbt",)}
