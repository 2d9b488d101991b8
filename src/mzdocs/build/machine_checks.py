"""Has the machine what a build needs: space, rights, memory, limits, a clock, an encoding that has Chinese."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mzdocs.core.kept_values import cache_folder
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Exit, Location, Problem, Sentence, Severity, problem_type, reason

OUTPUT = Exit.OUTPUT
ENCODING = problem_type(
    "MZD03",
    "{what}用的编码是 {found}，不是 UTF-8：{effect}",
    "{what} is in {found}, not in UTF-8: {effect}",
    "运行前输入 export LANG=C.UTF-8 PYTHONUTF8=1；Windows 用 WSL 里的 Debian。",
    "Type export LANG=C.UTF-8 PYTHONUTF8=1 first; on Windows use Debian in WSL.",
    OUTPUT,
)
WRONG_CLOCK = problem_type(
    "MZD04",
    "电脑的日期是 {found}，不对",
    "The machine says that today is {found}",
    "把系统日期改对：到期、年龄、装订都按它判断。",
    "Set the date: what is due, who is of age and what is bound is judged by it.",
    OUTPUT,
)
LITTLE_SPACE = problem_type(
    "MZD05",
    "只剩 {found} MB、{files} 个文件的位置；做一个工作站要 {most} MB、{count} 个",
    "{found} MB and room for {files} files are left; a station takes {most} MB and {count}",
    "清理磁盘，或用 --output 写到别的磁盘。",
    "Make space, or write to another disk with --output.",
    OUTPUT,
)
CANNOT_TRY = problem_type(
    "MZD06",
    "写不进去：{reason}",
    "It cannot be written: {reason}",
    "检查文件夹的权限、磁盘是不是只读；或用 --output 写到别处。",
    "Check the folder's permissions and whether the disk is read-only; or use --output.",
    OUTPUT,
)
NOT_CLOSED = problem_type(
    "MZD07",
    "这个磁盘不认权限：只许本人打开的文件夹（0700），建出来是 {found}",
    "This disk knows no permissions: a folder for its owner alone (0700) came out as {found}",
    "客户档案不要放在这个磁盘上（U 盘、Windows 的磁盘多半如此）；放到系统自己的磁盘。",
    "Keep clients' files off this disk (sticks and disks of Windows are so); use the system's own.",
    Exit.PRIVACY,
)
LOW_LIMIT = problem_type(
    "MZD09",
    "系统限制 {name} 是 {found}，至少要 {floor}",
    "The limit {name} is {found}; {floor} is the least",
    "用 ulimit 放宽，或请管理员放宽。",
    "Raise it with ulimit, or ask who runs the machine.",
    Exit.LIMIT,
)
LITTLE_MEMORY = problem_type(
    "MZD10",
    "可用内存只有 {found} MB，至少要 {floor} MB",
    "Only {found} MB of memory are free; {floor} MB is the least",
    "关闭别的程序，或加 -j 1 一个一个地做。",
    "Close other programs, or make one station at a time with -j 1.",
    Exit.LIMIT,
)
NO_CACHE = problem_type(
    "MZD11",
    "缓存用不了：{reason}",
    "The cache cannot be used: {reason}",
    "不影响成品，只是慢；检查缓存文件夹的权限，或用环境变量 MZDOCS_CACHE 换一个。",
    "It is only slower; check the folder's permissions, or name another with MZDOCS_CACHE.",
    severity=Severity.FINDING,
)

MEGABYTE = 1_000_000
STATION = (500, 2_000)
"""Megabytes and files that a station takes while it is made, the generation before it kept."""
MEMORY = 1_000
"""Megabytes."""
LIMITS = {
    "RLIMIT_NOFILE": 256,
    "RLIMIT_FSIZE": 1_000 * MEGABYTE,
    "RLIMIT_AS": 4_000 * MEGABYTE,
    "RLIMIT_DATA": 2_000 * MEGABYTE,
    "RLIMIT_CPU": 3_600,
}
"""Files open at once, bytes, and seconds of the processor that a build may need."""
_EARLIEST = date(2026, 1, 1)
_MEMORY_FILE = Path("/proc/meminfo")
_NAMES = Sentence("文件名", "the name of a file"), Sentence("中文文件名会认错", "Chinese names are misread")
_SCREEN = Sentence("显示", "what is shown"), Sentence("有的字显示成问号", "some characters show as ?")


def encodings(_here: Path) -> tuple[Sentence, list[Problem]]:
    """What names of files are written in, and what is shown."""
    found = {_NAMES: sys.getfilesystemencoding(), _SCREEN: getattr(sys.stdout, "encoding", None) or "utf-8"}
    whole = {_NAMES: ("utf8",), _SCREEN: ("utf8", "gb18030")}
    wrong = {each: name for each, name in found.items() if name.lower().replace("-", "") not in whole[each]}
    problems = [ENCODING.at(Location(), what=what, found=name, effect=effect) for (what, effect), name in wrong.items()]
    said = ", ".join(dict.fromkeys(found.values()))
    return Sentence(said, said), problems


def clock(_here: Path) -> tuple[Sentence, list[Problem]]:
    """The day the machine says it is."""
    today = date.today()
    problems = [] if today >= _EARLIEST else [WRONG_CLOCK.at(Location(), found=today)]
    return Sentence(today.isoformat(), today.isoformat()), problems


def space(folder: Path) -> tuple[Sentence, list[Problem]]:
    """Bytes and names that are left."""
    megabytes, state = shutil.disk_usage(folder).free // MEGABYTE, os.statvfs(folder)
    files = state.f_favail if state.f_files else STATION[1]  # some file systems do not count them
    problems = (
        []
        if megabytes >= STATION[0] and files >= STATION[1]
        else [LITTLE_SPACE.at(Location(), found=megabytes, files=files, most=STATION[0], count=STATION[1])]
    )
    return Sentence(f"还有 {megabytes} MB", f"{megabytes} MB are left"), problems


def rights(folder: Path) -> tuple[Sentence, list[Problem]]:
    """Whether a file can be written there, to the disk; it has no name, and is gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"mzdocs")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Sentence("", ""), [CANNOT_TRY.at(Location(folder.name), reason=reason(error))]
    return Sentence("可以写", "can be written"), []


