"""The standard 三有四全 and the staffing rules of a station, rule by rule: these give findings."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import Provenance, Rule, Violation, finding, violation
from mzdocs.model.district import CATEGORIES
from mzdocs.model.station import Community
from mzdocs.model.station_data import StationData

LEAST_STAFF, MOST_STAFF = 5, 7
PLACES = ("社会事务科", "社区服务中心")
OFFICE_EQUIPMENT = ("计算机", "电话", "传真机")


def _standard(item: str) -> Provenance:
    return Provenance("建设标准", f"区对基层民政组织建设的意见：{item}", "规定")


def head_is_leader_in_charge(data: StationData) -> Iterator[Violation]:
    staff = data.station.staff
    heads = [(i, member) for i, member in enumerate(staff) if member.post == "站长"]
    if len(heads) != 1:
        yield violation("人员", found=f"有 {len(heads)} 名站长", found_en=f"{len(heads)} heads")
    for i, member in heads:
        if not member.leads_civil_affairs:
            yield violation("人员", i, found="站长不是分管民政的街道领导", found_en="the head is another person")


def deputy_heads_social_affairs(data: StationData) -> Iterator[Violation]:
    deputies = [member for member in data.station.staff if member.post == "副站长"]
    if not any(member.heads_social_affairs for member in deputies):
        yield violation("人员")


def staff_number(data: StationData) -> Iterator[Violation]:
    count = sum(member.in_post for member in data.station.staff)
    if not LEAST_STAFF <= count <= MOST_STAFF:
        yield violation("人员", count=count, least=LEAST_STAFF, most=MOST_STAFF)


def one_administrative_post(data: StationData) -> Iterator[Violation]:
    if not any(m.establishment == "行政编制" and m.in_post for m in data.station.staff):
        yield violation("人员")


def others_institutional_posts(data: StationData) -> Iterator[Violation]:
    for i, member in enumerate(data.station.staff):
        if member.establishment not in ("行政编制", "事业编制"):
            yield violation("人员", i, "编制")


def own_premises(data: StationData) -> Iterator[Violation]:
    if not data.station.premises.own:
        yield violation("场所", "独立")


def plaque_at_both_places(data: StationData) -> Iterator[Violation]:
    for place in PLACES:
        hangings = [h for h in data.station.hangings if place in h.place]
        if not any(hanging.hung_on and hanging.quantity for hanging in hangings):
            yield violation("挂牌", where=place)


def service_window(data: StationData) -> Iterator[Violation]:
    if not data.station.premises.window:
        yield violation("场所", "窗口")


def budgeted_funds(data: StationData) -> Iterator[Violation]:
    funding = data.station.funding
    if not (funding.budgeted and funding.amount):
        yield violation("经费")


def office_equipment(data: StationData) -> Iterator[Violation]:
    owned = [item.name for item in data.station.equipment if item.quantity]
    for thing in OFFICE_EQUIPMENT:
        if not any(thing in name or name in thing for name in owned):
            yield violation("设备", thing=thing)


def transport(data: StationData) -> Iterator[Violation]:
    if not any(vehicle.quantity for vehicle in data.station.transport):
        yield violation("交通工具")


def visitor_facilities(data: StationData) -> Iterator[Violation]:
    if not data.station.premises.visitor_facilities:
        yield violation("场所", "便民设施")


def four_kinds_of_rules(data: StationData) -> Iterator[Violation]:
    adopted = [data.district.board(adoption.board) for adoption in data.station.boards]
    have = {board.category for board in adopted if board}
    for category in CATEGORIES:
        if category not in have:
            yield violation("制度", category=category)


def rules_posted(data: StationData) -> Iterator[Violation]:
    for i, adoption in enumerate(data.station.boards):
        board = data.district.board(adoption.board)
        if adoption.posted_on is None and board:
            yield violation("制度", i, title=board.title)


def files_bound(data: StationData) -> Iterator[Violation]:
    if not data.station.archive.bound:
        yield violation("档案", "装订成册")


def files_in_computer(data: StationData) -> Iterator[Violation]:
    if not data.station.archive.system:
        yield violation("档案")


def files_confidential(data: StationData) -> Iterator[Violation]:
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
    if data.station.archive.verified_on is None:
        yield violation("档案")


def needed_monitors(community: Community, threshold: int) -> int:
    """One, or two from the threshold on; 以上 includes the number itself (Civil Code, art. 1259)."""
    return 2 if community.population >= threshold else 1


def monitors_complete(data: StationData) -> Iterator[Violation]:
    threshold = data.district.monitor_threshold
    for i, community in enumerate(data.station.communities):
        needed, found = needed_monitors(community, threshold), len(community.monitors)
        if found < needed:
            facts = {"name": community.name, "population": community.population}
            yield violation("社区", i, needed=needed, found=found, **facts)


def monitors_in_term(data: StationData) -> Iterator[Violation]:
    day = data.station.inspection.inspected_on
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            if not monitor.term.start <= day <= monitor.term.end:
                yield violation("社区", i, "监督员", m, "聘期", name=community.name)


STANDARD_RULES = (
    Rule(
        finding(
            "MZ2101", "站长应由分管民政的街道领导担任（{found}）",
            "The head must be the street leader in charge of civil affairs ({found_en})",
            "由街道发文明确分管领导兼任站长，并更新数据。", "Appoint the street leader in charge, and update the data.",
        ),
        _standard("站长由街道分管领导兼任"), head_is_leader_in_charge,
    ),
    Rule(
        finding(
            "MZ2102", "副站长应由社会事务科科长担任", "The deputy must be the head of the social affairs section",
            "由街道发文明确社会事务科科长兼任副站长。", "Appoint the head of the social affairs section.",
        ),
        _standard("副站长由社会事务科科长担任"), deputy_heads_social_affairs,
    ),
    Rule(
        finding(
            "MZ2103", "在岗 {count} 人，应为 {least} 至 {most} 人", "{count} staff in post instead of {least} to {most}",
            "调配到位，报区民政局备案。", "Bring the staff to the required number.",
        ),
        _standard("工作人员 5—7 名"), staff_number,
    ),
    Rule(
        finding(
            "MZ2104", "没有行政编制的在岗人员，至少应有 1 名", "No staff member holds an administrative post; one is needed",
            "协调机构编制部门落实 1 名行政编制。", "Have one administrative post assigned.",
        ),
        _standard("至少 1 名行政编制"), one_administrative_post,
    ),
    Rule(
        finding(
            "MZ2105", "此人既不是行政编制也不是事业编制", "This member holds neither an administrative nor an institutional post",
            "调整为事业编制人员，或不计入工作站定员。", "Fill the place with an institutional post.",
        ),
        _standard("其余人员为事业编制"), others_institutional_posts,
    ),
    Rule(
        finding(
            "MZ2201", "没有独立的办公用房", "There are no premises of the station's own",
            "由街道划定独立、方便群众的办公用房。", "Assign premises of its own.",
        ),
        _standard("有独立、方便群众的服务场所"), own_premises,
    ),
    Rule(
        finding(
            "MZ2202", "{where}没有挂出统一门牌", "The plaque does not hang at {where}",
            "领取统一门牌，在{where}挂出，并填写挂牌日期。", "Hang the plaque at {where} and note the date.",
        ),
        _standard("在街道社会事务科和社区服务中心挂牌"), plaque_at_both_places,
    ),
    Rule(
        finding(
            "MZ2203", "没有设立社会救助服务窗口", "There is no service window for social assistance",
            "在便民服务中心设立窗口。", "Open a window in the service centre.",
        ),
        Provenance("法律", "社会救助法第六十四条", "规定"), service_window,
    ),
    Rule(
        finding(
            "MZ2301", "工作经费没有列入预算", "Working funds are not in the budget",
            "列入下一年度财政预算，本年度由街道先行安排。", "Put them into the next budget.",
        ),
        _standard("工作经费列入财政预算"), budgeted_funds,
    ),
    Rule(
        finding(
            "MZ2401", "没有{thing}", "There is no such equipment: {thing}",
            "配备{thing}并登记。", "Provide it and record it.",
        ),
        _standard("配备计算机、电话、传真等办公设备"), office_equipment,
    ),
    Rule(
        finding(
            "MZ2402", "没有交通工具", "There is no means of transport",
            "配备入户走访用的交通工具。", "Provide a means of transport for visits.",
        ),
        _standard("配备必要的交通工具"), transport,
    ),
    Rule(
        finding(
            "MZ2403", "没有便民设施", "There are no facilities for visitors",
            "配备座椅、饮水、老花镜等。", "Provide seats, water, reading glasses.",
        ),
        _standard("有便民服务设施"), visitor_facilities,
    ),
    Rule(
        finding(
            "MZ2501", "缺少“{category}”", "The kind of rules {category} is missing",
            "在数据文件“制度”一节选用一块“{category}”展板。", "Adopt a board of this kind.",
        ),
        _standard("工作制度、工作职责、办事流程、行为规范齐全"), four_kinds_of_rules,
    ),
    Rule(
        finding(
            "MZ2502", "“{title}”还没有上墙公开", "{title} has not been put up",
            "制作并上墙后填写上墙日期。", "Put it up and note the date.",
        ),
        _standard("各项制度上墙公开"), rules_posted,
    ),
    Rule(
        finding(
            "MZ2601", "客户档案没有装订成册", "Client files are not bound",
            "用 mzdocs archive-index 编目，按卷装订。", "Make the index with mzdocs archive-index and bind the volumes.",
        ),
        _standard("客户资料装订成册"), files_bound,
    ),
    Rule(
        finding(
            "MZ2602", "客户档案没有实行计算机管理", "Client files are not kept by computer",
            "录入救助管理系统，并填写系统名称。", "Enter them into a system and name it.",
        ),
        _standard("客户资料实行计算机管理"), files_in_computer,
    ),
    Rule(
        finding(
            "MZ2603", "保密措施缺少：{measure}", "A confidentiality measure is missing: {measure}",
            "落实后更新数据。", "Put it in place and update the data.",
        ),
        Provenance("法律", "社会救助法第十一条；区对基层民政组织建设的意见：符合保密要求", "规定"), files_confidential,
    ),
    Rule(
        finding(
            "MZ2604", "客户资料没有核对记录，真实性无法确认", "There is no record that the files were verified",
            "逐户核对后填写核对日期。", "Verify them and note the date.",
        ),
        _standard("客户资料真实准确"), files_verified,
    ),
    Rule(
        finding(
            "MZ2701", "{name}（{population} 人）应有监督员 {needed} 名，实有 {found} 名",
            "{name} ({population} people) needs {needed} monitors and has {found}",
            "由社区（村）推荐、街道聘任后补足，并制作胸牌。", "Appoint the missing monitors and make their badges.",
        ),
        _standard("每个社区（村）1 名民政信息监督员，2500 人以上的 2 名（以上含本数）"), monitors_complete,
    ),
    Rule(
        finding(
            "MZ2702", "检查当日，{name}有监督员不在聘期内", "On the day of inspection a monitor of {name} is out of term",
            "续聘或另聘，更新聘期。", "Renew the term or appoint another.",
        ),
        Provenance("通行做法", "监督员聘期管理", "一般"), monitors_in_term,
    ),
)  # fmt: skip
