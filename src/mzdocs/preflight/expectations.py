"""A plan, or the manifest's entry beside a file -> what the file must be; `None` where nobody has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from typing import Any, Literal

from mzdocs.core.units import Length, Size, mm
from mzdocs.design.theme import BLACK, CUT, FOUR, WHITE, Cmyk, Palette, palette
from mzdocs.plan.clearances import Clearances
from mzdocs.plan.declared_sides import Declaration, DeclaredPassage
from mzdocs.plan.document import Document, Imposition, Order
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.pictures.picture_looks import look_of

Profile = Literal["press", "outlined", "archive", "plain"]
PROFILES: tuple[Profile, ...] = ("press", "outlined", "archive", "plain")
ON_PRESS: tuple[Profile, ...] = ("press", "outlined")
WITH_FONTS: tuple[Profile, ...] = ("press", "archive", "plain")

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_UNSEEN = ("CutContour", "White", "None")
"""Inks that are not seen, as files of others name them."""
_ENOUGH = 3
ANY_NUMBER = 0
"""Of pages: the plan leaves it to the text."""


@dataclass(frozen=True)
class ExpectedPicture:
    """A photo as the plan declares it (`plan/declared_pictures`), and its look."""

    size: tuple[float, float]
    at: tuple[int, float, float] | None
    look: bytes


@dataclass(frozen=True)
class Expectations:
    """What was ordered. `plates` names the plates, `stroke` is the thinnest line the process holds.

    `distance` is from how far it is read, `cap` how wide the caps of its screws are. `unseen` names the inks that mark
    or underlie, `looks` what the others look like; `ranks` are texts in the order of their weight. Of a design with
    many records at least `looked_at` pages are measured for their geometry. No type is smaller than `least_type`.
    `sides` is what a paper shows in its order, `source` the file that a copy in outlines was made of. `passed` are the
    numbers of pages that are known to have passed what is asked of each page by itself.
    """

    size: Size | None = None
    bleed: Length | None = None
    safe: Length | None = None
    pages: int | None = None
    plates: frozenset[str] | None = None
    cut: str = "CutContour"
    texts: tuple[str, ...] | None = None
    codes: tuple[str, ...] | None = None
    pictures: tuple[ExpectedPicture, ...] | None = None
    stroke: Length | None = None
    imposition: Imposition | None = None
    clearances: Clearances | None = None
    distance: Length | None = None
    cap: Length | None = None
    unseen: frozenset[str] = frozenset(_UNSEEN)
    looks: Mapping[str, Cmyk] = field(default_factory=dict)
    ranks: tuple[tuple[str, ...], ...] | None = None
    looked_at: int | None = None
    least_type: Length | None = None
    sides: Declaration | None = None
    source: MeasuredPdf | None = None
    passed: frozenset[int] = frozenset()


def of_document(document: Document) -> Expectations:
    """All a plan says."""
    return replace(
        of_each_page(document),
        pages=document.pages or ANY_NUMBER,
        texts=document.expects,
        codes=document.codes,
        sides=document.sides,
    )


def of_each_page(document: Document) -> Expectations:
    """What a plan asks of each page by itself: all but what the file must hold somewhere."""
    colours = palette(document.theme)
    unseen = _unseen(colours)
    return Expectations(
        size=document.sheet.size,
        bleed=document.sheet.bleed,
        safe=document.sheet.safe,
        plates=_plates(document.order.inks, colours) if document.order else None,
        cut=colours.inks[CUT].name,
        pictures=_pictures(document),
        stroke=document.legibility.stroke if document.legibility else None,
        imposition=document.imposition,
        clearances=document.clearances,
        distance=document.legibility.distance if document.legibility else None,
        cap=document.sheet.holes.cap if document.sheet.holes else None,
        unseen=unseen,
        looks={ink.name: ink.look for ink in colours.inks.values() if ink.name not in unseen},
        ranks=document.ranks or None,
        looked_at=_ENOUGH if document.parts and document.standard != "press" else None,
        least_type=document.least_type,
    )


def profile_of(document: Document) -> Profile:
    """Under which rules a plan's file stands."""
    if document.standard == "press":
        return "outlined" if document.derived and document.derived.step == "outlined" else "press"
    return "archive" if document.standard == "archival" else "plain"


