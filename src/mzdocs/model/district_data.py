"""All stations of a district together: what each has, and which have nothing to show, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mzdocs.core.theme_choice import Theme
from mzdocs.model.district import District, Street
from mzdocs.model.issue_register import Register
from mzdocs.model.letter import Wordings
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class DistrictData:
    """The district with the data of its stations by street code; `missing` says why a street has none."""

    district: District
    stations: Mapping[str, StationData]
    missing: Mapping[str, str]
    wordings: Wordings = field(default_factory=dict)
    theme_asked: str | None = None
    own_themes: Mapping[str, Theme] = field(default_factory=dict)
    register: Register = Register()

    @property
    def streets(self) -> tuple[Street, ...]:
        """All streets of the district's register, those without data included."""
        return self.district.streets

    @property
    def theme_name(self) -> str:
        """The theme's folder: as asked for now, else the district's."""
        return self.district.design.theme if self.theme_asked is None else self.theme_asked

    @property
    def theme(self) -> Theme:
        """The theme of that name: the bureau's own where it has one, else a shipped one."""
        return self.own_themes.get(self.theme_name, Theme(self.theme_name))
