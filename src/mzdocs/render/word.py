"""An official paper -> a Word document, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from docx import Document as new_package
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mzdocs.document import Block, Document, Heading, OfficialPaper, Table
from mzdocs.fonts import Role
from mzdocs.render import wordstyle as ws
from mzdocs.render.templates import fit_line
from mzdocs.units import Length, mm, pt

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: a part has no time of its own."""
_KEPT = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.FOOTER}
_KEPT_IN_PACKAGE = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}
DENSE_FROM = 5
"""Tables of so many columns are set in 五号: 3号 and 4号 would give three characters to a cell."""


def write(document: Document) -> bytes:
    """The finished file, in memory."""
    paper = document.fields["paper"]
    assert isinstance(paper, OfficialPaper)
    package = _blank()
    _page(package)
    _head(package, paper)
    _text(package, paper)
    for number, (name, blocks) in enumerate(paper.annexes, 1):
        _annex(package, f"附件{number if len(paper.annexes) > 1 else ''}", name, blocks)
    _imprint(package, paper)
    _describe(package, document, paper)
    return _zipped(package)


def _blank() -> Any:
    """An empty package with our styles; the library's template leaves a thumbnail, themes, its name."""
    package = new_package()
    _drop(package.part.rels, _KEPT)
    _drop(package.part.package.rels, _KEPT_IN_PACKAGE)
    _replace(package.styles.element, ws.styles_xml())
    _replace(package.settings.element, ws.settings_xml())
    package.part.part_related_by(RT.FONT_TABLE)._blob = ws.font_table_xml()
    return package


def _drop(relations: Any, kept: set[str]) -> None:
    for key in [key for key, relation in relations.items() if relation.reltype not in kept]:
        del relations[key]


def _replace(element: Any, xml: bytes) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def _page(package: Any) -> None:
    section = package.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    edges = {"top": ws.TOP, "right": ws.RIGHT, "bottom": ws.BOTTOM, "left": ws.LEFT}
    for edge, length in edges.items():
        setattr(section, f"{edge}_margin", Mm(length.mm))
    section.header_distance, section.footer_distance = Mm(15), Mm(ws.FOOTER.mm)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(ws.grid_xml()))
    _page_number(section.footer, "right")
    _page_number(section.even_page_footer, "left")


