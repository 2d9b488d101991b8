"""A station's staff on the day it is judged on -> what the standard's 编制 asks and is missing, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.rule import Rule, Violation, finding, standard, violation
from mzdocs.core.problems import Sentence
from mzdocs.model.people import Member
from mzdocs.model.station_data import StationData

ESTABLISHED = ("行政编制", "事业编制")


def _in_post(data: StationData, *posts: str) -> list[tuple[int, Member]]:
    """Those in post on the day, in one of these posts or in any, each with the place in the data."""
    there = ((i, member) for i, member in enumerate(data.station.staff) if member.in_post_on(data.on))
    return [(i, member) for i, member in there if not posts or member.post in posts]


def station_has_a_head(data: StationData) -> Iterator[Violation]:
    """Nobody in post as head: left, not come, or never named."""
    if not _in_post(data, "站长"):
        yield violation("人员")


def head_is_leader_in_charge(data: StationData) -> Iterator[Violation]:
    """Several heads at once, or a head who is not the street's leader in charge of civil affairs."""
    heads = _in_post(data, "站长")
    if len(heads) > 1:
        yield violation("人员", found=f"有 {len(heads)} 名站长", found_en=f"{len(heads)} heads")
    for i, member in heads:
        if not member.leads_civil_affairs:
            yield violation("人员", i, found="站长不是分管民政的街道领导", found_en="the head is another person")


def station_has_a_deputy(data: StationData) -> Iterator[Violation]:
    """Nobody in post as deputy."""
    if not _in_post(data, "副站长"):
        yield violation("人员")


def deputy_heads_social_affairs(data: StationData) -> Iterator[Violation]:
    """Deputies, none of whom heads the social affairs section."""
    deputies = _in_post(data, "副站长")
    if deputies and not any(member.heads_social_affairs for _, member in deputies):
        yield violation("人员", deputies[0][0])


def staff_number(data: StationData) -> Iterator[Violation]:
    """Fewer staff in post and on the establishment than the district's lower limit, or more than its upper one."""
    there, standard = _in_post(data), data.district.standard
    count = sum(member.establishment in ESTABLISHED for _, member in there)
    if not standard.least_staff <= count <= standard.most_staff:
        others = len(there) - count
        beside = (
            Sentence(f"（另有编外聘用 {others} 人，不计）", f" ({others} hired ones not counted)") if others else ""
        )
        yield violation(
            "人员", count=count, least=standard.least_staff, most=standard.most_staff, beside=beside
        )  # fmt: skip


def administrative_posts(data: StationData) -> Iterator[Violation]:
    """Fewer in post on administrative posts than needed; whether the street leader who is head counts is the district's word."""
    standard = data.district.standard
    servants = [member for _, member in _in_post(data) if member.establishment == "行政编制"]
    counted = [member for member in servants if standard.head_counts or not _serves_concurrently(member)]
    if len(counted) < standard.least_administrative:
        left_out = Sentence("（兼任的站长不计）", " (the street leader who is head not counted)")
        beside = left_out if len(counted) < len(servants) else ""
        yield violation("人员", count=len(counted), least=standard.least_administrative, beside=beside)


def _serves_concurrently(member: Member) -> bool:
    return member.post == "站长" and (member.leads_civil_affairs or member.concurrent_post is not None)


def others_institutional_posts(data: StationData) -> Iterator[Violation]:
    """Somebody in post who is neither on an administrative nor on an institutional post."""
    for i, member in _in_post(data):
        if member.establishment not in ESTABLISHED:
            yield violation("人员", i, "编制")


STAFFING_RULES = (
    Rule(
        finding(
            "MZ2106", "编制", "没有在岗的站长", "No head is in post",
            "任命后写进 人员：职务 站长，到岗日期；已经任命的核对 到岗、离岗。", "Enter the head with the first day in post, or mend the days.",
            lacks="站长", paper_remedy="由街道发文明确站长，由分管民政的街道领导兼任。",
        ),
        standard("站长由街道分管领导兼任"), station_has_a_head,
    ),
    Rule(
        finding(
            "MZ2101", "编制", "站长应由分管民政的街道领导担任（{found}）",
            "The head must be the street leader in charge of civil affairs ({found_en})",
            "由街道发文明确分管领导兼任站长；已经是的写 分管民政：是。", "Appoint the street leader in charge, and say so in the data.",
            lacks="分管领导任站长", paper_remedy="由街道发文明确分管领导兼任站长。",
        ),
        standard("站长由街道分管领导兼任"), head_is_leader_in_charge,
    ),
    Rule(
        finding(
            "MZ2107", "编制", "没有在岗的副站长", "No deputy is in post",
            "任命后写进 人员：职务 副站长，到岗日期；已经任命的核对 到岗、离岗。", "Enter the deputy with the first day in post, or mend the days.",
            lacks="副站长", paper_remedy="由街道发文明确副站长，由社会事务科科长担任。",
        ),
        standard("副站长由社会事务科科长担任"), station_has_a_deputy,
    ),
    Rule(
        finding(
            "MZ2102", "编制", "副站长应由社会事务科科长担任", "The deputy must be the head of the social affairs section",
            "由街道发文明确社会事务科科长兼任副站长；已经是的写 社会事务科科长：是。", "Appoint the head of the social affairs section, and say so in the data.",
            lacks="社会事务科科长任副站长", paper_remedy="由街道发文明确社会事务科科长兼任副站长。",
        ),
        standard("副站长由社会事务科科长担任"), deputy_heads_social_affairs,
    ),
    Rule(
        finding(
            "MZ2103", "编制", "在岗在编 {count} 人{beside}，应为 {least} 至 {most} 人", "{count} established staff in post{beside} instead of {least} to {most}",
            "调配到位，报区民政局备案；到了的写 到岗 日期，编外聘用的不计。", "Bring the staff to the required number, and enter who came with the day.",
            lacks="在岗在编人数", paper_remedy="调配到位，报区民政局备案。",
        ),
        standard("工作人员的人数，区里写在“标准”"), staff_number,
    ),
    Rule(
        finding(
            "MZ2104", "编制", "在岗的行政编制 {count} 名{beside}，至少应有 {least} 名", "{count} staff in post on administrative posts{beside}; {least} needed",
            "协调机构编制部门落实行政编制，人员到岗后改 编制。", "Have the posts assigned, and enter who holds them.",
            lacks="行政编制", paper_remedy="协调机构编制部门落实至少 {least} 名行政编制。",
        ),
        standard("工作人员中至少一名行政编制"), administrative_posts,
    ),
    Rule(
        finding(
            "MZ2105", "编制", "此人既不是行政编制也不是事业编制", "This member holds neither an administrative nor an institutional post",
            "调整为事业编制人员后改 编制；不计入工作站定员。", "Fill the place with an institutional post; a hired member is not counted.",
            lacks="其余人员的事业编制", on_paper="有 1 名工作人员既不是行政编制也不是事业编制",
            paper_remedy="调整为事业编制人员，或不计入工作站定员。",
        ),
        standard("其余人员为事业编制"), others_institutional_posts,
    ),
)  # fmt: skip
