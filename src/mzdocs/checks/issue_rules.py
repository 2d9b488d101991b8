"""Document numbers and corrections -> a number given out twice, and a correction of what never went out; errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mzdocs.checks.district_rules import NUMBERS, DistrictFile
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, repeated, violation
from mzdocs.core.problems import problem_type
from mzdocs.derive.station_context import paper_facts
from mzdocs.model.district import PaperFacts
from mzdocs.model.issue_register import Register, RegisterEntry
from mzdocs.model.station_data import StationData

Given = tuple[KeyPath, str, str]
"""Where a number is given, the paper that has it, and the number."""
CORRECTION = "correction"
"""The code of a paper that corrects another."""


def _of_station(data: StationData) -> list[Given]:
    """Every number the station's papers have: of its own entries, then of the bureau's for each station."""
    own = [(("公文", i, "发文字号"), _name(paper), paper.number or "") for i, paper in enumerate(data.station.papers)]
    written = {paper.code for paper in data.station.papers}
    filled = [
        (("检查", "序号"), paper.code, _number(paper.code, data))
        for paper in data.district.papers
        if paper.number and "{序号}" in paper.number and paper.code not in written
    ]
    return [*own, *filled]


def _name(paper: PaperFacts) -> str:
    """What tells papers apart: corrections are told apart by what they correct."""
    return f"{paper.code} {paper.corrects}" if paper.corrects else paper.code


def _number(code: str, data: StationData) -> str:
    facts = paper_facts(code, data.district, data.station)
    return (facts.number if facts else None) or ""


def _of_district(papers: Sequence[PaperFacts]) -> list[Given]:
    return [
        (("公文", i, "发文字号"), _name(paper), paper.number or "")
        for i, paper in enumerate(papers)
        if "{序号}" not in (paper.number or "")
    ]


def _twice(given: Sequence[Given], before: Mapping[str, str]) -> Iterator[Violation]:
    taken = dict(before)
    for path, code, number in given:
        if number and taken.setdefault(number, code) != code:
            yield violation(*path, number=number, other=taken[number].split()[0])


def numbers_differ(data: StationData) -> Iterator[Violation]:
    """Two papers of the data with one number."""
    district = {number: code for _, code, number in _of_district(data.district.papers)}
    return _twice(_of_station(data), district)


def numbers_of_the_district_differ(data: DistrictFile) -> Iterator[Violation]:
    """The same among the district's own papers."""
    return _twice(_of_district(data.district.papers), {})


def _taken(given: Sequence[Given], register: Register, year: int) -> Iterator[Violation]:
    """Numbers that went out under another paper, or in another year."""
    issued = register.numbers
    for path, code, number in given:
        entry = issued.get(number)
        if number in register.elsewhere or (entry and (entry.year != year or code != _entered(entry))):
            yield violation(*path, number=number)


def _entered(entry: RegisterEntry) -> str:
    return f"{CORRECTION} {entry.corrects}" if entry.corrects else entry.code


def numbers_are_not_taken(data: StationData) -> Iterator[Violation]:
    """A number of the data that the register has under another paper."""
    return _taken(_of_station(data), data.register, data.district.year)


def numbers_of_the_district_are_not_taken(data: DistrictFile) -> Iterator[Violation]:
    """The same for the district's own papers."""
    return _taken(_of_district(data.district.papers), data.register, data.district.year)


def _incomplete(papers: Sequence[PaperFacts]) -> Iterator[Violation]:
    for i, paper in enumerate(papers):
        if (paper.code == CORRECTION) != bool(paper.corrects) or (paper.corrects and not paper.number):
            yield violation("公文", i)


def corrections_are_complete(data: StationData) -> Iterator[Violation]:
    """A correction that does not say what it corrects, or has no number of its own; another paper that says so."""
    return _incomplete(data.station.papers)


def corrections_of_the_district_are_complete(data: DistrictFile) -> Iterator[Violation]:
    """The same among the district's own papers."""
    return _incomplete(data.district.papers)


