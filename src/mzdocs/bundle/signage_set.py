"""output/<station>/signage/ -> what the shop is to get: verified files, each with the order it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type, stop_at_errors
from mzdocs.core.text import chinese_date
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Size
from mzdocs.kinds import SHOP
from mzdocs.load import load_approvals, load_themes
from mzdocs.load.workspace import Workspace, read_bytes
from mzdocs.model.approvals import Approvals
from mzdocs.model.unified_design import Maker
from mzdocs.plan.document import Order
from mzdocs.plan.order_values import order_from
from mzdocs.publish import manifest
from mzdocs.publish.record import made_from

NOT_BUILT = problem_type(
    "MZ7401",
    "还没有生成门牌、展板、胸牌，没有可交给制作单位的文件",
    "Plaques, boards and badges are not built yet: there is nothing to hand over",
    "先运行 mzdocs build-signage。",
    "Run mzdocs build-signage first.",
    Exit.VERIFY,
)
STALE = problem_type(
    "MZ7402",
    "门牌、展板、胸牌生成以后，{data} 又改动过",
    "{data} has changed since plaques, boards and badges were built",
    "先运行 mzdocs build-signage，再运行 mzdocs bundle。",
    "Run mzdocs build-signage, then mzdocs bundle.",
    Exit.VERIFY,
)
NOT_SIGNAGE = problem_type(
    "MZ7403",
    "这个文件不属于交给制作单位的门牌、展板、胸牌",
    "This file is none of the plaques, boards and badges a shop receives",
    "重新运行 mzdocs build-signage。",
    "Run mzdocs build-signage again.",
    Exit.VERIFY,
)

SIGNAGE = "signage"
"""The set it is taken from."""
BUREAU: Maker = "区民政局"
STREET: Maker = "街道办事处"
FORMATS = (".pdf", ".svg", ".dxf", ".plt")
_USES = {"imposed": "拼版", "outlined": "转曲", "engraved": "雕刻切割"}
_PRINTED, _EXTRA = "印刷", "另附"
FOLDERS = {
    "印刷文件": (_PRINTED,),
    "转曲文件": ("转曲",),
    "雕刻切割": ("雕刻切割",),
    "单位自印": ("拼版", _EXTRA),
}
"""The folders of a zip, and the uses whose files lie in them."""


@dataclass(frozen=True)
class HandoverFile:
    """One file of the hand-over: what the shop does with it, and where it lies in the zip."""

    file: str
    use: str
    title: str
    size: Size
    pages: int
    data: bytes
    sha256: str
    page_hashes: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    entry: Mapping[str, Any] = field(default_factory=dict)
    """All that the manifest of the signage says of it."""

    @property
    def folder(self) -> str:
        """The folder of the zip for what the shop does with it."""
        return next(folder for folder, uses in FOLDERS.items() if self.use in uses)

    @property
    def path(self) -> str:
        """Where it lies in the zip."""
        return f"{self.folder}/{self.file}"

    @property
    def short(self) -> str:
        """Enough of the sum to tell two files apart by eye; the whole stands in the checksum file."""
        return self.sha256[:8]


@dataclass(frozen=True)
class HandoverItem:
    """One thing to make, with its files; a file nobody ordered, such as a calibration sheet, has no order.

    `cards` are those of its file that are made again, counted from 0, where not all are.
    """

    kind: str
    order: Order | None
    parts: tuple[HandoverFile, ...]
    template: str = ""
    cards: tuple[int, ...] = ()

    @property
    def shown(self) -> HandoverFile:
        """The file a picture is taken of: the outlined copy, which looks alike in every program."""
        return next((part for part in self.parts if part.use == "转曲"), self.parts[0])

    @property
    def laid(self) -> tuple[HandoverFile, ...]:
        """Its imposed sheets, for the office's own printer."""
        return tuple(part for part in self.parts if part.use == "拼版")


@dataclass(frozen=True)
class Customer:
    """Whom the shop calls, and where it delivers; nothing where the data do not say."""

    name: str = ""
    phone: str = ""
    address: str = ""
    due: str = ""

    @property
    def day(self) -> str:
        """The day of delivery as it is printed."""
        return chinese_date(date.fromisoformat(self.due)) if self.due else ""


@dataclass(frozen=True)
class Signage:
    """A station's signage as delivered and verified; `notes` are what the shop is told of a supplementary order."""

    slug: str
    station: str
    issued: str
    theme: Theme
    items: tuple[HandoverItem, ...]
    versions: Mapping[str, str]
    customer: Customer = Customer()
    bureau: Customer = Customer()
    notes: tuple[str, ...] = ()
    approvals: Approvals = Approvals()

    def sums(self, parts: Sequence[HandoverFile]) -> dict[str, str]:
        """Of files the SHA-256, by set and name, as they are signed off."""
        return {f"{SIGNAGE}/{part.file}": part.sha256 for part in parts}

    def of(self, maker: Maker) -> Signage:
        """What one of the two has made of it; what nobody ordered is printed by the street office, and stays there."""
        items = tuple(item for item in self.items if (item.order.maker if item.order else STREET) == maker)
        return replace(self, items=items, customer=self.bureau if maker == BUREAU else self.customer)

    @property
    def ordered(self) -> tuple[tuple[HandoverItem, Order], ...]:
        """What is to be made, each with its order, as the order sheet counts them."""
        return tuple((item, item.order) for item in self.items if item.order)

    @property
    def parts(self) -> tuple[HandoverFile, ...]:
        """Every file of the hand-over, with those nobody ordered."""
        return tuple(part for item in self.items for part in item.parts)


