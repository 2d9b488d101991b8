"""All rules on a finished PDF, in the order they are reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Literal

from mzdocs.core.outcomes import Basis
from mzdocs.preflight.expectations import ON_PRESS, Profile
from mzdocs.preflight.ink import (
    colour_rules,
    ink_rules,
    kept_colour_rules,
    kept_ink_rules,
    named_ink_rules,
    pattern_rules,
    seen_sheet_rules,
    tone_rules,
)
from mzdocs.preflight.letters import encoding_rules, font_rules, program_rules, text_size_rules, width_rules
from mzdocs.preflight.pictures import kept_picture_rules, photo_rules, picture_data_rules, picture_rules, qr_rules
from mzdocs.preflight.placing import (
    cell_rules,
    centring_rules,
    chart_rules,
    clearance_rules,
    copy_rules,
    cover_rules,
    reading_rules,
    side_rules,
    touch_rules,
)
from mzdocs.preflight.rule import ALL, PDFA, X4, PreflightRule
from mzdocs.preflight.sheet import bleed_rules, box_rules, cut_rules, hairline_rules
from mzdocs.preflight.standards import (
    archive_rules,
    content_rules,
    file_form_rules,
    forbidden_rules,
    identity_rules,
    intent_rules,
    kept_action_rules,
    kept_note_rules,
    kept_paint_rules,
    limit_rules,
    metadata_rules,
)

RULES: tuple[PreflightRule, ...] = (
    *box_rules.RULES,
    *bleed_rules.RULES,
    *font_rules.RULES,
    *program_rules.RULES,
    *identity_rules.RULES,
    *text_size_rules.RULES,
    *intent_rules.RULES,
    *forbidden_rules.RULES,
    *content_rules.RULES,
    *colour_rules.RULES,
    *tone_rules.RULES,
    *named_ink_rules.RULES,
    *ink_rules.RULES,
    *seen_sheet_rules.RULES,
    *hairline_rules.RULES,
    *cut_rules.RULES,
    *cover_rules.RULES,
    *pattern_rules.RULES,
    *picture_rules.RULES,
    *picture_data_rules.RULES,
    *kept_picture_rules.RULES,
    *qr_rules.RULES,
    *photo_rules.RULES,
    *copy_rules.RULES,
    *archive_rules.RULES,
    *file_form_rules.RULES,
    *metadata_rules.RULES,
    *limit_rules.RULES,
    *kept_paint_rules.RULES,
    *kept_action_rules.RULES,
    *kept_note_rules.RULES,
    *kept_colour_rules.RULES,
    *kept_ink_rules.RULES,
    *width_rules.RULES,
    *encoding_rules.RULES,
    *touch_rules.RULES,
    *clearance_rules.RULES,
    *chart_rules.RULES,
    *centring_rules.RULES,
    *reading_rules.RULES,
    *cell_rules.RULES,
    *side_rules.RULES,
)


@cache
def of_profile(profile: Profile) -> tuple[PreflightRule, ...]:
    """The rules a file of this profile must pass.

    What PDF/X-4 and PDF/A both ask for is named by the one it claims; of what claims neither, we alone ask it.
    """
    return tuple(_as_claimed(rule, profile) for rule in RULES if profile in rule.profiles)


def _as_claimed(rule: PreflightRule, profile: Profile) -> PreflightRule:
    if rule.standard != X4 or profile in ON_PRESS:
        return rule
    return replace(rule, standard=PDFA) if profile == "archive" else replace(rule, basis="house", standard="")


RuleSet = Literal["standard", "trade", "house", "all"]
RULE_SETS: Mapping[RuleSet, frozenset[Basis]] = {
    "standard": frozenset({"standard", "order"}),
    "trade": frozenset({"standard", "trade", "order"}),
    "house": frozenset({"house", "order"}),
    "all": ALL,
}
"""Whose rules may be asked for; what was ordered holds always."""
