"""Facts -> problems: gate 1. One small function a rule, one table, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from mzdocs.checks.arrangement_rules import ARRANGEMENT_RULES
from mzdocs.checks.assessed_rules import ASSESSED_RULES
from mzdocs.checks.assessment_sheet_rules import ASSESSMENT_SHEET_RULES
from mzdocs.checks.badge_fit_rules import BADGE_FIT_RULES, DISTRICT_BADGE_FIT_RULES
from mzdocs.checks.badge_rules import BADGE_KEY_RULES, BADGE_RULES
from mzdocs.checks.board_rules import BOARD_RULES, OWN_BOARD_RULES
from mzdocs.checks.coherence_rules import COHERENCE_RULES
from mzdocs.checks.completeness_rules import COMPLETENESS_RULES
from mzdocs.checks.contact_rules import CONTACT_RULES
from mzdocs.checks.disposal_rules import DISPOSAL_RULES
from mzdocs.checks.district_rules import DISTRICT_RULES, DistrictFile
from mzdocs.checks.district_time_rules import DISTRICT_TIME_RULES
from mzdocs.checks.fitting_rules import FITTING_DISTRICT_RULES, FITTING_RULES
from mzdocs.checks.hanging_rules import HANGING_RULES
from mzdocs.checks.household_rules import HOUSEHOLD_RULES
from mzdocs.checks.inspection_rules import INSPECTION_RULES
from mzdocs.checks.inventory_rules import INVENTORY_RULES
from mzdocs.checks.issue_rules import DISTRICT_NUMBER_RULES, NUMBER_RULES
from mzdocs.checks.ledger_rules import LEDGER_RULES
from mzdocs.checks.matter_rules import MATTER_RULES, STATION_MATTER_RULES
from mzdocs.checks.name_rules import NAME_RULES
from mzdocs.checks.notice_rules import NOTICE_RULES
from mzdocs.checks.numbered_year_rules import NUMBERED_YEAR_RULES
from mzdocs.checks.organisation_rules import ORGANISATION_DISTRICT_RULES, ORGANISATION_RULES
from mzdocs.checks.paper_code_rules import DISTRICT_PAPER_CODE_RULES, PAPER_CODE_RULES
from mzdocs.checks.people_rules import PEOPLE_RULES
from mzdocs.checks.person_rules import PERSON_RULES
from mzdocs.checks.plate_rules import PLATE_DISTRICT_RULES, PLATE_RULES
from mzdocs.checks.press_name_rules import PRESS_NAME_RULES
from mzdocs.checks.printed_name_rules import PRINTED_NAME_RULES
from mzdocs.checks.provision_rules import PLACE_RULES, PROVISION_RULES
from mzdocs.checks.publication_rules import PUBLICATION_RULES
from mzdocs.checks.range_rules import DISTRICT_RANGE_RULES, RANGE_RULES
from mzdocs.checks.rectification_rules import RECTIFICATION_RULES
from mzdocs.checks.rule import Check, Data, Provenance, Rule, Violation, finding
from mzdocs.checks.score_sheet_rules import SCORE_SHEET_RULES
from mzdocs.checks.second_script_rules import SECOND_SCRIPT_DISTRICT_RULES, SECOND_SCRIPT_RULES
from mzdocs.checks.single_line_rules import SINGLE_LINE_DISTRICT_RULES, SINGLE_LINE_RULES
from mzdocs.checks.source_rules import SOURCE_RULES
from mzdocs.checks.staff_card_rules import STAFF_CARD_RULES
from mzdocs.checks.staffing_rules import STAFFING_RULES
from mzdocs.checks.standard_rules import STANDARD_RULES
from mzdocs.checks.table_rules import TABLE_RULES
from mzdocs.checks.time_rules import TIME_RULES
from mzdocs.checks.twice_rules import TWICE_RULES
from mzdocs.checks.unit_name_rules import DISTRICT_UNIT_NAME_RULES, UNIT_NAME_RULES
from mzdocs.checks.year_round_rules import YEAR_ROUND_RULES
from mzdocs.core.problems import NOWHERE, Exit, Location, Problem, Sentence, Severity, problem_type
from mzdocs.core.simplified import simplified
from mzdocs.core.standard_forms import NonstandardForm, nonstandard
from mzdocs.design import fonts, own_fonts
from mzdocs.leaks import numbers
from mzdocs.model.client_files import NotRead
from mzdocs.model.letter import Wording
from mzdocs.model.partial_facts import NotGiven
from mzdocs.model.station_data import StationData
from mzdocs.wording.source_lines import prose

__all__ = [
    "DISTRICT_FILE_RULES",
    "NOT_RUN",
    "RULES",
    "check",
    "check_district",
    "check_glyphs",
    "check_identity_numbers",
    "check_standard_forms",
    "check_wording",
    "provenance",
]

RULES: tuple[Rule[StationData], ...] = (
    *COHERENCE_RULES, *TWICE_RULES, *NAME_RULES, *PRINTED_NAME_RULES, *CONTACT_RULES, *RANGE_RULES, *PAPER_CODE_RULES, *UNIT_NAME_RULES, *HANGING_RULES, *PLATE_RULES, *SINGLE_LINE_RULES, *SECOND_SCRIPT_RULES, *INSPECTION_RULES, *PEOPLE_RULES, *ASSESSED_RULES, *ORGANISATION_RULES,
    *RECTIFICATION_RULES, *YEAR_ROUND_RULES, *TIME_RULES,
    *TABLE_RULES, *HOUSEHOLD_RULES, *NUMBERED_YEAR_RULES, *LEDGER_RULES, *DISPOSAL_RULES, *PERSON_RULES, *BADGE_FIT_RULES, *STAFFING_RULES, *PLACE_RULES, *PROVISION_RULES,
    *INVENTORY_RULES, *COMPLETENESS_RULES, *OWN_BOARD_RULES,
    *BADGE_RULES, *FITTING_RULES, *NUMBER_RULES,
    *STATION_MATTER_RULES, *NOTICE_RULES, *STAFF_CARD_RULES, *PUBLICATION_RULES,
)  # fmt: skip
"""The rules of a station, in the order their problems are reported."""
DISTRICT_FILE_RULES: tuple[Rule[DistrictFile], ...] = (
    *DISTRICT_RULES, *DISTRICT_TIME_RULES, *SOURCE_RULES, *PLATE_DISTRICT_RULES, *SINGLE_LINE_DISTRICT_RULES, *FITTING_DISTRICT_RULES,
    *SECOND_SCRIPT_DISTRICT_RULES, *DISTRICT_BADGE_FIT_RULES, *BOARD_RULES, *ARRANGEMENT_RULES, *STANDARD_RULES,
    *SCORE_SHEET_RULES, *ASSESSMENT_SHEET_RULES, *BADGE_KEY_RULES, *DISTRICT_NUMBER_RULES, *MATTER_RULES,
    *ORGANISATION_DISTRICT_RULES, *PRESS_NAME_RULES, *DISTRICT_PAPER_CODE_RULES, *DISTRICT_RANGE_RULES, *DISTRICT_UNIT_NAME_RULES,
)  # fmt: skip
"""The rules of the district's own file, which holds before any station is looked at."""
CODES = frozenset(rule.problem_type.code for rule in RULES)
"""What a score item may name."""
_PROVENANCE = {rule.problem_type.code: rule.provenance for rule in RULES} | {
    rule.problem_type.code: rule.provenance for rule in DISTRICT_FILE_RULES
}

