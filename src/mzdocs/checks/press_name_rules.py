"""The theme and the inks the district names -> such as there are not, as errors before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.likely import likely
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, violation
from mzdocs.core.problems import Stopped, problem_type
from mzdocs.core.theme_choice import Theme
from mzdocs.design.theme import BLACK, FOUR, palette, themes
from mzdocs.model.unified_design import Design, SignSpec


def theme_is_known(data: DistrictFile) -> Iterator[Violation]:
    """A theme that is neither shipped nor the bureau's own."""
    name, known = data.district.design.theme, themes(data.own_themes)
    if name not in known:
        yield violation("设计", "主题", theme=name, meant=likely(name, known), known="、".join(known))


def inks_are_known(data: DistrictFile) -> Iterator[Violation]:
    """An ink the theme's palette has not; a palette that cannot be read is told by itself."""
    name = data.district.design.theme
    try:
        known = [FOUR, BLACK, *palette(data.own_themes.get(name, Theme(name))).inks]
    except Stopped:
        return
    for path, spec in _specs(data.district.design):
        for i, ink in enumerate(spec.inks):
            if ink not in known:
                yield violation(*path, "油墨", i, ink=ink, theme=name, meant=likely(ink, known), known="、".join(known))


def _specs(design: Design) -> Iterator[tuple[KeyPath, SignSpec]]:
    plaques = design.plaques
    signs = (("横牌", plaques.plate), ("竖牌", plaques.board), ("科室牌", plaques.room), ("信息牌", plaques.info))
    yield from ((("设计", "门牌", key), spec) for key, spec in signs if spec)
    yield ("设计", "展板"), design.board
    yield ("设计", "胸牌"), design.badge


PRESS_NAME_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1988", "没有主题“{theme}”{meant}", "There is no theme {theme}{meant}",
            "可用的主题：{known}；自己的主题放在 data/themes/ 下。", "Known themes: {known}; your own lie in data/themes/.",
        ),
        AGREE, theme_is_known,
    ),
    Rule(
        problem_type(
            "MZ1989", "主题“{theme}”的色表里没有油墨“{ink}”{meant}", "The palette of the theme {theme} has no ink {ink}{meant}",
            "可写：{known}；别的专色先写进主题的色表。", "Known: {known}; other inks go into the theme's palette first.",
        ),
        AGREE, inks_are_known, after=(theme_is_known,),
    ),
)  # fmt: skip
