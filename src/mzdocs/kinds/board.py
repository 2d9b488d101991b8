"""Wall boards (展板): work rules, duties, conduct as articles; procedures as flow charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.text import chinese_date
from mzdocs.core.units import mm
from mzdocs.derive import board_layout
from mzdocs.derive.board_layout import BoardPart
from mzdocs.kinds import sign_spec
from mzdocs.model.boards import Board
from mzdocs.model.station import Adoption
from mzdocs.model.station_data import StationData
from mzdocs.plan.clearances import Clearances
from mzdocs.plan.document import Copyfitting, Document, Hung, outlined

BLEED = mm(3)
MOST_UNITS = 100 / 44
"""Body type in units of the board: larger would shout, and leave branches too few words a line."""
CLEARANCES = Clearances(block=mm(2), rule=mm(1), picture=mm(2), panel=mm(1), trim=mm(5), along=mm(3.3))


def plan(data: StationData) -> Iterator[Document]:
    """Each board the station puts up, and its outlined copy; boards of one room and style share one type size.

    A procedure too long for one board goes on two or three: `board-<code>`, `board-<code>-2`.
    """
    for adoption in data.station.boards:
        board = data.district.board(adoption.board)
        assert board is not None
        for part in board_layout.parts(board, data.board_spec):
            made = _document(data, adoption, board, part)
            yield from (made, outlined(made))


def _document(data: StationData, adoption: Adoption, board: Board, part: BoardPart) -> Document:
    spec, style = data.board_spec, "流程" if board.procedure else "条文"
    least = board_layout.least_body(spec)
    title = board.title + part.suffix
    where = adoption.where + (f"之{part.suffix[1:-1]}" if part.suffix else "")
    return Document(
        kind="board",
        name=f"board-{board.code}" if part.first else f"board-{board.code}-{part.number}",
        title=f"{data.station.name} 展板 {title}",
        set="signage",
        sheet=sign_spec.sheet(spec, BLEED, safe=mm(10)),
        issued=data.station.issued_on.isoformat(),
        template="board/flow.html" if board.procedure else "board/articles.html",
        theme=data.theme,
        fields=_fields(data, board, part),
        expects=_texts(board, part),
        pages=1,
        standard="press",
        copyfitting=Copyfitting(
            f"{adoption.room} {style}",
            (board, part, spec.size, data.theme),
            least,
            max(least, board_layout.unit(spec) * MOST_UNITS),
        ),
        order=sign_spec.order(f"展板 {title}", spec, adoption.quantity, (where,), _hung(adoption, part)),
        legibility=sign_spec.legibility(spec),
        clearances=CLEARANCES,
        ranks=((title,), _body(board, part), _foot(data)),
    )


def _body(board: Board, part: BoardPart) -> tuple[str, ...]:
    return (*(article.text for article in board.articles), *(step.action for step in part.steps))


def _foot(data: StationData) -> tuple[str, ...]:
    hours = (f"{line.days} {line.hours}" for line in data.station.hours)
    return (
        data.street.office,
        data.station.phones.service,
        data.district.hotline,
        data.district.bureau.complaint_phone,
        "；".join(hours),
    )


def _hung(adoption: Adoption, part: BoardPart) -> Hung | None:
    number = part.number if part.suffix else 0
    return Hung(adoption.room, adoption.wall, adoption.place, number) if adoption.wall and adoption.place else None


def _fields(data: StationData, board: Board, part: BoardPart) -> dict[str, object]:
    return {
        "board": board,
        "title": board.title + part.suffix,
        "titles": _titles(data),
        "headings": board_layout.headings(board),
        "unit": board_layout.unit(data.board_spec),
        "checked_on": chinese_date(min(source.checked_on for source in board.sources)),
        "issued_on": chinese_date(data.station.issued_on),
        "station_name": data.station.name,
        "service_phone": data.station.phones.service,
        "complaint_phone": data.district.bureau.complaint_phone,
        "hotline": data.district.hotline,
        "hours": data.station.hours,
        "office": data.street.office,
        "laws": {source.title: board_layout.whole_title(source.title) for source in board.sources},
        **_chart(board, part, board_layout.parts(board, data.board_spec)),
    }


def _titles(data: StationData) -> tuple[str, ...]:
    """All that may stand above a board of the district: they are set in one size."""
    boards = data.district.boards
    return tuple(board.title + part.suffix for board in boards for part in board_layout.parts(board, data.board_spec))


def _chart(board: Board, part: BoardPart, found: Sequence[BoardPart]) -> dict[str, object]:
    steps = board.procedure.steps if board.procedure else ()
    entered, laned = board_layout.goes_back(part.steps)
    printed = board_layout.references(board)
    return {
        "elsewhere": {s.code: each.number for each in found for s in each.steps if each.number != part.number},
        "procedure": board.procedure,
        "part": part,
        "steps": part.steps,
        "step_numbers": {step.code: number for number, step in enumerate(steps, 1)},
        "narrow": any(step.branches for step in part.steps),
        "entered": entered,
        "laned": laned,
        "references": printed,
        "shortened": {
            law.title for law in board.sources if any(said.law == f"《{law.short}》" for said in printed.values())
        },
    }


def _texts(board: Board, part: BoardPart) -> tuple[str, ...]:
    texts = [board.title, *(article.heading + article.text for article in board.articles)]
    if board.procedure and part.first:
        texts += (board.procedure.who_may, *board.procedure.papers, board.procedure.total_limit, board.procedure.where)
    if board.procedure and part.last:
        texts.append(board.procedure.remedy)
    texts += [text for step in part.steps for text in (step.title, step.action, step.who, step.onward) if text]
    texts += [branch.when for step in part.steps for branch in step.branches]
    return tuple(texts)
