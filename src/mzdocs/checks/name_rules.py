"""Names of people -> such as hold a blank, as errors; and one that is a character off a name of the staff, as a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.checks.likely import mistyped
from mzdocs.checks.printed_name_rules import texts_under
from mzdocs.checks.rule import AGREE, KeyPath, Provenance, Rule, Violation, cell, violation
from mzdocs.checks.table_rules import CLIENTS, households
from mzdocs.core.problems import Severity, problem_type
from mzdocs.load.yaml_tree import spell
from mzdocs.model.station_data import StationData

SAME = Provenance("通行做法", "同一个人的姓名，各处写法一致", "一般")
_NAMES = {"姓名", "立卷人", "检查人", "保管人", "带班", "签发人", "联系人"}
"""The keys under which one name stands."""
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_GAP = re.compile(f"[{_HAN}][ \u00a0\u2002-\u200a\u3000]+[{_HAN}]")


def names_are_whole(data: StationData) -> Iterator[Violation]:
    """A Chinese name with a blank in it, in the station's file."""
    return (violation(*path) for path, name in texts_under(data.station, (), _NAMES) if _GAP.search(name))


def all_names_are_whole(data: StationData) -> Iterator[Violation]:
    """The same, and in the client table and the register of readings."""
    yield from names_are_whole(data)
    for row, household in households(data):
        if _GAP.search(household.head):
            yield cell(CLIENTS, row, "户主")
    for row, reading in zip(data.clients.consultation_rows, data.clients.consultations, strict=True):
        for key, name in (("查阅人", reading.reader), ("批准人", reading.approved_by)):
            if _GAP.search(name):
                yield cell("查阅登记", row, key)


def names_are_of_the_staff(data: StationData) -> Iterator[Violation]:
    """A name in the archive's or an inspection's records that is nobody's, and a character off one of the staff's."""
    places = {member.name: spell(("人员", i)) for i, member in enumerate(data.station.staff)}
    for path, name in _named(data):
        meant = None if name in places else mistyped(name, places)
        if meant:
            yield violation(*path, place=places[meant])


def _named(data: StationData) -> Iterator[tuple[KeyPath, str]]:
    for i, judgment in enumerate(data.station.judgments):
        if judgment.owner:
            yield ("检查", "记录", i, "责任人"), judgment.owner
    archive = data.station.archive
    yield ("档案", "立卷人"), archive.arranged_by
    yield ("档案", "检查人"), archive.checked_by
    if archive.confidentiality.keeper:
        yield ("档案", "保密", "保管人"), archive.confidentiality.keeper
    for i, name in enumerate(archive.verdict.panel if archive.verdict else ()):
        yield ("档案", "鉴定结果", "鉴定小组", i), name


NAME_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1982", "姓名中间有空格：印出来不齐，也会被当成另一个人", "There is a blank in the name: it prints so, and is taken for another person's",
            "删去空格；两个字的姓名也不用空格对齐；写了两个人的，用顿号分开。", "Take the blank out, of a name of two characters too; two names are parted by a mark.",
        ),
        AGREE, all_names_are_whole,
    ),
    Rule(
        problem_type(
            "MZ2843", "这个姓名与 {place} 的只差一个字：是同一个人吗？", "This name is a character off that of {place}: is it one person?",
            "是同一个人的，改成一样；不在人员名单里的人，不用改。", "If so make them one; who is none of the staff stays.",
            severity=Severity.NOTICE,
        ),
        SAME, names_are_of_the_staff,
    ),
)  # fmt: skip
