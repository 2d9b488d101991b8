"""A call in a child: its value comes back; whatever it does to its process, the parent is told and goes on."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs.core.child_process import LimitMet, Limits, ask_for, in_child
from mzdocs.core.problems import Location, Stopped, problem_type

WIDE = Limits(60, 2_000_000_000)
SHORT, NARROW = Limits(1, 2_000_000_000), Limits(60, 400_000_000)
"""Each with one limit that is met: how fast the machine is decides nothing."""
NOTE = problem_type("MZP00", "一", "one", "二", "two")


def test_the_value_comes_back_and_nothing_else() -> None:
    held: list[int] = []

    def call(*given: int, last: int) -> tuple[int, ...]:
        held.append(1)
        return (*given, last)

    assert in_child(WIDE, call, 1, 2, last=3) == (1, 2, 3)
    assert held == []


@pytest.mark.parametrize("heard", [signal.SIG_IGN, signal.SIG_DFL])
def test_a_call_hears_an_interrupt_only_where_who_called_it_does(heard: signal.Handlers) -> None:
    before = signal.signal(signal.SIGINT, heard)
    try:
        assert in_child(WIDE, signal.getsignal, signal.SIGINT) == heard
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_value_larger_than_a_pipe_comes_back() -> None:
    assert len(in_child(WIDE, lambda: b"x" * 5_000_000)) == 5_000_000


def stopped() -> None:
    raise Stopped([NOTE.at(Location("x.pdf", path="p1"))])


def test_a_problem_comes_back_as_one() -> None:
    with pytest.raises(Stopped) as found:
        in_child(WIDE, stopped)
    assert [str(problem.location) for problem in found.value.problems] == ["x.pdf p1"]


def test_a_call_that_has_read_enough_is_given_more() -> None:
    little, more = Limits(0.2, 2_000_000_000), Limits(1.0, 2_000_000_000)

    def work(until: float) -> float:
        ask_for(more)
        while time.process_time() < until:
            pass
        return until

    assert in_child(little, work, 0.5) == 0.5
    with pytest.raises(LimitMet) as limit:
        in_child(little, work, 60)
    assert (limit.value.met, limit.value.limits) == ("time", more)


def test_a_part_of_a_second_is_a_limit() -> None:
    with pytest.raises(LimitMet) as limit:
        in_child(Limits(0.3, 2_000_000_000), busy)
    assert limit.value.limits == Limits(0.3, 2_000_000_000)


def busy() -> None:
    while True:
        pass


def deep() -> int:
    return deep() + 1


def hungry() -> None:
    held = []
    while True:
        held.append(bytearray(20_000_000))


def at_once() -> None:
    assert bytearray(40_000_000_000)


def slain() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def gone() -> None:
    os._exit(0)


@pytest.mark.parametrize(
    ("limits", "call", "met"),
    [
        (SHORT, busy, "time"),
        (NARROW, hungry, "memory"),
        (NARROW, at_once, "memory"),
        (WIDE, deep, "crash"),
        (WIDE, slain, "crash"),
        (WIDE, gone, "crash"),
        (WIDE, lambda: sys.exit(3), "crash"),
        (WIDE, lambda: 1 // 0, "crash"),
    ],
)
def test_which_limit_was_met_is_told(limits: Limits, call: Callable[[], object], met: str) -> None:
    with pytest.raises(LimitMet) as found:
        in_child(limits, call)
    assert found.value.met == met


def test_just_inside_the_limits_nothing_is_met() -> None:
    def works() -> int:
        held = bytearray(100_000_000)
        while time.process_time() < 1:
            pass
        return len(held)

    assert in_child(Limits(60, 400_000_000), works) == 100_000_000


def test_a_file_without_end_is_not_written(tmp_path: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def written() -> int:
        with (tmp_path / "x").open("wb") as file:
            try:
                for _ in range(100):
                    file.write(b"x" * 1_000_000)
            except OSError:
                return 1
        return 0

    assert in_child(WIDE, written) == 1
    assert (tmp_path / "x").stat().st_size == 64_000_000


def test_nothing_it_prints_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    def loud() -> None:
        os.write(1, b"out")
        os.write(2, b"err")

    in_child(WIDE, loud)
    assert capfd.readouterr() == ("", "")


def test_the_parent_keeps_its_own_limits_and_no_child() -> None:
    before = [resource.getrlimit(what) for what in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]
    in_child(WIDE, int)
    assert [resource.getrlimit(what) for what in (resource.RLIMIT_CPU, resource.RLIMIT_AS)] == before


PARENT = """
import os, signal, sys, time
from mzdocs.core.child_process import KeptChild, Limits
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background inherits that it is ignored
def call():
    os.write(int(sys.argv[1]), b"%d\\n" % os.getpid())
    time.sleep(float(sys.argv[2]))
KeptChild().call(Limits(60, 2_000_000_000), call)
time.sleep(60)
"""


@pytest.mark.parametrize("busy", ["60", "0"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_it_ends_with_its_parent(how: signal.Signals, busy: str) -> None:
    """At work, and while it waits to be asked."""
    read, write = os.pipe()
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(write), busy], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    child = int(os.read(read, 20))
    parent.send_signal(how)
    parent.wait(timeout=30)
    assert os.read(read, 1) == b"", "the last that held the pipe's end is gone"
    os.close(read)
    assert not Path(f"/proc/{child}/cwd").exists()
