"""An official paper, part by part, in the terms of GB/T 9704-2012: values only, whoever writes them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Form = Literal["上行文", "下行文", "表单", "证书"]
FORMS: tuple[Form, ...] = get_args(Form)
"""With a red head for a higher or a lower body, without a head, or a certificate in a frame."""
Align = Literal["left", "center", "right"]
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
    """Two characters in and justified, or, where `align` is set, flush left, centred or flush right."""

    text: str
    align: Align | None = None


@dataclass(frozen=True)
class Table:
    """A table with a head row; widths are millimetres and sum to the text width.

    Rows of a `signed` table are high enough to write in by hand.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    centred: tuple[bool, ...]
    signed: bool = False

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
    """One row of a chart: where it begins and ends as shares of the whole breadth, and what it says."""

    label: str
    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Chart:
    """Bars beside their labels, over an axis whose divisions are named; `widths` of label and text in mm."""

    title: str
    bars: tuple[Bar, ...]
    axis: tuple[tuple[float, str], ...]
    widths: tuple[float, float]


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
    """Labels, each with a ruled place to sign."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class NewPage:
    """What follows stands on a new page, under its own title if it has one."""

    title: str = ""


Block = Heading | Paragraph | Table | Chart | Pictures | Signing | NewPage


@dataclass(frozen=True)
class Annex:
    """What is attached, under its name as the paper announces it."""

    name: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Imprint:
    """版记: who gets a copy, who printed it, when."""

    copies: tuple[str, ...]
    printer: str
    printed_on: str


@dataclass(frozen=True)
class Paper:
    """One paper. Texts of parts it does not have are empty."""

    form: Form
    title: tuple[str, ...]
    body: tuple[Block, ...]
    mark: str = ""
    number: str = ""
    signer: str = ""
    addressee: str = ""
    author: str = ""
    date: str = ""
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint | None = None
    landscape: bool = False

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
        return self.form in ("上行文", "下行文")


def signs(block: Block) -> bool:
    """Whether it is a place to sign or to seal: it stands with what is signed."""
    return isinstance(block, Signing)


def texts(block: Block) -> tuple[str, ...]:
    """Every text of a block in reading order."""
    match block:
        case Heading() | Paragraph():
            return (block.text,)
        case Table():
            cells = (cell for row in (block.head, *block.rows) for cell in row if cell != MERGED)
            return tuple(filter(None, (block.title, *cells)))
        case Chart():
            bars = (text for bar in block.bars for text in (bar.label, bar.text))
            return tuple(filter(None, (block.title, *bars, *(name for _, name in block.axis))))
        case Pictures():
            return tuple(picture.caption for picture in block.pictures)
        case Signing():
            return block.labels
        case NewPage():
            return (block.title,) if block.title else ()
