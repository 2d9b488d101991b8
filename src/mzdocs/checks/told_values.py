"""Problems -> values for programs and pages: every place and sentence under a name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from mzdocs.checks import provenance
from mzdocs.core.problems import Language, Problem
from mzdocs.core.text import without_identity_numbers


def told_values(found: Iterable[Problem], language: Language) -> list[dict[str, Any]]:
    """Problems as programs read them, their sentences in a language."""
    values = []
    for problem in found:
        source, place = provenance(problem.code), problem.location
        values.append(
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "file": place.file,
                "line": place.line,
                "column": place.column,
                "sheet": without_identity_numbers(place.sheet) or None,
                "cell": place.cell or None,
                "path": place.path,
                "line_text": place.line_text or None,
                "on_page": asdict(place.on_page) if place.on_page else None,
                "message": problem.message(language),
                "remedy": problem.remedy(language),
                "source": source.text if source else None,
                "tier": source.tier if source else None,
                "binding": source.binding if source else None,
                "criterion": problem.problem_type.criterion,
            }
        )
    return values
