"""What was delivered, to be carried off from the page: a bundle for the shops, papers; verified, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from mzdocs.build.adopted_fonts import adopt_fonts
from mzdocs.bundle import bundle_bytes, made_again
from mzdocs.bundle.packing import packed
from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.load.workspace import RESERVED, Workspace, read_bytes
from mzdocs.preview.workbench import Workbench
from mzdocs.publish.manifest import kept
from mzdocs.publish.record import made_from
from mzdocs.publish.set_folders import set_folder

NO_PAPERS = problem_type(
    "MZ7932",
    "还没有生成公文，没有可以下载的",
    "No papers are built yet: there is nothing to carry off",
    "先运行 mzdocs inspection；全区的先运行 mzdocs district。",
    "Run mzdocs inspection first; of the district, mzdocs district.",
    Exit.VERIFY,
)
OLD_PAPERS = problem_type(
    "MZ7933",
    "公文生成以后，{data} 又改动过",
    "{data} has changed since the papers were built",
    "先重新生成公文（mzdocs inspection；全区的用 mzdocs district），再下载。",
    "Build the papers again (mzdocs inspection; of the district, mzdocs district), then carry them off.",
    Exit.VERIFY,
)


def bundle_of(bench: Workbench, state: int, slug: str) -> bytes:
    """The zip for the shop of one station, or of the district; no client file is in it, and nothing is written.

    Raises:
        Stopped: what it would hold is not built, or not as the data are now; or there is no such station.
    """
    _known(bench, state, slug)
    adopt_fonts(bench.space)
    return bundle_bytes(slug, bench.space, bench.space.output)


def papers_of(bench: Workbench, state: int, slug: str) -> bytes:
    """The year's papers of one station, or of the district, in a zip.

    Raises:
        Stopped: they are not built, were changed since, or the data were; or there is no such station.
    """
    _known(bench, state, slug)
    year = bench.common(state).district.year
    folder = set_folder(bench.space.output / slug, "reports", year)
    files, _ = kept(folder, frozenset())
    if not files:
        raise Stopped([NO_PAPERS.at(Location(f"{slug}/reports"))])
    for name, then in (made_from(folder) or {}).items():
        if _sum(bench.space, name) != then:
            raise Stopped([OLD_PAPERS.at(Location(f"{slug}/reports"), data=name)])
    return packed(files)


def since_handed_over(bench: Workbench, state: int, slug: str) -> tuple[str, ...]:
    """What of a station the shops must make or be told anew since the last hand-over, in a few words each.

    Raises:
        Stopped: nothing is built, or as the data are now, or nothing was handed over; or there is no such station.
    """
    bench.path_of(state, slug)
    return made_again(slug, bench.space, bench.space.output)


def _known(bench: Workbench, state: int, slug: str) -> None:
    if slug != RESERVED:
        bench.path_of(state, slug)


def _sum(space: Workspace, name: str) -> str:
    path: Path = space.root / name
    return hashlib.sha256(read_bytes(path, name)).hexdigest() if path.is_file() else ""
