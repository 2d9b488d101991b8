"""What stands on badges -> names that do not fit, photos of two people, cards too small to read, as errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, violation
from mzdocs.checks.twice_rules import communities_differ
from mzdocs.core.problems import Exit, problem_type
from mzdocs.core.units import Length, mm
from mzdocs.derive.badge_layout import BadgeLayout, Zone, badge_layout
from mzdocs.derive.persons import card_bearers
from mzdocs.design import fonts
from mzdocs.load.yaml_tree import KeyPath
from mzdocs.model.people import Monitor
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import BadgeSpec

READABLE = Provenance("通行做法", "证卡上的字不小于 7 磅；更远处看的，按视距的 1/250", "一般")

PUNCHED = Provenance("通行做法", "卡片挂孔离边太近会撕裂；打孔按刀线版", "一般")
LEAST_EDGE = mm(2)
"""Between a slot and the card's edges: with less the card tears."""


def photos_are_of_one_person(data: StationData) -> Iterator[Violation]:
    """A photo that another monitor has already, by name or pixel by pixel."""
    first: dict[bytes | str, str] = {}
    for i, _, m, monitor in _monitors(data):
        picture = data.photos.get(monitor.photo, monitor.photo)
        if picture in first:
            yield violation("社区", i, "监督员", m, "照片", first=first[picture])
        first.setdefault(picture, f"社区[{i + 1}].监督员[{m + 1}]")


def names_fit_their_badges(data: StationData) -> Iterator[Violation]:
    """A monitor's name that is too small on two lines of its zone."""
    layout = badge_layout(data.badge_spec)
    names = [(("社区", i, "监督员", m, "姓名"), monitor.name) for i, _, m, monitor in _monitors(data)]
    yield from unfit(layout, layout.design.name, names)


def communities_fit_badges(data: StationData) -> Iterator[Violation]:
    """A community's name that is too small on two lines of its zone, where it has a monitor."""
    layout = badge_layout(data.badge_spec)
    communities = enumerate(data.station.communities)
    names = [(("社区", i, "名称"), community.name) for i, community in communities if community.monitors]
    yield from unfit(layout, layout.design.place, names)


def offices_fit_badges(data: StationData) -> Iterator[Violation]:
    """The register's name of the office that issues the badges, too small on either side of them."""
    layout, street = badge_layout(data.badge_spec), data.district.street(data.station.street)
    if street and (any(_monitors(data)) or card_bearers(data.station)):
        zones = (layout.design.issuer, layout.design.rear_issuer)
        yield from [each for zone in zones for each in unfit(layout, zone, [(("街道代码",), street.office)])][:1]


def badges_are_large_enough(data: StationData) -> Iterator[Violation]:
    """A station's own badge on which the smallest text could not be read."""
    own = data.station.design.badge if data.station.design else None
    return _too_small(own) if own else iter(())


def district_badges_are_large_enough(data: DistrictFile) -> Iterator[Violation]:
    """The same of the district's badge."""
    return _too_small(data.district.design.badge)


def slots_can_be_punched(data: StationData) -> Iterator[Violation]:
    """A slot of the station's own badge that is not drawn for the punch, or that would tear out."""
    own = data.station.design.badge if data.station.design else None
    return _unpunchable(own) if own else iter(())


def district_slots_can_be_punched(data: DistrictFile) -> Iterator[Violation]:
    """The same of the district's badge."""
    return _unpunchable(data.district.design.badge)


def _unpunchable(spec: BadgeSpec) -> Iterator[Violation]:
    slot = spec.punching
    if slot is None:
        return
    room = spec.size.width - LEAST_EDGE * 2
    if "刀线" not in spec.inks or slot.inset < LEAST_EDGE or not mm(0) < slot.height <= slot.width <= room:
        yield violation("设计", "胸牌", "挂孔", least=f"{LEAST_EDGE.mm:g}")


def _too_small(spec: BadgeSpec) -> Iterator[Violation]:
    small = badge_layout(spec).too_small()
    if small:
        found, least = small
        yield violation("设计", "胸牌", "尺寸", found=_shown(found), least=_shown(least))


