"""Facts -> every paper of a station or of the district as it would be made now, with what it is judged by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mzdocs.derive.district_context import district_words
from mzdocs.derive.judged_facts import JUDGED_BY, judged_facts
from mzdocs.derive.reissue import changes, register_words
from mzdocs.derive.seal_places import PAPERS, seal_words
from mzdocs.derive.station_context import CORRECTS, THIS, Words, paper_facts, station_words, wants_facts
from mzdocs.model.district import PaperFacts
from mzdocs.model.district_data import DistrictData
from mzdocs.model.issue_register import FactChange, Register, RegisterEntry
from mzdocs.model.letter import Paper, Wording, Wordings
from mzdocs.model.station_data import StationData
from mzdocs.wording import Scope, View, asked, in_scope, uses, write

STATION, DISTRICT = "工作站", "区"
"""Whose paper a wording says it is."""
REGISTER = "登记"
"""The word for the register."""


@dataclass(frozen=True)
class PlannedPaper:
    """A paper as it would be made now: no `paper` where its own condition is not met or its number is not known.

    `asked` are those of the `words` it is written in that it is judged by. A correction says which number it
    `corrects`, and of it what is `corrected`.
    """

    name: str
    paper: Paper | None
    words: Words
    issued: date | None = None
    asked: frozenset[str] = frozenset()
    corrects: str = ""
    corrected: tuple[FactChange, ...] = ()

    def judged(self, asked: Iterable[str]) -> dict[str, str]:
        """The facts it is judged by as the data have them now, by what it, or an older wording of it, asked for."""
        return judged_facts(frozenset(asked), self.words, self.paper)


@dataclass(frozen=True)
class _Origin:
    """Whose papers are planned: the words they are written in, what the data say of each, what went out before."""

    words: Words
    wordings: Wordings
    scope: Scope
    facts: Callable[[str], PaperFacts | None]
    entries: Sequence[PaperFacts]
    register: Register
    year: int
    day: date


def station_papers(data: StationData) -> list[PlannedPaper]:
    """Every paper of a station, in the order they are made."""
    day, year = data.on, data.district.year
    return _papers(
        _Origin(
            {**station_words(data), REGISTER: register_words(data.register)},
            data.wordings,
            STATION,
            lambda code: paper_facts(code, data.district, data.station),
            data.station.papers,
            data.register,
            year,
            day,
        )
    )


def district_papers(data: DistrictData) -> list[PlannedPaper]:
    """Every paper of the district on all its stations, in the order they are made."""
    district = data.district
    return _papers(
        _Origin(
            {**district_words(data), REGISTER: register_words(data.register)},
            data.wordings,
            DISTRICT,
            lambda code: paper_facts(code, district),
            district.papers,
            data.register,
            district.year,
            district.issued_on,
        )
    )


def _papers(origin: _Origin) -> list[PlannedPaper]:
    planned: dict[str, PlannedPaper] = {}
    for wording in _in_order(origin):
        told = {each.name: each.paper for each in planned.values() if each.paper}
        words = {**origin.words, PAPERS: seal_words(told)}
        found = _corrections(origin, wording, planned) if uses(wording, CORRECTS) else _one(origin, wording, words)
        planned |= {each.name: each for each in found}
    return list(planned.values())


def _in_order(origin: _Origin) -> list[Wording]:
    """By name; one that corrects others comes after them, one that tells of the others after all."""
    wordings = in_scope(origin.wordings, origin.scope)
    return sorted(wordings, key=lambda wording: (uses(wording, PAPERS), uses(wording, CORRECTS)))


def _one(origin: _Origin, wording: Wording, words: Words) -> Iterator[PlannedPaper]:
    facts = origin.facts(wording.name)
    if facts is None and wants_facts(wording):
        yield PlannedPaper(wording.name, None, words)
        return
    paper = write(wording, origin.wordings, with_facts(words, facts))
    judged_by = asked(wording, origin.wordings) & JUDGED_BY
    yield PlannedPaper(wording.name, paper, words, facts.issued_on if facts else origin.day, judged_by)


def with_facts(words: Words, facts: PaperFacts | None) -> Words:
    """The words of a wording, and under 本文 what the data say of the very paper."""
    return {**words, THIS: View(facts)} if facts else words


_SERIAL = re.compile("〕([0-9]+)号")


def correction_name(facts: PaperFacts) -> str:
    """The name of the file of a correction, which there may be several of: with the serial of its own number."""
    serial = _SERIAL.search(facts.number or "")
    return f"{facts.code}-{serial[1]}" if serial else facts.code


def _corrections(origin: _Origin, wording: Wording, planned: Mapping[str, PlannedPaper]) -> Iterator[PlannedPaper]:
    """Each correction of the data: what it puts right is what differs now, or once it went out, what it put right."""
    for facts in origin.entries:
        original = _original(origin.register, facts)
        if facts.code != wording.name or original is None:
            continue
        name = correction_name(facts)
        corrected = _corrected(origin, name, original, planned.get(original.code))
        paper = None
        if corrected:
            about = _told(origin.register, original, corrected)
            paper = write(wording, origin.wordings, with_facts({**origin.words, CORRECTS: about}, facts))
        yield PlannedPaper(name, paper, {}, facts.issued_on, frozenset(), facts.corrects or "", corrected)


def _original(register: Register, facts: PaperFacts) -> RegisterEntry | None:
    """What a correction puts right: the paper that went out under the number it names."""
    return next((entry for entry in register.papers() if entry.number and entry.number == facts.corrects), None)


def _corrected(origin: _Origin, name: str, original: RegisterEntry, now: PlannedPaper | None) -> tuple[FactChange, ...]:
    issued = origin.register.live(origin.year).get(name)
    if issued:
        held = origin.register.record(issued).corrected.items()
        return tuple(FactChange(fact, old, new) for fact, (old, new) in held)
    if now is None or original.year != origin.year:
        return ()
    judged = now.judged(origin.register.record(original).judged_by)
    return changes(origin.register, original, judged, now.paper is not None)


def _told(register: Register, original: RegisterEntry, corrected: Sequence[FactChange]) -> Words:
    record = register.record(original)
    return {
        "文号": record.number,
        "日期": record.date,
        "题名": list(record.title),
        "主送": record.to,
        "事项": [{"名称": each.fact, "原": each.old, "改": each.new} for each in corrected],
    }
