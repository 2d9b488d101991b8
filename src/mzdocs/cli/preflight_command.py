"""`mzdocs preflight`: finished files -> what every rule says of them, and who asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.cli.named_choice import NamedChoice
from mzdocs.core.problems import Exit, Problem, Sentence, Stopped

if TYPE_CHECKING:
    from mzdocs.core.child_process import KeptChild
    from mzdocs.core.outcomes import Basis, Outcome
    from mzdocs.preflight import Profile, Report
    from mzdocs.preflight.rules import RuleSet

    _Examined = tuple[Path, Report | None, list[Problem]]

PROFILES = NamedChoice(
    {
        "press": Sentence("印刷", "press"),
        "outlined": Sentence("转曲", "outlined"),
        "archive": Sentence("归档", "archive"),
        "plain": Sentence("一般", "plain"),
    }
)
_JUDGED_AS = {
    **PROFILES.titles,
    "engraving": Sentence("雕刻切割", "engraving"),
    "ofd": Sentence("OFD", "OFD"),
    "catalogue": Sentence("目录数据", "catalogue"),
}
RULE_SETS = NamedChoice(
    {
        "standard": Sentence("标准", "standard"),
        "trade": Sentence("标准和行业惯例", "standard and trade"),
        "house": Sentence("本所", "house"),
        "all": Sentence("全部", "all"),
    }
)
_GUESSED = Sentence("（文件没有标明，当作要印的）", " (the file does not say: taken as meant for it)")
_BASES: dict[Basis, str] = {
    "standard": say("标准", "standard"),
    "trade": say("行业惯例", "trade"),
    "order": say("订单和清单", "order"),
    "house": say("本所规定", "house"),
}


@click.command(
    help=say(
        "检查任何做好的 PDF（也看 OFD、SVG、DXF、PLT，以及 bundle 打的包或解开的文件夹），"
        "逐条说明通过、不通过、没有检查，以及是谁的要求：标准、行业惯例、订单和清单，还是本所规定。",
        "Examine finished PDFs (OFD, SVG, DXF, PLT and whole bundles too):"
        " every rule has passed, failed, or was not run, and it is said who asks for it:"
        " a standard, the trade, the order and manifest, or our house.",
    ),
    epilog=examples(
        "mzdocs preflight output/taoyuan/signage/*.pdf",
        "mzdocs preflight taoyuan.zip",
        "mzdocs preflight --rules standard --engine verapdf FILE.pdf",
    ),
)
@click.option(
    "--profile",
    type=PROFILES,
    help=say(
        "按哪一类检查；默认看旁边的 manifest.json，或文件自己的标明",
        "What it is judged as; by default what the manifest.json beside it says, or the file itself",
    ),
)
@click.option(
    "--rules",
    type=RULE_SETS,
    help=say(
        "按谁的规定检查；默认自己做的查全部，别处来的查标准和行业惯例",
        "Whose rules; by default all for files made here, of a standard and the trade for others",
    ),
)
@click.option(
    "--engine",
    type=click.Choice(["verapdf"]),
    help=say("PDF/A、PDF/UA 另请 veraPDF 检验", "Let veraPDF judge PDF/A and PDF/UA, too"),
)
@options.language
@options.as_json
@options.finished_files
def preflight(
    files: tuple[Path, ...], profile: Profile | None, rules: RuleSet | None, engine: str | None, as_json: bool
) -> Exit:
    """Examine each file and say so at once; as JSON, all at the end.

    Raises:
        Stopped: the engine asked for is not installed.
    """
    from mzdocs.core.child_process import KeptChild
    from mzdocs.preflight.standards.engine_verdict import demand_engine

    if engine:
        demand_engine()
    examined = []
    _adopt_fonts(files)
    with KeptChild() as child:
        for path in files:
            for each in _all_of(child, path, profile, rules, engine):
                examined.append(each)
                if not as_json:
                    _show(*each)
    code = _exit(examined)
    if as_json:
        show.as_json({"exit": int(code), "files": [_values(*each) for each in examined]})
    return code


def _adopt_fonts(files: Sequence[Path]) -> None:
    """The fonts of the workspace the files, or who looks at them, are in: theirs are no foreign ones."""
    from mzdocs.build.adopted_fonts import adopt_fonts

    with suppress(Stopped):
        adopt_fonts(stations.workspace_of(files))


def _all_of(
    child: KeptChild, path: Path, profile: Profile | None, rules: RuleSet | None, engine: str | None
) -> Iterator[_Examined]:
    """One file; or all that a bundle holds, and what is wrong with the whole of it."""
    from mzdocs.preflight.delivered.handed_over import handed_over

    try:
        with handed_over(path) as bundle:
            if bundle is None:
                yield _examine(child, path, profile, rules, engine)
                return
            for file in bundle.files:
                _, report, problems = _examine(child, file, profile, rules, engine)
                told = bundle.told(report) if report else None
                yield Path(bundle.name(str(file))), told, told.problems if told else problems
            if bundle.problems:
                yield path, None, list(bundle.problems)
    except Stopped as stopped:
        yield path, None, list(stopped.problems)


def _examine(
    child: KeptChild, path: Path, profile: Profile | None, rules: RuleSet | None, engine: str | None
) -> _Examined:
    """A file's report and problems; without a report, why it could not be judged."""
    from mzdocs.preflight.guarded import examine_guarded
    from mzdocs.preflight.standards.engine_verdict import with_verdict

    try:
        report = examine_guarded(child, path, profile, rules)
    except Stopped as stopped:
        return path, None, list(stopped.problems)
    if engine:
        report = with_verdict(report, path)
    return path, report, report.problems


