"""`mzdocs bundle`: the signage built -> a zip for the shop."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Exit, errors

if TYPE_CHECKING:
    from mzdocs.bundle import Bundle


@click.command(
    help=say(
        "把做好的门牌、展板、胸牌打包交给制作单位：每个街道一个 zip，全部工作站时区民政局另有一个；不取用客户档案。",
        "Pack what build-signage made for the shop: a zip a street, and one of the bureau for all stations.",
    ),
    epilog=examples("mzdocs bundle", "mzdocs bundle taoyuan", "mzdocs bundle --changed"),
)
@options.built_output
@options.of_stations
@click.option(
    "--changed",
    is_flag=True,
    help=say(
        "只打包与上次交付不同的：补做单、要补做的文件，以及撤下、收回什么",
        "Only what differs from what was handed over last, as a supplementary order",
    ),
)
@click.option(
    "--approved-only",
    is_flag=True,
    help=say(
        "有一项没有签样、或者签样后有改动，就不打包",
        "Pack nothing while one thing is not approved, or is another since",
    ),
)
def bundle(
    files: tuple[Path, ...], output: Path | None, as_json: bool, quiet: bool, changed: bool, approved_only: bool
) -> Exit:
    """Pack the signage of the stations asked for, and say where the zips lie."""
    from mzdocs.build.adopted_fonts import adopt_fonts
    from mzdocs.bundle import bundle_all

    start = time.perf_counter()
    space, paths = stations.asked_for(files)
    adopt_fonts(space)
    made = bundle_all(paths, space, stations.output_of(space, output), None, changed, approved_only)
    seconds = time.perf_counter() - start
    problems = [problem for each in made for problem in each.problems]
    wrong = errors(problems)
    code = wrong[0].problem_type.exit if wrong else Exit.DONE
    if as_json:
        show.as_json({"exit": int(code), "seconds": round(seconds, 2), "bundles": _values(made, space.root)})
        return code
    if not quiet:
        show.problems(each for each in problems if each not in wrong)
        if made:
            _show(made, space.root, seconds)
        else:
            show.line(_NOTHING_CHANGED if changed else _BUREAU_ONLY)
    show.problems(wrong, sys.stderr)
    return code


_NOTHING_CHANGED = say("与上次交付的相同，没有要补做的。", "The same as was handed over last: nothing to make again.")
_BUREAU_ONLY = say(
    "没有打包：做好的都由区民政局统一制作，合在 district.zip 里，打包全部工作站时才有（不写工作站）。",
    "Nothing packed: all that is built is the bureau's, in district.zip, which is made of all stations at once.",
)


def _values(made: Sequence[Bundle], root: Path) -> list[dict[str, Any]]:
    """What was packed, as programs read it."""
    return [
        {
            "station": each.slug,
            "name": each.name,
            "zip": show.path_in(each.zip, root),
            "files": each.files,
            "bytes": each.size,
            "seconds": round(each.seconds, 2),
            "problems": show.problem_values(each.problems),
        }
        for each in made
    ]


def _show(made: Sequence[Bundle], root: Path, seconds: float) -> None:
    heads = (say("打包", "bundle"), say("文件", "files"), "MB", say("秒", "s"), say("位置", "zip"))
    rows = [
        (each.name, str(each.files), f"{each.size / 1e6:.1f}", f"{each.seconds:.1f}", show.path_in(each.zip, root))
        for each in made
    ]
    show.table(heads, rows, numbers=range(1, 4))
    show.line(say(f"共 {len(made)} 个 zip，用时 {seconds:.1f} 秒。", f"{len(made)} zips in {seconds:.1f} s."))
