"""Rules on the numbers and pages of an OFD: what is used is declared once, every page is there, its boxes are sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mzdocs.core.problems import Problem, Sentence
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import inner, said_in
from mzdocs.gbt33190.page_content import ContentPart, Malformed, lies_within, numbers
from mzdocs.gbt33190.rule import BASE, OfdRule, ofd_problem

NUMBERED_TWICE = ofd_problem(
    "MZL27",
    "对象号 {id} {what}",
    "The object number {id} {what}",
    "重新导出。",
    "Export it again.",
)
UNRESOLVED = ofd_problem(
    "MZL28",
    "{where} 用到 {kind} {id}，没有这个资源",
    "{where} uses {kind} {id}, which is not declared",
    "重新导出，补上资源。",
    "Export it again with what it uses.",
)
PAGES = ofd_problem(
    "MZL29",
    "页面不对：{what}",
    "Its pages are wrong: {what}",
    "重新导出，每页各有内容，按顺序列出。",
    "Export it again with each page listed once.",
)
BOX = ofd_problem(
    "MZL30",
    "{where} 的 {name} 不对：{said}",
    "{name} of {where} is wrong: {said}",
    "改正页面大小和各个框。",
    "Correct the size of the page and its boxes.",
)
_TWICE = Sentence("用了不止一次", "is used more than once")


def _numbered(ofd: JudgedOfd) -> Iterator[Problem]:
    counted = dict(ofd.numbers)
    resources = [*ofd.tree.resources, *ofd.local]
    for number in (*resources, *(entry.id for entry in (*ofd.tree.pages, *ofd.tree.templates))):
        counted[number] = counted.get(number, 0) + 1
    most = said_in(ofd.tree.common, "MaxUnitID")
    for number, count in counted.items():
        if count > 1:
            yield NUMBERED_TWICE.at(ofd.file, id=number, what=_TWICE)
        elif not number.isdigit() or (most.isdigit() and int(number) > int(most)):
            yield NUMBERED_TWICE.at(ofd.file, id=number, what=f"> MaxUnitID {most}")


def _resolved(ofd: JudgedOfd) -> Iterator[Problem]:
    templates = {each.id for each in ofd.tree.templates}
    for (kind, number), places in sorted(ofd.used.items()):
        found = ofd.resource(number)
        is_there = number in templates if kind == "TemplatePage" else found is not None
        right = kind in ("media", "TemplatePage") or (found is not None and found.kind == kind)
        if not is_there or not right:
            yield UNRESOLVED.at(ofd.at(min(places)), where=min(places), kind=kind, id=number)
    default = said_in(ofd.tree.common, "DefaultCS")
    if default and (ofd.resource(default) is None):
        yield UNRESOLVED.at(ofd.at(ofd.tree.part), where=ofd.tree.part, kind="ColorSpace", id=default)


def _pages(ofd: JudgedOfd) -> Iterator[Problem]:
    if not ofd.tree.pages:
        yield PAGES.at(ofd.at(ofd.tree.part), what="0")
    seen: set[str | None] = set()
    for page in ofd.tree.pages:
        if page.part in seen or page.part is None:
            yield PAGES.at(ofd.at(f"p{page.number}"), what=f"p{page.number} {page.part or 'BaseLoc'}")
        seen.add(page.part)


def _areas(ofd: JudgedOfd) -> Iterator[Problem]:
    area = inner(ofd.tree.common, "PageArea") if ofd.tree.common is not None else None
    if area is None:
        yield BOX.at(ofd.at(ofd.tree.part), where=ofd.tree.part, name="PageArea", said="")
    else:
        yield from _boxes(ofd, ofd.tree.part, area)


def _page_area(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    area = inner(content.page, "Area") if content.page is not None else None
    if area is not None:
        yield from _boxes(ofd, content.where, area)


def _boxes(ofd: JudgedOfd, where: str, area: Any) -> Iterator[Problem]:
    """The physical box has an area, what is applied lies in it, and what is content lies in that."""
    outer: tuple[float, ...] | None = None
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        said = said_in(area, name)
        if not said and name != "PhysicalBox":
            continue
        try:
            box = numbers(said, 4)
        except Malformed:
            box = (0.0, 0.0, 0.0, 0.0)
        if box[2] <= 0 or box[3] <= 0 or (outer is not None and not lies_within(box, outer)):
            yield BOX.at(ofd.at(where), where=where, name=name, said=said)
            return
        outer = box


RULES = (
    OfdRule("O-ID", f"{BASE} 7.5", NUMBERED_TWICE, _numbered),
    OfdRule("O-REF", f"{BASE} 7.9", UNRESOLVED, _resolved),
    OfdRule("O-PAGES", f"{BASE} 7.6", PAGES, _pages),
    OfdRule("O-BOX", f"{BASE} 7.5", BOX, _areas, _page_area),
)
