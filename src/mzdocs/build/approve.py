"""Delivered files that were looked at -> lines of the approvals (签样): who, when, and the bytes that were seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pydantic import ValidationError

from mzdocs import load
from mzdocs.build.preparation import Prepared
from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type, stop_at_errors
from mzdocs.core.text import without_identity_numbers
from mzdocs.derive.approval_states import void_approvals
from mzdocs.kinds import CLOSED_SETS
from mzdocs.load import Workspace
from mzdocs.load.approval_files import APPROVAL_TABLE, approval_file
from mzdocs.model.approvals import Approval, Approvals
from mzdocs.publish import event_log
from mzdocs.publish.manifest import CHANGED
from mzdocs.publish.open_files import OpenFile, open_files

NOT_DELIVERED = problem_type(
    "MZ7912",
    "成品里没有“{file}”可以签样；有：{known}",
    "There is no {file} in what was delivered to be approved; there are: {known}",
    "照成品的文件名写（有页面可看的 PDF）；还没有生成的，先运行 mzdocs build。",
    "Name it as its file is named (a PDF, which has pages to look at); if it was not made yet, run mzdocs build.",
    Exit.USAGE,
)
CLOSED_FILE = problem_type(
    "MZ7913",
    "“{file}”是档案，不签样",
    "{file} belongs to the archive, which is not approved",
    "签样的是门牌、展板、胸牌、公示和公文。",
    "What is approved are plaques, boards, badges, public lists and papers.",
    Exit.USAGE,
)
OF_ANOTHER = problem_type(
    "MZ7914",
    "“{file}”是由“{head}”做成的，随它一起签",
    "{file} was made of {head} and is approved with it",
    "写“{head}”。",
    "Name {head}.",
    Exit.USAGE,
)
APPROVED_ALREADY = problem_type(
    "MZ7915",
    "“{file}”已于 {day} 签样，没有变过",
    "{file} was approved on {day} and is the same still",
    "不用再签；改动、重新生成以后才要重签。",
    "It need not be approved again, until it is another.",
    Exit.USAGE,
)
NOT_AS_SEEN = problem_type(
    "MZ7916",
    "“{file}”与看过的不是同一份，没有签",
    "{file} is not what was looked at; it was not approved",
    "重新生成（mzdocs build），看现在的这一份，再签。",
    "Build it (mzdocs build), look at what is there now, then approve it.",
    Exit.VERIFY,
)
WRONG_SIGNER = problem_type(
    "MZ7917",
    "签样人没有写对，没有签",
    "It must be said who approves; nothing was approved",
    "写姓名（可带职务）：不能为空，一行，最多 60 个字，没有身份证号。",
    "A name: not empty, one line, 60 characters at most, no identity number.",
    Exit.USAGE,
)
NOTHING_OPEN = problem_type(
    "MZ7918",
    "没有要签的：成品都已经签样，或者还没有生成",
    "There is nothing to approve: all of it is approved, or nothing was made yet",
    "还没有生成的，先运行 mzdocs build。",
    "If nothing was made yet, run mzdocs build.",
    Exit.USAGE,
)


Seen = Mapping[str, str]
"""Set and name -> SHA-256 of what was looked at."""
NOTHING_SEEN: Seen = MappingProxyType({})

_MOST = 12
"""Files that are named where none is near."""


@dataclass(frozen=True)
class SignOff:
    """Who looked at it, and on which day."""

    by: str
    day: date


def approve(
    slug: str, space: Workspace, output: Path, signed: SignOff, names: Sequence[str] = (), seen: Seen = NOTHING_SEEN
) -> list[Approval]:
    """Enter that delivered files were seen and agreed to: those named, else all that are not; each with what was made
    of it.

    `seen` are the SHA-256 of what was looked at, by set and name: another is not signed.

    Raises:
        Stopped: one cannot be signed, or the table is damaged or was changed meanwhile; nothing is entered then.
    """
    approvals = _sound(slug, space)
    files = delivered_open(slug, space, output)
    chosen = _chosen(files, approvals, (*names, *seen), output / slug)
    stop_at_errors(NOT_AS_SEEN.at(file=each.path) for each in chosen if _another(each, seen))
    family = [each for head in chosen for each in _family(head, files)]
    stop_at_errors(_changed(family, output / slug))
    entries = list(_linked(family, approvals, signed))
    rows = [[str(value) for value in entry.model_dump(by_alias=True).values()] for entry in entries]
    event_log.append(approval_file(space, slug), approvals.sha256, APPROVAL_TABLE.head, rows, {})
    return entries


def delivered_open(slug: str, space: Workspace, output: Path) -> list[OpenFile]:
    """What lies delivered of a station and may be shown to anybody, in the order of sets and names.

    Raises:
        Stopped: the district's data have errors, or a manifest was changed.
    """
    return open_files(output / slug, load.load_district(space)[0].year, CLOSED_SETS)


def approvals_void(prepared: Prepared, output: Path) -> list[Problem]:
    """Which approvals of a station do not hold for what lies delivered; a set that was changed is told elsewhere."""
    if not prepared.approvals.entries:
        return []
    try:
        files = open_files(output / prepared.slug, prepared.station_data.district.year, CLOSED_SETS)
    except Stopped:
        return []
    return void_approvals(prepared.approvals, {each.path: each.sha256 for each in files})


def _sound(slug: str, space: Workspace) -> Approvals:
    approvals, problems = load.load_approvals(space, slug)
    stop_at_errors(problems)
    return approvals


def _chosen(
    files: Sequence[OpenFile], approvals: Approvals, names: Sequence[str], station: Path
) -> tuple[OpenFile, ...]:
    """The files that are signed by their names, or all that are not yet.

    Raises:
        Stopped: one may not be, or none is left.
    """
    if not names:
        left = tuple(each for each in files if each.shown and not _stands(each, files, approvals))
        if not left:
            raise Stopped([NOTHING_OPEN.at(Location(station.name))])
        return left
    found = {name: [each for each in files if _is_called(each, name, station.name)] for name in names}
    stop_at_errors(
        problem for name, named in found.items() for problem in _refused(name, named, files, approvals, station)
    )
    return tuple({each.path: each for named in found.values() for each in named if each.shown}.values())


def _is_called(each: OpenFile, name: str, slug: str) -> bool:
    """By its name, by set and name, or by a path that leads to it."""
    given, own = PurePosixPath(name.replace("\\", "/")).parts, (slug, *PurePosixPath(each.path).parts)
    return bool(given) and given[-len(own) :] == own[-len(given) :]


def _refused(
    name: str, named: Sequence[OpenFile], files: Sequence[OpenFile], approvals: Approvals, station: Path
) -> Iterator[Problem]:
    """Why what was named is not signed."""
    own = [each for each in named if each.head == each.name]
    if named and not own:
        yield OF_ANOTHER.at(file=name, head=named[0].head)
    elif any(each.shown for each in own):
        yield from (
            APPROVED_ALREADY.at(file=each.path, day=approvals.last[each.path].day.isoformat())
            for each in own
            if _stands(each, files, approvals)
        )
    elif any((station / closed / Path(name).name).is_file() for closed in CLOSED_SETS):
        yield CLOSED_FILE.at(file=name)
    else:
        known = [each.name for each in files if each.shown]
        near = nearest(PurePosixPath(name).name, known)
        some = [near] if near else known[:_MOST]
        yield NOT_DELIVERED.at(file=name, known=("、".join(some) or "—") + ("…" if len(known) > len(some) else ""))


def _stands(head: OpenFile, files: Sequence[OpenFile], approvals: Approvals) -> bool:
    return all(approvals.state(each.path, each.sha256) == "approved" for each in _family(head, files))


def _family(head: OpenFile, files: Sequence[OpenFile]) -> list[OpenFile]:
    """A file and all that was made of it."""
    return [each for each in files if each.folder == head.folder and each.head == head.name]


def _another(each: OpenFile, seen: Mapping[str, str]) -> bool:
    return seen.get(each.path, each.sha256) != each.sha256


def _changed(files: Sequence[OpenFile], station: Path) -> Iterator[Problem]:
    """Files that are not what was delivered any more."""
    for each in files:
        path = station / each.path
        if path.is_symlink() or not path.is_file() or sha256(path.read_bytes()).hexdigest() != each.sha256:
            yield CHANGED.at(Location(f"{station.name}/{each.path}"))


def _linked(files: Sequence[OpenFile], approvals: Approvals, signed: SignOff) -> Iterator[Approval]:
    """The lines, each bound to the one above."""
    before = approvals.entries[-1].link if approvals.entries else ""
    for each in files:
        line = _line(each, signed)
        before = line.linked(before)
        yield line.model_copy(update={"link": before})


def _line(each: OpenFile, signed: SignOff) -> Approval:
    """One line, still bound to nothing.

    Raises:
        Stopped: who signs may not stand there.
    """
    told = {"文件": each.path, "SHA-256": each.sha256, "日期": signed.day.isoformat(), "题名": str(each.entry["title"])}
    if not _is_name(signed.by):
        raise Stopped([WRONG_SIGNER.at()])
    try:
        return Approval.model_validate({**told, "签样人": signed.by.strip(), "校验": each.sha256})
    except ValidationError:
        raise Stopped([WRONG_SIGNER.at()]) from None


def _is_name(text: str) -> bool:
    """Whether it may stand in a table for all to see: it shows as it is, is no formula, has no identity number."""
    shows = text.replace("\u3000", " ").isprintable() and not text.lstrip().startswith(("=", "+", "-", "@"))
    return shows and without_identity_numbers(text) == text
