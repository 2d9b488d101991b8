"""What an audit finds, as values: each file has passed, failed, or was not checked, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mzdocs.audit.tokens import Token
from mzdocs.core.problems import Exit, Problem, Sentence, Severity, problem_type

FOREIGN = problem_type(
    "MZ8001",
    "{where}：{kind} {found}，数据里是 {expected}{path}",
    "{where}: {kind} {found}, the data say {expected}{path}",
    "数据对，就重新生成这个文件；文件对，就改数据再生成。",
    "If the data are right, build the file again; if the file is, correct the data, then build.",
    Exit.VERIFY,
)
UNKNOWN = problem_type(
    "MZ8002",
    "{where}：{kind} {found} 不是由数据来的",
    "{where}: {kind} {found} does not come from the data",
    "重新生成这个文件；要写进去的，先写进数据。",
    "Build the file again; what should stand in it goes into the data first.",
    Exit.VERIFY,
)
ALTERED = problem_type(
    "MZ8003",
    "{where}：写的是“{found}”，应为“{expected}”{path}",
    "{where}: it says “{found}”, it should say “{expected}”{path}",
    "数据对，就重新生成这个文件；文件对，就改数据再生成。",
    "If the data are right, build the file again; if the file is, correct the data, then build.",
    Exit.VERIFY,
)
ABSENT = problem_type(
    "MZ8004",
    "{where}没有应有的“{expected}”{path}",
    "{where} lacks “{expected}”{path}",
    "重新生成这个文件。",
    "Build the file again.",
    Exit.VERIFY,
)
ADDED = problem_type(
    "MZ8005",
    "{where}：“{found}”不是由数据来的，最接近的是“{expected}”{path}",
    "{where}: “{found}” does not come from the data, nearest is “{expected}”{path}",
    "重新生成这个文件；要写进去的，先写进数据或公文文字。",
    "Build the file again; what should stand in it goes into the data or the wording first.",
    Exit.VERIFY,
)
MORE = problem_type(
    "MZ8006",
    "另有 {count} 处与数据不符，没有逐一列出",
    "{count} more differences are not listed",
    "重新生成这个文件。",
    "Build the file again.",
    Exit.VERIFY,
)
GONE = problem_type(
    "MZ8007",
    "manifest.json 里有这个文件，文件夹里没有",
    "manifest.json lists this file, the folder has none",
    "重新生成整套。",
    "Build the whole set again.",
    Exit.VERIFY,
)
UNLISTED = problem_type(
    "MZ8008",
    "文件夹里有这个文件，manifest.json 里没有",
    "The folder has this file, manifest.json does not list it",
    "不是成品的，移到别处；改过的成品不要另存在这里。",
    "Move it elsewhere; do not keep altered copies here.",
    Exit.VERIFY,
)
CHANGED = problem_type(
    "MZ8009",
    "改动过：校验值与 manifest.json 的不同",
    "It was changed: its sum is not that of manifest.json",
    "重新生成这个文件；改动要留下的，先写进数据。",
    "Build the file again; a change that should stay goes into the data first.",
    Exit.VERIFY,
)
UNPLANNED = problem_type(
    "MZ8010",
    "按现在的数据不再有这个文件",
    "By the data as they are now there is no such file",
    "重新生成整套，它就不在了。",
    "Build the whole set again, and it will be gone.",
    Exit.VERIFY,
)
UNREADABLE = problem_type(
    "MZ8011",
    "文件读不出来（{reason}）",
    "The file cannot be read ({reason})",
    "重新生成这个文件。",
    "Build the file again.",
    Exit.VERIFY,
)
DIFFERENT = problem_type(
    "MZ8012",
    "{where}与由数据重新写出的不同",
    "{where} differs from what the data write now",
    "重新生成档案目录数据。",
    "Build the catalogue again.",
    Exit.VERIFY,
)
MADE_OF_WRONG = problem_type(
    "MZ8013",
    "它由 {of} 做成，那个文件与数据不符",
    "It was made of {of}, which does not agree with the data",
    "重新生成整套。",
    "Build the whole set again.",
    Exit.VERIFY,
)
NO_MANIFEST = problem_type(
    "MZ8014",
    "manifest.json 不见了，或读不懂",
    "manifest.json is gone or cannot be understood",
    "重新生成整套。",
    "Build the whole set again.",
    Exit.VERIFY,
)
STALE = problem_type(
    "MZ8015",
    "数据改过（{data}），这一套没有重新生成；以下按现在的数据检查",
    "The data changed ({data}) and this set was not built again; it is judged by the data as they are now",
    "改动与这一套无关的，文件仍会通过；否则重新生成。",
    "If the change does not touch this set its files still pass; otherwise build again.",
    severity=Severity.NOTICE,
)
NOTHING_BUILT = problem_type(
    "MZ8016",
    "还没有生成任何成品",
    "Nothing is built yet",
    "先运行 mzdocs build。",
    "Run mzdocs build first.",
    Exit.VERIFY,
)

THE_FILE = Sentence("文件里", "the file")
OUTLINED = Sentence("文字已转曲，没有可读的文字", "its text is outlines, none can be read")
CONTOURS = Sentence("雕刻切割文件只有轮廓，没有文字", "an engraving file has contours and no text")
NOT_BUILT = Sentence("还没有生成", "not built yet")
OTHER_VERSION = Sentence(
    "由另一版程序写成，不能逐字节比较", "written by another version, which cannot be compared byte by byte"
)

Outcome = Literal["passed", "failed", "not run"]


@dataclass(frozen=True)
class WrongFact:
    """One fact that is another in a file than in the data, both redacted; `token` is that of the data."""

    path: str
    found: str
    expected: str
    token: Token


@dataclass(frozen=True)
class FileResult:
    """One file: what is wrong with it, or why it was not checked; `facts` are those that were read in it."""

    set: str
    file: str
    problems: tuple[Problem, ...] = ()
    not_run: Sentence | None = None
    wrong_facts: tuple[WrongFact, ...] = ()
    facts: frozenset[Token] = frozenset()

    @property
    def outcome(self) -> Outcome:
        """A file with problems has failed, also one that could not be read."""
        return "failed" if self.problems else "not run" if self.not_run else "passed"


@dataclass(frozen=True)
class Disagreement:
    """One fact that differs between files: those that agree with the data, and the others by the value they have."""

    path: str
    expected: str
    agreeing: tuple[str, ...]
    differing: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class AuditResult:
    """The files of a station or of the district, notices on its sets, and what its files disagree about."""

    station: str
    name: str
    files: tuple[FileResult, ...]
    notices: tuple[Problem, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether any file failed; what was not run does not count."""
        return any(each.outcome == "failed" for each in self.files)
