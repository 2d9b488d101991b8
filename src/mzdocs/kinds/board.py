"""Wall boards (展板): work rules, duties, conduct as articles; procedures as flow charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.text import chinese_date
from mzdocs.derive import board_layout
from mzdocs.derive.board_layout import BoardPart
from mzdocs.kinds import large_print, notice_boards
from mzdocs.kinds.board_frame import CHART, TEXT, BoardContent, framed
from mzdocs.model.boards import Board
from mzdocs.model.signs_ordered import Adoption
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, outlined


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
    yield from notice_boards.plan(data)
    yield from large_print.plan(data)


def _document(data: StationData, adoption: Adoption, board: Board, part: BoardPart) -> Document:
    content = BoardContent(
        name=f"board-{board.code}" if part.first else f"board-{board.code}-{part.number}",
        title=board.title + part.suffix,
        template="board/flow.html" if board.procedure else "board/articles.html",
        fields=_fields(data, board, part),
        expects=_texts(board, part),
        body=(*(article.text for article in board.articles), *(step.action for step in part.steps)),
        style="流程" if board.procedure else "条文",
        depends=(board, part),
        part=part.number if part.suffix else 0,
        suffix=part.suffix,
        codes=(board.procedure.guide,) if board.procedure and board.procedure.guide and part.first else (),
        clearances=CHART if board.procedure else TEXT,
    )
    return framed(data, adoption, content)


def _fields(data: StationData, board: Board, part: BoardPart) -> dict[str, object]:
    return {
        "board": board,
        "headings": board_layout.headings(board),
        "checked_on": chinese_date(min(source.checked_on for source in board.sources)),
        "laws": {source.title: board_layout.whole_title(source.title) for source in board.sources},
        **_chart(board, part, board_layout.parts(board, data.board_spec)),
    }


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
