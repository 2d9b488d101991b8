"""A report, and what veraPDF's engine says of the same file -> the report with its verdict on what the file claims."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mzdocs.core.child_process import LimitMet, Limits, in_child
from mzdocs.core.outcomes import Outcome, Report
from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type
from mzdocs.preflight.delivered.file_bytes import LARGEST, bytes_of
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PDFUA, preflight_problem
from mzdocs.preflight.standards import verapdf_engine

NOT_INSTALLED = problem_type(
    "MZQ74",
    "没有装 veraPDF",
    "veraPDF is not installed",
    "运行 pip install 'mzdocs[verapdf]' 装上；或者去掉 --engine，只按本程序的规则检查。",
    "Install it by pip install 'mzdocs[verapdf]', or leave --engine out and have our own rules alone.",
    Exit.USAGE,
)
ENGINE_REFUSES = preflight_problem(
    "MZQ75",
    "veraPDF 按 {standard} 检验不合格：第 {clause} 条（{what}）",
    "veraPDF judges it by {standard} and refuses it: clause {clause} ({what})",
    "用做它的软件按这个标准重新导出；条文见该标准。",
    "Export it again by this standard; the clause stands in it.",
)

RULE = "A-VERA"
_LIMITS = Limits(seconds=180, memory=2_500_000_000)
"""A Java machine alone takes seconds and hundreds of megabytes."""


def demand_engine() -> None:
    """Stop before any file is judged.

    Raises:
        Stopped: the engine is not installed.
    """
    if not verapdf_engine.installed():
        raise Stopped([NOT_INSTALLED.at()])


def with_verdict(report: Report, path: Path) -> Report:
    """The report on a PDF with the engine's outcome in the place of the rule that leaves it to the engine."""
    outcome = _verdict(path)
    others = tuple(each for each in report.outcomes if each.rule != RULE)
    engine = f"veraPDF {verapdf_engine.engine_version()}"
    return replace(report, outcomes=(*others, outcome), engine=engine)


def _verdict(path: Path) -> Outcome:
    ended = Outcome(RULE, basis="standard", standard=f"{PDFA}, {PDFUA}")
    try:
        broken = in_child(_LIMITS, _broken, path)
    except LimitMet:
        return replace(ended, not_run=_NO_VERDICT)
    if broken is None:
        return replace(ended, not_run=_NO_CLAIM)
    location = Location(str(path))
    found = [
        ENGINE_REFUSES.at(location, standard=standard, clause=clause, what=what)
        for standard, clauses in broken.items()
        for clause, what in clauses.items()
    ]
    return replace(ended, problems=tuple(found))


_NO_CLAIM = Sentence(
    "文件没有标明 PDF/A（第 1 到 4 部分）或 PDF/UA-1，veraPDF 没有可以检验的",
    "the file claims neither PDF/A nor PDF/UA-1: there is nothing for veraPDF to judge",
)
_NO_VERDICT = Sentence("veraPDF 没有跑完，没有结论", "veraPDF did not come to its end: there is no verdict")


def _broken(path: Path) -> dict[str, dict[str, str]] | None:
    """By standard the clauses a file breaks; nothing where it claims none that the engine judges."""
    data = bytes_of(path, LARGEST)
    claims = _claims(data)
    judge = verapdf_engine.broken_clauses
    return {name: judge(data, each, verapdf_engine.profile(each)) for name, each in claims.items()} or None


def _claims(data: bytes) -> dict[str, str]:
    """The standards a file claims, each with the engine's name for it."""
    with MeasuredPdf(data) as file:
        archive = file.xmp["pdfaid:part"] + file.xmp["pdfaid:conformance"]
        accessible = file.xmp["pdfuaid:part"]
    claims = {f"PDF/A-{archive}": archive.lower(), f"PDF/UA-{accessible}": f"ua{accessible}"}
    return {name: flavour for name, flavour in claims.items() if flavour in verapdf_engine.FLAVOURS}
