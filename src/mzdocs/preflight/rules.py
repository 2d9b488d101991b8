"""All rules on a finished PDF, in the order they are told."""

from __future__ import annotations

from mzdocs.preflight import judge_archive, judge_boxes, judge_fonts, judge_identity, judge_inks, judge_pictures
from mzdocs.preflight.rule import Rule
from mzdocs.preflight.wanted import Profile

RULES: tuple[Rule, ...] = (
    *judge_boxes.RULES,
    *judge_fonts.RULES,
    *judge_identity.RULES,
    *judge_inks.RULES,
    *judge_pictures.RULES,
    *judge_archive.RULES,
)


def of_profile(profile: Profile) -> list[Rule]:
    return [rule for rule in RULES if profile in rule.profiles]