def _monitors(data: StationData) -> Iterator[tuple[int, Community, int, Monitor]]:
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            yield i, community, m, monitor


def unfit(layout: BadgeLayout, zone: Zone, texts: Sequence[tuple[KeyPath, str]]) -> Iterator[Violation]:
    """Texts, each at its place in the data, that do not go into a zone.

    Nothing is said where the card's size is at fault, or where no font is there to measure with.
    """
    if not texts or layout.too_small() or fonts.verify():
        return
    for path, text in texts:
        if layout.fitted(text, zone) is None:
            fitting = (count for count in range(len(text) - 1, 0, -1) if layout.fitted(text[:count], zone) is not None)
            yield violation(*path, count=len(text), most=next(fitting, 0), least=_shown(layout.least(zone)))


def _shown(length: Length) -> str:
    return f"{length.mm:.2f}"


BADGE_FIT_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1611", "这张照片前面已经有别的监督员用了（{first}）", "Another monitor before has this photo already ({first})",
            "换成本人的证件照。", "Use a photo of this person.",
            Exit.ASSET,
        ),
        AGREE, photos_are_of_one_person, after=(communities_differ,),
    ),
    Rule(
        problem_type(
            "MZ1613", "姓名有 {count} 个字，胸牌的姓名栏分两行、字高 {least} mm 仍放不下（这样的字最多 {most} 个）",
            "The name has {count} characters: on two lines of {least} mm {most} of them go into its place on the badge",
            "核对姓名；确实这样长的，请区民政局把胸牌尺寸放大。", "Check the name; if it is so long, ask the bureau for a larger badge.",
            Exit.FIT,
        ),
        READABLE, names_fit_their_badges,
    ),
    Rule(
        problem_type(
            "MZ1614", "社区（村）名称有 {count} 个字，胸牌上分两行、字高 {least} mm 仍放不下（这样的字最多 {most} 个）",
            "The community's name has {count} characters: on two lines of {least} mm {most} of them go on the badge",
            "改用规范简称，或者放大胸牌尺寸。", "Use its proper short name, or a larger badge.",
            Exit.FIT,
        ),
        READABLE, communities_fit_badges,
    ),
    Rule(
        problem_type(
            "MZ1615", "区名册里这个街道的办事处全称有 {count} 个字，胸牌上字高 {least} mm 仍放不下（这样的字最多 {most} 个）",
            "The register's name of this street's office has {count} characters: at {least} mm {most} of them go on the badge",
            "请区民政局在名册“办事处”里改用规范简称，或者放大胸牌尺寸。", "Have the bureau use its proper short name, or a larger badge.",
            Exit.FIT,
        ),
        READABLE, offices_fit_badges,
    ),
    Rule(
        problem_type(
            "MZ1616", "胸牌太小：最小的字只有 {found} mm 高，按视距和工艺至少要 {least} mm",
            "The badge is too small: its smallest text is {found} mm high, its distance and process ask for {least} mm",
            "放大胸牌尺寸（横式 85.6×54 mm、竖式 54×85.6 mm 起），或者改视距、最细笔画。",
            "Enlarge it (from 85.6×54 mm across, 54×85.6 mm upright), or change the distance or the finest stroke.",
            Exit.FIT,
        ),
        READABLE, badges_are_large_enough,
    ),
    Rule(
        problem_type(
            "MZ1617", "这样的挂孔做不出来：油墨里要有“刀线”，离上边和两边至少 {least} mm，宽不小于高",
            "Such a slot cannot be punched: the inks want the cut line, it stays {least} mm from the edges, and is wider than high",
            "改挂孔的尺寸或边距；油墨写上刀线，例如 [四色, 刀线]。", "Change its size or place; list the cut line among the inks.",
        ),
        PUNCHED, slots_can_be_punched,
    ),
)  # fmt: skip
DISTRICT_BADGE_FIT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(BADGE_FIT_RULES[-2].problem_type, READABLE, district_badges_are_large_enough),
    Rule(BADGE_FIT_RULES[-1].problem_type, PUNCHED, district_slots_can_be_punched),
)