def closed_folders(folder: Path) -> tuple[Sentence, list[Problem]]:
    """Whether a folder that only its owner may open comes out as one."""
    try:
        with tempfile.TemporaryDirectory(prefix=".mzdocs-", dir=folder) as made:
            os.chmod(made, 0o700)
            mode = stat.S_IMODE(os.stat(made).st_mode)
    except OSError as error:
        raise NotRun(f"写不进去：{reason(error).zh}", f"it cannot be written: {reason(error).en}") from None
    problems = [NOT_CLOSED.at(Location(folder.name), found=f"{mode:04o}")] if mode & 0o077 else []
    return Sentence("能只许本人打开", "can be for its owner alone"), problems


def limits(_here: Path) -> tuple[Sentence, list[Problem]]:
    """What the system lets one process have."""
    return Sentence("够用", "enough"), [*_low_limits()]


def _low_limits() -> Iterator[Problem]:
    for name, floor in LIMITS.items():
        soft, _ = resource.getrlimit(getattr(resource, name))
        if soft != resource.RLIM_INFINITY and soft < floor:
            yield LOW_LIMIT.at(Location(), name=name.removeprefix("RLIMIT_"), found=soft, floor=floor)


def memory(_here: Path) -> tuple[Sentence, list[Problem]]:
    """What could be had now without taking it from others."""
    lines = dict(line.split(":", 1) for line in _memory_lines())
    if "MemAvailable" not in lines:
        raise NotRun("系统不说有多少", "the system does not say how much there is")
    megabytes = int(lines["MemAvailable"].split()[0]) * 1024 // MEGABYTE
    problems = [] if megabytes >= MEMORY else [LITTLE_MEMORY.at(Location(), found=megabytes, floor=MEMORY)]
    return Sentence(f"可用 {megabytes} MB", f"{megabytes} MB are free"), problems


def _memory_lines() -> list[str]:
    try:
        return [line for line in _MEMORY_FILE.read_text("ascii").splitlines() if ":" in line]
    except (OSError, UnicodeDecodeError):
        return []


def cache_state(_here: Path) -> tuple[Sentence, list[Problem]]:
    """Whether what is made once can be kept, and how much there is."""
    try:
        folder = cache_folder("")
        there = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
    except RuntimeError:  # nobody's home: nothing is kept
        raise NotRun("没有个人文件夹", "there is no home folder") from None
    _, problems = rights(there)
    told = [NO_CACHE.at(Location(), reason=each.facts["reason"]) for each in problems]
    return Sentence("能用", "can be used"), told
