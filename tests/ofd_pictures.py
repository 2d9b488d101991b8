"""An OFD drawn by other means than it was written with: ElementTree and fontTools read it, pdfium fills its shapes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import pikepdf
import pypdfium2
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PIL import Image

NS = {"o": "http://www.ofdspec.org/2016"}
SCALE = 6
"""Dots a millimetre, about 150 dpi."""
_POINTS = 72 / 25.4
_LETTERS = {"M": "m", "L": "l", "B": "c", "C": "h"}


class OfdDrawing:
    """One page as the operators of a PDF that has shapes and pictures only, in millimetres from the upper left."""

    def __init__(self, package: zipfile.ZipFile, number: int) -> None:
        self.package = package
        resources = ElementTree.fromstring(package.read("Doc_0/PublicRes.xml"))
        self.fonts = {
            font.get("ID", ""): TTFont(io.BytesIO(package.read(f"Doc_0/Res/{font.findtext('o:FontFile', '', NS)}")))
            for font in resources.iterfind(".//o:Font", NS)
        }
        page = ElementTree.fromstring(package.read(f"Doc_0/Pages/Page_{number}/Content.xml"))
        self.width, self.height = _numbers(page.findtext(".//o:PhysicalBox", "", NS))[2:]
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page(page_size=(self.width * _POINTS, self.height * _POINTS))
        self.images: dict[str, pikepdf.Object] = {}
        drawn = [line for each in page.find(".//o:Layer", NS) or () for line in self._drawn(each)]
        space = f"{_POINTS} 0 0 {-_POINTS} 0 {self.height * _POINTS} cm"
        self.pdf.pages[0].Contents = self.pdf.make_stream("\n".join([space, *drawn]).encode())
        self.pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(self.images))

    def _drawn(self, each: ElementTree.Element) -> Iterator[str]:
        """An object in a space that begins at the corner of its box, turned by its transform."""
        left, top, width, height = _numbers(each.get("Boundary"))
        yield f"q 1 0 0 1 {left} {top} cm 0 0 {width} {height} re W n"
        if each.get("CTM"):
            yield f"{each.get('CTM')} cm"
        yield from {"PathObject": self._path, "TextObject": self._text, "ImageObject": self._image}[_name(each)](each)
        yield "Q"

    def _path(self, each: ElementTree.Element) -> Iterator[str]:
        data = re.sub(r"([MLBC])([^MLBC]*)", _operator, each.findtext("o:AbbreviatedData", "", NS))
        if each.get("Fill") == "true":
            yield f"{_colour(each, 'FillColor')} rg {data} {'f*' if each.get('Rule') == 'Even-Odd' else 'f'}"
        else:
            cap, join = ("Butt", "Round", "Square"), ("Miter", "Round", "Bevel")
            pen = f"{cap.index(each.get('Cap', 'Butt'))} J {join.index(each.get('Join', 'Miter'))} j"
            pen += f" [{each.get('DashPattern', '')}] {each.get('DashOffset', '0')} d"
            yield f"{_colour(each, 'StrokeColor')} RG {each.get('LineWidth', '0.353')} w {pen} {data} S"

    def _text(self, each: ElementTree.Element) -> Iterator[str]:
        font, chosen = self.fonts[each.get("Font", "")], dict[int, str]()
        em = float(each.get("Size", "0")) / font["head"].unitsPerEm
        yield f"{_colour(each, 'FillColor')} rg"
        for part in each:
            if _name(part) == "CGTransform":
                chosen[int(part.get("CodePosition", "0"))] = part.findtext("o:Glyphs", "0", NS)
            elif _name(part) == "TextCode":
                for x, name in _placed(part, chosen, font):
                    pen = _Operators(font.getGlyphSet())
                    font.getGlyphSet()[name].draw(pen)
                    yield f"q {em} 0 0 {-em} {x} {part.get('Y')} cm {' '.join(pen.said)} f Q"
                chosen = {}

    def _image(self, each: ElementTree.Element) -> Iterator[str]:
        number = each.get("ResourceID", "")
        resources = ElementTree.fromstring(self.package.read("Doc_0/DocumentRes.xml"))
        name = resources.findtext(f".//o:MultiMedia[@ID='{number}']/o:MediaFile", "", NS)
        image = Image.open(io.BytesIO(self.package.read(f"Doc_0/Res/{name}"))).convert("RGB")
        self.images[f"/I{number}"] = self.pdf.make_stream(
            image.tobytes(), Subtype=pikepdf.Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
        )  # fmt: skip
        yield f"1 0 0 -1 0 1 cm /I{number} Do"


class _Operators(BasePen):
    """A glyph as operators of a PDF."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.said: list[str] = []

    def _moveTo(self, pt) -> None:  # noqa: N802 - the name the library calls
        self.said.append(f"{pt[0]} {pt[1]} m")

    def _lineTo(self, pt) -> None:  # noqa: N802
        self.said.append(f"{pt[0]} {pt[1]} l")

    def _curveToOne(self, pt1, pt2, pt3) -> None:  # noqa: N802
        self.said.append(" ".join(str(value) for pt in (pt1, pt2, pt3) for value in pt) + " c")

    def _closePath(self) -> None:  # noqa: N802
        self.said.append("h")


def _placed(part: ElementTree.Element, chosen: dict[int, str], font: TTFont) -> Iterator[tuple[float, str]]:
    """The glyphs of a TextCode; one that stands for several characters takes their places."""
    x, steps, names = float(part.get("X", "0")), steps_of(part.get("DeltaX", "")), font.getGlyphOrder()
    for at, character in enumerate(part.text or ""):
        if at in chosen or not chosen or len(part.text or "") == 1 + len(steps):
            yield x, names[int(chosen[at])] if at in chosen else font.getBestCmap()[ord(character)]
        x += steps[at] if at < len(steps) else 0


def steps_of(said: str) -> list[float]:
    """DeltaX, written out."""
    return [float(x) for count, each in re.findall(r"(?:g (\d+) )?(\S+)", said) for x in [each] * int(count or 1)]


def _name(each: ElementTree.Element) -> str:
    return each.tag.partition("}")[2]


def _numbers(said: str | None) -> list[float]:
    return [float(word) for word in (said or "").split()]


def _operator(match: re.Match[str]) -> str:
    return f"{match[2]} {_LETTERS[match[1]]} "


def _colour(each: ElementTree.Element, name: str) -> str:
    colour = each.find(f"o:{name}", NS)
    return " ".join(str(value / 255) for value in _numbers(colour.get("Value") if colour is not None else "0 0 0"))


def ofd_picture(data: bytes, number: int) -> Image.Image:
    """A page in greys, as it looks on white."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        out = io.BytesIO()
        OfdDrawing(package, number).pdf.save(out)
    return pdf_picture(out.getvalue(), 0)


def pdf_picture(data: bytes, number: int) -> Image.Image:
    """A page of a PDF, by pdfium."""
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[number].render(scale=SCALE / _POINTS, grayscale=True).to_pil().convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of all dots, in shares of black."""
    assert one.size == other.size
    a, b = (np.asarray(each, dtype=float) for each in (one, other))
    return float(np.abs(a - b).mean() / 255)


def ink(picture: Image.Image) -> float:
    """How much of a picture is black, as a share."""
    return 1 - float(np.asarray(picture, dtype=float).mean()) / 255