def _page_number(footer: Any, side: str) -> None:
    """— 1 —, one character in from the outer edge (7.5)."""
    paragraph = footer.paragraphs[0]
    paragraph.style = "页码"
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:ind xmlns:w="{ws.W}" w:{side}Chars="100" w:{side}="{ws.twips(ws.SMALL)}"/>')
    )
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:jc xmlns:w="{ws.W}" w:val="{side}"/>'))
    _run(paragraph, "— ")
    field = parse_xml(f'<w:fldSimple xmlns:w="{ws.W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)
    _run(paragraph, " —")


def _add(package: Any, style: str, text: str = "") -> Any:
    paragraph = package.add_paragraph(style=style)
    _run(paragraph, text)
    return paragraph


def _run(paragraph: Any, text: str, role: Role | None = None) -> Any:
    """Marked as East Asian: else Word sets “”—… half as wide, in the Latin face."""
    run = paragraph.add_run(text)
    fonts = ws.fonts_xml(role) if role else '<w:rFonts w:hint="eastAsia"/>'
    run._r.get_or_add_rPr().insert(0, parse_xml(fonts.replace("<w:rFonts", f'<w:rFonts xmlns:w="{ws.W}"')))
    return run


def _head(package: Any, paper: OfficialPaper) -> None:
    """The mark 72 mm from the top of the sheet, number and signer, the red rule 4 mm below them."""
    size = fit_line(paper.mark, "biaosong", True, mm(150), mm(15), mm(7), "发文机关标志")
    line = size * 1.25
    mark = _add(package, "公文标志", paper.mark)
    mark.runs[0].font.size = Pt(size.pt)
    mark.paragraph_format.line_spacing = Pt(line.pt)
    mark.paragraph_format.space_before = Mm(37.42 - line.mm * ws.BASELINE + size.mm * INK_ABOVE_BASELINE)
    number = _add(package, "发文字号", f"\t{paper.number}\t签发人：")
    _run(number, paper.signer, "kai")
    _tabs(number)
    rule = ws.border_xml("bottom", mm(0.5), ws.RED, space=7)
    _property(number, ws.borders_xml("pBdr", [rule]))


INK_ABOVE_BASELINE = 0.755
"""How far the tallest strokes of 小标宋 rise above the baseline, in em."""


def _tabs(paragraph: Any) -> None:
    """One character in on both sides; an indent would shorten the red rule as well."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(ws.CHARACTER.mm))
    stops.add_tab_stop(Mm((ws.WIDTH - ws.CHARACTER).mm), WD_TAB_ALIGNMENT.RIGHT)


_AFTER_BORDER = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
_AFTER_FRAME = ("w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", *_AFTER_BORDER)
"""What the schema puts after a border, and after a frame: Word refuses a file in any other order."""


def _property(paragraph: Any, xml: str) -> None:
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(xml), *_AFTER_BORDER)


def _text(package: Any, paper: OfficialPaper) -> None:
    title = _add(package, "Title", "\n".join(paper.title))
    title.paragraph_format.space_before = Mm(18.66)
    _add(package, "主送机关", f"{paper.addressee}：")
    for block in paper.body[:-1]:
        _block(package, block)
    _block(package, paper.body[-1], "公文结尾")
    _annex_list(package, [name for name, _ in paper.annexes])
    author = _add(package, "署名", paper.author)
    author.paragraph_format.space_before = Mm(2 * ws.LINE.mm)
    _add(package, "成文日期", paper.date)


def _block(package: Any, block: Block, style: str = "公文正文") -> None:
    if isinstance(block, Table):
        _table(package, block)
    elif isinstance(block, Heading):
        _add(package, f"Heading {block.level}", block.text)
    else:
        _add(package, style, block.text)


def _annex_list(package: Any, names: Sequence[str]) -> None:
    """附件：1.甲 / 2.乙, names under each other (7.3.4)."""
    several = len(names) > 1
    for number, name in enumerate(names, 1):
        label = "附件：" if number == 1 else ""
        paragraph = _add(package, "附件说明", f"{label}{f'{number}.' if several else ''}{name}")
        left = 6 if several else 5
        _indent(paragraph, left, -(len(label) + several))
        if number == 1:
            paragraph.paragraph_format.space_before = Mm(ws.LINE.mm)


def _indent(paragraph: Any, left: float, first: float) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties._insert_ind(parse_xml(ws.indent_xml(left, first).replace("<w:ind", f'<w:ind xmlns:w="{ws.W}"')))


def _annex(package: Any, label: str, name: str, blocks: Iterable[Block]) -> None:
    _add(package, "附件", label)
    title = _add(package, "Title", name)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Mm(9), Mm(5)
    for block in blocks:
        _block(package, block)


def _table(package: Any, block: Table) -> None:
    """Ruled; its head row stands again on every page, and no row is torn."""
    if block.title:
        _add(package, "表题", block.title)
    small = "小" if len(block.head) >= DENSE_FROM else ""
    table = _grid(package, 1 + len(block.rows), [mm(width) for width in block.widths])
    inside = [ws.border_xml(edge, mm(0.2)) for edge in ("insideH", "insideV")]
    outside = [ws.border_xml(edge, mm(0.35)) for edge in ("top", "left", "bottom", "right")]
    _table_property(table, ws.borders_xml("tblBorders", [*outside, *inside]))
    _margins(table, mm(1.3), mm(0.9))
    styles = [f"{small}表中" if centred else f"{small}表文" for centred in block.centred]
    for row, texts in zip(table.rows, (block.head, *block.rows), strict=True):
        _row_property(row, "cantSplit")
        _fill(row, texts, styles if texts is not block.head else [f"{small}表头"] * len(texts))
    _row_property(table.rows[0], "tblHeader")
    _add(package, "空隙").paragraph_format.space_after = Mm(4)


def _fill(row: Any, texts: Sequence[str], styles: Sequence[str]) -> None:
    for cell, text, style in zip(row.cells, texts, styles, strict=True):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        _run(paragraph, text)


def _grid(package: Any, rows: int, widths: Sequence[Length]) -> Any:
    """A table of fixed columns, exactly as wide as they are."""
    table = package.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width.mm)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width.mm)
    return table


_TABLE_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip


def _table_property(table: Any, xml: str) -> None:
    """Add a table property where the schema wants it: Word refuses any other order."""
    properties, element = table._tbl.tblPr, parse_xml(xml)
    place = _TABLE_ORDER.index(element.tag.split("}")[1])
    after = [child for child in properties if _TABLE_ORDER.index(child.tag.split("}")[1]) > place]
    after[0].addprevious(element) if after else properties.append(element)


def _margins(table: Any, sides: Length, ends: Length) -> None:
    edges = (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    marks = "".join(f'<w:{edge} w:w="{ws.twips(length)}" w:type="dxa"/>' for edge, length in edges)
    _table_property(table, f'<w:tblCellMar xmlns:w="{ws.W}">{marks}</w:tblCellMar>')


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(f'<w:{name} xmlns:w="{ws.W}"/>'))


def _imprint(package: Any, paper: OfficialPaper) -> None:
    """版记: a frame at the foot of the page on which its anchor, the last paragraph, stands.

    The rules are paragraphs of their own, because a border is as wide as its paragraph and the text
    between them is indented. A floating table would be simpler, but LibreOffice lets it stand in line.
    """
    copies = f"抄送：{'，'.join(paper.copies)}。" if paper.copies else ""
    framed = [_ruled(package, mm(0.35))]
    if copies:
        framed += [_line(package, copies, hanging=3), _ruled(package, mm(0.25))]
    framed += [_line(package, f"{paper.printer}\t{paper.printed_on}印发"), _ruled(package, mm(0.35))]
    framed[-1].paragraph_format.space_after = Mm(LEADING.mm)
    for paragraph in framed:
        paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(_FRAME), *_AFTER_FRAME)
    _add(package, "空隙")


LEADING = mm(2.42)
"""From the lower edge of the 版心, where the last rule stands, to that of the word processor's text box."""
_FRAME = (
    f'<w:framePr xmlns:w="{ws.W}" w:w="{ws.twips(ws.WIDTH)}" w:wrap="notBeside" w:vAnchor="margin" '
    'w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
)


def _ruled(package: Any, width: Length) -> Any:
    paragraph = _add(package, "版记线")
    _property(paragraph, ws.borders_xml("pBdr", [ws.border_xml("top", width)]))
    return paragraph


def _line(package: Any, text: str, hanging: float = 0) -> Any:
    """One character in on both sides; what follows the tab stands at the right."""
    paragraph = _add(package, "版记", text)
    side, hang = ws.SMALL, ws.SMALL * hanging
    layout = paragraph.paragraph_format
    layout.left_indent, layout.right_indent = Mm((side + hang).mm), Mm(side.mm)
    layout.first_line_indent = Mm(-hang.mm)
    layout.tab_stops.add_tab_stop(Mm((ws.WIDTH - side).mm), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _describe(package: Any, document: Document, paper: OfficialPaper) -> None:
    """Properties of the file: the paper's own author and day, and no trace of machine or library."""
    properties = package.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, paper.author, paper.author
    properties.comments, properties.keywords, properties.language = "", "", "zh-CN"
    properties.created = properties.modified = datetime.fromisoformat(document.issued)
    properties.revision = 1


def _zipped(package: Any) -> bytes:
    """The library stamps each part with the time of day; here parts are sorted and have none."""
    saved, clean = io.BytesIO(), io.BytesIO()
    package.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(clean, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(part, source.read(name), compresslevel=9)
    return clean.getvalue()
