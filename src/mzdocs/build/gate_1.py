"""Facts -> every problem of them, each at its line: gate 1. What has an error goes no further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from mzdocs import checks
from mzdocs.checks.badge_rules import key_notice
from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import Violation, cell
from mzdocs.checks.second_script_rules import SECOND
from mzdocs.core.problems import NOWHERE, Location, Problem, Severity, Stopped, problem_type
from mzdocs.core.text import forbidden
from mzdocs.core.theme_choice import Theme, unknown_theme
from mzdocs.design import fonts, scripts, single_line_face
from mzdocs.design.contrast import too_faint
from mzdocs.design.theme import themes
from mzdocs.kinds import planned_papers, wanting
from mzdocs.load import Loaded, Source
from mzdocs.model.client_files import NotRead
from mzdocs.model.district import District
from mzdocs.model.issue_register import Register
from mzdocs.model.letter import Wordings
from mzdocs.model.station_data import StationData
from mzdocs.wording import in_scope

UNWRITTEN = problem_type(
    "MZ7155",
    "{year} 年的“{part}”还没有写，要用到它的公文不生成",
    "{part} of {year} is not written yet: papers that need it are not made",
    "定下来以后写进区数据文件。",
    "Write it into the district's file when it is settled.",
    severity=Severity.NOTICE,
)


def unwritten(district: District) -> list[str]:
    """The parts of the year that the district's file does not have."""
    return [
        str(field.alias)
        for name, field in District.model_fields.items()
        if field.alias in District.OF_THE_YEAR and not getattr(district, name)
    ]


def district_problems(
    district: District,
    source: Source,
    wordings: Wordings,
    register: Register,
    as_of: date | None = None,
    own_themes: Mapping[str, Theme] | None = None,
) -> list[Problem]:
    """What the rules find in the district's facts, in each of its texts and in the words of its papers."""
    locate, texts = _locator(source), _texts(source)
    names = frozenset(each.name for each in in_scope(wordings, planned_papers.STATION))
    notice, wanted = key_notice(district), wanting.of_district(district)
    parts = () if "paper" in wanted else unwritten(district)
    return [
        *([replace(notice, location=source.location("胸牌公钥"))] if notice and "badge" not in wanted else []),
        *([wanting.told(wanting.BUREAU_NOT_YET, wanted, source.location())] if wanted else []),
        *_single_lines(district, source),
        *(UNWRITTEN.at(source.location("年度"), year=district.year, part=part) for part in parts),
        *checks.check_district(
            DistrictFile(
                district,
                per_station=names,
                register=register,
                as_of=as_of,
                wordings=wordings,
                own_themes=own_themes or {},
            ),
            locate,
        ),
        *checks.check_glyphs(_in_chinese(texts), locate),
        *checks.check_identity_numbers(texts, locate),
        *checks.check_standard_forms(_in_chinese(texts), locate),
        *checks.check_traditional(_in_chinese(texts), locate),
        *(problem for wording in wordings.values() for problem in checks.check_wording(wording)),
    ]


def _single_lines(district: District, source: Source) -> list[Problem]:
    """What is wrong with the face of single lines, where the district has some engraved."""
    there = source.location("设计", "门牌", "单线字高")
    wrong = single_line_face.verify() if district.design.plaques.single_lines else []
    return [replace(problem, location=there) for problem in wrong]


def station_problems(station_data: StationData, loaded: Loaded) -> list[Problem]:
    """Every rule, the glyph check, and what may not be printed, each problem at its line."""
    return [
        *checks.check(station_data, _locator(loaded.source)),
        *text_problems(loaded.source, printed_cells(station_data)),
        *_second_script(station_data),
        *_theme(station_data, loaded.source),
    ]


def text_problems(source: Source, cells: Iterable[tuple[Violation, str]] = ()) -> list[Problem]:
    """What can be told of the texts of a file, and of cells of its tables, though its values may be no facts."""
    locate = _locator(source)
    own = [(violation, text) for violation, text in _texts(source) if forbidden(text) is None]  # told by the reader
    texts = [*own, *cells]
    return [
        *checks.check_glyphs(_in_chinese(texts), locate),
        *checks.check_identity_numbers(own, locate),
        *checks.check_standard_forms(texts, locate),
        *checks.check_traditional(_in_chinese(own), locate),
    ]


def _texts(source: Source) -> list[tuple[Violation, str]]:
    return [(Violation(path), text) for path, text in source.texts()]


def _in_chinese(texts: Iterable[tuple[Violation, str]]) -> Iterator[tuple[Violation, str]]:
    """All but second wordings: those have a face of their own, and a rule that asks it."""
    return ((violation, text) for violation, text in texts if SECOND not in violation.path)


_PRINTED = (
    ("客户档案", "households", "rows", {"户号": "number", "户主": "head", "文号": "decision"}),
    ("户内材料", "papers", "paper_rows",
     {"题名": "title", "责任者": "responsible", "文号": "number", "备注": "note"}),
    ("管理文件", "records", "record_rows",
     {"编号": "number", "题名": "title", "责任者": "responsible", "文号": "document", "备注": "note"}),
    ("查阅登记", "consultations", "consultation_rows",
     {"查阅人": "reader", "单位": "unit", "目的": "purpose", "档号": "number", "批准人": "approved_by"}),
)  # fmt: skip
"""What is printed of each table and could hold any character."""


def printed_cells(station_data: StationData) -> Iterator[tuple[Violation, str]]:
    """What is printed of the cells of the station's tables; of tables that were not read, nothing."""
    with suppress(NotRead):
        for table, facts, rows, printed in _PRINTED:
            clients = station_data.clients
            for row, item in zip(getattr(clients, rows), getattr(clients, facts), strict=True):
                for head, name in printed.items():
                    text = getattr(item, name)
                    if text:
                        yield cell(table, row, head), text


def _second_script(station_data: StationData) -> list[Problem]:
    """That second wordings were not looked at, for want of their faces."""
    unseen = station_data.district.second_script and scripts.verify() and not fonts.verify()
    return [checks.NOT_RUN.at(NOWHERE)] if unseen else []


def _theme(station_data: StationData, source: Source) -> list[Problem]:
    known = themes(station_data.own_themes)
    if station_data.theme_name in known:
        return (
            [] if station_data.theme_name == station_data.district.design.theme else theme_problems(station_data.theme)
        )
    return [unknown_theme(station_data.theme_name, known, source.location("设计", "主题"))]


def theme_problems(theme: Theme) -> list[Problem]:
    """What is wrong in the palette of a bureau's own theme, and what could not be read in its colours."""
    if theme.own is None:
        return []
    try:
        return list(too_faint(theme))
    except Stopped as stopped:
        return list(stopped.problems)


def _locator(source: Source) -> checks.Locate:
    def locate(violation: Violation) -> Location:
        return (
            source.location(*violation.path)
            if violation.row is None
            else source.cell(violation.table, violation.row, str(violation.path[0]))
        )

    return locate
