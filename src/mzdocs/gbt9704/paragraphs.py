"""A paragraph's XML and the style sheet -> its measured values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mzdocs.core.problems import Sentence
from mzdocs.core.units import Length, pt
from mzdocs.gbt9704.auto_numbers import AutoNumbers
from mzdocs.gbt9704.package import W, value
from mzdocs.gbt9704.sheet_values import Border, Page
from mzdocs.gbt9704.styles import Properties, StyleSheet, over, read
from mzdocs.gbt9704.universal_measures import half_points, number, twips
from mzdocs.gbt9704.values import MeasuredParagraph, Rule, Run, Spacing
from mzdocs.gbt9704.walk import WalkedParagraph, drawn, instructions, paged, runs, said

_OFF = ("0", "false", "off", "none")
_PLAIN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("i", "strike", "dstrike", "outline", "shadow", "emboss", "imprint"), _OFF),
    "u": _OFF, "effect": _OFF, "em": _OFF, "highlight": _OFF,
    "bdr": ("none", "nil"), "shd": ("auto", "FFFFFF", "ffffff", "clear", "nil"),
    "vertAlign": ("baseline",), "w": ("100", "100%"), "position": ("0",),
}  # fmt: skip
"""What sets words off from those round them, and with which values it does not."""
_ALIGN = {"start": "left", "end": "right", "distribute": "both", "": "left"}
SPACES = {" ": 0.5, "\u3000": 1.0, "\xa0": 0.5}
"""How many characters wide a blank is that somebody indents with."""
_THEME_BLACK = ("", "none", "text1", "dark1")
_EXCERPT = 12


def measured(found: WalkedParagraph, sheet: StyleSheet, page: Page | None, numbers: AutoNumbers) -> MeasuredParagraph:
    """One paragraph, its indents counted in characters as wide as it has them; `numbers` counts on."""
    properties, base = _in_effect(found.element.find(W + "pPr"), sheet, numbers)
    pieces = tuple(piece(run, base, sheet) for run in runs(found.element))
    at, mark = _location(found, "".join(each.text for each in pieces))
    wide = _character(pieces, base, page)
    above, below = _borders(found, properties)
    indents = properties.get("ind", {})
    asked, in_it = _on(properties, "pageBreakBefore"), side_breaks(found.element)
    return MeasuredParagraph(
        story=found.story,
        at=at,
        mark=mark,
        pieces=pieces,
        align=_aligned(properties),
        first=_first(indents, wide) + _typed("".join(each.text for each in pieces)),
        left=_indent(indents, "left", wide),
        right=_indent(indents, "right", wide),
        spacing=_spacing(properties),
        above=above,
        below=below,
        tabs=_tabs(properties),
        section=page.number if page else 0,
        row=found.cell[:2] if found.cell else None,
        drawn=drawn(found.element),
        shaded=_set_off(properties.get("shd"), _PLAIN["shd"]),
        framed=_frame(properties.get("framePr", {})),
        aside=bool({"x", "xAlign"} & properties.get("framePr", {}).keys()),
        fields=instructions(found.element),
        paged=paged(found.element),
        counted=numbers.next(properties),
        breaks=asked or any(in_it),
        new_side=asked or in_it[0],
    )


def _in_effect(direct: Any, sheet: StyleSheet, numbers: AutoNumbers) -> tuple[Properties, Properties]:
    """What takes effect on a paragraph and its runs; the indents of its list stand before those of its style."""
    properties, base = sheet.paragraph(direct)
    level = numbers.level(properties)
    if level is None:
        return properties, base
    own = read(direct)
    if "numPr" in own:
        return over(over(properties, level[2].properties), own), base
    return over(level[2].properties, properties), base


def side_breaks(element: Any) -> tuple[bool, bool]:
    """Whether a break to a new side stands in a paragraph before its first word, and whether one after its last."""
    if next(element.iter(W + "br"), None) is None:
        return False, False
    parts = [
        "|" if child.tag == W + "br" and value(child, "type") == "page" else said([child]).strip()
        for run in runs(element)
        for child in run
    ]
    whole = "".join(parts)
    return whole.startswith("|"), whole.endswith("|")


def piece(run: Any, base: Properties, sheet: StyleSheet) -> Run:
    """One run with what takes effect on it; `base` is what the paragraph gives its runs."""
    properties = sheet.run(base, run.find(W + "rPr"))
    fonts = properties.get("rFonts", {})
    return Run(
        text=said(run),
        east=sheet.font(properties, "eastAsia"),
        latin=sheet.font(properties, "ascii"),
        size=_size(properties),
        bold=_on(properties, "b"),
        colour=_colour(properties.get("color", {})),
        hidden=_on(properties, "vanish"),
        hinted=fonts.get("hint") == "eastAsia",
        language=properties.get("lang", {}).get("eastAsia", ""),
        themed=bool({"asciiTheme", "eastAsiaTheme"} & fonts.keys()),
        tracking=twips(_set(properties, "spacing")),
        adorned=tuple(name for name, plain in _PLAIN.items() if _set_off(properties.get(name), plain)),
    )


def _colour(found: Mapping[str, str]) -> str:
    """Six hexadecimal figures, or its name in the theme where these are not said; nothing for automatic."""
    said_so, theme = found.get("val", "").upper().replace("AUTO", ""), found.get("themeColor", "")
    return theme if said_so in ("", "000000") and theme not in _THEME_BLACK else said_so


def _set_off(found: Mapping[str, str] | None, plain: tuple[str, ...]) -> bool:
    return found is not None and found.get("fill", found.get("val", "1")) not in plain


def _frame(found: Mapping[str, str]) -> Length | None:
    """Where a frame begins that is placed on the sheet."""
    return twips(found.get("y", "")) if found.get("vAnchor") == "page" and "y" in found else None


def _set(properties: Properties, name: str) -> str:
    return properties.get(name, {}).get("val", "")


def _on(properties: Properties, name: str) -> bool:
    return name in properties and properties[name].get("val", "1") not in _OFF


def _size(properties: Properties) -> Length:
    """10 points where nobody says."""
    return half_points(_set(properties, "sz"), 20)


def _aligned(properties: Properties) -> str:
    found = _set(properties, "jc")
    return _ALIGN.get(found, found)


def _character(pieces: tuple[Run, ...], base: Properties, page: Page | None) -> Length:
    """One character of the paragraph: the grid's, if it is of its size."""
    size = next((each.size for each in pieces if each.text.strip()), _size(base))
    if page and page.by_character and abs(page.by_character.pt - size.pt) < 1:
        return page.by_character
    return size


