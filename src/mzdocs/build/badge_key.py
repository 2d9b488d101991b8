"""The bureau's key file, or none -> what signs the codes of badges."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from mzdocs.checks.badge_rules import STILL_SAMPLE
from mzdocs.core.problems import Exit, Location, Problem, Sentence, Severity, Stopped, problem_type
from mzdocs.derive.badge_codes.signatures import SAMPLE_KEY, SAMPLE_SEED, public_key, seed_of
from mzdocs.load.workspace import read_bytes
from mzdocs.model.district import BadgeKey, District
from mzdocs.model.station import Station
from mzdocs.model.station_data import StationData

NOT_LISTED = problem_type(
    "MZ1628",
    "这把密钥（公钥 {public}）签的胸牌核验不通过：{why}",
    "Badges signed with this key (public key {public}) would not be accepted: {why}",
    "没有列出的，换用对的密钥文件，或把公钥写进区数据文件；日期不合的，启用日期不晚于制发日期，停用日期晚于制发日期。",
    "If it is not listed, use the right file or list its public key; the day of issue lies within the days of its use.",
    Exit.ASSET,
)
NO_KEY_FILE = problem_type(
    "MZ1682",
    "没有这个密钥文件",
    "There is no such key file",
    "检查 --badge-key（或环境变量 MZDOCS_BADGE_KEY）写的路径；密钥在 U 盘上的，先插好。",
    "Check the path that --badge-key (or MZDOCS_BADGE_KEY) gives; plug in the stick if it is on one.",
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
    if not os.path.lexists(file):
        raise Stopped([NO_KEY_FILE.at(location)])
    seed = seed_of(read_bytes(file, file.name), location)
    public, day = public_key(seed), station.issued_on
    listed = next((key for key in district.badge_keys if key.public == public), None)
    why = _out_of_use(listed, day)
    if why:
        raise Stopped([NOT_LISTED.at(location, public=public, why=why)])
    return seed


def _out_of_use(key: BadgeKey | None, day: date) -> Sentence | None:
    """Why badges issued on a day cannot be signed with a key, if they cannot."""
    if key is None:
        return Sentence("区数据文件的“胸牌公钥”里没有它", "the district does not list it")
    if day < key.since:
        return Sentence(
            f"启用 {key.since} 晚于制发日期 {day}", f"it is used from {key.since}, after the day of issue {day}"
        )
    if key.until is not None and key.until <= day:
        return Sentence(
            f"停用 {key.until} 不晚于制发日期 {day}",
            f"it is withdrawn from {key.until}, not after the day of issue {day}",
        )
    return None


def unsigned(data: StationData) -> list[Problem]:
    """What is told of a station whose badges were made without a signature, or with one that proves nothing."""
    monitors = any(community.current for community in data.station.communities)
    told = {None: UNSIGNED, SAMPLE_SEED: STILL_SAMPLE}.get(data.badge_seed)
    return [told.at()] if monitors and told else []
