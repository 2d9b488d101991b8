"""Problems and results -> lines for people or one JSON document for programs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from mzdocs.cli.messages import LANGUAGE, say
from mzdocs.core.outcomes import Report
from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, problem_type, reason
from mzdocs.core.text import blanks_named

CANNOT_PRINT = problem_type(
    "MZ7201",
    "结果写不出来：{reason}",
    "The result cannot be printed: {reason}",
    "检查重定向到的文件或磁盘；成品本身不受影响。",
    "Check the file or disk it is redirected to; what was made is not affected.",
    Exit.OUTPUT,
)

SEVERITIES = {
    Severity.ERROR: say("错误", "error"),
    Severity.FINDING: say("问题", "finding"),
    Severity.NOTICE: say("提示", "notice"),
}


def printable(text: str) -> str:
    """Text whose control characters are spelt out: data never steers the terminal. Names in GB 18030 are read."""
    if not text.isprintable():
        text = _NO_UTF8.sub(_in_gb18030, text)
    return "".join(char if char.isprintable() or char in "\n\t" else _spelt(char) for char in text)


_NO_UTF8 = re.compile("[\u0080-\u07ff]*[\udc80-\udcff][\u0080-\u07ff\udc80-\udcff]*")
"""Of a file's name the bytes that are no UTF-8, and what beside them is so by chance."""


def _in_gb18030(found: re.Match[str]) -> str:
    return os.fsencode(found[0]).decode("gb18030", "surrogateescape")


def _spelt(char: str) -> str:
    """As JSON spells it, so that a JSON document stays one; a character beyond by its number."""
    import json

    return json.dumps(char)[1:-1] if ord(char) <= 0xFFFF else f"U+{ord(char):X}"


def line(text: str = "", stream: TextIO | None = None) -> None:
    """One line on standard output, or on another stream; a reader who has left is no fault.

    Raises:
        Stopped: standard output cannot be written.
    """
    out = stream or sys.stdout
    if out is None:
        return
    data = printable(text) + "\n"
    try:
        out.write(data.encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8"))
        out.flush()
    except BrokenPipeError:
        silence(out)
    except OSError as error:
        silence(out)
        if out is not sys.stderr:
            raise Stopped([CANNOT_PRINT.at(reason=reason(error))]) from None


def silence(out: TextIO) -> None:
    """The reader has left (`| head`): what is still said goes nowhere, the exit code stays true."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, out.fileno())
    os.close(nowhere)


def problems(found: Iterable[Problem], stream: TextIO | None = None) -> None:
    """Each with its place, of an error the line there, what is wrong, where the rule comes from, and what helps."""
    from mzdocs.checks import provenance

    for alike in _folded(found):
        problem = alike[0]
        line(f"{SEVERITIES[problem.severity]} {problem.code} {problem.location}".rstrip(), stream)
        for shown in excerpt(problem.location) if problem.severity is Severity.ERROR else ():
            line(shown, stream)
        line(f"    {problem.message(LANGUAGE)}{_places_said([each.location for each in alike])}", stream)
        line(f"    → {problem.remedy(LANGUAGE)}", stream)
        source = provenance(problem.code)
        if source and problem.severity is not Severity.ERROR:
            line(f"    {say('依据', 'source')}：{source.text}（{source.tier}，{source.binding}）", stream)


_WIDEST = 100
"""Cells of a line that are shown."""


def excerpt(location: Location) -> list[str]:
    """The line at a place, and a caret under its column; nothing where no line may be shown."""
    from rich.cells import cell_len, set_cell_size

    if not location.line_text.strip() or location.line is None:
        return []
    column = (location.column or 1) - 1
    before, rest = (printable(blanks_named(part.replace("\t", "    "))) for part in _parted(location.line_text, column))
    if cell_len(before) > _WIDEST - 20:
        before = "…" + before[-(_WIDEST - 20) // 2 :]
    room = _WIDEST - cell_len(before)
    rest = rest if cell_len(rest) <= room else set_cell_size(rest, room - 1).rstrip() + "…"
    number = str(location.line)
    return [f"    {number} │ {before}{rest}", f"    {' ' * len(number)} │ {' ' * cell_len(before)}^"]


def _parted(text: str, at: int) -> tuple[str, str]:
    return text[:at], text[at:]


def _folded(found: Iterable[Problem]) -> list[list[Problem]]:
    """Equal problems of a column of a table, of the items of a list or of a file's pages together; others apart."""
    folded: dict[object, list[Problem]] = {}
    for problem in found:
        place = problem.location
        somewhere = place.line is not None or place.cell or _PAGE.match(place.path)
        key = re.sub(r"\[[0-9]+\]|(?<=^p)[0-9]+$", "", place.path)
        same = (problem.code, place.file, place.sheet, key, problem.message(LANGUAGE)) if somewhere else len(folded)
        folded.setdefault(same, []).append(problem)
    return list(folded.values())


_PAGE = re.compile(r"p([0-9]+)$")
_MOST_PLACES = 20
"""Rows, lines, cells and pages that are named; of more only how many there are."""


def _places_said(places: Sequence[Location]) -> str:
    if len(places) < 2:
        return ""
    named = [place.cell or str(place.line or place.path[1:]) for place in places[:_MOST_PLACES]]
    more = len(places) > _MOST_PLACES
    if _PAGE.match(places[0].path):
        return say(
            f"（{len(places)} 页：第 {'、'.join(named)} 页{'等' if more else ''}）",
            f" ({len(places)} pages: {', '.join(named)}{', …' if more else ''})",
        )
    table = places[0].file.endswith(".csv")
    zh, en = ("行", "rows") if table else ("处", "places")
    rows = "、".join(named) if places[0].cell else f"第 {'、'.join(named)} 行"
    return say(
        f"（{len(places)} {zh}：{rows}{'等' if more else ''}）",
        f" ({len(places)} {en}: {', '.join(named)}{', …' if more else ''})",
    )


def not_run(report: Report) -> None:
    """The rules of a report that were not run; those for one reason on one line."""
    reasons: dict[str, list[str]] = {}
    for rule, why in report.not_run:
        reasons.setdefault(why.say(LANGUAGE), []).append(rule)
    for why_not, rules in reasons.items():
        line("    " + say(f"没有检查 {'、'.join(rules)}：{why_not}", f"not run {', '.join(rules)}: {why_not}"))


def problem_values(found: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as programs read them, in the language of the command line."""
    from mzdocs.checks.told_values import told_values

    return told_values(found, LANGUAGE)


def as_json(value: object) -> None:
    """A command's whole result as one JSON document."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    line("".join(json.dumps(char)[1:-1] if ord(char) > 0xFFFF and not char.isprintable() else char for char in text))


def path_in(path: Path, root: Path) -> str:
    """A path for people: relative to the workspace where it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Container[int] = range(2, 6)) -> None:
    """A drawn table on a terminal, elsewhere lines of cells parted by tabs; `numbers` are the columns set right."""
    if sys.stdout.isatty():
        _rich_table(heads, rows, numbers)
    else:
        for row in (heads, *rows):
            line("\t".join(row))


def _rich_table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Container[int]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number in numbers else "left")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(table)
