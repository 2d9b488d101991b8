"""In what the text should be set: faces, sizes, weight, colour, and what tells a program that it is Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from lxml import etree

from mzdocs.gbt9704.emphasis_rules import KEPT, adornments
from mzdocs.gbt9704.mending.docx_copy import DocxCopy, set_words
from mzdocs.gbt9704.mending.schema_order import child, dropped, put
from mzdocs.gbt9704.number_rules import after_label
from mzdocs.gbt9704.package import W, value
from mzdocs.gbt9704.special_rules import label_and_names
from mzdocs.gbt9704.trace_rules import MARKS
from mzdocs.gbt9704.type_asked import THIRD, Types
from mzdocs.gbt9704.values import MeasuredParagraph, Run, Typeface
from mzdocs.gbt9704.walk import said

_FONTS: dict[Typeface, str] = {
    "仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "黑体", "小标宋": "方正小标宋简体", "宋体": "宋体",
}  # fmt: skip
_SLOTS = {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "eastAsia": "宋体"}
"""The slots a theme fills, and what stands there where it names nothing."""
_RED, _BLACK = "FF0000", "000000"
_PLAIN: Mapping[str, Mapping[str, str]] = {
    "u": {"val": "none"}, "em": {"val": "none"}, "highlight": {"val": "none"}, "bdr": {"val": "none"},
    "shd": {"val": "clear", "fill": "auto"}, "w": {"val": "100"},
}  # fmt: skip
"""What takes a property away, where that is not 0."""
_EAST_ASIAN = re.compile("zh|ja|ko")


def retyped(copy: DocxCopy, types: Types) -> None:
    """Every run that a clause asks another face or size for."""
    for wanted in types(copy.form):
        for run in copy.runs(wanted.paragraph, wanted.wrong):
            set_type(run, wanted.face, wanted.size)


def set_type(run: Any, face: Typeface, size: float) -> None:
    """A run in a face and a size in points; its Latin font stays."""
    properties = child(run, "rPr")
    put(properties, "rFonts", eastAsia=_FONTS[face])
    dropped(child(properties, "rFonts"), "eastAsiaTheme")
    for name in ("sz", "szCs"):
        put(properties, name, val=f"{size * 2:.0f}")


def faced(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """The mark in 小标宋, as large as it is."""
    for run in copy.runs(paragraph, paragraph.pieces):
        put(child(run, "rPr"), "rFonts", eastAsia=_FONTS["小标宋"])


def sized(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """In 3号, whatever its face."""
    for run in copy.runs(paragraph, paragraph.pieces):
        for name in ("sz", "szCs"):
            put(child(run, "rPr"), name, val=f"{THIRD * 2:.0f}")


def signed(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """签发人 in 仿宋, the name in 楷体."""
    _labelled(copy, paragraph, after_label(paragraph), "仿宋", "楷体")


def present(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """出席 in 黑体, the names in 仿宋."""
    _labelled(copy, paragraph, label_and_names(paragraph), "黑体", "仿宋")


def _labelled(
    copy: DocxCopy, paragraph: MeasuredParagraph, pieces: Iterable[tuple[Run, bool]], label: Typeface, names: Typeface
) -> None:
    """A label and the names behind it, each in its face; a run that holds both is parted first."""
    held = [(run, named) for piece, named in pieces for run in copy.runs(paragraph, [piece])]
    for run, named in held:
        end = said(run).find("：") + 1
        if not named and 0 < end < len(said(run).rstrip()):
            set_type(_parted(run, end), names, THIRD)
            set_type(run, label, THIRD)
        elif not (named and end):
            set_type(run, names if named else label, THIRD)


def _parted(run: Any, at: int) -> Any:
    """The second half of a run of plain text, as a run of the same look behind the first."""
    words = said(run)
    second = etree.fromstring(etree.tostring(run))
    for half, text in ((run, words[:at]), (second, words[at:])):
        held = [each for each in half if each.tag == W + "t"]
        for each in held:
            set_words(each, text if each is held[0] else "")
    run.addnext(second)
    return second


def unbold(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """The heading a paragraph begins with is not bold."""
    said_pieces = [piece for piece in paragraph.pieces if piece.text.strip()]
    for run in copy.runs(paragraph, list(takewhile(lambda piece: piece.bold, said_pieces))):
        for name in ("b", "bCs"):
            put(child(run, "rPr"), name, val="0")


def unadorned(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """Without weight, slant, lines and grounds; what is struck through or raised may mean something."""
    for piece in paragraph.pieces:
        for run in copy.runs(paragraph, [piece]):
            for name in adornments(paragraph, piece):
                if name not in KEPT:
                    dropped(put(child(run, "rPr"), name, **_PLAIN.get(name, {"val": "0"})), "themeFill")


def reddened(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """All of a paragraph in red."""
    _coloured(copy, paragraph, _RED)


def blackened(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """In black, but on a ground of another colour, where it might not be seen any more."""
    place = copy.place(paragraph)
    shaded = [place.element, *([] if place.cell_element is None else [place.cell_element, place.table])]
    if paragraph.story != "文本框" and not any(map(_on_ground, shaded)):
        _coloured(copy, paragraph, _BLACK)


def _coloured(copy: DocxCopy, paragraph: MeasuredParagraph, colour: str) -> None:
    wrong = [piece for piece in paragraph.pieces if piece.colour not in ("", _BLACK) or colour != _BLACK]
    for run in copy.runs(paragraph, wrong):
        dropped(put(child(run, "rPr"), "color", val=colour), "themeColor", "themeTint", "themeShade")


def _on_ground(element: Any) -> bool:
    """Shaded, or highlighted, or in a style of tables, which may shade it."""
    grounds = (value(each, "fill").upper() for each in element.iter(W + "shd"))
    styled = next(element.iterchildren(W + "tblPr"), None)
    return (
        any(fill not in ("", "AUTO", "FFFFFF") for fill in grounds)
        or next(element.iter(W + "highlight"), None) is not None
        or (styled is not None and styled.find(W + "tblStyle") is not None)
    )


def hinted(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """Chinese marks from the Chinese font."""
    marked = [piece for piece in paragraph.pieces if any(mark in piece.text for mark in MARKS)]
    for run in copy.runs(paragraph, marked):
        put(child(run, "rPr"), "rFonts", hint="eastAsia")


def named_fonts(copy: DocxCopy) -> None:
    """Fonts by their names wherever the theme was asked for them: no line looks other than before."""
    theme = copy.looks().theme
    for root in (copy.related("styles"), copy.root):
        for fonts in () if root is None else root.iter(W + "rFonts"):
            for slot, plain in _SLOTS.items():
                asked = value(fonts, f"{slot}Theme")
                if asked:
                    fonts.set(W + slot, theme.get(asked, "") or value(fonts, slot) or plain)
                    dropped(fonts, f"{slot}Theme")


def in_chinese(copy: DocxCopy) -> None:
    """Marked as Chinese in the defaults, and wherever another language but one of East Asia was named."""
    styles = copy.related("styles")
    if styles is None:
        return
    for root in (styles, copy.root):
        for language in root.iter(W + "lang"):
            named = value(language, "eastAsia")
            if named and not _EAST_ASIAN.match(named):
                language.set(W + "eastAsia", "zh-CN")
    defaults = styles.find(W + "docDefaults")
    if defaults is None:
        defaults = etree.Element(W + "docDefaults")
        styles.insert(0, defaults)
    properties = child(child(defaults, "rPrDefault"), "rPr")
    if not value(properties.find(W + "lang"), "eastAsia"):
        put(properties, "lang", eastAsia="zh-CN")
