"""The second script of door plates -> what is missing, what cannot be written, what fits at no size."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, finding, violation
from mzdocs.core.problems import Exit, Sentence, problem_type
from mzdocs.derive import two_script_plates
from mzdocs.derive.second_script import SecondSpace, in_columns, second_script
from mzdocs.design import scripts
from mzdocs.model.station_data import StationData

TWO_SCRIPTS = Provenance("通行做法", "自治地方的门牌并用两种文字，次序以当地规定为准", "一般")
SECOND = "民族文字"
"""The key of a second wording: its characters are of another script's face than those of all other texts."""


def script_is_said(data: DistrictFile) -> Iterator[Violation]:
    """A street's second wording in a district that does not say which script it is, and which comes first."""
    for i, street in enumerate(data.district.streets):
        if street.second_name and data.district.second_script is None:
            yield violation("街道", i, SECOND)


def order_is_possible(data: DistrictFile) -> Iterator[Violation]:
    """A script written downwards set above or below, or one written across set beside."""
    second = data.district.second_script
    if second and in_columns(second) != second.plate_order.endswith("左"):
        able = "民族文字在左、汉字在左" if in_columns(second) else "民族文字在上、汉字在上"
        yield violation("第二文字", "横牌次序", script=second.script, able=able)


def streets_can_be_written(data: DistrictFile) -> Iterator[Violation]:
    """A character of a street's second wording that its face does not have, or that joins to nothing."""
    second = data.district.second_script
    if second is None or scripts.verify():
        return
    for i, street in enumerate(data.district.streets):
        for n, text in enumerate(street.second_name):
            yield from _unwritable(text, second.script, "街道", i, SECOND, n)


def rooms_can_be_written(data: StationData) -> Iterator[Violation]:
    """The same of a room's second name; or one in a district that has no second script."""
    second = data.district.second_script
    for i, room in enumerate(data.station.rooms):
        for n, text in enumerate(room.second_name):
            if second is None:
                yield violation("科室牌", i, SECOND, n, characters=text, why=_NO_SCRIPT)
            elif not scripts.verify():
                yield from _unwritable(text, second.script, "科室牌", i, SECOND, n)


def _unwritable(text: str, script: str, *path: str | int) -> Iterator[Violation]:
    characters = scripts.unwritable(text, script)
    if characters:
        said = "、".join(f"{char}（U+{ord(char):04X}）" for char in characters)
        yield violation(*path, characters=said, why=_ALONE if _only_marks(characters) else _no_glyph(script))


_NO_SCRIPT = Sentence("区里没有写“第二文字”", "the district names no second script")
_ALONE = Sentence("这个字不能单独写，要附在前面的字母上", "it cannot stand alone, it joins a letter before it")


def _no_glyph(script: str) -> Sentence:
    return Sentence(f"{script}字体里没有，或不能这样拼写", f"the face of {script} has it not, or it cannot stand there")


def _only_marks(characters: str) -> bool:
    """Whether all are signs that stand at a letter, which the face has: it is the letter that is missing."""
    return all(unicodedata.category(char).startswith("M") for char in characters)


def second_names_fit(data: StationData) -> Iterator[Violation]:
    """A second wording that fits on a plate of the station at no size."""
    street, design = data.district.street(data.station.street), data.plaque_design
    second = second_script(data.district, street) if street else None
    if street is None or second is None or scripts.verify():
        return
    styles = {hanging.style for hanging in data.station.hangings}
    spaces = [
        two_script_plates.plate_space(design, data.district, street) if "横牌" in styles else None,
        two_script_plates.board_space(design, data.district, street) if "竖牌" in styles else None,
        two_script_plates.unit_space(design, data.district, street) if data.station.rooms else None,
    ]
    for space in spaces:
        yield from _too_long(space, "名称")
    for i, room in enumerate(data.station.rooms):
        yield from _too_long(two_script_plates.room_space(design, second, room), "科室牌", i, SECOND)


def _too_long(space: SecondSpace | None, *path: str | int) -> Iterator[Violation]:
    if space and space.over.mm:
        facts = {"least": f"{space.least.mm:.1f}", "over": f"{space.over.mm:.1f}"}
        yield violation(*path, what=space.what, text=" ".join(space.texts), **facts)


def second_names_are_there(data: StationData) -> Iterator[Violation]:
    """A station, or a room of it, without a second name where the district uses two scripts."""
    street = data.district.street(data.station.street)
    if data.district.second_script is None or street is None:
        return
    if not street.second_name:
        yield violation("名称", what="工作站名称", what_en="The station's name")
    for i, room in enumerate(data.station.rooms):
        if not room.second_name:
            yield violation("科室牌", i, "名称", what=f"室名“{room.name}”", what_en=f"The room {room.name}")


SECOND_SCRIPT_DISTRICT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1636", "有民族文字的名称，但没有写“第二文字”：是哪种文字、哪种在前、依据什么",
            "There is a second wording, but the district does not say of which script it is, which comes first, and by what rule",
            "在区数据文件里写上“第二文字”；次序各地规定不同，程序不代为决定。",
            "Add the section to the district's file; rules on the order differ, so none is assumed.",
        ),
        TWO_SCRIPTS, script_is_said,
    ),
    Rule(
        problem_type(
            "MZ1637", "横牌上的{script}只能是：{able}", "On a plate {script} can only be: {able}",
            "改横牌次序：蒙古文竖写，在汉字左边或右边；其他文字横写，在上或在下。",
            "Change the order: Mongolian is written downwards and stands beside, other scripts above or below.",
        ),
        TWO_SCRIPTS, order_is_possible,
    ),
    Rule(
        problem_type(
            "MZ1638", "民族文字写不出来：{characters}，{why}", "The second wording cannot be written: {characters}: {why}",
            "请区民政局核对写法和编码（不要用私用区编码的老字体输入）。",
            "Have the wording and its encoding checked (not typed in a private-use font).", Exit.FONT,
        ),
        AGREE, streets_can_be_written,
    ),
)  # fmt: skip
SECOND_SCRIPT_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1639", "室名的民族文字写不出来：{characters}，{why}", "A room's second name cannot be written: {characters}: {why}",
            "请区民政局核对写法和编码，并在区数据文件里写上“第二文字”。",
            "Have the wording checked, and the second script added to the district's file.", Exit.FONT,
        ),
        AGREE, rooms_can_be_written,
    ),
    Rule(
        problem_type(
            "MZ1640", "{what}“{text}”放不下：看得清的最小字号 {least} mm 时还长出 {over} mm",
            "{what} {text} does not fit: at the smallest legible size, {least} mm, it is {over} mm too long",
            "请区里把名称分成两行、审定较短的写法，或把牌做大。",
            "Have the wording parted on two lines or shortened, or enlarge the sign.", Exit.FIT,
        ),
        TWO_SCRIPTS, second_names_fit,
    ),
    Rule(
        finding(
            "MZ2631", None, "区里的门牌用两种文字，{what}没有民族文字", "{what_en} has no second wording, though the district uses two scripts",
            "请区里审定后写上。", "Add the wording the district approves.",
            on_paper="门牌用两种文字，{what}没有民族文字", paper_remedy="报区里审定民族文字，按审定的文字制作。",
        ),
        TWO_SCRIPTS, second_names_are_there,
    ),
)  # fmt: skip
