"""A plan -> filled HTML: the nearest template wins, all style sheets apply, the nearest last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from traceback import extract_tb

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.core.text import chinese_number
from mzdocs.core.theme_choice import OwnFolder, Theme
from mzdocs.core.units import Length, mm
from mzdocs.design import fonts
from mzdocs.design.cell_lines import cell_lines, room
from mzdocs.design.fitting import fit_line, fit_lines
from mzdocs.design.fonts import Role
from mzdocs.design.letter_head import letter_head
from mzdocs.design.theme import palette, search_path
from mzdocs.design.vertical import cells, length_in_ems
from mzdocs.model.letter import MERGED, Grade
from mzdocs.plan.document import Document, Part, Record
from mzdocs.render.qr import code_address, qr_svg
from mzdocs.render.seal_sketches import shapes
from mzdocs.wording.failures import why

TEMPLATE_WRONG = problem_type(
    "MZ3661",
    "主题的模板用不了：{why}",
    "A template of the theme cannot be used: {why}",
    "照 {template} 的原样改；只改颜色的主题不用写模板。",
    "Change it after the shipped {template}; a theme that only changes colours needs no templates.",
    Exit.DATA,
)


@cache
def _environment(theme: Theme) -> SandboxedEnvironment:
    """Templates of a theme that came from elsewhere may lay out a page and do nothing else."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(search_path(theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        cell_text=cell_text,
        cells=cells,
        code_address=code_address,
        colour=lambda name: palette(theme).screen(name),
        column_ems=length_in_ems,
        family=family,
        fit_line=fit_line,
        fit_lines=fit_lines,
        merged=MERGED,
        number=chinese_number,
        qr=lambda payload: Markup(qr_svg(payload)),
        floor=floor,
        letter_head=letter_head,
        ink_below_top=lambda text, role, bold=False: fonts.ink_below_top(text, fonts.face_for(text, role, bold)),
        mm=mm,
        shapes=shapes,
        spans=spans,
    )
    return environment


@cache
def style_sheets(kind: str, theme: Theme) -> str:
    """The palette's colours, the house's rules, then the kind's, then the theme's of both: later ones win."""
    found = [
        root / name for root in reversed(search_path(theme)) for name in ("_house/house.css", f"{kind}/{kind}.css")
    ]
    return "\n".join([palette(theme).css(), *(path.read_text(encoding="utf-8") for path in found if path.is_file())])


@cache
def art(kind: str, theme: Theme) -> dict[str, tuple[bytes, str]]:
    """The pictures that belong to a kind's design, under the address style sheets use; the nearest wins."""
    found = {path.name: path for root in reversed(search_path(theme)) for path in (root / kind).glob("*.svg")}
    return {f"mz:///art/{name}": (path.read_bytes(), "image/svg+xml") for name, path in found.items()}


def fill(document: Document, **more: object) -> str:
    """The page's HTML; `more` is what rendering itself decides, such as the fitted size.

    Raises:
        Stopped: a line does not fit, or the theme does not exist.
        jinja2.UndefinedError: the template asks for what the plan does not have.
    """
    return _filled(document, document.template, document.fields, more)


def fill_part(document: Document, part: Part, records: Iterable[Record]) -> str:
    """The HTML of some records of a part, one after the other.

    Raises:
        Stopped, jinja2.UndefinedError: as for `fill`.
    """
    filled = [_Filled(record) for record in records]
    return _filled(document, part.template, part.fields, {"records": filled})


def _filled(document: Document, name: str, fields: Mapping[str, object], more: Mapping[str, object]) -> str:
    try:
        template = _environment(document.theme).get_template(name)
        return template.render(fields, document=document, sheet=document.sheet, **more)
    except TemplateNotFound as missing:
        raise FileNotFoundError(f"template {missing.name}") from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        if document.theme.own is None:
            raise
        raise Stopped(
            [TEMPLATE_WRONG.at(_where(error, document.theme.own, name), why=why(error), template=name)]
        ) from None


def _where(error: Exception, own: OwnFolder, name: str) -> Location:
    """The last line of one of the theme's own templates on the way to the error."""
    if isinstance(error, TemplateSyntaxError):
        return Location(f"{own.shown}/{error.name or name}", error.lineno)
    frames = [(Path(frame.filename), frame.lineno) for frame in extract_tb(error.__traceback__)]
    inside = [(path, line) for path, line in frames if path.is_relative_to(own.path)]
    if not inside:
        return Location(own.shown)
    path, line = inside[-1]
    return Location(f"{own.shown}/{path.relative_to(own.path).as_posix()}", line)


class _Filled:
    """A record as a template sees it: its values by name, beside them its rows and its design."""

    def __init__(self, record: Record) -> None:
        self.rows, self.design, self._values = record.rows, record.design, record.values

    def __getattr__(self, name: str) -> str:
        if name.startswith("_") or name not in self._values:
            raise AttributeError(name)
        return self._values[name]


def family(text: str, role: Role, bold: bool = False) -> str:
    """The CSS family that has the whole text, so that a rare character does not stand out."""
    return fonts.face_for(text, role, bold).family


def cell_text(text: str, width: float, grade: Grade, role: Role = "fang") -> Markup:
    """A table cell's text, its lines parted; `width` is the column's, in millimetres."""
    lines = cell_lines(text, room(width, grade), fonts.CHAINS[role, False][0])
    return Markup("<br>").join(lines)


def spans(group: Sequence[tuple[str, ...]], row: int, column: int) -> int:
    """How many rows a cell stands in: its own, and those below that are one with it."""
    below = (each[column] == MERGED for each in group[row + 1 :])
    return 1 + sum(1 for _ in takewhile(bool, below))


@pass_context
def floor(context: Context, role: Role, bold: bool = False) -> Length:
    """The smallest size of a face on this sign, from its viewing distance and its process."""
    legibility = context["document"].legibility
    assert legibility is not None
    least: Length = legibility.least(fonts.CHAINS[role, bold][0].stroke)
    return least
