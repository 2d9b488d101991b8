"""Facts -> problems: gate 1. One small function a rule, one table, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mzdocs import fonts
from mzdocs.checks.bureau import judge_district
from mzdocs.checks.coherence import COHERENCE_RULES
from mzdocs.checks.files import FILE_RULES
from mzdocs.checks.inspection import INSPECTION_RULES
from mzdocs.checks.ledger import LEDGER_RULES
from mzdocs.checks.persons import PERSON_RULES
from mzdocs.checks.rule import Hit, Provenance, Rule
from mzdocs.checks.standard import STANDARD_RULES
from mzdocs.district import District
from mzdocs.dossier import Dossier
from mzdocs.problems import NOWHERE, Place, Problem, Severity, fault

__all__ = ["RULES", "check", "check_district", "check_glyphs", "provenance"]

RULES: tuple[Rule, ...] = (
    *COHERENCE_RULES, *INSPECTION_RULES, *FILE_RULES, *LEDGER_RULES, *PERSON_RULES, *STANDARD_RULES,
)  # fmt: skip
_BY_CODE = {rule.fault.code: rule for rule in RULES}

NOT_RUN = fault(
    "MZ4010",
    "字形检查没有运行：字体没有装好",
    "The glyph check was not run: fonts are not installed",
    "运行 mzdocs fonts --install。",
    "Run mzdocs fonts --install.",
    severity=Severity.NOTICE,
)

Locate = Callable[[Hit], Place]
"""Where a hit stands: rules know key paths and rows, only the reader knows lines and columns."""


def check(dossier: Dossier, locate: Locate) -> list[Problem]:
    """Judge one station by every rule."""
    return [rule.fault.at(locate(hit), **hit.facts) for rule in RULES for hit in rule.judge(dossier)]


def check_district(district: District, locate: Locate, per_station: frozenset[str] = frozenset()) -> list[Problem]:
    """Judge the district's own file; `per_station` are the papers of which each station gets its own."""
    codes = frozenset(_BY_CODE)
    return [what.at(locate(hit), **hit.facts) for what, hit in judge_district(district, codes, per_station)]


def check_glyphs(texts: Iterable[tuple[Hit, str]], locate: Locate) -> list[Problem]:
    """Characters no font of a role has, each at the place of its text; or that this was not run.

    Before anybody's spelling is blamed, the font files themselves are looked at.
    """
    if fonts.verify():
        return [NOT_RUN.at(NOWHERE)]
    problems = []
    for hit, text in texts:
        characters = fonts.missing(text)
        if characters:
            shown = _said(characters) if hit.row is None else _codes(characters)
            problems.append(fonts.NO_GLYPH.at(locate(hit), characters=shown))
    return (fonts.verify(thorough=True) if problems else []) or problems


def _said(characters: str) -> str:
    return "、".join(f"{char}（U+{ord(char):04X}）" for char in characters)


def _codes(characters: str) -> str:
    """Of a cell the codes alone, and not in its order: a name all in such a script could be read off."""
    return "、".join(f"U+{ord(char):04X}" for char in sorted(characters))


def provenance(code: str) -> Provenance | None:
    """Where a rule comes from and how binding that is."""
    rule = _BY_CODE.get(code)
    return rule.provenance if rule else None
