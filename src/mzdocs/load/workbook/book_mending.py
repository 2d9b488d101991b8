"""A data file's workbook with values written otherwise -> the same with these in the usual form; all else stays."""

from __future__ import annotations

from contextlib import suppress

from pydantic import BaseModel

from mzdocs.core.problems import Sentence, Stopped
from mzdocs.core.text import quotable
from mzdocs.load.mends import Mend
from mzdocs.load.tree_habits import read_anew
from mzdocs.load.workbook.book_cells import ReadBook, open_book
from mzdocs.load.workbook.book_edits import BookEdits, edited_book
from mzdocs.load.workbook.book_losses import not_kept
from mzdocs.load.workbook.book_marking import MAX_MARKED_CELLS
from mzdocs.load.workbook.book_reading import tree_of_book
from mzdocs.load.workbook.book_tree import CellPlace
from mzdocs.load.yaml_tree import spell


def mended_book(model: type[BaseModel], raw: bytes, file: str) -> tuple[bytes, list[Mend]]:
    """The workbook with each such text rewritten in its cell, and each change.

    It stays as it is where something in it would be lost, it is too large to be written anew, or it does not say the
    same afterwards but for these values. No formula is changed.
    """
    with suppress(Stopped):
        book = open_book(raw, file)
        tree, _ = tree_of_book(book, model)
        found = read_anew(model, tree.root)
        places = {path: tree.places[path] for path in found if path in tree.places}
        told = {path: found[path] for path, place in places.items() if _is_text(book, place)}
        if len(told) < len(found) or not told or _is_large(book) or any(not_kept(raw, file)):
            return raw, []
        after = edited_book(raw, file, model, BookEdits(values={path: meant.text for path, (_, meant) in told.items()}))
        if tree_of_book(open_book(after, file), model)[0].root == tree.root:
            said = {path: f"{quotable(before)} → {quotable(meant.text)}" for path, (before, meant) in told.items()}
            return after, [
                Mend(places[path].location(file, spell(path)), Sentence(words, words)) for path, words in said.items()
            ]
    return raw, []


def _is_large(book: ReadBook) -> bool:
    return sum(sheet.shape.size.cells for sheet in book.sheets) > MAX_MARKED_CELLS


def _is_text(book: ReadBook, place: CellPlace) -> bool:
    """Whether a cell holds a text of its own, no number, date or formula."""
    rows = next(sheet.rows for sheet in book.sheets if sheet.name == place.sheet)
    cells = next((row.cells for row in rows if row.number == place.row), ())
    return place.column <= len(cells) and cells[place.column - 1].kind == "text"
