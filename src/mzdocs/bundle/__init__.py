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
from typing import Any

from mzdocs.bundle import order_sheets, packing, proof, shop_papers, signage_set, supplement
from mzdocs.bundle.approved_orders import not_approved, told_of_approvals
from mzdocs.bundle.finished_page import finished_page
from mzdocs.bundle.signage_set import BUREAU, STREET, Signage
from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type, stop_at_errors
from mzdocs.leaks import leaked
from mzdocs.load.workspace import RESERVED, Workspace, resolved
from mzdocs.model.unified_design import Maker
from mzdocs.publish import sets
from mzdocs.publish.manifest import MANIFEST
from mzdocs.publish.sets import Delivery, StagedStation
from mzdocs.render.spreadsheet import workbook

NONE_OF_ITS_OWN = problem_type(
    "MZ7931",
    "没有单独的压缩包：做好的都由区民政局统一制作，合在全区的一个里",
    "It has no bundle of its own: all that is built is the bureau's, in that of the district",
    "在“全区”下载。",
    "Download that of the whole district.",
    Exit.VERIFY,
)
AUTHOR = "mzdocs"
LIBRARIES = ("mzdocs", "pypdfium2", "xlsxwriter")
"""What a bundle is made with beyond what its signage was."""


@dataclass(frozen=True)
class Bundle:
    """A zip written and waiting beside its place."""

    slug: str
    name: str
    staged: StagedStation
    file: str
    files: int
    size: int
    seconds: float
    problems: tuple[Problem, ...] = ()
    """What is to be told of it: what in it is not signed, and of how it was put in place."""

    @property
    def zip(self) -> Path:
        """Where it will lie once its folder is put in place."""
        return self.staged.sets[0] / self.file


OnProgress = Callable[[Bundle], None]


def bundle_all(
    paths: Sequence[Path],
    space: Workspace,
    output: Path,
    on_progress: OnProgress | None = None,
    changed: bool = False,
    approved_only: bool = False,
) -> list[Bundle]:
    """A zip of what each street has made, and one of what the bureau has, when all its stations are asked for.

    Of what is `changed` only what differs from what was handed over last; of whom nothing does there is none.
    With `approved_only` nothing goes out of which not all stands signed.

    Raises:
        Stopped: with every problem of every station; then nothing at all was put in place.
    """
    made: list[Bundle] = []
    with sets.locked(output):
        try:
            stations = _read(paths, space, output)
            orders = _orders(stations, _whole(paths, space))
            orders = _changed(orders, output) if changed else orders
            if approved_only:
                stop_at_errors(problem for order in orders for problem in not_approved(order.stations))
            for each in _all(orders, output):
                made.append(each)
                if on_progress:
                    on_progress(each)
            return [replace(each, problems=(*each.problems, *sets.put_in_place(each.staged))) for each in made]
        finally:
            for each in made:
                sets.discard(each.staged)


def bundle_bytes(slug: str, space: Workspace, output: Path) -> bytes:
    """The zip of one street, or of the bureau (`RESERVED`), made as `bundle_all` makes it; nothing is written.

    Nobody is taken to have been handed it: what the next supplement is compared with stays.

    Raises:
        Stopped: one of its stations is not built, or not as its data are now; or nothing in it is this one's to give.
    """
    paths = [each for each in space.station_files() if slug in (RESERVED, each.stem)]
    orders = _orders(_read(paths, space, output), slug == RESERVED)
    wanted = next((each for each in orders if each.slug == slug), None)
    if wanted is None:
        raise Stopped([NONE_OF_ITS_OWN.at(Location(f"{slug}/bundle"))])
    return packing.packed(_files_of(wanted))


def made_again(slug: str, space: Workspace, output: Path) -> tuple[str, ...]:
    """What the shops must make or be told anew of a station since they were handed its bundles, in a few words each.

    Raises:
        Stopped: it is not built, not as its data are now, or no bundle of it was made before.
    """
    path = next(each for each in space.station_files() if each.stem == slug)
    (whole,) = _read([path], space, output)
    found: list[str] = []
    for maker, folder in ((STREET, slug), (BUREAU, RESERVED)):
        own = _made([whole], maker)
        if own:
            then, count = supplement.handed_before(output / folder / "bundle", f"{folder}/bundle")
            again = supplement.supplement(own[0], then.get(slug, {}), count + 1)
            found += [item.order.item if item.order else item.parts[0].title for item in again.items]
            found += again.notes[1:]
    return tuple(found)


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


@dataclass(frozen=True)
class _HandOver:
    """What one zip is of, by station what its shop has once it is given it, and which of its supplements it is."""

    slug: str
    name: str
    stations: tuple[Signage, ...]
    handed: Mapping[str, Any]
    supplements: int = 0


