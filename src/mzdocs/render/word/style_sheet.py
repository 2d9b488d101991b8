"""The official paper's measures (GB/T 33476.2-2016) -> styles, fonts and settings of a Word package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

from mzdocs.core.units import Length, mm, pt
from mzdocs.design.fonts import OFFICIAL, OfficialName, Role

NAMES = {name.role: name.name for name in OFFICIAL}
LINE = mm(10.39)
"""一行 of a word processor: 22 of them stand in the text box of 229.84 mm."""
CHARACTER = mm(156 / 28)
"""一字: 28 of them fill the text width."""
BODY, SMALL = pt(16), pt(14)
"""3号 and 4号."""
WIDTH = mm(156)
SIDEWAYS_LINE = mm(7)
"""Of the lines over a table that is as wide as a sheet on its side."""
TOP, RIGHT, BOTTOM, LEFT = mm(34.58), mm(26), mm(32.58), mm(28)
FOOTER = mm(25.7)
"""Puts the middle of the page number's dash 269 mm from the top of the sheet: 7 mm below the 版心."""
BASELINE = 0.8
"""Share of an exact line that stands above the baseline, in Word and in LibreOffice."""
RED = "E60012"
FRAME = "A51D24"
"""The house's primary colour, for certificates and bars."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTHING = mm(0)
Align = Literal["both", "center", "left", "right"]


@dataclass(frozen=True)
class Style:
    """A paragraph style: face, size, exact line, and indents counted in characters of 3号."""

    name: str
    role: Role = "fang"
    size: Length = BODY
    line: Length = LINE
    align: Align = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    before: Length = NOTHING
    keep_next: bool = False
    new_page: bool = False
    outline: int | None = None
    colour: str = ""


SMALL_IN = SMALL.mm / CHARACTER.mm
"""One character of 4号, in characters of 3号."""
TITLE_LINE, CELL_LINE, DENSE_LINE, SMALL_LINE, IMPRINT_LINE = mm(12), mm(7), mm(5.2), mm(4.4), mm(8.6)
STYLES = (
    Style("Normal"),
    Style("公文标志", "biaosong", align="center", colour=RED),
    Style("发文字号", before=mm(16.4), align="left"),
    Style("Title", "biaosong", pt(22), TITLE_LINE, "center"),
    Style("主送机关", align="left", before=mm(5.87)),
    Style("公文正文", first=2),
    Style("公文结尾", first=2, keep_next=True),
    Style("Heading 1", "hei", first=2, align="left", keep_next=True, outline=0),
    Style("Heading 2", "kai", first=2, align="left", keep_next=True, outline=1),
    Style("Heading 3", first=2, align="left", keep_next=True, outline=2),
    Style("Heading 4", first=2, align="left", keep_next=True, outline=3),
    Style("居中", align="center"),
    Style("居右", align="right"),
    Style("附件说明", align="left", keep_next=True),
    Style("署名", align="center", left=13, keep_next=True),
    Style("成文日期", align="center", left=13),
    Style("附件", "hei", align="left", new_page=True, keep_next=True),
    Style("表题", "hei", SMALL, mm(8), "center", before=mm(2), keep_next=True),
    Style("表头", "hei", SMALL, CELL_LINE, "center"),
    Style("表文", size=SMALL, line=CELL_LINE, align="left"),
    Style("表中", size=SMALL, line=CELL_LINE, align="center"),
    Style("表右", size=SMALL, line=CELL_LINE, align="right"),
    Style("小表头", "hei", pt(10.5), DENSE_LINE, "center"),
    Style("小表文", size=pt(10.5), line=DENSE_LINE, align="left"),
    Style("小表中", size=pt(10.5), line=DENSE_LINE, align="center"),
    Style("密表头", "hei", pt(9), SMALL_LINE, "center"),
    Style("密表文", size=pt(9), line=SMALL_LINE, align="left"),
    Style("密表中", size=pt(9), line=SMALL_LINE, align="center"),
    Style("密表右", size=pt(9), line=SMALL_LINE, align="right"),
    Style("图说", size=pt(10.5), line=DENSE_LINE, align="left", left=0.6),
    Style("小表右", size=pt(10.5), line=DENSE_LINE, align="right", right=0.3),
    Style("图注", size=pt(9), line=DENSE_LINE, align="center"),
    Style("图注左", size=pt(9), line=DENSE_LINE, align="left"),
    Style("图注右", size=pt(9), line=DENSE_LINE, align="right"),
    Style("照片", size=pt(10.5), line=NOTHING, align="center"),
    Style("主送", align="left"),
    Style("横页左", size=pt(12), line=SIDEWAYS_LINE, align="left"),
    Style("横页中", size=pt(12), line=SIDEWAYS_LINE, align="center"),
    Style("横页右", size=pt(12), line=SIDEWAYS_LINE, align="right"),
    Style("框名", "hei", SMALL, CELL_LINE, "left", left=0.36),
    Style("框文", size=SMALL, line=CELL_LINE, align="left", first=2 * SMALL_IN, left=0.36, right=0.36),
    Style("框末", size=SMALL, line=CELL_LINE, align="right"),
    Style("证书题", "biaosong", pt(48), mm(22), "center", colour=FRAME),
    Style("证书编号", "kai", SMALL, mm(10), "right"),
    Style("证书称呼", "kai", pt(28), mm(15), "left"),
    Style("证书文", "kai", pt(22), mm(12.5), first=2.786),
    Style("证书署名", "kai", pt(20), mm(13), "center"),
    Style("版记", size=SMALL, line=IMPRINT_LINE, align="left", left=SMALL_IN, right=SMALL_IN),
    Style("版记右", size=SMALL, line=IMPRINT_LINE, align="right", left=SMALL_IN, right=SMALL_IN),
    Style("页码", "song", SMALL, SMALL, "left"),
    Style("空隙", size=pt(1), line=pt(1)),
)
_SOLID = {"公文正文", "公文结尾", "附件说明", "主送机关", "Heading 1", "Heading 2", "Heading 3", "Heading 4"}
"""28 characters a line by their own spacing, a quarter point less than 16 pt.

