"""A catalogue -> XML records of the elements of a standard of archives: one for each volume and each item.

Elements stand side by side in the order of the standard, each under its name there. What a row has not is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from xml.sax.saxutils import escape, quoteattr

from mzdocs.plan.catalogue_values import Catalogue, Listing, Row

Words = Mapping[str, str]
_PERIOD = "保管期限"


@dataclass(frozen=True)
class Element:
    """One element of a standard: its name and number or group there, and the columns it is put together from."""

    mark: str
    name: str
    form: str

    @property
    def columns(self) -> frozenset[str]:
        """The columns it needs; none where it is the same for all."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.form) if name)


@dataclass(frozen=True)
class ElementSet:
    """The elements of a standard that a catalogue knows; `marks` is what the standard calls a number or a group.

    `day_form` is how the standard wants a day written.
    """

    standard: str
    marks: str
    volume: tuple[Element, ...]
    item: tuple[Element, ...]
    day_form: str = "%Y-%m-%d"


def records(catalogue: Catalogue, elements: ElementSet) -> bytes:
    """The document, UTF-8."""
    return "".join(_pieces(catalogue, elements)).encode("utf-8")


def _pieces(catalogue: Catalogue, elements: ElementSet) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<档案目录 标准={quoteattr(elements.standard)}>\n'
    yield from _records("案卷", catalogue.volumes, elements.volume, elements)
    yield from _records("件", catalogue.items, elements.item, elements)
    yield "</档案目录>\n"


def _records(tag: str, listing: Listing, chosen: tuple[Element, ...], elements: ElementSet) -> Iterator[str]:
    """Rows that have the same columns share one form, which is put together once."""
    names = [column.name for column in listing.columns]
    used = {name for each in chosen for name in each.columns} | {_PERIOD}
    places = [(place, name) for place, name in enumerate(names) if name in used]
    forms: dict[frozenset[str], str] = {}
    for row in listing.rows:
        words = _words(row, places, elements.day_form)
        has = frozenset(words)
        if has not in forms:
            inside = "".join(_form(each, elements.marks) for each in chosen if each.columns <= has)
            forms[has] = f"<{tag}>{inside}</{tag}>\n"
        yield forms[has].format_map(words)


def _form(element: Element, marks: str) -> str:
    return f"<{element.name} {marks}={quoteattr(element.mark)}>{element.form}</{element.name}>"


def _words(row: Row, places: list[tuple[int, str]], day_form: str) -> Words:
    """What the row has, as it stands in XML; of the period without the reason the district gives for it."""
    pairs = ((name, row[place]) for place, name in places)
    words = {
        name: format(value, day_form) if isinstance(value, date) else escape(str(value))
        for name, value in pairs
        if value is not None
    }
    words[_PERIOD] = words[_PERIOD].partition("（")[0]
    return words
