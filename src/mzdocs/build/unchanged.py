"""Stations of which nothing changed since they were built so: they are not even loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mzdocs.build.adopted_fonts import adopt_fonts
from mzdocs.build.inputs import Inputs
from mzdocs.build.settings import Settings
from mzdocs.build.toolchain import toolchain_sum
from mzdocs.build.twins import twins
from mzdocs.core.problems import Stopped
from mzdocs.load.workspace import Workspace
from mzdocs.publish import manifest
from mzdocs.publish.record import SetRecord, StationRecord, Whole, read_record


@dataclass(frozen=True)
class Idle:
    """A station that stands as it would be built: nothing is to do."""

    slug: str
    name: str
    whole: Whole
    file: str
    """The name of its data file."""


def unchanged_stations(
    paths: Sequence[Path], space: Workspace, settings: Settings, hasty: bool = False
) -> dict[Path, Idle]:
    """Those of these stations of which nothing changed; none, where two of them have one number.

    Who is `hasty` hears of none as soon as one was not built of the data that are there, whatever was delivered.
    """
    adopt_fonts(space)
    inputs = Inputs(space)
    if hasty and not all(_built_so(path, inputs, space, settings) for path in paths):
        return {}
    found = ((path, unchanged(path, inputs, space, settings)) for path in paths)
    idle = {path: each for path, each in found if each}
    shared = any(twins((each.file, each.whole.unique) for each in idle.values()))
    return {} if shared else idle


def unchanged(path: Path, inputs: Inputs, space: Workspace, settings: Settings) -> Idle | None:
    """What was told of a station when it was built as asked for, if building it again would make the same files.

    Its data, what is listed in the bureau's folders, the program and its libraries, and every delivered file are what
    they were then.
    """
    record = _built_so(path, inputs, space, settings)
    if record is None:
        return None
    station, whole = (settings.output or space.output) / path.stem, record.whole[settings.sum]
    if whole.outputs != record.outputs(whole.folders):
        return None
    if not all(_delivered(station / folder, record.sets[folder]) for folder in whole.folders):
        return None
    name = manifest.about(station / whole.folders[0])["station"]
    return Idle(path.stem, str(name), whole, space.name(path))


def _built_so(path: Path, inputs: Inputs, space: Workspace, settings: Settings) -> StationRecord | None:
    """The record of a station that was built as asked for, of these data and with this program."""
    record = read_record((settings.output or space.output) / path.stem)
    whole = record.whole.get(settings.sum) if record else None
    if whole is None or settings.force:
        return None
    own = {inputs.name(path), inputs.name(space.district_file)}
    same = (
        whole.inputs.keys() >= own  # else it is of another year's data, or of a file a link led to
        and whole.toolchain == toolchain_sum()
        and whole.listing == inputs.listing
        and inputs.same(whole.inputs)
    )
    return record if same else None


def _delivered(folder: Path, one: SetRecord) -> bool:
    """Whether a set holds what its manifest lists, and that and its files are those that came out."""
    try:
        listed = {name: str(entry["sha256"]) for name, entry in manifest.entries(folder).items()}
        same = manifest.sum_of(folder) == one.manifest and listed.items() >= one.outs.items()
        return same and all(
            sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in listed.items()
        )
    except (OSError, Stopped):
        return False
