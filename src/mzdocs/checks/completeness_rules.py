"""A station's rules, files and monitors -> what the standard's 四全 asks and is missing, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import KeyPath, Provenance, Rule, Violation, finding, standard, violation
from mzdocs.checks.twice_rules import communities_differ
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.derive.volumes import bound_households, unbound_households
from mzdocs.load.yaml_tree import spell
from mzdocs.model.boards import CATEGORIES
from mzdocs.model.people import Monitor
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData


def five_kinds_of_rules(data: StationData) -> Iterator[Violation]:
    """A kind of rules (CATEGORIES) of which no board is adopted."""
    adopted = [data.district.board(adoption.board) for adoption in data.station.boards]
    have = {board.category for board in adopted if board}
    for category in CATEGORIES:
        if category not in have:
            yield violation("制度", category=category)


def rules_posted(data: StationData) -> Iterator[Violation]:
    """An adopted board that was not up on the day the station is judged on."""
    for i, adoption in enumerate(data.station.boards):
        board = data.district.board(adoption.board)
        if board and not data.done_by_then(adoption.posted_on):
            yield violation("制度", i, title=board.title)


def files_bound(data: StationData) -> Iterator[Violation]:
    """Client files that are not bound."""
    if not data.station.archive.bound:
        yield violation("档案", "装订成册")


def files_bound_by_the_ledger(data: StationData) -> Iterator[Violation]:
    """Files that are said to be bound, while the ledger lacks households that should be by the district's word."""
    archive = data.station.archive
    due = unbound_households(data, data.on) if archive.bound and archive.ledger else []
    if due:
        bound = len(bound_households(data, data.on))
        yield violation("档案", "装订成册", count=len(due), bound=bound, every=len(data.clients.households))


def binding_is_in_a_ledger(data: StationData) -> Iterator[Violation]:
    """Files that are said to be bound, without a ledger that could show it."""
    if data.station.archive.bound and not data.station.archive.ledger:
        yield violation("档案", "装订成册")


def files_in_computer(data: StationData) -> Iterator[Violation]:
    """No system the client files are kept in."""
    if not data.station.archive.system:
        yield violation("档案")


def catalogue_has_lines(data: StationData) -> Iterator[Violation]:
    """A system is named, and the catalogue of client files would not hold a single household."""
    if data.station.archive.system and not data.clients.households:
        yield violation("档案", "管理系统")


def files_confidential(data: StationData) -> Iterator[Violation]:
    """Each of the four measures of confidentiality that is not taken."""
    measures = data.station.archive.confidentiality
    kept = {
        "专柜加锁": measures.locked_cabinet,
        "保管人": measures.keeper,
        "保密承诺": measures.pledge,
        "查阅登记": measures.access_log,
    }
    for measure, is_kept in kept.items():
        if not is_kept:
            yield violation("档案", "保密", measure, measure=measure)


def files_verified(data: StationData) -> Iterator[Violation]:
    """Files that were not verified by the day the station is judged on."""
    if not data.done_by_then(data.station.archive.verified_on):
        yield violation("档案")


def needed_monitors(community: Community, threshold: int) -> int:
    """One, or two from the threshold on; 以上 includes the number itself (Civil Code, art. 1259)."""
    return 2 if community.population >= threshold else 1


def monitors_complete(data: StationData) -> Iterator[Violation]:
    """A community with fewer monitors than its people need."""
    threshold = data.district.monitor_threshold
    for i, community in enumerate(data.station.communities):
        if not community.gives("population"):
            continue
        needed, found = needed_monitors(community, threshold), len(_appointed(data, community))
        if found < needed:
            facts = {"name": community.name, "population": community.population}
            yield violation("社区", i, needed=needed, found=found, **facts)


def _appointed(data: StationData, community: Community) -> tuple[Monitor, ...]:
    """Its monitors on the day; before an inspection also those whose badges are made and whose term is still to begin."""
    there = community.monitors_on(data.on)
    if data.as_of or data.station.inspection:
        return there
    return (*there, *(monitor for monitor in community.current if monitor.term.start > data.on))


def monitors_in_term(data: StationData) -> Iterator[Violation]:
    """A monitor who is there on the day, though the term has run out; its last day counts."""
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            if monitor.appointed_on(data.on) and not monitor.serves_on(data.on):
                yield violation("社区", i, "监督员", m, "聘期", name=community.name, on=_day_of(data))


def _day_of(data: StationData) -> Sentence:
    """The day the station is judged on, as papers call it."""
    if data.station.inspection and data.on == data.station.inspection.inspected_on:
        return Sentence("检查当日", "on the day of inspection")
    return Sentence(f"按 {data.on} 看", f"on {data.on}")


def monitors_are_one_each(data: StationData) -> Iterator[Violation]:
    """One of the staff in post or a monitor of the name of one before: it is asked, nobody is accused."""
    first: dict[str, KeyPath] = {}
    for i, member in enumerate(data.station.staff):
        if member.in_post_on(data.on) and first.setdefault(member.name, ("人员", i)) != ("人员", i):
            yield violation("人员", i, "姓名", other=spell(first[member.name]))
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            path = ("社区", i, "监督员", m)
            if monitor.appointed_on(data.on) and first.setdefault(monitor.name, path) != path:
                yield violation(*path, "姓名", other=spell(first[monitor.name]))