def _orders(stations: Sequence[Signage], whole: bool) -> list[_HandOver]:
    """All that each street has made, and the bureau where all its stations are there."""
    found = [
        _HandOver(each.slug, each.station, (each,), {each.slug: supplement.handed(each)})
        for each in _made(stations, STREET)
    ]
    bureaus = _made(stations, BUREAU) if whole else []
    if bureaus:
        state = {each.slug: supplement.handed(each) for each in bureaus}
        found.append(_HandOver(RESERVED, f"{len(bureaus)} 个工作站", tuple(bureaus), state))
    return found


def _changed(orders: Sequence[_HandOver], output: Path) -> list[_HandOver]:
    """The same with what is to be made again only.

    Raises:
        Stopped: somebody was handed nothing before.
    """
    found: list[_HandOver] = []
    problems: list[Problem] = []
    for each in orders:
        try:
            then, count = supplement.handed_before(output / each.slug / "bundle", f"{each.slug}/bundle")
            again = (supplement.supplement(one, then.get(one.slug, {}), count + 1) for one in each.stations)
            found.append(replace(each, stations=tuple(one for one in again if one.notes), supplements=count + 1))
        except Stopped as stopped:
            problems += stopped.problems
    stop_at_errors(problems)
    return [each for each in found if each.stations]


def _all(orders: Sequence[_HandOver], output: Path) -> Iterator[Bundle]:
    for each in orders:
        start = time.perf_counter()
        yield _staged(each, _files_of(each), output, start)


def _files_of(made: _HandOver) -> dict[str, bytes]:
    contents = {signage.slug: station_files(signage) for signage in made.stations}
    if made.slug == RESERVED:
        return district_files(made.stations, contents, [*made.handed])
    return contents[made.slug]


def _made(stations: Sequence[Signage], maker: Maker) -> list[Signage]:
    """Of each station what the maker has made; nothing of one that has none."""
    parts = (signage.of(maker) for signage in stations)
    return [signage for signage in parts if signage.ordered]


def _staged(made: _HandOver, files: Mapping[str, bytes], output: Path, start: float) -> Bundle:
    data, slug = packing.packed(files), made.slug
    again = made.supplements
    file = f"{slug}-supplement-{again}.zip" if again else f"{slug}.zip"
    title = f"{made.name} {f'第 {again} 次补做' if again else '制作'}文件"
    about = {
        "station": made.name,
        "set": "bundle",
        "versions": {**made.stations[0].versions, **{name: version(name) for name in LIBRARIES}},
        supplement.HANDED_OVER: made.handed,
        supplement.SUPPLEMENTS: made.supplements,
        "details": {file: {"kind": "bundle", "title": title, "contents": list(files)}},
    }
    delivery = Delivery(output / slug / "bundle", {file: data}, about, private=False)
    staged = sets.stage_station(output, slug, [delivery], "bundle")
    seconds = time.perf_counter() - start
    return Bundle(slug, made.name, staged, file, len(files), len(data), seconds, told_of_approvals(made.stations))


def station_files(signage: Signage) -> dict[str, bytes]:
    """What a station's zip holds, in its order."""
    trial = shop_papers.trial_sheets(signage)
    files = {
        "制作单.xlsx": workbook(order_sheets.order_grids(signage), f"{signage.station} 制作单", AUTHOR, signage.issued),
        "制作单.pdf": finished_page(order_sheets.order_sheet([signage])),
        **({"图纸.pdf": finished_page(shop_papers.drawing_sheets(signage))} if signage.ordered else {}),
        **({"试印.pdf": finished_page(trial)} if trial else {}),
        **(_proofs(signage) if signage.ordered else {}),
    }
    for folder in signage_set.FOLDERS:
        files |= {part.path: part.data for part in signage.parts if part.folder == folder}
    if signage.parts:
        files[MANIFEST] = packing.manifest_of(signage)
    return _clean(signage.slug, packing.with_sums({**files, packing.READ_ME: packing.read_me([signage])}))


def _proofs(signage: Signage) -> dict[str, bytes]:
    """The proof sheets, and a picture of each for those who look at it on a telephone."""
    proofs = finished_page(proof.proof_sheet(signage))
    shown = {f"样稿-{number:02}.png": data for number, data in enumerate(proof.sheet_pictures(proofs), 1)}
    return {"样稿.pdf": proofs, **shown}


def district_files(
    stations: Sequence[Signage], contents: Mapping[str, Mapping[str, bytes]], slugs: Sequence[str]
) -> dict[str, bytes]:
    """What the bureau's zip holds: the sum of all its orders, then a folder for each station.

    A folder bears its station's number among the `slugs` of all, so that a supplement's has the name it had before.
    """
    folders = {each.slug: f"{slugs.index(each.slug) + 1:02}-{_folder(each.station)}" for each in stations}
    title, day = f"{len(stations)} 个工作站 总制作单", order_sheets.issued(stations)
    files = {
        "总制作单.xlsx": workbook(order_sheets.district_grids(stations, folders), title, AUTHOR, day),
        "总制作单.pdf": finished_page(order_sheets.order_sheet(stations, whole=True)),
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
