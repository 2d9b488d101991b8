"""`mzdocs check-docx`: DOCX files -> how each stands to GB/T 9704-2012, and what was changed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.carried_words import carry_back, show_change
from mzdocs.cli.completed_names import station_items
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.cli.named_choice import NamedChoice
from mzdocs.cli.new_file import refuse_taken, save
from mzdocs.cli.station_names import data_file
from mzdocs.core.child_process import Limits
from mzdocs.core.problems import Exit, Location, Problem, Sentence, Severity, Stopped, problem_type

if TYPE_CHECKING:
    from mzdocs.build.carried_edits import Origin
    from mzdocs.build.preparation import Prepared
    from mzdocs.gbt9704 import FormRule, Report
    from mzdocs.gbt9704.compare import Change
    from mzdocs.gbt9704.mending import MendedDocx
    from mzdocs.model.letter import Paper

NO_PAPER = problem_type(
    "MZF95",
    "工作站数据里没有这一份公文（{name}），不能对照",
    "The station's data make no paper of this name ({name}) to compare with",
    "文件名用生成时的名称，可以是：{known}。",
    "Keep the name it was made under; one of: {known}.",
)
_RULE_SETS = NamedChoice(
    {"standard": Sentence("国标", "standard"), "house": Sentence("实务", "house"), "all": Sentence("全部", "all")}
)
_LARGEST = 100_000_000
"""Bytes of a DOCX."""


@dataclass(frozen=True)
class _Checked:
    """One file: its report and what was changed, or why there is none."""

    path: Path
    report: Report | None
    changes: Sequence[Change]
    problems: Sequence[Problem]
    mended: MendedDocx | None = None
    """What was mended in a copy, where one was asked for."""
    origins: Sequence[Sequence[Origin]] = ()
    """Of each change the places of the data or the wordings its text may come from."""

    def code(self, strict: bool) -> Exit:
        """The exit code it asks for; `strict` lets no finding and no change pass."""
        errors = [each.problem_type.exit for each in self.problems if each.severity is Severity.ERROR]
        if errors:
            return errors[0]
        return Exit.PREFLIGHT if strict and (self.problems or self.changes) else Exit.DONE


@click.command(
    "check-docx",
    help=say(
        "按 GB/T 9704-2012 检查任何 DOCX 公文，逐条说明通过、不通过、没有检查；"
        "加 --station 时还列出与数据不一致的文字。",
        "Check any DOCX against GB/T 9704-2012: every rule has passed, failed, or was not run;"
        " with --station also what was changed by hand.",
    ),
    epilog=examples(
        "mzdocs check-docx output/taoyuan/reports/2026/*.docx",
        "mzdocs check-docx inspection-report.docx --station taoyuan --carry",
        "mzdocs check-docx inspection-report.docx --fix",
        "mzdocs check-docx letter.docx --rules standard",
    ),
)
@click.option(
    "--station",
    shell_complete=station_items,
    help=say("对照这个工作站的数据，列出改动的文字", "Compare with this station's data"),
)
@options.year
@click.option("--strict", is_flag=True,
              help=say("推荐、实务的偏差和文字改动也算不通过", "All deviations and changes fail"))  # fmt: skip
@click.option("--fix", is_flag=True,
              help=say("只有一种改法的都改好，写在旁边的新文件里", "Mend the certain in a copy"))  # fmt: skip
@click.option("--carry", is_flag=True,
              help=say("改动的文字写回数据或底稿，原文件另存", "Write changes back to the data"))  # fmt: skip
@click.option("--rules", type=_RULE_SETS, default="all",
              help=say("按国标检查，还是连本所的做法一起查", "Of the standard alone, or all"))  # fmt: skip
@options.language
@options.as_json
@options.finished_files
def check_docx(
    files: tuple[Path, ...],
    station: str | None,
    year: int | None,
    strict: bool,
    fix: bool,
    carry: bool,
    rules: str,
    as_json: bool,
) -> Exit:
    """Check each file and say so at once; as JSON, all at the end. With `fix`, each is mended in a copy.

    Raises:
        Stopped: a copy's name is taken, or a file cannot be written.
    """
    if carry and (not station or year):
        raise click.UsageError(say("--carry 要同 --station 一起用，不带 --year", "--carry needs --station, not --year"))
    for path in files if fix else ():
        refuse_taken(_beside(path))
    prepared = _prepared(station, year) if station else None
    checked = []
    for path in files:
        checked.append(_check(path, prepared, fix, rules))
        if not as_json:
            _show(checked[-1])
    if prepared and not year and not as_json:
        clear = [found[0] for each in checked for found in each.origins if len(found) == 1]
        carry_back(clear, stations.workspace_of(), carry)
    codes = [each.code(strict) for each in checked]
    code = Exit.PREFLIGHT if Exit.PREFLIGHT in codes else next(filter(None, codes), Exit.DONE)
    if as_json:
        show.as_json({"exit": int(code), "files": [_values(each) for each in checked]})
    return code


def _prepared(station: str, year: int | None) -> Prepared:
    """The station as the data have it now, or had it in a closed year.

    Raises:
        Stopped: the data have errors.
    """
    from mzdocs.build.district_common import load_common
    from mzdocs.build.preparation import prepare
    from mzdocs.build.settings import Settings

    space = stations.workspace_of().of_year(year)
    file = data_file(space, Path(station), "--station")
    return prepare(file, space, load_common(space), Settings(kinds=("paper",)))


def _papers(prepared: Prepared) -> dict[str, Paper]:
    """Every paper of the station by its name."""
    from mzdocs.kinds.planned_papers import station_papers

    return {each.name: each.paper for each in station_papers(prepared.station_data) if each.paper}


def _beside(path: Path) -> Path:
    """Where the mended copy goes."""
    return path.with_name(f"{path.stem}-fixed{path.suffix}")


def _check(path: Path, prepared: Prepared | None, fix: bool, rules: str) -> _Checked:
    from mzdocs import gbt9704
    from mzdocs.gbt9704.mending import mended
    from mzdocs.preflight.delivered.file_bytes import bytes_of
    from mzdocs.preflight.guarded import guarded

    location = Location(str(path))
    try:
        data = bytes_of(path, _LARGEST)
        limits = _limits(len(data))
        asked = [rule for rule in gbt9704.RULES if rules in ("all", rule.basis)]
        report = guarded(limits, location, gbt9704.check, data, str(path), asked)
        changes = guarded(limits, location, _changes, path, data, _papers(prepared)) if prepared else []
    except Stopped as stopped:
        return _Checked(path, None, [], stopped.problems)
    origins = [_origins(each, path.stem, prepared) for each in changes] if prepared else []
    checked = _Checked(path, report, changes, report.problems, origins=origins)
    try:
        copy = guarded(limits, location, mended, data, str(path)) if fix else None
    except Stopped as stopped:
        return replace(checked, problems=[*report.problems, *stopped.problems])
    if copy and copy.data != data:
        save(_beside(path), copy.data)
    return replace(checked, mended=copy)


def _limits(size: int) -> Limits:
    """What reading a paper of so many bytes may take: a hundred pages of words take a second."""
    return Limits(1.6 + 2 * size / 1_000_000, min(300_000_000 + 30 * size, 1_000_000_000))


def _origins(change: Change, name: str, prepared: Prepared) -> Sequence[Origin]:
    """Where a changed text of a paper comes from; of what was added or removed nobody knows."""
    from mzdocs.build.carried_edits import origins

    if change.kind != "changed":
        return []
    wordings = prepared.station_data.wordings.values()
    own = [each for each in wordings if name == each.name or name.startswith(f"{each.name}-")]
    return origins(change.was, change.now, prepared.sources, own)


def _changes(path: Path, data: bytes, papers: dict[str, Paper]) -> list[Change]:
    from mzdocs.gbt9704.compare import changes

    if path.stem not in papers:
        raise Stopped([NO_PAPER.at(Location(str(path)), name=path.stem, known="、".join(papers))])
    return changes(papers[path.stem], data)


def _show(checked: _Checked) -> None:
    report = checked.report
    if report is None:
        show.problems(checked.problems)
        return
    show.line(
        say(
            f"{checked.path}：通过 {report.passed}，不通过 {report.failed}，没有检查 {len(report.not_run)}",
            f"{checked.path}: {report.passed} passed, {report.failed} failed, {len(report.not_run)} not run",
        )
    )
    rules = _rules()
    for problem in checked.problems:
        show.problems([problem])
        if rule := rules.get(problem.code):
            show.line(f"    {say('依据', 'source')}：{rule.source}（{rule.binding}）")
    show.not_run(report)
    if checked.mended:
        _show_mended(checked.mended, _beside(checked.path))
    for change, found in zip(checked.changes, checked.origins, strict=True):
        show_change(change, found)


def _show_mended(mended: MendedDocx, copy: Path) -> None:
    """What was mended, rule by rule, and what is left to a person and why."""
    rules, done, left = _rules(), sum(mended.done.values()), sum(mended.left.values())
    if mended.done:
        show.line(say(f"写出 {copy}：改好 {done} 处，留下 {left} 处", f"{copy} written: {done} mended, {left} left"))
    for code, count in mended.done.items():
        name = rules[code].name.say(LANGUAGE)
        show.line(say(f"    改好 {code} {name}：{count} 处", f"    mended {code}, {name}: {count}"))
    for code, why in mended.reasons.items():
        name = rules[code].name.say(LANGUAGE)
        show.line(say(f"    留下 {code} {name}：{why.zh}", f"    left {code}, {name}: {why.en}"))


def _rules() -> dict[str, FormRule]:
    from mzdocs.gbt9704 import RULES

    return {rule.code: rule for rule in RULES}


def _values(checked: _Checked) -> dict[str, Any]:
    """One file, as programs read it."""
    report = checked.report
    rules = _rules()
    failed = show.problem_values(checked.problems)
    for value in failed:
        rule = rules.get(value["code"])
        value.update({"source": rule.source, "binding": rule.binding, "basis": rule.basis} if rule else {})
    return {
        "file": str(checked.path),
        "passed": [each.rule for each in report.outcomes if each.passed] if report else [],
        "failed": failed,
        "not_run": {rule: why.say(LANGUAGE) for rule, why in report.not_run} if report else {},
        "basis": {each.rule: each.standard or each.basis for each in report.outcomes} if report else {},
        "fixed": _mended_values(checked),
        "changes": [
            {
                "kind": each.kind,
                "at": each.at.say(LANGUAGE),
                "was": each.was,
                "now": each.now,
                "from": list(map(_from, found)),
            }
            for each, found in zip(checked.changes, checked.origins, strict=True)
        ],
    }


def _from(origin: Origin) -> dict[str, Any]:
    """One place a changed text may come from."""
    return {
        "file": origin.at.file,
        "line": origin.at.line,
        "path": origin.at.path,
        "was": origin.was,
        "now": origin.now,
    }


def _mended_values(checked: _Checked) -> dict[str, Any] | None:
    """The copy, where one was asked for: its name, how many places each rule had mended, why others are left."""
    mended = checked.mended
    if mended is None:
        return None
    return {
        "file": str(_beside(checked.path)) if mended.done else None,
        "done": dict(mended.done),
        "left": {code: why.say(LANGUAGE) for code, why in mended.reasons.items()},
    }
