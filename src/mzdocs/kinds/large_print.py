"""Procedures in large print (大字版): A4 for the counter, printed by the office itself, for eyes that need it."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.text import chinese_date
from mzdocs.core.units import mm, pt
from mzdocs.derive.division_words import bureau_word, street_word
from mzdocs.model.boards import Board, Procedure
from mzdocs.model.station_data import StationData
from mzdocs.plan.clearances import OF_PAPERS
from mzdocs.plan.document import A4, Document, Sheet

BODY, LEAST = pt(18), pt(16)
"""Its text, and the smallest type on it: large print begins at 16 points (docs/boards.md names who says so)."""


def plan(data: StationData) -> Iterator[Document]:
    """A handout of each procedure that the station asks for: `large-print-<code>`; nobody orders it of a shop."""
    for adoption in data.station.boards:
        board = data.district.board(adoption.board)
        if adoption.large_print and board and board.procedure:
            yield _document(data, board, board.procedure)


def _document(data: StationData, board: Board, procedure: Procedure) -> Document:
    return Document(
        kind="board",
        name=f"large-print-{board.code}",
        title=f"{data.station.name} {board.title}（大字版）",
        set="signage",
        sheet=Sheet(A4),
        issued=data.station.issued_on.isoformat(),
        template="board/large-print.html",
        theme=data.theme,
        fields={
            "board": board,
            "procedure": procedure,
            "numbers": {step.code: number for number, step in enumerate(procedure.steps, 1)},
            "station": data.station.name,
            "service_phone": data.station.phones.service,
            "street_word": street_word(data.street.name),
            "bureau_word": bureau_word(data.district),
            "street_phone": data.station.phones.complaint,
            "hours": data.station.hours,
            "hotline": data.district.hotline,
            "complaint_phone": data.district.bureau.complaint_phone,
            "issued_on": chinese_date(data.station.issued_on),
            "body": BODY,
            "least": LEAST,
        },
        expects=(
            procedure.who_may,
            *procedure.papers,
            procedure.total_limit,
            procedure.remedy,
            *(step.action for step in procedure.steps),
        ),
        clearances=OF_PAPERS,
        least_type=LEAST - mm(0.05),
    )
