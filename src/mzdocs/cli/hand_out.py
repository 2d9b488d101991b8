"""The commands that hand a file out: a reading copy under its reader's name, a signed archive file."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click

from mzdocs.cli.messages import say
from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason

CANNOT_SAVE = problem_type(
    "MZ7531",
    "写不了这个文件：{reason}",
    "The file cannot be written: {reason}",
    "已有同名文件的，换一个文件名；检查文件夹、权限和磁盘空间。",
    "Choose another name if it is taken; check the folder, permissions and space.",
    Exit.OUTPUT,
)
NO_REGISTER = problem_type(
    "MZ7532",
    "本站没有查阅登记表：没有登记，就不能做查阅副本",
    "This station has no consultation register: without an entry there is no copy",
    "在数据文件“档案”下写上 查阅登记: 文件名，并放好只有表头的 CSV。",
    "Name a register in the data file's part on the archive, and put a CSV with its head there.",
)
NO_SECRET = problem_type(
    "MZ7533",
    "口令文件是空的，或读不了",
    "The password file is empty or cannot be read",
    "口令写在第一行，UTF-8 编码。",
    "Write the password in its first line, in UTF-8.",
    Exit.ASSET,
)

IN_A_SET = problem_type(
    "MZ7534",
    "这里是成套交付的文件夹，下次生成会整套换掉",
    "This is the folder of a delivered set, which the next build replaces whole",
    "写到别的文件夹。",
    "Write it to another folder.",
    Exit.OUTPUT,
)
ENTERED = problem_type(
    "MZ7535",
    "没有做出副本，但查阅登记表里已登记第 {serial} 号",
    "No copy was made, but the consultation register has entry {serial}",
    "在这一行注明未取走，或重做一份（另登一号）。",
    "Note in that row that nothing was taken, or make another copy (with an entry of its own).",
    Exit.OUTPUT,
)

_LANG = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help=say("语言，默认中文", "Language, Chinese by default")
)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    "copy",
    help=say(
        "做一份查阅副本：每页印上查阅人和日期，登入查阅登记表。NUMBER 是案卷的档号。",
        "Take a reading copy: reader and date on every page, entered in the register. NUMBER is the volume's.",
    ),
    epilog="\b\n"
    + say("例：", "Examples:")
    + "\n  mzdocs archive copy taoyuan Z101-MZ·DB-Y-001 --reader 张三 --unit 审计局 --purpose 审计 --approved-by 李四",
)
@click.argument("station", type=click.Path(path_type=Path))
@click.argument("number")
@click.option("--reader", required=True, help=say("查阅人姓名", "Who reads"))
@click.option("--unit", required=True, help=say("查阅人单位", "The reader's office"))
@click.option("--purpose", required=True, help=say("查阅目的", "What for"))
@click.option("--approved-by", required=True, help=say("批准人姓名", "Who allowed it"))
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help=say("查阅日期，默认今天", "Day, today by default")
)
@click.option("--lock", is_flag=True, help=say("加密（AES-256），口令另行输入", "Lock it (AES-256) with a password"))
@click.option("--password-file", type=_FILE, help=say("从文件第一行读口令", "Read the password from a file"))
@click.option("--output", type=_FILE, help=say("写到哪里", "Where to"))
@_LANG
def copy(
    station: Path, number: str, reader: str, unit: str, purpose: str, approved_by: str,
    day: datetime | None, lock: bool, password_file: Path | None, output: Path | None, lang: str | None,
) -> None:  # fmt: skip
    from mzdocs.copies import locked, reading_copy
    from mzdocs.copies.consultation_register import Reading, enter
    from mzdocs.copies.reading_room import READING_ROOM, volume

    slug, folder, register = _station(station)
    reading = Reading(reader, unit, purpose, number, approved_by, day.date() if day else date.today())
    pdf = volume(folder / READING_ROOM, number)
    made = reading_copy(pdf, reader, reading.read_on, purpose, number)
    if lock or password_file:
        made = locked(made, _secret(password_file, say("查阅副本的口令", "Password of the copy"), twice=True))
    _refuse_taken(output)

    def hand_out(serial: int) -> None:
        path = output or folder / "reading-copies" / f"{number}-查阅{serial:04}.pdf"
        try:
            _save(path, made)
        except Stopped as stopped:
            raise Stopped([*stopped.problems, ENTERED.at(Location(register.name), serial=serial)]) from None
        click.echo(say(f"{slug}：已登记第 {serial} 号，副本在 {path}", f"{slug}: entered as {serial}, copy at {path}"))

    enter(register, reading, hand_out)


def _station(station: Path) -> tuple[str, Path, Path]:
    """A station's name, its output folder and its register; client files stay closed."""
    from mzdocs.load import find, load_station
    from mzdocs.load.workspace import NO_FILE, beneath, here, is_file

    space = find(station.parent if is_file(station) else here())
    by_name = space.root / "data" / "stations" / f"{station.name}.yaml"
    path = station if is_file(station) else by_name
    name = load_station(path, space, False).station.archive.consultations
    if name is None:
        raise Stopped([NO_REGISTER.at(Location(space.name(path)))])
    register = beneath(path.parent, name)
    if register is None:
        raise Stopped([NO_FILE.at(Location(space.name(path), path=f"档案.查阅登记 {name}"))])
    return path.stem, space.output / path.stem, register


