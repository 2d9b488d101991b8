"""The command line speaks Chinese: every page of help, every complaint about what was typed, and no word of click's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import click
import pytest

from mzdocs.cli import cli
from mzdocs.cli.help_page import PageContext, cells
from mzdocs.cli.lazy_commands import LazyCommands

from .workspaces import Ended, Workspace

Run = Callable[..., Ended]

FILE_TYPES = {
    "PDF", "DOCX", "SVG", "DXF", "JSON", "Schema", "CSV", "XLSX", "YAML", "zip", "p12", "PAdES", "Ed25519", "AES-256",
    "GB", "T", "A", "Debian", "rrggbb", "data", "register", "output", "themes", "years", "manifest.json", "mzdocs",
    "MZDOCS_BADGE_KEY", "zh", "en", "taoyuan", "district", "Excel", "Word", "WPS", "xlsx", "yaml", "csv", "bak1",
    "fonts", "bash", "zsh", "fish", "Tab", "OFD", "OFD-A", "PLT", "PDF-A", "UA", "UA-1", "veraPDF",
    "verapdf", "cer", "pem", "dask", "Dask", "tls", "s3",
}  # fmt: skip
"""Names of formats, files and standards; the two languages; the short name that is the example."""
CLICK = re.compile(
    r"Usage|Options|Commands|Arguments|OPTIONS|ARGS|COMMAND|Show |Missing|Error|default|required|INTEGER|TEXT|DIRECTORY"
    r"|PATH|FILES?\b|Invalid|No such|Got unexpected|Did you mean|does not|is not"
)


def every(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*before, name), command
        if isinstance(command, click.Group):
            yield from every(command, (*before, name))


COMMANDS: dict[tuple[str, ...], click.Command] = {(): cli, **dict(every(cli))}
NAMES = {word for words in COMMANDS for word in words}


def english(text: str, command: click.Command) -> list[str]:
    """Words of letters in a page but for names of commands, options and kinds of files, and the examples."""
    page = text.partition("例：")[0]
    options = {name.lstrip("-") for each in command.params for name in each.opts}
    words = re.findall(r"[A-Za-z][A-Za-z0-9_.]*(?:-[A-Za-z0-9]+)*", page)
    return [word for word in words if word not in NAMES | options | FILE_TYPES | {"h", "help"}]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_help_of_every_command_is_chinese(words: tuple[str, ...], run: Run) -> None:
    ended = run(*words, "-h")
    assert (ended.code, ended.err) == (0, "")
    assert english(ended.out, COMMANDS[words]) == []
    assert not CLICK.search(ended.out.partition("例：")[0])


def test_the_guard_sees_a_word_of_clicks() -> None:
    assert english("选项：\n  --json  Show this", COMMANDS[("check",)]) == ["Show", "this"]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_is_typed_wrong_is_told_in_chinese(words: tuple[str, ...], run: Run) -> None:
    command = COMMANDS[words]
    options = [each for each in command.params if valued(each)]
    free = ("text", "file", "path", "directory")
    tried = [["--nosuch"], ["--lang", "xx"], ["--lang"], ["--help=1"], *([each.opts[-1]] for each in options)]
    tried += [[each.opts[-1], "×"] for each in options if each.type.name not in free]
    for line in tried:
        ended = run(*words, *line)
        if ended.code == 2 and not ended.told:
            first, second = ended.err.splitlines()
            assert first.startswith("命令写错了："), line
            pages = {f"    → 用 {' '.join(each)} -h 查看用法。" for each in (("mzdocs", *words), ("mzdocs",))}
            assert second in pages, line
            assert not CLICK.search(first), (line, first)
            assert [word for word in english(first, command) if word not in ("nosuch", "lang", "xx")] == [], (
                line,
                first,
            )


def valued(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and not parameter.is_flag and parameter.nargs == 1


@pytest.mark.parametrize("words", [words for words, each in COMMANDS.items() if not isinstance(each, click.Group)])
def test_what_is_left_out_or_too_many_is_told_in_chinese(words: tuple[str, ...], run: Run, sample: Workspace) -> None:
    command = COMMANDS[words]
    if any(each.required for each in command.params):
        ended = run(*words)
        assert ended.code == 2
        assert re.match(r"命令写错了：缺少 [-–\u4e00-\u9fffPDF/|a-z]+$", ended.err.splitlines()[0]), ended.err
    if not any(each.nargs == -1 for each in command.params):
        ended = run(*words, *(["x"] * 5))
        assert ended.code == 2
        assert re.match("命令写错了：(多写了参数|缺少|.*的值不对)", ended.err), ended.err


def test_english_is_kept_where_it_is_asked_for(sample: Workspace) -> None:
    page = sample.spawn("check", "-h", "--lang", "en").out
    assert page.startswith("Usage: mzdocs check [OPTIONS] [STATIONS]…\n")
    assert "(default error)" in page
    assert sample.spawn("--lang", "en", "fonts", "x").err.startswith("Wrong command line: unexpected: x\n")


def test_every_line_of_help_fits_the_terminal_and_columns_stand_below_each_other(run: Run) -> None:
    for words in COMMANDS:
        lines = run(*words, "-h").out.partition("例：")[0].splitlines()
        assert max(map(cells, lines)) <= 100, words
        rows = [line for line in lines if re.match(r"  -.*?  +\S", line) and cells(line.split("  ")[1]) <= 34]
        ends = {cells(re.match(r"  -.*?  +(?=\S)", line)[0]) for line in rows}  # type: ignore[index]  # it matched
        assert len(ends) <= 1, words


def test_a_command_is_loaded_alone_when_it_is_asked_for(sample: Workspace) -> None:
    code = (
        "import sys; from mzdocs.cli import main; main(sys.argv[1:]);"
        "print(*sorted(n for n in sys.modules if n.endswith('_command')))"
    )
    import subprocess
    import sys

    def loaded(*line: str) -> list[str]:
        out = subprocess.run([sys.executable, "-c", code, *line], capture_output=True, text=True, check=True).stdout
        return out.splitlines()[-1].split()

    assert loaded("--help") == []
    assert loaded("fonts", "-h") == ["mzdocs.cli.fonts_command"]


def test_every_command_of_a_table_is_there_and_speaks_for_itself() -> None:
    for command in COMMANDS.values():
        assert command.context_class is PageContext
        if isinstance(command, click.Group):
            assert isinstance(command.commands, LazyCommands)
            assert len(command.commands) == len(list(command.commands)) == len(command.commands.table)
            assert "nosuch" not in command.commands
            assert all(command.commands.get(name) is not None for name in command.commands)