def _exit(examined: Sequence[_Examined]) -> Exit:
    """A file that failed outweighs one that could not be judged."""
    exits = [problem.problem_type.exit for _, _, problems in examined for problem in problems]
    return Exit.PREFLIGHT if Exit.PREFLIGHT in exits else next(iter(exits), Exit.DONE)


def _show(path: Path, report: Report | None, problems: list[Problem]) -> None:
    if report is None:
        show.problems(problems)
        return
    failed = _by_basis([each for each in report.outcomes if each.problems])
    not_run = _by_basis([each for each in report.outcomes if each.not_run])
    asked = RULE_SETS.titles[report.asked]
    judged_as = _JUDGED_AS[report.profile]
    guess = _GUESSED if report.guessed else Sentence("", "")
    whose = f"{judged_as.zh}{guess.zh}，{asked.zh}的规则", f"{judged_as.en}{guess.en}, rules of: {asked.en}"
    show.line(
        say(
            f"{path}（{whose[0]}）：通过 {report.passed}，不通过 {failed}，没有检查 {not_run}",
            f"{path} ({whose[1]}): {report.passed} passed, {failed} failed, {not_run} not run",
        )
    )
    if report.engine:
        show.line("    " + say(f"另请 {report.engine} 检验", f"{report.engine} was asked, too"))
    for outcome in report.broken:
        show.problems(outcome.problems)
        source = outcome.standard or _BASES[outcome.basis]
        show.line("    " + say(f"依据：{source}（{outcome.rule}）", f"source: {source} ({outcome.rule})"))
    show.not_run(report)


def _by_basis(outcomes: Sequence[Outcome]) -> str:
    """How many, and how many of each basis."""
    counts = Counter(outcome.basis for outcome in outcomes)
    parts = [f"{_BASES[basis]} {counts[basis]}" for basis in _BASES if counts[basis]]
    return f"{len(outcomes)}{say('（', ' (') + say('、', ', ').join(parts) + say('）', ')') if parts else ''}"


def _values(path: Path, report: Report | None, problems: list[Problem]) -> dict[str, Any]:
    """One file, as programs read it."""
    if report is None:
        return _NOTHING | {"file": str(path), "failed": show.problem_values(problems)}
    return {
        "file": str(path),
        "profile": report.profile,
        "guessed": report.guessed,
        "rules": report.asked,
        "engine": report.engine or None,
        "passed": [outcome.rule for outcome in report.outcomes if outcome.passed],
        "failed": [value for outcome in report.broken for value in _failed_values(outcome)],
        "not_run": {rule: why.say(LANGUAGE) for rule, why in report.not_run},
        "basis": {outcome.rule: outcome.standard or outcome.basis for outcome in report.outcomes},
    }


_NOTHING: dict[str, Any] = {
    "file": "", "profile": None, "guessed": False,
    "rules": None, "engine": None, "passed": [], "failed": [], "not_run": {}, "basis": {},
}  # fmt: skip


def _failed_values(outcome: Outcome) -> list[dict[str, Any]]:
    about = {"rule": outcome.rule, "basis": outcome.basis, "standard": outcome.standard or None}
    return [value | about for value in show.problem_values(outcome.problems)]
