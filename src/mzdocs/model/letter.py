"""An official paper, part by part, in the terms of GB/T 9704-2012: values only, whoever writes them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from mzdocs.model.form_blocks import Boxes, Sketches, breadth, read_across

Form = Literal["上行文", "下行文", "函", "纪要", "表单", "证书"]
FORMS: tuple[Form, ...] = get_args(Form)
"""A red head for a higher or a lower body, a letter, minutes (10.1, 10.3), no head, or a certificate in a frame."""
Align = Literal["left", "center", "right"]
Grade = Literal["", "dense", "small"]
"""How small a table is set: in 4号, in 五号, in 小五."""
DENSE_FROM = 5
MERGED = "\ue00f"
"""In the place of the text of a cell that is one with the cell above it: a character no data may hold."""


@dataclass(frozen=True)
class Wording:
    """The text of one paper as the bureau wrote it, not yet filled: its name, its file for people."""

    name: str
    file: str
    source: str


Wordings = Mapping[str, Wording]


@dataclass(frozen=True)
class Heading:
    """One of the four levels 一、（一）1.（1）; the text bears its number."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Two characters in and justified, or, where `align` is set, flush left, centred or flush right.

    `label` is what it begins with in 黑体, such as 出席：; lines that go on stand behind. `apart`: under an empty line.
    """

    text: str
    align: Align | None = None
    label: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a head row; widths are millimetres and sum to the text width.

    Rows of a `signed` table, and rows with an empty cell that is `filled_in` by hand, are high. `small` is set in 9 pt.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    centred: tuple[bool, ...]
    signed: bool = False
    right: tuple[bool, ...] = ()
    """Columns of amounts, flush right; without an entry none is."""
    filled_in: tuple[bool, ...] = ()
    small: bool = False

    def at_right(self, column: int) -> bool:
        """Whether a column's figures stand flush right."""
        return bool(self.right) and self.right[column]

    def awaits(self, row: tuple[str, ...]) -> bool:
        """Whether something of the row is still to be written by hand."""
        return any(hand and not cell for hand, cell in zip(self.filled_in, row, strict=False))

    @property
    def grade(self) -> Grade:
        """How small it is set: with so many columns 4号 would give three characters to a cell."""
        return "small" if self.small else "dense" if len(self.head) >= DENSE_FROM else ""

    @property
    def groups(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Rows that share a cell stand together; where they are parted, the next side says again what they share."""
        found: list[list[tuple[str, ...]]] = []
        for row in self.rows:
            if found and MERGED in row:
                found[-1].append(row)
            else:
                found.append([row])
        return tuple(map(tuple, found))


@dataclass(frozen=True)
class Bar:
    """One row of a chart: where it begins and ends as shares of the whole breadth, and what it says.

    A bar with a `mark`, such as 不合格, is drawn otherwise than the others, and says its mark.
    """

    label: str
    start: float
    end: float
    text: str
    mark: str = ""

    @property
    def said(self) -> str:
        """What stands beside it."""
        return "　".join(filter(None, (self.text, self.mark)))


@dataclass(frozen=True)
class Axis:
    """Where the lines of a chart's grid stand, the first at 0 and the last at 1, and what is named below them.

    Numbers are named at their lines, months between theirs; what has no name for want of room is "".
    """

    grid: tuple[float, ...]
    names: tuple[str, ...]

    @property
    def between(self) -> bool:
        """Whether the names stand between the lines."""
        return len(self.names) < len(self.grid)

    @property
    def places(self) -> tuple[tuple[float, str], ...]:
        """Each name with its middle."""
        middles = [(a + b) / 2 for a, b in pairwise(self.grid)] if self.between else self.grid
        return tuple(zip(middles, self.names, strict=True))


@dataclass(frozen=True)
class Threshold:
    """A line across all bars of a chart, as a share of the breadth, under its name."""

    at: float
    name: str


@dataclass(frozen=True)
class Chart:
    """Bars beside their labels, over a named axis; `widths` of label and text in mm."""

    title: str
    bars: tuple[Bar, ...]
    axis: Axis
    widths: tuple[float, float]
    threshold: Threshold | None = None


@dataclass(frozen=True)
class Picture:
    """A photo by the name of its asset, and the line under it."""

    asset: str
    caption: str


@dataclass(frozen=True)
class Pictures:
    """Photos, two beside each other."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Signing:
    """Labels, each with a ruled place to sign; all places are of one width."""

    labels: tuple[str, ...]

    def room(self, width: float) -> float:
        """Millimetres of each place to sign, where the line is so wide."""
        count = len(self.labels)
        return (width - sum(map(self.told, self.labels)) - self.BETWEEN * (count - 1)) / count

    @staticmethod
    def told(label: str) -> float:
        """Millimetres of a label in 3号."""
        return breadth(label) * 5.65

    BETWEEN = 3.0


@dataclass(frozen=True)
class NewPage:
    """What follows stands on a new page, under its own title if it has one."""

    title: str = ""


Block = Heading | Paragraph | Table | Chart | Pictures | Signing | Boxes | Sketches | NewPage


@dataclass(frozen=True)
class Annex:
    """What is attached, under its name as the paper announces it."""

    name: str
    body: tuple[Block, ...]


Note = Literal["份号", "密级", "紧急程度"]
NOTES: tuple[Note, ...] = get_args(Note)
"""Copy number, secrecy and urgency, in the order the standard has them (7.2.1 to 7.2.3, 10.1)."""


@dataclass(frozen=True)
class Imprint:
    """版记: who gets a copy, who printed it, when; of a letter who gets a copy only (10.1)."""

    copies: tuple[str, ...]
    printer: str = ""
    printed_on: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper. Texts of parts it does not have are empty.

    `issued` is what a notice issues (印发): it begins on a side of its own under its own title, is neither called an
    annex nor listed as one, and the annexes that follow it are its own.
    """

    form: Form
    title: tuple[str, ...]
    body: tuple[Block, ...]
    mark: str = ""
    number: str = ""
    signer: str = ""
    addressee: str = ""
    author: str = ""
    date: str = ""
    issued: Annex | None = None
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint | None = None
    landscape: bool = False
    notes: tuple[tuple[Note, str], ...] = ()
    """What stands at the left under the head of a letter, from above to below."""

    @property
    def parts(self) -> tuple[Annex, ...]:
        """What follows the paper itself."""
        return (*((self.issued,) if self.issued else ()), *self.annexes)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the paper and of what follows it."""
        return (*self.body, *(block for part in self.parts for block in part.body))

    @property
    def signature(self) -> tuple[int, int]:
        """Left and right indent, in characters of 28, of what the name and the day are centred in (7.3.5).

        The day ends four characters from the right; a name too long for that ends two from it.
        """
        longest = len(self.author)
        return (13, 0) if longest <= 13 else (max(0, 26 - longest), 2)

    @property
    def official(self) -> bool:
        """Whether it has a red head and the parts that go with it."""
        return self.form in ("上行文", "下行文", "函", "纪要")


def signs(block: Block) -> bool:
    """Whether it is a place to sign or to seal: it stands with what is signed."""
    return isinstance(block, (Signing, Boxes))


def texts(block: Block) -> tuple[str, ...]:
    """Every text of a block in reading order."""
    match block:
        case Heading() | Paragraph():
            return (block.text,)
        case Table():
            cells = (cell for row in (block.head, *block.rows) for cell in row if cell != MERGED)
            return tuple(filter(None, (block.title, *cells)))
        case Chart():
            bars = (text for bar in block.bars for text in (bar.label, bar.said))
            threshold = block.threshold.name if block.threshold else ""
            return tuple(filter(None, (block.title, threshold, *bars, *block.axis.names)))
        case Pictures():
            return tuple(picture.caption for picture in block.pictures)
        case Signing():
            return block.labels
        case Boxes():
            return tuple(filter(None, (text for row in block.rows for text in read_across(row))))
        case Sketches():
            return tuple(sketch.caption for sketch in block.sketches)
        case NewPage():
            return (block.title,) if block.title else ()