NOT_RUN = problem_type(
    "MZ4010",
    "字形检查和胸牌放不放得下没有检查：字体没有装好",
    "Glyphs, and what fits on badges, were not checked: fonts are not installed",
    "运行 mzdocs fonts --install。",
    "Run mzdocs fonts --install.",
    severity=Severity.NOTICE,
)

Locate = Callable[[Violation], Location]
"""Where a violation stands: rules know key paths and rows, only the reader knows lines and columns."""


def check(data: StationData, locate: Locate) -> list[Problem]:
    """What of one station breaks a rule, rule by rule; what does so only on the day that is asked for says so."""
    found = _found(RULES, data, locate)
    if data.as_of is None:
        return found
    usual = _found(RULES, replace(data, as_of=None), locate)
    return [each if each in usual or "on" in each.facts else replace(each, as_of=data.as_of) for each in found]


def check_district(file: DistrictFile, locate: Locate) -> list[Problem]:
    """What of the district's own file breaks a rule."""
    return _found(DISTRICT_FILE_RULES, replace(file, rule_codes=CODES), locate)


def _found(rules: Iterable[Rule[Data]], data: Data, locate: Locate) -> list[Problem]:
    unfilled = data.station.unfilled if isinstance(data, StationData) else frozenset()
    return [
        rule.problem_type.at(locate(violation), **violation.facts)
        for rule in rules
        for violation in _as_far_as_known(rule, data)
        if not (rule.criterion and unfilled.intersection(violation.path[:1]))
    ]


def _as_far_as_known(rule: Rule[Data], data: Data) -> Iterator[Violation]:
    """What breaks a rule: it finds nothing in client files that could not be read, or in facts not given yet.

    What the standard asks for and nobody has filled in is not met or missed: `kinds/wanting` says so.
    """
    with suppress(NotRead, NotGiven):
        if not any(_finds(cause, data) for cause in rule.after):
            yield from rule.check(data)


def _finds(cause: Check[Data], data: Data) -> bool:
    with suppress(NotRead, NotGiven):
        return any(True for _ in cause(data))
    return False


