"""Styles, defaults and direct settings -> what takes effect: the nearer wins, attribute by attribute.

Order: document defaults, the chain of the paragraph's style, the paragraph itself, the chain of the run's
style, the run itself. Numbering and table styles are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mzdocs.gbt9704.package import DocxParts, W, value

Properties = Mapping[str, Mapping[str, str]]
"""Local names of elements -> their attributes; what stands in another is `outer/inner`."""
_RIVALS = {
    "firstLine": ("hanging", "hangingChars"), "firstLineChars": ("hanging", "hangingChars"),
    "hanging": ("firstLine", "firstLineChars"), "hangingChars": ("firstLine", "firstLineChars"),
    "ascii": ("asciiTheme",), "eastAsia": ("eastAsiaTheme",), "hAnsi": ("hAnsiTheme",),
    "val": ("themeColor", "themeTint", "themeShade"),
    "asciiTheme": ("ascii",), "eastAsiaTheme": ("eastAsia",), "hAnsiTheme": ("hAnsi",),
}  # fmt: skip
"""What is set nearer takes away what would stand against it farther off."""
_SAME = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_WHOLE = {"rPr", "sectPr", "pPrChange", "rPrChange"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEPEST = 30
"""A chain of styles is not longer, unless it bites its tail."""


def read(element: Any) -> Properties:
    """What one element of properties sets."""
    return {} if element is None else dict(_entries(element))


def _entries(element: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    for child in element.iterchildren(W + "*"):
        name = child.tag.removeprefix(W)
        if name == "tabs":
            yield name, {value(tab, "pos"): value(tab) for tab in child.iterchildren(W + "tab")}
            continue
        yield name, _attributes(child)
        if name not in _WHOLE:
            for inner in child.iterchildren(W + "*"):
                yield f"{name}/{inner.tag.removeprefix(W)}", _attributes(inner)


def _attributes(element: Any) -> Mapping[str, str]:
    found = ((name.removeprefix(W), str(text)) for name, text in element.attrib.items())
    return {_SAME.get(name, name): text for name, text in found}


def over(base: Properties, nearer: Properties) -> Properties:
    """Both, the nearer before the base."""
    merged = dict(base)
    for name, attributes in nearer.items():
        gone = {rival for each in attributes for rival in _RIVALS.get(each, ())}
        kept = {key: text for key, text in merged.get(name, {}).items() if key not in gone}
        merged[name] = {**kept, **attributes}
    return merged


@dataclass(frozen=True)
class StyleSheet:
    """The style sheet of a file, with the fonts its theme names."""

    styles: Mapping[str, Any]
    defaults: tuple[Properties, Properties]
    plain: str
    """The id of the style of paragraphs that name none."""
    theme: Mapping[str, str]
    _known: dict[str, tuple[Properties, Properties]] = field(default_factory=dict)

    def style(self, name: str) -> tuple[Properties, Properties]:
        """Paragraph and run properties of a style and all it is based on."""
        if name not in self._known:
            paragraph: Properties = {}
            run: Properties = {}
            for style in reversed(list(self._chain(name))):
                paragraph = over(paragraph, read(style.find(W + "pPr")))
                run = over(run, read(style.find(W + "rPr")))
            self._known[name] = paragraph, run
        return self._known[name]

    def _chain(self, name: str) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = value(style.find(W + "basedOn"))

    def paragraph(self, properties: Any) -> tuple[Properties, Properties]:
        """What takes effect on a paragraph, and what its runs begin with."""
        direct = read(properties)
        paragraph, run = self.style(direct.get("pStyle", {}).get("val", "") or self.plain)
        return over(over(self.defaults[0], paragraph), direct), over(self.defaults[1], run)

    def run(self, base: Properties, properties: Any) -> Properties:
        """What takes effect on a run: its own, its style's, then `base` of the paragraph."""
        direct = read(properties)
        chosen = direct.get("rStyle", {}).get("val", "")
        return over(over(base, self.style(chosen)[1]) if chosen else base, direct)

    def font(self, properties: Properties, slot: str) -> str:
        """The name of the font of a slot, such as `eastAsia`; one the theme names is looked up there."""
        fonts = properties.get("rFonts", {})
        return self.theme.get(fonts.get(f"{slot}Theme", ""), "") or fonts.get(slot, "")


def sheet(package: DocxParts) -> StyleSheet:
    """The style sheet of a package; one without has none."""
    root = package.one("styles")
    found = [] if root is None else list(root.iterchildren(W + "style"))
    plain = (s for s in found if value(s, "type") == "paragraph" and value(s, "default") in ("1", "true", "on"))
    defaults = [None if root is None else root.find(f"{W}docDefaults/{W}{kind}") for kind in _DEFAULTS]
    return StyleSheet(
        {value(style, "styleId"): style for style in found},
        (read(defaults[0]), read(defaults[1])),
        next((value(style, "styleId") for style in plain), ""),
        _theme(package.one("theme")),
    )


_DEFAULTS = (f"pPrDefault/{W}pPr", f"rPrDefault/{W}rPr")


def _theme(root: Any) -> Mapping[str, str]:
    """What the theme's names for fonts stand for."""
    if root is None:
        return {}
    named: dict[str, str] = {}
    for kind in ("major", "minor"):
        fonts = root.find(f".//{_A}{kind}Font")
        if fonts is not None:
            latin, east = (_typeface(fonts.find(f"{_A}{slot}")) for slot in ("latin", "ea"))
            hans = _typeface(fonts.find(f"{_A}font[@script='Hans']"))
            named |= {f"{kind}Ascii": latin, f"{kind}HAnsi": latin, f"{kind}EastAsia": east or hans}
    return named


def _typeface(element: Any) -> str:
    return "" if element is None else str(element.get("typeface", ""))
