"""A file of public keys, or the data of the district and its stations -> what badges are judged by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.cli import stations
from mzdocs.core.problems import Location, Stopped

if TYPE_CHECKING:
    from mzdocs.derive.badge_codes.verdict import Known


def known_badges(keys: Path | None) -> Known:
    """Of a file of public keys, or else of the workspace around: what badges are judged by.

    Raises:
        Stopped: the file or the data have errors, or there is no public key.
    """
    from mzdocs.derive.badge_codes.register import NO_KEYS_KNOWN, known_from, known_of
    from mzdocs.load import load_district, load_stations_facts
    from mzdocs.load.workspace import read_bytes

    if keys:
        known = known_from(read_bytes(keys, keys.name), Location(keys.name))
    else:
        space = stations.workspace_of()
        known = known_of(load_district(space)[0], load_stations_facts(space))
    if not known.keys:
        raise Stopped([NO_KEYS_KNOWN.at()])
    return known
