"""The engine's own style rules without parts that hardly any element shows: the same pages, or its own rules."""

from __future__ import annotations

import pytest

from mzdocs.core.problems import NOWHERE
from mzdocs.core.theme_choice import DEFAULT
from mzdocs.kinds import KINDS
from mzdocs.render import engine, engine_styles
from mzdocs.render.engine_styles import shows_no_more
from mzdocs.render.templates import style_sheets

STYLES = (
    "@page { size: 100mm 100mm; margin: 10mm; @footnote { border: 0 } } body { font: 12pt FandolFang }"
    ".imprint { float: footnote } .imprint::footnote-call, .imprint::footnote-marker { content: none }"
)
BODIES = {
    "text": "<h1>题</h1><p>一<b>二</b></p><table><tr><td>三<td>四</table>",
    "a list": "<ol><li>一<li>二<ul><li>三</ul></ol>",
    "a summary": "<details open><summary>一</summary>二</details>",
    "an imprint": '<p>一</p><div class="imprint">抄送：二</div>',
    "a quote": "<p><q>一</q><br>二",
}


def written(body: str, styles: str = STYLES) -> bytes:
    html = f'<html lang="zh-CN"><title>页</title><body>{body}</body></html>'
    return engine.lay_out(html, styles, {}, NOWHERE).write("archival")


@pytest.mark.parametrize("body", BODIES)
def test_a_page_is_the_same_with_either_rules(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shows_no_more(BODIES[body], STYLES)
    narrow = written(BODIES[body])
    monkeypatch.setattr(engine_styles, "shows_no_more", lambda *_: False)
    assert written(BODIES[body]) == narrow


MORE = {
    "a footnote": ("b { float: footnote }", "<p>一<b>二</b>"),
    "a footnote by a word": (":root { --f: footnote } b { float: var(--f) }", "<p>一<b>二</b>"),
    "a footnote in the page": ("", '<p>一<b style="float: footnote">二</b>'),
    "a hidden word": ("b { float: \\66 ootnote }", "<p>一<b>二</b>"),
    "a list item": ("b { display: list-item }", "<p>一<b>二</b>"),
    "a marker": ("li::marker { color: #f00 }", "<ul><li>一</ul>"),
    "a call": ("b { float: footnote } b::footnote-call { content: '三' }", "<p>一<b>二</b>"),
}


@pytest.mark.parametrize("what", MORE)
def test_a_page_that_shows_more_has_the_engines_own_rules(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    styles, body = MORE[what]
    assert not shows_no_more(body, STYLES + styles)
    made = written(body, STYLES + styles)
    monkeypatch.setattr(engine_styles, "shows_no_more", lambda *_: False)
    assert written(body, STYLES + styles) == made


def test_every_kind_of_ours_is_laid_out_by_the_narrow_rules() -> None:
    assert all(shows_no_more("", style_sheets(kind, DEFAULT)) for kind in KINDS)


def test_the_engine_has_the_rules_that_are_narrowed() -> None:
    """Another version may word them otherwise, and this would then do nothing."""
    engine.weasyprint()
    from weasyprint.html import UA

    assert len(engine_styles._EVERYWHERE.findall(UA)) == 6
