"""A station's equipment, rules, files and monitors -> what the standard's 四全 asks and is missing, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import Provenance, Rule, Violation, finding, standard, violation
from mzdocs.core.problems import Sentence
from mzdocs.model.boards import CATEGORIES
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData

OFFICE_EQUIPMENT = ("计算机", "电话", "传真机")


def office_equipment(data: StationData) -> Iterator[Violation]:
    """Equipment of OFFICE_EQUIPMENT of which there is none."""
    owned = [item.name for item in data.station.equipment if item.quantity]
    for thing in OFFICE_EQUIPMENT:
        if not any(thing in name or name in thing for name in owned):
            yield violation("设备", thing=thing)


def transport(data: StationData) -> Iterator[Violation]:
    """No vehicle at all."""
    if not any(vehicle.quantity for vehicle in data.station.transport):
        yield violation("交通工具")


def visitor_facilities(data: StationData) -> Iterator[Violation]:
    """No facilities for visitors."""
    if not data.station.premises.visitor_facilities:
        yield violation("场所", "便民设施")


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


def files_in_computer(data: StationData) -> Iterator[Violation]:
    """No system the client files are kept in."""
    if not data.station.archive.system:
        yield violation("档案")


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
        needed, found = needed_monitors(community, threshold), len(community.monitors_on(data.on))
        if found < needed:
            facts = {"name": community.name, "population": community.population}
            yield violation("社区", i, needed=needed, found=found, **facts)


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


COMPLETENESS_RULES = (
    Rule(
        finding(
            "MZ2401", "设施设备", "没有{thing}", "There is no such equipment: {thing}",
            "配备{thing}并登记。", "Provide it and record it.",
            lacks="{thing}",
        ),
        standard("配备计算机、电话、传真等办公设备"), office_equipment,
    ),
    Rule(
        finding(
            "MZ2402", "设施设备", "没有交通工具", "There is no means of transport",
            "配备入户走访用的交通工具。", "Provide a means of transport for visits.",
            lacks="交通工具",
        ),
        standard("配备必要的交通工具"), transport,
    ),
    Rule(
        finding(
            "MZ2403", "设施设备", "没有便民设施", "There are no facilities for visitors",
            "配备座椅、饮水、老花镜等。", "Provide seats, water, reading glasses.",
            lacks="便民设施",
        ),
        standard("有便民服务设施"), visitor_facilities,
    ),
    Rule(
        finding(
            "MZ2501", "规章制度", "缺少“{category}”", "The kind of rules {category} is missing",
            "制作一块“{category}”展板，上墙公开。", "Make a board of this kind and put it up.",
            lacks="{category}",
        ),
        standard("工作职责、规章制度、服务措施（展板称服务承诺）、办事流程、行为规范齐全"), five_kinds_of_rules,
    ),
    Rule(
        finding(
            "MZ2502", "规章制度", "“{title}”还没有上墙公开", "{title} has not been put up",
            "制作并上墙公开，登记上墙日期。", "Put it up and note the date.",
            lacks="“{title}”上墙公开",
        ),
        standard("各项制度上墙公开"), rules_posted,
    ),
    Rule(
        finding(
            "MZ2601", "文档资料", "客户档案没有装订成册", "Client files are not bound",
            "编制卷内文件目录，按卷装订成册。", "Make the index and bind the volumes.",
            lacks="档案装订成册",
        ),
        standard("客户资料装订成册"), files_bound,
    ),
    Rule(
        finding(
            "MZ2602", "文档资料", "客户档案没有实行计算机管理", "Client files are not kept by computer",
            "录入救助管理系统，登记系统名称。", "Enter them into a system and name it.",
            lacks="计算机管理",
        ),
        standard("客户资料实行计算机管理"), files_in_computer,
    ),
    Rule(
        finding(
            "MZ2603", "文档资料", "保密措施缺少：{measure}", "A confidentiality measure is missing: {measure}",
            "落实{measure}，并作登记。", "Put it in place and record it.",
            lacks="{measure}",
        ),
        Provenance("法律", "社会救助法第十一条；区对基层民政组织建设的意见：符合保密要求", "规定"), files_confidential,
    ),
    Rule(
        finding(
            "MZ2604", "文档资料", "客户资料没有核对记录，真实性无法确认", "There is no record that the files were verified",
            "逐户核对，登记核对日期。", "Verify them and note the date.",
            lacks="档案核对记录",
        ),
        standard("客户资料真实准确"), files_verified,
    ),
    Rule(
        finding(
            "MZ2701", "信息员队伍", "{name}（{population} 人）应有监督员 {needed} 名，实有 {found} 名",
            "{name} ({population} people) needs {needed} monitors and has {found}",
            "由社区（村）推荐、街道聘任后补足，并制作胸牌。", "Appoint the missing monitors and make their badges.",
            lacks="{name}监督员",
        ),
        standard("每个社区（村）1 名民政信息监督员，2500 人以上的 2 名（以上含本数）"), monitors_complete,
    ),
    Rule(
        finding(
            "MZ2702", None, "{on}，{name}有监督员不在聘期内", "A monitor of {name} is out of term {on}",
            "续聘或者另聘，登记新的聘期。", "Renew the term or appoint another.",
        ),
        Provenance("通行做法", "监督员聘期管理", "一般"), monitors_in_term,
    ),
)  # fmt: skip
