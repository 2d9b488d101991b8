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

from mzdocs.core.problems import Location, Sentence, Stopped, reason
from mzdocs.load.book_peek import is_marked_copy, is_station_book
from mzdocs.load.workspace_problems import (
    NO_FILE,
    NO_FOLDER,
    NO_STATIONS,
    NO_SUCH_YEAR,
    NO_WORKSPACE,
    SAME_NAME,
    TOO_LARGE_FILE,
    TWO_DISTRICTS,
    UNREADABLE,
    WRONG_ENDING,
    WRONG_NAME,
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
        space = Workspace(self.root, year)
        if year is not None and not is_file(space.district_file):
            folders = (self.root / "data" / "years").glob("*")
            kept = sorted(path.name for path in folders if is_file(data_file_of(path / RESERVED)))
            raise Stopped([NO_SUCH_YEAR.at(Location(path="--year"), year=year, kept="、".join(kept) or "—")])
        return space

    @property
    def district_file(self) -> Path:
        """The district's data file."""
        return data_file_of(self.data / RESERVED)

    @property
    def output(self) -> Path:
        """The folder of finished sets, unless another is asked for."""
        return self.root / "output"

    @property
    def register(self) -> Path:
        """The folder of what went out: a register for each station and one for the bureau, and their files."""
        return self.root / "data" / "register"

    @property
    def approvals(self) -> Path:
        """The folder of what was signed off: a table for each station."""
        return self.root / "data" / "approvals"

    @property
    def own_fonts(self) -> Path:
        """The folder of fonts for characters the shipped ones lack, one for all years."""
        return self.root / "data" / "fonts"

    def station_files(self) -> list[Path]:
        """All station files, by name; hidden files are what editors and systems leave behind.

        Raises:
            Stopped: there is none, or one that looks like it would be passed over.
        """
        seen = [path for path in sorted((self.data / "stations").glob("*")) if not path.name.startswith((".", "~$"))]
        found = [path for path in seen if path.suffix == ".yaml" or (path.suffix == ".xlsx" and is_station_book(path))]
        found = [path for path in found if not _is_marked_beside(path, found)]
        named = tuple(path.stem for path in found)
        wrong = [path for path in seen if path not in found and _would_be_passed_over(path, named)]
        if wrong:
            raise Stopped(WRONG_ENDING.at(Location(self.name(path))) for path in wrong)
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


ENDINGS = (".yaml", ".xlsx")
"""How the name of a data file ends."""


def data_file_of(path: Path) -> Path:
    """The data file of a name without its ending: the one that is there, else where it would be."""
    paths = [path.with_name(path.name + ending) for ending in ENDINGS]
    return next((each for each in paths if is_file(each)), paths[0])


def _is_marked_beside(path: Path, others: list[Path]) -> bool:
    """Whether it is the marked copy of a station's workbook (`taoyuan-标注.xlsx`): what `check --mark` wrote."""
    beside = (f"{other.stem}-" for other in others if other != path)
    return path.suffix == ".xlsx" and path.stem.startswith(tuple(beside)) and is_marked_copy(path)


def _would_be_passed_over(path: Path, named: tuple[str, ...]) -> bool:
    """Whether a clerk may take it for a data file; one that begins with a station's name is its table."""
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml") or path.name.lower().endswith((".yaml.txt", ".yml.txt")):
        return True
    spreadsheet = ending in (".xls", ".et", ".ods", ".xlsm") or (ending == ".xlsx" and path.suffix != ending)
    return spreadsheet and not path.stem.startswith(named)


def find(start: Path) -> Workspace:
    """The nearest folder upward with `data/district.yaml` or `data/district.xlsx`.

    Raises:
        Stopped: there is none.
    """
    start = resolved(start)
    for folder in (start, *start.parents):
        if is_file(Workspace(folder).district_file):
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


def distinct_district(space: Workspace) -> None:
    """That there is one data file of the district.

    Raises:
        Stopped: there is one of either kind.
    """
    other = space.data / (RESERVED + ENDINGS[1])
    if is_file(other) and space.district_file != other:
        raise Stopped([TWO_DISTRICTS.at(Location(space.name(other)), other=space.name(space.district_file))])


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


def read_bytes(path: Path, name: str, megabytes: int = MAX_MEGABYTES) -> bytes:
    """The bytes of a regular file, at most so many; a pipe or device is refused, not waited for.

    Raises:
        Stopped: missing, not a regular file, or not readable.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            data = _read(handle, name, megabytes)
        finally:
            os.close(handle)
        _entered(path, data)
        return data
    except FileNotFoundError:
        raise Stopped([NO_FILE.at(Location(name), hint="")]) from None
    except OSError as error:
        raise Stopped([UNREADABLE.at(Location(name), reason=reason(error))]) from None


def _entered(path: Path, data: bytes) -> None:
    now = _reads.get()
    if now is not None:
        found, asked = now
        found.update(dict.fromkeys(asked.get(path, {path.absolute()}), sha256(data).hexdigest()))


def _read(handle: int, name: str, megabytes: int) -> bytes:
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        raise Stopped([UNREADABLE.at(Location(name), reason=_NOT_REGULAR)])
    if facts.st_size > megabytes * 1_000_000:
        raise Stopped([TOO_LARGE_FILE.at(Location(name), limit=megabytes)])
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
