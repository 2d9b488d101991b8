"""What goes to a shop -> which of it nobody has signed off, or is another since."""

from __future__ import annotations

from collections.abc import Sequence

from mzdocs.bundle.signage_set import Signage
from mzdocs.core.problems import Exit, Location, Problem, ProblemType, Severity, problem_type
from mzdocs.derive.approval_states import approval_state, void_approvals
from mzdocs.model.approvals import ApprovalState

UNAPPROVED = problem_type(
    "MZ7920",
    "{count} 项还没有签样，制作单上写明“未签样”：{items}",
    "{count} things were not approved yet, and the order sheet says so: {items}",
    "看过以后运行 mzdocs approve，再打包；不签也可以交，样稿签字后开工。",
    "Look at them and run mzdocs approve, then pack again; they may go out as they are, to be signed on the proof.",
    severity=Severity.NOTICE,
)
NOT_ALL_APPROVED = problem_type(
    "MZ7921",
    "没有全部签样，没有打包：{count} 项未签样或者签样后有改动：{items}",
    "Not all is approved, nothing was packed: {count} things never were, or are others since: {items}",
    "看过以后运行 mzdocs approve，再打包；不带 --approved-only 就照样打包。",
    "Look at them and run mzdocs approve, then pack again; without --approved-only they are packed all the same.",
    Exit.VERIFY,
)
_NAMED = 6
"""Things that are named; the rest is counted."""


def told_of_approvals(stations: Sequence[Signage]) -> tuple[Problem, ...]:
    """Of each station what nobody has signed, and what is another since."""
    found: list[Problem] = []
    for signage in stations:
        found += _told(UNAPPROVED, signage, ("open",))
        found += void_approvals(signage.approvals, signage.sums(signage.parts))
    return tuple(found)


def not_approved(stations: Sequence[Signage]) -> list[Problem]:
    """Of each station that nothing of it may go out, where not all of it stands signed."""
    return [problem for signage in stations for problem in _told(NOT_ALL_APPROVED, signage, ("open", "void"))]


def _told(told: ProblemType, signage: Signage, states: Sequence[ApprovalState]) -> list[Problem]:
    """The things that stand so, the first by their names."""
    items = [
        order.item
        for item, order in signage.ordered
        if approval_state(signage.approvals, signage.sums(item.parts)) in states
    ]
    named = "、".join(items[:_NAMED]) + ("…" if len(items) > _NAMED else "")
    return [told.at(Location(f"{signage.slug}/bundle"), count=len(items), items=named)] if items else []
