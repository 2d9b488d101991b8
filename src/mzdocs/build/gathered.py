"""All stations' files -> the region as its papers show it, and why a station has nothing to show there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mzdocs.build.district_common import Common, load_common
from mzdocs.build.preparation import Prepared, prepare
from mzdocs.build.reprints import PAPER, Reprints, reprints
from mzdocs.build.settings import Settings
from mzdocs.build.twins import TWIN
from mzdocs.core.problems import Location, Problem, Severity, Stopped, problem_type, stop_at_errors
from mzdocs.derive.kept_back import beside, together
from mzdocs.derive.station_context import awaited, paper_facts
from mzdocs.kinds import wanting
from mzdocs.kinds.planned_papers import DISTRICT, district_papers
from mzdocs.kinds.wanting import NONE_YET
from mzdocs.load import Workspace, street_of
from mzdocs.load.register_files import register_file
from mzdocs.load.workspace import RESERVED
from mzdocs.model.district_data import DistrictData
from mzdocs.model.secret_texts import KeptBack
from mzdocs.wording import View, in_scope, rules_out

NOT_MADE = problem_type(
    "MZ1473",
    "区数据文件“公文”一节里没有“{code}”，这份公文不生成",
    "The district's papers name no {code}: it is not made",
    "要发这份公文，就在“公文”一节补写它的代号、文号、日期。",
    "To make it, add its code, number and day.",
    severity=Severity.NOTICE,
)


NOT_HANDED_IN, IN_ERROR, UNKNOWN, UNFILLED = "未报送材料", "材料有误待更正", "没有可用的材料", "材料未填齐"
"""What papers say in the place of a station's numbers; what is wrong with its file, the command says."""


@dataclass(frozen=True)
class Gathered:
    """The region, what it was read from, and every problem on the way: errors here stop nothing."""

    district_data: DistrictData
    made_from: Mapping[str, str]
    problems: tuple[Problem, ...]
    secrets: KeptBack
    reprints: Reprints = Reprints()


def gather(space: Workspace, settings: Settings) -> Gathered:
    """Every station that passes gate 1, and for each other street why it has nothing to show."""
    common = load_common(space)
    _given(common)
    prepared: dict[str, Prepared] = {}
    broken: dict[str, str] = {}
    problems: list[Problem] = []
    for path in space.station_files():
        try:
            one = prepare(path, space, common, settings)
            _once(prepared, one, space.name(path))
            problems += one.problems
            if PAPER in one.wanted:
                broken[one.station_data.station.street] = UNFILLED
            else:
                prepared[one.station_data.station.street] = one
        except Stopped as stopped:
            unfilled = {each.problem_type for each in stopped.problems} == {NONE_YET}
            broken[street_of(path, space)] = UNFILLED if unfilled else IN_ERROR
            problems += stopped.problems
    stop_at_errors(problem for problem in problems if problem.problem_type == TWIN)
    problems += _not_made(common)
    district_data = _region(common, prepared, broken, settings)
    again = reprints(common.register, common.district.year, district_papers(district_data))
    stop_at_errors(again.wrong)
    every = [one.station_data for one in prepared.values()]
    secrets = beside(together(one.secrets for one in prepared.values()), every)
    sums = _sums(common, district_data, prepared.values())
    return Gathered(district_data, sums, (*problems, *again.notices), secrets, again)


def _not_made(common: Common) -> Iterator[Problem]:
    """Papers that wait until the district's data have their number and day; one those data rule out is not missed."""
    facts = {"区": View(common.district)}
    for wording in in_scope(common.wordings, DISTRICT):
        wanted = awaited(wording) and not rules_out(wording, facts)
        if wanted and paper_facts(wording.name, common.district) is None:
            yield NOT_MADE.at(common.source.location("公文"), code=wording.name)


def _once(prepared: Mapping[str, Prepared], one: Prepared, file: str) -> None:
    code = one.station_data.station.street
    if code in prepared:
        raise Stopped([TWIN.at(Location(file, path="街道代码"), value=code, other=prepared[code].slug)])


def _given(common: Common) -> None:
    """That the district's own file has what its papers are made of.

    Raises:
        Stopped: it has not.
    """
    wanted = wanting.of_district(common.district).get(PAPER)
    if wanted:
        raise Stopped([wanting.told(NONE_YET, {PAPER: wanted}, common.source.location())])


def _region(
    common: Common, prepared: Mapping[str, Prepared], broken: Mapping[str, str], settings: Settings
) -> DistrictData:
    lacking = [street.code for street in common.district.streets if street.code not in prepared]
    untold = UNKNOWN if "" in broken else NOT_HANDED_IN
    missing = {code: broken.get(code, untold) for code in lacking}
    stations = {code: one.station_data for code, one in prepared.items()}
    return DistrictData(
        common.district, stations, missing, common.wordings, theme_asked=settings.theme,
        own_themes=common.own_themes, register=common.register,
    )  # fmt: skip


def _sums(common: Common, district_data: DistrictData, prepared: Iterable[Prepared]) -> dict[str, str]:
    sums = {**common.source.sha256, **common.sums, **district_data.theme.made_from}
    for one in prepared:
        sums |= one.made_from
    return sums


def issued_by_bureau(space: Workspace) -> tuple[Problem, ...]:
    """What is to be said of the bureau's own papers that went out; nothing while none did.

    Raises:
        Stopped: the district's own file is wrong, or a correction cannot be written.
    """
    if not register_file(space, RESERVED).exists():
        return ()
    return gather(space, Settings(kinds=(PAPER,))).reprints.problems
