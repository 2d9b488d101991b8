"""What the district writes of the building standard -> numbers and kinds nothing can be judged by, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import THING_KINDS, DistrictFile
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, violation
from mzdocs.core.problems import Sentence, problem_type


def standard_can_be_met(data: DistrictFile) -> Iterator[Violation]:
    """Limits no station can keep, no place for a plaque, or a kind that is necessary and does not say by what."""
    standard = data.district.standard
    most = standard.most_staff
    if standard.least_staff > most:
        yield _wrong(
            "标准", "人数下限", zh=f"下限大于上限 {most}", en=f"the lower limit is above the upper one, {most}"
        )
    if standard.least_administrative > most:
        zh, en = f"大于 人数上限 {most}", f"it is above the upper limit of all staff, {most}"
        yield _wrong("标准", "行政编制下限", zh=zh, en=en)
    if not standard.places:
        yield _wrong("标准", "挂牌地点", zh="没有写一处", en="no place is named")
    for path in _without_source(data):
        yield _wrong(*path, zh="必备的种类没有写依据", en="a necessary kind does not say by what source")


def _without_source(data: DistrictFile) -> Iterator[KeyPath]:
    district = data.district
    return (
        (key, i)
        for key, name in THING_KINDS.items()
        for i, kind in enumerate(getattr(district, name) if district.gives(name) else ())
        if kind.necessary and not kind.source
    )


def _wrong(*path: str | int, zh: str, en: str) -> Violation:
    return violation(*path, what=Sentence(zh, en))


STANDARD_RULES = (
    Rule(
        problem_type(
            "MZ1959", "照这样写没有办法评判：{what}", "Nothing can be judged by this: {what}",
            "照建设标准的原文改。", "Write what the standard's own text says.",
        ),
        AGREE, standard_can_be_met,
    ),
)  # fmt: skip
