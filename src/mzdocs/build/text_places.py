"""A text that is wrong in a file that was made -> the value of the data that says it."""

from __future__ import annotations

from collections.abc import Sequence

from mzdocs.core.problems import Location
from mzdocs.core.text import squeezed
from mzdocs.load import Source

_LEAST = 2
"""Characters by which a value is known again."""


def place_of(text: str, sources: Sequence[Source]) -> Location | None:
    """Where the data says a text: the value that is equal to it, holds it, or of those it holds the longest."""
    wanted = squeezed(text)
    values = [(squeezed(value), path, source) for source in sources for path, value in source.texts()]
    equal = [each for each in values if each[0] == wanted]
    whole = [each for each in values if len(wanted) >= _LEAST and wanted in each[0]]
    parts = [each for each in values if len(each[0]) >= _LEAST and each[0] in wanted]
    found = next(iter([*equal, *whole, *sorted(parts, key=lambda each: -len(each[0]))]), None)
    return found[2].location(*found[1]) if found else None
