"""What can go wrong, as values: a problem type is declared once, a problem is one of a type at one location."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Literal, get_args

from mzdocs.core.boxes import PageBox
from mzdocs.core.text import without_identity_numbers

Language = Literal["zh", "en"]


StandardCriterion = Literal["编制", "场所", "经费", "设施设备", "规章制度", "文档资料", "信息员队伍"]
CRITERIA: tuple[StandardCriterion, ...] = get_args(StandardCriterion)
"""三有四全, the building standard of a station: three it has, four that are complete."""


class Exit(IntEnum):
    """Exit codes of the command line: a stable interface, listed in README.md."""

    DONE = 0
    USAGE = 2
    DATA = 10
    ASSET = 11
    FONT = 12
    FIT = 13
    PRIVACY = 14
    OUTPUT = 15
    BUSY = 16
    LIMIT = 17
    VERIFY = 18
    PREFLIGHT = 19
    INTERNAL = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """Error: a gate stops. Finding: a station falls short of the standard. Notice: good to know."""

    ERROR = "error"
    FINDING = "finding"
    NOTICE = "notice"


@dataclass(frozen=True)
class Sentence:
    """One sentence in the two languages; `{name}` stands for a fact of the problem.

    A fact that is words itself, not data, is a sentence too: it is said in the language asked for.
    """

    zh: str
    en: str

    def say(self, language: Language, facts: dict[str, object] | None = None) -> str:
        """The sentence in a language, its facts filled in; without facts the text stays as it is, braces and all."""
        template = self.zh if language == "zh" else self.en
        said = {
            name: fact.say(language) if isinstance(fact, Sentence) else fact for name, fact in (facts or {}).items()
        }
        return template.format(**said) if facts else template


@dataclass(frozen=True)
class Location:
    """Where a problem stands: a file, a line and column (from 1), a cell of a sheet, or a key path inside the data.

    `line_text` is the line itself, to be shown with it; nothing where lines may hold persons' data. A key that is an
    identity number is stars in `path`. `on_page` is where it shows in a file that was made.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""
    sheet: str = ""
    cell: str = ""
    line_text: str = field(default="", compare=False)
    on_page: PageBox | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", without_identity_numbers(self.path))

    def __str__(self) -> str:
        if self.sheet:
            sheet = without_identity_numbers(self.sheet)
            return f"{self.file} {sheet}{'!' if self.cell else ''}{self.cell} {self.path}".strip()
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        where = ":".join([self.file, *numbers]) if self.file else ":".join(numbers)
        return f"{where} {self.path}".strip()


NOWHERE = Location()


@dataclass(frozen=True)
class ProblemType:
    """A thing that can go wrong: its stable code, how grave it is, what is said and what helps.

    `criterion` is the criterion of the building standard that is missed where this is found, if it is one of these,
    and `lacks` says in a word or two what the station then lacks, for a table (Chinese, with facts).
    `on_paper` and `paper_remedy` are what an official paper says in the place of sentence and remedy, where these speak
    to the clerk of his data ("": the same words do for both).
    """

    code: str
    says: Sentence
    remedy: Sentence
    exit: Exit = Exit.DATA
    severity: Severity = Severity.ERROR
    criterion: StandardCriterion | None = None
    lacks: str = ""
    on_paper: str = ""
    paper_remedy: str = ""

    def at(self, location: Location = NOWHERE, **facts: object) -> Problem:
        """A problem of this type, found there, with the facts its sentences name."""
        return Problem(self, location, facts)

    def of(self, text: str, location: Location = NOWHERE, **facts: object) -> Problem:
        """The same, of a text that stands in a file that is made."""
        return Problem(self, location, facts, text=text)


