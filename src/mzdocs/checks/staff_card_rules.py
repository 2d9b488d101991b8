"""Cards ordered for the staff -> one without a photo or with another's, and names that do not fit, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.badge_fit_rules import READABLE, unfit
from mzdocs.checks.rule import AGREE, Rule, Violation, violation
from mzdocs.core.problems import Exit, problem_type
from mzdocs.derive.badge_layout import badge_layout
from mzdocs.derive.persons import card_bearers
from mzdocs.load.yaml_tree import spell
from mzdocs.model.people import Member
from mzdocs.model.station_data import StationData


def cards_have_photos(data: StationData) -> Iterator[Violation]:
    """A card ordered for somebody of whom there is no photo."""
    return (violation("人员", i, "工作牌") for i, member in _bearers(data) if member.photo is None)


def photos_are_the_bearers(data: StationData) -> Iterator[Violation]:
    """A photo that a monitor or another of the staff has already, by name or pixel by pixel."""
    seen: dict[bytes | str, str] = {}
    for c, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            seen.setdefault(data.photos.get(monitor.photo, monitor.photo), spell(("社区", c, "监督员", m)))
    for i, member in enumerate(data.station.staff):
        if member.photo:
            place = spell(("人员", i))
            first = seen.setdefault(data.photos.get(member.photo, member.photo), place)
            if first != place:
                yield violation("人员", i, "照片", first=first)


def names_fit_their_cards(data: StationData) -> Iterator[Violation]:
    """A name that is too small on two lines of its zone."""
    layout = badge_layout(data.badge_spec)
    names = [(("人员", i, "工作牌"), member.name) for i, member in _bearers(data)]
    yield from unfit(layout, layout.design.name, names)


def stations_fit_their_cards(data: StationData) -> Iterator[Violation]:
    """The station's name too small on the line it has on every card: told at the first of them."""
    layout = badge_layout(data.badge_spec)
    first = [(("人员", i, "工作牌"), data.station.name) for i, _ in list(_bearers(data))[:1]]
    yield from unfit(layout, layout.design.issuer, first)


def _bearers(data: StationData) -> Iterator[tuple[int, Member]]:
    bearers = card_bearers(data.station)
    return ((i, member) for i, member in enumerate(data.station.staff) if member in bearers)


STAFF_CARD_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1831", "要做工作牌，但没有写“照片”", "A card is ordered, and there is no photo",
            "补上本人的证件照；暂时没有照片的，删去“工作牌”。", "Add a photo of this person; until there is one, drop the card.",
            Exit.ASSET,
        ),
        AGREE, cards_have_photos,
    ),
    Rule(
        problem_type(
            "MZ1832", "这张照片已经有别人用了（{first}）", "The photo is another person's already ({first})",
            "换成本人的证件照。", "Use a photo of this person.",
            Exit.ASSET,
        ),
        AGREE, photos_are_the_bearers,
    ),
    Rule(
        problem_type(
            "MZ1833", "姓名有 {count} 个字，工作牌的姓名栏分两行、字高 {least} mm 仍放不下（这样的字最多 {most} 个）",
            "The name has {count} characters: on two lines of {least} mm {most} of them go into its place on the card",
            "核对姓名；确实这样长的，请区民政局把胸牌尺寸放大。", "Check the name; if it is so long, ask the bureau for a larger badge.",
            Exit.FIT,
        ),
        READABLE, names_fit_their_cards,
    ),
    Rule(
        problem_type(
            "MZ1836", "工作站名称有 {count} 个字，工作牌上一行、字高 {least} mm 放不下（这样的字最多 {most} 个）",
            "The station's name has {count} characters: on one line of {least} mm {most} of them go on the card",
            "请区民政局在名册里改用规范简称，或者放大胸牌尺寸。", "Have the bureau use its proper short name, or a larger badge.",
            Exit.FIT,
        ),
        READABLE, stations_fit_their_cards,
    ),
)  # fmt: skip
