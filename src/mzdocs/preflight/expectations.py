"""A plan, or the manifest's entry beside a file -> what the file must be; `None` where nobody has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mzdocs.core.problems import Stopped
from mzdocs.core.units import Length, Size
from mzdocs.design.theme import BLACK, CUT, FOUR, Palette, palette
from mzdocs.plan.document import Document, Imposition

Profile = Literal["press", "outlined", "archive", "plain"]
PROFILES: tuple[Profile, ...] = ("press", "outlined", "archive", "plain")
ON_PRESS: tuple[Profile, ...] = ("press", "outlined")
WITH_FONTS: tuple[Profile, ...] = ("press", "archive", "plain")

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
ANY_NUMBER = 0
"""Of pages: the plan leaves it to the text."""


@dataclass(frozen=True)
class Expectations:
    """What was ordered. `plates` names the plates, `stroke` is the thinnest line the process holds."""

    size: Size | None = None
    bleed: Length | None = None
    safe: Length | None = None
    pages: int | None = None
    plates: frozenset[str] | None = None
    cut: str = "CutContour"
    texts: tuple[str, ...] | None = None
    codes: tuple[str, ...] | None = None
    stroke: Length | None = None
    imposition: Imposition | None = None


def of_document(document: Document) -> Expectations:
    """All a plan says."""
    colours = palette(document.theme)
    return Expectations(
        size=document.sheet.size,
        bleed=document.sheet.bleed,
        safe=document.sheet.safe,
        pages=document.pages or ANY_NUMBER,
        plates=_plates(document.order.inks, colours) if document.order else None,
        cut=colours.inks[CUT].name,
        texts=document.expects,
        codes=document.codes,
        stroke=document.legibility.stroke if document.legibility else None,
        imposition=document.imposition,
    )


def profile_of(document: Document) -> Profile:
    """Under which rules a plan's file stands."""
    if document.standard == "press":
        return "outlined" if document.derived and document.derived.step == "outlined" else "press"
    return "archive" if document.standard == "archival" else "plain"


def of_entry(entry: Mapping[str, Any]) -> Expectations:
    """What the manifest keeps of a plan; an entry nobody of ours wrote says nothing."""
    try:
        order = entry.get("order") or {}
        return Expectations(
            size=Size.parse(entry["size"]),
            bleed=Length.parse(entry["bleed"]) if "bleed" in entry else None,
            safe=Length.parse(entry["safe"]) if "safe" in entry else None,
            pages=int(entry["pages"]),
            plates=_plates(order["inks"], palette(entry.get("theme", "default"))) if order else None,
            stroke=Length.parse(entry["stroke"]) if "stroke" in entry else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError, Stopped):
        return Expectations()


def entry_of(document: Document) -> dict[str, str]:
    """What of a plan the manifest keeps, so that its file can be checked again later."""
    sheet, legibility = document.sheet, document.legibility
    said = {
        "bleed": str(sheet.bleed),
        "safe": str(sheet.safe),
        "theme": document.theme,
        "profile": profile_of(document),
    }
    return said | ({"stroke": str(legibility.stroke)} if legibility else {})


def _plates(words: Iterable[str], colours: Palette) -> frozenset[str]:
    names: set[str] = set()
    for word in words:
        names |= {*PROCESS} if word == FOUR else {"Black"} if word == BLACK else {colours.inks[word].name}
    return frozenset(names)
