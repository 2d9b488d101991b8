"""What a station may show, as delivered -> proof sheets (校样): every page, numbered, to a scale, to be signed.

A board has a sheet of its own, low plates stand three on one, papers four, cards six at their real size. It works from
the open sets alone: no client file, and nothing of the archive, is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mzdocs.bundle.finished_page import finished_page
from mzdocs.bundle.proof import Ruler, SignPicture, ruler_of, scale_of
from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.core.text import chinese_date
from mzdocs.core.units import Length, Size, mm
from mzdocs.derive.approval_states import approval_words
from mzdocs.kinds import CLOSED_SETS, KINDS
from mzdocs.model.approvals import Approvals
from mzdocs.pdf.raster import pictures, trimmed_sizes
from mzdocs.plan.document import A4, SETS, Document, Sheet
from mzdocs.publish import manifest
from mzdocs.publish.open_files import OpenFile, open_files

NOTHING_TO_PROVE = problem_type(
    "MZ7919",
    "还没有生成可以出校样的成品",
    "Nothing was delivered yet that could be proved",
    "先运行 mzdocs build。",
    "Run mzdocs build first.",
    Exit.VERIFY,
)


@dataclass(frozen=True)
class ProofGrid:
    """How pages stand on a sheet: the place of one picture, how many across and down, dots to the inch."""

    place: Size
    across: int
    down: int
    dots: int


AREA = Size(mm(186), mm(234))
"""What a sheet has for pages and their words."""
WORDS = mm(13)
"""What stands under each page."""
ALONE_HERE = ProofGrid(Size(mm(186), mm(214)), 1, 1, 150)
FOUR_A_SHEET = ProofGrid(Size(mm(90), mm(101)), 2, 2, 220)
CARDS = ProofGrid(Size(mm(90), mm(60)), 2, 3, 250)
PLATES = ProofGrid(Size(mm(186), mm(62)), 1, 3, 150)
LARGEST = {CARDS: mm(90.5), FOUR_A_SHEET: mm(297.5)}
"""The longest side of what stands so; anything longer stands alone, or under others where that makes it no smaller."""
TITLE, SIGNED = 45, 22
"""Characters of a title, and of who signed, for which there is room in the list."""
LINES = 48
"""Of the list of what is proved, on a sheet."""


@dataclass(frozen=True)
class Proved:
    """One delivered file on the proof: its number, what people call it, its pages, and whether it is signed."""

    number: int
    title: str
    name: str
    sizes: tuple[Size, ...]
    short: str
    signed: str
    sheets: tuple[int, ...] = ()

    @property
    def size(self) -> str:
        """Of its first page."""
        return str(Size(mm(round(self.sizes[0].width.mm, 1)), mm(round(self.sizes[0].height.mm, 1))))

    @property
    def where(self) -> str:
        """The sheets it stands on: `5–7`."""
        first, last = self.sheets[0], self.sheets[-1]
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class ProvedPage:
    """One page of it on a sheet: which of how many, its picture and where that stands, to which scale."""

    of: Proved
    page: int
    factor: float
    picture: SignPicture
    left: Length
    top: Length
    ruler: Ruler | None

    @property
    def scale(self) -> str:
        """As drawings say it: `1∶5`."""
        return f"1∶{self.factor:g}"


@dataclass
class _Laid:
    """Sheets as they fill, and the pictures on them."""

    sheets: list[list[ProvedPage]] = field(default_factory=list)
    grid: ProofGrid | None = None
    assets: dict[str, tuple[bytes, str]] = field(default_factory=dict)


def station_proof(station: Path, year: int, approvals: Approvals) -> tuple[bytes, int]:
    """The proof sheets of what lies in a station's folder as PDF, and how many sheets they are.

    Raises:
        Stopped: nothing was delivered, or it is no longer what was delivered.
    """
    files = open_files(station, year, CLOSED_SETS)
    heads = sorted((each for each in files if each.shown), key=_order)
    if not heads:
        raise Stopped([NOTHING_TO_PROVE.at(Location(station.name))])
    document = _planned(station, heads, files, approvals)
    return finished_page(document), document.pages or 0


def _order(each: OpenFile) -> tuple[int, int, bool, str]:
    """Set by set and kind by kind, what is ordered before what goes with it."""
    sets = [name for name in SETS if each.folder.startswith(name)]
    return SETS.index(sets[0]), list(KINDS).index(str(each.entry["kind"])), "order" not in each.entry, each.name


def _planned(station: Path, heads: Sequence[OpenFile], files: Sequence[OpenFile], approvals: Approvals) -> Document:
    whose = str(manifest.about(station / heads[0].folder)["station"])
    issued = max(str(each.entry["issued"]) for each in heads)
    before = -(-len(heads) // LINES)
    laid = _Laid()
    proved: list[Proved] = []
    for number, head in enumerate(heads, 1):
        data = _read(station, head)
        sums = {each.path: each.sha256 for each in files if (each.folder, each.head) == (head.folder, head.name)}
        title = str(head.entry["title"]).removeprefix(whose).strip()
        signed = _cut(approval_words(approvals, sums), SIGNED)
        one = Proved(number, _cut(title, TITLE), head.name, tuple(trimmed_sizes(data)), head.sha256[:8], signed)
        first, last = _lay(laid, one, data)
        proved.append(replace(one, sheets=(before + first, before + last)))
    return Document(
        kind="bundle",
        name="校样",
        title=f"{whose} 校样",
        set="bundle",
        sheet=Sheet(A4),
        issued=issued,
        template="bundle/station-proof.html",
        fields={
            "lists": [proved[at : at + LINES] for at in range(0, len(proved), LINES)],
            "sheets": laid.sheets,
            "count": before + len(laid.sheets),
            "files": len(proved),
            "station": whose,
            "day": chinese_date(date.fromisoformat(issued)),
        },
        assets=laid.assets,
        expects=tuple(each.title for each in proved),
        pages=before + len(laid.sheets),
    )


def _cut(text: str, most: int) -> str:
    """A text that has room, or as much of it as has."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _read(station: Path, head: OpenFile) -> bytes:
    """The bytes of a file, which must be those that were delivered."""
    path = station / head.path
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if hashlib.sha256(data).hexdigest() != head.sha256:
        raise Stopped([manifest.CHANGED.at(Location(f"{station.name}/{head.path}"))])
    return data


