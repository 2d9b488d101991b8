"""Pages with one fault each, and pages that only look as if they had one: what is painted, on which sheet, and the rule
that tells it. Lengths are millimetres from the lower left corner of the trim unless they are said to be points."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import segno
from pikepdf import Array, Dictionary, Name

WIDE, HIGH, BLEED, SLUG = 100.0, 60.0, 3.0, 12.0
POINT = 72 / 25.4
Change = Callable[[pikepdf.Pdf, Any], object]


@dataclass(frozen=True)
class PageSeed:
    """What is painted, what is changed of the page then, and the rules that must tell it; none on a good page."""

    content: str = ""
    rules: str = ""
    change: Change | None = None
    resources: Mapping[str, Change] = field(default_factory=dict)

    @property
    def told_by(self) -> set[str]:
        return set(self.rules.split())


def n(value: float) -> str:
    """Millimetres as points."""
    return f"{value * POINT:.5f}"


def at(*box: float) -> str:
    """A box as it is written: left, bottom, right, top."""
    left, bottom, right, top = box
    return " ".join(map(n, (left, bottom, right - left, top - bottom)))


def filled(*box: float, paint: str = "0 0 0 1 k") -> str:
    return f" q {paint} {at(*box)} re f Q"


def stroke(points: float, *, before: str = "", then: str = "S", paint: str = "0 0 0 1 K") -> str:
    """A line across the middle, so many points wide."""
    return f" q {before} {paint} {points} w {n(20)} {n(30)} m {n(60)} {n(30)} l {then} Q"


def words(how: str, x: float = 30, y: float = 30, font: str = "F") -> str:
    return f" q BT /{font} {how} {n(x)} {n(y)} Td (HHHH) Tj ET Q"


def shown(wide: float, high: float, x: float = 30, y: float = 20, name: str = "P") -> str:
    """A picture so many millimetres wide and high."""
    return f" q {n(wide)} 0 0 {n(high)} {n(x)} {n(y)} cm /{name} Do Q"


def cut(*paths: str, width: float = 0.25, how: str = "") -> str:
    return f" q /Cut CS 1 SCN {width} w {how} {' '.join(paths)} Q"


def contour(*points: tuple[float, float], close: str = "s") -> str:
    (x, y), *others = points
    return f"{n(x)} {n(y)} m {' '.join(f'{n(u)} {n(v)} l' for u, v in others)} {close}"


SQUARE = ((20.0, 15.0), (60.0, 15.0), (60.0, 45.0), (20.0, 45.0))
GROUND = (-BLEED, -BLEED, WIDE + BLEED, HIGH + BLEED)
RED = "0 0.9 0.8 0.1 k"


def grounded(*missing: float) -> str:
    """A ground whose edges are drawn in by so many millimetres: left, lower, right, upper."""
    left, bottom, right, top = (*missing, 0, 0, 0, 0)[:4]
    x1, y1, x2, y2 = GROUND
    return filled(x1 + left, y1 + bottom, x2 - right, y2 - top, paint=RED)


def code(x: float, y: float, module: float = 0.6) -> str:
    rows = segno.make_qr("MZ:1").matrix
    squares = [
        " ".join(map(n, (x + i * module, y - j * module, module, -module))) + " re"
        for j, row in enumerate(rows)
        for i, dark in enumerate(row)
        if dark
    ]
    return f" q 0 0 0 1 k {' '.join(squares)} f Q"


def picture(side: int, high: int, bits: int = 8, *, flat: bool = False, **more: Any) -> Change:
    """Pixels in grey that vary, or all of one shade."""

    def made(pdf: pikepdf.Pdf, _: Any) -> pikepdf.Object:
        row = (side * bits + 7) // 8
        data = bytes(0 if flat else (i * 37 + i // 7 * 11) % 251 for i in range(row * high))
        said = {} if "ImageMask" in more else {"ColorSpace": Name.DeviceGray}
        return pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=side, Height=high, BitsPerComponent=bits, **said, **more
        )

    return made


def masked(side: int, mask: int) -> Change:
    """A picture with a soft mask of another fineness."""
    return lambda pdf, page: picture(side, side, SMask=picture(mask, mask)(pdf, page))(pdf, page)


def code_picture(pdf: pikepdf.Pdf, _: Any) -> pikepdf.Object:
    """A QR code of one pixel a module."""
    clear = [[1] * 29] * 4
    rows = [*clear, *([1] * 4 + [1 - dot for dot in row] + [1] * 4 for row in segno.make_qr("MZ:1").matrix), *clear]
    bits = ["".join(map(str, row)).ljust(32, "1") for row in rows]
    data = b"".join(int(row, 2).to_bytes(4) for row in bits)
    return pdf.make_stream(
        data, Subtype=Name.Image, Width=29, Height=29, ColorSpace=Name.DeviceGray, BitsPerComponent=1
    )  # fmt: skip


def form(content: str, **more: Any) -> Change:
    def made(pdf: pikepdf.Pdf, page: Any) -> pikepdf.Object:
        box = Array([-900, -900, 1900, 1900])
        return pdf.make_stream(
            content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=page.Resources, **more
        )  # fmt: skip

    return made


def tile(content: str, side: float = 10) -> Change:
    """A pattern that draws this in squares of so many millimetres."""

    def made(pdf: pikepdf.Pdf, page: Any) -> pikepdf.Object:
        step = side * POINT
        return pdf.make_stream(
            content.encode(), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, step, step],
            XStep=step, YStep=step, Resources=Dictionary(XObject=page.Resources.XObject),
        )  # fmt: skip

    return made


def held(kind: str, **things: Change | pikepdf.Object) -> Change:
    """Things that the page has among its resources, by the names it calls them by."""

    def change(pdf: pikepdf.Pdf, page: Any) -> None:
        known = page.Resources.get("/" + kind, Dictionary())
        for name, made in things.items():
            known["/" + name] = made(pdf, page) if callable(made) else made
        page.Resources["/" + kind] = known

    return change


def gradient(reach: float = WIDE, *, goes_on: bool = True) -> Change:
    """From the left side of the sheet so many millimetres across."""
    return lambda pdf, page: Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceCMYK,
        Coords=[0, 0, (SLUG + reach if not goes_on else reach) * POINT, 0],
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0.5, 0.2, 0], C1=[0, 0.9, 0.8, 0.1], N=1),
        Extend=[goes_on, goes_on],
    )


def soft_mask(content: str, **pictures: Change) -> Change:
    """A graphics state that masks by what this draws."""

    def made(pdf: pikepdf.Pdf, page: Any) -> pikepdf.Object:
        drawn = form(content, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))(pdf, page)
        drawn.Resources = Dictionary(
            XObject=Dictionary({"/" + name: each(pdf, page) for name, each in pictures.items()})
        )
        return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=drawn))

    return made


def several_inks(*names: str) -> Change:
    """The space of these inks."""

    def made(pdf: pikepdf.Pdf, page: Any) -> pikepdf.Object:
        program = "{" + "pop " * len(names) + "0 0 0 0}"
        mixed = pdf.make_stream(program.encode(), FunctionType=4, Domain=[0, 1] * len(names), Range=[0, 1] * 4)
        return Array([Name.DeviceN, Array([Name("/" + name) for name in names]), Name.DeviceCMYK, mixed])

    return made


def disc(radius: float, x: float, y: float) -> str:
    """A round path."""
    k = 0.5523 * radius
    return (
        f"{n(x + radius)} {n(y)} m {n(x + radius)} {n(y + k)} {n(x + k)} {n(y + radius)} {n(x)} {n(y + radius)} c "
        f"{n(x - k)} {n(y + radius)} {n(x - radius)} {n(y + k)} {n(x - radius)} {n(y)} c "
        f"{n(x - radius)} {n(y - k)} {n(x - k)} {n(y - radius)} {n(x)} {n(y - radius)} c "
        f"{n(x + k)} {n(y - radius)} {n(x + radius)} {n(y - k)} {n(x + radius)} {n(y)} c h "
    )


def sheet(seed: PageSeed) -> bytes:
    """The page of a seed: trim, bleed and slug, a font, a font of drawn glyphs, inks and layers to paint with."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=((WIDE + 2 * SLUG) * POINT, (HIGH + 2 * SLUG) * POINT))
        page = pdf.pages[0].obj
        page.TrimBox, page.BleedBox = _box(0), _box(BLEED)
        look = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0, 1, 0, 0], N=1)
        inks = {"/Cut": "/CutContour", "/Gold": "/Foil Gold", "/White": "/White"}
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
        if "/Off BDC" in seed.content:
            pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(BaseState=Name.ON, OFF=[layer]))
        page.Resources = Dictionary(
            Font=Dictionary(F=_helvetica(pdf), T=_drawn_font(pdf)), XObject=Dictionary(), Pattern=Dictionary(),
            Properties=Dictionary(Off=layer),
            ColorSpace=Dictionary(
                {key: Array([Name.Separation, Name(ink), Name.DeviceCMYK, look]) for key, ink in inks.items()}
            ),
            ExtGState=Dictionary(Gone=Dictionary(CA=0, ca=0), Thin=Dictionary(LW=0.1), Dash=Dictionary(D=[[2, 2], 0])),
        )  # fmt: skip
        for name, made in seed.resources.items():
            thing = made(pdf, page)
            page.Resources["/Pattern" if "/PatternType" in thing else "/XObject"]["/" + name] = thing
        start = f"1 0 0 1 {n(SLUG)} {n(SLUG)} cm"
        page.Contents = pdf.make_stream(f"q {start} {seed.content} Q".encode())
        if seed.change:
            seed.change(pdf, page)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _box(out: float) -> Array:
    edges = (SLUG - out, SLUG - out, SLUG + WIDE + out, SLUG + HIGH + out)
    return Array([edge * POINT for edge in edges])


