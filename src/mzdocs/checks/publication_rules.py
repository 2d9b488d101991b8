"""The public list's days -> such as cannot be, as errors; and a list that is not made, as a notice."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, violation
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.model.station_data import StationData

PUBLISHED = Provenance("法律", "民发〔2021〕57号第二十四条：公布最低生活保障家庭的姓名、成员数量、保障金额", "规定")


def periods_run_forward(data: StationData) -> Iterator[Violation]:
    """A period that ends before it begins, or after the list went up."""
    publication = data.station.archive.publication
    if publication and publication.last < publication.first:
        why = Sentence(f"早于首日 {publication.first}", f"is before its first, {publication.first}")
        yield violation("档案", "公示名单", "期间止", day=publication.last, why=why)
    elif publication and publication.last > publication.published_on:
        why = Sentence(
            f"晚于公布日期 {publication.published_on}", f"is after the list went up, {publication.published_on}"
        )
        yield violation("档案", "公示名单", "期间止", day=publication.last, why=why)


def lists_are_published(data: StationData) -> Iterator[Violation]:
    """Households whose class is published, and no day on which."""
    published = {each.name for each in data.district.archive.classes if each.published}
    if data.station.archive.publication is None and any(h.kind in published for h in data.clients.households):
        yield violation("档案")


PUBLICATION_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1834", "公示周期的末日 {day} {why}", "The last day of the public list's period, {day}, {why}",
            "核对“期间起”“期间止”和“公布日期”。", "Check the days of the period and the day of the list.",
        ),
        AGREE, periods_run_forward,
    ),
    Rule(
        problem_type(
            "MZ1835", "没有写“公示名单”的公布日期和期间，不做公示名单", "The public list's day and period are not written: no list is made",
            "在“档案”一节补上“公示名单”：公布日期、期间起、期间止。", "Write them in the section on the archive.",
            severity=Severity.NOTICE,
        ),
        PUBLISHED, lists_are_published,
    ),
)  # fmt: skip
