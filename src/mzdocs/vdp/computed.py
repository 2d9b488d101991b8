"""What is known only when pages are made: their numbers, and totals of columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mzdocs.vdp.compiled_template import Side


def with_computed(side: Side, values: Mapping[str, str], facts: Mapping[str, object]) -> dict[str, str]:
    shown = dict(values)
    for slot in side.texts:
        if slot.form is not None:
            shown[slot.name] = slot.form.format(**facts)
        last = facts["page"] == facts["pages"]
        if (slot.on == "last" and not last) or (slot.on == "first" and facts["page"] != 1):
            shown[slot.name] = ""
    return shown


class Sums:
    """Totals of columns: of a page, up to its end, and before it."""

    def __init__(self, rows: Sequence[Sequence[str]], forms: Sequence[str]) -> None:
        self._rows = rows
        self._columns = sorted({int(column) for form in forms for column in _columns(form)})
        self._carried: dict[int, int] = defaultdict(int)

    def page(self, first: int, count: int) -> dict[str, dict[int, int]]:
        brought = dict.fromkeys(self._columns, 0) | self._carried
        here = {
            column: sum(int(row[column] or 0) for row in self._rows[first : first + count]) for column in self._columns
        }
        for column, total in here.items():
            self._carried[column] += total
        return {"sum": here, "brought": brought, "carried": dict(self._carried)}


def _columns(form: str) -> Iterator[str]:
    for word in ("sum[", "carried[", "brought["):
        for piece in form.split(word)[1:]:
            yield piece.split("]", 1)[0]
