"""`mzdocs audit`: proves that finished files agree with the data and with each other, and says what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli.messages import LANGUAGE, say
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.audit import Audited, Disagreement, Judged
    from mzdocs.audit.findings import Outcome

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
    short_help=say("核对做好的文件与数据是否一致", "Do finished files agree with the data?"),
    epilog="\b\n" + "\n".join([say("例：", "Examples:"), "  mzdocs audit", "  mzdocs audit taoyuan --json"]),
)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False),
              help=say("成品所在的输出文件夹，默认 output/", "Output folder, output/ by default"))  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help=say("只显示错误", "Show errors only"))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言，默认中文", "Language, Chinese by default"))
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "Print JSON"))
@click.argument("stations", nargs=-1, type=click.Path(path_type=Path))
def audit(stations: tuple[Path, ...], output: Path | None, as_json: bool, lang: str | None, quiet: bool) -> None:
    from mzdocs.audit import audit_all, audit_district
    from mzdocs.cli import _stations, show
    from mzdocs.load.workspace import resolved

    space, paths = _stations(stations)
    folder = resolved(output) if output else space.output
    audited = audit_all(paths, space, folder)
    district = None if stations else audit_district(space, folder)
    audited += [district] if district else []
    code = Exit.VERIFY if any(each.failed for each in audited) else Exit.DONE
    if as_json:
        show.as_json({"exit": int(code), "stations": [_values(each) for each in audited]})
    else:
        _tell(audited, quiet)
    if code:
        raise click.exceptions.Exit(code)


def _values(audited: Audited) -> dict[str, Any]:
    """One station, as programs read it."""
    from mzdocs.cli import show

    return {
        "station": audited.station,
        "name": audited.name,
        "files": [_file(each) for each in audited.files],
        "notices": show.problem_values(audited.notices),
        "disagreements": [_told(each) for each in audited.disagreements],
    }


def _file(judged: Judged) -> dict[str, Any]:
    from mzdocs.cli import show

    return {
        "set": judged.set,
        "file": judged.file,
        "outcome": judged.outcome,
        "problems": show.problem_values(judged.problems),
        "not_run": judged.not_run.say(LANGUAGE) if judged.not_run else None,
    }


def _told(found: Disagreement) -> dict[str, Any]:
    return {
        "path": found.path,
        "data": found.now,
        "files": list(found.told),
        "otherwise": {value: list(files) for value, files in found.otherwise},
    }


def _tell(audited: Sequence[Audited], quiet: bool) -> None:
    from mzdocs.cli import show

    if not quiet:
        _table(audited)
    for each in audited:
        if not quiet:
            show.problems(each.notices)
        show.problems(problem for file in each.files for problem in file.problems)
        for found in each.disagreements:
            _tell_disagreement(found)
        if not quiet:
            _tell_not_run(each)
    if not quiet:
        _count(audited)


def _table(audited: Sequence[Audited]) -> None:
    """How many files of each set ended in which way."""
    from mzdocs.cli import show

    heads = (say("工作站", "station"), say("成套", "set"), say("文件", "files"), *OUTCOMES.values())
    rows = []
    for each in audited:
        for name in dict.fromkeys(file.set for file in each.files):
            counts = Counter(file.outcome for file in each.files if file.set == name)
            rows.append((each.name, name, str(counts.total()), *(str(counts[way]) for way in OUTCOMES)))
    show._table(heads, rows)


def _tell_disagreement(found: Disagreement) -> None:
    """The same fact in several files: the files of each value."""
    from mzdocs.cli import show

    show.line(say(f"各文件不一致：{found.path}，数据里是 {found.now}", f"Files disagree: {found.path} is {found.now}"))
    for value, files in ((found.now, found.told), *found.otherwise):
        if files:
            show.line(f"    {value}{say('：', ': ')}{say('、', ', ').join(files)}")


def _tell_not_run(audited: Audited) -> None:
    """The files that were not checked, by the reason."""
    from mzdocs.cli import show

    reasons: dict[str, list[str]] = {}
    for file in audited.files:
        if file.outcome == "not run" and file.not_run:
            reasons.setdefault(file.not_run.say(LANGUAGE), []).append(file.file)
    for reason, files in reasons.items():
        head = say(f"没有检查 {len(files)} 个（{reason}）：", f"{len(files)} not run ({reason}): ")
        show.line(head + say("、", ", ").join(files))


def _count(audited: Sequence[Audited]) -> None:
    from mzdocs.cli import show

    counts = Counter(file.outcome for each in audited for file in each.files)
    show.line(say("，", ", ").join(f"{word} {counts[way]}" for way, word in OUTCOMES.items()) + say("。", "."))
