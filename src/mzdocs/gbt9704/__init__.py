"""Any DOCX -> how it stands to GB/T 9704-2012; and what was changed in one of ours.

It is measured, each paragraph gets its role in the paper, then every rule is checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mzdocs.core.outcomes import Outcome, Report
from mzdocs.core.problems import Location
from mzdocs.gbt9704.docx_measures import measure
from mzdocs.gbt9704.package import opened
from mzdocs.gbt9704.roles import named
from mzdocs.gbt9704.rule import FormRule, checked
from mzdocs.gbt9704.rules import RULES
from mzdocs.gbt9704.values import MeasuredDocx

__all__ = ["RULES", "FormRule", "MeasuredDocx", "Outcome", "Report", "check", "measured"]


def measured(data: bytes, name: str) -> MeasuredDocx:
    """What stands in a DOCX, each paragraph with its role.

    Raises:
        Stopped: it cannot be read.
    """
    form = measure(opened(data, Location(name)))
    return replace(form, paragraphs=named(form.paragraphs))


def check(data: bytes, name: str, rules: Sequence[FormRule] = RULES) -> Report:
    """How every rule ended on a DOCX, or those of a choice.

    Raises:
        Stopped: it cannot be read.
    """
    return Report(name, checked(rules, measured(data, name), name))