def _helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=72, Widths=[722])
    return pdf.make_indirect(font)


def _drawn_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """H is a bar of a hundredth of its size, drawn as a stroke."""
    glyph = pdf.make_stream(b"700 0 d0 10 w 0 300 m 700 300 l S")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(H=glyph), Encoding=Dictionary(Type=Name.Encoding, Differences=[72, Name.H]),
        FirstChar=72, LastChar=72, Widths=[700], Resources=Dictionary(),
    )  # fmt: skip
    return pdf.make_indirect(font)


def boxed(name: str, *edges: float) -> Change:
    """The trim, each side moved outward by so many millimetres, as another box of the page."""

    def change(_: pikepdf.Pdf, page: Any) -> None:
        left, bottom, right, top = edges
        box = (SLUG - left, SLUG - bottom, SLUG + WIDE + right, SLUG + HIGH + top)
        page[name] = Array([edge * POINT for edge in box])

    return change


def said(**entries: Any) -> Change:
    return lambda _, page: [page.__setitem__("/" + name, value) for name, value in entries.items()]


def above(**entries: Any) -> Change:
    """Said by the node above the page."""
    return lambda pdf, _: [pdf.Root.Pages.__setitem__("/" + name, value) for name, value in entries.items()]


def swapped(_: pikepdf.Pdf, page: Any) -> None:
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        left, bottom, right, top = page[name]
        page[name] = Array([right, top, left, bottom])


def handed_up(pdf: pikepdf.Pdf, page: Any) -> None:
    """What a page may leave to the node above it, left to it."""
    for name in ("/MediaBox", "/Resources"):
        pdf.Root.Pages[name] = page[name]
        del page[name]


def trim_handed_up(pdf: pikepdf.Pdf, page: Any) -> None:
    """The trim is no box that a page inherits."""
    pdf.Root.Pages.TrimBox = page.TrimBox
    del page["/TrimBox"]


def halved(_: pikepdf.Pdf, page: Any) -> None:
    """The same sheet in units of two points."""
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        page[name] = Array([float(edge) / 2 for edge in page[name]])
    page.UserUnit = 2
    page.Contents.write(b"q 0.5 0 0 0.5 0 0 cm " + page.Contents.read_bytes() + b" Q")
