"""`mzdocs preflight`: finished files -> what every rule says of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.cli.named_choice import NamedChoice
from mzdocs.core.problems import Exit, Problem, Sentence, Stopped

if TYPE_CHECKING:
    from mzdocs.preflight import Profile, Report

    _Examined = tuple[Path, Report | None, list[Problem]]

PROFILES = NamedChoice(
    {
        "press": Sentence("印刷", "press"),
        "outlined": Sentence("转曲", "outlined"),
        "archive": Sentence("归档", "archive"),
        "plain": Sentence("一般", "plain"),
    }
)


@click.command(
    help=say(
        "检查任何做好的 PDF（也看 SVG、DXF），逐条说明通过、不通过、没有检查。",
        "Examine finished PDFs (SVG and DXF too): every rule has passed, failed, or was not run.",
    ),
    epilog=examples("mzdocs preflight output/taoyuan/signage/*.pdf", "mzdocs preflight --profile press FILE.pdf"),
)
@click.option(
    "--profile",
    type=PROFILES,
    help=say(
        "按哪一类检查；默认看旁边的 manifest.json，或文件自己的标明",
        "What it is judged as; by default what the manifest.json beside it says, or the file itself",
    ),
)
@options.language
@options.as_json
@options.finished_files
def preflight(files: tuple[Path, ...], profile: Profile | None, as_json: bool) -> Exit:
    """Examine each file and say so at once; as JSON, all at the end."""
    examined = []
    _adopt_fonts(files)
    for path in files:
        examined.append(_examine(path, profile))
        if not as_json:
            _show(*examined[-1])
    code = _exit(examined)
    if as_json:
        show.as_json({"exit": int(code), "files": [_values(*each) for each in examined]})
    return code


def _adopt_fonts(files: Sequence[Path]) -> None:
    """The fonts of the workspace the files, or who looks at them, are in: theirs are no foreign ones."""
    from mzdocs.build.adopted_fonts import adopt_fonts

    with suppress(Stopped):
        adopt_fonts(stations.workspace_of(files))


def _examine(path: Path, profile: Profile | None) -> _Examined:
    """A file's report and problems; without a report, why it could not be opened."""
    from mzdocs.preflight.any_file import examine_file

    try:
        report = examine_file(path, profile)
    except Stopped as stopped:
        return path, None, list(stopped.problems)
    return path, report, report.problems


def _exit(examined: Sequence[_Examined]) -> Exit:
    """A file that failed outweighs one that could not be opened."""
    exits = [problem.problem_type.exit for _, _, problems in examined for problem in problems]
    return Exit.PREFLIGHT if Exit.PREFLIGHT in exits else next(iter(exits), Exit.DONE)


def _show(path: Path, report: Report | None, problems: list[Problem]) -> None:
    if report is None:
        show.problems(problems)
        return
    show.line(
        say(
            f"{path}（{report.profile}）：通过 {report.passed}，不通过 {report.failed}，没有检查 {len(report.not_run)}",
            f"{path} ({report.profile}): {report.passed} passed, {report.failed} failed, {len(report.not_run)} not run",
        )
    )
    show.problems(problems)
    for rule, why in report.not_run:
        show.line(say("    没有检查", "    not run") + f" {rule}：{why.say(LANGUAGE)}")


def _values(path: Path, report: Report | None, problems: list[Problem]) -> dict[str, Any]:
    """One file, as programs read it."""
    return {
        "file": str(path),
        "profile": report.profile if report else None,
        "passed": [outcome.rule for outcome in report.outcomes if outcome.passed] if report else [],
        "failed": show.problem_values(problems),
        "not_run": {rule: why.say(LANGUAGE) for rule, why in report.not_run} if report else {},
    }
