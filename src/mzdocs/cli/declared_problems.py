"""The package's own modules -> every type of problem it can tell, what each says, and where its rule comes from."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mzdocs.core.declared_types import declared_in
from mzdocs.core.explanation import code_modules, without_facts
from mzdocs.core.problems import ProblemType, Sentence

if TYPE_CHECKING:
    from mzdocs.gbt9704.rule import FormRule

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class RuleSource:
    """The text a rule comes from, what kind of text that is, and how binding (all Chinese)."""

    text: str
    tier: str
    binding: str


def modules() -> list[ModuleType]:
    """Every module of the package, imported: only where all of it is asked for."""
    found = pkgutil.walk_packages([str(_PACKAGE)], "mzdocs.")
    return [importlib.import_module(each.name) for each in found if "__main__" not in each.name]


def declarations() -> list[ProblemType]:
    """Every problem type that a module declares, alone or in a table; one of a code that another has is there too."""
    return declared_in(modules())


def what_is_told(problem_type: ProblemType) -> Sentence:
    """What a type says, with a word for each fact; of a rule on a paper's form, what it looks at and expects."""
    rule = _form_rule(problem_type.code)
    if rule is None:
        return without_facts(problem_type.says)
    return Sentence(f"{rule.name.zh}：应为{rule.expected.zh}", f"{rule.name.en}: should be {rule.expected.en}")


def rule_source(code: str) -> RuleSource | None:
    """Where the rule behind a code comes from; nothing of a code that is no rule's."""
    if _is_declared_in("mzdocs.checks.", code):
        from mzdocs.checks import provenance

        found = provenance(code)
        return RuleSource(found.text, found.tier, found.binding) if found else None
    form = _form_rule(code)
    return RuleSource(form.source, "实务" if form.binding == "实务" else "国家标准", form.binding) if form else None


def _form_rule(code: str) -> FormRule | None:
    if not _is_declared_in("mzdocs.gbt9704.", code):
        return None
    from mzdocs.gbt9704.rules import RULES

    return next((rule for rule in RULES if rule.code == code), None)


def _is_declared_in(room: str, code: str) -> bool:
    return code_modules().get(code, "").startswith(room)
