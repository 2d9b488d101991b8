"""click's complaints about a command line -> sentences of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from mzdocs.cli.lazy_commands import LazyGroup
from mzdocs.cli.messages import say
from mzdocs.cli.named_choice import NamedChoice


def in_our_words(wrong: click.ClickException) -> str:
    """What is wrong with the command line; nothing of what click says of it but words that were typed."""
    if isinstance(wrong, click.NoSuchOption):
        return say(f"没有选项 {wrong.option_name}", f"there is no option {wrong.option_name}") + _near(
            wrong.possibilities
        )
    if isinstance(wrong, click.NoSuchCommand):
        name = wrong.command_name
        return say(f"没有命令 {name}", f"there is no command {name}") + _near(wrong.possibilities or _that_do(wrong))
    if isinstance(wrong, click.MissingParameter):
        return say(f"缺少 {_name(wrong)}", f"{_name(wrong)} is missing")
    if isinstance(wrong, click.BadParameter):
        return say(f"{_name(wrong)} 的值不对：{_expected(wrong)}", f"{_name(wrong)} is wrong: {_expected(wrong)}")
    if isinstance(wrong, click.BadOptionUsage):
        return _option_usage(wrong)
    if isinstance(wrong, click.FileError):
        return say(f"打不开文件 {wrong.ui_filename}", f"cannot open {wrong.ui_filename}")
    return _of_arguments(wrong)


_OTHER_DASHES = re.compile("(?:[\u2010-\u2015\u2212\ufe63\uff0d]+-?|-(?=[a-z]{3}))([a-z][a-z-]+)(?:=.*)?")


def dashed_otherwise(line: Sequence[str]) -> click.NoSuchOption | None:
    """The first option before which other dashes stand than its two: an editor makes one long one of them."""
    for word in line:
        found = _OTHER_DASHES.fullmatch(word)
        if found:
            return click.NoSuchOption(word, possibilities=[f"--{found[1]}"])
    return None


def _that_do(wrong: click.NoSuchCommand) -> list[str]:
    """The commands of which a Chinese word says what they do."""
    group = wrong.ctx.command if wrong.ctx else None
    described = group.described() if isinstance(group, LazyGroup) else []
    return [name for name, does in described if wrong.command_name in does]


def _near(possibilities: list[str] | None) -> str:
    if not possibilities:
        return ""
    return say(f"，您是不是想写 {'、'.join(possibilities)}？", f"; did you mean {', '.join(possibilities)}?")


def _option_usage(wrong: click.BadOptionUsage) -> str:
    name = wrong.option_name
    if "does not take" in wrong.message:
        return say(f"选项 {name} 不带值", f"{name} takes no value")
    return say(f"选项 {name} 后面缺少值", f"{name} lacks its value")


def _of_arguments(wrong: click.ClickException) -> str:
    """Too many or too few words that are no options; what is raised by a command of ours is in our words already."""
    begin, _, rest = wrong.message.partition("(")
    if begin.startswith("Got unexpected extra argument"):
        return say(f"多写了参数 {rest.rstrip(')')}", f"unexpected: {rest.rstrip(')')}")
    if begin.startswith("Missing command"):
        return say("缺少命令", "a command is missing")
    return wrong.message


def _name(wrong: click.BadParameter) -> str:
    if wrong.param is None:
        return str(wrong.param_hint or say("参数", "an argument"))
    if isinstance(wrong.param, click.Argument):
        return wrong.param.metavar or str(wrong.param.name).upper()
    return "/".join(wrong.param.opts)


def _expected(wrong: click.BadParameter) -> str:
    kind = wrong.param.type if wrong.param else None
    if isinstance(kind, click.Choice):
        choices = list(map(str, kind.choices))
        return say("可选 " + "、".join(choices), "one of " + ", ".join(choices))
    if isinstance(kind, click.IntRange):
        return say(f"应是 {kind.min} 至 {kind.max} 的整数", f"a whole number from {kind.min} to {kind.max}")
    if isinstance(kind, click.DateTime):
        return say("写成 2030-01-01 这样的日期，并且是真实的日期", "a day that exists, such as 2030-01-01")
    if isinstance(kind, click.Path):
        return _of_path(wrong, kind)
    known = kind is None or isinstance(kind, (NamedChoice, click.types.StringParamType))
    return wrong.message if known else say("这样的值不能用", "no such value can be used")


def _of_path(wrong: click.BadParameter, kind: click.Path) -> str:
    if "does not exist" in wrong.message:
        return (
            say("没有这个文件夹", "there is no such folder") if kind.dir_okay else say("没有这个文件", "no such file")
        )
    if " is a file" in wrong.message:
        return say("这里应是文件夹，现在是文件", "a folder is expected, this is a file")
    if " is a directory" in wrong.message:
        return say("这里应是文件，现在是文件夹", "a file is expected, this is a folder")
    return say("读不了，检查权限", "it cannot be read; check its permissions")
