"""Data of the district and its stations, or the small public file made of them <-> what badges are judged by."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import ValidationError

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.derive.badge_codes.code_text import facts_of
from mzdocs.derive.badge_codes.signatures import SAMPLE_KEY
from mzdocs.derive.badge_codes.verdict import Known
from mzdocs.model.district import BADGE_REGISTER, BadgeRegister, District
from mzdocs.model.station import Station, VoidBadge

NO_REGISTER_FILE = problem_type(
    "MZ3627",
    "这不是 mzdocs badge export 写出的公钥文件",
    "This is no file of public keys that mzdocs badge export wrote",
    "向区民政局要一份新的。",
    "Ask the bureau for a new one.",
    Exit.ASSET,
)
NO_KEYS_KNOWN = problem_type(
    "MZ3626",
    "没有公钥，真伪无从核验",
    "There is no public key: nothing can be verified",
    "把胸牌公钥写进区数据文件，或用 --keys 给出区民政局的公钥文件。",
    "Write the public keys into the district's file, or give the bureau's file by --keys.",
)


def known_of(
    district: District, stations: Sequence[Station], also_void: Sequence[VoidBadge] = (), whole: bool = True
) -> Known:
    """By all the data there are, with those who have a badge now; the sample's key counts only if there is no other.

    `also_void` are those of stations of which nothing else could be read: who has a badge is then not the `whole`.
    """
    own = tuple(each for each in district.badge_keys if each.public != SAMPLE_KEY)
    void = [*(each for station in stations for each in station.void_badges), *also_void]
    current = frozenset(
        facts_of(district, station, community, monitor).holder
        for station in stations
        for community in station.communities
        for monitor in community.current
    )
    return Known(own or district.badge_keys, {each.number: each.since for each in void}, current if whole else None)


def exported(known: Known) -> str:
    """Keys and void numbers as JSON, and nobody's name: all that others need to verify badges offline."""
    void = [{"编号": number, "日期": since.isoformat()} for number, since in sorted(known.void.items())]
    written = {"格式": BADGE_REGISTER, "胸牌公钥": list(known.keys), "作废胸牌": void}
    register = BadgeRegister.model_validate(written)
    return json.dumps(register.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1)


def known_from(data: bytes, location: Location) -> Known:
    """What such a file says.

    Raises:
        Stopped: it is none.
    """
    try:
        register = BadgeRegister.model_validate(json.loads(data.decode("utf-8-sig")))
    except (ValueError, ValidationError, RecursionError):
        raise Stopped([NO_REGISTER_FILE.at(location)]) from None
    return Known(register.keys, {each.number: each.since for each in register.void})
