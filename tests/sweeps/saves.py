"""One open page sees hundreds of saves: what makes its pages stays as large as it was.

`python -m tests.sweeps.saves [COUNT]`: so many saves.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from mzdocs.core.problems import Stopped
from mzdocs.load import Workspace
from mzdocs.preview.page_mends import mends_shown
from mzdocs.preview.workbench import Workbench
from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.figure import Figure, Seen
from tests.sweeps.soak import SETTLED, grown, held
from tests.workspaces import SLUG

FULL = 500
BROKEN = 10
"""One save in how many leaves a file that cannot be read."""
LOOKED_AT = (
    ("plaque", "room-01.pdf"), ("badge", "badges.pdf"), ("board", "board-gong-zuo-zhi-ze.pdf"),
    ("paper", "inspection-report.pdf"),
)  # fmt: skip
_VALUE = "0999-5551001"


def swept(count: int, work: Path) -> Seen:
    """After each save all that the page asks for: pages, their picture, what is wrong, what can be mended."""
    space = little(work / "district")
    seen, bench = Seen(), Workbench(Workspace(space.root), "zh")
    sound, before = space.station.read_text("utf-8"), held()
    for number in range(count):
        if number == max(2 * len(LOOKED_AT), int(count * SETTLED)):
            before = held()
        text = sound.replace(_VALUE, f"{_VALUE[:-4]}{number:04}")
        space.station.write_text(text.replace(": ", "：", 1) if number % BROKEN == BROKEN - 1 else text, "utf-8")
        seen.found(_looked_at(bench, number, *LOOKED_AT[number % len(LOOKED_AT)]))
    seen.wrong += grown(before, held()) if count > 2 * len(LOOKED_AT) else ()
    return seen


def _looked_at(bench: Workbench, state: int, kind: str, file: str) -> str:
    bench.station(state, SLUG)
    mends_shown(bench, state, SLUG)
    with suppress(Stopped):
        bench.proof(state, SLUG, kind, file)
        bench.picture(state, SLUG, kind, file, 0, 1200)
        bench.judged(state, SLUG, kind, file)
        return "new page"
    return "last page kept"


FIGURE = Figure(
    "saves seen by one open page, 1 in 10 broken", "memory and descriptors flat", swept,
    count=FULL, full=FULL, sample=10,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
