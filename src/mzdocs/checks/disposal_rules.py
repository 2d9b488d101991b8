"""What is handed over or destroyed -> what cannot be right in it, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import AGREE, Rule, Violation, violation
from mzdocs.core.problems import problem_type
from mzdocs.derive.volumes import due_keys
from mzdocs.model.archive_acts import Transfer
from mzdocs.model.client_files import Binding
from mzdocs.model.station_data import StationData


def _transferred(data: StationData, transfer: Transfer) -> list[Binding]:
    """The lines of the ledger that are handed over. A rule asks the ledger: volumes need sound tables."""
    late = _later_volumes(data, transfer.until)
    return [
        line
        for line in data.clients.bindings
        if (not transfer.classes or line.class_code in transfer.classes) and (line.class_code, line.serial) not in late
    ]


def _later_volumes(data: StationData, until: int | None) -> set[tuple[str, int]]:
    """The volumes that hold something of a later year."""
    if until is None:
        return set()
    by_item = {each.code: each.by_item for each in data.district.archive.classes}
    later = {(False, each.number) for each in data.clients.households if each.decided_on.year > until}
    later |= {(True, each.number) for each in data.clients.records if each.dated.year > until}
    lines = data.clients.bindings
    return {
        (line.class_code, line.serial) for line in lines if (by_item.get(line.class_code, False), line.key) in later
    }


def transferred_classes_are_known(data: StationData) -> Iterator[Violation]:
    """A class code the district does not have."""
    transfer = data.station.archive.transfer
    known = [each.code for each in data.district.archive.classes]
    for place, code in enumerate(transfer.classes if transfer else ()):
        if code not in known:
            yield violation("档案", "移交", "类别", place, known="、".join(known))


def there_is_something_to_hand_over(data: StationData) -> Iterator[Violation]:
    """A transfer of classes of which nothing is bound."""
    transfer = data.station.archive.transfer
    if transfer and not _transferred(data, transfer):
        yield violation("档案", "移交")


def volumes_are_bound_before_they_go(data: StationData) -> Iterator[Violation]:
    """A day of handing over before the last of the volumes was bound."""
    transfer = data.station.archive.transfer
    if transfer and transfer.handed_on:
        last = max((line.bound_on for line in _transferred(data, transfer)), default=transfer.handed_on)
        if transfer.handed_on < last:
            yield violation("档案", "移交", "日期", last=last.isoformat())


def only_what_is_due_is_kept_longer(data: StationData) -> Iterator[Violation]:
    """A file the appraisal keeps that is not due, or is not there."""
    verdict = data.station.archive.verdict
    ended = due_keys(data) if verdict and verdict.kept else frozenset()
    for place, key in enumerate(verdict.kept if verdict else ()):
        if key not in ended:
            yield violation("档案", "鉴定结果", "续存", place)


def somebody_appraised(data: StationData) -> Iterator[Violation]:
    """An appraisal by nobody."""
    verdict = data.station.archive.verdict
    if verdict and not verdict.panel:
        yield violation("档案", "鉴定结果", "鉴定小组")


def nothing_is_handed_over_and_destroyed(data: StationData) -> Iterator[Violation]:
    """A transfer of volumes that hold what the appraisal condemned: it is taken out and destroyed first."""
    transfer, verdict = data.station.archive.transfer, data.station.archive.verdict
    if transfer and verdict:
        condemned = due_keys(data).difference(verdict.kept)
        lines = [line for line in _transferred(data, transfer) if line.key in condemned]
        if lines:
            volumes = sorted({f"{line.class_code}-{line.serial:03}" for line in lines})
            yield violation("档案", "移交", volumes="、".join(volumes), count=len(lines))


DISPOSAL_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1761", "区里的档案没有这个类别代码", "The district's archive has no class of this code",
            "改为其中之一：{known}。", "Use one of: {known}.",
        ),
        AGREE, transferred_classes_are_known,
    ),
    Rule(
        problem_type(
            "MZ1762", "要移交的范围里没有一卷已装订登记的", "Nothing of what is to be handed over is bound",
            "先装订、登记（mzdocs archive bind），或者改正移交的类别、截至年度；不移交就删去“移交”。", "Bind and enter the volumes first (mzdocs archive bind), correct classes and year, or leave the transfer out.",
        ),
        AGREE, there_is_something_to_hand_over,
    ),
    Rule(
        problem_type(
            "MZ1763", "移交日期早于装订日期（最晚 {last}）", "Handed over before the last volume was bound ({last})",
            "核对移交日期和装订台账。", "Check the day and the ledger.",
        ),
        AGREE, volumes_are_bound_before_they_go,
    ),
    Rule(
        problem_type(
            "MZ1764", "这一户（件）没有到期，不在鉴定之列", "This file is not due and so was not appraised",
            "照到期鉴定清单改正户号或编号。", "Correct the number by the list of what is due.",
        ),
        AGREE, only_what_is_due_is_kept_longer,
    ),
    Rule(
        problem_type(
            "MZ1765", "要移交的案卷（{volumes}）里有 {count} 件鉴定为销毁", "Volumes to hand over ({volumes}) hold {count} items to be destroyed",
            "缩小移交的类别、截至年度，或者先销毁、把这些件从台账和各表里删去再移交。", "Hand over fewer classes or years, or destroy first and take the items out of ledger and tables.",
        ),
        AGREE, nothing_is_handed_over_and_destroyed,
    ),
    Rule(
        problem_type(
            "MZ1766", "鉴定小组里没有人", "Nobody is on the panel of the appraisal",
            "写上鉴定小组成员；还没有鉴定的，删去“鉴定结果”。", "Name its members, or leave the appraisal out until there is one.",
        ),
        AGREE, somebody_appraised,
    ),
)  # fmt: skip