Word would do it by the grid alone; LibreOffice gives a character wider than its cell two cells.
"""


def style_id(name: str) -> str:
    """The identifier of a style in the file, by its name here."""
    return _IDS[name]


_IDS = {style.name: f"s{number}" for number, style in enumerate(STYLES)}


def twips(length: Length) -> int:
    """In twentieths of a point, Word's unit of lengths, rounded."""
    return round(length.pt * 20)


def half_points(length: Length) -> int:
    """In half points, Word's unit of type sizes, rounded."""
    return round(length.pt * 2)


def fonts_xml(role: Role) -> str:
    """All four slots bear the official name, so that figures and quotes are of the same face."""
    name = NAMES[role]
    slots = " ".join(f'w:{slot}="{name}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia" {slots}/>'


def styles_xml() -> bytes:
    """The whole style sheet: nothing of the library's own template stays."""
    body = "".join(_style_xml(number, style) for number, style in enumerate(STYLES))
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml("fang")}'
        f'<w:sz w:val="{half_points(BODY)}"/><w:szCs w:val="{half_points(BODY)}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/>'
        "<w:semiHidden/></w:style>"
        f"{_TABLE_STYLES}{body}</w:styles>"
    ).encode()


_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _style_xml(number: int, style: Style) -> str:
    default = ' w:default="1"' if style.name == "Normal" else ""
    custom = ' w:customStyle="1"' if ord(style.name[0]) > 127 else ""
    based = '<w:basedOn w:val="s0"/>' if number else ""
    name = style.name.replace("Heading", "heading")
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="s{number}">'
        f"<w:name w:val={quoteattr(name)}/>{based}<w:qFormat/>"
        f"{_paragraph_xml(style)}{_run_xml(style)}</w:style>"
    )


def _paragraph_xml(style: Style) -> str:
    """In the order the schema asks for. Marks hang and quarter spaces stand as Word sets them; no widow control."""
    rule = f'w:line="{twips(style.line)}" w:lineRule="exact"' if style.line.mm else 'w:line="240" w:lineRule="auto"'
    spacing = f'<w:spacing w:before="{twips(style.before)}" w:after="0" {rule}/>'
    parts = (
        "<w:keepNext/>" if style.keep_next else "",
        "<w:pageBreakBefore/>" if style.new_page else "",
        '<w:widowControl w:val="0"/>',
        "<w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/>",
        '<w:snapToGrid w:val="0"/>' if style.name != "Normal" else "",
        spacing,
        indent_xml(style.left, style.first, style.right),
        f'<w:jc w:val="{style.align}"/>',
        "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
    )
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def indent_xml(left: float, first: float, right: float = 0) -> str:
    """Indents in twips, and in characters where they are whole characters of 3号; first < 0 hangs.

    Word heeds the characters before the twips, also when only the twips are set nearer by.
    """
    kind = "hanging" if first < 0 else "firstLine"
    edges = (("left", left), ("right", right), (kind, abs(first)))
    marks = (f'w:{edge}="{twips(CHARACTER * size)}"{_characters(edge, size)}' for edge, size in edges)
    return f"<w:ind {' '.join(marks)}/>"


def _characters(edge: str, size: float) -> str:
    return f' w:{edge}Chars="{round(size) * 100}"' if size and size == round(size) else ""


def _run_xml(style: Style) -> str:
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    solid = '<w:spacing w:val="-6"/>' if style.name in _SOLID else ""
    size = f'<w:sz w:val="{half_points(style.size)}"/><w:szCs w:val="{half_points(style.size)}"/>'
    return f'<w:rPr>{fonts_xml(style.role)}{colour}{solid}<w:kern w:val="2"/>{size}</w:rPr>'


def font_table_xml() -> bytes:
    """Each official name with the alternative a machine without it should take (charset 86: GB 2312)."""
    return f'<w:fonts xmlns:w="{W}">{"".join(_font_xml(name) for name in OFFICIAL)}</w:fonts>'.encode()


def _font_xml(name: OfficialName) -> str:
    return (
        f'<w:font w:name="{name.name}"><w:altName w:val="{name.alternative}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
    )


def settings_xml() -> bytes:
    """The document's settings part: compatibility mode 15, odd and even pages apart, neighbouring marks squeezed."""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        "<w:evenAndOddHeaders/>"
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/>'
        "</w:compat></w:settings>"
    ).encode()


def grid_xml() -> str:
    """22 lines by 28 characters; `charSpace` is in 4096ths of a point beside the body size."""
    space = round((CHARACTER.pt - BODY.pt) * 4096)
    return f'<w:docGrid xmlns:w="{W}" w:type="linesAndChars" w:linePitch="{twips(LINE)}" w:charSpace="{space}"/>'


def border_xml(edge: str, width: Length, colour: str = "000000", space: float = 0) -> str:
    """A rule; Word counts its width in eighths of a point."""
    eighths = round(width.pt * 8)
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="{round(space)}" w:color="{colour}"/>'


def borders_xml(tag: str, borders: Iterable[str]) -> str:
    """The borders of a table or a cell, under the element `tag`."""
    return f"<w:{tag}>{''.join(borders)}</w:{tag}>"