def of_entry(entry: Mapping[str, Any]) -> Expectations:
    """What the manifest keeps of a plan; an entry nobody of ours wrote says nothing."""
    try:
        return Expectations(
            size=Size.parse(entry["size"]),
            bleed=_length(entry, "bleed"),
            safe=_length(entry, "safe"),
            pages=int(entry["pages"]),
            plates=frozenset(map(str, entry["plates"])) if "plates" in entry else None,
            stroke=_length(entry, "stroke"),
            clearances=_clearances(entry["clearances"]) if "clearances" in entry else None,
            distance=Length.parse_distance(entry["distance"]) if "distance" in entry else None,
            cap=_length(entry, "cap"),
            least_type=_length(entry, "least_type"),
            unseen=frozenset({*_UNSEEN, *map(str, entry.get("unseen", ()))}),
            looks={name: (c, m, y, k) for name, (c, m, y, k) in entry.get("looks", {}).items()},
            sides=tuple(DeclaredPassage(*each) for each in entry["sides"]) if "sides" in entry else None,
            pictures=tuple(map(_picture, entry["pictures"])) if "pictures" in entry else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return Expectations()


def entry_of(document: Document) -> dict[str, object]:
    """What of a plan the manifest keeps, so that its file can be checked again later."""
    sheet, legibility, clearances = document.sheet, document.legibility, document.clearances
    said: dict[str, object] = {
        "bleed": str(sheet.bleed),
        "safe": str(sheet.safe),
        "theme": document.theme.name,
        "template": document.template,
        "profile": profile_of(document),
        "sides": [astuple(each) for each in document.sides],
        "pictures": [{"size": each.size, "at": each.at, "look": each.look.hex()} for each in _pictures(document)],
    }
    if legibility:
        said |= {"stroke": str(legibility.stroke), "distance": str(legibility.distance)}
    if sheet.holes and sheet.holes.cap:
        said["cap"] = str(sheet.holes.cap)
    if document.least_type:
        said["least_type"] = str(document.least_type)
    if clearances:
        values = {each.name: getattr(clearances, each.name) for each in fields(clearances)}
        said["clearances"] = {name: str(value) for name, value in values.items() if value}
    return said | (_inks(document.order, palette(document.theme)) if document.order else {})


def _pictures(document: Document) -> tuple[ExpectedPicture, ...]:
    on_press = document.standard == "press"
    looks = {
        (each.asset, each.size): look_of(document.assets[each.asset][0], each.size, on_press)
        for each in document.pictures
    }
    return tuple(ExpectedPicture(each.size, each.at, looks[each.asset, each.size]) for each in document.pictures)


def _picture(said: Mapping[str, Any]) -> ExpectedPicture:
    width, height = map(float, said["size"])
    page, left, top = said["at"] or (0, 0, 0)
    at = (int(page), float(left), float(top)) if said["at"] else None
    return ExpectedPicture((width, height), at, bytes.fromhex(said["look"]))


def _inks(order: Order, colours: Palette) -> dict[str, object]:
    """The plates; and of the theme's named inks which are not seen, and what the others look like."""
    unseen = _unseen(colours)
    return {
        "plates": sorted(_plates(order.inks, colours)),
        "unseen": sorted(unseen - {*_UNSEEN}),
        "looks": {ink.name: list(ink.look) for ink in colours.inks.values() if ink.name not in unseen},
    }


def _length(entry: Mapping[str, Any], name: str) -> Length | None:
    return Length.parse(entry[name]) if name in entry else None


def _clearances(entry: Mapping[str, Any]) -> Clearances:
    block, rule, picture, panel, trim = (_length(entry, name) or mm(0) for name in _LEAST)
    along, lines, group = _length(entry, "along"), entry.get("lines", ""), entry.get("group", "")
    return Clearances(block, rule, picture, panel, trim, along, lines, group)


_LEAST = ("block", "rule", "picture", "panel", "trim")


def _unseen(colours: Palette) -> frozenset[str]:
    hidden = {ink.name for word, ink in colours.inks.items() if ink.technical or word == WHITE}
    return frozenset({*_UNSEEN, *hidden})


def _plates(words: Iterable[str], colours: Palette) -> frozenset[str]:
    names: set[str] = set()
    for word in words:
        names |= {*PROCESS} if word == FOUR else {"Black"} if word == BLACK else {colours.inks[word].name}
    return frozenset(names)
