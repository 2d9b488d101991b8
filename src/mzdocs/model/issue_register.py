"""The register of what went out (发文登记、制作登记): its events, and the records papers are printed again from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from mzdocs.model.fields import Count, Day, Digest, Facts, Text, key

Event = Literal["印发", "更正", "作废", "制作", "发放", "收回", "补发"]
PRINTED: tuple[Event, ...] = ("印发", "更正")
"""The events by which a paper goes out: 更正 is that of a paper that corrects another."""
FOLLOWS: Mapping[Event, tuple[Event | None, ...]] = {
    "发放": (None, "收回"),
    "收回": ("发放", "补发"),
    "补发": ("发放", "补发"),
    "作废": ("印发", "更正", "发放", "补发", "收回"),
}
"""What must have gone before an event, None being nothing at all; any other event may follow what it likes."""
BADGE = "badge"
"""The code under which what happens to one badge is entered."""
NONE = "无"
"""What stands for a fact that is not there."""


class RegisterEntry(Facts):
    """One event, a line of the register; a line never changes again."""

    year: Count = key("年度", "所属年度")
    event: Event = key("事项", "印发、更正、作废、制作、发放、收回、补发")
    code: Text = key("代号", "公文或制作物的代号；胸牌写 badge")
    number: Text | None = key("文号或编号", "发文字号，或者胸牌编号；没有就空着", default=None)
    day: Day = key("日期", "成文日期，或者这件事发生的日期")
    title: Text = key("题名", "题名")
    to: Text | None = key("发给", "主送机关、领取人或者制作单位", default=None)
    why: Text | None = key("事由", "为什么；没有就空着", default=None)
    corrects: Text | None = key("更正文号", "更正的是哪一份", default=None)
    pdf: Digest | None = key("PDF", "PDF 原件的 SHA-256", default=None)
    docx: Digest | None = key("DOCX", "DOCX 原件的 SHA-256", default=None)
    record: Digest | None = key("记录", "记录文件的 SHA-256", default=None)

    @property
    def identity(self) -> tuple[int, str, str | None]:
        """What a later event names it by; a badge is the same in every year."""
        return (0 if self.code == BADGE else self.year), self.code, self.number

    @property
    def shown(self) -> str:
        """How people call it: by its number, else by its title."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True)
class FactChange:
    """A fact a paper was judged by that the data now have otherwise."""

    fact: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.fact} {self.old} → {self.new}"


class IssuedFile(BaseModel):
    """One file that went out: its name in the set, its sum, and what the set's manifest said of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str
    details: dict[str, Any]


RECORD_FORMAT: Literal["mzdocs-issued-1"] = "mzdocs-issued-1"


class IssuedRecord(BaseModel):
    """What is kept of a paper, or of a thing that was made, beside its bytes; a JSON file, docs/issued.md.

    `facts` are what it was judged by, each in words, as its wording asked for the words `judged_by`;
    `corrected` is what a correction puts right, fact by fact, from
    what to what.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["mzdocs-issued-1"] = RECORD_FORMAT
    code: str
    title: tuple[str, ...]
    number: str = ""
    date: str = ""
    to: str = ""
    facts: dict[str, str]
    judged_by: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    corrected: dict[str, tuple[str, str]] = {}
    files: tuple[IssuedFile, ...]

    @property
    def day(self) -> Day | None:
        """The day the paper bears, if it bears one."""
        return _day(self.date)

    def sum_of(self, ending: str) -> str | None:
        """The SHA-256 of its file with this ending."""
        return next((each.sha256 for each in self.files if each.file.endswith(f".{ending}")), None)


_DAY = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


@dataclass(frozen=True)
class Register:
    """All events of a station, or of the bureau, in the order they were entered, and the row each stands in.

    `records` and `files` are those that are sound, by their sums; `elsewhere` are the numbers other registers have.
    """

    file: str = ""
    entries: tuple[RegisterEntry, ...] = ()
    rows: tuple[int, ...] = ()
    records: Mapping[str, IssuedRecord] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    elsewhere: frozenset[str] = frozenset()
    sha256: str = ""

    def record(self, entry: RegisterEntry) -> IssuedRecord:
        """The record of an entry whose event has one; reading the register has made sure that it is there."""
        return self.records[entry.record or ""]

    def papers(self) -> Iterator[RegisterEntry]:
        """Every paper that went out and was not withdrawn since."""
        for place, entry in enumerate(self.entries):
            later = self.entries[place + 1 :]
            if entry.event in PRINTED and not any(each.identity == entry.identity for each in _withdrawals(later)):
                yield entry

    def live(self, year: int) -> dict[str, RegisterEntry]:
        """The papers of a year that stand, by their codes."""
        return {entry.code: entry for entry in self.papers() if entry.year == year}

    def withdrawn(self, year: int) -> dict[str, RegisterEntry]:
        """The numbered papers of a year that were withdrawn, by their codes, the last of each code."""
        return {
            entry.code: entry
            for entry in _withdrawals(self.entries)
            if entry.year == year and entry.number and entry.code != BADGE
        }

    def corrections(self, number: str) -> Iterator[RegisterEntry]:
        """The corrections of a paper that stand, in the order they were issued."""
        return (entry for entry in self.papers() if entry.corrects == number)

    def made(self) -> dict[str, RegisterEntry]:
        """The last time each thing was made, by its code."""
        return {entry.code: entry for entry in self.entries if entry.event == "制作"}

    def before(self, entry: RegisterEntry) -> Event | None:
        """The last event of what an entry is about."""
        return next((each.event for each in reversed(self.entries) if each.identity == entry.identity), None)

    @property
    def numbers(self) -> dict[str, RegisterEntry]:
        """Every document number that was ever given out, with the paper that has it."""
        return {entry.number: entry for entry in self.entries if entry.event in PRINTED and entry.number}


def _withdrawals(entries: tuple[RegisterEntry, ...]) -> Iterator[RegisterEntry]:
    return (entry for entry in entries if entry.event == "作废")
