"""Text -> the XML of paragraphs in named styles. Properties come in the order the schema asks for."""

from __future__ import annotations

from xml.sax.saxutils import escape

from mzdocs.core.units import Length
from mzdocs.design.fonts import Role
from mzdocs.render.word import style_sheet as ws


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """A paragraph in a style: `content` is its runs, `properties` what differs from the style, both XML."""
    return f'<w:p><w:pPr><w:pStyle w:val="{ws.style_id(style)}"/>{properties}</w:pPr>{content}</w:p>'


def line(style: str, text: str, properties: str = "") -> str:
    """A paragraph of one run of text in a style."""
    return paragraph(style, run(text), properties)


def run(text: str, role: Role | None = None, size: Length | None = None) -> str:
    """Marked as East Asian: else Word sets “”—… half as wide, in the Latin face."""
    fonts = ws.fonts_xml(role) if role else '<w:rFonts w:hint="eastAsia"/>'
    sizes = f'<w:sz w:val="{ws.half_points(size)}"/><w:szCs w:val="{ws.half_points(size)}"/>' if size else ""
    return f"<w:r><w:rPr>{fonts}{sizes}</w:rPr>{_characters(text)}</w:r>"


def _characters(text: str) -> str:
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    pieces, held = [], ""
    for char in text:
        if char in marks:
            pieces += [_said(held), marks[char]]
            held = ""
        else:
            held += char
    return "".join([*pieces, _said(held)])


def _said(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def before(length: Length, after: Length = ws.NOTHING) -> str:
    """The space before and after a paragraph, as a property."""
    return f'<w:spacing w:before="{ws.twips(length)}" w:after="{ws.twips(after)}"/>'


def exact(size: Length, above: Length) -> str:
    """A line exactly so high, and the space above it."""
    return f'<w:spacing w:before="{ws.twips(above)}" w:after="0" w:line="{ws.twips(size)}" w:lineRule="exact"/>'


def align(side: str) -> str:
    """The alignment of a paragraph, as a property: `left`, `center`, `right` or `both`."""
    return f'<w:jc w:val="{side}"/>'


def tabs(*stops: tuple[Length, str]) -> str:
    """The tab stops of a paragraph, as a property: how far each is from the left, and its kind."""
    marks = (f'<w:tab w:val="{kind}" w:pos="{ws.twips(place)}"/>' for place, kind in stops)
    return f"<w:tabs>{''.join(marks)}</w:tabs>"
