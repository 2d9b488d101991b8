"""Files -> what every rule says of them, for people or as JSON, and the exit code that follows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mzdocs.cli import show as shown
from mzdocs.cli.messages import LANGUAGE, say
from mzdocs.core.problems import Exit, Problem, Stopped
from mzdocs.preflight import Profile, Report
from mzdocs.preflight.any_file import examine_file

_Examined = tuple[Path, Report | None, list[Problem]]


def show(files: Sequence[Path], profile: Profile | None, as_json: bool) -> int:
    """Examine each file and say so at once; as JSON, all at the end."""
    examined = []
    for path in files:
        examined.append(_examined(path, profile))
        if not as_json:
            _tell(*examined[-1])
    code = _exit(examined)
    if as_json:
        shown.as_json({"exit": int(code), "files": [_values(*each) for each in examined]})
    return code


def _examined(path: Path, profile: Profile | None) -> _Examined:
    try:
        report = examine_file(path, profile)
    except Stopped as stopped:
        return path, None, list(stopped.problems)
    return path, report, report.problems


def _exit(examined: Sequence[_Examined]) -> Exit:
    """A file that failed outweighs one that could not be opened."""
    exits = [problem.problem_type.exit for _, _, problems in examined for problem in problems]
    return Exit.PREFLIGHT if Exit.PREFLIGHT in exits else next(iter(exits), Exit.DONE)


def _tell(path: Path, report: Report | None, problems: list[Problem]) -> None:
    if report is None:
        shown.problems(problems)
        return
    failed = sum(bool(outcome.problems) for outcome in report.outcomes)
    shown.line(
        say(
            f"{path}（{report.profile}）：通过 {report.passed}，不通过 {failed}，没有检查 {len(report.not_run)}",
            f"{path} ({report.profile}): {report.passed} passed, {failed} failed, {len(report.not_run)} not run",
        )
    )
    shown.problems(problems)
    for rule, why in report.not_run:
        shown.line(say("    没有检查", "    not run") + f" {rule}：{why.say(LANGUAGE)}")


def _values(path: Path, report: Report | None, problems: list[Problem]) -> dict[str, Any]:
    """One file, as programs read it."""
    return {
        "file": str(path),
        "profile": report.profile if report else None,
        "passed": [outcome.id for outcome in report.outcomes if outcome.passed] if report else [],
        "failed": shown.problem_values(problems),
        "not_run": {rule: why.say(LANGUAGE) for rule, why in report.not_run} if report else {},
    }
