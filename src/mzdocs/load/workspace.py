"""Where the data files lie: the workspace around the current folder, its district and stations."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type, reason

NO_WORKSPACE = problem_type(
    "MZ1301",
    "从 {folder} 往上都没有找到 data/district.yaml",
    "No data/district.yaml was found from {folder} upward",
    "进入工作目录再运行，或用 mzdocs init 生成一个样例目录。",
    "Run it inside a workspace, or make a sample one with mzdocs init.",
)
NO_FILE = problem_type(
    "MZ1302",
    "没有这个文件",
    "There is no such file",
    "检查文件名；数据文件放在 data/stations/ 下。",
    "Check the name; station files lie in data/stations/.",
)
UNREADABLE = problem_type(
    "MZ1303",
    "读不了这个文件：{reason}",
    "The file cannot be read: {reason}",
    "检查文件权限，或关闭正在占用它的程序。",
    "Check its permissions, or close the program that uses it.",
)
NO_STATIONS = problem_type(
    "MZ1304",
    "data/stations/ 下没有数据文件（*.yaml）",
    "There are no data files (*.yaml) in data/stations/",
    "为每个工作站放一个数据文件。",
    "Put one data file for each station there.",
)
NO_PHOTO = problem_type(
    "MZ1305",
    "这里写的照片不存在",
    "The photo written here does not exist",
    "把照片放到数据文件旁的这个位置，或改正文件名。",
    "Put the photo at this place beside the data file, or correct the name.",
    Exit.ASSET,
)
WRONG_ENDING = problem_type(
    "MZ1308",
    "这个文件不会被读取：扩展名须是小写的 .yaml",
    "This file would not be read: its name must end in .yaml",
    "把扩展名改为 .yaml；不用的文件移出 data/stations/。",
    "Rename it to .yaml, or move it out of data/stations/.",
)
TOO_LARGE_FILE = problem_type(
    "MZ1309",
    "文件超过 {limit} MB",
    "The file is larger than {limit} MB",
    "确认没有放错文件；照片请缩小，表格请按年度拆开。",
    "Make sure that it is the right file; shrink photos, split tables by year.",
    Exit.LIMIT,
)
NO_FOLDER = problem_type(
    "MZ1310",
    "当前文件夹已经不存在，或不能进入",
    "The current folder is gone, or may not be entered",
    "回到工作目录再运行。",
    "Go to a workspace and run it again.",
)
SAME_NAME = problem_type(
    "MZ1311",
    "另有一个同名的数据文件，两个站会写进同一个文件夹",
    "Another data file has the same name: both stations would go into one folder",
    "改一个文件名。",
    "Rename one of them.",
)
WRONG_NAME = problem_type(
    "MZ1312",
    "这个文件名不能用作成品文件夹的名称",
    "This file name cannot name the folder of its output",
    "改为不以点开头、不含控制字符、也不叫 district 的文件名，例如 taoyuan.yaml。",
    "Use a name that does not begin with a dot, has no control characters, and is not district: taoyuan.yaml, say.",
)

NO_SUCH_YEAR = problem_type(
    "MZ7151",
    "没有留存 {year} 年的数据（data/years/{year}），留存的年度：{kept}",
    "No data of {year} are kept (data/years/{year}); years that are: {kept}",
    "看今年的不写 --year；往年的数据由 mzdocs new-year 在换年度时留存。",
    "Leave --year out for this year's; mzdocs new-year keeps the data of a year when it closes it.",
    Exit.USAGE,
)

RESERVED = "district"
"""The folder of the district's own papers."""
_NOT_REGULAR = Sentence("不是普通文件", "it is not a regular file")
MAX_MEGABYTES = 64


