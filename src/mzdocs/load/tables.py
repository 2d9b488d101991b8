"""A CSV table -> client files: encodings by trial, every cell text, every fault at its row."""

from __future__ import annotations

import csv
import io
import re

from pydantic import ValidationError

from mzdocs.load.binding import NOT_A_CHOICE, VALUE_FAULTS, value_problem
from mzdocs.problems import Exit, Place, Problem, Sentence, fault
from mzdocs.station import Clients, Household
from mzdocs.text import forbidden, normal

TABLE_ENCODING = fault(
    "MZ1201",
    "读不懂这张表的编码，或表头不对",
    "The encoding of this table cannot be told, or its head is wrong",
    "用 WPS 或 Excel 另存为“CSV UTF-8”；第一行须是：{head}。",
    "Save it as CSV UTF-8; the first row must be: {head}.",
)
TABLE_HEAD = fault(
    "MZ1202",
    "表头不对：{difference}",
    "Wrong table head: {difference}",
    "第一行须是：{head}。",
    "The first row must be: {head}.",
)
TABLE_ROW = fault(
    "MZ1203",
    "这一行有 {found} 格，应有 {expected} 格",
    "This row has {found} cells instead of {expected}",
    "检查是否多了或少了逗号。",
    "Look for a comma too many or too few.",
)
ROUNDED_NUMBER = fault(
    "MZ1204",
    "长号码被表格软件改成了科学计数，原号码已丢失",
    "The spreadsheet turned a long number into scientific notation; the number is lost",
    "把这一列设为“文本”格式后重新填写，再另存。",
    "Set the column to text, type the numbers again, and save.",
)
REPEATED_NUMBER = fault(
    "MZ1205",
    "户号重复，第 {first} 行已有",
    "This household number is already in row {first}",
    "改为不重复的户号。",
    "Use a number of its own.",
)
TABLE_CHARACTER = fault(
    "MZ1206",
    "有不能使用的字符 U+{code:04X}",
    "The character U+{code:04X} may not be used",
    "重新输入这一格。",
    "Type this cell again.",
)
TABLE_LONG = fault(
    "MZ1207",
    "表格超过 {limit} 行",
    "The table has more than {limit} rows",
    "按年度拆成几个文件。",
    "Split it by year.",
    Exit.LIMIT,
)

TABLE_QUOTES = fault(
    "MZ1208",
    "表格读到这里读不下去：引号没有配对，或有一格太长",
    "The table cannot be read beyond here: a quote without its partner, or a cell that is too long",
    "检查这一行前后的双引号；用 WPS 或 Excel 另存为“CSV UTF-8”。",
    "Look at the double quotes near this row; save it again as CSV UTF-8.",
)

MAX_ROWS = 50_000
HEAD = tuple(str(field.alias) for field in Household.model_fields.values())
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]+")


def read_clients(raw: bytes, file: str) -> tuple[Clients, list[Problem]]:
    """All client files of a table, and every problem of it; with problems the table is not used."""
    text, problem = _decode(raw, file)
    if problem:
        return Clients(), [problem]
    rows, problem = _rows(text, file)
    if problem:
        return Clients(), [problem]
    problems = _repeated(rows, file)
    found: dict[int, Household] = {}
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            household, wrong = _household(number, row, file)
            problems += wrong
            if household:
                found[number] = household
    return Clients(tuple(found.values()), tuple(found)), problems


def _rows(text: str, file: str) -> tuple[list[list[str]], Problem | None]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            rows.append(row)
            if len(rows) > MAX_ROWS:
                return [], TABLE_LONG.at(Place(file), limit=MAX_ROWS)
    except csv.Error:
        return [], TABLE_QUOTES.at(Place(file, len(rows) + 1))
    return rows, None


def _decode(raw: bytes, file: str) -> tuple[str, Problem | None]:
    """UTF-8 if it is, else GB18030 if the head then reads as it must: bytes alone cannot tell."""
    head = ",".join(HEAD)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _head(text)
        if found == HEAD:
            return text, None
        if encoding == "utf-8-sig" or set(found) & set(HEAD):
            return "", TABLE_HEAD.at(Place(file, 1), difference=_difference(found), head=head)
    return "", TABLE_ENCODING.at(Place(file, 1), head=head)


def _head(text: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader(io.StringIO(text, newline="")), []))
    except csv.Error:
        return ()


def _difference(found: tuple[str, ...]) -> Sentence:
    """What the head lacks; what stands there instead is only counted, it could be a person's row."""
    missing = "、".join(key for key in HEAD if key not in found)
    others = sum(cell not in HEAD for cell in found)
    if missing:
        return Sentence(f"缺少 {missing}，另有 {others} 格不认识", f"{missing} missing, {others} unknown cells")
    if len(found) > len(HEAD):
        return Sentence(f"多出 {len(found) - len(HEAD)} 格", f"{len(found) - len(HEAD)} cells too many")
    return Sentence("次序不对", "wrong order")


def _household(number: int, row: list[str], file: str) -> tuple[Household | None, list[Problem]]:
    if len(row) != len(HEAD):
        return None, [TABLE_ROW.at(Place(file, number), found=len(row), expected=len(HEAD))]
    cells = [normal(cell.strip()) for cell in row]
    bad = _bad_characters(cells, file, number)
    if bad:
        return None, bad
    try:
        return Household.model_validate(dict(zip(HEAD, cells, strict=True))), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, [_cell_problem(d["loc"][0], d["type"], cells, file, number) for d in details]


def _bad_characters(cells: list[str], file: str, number: int) -> list[Problem]:
    codes = [(column, forbidden(cell)) for column, cell in enumerate(cells)]
    return [
        TABLE_CHARACTER.at(cell_place(file, number, column), code=code) for column, code in codes if code is not None
    ]


def cell_place(file: str, row: int, column: int) -> Place:
    """Where a cell stands: row and column counted from 1, and the head of its column."""
    return Place(file, row, column + 1, HEAD[column])


def _cell_problem(key: int | str, kind: str, cells: list[str], file: str, number: int) -> Problem:
    column = HEAD.index(str(key))
    place = cell_place(file, number, column)
    if _SCIENTIFIC.fullmatch(cells[column]):
        return ROUNDED_NUMBER.at(place)
    if kind == "literal_error":
        return NOT_A_CHOICE.at(place, value="…", choices="在保、已退出")
    return value_problem(kind if kind in VALUE_FAULTS else "text_empty", place)


def _repeated(rows: list[list[str]], file: str) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for number, row in enumerate(rows[1:], 2):
        name = row[0].strip() if row else ""
        if name in first and name:
            place = cell_place(file, number, 0)
            problems.append(REPEATED_NUMBER.at(place, first=first[name]))
        first.setdefault(name, number)
    return problems
