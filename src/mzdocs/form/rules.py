"""All rules on the form of a paper, in the order they are told."""

from __future__ import annotations

from mzdocs.form import (
    judge_body,
    judge_end,
    judge_foot,
    judge_head,
    judge_imprint,
    judge_levels,
    judge_number,
    judge_page,
    judge_traces,
)
from mzdocs.form.rule import Rule

_ALL: tuple[Rule, ...] = (
    *judge_page.RULES,
    *judge_head.RULES,
    *judge_number.RULES,
    *judge_body.RULES,
    *judge_levels.RULES,
    *judge_end.RULES,
    *judge_imprint.RULES,
    *judge_foot.RULES,
    *judge_traces.RULES,
)
RULES = tuple(sorted(_ALL, key=lambda rule: rule.code))
