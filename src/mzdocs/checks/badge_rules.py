"""Void badges, public keys, what codes have to hold -> what cannot be right in them, as errors; and what is no key."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, repeated, violation
from mzdocs.core.problems import Problem, Severity, problem_type
from mzdocs.derive.badge_codes.code_text import facts_of, written
from mzdocs.derive.badge_codes.signatures import LENGTH, SAMPLE_KEY
from mzdocs.model.district import District
from mzdocs.model.station import badge_number
from mzdocs.model.station_data import StationData

READABLE = Provenance("通行做法", "卡片上的二维码每个模块不小于 0.35 mm，手机才容易扫", "一般")
LONGEST_CODE = 425
"""Bytes a code can hold whose modules are not smaller than 0.35 mm on the card: version 13 at level L."""

NO_KEYS = problem_type(
    "MZ2621",
    "区数据文件没有“胸牌公钥”，胸牌的二维码没有签名，不能核验真伪",
    "The district lists no public key: codes of badges are not signed and cannot be verified",
    "区民政局运行 mzdocs badge keygen，把显示的公钥写进区数据文件。",
    "The bureau runs mzdocs badge keygen and writes the public key it shows into the district's file.",
    severity=Severity.NOTICE,
)
STILL_SAMPLE = problem_type(
    "MZ2622",
    "“胸牌公钥”还是样例的：样例密钥人人都有，签的胸牌不证明什么",
    "The public key is still the sample's, whose private half everybody has: what it signs proves nothing",
    "正式制作前运行 mzdocs badge keygen，换成自己的公钥。",
    "Before real badges are made, run mzdocs badge keygen and write your own public key.",
    severity=Severity.NOTICE,
)


def void_numbers_are_of_this_street(data: StationData) -> Iterator[Violation]:
    """A void number that is of another street: it would be void where nobody looks for it."""
    known = data.district.street(data.station.street)
    own = f"{data.district.code}-{data.station.street}-"
    for i, void in enumerate(data.station.void_badges):
        if known and not void.number.startswith(own):
            yield violation("作废胸牌", i, "编号", number=void.number, own=own)


def void_numbers_differ(data: StationData) -> Iterator[Violation]:
    """A number entered as void a second time."""
    numbers = [void.number for void in data.station.void_badges]
    return (violation("作废胸牌", i, "编号", number=numbers[i]) for i in repeated(numbers))


def badges_are_not_void(data: StationData) -> Iterator[Violation]:
    """A monitor whose badge would bear a void number."""
    void = {each.number for each in data.station.void_badges}
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            number = badge_number(data.district.code, data.station.street, community.code, monitor.serial)
            if number in void and monitor.leaving is None:
                yield violation("社区", i, "监督员", m, "序号", number=number)


def replacements_are_others(data: StationData) -> Iterator[Violation]:
    """A badge said to be replaced by itself, by one of another community, or by a number nobody was given."""
    region, street = data.district.code, data.station.street
    given = {badge_number(region, street, c.code, m.serial) for c in data.station.communities for m in c.monitors}
    void = {void.number for void in data.station.void_badges}
    for i, each in enumerate(data.station.void_badges):
        new = each.replaced_by
        others = {number for number in given | void if _place(number) == _place(each.number)} - {each.number}
        if new and new not in others:
            yield violation("作废胸牌", i, "换发", number=new)


def _place(number: str) -> str:
    """A number without its serial: the community it was given in."""
    return number.rpartition("-")[0]


def codes_have_room(data: StationData) -> Iterator[Violation]:
    """A badge whose code would be too fine to be read from the card."""
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            code = written(facts_of(data.district, data.station, community, monitor), "A" * LENGTH)
            more = len(code.encode()) - LONGEST_CODE
            if more > 0:
                yield violation("社区", i, "监督员", m, "姓名", more=-(-more // 3))


def keys_differ_and_run_forward(data: DistrictFile) -> Iterator[Violation]:
    """A public key listed twice, or withdrawn before it is in use."""
    keys = data.district.badge_keys
    yield from (violation("胸牌公钥", i, "公钥") for i in repeated(each.public for each in keys))
    for i, each in enumerate(keys):
        if each.until is not None and each.until < each.since:
            yield violation("胸牌公钥", i, "停用")


def sample_key_stands_alone(data: DistrictFile) -> Iterator[Violation]:
    """The sample's key beside one of the bureau's own: anybody could sign badges that are then found genuine."""
    keys = [each.public for each in data.district.badge_keys]
    if SAMPLE_KEY in keys and set(keys) != {SAMPLE_KEY}:
        yield violation("胸牌公钥", keys.index(SAMPLE_KEY), "公钥")


def key_notice(district: District) -> Problem | None:
    """What is told of a district whose badges nobody can rely on; it may still make samples, and signs."""
    keys = {each.public for each in district.badge_keys}
    if not keys:
        return NO_KEYS.at()
    return STILL_SAMPLE.at() if SAMPLE_KEY in keys else None


BADGE_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1621", "作废的证件编号 {number} 不是本街道的（本街道的以 {own} 开头）", "The void number {number} is not of this street, whose numbers begin with {own}",
            "照胸牌改正；别的街道的证，由那个街道登记作废。", "Compare with the badge; another street enters its own.",
        ),
        AGREE, void_numbers_are_of_this_street,
    ),
    Rule(
        problem_type(
            "MZ1622", "证件编号 {number} 登记作废了两次", "The number {number} is entered as void twice", "只留一条。", "Keep one entry.",
        ),
        AGREE, void_numbers_differ,
    ),
    Rule(
        problem_type(
            "MZ1623", "证件编号 {number} 已经作废，再做出来的胸牌核验不通过", "The number {number} is void: a badge made with it would not be accepted",
            "给这名监督员换一个没有用过的序号。", "Give this monitor a serial that was never used.",
        ),
        AGREE, badges_are_not_void,
    ),
    Rule(
        problem_type(
            "MZ1964", "换发的证件编号 {number} 不是同一社区（村）发过的另一个编号", "The number {number} of the new badge is no other one given in the same community",
            "先给这名监督员写新的序号，再写换发的编号；没有换发的不写。", "Give the monitor the new serial first; where nothing was replaced write nothing.",
        ),
        AGREE, replacements_are_others,
    ),
    Rule(
        problem_type(
            "MZ1625", "姓名和工作站名称太长，二维码放不下（多 {more} 个汉字）", "Name and station are too long for the code, by {more} characters",
            "缩短姓名的写法，或请区里在名册中用较短的工作站名称。", "Shorten the name, or have the bureau use a shorter name of the station.",
        ),
        READABLE, codes_have_room,
    ),
)  # fmt: skip
BADGE_KEY_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1624", "这个公钥列了两次，或停用早于启用", "This public key is listed twice, or withdrawn before it is in use",
            "一个公钥列一次，核对日期。", "List each once, and check the days.",
        ),
        AGREE, keys_differ_and_run_forward,
    ),
    Rule(
        problem_type(
            "MZ1626", "样例公钥和自己的公钥并列：谁都能用样例密钥做出核验为真的胸牌", "The sample's key stands beside your own: with it anybody makes badges that are found genuine",
            "删去样例公钥这一条。", "Delete the sample's key.",
        ),
        AGREE, sample_key_stands_alone,
    ),
)  # fmt: skip
