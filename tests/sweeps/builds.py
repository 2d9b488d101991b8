"""Builds after builds: random sequences of edits beside clean builds, and single edits beside the list of their pages.

`python -m tests.sweeps.builds [SEQUENCES [EDITS]]` runs these alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from mzdocs.build.settings import Settings
from tests import workspaces
from tests.changed_pages import errors
from tests.incremental import built, little, unsound
from tests.workspaces import SLUG, Workspace

SEQUENCES, EDITS, SEED = 300, 60, 7


def swept_sequences(tally: Counter[str], work: Path, count: int = SEQUENCES) -> None:
    """After each what stands is what a clean build makes, or it is told."""
    begun = little(work / "begun")
    built(begun, Settings(keep_going=True))
    wrong = 0
    for seed in range(count):
        steps, found = unsound(begun, work / "sequence", seed)
        wrong += bool(found)
        for each in found:
            print(f"  sequence {seed} {steps}: {each}")
    tally["sequences of builds failed" if wrong else "sequences of builds sound"] += wrong or count
    print(f"{count} sequences, {wrong} unsound")


def swept_lists(tally: Counter[str], work: Path, count: int = EDITS) -> None:
    """The list names exactly the pages that look otherwise."""
    found = [*errors(workspaces.make(work / "base"), _station, work / "edits", SEED, count)]
    tally["lists of pages failed" if found else "lists of pages right"] += len(found) or count
    for each in found:
        print(f"  list of pages: {each}")
    print(f"{count} edits, {len(found)} of another list of pages")


def _station(space: Workspace) -> Path | None:
    """Build all but what is refused; nothing where anything is."""
    ended = built(space, Settings(keep_going=True))
    return None if ended.errors else space.output / SLUG


def main() -> int:
    asked = [int(text) for text in sys.argv[1:]]
    sequences, edits = *asked, *(SEQUENCES, EDITS)[len(asked) :]
    tally = Counter[str]()
    with tempfile.TemporaryDirectory() as work:
        swept_sequences(tally, Path(work), sequences)
        swept_lists(tally, Path(work), edits)
    return 1 if any("failed" in what for what in tally) else 0


if __name__ == "__main__":
    raise SystemExit(main())
