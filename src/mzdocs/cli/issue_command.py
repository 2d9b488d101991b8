"""`mzdocs issue`: what went out -> the register; papers withdrawn, signs made, badges handed out, the next numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Exit, Sentence, Stopped, problem_type

if TYPE_CHECKING:
    from mzdocs.build.issue_acts import Happening
    from mzdocs.load import Workspace
    from mzdocs.model.issue_register import RegisterEntry

DISTRICT = "district"
"""How the bureau is named among the stations."""
_ACTS = ("withdraw", "numbers", "made", "badge")
WRONG_COMBINATION = problem_type(
    "MZ7124",
    "这几个选项配得不对：{why}",
    "These options do not go together: {why}",
    "用 mzdocs issue -h 查看写法。",
    "See mzdocs issue -h.",
    Exit.USAGE,
)


@click.command(
    "issue",
    help=say(
        "登记印发：把成品里的公文登入 data/register，以后生成时照原件重印。也登记作废、制作、胸牌的发放和收回。"
        "区里的文书写 district。",
        "Enter the delivered papers in data/register: from then on they are printed again as they are. Also enters what"
        " is withdrawn, what was made, badges handed out. The bureau's own are those of district.",
    ),
    epilog=examples(
        "mzdocs issue taoyuan --only inspection-report",
        "mzdocs issue --withdraw 澄民〔2026〕43号 --why 内容有误",
        "mzdocs issue --numbers",
        "mzdocs issue taoyuan --made --to 云川标牌厂 --date 2026-10-20",
        "mzdocs issue taoyuan --badge 990103-001-001-01 --event 发放",
    ),
)
@options.stations_named("files")
@click.option(
    "--only",
    multiple=True,
    metavar=say("代号", "CODE"),
    help=say("只登记这一份（代号），可写多次", "This one only (may repeat)"),
)
@click.option(
    "--withdraw",
    metavar=say("文号", "NUMBER"),
    help=say("作废这个文号（没有文号的写代号）", "Withdraw this number, or code"),
)
@click.option("--numbers", is_flag=True, help=say("显示各字号的下一个文号", "Show the next number of each series"))
@click.option("--made", is_flag=True, help=say("登记门牌、展板、胸牌已经制作", "Enter that signs were made"))
@click.option("--badge", metavar=say("编号", "NUMBER"), help=say("登记这个编号的胸牌", "Enter an event of this badge"))
@click.option(
    "--event", type=click.Choice(["发放", "收回", "补发", "作废"]), help=say("胸牌的事项", "What happened to it")
)
@click.option("--to", default="", help=say("领取人，或制作单位", "Who got it, or the shop"))
@click.option("--why", default="", help=say("事由", "Why"))
@click.option(
    "--date", "day", type=options.DAY, metavar=options.DAY_SHOWN, help=say("日期，默认今天", "Day, today by default")
)
@options.quiet
@options.language
@options.as_json
def issue(
    files: tuple[Path, ...], day: datetime | None, to: str, why: str, as_json: bool, quiet: bool, **asked: Any
) -> None:
    """Do the one thing asked for, and say what was entered.

    Raises:
        Stopped: two things are asked for at once, something of one is missing, or nothing can be entered.
    """
    from mzdocs.build.issue_acts import Happening

    _one_thing(files, why, asked)
    space = stations.workspace_of([path for path in files if path.name != DISTRICT])
    happened = Happening(day.date() if day else date.today(), to, why)
    if asked["numbers"]:
        _show_numbers(space, as_json)
        return
    entries = _entered(space, files, happened, asked)
    if as_json:
        show.as_json({"exit": 0, "entered": [each.model_dump(mode="json", by_alias=True) for each in entries]})
    elif not quiet:
        for each in entries:
            show.line(f"{each.event}  {each.shown}  {each.title}  {each.day}")
        show.line(say(f"登记了 {len(entries)} 项。", f"{len(entries)} entered."))


def _one_thing(files: Sequence[Path], why: str, asked: dict[str, Any]) -> None:
    acts = [name for name in _ACTS if asked[name]]
    told = {
        "只能做一件事：--withdraw、--numbers、--made、--badge 任选其一": ("one of them at a time", len(acts) > 1),
        "作废要用 --why 写明事由": ("--withdraw needs --why", bool(asked["withdraw"]) and not why),
        "--made 和 --badge 要写明一个工作站": ("--made and --badge need a station", _unnamed(files, asked)),
        "--badge 要用 --event 写明事项": (
            "--badge and --event go together",
            bool(asked["badge"]) != bool(asked["event"]),
        ),
    }
    for zh, (en, wrong) in told.items():
        if wrong:
            raise Stopped([WRONG_COMBINATION.at(why=Sentence(zh, en))])


def _unnamed(files: Sequence[Path], asked: dict[str, Any]) -> bool:
    return bool(asked["made"] or asked["badge"]) and (len(files) != 1 or files[0].name == DISTRICT)


def _show_numbers(space: Workspace, as_json: bool) -> None:
    from mzdocs.build.issue_acts import numbers

    found = numbers(space)
    if as_json:
        show.as_json({"exit": 0, "next": found})
        return
    for number in found:
        show.line(number)


def _entered(
    space: Workspace, files: Sequence[Path], happened: Happening, asked: dict[str, Any]
) -> list[RegisterEntry]:
    from mzdocs.build import issue_acts
    from mzdocs.build.issue import issue as issue_papers
    from mzdocs.load import load_district

    if asked["withdraw"]:
        return [issue_acts.withdraw(asked["withdraw"], happened, space, [path.stem for path in files])]
    named = [path for path in files if path.name != DISTRICT]
    paths = stations.asked_for(named)[1] if named or not files else []
    if asked["made"]:
        return issue_acts.enter_made(paths[0], happened, space, asked["only"])
    if asked["badge"]:
        return [issue_acts.enter_badge(asked["badge"], asked["event"], happened, paths[0], space)]
    bureau: list[Path | None] = [None] if len(named) < len(files) or not files else []
    year = load_district(space)[0].year
    houses = [path for path in (*paths, *bureau) if files or _was_built(space, path, year)]
    return issue_papers(houses, space, asked["only"])


def _was_built(space: Workspace, path: Path | None, year: int) -> bool:
    """Whether there is a set of the year to enter; where none is named, what was never built is passed over."""
    from mzdocs.publish.set_folders import set_folder

    return set_folder(space.output / (path.stem if path else DISTRICT), "reports", year).is_dir()
