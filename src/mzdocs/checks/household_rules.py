"""The client table by itself -> one number of two people, as an error; help twice, as a finding; odd rows, as notices."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, cell, finding, violation
from mzdocs.checks.table_rules import CLIENTS, IDENTITY, classes, households
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.core.text import squeezed
from mzdocs.model.client_files import Household
from mzdocs.model.station_data import StationData

ONCE = Provenance("通行做法", "同一个人在一类救助里只有一份在保的档案", "一般")
LIKELY = Provenance("通行做法", "录入时多写、漏写一位的，与其余各户相差悬殊", "一般")
RECEIVING = "在保"
MOST_MEMBERS = 20
TIMES = 5
"""So many times what is usual a month for one person: a digit too many makes ten times of it."""
FEW = 10
"""Of fewer households nothing is usual."""
OLD = 60
_OLD_AGE = re.compile("高龄|老年|老龄")


def numbers_are_of_one_person(data: StationData) -> Iterator[Violation]:
    """A number that stands beside another name further up."""
    first: dict[str, tuple[int, str]] = {}
    for row, household in households(data):
        name = squeezed(household.head)
        other, its_name = first.setdefault(household.identity_number, (row, name))
        if name != its_name:
            yield cell(CLIENTS, row, "身份证号", first=other, why=_ALIKE if _is_alike(name, its_name) else _COPIED)


_ALIKE = Sentence("两个姓名只差一个字，看来是同一个人", "the names differ by a character: it seems to be one person")
_COPIED = Sentence(
    "户主却是两个人，看来有一行的号码抄错了行", "but the heads differ: a number seems to be of the wrong row"
)


def _is_alike(name: str, other: str) -> bool:
    return len(name) == len(other) and sum(a != b for a, b in zip(name, other, strict=True)) == 1


def nobody_is_helped_twice(data: StationData) -> Iterator[Violation]:
    """A person who receives help of one class in two rows; help for once may come again."""
    lasting = {name for name, each in classes(data, by_item=False).items() if not each.one_time}
    first: dict[tuple[str, str, str], int] = {}
    for row, household in households(data):
        key = household.identity_number, household.kind, squeezed(household.head)
        if household.status == RECEIVING and household.kind in lasting and first.setdefault(key, row) != row:
            yield cell(CLIENTS, row, "身份证号", first=first[key], kind=household.kind)


def households_have_members(data: StationData) -> Iterator[Violation]:
    """A household that receives help and has nobody in it."""
    for row, household in households(data):
        if household.status == RECEIVING and not household.members:
            yield cell(CLIENTS, row, "人数")


def households_are_no_crowds(data: StationData) -> Iterator[Violation]:
    """A household of more than MOST_MEMBERS."""
    for row, household in households(data):
        if household.members > MOST_MEMBERS:
            yield cell(CLIENTS, row, "人数", found=household.members, most=MOST_MEMBERS)


def amounts_are_usual(data: StationData) -> Iterator[Violation]:
    """No money where others of the class get some, or more than TIMES what is usual for each person a month."""
    usual = _usual(data)
    for row, household in households(data):
        if household.kind not in usual or household.status != RECEIVING:
            continue
        if not household.amount:
            yield cell(
                CLIENTS, row, "金额", why=Sentence("是 0，同类的其他户都有", "is 0, others of the class get some")
            )
        elif household.amount > TIMES * usual[household.kind] * max(household.members, 1):
            zh = f"平均每人超过这一类平常的 {TIMES} 倍，是不是多写了一位？"
            yield cell(
                CLIENTS, row, "金额", why=Sentence(zh, f"is more than {TIMES} times the usual: a digit too many?")
            )


def _usual(data: StationData) -> Mapping[str, float]:
    """By class what one person gets a month: the highest standard of that name, else the middle of all rows."""
    lasting = {name for name, each in classes(data, by_item=False).items() if not each.one_time}
    each: dict[str, list[float]] = defaultdict(list)
    for household in data.clients.households:
        if household.kind in lasting and household.status == RECEIVING:
            each[household.kind].append(household.amount / max(household.members, 1))
    usual = {kind: sorted(amounts)[len(amounts) // 2] for kind, amounts in each.items() if len(amounts) >= FEW}
    for kind in each:
        standards = [standard.amount for standard in data.district.standards if standard.name.startswith(kind)]
        usual |= {kind: max(standards)} if standards else {}
    return {kind: amount for kind, amount in usual.items() if amount}


def numbers_have_one_pattern(data: StationData) -> Iterator[Violation]:
    """A number of another make than nearly all others have: one row in a table of FEW, one in fifty of a longer one."""
    patterns = [_pattern(household) for household in data.clients.households]
    if len(patterns) < FEW:
        return
    pattern, count = Counter(patterns).most_common(1)[0]
    if len(patterns) - count <= max(1, len(patterns) // 50):
        for (row, _), found in zip(households(data), patterns, strict=True):
            if found != pattern:
                yield cell(CLIENTS, row, "户号", pattern=pattern)


def _pattern(household: Household) -> str:
    return re.sub("[A-Za-z]", "A", re.sub("[0-9]", "9", household.number))


def communities_hold_their_clients(data: StationData) -> Iterator[Violation]:
    """A community in which more people receive help than live."""
    helped: Counter[str] = Counter()
    for household in data.clients.households:
        if household.status == RECEIVING:
            helped[household.community] += household.members
    for i, community in enumerate(data.station.communities):
        if community.gives("population") and 0 < community.population < helped[community.name]:
            yield violation("社区", i, "人口", found=community.population, helped=helped[community.name])


def help_for_the_old_goes_to_the_old(data: StationData) -> Iterator[Violation]:
    """A head younger than OLD, by the number, in a class whose name speaks of old age."""
    for row, household in households(data):
        if _OLD_AGE.search(household.kind):
            lived = int(f"{household.decided_on:%Y%m%d}") - int(household.identity_number[6:14])
            if 0 <= lived < OLD * 10_000:
                yield cell(CLIENTS, row, "身份证号", least=OLD)


HOUSEHOLD_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1979", "身份证号与第 {first} 行的相同，{why}", "The identity number is that of row {first}; {why}",
            "对照原件改正；同一个人改过名的，两行都写现在的姓名。", "Compare with the originals; who changed the name has the present one in both rows.",
        ),
        IDENTITY, numbers_are_of_one_person,
    ),
    Rule(
        problem_type(
            "MZ1980", "在保的户，人数是 0", "A household that receives help has 0 members",
            "写保障人数，至少 1；已经退出的，改状态、写退出日期。", "Write how many are helped; who left has the status and the day.",
        ),
        AGREE, households_have_members,
    ),
    Rule(
        finding(
            "MZ2661", None, "同一个人（第 {first} 行）在“{kind}”里已经在保，公示名单上会出现两次",
            "This person (row {first}) receives {kind} already: the public list would bear the name twice",
            "核对是不是重复登记：重复的删去一行；前一次已经停发的，写 已退出 和退出日期。",
            "Delete the row entered twice; the help that ended has its status and day.",
            on_paper="同一个人在“{kind}”里在保两次，公示名单上会出现两次",
            paper_remedy="核对是不是重复登记，前一次已经停发的办理退出手续。",
        ),
        ONCE, nobody_is_helped_twice,
    ),
    Rule(
        problem_type(
            "MZ2831", "这一户有 {found} 人，一般不超过 {most} 人", "The household has {found} members; {most} are unusual already",
            "核对人数；确有这么多的，不用改。", "Check the number; if it is so it stays.", severity=Severity.NOTICE,
        ),
        LIKELY, households_are_no_crowds,
    ),
    Rule(
        problem_type(
            "MZ2832", "金额{why}", "The amount {why}", "对照审批表核对；无误的，不用改。", "Compare with the approval; if it is so it stays.",
            severity=Severity.NOTICE,
        ),
        LIKELY, amounts_are_usual,
    ),
    Rule(
        problem_type(
            "MZ2834", "户号的写法与其余各户（{pattern}，A 是字母，9 是数字）不一样", "The number is not made as the others are ({pattern}: A a letter, 9 a digit)",
            "核对是不是漏写、多写；沿用旧编号的，不用改。", "Look for a character too many or too few; an old number stays.",
            severity=Severity.NOTICE,
        ),
        LIKELY, numbers_have_one_pattern,
    ),
    Rule(
        problem_type(
            "MZ2835", "这个社区（村）有 {found} 人，在保的却有 {helped} 人", "{found} people live here, and {helped} receive help",
            "核对人口；客户档案表里“社区”一栏写错了的，改那里。", "Check the population, or the community of the rows in the client table.",
            severity=Severity.NOTICE,
        ),
        LIKELY, communities_hold_their_clients,
    ),
    Rule(
        problem_type(
            "MZ2842", "按身份证号，户主确认时不满 {least} 周岁，类别却是老年人的", "By the number the head was not {least} when it was decided, and the class is for old people",
            "核对身份证号和类别；代家里老人申请的，不用改。", "Check number and class; who applied for an old person of the family stays.",
            severity=Severity.NOTICE,
        ),
        LIKELY, help_for_the_old_goes_to_the_old,
    ),
)  # fmt: skip
