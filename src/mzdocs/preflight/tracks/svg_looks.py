"""How an element of an SVG looks, by its attributes, its style and the style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

Looks = Mapping[str, str]

_INHERITED = ("fill", "stroke", "visibility")
_OWN = ("display", "opacity", "fill-opacity", "stroke-opacity", "clip-path", "mask", "filter", "stroke-dasharray")
_EFFECTS = ("clip-path", "mask", "filter", "stroke-dasharray")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_OUTWARD = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)

UNSTYLED: Looks = {"fill": "black", "stroke": "none"}


@dataclass(frozen=True)
class DeclaredLooks:
    """The rules of an SVG's own style sheets, by their plain selectors, in their order."""

    rules: tuple[tuple[str, Looks], ...] = ()

    def of(self, element: Element, tag: str) -> Iterator[Looks]:
        """What the rules for the tag, its classes and its id say."""
        names = {"*", tag, f"#{element.get('id')}", *(f".{each}" for each in element.get("class", "").split())}
        names |= {f"{tag}{name}" for name in names if name.startswith((".", "#"))}
        return (looks for selector, looks in self.rules if selector in names)


def style_sheet(texts: Iterable[str]) -> DeclaredLooks:
    """The rules of the texts of all `style` elements."""
    found = [
        (selector.strip(), _declared(body))
        for text in texts
        for selectors, body in _RULE.findall(_COMMENT.sub("", text))
        for selector in selectors.split(",")
    ]
    return DeclaredLooks(tuple(found))


def leads_out(text: str) -> bool:
    """Whether a style takes anything from elsewhere."""
    return bool(_OUTWARD.search(text))


def looks(element: Element, tag: str, inherited: Looks, sheet: DeclaredLooks) -> Looks:
    """How the element looks: an attribute gives way to the style sheet, that to the element's own style."""
    found = {name: inherited[name] for name in _INHERITED if name in inherited}
    found |= {name: element.get(name, "") for name in (*_INHERITED, *_OWN) if element.get(name)}
    for said in (*sheet.of(element, tag), _declared(element.get("style", ""))):
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
    found = [name for name in _EFFECTS if look.get(name, "none") != "none"]
    return found + [name for name in ("opacity", "fill-opacity", "stroke-opacity") if 0 < _share(look, name) < 1]


def _share(look: Looks, name: str) -> float:
    said = look.get(name, "1")
    try:
        return float(said.rstrip("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return 1.0


def is_filled(look: Looks) -> bool:
    """Whether its area is painted."""
    return look.get("fill") not in ("none", "transparent") and _share(look, "fill-opacity") > 0


def is_stroked(look: Looks) -> bool:
    """Whether its line is painted."""
    return look.get("stroke", "none") not in ("none", "transparent") and _share(look, "stroke-opacity") > 0
