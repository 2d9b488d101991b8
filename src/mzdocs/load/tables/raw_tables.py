"""The bytes of a table -> its cells as text, whatever it was saved as; what is unusual of that is told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.text import forbidden, normal
from mzdocs.load.habits import LOST_MARKS
from mzdocs.load.tables.row_numbers import rows_said
from mzdocs.load.tables.table_formats import TablePlace
from mzdocs.load.tables.table_problems import (
    MIXED_ENCODINGS,
    OTHER_FILE,
    TABLE_ENCODING,
    TABLE_LONG,
    TABLE_QUOTES,
)
from mzdocs.load.yaml_text.yamlfile import Refused

Rows = list[list[str]]
HEAD_ROWS = 12
"""How far down a head is looked for."""


@dataclass(frozen=True)
class Cells:
    """A table's rows of cells, the number of each row as people count them, and what is told of the file."""

    place: TablePlace
    rows: Rows
    numbers: Sequence[int]
    alphabet: frozenset[str]
    """Every character that stands anywhere in it: what is not among them needs not be looked for in each cell."""
    problems: tuple[Problem, ...] = ()
    kinds: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """In a workbook, the cells that are no text and no day, by number of row and column from 0: what each is."""

    @property
    def suspicious(self) -> bool:
        """Whether a cell may hold a forbidden character, be it behind a Chinese one only.

        A carriage return ends a row; only in quotes is it in one.
        """
        return (
            forbidden("".join(f"一{char}" for char in self.alphabet - {"\r"})) is not None
            or {'"', "\r"} <= self.alphabet
        )

    @property
    def odd(self) -> bool:
        """Whether a cell may hold what a spreadsheet wraps texts in, or the mark of a lost character."""
        return bool(self.alphabet & _ODD)


_ODD = LOST_MARKS | set("='＇\u200b\u2002\u2003\u2009")


def written_text(raw: bytes, file: str, fit: Callable[[list[str]], int], plain: bool) -> tuple[str, str, str]:
    """The text of a table as it was written, its encoding, and what parts its cells; all as of `text_cells`.

    Raises:
        Refused: it is no text, of no encoding or of two.
    """
    text, encoding = _decoded(raw, file, plain)
    return text, encoding, "," if plain else _separator(text, fit)


def text_cells(raw: bytes, file: str, most: int, fit: Callable[[list[str]], int], plain: bool) -> Cells:
    """The cells of a table that was saved as text; `fit` says how many columns' names stand in a row.

    `plain` takes only what is parted by commas, in UTF-8 or GB18030. At most `most` rows are read, and those of a head.

    Raises:
        Refused: it is no text, of no encoding or of two, or cannot be parted into cells.
    """
    text, encoding, separator = written_text(raw, file, fit, plain)
    text = normal(text)
    if encoding == "gb18030" and not any(map(fit, _first_rows(text, separator))):
        raise Refused(TABLE_ENCODING.at(Location(file, 1)))
    rows = _rows(text, file, separator, most)
    told = [_ENCODINGS[encoding]] if encoding in _ENCODINGS else []
    told += [_SEPARATORS[separator]] if separator in _SEPARATORS else []
    problems = [OTHER_FILE.at(Location(file), what=what) for what in _joined(told)]
    return Cells(TablePlace(file), rows, range(1, len(rows) + 1), frozenset(text), tuple(problems))


_ENCODINGS = {"utf-16": Sentence("UTF-16 编码（“Unicode 文本”）", "in UTF-16 (Unicode text)")}
_SEPARATORS = {
    "\t": Sentence("用制表符分隔的", "parted by tabs"),
    ";": Sentence("用分号分隔的", "parted by semicolons"),
    "|": Sentence("用竖线分隔的", "parted by bars"),
}


def _joined(told: Sequence[Sentence]) -> list[Sentence]:
    one = Sentence("、".join(each.zh for each in told), ", ".join(each.en for each in told))
    return [one] if told else []


_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8")
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html|table|meta|\?xml)", re.IGNORECASE)


def is_text(raw: bytes) -> bool:
    """Whether a table may be text, by its first bytes, whatever its name ends in."""
    return not raw.startswith(_NO_TEXT) and not _WEB_PAGE.match(raw[:200].removeprefix(b"\xef\xbb\xbf"))


def _decoded(raw: bytes, file: str, plain: bool) -> tuple[str, str]:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") and not plain:
        try:
            return raw.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            raise Refused(TABLE_ENCODING.at(Location(file, 1))) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and _UTF8_IN_IT.search(raw):
            _refuse_mixed(raw, file)
        return text, encoding
    _refuse_mixed(raw, file)
    raise Refused(TABLE_ENCODING.at(Location(file, 1)))


_UTF8_IN_IT = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){4}")
"""Four characters in a row as UTF-8 has them: in GB18030 such bytes would be six that are hardly ever written."""


def _refuse_mixed(raw: bytes, file: str) -> None:
    """Lines of two encodings in one file, as when one table is pasted below another.

    Raises:
        Refused: it is so.
    """
    found: dict[str, list[int]] = {"UTF-8": [], "GBK": []}
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", raw), 1):
        if not line.isascii():
            encoding = next((name for name in found if _decodes(line, name)), None)
            if encoding is None:
                return
            found[encoding].append(number)
    few, most = sorted(found, key=lambda name: len(found[name]))
    if found[few]:
        place = Location(file, found[few][0])
        raise Refused(MIXED_ENCODINGS.at(place, rows=rows_said(found[few]), few=few, most=most))


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _separator(text: str, fit: Callable[[list[str]], int]) -> str:
    """What parts cells so that most columns' names stand in one of the first rows; a comma where none does better."""
    return max(",\t;|", key=lambda each: max(map(fit, _first_rows(text, each)), default=0))


def _first_rows(text: str, separator: str) -> Rows:
    try:
        return list(islice(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator), HEAD_ROWS))
    except csv.Error:
        return []


def _rows(text: str, file: str, separator: str, most: int) -> Rows:
    """Rows of cells; equal cells are one, for most of a large table's are."""
    rows: Rows = []
    known: dict[str, str] = {}
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append([known.setdefault(cell, cell) for cell in row])
            if len(rows) > most + HEAD_ROWS:
                raise Refused(TABLE_LONG.at(Location(file), limit=most))
    except csv.Error:
        raise Refused(TABLE_QUOTES.at(Location(file, len(rows) + 1))) from None
    return rows
