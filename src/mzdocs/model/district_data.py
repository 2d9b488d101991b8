"""All stations of a district together: what each has, and which have nothing to show, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mzdocs.model.district import District, Street
from mzdocs.model.letter import Wordings
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class DistrictData:
    """The district with the data of its stations by street code; `missing` says why a street has none."""

    district: District
    stations: Mapping[str, StationData]
    missing: Mapping[str, str]
    wordings: Wordings = field(default_factory=dict)
    theme: str | None = None

    @property
    def streets(self) -> tuple[Street, ...]:
        """All streets of the district's register, those without data included."""
        return self.district.streets

    @property
    def theme_name(self) -> str:
        """The theme's folder: as asked for now, else the district's."""
        return self.district.design.theme if self.theme is None else self.theme
