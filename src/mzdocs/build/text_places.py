"""A text that is wrong in a file that was made -> the value of the data, or the cell of a table, that says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from mzdocs.build.gate_1 import printed_cells
from mzdocs.core.problems import Location
from mzdocs.core.text import squeezed
from mzdocs.load import Source
from mzdocs.model.station_data import StationData

_LEAST = 2
"""Characters by which a value is known again."""
Said = tuple[str, Callable[[], Location]]
"""A text, and what finds its place."""


def place_of(text: str, said: Iterable[Said]) -> Location | None:
    """Where the data says a text: the value that is equal to it, holds it, or of those it holds the longest."""
    wanted = squeezed(text)
    values = [(squeezed(value), place) for value, place in said]
    equal = [each for each in values if each[0] == wanted]
    whole = [each for each in values if len(wanted) >= _LEAST and wanted in each[0]]
    parts = [each for each in values if len(each[0]) >= _LEAST and each[0] in wanted]
    found = next(iter([*equal, *whole, *sorted(parts, key=lambda each: -len(each[0]))]), None)
    return found[1]() if found else None


def texts_said(sources: Sequence[Source], station_data: StationData) -> Iterator[Said]:
    """Every text of the data files, the station's first, then every printed cell of its tables."""
    for source in sources:
        for path, text in source.texts():
            yield text, partial(source.location, *path)
    for violation, text in printed_cells(station_data):
        if violation.row is not None:
            yield text, partial(sources[0].cell, violation.table, violation.row, str(violation.path[0]))
