"""Facts -> every paper of a station or of the district as it would be made now, with what it is judged by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

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
from mzdocs.wording import Scope, View, as_of, asked, copies, in_scope, uses, write

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
    called: str = ""
    """Whom or what a copy is for, where the wording makes one for each of a list."""

    @property
    def title(self) -> str:
        """The title of its files: the copies of one wording are told apart by it."""
        title = "".join(self.paper.title) if self.paper else ""
        return title if self.called in title else f"{title}（{self.called}）"

    def judged(self, asked: Iterable[str]) -> dict[str, str]:
        """The facts it is judged by as the data have them now, by what it, or an older wording of it, asked for."""
        return judged_facts(frozenset(asked), self.words, self.paper)


@dataclass(frozen=True)
class _Origin:
    """Whose papers are planned: the words of a day they are written in, what the data say of each, what went out.

    `day` is that of a paper of which neither the data nor its wording say one.
    """

    words_on: Callable[[date], Words]
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
            cache(lambda day: {**station_words(data, day), REGISTER: register_words(data.register)}),
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
    words = {**district_words(data), REGISTER: register_words(data.register)}
    judged_on = max((station.on for station in data.stations.values()), default=district.issued_on)
    return _papers(
        _Origin(
            lambda _: words,
            data.wordings,
            DISTRICT,
            lambda code: paper_facts(code, district),
            district.papers,
            data.register,
            district.year,
            judged_on,
        )
    )


def _papers(origin: _Origin) -> list[PlannedPaper]:
    planned: dict[str, PlannedPaper] = {}
    told: dict[str, Paper] = {}
    for wording in _in_order(origin):
        corrects, more = uses(wording, CORRECTS), {PAPERS: seal_words(told)}
        found = list(_corrections(origin, wording, planned) if corrects else _each(origin, wording, more))
        planned |= {each.name: each for each in found}
        for each in found:
            if each.paper:
                told.setdefault(wording.name if each.called else each.name, each.paper)
    return list(planned.values())


def _in_order(origin: _Origin) -> list[Wording]:
    """By name; one that corrects others comes after them, one that tells of the others after all."""
    wordings = in_scope(origin.wordings, origin.scope)
    return sorted(wordings, key=lambda wording: (uses(wording, PAPERS), uses(wording, CORRECTS)))


def _each(origin: _Origin, wording: Wording, more: Words) -> Iterator[PlannedPaper]:
    facts = origin.facts(wording.name)
    own = facts.issued_on if facts else origin.day
    if facts is None and wants_facts(wording):
        yield PlannedPaper(wording.name, None, {**origin.words_on(own), **more})
    else:
        yield from written(wording, origin.wordings, origin.words_on, own, with_facts(more, facts))


def written(
    wording: Wording, wordings: Wordings, words_on: Callable[[date], Words], own: date, more: Words | None = None
) -> Iterator[PlannedPaper]:
    """The papers a wording makes: one, or one for each of a list; each from the words of its day and `more`.

    `own` is the day the data have for the paper, where its head says no other. A paper that bears what the data say
    of it is issued on that day whatever day its words are of.
    """
    judged_by = asked(wording, wordings) & JUDGED_BY
    for copy in copies(wording, {**words_on(own), **(more or {})}):
        added = {**(more or {}), **copy.words}
        day = as_of(wording, {**words_on(own), **added}) or own
        words = {**words_on(day), **added}
        name = f"{wording.name}-{copy.code}" if copy.code else wording.name
        issued = own if wants_facts(wording) else day
        yield PlannedPaper(name, write(wording, wordings, words), words, issued, judged_by, called=copy.called)


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
            words = {**origin.words_on(facts.issued_on), CORRECTS: about}
            paper = write(wording, origin.wordings, with_facts(words, facts))
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
