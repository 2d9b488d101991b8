"""Distances a design declares: between blocks, from lines, pictures, grounds and edges, and round screws."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Problem, Sentence
from mzdocs.preflight.expectations import ON_PRESS, PROFILES, Expectations
from mzdocs.preflight.painted.painted_page import Block, PaintedPage, beginning
from mzdocs.preflight.painted.pieces import Box, PaintedKind, TextLine, gap, within
from mzdocs.preflight.painted.rule_pages import Found, declared, on_every_page
from mzdocs.preflight.rule import PreflightRule, known, preflight_problem

TOO_NEAR = preflight_problem(
    "MZP54",
    "第 {page} 页（{place}）“{text}”离{other}只有 {found} mm，至少应有 {least} mm",
    "On page {page} ({place}) “{text}” stands {found} mm from {other}, at least {least} mm are needed",
    "缩短文字，或拉开两段的间距。",
    "Shorten the text or move them apart.",
)
BESIDE_TOO_NEAR = preflight_problem(
    "MZP55",
    "第 {page} 页（{place}）“{text}”离{other}只有 {found} mm，至少应有 {least} mm",
    "On page {page} ({place}) “{text}” stands {found} mm from {other}, at least {least} mm are needed",
    "缩短文字，或移开旁边的线条、图片。",
    "Shorten the text, or move what stands beside it.",
)
NEAR_THE_EDGE = preflight_problem(
    "MZP56",
    "第 {page} 页（{place}）{what}离裁切边只有 {found} mm，至少应有 {least} mm",
    "On page {page} ({place}) {what} stands {found} mm from the trimmed edge, at least {least} mm are needed",
    "移进安全区，或做出血。",
    "Move it inwards, or let it bleed.",
)
UNDER_A_CAP = preflight_problem(
    "MZP57",
    "第 {page} 页（{place}）螺钉钉帽（孔）离文字或线条只有 {found} mm，至少应有 {least} mm",
    "On page {page} ({place}) a screw's cap or hole is {found} mm from text or a line, at least {least} mm are needed",
    "移动孔位，或换小的钉帽。",
    "Move the hole or take a smaller cap.",
)
ART_AT_EDGE = preflight_problem(
    "MZQ23",
    "第 {page} 页（{place}）有图案离裁切边只有 {found} mm，至少应有 {least} mm",
    "On page {page} ({place}) a picture or other art stands {found} mm from the trimmed edge, {least} mm are needed",
    "移进安全区，或一直做到出血。",
    "Move it inwards, or let it bleed.",
)
_SLACK = 0.01
_OFF, _AT_THE_EDGE = 0.1, 0.3
"""Millimetres by which art may stand over the safe edge; and nearer to the trim than that, it is meant to bleed."""
_ROUND_A_CAP, _ROUND_A_HOLE = 3.0, 2.0
"""Millimetres of clear plate round a cap, so that it can be turned and cleaned under; and round a punched hole."""


def _blocks(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    least = declared(expectations).block.mm
    if not least:
        return
    for at, block in enumerate(page.blocks):
        for other in page.blocks[:at]:
            if gap(block.box, other.box) < least:
                between = _between(block, other, least)
                if 0 < between < least - _SLACK:
                    quoted = Sentence(f"“{other.text}”", f"“{other.text}”")
                    facts = {"text": block.text, "other": quoted, "found": f"{between:.2f}", "least": f"{least:g}"}
                    yield found(TOO_NEAR, block.box, **facts)


def _between(block: Block, other: Block, least: float) -> float:
    """From letter to letter; `least` where nothing of them comes nearer."""
    lines = [(line, its) for line in block.lines for its in other.lines if gap(line.box, its.box) < least]
    pairs = (
        gap(letter.box, its.box) for line, other_line in lines for letter in line.letters for its in other_line.letters
    )
    return min(pairs, default=least)


def _surroundings(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    keeps = declared(expectations)
    for line in page.lines:
        for least, distance, what in (
            (keeps.rule.mm, _nearest(line, page, keeps.rule.mm, "rule"), Sentence("线条", "a line")),
            (keeps.picture.mm, _nearest(line, page, keeps.picture.mm, "picture"), Sentence("图片", "a picture")),
            (keeps.panel.mm, _from_its_panel(line, page), Sentence("底色的边", "its ground's edge")),
        ):
            if distance < least - _SLACK:
                facts = {"text": beginning(line), "other": what, "found": f"{distance:.2f}", "least": f"{least:g}"}
                yield found(BESIDE_TOO_NEAR, line.box, **facts)


_FAR = float("inf")


def _nearest(line: TextLine, page: PaintedPage, within_reach: float, kind: PaintedKind) -> float:
    """From a line's letters to the nearest thing in reach; one it stands on is another rule's."""
    near = page.beside(line.box, within_reach, kind)
    distances = (min(gap(letter.box, thing.box) for letter in line.letters) for thing in near)
    return min((distance for distance in distances if distance > 0), default=_FAR)


def _from_its_panel(line: TextLine, page: PaintedPage) -> float:
    """From a line to the nearest edge of its ground that lies on the page; one beyond the trim is cut away."""
    own = page.ground(line)
    if own is None or own.kind != "panel":
        return _FAR
    sides = [abs(line.box[at] - own.box[at]) for at in range(4) if 0 < own.box[at] < page.size[at % 2]]
    return min(sides, default=_FAR)


def _edges(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    least = declared(expectations).trim.mm
    for line in page.lines:
        distance = _inside(line.box, page)
        if distance < least - _SLACK:
            what = Sentence(f"“{beginning(line)}”", f"“{beginning(line)}”")
            yield found(NEAR_THE_EDGE, line.box, what=what, found=f"{distance:.2f}", least=f"{least:g}")
    for thing in page.of("picture", "frame"):
        distance = _inside(thing.box, page)
        if 0 <= distance < least - _SLACK and within(thing.box, page.trim):
            what = Sentence("图片或边框", "a picture or frame")
            yield found(NEAR_THE_EDGE, thing.box, what=what, found=f"{distance:.2f}", least=f"{least:g}")


def _live(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    """Of what is cut if the sheet lies askew: all but grounds that bleed, frames and lines; the words of type have a
    rule of their own."""
    least = known(expectations.safe, "不知道图案应离边多远", "the clear edge is not known").mm
    art = [thing.box for thing in page.of("picture", "shape", "panel")]
    letters = [letter.box for line in page.lines if not line.text for letter in line.letters]
    near = [box for box in [*art, *letters] if _AT_THE_EDGE < _inside(box, page) < least - _OFF]
    if near:
        nearest = min(near, key=lambda box: _inside(box, page))
        yield found(ART_AT_EDGE, nearest, found=f"{_inside(nearest, page):.1f}", least=f"{least:g}")


def _inside(box: Box, page: PaintedPage) -> float:
    return min(box[0], box[1], page.size[0] - box[2], page.size[1] - box[3])


def _caps(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    """Round a screw's cap; where no cap is known, round the hole itself, such as the slot of a badge."""
    letters = [letter.box for line in page.lines for letter in line.letters]
    boxes = [*letters, *(thing.box for thing in page.of("rule", "line", "picture"))]
    cap, least = (expectations.cap.mm, _ROUND_A_CAP) if expectations.cap else (0.0, _ROUND_A_HOLE)
    for hole in page.holes(expectations.cut):
        middle = ((hole[0] + hole[2]) / 2, (hole[1] + hole[3]) / 2) * 2
        nearest = min((gap(middle if cap else hole, box) for box in boxes), default=_FAR) - cap / 2
        if nearest < least - _SLACK:
            yield found(UNDER_A_CAP, hole, found=f"{nearest:.2f}", least=f"{least:g}")


RULES = (
    PreflightRule("G-BLOCK", TOO_NEAR, on_every_page(_blocks), PROFILES, "order"),
    PreflightRule("G-NEAR", BESIDE_TOO_NEAR, on_every_page(_surroundings), PROFILES, "order"),
    PreflightRule("G-EDGE", NEAR_THE_EDGE, on_every_page(_edges), PROFILES, "order"),
    PreflightRule("P-LIVE", ART_AT_EDGE, on_every_page(_live), ON_PRESS, "order"),
    PreflightRule("G-CAP", UNDER_A_CAP, on_every_page(_caps), ON_PRESS, "order"),
)
