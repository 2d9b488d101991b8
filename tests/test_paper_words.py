"""No official paper bears a word of the program: whatever a station lacks, and in every wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mzdocs.checks import RULES
from mzdocs.core.problems import ProblemType, Severity
from mzdocs.design.theme import folder
from mzdocs.kinds import paper as kind
from mzdocs.model.district_data import DistrictData
from mzdocs.model.letter import Paper, texts
from mzdocs.model.station_data import StationData
from mzdocs.wording.source_lines import prose

from .test_rules import BROKEN, checked, sound

WORDS_OF_THE_PROGRAM = re.compile(
    r"数据|字段|mzdocs|MZ[0-9]|YAML|\.csv|[一-鿿]\[[0-9]|[一-鿿]\.[一-鿿]|“是”|“否”", re.IGNORECASE
)
"""Its name, its codes, its files, a field's path, what is written in a field."""
FINDINGS = {
    rule.problem_type.code: rule.problem_type for rule in RULES if rule.problem_type.severity is Severity.FINDING
}


def lacking(code: str) -> StationData:
    """The sample station that breaks this rule, past gate 1."""
    broken = BROKEN[code][0]()
    findings = tuple(problem for problem in checked(broken) if problem.code in FINDINGS)
    assert code in {problem.code for problem in findings}
    return replace(broken, findings=findings)


def said(plans: Iterator[object]) -> dict[str, list[str]]:
    """Every text of every paper, by the paper's name."""
    papers = {plan.name: plan.fields["paper"] for plan in plans}  # type: ignore[attr-defined]
    return {name: list(_texts(paper)) for name, paper in papers.items()}


def _texts(paper: Paper) -> Iterator[str]:
    yield "".join(paper.title)
    blocks = (*paper.body, *(block for annex in paper.annexes for block in annex.body))
    yield from (text for block in blocks for text in texts(block))


def test_every_finding_is_tried() -> None:
    assert set(FINDINGS) <= set(BROKEN)


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_no_paper_of_a_station_or_its_district_speaks_of_the_program(code: str) -> None:
    data = lacking(code)
    region = DistrictData(data.district, {data.station.street: data}, {}, data.wordings)
    station, district = said(kind.plan(data)), said(kind.plan_district(region))
    assert {"rectification-notice", "inspection-report", "score-sheet", "recheck"} <= set(station)
    assert {"matrix", "summary"} <= set(district)
    for name, words in {**station, **district}.items():
        assert [text for text in words if WORDS_OF_THE_PROGRAM.search(text)] == [], name
    notice = bare("".join(station["rectification-notice"]))
    for problem in data.findings:
        assert bare(problem.on_paper) in notice
        assert bare(problem.paper_remedy) in notice


def bare(text: str) -> str:
    """Without spaces and the last full stop: a paper sets its own."""
    return re.sub(r"\s", "", text).removesuffix("。")


def test_a_word_of_the_program_is_found_where_it_stands() -> None:
    for word in ("见数据文件", "运行 MzDocs check", "MZ2101", "a.csv", "社区[3]", "档案.装订成册", "写的是“是”"):
        assert WORDS_OF_THE_PROGRAM.search(word)
    for word in ("《办法》第3.1条", "2.5分", "是否整改", "装订台账", "1.社会事务科"):
        assert not WORDS_OF_THE_PROGRAM.search(word)


@pytest.mark.parametrize("name", sorted(path.stem for path in (folder() / "paper" / "wording").glob("*.txt")))
def test_no_wordings_own_prose_speaks_of_the_program(name: str) -> None:
    assert [line for line in prose(sound().wordings[name]) if WORDS_OF_THE_PROGRAM.search(line[1])] == []


@pytest.mark.parametrize("found", FINDINGS.values(), ids=lambda found: found.code)
def test_a_paper_tells_the_street_what_to_do_and_not_the_clerk_what_to_write(found: ProblemType) -> None:
    for words in (found.on_paper or found.says.zh, found.paper_remedy or found.remedy.zh, found.lacks):
        assert "写" not in words
        assert not WORDS_OF_THE_PROGRAM.search(words)
