"""Stations of districts that use a second script. The wordings are invented for tests and checked by nobody."""

from __future__ import annotations

from dataclasses import replace

from mzdocs.model.district import SecondScript
from mzdocs.model.station_data import StationData

from .test_rules import changed, sound

WORDINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "藏文": (("ཐའོ་ཡོན་ཁྲོམ་གཞུང་།", "དམངས་སྲིད་ལས་ཁུངས།"), ("སྒྲིག་གཞི་ཁང་།",)),
    "维吾尔文": (("تاۋيۈەن كوچا باشقارمىسى", "خەلق ئىشلىرى خىزمەت پونكىتى"), ("2 قەۋەت 12 ئىشخانا",)),
    "朝鲜文": (("징강구 도원가두", "민정사업소"), ("민정봉사창구",)),
    "壮文": (("Dauzyenz Gaihdau", "Minzcwng Gunghcozcan"), ("Cauhgven Bumwnz",)),
    "彝文": (("ꄔꑿꏦꄖ", "ꂱꍏꃅꐯꇩ"), ("ꑣꆏꀕꅉ",)),
    "蒙古文": (("ᠲᠠᠣᠶᠤᠸᠠᠨ ᠵᠡᠭᠡᠯᠢ", "ᠢᠷᠭᠡᠨ ᠦ ᠵᠠᠰᠠᠭ ᠤᠨ ᠥᠷᠲᠡᠭᠡ"), ("ᠠᠵᠢᠯ ᠤᠨ", "ᠲᠠᠰᠤᠭ")),
}
"""By script: the station's name on two lines, and a room's."""


def second(script: str, first: bool = True) -> SecondScript:
    """What a district says of its second script; `first` puts it above, or left."""
    side = "左" if script == "蒙古文" else "上"
    which = "民族文字" if first else "汉字"
    return SecondScript.model_validate(
        {
            "文字": script, "横牌次序": f"{which}在{side}", "竖牌次序": f"{which}在左",
            "依据": {"名称": "某自治州文字使用条例（虚构）", "核对日期": "2026-11-20"},
        }
    )  # fmt: skip


def bilingual(script: str, first: bool = True, name: tuple[str, ...] = (), room: tuple[str, ...] = ()) -> StationData:
    """The sample station with a second name, and one on its first room plate."""
    data, (own, rooms) = sound(), WORDINGS[script]
    street, *others = data.district.streets
    streets = (changed(street, second_name=name or own), *others)
    district = changed(data.district, streets=streets, second_script=second(script, first))
    door, *more = data.station.rooms
    station = changed(data.station, rooms=(changed(door, second_name=room or rooms), *more))
    return replace(data, district=district, station=station)
