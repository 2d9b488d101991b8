"""A certificate -> Word: a sheet on its side for each leaf, in a double frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from mzdocs.paper import Block, Paper, Paragraph
from mzdocs.render import wordstyle as ws
from mzdocs.render import wordtext as words
from mzdocs.units import mm


def page(package: Any) -> None:
    """A4 on its side; the frame is a border of the page."""
    section = package.sections[0]
    properties = section._sectPr
    section.page_width, section.page_height = Mm(297), Mm(210)
    properties.get_or_add_pgSz().set(qn("w:orient"), "landscape")
    for edge, length in (("top", 34), ("right", 44), ("bottom", 24), ("left", 44)):
        setattr(section, f"{edge}_margin", Mm(length))
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    edges = "".join(
        f'<w:{edge} w:val="thickThinSmallGap" w:sz="36" w:space="31" w:color="{ws.FRAME}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    borders = parse_xml(f'<w:pgBorders xmlns:w="{ws.W}" w:offsetFrom="page">{edges}</w:pgBorders>')
    properties.find(qn("w:pgMar")).addnext(borders)


def body(paper: Paper, leaves: Sequence[Sequence[Block]]) -> str:
    return "".join(_leaf(paper, leaf, number) for number, leaf in enumerate(leaves))


def _leaf(paper: Paper, blocks: Sequence[Block], number: int) -> str:
    title = words.line("证书题", "　".join("".join(paper.title)), "<w:pageBreakBefore/>" if number else "")
    text = (
        words.line("证书文" if block.align is None else "证书称呼", block.text)
        for block in blocks
        if isinstance(block, Paragraph)
    )
    signed = words.line("证书署名", paper.author, words.before(mm(16))) + words.line("证书署名", paper.date)
    return title + "".join(text) + signed