@click.command(
    "sign",
    help=say(
        "给归档的 PDF 加上数字签名（PAdES），另存为新文件。",
        "Put a digital signature (PAdES) on an archive PDF, saved as a new file.",
    ),
    epilog="\b\n"
    + say("例：", "Examples:")
    + "\n  mzdocs sign output/taoyuan/archive/volume-db-001.pdf --key station.p12",
)
@click.argument("file", type=_FILE)
@click.option("--key", "key_file", required=True, type=_FILE, help=say("密钥文件（.p12）", "Key file (.p12)"))
@click.option("--reason", "why", help=say("签名理由，例如 归档", "Reason"))
@click.option("--passphrase-file", type=_FILE, help=say("从文件第一行读口令", "Read the passphrase from a file"))
@click.option("--output", type=_FILE, help=say("写到哪里", "Where to"))
@_LANG
def sign(
    file: Path, key_file: Path, why: str | None, passphrase_file: Path | None, output: Path | None, lang: str | None
) -> None:
    from mzdocs.load.workspace import read_bytes
    from mzdocs.pdf.signing import key, signed

    pdf, container = read_bytes(file, file.name), read_bytes(key_file, key_file.name)
    path = output or _beside(file)
    _refuse_taken(path)
    secret = _secret(passphrase_file, say("密钥口令", "Passphrase of the key"), twice=False)
    _save(path, signed(pdf, key(container, secret, datetime.now(UTC)), why))
    click.echo(say(f"已签名：{path}", f"Signed: {path}"))


def _beside(file: Path) -> Path:
    """A delivered set holds what its manifest lists and nothing else: what is signed goes beside the set."""
    if (file.parent / "manifest.json").exists():
        return file.resolve().parent.parent / "signed" / file.name
    return file.with_name(f"{file.stem}-signed.pdf")


def _secret(file: Path | None, prompt: str, twice: bool) -> str:
    """Typed unseen, or the first line of a file; never a word of the command line, which others can see."""
    if file is None:
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))
    from mzdocs.load.workspace import read_bytes

    try:
        lines = read_bytes(file, file.name).decode("utf-8-sig").splitlines()
    except (Stopped, UnicodeDecodeError):
        lines = []
    if not lines or not lines[0]:
        raise Stopped([NO_SECRET.at(Location(file.name))])
    return lines[0]


def _refuse_taken(path: Path | None) -> None:
    if path is not None and os.path.lexists(path):
        raise Stopped([CANNOT_SAVE.at(Location(path.name), reason=reason(FileExistsError(17, "")))])
    if path is not None and (path.parent / "manifest.json").exists():
        raise Stopped([IN_A_SET.at(Location(path.name))])


def _save(path: Path, data: bytes) -> None:
    """Whole or not at all, for its owner's eyes, and never over another file."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        try:
            _write(beside, data)
            beside.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Stopped([CANNOT_SAVE.at(Location(path.name), reason=reason(error))]) from None


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
