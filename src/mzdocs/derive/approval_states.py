"""Approvals and the bytes there are -> how each file stands, in words, and which approvals do not hold any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mzdocs.core.problems import Location, Problem, Severity, problem_type
from mzdocs.model.approvals import Approvals, ApprovalState

VOID_APPROVAL = problem_type(
    "MZ7911",
    "{day} 签样后有改动，须重签：{files}",
    "Another since it was approved on {day}, to be approved again: {files}",
    "看现在的这一份，再运行 mzdocs approve；不该改的，把数据改回来，重新生成。",
    "Look at what is there now and run mzdocs approve again; else put the data right and build.",
    severity=Severity.NOTICE,
)
_MOST = 8
"""Files that are named."""
_WORDS: Mapping[ApprovalState, str] = {"open": "未签样", "void": "签样后有改动，须重签"}


def void_approvals(approvals: Approvals, sums: Mapping[str, str]) -> list[Problem]:
    """Which approvals do not hold for the files there are: SHA-256 by set and name; once for each day."""
    found: dict[str, list[str]] = {}
    for file, sha256 in sums.items():
        if approvals.state(file, sha256) == "void":
            found.setdefault(approvals.last[file].day.isoformat(), []).append(file)
    where = Location(approvals.file)
    return [VOID_APPROVAL.at(where, files=_named(files), day=day) for day, files in sorted(found.items())]


def _named(files: Sequence[str]) -> str:
    """The first of them, and how many there are where not all are named."""
    more = f"…（{len(files)}）" if len(files) > _MOST else ""
    return "、".join(files[:_MOST]) + more


def approval_state(approvals: Approvals, sums: Mapping[str, str]) -> ApprovalState:
    """How a thing stands that is made of these files: signed if each is, void if one is another since."""
    states = {approvals.state(file, sha256) for file, sha256 in sums.items()}
    return "void" if "void" in states else "approved" if states == {"approved"} else "open"


def approval_words(approvals: Approvals, sums: Mapping[str, str]) -> str:
    """The same as papers say it, with who signed and when."""
    state = approval_state(approvals, sums)
    if state != "approved":
        return _WORDS[state]
    return "已签样 " + "、".join(_signers(approvals, sums))


def _signers(approvals: Approvals, files: Iterable[str]) -> list[str]:
    """Who signed and when, each once."""
    return list(dict.fromkeys(f"{approvals.last[file].by} {approvals.last[file].day.isoformat()}" for file in files))