def _lay(laid: _Laid, one: Proved, data: bytes) -> tuple[int, int]:
    """Put its pages on the last sheet and on new ones; gives the first and the last of them, from 1."""
    grid = grid_of(one.sizes)
    on: list[int] = []
    for page, size in enumerate(one.sizes):
        full = not laid.sheets or laid.grid is not grid or len(laid.sheets[-1]) == grid.across * grid.down
        if full:
            laid.sheets.append([])
            laid.grid = grid
        laid.sheets[-1].append(_placed(laid.assets, one, page, size, data, grid, len(laid.sheets[-1])))
        on.append(len(laid.sheets))
    return on[0], on[-1]


def grid_of(sizes: Sequence[Size]) -> ProofGrid:
    """How the pages of a file of these sizes stand."""
    longest = max(max(size.width, size.height) for size in sizes)
    lower = all(scale_of(size, 1, PLATES.place) == scale_of(size, 1, ALONE_HERE.place) for size in sizes)
    return next((grid for grid, most in LARGEST.items() if longest <= most), PLATES if lower else ALONE_HERE)


def _placed(
    assets: dict[str, tuple[bytes, str]], one: Proved, page: int, size: Size, data: bytes, grid: ProofGrid, at: int
) -> ProvedPage:
    factor = scale_of(size, 1, grid.place)
    small = Size(size.width * (1 / factor), size.height * (1 / factor))
    longest = round(max(small.width.mm, small.height.mm) / 25.4 * grid.dots)
    address = f"mz:///station-proof/{one.number}-{page}"
    assets[address] = (pictures(data, [page], longest)[0], "image/png")
    wide, high = AREA.width.mm / grid.across, AREA.height.mm / grid.down
    left = wide * (at % grid.across) + (wide - small.width.mm) / 2
    top = high * (at // grid.across) + max(0.0, (high - WORDS.mm - small.height.mm) / 2)
    ruler = ruler_of(factor) if grid in (ALONE_HERE, PLATES) else None
    return ProvedPage(one, page, factor, SignPicture(address, small), mm(left), mm(top), ruler)
