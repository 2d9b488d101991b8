"""A station's premises and funds -> what the standard's 三有 asks and is missing or not proved, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mzdocs.checks.likely import mistyped
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, finding, standard, violation
from mzdocs.core.ids import DOCUMENT_NUMBER
from mzdocs.core.problems import problem_type
from mzdocs.model.station_data import StationData


def own_premises(data: StationData) -> Iterator[Violation]:
    """Premises that are not the station's own."""
    if not data.station.premises.own:
        yield violation("场所", "独立")


def own_premises_are_recorded(data: StationData) -> Iterator[Violation]:
    """Premises that are said to be the station's own, and nothing to show for it."""
    if data.station.premises.own and not data.station.premises.record:
        yield violation("场所", "独立")


def plaque_at_every_place(data: StationData) -> Iterator[Violation]:
    """A place of the district's where no plaque hung on the day judged; one plaque hangs at one place."""
    misspelt = misspelt_places(data).values()
    for place in (place for place in data.district.standard.places if place not in misspelt):
        hangings = [hanging for hanging in data.station.hangings if hanging.place == place]
        if not any(data.done_by_then(hanging.hung_on) and hanging.quantity for hanging in hangings):
            yield violation("挂牌", where=place)


def misspelt_places(data: StationData) -> Mapping[int, str]:
    """By number, the plaques whose place is a character off one of the district's where none hangs, and that place."""
    hung = {hanging.place for hanging in data.station.hangings}
    bare = [place for place in data.district.standard.places if place not in hung]
    found = ((i, mistyped(hanging.place, bare)) for i, hanging in enumerate(data.station.hangings))
    return {i: place for i, place in found if place}


def places_are_spelt_right(data: StationData) -> Iterator[Violation]:
    """A plaque that counts for no place, for a character of its place is wrong."""
    for i, place in misspelt_places(data).items():
        yield violation("挂牌", i, "地点", word=data.station.hangings[i].place, meant=place)


def service_window(data: StationData) -> Iterator[Violation]:
    """No window for social assistance."""
    if not data.station.premises.window:
        yield violation("场所", "窗口")


def budgeted_funds(data: StationData) -> Iterator[Violation]:
    """Funds that are not in the budget, or of nothing."""
    funding = data.station.funding
    if not (funding.budgeted and funding.amount):
        yield violation("经费")


def budget_is_of_this_year(data: StationData) -> Iterator[Violation]:
    """Funds in a budget of another year than the district's papers are of."""
    funding = data.station.funding
    if funding.budgeted and funding.amount and funding.year != data.district.year:
        yield violation("经费", "年度", year=funding.year, now=data.district.year)


def budget_has_its_document(data: StationData) -> Iterator[Violation]:
    """Funds in the budget without the number of the document that put them there; a word is no number."""
    funding = data.station.funding
    if funding.budgeted and funding.amount and not DOCUMENT_NUMBER.fullmatch(funding.document or ""):
        yield violation("经费", *(("文号",) if funding.document else ()))


PLACE_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1985", "挂牌地点“{word}”不计数，是不是“{meant}”？", "The place {word} does not count; did you mean {meant}?",
            "照区里“标准 · 挂牌地点”的写法改，一字不差。", "Spell it as the district does.",
        ),
        AGREE, places_are_spelt_right,
    ),
)  # fmt: skip
PROVISION_RULES = (
    Rule(
        finding(
            "MZ2201", "场所", "没有独立的办公用房", "There are no premises of the station's own",
            "由街道划定独立、方便群众的办公用房，再写 独立：是 和 登记。", "Assign premises of its own, and record them.",
            lacks="独立的办公用房", paper_remedy="由街道划定独立、方便群众的办公用房。",
        ),
        standard("有独立、方便群众的服务场所"), own_premises,
    ),
    Rule(
        finding(
            "MZ2108", "场所", "办公用房写的是独立，没有写凭什么材料", "The premises are said to be its own, without the record that shows it",
            "在 场所 写 登记：办公用房登记表、划拨文件等的名称和编号。", "Name the record of the premises.",
            lacks="办公用房登记", on_paper="没有办公用房登记，独立的办公用房无法确认",
            paper_remedy="办理办公用房登记，或提供划拨文件。",
        ),
        standard("有独立、方便群众的服务场所"), own_premises_are_recorded,
    ),
    Rule(
        finding(
            "MZ2202", "场所", "{where}没有挂出统一门牌", "The plaque does not hang at {where}",
            "领取统一门牌，在{where}挂出，写 挂牌日期；一块牌只算一处，地点 照区里“标准 · 挂牌地点”的写法。",
            "Hang the plaque at {where} and enter the day; one plaque hangs at one place, spelt as the district spells it.",
            lacks="{where}门牌", paper_remedy="领取统一门牌，在{where}挂出，登记挂牌日期。",
        ),
        standard("在街道社会事务科和社区服务中心挂牌"), plaque_at_every_place,
    ),
    Rule(
        finding(
            "MZ2203", "场所", "没有设立社会救助服务窗口", "There is no service window for social assistance",
            "在便民服务中心设立窗口，再写 窗口：是。", "Open a window in the service centre, and say so.",
            lacks="社会救助服务窗口", paper_remedy="在便民服务中心设立窗口。",
        ),
        Provenance("法律", "社会救助法第六十四条", "规定"), service_window,
    ),
    Rule(
        finding(
            "MZ2301", "经费", "工作经费没有列入预算", "Working funds are not in the budget",
            "列入下一年度财政预算，本年度由街道先行安排；列入了的写 列入预算、金额、文号。", "Put them into the next budget, and enter amount and document.",
            lacks="列入预算的工作经费", paper_remedy="列入下一年度财政预算，本年度由街道先行安排。",
        ),
        standard("工作经费列入财政预算"), budgeted_funds,
    ),
    Rule(
        finding(
            "MZ2302", "经费", "工作经费写的是 {year} 年度的预算，不是 {now} 年度的", "The funds are in the budget of {year}, not of {now}",
            "照 {now} 年度的预算批复改 年度、金额、文号。", "Enter year, amount and document of the budget of {now}.",
            lacks="{now}年度的预算", on_paper="没有 {now} 年度的工作经费预算（现有的是 {year} 年度的）",
            paper_remedy="把工作经费列入 {now} 年度财政预算，提供预算批复。",
        ),
        standard("工作经费列入财政预算"), budget_is_of_this_year,
    ),
    Rule(
        finding(
            "MZ2303", "经费", "工作经费写的是列入预算，没有预算批复的文号", "The funds are said to be in the budget, without the number of the document that says so",
            "在 经费 写 文号，例如 澄财预〔2026〕11号。", "Enter the number of the budget's document.",
            lacks="预算批复", on_paper="没有预算批复，工作经费列入预算无法确认", paper_remedy="提供列入财政预算的批复。",
        ),
        standard("工作经费列入财政预算"), budget_has_its_document,
    ),
)  # fmt: skip
