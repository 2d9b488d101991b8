"""`mzdocs approve`: delivered files that were looked at -> the approvals: who, when, which bytes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import examples, say


@click.command(
    "approve",
    help=say(
        "签样：看过成品、同意照此制作的，登入签样登记；以后成品一有改动，签样就作废，要重签。",
        "Enter in data/approvals that finished files were seen and agreed to; void as soon as one is another.",
    ),
    epilog=examples(
        "mzdocs approve taoyuan --by 李主任",
        "mzdocs approve taoyuan plaque-plate.pdf --by 李主任 --date 2026-12-01",
    ),
)
@options.station_named("file")
@click.argument(
    "names",
    nargs=-1,
    metavar=say("文件", "FILES"),
    help=say("成品的文件名；不写就是还没有签的全部", "Names of finished files; all that are not approved by default"),
)
@click.option("--by", required=True, metavar=say("姓名", "NAME"), help=say("签样人", "Who approves"))
@click.option(
    "--date", "day", type=options.DAY, metavar=options.DAY_SHOWN, help=say("日期，默认今天", "Day, today by default")
)
@options.built_output
@options.quiet
@options.language
@options.as_json
def approve(
    file: Path, names: tuple[str, ...], by: str, day: datetime | None, output: Path | None, as_json: bool, quiet: bool
) -> None:
    """Enter what was seen, and say what that was.

    Raises:
        Stopped: something may not be approved, or cannot be entered; nothing is entered then.
    """
    from mzdocs.build.approve import SignOff
    from mzdocs.build.approve import approve as enter_approved

    space, paths = stations.asked_for((file,))
    signed = SignOff(by, day.date() if day else date.today())
    entries = enter_approved(paths[0].stem, space, stations.output_of(space, output), signed, names)
    if as_json:
        show.as_json({"exit": 0, "approved": [each.model_dump(mode="json", by_alias=True) for each in entries]})
    elif not quiet:
        for each in entries:
            show.line(f"{each.file}  {each.sha256[:8]}  {each.title}")
        show.line(say(f"签了 {len(entries)} 个文件。", f"{len(entries)} files approved."))