def _first(indents: dict[str, str] | Any, wide: Length) -> float:
    return _indent(indents, "firstLine", wide) - _indent(indents, "hanging", wide)


def _indent(indents: Any, edge: str, wide: Length) -> float:
    """Characters; Word heeds those before the twips."""
    characters = number(indents.get(f"{edge}Chars", ""))
    if characters:
        return characters / 100
    return twips(indents.get(edge, "")).mm / wide.mm if wide.mm else 0


def _typed(text: str) -> float:
    blanks = text[: len(text) - len(text.lstrip("".join(SPACES)))]
    return sum(SPACES[blank] for blank in blanks)


def _spacing(properties: Properties) -> Spacing:
    found = properties.get("spacing", {})
    rules: dict[str, Rule] = {"exact": "exact", "atLeast": "atLeast"}
    rule = rules.get(found.get("lineRule", ""), "auto")
    line = found.get("line", "")
    on_grid = "snapToGrid" not in properties or _on(properties, "snapToGrid")
    return Spacing(
        twips(found.get("before", "")),
        twips(found.get("after", "")),
        rule,
        number(line, 240) / 240 if rule == "auto" else round(twips(line or "240").pt, 3),
        on_grid,
    )


def _tabs(properties: Properties) -> tuple[tuple[Length, str], ...]:
    stops = ((twips(place), kind) for place, kind in properties.get("tabs", {}).items() if kind != "clear")
    return tuple(sorted(stops))


def _borders(found: WalkedParagraph, properties: Properties) -> tuple[Border | None, Border | None]:
    """Of the paragraph, or of the cell it stands in."""
    own = border(properties.get("pBdr/top")), border(properties.get("pBdr/bottom"))
    if found.cell_element is None or any(own):
        return own
    table = read(found.table.find(W + "tblPr"))
    cell = over(_inner(table), read(found.cell_element.find(W + "tcPr")))
    return border(cell.get("tcBorders/top")), border(cell.get("tcBorders/bottom"))


def _inner(table: Properties) -> Properties:
    """What a table sets for all its cells; its outer edges stand for every row's."""
    return {
        f"tcBorders/{edge}": table.get(f"tblBorders/{edge}") or table.get("tblBorders/insideH", {})
        for edge in ("top", "bottom")
    }


def border(found: Any) -> Border | None:
    """The rule an element of borders draws; none for `nil` and `none`."""
    if not found or found.get("val", "nil") in ("nil", "none"):
        return None
    colour = found.get("color", "auto").upper()
    plain = found["val"] in ("single", "thick")
    return Border(pt(number(found.get("sz", "")) / 8), colour, pt(number(found.get("space", ""))), plain)


def _location(found: WalkedParagraph, text: str) -> tuple[Sentence, str]:
    """Where it stands, for people by its first characters, for programs by its number."""
    begun = text.strip(" \t\n\u3000")[:_EXCERPT].replace("\n", "").replace("\t", " ")
    shown = f"“{begun}{'…' if len(text.strip()) > _EXCERPT else ''}”" if begun else "（空）"
    if found.cell:
        table, row, column = found.cell
        zh = f"第{table}个表格第{row}行第{column}格{shown}"
        return Sentence(zh, f"table {table}, row {row}, cell {column} {shown}"), f"t{table}r{row}c{column}"
    if found.story == "正文":
        return Sentence(f"第{found.number}段{shown}", f"paragraph {found.number} {shown}"), f"¶{found.number}"
    names = {"文本框": "text box", "页脚": "footer", "页眉": "header"}
    english = names[found.story]
    return Sentence(f"{found.story}{shown}", f"{english} {shown}"), english.replace(" ", "-")
