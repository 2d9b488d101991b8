"""`mzdocs archive copy`: a volume and its reader -> the reading copy, entered in the consultation register."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path

import click

from mzdocs.cli import options, stations
from mzdocs.cli.messages import examples, say
from mzdocs.cli.new_file import refuse_taken, save
from mzdocs.cli.passwords import password
from mzdocs.core.problems import Exit, Location, Stopped, problem_type

NO_REGISTER = problem_type(
    "MZ7532",
    "本站没有查阅登记表：没有登记，就不能做查阅副本",
    "This station has no consultation register: without an entry there is no copy",
    "在数据文件“档案”下写上 查阅登记: 文件名，并放好只有表头的 CSV。",
    "Name a register in the data file's part on the archive, and put a CSV with its head there.",
)
ENTERED = problem_type(
    "MZ7535",
    "没有做出副本，但查阅登记表里已登记第 {serial} 号",
    "No copy was made, but the consultation register has entry {serial}",
    "在这一行注明未取走，或重做一份（另登一号）。",
    "Note in that row that nothing was taken, or make another copy (with an entry of its own).",
    Exit.OUTPUT,
)


@click.command(
    "copy",
    help=say(
        "做一份查阅副本：每页印上查阅人和日期，登入查阅登记表。",
        "Take a reading copy: reader and date on every page, entered in the register.",
    ),
    epilog=examples(
        "mzdocs archive copy taoyuan Z101-MZ·DB-Y-001 --reader 张三 --unit 审计局 --purpose 审计 --approved-by 李四"
    ),
)
@options.station_named("station")
@click.argument("number", metavar=say("档号", "NUMBER"))
@click.option("--reader", required=True, help=say("查阅人姓名", "Who reads"))
@click.option("--unit", required=True, help=say("查阅人单位", "The reader's office"))
@click.option("--purpose", required=True, help=say("查阅目的", "What for"))
@click.option("--approved-by", required=True, help=say("批准人姓名", "Who allowed it"))
@click.option(
    "--date",
    "day",
    type=options.DAY,
    metavar=options.DAY_SHOWN,
    help=say("查阅日期，默认今天", "Day, today by default"),
)
@click.option("--lock", is_flag=True, help=say("加密（AES-256），口令另行输入", "Lock it (AES-256) with a password"))
@click.option("--password-file", type=options.FILE, help=say("从文件第一行读口令", "Read the password from a file"))
@options.output_file
@options.language
def copy(
    station: Path, number: str, reader: str, unit: str, purpose: str, approved_by: str,
    day: datetime | None, lock: bool, password_file: Path | None, output: Path | None,
) -> None:  # fmt: skip
    """Enter who reads, then write the copy under the reader's name; a copy never exists without its entry.

    Raises:
        Stopped: the volume, the register or the path is not as it must be; `ENTERED` when only the entry was made.
    """
    from mzdocs.copies import locked, reading_copy
    from mzdocs.copies.consultation_register import Reading, enter
    from mzdocs.copies.reading_room import volume
    from mzdocs.plan.document import READING_ROOM
    from mzdocs.publish import sets

    slug, folder, register = _station(station)
    reading = Reading(reader, unit, purpose, number, approved_by, day.date() if day else date.today())
    pdf = volume(folder / READING_ROOM, number)
    made = reading_copy(pdf, reader, reading.read_on, purpose, number)
    if lock or password_file:
        made = locked(made, password(password_file, say("查阅副本的口令", "Password of the copy"), twice=True))
    refuse_taken(output)

    def hand_out(serial: int) -> None:
        path = output or folder / "reading-copies" / f"{number}-查阅{serial:04}.pdf"
        try:
            save(path, made)
        except Stopped as stopped:
            raise Stopped([*stopped.problems, ENTERED.at(Location(register.name), serial=serial)]) from None
        click.echo(say(f"{slug}：已登记第 {serial} 号，副本在 {path}", f"{slug}: entered as {serial}, copy at {path}"))

    with sets.locked(folder.parent) if output is None else nullcontext():
        enter(register, reading, hand_out)


def _station(station: Path) -> tuple[str, Path, Path]:
    """A station's name, its output folder and its register; client files stay closed."""
    from mzdocs.load import load_station
    from mzdocs.load.workspace import beneath
    from mzdocs.load.workspace_problems import NO_FILE

    space, (path,) = stations.asked_for([station])
    name = load_station(path, space, False).station.archive.consultations
    if name is None:
        raise Stopped([NO_REGISTER.at(Location(space.name(path)))])
    register = beneath(path.parent, name)
    if register is None:
        raise Stopped([NO_FILE.at(Location(space.name(path), path=f"档案.查阅登记 {name}"), hint="")])
    return path.stem, space.output / path.stem, register
