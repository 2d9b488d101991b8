"""样稿 across every side of a Word document: a drawing behind the text, held by the header of each kind of side."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from mzdocs.render.word import style_sheet as ws

MARK, GREY = "样稿", "#e6e6e6"
"""What it says, and its colour, which type of 9 pt is read on."""
_SPACES = (
    f'xmlns:w="{ws.W}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:340pt;height:170pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
    "mso-position-vertical:center;mso-position-vertical-relative:page"
)


def mark_as_draft(package: Any) -> None:
    """Mark every side, as a word processor does it itself, so that its user can take the mark away."""
    section = package.sections[0]
    headers = [section.header, section.even_page_header]
    if section.different_first_page_header_footer:
        headers.append(section.first_page_header)
    for number, header in enumerate(headers, 1):
        header.is_linked_to_previous = False
        old, marked = header.paragraphs[0]._p, parse_xml(_paragraph(number))
        if len(old.r_lst):  # the rules of a letter stand there
            old.extend(marked.r_lst)
        else:
            old.addnext(marked)
            old.getparent().remove(old)


def _paragraph(number: int) -> str:
    name = ws.NAMES["hei"]
    return (
        f'<w:p {_SPACES}><w:pPr><w:pStyle w:val="{ws.style_id("空隙")}"/></w:pPr><w:r><w:pict>'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'alt="{MARK}" style="{_PLACE}" o:allowincell="f" fillcolor="{GREY}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{name}&quot;;font-size:1pt" string="{MARK}"/></v:shape>'
        "</w:pict></w:r></w:p>"
    )
