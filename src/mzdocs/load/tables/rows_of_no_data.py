"""Rows of a table that are no data: sums, remarks below it, its head once more on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mzdocs.core.problems import Sentence
from mzdocs.load.tables.below_rows import says_remark, says_sums
from mzdocs.load.tables.table_formats import TableFormat
from mzdocs.load.tables.table_heads import names_known

_SUM, _NOTE = Sentence("合计", "sums"), Sentence("表外的说明", "remarks")
_HEAD_AGAIN = Sentence("又一遍表头", "the head once more")
_FIRST, _FEW = 2, 3
"""Cells of a row in which it says that it is sums, and that a remark has at most."""


def passed_over(table: TableFormat[Any], row: Sequence[str]) -> Sentence | None:
    """What a row is that the table's model refused, if it is none of its data: never one that is filled in."""
    filled = [cell for cell in row if cell.strip()]
    if any(map(says_sums, filled[:_FIRST])) and 3 * (len(table.required) - len(filled)) >= len(table.required):
        return _SUM
    if len(filled) <= _FEW and says_remark(filled[0]):
        return _NOTE
    return _HEAD_AGAIN if 2 * names_known(table, row) > len(table.required) else None
