"""A plan -> filled HTML: the nearest template wins, all style sheets apply, the nearest last."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mzdocs import fonts
from mzdocs.document import Document
from mzdocs.fonts import Role
from mzdocs.problems import Exit, Stopped, fault
from mzdocs.render.qr import qr_svg
from mzdocs.render.vertical import cells, length_in_ems
from mzdocs.text import chinese_number
from mzdocs.theme import palette, search_path
from mzdocs.units import Length, mm

LINE_TOO_LONG = fault(
    "MZ3201",
    "“{what}”放不下：最小字号 {least} mm 时仍超出 {over} mm",
    "{what} does not fit: at the smallest size, {least} mm, it is {over} mm too long",
    "缩短文字，或加大尺寸。",
    "Shorten the text or enlarge the sheet.",
    Exit.FIT,
)


@cache
def _environment(theme: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(search_path(theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        cells=cells,
        colour=lambda name: palette(theme).screen(name),
        column_ems=length_in_ems,
        family=family,
        fit_column=fit_column,
        fit_line=fit_line,
        fit_lines=fit_lines,
        number=chinese_number,
        qr=lambda payload: Markup(qr_svg(payload)),
        floor=floor,
        mm=mm,
    )
    return environment


@cache
def style_sheets(kind: str, theme: str) -> str:
    """The palette's colours, the house's rules, then the kind's, then the theme's of both: later ones win."""
    found = [
        root / name for root in reversed(search_path(theme)) for name in ("_house/house.css", f"{kind}/{kind}.css")
    ]
    return "\n".join([palette(theme).css(), *(path.read_text(encoding="utf-8") for path in found if path.is_file())])


@cache
def art(kind: str, theme: str) -> dict[str, tuple[bytes, str]]:
    """The pictures that belong to a kind's design, under the address style sheets use; the nearest wins."""
    found = {path.name: path for root in reversed(search_path(theme)) for path in (root / kind).glob("*.svg")}
    return {f"mz:///art/{name}": (path.read_bytes(), "image/svg+xml") for name, path in found.items()}


def fill(document: Document, **more: object) -> str:
    """The page's HTML; `more` is what rendering itself decides, such as the fitted size.

    Raises:
        Stopped: a line does not fit, or the theme does not exist.
        jinja2.UndefinedError: the template asks for what the plan does not have.
    """
    environment = _environment(document.theme)
    try:
        template = environment.get_template(document.template)
    except TemplateNotFound as missing:
        raise FileNotFoundError(f"template {missing.name}") from None
    return template.render(
        document.fields,
        document=document,
        sheet=document.sheet,
        **more,
    )


def family(text: str, role: Role, bold: bool = False) -> str:
    """The CSS family that has the whole text, so that a rare character does not stand out."""
    return fonts.face_for(text, role, bold).family


def fit_lines(
    texts: Iterable[str],
    role: Role,
    bold: bool,
    width: Length,
    most: Length,
    least: Length,
    what: str,
) -> Length:
    """The largest size, in quarter points, at which every line is no wider than `width`.

    Raises:
        Stopped: even at `least` a line is too wide; the problem says which and by how many millimetres.
    """
    longest, size = min(((text, fonts.size_to_fill(text, role, bold, width)) for text in texts), key=lambda p: p[1])
    if size < least:
        over = f"{width.mm * (least.mm / size.mm - 1):.1f}"
        what = f"{what} {longest}"
        raise Stopped([LINE_TOO_LONG.at(what=what, least=f"{least.mm:.1f}", over=over)])
    return min(most, fonts.quarter_point(size))


@pass_context
def floor(context: Context, role: Role, bold: bool = False) -> Length:
    """The smallest size of a face on this sign, from its viewing distance and its process."""
    legibility = context["document"].legibility
    assert legibility is not None
    least: Length = legibility.least(fonts.CHAINS[role, bold][0])
    return least


def fit_column(texts: Iterable[str], height: Length, most: Length, least: Length, what: str) -> Length:
    """The largest size at which every column of vertical text is no taller than `height`.

    Raises:
        Stopped: as for `fit_lines`.
    """
    longest = max(texts, key=length_in_ems)
    size = height * (1 / length_in_ems(longest))
    if size < least:
        over = f"{least.mm * length_in_ems(longest) - height.mm:.1f}"
        raise Stopped([LINE_TOO_LONG.at(what=f"{what} {longest}", least=f"{least.mm:.1f}", over=over)])
    return min(most, size)


def fit_line(text: str, *rules: Any) -> Length:
    """The same for one line that belongs to no series."""
    return fit_lines([text], *rules)
