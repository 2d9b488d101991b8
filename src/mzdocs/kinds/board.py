"""Wall boards (展板): work rules, duties, conduct as articles; procedures as flow charts."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs import fonts
from mzdocs.district import Board
from mzdocs.document import Document, Fit, outlined
from mzdocs.dossier import Dossier
from mzdocs.kinds import making
from mzdocs.station import Adoption
from mzdocs.text import chinese_date
from mzdocs.units import mm

BLEED = mm(3)
MOST_SHARE = 1 / 24
"""Body type as a share of the board's width: larger would shout."""


def plan(dossier: Dossier) -> Iterator[Document]:
    """Each board the station puts up, and its outlined copy; boards of one room share one type size."""
    for adoption in dossier.station.boards:
        board = dossier.district.board(adoption.board)
        assert board is not None
        made = _document(dossier, adoption, board)
        yield from (made, outlined(made))


def _document(dossier: Dossier, adoption: Adoption, board: Board) -> Document:
    spec = dossier.board_spec
    legibility = making.legibility(spec)
    least, most = legibility.least(fonts.CHAINS["hei", False][0]), spec.size.width * MOST_SHARE
    return Document(
        kind="board",
        name=f"board-{board.code}",
        title=f"{dossier.station.name} 展板 {board.title}",
        set="signage",
        sheet=making.sheet(spec, BLEED, safe=mm(10)),
        issued=dossier.station.issued_on.isoformat(),
        template="board/flow.html" if board.procedure else "board/articles.html",
        theme=dossier.theme_name,
        fields=_fields(dossier, board),
        expects=_texts(board),
        pages=1,
        standard="press",
        fit=Fit(adoption.room, (board, spec.size, dossier.theme_name), min(least, most), most),
        order=making.order(f"展板 {board.title}", spec, adoption.quantity, (f"{adoption.room}（{adoption.spot}）",)),
        legibility=legibility,
    )


def _fields(dossier: Dossier, board: Board) -> dict[str, object]:
    return {
        "board": board,
        "titles": tuple(other.title for other in dossier.district.boards),
        "checked_on": chinese_date(min(source.checked_on for source in board.sources)),
        "issued_on": chinese_date(dossier.station.issued_on),
        "procedure": board.procedure,
        "step_numbers": _step_numbers(board),
        "station_name": dossier.station.name,
        "service_phone": dossier.station.phones.service,
        "complaint_phone": dossier.district.bureau.complaint_phone,
        "hotline": dossier.district.hotline,
        "hours": dossier.station.hours,
        "office": dossier.street.office,
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
