"""Content streams as every reader can follow them: operators that are some, in pairs, with the names they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.content_faults import ContentFault, ContentFaultKind
from mzdocs.pdf.readable_names import readable
from mzdocs.preflight.expectations import PROFILES, Expectations
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDF, PDFA, PreflightRule, of_archives, on_page, preflight_problem

WRONG_CONTENT = preflight_problem(
    "MZQ90",
    "页面内容的写法不对：{what}；各种软件画出来会不一样",
    "The content of the page is written wrongly: {what}; programs will draw it differently",
    "用做它的软件重新导出；还有的，换一种软件导出。",
    "Export it again, or with another program.",
)
NOT_KEPT_SO = preflight_problem(
    "MZQ91",
    "归档文件的页面内容不许这样写：{what}",
    "The content of a file to be kept may not be written so: {what}",
    "按 PDF/A 重新导出。",
    "Export as PDF/A again.",
)

_Told = Mapping[ContentFaultKind, tuple[str, str]]
_WRONG: _Told = {
    "unknown": ("有不认识的操作符 {}", "{} is no operator"),
    "unpaired": ("操作符 {} 没有配对", "the operator {} lacks its other half"),
    "unnamed": ("用了资源里没有的 {}", "it uses {}, which its resources have not"),
    "fontless": ("没有设字体就写字（{}）", "text is shown before a font is set ({})"),
}
_NOT_KEPT: _Told = {
    "excused": ("在 BX、EX 之间有不认识的操作符 {}", "{} between BX and EX is no operator"),
    "deep": ("状态存得太深（{} 超过 28 层）", "states are saved too deep ({}, more than 28 within each other)"),
    "intent": ("渲染意图 {} 不是四种之一", "{} is none of the four rendering intents"),
}
_OWN_RESOURCES: _Told = {
    "borrowed": ("{} 要到别的内容的资源里去找", "{} is looked for in the resources of another stream"),
}


def _wrong(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for number in pages_to_look_at(expectations, file):
        for what in _sentences(file.content_faults(number), _WRONG):
            yield WRONG_CONTENT.at(on_page(location, number), what=what)
    _all_looked_at(expectations, file)


def _not_kept(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.1.12, 6.2.9 and 6.2.10; ISO 19005-2, 6.1.13, 6.2.2 and 6.2.6."""
    told = {**_NOT_KEPT, **_OWN_RESOURCES} if file.kept_part > 1 else _NOT_KEPT
    for number in pages_to_look_at(expectations, file):
        for what in _sentences(file.content_faults(number), told):
            yield NOT_KEPT_SO.at(on_page(location, number), what=what)
    _all_looked_at(expectations, file)


def _sentences(faults: Iterable[ContentFault], told: _Told) -> Iterator[Sentence]:
    for kind, what in sorted(faults):
        if kind in told:
            zh, en = told[kind]
            yield Sentence(zh.format(readable(what)), en.format(readable(what)))


def _all_looked_at(expectations: Expectations, file: MeasuredPdf) -> None:
    """Of many pages of one design the others are not judged.

    Raises:
        NotRun: so it is.
    """
    count, looked_at = len(file.pages), len(pages_to_look_at(expectations, file))
    if looked_at < count:
        raise NotRun(
            f"{count} 页同一设计，只看了 {looked_at} 页", f"of {count} pages of one design, {looked_at} were looked at"
        )


RULES = (
    PreflightRule("X-CONTENT", WRONG_CONTENT, _wrong, PROFILES, "standard", PDF),
    PreflightRule("A-CONTENT", NOT_KEPT_SO, of_archives(_not_kept), ("archive",), "standard", PDFA),
)
