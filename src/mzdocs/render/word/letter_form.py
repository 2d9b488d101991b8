"""A letter's head and foot (GB/T 9704-2012, 10.1) -> XML: the mark in a frame, its rules drawn, its first side."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from mzdocs.core.units import Length, mm
from mzdocs.design.letter_head import MARK_TOP, RULE_LEFT, RULE_LENGTH, LetterHead, RuleLine, letter_head
from mzdocs.model.letter import Note, Paper
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words

_EM_TOP = 0.88
"""From the top of the em square of Chinese type to its base line, in em."""
_ABOVE_NUMBER = ws.LINE * ws.BASELINE - ws.BODY * _EM_TOP
"""From the top of an exact line to its characters."""
BELOW_NUMBER = mm(16.6)
"""Above the title, so that two lines lie between the characters of the number and its own."""
_DRAWING = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def head(paper: Paper) -> str:
    """The mark, framed so that it stands above the text; under it the notes at the left, the number at the right."""
    measures = letter_head(paper.mark)
    mark = words.paragraph("公文标志", words.run(paper.mark, size=measures.size), _framed(measures))
    above = measures.text_top - _ABOVE_NUMBER - ws.TOP
    notes = [_note(*note) for note in paper.notes]
    first = "".join(notes[:1]) + words.run(f"\t{paper.number}")
    more = (words.paragraph("发文字号", note, words.before(ws.NOTHING)) for note in notes[1:])
    return "".join([mark, words.paragraph("发文字号", first, _place(above)), *more])


def _note(kind: Note, text: str) -> str:
    return words.run(text, "fang" if kind == "份号" else "hei")


def _place(above: Length) -> str:
    return words.tabs((ws.WIDTH, "right")) + words.before(above)


def _framed(head: LetterHead) -> str:
    """A frame is placed from the edges of the sheet, above the 版心 as well."""
    line = head.size * 1.25
    top = MARK_TOP + head.rise - line * ws.BASELINE
    return (
        f'<w:framePr w:w="{ws.twips(RULE_LENGTH)}" w:h="{ws.twips(line)}" w:hRule="exact" w:wrap="around" '
        f'w:vAnchor="page" w:hAnchor="page" w:x="{ws.twips(RULE_LEFT)}" w:y="{ws.twips(top)}"/>'
        f"{words.exact(line, ws.NOTHING)}"
    )


def first_side(package: Any, paper: Paper) -> None:
    """The double rules stand on the first side alone, in its header; its footer has no page number."""
    section = package.sections[0]
    section.different_first_page_header_footer = True
    lines = enumerate(letter_head(paper.mark).lines, 1)
    drawn = "".join(_rule(number, line) for number, line in lines)
    _only(section.first_page_header, words.paragraph("空隙", drawn))
    _only(section.first_page_footer, words.paragraph("空隙"))
    section.header_distance = Mm(15)


def _only(story: Any, paragraph: str) -> None:
    """What a header or footer holds, in the place of the library's empty paragraph."""
    old = story.paragraphs[0]._p
    names = f"{nsdecls('w', 'wp', 'a')} {_DRAWING}"
    old.addnext(parse_xml(paragraph.replace("<w:p>", f"<w:p {names}>", 1)))
    old.getparent().remove(old)


def _rule(number: int, line: RuleLine) -> str:
    """A red bar, from the edges of the sheet."""
    x, y, wide, high = (int(Mm(length.mm)) for length in (RULE_LEFT, line.top, RULE_LENGTH, line.thickness))
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
        f'distR="0" simplePos="0" relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:wrapNone/><wp:docPr id="{number}" name="rule {number}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{ws.RED}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
