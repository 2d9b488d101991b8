"""The papers of inspection and year's end: every wording of the bureau's, as Word and PDF with the same text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from mzdocs.core.problems import Location, Stopped, problem_type
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Size
from mzdocs.derive.district_context import district_words
from mzdocs.derive.seal_places import PAPERS, seal_words
from mzdocs.derive.station_context import THIS, Words, evidence_address, paper_facts, station_words, wants_facts
from mzdocs.kinds.paper_passages import declaration
from mzdocs.model.district import PaperFacts
from mzdocs.model.district_data import DistrictData
from mzdocs.model.letter import Block, NewPage, Paper, Picture, Pictures, Wording, Wordings, texts
from mzdocs.model.station_data import StationData
from mzdocs.plan.clearances import OF_PAPERS
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.document import A4, Document, Format, Set, Sheet
from mzdocs.wording import Scope, View, as_of, copies, in_scope, uses, write

NO_PICTURE = problem_type(
    "MZ1607",
    "公文文字里的照片“{caption}”不是检查记录的证据照片",
    "The wording's photo {caption} is no photo of evidence",
    "只能用 证据 里的照片，先用 {{% if %}} 判断有没有。",
    "Use photos of evidence only, and ask with {{% if %}} whether there is one.",
)
FORMATS: tuple[Format, ...] = ("pdf", "docx")
SIDEWAYS = Size(A4.height, A4.width)
STATION, DISTRICT = "工作站", "区"
"""Whose paper a wording says it is."""
DRAFT = "（样稿）"
"""What the title of a draft's file ends in."""
_PHOTO = (74.6, 55.85)
"""Millimetres of a photo of evidence within its border, as the style sheet has it."""
Assets = Mapping[str, tuple[bytes, str]]


def plan(data: StationData) -> Iterator[Document]:
    """Every paper of a station; one that bears a number waits until the data have it."""
    words_on = cache(partial(station_words, data))
    made: dict[str, Paper] = {}
    assets = {evidence_address(name): (photo, "image/jpeg") for name, photo in data.photos.items()}
    for wording in _in_order(data.wordings, STATION):
        facts = paper_facts(wording.name, data.district, data.station)
        if facts is None and wants_facts(wording):
            continue
        own = facts.issued_on if facts else data.on
        for each in written(wording, data.wordings, words_on, own, of_paper(facts, made)):
            made.setdefault(wording.name, each.paper)
            yield from documents(each, "reports", data.theme, assets, data.district.draft)


def plan_district(district_data: DistrictData) -> Iterator[Document]:
    """Every paper of the district on all its stations."""
    words, district = district_words(district_data), district_data.district
    judged_on = max((data.on for data in district_data.stations.values()), default=district.issued_on)
    made: dict[str, Paper] = {}
    for wording in _in_order(district_data.wordings, DISTRICT):
        facts = paper_facts(wording.name, district)
        if facts is None and wants_facts(wording):
            continue
        own = facts.issued_on if facts else judged_on
        for each in written(wording, district_data.wordings, lambda _: words, own, of_paper(facts, made)):
            made.setdefault(wording.name, each.paper)
            yield from documents(each, "reports", district_data.theme, {}, district.draft)


@dataclass(frozen=True)
class Written:
    """A paper of a wording: the name of its files, its day, and of a copy whom or what it is for."""

    name: str
    paper: Paper
    issued: date
    called: str = ""

    @property
    def title(self) -> str:
        """The title of its files: the copies of one wording are told apart by it."""
        title = "".join(self.paper.title)
        return title if self.called in title else f"{title}（{self.called}）"


def written(
    wording: Wording, wordings: Wordings, words_on: Callable[[date], Words], own: date, more: Words | None = None
) -> Iterator[Written]:
    """The papers a wording makes: one, or one for each of a list; each from the words of its day and `more`.

    `own` is the day the data have for the paper, where its head says no other. A paper that bears what the data say
    of it is issued on that day whatever day its words are of.
    """
    for copy in copies(wording, {**words_on(own), **(more or {})}):
        added = {**(more or {}), **copy.words}
        day = as_of(wording, {**words_on(own), **added}) or own
        paper = write(wording, wordings, {**words_on(day), **added})
        if paper:
            name = f"{wording.name}-{copy.code}" if copy.code else wording.name
            yield Written(name, paper, own if wants_facts(wording) else day, copy.called)


def _in_order(wordings: Wordings, which: Scope) -> list[Wording]:
    """By name; one that tells of the others comes after them."""
    return sorted(in_scope(wordings, which), key=lambda wording: uses(wording, PAPERS))


def of_paper(facts: PaperFacts | None, made: Mapping[str, Paper]) -> Words:
    """The words of one paper alone: under 本文 what the data say of it, under 文书 the papers made before it."""
    return {**({THIS: View(facts)} if facts else {}), PAPERS: seal_words(made)}


def documents(made: Written, set: Set, theme: Theme, assets: Assets, draft: bool = False) -> Iterator[Document]:
    """The same paper twice: for Word and as PDF; a draft says so on every side and in its file's title."""
    paper, name = made.paper, made.name
    shown = dict.fromkeys(picture.asset for picture in _pictures(paper))
    if not assets.keys() >= shown.keys():
        raise Stopped([NO_PICTURE.at(Location(f"{name}.txt"), caption=_first_without(paper, assets))])
    sideways = paper.landscape or paper.form == "证书"
    for format in FORMATS:
        yield Document(
            kind="paper",
            name=name,
            title=made.title + (DRAFT if draft else ""),
            set=set,
            sheet=Sheet(SIDEWAYS if sideways else A4),
            issued=made.issued.isoformat(),
            format=format,
            template="paper/certificate.html" if paper.form == "证书" else "paper/paper.html",
            theme=theme,
            fields={"paper": paper, "leaves": leaves(paper.body), "draft": draft},
            assets={address: asset for address, asset in assets.items() if address in shown},
            expects=_expected(paper),
            pictures=tuple(DeclaredPicture(asset, _PHOTO) for asset in shown),
            clearances=OF_PAPERS,
            sides=declaration(paper),
        )


def _first_without(paper: Paper, assets: Assets) -> str:
    return next(picture.caption for picture in _pictures(paper) if picture.asset not in assets)


def leaves(body: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """The parts of a body between new pages."""
    parts: list[list[Block]] = [[]]
    for block in body:
        if isinstance(block, NewPage):
            parts.append([])
        else:
            parts[-1].append(block)
    return tuple(map(tuple, parts))


def _pictures(paper: Paper) -> list[Picture]:
    return [picture for block in paper.blocks if isinstance(block, Pictures) for picture in block.pictures]


def _expected(paper: Paper) -> tuple[str, ...]:
    """Every word of the paper but the cells of its tables, which break into lines of their own."""
    notes = (note for _, note in paper.notes)
    head = (paper.mark, *notes, paper.number, paper.signer, *paper.title, paper.addressee, paper.author, paper.date)
    body = (text for block in paper.body if hasattr(block, "text") for text in texts(block))
    return tuple(filter(None, (*head, *body, *(part.name for part in paper.parts))))
