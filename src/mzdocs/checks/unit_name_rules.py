"""Names of offices, where they are written again -> such as are a character off the name the district has, as notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.likely import mistyped
from mzdocs.checks.rule import KeyPath, Provenance, Rule, Violation, violation
from mzdocs.core.problems import Severity, problem_type
from mzdocs.model.district import District, PaperFacts
from mzdocs.model.station_data import StationData

ONE_NAME = Provenance("通行做法", "机关名称用全称或规范简称，各处一致", "一般")
_MARK_END = "文件"
Named = tuple[KeyPath, str, Sequence[str]]
"""A name, where it stands, and the names that may be meant."""


def offices_are_spelt_as_they_are(data: StationData) -> Iterator[Violation]:
    """An office named in the station's papers, or as the owner of its files, a character off one the district has."""
    known = _known(data.district)
    named = [*_of_papers(data.station.papers, known)]
    if data.station.gives("archive"):
        named.append((("档案", "全宗名称"), data.station.archive.fonds_name, known))
    return _misspelt(named)


def district_offices_are_spelt_as_they_are(data: DistrictFile) -> Iterator[Violation]:
    """The same in the district's papers; and an office or a station a character off the name of its street."""
    named = [*_of_papers(data.district.papers, _known(data.district))]
    for i, street in enumerate(data.district.streets):
        for key, name in (("办事处", street.office), ("工作站", street.station)):
            named += [(("街道", i, key), part, (street.name,)) for part in _parts(name, street.name)]
    return _misspelt(named)


def _known(district: District) -> list[str]:
    names = [district.bureau.name, *(street.office for street in district.streets)]
    return [*names, *(f"{district.city}{name}" for name in names)]


def _of_papers(papers: Iterable[PaperFacts], known: Sequence[str]) -> Iterator[Named]:
    for i, paper in enumerate(papers):
        said = {"发文机关": paper.author, "主送机关": paper.addressee, "发文机关标志": paper.mark}
        for key, name in said.items():
            if name:
                yield ("公文", i, key), name.removesuffix(_MARK_END), known
        yield from ((("公文", i, "抄送", n), name, known) for n, name in enumerate(paper.copies))


def _parts(name: str, street: str) -> Iterator[str]:
    """The parts of a name as long as the street's, if that is not in it."""
    if street not in name:
        yield from (name[at : at + len(street)] for at in range(len(name) - len(street) + 1))


def _misspelt(named: Iterable[Named]) -> Iterator[Violation]:
    for path, name, known in named:
        meant = None if name in known else mistyped(name, known)
        if meant:
            yield violation(*path, name=name, meant=meant)


_MISSPELT = problem_type(
    "MZ2849", "“{name}”与区里写的“{meant}”只差一个字", "{name} is a character off {meant}, as the district has it",
    "写错了的改成“{meant}”；确是另一个单位的，不用改。", "Mend it to {meant}; if it is another office it stays.",
    severity=Severity.NOTICE,
)  # fmt: skip
UNIT_NAME_RULES: tuple[Rule[StationData], ...] = (Rule(_MISSPELT, ONE_NAME, offices_are_spelt_as_they_are),)
DISTRICT_UNIT_NAME_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(_MISSPELT, ONE_NAME, district_offices_are_spelt_as_they_are),
)
