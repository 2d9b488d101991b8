"""The district's own files -> what all stations share, past its own gate 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mzdocs import load
from mzdocs.build.adopted_fonts import adopt_fonts, font_notices
from mzdocs.build.gate_1 import district_problems, theme_problems
from mzdocs.core.problems import Problem, stop_at_errors
from mzdocs.core.theme_choice import Theme
from mzdocs.load import Source, Workspace
from mzdocs.load.workspace import RESERVED, reads
from mzdocs.model.district import District
from mzdocs.model.issue_register import Register
from mzdocs.model.letter import Wordings


@dataclass(frozen=True)
class Common:
    """What all stations share, past its own gate: the district's facts, where they stand, its texts and themes.

    `problems` are those its gate let pass.
    """

    district: District
    source: Source
    wordings: Wordings
    sums: Mapping[str, str]
    own_themes: Mapping[str, Theme]
    problems: tuple[Problem, ...] = ()
    register: Register = Register()
    reads: Mapping[Path, str] = field(default_factory=dict)
    """Every file that was read, with its SHA-256."""


def load_common(space: Workspace, as_of: date | None = None, strict: bool = False) -> Common:
    """The district, past gate 1 by itself, as of a day if one is asked for, its texts and its themes.

    `strict` makes an error of what is read otherwise than it is written.

    Raises:
        Stopped: with every error of its file.
    """
    with reads() as found_there:
        district, source = load.load_district(space)
        wordings, sums = load.load_wordings(space)
        own_themes = load.load_themes(space)
        register, damaged = load.load_register(space, RESERVED)
        unnamed = load.unnamed(space)
        own_fonts = adopt_fonts(space)
    chosen = own_themes.get(district.design.theme, Theme(district.design.theme))
    found = district_problems(district, source, wordings, register, as_of, own_themes)
    told = load.strictly(source.notices) if strict else source.notices
    problems = [*told, *theme_problems(chosen), *found, *damaged, *unnamed, *font_notices(own_fonts)]
    stop_at_errors(problems)
    return Common(district, source, wordings, sums, own_themes, tuple(problems), register, found_there)
