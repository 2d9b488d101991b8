"""One change that mends a data file: where it is, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from mzdocs.core.problems import Location, Sentence


@dataclass(frozen=True)
class Mend:
    """A place, and what stood and stands there; of a table of persons only in which way it was written."""

    location: Location
    says: Sentence
