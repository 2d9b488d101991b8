"""A page's HTML -> where its boxes stand once it is laid out: measured once, kept under all a layout follows from.

Sizes are fitted, gaps shared and sides ended by layouts nobody prints. What is kept of one holds no text, only where
things stand; the page that is printed is laid out all the same and looked at again.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from mzdocs import core
from mzdocs.core.kept_values import cache_folder, keep, kept, programs
from mzdocs.core.problems import Location
from mzdocs.core.typed_json import restored, stored
from mzdocs.design import fontconfig, fonts
from mzdocs.render import engine, flow
from mzdocs.render.engine import Assets, Laid
from mzdocs.render.layout_boxes import LaidPiece, LayoutBox, boxes, pieces, text_area

_END, _BLOCK = "data-end", "data-block"
"""The attributes by which templates mark a paper's end and its blocks."""
_LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "pillow", "rjieba")


@dataclass(frozen=True)
class LayoutMeasures:
    """What is asked of a layout: its marked boxes, the nodes of its chart, and the rows and lines of its blocks.

    `ends` are the pages a paper's end stands on, from 0; `areas` from where to where each page has text, in mm.
    """

    boxes: tuple[LayoutBox, ...]
    nodes: tuple[LayoutBox, ...]
    ends: tuple[int, ...]
    pieces: tuple[LaidPiece, ...]
    areas: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        boxes = (box.page for box in (*self.boxes, *self.nodes))
        pieces = (piece.page for piece in self.pieces)
        if not all(0 <= page < len(self.areas) for page in (0, *boxes, *pieces, *self.ends)):
            raise ValueError("stands on no page")


_MEASURED: dict[str, LayoutMeasures] = {}
_TO_PRINT: dict[str, Laid] = {}
"""The last page that was measured and may be the one that is printed: it is not laid out again then."""


def measured(html: str, styles: str, assets: Assets, location: Location, may_print: bool = False) -> LayoutMeasures:
    """The measures of a page laid out under these style rules; the last one that `may_print` is kept for `laid_out`.

    Raises:
        Stopped: as for `lay_out`; nothing is kept then.
    """
    key = layout_key(html, styles, assets)
    if key not in _MEASURED:
        path = cache_folder("layouts") / key[:2] / key
        found = restored(LayoutMeasures, kept(path))
        if found is None:
            found = _laid_and_measured(key, (html, styles, assets, location), may_print)
            keep(path, stored(found))
        _MEASURED[key] = found
    return _MEASURED[key]


def _laid_and_measured(key: str, page: tuple[str, str, Assets, Location], may_print: bool) -> LayoutMeasures:
    if may_print:
        let_go()
        _TO_PRINT[key] = engine.lay_out(*page)
        return measures_of(_TO_PRINT[key])
    found = measures_of(engine.lay_out(*page))
    if not _TO_PRINT:
        gc.collect(0)
    return found


def laid_out(html: str, styles: str, assets: Assets, location: Location) -> Laid:
    """A page to be printed: the one that was measured, or laid out now.

    Raises:
        Stopped: as for `lay_out`.
    """
    found = _TO_PRINT.pop(layout_key(html, styles, assets), None) if _TO_PRINT else None
    return replace(found, location=location) if found else engine.lay_out(html, styles, assets, location)


def let_go() -> None:
    """Give back what the last layout was made of: its boxes are bound in circles, and the collector may be at rest.

    Only what was made since it looked the last time is looked at: a layout that is still needed is then never freed.
    """
    _TO_PRINT.clear()
    gc.collect(0)


def measures_of(laid: Laid) -> LayoutMeasures:
    """The measures of pages that are laid out, without a text."""
    return LayoutMeasures(
        tuple(replace(box, text="") for box in boxes(laid)),
        tuple(replace(box, text="") for box in boxes(laid, flow.ATTRIBUTE)),
        tuple(box.page for box in boxes(laid, _END)),
        tuple(pieces(laid, _BLOCK)),
        tuple(text_area(laid, page) for page in range(len(laid.pages.pages))),
    )


def layout_key(html: str, styles: str, assets: Assets) -> str:
    """The hash of all that a layout follows from."""
    digest = hashlib.sha256()
    for piece in _pieces(html, styles, assets):
        digest.update(b"%d\0" % len(piece))
        digest.update(piece)
    return digest.hexdigest()


def _pieces(html: str, styles: str, assets: Assets) -> Iterator[bytes]:
    yield from (_made_with().encode("utf-8"), styles.encode("utf-8"), html.encode("utf-8"))
    for name, (data, media) in sorted(assets.items()):
        yield from (name.encode("utf-8"), media.encode("utf-8"), data)


@cache
def _made_with() -> str:
    """The engine, the fonts as they are set, and what of ours stands between a page and its measures."""
    rooms = (Path(__file__).parent, Path(core.__file__).parent)
    faces = fonts.record_file()
    sums = faces.read_text(encoding="utf-8") if faces.is_file() else ""
    return repr((programs(_LIBRARIES, *rooms), sums, fontconfig.config_text()))
