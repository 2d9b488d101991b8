"""A command -> its help, in our words and none of click's, set for a terminal on which a Chinese character is wide."""

from __future__ import annotations

import inspect
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import click

from mzdocs.cli.messages import say
from mzdocs.cli.named_choice import NamedChoice

_WIDTH = 100
"""Columns at most; on a narrower terminal as many as it has."""
_LEAST, _FIRST = 40, 34
"""Columns a page has at least, and those its first column may take."""
_VALUES = {
    "text": say("文字", "TEXT"),
    "integer": say("整数", "INTEGER"),
    "integer range": say("整数", "INTEGER"),
    "file": say("文件", "FILE"),
    "directory": say("文件夹", "FOLDER"),
    "path": say("文件", "PATH"),
    "datetime": "2030-01-01",
}
"""What a value is called, by click's name of its type."""
_PIECE = re.compile(r"[!-~]+|\s|.[，。；：、）】」”’！？]*", re.DOTALL)
"""What a line may not be broken in: a word of letters, a blank, a Chinese character with the mark behind it."""


class PageContext(click.Context):
    """A context whose command is explained in our words."""

    def get_help(self) -> str:
        """The whole page."""
        return "\n".join(_page(self))

    def get_usage(self) -> str:
        """How the command is written."""
        return "\n".join(_usage(self))


@runtime_checkable
class _Described(Protocol):
    def described(self) -> list[tuple[str, str]]: ...


def _page(context: click.Context) -> Iterator[str]:
    command = context.command
    parameters = command.get_params(context)
    arguments = [each for each in parameters if isinstance(each, click.Argument)]
    options = [each for each in parameters if isinstance(each, click.Option) and not each.hidden]
    yield from _usage(context)
    yield ""
    yield from _set_in(command.help or "", "  ", "  ", _columns())
    yield from _section(say("参数", "Arguments"), [(_name(each), each.help or "") for each in arguments if each.help])
    yield from _section(say("选项", "Options"), [_option(each, context) for each in options])
    if isinstance(command, _Described):
        yield from _section(say("命令", "Commands"), command.described())
    if command.epilog:
        yield ""
        yield from (f"  {line}".rstrip() for line in inspect.cleandoc(command.epilog).replace("\b\n", "").split("\n"))


def _usage(context: click.Context) -> Iterator[str]:
    arguments = [each for each in context.command.params if isinstance(each, click.Argument)]
    group = isinstance(context.command, click.Group)
    words = [
        context.command_path,
        say("[选项]", "[OPTIONS]"),
        *(_argument(each) for each in arguments),
        *([say("命令 [参数]…", "COMMAND [ARGS]...")] if group else []),
    ]
    return _set_in(" ".join(words), say("用法：", "Usage: "), "       ", _columns())


def _name(argument: click.Argument) -> str:
    return argument.metavar or str(argument.name).upper()


def _argument(argument: click.Argument) -> str:
    name = _name(argument)
    return (name if argument.required else f"[{name}]") + ("…" if argument.nargs < 0 else "")


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    """Its names with what stands behind them, and what it is for with what click would add in English."""
    names = ", ".join(sorted([*option.opts, *option.secondary_opts], key=len))
    if "--help" in option.opts:
        return names, say("显示这一页", "Show this page")
    value = "" if option.is_flag or option.count else f" {option.metavar or _value(option, context)}"
    default = option.get_help_extra(context).get("default")
    added = [
        *([say("必须写", "required")] if option.required else []),
        *([say(f"默认 {_titled(default, option)}", f"default {default}")] if default else []),
        *(_range(option.type) if isinstance(option.type, click.IntRange) else ()),
    ]
    said = say("（" + "，".join(added) + "）", f" ({', '.join(added)})") if added else ""
    return names + value, (option.help or "") + said


def _value(option: click.Option, context: click.Context) -> str:
    kind = option.type
    if isinstance(kind, NamedChoice):
        return f"[{'|'.join(kind.shown())}]"
    return _VALUES.get(kind.name) or kind.get_metavar(option, context) or kind.name


def _titled(default: str, option: click.Option) -> str:
    return option.type.titles[default].zh if isinstance(option.type, NamedChoice) else default


def _range(kind: click.IntRange) -> Iterator[str]:
    yield say(f"{kind.min} 至 {kind.max}", f"{kind.min} to {kind.max}")


def _section(head: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield say(f"{head}：", f"{head}:")
    column = 4 + max((cells(first) for first, _ in rows if cells(first) <= _FIRST), default=_FIRST)
    for first, second in rows:
        lead = f"  {first}"
        if cells(lead) + 2 > column and second:
            yield lead
            lead = ""
        yield from _set_in(second, lead + " " * (column - cells(lead)), " " * column, _columns())


def _columns() -> int:
    """How wide a page is set: as wide as the terminal, if it is one."""
    try:
        return max(_LEAST, min(_WIDTH, os.get_terminal_size(1).columns - 2))
    except OSError:
        return _WIDTH


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _set_in(text: str, first: str, others: str, width: int) -> Iterator[str]:
    """Lines that are no wider, the first behind a lead of its own; a word is broken only where it fills a line."""
    line, used = first, cells(first)
    empty = True
    for piece in _pieces(text):
        if used + cells(piece) > width and not empty:
            yield line.rstrip()
            line, used, empty = others, cells(others), True
        if not (empty and piece == " " and line == others):
            line, used, empty = line + piece, used + cells(piece), False
    yield line.rstrip()


def _pieces(text: str) -> Iterable[str]:
    return (piece if piece.strip() else " " for piece in _PIECE.findall(inspect.cleandoc(text)))
