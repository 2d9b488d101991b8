"""What each delivered file was made from (docs/manifest.md): kept beside the sets, for nobody but the next build."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from mzdocs.publish.seal import seal_holds, sealed

RECORD = ".record.json"
_FORMAT = "mzdocs-record/1"
Facts = Mapping[str, Mapping[str, str]]
"""Name of a data file -> path of a fact -> its value; of a table of clients `""` -> a keyed sum."""


@dataclass(frozen=True)
class Action:
    """How one file came about: keyed sums of all its bytes depend on, by name, and the SHA-256 of what came out."""

    key: str
    parts: Mapping[str, str]
    out: str
    facts: str = ""
    not_run: tuple[str, ...] = ()
    slow: int = 0
    seen: str = ""
    """The keyed sum of the clients' numbers that were looked for in it."""
    judged: str = ""
    """The keyed sum of the rules it passed and of what these ask of each page by itself."""


@dataclass(frozen=True)
class SetRecord:
    """One set: SHA-256 of the data files it was made from and of its manifest, and how each file of it came about."""

    made_from: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    manifest: str = ""

    @property
    def outs(self) -> dict[str, str]:
        """The SHA-256 of each file."""
        return {file: action.out for file, action in self.actions.items()}


@dataclass(frozen=True)
class Whole:
    """What must be as it was for a build of the same settings to have nothing to do."""

    inputs: Mapping[str, str]
    listing: str
    toolchain: str
    outputs: str
    folders: tuple[str, ...]
    unique: tuple[tuple[str, str], ...] = ()
    findings: int = 0
    notices: int = 0


@dataclass(frozen=True)
class StationRecord:
    """All that is kept of a station's generation; `sets` by folder below the station's."""

    salt: str
    sets: Mapping[str, SetRecord] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    whole: Mapping[str, Whole] = field(default_factory=dict)
    now: str = ""
    """Which of `facts` the build read that put this generation in place."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the other files of ours beside the sets."""

    def keyed(self, *parts: bytes) -> str:
        """A sum that says nothing to whoever does not have the salt: 32 hexadecimal digits; the parts keep apart."""
        made = hmac.new(bytes.fromhex(self.salt), digestmod=hashlib.sha256)
        for part in parts:
            made.update(len(part).to_bytes(8, "big") + part)
        return made.hexdigest()[:32]

    def outputs(self, folders: Iterable[str]) -> str:
        """The sum of all that is known of the files of these sets, their manifests among them."""
        known = [(folder, self.sets.get(folder, SetRecord())) for folder in sorted(folders)]
        told = [(folder, one.manifest, sorted(one.outs.items())) for folder, one in known]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    def to_bytes(self) -> bytes:
        """As it is written; facts that no action names are left out."""
        named = {self.now, *(action.facts for one in self.sets.values() for action in one.actions.values())}
        kept = replace(self, facts={name: facts for name, facts in self.facts.items() if name in named})
        return sealed({"format": _FORMAT, **asdict(kept)}, indent=1)


def read_record(station: Path) -> StationRecord | None:
    """The record of a station's folder, or None where there is none, or none that is whole and can be understood."""
    try:
        return _understood((station / RECORD).read_bytes())
    except OSError:
        return None


@lru_cache(maxsize=16)
def _understood(data: bytes) -> StationRecord | None:
    """A build asks for the same record a dozen times: once a set, before and after it has the lock."""
    try:
        said = json.loads(data)
        return _record(said) if said["format"] == _FORMAT and seal_holds(data) is not False else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def made_from(folder: Path) -> Mapping[str, str] | None:
    """What the set in a folder was made from: SHA-256 by the name of a data file; None where that is not known."""
    one = set_record(folder)
    return one.made_from if one else None


def set_record(folder: Path) -> SetRecord | None:
    """What the record beside it says of the set in a folder; None where that is not known."""
    found = ((station, read_record(station)) for station in folder.parents[:2])
    return next((each.sets.get(folder.relative_to(station).as_posix()) for station, each in found if each), None)


def _record(said: Mapping[str, Any]) -> StationRecord:
    bytes.fromhex(said["salt"])
    sets = {
        folder: SetRecord(
            _texts(one["made_from"]),
            {file: _action(each) for file, each in one["actions"].items()},
            str(one["manifest"]),
        )
        for folder, one in said["sets"].items()
    }
    facts = {name: {file: _texts(each) for file, each in one.items()} for name, one in said["facts"].items()}
    whole = {name: _whole(each) for name, each in said["whole"].items()}
    return StationRecord(said["salt"], sets, facts, whole, str(said.get("now", "")), _texts(said.get("beside", {})))


def _action(said: Mapping[str, Any]) -> Action:
    one = Action(**{**said, "parts": _texts(said["parts"]), "not_run": tuple(said["not_run"])})
    _texts(dict.fromkeys((one.key, one.out, one.facts, one.seen, one.judged, *one.not_run), ""))
    return replace(one, slow=int(one.slow))


def _whole(said: Mapping[str, Any]) -> Whole:
    unique = tuple((str(path), str(value)) for path, value in said["unique"])
    return Whole(**{**said, "inputs": _texts(said["inputs"]), "folders": tuple(said["folders"]), "unique": unique})


def _texts(said: Mapping[str, Any]) -> Mapping[str, str]:
    """A mapping of texts to texts.

    Raises:
        TypeError: it is something else.
    """
    if not {*map(type, said.keys()), *map(type, said.values())} <= {str}:
        raise TypeError(said)
    return dict(said)
