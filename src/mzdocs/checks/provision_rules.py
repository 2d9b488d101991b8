"""A station's posts, premises and funds -> what the standard's 三有 asks and is missing, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import Provenance, Rule, Violation, finding, standard, violation
from mzdocs.model.people import Member
from mzdocs.model.station_data import StationData

LEAST_STAFF, MOST_STAFF = 5, 7
PLACES = ("社会事务科", "社区服务中心")


def head_is_leader_in_charge(data: StationData) -> Iterator[Violation]:
    """Other than one head, or a head who is not the street's leader in charge of civil affairs."""
    heads = [(i, member) for i, member in _there(data) if member.post == "站长"]
    if len(heads) != 1:
        yield violation("人员", found=f"有 {len(heads)} 名站长", found_en=f"{len(heads)} heads")
    for i, member in heads:
        if not member.leads_civil_affairs:
            yield violation("人员", i, found="站长不是分管民政的街道领导", found_en="the head is another person")


def _there(data: StationData) -> Iterator[tuple[int, Member]]:
    """The staff on the day the station is judged on, each with the place in the data."""
    return ((i, member) for i, member in enumerate(data.station.staff) if member.known_on(data.on))


def deputy_heads_social_affairs(data: StationData) -> Iterator[Violation]:
    """No deputy who heads the social affairs section."""
    deputies = [member for _, member in _there(data) if member.post == "副站长"]
    if not any(member.heads_social_affairs for member in deputies):
        yield violation("人员")


def staff_number(data: StationData) -> Iterator[Violation]:
    """Fewer staff in post than LEAST_STAFF, or more than MOST_STAFF."""
    count = sum(member.in_post_on(data.on) for member in data.station.staff)
    if not LEAST_STAFF <= count <= MOST_STAFF:
        yield violation("人员", count=count, least=LEAST_STAFF, most=MOST_STAFF)


def one_administrative_post(data: StationData) -> Iterator[Violation]:
    """Nobody in post on an administrative post."""
    if not any(m.establishment == "行政编制" and m.in_post_on(data.on) for m in data.station.staff):
        yield violation("人员")


def others_institutional_posts(data: StationData) -> Iterator[Violation]:
    """Somebody on a post that is neither administrative nor institutional."""
    for i, member in _there(data):
        if member.establishment not in ("行政编制", "事业编制"):
            yield violation("人员", i, "编制")


def own_premises(data: StationData) -> Iterator[Violation]:
    """Premises that are not the station's own."""
    if not data.station.premises.own:
        yield violation("场所", "独立")


def plaque_at_both_places(data: StationData) -> Iterator[Violation]:
    """A place of PLACES where no plaque hung on the day the station is judged on."""
    for place in PLACES:
        hangings = [h for h in data.station.hangings if place in h.place]
        if not any(data.done_by_then(hanging.hung_on) and hanging.quantity for hanging in hangings):
            yield violation("挂牌", where=place)


def service_window(data: StationData) -> Iterator[Violation]:
    """No window for social assistance."""
    if not data.station.premises.window:
        yield violation("场所", "窗口")


def budgeted_funds(data: StationData) -> Iterator[Violation]:
    """Funds that are not in the budget, of nothing, or of another year."""
    funding, year = data.station.funding, data.district.year
    if not (funding.budgeted and funding.amount and funding.year == year):
        yield violation("经费", year=year)


PROVISION_RULES = (
    Rule(
        finding(
            "MZ2101", "编制", "站长应由分管民政的街道领导担任（{found}）",
            "The head must be the street leader in charge of civil affairs ({found_en})",
            "由街道发文明确分管领导兼任站长。", "Appoint the street leader in charge.",
            lacks="分管领导任站长",
        ),
        standard("站长由街道分管领导兼任"), head_is_leader_in_charge,
    ),
    Rule(
        finding(
            "MZ2102", "编制", "副站长应由社会事务科科长担任", "The deputy must be the head of the social affairs section",
            "由街道发文明确社会事务科科长兼任副站长。", "Appoint the head of the social affairs section.",
            lacks="社会事务科科长任副站长",
        ),
        standard("副站长由社会事务科科长担任"), deputy_heads_social_affairs,
    ),
    Rule(
        finding(
            "MZ2103", "编制", "在岗 {count} 人，应为 {least} 至 {most} 人", "{count} staff in post instead of {least} to {most}",
            "调配到位，报区民政局备案。", "Bring the staff to the required number.",
            lacks="在岗人数",
        ),
        standard("工作人员 5—7 名"), staff_number,
    ),
    Rule(
        finding(
            "MZ2104", "编制", "没有行政编制的在岗人员，至少应有 1 名", "No staff member holds an administrative post; one is needed",
            "协调机构编制部门落实 1 名行政编制。", "Have one administrative post assigned.",
            lacks="行政编制",
        ),
        standard("至少 1 名行政编制"), one_administrative_post,
    ),
    Rule(
        finding(
            "MZ2105", "编制", "此人既不是行政编制也不是事业编制", "This member holds neither an administrative nor an institutional post",
            "调整为事业编制人员，或不计入工作站定员。", "Fill the place with an institutional post.",
            lacks="其余人员的事业编制",
        ),
        standard("其余人员为事业编制"), others_institutional_posts,
    ),
    Rule(
        finding(
            "MZ2201", "场所", "没有独立的办公用房", "There are no premises of the station's own",
            "由街道划定独立、方便群众的办公用房。", "Assign premises of its own.",
            lacks="独立的办公用房",
        ),
        standard("有独立、方便群众的服务场所"), own_premises,
    ),
    Rule(
        finding(
            "MZ2202", "场所", "{where}没有挂出统一门牌", "The plaque does not hang at {where}",
            "领取统一门牌，在{where}挂出，登记挂牌日期。", "Hang the plaque at {where} and note the date.",
            lacks="{where}门牌",
        ),
        standard("在街道社会事务科和社区服务中心挂牌"), plaque_at_both_places,
    ),
    Rule(
        finding(
            "MZ2203", "场所", "没有设立社会救助服务窗口", "There is no service window for social assistance",
            "在便民服务中心设立窗口。", "Open a window in the service centre.",
            lacks="社会救助服务窗口",
        ),
        Provenance("法律", "社会救助法第六十四条", "规定"), service_window,
    ),
    Rule(
        finding(
            "MZ2301", "经费", "{year} 年的工作经费没有列入预算", "Working funds of {year} are not in the budget",
            "列入下一年度财政预算，本年度由街道先行安排。", "Put them into the next budget.",
            lacks="列入预算的工作经费",
        ),
        standard("工作经费列入财政预算"), budgeted_funds,
    ),
)  # fmt: skip
