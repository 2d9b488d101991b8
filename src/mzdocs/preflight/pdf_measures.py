"""A finished PDF -> what stands in it: boxes, fonts, text, paint. Reads the file once, asks no writer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from mzdocs.core.text import squeezed
from mzdocs.core.units import Length, Size, pt
from mzdocs.pdf import content_stream, page_text, xmp_packet
from mzdocs.pdf.content_faults import ContentFault
from mzdocs.pdf.drawing_depth import refuse_endless
from mzdocs.pdf.glyph_paths import Glyphs
from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.object_keys import ObjectKey
from mzdocs.pdf.optional_content import Layers
from mzdocs.pdf.printed_boxes import box_of, turn_of, unit_of
from mzdocs.pdf.reachable import Use, reachable
from mzdocs.pdf.shown_fonts import ShownFont, shown_fonts
from mzdocs.pdf.sound_streams import decoded
from mzdocs.preflight.letters.file_fonts import FontInFile, font_in_file
from mzdocs.preflight.painted.painted_page import PaintedPage, painted_page

_Sort = Literal["image", "signature", "elsewhere"]
Rect = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""
_MOST_OPEN = 8


@dataclass(frozen=True)
class PageInFile:
    """A page's boxes in points as it is printed, and the smallest distance of any text from the trimmed edge.

    `trim` is its trimmed size as it is seen, `unit` how many points a unit of the file is, `turn` by how many degrees
    it is turned when it is shown; the boxes are not.
    """

    number: int
    media: Rect
    crop: Rect
    bleed_box: Rect
    trim_box: Rect
    trimmed: bool
    trim: Size
    clearance: Length | None
    unit: float
    turn: int
    dictionary: Any

    @property
    def bleed(self) -> Length:
        """What stands out over the trim on the side where it is least; less than 0 where the trim stands out."""
        trim, bleed = self.trim_box, self.bleed_box
        return pt(min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]))


class MeasuredPdf:
    """One finished PDF; every measure is taken from its bytes, and taken once.

    Raises:
        DrawsItself: it would never be rendered to its end.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self._open: dict[int, Any] = {}
        self._walked: dict[int, tuple[Mark, ...]] = {}
        self._faults: dict[int, frozenset[ContentFault]] = {}
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._shown: dict[int, Mapping[ObjectKey, ShownFont]] = {}
        self._shared = content_stream.SharedParts(Layers(self.pdf.Root.get("/OCProperties")))
        self._painted: dict[tuple[int, frozenset[str]], PaintedPage] = {}
        self._glyphs: dict[tuple[int, int], Glyphs] = {}
        try:
            refuse_endless(self.pdf)
            self.view = pdfium.PdfDocument(data)
        except BaseException:
            self.pdf.close()
            raise

    def close(self) -> None:
        """Let both readers go."""
        self._open.clear()
        self.view.close()
        self.pdf.close()

    def __enter__(self) -> MeasuredPdf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _sorted(self) -> dict[_Sort, list[Any]]:
        """The indirect objects that rules ask for; a long file has hundreds of thousands, which are looked at once."""
        found: dict[_Sort, list[Any]] = {"image": [], "signature": [], "elsewhere": []}
        for obj in self.pdf.objects:
            if isinstance(obj, pikepdf.Dictionary):
                if "/ByteRange" in obj:
                    found["signature"].append(obj)
            elif isinstance(obj, pikepdf.Stream):
                if obj.get("/Subtype") == "/Image":
                    found["image"].append(obj)
                if "/F" in obj:
                    found["elsewhere"].append(obj)
        return found

    @cached_property
    def _reachable(self) -> dict[Use, list[Any]]:
        found: dict[Use, list[Any]] = {}
        for use, thing in reachable(self.pdf):
            found.setdefault(use, []).append(thing)
        return found

    def reachable(self, use: Use) -> Sequence[Any]:
        """What pages, and what they draw, have in their resources for a use, each once."""
        return self._reachable.get(use, ())

    @cached_property
    def fonts(self) -> tuple[FontInFile, ...]:
        """The fonts that pages, and what they draw, can name."""
        return tuple(font_in_file(thing) for thing in self.reachable("/Font") if isinstance(thing, pikepdf.Dictionary))

    @property
    def images(self) -> tuple[Any, ...]:
        """Every picture that is an object of its own."""
        return tuple(self._sorted["image"])

    @property
    def kept_elsewhere(self) -> tuple[Any, ...]:
        """Every stream whose bytes are those of another file (ISO 32000-1, 7.3.8)."""
        return tuple(self._sorted["elsewhere"])

    @property
    def signatures(self) -> tuple[Any, ...]:
        """Every dictionary that says which bytes were signed."""
        return tuple(self._sorted["signature"])

    @cached_property
    def _texts(self) -> tuple[page_text.PageText, ...]:
        return page_text.page_texts(self.data, map(self.seen, range(1, len(self.view) + 1)))

    def seen(self, number: int) -> Any:
        """A page, counted from 1, as pdfium opens it, which is what costs; those opened last are kept open.

        It lies as its boxes do, however it is to be turned.
        """
        if number not in self._open:
            if len(self._open) >= _MOST_OPEN:
                self._open.clear()
            self._open[number] = page = self.view[number - 1]
            page.set_rotation(0)
        return self._open[number]

    @cached_property
    def pages(self) -> tuple[PageInFile, ...]:
        """The boxes and the clear edge of every page, counted from 1."""
        pairs = zip(self.pdf.pages, self._texts, strict=True)
        return tuple(_page(number, page, text.box) for number, (page, text) in enumerate(pairs, 1))

    @property
    def marks(self) -> Iterator[tuple[PageInFile, tuple[Mark, ...]]]:
        """All that comes to paper, page by page."""
        return ((page, self.marks_of(page.number)) for page in self.pages)

    def marks_of(self, number: int) -> tuple[Mark, ...]:
        """All that comes to paper of a page, counted from 1: also what patterns, glyphs and annotations draw."""
        if number not in self._marks:
            every = self.walked(number)
            printed = tuple([mark for mark in every if mark.prints])
            self._marks[number] = every if len(printed) == len(every) else printed
        return self._marks[number]

    def shown_on(self, number: int) -> Mapping[ObjectKey, ShownFont]:
        """The fonts that text of a page, counted from 1, is set in, with the strings shown in each."""
        if number not in self._shown:
            self._shown[number] = shown_fonts(self.walked(number))
        return self._shown[number]

    def walked(self, number: int) -> tuple[Mark, ...]:
        """Everything a page draws, counted from 1: also what a layer hides or a mask draws. Each page is read once."""
        if number not in self._walked:
            faults = set[ContentFault]()
            self._walked[number] = tuple(content_stream.marks(self.pdf.pages[number - 1], self._shared, faults))
            self._faults[number] = frozenset(faults)
        return self._walked[number]

    def content_faults(self, number: int) -> frozenset[ContentFault]:
        """What is wrong with the streams a page, counted from 1, is drawn by."""
        self.walked(number)
        return self._faults[number]

    def painted(self, number: int, unseen: frozenset[str]) -> PaintedPage:
        """What a page, counted from 1, paints, in millimetres; `unseen` are the inks that mark or underlie.

        Raises:
            Inexact: text in a font whose glyphs cannot be read.
        """
        if (number, unseen) not in self._painted:
            page, own = self.pdf.pages[number - 1], [m for m in self.marks_of(number) if m.state.within == "page"]
            self._painted[number, unseen] = painted_page(number, page, own, unseen, self._glyphs)
        return self._painted[number, unseen]

    def rendered(self, number: int, box: Rect, scale: float = 1) -> Image.Image:
        """A piece of a page, counted from 1: left, top, right, bottom in points from its trimmed corner; `scale` pixels
        to the point."""
        page = self.pages[number - 1]
        (left, _, _, top), (x1, y1, x2, y2) = page.trim_box, page.crop
        edges = (left + box[0] - x1, top - box[3] - y1, x2 - left - box[2], y2 - top + box[1])
        crop = tuple(edge / page.unit for edge in edges)
        picture: Image.Image = self.seen(number).render(scale=scale * page.unit, crop=crop).to_pil()
        return picture

    def fullest(self, count: int) -> list[int]:
        """The numbers of so many pages, counted from 1: the first, the last, and those with the most text."""
        lengths = [len(text.inside) for text in self._texts]
        fullest = sorted(range(1, len(lengths) + 1), key=lambda number: (-lengths[number - 1], number))
        chosen = dict.fromkeys([1, len(lengths), *fullest])
        return sorted(list(chosen)[:count])

    @cached_property
    def text(self) -> str:
        """All text inside the trim, in the order of the file, without blanks: compare it with `squeezed` text.

        A sentence that goes on on the next side goes on here too: the numbers of pages (— 1 —) are left out.
        """
        return "".join(self.page_texts)

    @cached_property
    def page_texts(self) -> tuple[str, ...]:
        """The same, page by page."""
        return tuple(squeezed(_PAGE_NUMBER.sub("", text.inside)) for text in self._texts)

    @cached_property
    def xmp(self) -> dict[str, str]:
        """The properties of the metadata by their usual names, such as `xmp:CreateDate`; each is there, or empty."""
        stream = self.pdf.Root.get("/Metadata")
        said = xmp_packet.properties(decoded(stream)) if isinstance(stream, pikepdf.Stream) else {}
        return {name: said.get(name, "") for name in _PROPERTIES}

    @property
    def info(self) -> Any:
        """The information dictionary as it stands; an empty one where the file has none."""
        said = self.pdf.trailer.get("/Info")
        return said if isinstance(said, pikepdf.Dictionary) else pikepdf.Dictionary()

    @property
    def kept_part(self) -> int:
        """The part of PDF/A (ISO 19005) that the metadata claims; 0 where they claim none."""
        said = self.xmp["pdfaid:part"]
        return int(said) if said in ("1", "2", "3", "4") else 0

    @cached_property
    def claims(self) -> str:
        """The standards the metadata claims, such as `PDF/A-3A + PDF/UA-1` or `PDF/X-4`, or nothing."""
        archive, accessible = self.xmp["pdfaid:part"], self.xmp["pdfuaid:part"]
        said = (
            archive and f"PDF/A-{archive}{self.xmp['pdfaid:conformance']}",
            accessible and f"PDF/UA-{accessible}",
            self.xmp["pdfxid:GTS_PDFXVersion"],
        )
        return " + ".join(filter(None, said))


