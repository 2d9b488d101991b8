"""What a build may be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.kinds import KINDS

if TYPE_CHECKING:
    from mzdocs.derive.audience import Audience


@dataclass(frozen=True)
class Settings:
    """What a build may be asked for; the command line has one option for each field."""

    kinds: tuple[str, ...] = tuple(KINDS)
    output: Path | None = None
    theme: str | None = None
    jobs: int = 1
    audience: Audience = "internal"
    badge_key: Path | None = None
    monitor: str | None = None
    """The code of the one monitor whose badge is made again; every other file of the set stays."""
    keep_going: bool = False
    """An error stops the kinds that show what is wrong, and the others are made; else it stops the station."""
    as_of: date | None = None
    """The day the rules judge as of, where it is not the inspection's; nothing is made of such a day."""
    by_name: bool = False
    """Each of the kinds was asked for by its name: that facts are not given for one yet is an error then."""
    force: bool = False
    """Make every file, whatever stands there already."""
    strict: bool = False
    """What is read otherwise than it is written is an error, not a notice."""
    discard_edits: bool = False
    """Files that were delivered and edited by hand are not set aside."""
    ofd: bool = False
    """Each PDF of the archive is made as OFD too."""

    @property
    def sum(self) -> str:
        """The same of builds that make the same of the same data; where to and by how many does not matter."""
        told = (sorted(self.kinds), self.theme, self.audience, str(self.badge_key), self.monitor, str(self.as_of))
        more = ("by name" if self.by_name else "") + ("strict" if self.strict else "") + ("ofd" if self.ofd else "")
        return sha256(f"{told!r}{more}".encode()).hexdigest()[:16]
