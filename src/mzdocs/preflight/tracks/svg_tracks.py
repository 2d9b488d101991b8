"""An SVG -> its tracks, by their outermost named group, and all in it that no machine follows."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from math import inf, sqrt
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mzdocs.core.boxes import Point
from mzdocs.pdf.graphics_state import Matrix
from mzdocs.preflight.tracks.machine_file import (
    CUT,
    ENGRAVE,
    MARK,
    MOST_POINTS,
    WIDEST,
    MachineFile,
    Oddity,
    OddKind,
    TooMuch,
    Track,
)
from mzdocs.preflight.tracks.svg_looks import (
    UNSTYLED,
    DeclaredLooks,
    Looks,
    SelectedBy,
    effects,
    is_filled,
    is_hidden,
    is_stroked,
    leads_out,
    looks,
    selected_by,
    stroke_width,
    style_sheet,
)
from mzdocs.preflight.tracks.svg_shapes import SHAPES, followed, numbers, transformed, user_units

_DEEPEST = 100
_INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
_SVG, _XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_SHEET_BESIDE = b"<?xml-stylesheet"
_LAYER = re.compile(rf"({ENGRAVE}|{CUT}|{MARK})(?:_[0-9]+_)?", re.IGNORECASE)
"""A layer of ours, as programs write it that count names which stand twice."""
_ENTITY, _PLAIN_ENTITY = b"<!ENTITY", re.compile(rb"""<!ENTITY\s+[\w.-]+\s+(?:"[^"&%<]{0,200}"|'[^'&%<]{0,200}')\s*>""")
_MOST_REFERENCES = 1_000
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_ODD: dict[str, OddKind] = {
    "text": "text", "tspan": "text", "textPath": "text", "flowRoot": "text", "tref": "text", "altGlyph": "text",
    "image": "picture", "video": "picture", "audio": "picture", "canvas": "picture", "iframe": "picture",
    "foreignObject": "picture",
    "use": "reference", "svg": "reference", "switch": "reference",
    "script": "script", "handler": "script", "animate": "script", "animateTransform": "script",
    "animateMotion": "script", "animateColor": "script", "set": "script",
}  # fmt: skip
_UNPAINTED = {
    "defs", "symbol", "clipPath", "mask", "pattern", "marker", "linearGradient", "radialGradient", "filter",
    "metadata", "title", "desc", "style", "namedview", "view",
}  # fmt: skip
_MM = 25.4 / 96


def read_svg(data: bytes) -> MachineFile:
    """What stands in an SVG.

    Raises:
        TooMuch, NotReadHere, ValueError, ParseError: it nests too deep, holds too much, or is no SVG.
    """
    root = _parsed(data)
    if root.tag not in ("svg", f"{{{_SVG}}}svg"):
        raise ValueError(root.tag)
    width, height = _page(root)
    to_sheet, scale = _view(root, width, height)
    reading = _Reading(style_sheet(each.text or "" for each in root.iter() if _tag(each) == "style"))
    if _SHEET_BESIDE in data:
        reading.oddities.append(Oddity("reference", "xml-stylesheet", ""))
    reading.read(root, _Place(to_sheet, (selected_by(root, "svg"),)))
    return MachineFile(
        "svg", tuple(reading.tracks), frozenset(reading.layers), tuple(dict.fromkeys(reading.oddities)),
        unit=_unit(root), page=(0.0, 0.0, width, height) if width and height else None,
        scale=scale,
    )  # fmt: skip


def _view(root: Element, width: float, height: float) -> tuple[Matrix, Point]:
    """What a number means on the page, and how many millimetres it is across and down, were the view stretched."""
    left, top, across, down = numbers(root.get("viewBox", "")) or (0.0, 0.0, width / _MM, height / _MM)
    if not (width and height and across > 0 and down > 0):
        return (_MM, 0.0, 0.0, -_MM, -left * _MM, (top + down) * _MM), (_MM, _MM)
    scale = width / across, height / down
    x, y = scale if root.get("preserveAspectRatio") == "none" else (min(scale), min(scale))
    beside, under = (width - x * across) / 2, (height - y * down) / 2
    return (x, 0.0, 0.0, -y, beside - left * x, height - under + top * y), scale


def _parsed(data: bytes) -> Element:
    """The tree, never deeper than anyone draws; entities that could multiply are refused."""
    declared = data.count(_ENTITY)
    if declared and (len(_PLAIN_ENTITY.findall(data)) < declared or data.count(b"&") > _MOST_REFERENCES):
        raise TooMuch
    depth = 0
    root: Element | None = None
    for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise TooMuch
    if root is None:
        raise ValueError
    return root


