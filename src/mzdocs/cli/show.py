"""Problems and results -> lines for people or one JSON document for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from mzdocs.cli.messages import LANGUAGE, say
from mzdocs.core.problems import Exit, Problem, Severity, Stopped, problem_type, reason

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
    """Text whose control characters are spelt out: data never steers the terminal."""
    return "".join(char if char.isprintable() or char in "\n\t" else _spelt(char) for char in text)


def _spelt(char: str) -> str:
    """As JSON spells it, so that a JSON document stays one."""
    return json.dumps(char)[1:-1]


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
    """Each with its place, what is wrong, where the rule comes from, and what helps."""
    from mzdocs.checks import provenance

    for problem, rows in _folded(found):
        line(f"{SEVERITIES[problem.severity]} {problem.code} {problem.location}".rstrip(), stream)
        line(f"    {problem.message(LANGUAGE)}{_rows_said(rows)}", stream)
        line(f"    → {problem.remedy(LANGUAGE)}", stream)
        source = provenance(problem.code)
        if source and problem.severity is not Severity.ERROR:
            line(f"    {say('依据', 'source')}：{source.text}（{source.tier}，{source.binding}）", stream)


def _folded(found: Iterable[Problem]) -> list[tuple[Problem, list[int]]]:
    """Equal problems of one column of a table as the first of them, with the rows of all; any other by itself."""
    folded: dict[object, tuple[Problem, list[int]]] = {}
    for problem in found:
        place = problem.location
        table = place.file.endswith(".csv") and place.line is not None
        same = (problem.code, place.file, place.path, problem.message(LANGUAGE)) if table else len(folded)
        folded.setdefault(same, (problem, []))[1].append(place.line or 0)
    return list(folded.values())


_MOST_ROWS = 20
"""Rows that are named; of more only how many there are."""


def _rows_said(rows: Sequence[int]) -> str:
    if len(rows) < 2:
        return ""
    named = "、".join(map(str, rows[:_MOST_ROWS]))
    more = len(rows) > _MOST_ROWS
    return say(
        f"（{len(rows)} 行：第 {named}{' 行等' if more else ' 行'}）",
        f" ({len(rows)} rows: {named.replace('、', ', ')}{', …' if more else ''})",
    )


def problem_values(found: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as programs read them: every place and sentence under a name of its own."""
    from mzdocs.checks import provenance

    values = []
    for problem in found:
        source = provenance(problem.code)
        values.append(
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "file": problem.location.file,
                "line": problem.location.line,
                "column": problem.location.column,
                "path": problem.location.path,
                "message": problem.message(LANGUAGE),
                "remedy": problem.remedy(LANGUAGE),
                "source": source.text if source else None,
                "tier": source.tier if source else None,
                "binding": source.binding if source else None,
            }
        )
    return values


def as_json(value: object) -> None:
    """A command's whole result as one JSON document."""
    line(json.dumps(value, ensure_ascii=False, indent=2))


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
