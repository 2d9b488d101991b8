"""Text -> paragraphs in named styles, with the properties the library has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from mzdocs.fonts import Role
from mzdocs.render import wordstyle as ws


def add(package: Any, style: str, text: str = "") -> Any:
    paragraph = package.add_paragraph(style=style)
    run(paragraph, text)
    return paragraph


def run(paragraph: Any, text: str, role: Role | None = None) -> Any:
    """Marked as East Asian: else Word sets “”—… half as wide, in the Latin face."""
    run = paragraph.add_run(text)
    fonts = ws.fonts_xml(role) if role else '<w:rFonts w:hint="eastAsia"/>'
    run._r.get_or_add_rPr().insert(0, parse_xml(fonts.replace("<w:rFonts", f'<w:rFonts xmlns:w="{ws.W}"')))
    return run


_AFTER_BORDER = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr",
    "w:sectPr",
)  # fmt: skip
"""What the schema puts after a border: Word refuses a file in any other order."""


def border(paragraph: Any, xml: str) -> None:
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(xml), *_AFTER_BORDER)


def indent(paragraph: Any, left: float, first: float) -> None:
    indent = ws.indent_xml(left, first).replace("<w:ind", f'<w:ind xmlns:w="{ws.W}"')
    paragraph._p.get_or_add_pPr()._insert_ind(parse_xml(indent))
