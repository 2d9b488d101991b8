"""`mzdocs audit`: finished files -> do they agree with the data and with each other, and what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.cli.stations import asked_for, output_of
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.audit import AuditResult, Disagreement, FileResult
    from mzdocs.audit.results import Outcome

OUTCOMES: Mapping[Outcome, str] = {
    "passed": say("通过", "passed"),
    "failed": say("不通过", "failed"),
    "not run": say("没有检查", "not run"),
}


@click.command(
    help=say(
        "核对做好的文件：名称、电话、编号、文号、数和日期与数据一致，各文件之间也一致；逐个文件说明通过、不通过、没有检查。",
        "Audit finished files: names, telephones, numbers, figures and dates agree with the data and with each other;"
        " every file has passed, failed, or was not run.",
    ),
    epilog=examples("mzdocs audit", "mzdocs audit taoyuan --json", "mzdocs audit --year 2026"),
)
@options.built_output
@options.year
@options.quiet
@options.language
@options.as_json
@options.stations_named("stations")
def audit(stations: tuple[Path, ...], output: Path | None, year: int | None, as_json: bool, quiet: bool) -> Exit:
    """Audit the stations asked for, and with all of them the district's papers too."""
    from mzdocs.audit import audit_all, audit_district

    space, paths = asked_for(stations, year)
    folder = output_of(space, output)
    audited = audit_all(paths, space, folder)
    district = None if stations else audit_district(space, folder)
    audited += [district] if district else []
    code = Exit.VERIFY if any(each.failed for each in audited) else Exit.DONE
    if as_json:
        show.as_json({"exit": int(code), "stations": [_values(each) for each in audited]})
    else:
        _show(audited, quiet)
    return code


def _values(audited: AuditResult) -> dict[str, Any]:
    """One station, as programs read it."""
    return {
        "station": audited.station,
        "name": audited.name,
        "files": [_file(each) for each in audited.files],
        "notices": show.problem_values(audited.notices),
        "disagreements": [_disagreement(each) for each in audited.disagreements],
    }


def _file(result: FileResult) -> dict[str, Any]:
    return {
        "set": result.set,
        "file": result.file,
        "outcome": result.outcome,
        "problems": show.problem_values(result.problems),
        "not_run": result.not_run.say(LANGUAGE) if result.not_run else None,
    }


def _disagreement(found: Disagreement) -> dict[str, Any]:
    return {
        "path": found.path,
        "data": found.expected,
        "files": list(found.agreeing),
        "otherwise": {value: list(files) for value, files in found.differing},
    }


def _show(audited: Sequence[AuditResult], quiet: bool) -> None:
    if not quiet:
        _show_table(audited)
    for each in audited:
        if not quiet:
            show.problems(each.notices)
        show.problems(problem for file in each.files for problem in file.problems)
        for found in each.disagreements:
            _show_disagreement(found)
        if not quiet:
            _show_not_run(each)
    if not quiet:
        _show_sums(audited)


def _show_table(audited: Sequence[AuditResult]) -> None:
    """How many files of each set ended in which way."""
    heads = (say("工作站", "station"), say("成套", "set"), say("文件", "files"), *OUTCOMES.values())
    rows = []
    for each in audited:
        for name in dict.fromkeys(file.set for file in each.files):
            counts = Counter(file.outcome for file in each.files if file.set == name)
            rows.append((each.name, name, str(counts.total()), *(str(counts[way]) for way in OUTCOMES)))
    show.table(heads, rows)


def _show_disagreement(found: Disagreement) -> None:
    """The same fact in several files: the files of each value."""
    show.line(
        say(
            f"各文件不一致：{found.path}，数据里是 {found.expected}",
            f"Files disagree: {found.path} is {found.expected}",
        )
    )
    for value, files in ((found.expected, found.agreeing), *found.differing):
        if files:
            show.line(f"    {value}{say('：', ': ')}{say('、', ', ').join(files)}")


def _show_not_run(audited: AuditResult) -> None:
    """The files that were not checked, by the reason."""
    reasons: dict[str, list[str]] = {}
    for file in audited.files:
        if file.outcome == "not run" and file.not_run:
            reasons.setdefault(file.not_run.say(LANGUAGE), []).append(file.file)
    for reason, files in reasons.items():
        head = say(f"没有检查 {len(files)} 个（{reason}）：", f"{len(files)} not run ({reason}): ")
        show.line(head + say("、", ", ").join(files))


def _show_sums(audited: Sequence[AuditResult]) -> None:
    counts = Counter(file.outcome for each in audited for file in each.files)
    show.line(say("，", ", ").join(f"{word} {counts[way]}" for way, word in OUTCOMES.items()) + say("。", "."))
