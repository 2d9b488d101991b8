"""`mzdocs badge verify`: photos, scans, PDF or text -> what each code in them is worth on a day."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show
from mzdocs.cli.known_badges import known_as_far_as_read
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.problems import Exit, Location, Problem, Stopped, errors, problem_type

if TYPE_CHECKING:
    from mzdocs.derive.badge_codes.verdict import Known, Verdict

NO_CODE = problem_type(
    "MZ3621",
    "没有读到二维码",
    "No QR code was read",
    "对准二维码、光线均匀地再拍一张；或用手机扫码，把文字存成文件来核验。",
    "Take the photo again, straight and evenly lit; or scan it with a telephone and verify the text.",
    Exit.ASSET,
)
_LARGEST = 64_000_000
"""Bytes of a photo or a PDF."""


@click.command(
    help=say(
        "核验胸牌的二维码：照片、扫描件、PDF 或文字（- 是标准输入），离线。真 0，其余 18。",
        "Verify codes of badges in photos, scans, PDF or text (- is standard input), offline. Genuine 0, else 18.",
    ),
    epilog=examples(
        "mzdocs badge verify photo.jpg", "mzdocs badge verify --keys badge-keys.json --on 2027-05-01 code.txt"
    ),
)
@click.option("--keys", type=options.FILE, help=say("公钥文件；默认用工作目录的数据", "Keys, by default the data's"))
@click.option(
    "--on", type=options.DAY, metavar=options.DAY_SHOWN, help=say("核验哪一天，默认今天", "Day, today by default")
)
@options.language
@options.as_json
@options.finished_files
def verify(files: tuple[Path, ...], keys: Path | None, on: datetime | None, as_json: bool) -> Exit:
    """Judge every code in every file.

    Raises:
        Stopped: there is nothing to judge by.
    """
    (known, unknown), day = known_as_far_as_read(keys), on.date() if on else date.today()
    judged = [each for file in files for each in _judged(file, known, day)]
    exits = [problem.problem_type.exit for each in judged for problem in each.problems if each.failed]
    exits += [problem.problem_type.exit for problem in errors(unknown)]
    code = Exit.VERIFY if Exit.VERIFY in exits else next(iter(exits), Exit.DONE)
    if as_json:
        codes, told = [_values(each) for each in judged], show.problem_values(unknown)
        show.as_json({"exit": int(code), "on": day.isoformat(), "codes": codes, "problems": told})
    else:
        for each in judged:
            _show(each)
        _sum_up(judged)
        show.problems(unknown)
    return code


@dataclass(frozen=True)
class _Judged:
    """One code of a file, or why there is none."""

    file: str
    verdict: Verdict | None
    problems: Sequence[Problem]

    @property
    def failed(self) -> bool:
        return self.verdict is None or self.verdict.outcome != "genuine"


def _judged(file: Path, known: Known, day: date) -> list[_Judged]:
    from mzdocs.derive.badge_codes.verdict import judge

    try:
        texts = _texts(file)
    except Stopped as stopped:
        return [_Judged(str(file), None, stopped.problems)]
    if not texts:
        return [_Judged(str(file), None, [NO_CODE.at(Location(str(file)))])]
    verdicts = [judge(text, known, day) for text in texts]
    return [_Judged(str(file), each, each.problems) for each in verdicts]


def _texts(file: Path) -> list[str]:
    """What the codes of a file say, or the file itself where it is a text.

    Raises:
        Stopped: it cannot be read.
    """
    from mzdocs.derive.badge_codes.code_text import as_pasted
    from mzdocs.preflight.allowance import looking_limits
    from mzdocs.preflight.delivered.file_bytes import bytes_of
    from mzdocs.preflight.guarded import guarded
    from mzdocs.preflight.pictures.code_pictures import UNREADABLE_PICTURE, codes_in, is_picture

    location = Location(str(file))
    data = sys.stdin.buffer.read(_LARGEST) if str(file) == "-" else bytes_of(file, _LARGEST)
    if is_picture(data):
        return guarded(looking_limits(len(data)), location, codes_in, data, location)
    try:
        return [as_pasted(data.decode("utf-8"))] if data else []
    except UnicodeDecodeError:
        raise Stopped([UNREADABLE_PICTURE.at(location)]) from None


def _sum_up(judged: Sequence[_Judged]) -> None:
    """How many codes ended how, where there is more than one."""
    if len(judged) > 1:
        ends = Counter(each.verdict.said.say(LANGUAGE) if each.verdict else say("读不出", "unread") for each in judged)
        counted = say("，", ", ").join(f"{end} {count}" for end, count in ends.items())
        show.line(say(f"{len(judged)} 个码：{counted}", f"{len(judged)} codes: {counted}"))


def _show(judged: _Judged) -> None:
    if judged.verdict:
        show.line(f"{judged.verdict.said.say(LANGUAGE)}: {judged.file}")
        for said in judged.verdict.facts.signed_part.splitlines() if judged.verdict.facts else ():
            show.line(f"    {said}")
    show.problems(judged.problems)


def _values(judged: _Judged) -> dict[str, Any]:
    """One code, as programs read it."""
    facts = judged.verdict.facts if judged.verdict else None
    said = {"name": facts.name, "station": facts.station, "number": facts.number} if facts else {}
    days = {"first": facts.first.isoformat(), "last": facts.last.isoformat()} if facts else {}
    return {
        "file": judged.file,
        "outcome": judged.verdict.outcome if judged.verdict else None,
        **said,
        **days,
        "problems": show.problem_values(judged.problems),
    }
