"""All of them, room after room, and of every command what is harmless to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mzdocs.bundle.packing import packed
from tests.sweeps.attacks import (
    book_files,
    data_files,
    drawings,
    pdf_pages,
    pdf_parts,
    pdf_structure,
    pictures,
    places,
    word_files,
)
from tests.sweeps.attacks.attack import Attack, attacks
from tests.sweeps.attacks.book_files import book
from tests.sweeps.attacks.pdf_writing import paged
from tests.sweeps.attacks.pictures import saved
from tests.sweeps.attacks.word_files import letter
from tests.test_verify import HANDED

ATTACKS: Sequence[Attack] = tuple(
    each
    for room in (pdf_structure, pdf_pages, pdf_parts, word_files, book_files, pictures, data_files, drawings, places)
    for each in room.ATTACKS
)

HARMLESS: Mapping[str, Attack] = {
    each.line[0]: each
    for each in (
        *attacks("harmless", "x.pdf", "preflight {file}", {0, 19}, {"a page": lambda: paged(b"0 0 9 9 re f")}),
        *attacks("harmless", "x.docx", "check-docx {file}", {19}, {"a letter": letter}),
        *attacks("harmless", "x.xlsx", "convert {file} y.yaml", {0}, {"a station": book}),
        *attacks(
            "harmless", "x.png", "badge verify {file}", {11, 18}, {"a picture": lambda: saved("PNG")}, in_workspace=True
        ),
        *attacks("harmless", "x.yaml", "check taoyuan", {0, 10}, {"a file of nobody": bytes}, in_workspace=True),
        *attacks(
            "harmless",
            "data/wording/slip.txt",
            "inspection taoyuan",
            {10},
            {"a slip": "版式：信函\n范围：工作站\n标题：试\n====\n{% if %}".encode},
            in_workspace=True,
        ),
        *attacks("harmless", "x.zip", "verify {file}", {0}, {"a bundle": lambda: packed(HANDED)}),
        *attacks("harmless", "x.pdf", "sign --verify {file}", {0, 10, 18}, {"a page": paged}),
        *attacks("harmless", "x.yaml", "theme show civic", {0, 10}, {"a file of nobody": bytes}, in_workspace=True),
    )
}
"""By command."""
