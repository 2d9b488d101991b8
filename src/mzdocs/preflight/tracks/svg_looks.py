"""How an element of an SVG looks, by its attributes, its style and the style sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from xml.etree.ElementTree import Element

from mzdocs.preflight.tracks.svg_shapes import user_units

Looks = Mapping[str, str]
SelectedBy = frozenset[str]
Selector = tuple[SelectedBy, ...]

_INHERITED = ("fill", "stroke", "stroke-width", "visibility")
_EFFECTS = (
    "clip-path", "mask", "filter", "stroke-dasharray", "marker", "marker-start", "marker-mid", "marker-end",
    "mix-blend-mode",
)  # fmt: skip
_OWN = ("display", "opacity", "fill-opacity", "stroke-opacity", *_EFFECTS)
_IDLE = ("none", "normal", "")
_UNSEEN = frozenset({"none", "transparent", "white", "#fff", "#ffffff", "rgb(255,255,255)", "rgb(100%,100%,100%)"})
"""Paints that leave nothing on white."""
_CLEAR = re.compile(r"(?:rgb|hsl)a?\((?:(?:[^,]*,){3}|[^/]*/)0*\.?0+%?\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMPOUND = re.compile(r"[.#]?[^.#]+")
_OUTWARD = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)

UNSTYLED: Looks = {"fill": "black", "stroke": "none"}


@dataclass(frozen=True)
class DeclaredLooks:
    """The rules of an SVG's own style sheets, each with its place and what it selects from without to within.

    They are kept by one name that what they select must have: there may be as many rules as elements.
    """

    by_name: Mapping[str, Sequence[tuple[int, Selector, Looks]]]

    def of(self, line: Sequence[SelectedBy]) -> Iterator[Looks]:
        """What the rules say for the last of a line of elements, of which each lies in the one before."""
        near = [rule for name in line[-1] for rule in self.by_name.get(name, ()) if _selects(rule[1], line)]
        return (looks for _, _, looks in sorted(near, key=itemgetter(0)))


def selected_by(element: Element, tag: str) -> SelectedBy:
    """What selects an element: its tag, its classes and its id."""
    return frozenset({"*", tag, f"#{element.get('id')}", *(f".{each}" for each in element.get("class", "").split())})


def _selects(selector: Selector, line: Sequence[SelectedBy]) -> bool:
    """Whether the last part is of the innermost element, and the others are of some around it in their order."""
    *outer, own = selector
    if not own <= line[-1]:
        return False
    around = iter(line[:-1])
    return all(any(part <= names for names in around) for part in outer)


def _selector(text: str) -> Selector:
    return tuple(frozenset(_COMPOUND.findall(part)) for part in text.replace(">", " ").split())


def style_sheet(texts: Iterable[str]) -> DeclaredLooks:
    """The rules of the texts of all `style` elements."""
    by_name: dict[str, list[tuple[int, Selector, Looks]]] = defaultdict(list)
    said = (rule for text in texts for rule in _rules(_COMMENT.sub("", text)))
    rules = ((_selector(each), looks) for selectors, looks in said for each in selectors.split(","))
    for place, (selector, looks) in enumerate(rules):
        if selector:
            by_name[min(selector[-1])].append((place, selector, looks))
    return DeclaredLooks(by_name)


def _rules(text: str) -> Iterator[tuple[str, Looks]]:
    """The selectors and the looks of each rule, those within others too; what is not closed at the end is none."""
    for rule in text.split("}")[:-1]:
        before, _, body = rule.rpartition("{")
        yield before.rpartition("{")[2], _declared(body)


def leads_out(text: str) -> bool:
    """Whether a style takes anything from elsewhere."""
    return bool(_OUTWARD.search(text))


def looks(element: Element, line: Sequence[SelectedBy], inherited: Looks, sheet: DeclaredLooks) -> Looks:
    """How the element looks: an attribute gives way to the style sheet, that to the element's own style."""
    found = {name: inherited[name] for name in _INHERITED if name in inherited}
    found |= {name: element.get(name, "") for name in (*_INHERITED, *_OWN) if element.get(name)}
    for said in (*sheet.of(line), _declared(element.get("style", ""))):
        found |= said
    return found


def _declared(text: str) -> Looks:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return {name.strip().lower(): value.replace("!important", "").strip().lower() for name, value in pairs}


def is_hidden(look: Looks) -> bool:
    """Whether it is not drawn, though a machine may follow it."""
    unseen = look.get("display") == "none" or look.get("visibility") in ("hidden", "collapse")
    return unseen or _share(look, "opacity") == 0


def effects(look: Looks) -> list[str]:
    """What makes it look other than the line it is."""
    found = [name for name in (*_EFFECTS, "transform") if look.get(name, "none") not in _IDLE]
    return found + [name for name in ("opacity", "fill-opacity", "stroke-opacity") if 0 < _share(look, name) < 1]


def _share(look: Looks, name: str) -> float:
    said = look.get(name, "1")
    try:
        return float(said.rstrip("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return 1.0


def is_filled(look: Looks) -> bool:
    """Whether its area is painted."""
    return _is_seen(look.get("fill", "")) and _share(look, "fill-opacity") > 0


def is_stroked(look: Looks) -> bool:
    """Whether its line is painted."""
    return _is_seen(look.get("stroke", "none")) and _share(look, "stroke-opacity") > 0


def _is_seen(paint: str) -> bool:
    said = "".join(paint.lower().split())
    return said not in _UNSEEN and not _CLEAR.fullmatch(said)


def stroke_width(look: Looks) -> float:
    """How wide its line is in user units; 1 where nobody says, or says it in words."""
    try:
        return user_units(look.get("stroke-width", "1"))
    except ValueError:
        return 1.0