@dataclass(frozen=True)
class Workspace:
    """A folder with `data/district.yaml` and `data/stations/`; outputs go to `output/` beside them.

    `year` is the closed year whose kept data are meant; none means the data as they are now.
    """

    root: Path
    year: int | None = None

    @property
    def data(self) -> Path:
        """The folder of the data files, those of a closed year in a folder of their own."""
        return self.root / "data" if self.year is None else self.kept(self.year)

    def kept(self, year: int) -> Path:
        """Where the data of a closed year are kept, or would be."""
        return self.root / "data" / "years" / f"{year:04}"

    def of_year(self, year: int | None) -> Workspace:
        """The same workspace with the data of a closed year.

        Raises:
            Stopped: they are not kept.
        """
        if year is not None and not is_file(self.kept(year) / "district.yaml"):
            kept = sorted(path.parent.name for path in (self.root / "data" / "years").glob("*/district.yaml"))
            raise Stopped([NO_SUCH_YEAR.at(Location(path="--year"), year=year, kept="、".join(kept) or "—")])
        return Workspace(self.root, year)

    @property
    def district_file(self) -> Path:
        """The district's data file."""
        return self.data / "district.yaml"

    @property
    def output(self) -> Path:
        """The folder of finished sets, unless another is asked for."""
        return self.root / "output"

    @property
    def register(self) -> Path:
        """The folder of what went out: a register for each station and one for the bureau, and their files."""
        return self.root / "data" / "register"

    def station_files(self) -> list[Path]:
        """All station files, by name; hidden files are what editors and systems leave behind.

        Raises:
            Stopped: there is none, or one that looks like it would be passed over.
        """
        seen = [path for path in sorted((self.data / "stations").glob("*")) if path.name[0] != "."]
        wrong = [path for path in seen if path.suffix.lower() in (".yaml", ".yml") and path.suffix != ".yaml"]
        if wrong:
            raise Stopped(WRONG_ENDING.at(Location(self.name(path))) for path in wrong)
        found = [path for path in seen if path.suffix == ".yaml"]
        if not found:
            raise Stopped([NO_STATIONS.at(Location("data/stations"))])
        return distinct(found, self)

    def name(self, path: Path) -> str:
        """A file's name for people: relative to the workspace where it lies inside."""
        path = resolved(path)
        inside = path.is_relative_to(self.root)
        return path.relative_to(self.root).as_posix() if inside else path.name

    def name_in_its_year(self, path: Path) -> str:
        """What a data file was called while its year went on; manifests name it so, before and after."""
        path = resolved(path)
        inside = path.is_relative_to(self.data)
        return f"data/{path.relative_to(self.data).as_posix()}" if inside else self.name(path)


def find(start: Path) -> Workspace:
    """The nearest folder upward with `data/district.yaml`.

    Raises:
        Stopped: there is none.
    """
    start = resolved(start)
    for folder in (start, *start.parents):
        if is_file(folder / "data" / "district.yaml"):
            return Workspace(folder)
    raise Stopped([NO_WORKSPACE.at(folder=start.name or "/")])


def here() -> Path:
    """The current folder.

    Raises:
        Stopped: it was deleted while the shell stood in it.
    """
    try:
        return Path.cwd()
    except OSError:
        raise Stopped([NO_FOLDER.at()]) from None


def resolved(path: Path) -> Path:
    """Without links, as far as they can be followed: a link to itself stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def distinct(paths: list[Path], space: Workspace) -> list[Path]:
    """Each file once, however it was written.

    Raises:
        Stopped: two different files would be delivered to one folder, or one to no folder of its own.
    """
    files = list({resolved(path): path for path in reversed(paths)}.values())[::-1]
    wrong = [path for path in files if path.stem[:1] == "." or not path.stem.isprintable() or path.stem == RESERVED]
    if wrong:
        raise Stopped(WRONG_NAME.at(Location(space.name(path))) for path in wrong)
    names = [path.stem for path in files]
    twice = [path for number, path in enumerate(files) if path.stem in names[:number]]
    if twice:
        raise Stopped(SAME_NAME.at(Location(space.name(path))) for path in twice)
    return files


def is_file(path: Path) -> bool:
    """Whether it is a regular file; a name the system refuses is none."""
    try:
        return path.is_file()
    except OSError:
        return False


_Reads = tuple[dict[Path, str], dict[Path, set[Path]]]
"""What was read, and under which names a file was asked for that a link led to."""
_reads: ContextVar[_Reads | None] = ContextVar("_reads", default=None)


@contextmanager
def reads() -> Iterator[dict[Path, str]]:
    """Within it, every data file that is read, with its SHA-256; one that cannot be read is not among them.

    A link goes by its own name: it may lead elsewhere the next time.
    """
    found: dict[Path, str] = {}
    token = _reads.set((found, {}))
    try:
        yield found
    finally:
        _reads.reset(token)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a regular file; a pipe or device is refused, not waited for.

    Raises:
        Stopped: missing, not a regular file, or not readable.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            data = _read(handle, name)
        finally:
            os.close(handle)
        _entered(path, data)
        return data
    except FileNotFoundError:
        raise Stopped([NO_FILE.at(Location(name))]) from None
    except OSError as error:
        raise Stopped([UNREADABLE.at(Location(name), reason=reason(error))]) from None


def _entered(path: Path, data: bytes) -> None:
    now = _reads.get()
    if now is not None:
        found, asked = now
        found.update(dict.fromkeys(asked.get(path, {path.absolute()}), sha256(data).hexdigest()))


def _read(handle: int, name: str) -> bytes:
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        raise Stopped([UNREADABLE.at(Location(name), reason=_NOT_REGULAR)])
    if facts.st_size > MAX_MEGABYTES * 1_000_000:
        raise Stopped([TOO_LARGE_FILE.at(Location(name), limit=MAX_MEGABYTES)])
    with os.fdopen(handle, "rb", closefd=False) as stream:
        return stream.read()


def beneath(folder: Path, name: str) -> Path | None:
    """The regular file `name` below `folder`, or None; links that lead out do not count."""
    path, now = resolved(folder / name), _reads.get()
    if not path.is_relative_to(resolved(folder)) or not is_file(path):
        return None
    if now is not None:
        now[1].setdefault(path, set()).add((folder / name).absolute())
    return path
