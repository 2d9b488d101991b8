"""`mzdocs fetch`: a store -> the stations' finished files, as they were delivered."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import examples, say
from mzdocs.cli.store_words import TransferProgress
from mzdocs.core.problems import Exit


@click.command(
    help=say(
        "从存放处取回工作站的成品：逐个核对，已有的不同文件不覆盖；没取完的再运行一次就接着取。",
        "Fetch stations from a store: each file is verified, none is written over, a second run goes on.",
    ),
    epilog=examples(
        "mzdocs fetch s3://xx-public/2026 取回", "mzdocs fetch s3://xx-private/2026 取回 --identity key.txt"
    ),
)
@click.argument("store", metavar=say("存放处", "STORE"))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar=say("文件夹", "FOLDER"))
@click.option(
    "--stations", "pattern", metavar=say("名字", "PATTERN"),
    help=say("只取这些：市/区/站，可以用 * 代替", "Only these: city/district/station, with * for any"),
)  # fmt: skip
@click.option(
    "--identity", type=options.FILE,
    help=say("加密了的：用这个文件里的私钥打开", "Of what is encrypted: the file with the private key"),
)  # fmt: skip
@options.quiet
@options.language
@options.as_json
def fetch(store: str, folder: Path, pattern: str | None, identity: Path | None, quiet: bool, as_json: bool) -> Exit:
    """Fetch them, and say how many came whole."""
    from mzdocs.load.workspace import resolved
    from mzdocs.nation.store.age_sealing import opener
    from mzdocs.nation.store.fetching import fetch_stations
    from mzdocs.nation.store.store_address import StoreAddress, opened

    keys = opener(resolved(identity)) if identity else None
    progress = TransferProgress(quiet or as_json)
    done = fetch_stations(opened(StoreAddress.of(store)), resolved(folder), pattern, keys, progress)
    code = done.problems[0].problem_type.exit if done.problems else Exit.DONE
    if as_json:
        values = {"exit": int(code), "stations": done.stations, "files": done.files, "bytes": done.size}
        show.as_json({**values, "problems": show.problem_values(done.problems)})
        return code
    show.problems(done.problems, sys.stderr)
    if not quiet:
        zh = f"取回 {done.stations} 个工作站，新写 {done.files} 个文件 {done.size / 1e6:.1f} MB。"
        show.line(say(zh, f"{done.stations} stations whole; {done.files} files, {done.size / 1e6:.1f} MB written."))
    return code
