"""Facts of a badge <-> the text of its code; the form is a public promise (docs/badge-code.md)."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from mzdocs.core.text import forbidden, normal
from mzdocs.model.district import District
from mzdocs.model.people import Monitor
from mzdocs.model.station import Community, Station, badge_number

UNSIGNED = "未签名"
_SIGNATURE = "签名："
_FORM = re.compile(
    "姓名：(?P<name>[^\n]+)\n"
    "工作站：(?P<station>[^\n]+)\n"
    "证件编号：(?P<number>[0-9]{6}(?:-[0-9]{2,3}){3})\n"
    "有效期：(?P<first>[0-9]{4}[.][0-9]{2}[.][0-9]{2})—(?P<last>[0-9]{4}[.][0-9]{2}[.][0-9]{2})\n"
    "核验电话：(?P<phone>[0-9-]{3,13})，请拨打核对\n"
)
_DAY = "%Y.%m.%d"
_LONGEST = 1000
"""Characters: longer than any name and station a data file may have."""


@dataclass(frozen=True)
class BadgeFacts:
    """What the code says: all of it stands on the card too."""

    name: str
    station: str
    number: str
    first: date
    last: date
    phone: str

    @property
    def term(self) -> str:
        """The days it is valid, as the card prints them."""
        return f"{self.first:{_DAY}}—{self.last:{_DAY}}"

    @property
    def signed_part(self) -> str:
        """What is signed: a fact a line, each ended by a line feed."""
        return (
            f"姓名：{self.name}\n工作站：{self.station}\n证件编号：{self.number}\n有效期：{self.term}\n"
            f"核验电话：{self.phone}，请拨打核对\n"
        )

    @property
    def holder(self) -> tuple[str, str, date, date]:
        """Whose badge it is, and for how long."""
        return self.number, self.name, self.first, self.last


@dataclass(frozen=True)
class CodeText:
    """A text of the form: its facts, and its signature, "" for one that says itself that it has none."""

    facts: BadgeFacts
    signature: str


def facts_of(district: District, station: Station, community: Community, monitor: Monitor) -> BadgeFacts:
    """What the code of a monitor's badge says; the telephone is the bureau's, not one the badge could choose."""
    number = badge_number(district.code, station.street, community.code, monitor.serial)
    term, phone = monitor.term, district.bureau.complaint_phone
    return BadgeFacts(normal(monitor.name), normal(station.name), number, term.start, term.end, phone)


def written(facts: BadgeFacts, signature: str = "") -> str:
    """The whole text; without a signature it says so."""
    return facts.signed_part + (_SIGNATURE + signature if signature else UNSIGNED)


def read(text: str) -> CodeText | None:
    """The facts and the signature of a text, or None for one that differs from the form in any character."""
    if len(text) > _LONGEST:
        return None
    head, line, last = text.rpartition("\n")
    found = _FORM.fullmatch(head + line)
    if not found or forbidden(text) is not None or normal(text) != text:
        return None
    if last != UNSIGNED and not last.startswith(_SIGNATURE):
        return None
    with suppress(ValueError):
        start, end = (datetime.strptime(found[key], _DAY).date() for key in ("first", "last"))
        facts = BadgeFacts(found["name"], found["station"], found["number"], start, end, found["phone"])
        if facts.signed_part == head + line:
            return CodeText(facts, last.removeprefix(_SIGNATURE) if last != UNSIGNED else "")
    return None


def as_pasted(text: str) -> str:
    """A text that came by clipboard or file: its byte order mark, line ends and blank end are the computer's own."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n")
