"""click's complaints about a command line -> Chinese sentences."""

from __future__ import annotations

import click


def in_chinese(wrong: click.ClickException) -> str:
    """What is wrong with the command line; click's own words where it has none of ours."""
    if isinstance(wrong, click.NoSuchOption):
        near = f"，您是不是想写 {'、'.join(wrong.possibilities)}？" if wrong.possibilities else ""
        return f"没有选项 {wrong.option_name}{near}"
    if isinstance(wrong, click.MissingParameter):
        return f"缺少 {_name(wrong)}"
    if isinstance(wrong, click.BadParameter):
        return f"{_name(wrong)} 的值不对：{_choices(wrong)}"
    if isinstance(wrong, click.BadOptionUsage):
        return f"选项 {wrong.option_name} {'不带值' if 'does not take' in wrong.message else '后面缺少值'}"
    if isinstance(wrong, click.NoSuchCommand):
        near = f"，您是不是想写 {'、'.join(wrong.possibilities)}？" if wrong.possibilities else ""
        return f"没有命令 {wrong.command_name}{near}"
    if wrong.message.startswith("Got unexpected extra argument"):
        return f"多写了参数 {wrong.message.partition('(')[2].rstrip(')')}"
    return wrong.format_message()


def _name(wrong: click.BadParameter) -> str:
    return "/".join(wrong.param.opts) if wrong.param else "参数"


def _choices(wrong: click.BadParameter) -> str:
    kind = wrong.param.type if wrong.param else None
    if isinstance(kind, click.Choice):
        return "可选 " + "、".join(map(str, kind.choices))
    if isinstance(kind, click.IntRange):
        return f"应是 {kind.min} 至 {kind.max} 的整数"
    if isinstance(kind, click.DateTime):
        return "写成 2030-01-01 这样的日期，并且是真实的日期"
    if isinstance(kind, click.Path):
        return "这里应是文件夹，现在是文件" if kind.dir_okay else "这里应是文件，现在是文件夹"
    return wrong.message
