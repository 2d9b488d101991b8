"""`mzdocs badge`: a key that signs the codes of badges, what others need to verify them, and what a code is worth."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.cli.new_file import refuse_taken, save
from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type

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
KEY_IN_WORKSPACE = problem_type(
    "MZ3630",
    "密钥不能放在工作目录或代码库里：会跟着数据一起发出去",
    "A key does not belong into a workspace or a repository: it would be handed out with the data",
    "写到只有管理员能打开的别处，例如加密的 U 盘。",
    "Write it elsewhere, where only its keeper can open it, such as an enciphered stick.",
    Exit.USAGE,
)
_LARGEST = 64_000_000
"""Bytes of a photo or a PDF."""


@click.group(
    help=say("胸牌的二维码：生成密钥、公布公钥、核验真伪。", "Codes of badges: make a key, publish it, verify."),
    epilog=examples("mzdocs badge keygen /mnt/usb/badge.key", "mzdocs badge verify photo.jpg"),
)
def badge() -> None:
    """The commands about codes of badges."""


@badge.command(
    help=say("生成区民政局签胸牌的密钥（Ed25519）。", "Make the key of the bureau that signs badges (Ed25519)."),
    epilog=examples("mzdocs badge keygen /mnt/usb/badge.key"),
)
@options.language
@click.argument("file", type=options.FILE)
def keygen(file: Path) -> None:
    """Write a new private key for its keeper's eyes alone, and show the public one.

    Raises:
        Stopped: the path is taken, cannot be written, or lies in a workspace or repository.
    """
    from mzdocs.derive.badge_codes.signatures import key_file, new_seed, public_key
    from mzdocs.load.workspace import resolved

    for folder in resolved(file).parents:
        if (folder / "data" / "district.yaml").exists() or (folder / ".git").exists():
            raise Stopped([KEY_IN_WORKSPACE.at(Location(file.name))])
    refuse_taken(file)
    seed = new_seed()
    save(file, key_file(seed))
    show.line(say(f"密钥写在 {file}（0600）。妥善保管，不要外传。", f"The key is in {file} (0600). Keep it secret."))
    show.line(say("把公钥写进 data/district.yaml：", "Write the public key into data/district.yaml:"))
    show.line(f"胸牌公钥:\n  - {{ 公钥: {public_key(seed)}, 启用: {date.today()} }}")


@badge.command(
    help=say(
        "输出公钥和作废名单（JSON，没有姓名），别的单位凭它离线核验。",
        "Print public keys and void numbers (JSON, no names), by which others verify offline.",
    ),
    epilog=examples("mzdocs badge export > badge-keys.json"),
)
@options.language
def export() -> None:
    """Print what others need.

    Raises:
        Stopped: the data have errors, or there is no public key.
    """
    from mzdocs.derive.badge_codes.register import exported

    show.line(exported(_known(None)))


@badge.command(
    help=say(
        "核验胸牌的二维码：照片、扫描件、PDF 或文字（- 是标准输入），离线。真 0，其余 18。",
        "Verify codes of badges in photos, scans, PDF or text (- is standard input), offline. Genuine 0, else 18.",
    ),
    short_help=say("核验胸牌的二维码", "Verify codes of badges"),
    epilog=examples(
        "mzdocs badge verify photo.jpg", "mzdocs badge verify --keys badge-keys.json --on 2027-05-01 code.txt"
    ),
)
@click.option("--keys", type=options.FILE, help=say("公钥文件；默认用工作目录的数据", "Keys, by default the data's"))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=say("核验哪一天，默认今天", "Day, today by default"))
@options.language
@options.as_json
@options.finished_files
def verify(files: tuple[Path, ...], keys: Path | None, on: datetime | None, as_json: bool) -> Exit:
    """Judge every code in every file.

    Raises:
        Stopped: there is nothing to judge by.
    """
    known, day = _known(keys), on.date() if on else date.today()
    judged = [each for file in files for each in _judged(file, known, day)]
    exits = [problem.problem_type.exit for each in judged for problem in each.problems if each.failed]
    code = Exit.VERIFY if Exit.VERIFY in exits else next(iter(exits), Exit.DONE)
    if as_json:
        show.as_json({"exit": int(code), "on": day.isoformat(), "codes": [_values(each) for each in judged]})
    else:
        for each in judged:
            _show(each)
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


def _known(keys: Path | None) -> Known:
    from mzdocs.derive.badge_codes.register import NO_KEYS_KNOWN, known_from, known_of
    from mzdocs.load import load_district, load_stations_facts
    from mzdocs.load.workspace import read_bytes

    if keys:
        known = known_from(read_bytes(keys, keys.name), Location(keys.name))
    else:
        space = stations.workspace_of()
        known = known_of(load_district(space)[0], load_stations_facts(space))
    if not known.keys:
        raise Stopped([NO_KEYS_KNOWN.at()])
    return known


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
    from mzdocs.preflight.any_file import bytes_of
    from mzdocs.preflight.code_pictures import UNREADABLE_PICTURE, codes_in, is_picture

    location = Location(str(file))
    data = sys.stdin.buffer.read(_LARGEST) if str(file) == "-" else bytes_of(file, _LARGEST)
    if is_picture(data):
        return codes_in(data, location)
    try:
        return [as_pasted(data.decode("utf-8"))] if data else []
    except UnicodeDecodeError:
        raise Stopped([UNREADABLE_PICTURE.at(location)]) from None


def _show(judged: _Judged) -> None:
    from mzdocs.derive.badge_codes.verdict import OUTCOMES

    if judged.verdict:
        show.line(f"{OUTCOMES[judged.verdict.outcome].say(LANGUAGE)}: {judged.file}")
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
