"""Finished files -> the same files, or every error of them: gate 2. What is in output/ is untouched until then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mzdocs.build.finished_file import File
from mzdocs.build.passed_pages import PassedPages
from mzdocs.build.spool import Contents
from mzdocs.core.problems import Location, Problem, stop_at_errors
from mzdocs.kinds import PRIVATE_SETS
from mzdocs.leaks import leaked
from mzdocs.model.secret_texts import KeptBack
from mzdocs.plan.document import READING_ROOM
from mzdocs.preflight import Report, report
from mzdocs.preflight.passed_before import NOTHING_BEFORE

_NOTHING = KeptBack()


def past_gate_2(
    files: Sequence[File], secrets: KeptBack = _NOTHING, seen: str = "", passed: PassedPages | None = None
) -> list[File]:
    """Every file checked, each with the rules that could not be run on it.

    A file that was taken was checked when it was made, and so were the pages that `passed` knows. What is kept back is
    looked for in such a file again unless `seen`, the sum of it all, is that of what it was searched for.

    Raises:
        Stopped: with every error of the finished files, or what shows in one that is not for those it goes to.
    """
    made = Contents({file.document.file: file.held for file in files})
    checked = {
        file.document.file: report(file.document, file.data, _source(file, made), before)
        for file, before in [(file, passed.of(file) if passed else NOTHING_BEFORE) for file in files]
        if file.action is None
    }
    unseen = [file for file in files if file.action is None or (secrets and file.action.seen != seen)]
    problems = [problem for found in checked.values() for problem in found.problems]
    stop_at_errors([*problems, *_leaked(unseen, secrets)])
    return [_with_verdict(file, checked.get(file.document.file), passed) for file in files]


def _with_verdict(file: File, found: Report | None, passed: PassedPages | None) -> File:
    if found is None:
        return file
    judged = passed.judged(file.document) if passed else ""
    return replace(file, not_run=tuple(f"{rule}：{why.say('zh')}" for rule, why in found.not_run), judged=judged)


def _source(file: File, made: Mapping[str, bytes]) -> bytes | None:
    """What a copy in outlines or an OFD was made of."""
    derived = file.document.derived
    return made.get(derived.of) if derived and derived.step in ("outlined", "ofd") else None


def _leaked(files: Sequence[File], secrets: KeptBack) -> Iterator[Problem]:
    """What is not in a set declared private is for others: nothing that is kept back from them stands in any layer."""
    for file in files:
        if file.document.set not in PRIVATE_SETS:
            sought = secrets.from_readers if file.document.set == READING_ROOM else secrets.from_everyone
            yield from leaked(Location(file.document.file), file.data, sought)
