"""What stands on the door plates -> lines no legible size fits, and holes too near to what is drawn, as errors.

Gate 2 would find them on the finished file, when every station has been made; here they are told at their line.
"""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import Provenance, Rule, Violation, violation
from mzdocs.core.problems import Exit, problem_type
from mzdocs.derive import plates, two_script_plates
from mzdocs.derive.line_space import LineSpace
from mzdocs.derive.plate_frame import corners_are_free, rims
from mzdocs.derive.second_script import second_script
from mzdocs.design import fonts, scripts
from mzdocs.model.district import District, Street
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import PlaqueDesign, SignSpec, SignStyle

LEGIBLE = Provenance("通行做法", "标牌的字须在视距外看得清，细笔画须做得出", "一般")
FREE = Provenance("通行做法", "钉帽与字、边框之间留 3 mm 以上", "一般")


def lines_of_the_design_fit(data: DistrictFile) -> Iterator[Violation]:
    """A line that says the same on every plate and fits at no size."""
    district = data.district
    if not district.streets or fonts.verify():
        return
    for line in _at_the_door(district.design.plaques, district, district.streets[0], {"横牌", "竖牌"}):
        if line.fixed:
            yield from _too_long(line.space, "设计", "门牌", line.key)


def holes_leave_room(data: DistrictFile) -> Iterator[Violation]:
    """Holes whose caps come nearer to a rim or to the text than they may."""
    return _crowded(data.district.design.plaques)


def own_holes_leave_room(data: StationData) -> Iterator[Violation]:
    """Holes of a station's own design whose caps come too near."""
    own = data.station.design and data.station.design.plaques
    return _crowded(own) if own else iter(())


def names_fit(data: StationData) -> Iterator[Violation]:
    """A name of the street or the station on a plate it hangs, or a line of its own design, that fits at no size."""
    street, design = data.district.street(data.station.street), data.plaque_design
    if street is None or fonts.verify():
        return
    own = data.station.design and data.station.design.plaques
    for line in _at_the_door(design, data.district, street, {hanging.style for hanging in data.station.hangings}):
        if own and line.fixed:
            yield from _too_long(line.space, "设计", "门牌", line.key)
        elif not line.fixed:
            yield from _too_long(line.space, "名称")
    for space in plates.unit_lines(design, data.district, street) if data.station.rooms else ():
        yield from _too_long(space, "名称")


def rooms_fit(data: StationData) -> Iterator[Violation]:
    """A room's name that fits on its plate at no size."""
    if fonts.verify():
        return
    street = data.district.street(data.station.street)
    second = second_script(data.district, street) if street and not scripts.verify() else None
    for i, room in enumerate(data.station.rooms):
        yield from _too_long(two_script_plates.room_name(data.plaque_design, second, room), "科室牌", i, "名称")


def _at_the_door(
    design: PlaqueDesign, district: District, street: Street, styles: set[SignStyle]
) -> Iterator[plates.DesignLine]:
    if "横牌" in styles:
        yield from plates.plate_lines(design, district, street)
    if "竖牌" in styles:
        yield plates.board_line(design, district, street)


def _too_long(space: LineSpace, *path: str | int) -> Iterator[Violation]:
    if space.over.mm:
        facts = {"least": f"{space.least.mm:.1f}", "over": f"{space.over.mm:.1f}"}
        yield violation(*path, what=space.what, text=space.text, **facts)


def _crowded(design: PlaqueDesign) -> Iterator[Violation]:
    signs: tuple[tuple[SignStyle | None, SignSpec], ...] = (
        ("横牌", design.plate),
        ("竖牌", design.board),
        (None, design.room),
    )
    for style, spec in signs:
        framed = style != "横牌" or rims(spec)
        if not (framed and corners_are_free(spec, plates.margin(design, style))):
            yield violation("设计", "门牌", style or "科室牌", "四角孔")


_SHORTER = "换用批准的简称或缩短文字，或加大尺寸；不影响其他各站。"
PLATE_DISTRICT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1631", "{what}“{text}”放不下：看得清的最小字号 {least} mm 时还长出 {over} mm",
            "{what} {text} does not fit: at the smallest legible size, {least} mm, it is {over} mm too long",
            "缩短文字，或把牌做大。", "Shorten the text or enlarge the sign.", Exit.FIT,
        ),
        LEGIBLE, lines_of_the_design_fit,
    ),
    Rule(
        problem_type(
            "MZ1632", "孔或钉帽离边框或字不足 3 mm", "A hole or its cap lies less than 3 mm from a rim or from text",
            "加大孔的边距，或改用小一些的钉帽。", "Move the holes inwards or take smaller caps.",
        ),
        FREE, holes_leave_room,
    ),
)  # fmt: skip
PLATE_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1633", "{what}“{text}”放不下：看得清的最小字号 {least} mm 时还长出 {over} mm",
            "{what} {text} does not fit: at the smallest legible size, {least} mm, it is {over} mm too long",
            _SHORTER, "Use an approved short name or enlarge the sign; other stations are not touched.", Exit.FIT,
        ),
        LEGIBLE, names_fit,
    ),
    Rule(
        problem_type(
            "MZ1634", "室名“{text}”放不下：看得清的最小字号 {least} mm 时还长出 {over} mm",
            "The room {text} does not fit its plate: at the smallest legible size, {least} mm, it is {over} mm too long",
            "缩短室名，或把科室牌做大。", "Shorten the room's name or enlarge its plate.", Exit.FIT,
        ),
        LEGIBLE, rooms_fit,
    ),
    Rule(
        problem_type(
            "MZ1635", "本站设计的孔或钉帽离边框或字不足 3 mm",
            "A hole of the station's own design, or its cap, lies less than 3 mm from a rim or from text",
            "加大孔的边距，或改用小一些的钉帽。", "Move the holes inwards or take smaller caps.",
        ),
        FREE, own_holes_leave_room,
    ),
)  # fmt: skip
