"""Any DOCX -> a copy that keeps to GB/T 9704-2012 wherever that leaves no choice; what was mended, what is left, why.

What is written is found by the rules themselves: each mends what it finds, until none finds more. Only the parts that
change are written anew; the words of a paper stay, but for marks, figures and labels that have one right form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mzdocs.core.outcomes import collected
from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type
from mzdocs.gbt9704 import RULES, measured
from mzdocs.gbt9704.mending.docx_copy import DocxCopy
from mzdocs.gbt9704.mending.menders import MENDERS, why_left
from mzdocs.gbt9704.package import opened
from mzdocs.gbt9704.rule import Deviation, FormRule
from mzdocs.gbt9704.values import MeasuredDocx

SIGNED = problem_type(
    "MZF97",
    "文件带电子签名，改动会使签名失效，没有写副本",
    "It bears a digital signature, which a change would break: no copy was written",
    "请签名人改好后重新签名。",
    "Let whoever signed it mend it and sign again.",
    Exit.PREFLIGHT,
)
_MOST_ROUNDS = 6
"""What is mended may let another rule see more, such as an indent behind the blanks that were taken away."""


@dataclass(frozen=True)
class MendedDocx:
    """The copy, the very same bytes where nothing was mended; by rule, how many places were, and how many are left."""

    data: bytes
    done: Mapping[str, int]
    left: Mapping[str, int]

    @property
    def reasons(self) -> Mapping[str, Sentence]:
        """Why each rule that still finds something was left to a person."""
        return {code: why_left(code) for code in self.left}


def mended(data: bytes, name: str) -> MendedDocx:
    """The mended copy of a DOCX, and what was done to it.

    Raises:
        Stopped: it cannot be read, or is signed.
    """
    package = opened(data, Location(name))
    if any(part.startswith("_xmlsignatures/") for part in package.names):
        raise Stopped([SIGNED.at(Location(name))])
    form = measured(data, name)
    before = _found(form)
    for _ in range(_MOST_ROUNDS):
        copy = _mend(DocxCopy(opened(data, Location(name)), form), _found(form)).saved()
        if copy is None:
            break
        data, form = copy, measured(copy, name)
    left = {code: len(found) for code, found in _found(form).items()}
    done = {code: len(found) - left.get(code, 0) for code, found in before.items() if len(found) > left.get(code, 0)}
    return MendedDocx(data, done, left)


def _found(form: MeasuredDocx) -> Mapping[str, list[Deviation]]:
    """By rule what it finds, of those that find something."""
    found = ((rule, _deviations(rule, form)) for rule in RULES)
    return {rule.code: deviations for rule, deviations in found if deviations}


def _deviations(rule: FormRule, form: MeasuredDocx) -> list[Deviation]:
    return collected(rule.check, form)[0]


def _mend(copy: DocxCopy, found: Mapping[str, list[Deviation]]) -> DocxCopy:
    for code, mend in MENDERS.items():
        if code in found:
            mend(copy, found[code])
    return copy
