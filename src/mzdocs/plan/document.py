"""Plans: what one file to make is. Values only; nobody adds to a plan on its way."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from mzdocs.core.engraving_forms import ENGRAVING_FORMATS, EngravingForm
from mzdocs.core.theme_choice import DEFAULT, Theme
from mzdocs.core.units import Length, Size, mm
from mzdocs.plan.clearances import Clearances
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.declared_sides import Declaration
from mzdocs.plan.frame import Frame, HangPoints, grown

Set = Literal["signage", "archive", "archive-reading-room", "public", "reports", "bundle"]
SETS: tuple[Set, ...] = get_args(Set)
READING_ROOM: Set = "archive-reading-room"
"""The archive with its numbers masked, for those who come to read; made of the plans of the full one."""
Standard = Literal["plain", "archival", "press"]
CatalogueFormat = Literal["xlsx", "csv", "json", "sqlite", "xml"]
Format = Literal["pdf", "docx", "svg", "dxf", "plt", "xlsx", "csv", "json", "sqlite", "xml", "ofd"]
Step = Literal["imposed", "outlined", "engraved", "ofd"]
"""How a file is made out of another: laid on sheets, its text turned to outlines, cut out as contours, or as OFD."""


@dataclass(frozen=True)
class Holes:
    """Four drilled holes, one in each corner: their width, how far from both edges their middle is.

    `cap` is how wide the cap of the screw is that covers one.
    """

    diameter: Length
    inset: Length
    cap: Length | None = None


@dataclass(frozen=True)
class SlotHole:
    """A slot with round ends in the middle of the upper edge: its size, and how far below the edge it begins."""

    size: Size
    inset: Length


@dataclass(frozen=True)
class Sheet:
    """The trimmed sheet, what is printed beyond its edge, and the edge live text keeps clear of.

    `corner` is the radius of its rounded corners; `marks` are printed where a shop cuts by eye.
    `lip` is how far beyond the visible edge a framed board is cut: its marks stand there.
    """

    size: Size
    bleed: Length = mm(0)
    safe: Length = mm(3)
    corner: Length = mm(0)
    holes: Holes | None = None
    marks: bool = False
    slot: SlotHole | None = None
    lip: Length = mm(0)


@dataclass(frozen=True)
class Legibility:
    """From how far it is read, and the thinnest stroke its process holds: both set a least type size."""

    distance: Length
    stroke: Length

    def least(self, stroke_share: float) -> Length:
        """The smallest size at which type is read from there and its thin strokes, a share of the em, hold."""
        return max(self.distance * (1 / READ_FROM), self.stroke * (1 / stroke_share))

    def least_body(self, stroke_share: float) -> Length:
        """The same for running text, which is read line by line and standing."""
        return max(self.distance * (1 / BODY_READ_FROM), self.least(stroke_share))


READ_FROM = 250
"""Type is read from so many times its size: the least of the trade's rules of thumb; no standard was at hand."""
BODY_READ_FROM = 165
"""The trade sets text of many lines half as large again: 9 mm on a board read from a metre and a half."""
A4 = Size(mm(210), mm(297))


@dataclass(frozen=True)
class Hung:
    """Where a board hangs in a row of them: the room, the wall, and its place from the left, from 1.

    `part` is which board it is of those that share the place, from 1; 0 where one has it alone.
    """

    room: str
    wall: str
    place: int
    part: int = 0


@dataclass(frozen=True)
class Order:
    """What a shop must know to make the thing: nothing else travels by word of mouth.

    `corner` and `holes` are what `shape` says, for drawings; `lower_edge` is how high above the floor it hangs,
    `gap` what lies between two of them on one wall; of what has a frame both are of the frame's outside.
    `fold` is how deep its edges are folded back, `from_door` how far it hangs beside a door, `weight` what the plate
    weighs in kg without its frame, `distance` from how far it is read, `maker` who has it made.
    """

    item: str
    size: Size
    shape: str
    material: str
    thickness: Length
    process: str
    inks: tuple[str, ...]
    mounting: str
    quantity: int
    places: tuple[str, ...]
    corner: Length = mm(0)
    holes: Holes | None = None
    lower_edge: Length | None = None
    gap: Length | None = None
    hung: Hung | None = None
    frame: Frame | None = None
    hangs_by: HangPoints | None = None
    fold: Length | None = None
    from_door: Length | None = None
    weight: float | None = None
    distance: Length | None = None
    maker: str = ""

    @property
    def outside(self) -> Size:
        """What it takes of a wall: with its frame."""
        return grown(self.size, self.frame.face) if self.frame else self.size


@dataclass(frozen=True)
class Copyfitting:
    """Body text that takes the largest size its box allows; all plans of a series share one size.

    `content` names what the fitted text depends on: plans of equal content are measured once.
    """

    series: str
    content: Hashable
    least: Length
    most: Length


