"""The bureau's key file, or none -> what signs the codes of badges."""

from __future__ import annotations

from pathlib import Path

from mzdocs.checks.badge_rules import STILL_SAMPLE
from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, problem_type
from mzdocs.derive.badge_codes.signatures import SAMPLE_KEY, SAMPLE_SEED, public_key, seed_of
from mzdocs.load.workspace import read_bytes
from mzdocs.model.district import District
from mzdocs.model.station import Station
from mzdocs.model.station_data import StationData

NOT_LISTED = problem_type(
    "MZ1628",
    "这把密钥的公钥（{public}）在 {day} 不是区数据文件里启用着的“胸牌公钥”，签出来的胸牌核验不通过",
    "Its public key ({public}) is none of the district's in use on {day}: such badges would not be accepted",
    "换用对的密钥文件，或者先把公钥和启用日期写进区数据文件。",
    "Use the right key file, or first write its public key and the day it is used from into the district's file.",
    Exit.ASSET,
)
UNSIGNED = problem_type(
    "MZ2623",
    "胸牌的二维码没有签名（码里写着“未签名”），不能核验真伪：生成时没有区民政局的密钥",
    "The codes of badges are not signed, and say so: the bureau's key was not given",
    "正式的胸牌由区民政局加 --badge-key 密钥文件 生成；没有密钥的，用 mzdocs badge keygen 生成。",
    "Real badges are made by the bureau with --badge-key FILE; mzdocs badge keygen makes a key.",
    severity=Severity.NOTICE,
)


def badge_seed(district: District, station: Station, file: Path | None) -> bytes | None:
    """The private key in the file; without one the sample's where the district lists it, else none.

    Raises:
        Stopped: the file holds no key, or one the district does not list as in use when the badges are issued.
    """
    if file is None:
        return SAMPLE_SEED if SAMPLE_KEY in [each.public for each in district.badge_keys] else None
    location = Location(file.name)
    seed = seed_of(read_bytes(file, file.name), location)
    public, day = public_key(seed), station.issued_on
    for key in district.badge_keys:
        if key.public == public and key.since <= day and (key.until is None or day < key.until):
            return seed
    raise Stopped([NOT_LISTED.at(location, public=public, day=day)])


def unsigned(data: StationData) -> list[Problem]:
    """What is told of a station whose badges were made without a signature, or with one that proves nothing."""
    monitors = any(community.monitors for community in data.station.communities)
    told = {None: UNSIGNED, SAMPLE_SEED: STILL_SAMPLE}.get(data.badge_seed)
    return [told.at()] if monitors and told else []