def check_glyphs(texts: Iterable[tuple[Violation, str]], locate: Locate) -> list[Problem]:
    """Characters no font of a role has, each at the place of its text; or that this was not run.

    Before anybody's spelling is blamed, the font files themselves are looked at.
    """
    wrong = fonts.verify()
    if wrong:
        absent = any(problem.problem_type is fonts.FONTS_MISSING for problem in wrong)
        return [NOT_RUN.at(NOWHERE)] if absent else wrong
    problems = []
    for violation, text in texts:
        characters = own_fonts.undrawable(text)
        if characters:
            shown = _said(characters) if violation.row is None else _codes(characters)
            problems.append(fonts.NO_GLYPH.at(locate(violation), characters=shown))
    return problems


IDENTITY_NUMBER = problem_type(
    "MZ1703",
    "这里写着一个完整的身份证号，而这个文件里的文字会印在牌子和公文上",
    "A whole identity number stands here, where texts are printed on signs and papers",
    "从这里删去；客户的身份证号只写在客户档案表里。",
    "Take it out; identity numbers of clients belong into the client table only.",
    Exit.PRIVACY,
)


def check_identity_numbers(texts: Iterable[tuple[Violation, str]], locate: Locate) -> list[Problem]:
    """Whole identity numbers in texts that are printed for everyone, each at its place; never the number itself."""
    return [IDENTITY_NUMBER.at(locate(violation)) for violation, text in texts if numbers.in_text(text)]


NONSTANDARD_ON_A_SIGN = problem_type(
    "MZ1651", "牌子、胸牌上的文字标点不规范：{marks}", "Marks of a sign's or a badge's text are not in their standard form: {marks}",
    "改成规范写法（GB/T 15834-2011）；挂出、戴上以后就改不了了。", "Write the standard form (GB/T 15834-2011): what hangs or is worn cannot be changed.",
)  # fmt: skip
_ON_SIGNS = ("展板", "科室牌", "社区", "保障标准", "信息牌")
"""What of the data is read on walls and badges."""
NONSTANDARD = finding(
    "MZ2651", None, "文字里的标点不规范：{marks}", "Marks of a text are not in their standard form: {marks}",
    "改成规范写法（GB/T 15834-2011）；这些文字会照样印在公文和档案上。", "Write the standard form (GB/T 15834-2011): papers and lists are printed with these words.",
)  # fmt: skip


def check_standard_forms(texts: Iterable[tuple[Violation, str]], locate: Locate) -> list[Problem]:
    """Marks in another than their standard form, each text's at its place: an error where it is hung up or worn."""
    problems = []
    for violation, text in texts:
        found = nonstandard(text)
        if found:
            kind = NONSTANDARD_ON_A_SIGN if violation.path[:1] and violation.path[0] in _ON_SIGNS else NONSTANDARD
            problems.append(kind.at(locate(violation), marks=_corrected(found)))
    return problems


TRADITIONAL = problem_type(
    "MZ4013", "文字里有繁体字：{forms}", "Traditional characters in a text: {forms}",
    "公文和牌子用规范汉字；mzdocs check --fix --simplify 可以一并改。姓名、地名确用这个字的不改。", "Papers and signs use standard characters; mzdocs check --fix --simplify changes them. Names that are written so stay.",
    severity=Severity.NOTICE,
)  # fmt: skip


def check_traditional(texts: Iterable[tuple[Violation, str]], locate: Locate) -> list[Problem]:
    """Characters that are traditional only, each text's at its place with their standard forms."""
    problems = []
    for violation, text in texts:
        standard = simplified(text)
        if standard != text:
            pairs = dict.fromkeys(f"{old}→{new}" for old, new in zip(text, standard, strict=True) if old != new)
            problems.append(TRADITIONAL.at(locate(violation), forms="、".join(pairs)))
    return problems


def check_wording(wording: Wording) -> list[Problem]:
    """The same of a paper's own words, at the line they are written in; its values are looked at where they stand."""
    lines = ((number, nonstandard(text)) for number, text in prose(wording))
    return [NONSTANDARD.at(Location(wording.file, number), marks=_corrected(found)) for number, found in lines if found]


def _corrected(forms: Iterable[NonstandardForm]) -> Sentence:
    """Each mark once with what it should be; never the words around it: a cell may hold a name."""
    zh = (f"“{form.found}”" + (f"改为“{form.standard}”" if form.standard else "须改正") for form in forms)
    en = (f"{form.found} should be {form.standard or 'mended'}" for form in forms)
    return Sentence("，".join(dict.fromkeys(zh)), "; ".join(dict.fromkeys(en)))


def _said(characters: str) -> str:
    """Each with its number; one that this system does not know either by its number alone."""
    numbers = ((char, f"U+{ord(char):04X}") for char in characters)
    return "、".join(f"{char}（{number}）" if char.isprintable() else number for char, number in numbers)


def _codes(characters: str) -> str:
    """Of a cell the codes alone, and not in its order: a name all in such a script could be read off."""
    return "、".join(f"U+{ord(char):04X}" for char in sorted(characters))


def provenance(code: str) -> Provenance | None:
    """Where a rule comes from and how binding that is; nothing for a code that is no rule's."""
    return _PROVENANCE.get(code)
