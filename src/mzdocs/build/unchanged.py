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
from mzdocs.publish.record import SetRecord, Whole, read_record


@dataclass(frozen=True)
class Idle:
    """A station that stands as it would be built: nothing is to do."""

    slug: str
    name: str
    whole: Whole
    file: str
    """The name of its data file."""


def unchanged_stations(paths: Sequence[Path], space: Workspace, settings: Settings) -> dict[Path, Idle]:
    """Those of these stations of which nothing changed; none, where two of them have one number."""
    adopt_fonts(space)
    inputs = Inputs(space)
    found = ((path, unchanged(path, inputs, space, settings)) for path in paths)
    idle = {path: each for path, each in found if each}
    shared = any(twins((each.file, each.whole.unique) for each in idle.values()))
    return {} if shared else idle


def unchanged(path: Path, inputs: Inputs, space: Workspace, settings: Settings) -> Idle | None:
    """What was told of a station when it was built as asked for, if building it again would make the same files.

    Its data, what is listed in the bureau's folders, the program and its libraries, and every delivered file are what
    they were then.
    """
    station = (settings.output or space.output) / path.stem
    record = read_record(station)
    whole = record.whole.get(settings.sum) if record else None
    if record is None or whole is None or settings.force:
        return None
    own = {inputs.name(path), inputs.name(space.district_file)}
    same = (
        whole.inputs.keys() >= own  # else it is of another year's data, or of a file a link led to
        and whole.toolchain == toolchain_sum()
        and whole.listing == inputs.listing
        and inputs.same(whole.inputs)
        and whole.outputs == record.outputs(whole.folders)
        and all(_delivered(station / folder, record.sets[folder]) for folder in whole.folders)
    )
    if not same:
        return None
    name = manifest.about(station / whole.folders[0])["station"]
    return Idle(path.stem, str(name), whole, space.name(path))


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
