"""What a list says of the files of a folder -> how each stands: as it was delivered, changed, missing, foreign."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.problems import Exit, Location, Problem, Sentence, Severity, problem_type, reason
from mzdocs.publish.lying_files import file_sum, files_below, is_of_systems

OTHERWISE = problem_type(
    "MZ7801",
    "与交付时不同：交付以后改过、换过，或者损坏了",
    "It is another than was delivered: changed, exchanged or damaged since",
    "要改的改数据，重新生成；自己改的另存到别处；不是自己改的，用备份或重新生成的一份。",
    "Change the data and build again; keep edits elsewhere; of damage take a backup, or build again.",
    Exit.VERIFY,
)
MISSING = problem_type(
    "MZ7802",
    "交付过，现在没有了",
    "It was delivered and is gone",
    "从备份取回，或重新生成（加 --force 全部重做）。",
    "Take it from a backup, or build again (--force makes everything anew).",
    Exit.VERIFY,
)
FOREIGN = problem_type(
    "MZ7803",
    "不是交付的文件",
    "It was not delivered",
    "是自己放的，移到别的文件夹；不认识的，先弄清来处。",
    "Move it elsewhere if it is yours; if nobody knows it, find out where it is from.",
    Exit.VERIFY,
)
UNREAD = problem_type(
    "MZ7804",
    "读不了，核对不了：{reason}",
    "It cannot be read, and so not be verified: {reason}",
    "检查权限和磁盘，再核对一次。",
    "Check permissions and the disk, then verify again.",
    Exit.VERIFY,
)
BROKEN_LIST = problem_type(
    "MZ7805",
    "清单被改动过或者损坏了，照它核对不了",
    "The list itself was changed or is damaged: nothing can be verified by it",
    "用备份或原来交付的一份；没有的，重新生成（加 --force 全部重做）。",
    "Take a backup or the one that was delivered, or build again (--force makes everything anew).",
    Exit.VERIFY,
)
OPEN_TO_OTHERS = problem_type(
    "MZ7806",
    "只许本人打开的，现在权限是 {mode}，别的用户也能打开",
    "Only its owner may open it, and its mode is {mode}: others can",
    "文件改成 0600，文件夹改成 0700（chmod -R go= 文件夹）；想一想这段时间谁看得到。",
    "Make files 0600 and folders 0700 (chmod -R go= FOLDER); think who could read it meanwhile.",
    Exit.VERIFY,
)
NOT_DELIVERED = problem_type(
    "MZ7807",
    "这里没有可以核对的成品",
    "Nothing that was delivered lies here",
    "写 output 文件夹、一个站、一套成品，或交给制作单位的压缩包、解压后的文件夹；还没有做的，先运行 mzdocs build。",
    "Name an output folder, a station, a set, a bundle's zip or the folder it was unpacked to; or run mzdocs build.",
    Exit.VERIFY,
)
LEFT_OVER = problem_type(
    "MZ7808",
    "生成到一半留下的文件夹，里面可能有客户的资料",
    "A folder that a build left half made; there may be clients' papers in it",
    "没有正在生成的，再运行一次 mzdocs build，它会清掉。",
    "If no build is running, run mzdocs build once more: it sweeps it away.",
    severity=Severity.NOTICE,
)
NOT_OURS = problem_type(
    "MZ7809",
    "不是本程序交付的，没有核对",
    "Nothing of ours: not verified",
    "不需要做什么。",
    "Nothing need be done.",
    severity=Severity.NOTICE,
)

LARGEST_LIST = 64_000_000
"""Bytes of a manifest or a record."""


@dataclass(frozen=True)
class Checked:
    """Files and bytes that are as they were delivered, what is not, and what cannot be said."""

    files: int = 0
    size: int = 0
    problems: tuple[Problem, ...] = ()
    not_run: tuple[Sentence, ...] = ()


def joined(parts: Iterable[Checked]) -> Checked:
    """What was found in several places."""
    found = [*parts]
    return Checked(
        sum(each.files for each in found),
        sum(each.size for each in found),
        tuple(problem for each in found for problem in each.problems),
        tuple(dict.fromkeys(why for each in found for why in each.not_run)),
    )


def failed(problem: Problem) -> Checked:
    """That one thing is not as it was."""
    return Checked(problems=(problem,))


def check_listed(folder: Path, sums: Mapping[str, str], top: Path, closed: bool = False) -> Checked:
    """The files a list names, each at its place below the folder; the places are told from `top` on.

    `closed` asks whether others could open them.
    """
    return joined(_check_file(folder / name, expected, top, closed) for name, expected in sums.items())


def _check_file(path: Path, expected: str, top: Path, closed: bool) -> Checked:
    place = place_of(path, top)
    try:
        found, status = file_sum(path), path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return failed(MISSING.at(place))
    except OSError as error:
        return failed(UNREAD.at(place, reason=reason(error)))
    exposed = _open_to_others(status.st_mode, place) if closed else ()
    if found != expected:
        return Checked(problems=(OTHERWISE.at(place), *exposed))
    return Checked(1, status.st_size, exposed)


def check_closed(folder: Path, top: Path) -> Checked:
    """Whether others could open a folder."""
    return Checked(problems=_open_to_others(folder.stat().st_mode, place_of(folder, top)))


def _open_to_others(mode: int, place: Location) -> tuple[Problem, ...]:
    return (OPEN_TO_OTHERS.at(place, mode=f"{mode & 0o777:04o}"),) if mode & 0o077 else ()


def check_foreign(folder: Path, known: Container[str], top: Path) -> Checked:
    """Whatever lies in a folder that is not known by its name from there."""
    try:
        found = [path for path in files_below(folder) if not is_of_systems(path.name)]
    except OSError as error:
        return failed(UNREAD.at(place_of(folder, top), reason=reason(error)))
    unknown = (path for path in found if path.relative_to(folder).as_posix() not in known)
    return Checked(problems=tuple(FOREIGN.at(place_of(path, top)) for path in unknown))


def place_of(path: Path, top: Path) -> Location:
    """A file as it is told: from the folder on in which what was asked for lies."""
    return Location(path.relative_to(top).as_posix())