def _unknown(papers: Sequence[PaperFacts], register: Register) -> Iterator[Violation]:
    standing = {entry.number for entry in register.papers()}
    for i, paper in enumerate(papers):
        known = paper.corrects in standing or paper.number in register.numbers
        if paper.code == CORRECTION and paper.corrects and not known:
            yield violation("公文", i, "更正", number=paper.corrects)


def corrections_are_of_what_went_out(data: StationData) -> Iterator[Violation]:
    """A correction of a paper that never went out, or was withdrawn."""
    return _unknown(data.station.papers, data.register)


def corrections_of_the_district_are_of_what_went_out(data: DistrictFile) -> Iterator[Violation]:
    """The same among the district's own papers."""
    return _unknown(data.district.papers, data.register)


def _alike(papers: Sequence[PaperFacts]) -> Iterator[Violation]:
    serials = [(paper.number or "").rpartition("〕")[2] if paper.corrects else "" for paper in papers]
    return (violation("公文", i, "发文字号", serial=serials[i]) for i in repeated(serials) if serials[i])


def corrections_have_files_of_their_own(data: StationData) -> Iterator[Violation]:
    """Two corrections of one serial: their files, named by it, would be one."""
    return _alike(data.station.papers)


def corrections_of_the_district_have_files_of_their_own(data: DistrictFile) -> Iterator[Violation]:
    """The same among the district's own papers."""
    return _alike(data.district.papers)


_TWICE = problem_type(
    "MZ1811", "发文字号 {number} 已经用在公文“{other}”上，一个文号只能用一次",
    "The number {number} is that of the paper {other}: a number is used once",
    "换一个没有用过的文号；mzdocs issue --numbers 显示各字号的下一个号。",
    "Use a number nothing has: mzdocs issue --numbers shows the next one of each series.",
)  # fmt: skip
_TAKEN = problem_type(
    "MZ1812", "发文字号 {number} 登记簿里已经有了，是另一份公文的（作废的文号也不再用）",
    "The register has the number {number} under another paper (that of a withdrawn one is not used again either)",
    "换一个没有用过的文号；mzdocs issue --numbers 显示各字号的下一个号。",
    "Use a number nothing has: mzdocs issue --numbers shows the next one of each series.",
)  # fmt: skip
_INCOMPLETE = problem_type(
    "MZ1813", "更正的公文（代号 correction）要写“更正”的文号和自己的发文字号；别的公文不写“更正”",
    "A correction (code correction) says which number it corrects and has one of its own; no other paper does",
    "补上 更正: 和 发文字号:，或者改代号。", "Add both, or change the code.",
)  # fmt: skip
_UNKNOWN = problem_type(
    "MZ1814", "要更正的 {number} 没有登记印发，或者已经作废",
    "The paper to be corrected, {number}, never went out, or was withdrawn",
    "照登记簿核对文号；没有印发的，改数据重新生成就行。",
    "Compare the number with the register; what never went out is simply made again.",
)  # fmt: skip
_ALIKE = problem_type(
    "MZ1817", "两份更正的序号都是 {serial}，文件会同名",
    "Two corrections have the serial {serial}: their files would have one name",
    "给其中一份换一个序号的文号。", "Give one of them a number with another serial.",
)  # fmt: skip
NUMBER_RULES: tuple[Rule[StationData], ...] = (
    Rule(_TWICE, NUMBERS, numbers_differ),
    Rule(_TAKEN, NUMBERS, numbers_are_not_taken),
    Rule(_INCOMPLETE, AGREE, corrections_are_complete),
    Rule(_UNKNOWN, AGREE, corrections_are_of_what_went_out),
    Rule(_ALIKE, AGREE, corrections_have_files_of_their_own),
)
DISTRICT_NUMBER_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(_TWICE, NUMBERS, numbers_of_the_district_differ),
    Rule(_TAKEN, NUMBERS, numbers_of_the_district_are_not_taken),
    Rule(_INCOMPLETE, AGREE, corrections_of_the_district_are_complete),
    Rule(_UNKNOWN, AGREE, corrections_of_the_district_are_of_what_went_out),
    Rule(_ALIKE, AGREE, corrections_of_the_district_have_files_of_their_own),
)
