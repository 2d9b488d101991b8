"""The papers of summary of each place above the districts: its wordings, filled, as Word and PDF past gate 2."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.core.problems import Location, Problem, Stopped, reason, stop_at_errors
from mzdocs.core.theme_choice import DEFAULT
from mzdocs.kinds.paper import documents
from mzdocs.kinds.planned_papers import written
from mzdocs.load import load_level_wordings
from mzdocs.nation.earlier_report import EarlierReport
from mzdocs.nation.level_words import level_words, levels_of
from mzdocs.nation.report import CANNOT_REPORT
from mzdocs.nation.rollup import RolledUp
from mzdocs.plan.document import Document
from mzdocs.wording import in_scope

PAPERS_FOLDER = "文书"


def write_level_papers(
    found: RolledUp, root: Path, day: date, folder: Path, earlier: EarlierReport | None = None
) -> int:
    """Write the papers of each place into its own folder; how many files there are.

    Raises:
        Stopped: with every problem; what has none is written.
    """
    problems, count = list[Problem](), 0
    for place, level in levels_of(found).items():
        try:
            files = past_gate_2(make_files([*_planned(found, root, day, (place, level), earlier)]))
            target = folder / PAPERS_FOLDER / place
            target.mkdir(parents=True, exist_ok=True)
            for file in files:
                (target / file.document.file).write_bytes(file.data)
            count += len(files)
        except Stopped as stopped:
            problems += stopped.problems
        except OSError as error:
            problems.append(CANNOT_REPORT.at(Location(f"{folder.name}/{place}"), reason=reason(error)))
    stop_at_errors(problems)
    return count


def _planned(
    found: RolledUp, root: Path, day: date, at: tuple[str, str], earlier: EarlierReport | None
) -> Iterator[Document]:
    place, level = at
    wordings = load_level_wordings(root, place)
    words = level_words(found, level, place, day, earlier)
    for wording in in_scope(wordings, level):
        for paper in written(wording, wordings, lambda _: words, day):
            yield from documents(paper, "reports", DEFAULT, {})
