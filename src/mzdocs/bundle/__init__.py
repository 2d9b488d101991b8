"""Delivered signage -> the hand-over to the shops: one zip a street office, and one of the bureau for all stations.

Who has a sign made is the design's word (`制作方`): boards and badges are each street's, plaques the bureau's.

It works from what `build-signage` delivered and never loads a data file: no client file can be read,
so none can be handed over.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from mzdocs.bundle import order_sheets, packing, proof, shop_papers, signage_set
from mzdocs.bundle.signage_set import BUREAU, STREET, Signage
from mzdocs.core.problems import Location, Problem, Stopped, stop_at_errors
from mzdocs.leaks import leaked
from mzdocs.load.workspace import RESERVED, Workspace, resolved
from mzdocs.model.unified_design import Maker
from mzdocs.pdf.few_colours import with_few_colours
from mzdocs.plan.document import Document
from mzdocs.preflight import preflight
from mzdocs.publish import sets
from mzdocs.publish.sets import Delivery, StagedStation
from mzdocs.render import render
from mzdocs.render.spreadsheet import workbook

AUTHOR = "mzdocs"
LIBRARIES = ("mzdocs", "openpyxl", "pypdfium2")
"""What a bundle is made with beyond what its signage was."""


@dataclass(frozen=True)
class Bundle:
    """A zip written and waiting beside its place."""

    slug: str
    name: str
    staged: StagedStation
    files: int
    size: int
    seconds: float
    problems: tuple[Problem, ...] = ()
    """What is to be told of how it was put in place."""

    @property
    def zip(self) -> Path:
        """Where it will lie once its folder is put in place."""
        return self.staged.sets[0] / f"{self.slug}.zip"


OnProgress = Callable[[Bundle], None]


def bundle_all(
    paths: Sequence[Path], space: Workspace, output: Path, on_progress: OnProgress | None = None
) -> list[Bundle]:
    """A zip of what each street has made, and one of what the bureau has, when all its stations are asked for.

    Raises:
        Stopped: with every problem of every station; then nothing at all was put in place.
    """
    made: list[Bundle] = []
    with sets.locked(output):
        try:
            stations = _read(paths, space, output)
            for each in _all(stations, _whole(paths, space), output):
                made.append(each)
                if on_progress:
                    on_progress(each)
            return [replace(each, problems=sets.put_in_place(each.staged)) for each in made]
        finally:
            for each in made:
                sets.discard(each.staged)


def _whole(paths: Sequence[Path], space: Workspace) -> bool:
    return {resolved(path) for path in paths} == {resolved(path) for path in space.station_files()}


def _read(paths: Sequence[Path], space: Workspace, output: Path) -> list[Signage]:
    """Everything is verified before anything is made."""
    found: list[Signage] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(signage_set.signage(path, space, output))
        except Stopped as stopped:
            problems += stopped.problems
    stop_at_errors(problems)
    return found


def _all(stations: Sequence[Signage], whole: bool, output: Path) -> Iterator[Bundle]:
    for signage in _made(stations, STREET):
        start = time.perf_counter()
        yield _staged(signage.slug, signage.station, station_files(signage), [signage], output, start)
    bureaus = _made(stations, BUREAU) if whole else []
    if bureaus:
        start = time.perf_counter()
        contents = {signage.slug: station_files(signage) for signage in bureaus}
        name = f"{len(bureaus)} 个工作站"
        yield _staged(RESERVED, name, district_files(bureaus, contents), bureaus, output, start)


def _made(stations: Sequence[Signage], maker: Maker) -> list[Signage]:
    """Of each station what the maker has made; nothing of one that has none."""
    parts = (signage.of(maker) for signage in stations)
    return [signage for signage in parts if signage.ordered]


def _staged(
    slug: str, name: str, files: Mapping[str, bytes], stations: Sequence[Signage], output: Path, start: float
) -> Bundle:
    data = packing.packed(files)
    file = f"{slug}.zip"
    about = {
        "station": name,
        "set": "bundle",
        "made_from": {key: value for each in stations for key, value in sorted(each.made_from.items())},
        "versions": {**stations[0].versions, **{name: version(name) for name in LIBRARIES}},
        "details": {file: {"kind": "bundle", "title": f"{name} 制作文件", "contents": list(files)}},
    }
    delivery = Delivery(output / slug / "bundle", {file: data}, about, private=False)
    staged = sets.stage_station(output, slug, [delivery], "bundle")
    return Bundle(slug, name, staged, len(files), len(data), time.perf_counter() - start)


def station_files(signage: Signage) -> dict[str, bytes]:
    """What a station's zip holds, in its order."""
    order, proofs = _page(order_sheets.order_sheet([signage])), _page(proof.proof_sheet(signage))
    trial = shop_papers.trial_sheets(signage)
    files = {
        "制作单.xlsx": workbook(order_sheets.order_grids(signage), f"{signage.station} 制作单", AUTHOR, signage.issued),
        "制作单.pdf": order,
        "图纸.pdf": _page(shop_papers.drawing_sheets(signage)),
        **({"试印.pdf": _page(trial)} if trial else {}),
        "样稿.pdf": proofs,
        **{f"样稿-{number:02}.png": data for number, data in enumerate(proof.sheet_pictures(proofs), 1)},
    }
    for folder in signage_set.FOLDERS:
        files |= {part.path: part.data for part in signage.parts if part.folder == folder}
    return _clean(signage.slug, packing.with_sums({**files, packing.READ_ME: packing.read_me([signage])}))


def district_files(stations: Sequence[Signage], contents: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """What the bureau's zip holds: the sum of all its orders, then a folder for each station."""
    folders = {each.slug: f"{number:02}-{_folder(each.station)}" for number, each in enumerate(stations, 1)}
    title, day = f"{len(stations)} 个工作站 总制作单", order_sheets.issued(stations)
    files = {
        "总制作单.xlsx": workbook(order_sheets.district_grids(stations, folders), title, AUTHOR, day),
        "总制作单.pdf": _page(order_sheets.order_sheet(stations, whole=True)),
        packing.READ_ME: packing.read_me(stations, list(folders.values())),
    }
    _clean(RESERVED, files)
    for slug, inner in contents.items():
        files |= {f"{folders[slug]}/{name}": data for name, data in inner.items()}
    return packing.with_sums(files)


def _clean(slug: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files, none of which bears an identity number: what lay delivered is searched again, too.

    Raises:
        Stopped: one does.
    """
    stop_at_errors(p for name, data in files.items() for p in leaked(Location(f"{slug}/bundle/{name}"), data))
    return files


def _folder(name: str) -> str:
    """A name every file system takes."""
    return re.sub(r'[\\/:*?"<>|\s]', "_", name)


def _page(document: Document) -> bytes:
    """Laid out, its pictures packed, and past gate 2."""
    data = with_few_colours(render(document, {}))
    stop_at_errors(preflight(document, data))
    return data
