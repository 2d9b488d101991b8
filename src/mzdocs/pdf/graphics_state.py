"""What one painting operator puts on a page of a PDF: a path, text or picture, its colour, its graphics state."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, cast

import pikepdf

from mzdocs.pdf.optional_content import VISIBLE, Visible

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]
"""A piece of a path: its operator (m, l, c, h) and its points."""
Clip = tuple[tuple[Segment, ...], bool]
"""A path that paint is confined to, and whether the even-odd rule decides what is inside."""
Keeps = Literal["nothing", "named", "unpainted"]
"""What a paint leaves standing under it: nothing, named inks alone, or every ink that it has none of itself."""
Within = Literal["page", "pattern", "glyph", "annotation", "mask"]
"""What a mark is drawn by: the page and its forms, a tile or a shading pattern, a Type 3 glyph, an annotation; what a
mask draws puts no ink down."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, then `then`, as `cm` composes them."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """The point that the matrix makes of x, y."""
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def scale(matrix: Matrix) -> float:
    """How much larger the matrix makes things, as the root of its area."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


@dataclass(frozen=True)
class Paint:
    """A colour as the file sets it: its space, its components, and the ink's name if it is a named one.

    `said` is the space as the file has it, unless it is one of the device; of a pattern that takes a colour, the space
    of that. `pattern` is what paints where it is no flat colour: a pattern, or the shading of a shading mark.
    """

    space: str = "/DeviceGray"
    values: tuple[float, ...] = (0.0,)
    ink: str | None = None
    said: Any = field(default=None, compare=False)
    pattern: Any = field(default=None, compare=False)

    @property
    def cmyk(self) -> tuple[float, float, float, float] | None:
        """The four process inks, or nothing if the colour is not made of them."""
        if self.space == "/DeviceGray":
            return (0.0, 0.0, 0.0, round(1 - self.values[0], 6))
        return cast("tuple[float, float, float, float]", self.values) if self.space == "/DeviceCMYK" else None


@dataclass(frozen=True, eq=False)
class TransparencyGroup:
    """A transparency group that is being painted: how it is put on what lies under it, and the space it blends in.

    A tile is painted as one that nobody `declared`.
    """

    alpha: float = 1.0
    blend: str = "/Normal"
    masked: bool = False
    space: Any = None
    isolated: bool = False
    knockout: bool = False
    declared: bool = False


@dataclass(frozen=True)
class State:
    """The graphics state that decides what a paint operator puts on the page.

    Of a line: `dashes` are lengths drawn and left out in turn, `cap` and `join` as ISO 32000-1, 8.4.3 counts them.
    Of text: `spacing` and `rise` are in its own space, `wide` is 1 for a face that is not stretched. `groups` are those
    it is drawn in, the outermost first. `defaults` are spaces that stand for those of the device, by their names.
    """

    matrix: Matrix = IDENTITY
    fill: Paint = Paint()
    stroke: Paint = Paint()
    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 10.0
    dashes: tuple[float, ...] = ()
    dash_phase: float = 0.0
    alpha: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "/Normal"
    masked: bool = False
    veiled: bool = False
    overprint: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    font: Any = None
    size: float = 0.0
    mode: int = 0
    spacing: float = 0.0
    word_spacing: float = 0.0
    wide: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    clips: tuple[Clip, ...] = ()
    groups: tuple[TransparencyGroup, ...] = ()
    within: Within = "page"
    visible: Visible = VISIBLE
    defaults: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def changed(self, what: Mapping[str, Any]) -> State:
        """The same but for these fields; written so because a page has thousands of them, and `replace` is slow."""
        made = object.__new__(State)
        made.__dict__.update(self.__dict__)
        made.__dict__.update(what)
        return made

    def in_group(self, said: Any, alpha: float | None = None) -> State:
        """The state in which a group begins: what was set for itself outside is for the group as a whole."""
        declared = said is not None
        said = said if declared else {}
        group = TransparencyGroup(
            self.alpha if alpha is None else alpha, self.blend, self.masked, said.get("/CS"),
            bool(said.get("/I", False)), bool(said.get("/K", False)),
            declared,
        )  # fmt: skip
        return self.changed({
            "groups": (*self.groups, group), "veiled": self.transparent, "alpha": 1.0, "alpha_stroke": 1.0,
            "masked": False, "blend": "/Normal",
        })  # fmt: skip

    def through(self, drawn_by: Within) -> Within:
        """What draws a part of what is drawn: of a mask, it puts no ink down either."""
        return "mask" if self.within == "mask" else drawn_by

    @property
    def transparent(self) -> bool:
        """What is under it shows; `veiled` is what stands in a group that is itself painted so."""
        return (
            self.veiled
            or min(self.alpha, self.alpha_stroke) != 1
            or self.masked
            or self.blend not in ("/Normal", "/Compatible")
        )


BLEND_MODES = frozenset({
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
})  # fmt: skip
"""Those of ISO 32000-1, 11.3.5."""


def blend_mode(said: Any) -> str:
    """The blend mode that counts: of several, the first that is known; of none that is, the first as it stands."""
    names = [str(each) for each in said] if isinstance(said, pikepdf.Array) else [str(said)]
    return next((name for name in names if name in BLEND_MODES), names[0] if names else "/Normal")


def changes(said: Any) -> dict[str, Any]:
    """What an `ExtGState` dictionary changes of a state."""
    change: dict[str, Any] = {}
    for key, name in (("/ca", "alpha"), ("/CA", "alpha_stroke"), ("/LW", "width"), ("/ML", "miter")):
        if key in said:
            change[name] = float(said[key])
    for key, name in (("/LC", "cap"), ("/LJ", "join")):
        if key in said:
            change[name] = int(said[key])
    if "/Font" in said:
        change["font"], change["size"] = said["/Font"][0], float(said["/Font"][1])
    if "/D" in said:
        change["dashes"], change["dash_phase"] = tuple(map(float, said["/D"][0])), float(said["/D"][1])
    if "/BM" in said:
        change["blend"] = blend_mode(said["/BM"])
    if "/SMask" in said:
        change["masked"] = said["/SMask"] != pikepdf.Name("/None")
    if "/OP" in said:
        change["overprint_stroke"] = change["overprint"] = bool(said["/OP"])
    if "/op" in said:
        change["overprint"] = bool(said["/op"])
    if "/OPM" in said:
        change["overprint_mode"] = int(said["/OPM"])
    return change


class Mark(NamedTuple):
    """One thing painted: what, in which colour, and in which state; paths are in page points.

    `shown` is one show operator: codes, and between them moves back in thousandths of the size. A PostScript XObject is
    told as it stands in `image`, and not opened; `data` is that of a picture written in the content, as filtered.
    """

    what: Literal["fill", "stroke", "text", "image", "shading", "postscript"]
    state: State
    path: Sequence[Segment] = ()
    even_odd: bool = False
    shown: tuple[bytes | float, ...] = ()
    text_matrix: Matrix = IDENTITY
    image: Any = None
    data: bytes = b""

    @property
    def prints(self) -> bool:
        """Whether it comes to paper: not in a layer that is not printed, nor a part of a mask."""
        return self.state.visible.prints and self.state.within != "mask"

    @property
    def paint(self) -> Paint:
        """The colour it is painted in: the stroking one for a stroke, else the other."""
        return self.state.stroke if self.what == "stroke" else self.state.fill

    @property
    def alpha(self) -> float:
        """How much of what is under it it hides, 0 to 1, by the parameter of its kind."""
        return self.state.alpha_stroke if self.what == "stroke" else self.state.alpha

    @property
    def transparent(self) -> bool:
        """Whether what is under it shows through."""
        state = self.state
        return state.veiled or self.alpha != 1 or state.masked or state.blend not in ("/Normal", "/Compatible")

    @property
    def overprints(self) -> bool:
        """Whether it leaves the inks under it standing, by the overprint parameter of its kind (ISO 32000-1, 8.6.7)."""
        return self.state.overprint_stroke if self.what == "stroke" else self.state.overprint

    @property
    def keeps(self) -> Keeps:
        """What is not knocked out under it (ISO 32000-1, 8.6.7): the mode is for process inks as they are."""
        if not self.overprints:
            return "nothing"
        whole = self.paint.ink is None and not (self.paint.space == "/DeviceCMYK" and self.state.overprint_mode == 1)
        return "named" if whole else "unpainted"

    @property
    def text_size(self) -> float:
        """Points on the page."""
        return self.state.size * scale(times(self.text_matrix, self.state.matrix))

    @property
    def line_width(self) -> float:
        """Points on the page."""
        return self.state.width * scale(self.state.matrix)
