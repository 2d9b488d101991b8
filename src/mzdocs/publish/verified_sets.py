"""A set, a station with all its sets, or an unpacked bundle, held against the lists that were delivered with it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterator, Mapping, Set
from pathlib import Path

from mzdocs.core.problems import Problem, Sentence, reason
from mzdocs.plan.document import SETS
from mzdocs.publish.carry import EDITED
from mzdocs.publish.lying_files import is_of_systems
from mzdocs.publish.manifest import MANIFEST, SUMS
from mzdocs.publish.record import RECORD, read_record
from mzdocs.publish.seal import seal_holds
from mzdocs.publish.set_folders import YEARLY
from mzdocs.publish.verified_files import (
    BROKEN_LIST,
    FOREIGN,
    LARGEST_LIST,
    MISSING,
    UNREAD,
    Checked,
    check_closed,
    check_foreign,
    check_listed,
    failed,
    joined,
    place_of,
)

USERS_OWN = frozenset({EDITED, "reading-copies", "signed"})
"""Folders beside the sets that no list names: what was set aside, handed out, or signed."""
_LINE = re.compile("([0-9a-f]{64})  ([^\0\n]+)\n")
_YEAR = re.compile("[0-9]{4}")
_NO_SEAL = Sentence("旧版本做的，清单本身有没有改动看不出来", "made by an older version: the list itself is not sealed")
_NO_RECORD = Sentence("旧版本做的，站的文件夹里少了或多了什么看不出来", "made by an older version: not all is listed")
_OWN_NOT_ASKED = Sentence(
    f"{'、'.join(sorted(USERS_OWN))} 里的没有核对：没有清单", f"nothing lists {', '.join(sorted(USERS_OWN))}"
)


def check_set(folder: Path, top: Path, closed: Set[str], expected: str = "") -> Checked:
    """One set; `expected` is the sum of its manifest where a record has it, "" where its seal has to do."""
    place = place_of(folder / MANIFEST, top)
    data = _list(folder / MANIFEST, top)
    if isinstance(data, Problem):
        return failed(data)
    seal = seal_holds(data)
    sums, name = _listed(data)
    if seal is False or sums is None or expected not in ("", hashlib.sha256(data).hexdigest()):
        return failed(BROKEN_LIST.at(place))
    private = name in closed
    return joined(
        (
            Checked(1, len(data), not_run=(_NO_SEAL,) if seal is None and not expected else ()),
            check_listed(folder, sums, top, private),
            check_closed(folder, top) if private else Checked(),
            check_foreign(folder, {*sums, MANIFEST}, top),
        )
    )


def _list(path: Path, top: Path) -> bytes | Problem:
    """The bytes of a list, or why there are none."""
    place = place_of(path, top)
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST_LIST:
            return (BROKEN_LIST if path.exists() else MISSING).at(place)
        return path.read_bytes()
    except OSError as error:
        return UNREAD.at(place, reason=reason(error))


def _listed(manifest: bytes) -> tuple[Mapping[str, str] | None, str]:
    """File -> SHA-256 and the name of the set, as a manifest has them; None of one nobody understands."""
    try:
        said = json.loads(manifest)
        sums = {str(entry["file"]): str(entry["sha256"]) for entry in said["files"]}
        return (sums if all(map(_is_plain, sums)) else None), str(said.get("set"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, ""


def _is_plain(name: str) -> bool:
    """Whether it names a file of the folder itself: a list that leads elsewhere is followed nowhere."""
    return name not in ("", ".", "..") and "/" not in name and name.isprintable()


def check_station(folder: Path, closed: Set[str]) -> Checked:
    """All sets of a station and what else of ours lies beside them."""
    top, data = folder.parent, _list(folder / RECORD, folder.parent)
    if isinstance(data, Problem):
        return joined((failed(data), _check_sets(folder, {}, closed)))
    record = read_record(folder)
    if record is None:
        return joined((failed(BROKEN_LIST.at(place_of(folder / RECORD, top))), _check_sets(folder, {}, closed)))
    sums = {name: one.manifest for name, one in record.sets.items()}
    ours = {**record.beside, RECORD: hashlib.sha256(data).hexdigest()}
    beside = check_listed(folder, ours, top, closed=True)
    others = _check_others(folder, ours) if seal_holds(data) else Checked(not_run=(_NO_RECORD,))
    return joined((_check_sets(folder, sums, closed), beside, others))


def _check_sets(folder: Path, sums: Mapping[str, str], closed: Set[str]) -> Checked:
    """Every set that is there or should be; `sums` has those of the manifests that should."""
    top = folder.parent
    return joined(
        check_set(folder / name, top, closed, sums.get(name, ""))
        if (folder / name).is_dir() and not (folder / name).is_symlink()
        else failed(MISSING.at(place_of(folder / name, top)))
        for name in sorted({*sums, *_standing(folder)})
    )


def _standing(folder: Path) -> Iterator[str]:
    """The folders of sets that are there, from the station's on."""
    for name in (each for each in SETS if (folder / each).is_dir()):
        yield from (f"{name}/{path.name}" for path in _years(folder / name)) if name in YEARLY else (name,)


def _years(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir() and _YEAR.fullmatch(path.name)]


def _check_others(folder: Path, ours: Container[str]) -> Checked:
    """What lies beside the sets, and is neither ours nor in a folder where people keep their own."""
    sets = [folder / name for name in SETS if (folder / name).is_dir()]
    entries = [path for path in folder.iterdir() if path not in sets and path.name not in USERS_OWN]
    for path in (each for each in sets if each.name in YEARLY):
        entries += {*path.iterdir()} - {*_years(path)}
    strange = [path for path in sorted(entries) if path.name not in ours and not is_of_systems(path.name)]
    own = any((folder / name).exists() for name in USERS_OWN)
    return joined(
        (
            Checked(not_run=(_OWN_NOT_ASKED,) if own else ()),
            *(
                check_foreign(path, (), folder.parent)
                if path.is_dir() and not path.is_symlink()
                else failed(FOREIGN.at(place_of(path, folder.parent)))
                for path in strange
            ),
        )
    )


def check_unpacked(folder: Path) -> Checked:
    """A bundle where it was unpacked; the list of its sums bears no seal, but a flaw of it shows in a file's sum."""
    top, data = folder.parent, _list(folder / SUMS, folder.parent)
    if isinstance(data, Problem):
        return failed(data)
    sums = sums_in(data)
    if sums is None:
        return failed(BROKEN_LIST.at(place_of(folder / SUMS, top)))
    files = Checked(1, len(data)), check_listed(folder, sums, top)
    return joined((*files, check_foreign(folder, {*sums, SUMS}, top)))


def sums_in(data: bytes) -> Mapping[str, str] | None:
    """Name -> SHA-256 of a list as `sha256sum` writes it; None of one with anything else in it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    lines = [_LINE.fullmatch(line) for line in text.splitlines(keepends=True)]
    found = {line[2]: line[1] for line in lines if line}
    leads_away = any(part in ("", ".", "..") for name in found for part in name.split("/"))
    return found if found and len(found) == len(lines) and not leads_away else None
