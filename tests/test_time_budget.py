"""Rules that take too long: they are left, told as not run, and the others go on."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mzdocs.core.outcomes import TOO_SLOW, collected
from mzdocs.core.problems import Location
from mzdocs.core.time_budget import NO_BUDGET, OutOfTime, TimeBudget
from mzdocs.preflight import RULES, Expectations, MeasuredPdf
from mzdocs.preflight.rule import checked

from .kept_files import kept, more_content

HERE = Location("slow.pdf")


def endless(*_: object):
    yield from ()
    while True:
        pass


def grudging(*_: object):
    """As a library that tells of whatever stops it by an error of its own."""
    try:
        yield from endless()
    except BaseException as error:
        raise ValueError("stopped") from error


def judged(check, budget: TimeBudget):
    slow = replace(RULES[0], id="SLOW", check=check, basis="standard")
    content = next(rule for rule in RULES if rule.id == "X-CONTENT")
    with MeasuredPdf(kept(2, "B", more_content(b"foo"))) as file:
        return checked([slow, content], Expectations(), file, HERE, budget=budget)


@pytest.mark.parametrize("check", [endless, grudging])
def test_a_rule_without_end_is_not_run_and_the_next_is(check):
    slow, content = judged(check, TimeBudget(0.01, math.inf))
    assert (slow.problems, slow.not_run) == ((), TOO_SLOW)
    assert [each.code for each in content.problems] == ["MZQ90"]


def test_when_the_time_of_all_is_used_up_no_rule_is_run():
    assert [each.not_run for each in judged(endless, TimeBudget(math.inf, 0))] == [TOO_SLOW, TOO_SLOW]


def test_what_was_found_before_the_time_ran_out_is_told():
    def half():
        yield "found"
        raise OutOfTime

    assert collected(half) == (["found"], None)


def test_without_a_budget_nothing_is_timed():
    with NO_BUDGET.spent():
        pass
    assert not NO_BUDGET.overrun
