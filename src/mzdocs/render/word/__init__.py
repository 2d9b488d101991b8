"""A paper -> a Word document, part by part in the order of GB/T 9704-2012."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Emu, Mm

from mzdocs.core.units import Length, mm
from mzdocs.design import fonts
from mzdocs.design.fitting import fit_line
from mzdocs.model.letter import Annex, Imprint, Paper, Picture
from mzdocs.plan.document import Document
from mzdocs.render.paging import Turn
from mzdocs.render.word import blocks, certificate, letter_form
from mzdocs.render.word import docx_package as pack
from mzdocs.render.word import ruled_tables as tables
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words
from mzdocs.render.word.draft_mark import mark_as_draft


def write(document: Document, turn: Turn = "") -> bytes:
    """The finished file, in memory; `turn` says on which side its 版记 stands."""
    paper = document.fields["paper"]
    assert isinstance(paper, Paper)
    package = pack.blank()
    inline = _Photos(package, document)
    if paper.form == "证书":
        body = certificate.body(paper, document.fields["leaves"], document.theme)  # type: ignore[arg-type]
        certificate.page(package)
    else:
        _page(package, paper.landscape)
        if paper.form == "函":
            letter_form.first_side(package, paper)
        body = _body(paper, inline, turn)
    if document.fields["draft"]:
        mark_as_draft(package)
    _fill(package, body)
    pack.describe(package, document, paper)
    return pack.zipped(package)


def _fill(package: Any, body: str) -> None:
    """The whole text parsed at once, with what the section says of its pages behind it.

    Moved into the document element by element, a table of 10,000 rows would take minutes.
    """
    section = serialize_for_reading(package.element.body.sectPr)
    names = nsdecls("w", "wp", "a", "pic", "r")
    package.part._element = parse_xml(f"<w:document {names}><w:body>{body}{section}</w:body></w:document>")


def _body(paper: Paper, inline: blocks.Inline, turn: Turn) -> str:
    width = SIDEWAYS_WIDTH if paper.landscape else ws.WIDTH
    last = "公文结尾" if paper.author else "公文正文"
    parts = [
        _head(paper) if paper.official else "",
        _title(paper),
        words.line("主送机关", f"{paper.addressee}：", words.before(_UNDER_TITLE)) if paper.addressee else "",
        blocks.blocks(paper.body, inline, width, last),
        "" if paper.issued else _annex_list(paper.annexes),
        _signed(paper) if paper.author else "",
        _issued(paper.issued, inline) + _annex_list(paper.annexes) if paper.issued else "",
        *(_annex(paper, number, annex, inline) for number, annex in enumerate(paper.annexes, 1)),
        _SIDES[turn] + _imprint(paper.imprint) if paper.imprint else "",
    ]
    return "".join(parts)


SIDEWAYS_WIDTH, _UNDER_TITLE = mm(247), mm(5.87)
_NEW_SIDE = words.paragraph("空隙", properties="<w:pageBreakBefore/>")
_SIDES = {"": "", "next": _NEW_SIDE, "blank": _NEW_SIDE * 2}


def _page(package: Any, sideways: bool) -> None:
    section = package.sections[0]
    size, edges = (mm(210), mm(297)), (ws.TOP, ws.RIGHT, ws.BOTTOM, ws.LEFT)
    if sideways:
        size, edges = (mm(297), mm(210)), (mm(20), mm(25), mm(18), mm(25))
        section._sectPr.get_or_add_pgSz().set(qn("w:orient"), "landscape")
    section.page_width, section.page_height = Mm(size[0].mm), Mm(size[1].mm)
    for edge, length in zip(("top", "right", "bottom", "left"), edges, strict=True):
        setattr(section, f"{edge}_margin", Mm(length.mm))
    section.header_distance, section.footer_distance = Mm(15), Mm(11 if sideways else ws.FOOTER.mm)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if not sideways:
        section._sectPr.append(parse_xml(ws.grid_xml()))
    _page_number(section.footer, "right")
    _page_number(section.even_page_footer, "left")


def _page_number(footer: Any, side: str) -> None:
    """— 1 —, one character in from the outer edge (7.5)."""
    one = f'<w:ind w:{side}Chars="100" w:{side}="{ws.twips(ws.SMALL)}"/>'
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    text = words.paragraph("页码", words.run("— ") + field + words.run(" —"), one + words.align(side))
    old = footer.paragraphs[0]._p
    old.addnext(parse_xml(text.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    old.getparent().remove(old)


def _head(paper: Paper) -> str:
    """The mark 72 mm from the top of the sheet, number and signer, the red rule 4 mm below them."""
    if paper.form == "函":
        return letter_form.head(paper)
    size = fit_line(paper.mark, "biaosong", True, mm(150), mm(15), mm(7), "发文机关标志")
    line = size * 1.25
    ink = fonts.ink_above(paper.mark, fonts.CHAINS["biaosong", True][0])
    above = mm(37.42 - line.mm * ws.BASELINE + size.mm * ink)
    mark = words.paragraph("公文标志", words.run(paper.mark, size=size), words.exact(line, above))
    rule = ws.borders_xml("pBdr", [ws.border_xml("bottom", mm(0.5), ws.RED, space=8)])
    if paper.form != "上行文":
        return mark + words.paragraph("发文字号", words.run(paper.number), rule + words.align("center"))
    # One character in on both sides by tabs: an indent would shorten the red rule as well.
    stops = words.tabs((ws.CHARACTER, "left"), (ws.WIDTH - ws.CHARACTER, "right"))
    text = words.run(f"\t{paper.number}\t签发人：") + words.run(paper.signer, "kai")
    return mark + words.paragraph("发文字号", text, rule + stops)


def _title(paper: Paper) -> str:
    form = words.before(mm(0), mm(3)) if paper.landscape else words.before(mm(2.42), mm(4.75))
    below = letter_form.BELOW_NUMBER if paper.form == "函" else mm(18.66)
    after = mm(0) if paper.addressee else _UNDER_TITLE
    place = words.before(below, after) if paper.official else form
    return words.line("Title", "\n".join(paper.title), place)


def _signed(paper: Paper) -> str:
    above, (left, right) = words.before(mm(2 * ws.LINE.mm)), paper.signature
    indent = ws.indent_xml(left, 0, right)
    return words.line("署名", paper.author, above + indent) + words.line("成文日期", paper.date, indent)


def _issued(issued: Annex, inline: blocks.Inline) -> str:
    """What a notice issues: on a new side, under its own title."""
    title = words.line("Title", issued.name, "<w:pageBreakBefore/>" + words.before(ws.LINE, ws.LINE))
    return title + blocks.blocks(issued.body, inline, ws.WIDTH)


def _annex_list(annexes: Sequence[Annex]) -> str:
    """附件：1.甲 / 2.乙, names under each other (7.3.4)."""
    several = len(annexes) > 1
    lines = []
    for number, name in enumerate((annex.name for annex in annexes), 1):
        label = "附件：" if number == 1 else ""
        above = words.before(ws.LINE) if number == 1 else ""
        indent = ws.indent_xml(6 if several else 5, -(len(label) + several))
        lines.append(words.line("附件说明", f"{label}{f'{number}.' if several else ''}{name}", above + indent))
    return "".join(lines)


def _annex(paper: Paper, number: int, annex: Annex, inline: blocks.Inline) -> str:
    label = f"附件{number if len(paper.annexes) > 1 else ''}"
    title = words.line("Title", annex.name, words.before(mm(9), mm(5)))
    return words.line("附件", label) + title + blocks.blocks(annex.body, inline, ws.WIDTH)


def _imprint(imprint: Imprint) -> str:
    """版记, of a letter without rules: a table that floats to the foot of its anchor's page."""
    left, right = mm(80), mm(76)
    foot = [tables.cell(words.paragraph("空隙"), width) for width in (left, right)]
    rows = [tables.row(foot, height=LEADING)]
    if imprint.printer:
        edges = _rules(not imprint.copies, True)
        printer = tables.cell(words.line("版记", imprint.printer), left, borders=edges)
        day = tables.cell(words.line("版记右", f"{imprint.printed_on}印发"), right, borders=edges)
        rows.insert(0, tables.row([printer, day]))
    if imprint.copies:
        said = words.line("版记", f"抄送：{'，'.join(imprint.copies)}。", _hanging())
        edges = _rules(True, False) if imprint.printer else ""
        rows.insert(0, tables.row([tables.cell(said, ws.WIDTH, borders=edges, span=2)]))
    table = tables.grid([left, right], rows, margins=tables.NO_MARGINS, place=_FOOT)
    return words.paragraph("空隙") + table + words.paragraph("空隙")


