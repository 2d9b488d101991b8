"""The engine's styles, looked up the short way, are those it works out itself, whatever rules set or leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from mzdocs.core.problems import Location
from mzdocs.render import engine, plain_styles

_STYLES = """
:root { --room: 3mm; --deep: calc(2 * 4mm); color: #234; font-family: 'Noto Sans CJK SC'; line-height: calc(1 + 0.5) }
@page { size: 100mm 140mm; margin: 10mm; @top-center { content: '甲'; border-bottom: 1px solid } }
@page wide { size: 140mm 100mm }
.way { margin-inline-start: 4mm; padding-block: 2mm 3mm; border-inline-end: 1mm solid red; inline-size: 30mm }
.back { direction: rtl }
.var { padding-left: var(--room); width: calc(100% - var(--deep)); color: var(--none, blue) }
.all { margin: inherit; border: inherit; width: initial; color: initial; text-indent: min(1em, 4mm) }
.line { text-decoration: underline wavy; letter-spacing: 0.1em }
.out { position: absolute; top: 5mm; float: left; display: inline } .side { float: right; width: 10% }
.named { page: wide } p::first-line { color: green } b::before { content: '一'; display: block; columns: 2 }
table { border-collapse: collapse; border-spacing: 2mm } td { border: 0.5mm solid; vertical-align: middle }
.grid { display: grid; gap: 2mm; grid-template-columns: 1fr 1fr } .flex { display: flex; order: 2; flex: 1 1 auto }
"""
_PAGE = """<!DOCTYPE html><html lang="zh-CN"><title>乙</title><body><div class="way">甲<p class="back way">乙</p></div>
<div class="back"><span class="way line">丙<i>丁</i></span><p class="var">戊<b class="all">己</b></p></div>
<div class="out">庚<span>辛</span></div><div class="side">壬</div><ul><li class="way">癸</ul><h1>子</h1>
<table><tr><th>丑<td class="var">寅</table><div class="grid"><div class="flex"><p>卯</p></div><p>辰</p></div>
<section class="named line">巳<u>午</u></section></body></html>"""


@pytest.fixture(scope="module")
def styles() -> list[Any]:
    """Those of everything on a page whose rules set properties in every way."""
    pages = engine.lay_out(_PAGE, _STYLES, {}, Location("t.html")).pages.pages
    own = {id(box.style): box.style for page in pages for box in page._page_box.descendants()}
    return [style for style in own.values() if hasattr(style, "cascaded")]


def _worked_out(style: Any, look_up: Any) -> Mapping[str, Any]:
    """Every property of a style, asked for anew."""
    from weasyprint.css import ComputedStyle
    from weasyprint.css.properties import INITIAL_VALUES

    anew = type("Anew", (ComputedStyle,), {"__missing__": look_up})(
        style.parent_style, style.cascaded, style.pseudo_type, style.root_style, style.base_url, style.font_config,
        style.initial_page_sizes,
    )  # fmt: skip
    return {key: anew[key] for key in sorted(INITIAL_VALUES)}


def _differing(styles: list[Any], look_up: Any) -> Iterator[str]:
    from weasyprint.css import ComputedStyle

    for style in styles:
        found, wanted = _worked_out(style, look_up), _worked_out(style, ComputedStyle.__missing__.__wrapped__)
        yield from (key for key in wanted if repr(found[key]) != repr(wanted[key]))


def test_every_property_is_what_the_engine_works_out(styles: list[Any]) -> None:
    from weasyprint.css import ComputedStyle

    assert len(styles) > 25
    assert list(_differing(styles, ComputedStyle.__missing__)) == []


@pytest.mark.parametrize(
    ("forgotten", "seen_in"),
    [
        ("_other_ways", "margin_right"),
        ("_OWN_WAY", "page"),
        ("_DECORATION", "text_decoration_line"),
        ("_inherited", "color"),
    ],
)
def test_what_would_be_looked_up_wrongly_is_seen(
    styles: list[Any], forgotten: str, seen_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules along the lines, what is worked out unset, text within decorated text, a colour taken for a plain one."""
    from weasyprint.css import ComputedStyle
    from weasyprint.css.properties import INHERITED, INITIAL_VALUES

    broken: Mapping[str, Any] = {
        "_other_ways": dict,
        "_OWN_WAY": ("position", "float", "display"),
        "_DECORATION": "none",
        "_inherited": frozenset,
    }
    monkeypatch.setattr(plain_styles, forgotten, broken[forgotten])
    if forgotten == "_inherited":
        monkeypatch.setattr(plain_styles, "_begins", lambda: {key: INITIAL_VALUES[key] for key in INHERITED})
    look_up = plain_styles._looked_up(ComputedStyle.__missing__.__wrapped__)
    assert seen_in in set(_differing(styles, look_up))


def test_most_properties_are_not_asked_of_the_engine(styles: list[Any]) -> None:
    from weasyprint.css import ComputedStyle

    asked: list[str] = []

    def ask(style: Any, key: str) -> Any:
        asked.append(key)
        return ComputedStyle.__missing__.__wrapped__(style, key)

    count = sum(len(_worked_out(style, plain_styles._looked_up(ask))) for style in styles)
    assert len(asked) < count / 2
