"""A certificate -> Word: a sheet on its side for each leaf, in a double frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from mzdocs.core.units import mm
from mzdocs.model.letter import Block, Paper, Paragraph
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words

TEXT, ISSUER = mm(297 - 2 * 44), mm(20 * 25.4 / 72)
"""The width of the text, and of a character of the issuer's name."""
_STYLES = {None: "证书文", "left": "证书称呼", "center": "居中", "right": "居右"}


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
    """The certificates as WordprocessingML: one leaf, with its own frame, after the other."""
    return "".join(_leaf(paper, leaf, number) for number, leaf in enumerate(leaves))


def _leaf(paper: Paper, blocks: Sequence[Block], number: int) -> str:
    title = words.line("证书题", "　".join("".join(paper.title)), "<w:pageBreakBefore/>" if number else "")
    text = (words.line(_STYLES[block.align], block.text) for block in blocks if isinstance(block, Paragraph))
    left = min(89.0, TEXT.mm - 4 - len(paper.author) * ISSUER.mm)
    place = f'<w:ind w:left="{ws.twips(mm(max(0.0, left)))}" w:leftChars="0"/>'
    signed = words.line("证书署名", paper.author, words.before(mm(16)) + place)
    return title + "".join(text) + signed + words.line("证书署名", paper.date, place)
