"""Files of one station against each other: the same fact must be the same in all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mzdocs.audit.findings import Disagreement, Judged, Slip


def disagreements(files: Sequence[Judged]) -> tuple[Disagreement, ...]:
    """Each fact that some file tells otherwise than the data, with the files that tell either."""
    slips: dict[tuple[str, str], list[tuple[Slip, str]]] = defaultdict(list)
    for file in files:
        for slip in file.slips:
            slips[slip.path, slip.expected].append((slip, _name(file)))
    return tuple(_disagreement(found, files) for found in slips.values() if found[0][0].path)


def _disagreement(found: Sequence[tuple[Slip, str]], files: Sequence[Judged]) -> Disagreement:
    slip = found[0][0]
    otherwise: dict[str, list[str]] = defaultdict(list)
    for each, name in found:
        otherwise[each.found].append(name)
    return Disagreement(
        slip.path,
        slip.expected,
        tuple(_name(file) for file in files if slip.token in file.told),
        tuple((value, tuple(dict.fromkeys(names))) for value, names in sorted(otherwise.items())),
    )


def _name(file: Judged) -> str:
    return f"{file.set}/{file.file}"
