"""Plans: what one file to make is. Values only; nobody adds to a plan on its way."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mzdocs.units import Length, Size, mm

Set = Literal["signage", "archive", "reports"]
SETS: tuple[Set, ...] = ("signage", "archive", "reports")
Standard = Literal["plain", "archival"]


@dataclass(frozen=True)
class Sheet:
    """The trimmed sheet, what is printed beyond its edge, and the edge live text keeps clear of."""

    size: Size
    bleed: Length = mm(0)
    safe: Length = mm(3)


A4 = Size(mm(210), mm(297))


@dataclass(frozen=True)
class Order:
    """What a shop must know to make the thing: nothing else travels by word of mouth."""

    item: str
    size: Size
    material: str
    thickness: Length
    process: str
    mounting: str
    quantity: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """Body text that takes the largest size its box allows; all plans of a series share one size.

    `content` names what the fitted text depends on: plans of equal content are measured once.
    """

    series: str
    content: Hashable
    least: Length
    most: Length


@dataclass(frozen=True)
class Imposition:
    """Many cards on one sheet, printed on both sides and cut."""

    sheet: Size
    columns: int
    rows: int
    gutter: Length
    flip: Literal["long", "short"] = "long"


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """A table with a head row; widths are millimetres and sum to the text width."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    centred: tuple[bool, ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class OfficialPaper:
    """An upward official document, part by part, in the terms of GB/T 9704-2012."""

    mark: str
    number: str
    signer: str
    title: tuple[str, ...]
    addressee: str
    body: tuple[Block, ...]
    annexes: tuple[tuple[str, tuple[Block, ...]], ...]
    author: str
    date: str
    copies: tuple[str, ...]
    printer: str
    printed_on: str


@dataclass(frozen=True)
class Document:
    """One file to make.

    `fields` is all the template may use. `expects` is text that must be found in the finished file.
    `imposed_from` names the document whose pages are laid on the sheets of `imposition`.
    """

    kind: str
    name: str
    title: str
    set: Set
    sheet: Sheet
    issued: str
    format: Literal["pdf", "docx"] = "pdf"
    template: str = ""
    theme: str = "default"
    fields: Mapping[str, object] = field(default_factory=dict)
    assets: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    expects: tuple[str, ...] = ()
    pages: int | None = None
    standard: Standard = "plain"
    fit: Fit | None = None
    order: Order | None = None
    imposition: Imposition | None = None
    imposed_from: str | None = None
    private: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.{self.format}"
