"""Wall boards (展板): work rules, duties, conduct as articles; procedures as flow charts."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.text import chinese_date
from mzdocs.core.units import mm
from mzdocs.design import fonts
from mzdocs.kinds import sign_spec
from mzdocs.model.district import Board
from mzdocs.model.station import Adoption
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Copyfitting, Document, outlined

BLEED = mm(3)
MOST_SHARE = 1 / 24
"""Body type as a share of the board's width: larger would shout."""


def plan(data: StationData) -> Iterator[Document]:
    """Each board the station puts up, and its outlined copy; boards of one room share one type size."""
    for adoption in data.station.boards:
        board = data.district.board(adoption.board)
        assert board is not None
        made = _document(data, adoption, board)
        yield from (made, outlined(made))


def _document(data: StationData, adoption: Adoption, board: Board) -> Document:
    spec = data.board_spec
    legibility = sign_spec.legibility(spec)
    least, most = legibility.least(fonts.CHAINS["hei", False][0].stroke), spec.size.width * MOST_SHARE
    return Document(
        kind="board",
        name=f"board-{board.code}",
        title=f"{data.station.name} 展板 {board.title}",
        set="signage",
        sheet=sign_spec.sheet(spec, BLEED, safe=mm(10)),
        issued=data.station.issued_on.isoformat(),
        template="board/flow.html" if board.procedure else "board/articles.html",
        theme=data.theme_name,
        fields=_fields(data, board),
        expects=_texts(board),
        pages=1,
        standard="press",
        copyfitting=Copyfitting(adoption.room, (board, spec.size, data.theme_name), min(least, most), most),
        order=sign_spec.order(f"展板 {board.title}", spec, adoption.quantity, (f"{adoption.room}（{adoption.spot}）",)),
        legibility=legibility,
    )


def _fields(data: StationData, board: Board) -> dict[str, object]:
    return {
        "board": board,
        "titles": tuple(other.title for other in data.district.boards),
        "checked_on": chinese_date(min(source.checked_on for source in board.sources)),
        "issued_on": chinese_date(data.station.issued_on),
        "procedure": board.procedure,
        "step_numbers": _step_numbers(board),
        "station_name": data.station.name,
        "service_phone": data.station.phones.service,
        "complaint_phone": data.district.bureau.complaint_phone,
        "hotline": data.district.hotline,
        "hours": data.station.hours,
        "office": data.street.office,
    }


def _step_numbers(board: Board) -> dict[str, int]:
    steps = board.procedure.steps if board.procedure else ()
    return {step.code: number for number, step in enumerate(steps, 1)}


def _texts(board: Board) -> tuple[str, ...]:
    texts = [board.title, *(article.heading + article.text for article in board.articles)]
    if board.procedure:
        texts += board.procedure.papers
        texts += [text for step in board.procedure.steps for text in (step.title, step.action, step.who)]
        texts += [b.when for step in board.procedure.steps for b in step.branches]
    return tuple(texts)
