"""Files of one station against each other: the same fact must be the same in all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mzdocs.audit.results import Disagreement, FileResult, WrongFact


def disagreements(files: Sequence[FileResult]) -> tuple[Disagreement, ...]:
    """Each fact that some file tells otherwise than the data, with the files that tell either."""
    wrong_facts: dict[tuple[str, str], list[tuple[WrongFact, str]]] = defaultdict(list)
    for file in files:
        for wrong in file.wrong_facts:
            wrong_facts[wrong.path, wrong.expected].append((wrong, _name(file)))
    return tuple(_disagreement(found, files) for found in wrong_facts.values() if found[0][0].path)


def _disagreement(found: Sequence[tuple[WrongFact, str]], files: Sequence[FileResult]) -> Disagreement:
    wrong = found[0][0]
    otherwise: dict[str, list[str]] = defaultdict(list)
    for each, name in found:
        otherwise[each.found].append(name)
    return Disagreement(
        wrong.path,
        wrong.expected,
        tuple(_name(file) for file in files if wrong.token in file.facts),
        tuple((value, tuple(dict.fromkeys(names))) for value, names in sorted(otherwise.items())),
    )


def _name(file: FileResult) -> str:
    return f"{file.set}/{file.file}"
