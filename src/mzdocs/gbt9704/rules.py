"""All rules on the form of a paper, in the order they are reported."""

from __future__ import annotations

from mzdocs.gbt9704 import (
    annex_rules,
    body_rules,
    character_rules,
    closing_rules,
    composition_rules,
    date_rules,
    emphasis_rules,
    end_rules,
    foot_rules,
    gap_rules,
    head_rules,
    imprint_rules,
    letter_rules,
    level_rules,
    note_rules,
    number_rules,
    page_rules,
    special_rules,
    trace_rules,
    word_rules,
)
from mzdocs.gbt9704.rule import FormRule

_ALL: tuple[FormRule, ...] = (
    *page_rules.RULES,
    *head_rules.RULES,
    *note_rules.RULES,
    *number_rules.RULES,
    *body_rules.RULES,
    *level_rules.RULES,
    *letter_rules.RULES,
    *end_rules.RULES,
    *closing_rules.RULES,
    *imprint_rules.RULES,
    *special_rules.RULES,
    *foot_rules.RULES,
    *trace_rules.RULES,
    *word_rules.RULES,
    *character_rules.RULES,
    *emphasis_rules.RULES,
    *date_rules.RULES,
    *annex_rules.RULES,
    *composition_rules.RULES,
    *gap_rules.RULES,
)
RULES = tuple(sorted(_ALL, key=lambda rule: rule.code))
