"""A file of public keys, or the data of the district and its stations -> what badges are judged by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.cli import stations
from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, problem_type

if TYPE_CHECKING:
    from mzdocs.derive.badge_codes.verdict import Known
    from mzdocs.model.station import Station, VoidBadge

NOT_LOOKED_UP = problem_type(
    "MZ3672",
    "这个站的数据有错误，核验时只用了其中的作废名单，没有核对证件是否在册",
    "The data of this station have errors: only its void badges were used, not who has a badge now",
    "用 mzdocs check 查出错误、改正后再核验；或用 --keys 给出区民政局的公钥文件。",
    "Mend what mzdocs check tells and verify again; or give the bureau's file by --keys.",
    severity=Severity.NOTICE,
)
VOID_UNKNOWN = problem_type(
    "MZ3673",
    "这个站的作废名单读不出来，说是“真”的证件也可能已经作废",
    "The void badges of this station cannot be read: a badge found genuine may be void",
    "用 mzdocs check 查出错误、改正后再核验；或用 --keys 给出区民政局的公钥文件。",
    "Mend what mzdocs check tells and verify again; or give the bureau's file by --keys.",
    Exit.VERIFY,
)


def known_badges(keys: Path | None) -> Known:
    """Of a file of public keys, or else of the workspace around: what badges are judged by.

    Raises:
        Stopped: the file or the data have errors, or there is no public key.
    """
    from mzdocs.derive.badge_codes.register import known_from, known_of
    from mzdocs.load import load_district, load_stations_facts
    from mzdocs.load.workspace import read_bytes

    if keys:
        return _with_keys(known_from(read_bytes(keys, keys.name), Location(keys.name)))
    space = stations.workspace_of()
    return _with_keys(known_of(load_district(space)[0], load_stations_facts(space)))


def known_as_far_as_read(keys: Path | None) -> tuple[Known, list[Problem]]:
    """The same, but a station whose data have errors does not stop it: what is not known then is told.

    Raises:
        Stopped: the file of keys or the district's data have errors, or there is no public key.
    """
    from mzdocs.derive.badge_codes.register import known_of
    from mzdocs.load import NoFacts, load_district, load_facts, void_badges_of

    if keys:
        return known_badges(keys), []
    space = stations.workspace_of()
    read: list[Station] = []
    void: list[VoidBadge] = []
    unknown: list[Problem] = []
    for path in space.station_files():
        location = Location(space.name(path))
        try:
            read.append(load_facts(path, space))
        except NoFacts as found:
            badges = void_badges_of(found.source)
            void += badges or ()
            unknown.append((VOID_UNKNOWN if badges is None else NOT_LOOKED_UP).at(location))
        except Stopped:
            unknown.append(VOID_UNKNOWN.at(location))
    return _with_keys(known_of(load_district(space)[0], read, void, whole=not unknown)), unknown


def _with_keys(known: Known) -> Known:
    from mzdocs.derive.badge_codes.register import NO_KEYS_KNOWN

    if not known.keys:
        raise Stopped([NO_KEYS_KNOWN.at()])
    return known
