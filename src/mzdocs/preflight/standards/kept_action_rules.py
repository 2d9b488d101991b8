"""Papers to be kept do nothing by themselves: the actions that PDF/A lets stand, and where none may hang."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.actions import actions, fields, notes
from mzdocs.pdf.readable_names import readable
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem

ACTS_WHEN_KEPT = preflight_problem(
    "MZQ92",
    "归档文件里有 PDF/A 不许的动作：{names}",
    "The file to be kept holds actions that PDF/A forbids: {names}",
    "去掉脚本、启动程序、声音、影片等动作和页面、表单的触发动作，再导出。",
    "Remove scripts, launches, sounds, movies and what pages and fields trigger, and export again.",
)

_ALLOWED = frozenset({"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"})
_ALLOWED_IN_PART_1 = _ALLOWED - {"/GoToE"}
_NAMED = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})


def _actions(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.6; ISO 19005-2, 6.4.1 and 6.5."""
    names = dict.fromkeys([*_forbidden(file), *_triggers(file)])
    if names:
        yield ACTS_WHEN_KEPT.at(location, names="、".join(names))


def _forbidden(file: MeasuredPdf) -> Iterator[str]:
    allowed = _ALLOWED_IN_PART_1 if file.kept_part == 1 else _ALLOWED
    for action in actions(file.pdf):
        kind = str(action.S)
        if kind not in allowed:
            yield readable(action.S)
        elif kind == "/Named" and str(action.get("/N", "")) not in _NAMED:
            yield f"Named {readable(action.get('/N', ''))}"


def _triggers(file: MeasuredPdf) -> Iterator[str]:
    pages = [page.dictionary for page in file.pages]
    if _acts(file.pdf.Root) or any(map(_acts, fields(file.pdf))):
        yield "AA"
    if file.kept_part > 1 and any(map(_acts, pages)):
        yield "AA"
    widgets = [note for page in pages for note in notes(page) if note.get("/Subtype") == "/Widget"]
    yield from (key[1:] for key in ("/A", "/AA") for widget in widgets if key in widget)


def _acts(holder: Any) -> bool:
    return isinstance(holder.get("/AA"), pikepdf.Dictionary)


RULES = (PreflightRule("A-ACT", ACTS_WHEN_KEPT, of_archives(_actions), ("archive",), "standard", PDFA),)
