"""A page of a PDF -> the page of an OFD: each mark an object where it stands, in millimetres from the upper left."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pikepdf

from mzdocs.core.units import POINT
from mzdocs.ofd.confined import drawn, is_seen_whole, painted_area
from mzdocs.ofd.embedded_fonts import EmbeddedFonts
from mzdocs.ofd.ofd_writer import PAGE_HEAD, OfdWriter, tag
from mzdocs.ofd.placed_text import placed_text
from mzdocs.ofd.stored_pictures import StoredPictures
from mzdocs.ofd.written_numbers import PagePlace, flat_colour, path_data, written
from mzdocs.pdf.content_stream import marks
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.graphics_state import Mark, moved


class PlacedPages:
    """Writes page after page; what fonts and pictures they use is gathered on the way, and nothing else is kept."""

    def __init__(self, out: OfdWriter) -> None:
        self._out = out
        self.fonts = EmbeddedFonts(out.number)
        self.pictures = StoredPictures(out.number)

    def add(self, page: pikepdf.Page) -> None:
        """Write one page.

        Raises:
            Inexact: it paints something that OFD would show otherwise.
        """
        place = _place(page)
        self._out.begin_page(place.width, place.height)
        layer = tag("Layer", "".join(self._objects(page, place)), Type="Body", ID=self._out.number())
        area = tag("Area", tag("PhysicalBox", f"0 0 {place.size}"))
        self._out.end_page(f"{PAGE_HEAD}{area}{tag('Content', layer)}</ofd:Page>")

    def _objects(self, page: pikepdf.Page, place: PagePlace) -> Iterator[str]:
        for mark in marks(page):
            _refuse(mark)
            yield from _OBJECTS[mark.what](self, mark, place)

    def _fill(self, mark: Mark, place: PagePlace) -> Iterator[str]:
        area, even_odd = painted_area(mark)
        if area:
            box, data = path_data(area, place)
            colour = tag("FillColor", Value=flat_colour(mark.paint))
            rule = {"Rule": "Even-Odd"} if even_odd else {}
            yield tag(
                "PathObject", colour + tag("AbbreviatedData", data),
                ID=self._out.number(), Boundary=box, Stroke="false", Fill="true", **rule,
            )  # fmt: skip

    def _stroke(self, mark: Mark, place: PagePlace) -> Iterator[str]:
        pen = place.pen(mark)
        path = drawn(mark.path)
        if not path:
            return
        if not is_seen_whole(mark, mark.line_width):
            raise Inexact("被裁切的线", "a line that is cut off by a clip")
        box, data = path_data(path, place, mark.line_width * POINT)
        colour = tag("StrokeColor", Value=flat_colour(mark.paint))
        yield tag("PathObject", colour + tag("AbbreviatedData", data), ID=self._out.number(), Boundary=box, **pen)

    def _text(self, mark: Mark, place: PagePlace) -> Iterator[str]:
        font, colour = self.fonts.of(mark.state.font), tag("FillColor", Value=flat_colour(mark.paint))
        for text in placed_text(mark, font, place):
            chosen = tag("Glyphs", str(text.glyph)) if text.glyph is not None else ""
            transform = tag("CGTransform", chosen, CodePosition=0, CodeCount=len(text.text), GlyphCount=1)
            steps = {"DeltaX": text.steps} if text.steps else {}
            codes = tag("TextCode", escape(text.text, quote=False), X=text.x, Y=text.y, **steps)
            turned = {"CTM": text.turned} if text.turned else {}
            yield tag(
                "TextObject", colour + (transform if chosen else "") + codes,
                ID=self._out.number(), Boundary=text.box, Font=font.number, Size=text.size, **turned,
            )  # fmt: skip

    def _image(self, mark: Mark, place: PagePlace) -> Iterator[str]:
        matrix = mark.state.matrix
        corners = [moved(matrix, *corner) for corner in ((0, 1), (1, 1), (0, 0), (1, 0))]
        if not is_seen_whole(mark, 0, corners):
            raise Inexact("被裁切的图片", "a picture that is cut off by a clip")
        box, (left, top), (first, along, down, _) = place.boxed(corners)
        shares = (along[0] - first[0], along[1] - first[1], down[0] - first[0], down[1] - first[1])
        ctm = " ".join(written(each) for each in (*shares, first[0] - left, first[1] - top))
        yield tag("ImageObject", ID=self._out.number(), Boundary=box, CTM=ctm, ResourceID=self.pictures.of(mark.image))


_OBJECTS = {
    "fill": PlacedPages._fill, "stroke": PlacedPages._stroke, "text": PlacedPages._text, "image": PlacedPages._image,
}  # fmt: skip


def _refuse(mark: Mark) -> None:
    """What OFD has no exact word for, or is written by nobody here.

    Raises:
        Inexact: the mark is of this kind.
    """
    if mark.transparent:
        raise Inexact("透明或叠加混合", "transparency or blending")
    if not mark.state.visible.prints or not mark.state.visible.shows:
        raise Inexact("隐藏的图层", "a layer that is hidden")
    if mark.what not in _OBJECTS or mark.state.within not in ("page", "annotation"):
        raise Inexact("渐变、图案、蒙版或 Type 3 字体", "a gradient, a pattern, a mask or a Type 3 font")


def _place(page: pikepdf.Page) -> PagePlace:
    if int(page.obj.get("/Rotate", 0)) % 360 or float(page.obj.get("/UserUnit", 1)) != 1:
        raise Inexact("转了方向或换了单位的页面", "a page that is turned or has a unit of its own")
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return PagePlace(left, top, (right - left) * POINT, (top - bottom) * POINT)
