"""An official paper -> a Word document, part by part in the order of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mzdocs.document import Block, Document, Heading, OfficialPaper, Table
from mzdocs.fitting import fit_line
from mzdocs.render import wordpack as pack
from mzdocs.render import wordstyle as ws
from mzdocs.render import wordtable as tables
from mzdocs.render import wordtext as words
from mzdocs.units import Length, mm


def write(document: Document) -> bytes:
    """The finished file, in memory."""
    paper = document.fields["paper"]
    assert isinstance(paper, OfficialPaper)
    package = pack.blank()
    _page(package)
    _head(package, paper)
    _text(package, paper)
    for number, (name, blocks) in enumerate(paper.annexes, 1):
        _annex(package, f"附件{number if len(paper.annexes) > 1 else ''}", name, blocks)
    _imprint(package, paper)
    pack.describe(package, document, paper)
    return pack.zipped(package)


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
    words.run(paragraph, "— ")
    field = parse_xml(f'<w:fldSimple xmlns:w="{ws.W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)
    words.run(paragraph, " —")


def _head(package: Any, paper: OfficialPaper) -> None:
    """The mark 72 mm from the top of the sheet, number and signer, the red rule 4 mm below them."""
    size = fit_line(paper.mark, "biaosong", True, mm(150), mm(15), mm(7), "发文机关标志")
    line = size * 1.25
    mark = words.add(package, "公文标志", paper.mark)
    mark.runs[0].font.size = Pt(size.pt)
    mark.paragraph_format.line_spacing = Pt(line.pt)
    mark.paragraph_format.space_before = Mm(37.42 - line.mm * ws.BASELINE + size.mm * INK_ABOVE_BASELINE)
    number = words.add(package, "发文字号", f"\t{paper.number}\t签发人：")
    words.run(number, paper.signer, "kai")
    _tabs(number)
    rule = ws.border_xml("bottom", mm(0.5), ws.RED, space=8)
    words.border(number, ws.borders_xml("pBdr", [rule]))


INK_ABOVE_BASELINE = 0.74
"""How far the strokes of 小标宋 rise above the baseline, in em: between what the tallest and most do."""


def _tabs(paragraph: Any) -> None:
    """One character in on both sides; an indent would shorten the red rule as well."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(ws.CHARACTER.mm))
    stops.add_tab_stop(Mm((ws.WIDTH - ws.CHARACTER).mm), WD_TAB_ALIGNMENT.RIGHT)


def _text(package: Any, paper: OfficialPaper) -> None:
    title = words.add(package, "Title", "\n".join(paper.title))
    title.paragraph_format.space_before = Mm(18.66)
    words.add(package, "主送机关", f"{paper.addressee}：")
    for block in paper.body[:-1]:
        _block(package, block)
    _block(package, paper.body[-1], "公文结尾")
    _annex_list(package, [name for name, _ in paper.annexes])
    author = words.add(package, "署名", paper.author)
    author.paragraph_format.space_before = Mm(2 * ws.LINE.mm)
    words.add(package, "成文日期", paper.date)


def _block(package: Any, block: Block, style: str = "公文正文") -> None:
    if isinstance(block, Table):
        tables.ruled(package, block)
    elif isinstance(block, Heading):
        words.add(package, f"Heading {block.level}", block.text)
    else:
        words.add(package, style, block.text)


def _annex_list(package: Any, names: Sequence[str]) -> None:
    """附件：1.甲 / 2.乙, names under each other (7.3.4)."""
    several = len(names) > 1
    for number, name in enumerate(names, 1):
        label = "附件：" if number == 1 else ""
        paragraph = words.add(package, "附件说明", f"{label}{f'{number}.' if several else ''}{name}")
        left = 6 if several else 5
        words.indent(paragraph, left, -(len(label) + several))
        if number == 1:
            paragraph.paragraph_format.space_before = Mm(ws.LINE.mm)


def _annex(package: Any, label: str, name: str, blocks: Iterable[Block]) -> None:
    words.add(package, "附件", label)
    title = words.add(package, "Title", name)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Mm(9), Mm(5)
    for block in blocks:
        _block(package, block)


def _imprint(package: Any, paper: OfficialPaper) -> None:
    """版记: a table that floats to the foot of the page on which its anchor, the last paragraph, stands."""
    words.add(package, "空隙")
    copies = [(f"抄送：{'，'.join(paper.copies)}。", "")] if paper.copies else []
    lines = [*copies, (paper.printer, f"{paper.printed_on}印发"), ("", "")]
    table = tables.grid(package, len(lines), [mm(80), mm(76)])
    tables.table_property(table, _FOOT)
    tables.margins(table, mm(0), mm(0))
    for row, texts in zip(table.rows, lines, strict=True):
        tables.fill(row, texts, ("版记", "版记右"))
    if copies:
        _join(table.rows[0])
    _imprint_rules(table)
    words.add(package, "空隙")


_FOOT = (
    f'<w:tblpPr xmlns:w="{ws.W}" w:vertAnchor="margin" w:horzAnchor="page" '
    f'w:tblpX="{ws.twips(ws.LEFT)}" w:tblpYSpec="bottom"/>'
)
"""Placed from the page's edge: LibreOffice lets a table as wide as the text float only then."""


def _join(row: Any) -> None:
    """One cell of the row's two; later lines stand under the text after the colon (7.4.2)."""
    left, right = row.cells
    cell = left.merge(right)
    cell._tc.remove(cell.paragraphs[-1]._p)
    layout, one, hanging = cell.paragraphs[0].paragraph_format, ws.SMALL, ws.SMALL * 3
    layout.left_indent, layout.first_line_indent = Mm((one + hanging).mm), Mm(-hanging.mm)
    layout.right_indent = Mm(one.mm)


def _imprint_rules(table: Any) -> None:
    """Rules of 0.35, 0.25 and 0.35 mm; a last row, unruled, stands between them and the text box's edge."""
    *ruled, foot = table.rows
    for number, row in enumerate(ruled):
        _rule(row, mm(0.25) if number else mm(0.35), mm(0.35) if row is ruled[-1] else None)
    foot.height, foot.height_rule = Mm(LEADING.mm), WD_ROW_HEIGHT_RULE.EXACTLY
    for cell in foot.cells:
        cell.paragraphs[0].style = "空隙"


LEADING = mm(2.42)
"""From the lower edge of the 版心, where the last rule stands, to that of the word processor's text box."""


def _rule(row: Any, above: Length, below: Length | None) -> None:
    borders = [ws.border_xml("top", above), *([ws.border_xml("bottom", below)] if below else [])]
    for properties in row._tr.iter(qn("w:tcPr")):
        properties.insert_element_before(parse_xml(ws.borders_xml("tcBorders", borders)), "w:vAlign")