def signage(path: Path, space: Workspace, output: Path) -> Signage:
    """What `build-signage` delivered for a station's data file; the data is hashed, never read.

    Raises:
        Stopped: not built, older than its data, or one of its files is not what the manifest says.
    """
    folder = output / path.stem / SIGNAGE
    if not (folder / manifest.MANIFEST).is_file():
        raise Stopped([NOT_BUILT.at(Location(f"{path.stem}/signage"))])
    about = manifest.about(folder)
    try:
        theme = _theme(about, space)
        approvals, damaged = load_approvals(space, path.stem)
        sums = made_from(folder) or {}
        stop_at_errors(
            [*damaged, *_stale(sums, path, space), *_stale_theme(sums, path, theme), *_foreign(folder, about)]
        )
        files, entries = manifest.kept(folder, frozenset())
        return _signage(path.stem, about, files, entries, theme, approvals)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Stopped([manifest.CHANGED.at(Location(f"{path.stem}/signage/{manifest.MANIFEST}"))]) from None


def _stale(sums: Mapping[str, str], path: Path, space: Workspace) -> Iterator[Problem]:
    for data in (space.district_file, path):
        name = space.name(data)
        now = hashlib.sha256(read_bytes(data, name)).hexdigest()
        if sums.get(name) != now:
            yield STALE.at(Location(f"{path.stem}/signage"), data=name)


def _theme(about: Mapping[str, Any], space: Workspace) -> Theme:
    """The theme of the signage, as it is today; a shipped one where the workspace has none of that name."""
    name = next((entry["theme"] for entry in about["files"] if "theme" in entry), Theme().name)
    return load_themes(space).get(name, Theme(name))


def _stale_theme(sums: Mapping[str, str], path: Path, theme: Theme) -> Iterator[Problem]:
    """Files of the bureau's theme that came, went or changed since."""
    then = {name: digest for name, digest in sums.items() if name.startswith("data/themes/")}
    for name, _ in sorted(then.items() ^ theme.made_from.items())[:1]:
        yield STALE.at(Location(f"{path.stem}/signage"), data=name)


def _foreign(folder: Path, about: Mapping[str, Any]) -> Iterator[Problem]:
    """The list of what may go out, judged before a file is opened: lying in the folder lets nothing in."""
    for entry in about["files"]:
        name = Path(entry["file"])
        if entry.get("kind") not in SHOP or name.suffix not in FORMATS or (folder / name).is_symlink():
            yield NOT_SIGNAGE.at(Location("/".join((folder / name.name).parts[-3:])))


def _signage(
    slug: str,
    about: Mapping[str, Any],
    files: Mapping[str, bytes],
    entries: Mapping[str, Mapping[str, Any]],
    theme: Theme,
    approvals: Approvals,
) -> Signage:
    heads = sorted(
        (name for name, entry in entries.items() if "made_from" not in entry),
        key=lambda name: ("order" not in entries[name], SHOP.index(entries[name]["kind"]), Path(name).stem),
    )
    made = (_item(head, [n for n in entries if _head(n, entries) == head], files, entries) for head in heads)
    items = tuple(sorted(made, key=walking_order))
    issued = max(entry["issued"] for entry in entries.values())
    customer, bureau = (_customer(about.get(name, {})) for name in ("ordered_by", "bureau_ordered_by"))
    return Signage(slug, about["station"], issued, theme, items, about["versions"], customer, bureau, (), approvals)


def _customer(said: Mapping[str, Any]) -> Customer:
    return Customer(**{name: str(text or "") for name, text in said.items()})


def walking_order(item: HandoverItem) -> tuple[int, str, str, int, int]:
    """What hangs in rows goes by room, wall and place among its kind, as the fitter walks; the rest stays as it is."""
    order = item.order
    hung = order.hung if order else None
    rank = SHOP.index(item.kind) if order else len(SHOP)
    return (rank, hung.room, hung.wall, hung.place, hung.part) if hung else (rank, "", "", 0, 0)


def _head(name: str, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The file a file was made out of, by however many steps.

    Raises:
        ValueError: the steps go in a circle.
    """
    for _ in entries:
        if "made_from" not in entries[name]:
            return name
        name = entries[name]["made_from"]
    raise ValueError(name)


def _item(
    head: str, names: Sequence[str], files: Mapping[str, bytes], entries: Mapping[str, Mapping[str, Any]]
) -> HandoverItem:
    order = entries[head].get("order")
    uses = [_PRINTED, *_USES.values(), _EXTRA]
    parts = [_part(name, entries[name], files[name], _PRINTED if order else _EXTRA) for name in names]
    parts.sort(key=lambda part: (uses.index(part.use), part.file))
    return HandoverItem(
        entries[head]["kind"], order_from(order) if order else None, tuple(parts), entries[head].get("template", "")
    )


def _part(name: str, entry: Mapping[str, Any], data: bytes, first: str) -> HandoverFile:
    use = _USES[entry["step"]] if "step" in entry else first
    size = Size.parse(entry["size"])
    sums, cards = (tuple(map(str, entry.get(key, ()))) for key in ("page_hashes", "cards"))
    return HandoverFile(name, use, entry["title"], size, entry["pages"], data, entry["sha256"], sums, cards, entry)
