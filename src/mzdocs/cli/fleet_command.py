"""`mzdocs fleet`: a folder of districts -> every station of all of them, built as far as it is not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mzdocs.cli import options
from mzdocs.cli.fleet_words import FleetProgress, show_ended, show_report, show_status
from mzdocs.cli.messages import examples, say
from mzdocs.cli.store_words import TransferProgress, show_collected, surveys_of
from mzdocs.core.problems import Exit, Location, Stopped
from mzdocs.kinds import KINDS

if TYPE_CHECKING:
    from mzdocs.nation.districts import DistrictFolder
    from mzdocs.nation.earlier_report import EarlierReport
    from mzdocs.nation.engines import Engine
    from mzdocs.nation.tasks import Task
    from mzdocs.nation.work import Done

HERE = say("进程", "processes")


@click.command(
    help=say(
        "一个文件夹下面所有的区，全部工作站：没有变化的不重做，断了再运行就接着做。",
        "Every station of every district below a folder; what is unchanged is not made, a second run goes on.",
    ),
    epilog=examples(
        "mzdocs fleet 某省", "mzdocs fleet 某省 --stations '某市/*' --only badge", "mzdocs fleet 某省 --status"
    ),
)
@click.argument("root", type=click.Path(path_type=Path), metavar=say("文件夹", "FOLDER"))
@click.option(
    "--stations", "pattern", metavar=say("名字", "PATTERN"),
    help=say("只做这些：市/区/站，可以用 * 代替", "Only these: city/district/station, with * for any"),
)  # fmt: skip
@options.only_of(tuple(KINDS))
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), default=os.cpu_count() or 1, show_default=True,
    help=say("同时做几个区", "Districts at the same time"),
)  # fmt: skip
@click.option(
    "--engine", default=HERE, show_default=True, metavar=say("引擎", "ENGINE"),
    help=say(
        "谁来做：本机的进程，dask（本机的 Dask），或者调度程序的地址，例如 tls://10.1.2.3:8786",
        "Who works: processes, dask (both on this machine), or a scheduler's address tls://…",
    ),
)  # fmt: skip
@click.option("--tls-ca", type=options.FILE, help=say("连调度程序：认哪个机构的证书", "To reach it: whom to believe"))
@click.option("--tls-cert", type=options.FILE, help=say("连调度程序：自己的证书", "To reach it: our certificate"))
@click.option("--tls-key", type=options.FILE, help=say("连调度程序：自己的私钥", "To reach it: our key"))
@click.option(
    "--retry", type=click.IntRange(1, 9), default=3, show_default=True,
    help=say("一个站连着几次做死了才搁下", "How often a station may end its process before it is set apart"),
)  # fmt: skip
@click.option(
    "--timeout", type=click.IntRange(1, 86_400), default=900, show_default=True,
    help=say("一个站最多做几秒", "Seconds a station may take"),
)  # fmt: skip
@click.option("--force", is_flag=True, help=say("没有变化的也重做、重送", "Make and send also what is unchanged"))
@click.option(
    "--store", metavar=say("存放处", "STORE"),
    help=say("做好了送到这里：s3://存储桶/前缀，或者一个文件夹；不送档案", "Send what is made here; no private sets"),
)  # fmt: skip
@click.option(
    "--private-store", metavar=say("存放处", "STORE"),
    help=say("档案用区里的加密公钥加密，送到这里", "Send the private sets here, encrypted for their district"),
)  # fmt: skip
@click.option(
    "--collect", is_flag=True,
    help=say("不生成，删掉存放处里没有用到的包", "Make nothing; delete what no station in the store needs"),
)  # fmt: skip
@click.option("--status", is_flag=True, help=say("只说做到哪一步，不生成", "Say how far it is; make nothing"))
@click.option(
    "--report", type=click.Path(path_type=Path, file_okay=False),
    help=say(
        "不生成，把各地的情况汇总成网页、表格和市、省的文书，写到这个新文件夹",
        "Make nothing; write the roll-up and the papers of cities and provinces here",
    ),
)  # fmt: skip
@click.option(
    "--since", type=click.Path(path_type=Path, file_okay=False),
    help=say("汇总时和以前汇总的这个文件夹比，说出变了什么", "Say what changed since the roll-up in this folder"),
)  # fmt: skip
@click.option(
    "--on", type=options.DAY, metavar=options.DAY_SHOWN,
    help=say("汇总到哪一天，默认今天", "The day of the report, today by default"),
)  # fmt: skip
@options.quiet
@options.language
@options.as_json
def fleet(
    root: Path, pattern: str | None, only: tuple[str, ...], jobs: int, engine: str, tls_ca: Path | None,
    tls_cert: Path | None, tls_key: Path | None, retry: int, timeout: int,
    force: bool, store: str | None, private_store: str | None, collect: bool, status: bool, report: Path | None,
    since: Path | None, on: datetime | None, quiet: bool, as_json: bool,
) -> Exit:  # fmt: skip
    """Find the districts, carry out their tasks, say how it ended."""
    from mzdocs.load.workspace import resolved
    from mzdocs.nation.districts import NO_DISTRICT, districts_under
    from mzdocs.nation.fleet_run import read_fleet, run_fleet
    from mzdocs.nation.store.fleet_sending import send_fleet
    from mzdocs.nation.store.targets import targets_at
    from mzdocs.nation.tasks import Asked
    from mzdocs.nation.work import carried_out

    root, start, targets = resolved(root), time.perf_counter(), targets_at(store, private_store)
    every = [*districts_under(root)]
    found = [*_wanted(every, pattern)]
    if not any(each.weights for each in found):
        raise Stopped([problem for each in every for problem in each.problems] or [NO_DISTRICT.at(Location(root.name))])
    if collect and not any(targets):
        raise click.UsageError(say("--collect 要 --store 或者 --private-store", "--collect wants a store"))
    if collect:
        return show_collected(root, targets, as_json)
    if status:
        return show_status(root, found, surveys_of(targets), as_json)
    work = partial(carried_out, str(root), Asked(() if report else tuple(only or KINDS), force), timeout)
    made = _engine(engine, work, jobs, timeout, (tls_ca, tls_cert, tls_key))
    if report:
        before = _compared_with(since, pattern)
        with FleetProgress(every, silent=quiet or as_json) as progress:
            read_fleet(root, every, made, retry, progress)
        day = on.date() if on else date.today()
        return progress.interrupted or show_report(root, every, resolved(report), day, before, quiet, as_json)
    with targets.marked("sending", root):
        pass  # whatever a store refuses is told before hours of work
    with FleetProgress(found, silent=quiet or as_json) as progress:
        run_fleet(root, every, found, made, retry, progress)
    sending = None
    if any(targets) and not progress.stopping:
        sending = send_fleet(root, found, targets, force, TransferProgress(quiet or as_json))
    return show_ended(progress, found, sending, time.perf_counter() - start, quiet, as_json)


def _compared_with(since: Path | None, pattern: str | None) -> EarlierReport | None:
    """The roll-up that another is compared with, if any.

    Raises:
        click.UsageError: only some stations are asked for.
        Stopped: there is no roll-up.
    """
    from mzdocs.nation.earlier_report import earlier_report

    if pattern:
        raise click.UsageError(
            say(
                "--report 汇总全部，不能加 --stations：分开汇总，两份一对照就可能推出不写的人数",
                "--report is of all: of two roll-ups what is not told could follow",
            )
        )
    return earlier_report(since) if since else None


def _engine(name: str, work: Callable[[Task], Done], jobs: int, timeout: int, tls: tuple[Path | None, ...]) -> Engine:
    """The engine a name or an address means.

    Raises:
        click.UsageError: it means none, or some of the three files of TLS are missing.
        Stopped: the address is open.
    """
    from mzdocs.nation.cluster import Certificates, Cluster
    from mzdocs.nation.engines import Processes

    files = [each for each in tls if each]
    if len(files) not in (0, 3):
        raise click.UsageError(
            say("--tls-ca、--tls-cert、--tls-key 要一起写", "--tls-ca, --tls-cert, --tls-key: all three")
        )
    if name in (HERE, "processes"):
        return Processes(work, jobs, timeout)
    if name == "dask":
        return Cluster(work, jobs, seconds=timeout)
    if not name.startswith(("tcp://", "tls://")):
        raise click.UsageError(say(f"--engine 没有“{name}”：写 进程、dask 或者调度程序的地址", f"--engine: no {name}"))
    if name.startswith("tls://") and not files:
        raise click.UsageError(say("tls:// 要 --tls-ca、--tls-cert、--tls-key", "tls:// wants all of --tls-…"))
    return Cluster(work, jobs, name, Certificates(*files) if files else None, timeout)


def _wanted(every: Sequence[DistrictFolder], pattern: str | None) -> Iterator[DistrictFolder]:
    """The districts with those of their stations whose place a pattern names; those that cannot be read, where none."""
    for each in every:
        named = tuple(one for one in each.weights if fnmatchcase(f"{each.place}/{one[0]}", pattern or "*"))
        if named or (pattern is None and each.problems):
            yield replace(each, weights=named)