_PROPERTIES = (
    "pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "pdfxid:GTS_PDFXVersion", "xmp:CreateDate", "xmp:ModifyDate",
    "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:RenditionClass", "xmpMM:VersionID", "dc:title", "pdf:Trapped",
    "dc:creator", "dc:description", "pdf:Keywords", "pdf:Producer", "xmp:CreatorTool",
)  # fmt: skip


_PAGE_NUMBER = re.compile(r"— *[0-9]+ *—\s*$")


def _page(number: int, page: pikepdf.Page, text: Rect | None) -> PageInFile:
    said, unit, turn = page.obj, unit_of(page.obj), turn_of(page.obj)
    crop = box_of(said, "/CropBox", "/MediaBox")
    media, bleed = box_of(said, "/MediaBox"), box_of(said, "/BleedBox", "/MediaBox")
    left, bottom, right, top = trim = box_of(said, "/TrimBox", "/CropBox", "/MediaBox")
    sides = (
        (text[0] * unit - left, text[1] * unit - bottom, right - text[2] * unit, top - text[3] * unit) if text else ()
    )
    wide, high = _rounded(right - left), _rounded(top - bottom)
    return PageInFile(
        number, media, crop, bleed, trim, "/TrimBox" in said, Size(high, wide) if turn % 180 else Size(wide, high),
        pt(min(sides)) if sides else None, unit, turn, said,
    )  # fmt: skip


def _rounded(points: float) -> Length:
    return Length(round(pt(points).mm, 3))
