"""Pages made by hand: one fault of ink each, and legitimate ones just beside them. Tables, read by `test_ink_faults`.

A seed is what stands in the page's content and in its resources. Resources are made of the file they stand in: a
function of it, or a plain value.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

Make = Callable[[Pdf], Any]
MEDIA, TRIM = (0, 0, 300, 200), (50, 50, 250, 150)
GROUND = "0.1 0.1 0.1 0.1 k 55 55 5 5 re f "
"""Something on every process plate."""
BOX = "100 80 40 40 re f "


class Seed(NamedTuple):
    """Content, resources by kind and name, and what is done to the page besides."""

    content: str
    resources: dict[str, dict[str, Any]] = {}  # noqa: RUF012 - never changed
    change: Callable[[Pdf, Any], object] | None = None
    ground: str = GROUND


def file_of(seed: Seed) -> bytes:
    """A file of one page."""
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=MEDIA[2:])
        page.obj.TrimBox, page.obj.BleedBox = Array(TRIM), Array([40, 40, 260, 160])
        page.obj.Resources = resources(pdf, seed.resources)
        page.obj.Contents = pdf.make_stream((seed.ground + seed.content).encode())
        if seed.change is not None:
            seed.change(pdf, page.obj)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def resources(pdf: Pdf, said: dict[str, dict[str, Any]]) -> Dictionary:
    made = {
        f"/{kind}": Dictionary({f"/{name}": _made(pdf, each) for name, each in named.items()})
        for kind, named in said.items()
    }
    return Dictionary(made)


def _made(pdf: Pdf, each: Any) -> Any:
    return each(pdf) if callable(each) else each


def tint(*last: float) -> Dictionary:
    """From paper to a colour."""
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.0] * len(last), C1=list(last), N=1)


def separation(name: str, space: Any = Name.DeviceCMYK, *last: float) -> Array:
    return Array([Name.Separation, Name("/" + name), space, tint(*(last or (0, 0.5, 1, 0)))])


def device_n(names: list[str], space: Any = Name.DeviceCMYK, attributes: Any = None) -> Make:
    def make(pdf: Pdf) -> Array:
        count = 3 if space == Name.DeviceRGB else 4
        program = ("{" + "pop " * len(names) + "0 " * count + "}").encode()
        mixed = pdf.make_stream(program, FunctionType=4, Domain=[0, 1] * len(names), Range=[0, 1] * count)
        said = [Name.DeviceN, Array([Name("/" + name) for name in names]), space, mixed]
        return Array([*said, *([_made(pdf, attributes)] if attributes is not None else [])])

    return make


def icc(signature: bytes, count: int) -> Make:
    head = bytes(16) + signature + b"XYZ " + bytes(104)
    return lambda pdf: Array([Name.ICCBased, pdf.make_stream(head, N=count)])


def form(content: str, inner: dict[str, dict[str, Any]] | None = None, **more: Any) -> Make:
    def make(pdf: Pdf) -> Any:
        made = pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=list(MEDIA))
        if inner is not None:
            made.Resources = resources(pdf, inner)
        for key, value in more.items():
            made["/" + key] = _made(pdf, value)
        return made

    return make


def group(space: Any = None, **more: Any) -> Make:
    return lambda pdf: Dictionary(
        {
            "/S": Name.Transparency,
            **({"/CS": _made(pdf, space)} if space is not None else {}),
            **{"/" + key: value for key, value in more.items()},
        }
    )


def tile(content: str, kind: int = 1, inner: dict[str, dict[str, Any]] | None = None, box: float = 10) -> Make:
    def make(pdf: Pdf) -> Any:
        return pdf.make_stream(
            content.encode(), PatternType=1, PaintType=kind, TilingType=1, BBox=[0, 0, box, box], XStep=box, YStep=box,
            Resources=resources(pdf, inner or {}),
        )  # fmt: skip

    return make


def axial(space: Any, first: list[float], last: list[float], coords: tuple[float, ...] = (100, 0, 140, 0)) -> Make:
    between = Dictionary(FunctionType=2, Domain=[0, 1], C0=first, C1=last, N=1)
    return lambda pdf: Dictionary(
        ShadingType=2, ColorSpace=_made(pdf, space), Coords=list(coords), Function=between, Extend=[True, True]
    )


def shaded(shading: Make) -> Make:
    return lambda pdf: Dictionary(PatternType=2, Shading=shading(pdf))


def mesh(*corners: tuple[float, float, float, float]) -> Make:
    """Free triangles in process inks."""
    data = b"".join(
        b"\0"
        + struct.pack(">HH", 20000 + 9000 * (at % 3), 20000 + 9000 * (at % 2))
        + bytes(round(255 * v) for v in ink)
        for at, ink in enumerate(corners)
    )
    said = {"ShadingType": 4, "BitsPerCoordinate": 16, "BitsPerComponent": 8, "BitsPerFlag": 8}
    return lambda pdf: pdf.make_stream(data, **said, ColorSpace=Name.DeviceCMYK, Decode=[0, 300, 0, 200, *[0, 1] * 4])


def picture(space: Any, pixel: bytes, bits: int = 8, side: int = 8, **more: Any) -> Make:
    """A picture of one colour."""
    data = pixel * (side * side) if bits == 8 else pixel * side
    return lambda pdf: pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, BitsPerComponent=bits,
        **({"ColorSpace": _made(pdf, space)} if space is not None else {}),
        **{key: _made(pdf, value) for key, value in more.items()},
    )  # fmt: skip


def encoded(mode: str, colour: Any, kind: str, filters: Name, **more: Any) -> Make:
    """A picture of one colour as a program of pictures writes it."""
    data = io.BytesIO()
    Image.new(mode, (32, 32), colour).save(data, kind)
    return lambda pdf: pdf.make_stream(
        data.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=32, Height=32, BitsPerComponent=8, Filter=filters,
        **more,
    )  # fmt: skip


def glyphs(content: str) -> Make:
    return lambda pdf: Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=pdf.make_stream(content.encode())), FirstChar=97, LastChar=97, Widths=[1000],
        Encoding=Dictionary(Differences=[97, Name.a]), Resources=Dictionary(),
    )  # fmt: skip


HELVETICA = Dictionary(
    Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=65, LastChar=66, Widths=[700, 700]
)
DRAW = "q 40 0 0 40 100 80 cm /P Do Q "
RED = "1 0 0 rg "
OVER, KNOCK0 = Dictionary(OP=True, op=True, OPM=1), Dictionary(OP=True, op=True, OPM=0)


def annotation(content: str, flags: int = 4, **more: Any) -> Callable[[Pdf, Any], None]:
    def change(pdf: Pdf, page: Any) -> None:
        look = form(content)(pdf)
        look.BBox = Array([0, 0, 40, 40])
        said = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[100, 80, 140, 120], F=flags, AP=Dictionary(N=look))
        page.Annots = Array([pdf.make_indirect(said)])

    return change


def layers(off: bool = True, usage: str = "", **config: Any) -> Callable[[Pdf, Any], None]:
    """One layer, `/L` of the page's properties: hidden, or shown and printed as its usage says."""

    def change(pdf: Pdf, page: Any) -> None:
        layer = Dictionary(Type=Name.OCG, Name=String("L"))
        if usage:
            layer.Usage = Dictionary({f"/{usage}": Dictionary({f"/{usage}State": Name.OFF})})
        layer = pdf.make_indirect(layer)
        default = Dictionary(OFF=[layer] if off else [])
        if usage:
            default.AS = Array([Dictionary(Event=Name("/" + usage), OCGs=[layer], Category=[Name("/" + usage)])])
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=default)
        page.Resources.Properties = Dictionary(L=layer, M=Dictionary(Type=Name.OCMD, OCGs=[layer], P=Name.AllOff))

    return change


def page_group(space: Any) -> Callable[[Pdf, Any], None]:
    def change(pdf: Pdf, page: Any) -> None:
        page.Group = group(space)(pdf)

    return change


def state(**said: Any) -> dict[str, dict[str, Any]]:
    return {"ExtGState": {"G": Dictionary(**said)}}


def mask(content: str, space: Any = Name.DeviceGray, kind: str = "Luminosity") -> dict[str, dict[str, Any]]:
    def make(pdf: Pdf) -> Dictionary:
        drawn = form(content, Group=group(space))(pdf)
        return Dictionary(SMask=Dictionary(Type=Name.Mask, S=Name("/" + kind), G=drawn))

    return {"ExtGState": {"G": make}}


def spaces(**said: Any) -> dict[str, dict[str, Any]]:
    return {"ColorSpace": said}
