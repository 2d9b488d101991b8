"""A listing <-> CSV that spreadsheets open as it was meant: UTF-8 with BOM, CRLF, every field quoted.

A field a spreadsheet would take for a formula, or for a number or date it writes in its own way, begins with one tab
inside its quotes. The cell is then text, with nothing to be seen before it. The ways not taken: `="…"` is a formula;
an apostrophe is seen, and Excel drops it when the file is saved and edited again, so that the formula wakes (OWASP, CSV
Injection); a second file with the types is opened by nobody. Who reads the file by program drops that one tab: `read`
does. Days have eight digits (DA/T 22), which no spreadsheet changes.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from mzdocs.derive.catalogue import Column, Listing, Row, Value

GUARD = "\t"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WAKES = re.compile(
    r"\s*[=+\-@＝＋－＠]"  # a formula
    r"|[\t\r\n]"  # hides one, or is a guard itself
    r"|[\d\s.,，。:：/%+$¥￥()（）年月日时分秒e-]*\Z"  # a number, amount, date or time
    rf"|(?:\d+[ -]?)?{_MONTH}[ -]?\d*\Z"
    r"|\s*(?:true|false)\s*\Z",
    re.IGNORECASE,
)


def guarded(text: str) -> str:
    """Text that stays text in a spreadsheet."""
    return GUARD + text if _WAKES.match(text) else text


def written(listing: Listing) -> bytes:
    """The head and every row."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.name for column in listing.columns])
    writer.writerows([_field(value) for value in row] for row in listing.rows)
    return stream.getvalue().encode("utf-8-sig")


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat().replace("-", "")
    return str(value) if isinstance(value, int) else guarded(value)


def read(data: bytes, columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """The rows as they were given to `written`.

    Raises:
        ValueError: another head, a row that is too short or too long, or a field that is not of its column's kind.
    """
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    if head != [column.name for column in columns]:
        raise ValueError("head")
    return tuple(tuple(_value(field, column) for field, column in zip(row, columns, strict=True)) for row in rows)


def _value(field: str, column: Column) -> Value:
    if not field:
        return None
    if column.kind == "text":
        return field.removeprefix(GUARD)
    return int(field) if column.kind == "count" else date.fromisoformat(field)
