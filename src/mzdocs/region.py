"""All stations of a district together: what each has, and which have nothing to show, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mzdocs.district import District, Street
from mzdocs.dossier import Dossier
from mzdocs.paper import Wordings


@dataclass(frozen=True)
class Region:
    """The district with the dossiers of its stations by street code; `missing` says why a street has none."""

    district: District
    dossiers: Mapping[str, Dossier]
    missing: Mapping[str, str]
    wordings: Wordings = field(default_factory=dict)
    theme: str | None = None

    @property
    def streets(self) -> tuple[Street, ...]:
        return self.district.streets

    @property
    def theme_name(self) -> str:
        return self.district.design.theme if self.theme is None else self.theme
