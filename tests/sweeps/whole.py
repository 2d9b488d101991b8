"""Eight stations built twice, and veraPDF's engine on every file it can judge; the tests take two or three of them."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from tests.strange import generated
from tests.whole.conftest import DATA, JOBS, run_cli
from tests.whole.test_press import for_the_press
from tests.whole.test_same_bytes import differing
from tests.whole.verapdf import broken_rules


def swept_whole(tally: Counter[str], work: Path) -> None:
    """The same bytes in strange surroundings, and no rule of PDF/A or PDF/X broken."""
    (work / "locales").mkdir()
    strange = {**generated(work / "locales"), "MZDOCS_CACHE": str(work / "cache")}
    plain, other = work / "plain", work / "另一个 文件夹"
    for root, jobs, surroundings in ((plain, JOBS, {}), (other, "1", strange)):
        shutil.copytree(DATA, root / "data")
        done = run_cli(root, "build", "-q", "-j", jobs, **surroundings)
        assert done.returncode == 0, done.stdout + done.stderr
    for station in sorted(path.stem for path in (DATA / "stations").glob("*.yaml")):
        made = plain / "output" / station
        judged = [(path, "x4") for path in for_the_press(made)] + [(path, "3a") for path in made.glob("archive/*.pdf")]
        wrong = [*differing(made, other / "output" / station)]
        wrong += [path.name for path, flavour in judged if broken_rules(path, flavour)]
        tally["stations failed" if wrong else "stations alike and of their standard"] += 1
        print(f"{station}: {len(judged)} files judged, wrong: {wrong}")