_FOOT = f'<w:tblpPr w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{ws.twips(ws.LEFT)}" w:tblpYSpec="bottom"/>'
"""Placed from the page's edge: LibreOffice lets a table as wide as the text float only then."""
LEADING = mm(2.42)
"""From the lower edge of the 版心, where the last rule stands, to that of the word processor's text box."""


def _hanging() -> str:
    """Later lines of the copies stand under the text after the colon (7.4.2)."""
    one, hanging = ws.twips(ws.SMALL), ws.twips(ws.SMALL * 3)
    return f'<w:ind w:left="{one + hanging}" w:right="{one}" w:hanging="{hanging}"/>'


def _rules(first: bool, last: bool) -> str:
    """Rules of 0.35 mm above the first and below the last line, 0.25 mm between."""
    above = ws.border_xml("top", mm(0.35) if first else mm(0.25))
    return ws.borders_xml("tcBorders", [above, *([ws.border_xml("bottom", mm(0.35))] if last else [])])


class _Photos:
    """Photos in the package, each once, under a name that says nothing."""

    def __init__(self, package: Any, document: Document) -> None:
        self._part, self._assets, self._count = package.part, document.assets, 0

    def __call__(self, picture: Picture, width: Length, height: Length) -> str:
        data, _ = self._assets[picture.asset]
        relation, image = self._part.get_or_add_image(io.BytesIO(data))
        self._count += 1
        return _inline(relation, self._count, picture.caption, width, height, image.px_width / image.px_height)


def _inline(relation: str, number: int, caption: str, width: Length, height: Length, shape: float) -> str:
    """A picture cut to the shape of its place, as the PDF shows it."""
    wide, high = int(Emu(Mm(width.mm))), int(Emu(Mm(height.mm)))
    over = shape / (width.mm / height.mm)
    sides, ends = (1 - 1 / over) / 2 if over > 1 else 0, (1 - over) / 2 if over < 1 else 0
    cuts = zip("ltrb", (sides, ends, sides, ends), strict=True)
    crop = "".join(f' {edge}="{round(cut * 100000)}"' for edge, cut in cuts)
    said = quoteattr(caption)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="photo {number}" descr={said}/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="photo {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:srcRect{crop}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
