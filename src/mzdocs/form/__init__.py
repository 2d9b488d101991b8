"""Any DOCX -> how it stands to GB/T 9704-2012; and what was changed in one of ours. Measure, name, then judge."""

from __future__ import annotations

from dataclasses import replace

from mzdocs.form.measure import measure
from mzdocs.form.package import opened
from mzdocs.form.roles import named
from mzdocs.form.rule import Outcome, Report, Rule, judged
from mzdocs.form.rules import RULES
from mzdocs.form.values import Measured
from mzdocs.problems import Place

__all__ = ["RULES", "Measured", "Outcome", "Report", "Rule", "check", "measured"]


def measured(data: bytes, name: str) -> Measured:
    """What stands in a DOCX, each paragraph with its role.

    Raises:
        Stopped: it cannot be read.
    """
    form = measure(opened(data, Place(name)))
    return replace(form, paragraphs=named(form.paragraphs))


def check(data: bytes, name: str) -> Report:
    """How every rule ended on a DOCX.

    Raises:
        Stopped: it cannot be read.
    """
    return judged(RULES, measured(data, name), name)
