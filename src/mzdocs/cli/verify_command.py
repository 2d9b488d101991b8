"""`mzdocs verify`: what was delivered -> is it still as it was?"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.problems import Exit, Stopped, errors

if TYPE_CHECKING:
    from mzdocs.publish.verification import Verified


@click.command(
    help=say(
        "核对交付的成品有没有改动、缺少、多出，只许本人打开的权限对不对；不需要数据文件。"
        "可以是 output 文件夹、一个站、一套成品、交给制作单位的压缩包或解压后的文件夹。",
        "Verify what was delivered: what was changed, is missing, is foreign, or is open to others; no data are needed."
        " An output folder, a station, a set, a bundle's zip, or the folder it was unpacked to.",
    ),
    epilog=examples("mzdocs verify", "mzdocs verify output/taoyuan", "mzdocs verify taoyuan.zip"),
)
@click.argument(
    "path",
    required=False,
    type=click.Path(path_type=Path),
    metavar=say("成品", "PATH"),
    help=say("文件夹或压缩包，默认 output/", "A folder or a zip, output/ by default"),
)
@options.quiet
@options.language
@options.as_json
def verify(path: Path | None, as_json: bool, quiet: bool) -> Exit:
    """Verify it, and say of each part how many files are as they were, and every one that is not."""
    from mzdocs.kinds import CLOSED_SETS
    from mzdocs.load.workspace import here
    from mzdocs.publish.verification import verify as verified

    found = [*verified(Path(os.path.normpath(here() / (path or _output()))), CLOSED_SETS)]
    wrong = errors(problem for each in found for problem in each.problems)
    code = wrong[0].problem_type.exit if wrong else Exit.DONE
    if as_json:
        show.as_json({"exit": int(code), "verified": [_values(each) for each in found]})
    else:
        _show(found, quiet)
        if not quiet:
            show.line(_summed(found, len(wrong)))
    return code


def _output() -> Path:
    """The output folder of the workspace one stands in, else the folder one stands in."""
    with suppress(Stopped):
        return stations.workspace_of().output
    return Path()


def _values(verified: Verified) -> dict[str, Any]:
    """One part, as programs read it."""
    return {
        "name": verified.name,
        "files": verified.files,
        "bytes": verified.size,
        "problems": show.problem_values(verified.problems),
        "not_run": [why.say(LANGUAGE) for why in verified.not_run],
    }


def _show(found: Sequence[Verified], quiet: bool) -> None:
    for each in found:
        if not quiet:
            size, wrong = f"{each.size / 1e6:.1f} MB", len(errors(each.problems))
            show.line(
                say(
                    f"{each.name}：{each.files} 个文件（{size}）与交付时相同，{wrong} 处不同",
                    f"{each.name}: {each.files} files ({size}) as delivered, {wrong} otherwise",
                )
            )
            for why in each.not_run:
                show.line(f"    {say('没有核对', 'not verified')}：{why.say(LANGUAGE)}")
        told = errors(each.problems) if quiet else each.problems
        show.problems(told, sys.stderr if quiet else None)


def _summed(found: Sequence[Verified], wrong: int) -> str:
    files = sum(each.files for each in found)
    if wrong:
        return say(f"{wrong} 处与交付时不同。", f"{wrong} are not as they were delivered.")
    return say(f"{files} 个文件都与交付时相同。", f"All {files} files are as they were delivered.")
