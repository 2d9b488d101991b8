"""A build that is done -> the record of it, by which the next one knows what need not be made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from mzdocs.build.finished_file import File
from mzdocs.build.inputs import Inputs
from mzdocs.build.made_things import MADE_OTHERWISE
from mzdocs.build.preparation import Prepared
from mzdocs.build.reprints import NOTICES
from mzdocs.build.reuse import Reuse
from mzdocs.build.settings import Settings
from mzdocs.build.staging import SetMade
from mzdocs.build.toolchain import toolchain_sum
from mzdocs.build.twins import own_numbers
from mzdocs.core.problems import Severity
from mzdocs.model.secret_texts import KeptBack
from mzdocs.publish import manifest
from mzdocs.publish.record import Action, Facts, SetRecord, StationRecord, Whole


@dataclass(frozen=True)
class Written:
    """What a build made of a station: every file, the sets they went into, and the folder these lie in for now."""

    files: Sequence[File]
    sets: Sequence[SetMade]
    staged: Path


def record_of(
    prepared: Prepared, reuse: Reuse, written: Written, inputs: Inputs, met: Settings | None
) -> StationRecord:
    """A station's record after a build; other sets, and other files of these sets, stay as they were.

    `met` are the settings of a build of which nothing is missing: by them the next has nothing to do.
    """
    named = inputs.named(prepared.reads)
    record = with_sets(reuse, written, {**_unread(reuse, named), **prepared.facts}, prepared.secrets)
    told_again = [each for each in prepared.problems if each.code in (*NOTICES, MADE_OTHERWISE.code)]
    if met is None or prepared.errors or prepared.reprints.differing or told_again:
        return record
    folders = tuple(_folder(reuse, one) for one in written.sets)
    whole = Whole(
        named,
        inputs.listing,
        toolchain_sum(),
        record.outputs(folders),
        folders,
        own_numbers(prepared.station_data.station),
        *(sum(each.severity is one for each in prepared.problems) for one in (Severity.FINDING, Severity.NOTICE)),
    )
    return replace(record, whole={**record.whole, met.sum: whole})


def _unread(reuse: Reuse, inputs: Mapping[str, str]) -> Facts:
    """Files of which only that they changed is to be told."""
    return {name: {"": reuse.before.keyed(digest.encode())[:16]} for name, digest in inputs.items()}


def with_sets(reuse: Reuse, written: Written, facts: Facts, secrets: KeptBack) -> StationRecord:
    """The record of what was there, with the sets of now and the facts these were made from."""
    before = reuse.before
    facts_sum = before.keyed(json.dumps(facts, ensure_ascii=False).encode())[:8]
    seen = reuse.seen(secrets) if secrets else ""
    sets = dict(before.sets)
    for one in written.sets:
        folder = _folder(reuse, one)
        listed = manifest.entries(written.staged / folder)
        made = [file for file in written.files if file.document.set == one.name]
        older, new = sets.get(folder, SetRecord()).actions, {file.document.file for file in made}
        kept = {name: older[name] for name in listed if name in older and name not in new}
        actions = {file.document.file: _action(file, facts_sum, seen) for file in made if file.key}
        sets[folder] = SetRecord(one.made_from, {**kept, **actions}, manifest.sum_of(written.staged / folder))
    return replace(before, sets=sets, facts={**before.facts, facts_sum: facts}, now=facts_sum)


def _folder(reuse: Reuse, one: SetMade) -> str:
    return one.folder.relative_to(reuse.station).as_posix()


def _action(file: File, facts: str, seen: str) -> Action:
    assert file.key
    if file.action:
        return replace(file.action, parts=file.key.parts, facts=facts, seen=seen or file.action.seen)
    out = sha256(file.data).hexdigest()
    return Action(file.key.key, file.key.parts, out, facts, file.not_run, file.slow, seen, file.judged)
