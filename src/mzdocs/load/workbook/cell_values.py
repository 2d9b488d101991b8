"""A cell and what should stand there -> its text as a data file has it, or why it cannot be taken as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mzdocs.core.problems import ProblemType, Sentence
from mzdocs.core.text import forbidden
from mzdocs.load.workbook.book_cells import BookCell
from mzdocs.load.workbook.book_layout import NONE_OF_LIST, PartField
from mzdocs.load.workbook.book_problems import DAY_CELL, FAULT_CELL, FORMULA_CELL, NUMBER_CELL, PICTURE_CELL
from mzdocs.load.workbook.book_tree import CellPlace
from mzdocs.load.yaml_text.yaml_syntax import FORBIDDEN_CHARACTER
from mzdocs.load.yaml_text.yamlfile import MAX_SCALAR, TOO_LARGE

_CHARACTERS = Sentence("一格文字的字数", "characters of one cell")
_PARTS = re.compile("[、，,；;\n]")
_MOST_NAMED = 12
_PICTURE = "DISPIMG("
"""What WPS writes into a cell in which a picture is embedded."""
Value = str | list[str]


@dataclass(frozen=True)
class CellFault:
    """Why a cell is refused, with the facts its sentence names; equal ones of a column are told as one."""

    problem_type: ProblemType
    facts: tuple[tuple[str, object], ...] = ()


def fault_of(cell: BookCell, wanted: PartField) -> CellFault | None:
    """Why the cell cannot hold what is wanted, whatever its text: a spreadsheet may have made something else of it."""
    example = f"，例如 {wanted.example}" if wanted.example else ""
    example_en = f", for example {wanted.example}" if wanted.example else ""
    hint = ("example", Sentence(example, example_en))
    if cell.kind == "fault" or (cell.kind == "formula" and re.fullmatch(r"#[A-Z0-9/]+[!?]?", cell.text)):
        return CellFault(FAULT_CELL, (("value", cell.text),))
    if cell.kind == "formula":
        return CellFault(PICTURE_CELL if _PICTURE in cell.text else FORMULA_CELL)
    if cell.kind == "number" and wanted.kind != "number":
        return CellFault(NUMBER_CELL, (hint,))
    if cell.kind == "date" and wanted.kind not in ("date", "clock"):
        return CellFault(DAY_CELL, (hint, ("value", cell.text)))
    if len(cell.text) > MAX_SCALAR:
        return CellFault(TOO_LARGE, (("what", _CHARACTERS), ("limit", MAX_SCALAR)))
    code = forbidden(cell.text)
    return CellFault(FORBIDDEN_CHARACTER, (("code", code),)) if code is not None else None


def value_of(cell: BookCell, wanted: PartField) -> Value | None:
    """The text of a cell, or its words where many are wanted; None where it is blank."""
    if not cell.text.strip():
        return None
    return words_of(cell.text, wanted.in_lines) if wanted.many else cell.text


def words_of(text: str, in_lines: bool) -> list[str]:
    """The words of a list in one cell: a line each, or parted by 、 where none of them could hold it."""
    if text.strip() == NONE_OF_LIST:
        return []
    parts = text.split("\n") if in_lines or "\n" in text else _PARTS.split(text)
    return [part if in_lines else part.strip() for part in parts if part.strip()]


def cell_of(words: Sequence[str], in_lines: bool) -> str:
    """The text of one cell from which `words_of` reads these words again."""
    if not words:
        return NONE_OF_LIST
    if in_lines:
        return "\n".join(words)
    joined = "、".join(words)
    return joined if words_of(joined, in_lines) == list(words) else "\n".join(words) + "\n"


def named_cells(places: Sequence[CellPlace]) -> Sentence:
    """Cells as a sentence names them: the first few, and how many there are."""
    names = [place.name for place in places]
    shown = names[:_MOST_NAMED]
    if len(names) == 1:
        return Sentence(names[0], names[0])
    more, more_en = (" 等", ", …") if len(names) > len(shown) else ("", "")
    return Sentence(f"{'、'.join(shown)}{more} {len(names)} 格", f"{', '.join(shown)}{more_en} ({len(names)} cells)")