@dataclass(frozen=True)
class Problem:
    """One problem of a type at one location. Facts never hold a person's data: problems reach terminals and logs.

    `as_of` is the day that was asked for, of a problem there is on this day only. `text` is what is wrong in a file
    that is made, never told: by it the value of the data is found that says so; `seen_in` is then that file.
    """

    problem_type: ProblemType
    location: Location = NOWHERE
    facts: dict[str, object] = field(default_factory=dict)
    as_of: date | None = None
    text: str = field(default="", repr=False)
    seen_in: str = ""

    @property
    def code(self) -> str:
        """The stable code of its type, such as MZ1001."""
        return self.problem_type.code

    @property
    def severity(self) -> Severity:
        """How grave its type is."""
        return self.problem_type.severity

    def message(self, language: Language = "zh") -> str:
        """What is wrong, in a language, with its facts, and on which day if it is on that day only.

        No identity number is among it, whatever the facts hold.
        """
        said = without_identity_numbers(self.problem_type.says.say(language, self.facts))
        if self.seen_in:
            said += _SEEN_IN.say(language, {"file": self.seen_in})
        return said + _ONLY_ON.say(language, {"day": self.as_of}) if self.as_of else said

    @property
    def lacks(self) -> str:
        """What the station lacks, in a word or two, with its facts; nothing where no criterion is missed."""
        return self.problem_type.lacks.format(**self.facts)

    def remedy(self, language: Language = "zh") -> str:
        """What helps, in a language, with its facts."""
        return without_identity_numbers(self.problem_type.remedy.say(language, self.facts))

    @property
    def on_paper(self) -> str:
        """What is wrong, as an official paper says it: no word of the program or the data."""
        return self._on_paper(self.problem_type.on_paper) or self.message("zh")

    @property
    def paper_remedy(self) -> str:
        """What the station is told to do, as an official paper says it."""
        return self._on_paper(self.problem_type.paper_remedy) or self.remedy("zh")

    def _on_paper(self, words: str) -> str:
        return Sentence(words, "").say("zh", self.facts)


_SEEN_IN = Sentence("（见 {file}）", " (seen in {file})")
_ONLY_ON = Sentence("（按 {day} 判断才有）", " (only as of {day})")


def problem_type(
    code: str,
    zh: str,
    en: str,
    remedy_zh: str,
    remedy_en: str,
    exit: Exit = Exit.DATA,
    severity: Severity = Severity.ERROR,
) -> ProblemType:
    """Declare a problem type: the sentences first, then what they mean for the exit."""
    return ProblemType(code, Sentence(zh, en), Sentence(remedy_zh, remedy_en), exit, severity)


OUT_OF_MEMORY = problem_type(
    "MZ9002",
    "内存不足",
    "There is not enough memory",
    "关闭别的程序，用 -j 1 重试；照片、表格特别大的，先缩小。",
    "Close other programs and try again with -j 1; make very large photos and tables smaller.",
    Exit.LIMIT,
)
DISK_FAILED = problem_type(
    "MZ9003",
    "系统没有读写成：{reason}",
    "The system did not read or write what it was asked to: {reason}",
    "看磁盘满了没有、网络盘和移动盘断了没有、权限对不对，打开的程序是不是太多；弄好再运行一次。",
    "See whether the disk is full or gone, what your rights are, and how much is open; then run it again.",
    Exit.OUTPUT,
)
OF_THE_MACHINE = frozenset({
    errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EBUSY,
    errno.EMFILE, errno.ENFILE, errno.ESTALE, errno.ETIMEDOUT, errno.EINTR,
})  # fmt: skip
"""Errors of the system that no program can help: whoever meets one has no fault of ours before him."""

_SYSTEM = {
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "符号链接首尾相接，没有尽头",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "文件正被占用",
    errno.ETXTBSY: "文件正被占用",
    errno.ENXIO: "不是普通文件",
}


def reason(error: OSError) -> Sentence:
    """Why the system refused, in both languages; never the path, which could name a person."""
    number = error.errno or 0
    english = os.strerror(number) if number else type(error).__name__
    return Sentence(_SYSTEM.get(number, f"系统错误 {number}（{english}）"), english)


class Stopped(Exception):
    """A gate stopped: it carries every error found there, and the exit code of the first.

    `beside` are the findings and notices that were known by then: `check` tells them too.
    """

    def __init__(self, problems: Iterable[Problem], beside: Iterable[Problem] = ()) -> None:
        self.problems = tuple(problems)
        self.beside = tuple(beside)
        super().__init__("; ".join(f"{p.code} {p.location}" for p in self.problems))

    def __reduce__(self) -> tuple[type[Stopped], tuple[tuple[Problem, ...], tuple[Problem, ...]]]:
        return Stopped, (self.problems, self.beside)

    @property
    def exit(self) -> Exit:
        """The exit code of the first error; `INTERNAL` where no problem was given."""
        return next((p.problem_type.exit for p in errors(self.problems)), Exit.INTERNAL)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems a gate stops for."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def stop_at_errors(problems: Iterable[Problem]) -> None:
    """The gate: raise `Stopped` with all errors at once, or let pass.

    Raises:
        Stopped: when at least one problem is an error.
    """
    told = list(problems)
    found = errors(told)
    if found:
        raise Stopped(found, [problem for problem in told if problem.severity is not Severity.ERROR])
