"""A certificate -> Word: a sheet on its side for each leaf, in the double frame of the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm

from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import mm
from mzdocs.design.theme import palette
from mzdocs.model.form_blocks import breadth
from mzdocs.model.letter import Block, Paper, Paragraph
from mzdocs.render.seal_sketches import Shape
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words
from mzdocs.render.word import vector_shapes

WIDE, HIGH, SIDE = mm(297), mm(210), mm(44)
"""The sheet, and what the text keeps from its left and right edge."""
ISSUED_TOP, ISSUER = mm(142.8), mm(20 * 25.4 / 72)
"""From the sheet's top to the issuer's name, whose lines stand a little lower than on a page; its type."""
_STYLES = {None: "证书文", "left": "证书称呼", "center": "居中", "right": "证书编号"}


def page(package: Any) -> None:
    """A4 on its side."""
    section = package.sections[0]
    properties = section._sectPr
    section.page_width, section.page_height = Mm(WIDE.mm), Mm(HIGH.mm)
    properties.get_or_add_pgSz().set(qn("w:orient"), "landscape")
    for edge, length in (("top", 25.4), ("right", SIDE.mm), ("bottom", 24), ("left", SIDE.mm)):
        setattr(section, f"{edge}_margin", Mm(length))
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)


def body(paper: Paper, leaves: Sequence[Sequence[Block]], theme: Theme) -> str:
    """The certificates as WordprocessingML: one leaf, with its own frame, after the other."""
    frame = _frame(theme)
    return "".join(_leaf(paper, leaf, number, frame) for number, leaf in enumerate(leaves, 1))


def _frame(theme: Theme) -> tuple[Shape, Shape]:
    """In the colours of the theme: the thick rule, and the thin one 3 mm inside it."""
    primary, gold = (palette(theme).screen(name).lstrip("#").upper() for name in ("primary", "gold"))
    return (
        Shape("rect", 12.6, 12.6, 271.8, 184.8, "", primary, mm(1.2)),
        Shape("rect", 15.025, 15.025, 266.95, 179.95, "", gold, mm(0.35)),
    )


def _leaf(paper: Paper, blocks: Sequence[Block], number: int, frame: Sequence[Shape]) -> str:
    drawn = vector_shapes.behind(frame, WIDE, HIGH, number)
    title = words.run("　".join("".join(paper.title)))
    new = "<w:pageBreakBefore/>" if number > 1 else ""
    text = (words.line(_STYLES[block.align], block.text) for block in blocks if isinstance(block, Paragraph))
    place = _issued(paper)
    signed = words.line("证书署名", paper.author, place) + words.line("证书署名", paper.date, place)
    return words.paragraph("证书题", drawn + title, new) + "".join(text) + signed + words.paragraph("空隙")


def _issued(paper: Paper) -> str:
    """Name and day at a place of the page, whatever stands above them; what follows holds them on it."""
    wide = mm(max(breadth(paper.author), breadth(paper.date)) * ISSUER.mm + 2)
    left = WIDE - SIDE - wide
    return (
        f'<w:framePr w:w="{ws.twips(wide)}" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
        f'w:x="{ws.twips(left)}" w:y="{ws.twips(ISSUED_TOP)}"/>'
    )
