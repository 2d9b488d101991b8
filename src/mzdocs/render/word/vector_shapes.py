"""Shapes in millimetres -> DrawingML of a Word document: vectors in the line of text, or at a place of the page."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from mzdocs.core.units import Length
from mzdocs.render.seal_sketches import Shape

EMU = 36000
"""English metric units in a millimetre."""
_OFFICE = "http://schemas.microsoft.com/office/word/2010"
_NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wpg="{_OFFICE}/wordprocessingGroup" xmlns:wps="{_OFFICE}/wordprocessingShape"'
)


def inline(found: Iterable[Shape], width: Length, height: Length, number: int, said: str) -> str:
    """A run with these shapes in the line of text; `said` is read out in their place."""
    start = '<wp:inline distT="0" distB="0" distL="0" distR="0">'
    return _drawing(start, "</wp:inline>", found, (width, height), number, said)


def behind(found: Iterable[Shape], width: Length, height: Length, number: int) -> str:
    """A run with these shapes behind the text, placed from the page's upper left corner: an ornament, not read out."""
    start = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="1" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    return _drawing(start, "</wp:anchor>", found, (width, height), number, "", "<wp:wrapNone/>")


def _drawing(
    start: str, end: str, found: Iterable[Shape], size: tuple[Length, Length], number: int, said: str, wrap: str = ""
) -> str:
    wide, high = (_emu(each.mm) for each in size)
    ground = Shape("rect", 0, 0, size[0].mm, size[1].mm)  # LibreOffice would stretch the others over the whole
    group = (
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/><a:chOff x="0" y="0"/><a:chExt cx="{wide}" cy="{high}"/>'
    )
    return (
        f'<w:r><mc:AlternateContent {_NAMES}><mc:Choice Requires="wpg"><w:drawing>{start}'
        f'<wp:extent cx="{wide}" cy="{high}"/>{wrap}<wp:docPr id="{number}" name="drawing {number}" '
        f"descr={quoteattr(said)}/><wp:cNvGraphicFramePr/><a:graphic>"
        f'<a:graphicData uri="{_OFFICE}/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f"<wpg:grpSpPr><a:xfrm>{group}</a:xfrm></wpg:grpSpPr>{''.join(map(_shape, (ground, *found)))}</wpg:wgp>"
        f"</a:graphicData></a:graphic>{end}</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _shape(shape: Shape) -> str:
    place = (
        f'<a:off x="{_emu(shape.x)}" y="{_emu(shape.y)}"/><a:ext cx="{_emu(shape.width)}" cy="{_emu(shape.height)}"/>'
    )
    flat = not (shape.width and shape.height)
    form = "line" if flat else shape.form
    ground = f'<a:solidFill><a:srgbClr val="{shape.fill}"/></a:solidFill>' if shape.fill else "<a:noFill/>"
    dashes = '<a:prstDash val="dash"/>' if shape.dashed else ""
    colour = f'<a:solidFill><a:srgbClr val="{shape.line}"/></a:solidFill>{dashes}' if shape.line else "<a:noFill/>"
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>{place}</a:xfrm><a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
        f'{ground}<a:ln w="{_emu(shape.weight.mm)}">{colour}</a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _emu(length: float) -> int:
    return round(length * EMU)
