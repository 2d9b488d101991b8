"""A fitted page is measured without what its body has no part in: it stands the same, and is known again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mzdocs.core.problems import NOWHERE
from mzdocs.core.units import mm
from mzdocs.kinds import KINDS
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document
from mzdocs.render import engine, flow
from mzdocs.render.body_alone import body_alone
from mzdocs.render.layout_boxes import LayoutBox, boxes
from mzdocs.render.templates import art, fill, style_sheets

from .test_rules import changed, sound


def fitted(data: StationData) -> dict[str, Document]:
    """A plan of each template whose body is fitted."""
    plans = (plan for kind in ("board", "plaque") for plan in KINDS[kind].plan(data))
    return {plan.template: plan for plan in plans if plan.copyfitting and not plan.derived}


def page(plan: Document) -> str:
    assert plan.copyfitting
    return fill(plan, size=plan.copyfitting.least, gap=mm(1), lines=())


def body(plan: Document, html: str) -> list[LayoutBox]:
    """What sizes, gaps and lines are found from."""
    kind = plan.template.partition("/")[0]
    pictures = {**art(kind, plan.theme), **plan.assets}
    laid = engine.lay_out(html, style_sheets(kind, plan.theme), pictures, NOWHERE)
    return [*(box for box in boxes(laid) if box.gaps), *boxes(laid, flow.ATTRIBUTE)]


PLANS = fitted(sound())


def test_every_template_that_is_fitted_is_among_them() -> None:
    assert {*PLANS} == {"board/articles.html", "board/flow.html", "board/notice.html", "plaque/info.html"}


@pytest.mark.parametrize("template", PLANS)
def test_the_body_stands_alone_as_it_does_on_the_page(template: str) -> None:
    plan, html = PLANS[template], page(PLANS[template])
    alone = body_alone(html)
    assert "<header" in html and "<footer" in html and plan.title in html
    assert "<header" not in alone and "<footer" not in alone and plan.title not in alone
    assert body(plan, alone) == body(plan, html) != []


def test_a_mark_on_what_moves_the_body_is_seen() -> None:
    plan = PLANS["board/flow.html"]
    html = page(plan)
    wrong = html.replace('<table class="brief">', '<table data-apart class="brief">', 1)
    assert wrong != html
    assert body(plan, body_alone(wrong)) != body(plan, html)


def test_other_words_beside_the_body_are_the_same_body_and_other_words_in_it_another() -> None:
    data = sound()
    phones = changed(data.station.phones, service="0999-5559999")
    other = fitted(replace(data, station=changed(data.station, phones=phones)))
    for template in ("board/articles.html", "board/flow.html", "board/notice.html"):
        now, then = page(PLANS[template]), page(other[template])
        assert now != then and body_alone(now) == body_alone(then)
    assert body_alone(page(PLANS["plaque/info.html"])) != body_alone(page(other["plaque/info.html"]))
