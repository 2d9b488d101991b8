"""All that is known when a station's paper is planned: district, station, client files, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mzdocs.core.problems import Problem
from mzdocs.core.theme_choice import Theme
from mzdocs.model.client_files import Clients
from mzdocs.model.district import District, Street
from mzdocs.model.issue_register import Register
from mzdocs.model.letter import Wordings
from mzdocs.model.station import Override, Station
from mzdocs.model.unified_design import BadgeSpec, BoardSpec, OrderContact, PlaqueDesign, SheetPlan


@dataclass(frozen=True)
class StationData:
    """Facts of one station beside those of its district; photos are clean JPEG bytes by file name.

    `wordings` are the bureau's texts of papers, `own_themes` its themes, each by its name.
    `theme_asked` is the theme asked for now, whatever the data say.
    """

    district: District
    station: Station
    clients: Clients = Clients()
    photos: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Problem, ...] = ()
    theme_asked: str | None = None
    wordings: Wordings = field(default_factory=dict)
    badge_seed: bytes | None = field(default=None, repr=False)
    """The bureau's private key that signs the codes of badges; without it they say that they are not signed."""
    monitor_asked: str | None = None
    """The code of the monitor whose badge alone is made again."""
    secrecy: str = "内部资料　注意保密"
    """The line on archive papers that says who may have them."""
    own_themes: Mapping[str, Theme] = field(default_factory=dict)
    register: Register = Register()
    as_of: date | None = None
    """The day it is judged as of, where that is not the inspection's."""

    @property
    def on(self) -> date:
        """The day on which the station is held against the standard, never one before the year it is of."""
        return self.as_of or max(self.station.judged_on, date(self.district.year, 1, 1))

    def done_by_then(self, day: date | None) -> bool:
        """Whether what was done on a day was done when the station is judged.

        Before an inspection, where no day is asked for, everything that has a day was.
        """
        asked = self.as_of or (self.station.inspection and self.on)
        return day is not None and (not asked or day <= asked)

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
        asked = self._override.theme if self.theme_asked is None else self.theme_asked
        return self.district.design.theme if asked is None else asked

    @property
    def theme(self) -> Theme:
        """The theme of that name: the bureau's own where it has one, else a shipped one."""
        return self.own_themes.get(self.theme_name, Theme(self.theme_name))

    @property
    def plaque_design(self) -> PlaqueDesign:
        """The door plaques' texts and make: the station's where it has its own, else the district's."""
        return self._override.plaques or self.district.design.plaques

    @property
    def board_spec(self) -> BoardSpec:
        """How its wall boards are made: the station's where it has its own, else the district's."""
        return self._override.board or self.district.design.board

    @property
    def badge_spec(self) -> BadgeSpec:
        """How its badges are made: the station's where it has its own, else the district's."""
        return self._override.badge or self.district.design.badge

    @property
    def sheet_plan(self) -> SheetPlan:
        """How badges are laid on sheets: a printer is a station's own, whatever the design."""
        return self.station.sheets or self.district.design.sheets

    @property
    def contact(self) -> OrderContact | None:
        """Whom the shop calls: the station's own contact, else the district's; goods go to the station if not told."""
        return self._delivered(self.station.contact or self.district.contact)

    @property
    def bureau_contact(self) -> OrderContact | None:
        """Whom the shop calls about what the bureau has made: goods go to the station if not told."""
        return self._delivered(self.district.contact)

    def _delivered(self, contact: OrderContact | None) -> OrderContact | None:
        if contact is None or contact.address or not self.station.gives("address"):
            return contact
        return contact.model_copy(update={"address": self.station.address})
