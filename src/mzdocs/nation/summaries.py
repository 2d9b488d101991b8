"""What a level above asks of a station. It travels and is entered, so that nothing is loaded here that makes files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Result:
    """How an inspection ended: when, how many points of how many, at which level."""

    judged_on: date
    points: float
    full: float
    level: str


@dataclass(frozen=True)
class StationRow:
    """What a level above asks of a station; None stands for what is not known or not given yet.

    `lacking` are numbers of findings by criterion of 三有四全, in its order; `terms` how many monitors' terms, and
    their badges, end in a month ("2027-06"); `appraisals` how many files may be appraised from a year on.
    """

    slug: str
    street: str
    name: str
    result: Result | None = None
    lacking: tuple[int, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    staff: int | None = None
    monitors: int | None = None
    households: int | None = None
    terms: Mapping[str, int] = field(default_factory=dict)
    appraisals: Mapping[str, int] = field(default_factory=dict)
    region: str = ""
    """Its district's code, by which places stand in order."""

    @property
    def met(self) -> int:
        """How many of the seven criteria nothing is missing for."""
        return sum(not count for count in self.lacking)
