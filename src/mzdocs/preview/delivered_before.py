"""What was delivered before, beside what would be made now: its pages, where these differ, what would be made again."""

from __future__ import annotations

from pathlib import Path

from mzdocs.build.foreseen import foreseen
from mzdocs.core.problems import Location, Severity, Stopped, problem_type
from mzdocs.pdf.picture_differences import differences_framed
from mzdocs.pdf.raster import pictures, trimmed_sizes
from mzdocs.preview.page_proof import Proof
from mzdocs.preview.workbench import Listed, Workbench
from mzdocs.publish.set_folders import set_folder

NOT_BEFORE = problem_type(
    "MZ7902",
    "成品文件夹里还没有这一份，没有可以对比的",
    "There is none in the output folder to compare with",
    "先运行 mzdocs build。",
    "Run mzdocs build first.",
    severity=Severity.NOTICE,
)


def before(bench: Workbench, state: int, slug: str, kind: str, file: str) -> Proof:
    """The pages of a document as they were delivered.

    Raises:
        Stopped: it was not delivered.
    """
    return Proof.of(_delivered(bench, state, slug, kind, file))


def picture_before(bench: Workbench, state: int, slug: str, kind: str, file: str, page: int, longest: int) -> bytes:
    """A page of it, from 0, as PNG.

    Raises:
        Stopped: it was not delivered.
        IndexError: it had no such page.
    """
    data = _delivered(bench, state, slug, kind, file)
    if page not in range(len(trimmed_sizes(data))):
        raise IndexError(page)
    return pictures(data, [page], longest)[0]


def difference(bench: Workbench, state: int, slug: str, kind: str, file: str, page: int, longest: int) -> bytes:
    """A page as it would be made now, pale, with a frame round everything that was otherwise, as PNG.

    Raises:
        Stopped: it was not delivered.
        IndexError: there is no such page now.
    """
    now = bench.picture(state, slug, kind, file, page, longest)
    try:
        was = picture_before(bench, state, slug, kind, file, page, longest)
    except IndexError:
        was = b""
    return differences_framed(now, was)


def again(bench: Workbench, state: int, slug: str) -> tuple[Listed, ...]:
    """The documents a build would make again.

    Raises:
        Stopped: the data have errors.
    """
    path = bench.path_of(state, slug)
    made = foreseen(path, bench.space, bench.all_kinds).made
    return tuple(Listed.of(document) for _, document in made)


def _delivered(bench: Workbench, state: int, slug: str, kind: str, file: str) -> bytes:
    document, year = bench.planned(state, slug, kind, file)
    path = set_folder(bench.space.output / slug, document.set, year) / file
    return _read(path, file)


def _read(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Stopped([NOT_BEFORE.at(Location(file))]) from None
