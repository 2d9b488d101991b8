"""A template -> its compiled form: filled with probes, laid out once, brought to its standard once, split into sides.

A probe is a short text that stands in every slot, so that the layout shows where the slots are.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from mzdocs.core.problems import Location, Stopped
from mzdocs.plan.document import Document, Part, Record
from mzdocs.render import engine
from mzdocs.render.engine import Assets, Laid
from mzdocs.render.justify import justify
from mzdocs.render.qr import code_address, code_png
from mzdocs.render.templates import art, fill_part, style_sheets
from mzdocs.vdp.box_tree import CANNOT_MERGE, Unsupported
from mzdocs.vdp.compiled_template import FLOWING_SIDES, CompiledTemplate, Ready
from mzdocs.vdp.slot_extents import check_apart, check_steady, longest_texts
from mzdocs.vdp.slots import has_rows, page_slots

PROBE = "永"
_NO_BORDERS = "[data-rows] tbody td { border-color: transparent !important }"
"""Borders of rows are drawn with the rows; the probes' rows leave nothing in the static layer."""
_CELLS = 40


def compile_template(document: Document, part: Part, design: Mapping[str, object], ready: Ready) -> CompiledTemplate:
    """The compiled template of one design of a part.

    Raises:
        Stopped: the template has a feature that cannot be merged, named; or the layout engine logged anything.
    """
    from mzdocs.vdp.sides import split_pages

    try:
        laid = _laid(document, part, design, PROBE)
        _check_slots(document, part, design, laid)
        if has_rows(laid.pages.pages):
            sides, objects = split_pages(document, _over_pages(document, part, design, laid), ready)
            return CompiledTemplate(tuple(sides[:FLOWING_SIDES]), tuple(objects))
        sides, objects = split_pages(document, laid, ready)
        return CompiledTemplate(tuple(sides), tuple(objects))
    except Unsupported as unsupported:
        raise refusal(part, unsupported, Location(document.file)) from None


def refusal(part: Part, unsupported: Unsupported, location: Location) -> Stopped:
    """What is told of a template that cannot be merged."""
    return Stopped([CANNOT_MERGE.at(location, template=part.template, feature=str(unsupported))])


def probed(
    document: Document,
    part: Part,
    design: Mapping[str, object],
    probe: str,
    rows: int,
    filled: Mapping[str, str] | None = None,
) -> str:
    """The page with a probe in all its slots, and so many rows of probes: all that its layout depends on but styles.

    `filled` are the texts of slots that bear another than the probe.
    """
    untitled = replace(document, title="", issued="2000-01-01")
    return fill_part(untitled, part, [Record(_Probes(probe, filled or {}), [(probe,) * _CELLS] * rows, design)])


def styles(document: Document) -> tuple[str, Assets]:
    """The style rules of the document's kind, and the pictures of its design."""
    return style_sheets(document.kind, document.theme) + _NO_BORDERS, art(document.kind, document.theme)


class _Probes(dict[str, str]):
    """A record that has every slot's value."""

    def __init__(self, probe: str, filled: Mapping[str, str]) -> None:
        super().__init__(filled)
        self._probe = probe

    def __missing__(self, name: str) -> str:
        return self._probe

    def __contains__(self, name: object) -> bool:
        return True


def _laid(
    document: Document,
    part: Part,
    design: Mapping[str, object],
    probe: str,
    rows: int = 3,
    filled: Mapping[str, str] | None = None,
) -> Laid:
    style, pictures = styles(document)
    html = probed(document, part, design, probe, rows, filled)
    return justify(engine.lay_out(html, style, {**pictures, **_probe_pictures(probe)}, Location(document.file)))


def _probe_pictures(probe: str) -> dict[str, tuple[bytes, str]]:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (300, 420), 200).save(out, "JPEG")
    picture = (out.getvalue(), "image/jpeg")
    return {quote(probe): picture, code_address(probe): (code_png("PROBE"), "image/png")}


def _over_pages(document: Document, part: Part, design: Mapping[str, object], few: Laid) -> Laid:
    """Rows over at least three pages: the first, a left one and a right one may differ."""
    table = page_slots(few.pages.pages[0]).table
    assert table
    rows = int((table.bottom - table.top) / max(1.0, table.row_height([1] * len(table.columns))))
    return _laid(document, part, design, PROBE, rows=(rows + 2) * FLOWING_SIDES)


def _check_slots(document: Document, part: Part, design: Mapping[str, object], laid: Laid) -> None:
    """Nothing on a page may move because a text is longer, and no text may reach what stands beside it."""
    pages = laid.pages.pages
    check_steady(pages, _laid(document, part, design, PROBE, filled=longest_texts(pages, PROBE)).pages.pages)
    for page in pages:
        check_apart(page)
