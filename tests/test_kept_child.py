"""One child for many calls: each has limits of its own, and what one does to the child is no fault of the next."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs.core import child_process
from mzdocs.core.child_process import KeptChild, LimitMet, Limits
from mzdocs.core.problems import Stopped

from .test_child_process import NARROW, SHORT, WIDE, busy, hungry, slain, stopped

LEFT: list[object] = []
"""Of a child, what the calls before left in it."""


def kept_pid() -> int:
    return os.getpid()


def works(seconds: float, held: int = 0, left: int = 0) -> int:
    """A call that uses and holds so much, and leaves so much behind; which child made it."""
    LEFT.append(b"x" * left)
    begun, holds = time.process_time(), b"x" * held
    while time.process_time() - begun < seconds or not holds:
        holds = holds or b"x"
    time.sleep(0.3 if held else 0)  # so that it is looked at
    return os.getpid()


def poisons() -> None:
    LEFT.append("poison")


def is_healthy() -> bool:
    if "poison" in LEFT:
        os.kill(os.getpid(), signal.SIGKILL)
    return True


def counted_and_slain(tally: Path) -> None:
    with tally.open("a", encoding="ascii") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)


def counted_and_busy(tally: Path) -> None:
    with tally.open("a", encoding="ascii") as file:
        file.write("x")
    busy()


def test_one_child_makes_all_calls_and_ends_with_the_last() -> None:
    with KeptChild() as child:
        made = [child.call(WIDE, kept_pid) for _ in range(3)]
        with pytest.raises(Stopped):
            child.call(WIDE, stopped)
        assert {*made, child.call(WIDE, kept_pid)} == {made[0]}
        assert Path(f"/proc/{made[0]}").exists()
    assert made[0] != os.getpid()
    assert not Path(f"/proc/{made[0]}").exists()


@pytest.mark.parametrize(
    ("limits", "call", "met"), [(SHORT, busy, "time"), (NARROW, hungry, "memory"), (WIDE, slain, "crash")]
)
def test_what_ends_a_child_takes_one_answer_and_no_other(limits: Limits, call: Callable[[], object], met: str) -> None:
    with KeptChild() as child:
        first = child.call(limits, kept_pid)
        with pytest.raises(LimitMet) as found:
            child.call(limits, call)
        assert found.value.met == met
        assert child.call(limits, kept_pid) != first


def test_each_call_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watched by the parent as well as by the system, which counts for a process."""
    monkeypatch.setattr(child_process, "_LATER", 1)
    limits = Limits(0.5, 2_000_000_000)
    with KeptChild() as child:
        assert len({child.call(limits, works, 0.35) for _ in range(4)}) == 1
        with pytest.raises(LimitMet) as found:
            child.call(limits, works, 60)
        assert found.value.met == "time"


def test_each_call_has_its_own_memory() -> None:
    limits = Limits(60, 200_000_000)
    with KeptChild() as child:
        first = child.call(limits, works, 0, 0, 150_000_000)
        assert child.call(limits, works, 0, 150_000_000) == first
        with pytest.raises(LimitMet) as found:
            child.call(limits, works, 0, 600_000_000)
        assert found.value.met == "memory"


@pytest.mark.parametrize(("left", "same"), [(150_000_000, True), (250_000_000, False)])
def test_a_child_that_was_left_too_much_is_left(left: int, same: bool) -> None:
    with KeptChild() as child:
        first = child.call(WIDE, works, 0, 0, left)
        assert (child.call(WIDE, kept_pid) == first) is same


def test_what_earlier_calls_left_broken_is_no_fault_of_the_next() -> None:
    with KeptChild() as child:
        child.call(WIDE, poisons)
        assert child.call(WIDE, is_healthy)


@pytest.mark.parametrize(("call", "times"), [(counted_and_slain, 2), (counted_and_busy, 1)])
def test_a_call_is_made_again_once_and_only_where_others_may_be_at_fault(
    call: Callable[[Path], None], times: int, tmp_path: Path
) -> None:
    """Time is counted anew for each: what used it up is the call's own."""
    tally = tmp_path / "tally"
    with KeptChild() as child:
        child.call(WIDE, kept_pid)
        with pytest.raises(LimitMet):
            child.call(SHORT, call, tally)
        with pytest.raises(LimitMet):
            child.call(SHORT, call, tally)
    assert len(tally.read_text("ascii")) == times + 1


def test_a_child_that_died_while_nobody_asked_is_replaced() -> None:
    with KeptChild() as child:
        first = child.call(WIDE, kept_pid)
        os.kill(first, signal.SIGKILL)
        assert child.call(WIDE, kept_pid) != first
