"""All that is known when a station's paper is planned: district, station, client files, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mzdocs.core.problems import Problem
from mzdocs.model.client_files import Clients
from mzdocs.model.district import District, Street
from mzdocs.model.letter import Wordings
from mzdocs.model.station import Override, Station
from mzdocs.model.unified_design import PlaqueDesign, SheetPlan, SignSpec


@dataclass(frozen=True)
class StationData:
    """Facts of one station beside those of its district; photos are clean JPEG bytes by file name.

    `wordings` are the bureau's texts of papers by name.
    """

    district: District
    station: Station
    clients: Clients = Clients()
    photos: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Problem, ...] = ()
    theme: str | None = None
    wordings: Wordings = field(default_factory=dict)
    secrecy: str = "内部资料　注意保密"
    """The line on archive papers that says who may have them."""

    @property
    def street(self) -> Street:
        """The district's entry of this street; a rule has made sure that there is one."""
        found = self.district.street(self.station.street)
        assert found is not None
        return found

    @property
    def _override(self) -> Override:
        """What the station changes of the district's design; a rule has made sure that it may."""
        return self.station.design or Override()

    @property
    def theme_name(self) -> str:
        """The theme's folder: as asked for now, else the station's, else the district's."""
        asked = self._override.theme if self.theme is None else self.theme
        return self.district.design.theme if asked is None else asked

    @property
    def plaque_design(self) -> PlaqueDesign:
        """The door plaques' texts and make: the station's where it has its own, else the district's."""
        return self._override.plaques or self.district.design.plaques

    @property
    def board_spec(self) -> SignSpec:
        """How its wall boards are made: the station's where it has its own, else the district's."""
        return self._override.board or self.district.design.board

    @property
    def badge_spec(self) -> SignSpec:
        """How its badges are made: the station's where it has its own, else the district's."""
        return self._override.badge or self.district.design.badge

    @property
    def sheet_plan(self) -> SheetPlan:
        """How badges are laid on sheets: a printer is a station's own, whatever the design."""
        return self.station.sheets or self.district.design.sheets
