"""Small letters engraved in single lines -> characters the face of such lines does not have, as notices."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import Provenance, Rule, Violation, violation
from mzdocs.core.problems import Severity, problem_type
from mzdocs.design import single_line_face
from mzdocs.model.station_data import StationData

ENGRAVABLE = Provenance("通行做法", "比刀细的笔画按轮廓刻不出，走单线", "一般")


def names_have_lines(data: DistrictFile) -> Iterator[Violation]:
    """A character that stands on every plate, or in a street's names, and that the face does not have."""
    plaques = data.district.design.plaques
    if plaques.single_lines is None or single_line_face.verify():
        return
    for key, text in (("横牌上行", plaques.plate_lead), ("横牌主行", plaques.plate_main), ("监制", plaques.maker)):
        yield from _without(text, "设计", "门牌", key)
    for i, street in enumerate(data.district.streets):
        for key, text in (("名称", street.name), ("办事处", street.office), ("工作站", street.station)):
            yield from _without(text, "街道", i, key)


def rooms_have_lines(data: StationData) -> Iterator[Violation]:
    """The same of a room's name."""
    if data.plaque_design.single_lines and not single_line_face.verify():
        for i, room in enumerate(data.station.rooms):
            yield from _without(room.name, "科室牌", i, "名称")


def _without(text: str, *path: str | int) -> Iterator[Violation]:
    lacking = single_line_face.without_lines(text)
    if lacking:
        yield violation(*path, characters="、".join(lacking))


SINGLE_LINE_DISTRICT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZE25", "单线字体没有这些字：{characters}；在小字里也按轮廓刻",
            "The single-line face has not these characters: {characters}; even small they are engraved in outline",
            "核对用字；不便更换的，告诉制作单位这几个字按轮廓刻。",
            "Check the characters; if they stand, tell the shop that they are engraved in outline.",
            severity=Severity.NOTICE,
        ),
        ENGRAVABLE, names_have_lines,
    ),
)  # fmt: skip
SINGLE_LINE_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZE29", "室名里的这些字单线字体没有：{characters}；在小字里也按轮廓刻",
            "The single-line face has not these characters of a room's name: {characters}; even small they are outlined",
            "核对用字；不便更换的，告诉制作单位这几个字按轮廓刻。",
            "Check the characters; if they stand, tell the shop that they are engraved in outline.",
            severity=Severity.NOTICE,
        ),
        ENGRAVABLE, rooms_have_lines,
    ),
)  # fmt: skip
