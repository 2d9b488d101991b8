"""A build that is done -> the record of it, by which the next one knows what need not be made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from mzdocs.build.produce import File
from mzdocs.build.reuse import Reuse
from mzdocs.publish.record import Action, Facts, Record, SetRecord, Whole


@dataclass(frozen=True)
class SetDone:
    """A set that was written: its folder below the station's, what it was made from, and all that lies in it now."""

    folder: str
    made_from: Mapping[str, str]
    made: Sequence[File]
    listed: Iterable[str]


def record_of(
    reuse: Reuse, done: Sequence[SetDone], facts: Facts, inputs: Mapping[str, str], secrets: Sequence[str]
) -> Record:
    """The record of a station after a build: its other sets, and other files of these sets, stay as they were."""
    before = reuse.before
    facts = {**{name: {"": before.keyed(digest.encode())[:16]} for name, digest in inputs.items()}, **facts}
    facts_sum = before.keyed(json.dumps(facts, ensure_ascii=False).encode())[:8]
    seen = reuse.seen(secrets) if secrets else ""
    sets = dict(before.sets)
    for one in done:
        older, new = sets.get(one.folder, SetRecord()).actions, {file.document.file for file in one.made}
        kept = {name: older[name] for name in one.listed if name in older and name not in new}
        made = {file.document.file: _action(file, facts_sum, seen) for file in one.made if file.key}
        sets[one.folder] = SetRecord(one.made_from, {**kept, **made})
    return replace(before, sets=sets, facts={**before.facts, facts_sum: facts}, now=facts_sum)


def _action(file: File, facts: str, seen: str) -> Action:
    assert file.key
    if file.action:
        return replace(file.action, parts=file.key.parts, facts=facts, seen=seen or file.action.seen)
    out = sha256(file.data).hexdigest()
    return Action(file.key.key, file.key.parts, out, facts, file.not_run, file.slow, seen)


def with_whole(record: Record, settings: str, whole: Whole) -> Record:
    """The record with what lets a build of these settings have nothing to do."""
    return replace(record, whole={**record.whole, settings: whole})
