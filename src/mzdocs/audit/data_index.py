"""Facts -> where in the data each stands, and how much of a text may be shown on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mzdocs.audit.tokens import Token, tokens
from mzdocs.core.text import chinese_date, squeezed
from mzdocs.derive.audience import surname
from mzdocs.derive.masking import without_contacts, without_identity_numbers
from mzdocs.derive.station_context import paper_facts
from mzdocs.load.yaml_tree import spell
from mzdocs.model.client_files import Clients, UnreadClients
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.partial_facts import waits
from mzdocs.model.station import Station, badge_number

_PEOPLE = ("姓名", "户主", "保管人", "立卷人", "检查人", "查阅人", "批准人", "签发人", "责任人")
"""The keys under which a person's name stands."""
_TABLES = {
    "客户档案": ("households", "rows"),
    "户内材料": ("papers", "paper_rows"),
    "管理文件": ("records", "record_rows"),
    "装订台账": ("bindings", "binding_rows"),
    "查阅登记": ("consultations", "consultation_rows"),
}
_WORD_CHARACTER = re.compile(r"[^\W\d_A-Z]")
_LONGEST = 40


@dataclass(frozen=True)
class Leaf:
    """One value of the data, and where it stands: `电话.咨询`."""

    path: str
    key: str
    value: str


def leaves_of(district: District, station: Station | None = None, clients: Clients | None = None) -> list[Leaf]:
    """Every value of the data, a station's own first: it is what people would correct."""
    found = [*(_of_station(district, station) if station else ()), *leaves(district)]
    return [*found, *(_of_tables(clients) if clients else ())]


def leaves(facts: object, path: tuple[str | int, ...] = ()) -> Iterator[Leaf]:
    """Every text and day below, by the keys of the data file."""
    if isinstance(facts, Facts):
        for name, field in type(facts).model_fields.items():
            if not waits(facts, name):
                yield from leaves(getattr(facts, name, None), (*path, str(field.alias)))
    elif isinstance(facts, tuple):
        for number, inner in enumerate(facts):
            yield from leaves(inner, (*path, number))
    elif isinstance(facts, (str, date)):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        yield Leaf(spell(path), key, facts if isinstance(facts, str) else chinese_date(facts))


def _of_station(district: District, station: Station) -> Iterator[Leaf]:
    """The data file, and the numbers that are put together from it."""
    yield from leaves(station)
    for c, community in enumerate(station.communities if district.gives("code") else ()):
        for m, monitor in enumerate(community.monitors):
            number = badge_number(district.code, station.street, community.code, monitor.serial)
            yield Leaf(spell(("社区", c, "监督员", m, "序号")), "序号", number)
    for code in dict.fromkeys(paper.code for paper in (*station.papers, *district.papers)):
        found = paper_facts(code, district, station)
        if found and found.number:
            yield Leaf(f"公文（{code}）.发文字号", "发文字号", found.number)


def _of_tables(clients: Clients) -> Iterator[Leaf]:
    """Every cell of the tables; none of tables that were not opened, as signs do not show them."""
    if isinstance(clients, UnreadClients):
        return
    for table, (facts, rows) in _TABLES.items():
        for row, item in zip(getattr(clients, rows), getattr(clients, facts), strict=True):
            for leaf in leaves(item):
                yield Leaf(f"{table} 第 {row} 行 {leaf.path}", leaf.key, leaf.value)


@dataclass(frozen=True)
class DataIndex:
    """The data of those a set of files is made for."""

    leaves: tuple[Leaf, ...]

    @cached_property
    def _places(self) -> Mapping[str | Token, str]:
        places: dict[str | Token, str] = {}
        for leaf in self.leaves:
            places.setdefault(squeezed(leaf.value), leaf.path)
            for token in tokens(leaf.value):
                places.setdefault(token, leaf.path)
        return places

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = {squeezed(leaf.value) for leaf in self.leaves if leaf.key in _PEOPLE}
        return _any_of(name for name in names if len(name) > 1)

    def path(self, value: str | Token) -> str:
        """Where a value stands in the data, written（电话.咨询）; "" for what is only derived from them."""
        found = self._places.get(value if isinstance(value, Token) else squeezed(value))
        return f"（{found}）" if found else ""

    def without_names(self, found: str, expected: str, sound: str = "") -> str:
        """What was found where a name is expected, its characters hidden, for they may be another person's name.

        Those the expected text has too stay, and so do pairs that stand in `sound`, a text without names to hide.
        """
        if not self._names.search(expected):
            return found
        pairs = [False, *(len(found[at : at + 2]) == 2 and found[at : at + 2] in sound for at in range(len(found)))]
        return "".join(
            "*" if _WORD_CHARACTER.match(char) and char not in expected and not any(pairs[at : at + 2]) else char
            for at, char in enumerate(found)
        )

    def redacted(self, text: str, private: bool = False) -> str:
        """As much of a text as a terminal may see: nobody's name or number; of a client's file no words at all."""
        text = self._names.sub(lambda name: surname(name[0]) + "*", without_identity_numbers(text))
        if private:
            text = text[:1] + _WORD_CHARACTER.sub("*", without_contacts(text)[1:])
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """The longest first; of no words a pattern that never matches."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")