@dataclass(frozen=True)
class Imposition:
    """Many cards on one sheet, printed on both sides and cut.

    `shift` is what the back is moved by, right and down as the front is seen, for a printer that is off.
    `first` is the slot, from 1, the first sheet begins at: the slots before it are used up.
    """

    sheet: Size
    columns: int
    rows: int
    gutter: Length
    flip: Literal["long", "short"] = "long"
    shift: tuple[Length, Length] = (mm(0), mm(0))
    first: int = 1
    marks: bool = True

    @property
    def slots(self) -> int:
        """How many cards a whole sheet holds."""
        return self.columns * self.rows

    @property
    def sideways(self) -> bool:
        """Turned over like the leaf of a book; otherwise like a calendar's, top edge to bottom."""
        return (self.flip == "long") == (self.sheet.height >= self.sheet.width)

    @property
    def back_shift(self) -> tuple[Length, Length]:
        """The shift as the back's own page has it: right and down."""
        right, down = self.shift
        return (right * -1, down) if self.sideways else (right, down * -1)

    def grid(self, card: Size) -> Size:
        """What all slots of a sheet cover together, the gutters between them counted."""
        across = card.width * self.columns + self.gutter * (self.columns - 1)
        return Size(across, card.height * self.rows + self.gutter * (self.rows - 1))

    def sheets(self, cards: int) -> int:
        """How many sheets so many cards take, the used slots of the first one counted."""
        return -(-(cards + self.first - 1) // self.slots)


@dataclass(frozen=True)
class Derived:
    """How a file is made out of one made before it; letters below `single_lines` are engraved along their strokes."""

    step: Step
    of: str
    form: EngravingForm | None = None
    single_lines: Length | None = None


@dataclass(frozen=True)
class Record:
    """What one record sets into its template: text by slot, and the rows of its table.

    `design` is what the template itself depends on, such as a fitted size: records of equal design share one.
    """

    values: Mapping[str, str]
    rows: Sequence[tuple[str, ...]] = ()
    design: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """Pages of one design: its template, laid out once, and the records set into it."""

    template: str
    records: Sequence[Record]
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One file to make.

    `fields` is all the template may use; a document of `parts` has a template for each of them instead.
    `expects` is text that must be found in the finished file, `codes` what its QR codes must say,
    `pictures` the photos it must show.
    `clearances` is what its design keeps free; without them only ink that touches ink is looked for. `ranks` are texts
    in the order of their weight: what matters more is not smaller. Nothing is set smaller than `least_type`. `sides` is
    what a paper shows, passage by passage.
    `derived` names the file it is made out of, and how; `attached` the files made before it that it carries.
    `staff_only` is for those who keep the archive. `cards` are the numbers on its cards, each of as many pages.
    """

    kind: str
    name: str
    title: str
    set: Set
    sheet: Sheet
    issued: str
    format: Format = "pdf"
    template: str = ""
    theme: Theme = DEFAULT
    fields: Mapping[str, object] = field(default_factory=dict)
    assets: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    expects: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    pictures: tuple[DeclaredPicture, ...] = ()
    pages: int | None = None
    standard: Standard = "plain"
    copyfitting: Copyfitting | None = None
    order: Order | None = None
    legibility: Legibility | None = None
    clearances: Clearances | None = None
    least_type: Length | None = None
    ranks: tuple[tuple[str, ...], ...] = ()
    sides: Declaration = ()
    imposition: Imposition | None = None
    derived: Derived | None = None
    parts: tuple[Part, ...] = ()
    attached: tuple[str, ...] = ()
    staff_only: bool = False
    cards: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its file name, with the format as its ending."""
        return f"{self.name}.{self.format}"


def outlined(document: Document) -> Document:
    """The same pages with no font in them, for shops that must not set type again (转曲)."""
    return replace(
        document,
        name=f"{document.name}-outlined",
        title=f"{document.title}（转曲）",
        expects=(),
        copyfitting=None,
        ranks=(),
        parts=(),
        derived=Derived("outlined", document.file),
    )


def engraving(document: Document, form: EngravingForm, single_lines: Length | None = None) -> Document:
    """What is engraved and cut, in millimetres; an old release says so in its name. For lines it takes live text."""
    copy = outlined(document)
    source = document if single_lines else copy
    name = f"{document.name}-r12" if form == "DXF R12" else document.name
    return replace(
        copy, name=name, title=f"{document.title}（雕刻切割 {form}）", format=ENGRAVING_FORMATS[form],
        codes=(), pages=None, derived=Derived("engraved", source.file, form, single_lines),
    )  # fmt: skip
