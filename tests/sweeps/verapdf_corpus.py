"""`python -m tests.sweeps.verapdf_corpus FOLDER`: our rules on the files that veraPDF's makers publish for each clause.

Each file of the corpus (github.com/veraPDF/veraPDF-corpus) says in its name whether it is legitimate. What claims a
standard is judged by the rules of the standards alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.problems import Stopped
from mzdocs.core.time_budget import TimeBudget
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.guarded import ALL_RULES, EACH_RULE
from mzdocs.preflight.rule import PDFA, PDFUA

from .figure import Seen

PARTS = ("PDF_A-1a", "PDF_A-1b", "PDF_A-2a", "PDF_A-2b", "PDF_A-2u", "PDF_A-3b", "PDF_UA-1")
"""The folders whose standards we claim to judge."""
_STANDARDS = (PDFA, PDFUA, "ISO 32000")
_CHANGED = "PDF_A-2b", "veraPDF test suite 6-1-12-t02-pass-a.pdf"
"""A legitimate file that was changed after it was signed: that its signature does not hold is true."""


@dataclass(frozen=True)
class _Judged:
    path: Path
    legitimate: bool
    blamed_by: tuple[str, ...]


def _judged(path: Path) -> _Judged:
    try:
        report = examine_file(path, "archive", "standard", TimeBudget(EACH_RULE, ALL_RULES))
        failed = [each for each in report.outcomes if each.problems and each.standard in _STANDARDS]
        signed = path.name == _CHANGED[1] and _CHANGED[0] in path.parts
        rules = tuple(each.rule for each in failed if not (signed and each.rule == "A-SIG"))
    except Stopped as stopped:
        rules = tuple(problem.code for problem in stopped.problems)
    return _Judged(path, "-pass-" in path.name, rules)


def corpus_judged(folder: Path) -> Iterator[tuple[str, list[_Judged]]]:
    """Part by part, every file whose name says what it is."""
    for part in PARTS:
        named = (path for path in sorted((folder / part).rglob("*.pdf")) if {"pass", "fail"} & {*path.stem.split("-")})
        yield part, [_judged(path) for path in named]


def main(folder: Path | None) -> int:
    """Tell for each part how many legitimate files are blamed and how many others are found; the exit code is whether
    any is blamed."""
    seen = Seen(not_run="" if folder and (folder / PARTS[0]).is_dir() else "no folder with the corpus was given")
    for part, files in corpus_judged(folder) if folder and not seen.not_run else ():
        for each in files:
            wrong = f"{each.path}: {' '.join(each.blamed_by)}" if each.legitimate and each.blamed_by else ""
            kind = "legitimate" if each.legitimate else "found" if each.blamed_by else "missed"
            seen.found(f"{part} {kind}", wrong)
    print(f"veraPDF's corpus | no legitimate file blamed | {seen.reached}")
    for wrong in seen.wrong:
        print(f"    {wrong}")
    return 1 if seen.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
