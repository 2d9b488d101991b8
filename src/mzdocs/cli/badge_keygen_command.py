"""`mzdocs badge keygen`: a new key of the bureau -> its file, and the public half to be written into the data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import examples, say
from mzdocs.cli.new_file import refuse_taken, save
from mzdocs.core.problems import Exit, Location, Stopped, problem_type

KEY_IN_WORKSPACE = problem_type(
    "MZ3630",
    "密钥不能放在工作目录或代码库里：会跟着数据一起发出去",
    "A key does not belong into a workspace or a repository: it would be handed out with the data",
    "写到只有管理员能打开的别处，例如加密的 U 盘。",
    "Write it elsewhere, where only its keeper can open it, such as an enciphered stick.",
    Exit.USAGE,
)


@click.command(
    help=say("生成区民政局签胸牌的密钥（Ed25519）。", "Make the key of the bureau that signs badges (Ed25519)."),
    epilog=examples("mzdocs badge keygen /mnt/usb/badge.key"),
)
@options.language
@click.argument("file", type=options.FILE, metavar=say("密钥文件", "FILE"))
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
    mode = f"{file.stat().st_mode & 0o777:04o}"  # a stick without permissions has it read by everybody
    show.line(say(f"密钥写在 {file}（{mode}）。不要外传。", f"The key is in {file} ({mode}). Keep it secret."))
    show.line(say("把公钥写进 data/district.yaml：", "Write the public key into data/district.yaml:"))
    show.line(f"胸牌公钥:\n  - {{ 公钥: {public_key(seed)}, 启用: {date.today()} }}")
    show.line(
        say(
            "“启用”不得晚于胸牌的“制发日期”：制发日期早于今天的，把它改成那一天或更早。",
            "启用 must not be later than the badges' 制发日期: write that day or an earlier one.",
        )
    )
