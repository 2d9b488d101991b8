"""`mzdocs doctor`: this machine -> has it all that mzdocs needs?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.problems import Exit, Problem, Sentence, errors

if TYPE_CHECKING:
    from mzdocs.build.health import Health

_STATES = {"ok": say("正常", "ok"), "fault": say("有问题", "fault"), "not tried": say("没有试", "not tried")}
_FOLDERS = {"home", "folder"}
"""Facts of problems that say where something lies."""
_UNNAMED = Sentence("（加 --paths 说出在哪里）", "(--paths says where)")


@click.command(
    help=say(
        "检查这台电脑：字体、程序库、编码、日期、磁盘、权限、限制、内存、缓存、工作目录，各说怎样补救；不改动任何东西。",
        "Look at this machine: fonts, libraries, encoding, date, disk, rights, limits, memory, cache, workspace,"
        " each with its remedy; nothing is changed.",
    ),
    epilog=examples("mzdocs doctor", "mzdocs doctor --json"),
)
@click.option(
    "--paths",
    is_flag=True,
    help=say("说出文件夹在哪里（里面可能有用户名）", "Say where folders are; there may be a user's name in that"),
)
@options.language
@options.as_json
def doctor(paths: bool, as_json: bool) -> Exit:
    """Say of each thing how it stands; the exit code is that of the first error."""
    from mzdocs.build.health import health
    from mzdocs.load.workspace import here

    found = [each if paths else _without_paths(each) for each in health(here())]
    wrong = errors(problem for each in found for problem in each.problems)
    code = wrong[0].problem_type.exit if wrong else Exit.DONE
    if as_json:
        show.as_json({"exit": int(code), "health": [_values(each) for each in found]})
        return code
    for each in found:
        show.line(f"{each.name.say(LANGUAGE)}{say('：', ': ')}{_STATES[each.state]}{_more(each)}")
        show.problems(each.problems)
    if paths:
        _show_folders()
    show.line(_summed(found))
    return code


def _without_paths(health: Health) -> Health:
    """The same, its problems without a folder of this machine: who is asked for help need not know whose it is."""
    return replace(health, problems=tuple(map(_unnamed, health.problems)))


def _unnamed(problem: Problem) -> Problem:
    facts = {name: _UNNAMED if name in _FOLDERS else value for name, value in problem.facts.items()}
    return replace(problem, facts=facts)


def _more(health: Health) -> str:
    said = "" if health.problems else (health.not_tried or health.found).say(LANGUAGE)
    return say(f"（{said}）", f" ({said})") if said else ""


def _show_folders() -> None:
    from mzdocs.core.kept_values import cache_folder
    from mzdocs.design.fonts import home

    folders: dict[str, Path] = {say("字体", "fonts"): home(), say("缓存", "cache"): cache_folder("")}
    for name, folder in folders.items():
        show.line(f"{name}{say('：', ': ')}{folder}")


def _summed(found: Sequence[Health]) -> str:
    faults = sum(each.state == "fault" for each in found)
    if faults:
        return say(f"{faults} 项有问题。", f"{faults} faults.")
    return say("都正常。", "All is well.")


def _values(health: Health) -> dict[str, Any]:
    """One thing, as programs read it."""
    return {
        "name": health.name.say(LANGUAGE),
        "state": health.state,
        "found": None if health.problems else health.found.say(LANGUAGE) or None,
        "not_tried": health.not_tried.say(LANGUAGE) if health.not_tried else None,
        "problems": show.problem_values(health.problems),
    }