COMPLETENESS_RULES = (
    Rule(
        finding(
            "MZ2501", "规章制度", "缺少“{category}”", "The kind of rules {category} is missing",
            "制作一块“{category}”展板，上墙公开，写进 制度。", "Make a board of this kind, put it up, and enter it.",
            lacks="{category}", paper_remedy="制作一块“{category}”展板，上墙公开。",
        ),
        standard("工作职责、规章制度、服务措施（展板称服务承诺）、办事流程、行为规范齐全"), five_kinds_of_rules,
    ),
    Rule(
        finding(
            "MZ2502", "规章制度", "“{title}”还没有上墙公开", "{title} has not been put up",
            "制作并上墙公开，写 上墙日期。", "Put it up and enter the day.",
            lacks="“{title}”上墙公开", paper_remedy="制作并上墙公开，登记日期。",
        ),
        standard("各项制度上墙公开"), rules_posted,
    ),
    Rule(
        finding(
            "MZ2601", "文档资料", "客户档案没有装订成册", "Client files are not bound",
            "运行 mzdocs archive-index 编制卷内文件目录，按卷装订成册，再写 装订成册：是。", "Make the index with mzdocs archive-index, bind the volumes, and say so.",
            lacks="档案装订成册", paper_remedy="编制卷内文件目录，按卷装订成册。",
        ),
        standard("客户资料装订成册"), files_bound,
    ),
    Rule(
        finding(
            "MZ2605", "文档资料", "“装订成册”写的是“是”，装订台账里却有 {count} 户到期没有装订（共 {every} 户，已装订 {bound} 户）",
            "The files are said to be bound, but by the ledger {count} households are due and not bound ({bound} of {every} are)",
            "运行 mzdocs archive-index，照着装订，再用 mzdocs archive bind 登记。", "Run mzdocs archive-index, bind what it prints, and enter it with mzdocs archive bind.",
            lacks="{count}户档案的装订", on_paper="有 {count} 户客户档案到期没有装订成册（共 {every} 户，已装订 {bound} 户）",
            paper_remedy="编制卷内文件目录，按卷装订成册，登入装订台账。",
        ),
        standard("客户资料装订成册"), files_bound_by_the_ledger,
    ),
    Rule(
        finding(
            "MZ2606", "文档资料", "“装订成册”写的是“是”，没有装订台账，无法确认", "The files are said to be bound, without a ledger that shows it",
            "在 档案 写 装订台账: 文件名.csv，装订一卷登记一卷（mzdocs archive bind）。", "Name a ledger, and enter what is bound with mzdocs archive bind.",
            lacks="装订台账", on_paper="没有装订台账，客户档案装订成册无法确认", paper_remedy="建立装订台账，逐卷登记。",
        ),
        standard("客户资料装订成册"), binding_is_in_a_ledger,
    ),
    Rule(
        finding(
            "MZ2602", "文档资料", "客户档案没有实行计算机管理", "Client files are not kept by computer",
            "录入救助管理系统，写 管理系统 的名称。", "Enter them into a system and name it.",
            lacks="计算机管理", paper_remedy="录入救助管理系统，登记系统名称。",
        ),
        standard("客户资料实行计算机管理"), files_in_computer,
    ),
    Rule(
        finding(
            "MZ2607", "文档资料", "写了管理系统，客户档案表里一户也没有，编不出档案目录", "A system is named, but the client table has no household: there is no catalogue",
            "把客户档案录入客户档案表。", "Enter the client files into the client table.",
            lacks="档案目录", on_paper="没有机读的客户档案目录，计算机管理无法确认", paper_remedy="逐户录入管理系统，编制档案目录。",
        ),
        standard("客户资料实行计算机管理"), catalogue_has_lines,
    ),
    Rule(
        finding(
            "MZ2603", "文档资料", "保密措施缺少：{measure}", "A confidentiality measure is missing: {measure}",
            "落实{measure}，再写进 档案 · 保密。", "Put it in place and enter it.",
            lacks="{measure}", paper_remedy="落实{measure}，并作登记。",
        ),
        Provenance("法律", "社会救助法第十一条；区对基层民政组织建设的意见：符合保密要求", "规定"), files_confidential,
    ),
    Rule(
        finding(
            "MZ2604", "文档资料", "客户资料没有核对记录，真实性无法确认", "There is no record that the files were verified",
            "逐户核对，写 核对日期。", "Verify them and enter the day.",
            lacks="档案核对记录", paper_remedy="逐户核对，登记核对日期。",
        ),
        standard("客户资料真实准确"), files_verified,
    ),
    Rule(
        finding(
            "MZ2701", "信息员队伍", "{name}（{population} 人）应有监督员 {needed} 名，实有 {found} 名",
            "{name} ({population} people) needs {needed} monitors and has {found}",
            "由社区（村）推荐、街道聘任后补足，写进 监督员，并制作胸牌。", "Appoint the missing monitors, enter them, and make their badges.",
            lacks="{name}监督员", paper_remedy="由社区（村）推荐、街道聘任后补足，并制作胸牌。",
        ),
        standard("每个社区（村）1 名民政信息监督员，人口达到“监督员双配人口”（含本数）的 2 名"), monitors_complete,
    ),
    Rule(
        finding(
            "MZ2702", None, "{on}，{name}有监督员不在聘期内", "A monitor of {name} is out of term {on}",
            "续聘或者另聘，写新的 聘期。", "Renew the term or appoint another, and enter the term.",
            paper_remedy="续聘或者另聘，登记新的聘期。",
        ),
        Provenance("通行做法", "监督员聘期管理", "一般"), monitors_in_term,
    ),
    Rule(
        problem_type(
            "MZ1958", "这个人与 {other} 同名：是一个人吗？", "This person bears the name of {other}: is it one person?",
            "两个人同名的不用改；一个人任两个社区（村）的，另聘一名；工作人员兼任的，由区里定。",
            "Two people of one name are right so; each community has a monitor of its own; whether staff may be one the district says.",
            severity=Severity.NOTICE,
        ),
        Provenance("通行做法", "每个社区（村）各有自己的监督员", "一般"), monitors_are_one_each,
        after=(communities_differ,),
    ),
)  # fmt: skip