def _page(root: Element) -> Point:
    """Millimetres; nothing where it is said in parts of a window, or not at all."""
    return tuple(  # type: ignore[return-value]
        0.0 if "%" in said else user_units(said) * _MM for said in (root.get("width", ""), root.get("height", ""))
    )


def _unit(root: Element) -> str:
    units = {re.sub(r"[-+.\d\s]|e[-+]?\d", "", root.get(name, "")) for name in ("width", "height")}
    if "mm" in units and len(units) == 1:
        return "mm"
    said = "、".join(sorted(unit or "px" for unit in units)) if root.get("width") or root.get("height") else ""
    return "mm" if said == "cm" else said


def _tag(element: Element) -> str:
    """Its name in SVG; nothing of a comment or an element of another vocabulary, but of what a browser shows."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    if space == f"{{{_XHTML}":
        return name if name in _ODD else "foreignObject"
    return name if space in ("", f"{{{_SVG}") else ""


@dataclass(frozen=True)
class _Place:
    """Where an element stands: what its numbers mean, its layer, and how it looks so far."""

    to_sheet: Matrix
    line: tuple[SelectedBy, ...]
    layer: str = ""
    look: Looks = field(default_factory=lambda: UNSTYLED)
    hidden: bool = False

    @property
    def scale(self) -> float:
        """Millimetres in a unit."""
        a, b, c, d, *_ = self.to_sheet
        return sqrt(abs(a * d - b * c))


class _Reading:
    """What was found so far."""

    def __init__(self, sheet: DeclaredLooks) -> None:
        self.tracks: list[Track] = []
        self.layers: set[str] = set()
        self.oddities: list[Oddity] = []
        self._sheet, self._points = sheet, 0

    def read(self, parent: Element, place: _Place) -> None:
        """All that stands in an element."""
        self._scripted(parent, place)
        for element in parent:
            tag = _tag(element)
            if tag == "style" and leads_out(element.text or ""):
                self._odd("reference", "style", place)
            if tag in _ODD:
                self._odd(_ODD[tag], tag, place)
            if not tag or tag in _UNPAINTED or tag in _ODD:
                continue
            self._painted(element, tag, place)

    def _painted(self, element: Element, tag: str, outer: _Place) -> None:
        line = (*outer.line, selected_by(element, tag))
        look = looks(element, line, outer.look, self._sheet)
        place = replace(
            outer,
            to_sheet=transformed(element.get("transform", ""), outer.to_sheet),
            line=line,
            layer=_layer(element, outer.layer) if tag == "g" else outer.layer,
            look=look,
            hidden=outer.hidden or is_hidden(look),
        )
        self._effects(element, look, place)
        if tag in SHAPES:
            self._scripted(element, place)
            self._shape(element, tag, place)
        else:
            self.layers |= {place.layer} if tag == "g" else set()
            self.read(element, place)

    def _effects(self, element: Element, look: Looks, place: _Place) -> None:
        for name in effects(look):
            self._odd("effect", name, place)
        if leads_out(element.get("style", "")) or any("url(" in look.get(name, "") for name in ("fill", "stroke")):
            self._odd("effect", "url()", place)

    def _shape(self, element: Element, tag: str, place: _Place) -> None:
        if place.hidden:
            self._odd("hidden", element.get("id") or tag, place)
        found = followed(element, tag, place.layer, place.to_sheet)
        self._points += sum(len(track.points) for track in found)
        if self._points > MOST_POINTS:
            raise TooMuch
        self.tracks += found
        filled, stroked = is_filled(place.look), is_stroked(place.look)
        if found and ((place.layer == CUT and (filled or not stroked)) or (place.layer == ENGRAVE and not filled)):
            self._odd("paint", place.layer, place)
        elif stroked and stroke_width(place.look) * place.scale > WIDEST.get(place.layer, inf):
            self._odd("effect", "stroke-width", place)

    def _scripted(self, element: Element, place: _Place) -> None:
        """What runs when it is opened or touched, and what leads out of the file."""
        for name, value in element.attrib.items():
            if name.startswith("on"):
                self._odd("script", name, place)
            elif name in _HREFS and not value.startswith("#"):
                self._odd("script" if value.strip().lower().startswith("javascript") else "reference", "href", place)

    def _odd(self, kind: OddKind, name: str, place: _Place) -> None:
        self.oddities.append(Oddity(kind, name, place.layer))


def _layer(group: Element, outer: str) -> str:
    """The outermost layer of ours or, where there is none, the outermost name.

    A layer of Inkscape has a label; any group may have an id.
    """
    name = group.get(f"{_INKSCAPE}label") or group.get("id") or ""
    ours = _LAYER.fullmatch(name)
    return ours[1].upper() if ours and not _LAYER.fullmatch(outer) else outer or name
