"""The codes papers are listed under -> such as no text has, so that the paper would never be made, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.likely import likely
from mzdocs.checks.rule import AGREE, Rule, Violation, violation
from mzdocs.core.problems import problem_type
from mzdocs.derive.station_context import awaited
from mzdocs.model.issue_register import Register
from mzdocs.model.letter import Wordings
from mzdocs.model.station_data import StationData
from mzdocs.wording import Scope, in_scope


def papers_have_a_text(data: StationData) -> Iterator[Violation]:
    """A paper of the station under a code no text has; what went out under it stays."""
    listed = [paper.code for paper in data.station.papers]
    return _unknown(listed, data.wordings, ("工作站",), data.register)


def district_papers_have_a_text(data: DistrictFile) -> Iterator[Violation]:
    """The same of the district's list, where papers of the stations stand too."""
    listed = [paper.code for paper in data.district.papers]
    return _unknown(listed, data.wordings, ("区", "工作站"), data.register)


def _unknown(
    listed: list[str], wordings: Wordings, scopes: tuple[Scope, ...], register: Register
) -> Iterator[Violation]:
    issued = {entry.code for entry in register.entries}
    lists = sorted({each.name for scope in scopes for each in in_scope(wordings, scope) if awaited(each)})
    for i, code in enumerate(listed if wordings else ()):
        if code not in wordings and code not in issued:
            known = "、".join(name for name in lists if name not in listed)
            yield violation("公文", i, "代号", code=code, meant=likely(code, lists), known=known)


_NO_TEXT = problem_type(
    "MZ1983", "没有代号为“{code}”的公文文字，这份公文不会生成{meant}", "No text has the code {code}: the paper would not be made{meant}",
    "改为公文文字的代号；还没有写的有：{known}。", "Use the code of a text; those not listed yet: {known}.",
)  # fmt: skip
PAPER_CODE_RULES: tuple[Rule[StationData], ...] = (Rule(_NO_TEXT, AGREE, papers_have_a_text),)
DISTRICT_PAPER_CODE_RULES: tuple[Rule[DistrictFile], ...] = (Rule(_NO_TEXT, AGREE, district_papers_have_a_text),)
