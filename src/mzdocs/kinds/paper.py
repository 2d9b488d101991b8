"""The papers of inspection and year's end: every wording of the bureau's, as Word and PDF with the same text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mzdocs.core.problems import Location, Stopped, problem_type
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Size
from mzdocs.derive.station_context import evidence_address
from mzdocs.kinds.paper_passages import declaration
from mzdocs.kinds.planned_papers import PlannedPaper, district_papers, station_papers
from mzdocs.model.district_data import DistrictData
from mzdocs.model.letter import Block, NewPage, Paper, Picture, Pictures, texts
from mzdocs.model.station_data import StationData
from mzdocs.plan.clearances import OF_PAPERS
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.document import A4, Document, Format, Set, Sheet

NO_PICTURE = problem_type(
    "MZ1607",
    "公文文字里的照片“{caption}”不是检查记录的证据照片",
    "The wording's photo {caption} is no photo of evidence",
    "只能用 证据 里的照片，先用 {{% if %}} 判断有没有。",
    "Use photos of evidence only, and ask with {{% if %}} whether there is one.",
)
FORMATS: tuple[Format, ...] = ("pdf", "docx")
SIDEWAYS = Size(A4.height, A4.width)
DRAFT = "（样稿）"
"""What the title of a draft's file ends in."""
_PHOTO = (74.6, 55.85)
"""Millimetres of a photo of evidence within its border, as the style sheet has it."""
Assets = Mapping[str, tuple[bytes, str]]


def plan(data: StationData) -> Iterator[Document]:
    """Every paper of a station; one that bears a number waits until the data have it."""
    assets = {evidence_address(name): (photo, "image/jpeg") for name, photo in data.photos.items()}
    yield from _documents(station_papers(data), data.theme, assets, data.district.draft)


def plan_district(district_data: DistrictData) -> Iterator[Document]:
    """Every paper of the district on all its stations."""
    yield from _documents(district_papers(district_data), district_data.theme, {}, district_data.district.draft)


def _documents(papers: Sequence[PlannedPaper], theme: Theme, assets: Assets, draft: bool) -> Iterator[Document]:
    for each in papers:
        if each.paper and each.issued:
            yield from documents(each.paper, each.name, "reports", each.issued.isoformat(), theme, assets, draft)


def documents(
    paper: Paper, name: str, set: Set, issued: str, theme: Theme, assets: Assets, draft: bool = False
) -> Iterator[Document]:
    """The same paper twice: for Word and as PDF; a draft says so on every side and in its file's title."""
    shown = dict.fromkeys(picture.asset for picture in _pictures(paper))
    if not assets.keys() >= shown.keys():
        raise Stopped([NO_PICTURE.at(Location(f"{name}.txt"), caption=_first_without(paper, assets))])
    sideways = paper.landscape or paper.form == "证书"
    for format in FORMATS:
        yield Document(
            kind="paper",
            name=name,
            title="".join(paper.title) + (DRAFT if draft else ""),
            set=set,
            sheet=Sheet(SIDEWAYS if sideways else A4),
            issued=issued,
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
