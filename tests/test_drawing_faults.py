"""Faults in files for machines, each found by the rule that looks for it, and what is legitimate and not blamed."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import cos, pi, sin

import ezdxf
import pathops
import pytest
from ezdxf import transform, units
from ezdxf.document import Drawing

from mzdocs.core.problems import Exit, Location
from mzdocs.core.units import Size, mm
from mzdocs.plan.document import Document, Holes, Sheet, engraving
from mzdocs.preflight import preflight
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.tracks import mark_rules
from mzdocs.preflight.tracks.contour_files import LARGEST_DRAWING, TRACK_RULES, check_contours
from mzdocs.preflight.tracks.machine_order import MachineOrder, of_manifest, of_plan
from mzdocs.press import dxf, svg
from mzdocs.press.routes import Routes

HERE = Location("sign")
SHEET = Sheet(Size(mm(100), mm(60)), corner=mm(4), holes=Holes(mm(6), mm(10)))
PLAN = Document("plaque", "plate", "桃源门牌", "signage", SHEET, "2026-11-20", standard="press")
ORDER = of_plan(PLAN)
UNSAID = MachineOrder()
RULES = {rule.id for rule in TRACK_RULES if rule not in mark_rules.RULES}
"""Those on single lines have tests of their own."""


@cache
def letters() -> pathops.Path:
    """A ring with a square in it, a bowl with a curve, and a bar."""
    path = pathops.Path()
    for corners in (
        [(30, 15), (50, 15), (50, 45), (30, 45)],
        [(34, 20), (34, 40), (46, 40), (46, 20)],
        [(37, 25), (43, 25), (43, 35), (37, 35)],
        [(72, 20), (78, 20), (78, 40), (72, 40)],
    ):
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
    path.moveTo(56, 20)
    path.cubicTo(70, 20, 70, 40, 56, 40)
    path.close()
    return path


@cache
def sound_svg() -> str:
    return svg.written(Routes(letters()), PLAN, cut=True).decode()


def drawn(change: Callable[[Drawing], object] = lambda drawing: None, version: str = "R2010") -> bytes:
    """Our own drawing, changed."""
    drawing = ezdxf.read(io.StringIO(dxf.written(Routes(letters()), SHEET, cut=True).decode()))
    drawing.dxfversion = version
    change(drawing)
    out = io.StringIO()
    drawing.write(out)
    return out.getvalue().encode()


def failed(format: str, data: bytes, order: MachineOrder = ORDER) -> list[str]:
    """The rules that found something, each of whose words are whole."""
    outcomes = check_contours(format, data, HERE, order)
    for outcome in outcomes:
        for problem in outcome.problems:
            for language in ("zh", "en"):
                assert "{" not in problem.message(language)
            assert problem.problem_type.exit == Exit.PREFLIGHT
    return [outcome.rule for outcome in outcomes if outcome.problems]


def left_out(format: str, data: bytes, order: MachineOrder = ORDER) -> list[str]:
    return [outcome.rule for outcome in check_contours(format, data, HERE, order) if outcome.not_run]


def swap(old: str, new: str) -> bytes:
    """The sound SVG with one thing changed, which must be there."""
    assert old in sound_svg()
    return sound_svg().replace(old, new, 1).encode()


def engraved(more: str) -> bytes:
    """More on ENGRAVE."""
    return swap('stroke="none">\n', f'stroke="none">\n{more}\n')


def cut(more: str) -> bytes:
    """More on CUT."""
    return swap('stroke-width="0.1">\n', f'stroke-width="0.1">\n{more}\n')


def beside(more: str) -> bytes:
    """More behind both groups."""
    return swap("</svg>", f"{more}</svg>")


HEAD = 'width="100mm" height="60mm" viewBox="0 0 100 60"'
HOLE = '<circle cx="10" cy="10" r="3"/>'
EDGE = 'd="M 4 0 H 96 A 4 4 0 0 1 100 4 V 56 A 4 4 0 0 1 96 60 H 4 A 4 4 0 0 1 0 56 V 4 A 4 4 0 0 1 4 0 Z"'
BAR = '<path d="M 80 20 H 84 V 30 H 80 Z"/>'
BOW = '<path d="M 86 20 H 90 V 30 H 86 Z"/>'
WHOLE = re.compile(r"(<g id=.*</g>)", re.DOTALL)


def moved(transform: str) -> bytes:
    """Both groups in a third that has no name."""
    return WHOLE.sub(rf'<g transform="{transform}">\1</g>', sound_svg()).encode()


def rescaled(by: float, unit: str = "mm", view: str = "0 0 100 60") -> bytes:
    return swap(HEAD, f'width="{100 * by:g}{unit}" height="{60 * by:g}{unit}" viewBox="{view}"')


SVG_FAULTS: dict[str, tuple[bytes, set[str]]] = {
    "in pixels": (rescaled(96 / 25.4, "px"), {"E-UNIT"}),
    "no unit": (rescaled(96 / 25.4, ""), {"E-UNIT"}),
    "in inches": (rescaled(1 / 25.4, "in"), {"E-UNIT"}),
    "in points, as some programs count": (rescaled(72 / 25.4, "pt"), {"E-UNIT"}),
    "one in pixels": (swap('width="100mm"', f'width="{100 * 96 / 25.4}px"'), {"E-UNIT"}),
    "no size at all": (swap(HEAD, 'viewBox="0 0 100 60"'), {"E-UNIT", "E-SIZE"}),
    "as wide as its window": (swap(HEAD, 'width="100%" height="100%" viewBox="0 0 100 60"'), {"E-UNIT", "E-SIZE"}),
    "no view box": (swap(' viewBox="0 0 100 60"', ""), {"E-SIZE"}),
    "view box of another shape": (rescaled(1, view="0 0 100 80"), {"E-VIEW", "E-SIZE"}),
    "view box twice as large": (rescaled(1, view="0 0 200 120"), {"E-VIEW", "E-SIZE"}),
    "view box a little lower": (rescaled(1, view="0 0 100 59.92"), {"E-VIEW"}),
    "view box in a seventh": (rescaled(1, view="0 0 700 420"), {"E-VIEW", "E-SIZE"}),
    "page and drawing twice as large": (rescaled(2), {"E-VIEW", "E-SIZE"}),
    "drawn twice as large": (moved("scale(2)"), {"E-SIZE", "E-OUT"}),
    "drawn at nine tenths": (moved("scale(.9)"), {"E-SIZE"}),
    "stretched": (moved("scale(1 .97)"), {"E-SIZE"}),
    "moved off the page": (moved("translate(3 0)"), {"E-OUT"}),
    "turned": (moved("rotate(90 50 30)"), {"E-SIZE", "E-OUT"}),
    "no layer to cut": (swap('id="CUT"', 'id="KONTUR"'), {"E-LAYER", "E-KNOWN", "E-CUT"}),
    "no layer to engrave": (swap('id="ENGRAVE"', 'id="图层1"'), {"E-LAYER", "E-KNOWN"}),
    "a layer nobody knows": (beside(f'<g id="GUIDES">{BAR}</g>'), {"E-KNOWN"}),
    "on no layer": (beside(BAR), {"E-KNOWN"}),
    "a hidden group": (beside(f'<g display="none"><g id="ENGRAVE">{BAR}</g></g>'), {"E-SEEN"}),
    "a hidden shape": (engraved(BAR.replace("/>", ' style="display:none"/>')), {"E-SEEN"}),
    "a shape not visible": (engraved(BAR.replace("/>", ' visibility="hidden"/>')), {"E-SEEN"}),
    "a shape of no opacity": (engraved(BAR.replace("/>", ' opacity="0"/>')), {"E-SEEN"}),
    "open by 2 mm": (engraved('<path d="M 80 20 H 84 V 30 H 80 V 22"/>'), {"E-CLOSED"}),
    "the outline open": (swap("V 4 A 4 4 0 0 1 4 0 Z", "V 6"), {"E-CLOSED"}),
    "a single line": (cut('<line x1="20" y1="50" x2="28" y2="50"/>'), {"E-CLOSED"}),
    "a polyline": (cut('<polyline points="20,50 28,50 24,55"/>'), {"E-CLOSED"}),
    "a hole twice": (cut(HOLE), {"E-TWICE"}),
    "a hole twice, as a path": (cut('<path d="M 13 10 A 3 3 0 1 0 7 10 A 3 3 0 1 0 13 10 Z"/>'), {"E-TWICE"}),
    "the outline twice": (cut(f"<path {EDGE}/>"), {"E-TWICE"}),
    "a bar twice": (engraved(BAR * 2), {"E-TWICE"}),
    "a bar twice, the other way": (engraved(BAR + '<path d="M 80 30 H 84 V 20 H 80 Z"/>'), {"E-TWICE"}),
    "a bar twice, from elsewhere": (engraved(BAR + '<path d="M 84 30 H 80 V 20 H 84 Z"/>'), {"E-TWICE"}),
    "an edge shared by two cuts": (
        cut('<path d="M 20 48 H 24 V 55 H 20 Z"/><path d="M 24 46 H 28 V 57 H 24 Z"/>'),
        {"E-TWICE"},
    ),
    "two bars cross": (engraved(BAR + '<path d="M 79 24 H 86 V 26 H 79 Z"/>'), {"P-OVER"}),
    "a bar crosses itself": (engraved('<path d="M 80 20 L 84 30 H 80 L 84 20 Z"/>'), {"P-OVER"}),
    "a letter over another": (engraved('<path d="M 32 10 H 48 V 18 H 32 Z"/>'), {"P-OVER"}),
    "cuts cross": (
        cut('<path d="M 20 48 H 24 V 55 H 20 Z"/><path d="M 22 50 H 28 V 57 H 22 Z"/>'),
        {"E-CROSS"},
    ),
    "a cut crosses itself": (cut('<path d="M 20 46 L 28 54 H 20 L 28 46 Z"/>'), {"E-CROSS"}),
    "a speck": (engraved('<path d="M 80 20 h .03 v .03 h -.03 Z"/>'), {"E-SPECK"}),
    "a hole missing": (swap(HOLE, ""), {"E-HOLE"}),
    "a hole moved": (swap(HOLE, '<circle cx="10" cy="10.4" r="3"/>'), {"E-HOLE"}),
    "a hole too wide": (swap(HOLE, '<circle cx="10" cy="10" r="3.2"/>'), {"E-HOLE"}),
    "a hole too many": (cut('<circle cx="50" cy="52" r="3"/>'), {"E-HOLE"}),
    "a square hole": (swap(HOLE, '<rect x="7" y="7" width="6" height="6"/>'), {"E-HOLE"}),
    "an oval hole": (swap(HOLE, '<ellipse cx="10" cy="10" rx="3" ry="2.5"/>'), {"E-HOLE"}),
    "engraved beyond the edge": (engraved('<path d="M 98 20 H 104 V 30 H 98 Z"/>'), {"E-OUT"}),
    "cut beyond the edge": (cut('<circle cx="-10" cy="30" r="3"/>'), {"E-HOLE", "E-OUT"}),
    "sharp corners": (swap(EDGE, 'd="M 0 0 H 100 V 60 H 0 Z"'), {"E-SHAPE"}),
    "a notch": (swap("V 56", "V 20 H 96 V 24 H 100 V 56"), {"E-SHAPE"}),
    "live text": (engraved('<text x="80" y="30">站</text>'), {"E-TEXT"}),
    "text on a path": (engraved('<text><textPath href="#p">站</textPath></text>'), {"E-TEXT"}),
    "text of Inkscape": (engraved("<flowRoot>站</flowRoot>"), {"E-TEXT"}),
    "a picture": (engraved('<image width="9" height="9" href="#x"/>'), {"E-IMAGE"}),
    "a page in it": (engraved("<foreignObject><p/></foreignObject>"), {"E-IMAGE"}),
    "a shape used again": (engraved('<use href="#bar"/>'), {"E-REF"}),
    "a drawing in it": (engraved(f'<svg viewBox="0 0 9 9">{BAR}</svg>'), {"E-REF"}),
    "a link out": (engraved(f'<a href="https://example.org/">{BAR}</a>'), {"E-REF"}),
    "a link out, the old way": (
        engraved(f'<a xmlns:x="http://www.w3.org/1999/xlink" x:href="other.svg">{BAR}</a>'),
        {"E-REF"},
    ),
    "a style sheet from elsewhere": (beside("<style>@import 'a.css';</style>"), {"E-REF"}),
    "a script": (beside("<script>alert(1)</script>"), {"E-SCRIPT"}),
    "an event": (engraved(BAR.replace("/>", ' onclick="a()"/>')), {"E-SCRIPT"}),
    "an event of the whole": (swap("<svg ", '<svg onload="a()" '), {"E-SCRIPT"}),
    "a link that runs": (engraved(f'<a href="javascript:a()">{BAR}</a>'), {"E-SCRIPT"}),
    "an animation": (engraved(f'<g>{BAR}<animate attributeName="x"/></g>'), {"E-SCRIPT"}),
    "clipped": (engraved(BAR.replace("/>", ' clip-path="url(#c)"/>')), {"E-EFFECT"}),
    "masked, in its style": (engraved(BAR.replace("/>", ' style="mask:url(#m)"/>')), {"E-EFFECT"}),
    "filtered": (engraved(f'<g filter="url(#f)">{BAR}</g>'), {"E-EFFECT"}),
    "half seen through": (engraved(BAR.replace("/>", ' opacity=".5"/>')), {"E-EFFECT"}),
    "dashed": (swap('stroke-width="0.1"', 'stroke-width="0.1" style="stroke-dasharray:2 1"'), {"E-EFFECT"}),
    "filled with a pattern": (engraved(BAR.replace("/>", ' fill="url(#p)"/>')), {"E-EFFECT"}),
    "ended by an arrow": (engraved(BAR.replace("/>", ' marker-end="url(#a)"/>')), {"E-EFFECT"}),
    "cuts filled": (swap('id="CUT" fill="none"', 'id="CUT"'), {"E-PAINT"}),
    "a cut filled": (swap(HOLE, HOLE.replace("/>", ' fill="red"/>')), {"E-PAINT"}),
    "letters only in outline": (swap('fill="#000000"', 'fill="none"'), {"E-PAINT"}),
    "letters unfilled by a style sheet": (
        swap("<title>", "<style>.a{fill:none;stroke:#000}</style><title>").replace(
            b'<path d="M 30', b'<path class="a" d="M 30'
        ),
        {"E-PAINT"},
    ),
    "ended by an arrow, in its style": (engraved(BAR.replace("/>", ' style="marker-end:url(#a)"/>')), {"E-EFFECT"}),
    "mixed with what lies below": (
        engraved(BAR.replace("/>", ' style="mix-blend-mode:difference"/>')),
        {"E-EFFECT"},
    ),
    "moved by its style": (swap('id="CUT"', 'id="CUT" style="transform:scale(1.5)"'), {"E-EFFECT"}),
    "moved by a style sheet": (
        swap("<title>", "<style>#ENGRAVE{transform:translate(5px,0)}</style><title>"),
        {"E-EFFECT"},
    ),
    "letters fatter by their stroke": (
        swap('fill="#000000" fill-rule="nonzero" stroke="none"', 'fill="#000" stroke="#000" stroke-width="0.31"'),
        {"E-EFFECT"},
    ),
    "a cut as broad as a band": (swap('stroke-width="0.1"', 'stroke-width="1.01"'), {"E-EFFECT"}),
    "a band in other units": (
        WHOLE.sub(r'<g transform="scale(2)"><g transform="scale(.5)" stroke-width="2">\1</g></g>', sound_svg())
        .replace(' stroke-width="0.1"', "")
        .encode(),
        {"E-EFFECT"},
    ),
    "white letters": (swap('fill="#000000"', 'fill="#FFFFFF"'), {"E-PAINT"}),
    "clear letters": (engraved(BAR.replace("/>", ' fill="rgba(0, 0, 0, 0)"/>')), {"E-PAINT"}),
    "cuts in white": (swap('stroke="#0000ff"', 'stroke="white"'), {"E-PAINT"}),
    "hidden by where it lies": (swap("<title>", "<style>#CUT circle{display:none}</style><title>"), {"E-SEEN"}),
    "hidden below what lies in it": (swap("<title>", "<style>svg > g path{opacity:0}</style><title>"), {"E-SEEN"}),
    "hidden when printed": (swap("<title>", "<style>@media print{#CUT{opacity:0}}</style><title>"), {"E-SEEN"}),
    "unfilled by where it lies": (swap("<title>", "<style>g#ENGRAVE path{fill:none}</style><title>"), {"E-PAINT"}),
    "a style sheet beside it": (
        sound_svg().replace("?>", '?><?xml-stylesheet href="a.css"?>', 1).encode(),
        {"E-REF"},
    ),
    "a sound": (beside('<audio href="#x"/>'), {"E-IMAGE"}),
    "a picture of a browser": (beside('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>'), {"E-IMAGE"}),
    "a script of a browser": (beside('<script xmlns="http://www.w3.org/1999/xhtml">a()</script>'), {"E-SCRIPT"}),
    "a link that runs, behind a blank": (engraved(f'<a href=" JavaScript:a()">{BAR}</a>'), {"E-SCRIPT"}),
    "text from elsewhere": (engraved('<tref href="#x"/>'), {"E-TEXT"}),
    "engraved where a hole is": (engraved('<path d="M 8 12 H 18 V 15 H 8 Z"/>'), {"E-OUT"}),
    "nothing drawn": (re.sub(r"<(path|circle)[^>]*/>", "", sound_svg()).encode(), {"E-READ"}),
    "too many references": (
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + swap("<title>", f"<desc>{'&a;' * 1001}</desc><title>").split(b"?>", 1)[1],
        {"E-LOAD"},
    ),
    "entities that multiply": (
        b'<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>' + sound_svg().split("?>", 1)[1].encode(),
        {"E-LOAD"},
    ),
    "nested without end": (engraved("<g>" * 3000 + BAR + "</g>" * 3000), {"E-LOAD"}),
    "too far out": (engraved('<path d="M 1e308 0 H 4 V 9 Z"/>'), {"E-LOAD"}),
    "half a million points": (engraved(f'<path d="M 80 20 {"h .001 v .001 " * 250_000} Z"/>'), {"E-LOAD"}),
    "no number": (engraved('<circle cx="x" cy="2" r="1"/>'), {"E-READ"}),
    "cut off in the middle": (sound_svg()[:400].encode(), {"E-READ"}),
    "something else": (b"<html/>", {"E-READ"}),
    "empty": (b"", {"E-READ"}),
}


@pytest.mark.parametrize("name", SVG_FAULTS)
def test_a_fault_in_an_svg_is_found_by_its_rule(name):
    data, rules = SVG_FAULTS[name]
    assert set(failed("svg", data)) == rules


SVG_SOUND: dict[str, bytes] = {
    "as we write it": sound_svg().encode(),
    "in centimetres": swap(HEAD, 'width="10cm" height="6cm" viewBox="0 0 100 60"'),
    "in dots of 96 to the inch": moved("scale(3.7795275590551)").replace(
        b'viewBox="0 0 100 60"', b'viewBox="0 0 377.95275590551 226.77165354331"'
    ),
    "in dots of 72": moved("scale(2.8346456692913)").replace(
        b'viewBox="0 0 100 60"', b'viewBox="0 0 283.46456692913 170.07874015748"'
    ),
    "in sevenths": moved("scale(7)").replace(b'viewBox="0 0 100 60"', b'viewBox="0 0 700 420"'),
    "in hundredths": moved("scale(100)").replace(b'viewBox="0 0 100 60"', b'viewBox="0,0,10000,6000"'),
    "the origin elsewhere": moved("translate(-50 -30)").replace(b"0 0 100 60", b"-50 -30 100 60"),
    "transformed there and back": moved("translate(50,30) rotate(180) translate(-50,-30)"),
    "mirrored": moved("matrix(-1 0 0 1 100 0)"),
    "relative, with repeated letters left out": engraved('<path d="m80,20 4,0 0,10-4,0z"/>'),
    "numbers run together": engraved('<path d="M80 20h4v10h-4z"/>'),
    "smooth curves": engraved('<path d="M 80 20 C 82 18 84 22 86 20 S 88 24 86 26 Q 84 28 82 26 T 80 20 Z"/>'),
    "a rounded rectangle": engraved('<rect x="80" y="20" width="6" height="10" rx="1"/>'),
    "a polygon": engraved('<polygon points="80,20 86,20 83,30"/>'),
    "closed by its last point": engraved('<path d="M 80 20 H 84 V 30 H 80 V 20"/>'),
    "closed within a twentieth": engraved('<path d="M 80 20 H 84 V 30 H 80 V 20.04"/>'),
    "piece by piece": cut(
        '<path d="M 20 48 H 24" id="a"/><path d="M 20 55 H 24"/><path d="M 20 48 V 55"/><path d="M 24 55 V 48"/>'
    ),
    "holes as paths": swap(HOLE, '<path d="M 7 10 a 3 3 0 1 0 6 0 a 3 3 0 1 0 -6 0 z"/>'),
    "a hole of a tenth's width off": swap(HOLE, '<circle cx="10.07" cy="10" r="3.02"/>'),
    "holes that turn the same way, filled by turns": engraved(
        '<path fill-rule="evenodd" d="M 80 20 H 88 V 30 H 80 Z M 82 22 H 86 V 28 H 82 Z"/>'
    ),
    "layers of Inkscape": sound_svg()
    .replace(
        "<svg ",
        '<svg xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" inkscape:version="1.3" ',
        1,
    )
    .replace('id="ENGRAVE"', 'id="layer1" inkscape:groupmode="layer" inkscape:label="ENGRAVE"')
    .replace('id="CUT"', 'id="layer2" inkscape:groupmode="layer" inkscape:label="CUT"')
    .replace("<title>", '<sodipodi:namedview id="n" pagecolor="#fff"/><title>', 1)
    .encode(),
    "groups in a layer": engraved(f'<g id="g17"><g transform="translate(0 0)">{BAR}</g></g>'),
    "looks by style": swap('fill="none" stroke="#0000ff"', 'style="fill:none;stroke:#00f"'),
    "looks by class": swap('fill="none" stroke="#0000ff"', 'class="c"').replace(
        b"<title>", b"<defs><style>/* x */ .b , g.c { fill: none; stroke: #00f }</style></defs><title>"
    ),
    "unused definitions": swap(
        "<title>", '<defs><clipPath id="c"><rect width="9" height="9"/></clipPath></defs><title>'
    ),
    "a document type": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    + sound_svg().split("?>", 1)[1].encode(),
    "comments and descriptions": swap("<title>", "<!-- made by hand --><desc>牌</desc><metadata/><title>"),
    "an empty layer hidden": beside('<g id="GUIDES" display="none"/>'),
    "single lines to engrave along": beside('<g id="MARK" fill="none" stroke="#f00"><path d="M 80 50 L 88 50"/></g>'),
    "a group round both layers": WHOLE.sub(r'<g id="g10">\1</g>', sound_svg()).encode(),
    "a layer round both layers": WHOLE.sub(
        r'<g id="l1" xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="图层 1">\1</g>', sound_svg()
    ).encode(),
    "layers in small letters": sound_svg().replace('"CUT"', '"cut"').replace('"ENGRAVE"', '"Engrave"').encode(),
    "layers counted by Illustrator": sound_svg().replace('"CUT"', '"CUT_1_"').encode(),
    "entities of Illustrator": b'<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'
    + swap('"http://www.w3.org/2000/svg"', '"&ns_svg;"').split(b"?>", 1)[1],
    "letters with a hair round them": swap('stroke="none"', 'stroke="#000" stroke-width="0.29"'),
    "cuts as broad as a unit": swap(' stroke-width="0.1"', ""),
    "looks by where it lies": swap("<title>", "<style>#ENGRAVE > path{fill:#111}#CUT text{fill:none}</style><title>"),
    "looks that do nothing": engraved(
        BAR.replace("/>", ' style="marker:none;transform:none;mix-blend-mode:normal;stroke-dasharray:none"/>')
    ),
    "engraved round a hole": engraved('<path fill-rule="evenodd" d="M 5 5 H 15 V 15 H 5 Z M 6 6 H 14 V 14 H 6 Z"/>'),
    "black by its parts": engraved(BAR.replace("/>", ' fill="rgb(0, 0, 0)"/>') + BOW.replace("/>", ' fill="#000f"/>')),
    "in sixteen bits": sound_svg().replace("UTF-8", "UTF-16").encode("utf-16"),
    "a bar that touches another": engraved(BAR + '<path d="M 84 22 H 88 V 26 H 84 Z"/>'),
}


@pytest.mark.parametrize("name", SVG_SOUND)
def test_a_legitimate_svg_is_not_blamed(name):
    assert failed("svg", SVG_SOUND[name]) == []
    assert not {"E-SIZE", "E-HOLE", "E-CLOSED"} & set(left_out("svg", SVG_SOUND[name]))


def on(layer: str, kind: str, *given, **more) -> Callable[[Drawing], object]:
    """One more entity."""
    return lambda drawing: getattr(drawing.modelspace(), f"add_{kind}")(*given, dxfattribs={"layer": layer}, **more)


def header(**said) -> Callable[[Drawing], None]:
    def change(drawing: Drawing) -> None:
        for name, value in said.items():
            drawing.header[f"${name}"] = value

    return change


def without(name: str, data: bytes) -> bytes:
    """The drawing without a variable of its header."""
    found = re.sub(rf"  9\n\${name}\n *\d+\n.*\n".encode(), b"", data, count=1)
    assert found != data
    return found


def in_units(code: int, by: float) -> Callable[[Drawing], None]:
    def change(drawing: Drawing) -> None:
        transform.scale_uniform(drawing.modelspace(), by)
        drawing.header["$INSUNITS"] = code

    return change


def each(query: str, change: Callable[..., object]) -> Callable[[Drawing], None]:
    """Every entity of a query, of which there must be one."""

    def changed(drawing: Drawing) -> None:
        found = list(drawing.modelspace().query(query))
        assert found
        for entity in found:
            change(entity)

    return changed


def first(query: str, change: Callable[..., object]) -> Callable[[Drawing], None]:
    return lambda drawing: change(drawing.modelspace().query(query).first)


def gone(entity) -> None:
    entity.destroy()


def layered(**flags) -> Callable[[Drawing], None]:
    """A layer of its own with a bar, switched off in one way."""

    def change(drawing: Drawing) -> None:
        layer = drawing.layers.get("ENGRAVE")
        for name in flags:
            getattr(layer, name)() if name in ("off", "freeze") else layer.dxf.set(name, flags[name])

    return change


def block(drawing: Drawing) -> None:
    drawing.blocks.new("SIGN").add_circle((80, 25), 2, dxfattribs={"layer": "ENGRAVE"})
    drawing.modelspace().add_blockref("SIGN", (0, 0), dxfattribs={"layer": "ENGRAVE"})


def from_outside(drawing: Drawing) -> None:
    drawing.add_xref_def("other.dwg", "OTHER")


def hatched(drawing: Drawing) -> None:
    hatch = drawing.modelspace().add_hatch(dxfattribs={"layer": "ENGRAVE"})
    hatch.paths.add_polyline_path([(80, 20), (84, 20), (84, 30)], is_closed=True)


def pictured(drawing: Drawing) -> None:
    picture = drawing.add_image_def("seal.png", (9, 9))
    drawing.modelspace().add_image(picture, (80, 20), (5, 5), dxfattribs={"layer": "ENGRAVE"})


def in_lines(query: str, twice: bool = False) -> Callable[[Drawing], None]:
    """A polyline as so many loose lines, half of them the other way."""

    def change(drawing: Drawing) -> None:
        space = drawing.modelspace()
        for line in list(space.query(query)):
            corners = list(line.get_points("xy"))
            for at, (a, b) in enumerate(zip(corners, [*corners[1:], corners[0]], strict=True)):
                for _ in range(1 + twice):
                    space.add_line(*((a, b) if at % 2 else (b, a)), dxfattribs={"layer": line.dxf.layer})
            line.destroy()

    return change


def line_type(name: str) -> Callable[[Drawing], object]:
    return lambda drawing: drawing.linetypes.add(name, [1.0, 0.5, -0.5])


BOX = [(80.0, 20.0), (84.0, 20.0), (84.0, 30.0), (80.0, 30.0)]
OPEN_2 = [*BOX, (80.0, 22.0)]
CUT_BOX = [(20.0, 5.0), (28.0, 5.0), (28.0, 12.0), (20.0, 12.0)]


def filled(corners, closed: bool = True, layer: str = "ENGRAVE") -> Callable[[Drawing], object]:
    return on(layer, "lwpolyline", corners, close=closed)


def both(*changes: Callable[[Drawing], object]) -> Callable[[Drawing], None]:
    def change(drawing: Drawing) -> None:
        for each_change in changes:
            each_change(drawing)

    return change


DXF_FAULTS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "in inches": (lambda: drawn(in_units(1, 1 / 25.4)), {"E-UNIT"}),
    "said to be inches": (lambda: drawn(header(INSUNITS=1)), {"E-UNIT", "E-SIZE"}),
    "in metres": (lambda: drawn(in_units(6, 0.001)), {"E-UNIT"}),
    "in centimetres": (lambda: drawn(in_units(5, 0.1)), {"E-UNIT"}),
    "no unit": (lambda: drawn(header(INSUNITS=0)), {"E-UNIT"}),
    "no word of a unit": (lambda: without("INSUNITS", drawn()), {"E-UNIT"}),
    "in light years": (lambda: drawn(header(INSUNITS=19)), {"E-UNIT"}),
    "twice as large": (lambda: drawn(in_units(4, 2)), {"E-SIZE"}),
    "at a tenth": (lambda: drawn(in_units(4, 0.1)), {"E-SIZE"}),
    "shrunk by the bow of a tool": (lambda: drawn(in_units(4, 0.998)), {"E-SIZE"}),
    "a layer nobody knows": (lambda: drawn(on("GUIDES", "circle", (50, 30), 3)), {"E-KNOWN"}),
    "on layer 0": (lambda: drawn(on("0", "lwpolyline", BOX, close=True)), {"E-KNOWN"}),
    "layers named otherwise": (
        lambda: drawn(each('*[layer=="CUT"]', lambda e: e.dxf.set("layer", "切割"))),
        {"E-KNOWN", "E-CUT"},
    ),
    "a layer that is off": (lambda: drawn(layered(off=1)), {"E-SEEN"}),
    "a frozen layer": (lambda: drawn(layered(freeze=1)), {"E-SEEN"}),
    "a layer not to be plotted": (lambda: drawn(layered(plot=0)), {"E-SEEN"}),
    "an entity not shown": (
        lambda: drawn(first('LWPOLYLINE[layer=="ENGRAVE"]', lambda e: e.dxf.set("invisible", 1))),
        {"E-SEEN"},
    ),
    "open by 2 mm": (lambda: drawn(filled(OPEN_2, closed=False)), {"E-CLOSED"}),
    "open by six hundredths": (lambda: drawn(filled([*BOX, (80.0, 20.06)], closed=False)), {"E-CLOSED"}),
    "not closed": (lambda: drawn(first('LWPOLYLINE[layer=="CUT"]', lambda e: e.close(False))), {"E-CLOSED"}),
    "a stray line": (lambda: drawn(on("CUT", "line", (20, 5), (28, 5))), {"E-CLOSED"}),
    "half a hole": (
        lambda: drawn(both(first("CIRCLE", gone), on("CUT", "arc", (10, 10), 3, 0, 180))),
        {"E-CLOSED", "E-HOLE"},
    ),
    "a loose side of lines missing": (
        lambda: drawn(both(in_lines('LWPOLYLINE[layer=="ENGRAVE"]'), first("LINE", gone))),
        {"E-CLOSED"},
    ),
    "a hole twice": (lambda: drawn(on("CUT", "circle", (10, 10), 3)), {"E-TWICE"}),
    "the outline twice": (
        lambda: drawn(first('LWPOLYLINE[layer=="CUT"]', lambda e: e.doc.modelspace().add_entity(e.copy()))),
        {"E-TWICE"},
    ),
    "everything twice": (
        lambda: drawn(each("*", lambda e: e.doc.modelspace().add_entity(e.copy()))),
        {"E-TWICE"},
    ),
    "lines twice": (lambda: drawn(in_lines('LWPOLYLINE[layer=="ENGRAVE"]', twice=True)), {"E-TWICE"}),
    "a contour twice, from elsewhere and back": (
        lambda: drawn(both(filled(BOX), filled([*BOX[2:], *BOX[:2]][::-1]))),
        {"E-TWICE"},
    ),
    "a cut along another": (
        lambda: drawn(both(filled(CUT_BOX, layer="CUT"), filled([(22.0, 5.0), (26.0, 5.0), (24.0, 1.0)], layer="CUT"))),
        {"E-TWICE"},
    ),
    "two contours cross": (
        lambda: drawn(both(filled(BOX), filled([(82.0, 22.0), (90.0, 22.0), (90.0, 26.0), (82.0, 26.0)]))),
        {"P-OVER"},
    ),
    "a contour crosses itself": (lambda: drawn(filled([BOX[0], BOX[2], BOX[1], BOX[3]])), {"P-OVER"}),
    "a cut crosses itself": (
        lambda: drawn(filled([CUT_BOX[0], CUT_BOX[2], CUT_BOX[1], CUT_BOX[3]], layer="CUT")),
        {"E-CROSS"},
    ),
    "a cut runs into a hole": (
        lambda: drawn(filled([(8.0, 12.0), (12.0, 12.0), (12.0, 22.0), (8.0, 22.0)], layer="CUT")),
        {"E-CROSS"},
    ),
    "a speck": (lambda: drawn(filled([(80.0, 20.0), (80.03, 20.0), (80.0, 20.03)])), {"E-SPECK"}),
    "a hole missing": (lambda: drawn(first("CIRCLE", gone)), {"E-HOLE"}),
    "all holes missing": (lambda: drawn(each("CIRCLE", gone)), {"E-HOLE"}),
    "a hole moved": (lambda: drawn(first("CIRCLE", lambda e: e.translate(0.3, 0, 0))), {"E-HOLE"}),
    "holes too narrow": (lambda: drawn(each("CIRCLE", lambda e: e.dxf.set("radius", 2.5))), {"E-HOLE"}),
    "a hole not ordered": (lambda: drawn(on("CUT", "circle", (50, 8), 3)), {"E-HOLE"}),
    "engraved beyond the edge": (lambda: drawn(filled([(97.0, 20.0), (104.0, 20.0), (97.0, 30.0)])), {"E-OUT"}),
    "sharp corners": (
        lambda: drawn(
            first(
                'LWPOLYLINE[layer=="CUT"]', lambda e: e.set_points([(0, 0), (100, 0), (100, 60), (0, 60)], format="xy")
            )
        ),
        {"E-SHAPE"},
    ),
    "nothing cut": (lambda: drawn(each('*[layer=="CUT"]', gone)), {"E-CUT"}),
    "live text": (lambda: drawn(on("ENGRAVE", "text", "站")), {"E-TEXT"}),
    "a paragraph": (lambda: drawn(on("ENGRAVE", "mtext", "站")), {"E-TEXT"}),
    "a definition of a field": (lambda: drawn(on("ENGRAVE", "attdef", "TAG", (1, 1), "站")), {"E-TEXT"}),
    "a dimension": (
        lambda: drawn(lambda d: d.modelspace().add_linear_dim((0, -9), (0, 0), (100, 0)).render()),
        {"E-TEXT"},
    ),
    "a spline": (lambda: drawn(on("ENGRAVE", "spline", [(80, 20), (84, 22), (80, 30)])), {"E-CURVE"}),
    "an ellipse": (lambda: drawn(on("ENGRAVE", "ellipse", (80, 25), (4, 0), 0.5)), {"E-CURVE"}),
    "a hatch": (lambda: drawn(hatched), {"E-CURVE"}),
    "a solid": (lambda: drawn(on("ENGRAVE", "solid", BOX)), {"E-CURVE"}),
    "a face in space": (lambda: drawn(on("ENGRAVE", "3dface", [(*corner, 0) for corner in BOX])), {"E-CURVE"}),
    "a line in space": (lambda: drawn(on("ENGRAVE", "line", (80, 20, 0), (84, 20, 5))), {"E-CURVE"}),
    "a polyline in space": (lambda: drawn(on("ENGRAVE", "polyline3d", [(80, 20, 0), (84, 20, 1)])), {"E-CURVE"}),
    "a mesh": (lambda: drawn(on("ENGRAVE", "polymesh", (3, 3))), {"E-CURVE"}),
    "a point": (lambda: drawn(on("CUT", "point", (50, 8))), {"E-CURVE"}),
    "a line without an end": (lambda: drawn(on("CUT", "xline", (50, 8), (1, 0))), {"E-CURVE"}),
    "a circle seen aslant": (
        lambda: drawn(
            lambda d: d.modelspace().add_circle((50, 8), 3, dxfattribs={"layer": "CUT", "extrusion": (0, 0.6, 0.8)})
        ),
        {"E-CURVE"},
    ),
    "a picture": (lambda: drawn(pictured), {"E-IMAGE"}),
    "a mask": (
        lambda: drawn(lambda d: d.modelspace().add_wipeout([(80, 20), (84, 30)], dxfattribs={"layer": "ENGRAVE"})),
        {"E-IMAGE"},
    ),
    "a block": (lambda: drawn(block), {"E-REF"}),
    "a drawing from elsewhere": (lambda: drawn(from_outside), {"E-REF"}),
    "a dashed hole": (
        lambda: drawn(both(line_type("DASHED"), first("CIRCLE", lambda e: e.dxf.set("linetype", "DASHED")))),
        {"E-EFFECT"},
    ),
    "a dashed layer": (
        lambda: drawn(both(line_type("HIDDEN"), lambda d: d.layers.get("CUT").dxf.set("linetype", "HIDDEN"))),
        {"E-EFFECT"},
    ),
    "letters as broad bands": (
        lambda: drawn(each('LWPOLYLINE[layer=="ENGRAVE"]', lambda e: e.dxf.set("const_width", 0.4))),
        {"E-EFFECT"},
    ),
    "a band that tapers": (
        lambda: drawn(on("CUT", "lwpolyline", [(x, y, 2, 0) for x, y in CUT_BOX], close=True)),
        {"E-EFFECT"},
    ),
    "a wall round a hole": (lambda: drawn(first("CIRCLE", lambda e: e.dxf.set("thickness", 5))), {"E-CURVE"}),
    "engraved where a hole is": (lambda: drawn(filled([(8.0, 12.0), (18.0, 12.0), (18.0, 15.0)])), {"E-OUT"}),
    "all of it on paper": (lambda: drawn(each("*", lambda e: e.dxf.set("paperspace", 1))), {"E-READ"}),
    "nothing drawn": (lambda: drawn(each("*", gone)), {"E-READ"}),
    "without its end": (lambda: drawn()[:-40], {"E-READ"}),
    "a number that is none": (lambda: drawn().replace(b"\n100.0\n", b"\nabc\n"), {"E-READ"}),
    "something else": (lambda: b"hello\nworld\n", {"E-READ"}),
    "empty": (lambda: b"", {"E-READ"}),
    "not a number": (lambda: drawn(on("CUT", "circle", (float("nan"), 1), 3)), {"E-LOAD"}),
    "too far out": (lambda: drawn(on("CUT", "line", (0, 0), (1e300, 1))), {"E-LOAD"}),
    "millions of layers": (lambda: b"0\nLAYER\n" * 1_500_001, {"E-LOAD"}),
    "too large a file": (lambda: drawn() + b" " * LARGEST_DRAWING, {"E-LOAD"}),
}


@pytest.mark.parametrize("name", DXF_FAULTS)
def test_a_fault_in_a_dxf_is_found_by_its_rule(name):
    made, rules = DXF_FAULTS[name]
    assert set(failed("dxf", made())) == rules


def as_old_polylines(drawing: Drawing) -> None:
    space = drawing.modelspace()
    for line in list(space.query("LWPOLYLINE")):
        space.add_polyline2d(line.get_points("xyb"), format="xyb", close=True, dxfattribs={"layer": line.dxf.layer})
        line.destroy()


def holes_in_arcs(drawing: Drawing) -> None:
    space = drawing.modelspace()
    for hole in list(space.query("CIRCLE")):
        for start in (0, 120, 240):
            space.add_arc(hole.dxf.center, 3, start, start + 120, dxfattribs={"layer": "CUT"})
        hole.destroy()


def holes_in_bulges(drawing: Drawing) -> None:
    space = drawing.modelspace()
    for hole in list(space.query("CIRCLE")):
        x, y, _ = hole.dxf.center
        space.add_lwpolyline([(x - 3, y, 1), (x + 3, y, 1)], format="xyb", close=True, dxfattribs={"layer": "CUT"})
        hole.destroy()


def holes_in_corners(drawing: Drawing) -> None:
    space = drawing.modelspace()
    for hole in list(space.query("CIRCLE")):
        x, y, _ = hole.dxf.center
        round_it = [(x + 3 * cos(pi * i / 18), y + 3 * sin(pi * i / 18)) for i in range(36)]
        space.add_lwpolyline(round_it, close=True, dxfattribs={"layer": "CUT"})
        hole.destroy()


def seen_from_behind(drawing: Drawing) -> None:
    drawing.modelspace().add_circle((-10, 10), 3, dxfattribs={"layer": "CUT", "extrusion": (0, 0, -1)})
    first("CIRCLE", gone)(drawing)


DXF_SOUND: dict[str, Callable[[], bytes]] = {
    "as we write it": lambda: dxf.written(Routes(letters()), SHEET, cut=True),
    "of 2000": lambda: drawn(version="R2000"),
    "of 2018": lambda: drawn(version="R2018"),
    "old polylines": lambda: drawn(as_old_polylines),
    "loose lines": lambda: drawn(in_lines('LWPOLYLINE[layer=="ENGRAVE"]')),
    "holes of three arcs": lambda: drawn(holes_in_arcs),
    "holes of two bulges": lambda: drawn(holes_in_bulges),
    "holes of 36 corners": lambda: drawn(holes_in_corners),
    "a hole seen from behind": lambda: drawn(seen_from_behind),
    "moved as a whole": lambda: drawn(each("*", lambda e: e.translate(250, -80, 0))),
    "closed by its last point": lambda: drawn(filled([*BOX, BOX[0]], closed=False)),
    "closed within a twentieth": lambda: drawn(filled([*BOX, (80.0, 20.04)], closed=False)),
    "closed twice over": lambda: drawn(filled([*BOX, BOX[0]])),
    "small letters": lambda: drawn(each("*", lambda e: e.dxf.set("layer", e.dxf.layer.lower()))),
    "layers nobody uses": lambda: drawn(lambda d: d.layers.get("DEFPOINTS").freeze()),
    "a locked layer": lambda: drawn(lambda d: d.layers.get("CUT").lock()),
    "a hole in a letter that turns the same way": lambda: drawn(
        both(filled(BOX), filled([(81.0, 22.0), (83.0, 22.0), (83.0, 28.0), (81.0, 28.0)]))
    ),
    "areas side by side": lambda: drawn(
        both(filled(BOX), filled([(84.0, 20.0), (88.0, 20.0), (88.0, 30.0), (84.0, 30.0)]))
    ),
    "a block nobody shows": lambda: drawn(lambda d: d.blocks.new("SPARE").add_circle((0, 0), 3)),
    "a line type nobody uses": lambda: drawn(line_type("DASHED")),
    "a line type without gaps": lambda: drawn(
        lambda d: (d.linetypes.add("PLAIN", [0.0]), d.layers.get("CUT").dxf.set("linetype", "PLAIN"))
    ),
    "bands as thin as a hair": lambda: drawn(each("LWPOLYLINE", lambda e: e.dxf.set("const_width", 0.25))),
    "blanks behind its end": lambda: drawn() + b"\r\n \r\n\x1a",
    "lines of Windows": lambda: drawn().replace(b"\n", b"\r\n"),
    "comments": lambda: b"999\nmade by hand\n" + drawn(),
    "GBK": lambda: drawn(lambda d: d.layers.add("图层"), version="R2000").decode("utf-8").encode("gbk", "replace"),
    "notes on paper": lambda: drawn(lambda d: d.paperspace().add_text("站")),
    "single lines to engrave along": lambda: drawn(on("MARK", "line", (80, 50), (88, 50))),
    "an extent nobody measured": lambda: drawn(header(EXTMIN=(1e20, 1e20, 1e20), EXTMAX=(-1e20, -1e20, -1e20))),
    "within a tenth": lambda: drawn(in_units(4, 1.0009)),
}


@pytest.mark.parametrize("name", DXF_SOUND)
def test_a_legitimate_dxf_is_not_blamed(name):
    data = DXF_SOUND[name]()
    assert failed("dxf", data) == []
    assert not {"E-SIZE", "E-HOLE", "E-CLOSED", "E-UNIT"} & set(left_out("dxf", data))


ENTRY = {
    "size": "100×60 mm",
    "order": {
        "item": "门牌",
        "size": "100×60 mm",
        "shape": "",
        "material": "钢",
        "thickness": "1mm",
        "process": "蚀刻",
        "inks": ["黑", "刀线"],
        "mounting": "镜钉",
        "quantity": 1,
        "places": ["门口"],
        "corner": "4mm",
        "holes": {"diameter": "6mm", "inset": "10mm"},
    },
}


def test_the_manifest_says_what_the_plan_said():
    assert of_manifest(ENTRY) == replace(ORDER, engraved=True)
    assert of_manifest(None) == of_manifest({"size": 3}) == of_manifest({"size": "1×1 mm", "order": []}) == UNSAID


@pytest.mark.parametrize(
    ("inks", "data", "rules"),
    [
        (["黑", "刀线"], swap('<path d="M 30', '<path d="" class="M 30'), ["E-AREA"]),
        (["黑"], sound_svg().encode(), ["E-CUT"]),
        (["四色", "刀线"], sound_svg().encode(), []),
        (["黑"], re.sub(r'(id="CUT"[^>]*>).*</g>', r"\1</g>", sound_svg(), flags=re.DOTALL).encode(), []),
    ],
    ids=["nothing engraved", "cut though not ordered", "as ordered", "engraved only"],
)
def test_what_is_cut_and_engraved_is_what_was_ordered(inks, data, rules):
    order = of_manifest({**ENTRY, "order": {**ENTRY["order"], "inks": inks}})
    assert failed("svg", data, order) == rules


OWN_WORD: dict[str, tuple[str, Callable[[], bytes], list[str]]] = {
    "as we write it": ("svg", lambda: sound_svg().encode(), []),
    "our drawing": ("dxf", drawn, []),
    "drawn twice as large, its extent as before": (
        "dxf",
        lambda: drawn(lambda d: transform.scale_uniform(d.modelspace(), 2)),
        ["E-SIZE"],
    ),
    "drawn twice as large, its extent as well": (
        "dxf",
        lambda: drawn(both(in_units(4, 2), header(EXTMAX=(200, 120, 0)))),
        [],
    ),
    "in an odd scale": ("svg", lambda: rescaled(1, view="0 0 200 120"), ["E-VIEW", "E-SIZE"]),
    "shrunk in the corner of its page": ("svg", lambda: moved("scale(.5)"), ["E-SIZE"]),
    "grown beyond its page": ("svg", lambda: moved("scale(2)"), ["E-OUT", "E-SIZE"]),
    "a part on a larger page": (
        "svg",
        lambda: swap(HEAD, 'width="210mm" height="297mm" viewBox="-55 -80 210 297"'),
        [],
    ),
    "one of four holes missing": ("svg", lambda: swap(HOLE, ""), ["E-HOLE"]),
    "one of four holes moved": ("dxf", lambda: drawn(first("CIRCLE", lambda e: e.translate(1, 0, 0))), ["E-HOLE"]),
    "one of four holes wider": ("dxf", lambda: drawn(first("CIRCLE", lambda e: e.dxf.set("radius", 4))), ["E-HOLE"]),
    "a hole more": ("dxf", lambda: drawn(on("CUT", "circle", (50, 8), 2)), []),
}


@pytest.mark.parametrize("name", OWN_WORD)
def test_without_an_order_a_file_is_held_to_its_own_word(name):
    format, made, rules = OWN_WORD[name]
    assert failed(format, made(), UNSAID) == rules


def test_what_nobody_ordered_is_not_judged():
    """Two holes, on a page that is larger: legitimate for all anybody knows."""
    data = re.sub(r"<circle[^>]*>\n?", "", sound_svg()).replace(
        HEAD, 'width="210mm" height="297mm" viewBox="-9 -9 210 297"'
    )
    assert failed("svg", data.encode(), UNSAID) == []
    assert left_out("svg", data.encode(), UNSAID) == ["E-SIZE", "E-SHAPE", "E-HOLE", "E-CUT", "E-AREA"]


def test_a_form_that_is_not_read_here_is_neither_passed_nor_blamed():
    for format, data in (("dxf", b"AutoCAD Binary DXF\r\n\x1a\x00"), ("plt", b"IN;SP1;PE<=11;PU;")):
        (outcome,) = check_contours(format, data, HERE, ORDER)
        assert (outcome.rule, outcome.problems) == ("E-READ", ())
        assert outcome.not_run and outcome.not_run.zh and outcome.not_run.en


def test_lines_too_dense_to_compare_are_neither_passed_nor_blamed():
    """Three thousand strokes to and fro cross each other millions of times."""
    corners = " ".join(f"{31 + 17 * (at % 2)},{16 + at * 7 % 28}.{at:04}" for at in range(3000))
    data = engraved(f'<polygon points="{corners}"/>')
    assert "P-OVER" in left_out("svg", data)
    assert "P-OVER" not in failed("svg", data)


def test_what_is_wrong_first_is_told_alone():
    """A sheet twice as large has its holes elsewhere, too: nobody is told so."""
    assert {"E-SHAPE", "E-HOLE"} <= set(left_out("dxf", drawn(in_units(4, 2))))
    assert {"E-SIZE", "E-SHAPE", "E-HOLE"} <= set(left_out("dxf", drawn(on("ENGRAVE", "spline", [(80, 20), (84, 30)]))))


PLOTTED = (
    "IN;PA;SP1;PU3200,800;PD3360,800,3360,1200,3200,1200,3200,800;PU;SP2;PU0,0;PD4000,0,4000,2400,0,2400,0,0;PU;SP0;"
)
PLOT_ORDER = MachineOrder(Size(mm(100), mm(60)), True, cut=True, engraved=True)
PLOT_FAULTS: dict[str, tuple[str, list[str]]] = {
    "as a plotter takes it": (PLOTTED, []),
    "in other words": (
        PLOTTED.replace("IN;PA;", "IN;PA").replace("PD3360,800,", "PD;PA3360,800;PA").replace(";", ";\n"),
        [],
    ),
    "relative": (PLOTTED.replace("PD3360,800,3360,1200,3200,1200,3200,800;", "PD;PR160,0,0,400,-160,0,0,-400;PA;"), []),
    "open": (PLOTTED.replace(",3200,800;", ",3200,900;"), ["E-CLOSED"]),
    "twice": (PLOTTED.replace("SP0;", "PU0,0;PD4000,0,4000,2400,0,2400,0,0;PU;SP0;"), ["E-TWICE"]),
    "another pen": (PLOTTED.replace("SP1", "SP4"), ["E-KNOWN", "E-AREA"]),
    "a label": (PLOTTED.replace("SP0;", "LBsign\x03SP0;"), ["E-TEXT"]),
    "a circle": (PLOTTED.replace("SP0;", "PU900,900;CI90;SP0;"), ["E-CURVE"]),
    "a wedge": (PLOTTED.replace("SP0;", "WG90,0,90;SP0;"), ["E-PAINT"]),
    "scaled": (PLOTTED.replace("IN;", "IN;SC0,100,0,60;"), ["E-UNIT"]),
    "twice as large": (re.sub(r"(?<=[UD,])\d+", lambda found: str(2 * int(found[0])), PLOTTED), ["E-SIZE"]),
    "dashed": (PLOTTED.replace("SP2;", "SP2;LT2,4;"), ["E-EFFECT"]),
    "solid again": (PLOTTED.replace("SP2;", "LT;SP2;"), []),
    "in small letters": (PLOTTED.lower(), []),
    "in the wrapping of a printer": (f"\x1bE\x1b%0B{PLOTTED}\x1b%0A\x1bE", []),
    "set up by escapes": (f"\x1b.(\x1b.I81;;17:\x1b.Y{PLOTTED}", []),
    "rubbish in a command": (PLOTTED.replace("PD4000,", "PDx4000,"), ["E-READ"]),
    "the pen never down": (PLOTTED.replace("PD", "PU"), ["E-READ"]),
    "one number missing": (PLOTTED.replace("4000,2400", "4000"), ["E-READ"]),
    "nothing of a plotter": ("hello", ["E-READ"]),
}


@pytest.mark.parametrize("name", PLOT_FAULTS)
def test_a_plotter_file_is_judged(name):
    text, rules = PLOT_FAULTS[name]
    assert failed("plt", text.encode(), PLOT_ORDER) == rules


@pytest.mark.parametrize(
    "style",
    ["/*" * 200_000, "a" * 1_000_000 + "{" * 9, "".join(f".a{at}{{fill:none}}" for at in range(50_000))],
    ids=["comments never closed", "rules never closed", "a rule for every shape"],
)
def test_a_style_sheet_without_end_is_read_at_once(style):
    data = swap("<title>", f"<style>{style}</style><title>").replace(b"</svg>", (BAR * 2_000).encode() + b"</svg>")
    began = time.process_time()
    check_contours("svg", data, HERE, ORDER)
    assert time.process_time() - began < 100, "seconds: a machine is twice as slow as another, not a hundred times"


@pytest.mark.parametrize(("gap", "found"), [(0.049, []), (0.051, ["E-CLOSED"])])
def test_ends_meet_within_a_twentieth(gap, found):
    assert failed("svg", engraved(f'<path d="M 80 20 H 84 V 30 H 80 V {20 + gap}"/>')) == found


@pytest.mark.parametrize(("off", "found"), [(0.09, []), (0.11, ["E-SIZE"])])
def test_a_sheet_may_be_a_tenth_too_wide(off, found):
    wider = replace(ORDER, size=Size(mm(100 - off), mm(60)))
    assert [rule for rule in failed("svg", sound_svg().encode(), wider) if rule != "E-HOLE"] == found


@pytest.mark.parametrize(("over", "found"), [(0.04, []), (0.06, ["E-OUT"])])
def test_a_line_may_reach_a_twentieth_over_the_edge(over, found):
    assert failed("svg", engraved(f'<path d="M 97 20 H {100 + over} V 30 H 97 Z"/>')) == found


@pytest.mark.parametrize(("wide", "found"), [(0.051, []), (0.049, ["E-SPECK"])])
def test_a_contour_is_larger_than_a_twentieth(wide, found):
    assert failed("svg", engraved(f'<path d="M 80 20 h {wide} v {wide} h -{wide} Z"/>')) == found


@pytest.mark.parametrize(
    ("off", "wide", "found"), [(0.09, 6, []), (0.11, 6, ["E-HOLE"]), (0, 6.04, []), (0, 6.06, ["E-HOLE"])]
)
def test_a_hole_is_in_its_place_and_of_its_width(off, wide, found):
    assert failed("svg", swap(HOLE, f'<circle cx="{10 + off}" cy="10" r="{wide / 2}"/>')) == found


@pytest.mark.parametrize(("over", "found"), [(0.004, []), (0.014, ["P-OVER"])])
def test_areas_may_overlap_by_a_twentieth_of_a_square_millimetre(over, found):
    """The shared area is missing twice."""
    beside = f'<path d="M {84 - over} 22 H 88 V 26 H {84 - over} Z"/>'
    assert failed("svg", engraved(BAR + beside)) == found


@pytest.mark.parametrize("format", ["svg", "dxf"])
def test_gate_2_holds_a_file_to_its_plan(format):
    plan = engraving(PLAN, "SVG" if format == "svg" else "DXF")
    made = sound_svg().encode() if format == "svg" else drawn()
    assert preflight(plan, made) == []
    smaller = replace(plan, sheet=replace(SHEET, size=Size(mm(90), mm(60))))
    assert {problem.code for problem in preflight(smaller, made)} >= {"MZE02"}


def test_any_file_is_held_to_the_manifest_beside_it(tmp_path):
    """Whatever the case of its name."""
    (tmp_path / "SIGN.DXF").write_bytes(drawn(first("CIRCLE", gone)))
    (tmp_path / "manifest.json").write_text(json.dumps({"files": [{**ENTRY, "file": "SIGN.DXF"}]}), encoding="utf-8")
    assert "MZE09" in [problem.code for problem in examine_file(tmp_path / "SIGN.DXF").problems]


def test_every_rule_finds_a_fault_that_no_other_finds():
    alone = {next(iter(rules)) for _, rules in [*SVG_FAULTS.values(), *DXF_FAULTS.values()] if len(rules) == 1}
    assert alone | {"E-AREA", "E-LAYER"} == RULES | {"E-READ", "E-LOAD"}
    assert failed("svg", swap('<g id="CUT"', '<g id="CUTS"').replace(b"</svg>", b'<g id="MARK"/></svg>'), UNSAID) == [
        "E-LAYER",
        "E-KNOWN",
    ]


def test_there_are_many():
    assert len(SVG_FAULTS) + len(DXF_FAULTS) >= 140
    assert len(SVG_SOUND) + len(DXF_SOUND) >= 50


def test_units_of_a_drawing_are_those_of_the_library():
    """What a number of the header means, by the library that writes our drawings."""
    assert (units.IN, units.MM, units.CM, units.M) == (1, 4, 5, 6)


@pytest.mark.parametrize(("name", "listed"), [("sign.dxf", True), ("sign.dxf", False), ("SIGN.DXF", False)])
def test_a_strangers_drawing_is_held_to_the_trade_and_what_was_left_out_is_told(tmp_path, name, listed):
    """Layers go by other names elsewhere: only what a manifest lists is ours."""
    (tmp_path / name).write_bytes(drawn(lambda drawing: drawing.layers.get("CUT").rename("CONTOUR")))
    if listed:
        (tmp_path / "manifest.json").write_text(json.dumps({"files": [{**ENTRY, "file": name}]}), encoding="utf-8")
    found = examine_file(tmp_path / name)
    left_out = {rule for rule, why in found.not_run if "--rules all" in why.en}
    assert (found.asked, {"E-LAYER", "E-KNOWN", "E-PAINT"} <= left_out) == (
        ("all", False) if listed else ("trade", True)
    )
    assert found.asked == "all" or "E-CLOSED" not in left_out
    assert examine_file(tmp_path / name, asked="all").asked == "all"
